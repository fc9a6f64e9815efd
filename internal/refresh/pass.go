package refresh

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"cspdesk/internal/partner"
)

const (
	pagesAhead    = 10      // fetched and not written yet
	pagesTogether = 10      // written in one transaction at most
	maxPages      = 100_000 // of one run
	maxEmptyPages = 20      // that follow each other
	lastWords     = 5 * time.Second
)

// unread is one page as it came from the service.
type unread struct {
	read func() ([]partner.Customer, error)
	next string
}

// page is one page on its way to the store.
type page struct {
	customers []partner.Customer
	next      string
}

// run makes the pass, and records in the end how it went.
func (s *Service) run(ctx context.Context, j *Job, pass partner.RefreshPass, how How) {
	err := partner.Guarded(func() error { return s.pass(ctx, j, pass, how) })()
	if err != nil && ctx.Err() != nil {
		err = cancelled(ctx)
	}
	j.result.Requests, j.result.Retries = j.traffic.Requests(), j.traffic.Retries()
	j.result.Duration = s.options.Now().Sub(j.started)
	j.err = s.record(ctx, j.result, err)
}

// pass copies what the pass lacks and finishes it.
func (s *Service) pass(ctx context.Context, j *Job, pass partner.RefreshPass, how How) error {
	err := s.copyPages(ctx, j, pass)
	if pass.Resumed && stale(err) && j.Progress().Customers == pass.Saved {
		// The service no longer knows the place that was stored: begin anew.
		if pass, err = s.keeper.BeginRefresh(ctx, true); err == nil {
			j.begin(pass)
			err = s.copyPages(ctx, j, pass)
		}
	}
	p := j.Progress()
	j.result = Result{Customers: p.Customers, Added: p.Added, Changed: p.Changed}
	if err == nil {
		err = s.finish(ctx, j, pass, how)
	}
	return err
}

// stale reports whether a stored place in the list was refused.
func stale(err error) bool {
	e, ok := errors.AsType[*partner.Error](err)
	if !ok {
		return false
	}
	switch e.Code {
	case partner.CodeInvalidInput, partner.CodeNotFound:
		return true
	case partner.CodeService:
		return e.HTTPStatus == 400
	}
	return false
}

// copyPages asks for pages and, at the same time, reads the one before and writes
// those before it. What came until a page is not to be had, or cannot be read, is
// still written.
func (s *Service) copyPages(ctx context.Context, j *Job, pass partner.RefreshPass) error {
	if pass.AtEnd {
		return nil
	}
	working, stop := context.WithCancel(ctx)
	defer stop()
	came, pages := make(chan unread, 1), make(chan page, pagesAhead)
	var fetched, read error
	go func() {
		defer close(came)
		fetched = partner.Guarded(func() error { return s.fetchPages(working, pass.Next, came) })()
	}()
	go func() {
		defer close(pages)
		read = partner.Guarded(func() error { return readPages(working, came, pages) })()
		stop()
		for range came { // until the other side has ended
		}
	}()
	written := partner.Guarded(func() error { return s.writePages(ctx, j, pass.ID, pages) })() // whoever panics, the others end first
	stop()
	for range pages {
	}
	for _, err := range []error{written, read, fetched} { // the first of them stopped those behind it
		if err != nil {
			return err
		}
	}
	return nil
}

// fetchPages asks for every page from next to the end of the list. A place that
// comes again would never lead there.
func (s *Service) fetchPages(ctx context.Context, next string, came chan<- unread) error {
	guard := newRepeats()
	_ = guard.place(next) // nothing was there before the first
	for range maxPages {
		p, err := call(ctx, s, func() (unread, error) {
			read, following, err := s.source.CustomersPage(ctx, pageSize, next)
			return unread{read, following}, err
		})
		if err == nil && p.next != "" {
			err = guard.place(p.next)
		}
		if err != nil {
			return err
		}
		select {
		case came <- p:
		case <-ctx.Done():
			return cancelled(ctx)
		}
		if next = p.next; next == "" {
			return nil
		}
	}
	return partner.NewError(partner.CodeBadAnswer, endless, nil)
}

// readPages reads pages until there are no more.
func readPages(ctx context.Context, came <-chan unread, pages chan<- page) error {
	guard := newRepeats()
	for p := range came {
		customers, err := p.read()
		if err == nil {
			err = guard.page(customers)
		}
		if err != nil {
			return err
		}
		select {
		case pages <- page{customers, p.next}:
		case <-ctx.Done():
			return cancelled(ctx)
		}
	}
	return nil
}

