package refresh

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"cspdesk/internal/partner"
)

const (
	maxUsers       = 500 // that are stored of one customer
	usersWithPlans = 50  // of them, whose licenses are asked for: one call each
	callsForUsers  = maxCalls - 1
)

// flight is a block that is being fetched, for one or more who wait for it.
type flight struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	err     error // written before done is closed
}

type blockKey struct {
	customer partner.CustomerID
	block    partner.Block
}

type flights struct {
	sync.Mutex
	byBlock map[blockKey]*flight
}

// FetchBlock fetches one block of a customer's record and stores it, or stores
// why it could not be fetched; the last good copy is kept then. Who asks for a
// block that is being fetched already waits for the same answer. It is given up
// when everybody who waits has gone, and nothing is stored then. Over the whole
// service at most four calls are under way.
func (s *Service) FetchBlock(ctx context.Context, id partner.CustomerID, block partner.Block) error {
	key := blockKey{id, block}
	f := s.board(ctx, key)
	select {
	case <-f.done:
		return f.err
	case <-ctx.Done():
		s.leave(key, f)
		return cancelled(ctx)
	}
}

// board joins the flight of a block, or starts it.
func (s *Service) board(ctx context.Context, key blockKey) *flight {
	s.flights.Lock()
	defer s.flights.Unlock()
	if f := s.flights.byBlock[key]; f != nil {
		f.waiting++
		return f
	}
	flying, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f := &flight{done: make(chan struct{}), cancel: cancel, waiting: 1}
	if s.flights.byBlock == nil {
		s.flights.byBlock = map[blockKey]*flight{}
	}
	s.flights.byBlock[key] = f
	go func() {
		defer cancel()
		f.err = partner.Guarded(func() error { return s.fetchAndStore(flying, key) })()
		s.remove(key, f)
		close(f.done)
	}()
	return f
}

// leave gives up waiting; the last one cancels the flight, so that who asks
// next starts a new one.
func (s *Service) leave(key blockKey, f *flight) {
	s.flights.Lock()
	defer s.flights.Unlock()
	if f.waiting--; f.waiting == 0 {
		f.cancel()
		if s.flights.byBlock[key] == f {
			delete(s.flights.byBlock, key)
		}
	}
}

func (s *Service) remove(key blockKey, f *flight) {
	s.flights.Lock()
	defer s.flights.Unlock()
	if s.flights.byBlock[key] == f {
		delete(s.flights.byBlock, key)
	}
}

// fetchAndStore fetches a block and stores it or its failure.
func (s *Service) fetchAndStore(ctx context.Context, key blockKey) error {
	store, err := s.fetch(ctx, key)
	switch {
	case err == nil:
		return store()
	case ctx.Err() != nil || partner.CodeOf(err) == partner.CodeCancelled:
		return cancelled(ctx)
	}
	if failed := s.keeper.FailBlock(ctx, key.customer, key.block, asError(err), s.options.Now()); failed != nil {
		return failed
	}
	return err
}

// fetch asks the service for a block and gives what stores it.
func (s *Service) fetch(ctx context.Context, key blockKey) (store func() error, err error) {
	id := key.customer
	switch key.block {
	case partner.BlockAccount:
		account, err := call(ctx, s, func() (partner.Account, error) { return s.source.Account(ctx, id) })
		return func() error { return s.keeper.SaveAccount(ctx, id, account, s.options.Now()) }, err
	case partner.BlockServices:
		subscriptions, services, err := s.services(ctx, id)
		return func() error { return s.keeper.SaveServices(ctx, id, subscriptions, services, s.options.Now()) }, err
	case partner.BlockLicenses:
		licenses, err := call(ctx, s, func() ([]partner.License, error) { return s.source.Licenses(ctx, id) })
		return func() error { return s.keeper.SaveLicenses(ctx, id, licenses, s.options.Now()) }, err
	case partner.BlockUsers:
		users, total, err := s.users(ctx, id)
		return func() error { return s.keeper.SaveUsers(ctx, id, users, total, s.options.Now()) }, err
	}
	return nil, partner.NewError(partner.CodeInvalidInput, "no such block: "+string(key.block), nil)
}

// services reads subscriptions and portals. The portals need admin rights and
// the subscriptions do not: without the rights there are none.
func (s *Service) services(ctx context.Context, id partner.CustomerID) (subscriptions []partner.Subscription, services []partner.ManagedService, err error) {
	both, inBoth := errgroup.WithContext(ctx)
	both.Go(partner.Guarded(func() (err error) {
		subscriptions, err = call(inBoth, s, func() ([]partner.Subscription, error) { return s.source.Subscriptions(inBoth, id) })
		return err
	}))
	both.Go(partner.Guarded(func() (err error) {
		services, err = call(inBoth, s, func() ([]partner.ManagedService, error) { return s.source.ManagedServices(inBoth, id) })
		if partner.Refused(err) {
			err = nil
		}
		return err
	}))
	return subscriptions, services, both.Wait()
}

// users reads the users and, of the first of them, the licenses. A user whose
// licenses are not known is better than no users: the first error that is not
// about one user alone ends the asking.
func (s *Service) users(ctx context.Context, id partner.CustomerID) ([]partner.User, int, error) {
	type answer struct {
		users []partner.User
		total int
	}
	got, err := call(ctx, s, func() (answer, error) {
		users, total, err := s.source.Users(ctx, id, maxUsers)
		return answer{users, total}, err
	})
	if err != nil {
		return nil, 0, err
	}
	asking, inAsking := errgroup.WithContext(ctx)
	asking.SetLimit(callsForUsers) // a call is left for whatever is asked meanwhile
	for i := range got.users[:min(len(got.users), usersWithPlans)] {
		asking.Go(partner.Guarded(func() error {
			user := &got.users[i]
			licenses, err := call(inAsking, s, func() ([]partner.UserLicense, error) {
				return s.source.UserLicenses(inAsking, id, user.ID)
			})
			switch {
			case err == nil:
				user.Licenses, user.LicensesKnown = licenses, true
			case partner.CodeOf(err) != partner.CodeNotFound: // not found: deleted since the list was read
				return err
			}
			return nil
		}))
	}
	if asking.Wait() != nil && ctx.Err() != nil {
		return nil, 0, cancelled(ctx)
	}
	return got.users, got.total, nil
}
