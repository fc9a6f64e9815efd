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

// Matcher notes that a customer has accepted a request.
type Matcher interface {
	Match(ctx context.Context, invitation string, customer partner.Customer) (partner.Invitation, error)
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
	// Tasks are what else can be done with the customer under the cursor.
	Tasks []Task
	// Index says how far the index for the search is; nil if there is none. It
	// is asked in commands, and repeatedly only while an index is being built.
	Index func() IndexState
}

// staleAfter is the age from which a part of a record is fetched again when it
// is shown.
const staleAfter = 10 * time.Minute

// Screen is the customer list.
type Screen struct {
	screen.Mailbox
	d     Deps
	text  *i18n.Strings
	frame screen.Frame // of the last drawing: heights depend on it

	query   partner.ListQuery
	window  partner.Window
	read    bool  // a window has come
	failure error // of the last reading
	matches int   // -1 while not counted
	total   int
	list    widget.List
	rows    rows
	drawn   drawn
	fits    cell.Fits

	search    widget.Field
	searching bool
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
		search: widget.Field{Limit: 200},
		open:   make(map[partner.CustomerID]*record),
	}
	s.rows.s = s
	return s
}

// Init reads the first window.
func (s *Screen) Init() tea.Cmd { return s.load(partner.Place{Edge: partner.EdgeFirst}) }

// Typing reports whether a field has the focus.
func (s *Screen) Typing() bool { return (s.searching || s.jump != nil) && s.dialog == nil }

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.jump != nil:
		return keys.Jumping()
	case s.searching:
		return keys.Searching()
	}
	table := append(keys.CustomerList(), s.d.taskKeys()...).Set(keys.Request, s.d.RequestOff).Set(keys.Refresh, s.d.RefreshOff)
	if len(s.window.Rows) == 0 {
		for _, intent := range []keys.Intent{keys.Expand, keys.Sort, keys.Copy} {
			table = table.Show(intent, false)
		}
		for _, t := range s.d.Tasks {
			table = table.Show(t.Key.Intent, false)
		}
	}
	switch {
	case s.query.Search != "":
		table = append(keys.Table{{Intent: keys.ClearSearch, Keys: []string{"esc"}, Short: true}}, table...)
	case s.refresh.running():
		table = append(keys.Table{{Intent: keys.CancelRefresh, Keys: []string{"esc"}, Short: true}}, table...)
	}
	return table
}

// Update handles a key, an answer, or a message of the root.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Resized:
		s.frame.Width, s.frame.Height = m.Width, m.Height
		s.list.Sync(s.rows, s.list.Index())
	case screen.Shown, screen.Changed:
		return tea.Batch(s.reload(), s.reloadRecords())
	case windowRead:
		return s.windowCame(m)
	case counted:
		s.matches, s.total = m.matches, m.total
		return s.watchIndex()
	case recordRead:
		return s.recordCame(m)
	case blockFetched:
		return s.blockCame(m)
	case started, sampled, finished, startFailed:
		return s.refreshed(m)
	case indexed:
		return s.indexCame(m)
	case cardCopied:
		return screen.Send(screen.Notice{Text: m.text})
	case matched:
		return s.matchCame(m)
	case failed:
		s.failure = m.err
		if s.read { // the rows stay; the sentence goes below them
			return s.problem(m.err)
		}
	}
	return nil
}

var intents = map[keys.Intent]func(*Screen) tea.Cmd{
	keys.Up:            func(s *Screen) tea.Cmd { return s.move(-1) },
	keys.Down:          func(s *Screen) tea.Cmd { return s.move(1) },
	keys.PageUp:        func(s *Screen) tea.Cmd { return s.scroll(-s.list.Page()) },
	keys.PageDown:      func(s *Screen) tea.Cmd { return s.scroll(s.list.Page()) },
	keys.HalfUp:        func(s *Screen) tea.Cmd { return s.scroll(-(s.list.Page() + 1) / 2) },
	keys.HalfDown:      func(s *Screen) tea.Cmd { return s.scroll((s.list.Page() + 1) / 2) },
	keys.First:         func(s *Screen) tea.Cmd { return s.edge(partner.EdgeFirst) },
	keys.Last:          func(s *Screen) tea.Cmd { return s.edge(partner.EdgeLast) },
	keys.Search:        (*Screen).startSearch,
	keys.KeepSearch:    (*Screen).keepSearch,
	keys.ClearSearch:   (*Screen).clearSearch,
	keys.Sort:          (*Screen).askSort,
	keys.Jump:          (*Screen).startJump,
	keys.KeepJump:      (*Screen).keepJump,
	keys.CancelJump:    (*Screen).cancelJump,
	keys.Expand:        (*Screen).expand,
	keys.Toggle:        (*Screen).toggle,
	keys.Collapse:      (*Screen).collapse,
	keys.ExpandAll:     (*Screen).expandAll,
	keys.CollapseAll:   (*Screen).collapseAll,
	keys.Refresh:       (*Screen).startRefresh,
	keys.CancelRefresh: (*Screen).cancelRefresh,
	keys.Request:       func(s *Screen) tea.Cmd { return s.Go(screen.Push{Screen: s.d.Request()}) },
	keys.Copy:          (*Screen).copyValue,
	keys.CopyDomain:    (*Screen).copyDomain,
	keys.CopyCard:      (*Screen).copyCard,
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		return s.answer(msg)
	}
	intent := s.Keys().Match(msg)
	if act, ok := intents[intent]; ok {
		return act(s)
	}
	if c, ok := s.selected(); ok {
		if opened := s.d.task(intent, c); opened != nil {
			return s.Go(screen.Push{Screen: opened})
		}
	}
	if s.jump != nil {
		return s.typeJump(msg)
	}
	if s.searching {
		if changed, _ := s.search.Update(msg); changed {
			return s.searchFor(s.search.Value())
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
