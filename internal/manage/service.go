package manage

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"

	"cspdesk/internal/partner"
)

// Keeper stores intents.
type Keeper interface {
	BeginIntent(ctx context.Context, in partner.Intent) error
	CloseIntent(ctx context.Context, in partner.Intent) error
	OpenIntents(ctx context.Context) ([]partner.Intent, error)
}

// Options are what a Service may be told.
type Options struct {
	Now      func() time.Time // nil means time.Now
	Actor    string           // login name, for the record
	NewID    func() string    // makes the GUID of an intent; nil means a random one
	ReadOnly bool             // nothing is written to Microsoft
	Rehearse bool             // calls are only shown: nothing is recorded, and CodeRehearsed counts as done
}

// Service is the core that every area shares. It may be used by several
// goroutines once every area is made.
type Service struct {
	profile partner.Profile
	keeper  Keeper
	options Options
	checks  map[partner.Action]check

	mu     sync.Mutex
	flying map[target]string // id of the intent that is under way
}

// target is what a write is about. Two writes about the same are never under
// way together.
type target struct {
	action   partner.Action
	customer partner.CustomerID
	object   string
}

func targetOf(in partner.Intent) target { return target{in.Action, in.Customer, in.Object} }

// New makes the core for a profile.
func New(p partner.Profile, keeper Keeper, o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = uuid.NewString
	}
	return &Service{profile: p, keeper: keeper, options: o, checks: map[partner.Action]check{}, flying: map[target]string{}}
}

// May says whether d can be tried: nil, or an error with CodeReadOnly or
// CodeRole. The detail of CodeRole names the deed. The service has the last
// word: a role that Microsoft's pages do not name is no reason not to try.
func (s *Service) May(d partner.Deed) error {
	if s.options.ReadOnly && !s.options.Rehearse {
		return partner.NewError(partner.CodeReadOnly, "", nil)
	}
	if partner.May(s.profile.Roles, d) == partner.Denied {
		return partner.NewError(partner.CodeRole, string(d), nil)
	}
	return nil
}

// Profile is the partner that the service acts for.
func (s *Service) Profile() partner.Profile { return s.profile }

// do makes one write: in says what and about whom, call sends it with the id of
// the intent as its MS-RequestId and gives the correlation id of the answer.
//
// The intent is on the disk before the call, and closed after it. The write is
// not sent where role or mode forbid it, where the same one is under way
// (CodeUnderWay), or where the outcome of an earlier one is not known yet
// (CodeUnresolved). CodeUnclear says that it was sent and that nobody knows what
// became of it: the intent then waits for a person, and nothing is repeated.
func (s *Service) do(ctx context.Context, in partner.Intent, d partner.Deed,
	call func(ctx context.Context, requestID string) (correlationID string, err error)) error {
	if err := s.May(d); err != nil {
		return err
	}
	in.ID, in.At, in.Actor = s.options.NewID(), s.options.Now(), s.options.Actor
	if s.options.Rehearse {
		if _, err := call(ctx, in.ID); partner.CodeOf(err) != partner.CodeRehearsed {
			return err
		}
		return nil
	}
	if err := s.begin(ctx, in); err != nil {
		return err
	}
	defer s.end(in)
	correlation, err := call(ctx, in.ID)
	return s.settle(ctx, in, d, correlation, err)
}

// begin keeps the same write from being made twice, and records it.
func (s *Service) begin(ctx context.Context, in partner.Intent) error {
	s.mu.Lock()
	if s.flying[targetOf(in)] != "" {
		s.mu.Unlock()
		return partner.NewError(partner.CodeUnderWay, "", nil)
	}
	s.flying[targetOf(in)] = in.ID
	s.mu.Unlock()
	err := s.unresolved(ctx, in)
	if err == nil {
		err = s.keeper.BeginIntent(ctx, in)
	}
	if err != nil {
		s.end(in)
	}
	return err
}

// Busy reports whether a write is under way, by this program.
func (s *Service) Busy() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.flying) > 0
}

func (s *Service) end(in partner.Intent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.flying, targetOf(in))
}

// unresolved refuses a write while nobody knows what became of an earlier one
// like it, by this program or another.
func (s *Service) unresolved(ctx context.Context, in partner.Intent) error {
	open, err := s.keeper.OpenIntents(ctx)
	for _, earlier := range open {
		if targetOf(earlier) == targetOf(in) {
			return &partner.Error{Code: partner.CodeUnresolved, Detail: earlier.ID, CorrelationID: earlier.CorrelationID}
		}
	}
	return err
}

// settle records what became of a write, also when who asked for it has gone.
func (s *Service) settle(ctx context.Context, in partner.Intent, d partner.Deed, correlation string, err error) error {
	in.ClosedAt, in.State, in.CorrelationID = s.options.Now(), partner.IntentDone, correlation
	if e, ok := errors.AsType[*partner.Error](err); ok {
		if e.Code == partner.CodeForbidden || e.Code == partner.CodeGranularRights {
			e = s.refused(*e, d)
			err = e
		}
		in.State, in.Result, in.CorrelationID = partner.IntentFailed, said(e), e.CorrelationID
		if e.Unclear {
			in.State, in.ClosedAt = partner.IntentUnclear, time.Time{}
			err = &partner.Error{Code: partner.CodeUnclear, Detail: in.ID, CorrelationID: e.CorrelationID, Unclear: true, Err: e}
		}
	} else if err != nil {
		in.State, in.Result = partner.IntentFailed, string(partner.CodeInternal)
	}
	closing := s.keeper.CloseIntent(context.WithoutCancel(ctx), in)
	if err != nil {
		return err
	}
	return closing
}

// refused says what a refusal is for want of. A role that the profile has is not
// what is missing: for some deeds a granular one is then, and for the others only
// the service's own words say what.
func (s *Service) refused(e partner.Error, d partner.Deed) *partner.Error {
	if e.Code == partner.CodeForbidden && partner.May(s.Profile().Roles, d) == partner.Allowed {
		e.Code = partner.CodeService
		if len(partner.GranularRolesFor(d)) > 0 {
			e.Code = partner.CodeGranularRights
		}
	}
	if e.Code == partner.CodeGranularRights {
		e.Deed = d
	}
	return &e
}

// said is the result of a write as the record keeps it.
func said(e *partner.Error) string {
	text := string(e.Code)
	if e.ServiceCode != "" {
		text += " " + e.ServiceCode
	}
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}
