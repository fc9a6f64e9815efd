package invite

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

// ledger is a Ledger in memory with the store's rules.
type ledger struct {
	mu     sync.Mutex
	kept   map[string]partner.Invitation
	done   []partner.Activity
	before func(inv partner.Invitation) // called before each save
	fail   error                        // of the next saves
}

func newLedger() *ledger { return &ledger{kept: map[string]partner.Invitation{}} }

func (l *ledger) SaveInvitation(_ context.Context, inv partner.Invitation, done ...partner.Activity) (partner.Invitation, error) {
	if l.before != nil {
		l.before(inv)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail != nil {
		return inv, l.fail
	}
	if have, ok := l.kept[inv.ID]; ok != (inv.Revision > 0) || ok && have.Revision != inv.Revision {
		return inv, partner.NewError(partner.CodeConflict, inv.ID, nil)
	}
	inv.Revision++
	l.kept[inv.ID] = inv
	l.done = append(l.done, done...)
	return inv, nil
}

func (l *ledger) Invitation(_ context.Context, id string) (partner.Invitation, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	inv, ok := l.kept[id]
	if !ok {
		return inv, partner.NewError(partner.CodeNotFound, id, nil)
	}
	return inv, nil
}

func (l *ledger) DeleteDraft(_ context.Context, id string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.kept, id)
	return nil
}

// source is a LinkSource with one answer.
type source struct {
	link  string
	err   error
	asked []string
}

func (s *source) RelationshipRequest(_ context.Context, provider string) (string, error) {
	s.asked = append(s.asked, provider)
	return s.link, s.err
}

// clock advances a minute with each look, so that times can be told apart.
type clock struct{ at time.Time }

func (c *clock) now() time.Time {
	c.at = c.at.Add(time.Minute)
	return c.at
}

func testOptions() Options {
	c := &clock{time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	n := 0
	return Options{Now: c.now, Actor: "anna", NewID: func() string { n++; return fmt.Sprintf("inv-%06d", n) }}
}

func testService(p partner.Profile, link string) (*Service, *ledger) {
	l := newLedger()
	return New(p, l, &source{link: link}, testOptions()), l
}

func prepared(t *testing.T, s *Service, r Request) partner.Invitation {
	t.Helper()
	inv, err := s.Prepare(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

func finished(t *testing.T, s *Service) partner.Invitation {
	t.Helper()
	inv, err := s.Finish(t.Context(), prepared(t, s, Request{AdminRights: true, Name: "Fabrikam AG", To: "admin@fabrikam.de"}))
	if err != nil {
		t.Fatal(err)
	}
	return inv
}
