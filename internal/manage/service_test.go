package manage

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

const customer = partner.CustomerID("20000000-0000-4000-8000-000000000001")

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// shelf keeps intents as the store does.
type shelf struct {
	mu    sync.Mutex
	all   map[string]partner.Intent
	lines []partner.Activity
	full  error // what every write ends with; nil if it succeeds
}

func (k *shelf) BeginIntent(_ context.Context, in partner.Intent) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.full != nil {
		return k.full
	}
	if k.all == nil {
		k.all = map[string]partner.Intent{}
	}
	in.State = partner.IntentOpen
	k.all[in.ID] = in
	return nil
}

func (k *shelf) CloseIntent(ctx context.Context, in partner.Intent) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case k.full != nil:
		return k.full
	case k.all[in.ID].State.Settled():
		return partner.NewError(partner.CodeConflict, "", nil)
	}
	k.all[in.ID] = in
	k.lines = append(k.lines, in.Line())
	return nil
}

func (k *shelf) OpenIntents(context.Context) (open []partner.Intent, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, in := range k.all {
		if !in.State.Settled() {
			open = append(open, in)
		}
	}
	return open, nil
}

func (k *shelf) state(id string) partner.IntentState {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.all[id].State
}

// core makes a service whose intents are called 1, 2, 3 ...
func core(k *shelf, roles ...partner.Role) *Service {
	n := 0
	return New(partner.Profile{Roles: roles, TenantID: "t1", Company: "Contoso", MPNID: "1234567"}, k, Options{
		Now: func() time.Time { return now }, Actor: "anna",
		NewID: func() string { n++; return fmt.Sprint(n) },
	})
}

var write = partner.Intent{Action: "test", Customer: customer, Subject: "Fabrikam", Object: "thing"}

func TestAWriteIsRecordedBeforeAndAfter(t *testing.T) {
	unclear := &partner.Error{Code: partner.CodeUnreachable, Detail: "the answer was cut off", CorrelationID: "c", Unclear: true}
	refused := &partner.Error{Code: partner.CodeService, ServiceCode: "800002", Detail: "Invalid input.", CorrelationID: "c"}
	for _, c := range []struct {
		name   string
		err    error
		want   partner.Code
		state  partner.IntentState
		result string
	}{
		{"done", nil, "", partner.IntentDone, ""},
		{"refused", refused, partner.CodeService, partner.IntentFailed, "service 800002: Invalid input."},
		{"no answer", unclear, partner.CodeUnclear, partner.IntentUnclear, "unreachable: the answer was cut off"},
		{"never sent", partner.NewError(partner.CodeCancelled, "", nil), partner.CodeCancelled, partner.IntentFailed, "cancelled"},
		{"a surprise", errors.New("boom"), partner.CodeInternal, partner.IntentFailed, "internal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := &shelf{}
			s := core(k, partner.RoleAdminAgent)
			ctx, cancel := context.WithCancel(t.Context())
			err := s.do(ctx, write, partner.DeedSupportContact, func(_ context.Context, requestID string) (string, error) {
				if requestID != "1" || k.state("1") != partner.IntentOpen {
					t.Errorf("the call is made as %q while the intent is %q", requestID, k.state("1"))
				}
				if open, _ := s.Open(ctx); len(open) != 0 {
					t.Errorf("what is under way waits for a person: %v", open)
				}
				cancel() // who asked has gone; the result is recorded all the same
				return "c", c.err
			})
			if partner.CodeOf(err) != c.want {
				t.Errorf("the error is %v, want %s", err, c.want)
			}
			in := k.all["1"]
			if in.State != c.state || in.Result != c.result || in.Actor != "anna" || in.At != now {
				t.Errorf("the record is %+v", in)
			}
			if c.err == nil && in.CorrelationID != "c" {
				t.Errorf("the correlation id is %q", in.CorrelationID)
			}
			if len(k.lines) != 1 {
				t.Errorf("%d lines in the activity record", len(k.lines))
			}
		})
	}
}

