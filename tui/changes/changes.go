// Package changes is the screen of what changed about customers, newest first,
// and of the terms of their subscriptions that end soon.
package changes

import (
	"context"
	"strconv"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Source is where changes and terms are read from: the store.
type Source interface {
	Changes(ctx context.Context, q partner.ChangeQuery) ([]partner.Change, error)
	SeeChanges(ctx context.Context, upTo int64) error
	Renewals(ctx context.Context, until time.Time) (partner.Renewals, error)
}

// Customers finds a customer by id: the store.
type Customers interface {
	Customer(ctx context.Context, id partner.CustomerID) (partner.Customer, error)
}

// Deps is what the screen works with.
type Deps struct {
	Text      *i18n.Strings
	Now       func() time.Time // read in commands alone
	Source    Source
	Customers Customers
	// Open makes the screen of a part of a customer's record.
	Open func(c partner.Customer, b partner.Block) screen.Screen
	// Locked says, translated, why nothing can be written; "" if it can.
	Locked string
}

// RenewWithin is how soon a term ends that is shown.
const RenewWithin = 60 * 24 * time.Hour

// page is how many lines are read at a time.
const page = 200

const (
	slotPage     = "page"
	slotRenewals = "renewals"
	slotSeen     = "seen"
	slotOpen     = "open"
)

// Screen is the list of changes, or that of terms.
type Screen struct {
	screen.Mailbox
	d       Deps
	lines   []partner.Change // newest first
	atEnd   bool
	read    bool
	failure error
	list    widget.List
	top     int   // line of the view on which the rows begin
	looked  int64 // the newest line that was drawn
	width   int   // of the frame that was drawn last

	terms    partner.Renewals
	onTerms  bool // terms are shown and not the changes
	termList widget.List
}

// New makes the screen. It reads nothing before Init.
func New(d Deps) *Screen { return &Screen{d: d} }

type (
	pageRead struct {
		more  bool // follows what is known, and does not replace it
		lines []partner.Change
		atEnd bool
	}
	termsRead struct{ terms partner.Renewals }
	unread    struct{ err error }
	seen      struct{}
	found     struct {
		customer partner.Customer
		block    partner.Block
	}
)

// Init reads the newest changes and the terms.
func (s *Screen) Init() tea.Cmd {
	source, now := s.d.Source, s.d.Now
	return tea.Batch(s.fetch(0, max(page, len(s.lines))), s.Ask(slotRenewals, func(ctx context.Context) tea.Msg {
		terms, err := source.Renewals(ctx, now().Add(RenewWithin))
		if err != nil {
			return unread{err}
		}
		return termsRead{terms}
	}))
}

func (s *Screen) fetch(before int64, limit int) tea.Cmd {
	source := s.d.Source
	return s.Ask(slotPage, func(ctx context.Context) tea.Msg {
		lines, err := source.Changes(ctx, partner.ChangeQuery{Before: before, Limit: limit})
		if err != nil {
			return unread{err}
		}
		return pageRead{more: before > 0, lines: lines, atEnd: len(lines) < limit}
	})
}

// Typing is never true here.
func (s *Screen) Typing() bool { return false }

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	t := s.d.Text.Changes
	nothing := ""
	if s.selected().Customer == "" {
		nothing = t.NothingHere
	}
	if s.onTerms {
		return keys.RenewalList().Set(keys.Open, nothing)
	}
	off := s.d.Locked
	if off == "" && (len(s.lines) == 0 || s.lines[0].Seen) {
		off = t.NothingNew
	}
	return keys.ChangeList().Set(keys.Open, nothing).Set(keys.ChangesSeen, off)
}

