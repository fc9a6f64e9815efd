// Package lines is the desk for people who read with a screen reader: a dialog
// in plain lines instead of a full screen. Nothing moves, nothing is colored;
// the program asks, and the person answers with a number or a text. It needs no
// terminal.
package lines

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
)

// Customers is where customers are read from: the store.
type Customers interface {
	Customers(ctx context.Context, q partner.ListQuery, at partner.Place, before, after int) (partner.Window, error)
	CountCustomers(ctx context.Context, q partner.ListQuery) (matches, total int, err error)
	Record(ctx context.Context, id partner.CustomerID) (partner.Record, error)
}

// Notes is where invitations and the record of what was done are read from: the
// store.
type Notes interface {
	Invitations(ctx context.Context) ([]partner.Invitation, error)
	Activities(ctx context.Context, q partner.ActivityQuery) ([]partner.Activity, error)
	RefreshStatus(ctx context.Context) (partner.RefreshStatus, error)
}

// Fetcher brings one part of a record from the service into the store, or notes
// there why it could not.
type Fetcher interface {
	FetchBlock(ctx context.Context, id partner.CustomerID, block partner.Block) error
}

// Letters writes mails. invite.Service is one.
type Letters interface {
	Prepare(ctx context.Context, r invite.Request) (partner.Invitation, error)
	Rewrite(inv partner.Invitation, r invite.Request) (partner.Invitation, error)
	Reminder(inv partner.Invitation) partner.Draft
}

// Blanks makes what is not written yet. invite.Service is one.
type Blanks interface {
	// Blank is a draft before its link is known.
	Blank() partner.Invitation
	// Again is a new draft that asks what an earlier request asked, in its words.
	Again(earlier partner.Invitation) partner.Invitation
	// Fresh is the letter of an invitation that has a link, as yet unedited.
	Fresh(inv partner.Invitation) partner.Draft
}

// Ledger stores requests and that they left the program. invite.Service is one.
type Ledger interface {
	SaveDraft(ctx context.Context, inv partner.Invitation) (partner.Invitation, error)
	Finish(ctx context.Context, inv partner.Invitation) (partner.Invitation, error)
	RecordHandOver(ctx context.Context, id string, channel partner.Channel, detail string, reminder bool) (partner.Invitation, error)
}

// Keeper changes what became of requests. invite.Service is one.
type Keeper interface {
	Withdraw(ctx context.Context, id string) (partner.Invitation, error)
	DeleteDraft(ctx context.Context, id string) error
	Matcher
}

// Matcher notes that a customer has accepted a request, or that none of several has.
type Matcher interface {
	Match(ctx context.Context, id string, customer partner.Customer) (partner.Invitation, error)
	Decline(ctx context.Context, id string, customers []partner.Customer) (partner.Invitation, error)
}

// Snoozer puts off that a request is due for a reminder; 0 days take that back.
// invite.Service is one.
type Snoozer interface {
	Snooze(ctx context.Context, id string, days int) (partner.Invitation, error)
}

// Job is a refresh that was started.
type Job interface {
	Progress() refresh.Progress
	Done() <-chan struct{}
	Result() (refresh.Result, error)
}

// Outlet is the way out of the program.
type Outlet interface {
	// Give hands the mail of an invitation over and says where it went.
	Give(ctx context.Context, channel partner.Channel, inv partner.Invitation) (detail string, err error)
	// Browse opens a link in the browser.
	Browse(ctx context.Context, url string) error
	// Edit lends the terminal to the person's editor and gives the text back.
	Edit(ctx context.Context, text string) (string, error)
}

// Deps is what the dialog works with.
type Deps struct {
	Text      *i18n.Strings
	Profile   partner.Profile
	Now       func() time.Time
	Customers Customers
	Notes     Notes
	Marks     Marks
	Notebook  Notebook
	Views     Views
	Follow    Follow
	News      News
	Fetcher   Fetcher // nil for a profile without a service
	Refresh   func(ctx context.Context, how refresh.How) (Job, error)
	Letters   Letters
	Blanks    Blanks
	Ledger    Ledger
	Keeper    Keeper
	Snoozer   Snoozer
	Outlet    Outlet
	// Copy copies a text and says by which route, as a key of i18n.Wizard.Routes.
	Copy func(ctx context.Context, text string) (route string, err error)
	// Repair finds the texts around what is left of a damaged link; it gives false
	// if something of it would stay.
	Repair func(text, link string) (opening, closing string, ok bool)
	// Providers lists the indirect providers of an indirect reseller, by tenant id
	// and name; nil if they cannot be asked for.
	Providers func(ctx context.Context) (ids, names []string, err error)
	// Manage changes what customers have; nil where RefreshOff says why. Pending knows the changes that got no answer, Door signs in.
	Manage  *Manage
	Pending Pending
	Door    Door
	// Locked and RefreshOff say, translated, why nothing can be changed, or
	// customers cannot be read; "" if that is possible. Notice is said at the start.
	Locked, RefreshOff, Notice string
	DueAfter                   time.Duration // until a reminder is proposed
	Every                      time.Duration // between two lines about progress
}

