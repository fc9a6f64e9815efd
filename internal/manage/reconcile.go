package manage

import (
	"context"
	"maps"

	"cspdesk/internal/partner"
)

// Verdict is what reading says about a write whose outcome was not known.
type Verdict string

// The verdicts.
const (
	VerdictHappened Verdict = "happened"
	VerdictNot      Verdict = "not-happened"
	VerdictUnknown  Verdict = "unknown" // reading does not tell
)

// Finding is a verdict and what was read, in few words or values.
type Finding struct {
	Verdict Verdict
	Found   string
}

// judged makes a finding of what was read: it shows the write, or what was there
// before it; where neither is so, reading does not tell.
func judged(happened, not bool, found string) Finding {
	f := Finding{Verdict: VerdictUnknown, Found: found}
	switch {
	case happened:
		f.Verdict = VerdictHappened
	case not:
		f.Verdict = VerdictNot
	}
	return f
}

// happened is judged for what can only have happened or not.
func happened(yes bool, found string) Finding { return judged(yes, !yes, found) }

// check reads what became of a write. It changes nothing.
type check func(ctx context.Context, in partner.Intent) (Finding, error)

// reconciles names the check for the writes of an action. Each area calls it
// when it is made.
func (s *Service) reconciles(action partner.Action, c check) { s.checks[action] = c }

// Open gives the writes whose outcome is not known, the oldest first, without
// those that this service is making now.
func (s *Service) Open(ctx context.Context) ([]partner.Intent, error) {
	s.mu.Lock()
	before := maps.Clone(s.flying) // one of these may end while the others are read
	s.mu.Unlock()
	all, err := s.keeper.OpenIntents(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var open []partner.Intent
	for _, in := range all {
		if s.flying[targetOf(in)] != in.ID && before[targetOf(in)] != in.ID {
			open = append(open, in)
		}
	}
	return open, nil
}

// Intent gives one write whose outcome is not known, or CodeNotFound.
func (s *Service) Intent(ctx context.Context, id string) (partner.Intent, error) {
	open, err := s.Open(ctx)
	if err != nil {
		return partner.Intent{}, err
	}
	for _, in := range open {
		if in.ID == id {
			return in, nil
		}
	}
	return partner.Intent{}, partner.NewError(partner.CodeNotFound, id, nil)
}

// Look reads at Microsoft what became of a write, for the person to decide. It
// changes nothing.
func (s *Service) Look(ctx context.Context, in partner.Intent) (Finding, error) {
	looks, ok := s.checks[in.Action]
	if !ok {
		return Finding{Verdict: VerdictUnknown}, nil
	}
	return looks(ctx, in)
}

// Resolve closes a write whose outcome was not known, as the person decides:
// IntentDone, IntentFailed or IntentDismissed, and what was found.
func (s *Service) Resolve(ctx context.Context, id string, state partner.IntentState, found string) error {
	if s.options.ReadOnly {
		return partner.NewError(partner.CodeReadOnly, "", nil)
	}
	if !state.Settled() {
		return partner.NewError(partner.CodeInvalidInput, string(state), nil)
	}
	in, err := s.Intent(ctx, id)
	if err != nil {
		return err
	}
	in.State, in.Result, in.ClosedAt, in.Actor = state, found, s.options.Now(), s.options.Actor
	return s.keeper.CloseIntent(ctx, in)
}
