package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"cspdesk/internal/card"
	"cspdesk/internal/config"
	"cspdesk/internal/i18n"
	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/internal/store"
	"cspdesk/tui"
	"cspdesk/tui/activity"
	"cspdesk/tui/changes"
	"cspdesk/tui/customers"
	"cspdesk/tui/invitations"
	"cspdesk/tui/screen"
	"cspdesk/tui/term"
	"cspdesk/tui/theme"
	"cspdesk/tui/welcome"
	"cspdesk/tui/wizard"
)

// desktop opens the profile in use for the screens, again after each change of
// profile, and closes it at the end.
type desktop struct {
	a      *app
	output *term.Output

	mu      sync.Mutex
	session *session
}

// openDesk opens the screens. It needs a terminal.
func (a *app) openDesk(ctx context.Context) error {
	if err := term.NeedTerminal(a.in, a.outFile, a.getenv); err != nil {
		return usagef("%s", a.text.CLI.NeedsTerminal)
	}
	a.checkLater = true
	settleIn(a.getenv)
	d := &desktop{a: a, output: term.NewOutput(a.outFile)}
	defer d.close()
	look := theme.FromEnv(a.getenv)
	look.Name = a.file.Theme
	if a.file.Borders != "" {
		look.ASCII = a.file.Borders == "ascii"
	}
	root := tui.New(tui.Options{
		Text: a.text, Theme: theme.New(look), Open: d.opensNow(), ReadOnly: a.readOnly,
		Keys:    rebinding(a.file),
		Copy:    clipboard{term.NewClipboard(a.getenv, d.output, true)}.Copy,
		Welcome: func(text *i18n.Strings) screen.Screen { return welcome.New(d, text) },
		Crash: func(value any, stack []byte) {
			a.log.Error("panic in a command", "value", fmt.Sprintf("%T", value), "stack", string(stack))
		},
	})
	err := term.Run(ctx, root, term.Options{In: a.in, Out: d.output, Getenv: a.getenv, Now: a.now, Mouse: a.mouse, ReportDir: a.reportDir()})
	if crash, ok := errors.AsType[*term.Crash](err); ok {
		return partner.NewError(partner.CodeInternal, crash.Report, crash)
	}
	if errors.Is(err, term.ErrInterrupted) {
		return partner.NewError(partner.CodeCancelled, "", err)
	}
	return err
}

// reportDir is where the report of a crash is written, or "" where nothing may
// be written yet.
func (a *app) reportDir() string {
	if info, err := os.Stat(a.data); err != nil || !info.IsDir() {
		return ""
	}
	return a.data
}

// opensNow begins to open the profile while the terminal is taken over, and
// gives a function that waits for it at first and opens anew after that. A panic
// comes out of that function.
func (d *desktop) opensNow() func(context.Context, *i18n.Strings) (tui.Desk, error) {
	first := sync.OnceValues(func() (tui.Desk, error) { return d.open(context.Background(), d.a.text) })
	go func() {
		defer func() { _ = recover() }()
		_, _ = first()
	}()
	var again atomic.Bool
	return func(ctx context.Context, text *i18n.Strings) (tui.Desk, error) {
		if again.Swap(true) {
			return d.open(ctx, text)
		}
		return first()
	}
}

// open opens the profile in use and makes its screens, in the language of text.
func (d *desktop) open(ctx context.Context, text *i18n.Strings) (tui.Desk, error) {
	d.close()
	speaking := *d.a
	speaking.text = text
	in := &desktop{a: &speaking, output: d.output}
	name, err := d.a.profileName()
	if err != nil {
		return tui.Desk{}, err
	}
	if name == "" {
		return tui.Desk{}, tui.ErrNoProfile
	}
	s, unconnected, err := in.openSession(ctx)
	if err != nil {
		return tui.Desk{}, err
	}
	d.mu.Lock()
	d.session = s
	d.mu.Unlock()
	return in.desk(s, unconnected), nil
}

// openSession connects where it can. A profile without its token is opened all
// the same, for what is stored, and so is one of practice whose folder cannot be
// written, where nothing may be changed; why then says what is missing.
func (d *desktop) openSession(ctx context.Context) (s *session, why error, err error) {
	s, err = d.a.openSession(ctx, true)
	switch code := partner.CodeOf(err); {
	case code == partner.CodeSignIn, code == partner.CodeNotAllowed, code == partner.CodeStorePath && d.a.readOnly:
		why = err
	default:
		return s, nil, err
	}
	s, err = d.a.openSession(ctx, false)
	return s, why, err
}