// Update handles a key, an answer, or a message of the root.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return s.Init()
	case pageRead:
		if !m.more {
			s.lines = nil
		}
		s.lines = append(s.lines, m.lines...)
		s.atEnd, s.read, s.failure = m.atEnd, true, nil
		s.list.Sync(changeRows{s}, 0)
	case termsRead:
		s.terms = m.terms
		s.termList.Sync(termRows{s}, s.termList.Index())
	case unread:
		s.failure = m.err
	case seen:
		return tea.Batch(screen.Send(screen.Notice{Text: s.d.Text.Changes.SeenAll}), screen.Send(screen.Changed{}))
	case found:
		return s.Go(screen.Push{Screen: s.d.Open(m.customer, m.block)})
	case error:
		return screen.Send(screen.Notice{Level: screen.Failure, Text: safetext.Line(s.d.Text.Explain(m).Text())})
	}
	return nil
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch intent := s.Keys().Match(msg); intent {
	case keys.Open:
		return s.open()
	case keys.ChangesSeen:
		return s.Ask(slotSeen, s.see(s.lines[0].Seq))
	case keys.ChangesRenewals:
		s.onTerms = !s.onTerms
	case keys.Back:
		s.onTerms = false
	default:
		if s.onTerms {
			s.termList.Steer(termRows{s}, intent)
			return nil
		}
		s.list.Steer(changeRows{s}, intent)
	}
	return s.extend()
}

// extend reads the page before the oldest line when the cursor comes near it.
func (s *Screen) extend() tea.Cmd {
	n := len(s.lines)
	if n == 0 || s.atEnd || s.Asking(slotPage) || n-s.list.Index() > s.list.Height()+10 {
		return nil
	}
	return s.fetch(s.lines[n-1].Seq, page)
}

func (s *Screen) see(upTo int64) func(ctx context.Context) tea.Msg {
	source := s.d.Source
	return func(ctx context.Context) tea.Msg {
		if err := source.SeeChanges(context.WithoutCancel(ctx), upTo); err != nil {
			return err
		}
		return seen{}
	}
}

// Leave marks what was looked at as seen. That it cannot keeps nobody here: the
// same is new once more, then.
func (s *Screen) Leave() tea.Cmd {
	if s.looked == 0 || s.d.Locked != "" {
		return nil
	}
	see := s.see(s.looked)
	return func() tea.Msg {
		see(context.Background())
		return nil
	}
}

// subject is whom a line is about, and the part of the record that tells more.
type subject struct {
	Customer partner.CustomerID
	block    partner.Block
}

func (s *Screen) selected() subject {
	if s.onTerms {
		if i := s.termList.Index(); i < len(s.terms.Decide) {
			return subject{s.terms.Decide[i].Customer, partner.BlockServices}
		}
		return subject{}
	}
	i := s.list.Index()
	if i >= len(s.lines) {
		return subject{}
	}
	switch c := s.lines[i]; c.Kind {
	case partner.ChangedSeats, partner.ChangedSubscription, partner.ChangedSuspended:
		return subject{c.Customer, partner.BlockServices}
	default:
		return subject{c.Customer, partner.BlockAccount}
	}
}

// open opens the record of the customer under the cursor.
func (s *Screen) open() tea.Cmd {
	customers, about := s.d.Customers, s.selected()
	return s.Ask(slotOpen, func(ctx context.Context) tea.Msg {
		c, err := customers.Customer(ctx, about.Customer)
		if err != nil {
			return err
		}
		return found{c, about.block}
	})
}

// changeRows and termRows are one line each, and more where what they say has no
// room beside the customer.
type changeRows struct{ *Screen }

func (r changeRows) Len() int        { return len(r.lines) }
func (r changeRows) ID(i int) string { return strconv.FormatInt(r.lines[i].Seq, 10) }
func (changeRows) Stops(int) []int   { return nil }

func (r changeRows) Height(i int) int {
	_, below := r.what(r.d.Text.Change(r.lines[i]), whenWidth(r.width))
	return 1 + len(below)
}

type termRows struct{ *Screen }

func (r termRows) Len() int { return len(r.terms.Decide) }
func (r termRows) ID(i int) string {
	return string(r.terms.Decide[i].Customer) + " " + r.terms.Decide[i].Subscription.ID
}
func (termRows) Stops(int) []int { return nil }

func (r termRows) Height(i int) int {
	_, below := r.what(r.d.Text.Renewal(r.terms.Decide[i]), dayWidth)
	return 1 + len(below)
}