// writePages stores pages until there are no more: a page at once while the
// service is the slower one, and what has come meanwhile together while the
// store is, since a transaction of many rows touches each page of the database
// once.
func (s *Service) writePages(ctx context.Context, j *Job, pass int64, pages <-chan page) error {
	for p := range pages {
		if ctx.Err() != nil {
			return cancelled(ctx)
		}
		p = together(p, pages)
		added, changed, err := s.keeper.SavePage(ctx, pass, p.customers, p.next)
		if err != nil {
			return err
		}
		j.add(len(p.customers), added, changed)
	}
	return nil
}

// together adds to a page those that follow it and need not be waited for.
func together(p page, pages <-chan page) page {
	parts := [][]partner.Customer{p.customers}
	for len(parts) < pagesTogether {
		select {
		case more, ok := <-pages:
			if ok {
				parts, p.next = append(parts, more.customers), more.next
				continue
			}
		default:
		}
		break
	}
	if len(parts) > 1 {
		p.customers = slices.Concat(parts...)
	}
	return p
}

// finish ends a pass whose every page is stored, and compares the customers who
// are new with the invitations that wait for an answer.
func (s *Service) finish(ctx context.Context, j *Job, pass partner.RefreshPass, how How) error {
	absent, listed, err := s.keeper.AbsentCount(ctx, pass.ID)
	if err != nil {
		return err
	}
	j.result.Customers = listed - absent // a customer that came twice counts once
	hold := suspicious(absent, listed) && !how.AcceptVanished
	// Marking nobody takes a look at every customer too.
	if j.result.Vanished, err = s.keeper.FinishRefresh(ctx, pass.ID, absent > 0 && !hold); err != nil {
		return err
	}
	if hold {
		j.result.VanishedHeld = absent
	}
	j.result.Matches, err = s.matches(ctx, pass.ID)
	return err
}

// suspicious reports whether so many of the listed customers are absent that a
// wrong answer is likelier than that they left: all of them, or more than ten
// and more than a fifth.
func suspicious(absent, listed int) bool {
	return absent > 0 && absent == listed || absent > max(holdAlways, listed/holdShare)
}

// matches proposes which customers have accepted which open invitation: those who
// are new, and those who were listed before under a domain of an invitation, whose
// invitation may have been finished later or whose match was missed.
func (s *Service) matches(ctx context.Context, pass int64) ([]partner.Proposal, error) {
	invitations, err := s.keeper.Invitations(ctx)
	if err != nil {
		return nil, err
	}
	var open []partner.Invitation
	for _, inv := range invitations {
		if inv.State.Open() {
			open = append(open, inv)
		}
	}
	if len(open) == 0 {
		return nil, nil
	}
	fresh, err := s.keeper.FreshCustomers(ctx, pass, maxFresh)
	if err != nil {
		return nil, err
	}
	known, err := s.listed(ctx, open)
	if err != nil {
		return nil, err
	}
	return partner.MatchCustomers(open, fresh, known), nil
}

// listed looks for the customers of invitations in the list, one look for each
// domain, the newest invitations first.
func (s *Service) listed(ctx context.Context, open []partner.Invitation) (known []partner.Customer, err error) {
	looked := map[string]bool{}
	for _, inv := range open {
		for _, domain := range inv.Domains() {
			if looked[domain] || len(looked) == maxLookups {
				continue
			}
			looked[domain] = true
			found, err := s.keeper.FindCustomers(ctx, domain)
			if err != nil {
				return nil, err
			}
			for _, c := range found {
				if c.Standing == partner.StandingListed {
					known = append(known, c)
				}
			}
		}
	}
	return known, nil
}

// record writes the line about the pass, also when it was stopped, and gives
// the error with which the pass ends.
func (s *Service) record(ctx context.Context, r Result, err error) error {
	line := partner.Activity{
		At:      s.options.Now(),
		Actor:   s.options.Actor,
		Action:  partner.ActionRefreshFinished,
		Outcome: partner.OutcomeDone,
		Detail:  fmt.Sprintf("customers: %d, added: %d, changed: %d, vanished: %d", r.Customers, r.Added, r.Changed, r.Vanished),
	}
	if r.VanishedHeld > 0 {
		line.Detail += fmt.Sprintf(", absent but not marked: %d", r.VanishedHeld)
	}
	if err != nil {
		line.Action = partner.ActionRefreshStopped
		if partner.CodeOf(err) != partner.CodeCancelled {
			line.Outcome = partner.OutcomeFailed
			e := asError(err)
			line.CorrelationID = e.CorrelationID
			line.Detail += "; " + string(e.Code)
			if e.Detail != "" {
				line.Detail += ": " + e.Detail
			}
		}
	}
	saying, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	if failed := s.keeper.AppendActivity(saying, line); err == nil {
		return failed
	}
	return err
}

// asError makes any error one with a code.
func asError(err error) *partner.Error {
	if e, ok := errors.AsType[*partner.Error](err); ok {
		return e
	}
	return partner.NewError(partner.CodeInternal, err.Error(), err)
}
