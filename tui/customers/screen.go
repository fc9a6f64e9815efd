// Package customers is the home screen: the list of customers, searched and
// sorted, with records that expand in place and parts of them that fill the
// screen.
//
// It shows what the store holds and never waits for the network: a part of a
// record that is missing or old is fetched in the background and read again
// from the store.
package customers

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Source is where the customers are read from: the store.
type Source interface {
	Customers(ctx context.Context, q partner.ListQuery, at partner.Place, before, after int) (partner.Window, error)
	CountCustomers(ctx context.Context, q partner.ListQuery) (matches, total int, err error)
	Record(ctx context.Context, id partner.CustomerID) (partner.Record, error)
}

// Fetcher brings one part of a record from the service into the store, or notes
// there why it could not.
type Fetcher interface {
	FetchBlock(ctx context.Context, id partner.CustomerID, block partner.Block) error
}

// Matcher notes that a customer has accepted a request, or that none of several has.
type Matcher interface {
	Match(ctx context.Context, invitation string, customer partner.Customer) (partner.Invitation, error)
	Decline(ctx context.Context, invitation string, customers []partner.Customer) (partner.Invitation, error)
}

// Clipboard copies text and says by which route it went, as a key of
// i18n.Wizard.Routes.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Deps is what the screen works with. Fetcher and Refresh are nil for a profile
// without a service.
type Deps struct {
	Text      *i18n.Strings
	Now       func() time.Time // read in commands alone
	Source    Source
	Fetcher   Fetcher
	Refresh   StartRefresh
	Matcher   Matcher
	Clipboard Clipboard
	// Card writes the handover card of a record.
	Card func(r partner.Record) string
	// Request makes the screen that requests a relationship.
	Request func() screen.Screen
	// RefreshOff and RequestOff say, translated, why a refresh or a request is not
	// possible; "" if it is.
	RefreshOff, RequestOff string
	// Manage makes the screen on which one part of a record is managed; it gives
	// nil for a part that can only be looked at. It may be nil itself.
	Manage func(c partner.Customer, b partner.Block) screen.Screen
	// Waiting gives the changes at Microsoft that got no answer; it may be nil.
	Waiting func(ctx context.Context) ([]partner.Intent, error)
	// Tasks are what else can be done with the customer under the cursor.
	Tasks []Task
	// Index says how far the index for the search is; nil if there is none. It
	// is asked in commands, and repeatedly only while an index is being built.
	Index func() IndexState
	// Extras keeps tags, notes, nicknames and pins, Views ways to look at the list.
	// ExtrasOff says, translated, why neither can be changed; "" if they can. Both
	// may be nil.
	Extras    Extras
	Views     Views
	ExtrasOff string
	// SaveList writes the customers that a query finds to a new file and gives its
	// path. It may be nil.
	SaveList func(ctx context.Context, q partner.ListQuery, as FileFormat) (path string, err error)
}

// FileFormat is how customers are written to a file.
type FileFormat string

// The formats.
const (
	FileCSV  FileFormat = "csv"
	FileJSON FileFormat = "json"
)

// staleAfter is the age from which a part of a record is fetched again when it
// is shown.
const staleAfter = 10 * time.Minute

// Screen is the customer list.
type Screen struct {
	screen.Mailbox
	d     Deps
	text  *i18n.Strings
	frame screen.Frame   // of the last drawing, as wide as the list: heights depend on it
	size  screen.Resized // of the screen

	query   partner.ListQuery
	window  partner.Window
	shown   partner.ListQuery // of the window
	wanted  windowRead        // what was asked for last, without the window
	late    []late            // the keys that came before the rows that they are about
	read    bool              // a window has come
	failure error             // of the last reading
	matches int               // -1 while not counted
	total   int
	unread  unread // of the filter that found nobody last
	list    widget.List
	back    bool // nothing was pressed since the list is shown again: the record under the cursor is to be seen whole
	top     int  // line of the view on which the rows begin
	rows    rows
	drawn   drawn
	columns []partner.Column // as they were chosen; nil for the default ones
	spread  *spread          // of them, as last drawn
	fits    cell.Fits
	left    cell.Fits // of what stands beside the detail
	detail  detail

	search    widget.Field
	searching bool
	filter    filtering
	marks     marks
	entry     *entry    // while something is typed at the bottom
	undone    *entry    // what was typed there and not kept
	stores    []storing // in the order of the keys; the first is under way
	views     []partner.View
	table     keys.Table // of the list, in the state tableOf
	tableOf   tableState
	jump      *jumping // while the place to jump to is typed
	index     indexing
	dialog    *widget.Dialog

	open      map[partner.CustomerID]*record
	refresh   refreshing
	proposals []partner.Proposal // not asked about yet
	held      int                // customers that were absent and not marked; not asked about yet
}

