package partnercenter

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"cspdesk/internal/partner"
)

// TestBudgetOfATenant: no minute holds more requests than the service grants,
// whoever sends them, and a fifth is left to what a person waits for.
func TestBudgetOfATenant(t *testing.T) {
	now := noon
	b := &budget{}
	spend := func(background bool) (n int, wait time.Duration) {
		for {
			if wait = b.take(now, background); wait > 0 {
				return n, wait
			}
			n++
		}
	}
	if n, wait := spend(true); n != perMinuteBackground || wait != minute {
		t.Errorf("the background sent %d and waits %v", n, wait)
	}
	now = now.Add(10 * time.Second)
	if n, wait := spend(false); n != perMinute-perMinuteBackground || wait != 50*time.Second {
		t.Errorf("the person sent %d and waits %v", n, wait)
	}
	now = now.Add(50 * time.Second)
	if n, _ := spend(true); n != perMinuteBackground-(perMinute-perMinuteBackground) {
		t.Errorf("after a minute the background sent %d", n)
	}
	now = now.Add(-72 * time.Hour) // the clock is set back
	if wait := b.take(now, false); wait != 0 {
		t.Errorf("waits %v after the clock was set back", wait)
	}
}

// TestBudgetIsShared: two programs with one file have one budget, and a file
// that is no good stops nobody.
func TestBudgetIsShared(t *testing.T) {
	file := filepath.Join(t.TempDir(), "requests")
	one, two := &budget{file: file}, &budget{file: file}
	for i := range perMinute {
		b := one
		if i%2 == 1 {
			b = two
		}
		if wait := b.take(noon, false); wait != 0 {
			t.Fatalf("request %d waits %v", i, wait)
		}
	}
	for _, b := range []*budget{one, two, {file: file}} {
		if wait := b.take(noon, false); wait != minute {
			t.Errorf("one too many waits %v", wait)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v, %v", info, err)
	}
	if err := os.WriteFile(file, []byte("half a number"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]*budget{"damaged": {file: file}, "a folder": {file: t.TempDir()}} {
		if wait := b.take(noon, false); wait != 0 {
			t.Errorf("%s: waits %v", name, wait)
		}
	}
}

// TestABudgetThatIsHeldStopsNobody: another program may stand still while it has
// the lock.
func TestABudgetThatIsHeldStopsNobody(t *testing.T) {
	file := filepath.Join(t.TempDir(), "requests")
	held := flock.New(file + ".lock")
	if err := held.Lock(); err != nil {
		t.Fatal(err)
	}
	defer held.Unlock()
	done := make(chan time.Duration, 1)
	go func() { done <- (&budget{file: file}).take(noon, false) }()
	select {
	case wait := <-done:
		if wait != 0 {
			t.Errorf("waits %v", wait)
		}
	case <-time.After(2 * time.Minute):
		t.Fatal("it waits for the lock")
	}
}

// TestBudgetIsWaitedFor: the wait can be watched, and ends with its context.
func TestBudgetIsWaitedFor(t *testing.T) {
	served := 0
	d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) { served++; send(w, 200, list("", row(1))) })
	d.budget = &budget{}
	for range perMinute {
		d.budget.take(noon, false)
	}
	var traffic partner.Traffic
	ctx, cancel := context.WithCancel(partner.WithTraffic(context.Background(), &traffic))
	d.options.Wait = func(ctx context.Context, w time.Duration) error {
		if w != minute || !traffic.WaitingUntil().Equal(noon.Add(minute)) {
			t.Errorf("waits %v until %v", w, traffic.WaitingUntil())
		}
		cancel()
		return ctx.Err()
	}
	_, _, err := d.CustomersPage(ctx, 2, "")
	failsWith(t, err, partner.CodeCancelled)
	if served != 0 || traffic.Requests() != 0 || traffic.Retries() != 0 || !traffic.WaitingUntil().IsZero() {
		t.Errorf("%d served, counted %d and %d", served, traffic.Requests(), traffic.Retries())
	}
}

// TestQuiet: what the service refuses the partner, no other call tries either;
// what it refuses for one customer stays with that one.
func TestQuiet(t *testing.T) {
	for path, hold := range map[string]time.Duration{customersPath: 20 * time.Second, customersPath + "/" + contoso: 0} {
		tries := 0
		d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
			if tries++; tries == 1 {
				w.Header().Set("Retry-After", "20")
				send(w, 429, "")
				return
			}
			send(w, 200, `{}`)
		})
		d.budget = &budget{}
		d.options.Wait = func(context.Context, time.Duration) error {
			if got := d.budget.take(noon, false); got != hold {
				t.Errorf("%s: another call waits %v, want %v", path, got, hold)
			}
			return errors.New("enough")
		}
		if _, err := one[wireCustomer](context.Background(), d.Client, path); partner.CodeOf(err) != partner.CodeCancelled || tries != 1 {
			t.Errorf("%s: %v after %d tries", path, err, tries)
		}
	}
}

// TestNewToken: a token that has expired between two pages is renewed once.
func TestNewToken(t *testing.T) {
	for name, c := range map[string]struct {
		renewed  string
		fails    error
		requests int
		code     partner.Code
	}{
		"renewed":       {"new", nil, 2, ""},
		"no other":      {"old", nil, 1, partner.CodeSignIn},
		"still refused": {"odd", nil, 2, partner.CodeSignIn},
		"no sign-in":    {"", partner.NewError(partner.CodeNotAllowed, "revoked", nil), 1, partner.CodeNotAllowed},
	} {
		t.Run(name, func(t *testing.T) {
			requests, token, asked := 0, "old", 0
			d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
				if requests++; r.Header.Get("Authorization") != "Bearer new" {
					send(w, 401, "")
					return
				}
				send(w, 200, list("", row(1)))
			})
			d.token = func(context.Context) (string, error) { return token, nil }
			d.options.Renew = func(_ context.Context, refused, _ string) error {
				if asked++; refused != "old" {
					t.Errorf("refused was %q", refused)
				}
				token = c.renewed
				return c.fails
			}
			_, _, err := d.CustomersPage(context.Background(), 2, "")
			if partner.CodeOf(err) != c.code || requests != c.requests || asked != 1 {
				t.Errorf("%v after %d requests, asked %d times", err, requests, asked)
			}
		})
	}
}

// TestBackgroundStandsBack: calls that nobody waits for leave room.
func TestBackgroundStandsBack(t *testing.T) {
	gate := make(chan struct{})
	arrived := make(chan string)
	d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
		arrived <- r.URL.Path
		<-gate
		send(w, 200, `{"items":[]}`)
	})
	ctx := partner.WithBackground(context.Background())
	done := make(chan error)
	for range 10 {
		go func() { _, _, err := d.CustomersPage(ctx, 2, ""); done <- err }()
	}
	<-arrived
	<-arrived
	go func() { _, err := d.Account(context.Background(), contoso); done <- err }()
	for path := range arrived {
		if path == customersPath {
			t.Error("a third call of the background is under way before the person's")
			continue
		}
		break
	}
	go func() {
		for range arrived {
		}
	}()
	close(gate)
	for range 11 {
		if err := <-done; err != nil && partner.CodeOf(err) == partner.CodeCancelled {
			t.Error(err)
		}
	}
	close(arrived)
}
