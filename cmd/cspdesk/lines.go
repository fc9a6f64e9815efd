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
	s, unconnected, err := d.openSession(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return dialog.Run(ctx, d.lines(ctx, s, unconnected))
}

// lines gathers what the line mode works with.
func (d *desktop) lines(ctx context.Context, s *session, unconnected error) lines.Deps {
	a := d.a
	deps := lines.Deps{
		Text: a.text, Profile: s.profile, Now: a.now, Customers: s.db, Notes: s.db,
		Letters: s.invite, Blanks: s.invite, Ledger: s.invite, Keeper: s.invite,
		Outlet: lineOutlet{a, mail.NewOpener(mail.Environment{Getenv: a.getenv})}, Repair: wizard.Repair,
		Notice: d.waiting(ctx, s), DueAfter: a.dueAfter(), Every: progressEvery,
	}
	switch {
	case a.readOnly:
		deps.Locked = a.text.Error(partner.CodeReadOnly).What
	case !s.db.Writable():
		deps.Locked = a.text.Detail(s.db.ReadOnlyReason())
	}
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
	return deps
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
	copied, err := term.NewClipboard(o.a.getenv, o.a.errOut, o.a.errIsTTY).Copy(ctx, message.Body)
	return string(copied.Route), err
}

// Browse opens a link.
func (o lineOutlet) Browse(ctx context.Context, url string) error { return o.opener.Open(ctx, url) }

// Edit has a text edited. What cannot be read back is kept, and where is said.
func (o lineOutlet) Edit(ctx context.Context, text string) (string, error) {
	editor, err := wizard.EditorCommand(o.a.getenv)
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