// New makes the screen. It reads nothing before Init.
func New(d Deps) *Screen {
	s := &Screen{
		d: d, text: d.Text, matches: -1, total: -1,
		search: widget.Field{Limit: 200}, filter: filtering{field: widget.Field{Limit: filterLimit}},
		open: make(map[partner.CustomerID]*record),
	}
	s.rows.s = s
	return s
}

// Init reads the first window.
func (s *Screen) Init() tea.Cmd {
	if s.d.Views != nil {
		return s.beginWith(s.d.Views)
	}
	return s.load(partner.Place{Edge: partner.EdgeFirst})
}

// Typing reports whether a field has the focus.
func (s *Screen) Typing() bool {
	return (s.searching || s.filter.open || s.jump != nil || s.entry != nil) && s.dialog == nil
}

// Update handles a key, an answer, or a message of the root. The detail follows
// what comes of it.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	cmd := s.handle(msg)
	if follow := s.follow(); follow != nil {
		return tea.Batch(cmd, follow)
	}
	return cmd
}

func (s *Screen) handle(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		s.back = false
		return s.key(m)
	case screen.Resized:
		s.size = m
		s.frame.Width, s.frame.Height = s.divide(m.Width, m.Height).list, m.Height
		s.list.Sync(s.rows, s.list.Index())
	case screen.Shown, screen.Changed:
		_, shown := m.(screen.Shown)
		s.back, s.detail.stale = s.back || shown, true
		return tea.Batch(s.reload(), s.reloadRecords(), s.readViews())
	case windowRead:
		return s.windowCame(m)
	case counted:
		s.matches, s.total = m.matches, m.total
		return tea.Batch(s.watchIndex(), s.countUnread())
	case unread:
		s.unread = m
	case detailRead:
		s.detailCame(m)
	case recordRead:
		return s.recordCame(m)
	case blockFetched:
		return s.blockCame(m)
	case started, sampled, finished, startFailed:
		return s.refreshed(m)
	case indexed:
		return s.indexCame(m)
	case begun:
		return s.begunCame(m)
	case viewsRead:
		s.views = m
	case tagsRead:
		s.tagsCame(m)
	case marked:
		return s.marksCame(m)
	case kept:
		return s.keptCame(m)
	case saved:
		return s.savedCame(m)
	case cardCopied:
		return screen.Send(screen.Notice{Text: m.text})
	case matched:
		return s.matchCame(m)
	case failed:
		s.failure, s.late = m.err, nil
		if s.read { // the rows stay; the sentence goes below them
			return s.problem(m.err)
		}
	}
	return nil
}

// answer gives a key to the dialog that is open.
func (s *Screen) answer(msg tea.KeyMsg) tea.Cmd {
	chosen, done := s.dialog.Update(msg)
	if !done {
		return nil
	}
	s.dialog = nil
	var cmd tea.Cmd
	if chosen.Do != nil {
		cmd = chosen.Do()
	}
	s.propose()
	return cmd
}

// selected is the customer under the cursor.
func (s *Screen) selected() (partner.Customer, bool) {
	if i := s.list.Index(); i >= 0 && i < len(s.window.Rows) {
		return s.window.Rows[i], true
	}
	return partner.Customer{}, false
}
