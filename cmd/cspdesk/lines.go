package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/tui/lines"
	signinscreen "cspdesk/tui/signin"
	"cspdesk/tui/term"
	"cspdesk/tui/wizard"
)

// progressEvery is the time between two lines about a refresh: often enough to
// know that it goes on, seldom enough to be read out.
const progressEvery = 5 * time.Second

// openHere opens the desk in the form that was asked for.
func (a *app) openHere(ctx context.Context) error {
	if a.accessible {
		return a.openLines(ctx)
	}
	return a.openDesk(ctx)
}

// openLines opens the line mode for screen readers. It needs no terminal.
func (a *app) openLines(ctx context.Context) error {
	dialog := lines.Begin(a.text, a.in, !a.inIsTTY, a.out)
	d := &desktop{a: a}
	name, err := a.profileName()
	if err != nil {
		return err
	}
	if name == "" {
		practice, err := dialog.WantsPractice(ctx)
		if err != nil || !practice {
			return err
		}
		if err := d.Practice(ctx); err != nil {
			return err
		}
	}
	for reopen := true; reopen; { // with another profile, or another sign-in
		if reopen, err = d.runLines(ctx, dialog); err != nil {
			return err
		}
	}
	return nil
}

func (d *desktop) runLines(ctx context.Context, dialog *lines.Dialog) (reopen bool, err error) {
	s, unconnected, err := d.openSession(ctx)
	if err != nil {
		return false, err
	}
	defer s.Close()
	return dialog.Run(ctx, d.lines(ctx, s, unconnected))
}

// lines gathers what the line mode works with.
func (d *desktop) lines(ctx context.Context, s *session, unconnected error) lines.Deps {
	a := d.a
	outlet := lineOutlet{a, mail.NewOpener(mail.Environment{Getenv: a.getenv})}
	deps := lines.Deps{
		Text: a.text, Profile: s.profile, Now: a.now, Customers: s.db, Notes: s.db, Marks: s.db, Notebook: s.db, Views: s.db, Follow: s.db, News: s.db,
		Letters: s.invite, Blanks: s.invite, Ledger: s.invite, Keeper: s.invite, Snoozer: s.invite,
		Outlet: outlet, Copy: outlet.Copy, Repair: wizard.Repair,
		DueAfter: a.dueAfter(), Every: progressEvery,
	}
	deps.Locked = a.locked(s.db)
	switch deps.RefreshOff = deps.Locked; {
	case s.refresh != nil && deps.Locked == "":
		deps.Fetcher = s.refresh
		deps.Refresh = func(ctx context.Context, how refresh.How) (lines.Job, error) { return a.startRefresh(ctx, s, how) }
	case deps.Locked != "":
	case unconnected != nil:
		why := describe(a.text, unconnected)
		deps.RefreshOff = i18n.Join(why.Message, why.Hint)
	default:
		deps.RefreshOff = a.text.CLI.OfflineProfile
	}
	if list := d.wizard(s).Providers; list != nil {
		deps.Providers = func(ctx context.Context) (ids, names []string, err error) {
			found, err := list(ctx)
			for _, p := range found {
				ids, names = append(ids, p.TenantID), append(names, p.Name)
			}
			return ids, names, err
		}
	}
	deps.Pending, deps.Door = s.manage, d.door(s, unconnected)
	if open, err := s.open(ctx); err == nil && open > 0 { // a store that cannot be read is told by the first answer
		deps.Notice = a.text.Count(a.text.Lines.Manage.PendingAtStart, open)
	}
	if s.client != nil {
		deps.Manage = &lines.Manage{
			Users: s.db, Directory: s.directory.users, Writer: s.directory.users,
			Remover: s.directory.users, Roles: s.directory.users, Licenses: s.directory.licenses,
			Subscriptions: s.sales.subscriptions, Catalog: s.sales.buy, Till: s.sales.buy, Orders: s.sales.buy, Billing: s.sales.account, Attester: s.sales.account,
			Support: s.db, Requests: s.support.requests, RequestWriter: s.support.requests, Contacts: s.support.contacts,
			Removal: s.support.removal, Packet: d.packet(s),
		}
	}
	return deps
}

// door is how people sign in, in line mode.
func (d *desktop) door(s *session, unconnected error) lines.Door {
	j := &joining{d: d, service: s.signIn, done: d.signedIn(s.db)}
	attempt := func(from signinscreen.Attempt, err error) (lines.Attempt, error) {
		return lines.Attempt{Page: from.Page, UserCode: from.UserCode, ExpiresAt: from.ExpiresAt, Wait: from.Wait}, err
	}
	return lines.Door{
		Off:        d.signInOff(s, unconnected),
		DeviceCode: func(ctx context.Context) (lines.Attempt, error) { return attempt(j.deviceCode(ctx)) },
		Browser: func(ctx context.Context) (lines.Attempt, error) {
			return attempt(j.browser(ctx, mail.NewOpener(mail.Environment{Getenv: d.a.getenv})))
		},
		Done: func(ctx context.Context) error { return j.done(ctx, j.service) },
		SignOut: func(ctx context.Context) error {
			if err := d.a.needWritable(); err != nil {
				return err
			}
			return j.service.SignOut(ctx)
		},
		Status: func(ctx context.Context) ([][]string, error) {
			now := &session{} // with the profile as it is kept
			defer func() { _ = now.Close() }()
			if err := d.a.openProfile(ctx, now, false); err != nil {
				return nil, err
			}
			st := d.a.statusOf(ctx, now.profile)
			return d.a.statusRows(now.profile, st), st.why
		},
		Profiles: d,
	}
}

// lineOutlet is the way out of the program in line mode.
type lineOutlet struct {
	a      *app
	opener *mail.Opener
}

// Give hands a mail over.
func (o lineOutlet) Give(ctx context.Context, channel partner.Channel, inv partner.Invitation) (string, error) {
	message := messageOf(inv)
	switch channel {
	case partner.ChannelMailApp:
		url, err := message.Mailto()
		if err != nil {
			return "", err
		}
		return "", o.opener.Open(ctx, url)
	case partner.ChannelFile:
		return mail.SaveEML(o.a.mailDir(), message, inv.ID, o.a.now())
	}
	return o.Copy(ctx, message.Body)
}

// Copy copies a text.
func (o lineOutlet) Copy(ctx context.Context, text string) (route string, err error) {
	copied, err := term.NewClipboard(o.a.getenv, o.a.errOut, o.a.errIsTTY).Copy(ctx, text)
	return string(copied.Route), err
}

// Browse opens a link.
func (o lineOutlet) Browse(ctx context.Context, url string) error { return o.opener.Open(ctx, url) }

// Edit has a text edited. What cannot be read back is kept, and where is said.
func (o lineOutlet) Edit(ctx context.Context, text string) (string, error) {
	editor, err := o.a.editor()
	if err != nil {
		return "", err
	}
	path, err := writeTemporary(text+"\n", "cspdesk-mail-*.txt")
	if err != nil {
		return "", err
	}
	edited, err := "", o.a.runEditor(ctx, editor, path)
	if err == nil {
		edited, err = wizard.ReadText(path)
	}
	if err != nil {
		return "", partner.NewError(partner.CodeEditor, fmt.Sprintf(o.a.text.Lines.EditorStops, path), err)
	}
	return edited, os.Remove(path)
}