// desk is one run of the dialog.
type desk struct {
	*talk
	d      Deps
	reopen bool // the profile, or who is signed in, is another one now

	newcomers map[partner.CustomerID]*newcomer // users who were begun and not added
}

// Dialog is a conversation with one person.
type Dialog struct{ talk *talk }

// Begin says that the line mode is on. in and out need not be a terminal; echo
// writes the answers between the questions, where no terminal shows them.
func Begin(text *i18n.Strings, in io.Reader, echo bool, out io.Writer) *Dialog {
	t := newTalk(text, in, echo, out)
	t.say(text.Lines.On)
	return &Dialog{t}
}

// WantsPractice is the first start, without a profile: it says how to add one
// and asks whether to begin with the built-in Partner Center.
func (c *Dialog) WantsPractice(ctx context.Context) (bool, error) {
	words := c.talk.text.Lines
	_, err := c.talk.pick(ctx, words.NoProfile, words.Quit, -1, []string{words.Practice})
	if errors.Is(err, errBack) || errors.Is(err, errEnd) {
		return false, nil
	}
	return err == nil, err
}

// Run is the dialog over a profile. It ends when the person quits or the input
// ends, and with the error of ctx. What was answered is stored by then. reopen says
// that the person signed in or chose another profile: the dialog goes on with what
// is opened anew.
func (c *Dialog) Run(ctx context.Context, d Deps) (reopen bool, err error) {
	s := &desk{talk: c.talk, d: d, newcomers: map[partner.CustomerID]*newcomer{}}
	if err := s.tell(ctx, s.status(ctx)); err != nil {
		return false, err
	}
	words := d.Text.Lines
	err = s.menu(ctx, func() (string, string, string, []entry) {
		return words.Menu, words.Quit, words.Helps.Start, []entry{
			{label: d.Text.App.TabCustomers, do: s.customers},
			{label: d.Text.Wizard.Title, off: d.Locked, do: s.newRequest},
			{label: d.Text.App.TabInvitations, do: s.invitations},
			{label: words.Refresh, off: d.RefreshOff, do: s.refresh},
			{label: d.Text.App.TabActivity, do: s.activity},
			{label: words.Manage.Pending, do: s.unanswered},
			{label: words.Manage.Connection, do: s.connection},
			{label: d.Text.Changes.Title, do: s.changes},
			{label: words.Help, do: s.help},
		}
	})
	switch {
	case s.reopen:
		return true, nil
	case errors.Is(err, errEnd):
		err = nil
	}
	if err == nil {
		s.say(words.Bye)
	}
	return false, err
}

// status says where the person is and what waits.
func (s *desk) status(ctx context.Context) error {
	t := s.d.Text
	_, total, err := s.d.Customers.CountCustomers(ctx, partner.ListQuery{})
	if err != nil {
		return err
	}
	status, err := s.d.Notes.RefreshStatus(ctx)
	if err != nil {
		return err
	}
	updated := t.App.NeverUpdated
	if !status.CompletedAt.IsZero() {
		updated = fmt.Sprintf(t.App.Updated, t.Age(s.d.Now(), status.CompletedAt))
	}
	connection := i18n.Word(t.Common.Connections, string(s.d.Profile.Connection))
	s.say(s.sentence(line(s.d.Profile.Company), connection),
		s.sentence(t.Count(t.Customers.All, total), updated))
	all, err := s.d.Notes.Invitations(ctx)
	if err != nil {
		return err
	}
	due := 0
	for _, inv := range all {
		if inv.Due(s.d.Now(), s.d.DueAfter) {
			due++
		}
	}
	count := s.sentence(t.Count(t.Invitations.Count, len(all)))
	if due > 0 {
		count = s.sentence(t.Count(t.Invitations.Count, len(all)), t.Count(t.Lines.Due, due))
	}
	s.say(count)
	unseen, err := s.d.News.UnseenChanges(ctx)
	if err != nil {
		return err
	}
	if unseen > 0 {
		s.say(t.Count(t.Lines.List.NewsAtStart, unseen))
	}
	for _, notice := range []string{s.d.Notice, s.d.Locked} {
		if notice != "" {
			s.say(s.sentence(notice))
		}
	}
	return nil
}

// help says how the dialog works.
func (s *desk) help(context.Context) error {
	s.say("")
	s.say(s.d.Text.Lines.HelpText...)
	return nil
}
