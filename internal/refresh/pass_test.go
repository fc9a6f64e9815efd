package refresh

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

// patience is how long a stage waits for another that has to come, on a machine
// that may be busy with much else. It only guards against hanging.
const patience = 2 * time.Minute

// world is a service with its fakes, which share one count of steps.
func world(total, perPage int) (*Service, *center, *book, *steps) {
	s := &steps{}
	c := &center{steps: s, customers: customers(0, total), perPage: perPage}
	b := newBook(s)
	return New(c, b, Options{Now: clock, Actor: "adele"}), c, b, s
}

func start(t *testing.T, s *Service, how How) (Result, error) {
	t.Helper()
	j, err := s.StartHow(context.Background(), how)
	if err != nil {
		t.Fatal(err)
	}
	return j.Result()
}

func TestPassCopiesEveryPage(t *testing.T) {
	for _, n := range []int{0, 1, 9, 10, 11, 95} {
		s, c, b, _ := world(n, 10)
		r, err := start(t, s, How{})
		if err != nil || r.Customers != n || r.Added != n || len(b.seen) != n || r.Requests != int(c.asked.Load()) || r.Vanished != 0 || b.finished != 1 || b.marks != 0 {
			t.Fatalf("%d customers: %+v, %v; %d stored", n, r, err, len(b.seen))
		}
		if last := b.lines[len(b.lines)-1]; last.Action != partner.ActionRefreshFinished || last.Outcome != partner.OutcomeDone || last.Actor != "adele" || !last.At.Equal(noon) {
			t.Errorf("recorded %+v", last)
		}
	}
}

// TestRunningUntilItsEnd: a pass is running from its start until its end is told.
func TestRunningUntilItsEnd(t *testing.T) {
	s, _, _, steps := world(20, 10)
	idle := 0
	steps.hook = func(_ int, what string) error {
		if what != "begin" && !s.Running() {
			idle++
		}
		return nil
	}
	if s.Running() {
		t.Error("it runs before it is started")
	}
	if _, err := start(t, s, How{}); err != nil || idle > 0 || s.Running() {
		t.Errorf("%v; idle at %d steps, running after the end: %v", err, idle, s.Running())
	}
}