// TestARefusalNamesWhatIsMissing: a granular role says for what, so that it can be
// named, and a role that the profile has is not what is missing.
func TestARefusalNamesWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		roles []partner.Role
		deed  partner.Deed
		said  partner.Code // by the service's call
		want  partner.Code
	}{
		{[]partner.Role{partner.RoleAdminAgent}, partner.DeedAddUser, partner.CodeGranularRights, partner.CodeGranularRights},
		{[]partner.Role{partner.RoleAdminAgent}, partner.DeedServiceRequests, partner.CodeForbidden, partner.CodeGranularRights},
		{[]partner.Role{partner.RoleAdminAgent}, partner.DeedBuy, partner.CodeForbidden, partner.CodeService},
		{[]partner.Role{partner.RoleGlobalAdmin}, partner.DeedServiceRequests, partner.CodeForbidden, partner.CodeForbidden},
		{nil, partner.DeedServiceRequests, partner.CodeForbidden, partner.CodeForbidden},
	} {
		k := &shelf{}
		err := core(k, c.roles...).do(t.Context(), write, c.deed, func(context.Context, string) (string, error) {
			return "", &partner.Error{Code: c.said, ServiceCode: "900308", Detail: "A granular role is missing.", CorrelationID: "c"}
		})
		deed := c.deed
		if c.want != partner.CodeGranularRights {
			deed = ""
		}
		if e, ok := errors.AsType[*partner.Error](err); !ok || e.Code != c.want || e.Deed != deed || e.ServiceCode != "900308" || e.CorrelationID != "c" {
			t.Errorf("%v %s: %+v, want %s", c.roles, c.deed, err, c.want)
		}
		if want := string(c.want) + " 900308: A granular role is missing."; k.all["1"].Result != want {
			t.Errorf("%v %s: %q is kept, want %q", c.roles, c.deed, k.all["1"].Result, want)
		}
	}
}

func TestNothingIsSentWithoutARecord(t *testing.T) {
	never := func(context.Context, string) (string, error) {
		t.Error("the call was made")
		return "", nil
	}
	full := &shelf{full: partner.NewError(partner.CodeStoreFull, "", nil)}
	if err := core(full).do(t.Context(), write, partner.DeedBuy, never); partner.CodeOf(err) != partner.CodeStoreFull {
		t.Errorf("on a full disk: %v", err)
	}
	k := &shelf{}
	if err := core(k, partner.RoleHelpdeskAgent).do(t.Context(), write, partner.DeedBuy, never); partner.CodeOf(err) != partner.CodeRole {
		t.Errorf("with the wrong role: %v", err)
	}
	s := core(k, partner.RoleAdminAgent)
	s.options.ReadOnly = true
	if err := s.do(t.Context(), write, partner.DeedBuy, never); partner.CodeOf(err) != partner.CodeReadOnly {
		t.Errorf("in read-only mode: %v", err)
	}
	if len(k.all)+len(k.lines) != 0 {
		t.Errorf("what was not tried is recorded: %v", k.all)
	}
}

// TestNothingIsRepeated: neither while the same write is under way, nor while
// nobody knows what became of an earlier one.
func TestNothingIsRepeated(t *testing.T) {
	k := &shelf{}
	s := core(k)
	inside, leave, calls := make(chan struct{}), make(chan struct{}), 0
	first := make(chan error)
	go func() {
		first <- s.do(t.Context(), write, partner.DeedBuy, func(context.Context, string) (string, error) {
			close(inside)
			<-leave
			calls++
			return "", &partner.Error{Code: partner.CodeUnreachable, Unclear: true}
		})
	}()
	<-inside
	again := func() partner.Code {
		return partner.CodeOf(s.do(t.Context(), write, partner.DeedBuy, func(context.Context, string) (string, error) {
			calls++
			return "", nil
		}))
	}
	for range 5 {
		if got := again(); got != partner.CodeUnderWay {
			t.Errorf("pressed again: %q", got)
		}
	}
	close(leave)
	if err := <-first; partner.CodeOf(err) != partner.CodeUnclear {
		t.Errorf("the first ends with %v", err)
	}
	if got := again(); got != partner.CodeUnresolved || calls != 1 {
		t.Errorf("after a write without an answer: %q, %d calls", got, calls)
	}
	elsewhere := write
	elsewhere.Object = "another thing"
	if err := s.do(t.Context(), elsewhere, partner.DeedBuy, func(context.Context, string) (string, error) { return "", nil }); err != nil {
		t.Errorf("another thing: %v", err)
	}
	if err := s.Resolve(t.Context(), "1", partner.IntentFailed, ""); err != nil {
		t.Fatal(err)
	}
	if got := again(); got != "" || calls != 2 {
		t.Errorf("after a person decided: %q, %d calls", got, calls)
	}
}