func (d *desktop) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.session != nil {
		if err := d.session.Close(); err != nil {
			d.a.log.Error("closing the profile", "error", err)
		}
		d.session = nil
	}
}

// desk makes the screens of a profile.
func (d *desktop) desk(s *session, unconnected error) tui.Desk {
	text := d.a.text
	deps := d.wizard(s)
	request := func() screen.Screen { return wizard.New(deps) }
	resume := func(inv partner.Invitation) screen.Screen { return wizard.Resume(deps, inv) }
	locked := d.a.locked(s.db)
	list := customers.Deps{
		Text: text, Now: d.a.now, Source: s.db, Matcher: s.invite, Clipboard: deps.Clipboard,
		Request: request, RequestOff: locked, RefreshOff: locked,
		Extras: s.db, Views: s.db, ExtrasOff: locked, SaveList: d.listSaver(s),
		Waiting: s.manage.Open,
		Card:    func(r partner.Record) string { return card.Write(text, r, card.Options{Now: d.a.now()}) },
		Index: func() customers.IndexState {
			st := s.db.IndexStatus()
			return customers.IndexState{Ready: st.Ready, Building: st.Building, Done: st.Done, Total: st.Total}
		},
	}
	switch {
	case s.refresh != nil:
		list.Fetcher = s.refresh
		list.Refresh = func(ctx context.Context, how refresh.How) (customers.Job, error) {
			return d.a.startRefresh(ctx, s, how)
		}
	case unconnected != nil:
		why := describe(text, unconnected)
		list.RefreshOff = i18n.Join(why.Message, why.Hint)
	default:
		list.RefreshOff = text.CLI.OfflineProfile
	}
	d.manage(s, &list, locked)
	many := d.manyMails(s, deps)
	list.Tasks = append(list.Tasks, many.task(locked))
	return d.doors(s, unconnected, tui.Desk{
		Profile: s.profile, Notice: func(ctx context.Context) string { return d.waiting(ctx, s) }, Status: freshness{s, partner.CodeOf(unconnected)}, Changes: s.db, Check: s.db.CheckPages, Busy: s.busy,
		Tabs: []tui.Tab{
			{Name: text.App.TabCustomers, Screen: customers.New(list)},
			{Name: text.App.TabInvitations, Screen: invitations.New(invitations.Deps{
				Text: text, Source: s.db, Keeper: s.invite, Snoozer: s.invite, Customers: s.db, Clipboard: deps.Clipboard,
				Request: request, Resume: resume,
				Remind:   func(inv partner.Invitation) screen.Screen { return wizard.Remind(deps, inv) },
				HandOver: func(inv partner.Invitation) screen.Screen { return wizard.HandOver(deps, inv) },
				Again:    func(inv partner.Invitation) screen.Screen { return wizard.Again(deps, inv) },
				Many:     many.invitations, File: many.file, Unfinished: many.unfinished, RequestOff: locked, DueAfter: d.a.dueAfter(),
			}), Count: d.a.due(s), Counted: text.App.TabDue},
			{Name: text.App.TabActivity, Screen: activity.New(activity.Deps{
				Text: text, Source: s.db, Clipboard: deps.Clipboard, Pending: d.pending(s, locked, list.RefreshOff), Waiting: s.open,
			})},
			{Name: text.App.TabChanges, Screen: changes.New(changes.Deps{
				Text: text, Now: d.a.now, Source: s.db, Customers: s.db, Locked: locked,
				Open: list.Part,
			}), Count: s.db.UnseenChanges},
		},
	})
}

// locked says why nothing may be changed, "" where it may.
func (a *app) locked(db *store.DB) string {
	why := db.ReadOnlyReason()
	switch {
	case why == nil:
		return ""
	case a.readOnly:
		return a.text.Error(partner.CodeReadOnly).What
	}
	return a.text.Explain(why).Whole()
}

// freshness says how old the customers are, and what is in the way of newer ones.
type freshness struct {
	*session
	unconnected partner.Code // why there is no client; "" if there is one, or none is wanted
}

