// Package invitations is the screen of the relationship requests: the only list
// of them, since Partner Center keeps none. From here a draft is resumed, a
// customer reminded, a request withdrawn or matched to the customer who
// accepted.
package invitations

import (
	"context"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Source reads the invitations: the store.
type Source interface {
	Invitations(ctx context.Context) ([]partner.Invitation, error)
}

// Keeper changes invitations: invite.Service.
type Keeper interface {
	Withdraw(ctx context.Context, id string) (partner.Invitation, error)
	Match(ctx context.Context, id string, customer partner.Customer) (partner.Invitation, error)
	DeleteDraft(ctx context.Context, id string) error
}

// Snoozer puts reminders off: invite.Service.
type Snoozer interface {
	Snooze(ctx context.Context, id string, days int) (partner.Invitation, error)
}

// Customers finds the customer to match: the store.
type Customers interface {
	Customers(ctx context.Context, q partner.ListQuery, at partner.Place, before, after int) (partner.Window, error)
}

// Clipboard copies text and says by which route, as a key of
// i18n.Wizard.Routes.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Deps is what the screen works with.
type Deps struct {
	Text      *i18n.Strings
	Source    Source
	Keeper    Keeper
	Snoozer   Snoozer
	Customers Customers
	Clipboard Clipboard
	// The screens that this one leads to: a new request, a draft to go on with, a
	// reminder, a finished request whose mail is handed over, and a new request that
	// puts one right.
	Request  func() screen.Screen
	Resume   func(partner.Invitation) screen.Screen
	Remind   func(partner.Invitation) screen.Screen
	HandOver func(partner.Invitation) screen.Screen
	Again    func(partner.Invitation) screen.Screen
	// Many reminds of the marked invitations, or goes on with mails that wait; File
	// asks for requests from a file.
	Many func(ids []string) screen.Screen
	File func() screen.Screen
	// Unfinished counts what waits of such batches; nil for nothing.
	Unfinished func(ctx context.Context) (Unfinished, error)
	// RequestOff says, translated, why nothing may be requested or changed; "" if
	// it may.
	RequestOff string
	// DueAfter is how long an open invitation may wait before it is marked; 7
	// days if zero.
	DueAfter time.Duration
}

// The slots of the screen's questions.
const (
	slotRead      = "read"
	slotChange    = "change"
	slotCustomers = "customers"
	slotCopy      = "copy"
	slotAcceptor  = "acceptor"

	slotUnfinished = "unfinished"
)

// filterDue follows the states in the order of filters.
const filterDue = "due"

// Screen is the list, with one invitation or the choice of a customer over it.
type Screen struct {
	screen.Mailbox
	d    Deps
	text *i18n.Strings
	now  time.Time // of the last drawing

	all     []partner.Invitation
	shown   []partner.Invitation
	read    bool
	failure error

	list      widget.List
	search    widget.Field
	searching bool
	filter    int // of filters()
	marks     marks
	dialog    *widget.Dialog

	open     string           // id of the invitation that fills the screen; "" for the list
	acceptor partner.Customer // who accepted it, once that is known
	scroll   widget.Scroll
	match    *matching

	unfinished Unfinished
	top        int // the line of the first row, as it was drawn last
}

// New makes the screen. It reads nothing before Init.
func New(d Deps) *Screen {
	if d.DueAfter == 0 {
		d.DueAfter = 7 * 24 * time.Hour
	}
	return &Screen{d: d, text: d.Text, search: widget.Field{Limit: 200}}
}

// Init reads the invitations.
func (s *Screen) Init() tea.Cmd { return tea.Batch(s.reload(), s.countUnfinished()) }

type (
	readAll struct {
		invitations []partner.Invitation
		err         error
	}
	changed struct {
		sentence string
		err      error
	}
	copied struct {
		route string
		err   error
	}
)

func (s *Screen) reload() tea.Cmd {
	source := s.d.Source
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		found, err := source.Invitations(ctx)
		return readAll{found, err}
	})
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return tea.Batch(s.reload(), s.countUnfinished())
	case Unfinished:
		s.unfinished = m
	case readAll:
		s.came(m)
		return s.askAcceptor()
	case accepting:
		s.acceptor = m.customer
	case changed:
		if m.err != nil {
			return tea.Batch(s.failed(m.err), screen.Send(screen.Changed{})) // of many some may be done
		}
		return tea.Batch(screen.Send(screen.Notice{Level: screen.Info, Text: m.sentence}), screen.Send(screen.Changed{}))
	case found:
		s.match.came(m)
	case copied:
		return s.hearCopied(m)
	case error:
		return s.failed(m)
	}
	return nil
}

// came takes the invitations, newest first. A failure leaves the old ones.
func (s *Screen) came(m readAll) {
	if s.failure = m.err; m.err != nil {
		return
	}
	s.read, s.all = true, slices.Clone(m.invitations)
	slices.SortStableFunc(s.all, func(a, b partner.Invitation) int { return b.CreatedAt.Compare(a.CreatedAt) })
	s.marks.keep(s.all)
	s.choose()
	if s.open != "" && s.selected().ID != s.open {
		s.open = "" // it is gone
	}
}

// filters are the states that can be shown alone; the first is all.
func filters() []string {
	all := []string{""}
	for _, state := range partner.InvitationStates() {
		all = append(all, string(state))
	}
	return append(all, filterDue)
}

// choose picks what is shown by filter and search.
func (s *Screen) choose() {
	filter := filters()[s.filter]
	s.shown = s.shown[:0]
	for _, inv := range s.all {
		switch {
		case filter == filterDue && !inv.Due(s.now, s.d.DueAfter):
			continue
		case filter != "" && filter != filterDue && filter != string(inv.State):
			continue
		}
		if inv.Has(s.search.Value()) {
			s.shown = append(s.shown, inv)
		}
	}
	s.list.Sync(rows(s.shown), s.list.Index())
}

// rows makes a list of the invitations, one line each.
type rows []partner.Invitation

func (r rows) Len() int        { return len(r) }
func (r rows) ID(i int) string { return r[i].ID }
func (rows) Height(int) int    { return 1 }
func (rows) Stops(int) []int   { return nil }

// selected is the invitation under the cursor, or the one that is open; the
// zero one if there is none.
func (s *Screen) selected() partner.Invitation {
	id := s.list.ID()
	if s.open != "" {
		id = s.open
	}
	if i := slices.IndexFunc(s.all, func(inv partner.Invitation) bool { return inv.ID == id }); i >= 0 && len(s.shown) > 0 {
		return s.all[i]
	}
	return partner.Invitation{}
}

// who names the invitation for people.
func (s *Screen) who(inv partner.Invitation) string {
	switch {
	case inv.Name != "":
		return inv.Name
	case inv.To != "":
		return inv.To
	}
	return s.text.Invitations.NoName
}

// Typing reports whether a field has the focus.
func (s *Screen) Typing() bool { return s.dialog == nil && (s.searching || s.match != nil) }