func TestAPersonDecides(t *testing.T) {
	k := &shelf{}
	s := core(k)
	in := write
	in.ID = "x"
	if err := k.BeginIntent(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Look(t.Context(), in); err != nil || found.Verdict != VerdictUnknown {
		t.Errorf("nobody knows how to look, and it says %v, %v", found, err)
	}
	s.reconciles("test", func(_ context.Context, in partner.Intent) (Finding, error) {
		return Finding{VerdictHappened, in.Object}, nil
	})
	if found, err := s.Look(t.Context(), in); err != nil || found != (Finding{VerdictHappened, "thing"}) {
		t.Errorf("looking says %v, %v", found, err)
	}
	if k.state("x") != partner.IntentOpen {
		t.Error("looking decided")
	}
	for state, want := range map[partner.IntentState]partner.Code{
		partner.IntentOpen: partner.CodeInvalidInput, partner.IntentUnclear: partner.CodeInvalidInput,
	} {
		if err := s.Resolve(t.Context(), "x", state, ""); partner.CodeOf(err) != want {
			t.Errorf("resolved as %s: %v", state, err)
		}
	}
	if err := s.Resolve(t.Context(), "y", partner.IntentDone, ""); partner.CodeOf(err) != partner.CodeNotFound {
		t.Errorf("an unknown one: %v", err)
	}
	if err := s.Resolve(t.Context(), "x", partner.IntentDone, "seen"); err != nil {
		t.Fatal(err)
	}
	if got := k.all["x"]; got.State != partner.IntentDone || got.Result != "seen" || got.ClosedAt != now {
		t.Errorf("the record is %+v", got)
	}
	if open, err := s.Open(t.Context()); len(open) != 0 || err != nil {
		t.Errorf("open are %v, %v", open, err)
	}
}

// TestARehearsalLeavesNothing: the calls are shown, in read-only mode too.
func TestARehearsalLeavesNothing(t *testing.T) {
	k := &shelf{}
	s := core(k)
	s.options.Rehearse, s.options.ReadOnly = true, true
	refusal := partner.NewError(partner.CodeNotFound, "", nil)
	for _, c := range []struct{ got, want error }{
		{partner.NewError(partner.CodeRehearsed, "", nil), nil}, {refusal, refusal}, {nil, nil},
	} {
		if err := s.do(t.Context(), write, partner.DeedBuy, func(context.Context, string) (string, error) { return "", c.got }); !errors.Is(err, c.want) {
			t.Errorf("%v ends with %v", c.got, err)
		}
	}
	if len(k.all)+len(k.lines) != 0 {
		t.Error("a rehearsal was recorded")
	}
}

// lateShelf ends a write that is under way while it reads the open ones.
type lateShelf struct {
	*shelf
	end func()
}

func (k lateShelf) OpenIntents(ctx context.Context) ([]partner.Intent, error) {
	open, err := k.shelf.OpenIntents(ctx)
	k.end()
	return open, err
}

// TestAWriteThatEndsMeanwhileIsNotOpen.
func TestAWriteThatEndsMeanwhileIsNotOpen(t *testing.T) {
	k := &shelf{}
	s := core(k, partner.RoleAdminAgent)
	answer, ended := make(chan struct{}), make(chan error)
	sent := make(chan struct{})
	go func() {
		ended <- s.do(t.Context(), write, partner.DeedSupportContact, func(context.Context, string) (string, error) {
			close(sent)
			<-answer
			return "c", nil
		})
	}()
	<-sent
	s.keeper = lateShelf{k, func() {
		close(answer)
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}}
	if open, err := s.Open(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("open are %v, %v", open, err)
	}
}
