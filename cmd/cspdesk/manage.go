package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/internal/partnercenter"
	"cspdesk/tui/customers"
)

// startManage makes the service that acts on customers, and its areas.
func (a *app) startManage(s *session) {
	s.manage = manage.New(s.profile, s.db, manage.Options{
		Now: a.now, Actor: a.actor, ReadOnly: a.readOnly || !s.db.Writable(), Rehearse: a.calls != nil,
	})
	s.support = startSupport(s)
	s.sales = newSales(s)
	if s.client != nil {
		a.startDirectory(s)
	}
}

// busy reports whether a change at Microsoft is on its way.
func (s *session) busy() bool {
	return s.manage.Busy() || s.directory.bulk != nil && s.directory.bulk.Busy()
}

// manage adds to the customer list what can be done with a customer. A reason
// in locked says that nothing can be written.
func (d *desktop) manage(s *session, list *customers.Deps, locked string) {
	d.support(s, list, locked)
	if s.client == nil {
		return
	}
	d.manageServices(s, list, locked)
	d.manageUsers(s, list, locked)
}

// writing are the flags of every command that changes something at Microsoft.
type writing struct{ yes, dryRun bool }

func (w *writing) flags(command *cobra.Command, a *app) {
	command.Flags().BoolVar(&w.yes, "yes", false, a.text.CLI.FlagYes)
	command.Flags().BoolVar(&w.dryRun, "dry-run", false, a.text.Manage.FlagShowCalls)
}

// writes runs a command that changes something at Microsoft: do makes the
// change, and done prints what came of it. With --dry-run the calls that do
// would make are printed instead, and nothing is changed or recorded.
func (a *app) writes(ctx context.Context, w writing, do func(s *session) error, done func(s *session) error) error {
	if !w.dryRun {
		if err := a.needWritable(); err != nil {
			return err
		}
		return a.connected(ctx, func(s *session) error {
			if err := do(s); err != nil {
				return err
			}
			return done(s)
		})
	}
	a.calls = &[]partnercenter.Rehearsal{}
	if err := a.connected(ctx, do); err != nil {
		return err
	}
	return a.printCalls(*a.calls)
}

// connected opens the profile with its Partner Center.
func (a *app) connected(ctx context.Context, do func(s *session) error) error {
	s, err := a.openSession(ctx, true)
	if err != nil {
		return err
	}
	defer s.Close()
	if s.client == nil {
		return said{partner.CodeNotAllowed, a.text.CLI.OfflineProfile, a.text.CLI.OfflineFix}
	}
	return do(s)
}

// confirms asks before something is changed at Microsoft, unless --yes or
// --dry-run was given. With --dry-run the question stands before the calls, for
// people, because it says what they are for.
func (a *app) confirms(ctx context.Context, w writing, question string) error {
	if w.dryRun && !a.json {
		fmt.Fprintf(a.out, "%s\n\n", a.safe(fmt.Sprintf(a.text.Manage.WouldAsk, question)))
	}
	if w.yes || w.dryRun {
		return nil
	}
	return a.asksYes(ctx, question, "--yes")
}

// callJSON is a call that a command would make.
type callJSON struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Body   any    `json:"body"`
}

func (a *app) printCalls(calls []partnercenter.Rehearsal) error {
	items := []callJSON{}
	for _, c := range calls {
		call := callJSON{Method: c.Method, Path: c.Path}
		if c.Body != nil {
			call.Body = c.Body
		}
		items = append(items, call)
	}
	if a.json {
		return writeJSON(a.out, list[callJSON]{Items: items})
	}
	for _, c := range calls {
		fmt.Fprintln(a.out, a.safe(fmt.Sprintf("%s %s %s", c.Method, c.Path, c.Body)))
	}
	return nil
}
