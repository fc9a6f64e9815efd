package partnercenter

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cspdesk/internal/partner"
)

// trip answers requests without a network.
type trip func(*http.Request) *http.Response

func (t trip) RoundTrip(r *http.Request) (*http.Response, error) { return t(r), nil }

func answering(status int, header map[string]string) trip {
	return func(r *http.Request) *http.Response {
		res := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}")), Request: r}
		for name, value := range header {
			res.Header.Set(name, value)
		}
		return res
	}
}

// TestCancelEndsEveryWait: whatever a call waits for, a cancel ends it before the
// clock has moved at all.
func TestCancelEndsEveryWait(t *testing.T) {
	for name, c := range map[string]struct {
		answers    trip
		background bool
		prepare    func(*Client)
	}{
		"a slot": {prepare: func(c *Client) {
			for range maxInFlight {
				c.slots <- struct{}{}
			}
		}},
		"a slot of the background": {background: true, prepare: func(c *Client) {
			for range maxBehind {
				c.behind <- struct{}{}
			}
		}},
		"the budget": {prepare: func(c *Client) {
			for range perMinute {
				c.budget.take(time.Now(), false)
			}
		}},
		"quiet that the service asked for": {prepare: func(c *Client) { c.budget.quiet(time.Now().Add(time.Minute)) }},
		"the next try":                     {answers: answering(500, nil)},
		"Retry-After":                      {answers: answering(429, map[string]string{"Retry-After": "100"})},
		"a token": {prepare: func(c *Client) {
			c.token = func(ctx context.Context) (string, error) { <-ctx.Done(); return "", ctx.Err() }
		}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, err := New("https://partnercenter.example", func(context.Context) (string, error) { return canary, nil }, Options{})
				if err != nil {
					t.Fatal(err)
				}
				client.http.Transport = c.answers
				if c.prepare != nil {
					c.prepare(client)
				}
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if c.background {
					ctx = partner.WithBackground(ctx)
				}
				started := time.Now()
				done := make(chan error, 1)
				go func() { _, _, err := client.CustomersPage(ctx, 2, ""); done <- err }()
				synctest.Wait()
				select {
				case err := <-done:
					t.Fatalf("it did not wait: %v", err)
				default:
				}
				cancel()
				synctest.Wait()
				select {
				case err := <-done:
					failsWith(t, err, partner.CodeCancelled)
				default:
					t.Fatal("it still waits")
				}
				if took := time.Since(started); took != 0 {
					t.Errorf("the clock moved by %v", took)
				}
			})
		})
	}
}

// TestTrouble: what the last call says about the service, and that the first one
// that is answered clears it.
func TestTrouble(t *testing.T) {
	status := http.StatusOK
	d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) { send(w, status, list("", row(1))) })
	var told []partner.Code
	d.Watch(func(code partner.Code) { told = append(told, code) })
	ask := func(ctx context.Context) partner.Code {
		_, _, _ = d.CustomersPage(ctx, 2, "")
		code, asked := d.Trouble()
		if !asked || len(told) == 0 || told[len(told)-1] != code {
			t.Errorf("%q, asked %v, told %q", code, asked, told)
		}
		return code
	}
	if got, asked := d.Trouble(); got != "" || asked {
		t.Errorf("before anything was asked: %q", got)
	}
	for _, c := range []struct {
		status int
		want   partner.Code
	}{
		{503, partner.CodeUnreachable}, {200, ""}, {401, partner.CodeSignIn}, {429, partner.CodeThrottled}, {500, partner.CodeService},
		{404, ""}, {500, partner.CodeService}, {403, ""}, {304, partner.CodeBadAnswer}, {400, ""},
	} {
		status = c.status
		if got := ask(context.Background()); got != c.want {
			t.Errorf("after %d: %q, want %q", c.status, got, c.want)
		}
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	status = http.StatusServiceUnavailable
	ask(context.Background())
	n := len(told)
	if got := ask(canceled); got != partner.CodeUnreachable || len(told) != n {
		t.Errorf("a cancel says %q, and tells %q", got, told[n:])
	}
	status = http.StatusOK
	if got := ask(context.Background()); got != "" {
		t.Errorf("after an answer: %q", got)
	}
	d.server.Close()
	if got := ask(context.Background()); got != partner.CodeUnreachable {
		t.Errorf("with nobody there: %q", got)
	}
}

// BenchmarkCancel measures how long after a cancel a call returns: while the
// service is silent, in the midst of a body, and between two tries.
func BenchmarkCancel(b *testing.B) {
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	halfway := func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "{")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
	throttled := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "100")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	for name, serve := range map[string]http.HandlerFunc{"silence": silent, "body": halfway, "pause": throttled} {
		b.Run(name, func(b *testing.B) {
			waiting := make(chan struct{}, 1)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if name != "pause" {
					waiting <- struct{}{}
				}
				serve(w, r)
			}))
			defer server.Close()
			pause := func(ctx context.Context, d time.Duration) error { waiting <- struct{}{}; return wait(ctx, d) }
			client, err := New(server.URL, func(context.Context) (string, error) { return canary, nil }, Options{Wait: pause})
			if err != nil {
				b.Fatal(err)
			}
			var took []time.Duration
			for b.Loop() {
				ctx, cancel := context.WithCancel(context.Background())
				done := make(chan error, 1)
				go func() { _, _, err := client.CustomersPage(ctx, 2, ""); done <- err }()
				<-waiting
				started := time.Now()
				cancel()
				if err := <-done; partner.CodeOf(err) != partner.CodeCancelled {
					b.Fatal(err)
				}
				took = append(took, time.Since(started))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "ms-max")
		})
	}
}

// carrier answers requests, or fails as a network does.
type carrier func(*http.Request) (*http.Response, error)

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }

// TestAChangeOnItsWayIsWaitedFor: a cancel does not cut off a change that was
// sent, because nobody would know what became of it.
func TestAChangeOnItsWayIsWaitedFor(t *testing.T) {
	for status, want := range map[int]partner.Code{204: "", 409: partner.CodeService, 500: partner.CodeService, 429: partner.CodeCancelled} {
		ctx, cancel := context.WithCancel(context.Background())
		client, err := New("https://partnercenter.example", func(context.Context) (string, error) { return canary, nil }, Options{})
		if err != nil {
			t.Fatal(err)
		}
		sent := 0
		client.http.Transport = carrier(func(r *http.Request) (*http.Response, error) {
			sent++
			cancel()
			if err := r.Context().Err(); err != nil {
				return nil, err
			}
			return answering(status, nil)(r), nil
		})
		_, err = client.DeleteUser(ctx, contoso, "u1", requestID)
		e, _ := errors.AsType[*partner.Error](err)
		if partner.CodeOf(err) != want || e != nil && e.Unclear != (status == 500) || sent != 1 {
			t.Errorf("%d: %+v after %d requests", status, err, sent)
		}
	}
}
