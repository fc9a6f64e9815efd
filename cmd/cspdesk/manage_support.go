package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/keys"
	"cspdesk/tui/pending"
	"cspdesk/tui/removal"
	"cspdesk/tui/screen"
	"cspdesk/tui/subscriptions"
	"cspdesk/tui/support"
	"cspdesk/tui/wizard"
)

// supporting are the areas about support and about the relationship itself.
type supporting struct {
	contacts *manage.Support
	requests *manage.Requests
	removal  *manage.Removal
}

// startSupport makes the areas; without a Partner Center there are none.
func startSupport(s *session) supporting {
	if s.client == nil {
		return supporting{}
	}
	return supporting{
		contacts: manage.NewSupport(s.manage, s.client, s.client, s.db),
		requests: manage.NewRequests(s.manage, s.client, s.client, s.client, s.db),
		removal:  manage.NewRemoval(s.manage, s.client, s.client, s.db, s.refresh),
	}
}

// support adds the keys for support and for the end of the relationship.
func (d *desktop) support(s *session, list *customers.Deps, locked string) {
	help, end := keys.CustomerSupport, keys.CustomerRemoval
	if s.client == nil {
		help.Off, help.Why = true, list.RefreshOff
		end.Off, end.Why = true, list.RefreshOff
		list.Tasks = append(list.Tasks, customers.Task{Key: help}, customers.Task{Key: end})
		return
	}
	deps := support.Deps{
		Text: d.a.text, Partner: s.profile, Source: s.db, Requests: s.support.requests, Writer: s.support.requests,
		Contacts: s.support.contacts, Profile: s.support.contacts, Packet: d.packet(s), Locked: locked,
		Services: func(ctx context.Context, id partner.CustomerID) error {
			return s.refresh.FetchBlock(ctx, id, partner.BlockServices)
		},
		Account: func(ctx context.Context, id partner.CustomerID) error {
			return s.refresh.FetchBlock(ctx, id, partner.BlockAccount)
		},
		Outlet: outlet{list.Clipboard, d.a.mailDir()},
	}
	asks := func(c partner.Customer) screen.Screen { return support.NewList(deps, c) }
	ends := removal.Deps{
		Text: d.a.text, Partner: s.profile, Service: s.support.removal, Locked: locked, Support: asks,
		Services: func(c partner.Customer, subscription string) screen.Screen {
			part := list.Part(c, partner.BlockServices)
			if services, ok := part.(*subscriptions.Screen); ok {
				services.At(subscription)
			}
			return part
		},
	}
	list.Tasks = append(list.Tasks,
		customers.Task{Key: help, Open: asks},
		customers.Task{Key: end, Open: func(c partner.Customer) screen.Screen { return removal.New(ends, c) }})
}

// packet makes packets whose clock is that of the person.
func (d *desktop) packet(s *session) func(context.Context, partner.NewRequest) (partner.SupportPacket, error) {
	return func(ctx context.Context, r partner.NewRequest) (partner.SupportPacket, error) {
		p, err := s.support.requests.Packet(ctx, r)
		p.AnswerBy = p.AnswerBy.Local()
		return p, err
	}
}

// pending makes the screen of the changes without an answer.
func (d *desktop) pending(s *session, locked, off string) func() screen.Screen {
	deps := pending.Deps{Text: d.a.text, Service: s.manage, Clipboard: d.wizard(s).Clipboard, Locked: locked}
	if s.client == nil {
		deps.LookOff = off
	}
	return func() screen.Screen { return pending.New(deps) }
}

// waiting says how many changes and mails of a batch wait for a person; "" if none
// does. A store that cannot be read is told by the first screen.
func (d *desktop) waiting(ctx context.Context, s *session) string {
	var said []string
	if open, err := s.open(ctx); err == nil && open > 0 {
		said = append(said, d.a.text.Count(d.a.text.Pending.AtStart, open))
	}
	many := invite.NewBulk(s.invite, s.db, s.db, s.db)
	for kind, words := range map[partner.JobKind]i18n.Plural{partner.JobRequests: d.a.text.Bulk.RequestsAtStart, partner.JobReminders: d.a.text.Bulk.RemindersAtStart} {
		if waiting, err := many.Unfinished(ctx, kind); err == nil && len(waiting) > 0 {
			said = append(said, d.a.text.Count(words, waiting[0].Waiting()))
		}
	}
	slices.Sort(said)
	return i18n.Join(said...)
}

// open counts the changes that wait for a person.
func (s *session) open(ctx context.Context) (int, error) {
	waiting, err := s.manage.Open(ctx)
	return len(waiting), err
}

// outlet takes texts out of the program.
type outlet struct {
	wizard.Clipboard
	dir string
}

// Save writes a text into a file of its own and gives its path.
func (o outlet) Save(_ context.Context, name, text string) (string, error) {
	name = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
	f, err := newFile(o.dir, name, "txt")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", partner.NewError(partner.CodeFile, f.Name(), err)
	}
	return f.Name(), nil
}

// printRows prints a list for people under headings, as JSON with --json, or as
// CSV with names of its own, whose cells are no formulas.
func (a *app) printRows(asCSV bool, items any, names []string, rows [][]string, headings ...string) error {
	switch {
	case a.json:
		return writeJSON(a.out, items)
	case !asCSV:
		a.printList(headings, rows)
		return nil
	}
	return a.printCSV(append([][]string{names}, rows...))
}