// RefreshStatus asks the store, and the client, which knows better once it was
// used.
func (f freshness) RefreshStatus(ctx context.Context) (partner.RefreshStatus, error) {
	status, err := f.db.RefreshStatus(ctx)
	status.Running = f.refresh != nil && f.refresh.Running()
	if f.unconnected != "" {
		status.Trouble, status.TroubleAt = f.unconnected, time.Time{}
	} else if f.client != nil {
		if code, asked := f.client.Trouble(); asked {
			status.Trouble, status.TroubleAt = code, time.Time{}
		}
	}
	return status, err
}

func (d *desktop) wizard(s *session) wizard.Deps {
	a := d.a
	opener := mail.NewOpener(mail.Environment{Getenv: a.getenv})
	deps := wizard.Deps{
		Profile: s.profile, Text: a.text, Letters: s.invite, Ledger: s.invite,
		Post:      post{opener: opener, dir: a.mailDir(), now: a.now},
		Clipboard: clipboard{term.NewClipboard(a.getenv, d.output, true)},
		Browser:   opener, MailLimit: mail.MailtoLimit, FromProfile: s.client == nil,
		Exec: term.Exec, Getenv: a.getenv, RetryAfter: 2 * time.Second,
		OpenTo: func(ctx context.Context, to, but string) (string, error) {
			known, err := s.db.Invitations(ctx)
			id, _ := s.invite.OpenTo(known, to, but)
			return id, err
		},
	}
	if s.client != nil && s.profile.Kind == partner.KindIndirectReseller {
		deps.Providers = func(ctx context.Context) ([]wizard.Provider, error) {
			partners, err := s.client.Partners(ctx, "IsIndirectResellerOf")
			providers := make([]wizard.Provider, 0, len(partners))
			for _, p := range partners {
				providers = append(providers, wizard.Provider{Name: p.Name, TenantID: p.TenantID})
			}
			return providers, err
		}
	}
	return deps
}

// mailDir is where .eml files go.
func (a *app) mailDir() string {
	if a.file.MailDir != "" {
		return a.file.MailDir
	}
	dir, err := os.Getwd()
	if err != nil {
		return a.data // the folder that the program was started in is gone
	}
	return dir
}

// clipboard tells screens by which route a copy went.
type clipboard struct{ *term.Clipboard }

func (c clipboard) Copy(ctx context.Context, text string) (string, error) {
	copied, err := c.Clipboard.Copy(ctx, text)
	return string(copied.Route), err
}

// post hands the wizard's mails over.
type post struct {
	opener *mail.Opener
	dir    string
	now    func() time.Time
}

func message(m wizard.Mail) mail.Message {
	return mail.Message{To: m.To, Name: m.Name, Subject: m.Subject, Body: m.Body, Link: m.Link}
}

// Open opens a mail in the mail app.
func (p post) Open(ctx context.Context, m wizard.Mail) error {
	url, err := message(m).Mailto()
	if err != nil {
		return err
	}
	return p.opener.Open(ctx, url)
}

// Save saves a mail as a file and gives its path.
func (p post) Save(_ context.Context, m wizard.Mail) (string, error) {
	return mail.SaveEML(p.dir, message(m), m.ID, p.now())
}

// Length is how long the mail link of a mail is.
func (p post) Length(m wizard.Mail) int { return message(m).Length() }

// CreateProfile stores the profile that the first start asked for, under a name
// made of the company's.
func (d *desktop) CreateProfile(_ context.Context, p partner.Profile) error {
	if err := d.a.needWritable(); err != nil {
		return err
	}
	p.Name = nameFor(p)
	return d.a.profiles().Add(p)
}

// nameFor makes a name for a profile of the company's.
func nameFor(p partner.Profile) string {
	words := strings.FieldsFunc(strings.ToLower(p.Company), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := strings.Join(words, "-")
	if name = name[:min(len(name), 30)]; config.CheckProfileName(name) != nil || name == config.PracticeProfile {
		return "partner-" + p.TenantID[:8]
	}
	return name
}

// Practice makes the profile of the built-in Partner Center and the one in use.
func (d *desktop) Practice(ctx context.Context) error {
	if err := d.a.needWritable(); err != nil {
		return err
	}
	s := &session{}
	err := d.a.openPractice(ctx, s, true)
	if closing := s.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return d.a.profiles().Use(config.PracticeProfile)
}