func TestCustomersThatComeTwiceCountOnce(t *testing.T) {
	s, c, _, _ := world(20, 5)
	c.customers = append(c.customers, c.customers[3:9]...)
	if r, err := start(t, s, How{}); err != nil || r.Customers != 20 || r.Added != 20 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestFetchesWhileWriting: the first page is not written before the second one
// has been asked for.
func TestFetchesWhileWriting(t *testing.T) {
	s, _, _, steps := world(30, 10)
	second := make(chan struct{})
	steps.hook = func(_ int, what string) error {
		switch what {
		case "page 10":
			close(second)
		case "save":
			select {
			case <-second:
			case <-time.After(patience):
				return errors.New("nobody asks for the next page while one is written")
			}
		}
		return nil
	}
	if r, err := start(t, s, How{}); err != nil || r.Customers != 30 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestAsksWhileReading: the first page is not read before the second one has been
// asked for, and the third one waits no longer for it.
func TestAsksWhileReading(t *testing.T) {
	s, _, _, steps := world(40, 10)
	asked := map[string]chan struct{}{"page 10": make(chan struct{}), "page 20": make(chan struct{})}
	steps.hook = func(_ int, what string) error {
		if c := asked[what]; c != nil {
			close(c)
		}
		if what == "read " {
			for page, c := range asked {
				select {
				case <-c:
				case <-time.After(patience):
					return errors.New("nobody asks for " + page + " while the first one is read")
				}
			}
		}
		return nil
	}
	if r, err := start(t, s, How{}); err != nil || r.Customers != 40 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestPagesBeforeAFaultAreKept: a page that is not to be had, or cannot be read,
// takes none of those before it along, also while they are still read or written,
// and none behind it is written. The rest of the list is not asked for.
func TestPagesBeforeAFaultAreKept(t *testing.T) {
	for _, fault := range []string{"page 30", "read 30"} {
		for _, slow := range []string{"read 20", "save"} {
			s, c, b, steps := world(600, 10)
			failed := make(chan struct{})
			steps.hook = func(_ int, what string) error {
				switch what {
				case fault:
					close(failed)
					return &partner.Error{Code: partner.CodeBadAnswer, Detail: "no list"}
				case slow:
					if slow == "read 20" && fault == "read 30" { // it is read after that one
						break
					}
					select {
					case <-failed:
					case <-time.After(patience):
						return errors.New("one waits for the other")
					}
				}
				return nil
			}
			if _, err := start(t, s, How{}); partner.CodeOf(err) != partner.CodeBadAnswer {
				t.Fatalf("%s during %s: %v", fault, slow, err)
			}
			if diff := cmp.Diff(c.customers[:30], b.stored); diff != "" {
				t.Errorf("%s during %s: stored\n%s", fault, slow, diff)
			}
			if n := c.asked.Load(); n > 8 {
				t.Errorf("%s during %s: %d pages were asked for", fault, slow, n)
			}
		}
	}
}

// TestPagesKeepTheirOrder, however long each of them takes where.
func TestPagesKeepTheirOrder(t *testing.T) {
	for seed := range uint64(50) {
		s, c, b, steps := world(237, 10)
		var mu sync.Mutex
		dice := rand.New(rand.NewPCG(seed, 0))
		steps.hook = func(int, string) error {
			mu.Lock()
			n := dice.IntN(30)
			mu.Unlock()
			for range n {
				runtime.Gosched()
			}
			return nil
		}
		if r, err := start(t, s, How{}); err != nil || r.Customers != 237 || c.most.Load() != 1 {
			t.Fatalf("seed %d: %+v, %v; %d requests at a time", seed, r, err, c.most.Load())
		}
		if diff := cmp.Diff(c.customers, b.stored); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

// TestStoppedAtEveryStep: wherever a pass is cancelled or fails, or the process
// is killed, what was stored stays, nothing is marked, and the next pass goes on
// to the same end without asking for a stored page again.
func TestStoppedAtEveryStep(t *testing.T) {
	s, _, _, count := world(45, 10)
	if _, err := start(t, s, How{}); err != nil {
		t.Fatal(err)
	}
	failure := &partner.Error{Code: partner.CodeUnreachable, Detail: "down", CorrelationID: "corr"}
	for _, kind := range []string{"cancel", "fail", "kill"} {
		for at := 2; at <= int(count.n.Load()); at++ {
			s, c, b, steps := world(45, 10)
			for _, old := range customers(40, 50) { // 45 to 49 left since
				b.seen[old.ID] = 0
			}
			ctx, cancel := context.WithCancel(context.Background())
			stopped := ""
			var once sync.Once // steps are taken by two goroutines
			steps.hook = func(n int, what string) error {
				if n < at {
					return nil
				}
				once.Do(func() { stopped = what })
				switch {
				case kind == "cancel":
					cancel()
				case kind == "fail" && n == at, kind == "kill": // a killed process does nothing more
					return failure
				}
				return nil
			}
			j, err := s.Start(ctx, false)
			if err != nil {
				t.Fatal(err)
			}
			r, err := j.Result()
			cancel()
			complete := b.finished == 1
			if !complete && len(b.gone) != 0 {
				t.Fatalf("%s at %s: %d customers vanished in a pass that did not end", kind, stopped, len(b.gone))
			}
			if !complete && err == nil {
				t.Fatalf("%s at %s: a pass that did not end has no error: %+v", kind, stopped, r)
			}
			if want := map[string]partner.Code{"cancel": partner.CodeCancelled, "fail": partner.CodeUnreachable, "kill": partner.CodeUnreachable}[kind]; err != nil && partner.CodeOf(err) != want {
				t.Fatalf("%s at %s: %v", kind, stopped, err)
			}
			if diff := cmp.Diff(c.customers[:len(b.stored)], b.stored); diff != "" {
				t.Fatalf("%s at %s: stored %s", kind, stopped, diff)
			}
			if kind != "kill" && stopped != "activity" && len(b.lines) != 1 {
				t.Fatalf("%s at %s: recorded %+v", kind, stopped, b.lines)
			}
			steps.hook = nil
			saved, before := b.pages, c.asked.Load()
			r, err = start(t, New(c, b, Options{Now: clock}), How{})
			if err != nil || r.Customers != 45 || len(b.gone) != 5 {
				t.Fatalf("%s at %s: the next pass gave %+v, %v; vanished %d", kind, stopped, r, err, len(b.gone))
			}
			if asked := int(c.asked.Load() - before); !complete && asked != 5-saved {
				t.Fatalf("%s at %s: %d pages were stored and %d asked for again", kind, stopped, saved, asked)
			}
		}
	}
}

func TestRecordsWhyItStopped(t *testing.T) {
	s, _, b, steps := world(45, 10)
	steps.hook = func(_ int, what string) error {
		if what == "page 20" {
			return &partner.Error{Code: partner.CodeThrottled, Detail: "Try again in 57 seconds.", CorrelationID: "corr"}
		}
		return nil
	}
	r, err := start(t, s, How{})
	if partner.CodeOf(err) != partner.CodeThrottled || r.Customers != 20 {
		t.Fatalf("%+v, %v", r, err)
	}
	line := b.lines[0]
	if line.Action != partner.ActionRefreshStopped || line.Outcome != partner.OutcomeFailed || line.CorrelationID != "corr" || !strings.Contains(line.Detail, "Try again in 57 seconds.") {
		t.Errorf("recorded %+v", line)
	}
}

// A fault of our own on the way ends the pass as an error does: it is recorded,
// and the next pass goes on.
func TestAPanicEndsThePass(t *testing.T) {
	for _, where := range []string{"page 20", "read 20", "save"} {
		s, _, b, steps := world(45, 10)
		steps.hook = func(_ int, what string) error {
			if strings.HasPrefix(what, where) {
				panic("a secret")
			}
			return nil
		}
		_, err := start(t, s, How{})
		if partner.CodeOf(err) != partner.CodeInternal || strings.Contains(err.Error(), "secret") {
			t.Fatalf("%s: %v", where, err)
		}
		if line := b.lines[0]; line.Action != partner.ActionRefreshStopped || line.Outcome != partner.OutcomeFailed {
			t.Errorf("%s: recorded %+v", where, line)
		}
		steps.hook = nil
		if r, err := start(t, s, How{}); err != nil || r.Customers != 45 {
			t.Errorf("%s: afterwards %+v, %v", where, r, err)
		}
	}
}

// TestCancelEndsAtOnce: while a page is asked for, read, or written.
func TestCancelEndsAtOnce(t *testing.T) {
	for _, stage := range []string{"page 20", "read 20", "save"} {
		s, c, b, steps := world(45, 10)
		arrived, ended := make(chan struct{}), make(chan struct{})
		first := sync.OnceFunc(func() { close(arrived) })
		steps.hook = func(_ int, what string) error {
			if what == stage {
				first()
				<-ended // as soon as the context ends
			}
			return nil
		}
		j, err := s.Start(context.Background(), false)
		if err != nil {
			t.Fatal(err)
		}
		<-arrived
		j.Cancel()
		close(ended)
		if _, err = j.Result(); partner.CodeOf(err) != partner.CodeCancelled || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", stage, err)
		}
		if line := b.lines[0]; line.Action != partner.ActionRefreshStopped || line.Outcome != partner.OutcomeDone {
			t.Errorf("%s: recorded %+v", stage, line)
		}
		if diff := cmp.Diff(c.customers[:len(b.stored)], b.stored); diff != "" {
			t.Errorf("%s: stored %s", stage, diff)
		}
	}
}

func TestCancelEndsARequestAtOnce(t *testing.T) {
	_, c, b, _ := world(45, 10)
	arrived := make(chan struct{})
	slow := &slowCenter{center: c, arrived: arrived}
	s := New(slow, b, Options{Now: clock})
	j, err := s.Start(context.Background(), false)
	if err != nil {
		t.Fatal(err)
	}
	<-arrived
	j.Cancel() // nothing else ends the request
	if _, err = j.Result(); partner.CodeOf(err) != partner.CodeCancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if line := b.lines[0]; line.Action != partner.ActionRefreshStopped || line.Outcome != partner.OutcomeDone {
		t.Errorf("recorded %+v", line)
	}
}

// slowCenter never gives a page.
type slowCenter struct {
	*center
	arrived chan struct{}
}

func (c *slowCenter) CustomersPage(ctx context.Context, _ int, _ string) (func() ([]partner.Customer, error), string, error) {
	close(c.arrived)
	<-ctx.Done()
	return nil, "", cancelled(ctx)
}

// TestStoredPlaceThatIsRefused: the service forgot the place, so the pass
// begins anew.
func TestStoredPlaceThatIsRefused(t *testing.T) {
	for _, refusal := range []*partner.Error{{Code: partner.CodeInvalidInput}, {Code: partner.CodeNotFound}, {Code: partner.CodeService, HTTPStatus: 400}} {
		s, _, b, steps := world(45, 10)
		steps.hook = func(_ int, what string) error {
			if what == "page 20" {
				return refusal
			}
			return nil
		}
		if _, err := start(t, s, How{}); err == nil {
			t.Fatal("no error")
		}
		refused := 0
		steps.hook = func(_ int, what string) error {
			if what == "page 20" && refused == 0 {
				refused++
				return refusal
			}
			return nil
		}
		r, err := start(t, s, How{})
		if err != nil || r.Customers != 45 || len(b.passes) != 2 {
			t.Errorf("%+v, %v, %d passes", r, err, len(b.passes))
		}
	}
}

func TestMassDisappearanceIsHeld(t *testing.T) {
	cases := []struct {
		before, after int
		accept        bool
		held          bool
	}{
		{100, 80, false, false}, {100, 79, false, true}, {100, 79, true, false}, {30, 20, false, false}, {30, 19, false, true},
		{10, 1, false, false}, {10, 0, false, true}, {10, 0, true, false}, {1, 0, false, true}, {0, 0, false, false}, {1000, 0, false, true},
	}
	for _, c := range cases {
		s, center, b, _ := world(c.before, 500)
		if _, err := start(t, s, How{}); err != nil {
			t.Fatal(err)
		}
		center.customers = center.customers[:c.after]
		r, err := start(t, s, How{AcceptVanished: c.accept})
		if err != nil {
			t.Fatal(err)
		}
		vanished, held := c.before-c.after, 0
		if c.held {
			vanished, held = 0, vanished
		}
		if r.Vanished != vanished || r.VanishedHeld != held || len(b.gone) != vanished || r.Customers != c.after {
			t.Errorf("%+v: %+v, %d marked", c, r, len(b.gone))
		}
	}
}

func TestMatchesAreProposed(t *testing.T) {
	s, c, b, _ := world(3, 10)
	open := partner.Invitation{ID: "inv-1", State: partner.StateHandedOver, Name: "Fabrikam", To: "a@fabrikam.com", CreatedAt: noon.Add(-time.Hour), FinishedAt: noon.Add(-time.Hour)}
	withdrawn := open
	withdrawn.ID, withdrawn.State = "inv-2", partner.StateWithdrawn
	b.invitations = []partner.Invitation{withdrawn, open}
	for _, old := range c.customers[:2] {
		b.seen[old.ID] = 0
	}
	r, err := start(t, s, How{})
	if err != nil || len(r.Matches) != 1 || r.Matches[0].Invitation.ID != "inv-1" || r.Matches[0].Candidates[0].Customer.ID != c.customers[2].ID {
		t.Errorf("%+v, %v", r.Matches, err)
	}
	if r, err = start(t, s, How{}); err != nil || len(r.Matches) != 0 {
		t.Errorf("nothing is new, and %+v, %v", r.Matches, err)
	}
	// Nobody is new, and one was listed before, as a vanished one was.
	known, gone := partner.Customer{ID: "old", Domain: "fabrikam.com", Standing: partner.StandingListed}, partner.Customer{ID: "gone", Domain: "fabrikam.com"}
	b.listed = map[string][]partner.Customer{"fabrikam.com": {known, gone}}
	if r, err = start(t, s, How{}); err != nil || len(r.Matches) != 1 || len(r.Matches[0].Candidates) != 1 || r.Matches[0].Candidates[0].Customer.ID != "old" {
		t.Errorf("listed before: %+v, %v", r.Matches, err)
	}
	b.invitations[1].Declined = []partner.CustomerID{"old"}
	if r, err = start(t, s, How{}); err != nil || len(r.Matches) != 0 {
		t.Errorf("declined: %+v, %v", r.Matches, err)
	}
}

// TestListThatNeverEnds leads in a circle of three pages.
func TestListThatNeverEnds(t *testing.T) {
	_, c, b, _ := world(30, 10)
	s := New(&circle{center: c}, b, Options{Now: clock})
	j, err := s.Start(context.Background(), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = j.Result(); partner.CodeOf(err) != partner.CodeBadAnswer {
		t.Errorf("%v", err)
	}
	if c.asked.Load() > 4 || b.finished != 0 {
		t.Errorf("%d pages, finished %d", c.asked.Load(), b.finished)
	}
}

type circle struct{ *center }

func (c *circle) CustomersPage(ctx context.Context, size int, next string) (func() ([]partner.Customer, error), string, error) {
	page, following, err := c.center.CustomersPage(ctx, size, next)
	if following == "" {
		following = "10"
	}
	return page, following, err
}

func TestProgressCanBeSampled(t *testing.T) {
	s, _, _, steps := world(200, 10)
	var j *Job
	ready := make(chan struct{})
	last := 0
	steps.hook = func(_ int, what string) error {
		if what != "save" {
			return nil
		}
		<-ready
		if p := j.Progress(); p.Customers < last || p.Requests == 0 || !p.Started.Equal(noon) {
			t.Errorf("%+v after %d", p, last)
		} else {
			last = p.Customers
		}
		return nil
	}
	j, err := s.Start(context.Background(), false)
	if err != nil {
		t.Fatal(err)
	}
	close(ready)
	<-j.Done()
	if p := j.Progress(); p.Customers != 200 || last == 0 || last >= 200 {
		t.Errorf("%+v, last %d", p, last)
	}
}

// TestSlowStoreTakesSeveralPagesAtOnce, but not more than ten, and a slow
// service has each page stored when it comes.
func TestSlowStoreTakesSeveralPagesAtOnce(t *testing.T) {
	s, c, b, steps := world(300, 10)
	saving, full := make(chan struct{}), make(chan struct{})
	first := sync.OnceFunc(func() { close(saving) })
	steps.hook = func(_ int, what string) error {
		switch what {
		case "page 10":
			<-saving // the first page alone
		case "page 130": // the first is being stored, ten wait, and two behind them
			close(full)
		case "save":
			first()
			<-full
		}
		return nil
	}
	if r, err := start(t, s, How{}); err != nil || r.Customers != 300 || b.largest != 100 || len(b.seen) != 300 {
		t.Errorf("%+v, %v; %d stored, at most %d at once", r, err, len(b.seen), b.largest)
	}
	if diff := cmp.Diff(customers(0, 300), c.customers); diff != "" {
		t.Errorf("pages were changed:\n%s", diff)
	}

	s, _, b, steps = world(50, 10)
	saves := make(chan struct{}, 1)
	steps.hook = func(_ int, what string) error {
		if page, ok := strings.CutPrefix(what, "page "); ok && page != "" {
			<-saves // the page before is being stored
		} else if what == "save" {
			select {
			case saves <- struct{}{}:
			default: // the last one
			}
		}
		return nil
	}
	if r, err := start(t, s, How{}); err != nil || r.Customers != 50 || b.largest != 10 {
		t.Errorf("%+v, %v; at most %d at once", r, err, b.largest)
	}
}

// TestProgressTellsRateAndTimeLeft, for a first pass, the next one, and one that
// goes on.
func TestProgressTellsRateAndTimeLeft(t *testing.T) {
	s, _, _, steps := world(200, 10)
	now := noon
	s.options.Now = func() time.Time { return now }
	look := func(fail string) (p Progress) {
		steps.hook = func(_ int, what string) error {
			if what == fail {
				return &partner.Error{Code: partner.CodeUnreachable}
			}
			return nil
		}
		j, err := s.Start(context.Background(), false)
		if err != nil {
			t.Fatal(err)
		}
		if p = j.Progress(); p.Rate != 0 {
			t.Errorf("a rate of %v at the start", p.Rate)
		}
		<-j.Done()
		now = now.Add(4 * time.Second)
		return j.Progress()
	}
	if p := look("page 40"); p.Expected != 0 || p.Rate != 10 {
		t.Errorf("%+v", p)
	} else if left, ok := p.Left(); ok {
		t.Errorf("%v left of nobody knows how many", left)
	}
	if p := look(""); p.Customers != 200 || p.Rate != 40 { // 160 of them in this run
		t.Errorf("%+v", p)
	}
	p := look("page 100")
	if left, ok := p.Left(); p.Expected != 200 || p.Rate != 25 || !ok || left != 4*time.Second {
		t.Errorf("%+v: %v, %v", p, left, ok)
	}
}

// TestOnePassAtATime: also among processes, and not after one was killed.
func TestOnePassAtATime(t *testing.T) {
	file := filepath.Join(t.TempDir(), "refresh.lock")
	if os.Getenv("CSPDESK_TEST_HOLD") != "" {
		s := New(nil, nil, Options{LockFile: os.Getenv("CSPDESK_TEST_HOLD")})
		unlock, err := s.lock()
		if err != nil {
			t.Fatal(err)
		}
		defer unlock() // never done: it keeps the collector from closing the file
		os.Stdout.WriteString("held\n")
		select {} // until killed
	}
	s, c, b, steps := world(30, 10)
	s.options.LockFile = file
	gate := make(chan struct{})
	steps.hook = func(_ int, what string) error {
		if what == "page " {
			<-gate
		}
		return nil
	}
	j, err := s.Start(context.Background(), false)
	if err != nil {
		t.Fatal(err)
	}
	other := New(c, b, Options{Now: clock, LockFile: file})
	if _, err := other.Start(context.Background(), false); partner.CodeOf(err) != partner.CodeStoreBusy {
		t.Errorf("a second pass gave %v", err)
	}
	close(gate)
	if _, err := j.Result(); err != nil {
		t.Fatal(err)
	}
	steps.hook = nil
	if _, err := start(t, other, How{}); err != nil {
		t.Fatal(err)
	}

	holder := exec.Command(os.Args[0], "-test.run=^TestOnePassAtATime$")
	holder.Env = append(os.Environ(), "CSPDESK_TEST_HOLD="+file)
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Start(context.Background(), false); partner.CodeOf(err) != partner.CodeStoreBusy {
		t.Errorf("beside another process: %v", err)
	}
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.Wait()
	if _, err := start(t, other, How{}); err != nil {
		t.Errorf("after the other process was killed: %v", err)
	}
	if _, err := New(c, b, Options{LockFile: filepath.Join(file, "none")}).Start(context.Background(), false); partner.CodeOf(err) != partner.CodeStorePath {
		t.Errorf("a lock that cannot be made gave %v", err)
	}
}
