package refresh

import (
	"context"
	"sync/atomic"
	"time"

	"cspdesk/internal/partner"
)

const (
	pageSize   = 500 // the most that the service gives at a time
	maxCalls   = 4   // to the service at a time, over everything that a Service does
	maxFresh   = 50_000
	maxLookups = 200 // for customers who may have accepted an invitation earlier
	holdAlways = 10  // this many customers may vanish in one pass without a question,
	holdShare  = 5   // or one in so many of the list
)

// Lister gives the service's customer list: the place of the page that follows as
// soon as it is known, and what reads the page, which may be called meanwhile.
type Lister interface {
	CustomersPage(ctx context.Context, size int, next string) (read func() ([]partner.Customer, error), following string, err error)
}

// AccountReader reads what a customer has.
type AccountReader interface {
	Account(ctx context.Context, id partner.CustomerID) (partner.Account, error)
	Subscriptions(ctx context.Context, id partner.CustomerID) ([]partner.Subscription, error)
	ManagedServices(ctx context.Context, id partner.CustomerID) ([]partner.ManagedService, error)
}

// UserReader reads what a customer's directory holds.
type UserReader interface {
	Licenses(ctx context.Context, id partner.CustomerID) ([]partner.License, error)
	Users(ctx context.Context, id partner.CustomerID, limit int) (users []partner.User, total int, err error)
	UserLicenses(ctx context.Context, id partner.CustomerID, userID string) ([]partner.UserLicense, error)
}

// Source is Partner Center, as far as it is copied.
type Source interface {
	Lister
	AccountReader
	UserReader
}

// PassKeeper stores a pass over the customer list.
type PassKeeper interface {
	BeginRefresh(ctx context.Context, full bool) (partner.RefreshPass, error)
	SavePage(ctx context.Context, pass int64, page []partner.Customer, next string) (added, changed int, err error)
	FinishRefresh(ctx context.Context, pass int64, markVanished bool) (vanished int, err error)
}

// PassReader says what a pass found.
type PassReader interface {
	AbsentCount(ctx context.Context, pass int64) (absent, listed int, err error)
	FreshCustomers(ctx context.Context, pass int64, limit int) ([]partner.Customer, error)
	Invitations(ctx context.Context) ([]partner.Invitation, error)
}

// Finder finds customers by their id or domain.
type Finder interface {
	FindCustomers(ctx context.Context, idOrDomain string) ([]partner.Customer, error)
}

// BlockKeeper stores the blocks of a record.
type BlockKeeper interface {
	SaveAccount(ctx context.Context, id partner.CustomerID, account partner.Account, at time.Time) error
	SaveServices(ctx context.Context, id partner.CustomerID, subscriptions []partner.Subscription, services []partner.ManagedService, at time.Time) error
	SaveLicenses(ctx context.Context, id partner.CustomerID, licenses []partner.License, at time.Time) error
	SaveUsers(ctx context.Context, id partner.CustomerID, users []partner.User, total int, at time.Time) error
	FailBlock(ctx context.Context, id partner.CustomerID, block partner.Block, what *partner.Error, at time.Time) error
}

// Recorder keeps the activity record.
type Recorder interface {
	AppendActivity(ctx context.Context, line partner.Activity) error
}

// Keeper is the store, as far as it is written.
type Keeper interface {
	PassKeeper
	PassReader
	Finder
	BlockKeeper
	Recorder
}

// Options are what a Service may be told.
type Options struct {
	Now      func() time.Time // nil means time.Now
	Actor    string           // login name, for the activity record
	LockFile string           // held while a pass runs, so that there is one at a time for a data folder; "" for none
}

// Service copies Partner Center into the store. It may be used by several
// goroutines.
type Service struct {
	source  Source
	keeper  Keeper
	options Options
	slots   chan struct{}
	flights flights
	running atomic.Int32 // passes
}

// New makes a service that copies from source to keeper.
func New(source Source, keeper Keeper, o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Service{source: source, keeper: keeper, options: o, slots: make(chan struct{}, maxCalls)}
}

// call makes one call to the service, as soon as fewer than four are under way.
func call[T any](ctx context.Context, s *Service, f func() (T, error)) (T, error) {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
		return f()
	case <-ctx.Done():
		var none T
		return none, cancelled(ctx)
	}
}

func cancelled(ctx context.Context) error {
	return partner.NewError(partner.CodeCancelled, "", ctx.Err())
}
