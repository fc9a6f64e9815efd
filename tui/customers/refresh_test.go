package customers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// job is a refresh whose end the test decides.
type job struct {
	progress refresh.Progress
	done     chan struct{}
	result   refresh.Result
	err      error
}

func (j *job) Progress() refresh.Progress      { return j.progress }
func (j *job) Done() <-chan struct{}           { return j.done }
func (j *job) Result() (refresh.Result, error) { return j.result, j.err }
func (j *job) Cancel()                         { j.end(partner.NewError(partner.CodeCancelled, "", nil)) }
func (j *job) end(err error)                   { j.err = err; close(j.done) }
func ended(r refresh.Result, err error) *job {
	j := &job{done: make(chan struct{}), result: r}
	j.end(err)
	return j
}
func starting(j *job) customers.StartRefresh {
	return func(context.Context, refresh.How) (customers.Job, error) { return j, nil }
}
func notices(h *tuitest.Host) (all []screen.Notice) {
	for _, w := range h.Wishes {
		if n, ok := w.(screen.Notice); ok {
			all = append(all, n)
		}
	}
	return all
}

type matches struct{ done []string }

func (m *matches) Match(_ context.Context, id string, c partner.Customer) (partner.Invitation, error) {
	m.done = append(m.done, id+" "+string(c.ID))
	return partner.Invitation{ID: id, State: partner.StateAccepted, Customer: c.ID}, nil
}

func (m *matches) Decline(_ context.Context, id string, all []partner.Customer) (partner.Invitation, error) {
	for _, c := range all {
		m.done = append(m.done, id+" not "+string(c.ID))
	}
	return partner.Invitation{ID: id}, nil
}

func proposal(s *tuitest.Store) refresh.Result {
	inv := partner.Invitation{ID: "inv-1", Name: "Fabrikam AG", To: "admin@fabrikam.de", CreatedAt: tuitest.Now.AddDate(0, 0, -3)}
	return refresh.Result{Customers: 8, Added: 1, Changed: 2, Matches: []partner.Proposal{
		{Invitation: inv, Candidates: []partner.Candidate{{Customer: s.List[2], Reason: partner.MatchDomain}}},
	}}
}

func TestRefreshProposesAndNeverDecides(t *testing.T) {
	s := tuitest.Sample()
	m := &matches{}
	d := deps(s)
	d.Matcher, d.Refresh = m, starting(ended(proposal(s), nil))
	h := home(t, s, d)
	h.Press("r")
	has(t, h, "Was your request accepted?", "Fabrikam AG (admin@fabrikam.de)", "the mail went to this domain", "Later")
	if n := notices(h); len(n) != 1 || n[0].Text != "8 customers read: 1 new, 2 changed" {
		t.Errorf("notices %v", n)
	}
	h.Press("y", "enter") // y is no answer, enter is the safe one
	if len(m.done) != 0 {
		t.Fatalf("matched %v without being told", m.done)
	}
	h.Press("r", "down", "enter")
	if want := "inv-1 " + string(tuitest.CustomerID(3)); len(m.done) != 1 || m.done[0] != want {
		t.Errorf("matched %v, want %s", m.done, want)
	}
	if n := notices(h); !strings.Contains(n[len(n)-1].Text, "Accepted by Fabrikam AG") {
		t.Errorf("notices %v", n)
	}
	if at, want := cursor(h), s.List[2].CompanyName; !strings.Contains(at, want) {
		t.Errorf("after the answer the cursor stands on %q, want %q", at, want)
	}
	h.Press("r", "down", "down", "enter")
	if want := "inv-1 not " + string(tuitest.CustomerID(3)); len(m.done) != 2 || m.done[1] != want {
		t.Errorf("declined %v, want %s", m.done, want)
	}
	if n := notices(h); !strings.Contains(n[len(n)-1].Text, "Noted") {
		t.Errorf("notices %v", n)
	}
}

func TestRefreshShowsItsProgressAndCanBeCanceled(t *testing.T) {
	s := tuitest.Sample()
	j := &job{done: make(chan struct{}), progress: refresh.Progress{Customers: 3200, Started: tuitest.Now.Add(-4 * time.Second)}}
	d := deps(s)
	d.Refresh = starting(j)
	sc := customers.New(d)
	h := tuitest.NewHost(t, sc, 100, 20)
	// Begin, but do not wait for the end: only the start is answered.
	for _, a := range answers(sc.Update(tuitest.Key("r"))) {
		if sc.Box().Accept(a) {
			sc.Update(a.Value)
		}
	}
	has(t, h, "Refreshing 3,200 customers · 4 s · esc cancels")
	j.progress.WaitingUntil = tuitest.Now.Add(30 * time.Second)
	sc.Update(tuitest.Key("esc"))
	select {
	case <-j.done:
	default:
		t.Error("esc did not cancel the refresh")
	}
	has(t, h, "Stopping the refresh")
}

// TestLeavingAsksBeforeItEndsARefresh, and stores what is to be stored first.
func TestLeavingAsksBeforeItEndsARefresh(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Refresh = starting(&job{done: make(chan struct{}), progress: refresh.Progress{Customers: 3200}})
	sc := customers.New(d)
	h := tuitest.NewHost(t, sc, 100, 20)
	if leave := sc.Leave(); leave != nil {
		t.Errorf("before the refresh: %v", leave())
	}
	for _, a := range answers(sc.Update(tuitest.Key("r"))) {
		if sc.Box().Accept(a) {
			sc.Update(a.Value)
		}
	}
	has(t, h, "Refreshing 3,200 customers")
	asked, ok := sc.Leave()().(screen.Unstored)
	if !ok || asked.Title != "Stop the refresh?" || !strings.Contains(asked.Text, "3,200 customers were read and are kept") || asked.Leave != "Stop it, and leave" {
		t.Errorf("it asks %+v", asked)
	}
}

func TestRefreshOutcomes(t *testing.T) {
	for _, c := range []struct {
		name string
		job  *job
		want string
	}{
		{"nothing", ended(refresh.Result{Customers: 8}, nil), "8 customers read: nothing changed"},
		{"missing", ended(refresh.Result{Customers: 8, VanishedHeld: 5}, nil), "8 customers read: 5 missing from the answer"},
		{"canceled", ended(refresh.Result{}, partner.NewError(partner.CodeCancelled, "", nil)), "Refresh stopped"},
		{"failed", ended(refresh.Result{}, &partner.Error{Code: partner.CodeUnreachable, CorrelationID: "corr-9"}), "could not be reached. Check the network and try again."},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := tuitest.Sample()
			d := deps(s)
			d.Refresh = starting(c.job)
			h := home(t, s, d)
			h.Press("r")
			_, err := c.job.Result()
			if n := notices(h); len(n) != 1 || !strings.Contains(n[0].Text, c.want) || n[0].Correlation != partner.CorrelationOf(err) {
				t.Errorf("notices %v, want %q", n, c.want)
			}
		})
	}
}

func TestManyMissingCustomersAreAskedAbout(t *testing.T) {
	s := tuitest.Sample()
	var asked []refresh.How
	d := deps(s)
	d.Refresh = func(_ context.Context, how refresh.How) (customers.Job, error) {
		asked = append(asked, how)
		if how.AcceptVanished {
			return ended(refresh.Result{Customers: 3, Vanished: 5}, nil), nil
		}
		return ended(refresh.Result{Customers: 3, VanishedHeld: 5}, nil), nil
	}
	h := home(t, s, d)
	h.Press("r")
	has(t, h, "5 customers were missing from the answer", "Keep them as they are")
	h.Press("enter")
	if len(asked) != 1 {
		t.Fatalf("enter asked for %v", asked)
	}
	h.Press("r", "down", "enter")
	if len(asked) != 3 || !asked[2].AcceptVanished {
		t.Errorf("asked for %v", asked)
	}
	if n := notices(h); !strings.Contains(n[len(n)-1].Text, "5 no longer in your list") {
		t.Errorf("notices %v", n)
	}
}

func TestRefreshSaysHowLongItTakes(t *testing.T) {
	known := refresh.Progress{Customers: 120_000, Expected: 1_000_000, Rate: 8_990, Started: tuitest.Now.Add(-13 * time.Second)}
	waiting := known
	waiting.WaitingUntil = tuitest.Now.Add(30 * time.Second)
	more := known
	more.Customers = 1_200_000
	for _, c := range []struct {
		width    int
		progress refresh.Progress
		want     string
	}{
		{120, known, "Refreshing 120,000 of about 1,000,000 customers · 9,000/s · 1 min 40 s left · esc cancels"},
		{80, known, "Refreshing 120,000 of about 1,000,000 customers · 1 min 40 s left · esc cancels"},
		{70, known, "Refreshing 120,000 of about 1,000,000 customers · 1 min 40 s left"},
		{120, waiting, "Refreshing 120,000 of about 1,000,000 customers · 9,000/s · Partner Center asks to wait: 30 s left · esc cancels"},
		{120, more, "Refreshing 1,200,000 customers · 9,000/s · 13 s · esc cancels"},
	} {
		s := tuitest.Sample()
		d := deps(s)
		d.Refresh = starting(&job{done: make(chan struct{}), progress: c.progress})
		sc := customers.New(d)
		h := tuitest.NewHost(t, sc, c.width, 20)
		for _, a := range answers(sc.Update(tuitest.Key("r"))) {
			if sc.Box().Accept(a) {
				sc.Update(a.Value)
			}
		}
		lines := h.Lines()
		if got := strings.TrimSpace(lines[len(lines)-1]); got != c.want {
			t.Errorf("%d columns: %q, want %q", c.width, got, c.want)
		}
	}
}
