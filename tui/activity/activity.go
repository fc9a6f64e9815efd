// Package activity is the screen of the record of what was done: newest first,
// searched, read in pages as one scrolls, with what Microsoft noted between it.
package activity

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Source is where the record is read from: the store.
type Source interface {
	Activities(ctx context.Context, q partner.ActivityQuery) ([]partner.Activity, error)
}

// Clipboard copies text and says by which route it went, as a key of
// i18n.Wizard.Routes.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Deps is what the screen works with.
type Deps struct {
	Text      *i18n.Strings
	Source    Source
	Clipboard Clipboard
	// Pending makes the screen of the changes that got no answer, and Waiting
	// counts them; both are nil where there can be none.
	Pending func() screen.Screen
	Waiting func(ctx context.Context) (int, error)
}

// page is how many lines are read at a time.
const page = 200

// Screen is the activity record.
type Screen struct {
	screen.Mailbox
	d         Deps
	lines     []partner.Activity // newest first
	atEnd     bool               // the last of lines is the first that was ever written
	read      bool
	failure   error
	list      widget.List
	top       int             // line of the view on which the rows begin
	open      map[string]bool // by ID
	search    widget.Field
	searching bool
	wanted    string // what is searched
	found     string // what lines were searched by
	only      string // the source that is wanted; "" for both
	waiting   int    // changes that got no answer
	frame     screen.Frame
}

// New makes the screen. It reads nothing before Init.
func New(d Deps) *Screen {
	return &Screen{d: d, search: widget.Field{Limit: 200}, open: make(map[string]bool)}
}

// Init reads the first page.
func (s *Screen) Init() tea.Cmd { return tea.Batch(s.load(), s.count()) }

// count asks how many changes wait for a person. A store that cannot be read is
// told by the lines.
func (s *Screen) count() tea.Cmd {
	waiting := s.d.Waiting
	if waiting == nil {
		return nil
	}
	return s.Ask("waiting", func(ctx context.Context) tea.Msg {
		n, err := waiting(ctx)
		if err != nil {
			return nil
		}
		return counted{n}
	})
}

// Typing reports whether the search field has the focus.
func (s *Screen) Typing() bool { return s.searching }

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	if s.searching {
		return keys.Searching()
	}
	table := keys.ActivityList(s.wanted != "")
	if s.d.Pending != nil {
		table = append(keys.Table{keys.ActivityPending(s.waiting > 0)}, table...)
	}
	return table
}

type pageRead struct {
	more   bool // follows what is known, and does not replace it
	wanted string
	lines  []partner.Activity
	atEnd  bool
}

type failed struct{ err error }

type counted struct{ waiting int }

// load reads the newest lines anew, as many as are known: between those of this
// program, older ones of Microsoft's may have come.
func (s *Screen) load() tea.Cmd {
	return s.fetch(partner.ActivityQuery{Limit: max(page, len(s.lines))}, false)
}

// loadMore reads the page that follows.
func (s *Screen) loadMore() tea.Cmd {
	return s.fetch(partner.ActivityQuery{After: partner.MarkAfter(s.lines), Limit: page}, true)
}

func (s *Screen) fetch(q partner.ActivityQuery, more bool) tea.Cmd {
	source := s.d.Source
	q.Search, q.Only = s.wanted, s.only
	return s.Ask("page", func(ctx context.Context) tea.Msg {
		lines, err := source.Activities(ctx, q)
		if err != nil {
			return failed{err}
		}
		return pageRead{more: more, wanted: q.Search, lines: lines, atEnd: len(lines) < q.Limit}
	})
}

// Update handles a key, an answer, or a message of the root.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Resized:
		s.frame.Width, s.frame.Height = m.Width, m.Height
		s.list.Sync(s, s.list.Index())
	case screen.Shown, screen.Changed:
		return s.Init()
	case counted:
		s.waiting = m.waiting
	case pageRead:
		s.came(m)
	case failed:
		s.failure = m.err
	}
	return nil
}

// came takes a page in. Who looks at the newest line, and has not opened it to
// read, goes on looking at the newest one.
func (s *Screen) came(m pageRead) {
	newest := !m.more && s.list.Index() == 0 && !s.open[s.list.ID()]
	if m.more {
		s.lines = append(s.lines, m.lines...)
	} else {
		s.lines = m.lines
	}
	s.atEnd = m.atEnd
	s.read, s.failure = true, nil
	s.found = m.wanted
	s.list.Sync(s, 0)
	if newest {
		s.list.First(s)
	}
}

// key handles a key press.
func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch intent := s.Keys().Match(msg); intent {
	case keys.Details:
		s.toggle()
	case keys.Copy:
		return s.copyValue()
	case keys.Pending:
		return s.Go(screen.Push{Screen: s.d.Pending()})
	case keys.Source:
		return s.nextSource()
	case keys.Search:
		s.searching = true
		s.search.Select()
	case keys.KeepSearch:
		s.searching = false
	case keys.ClearSearch:
		s.searching = false
		s.search.Set("")
		return s.searchFor("")
	default:
		if !s.list.Steer(s, intent) && s.searching {
			if changed, _ := s.search.Update(msg); changed {
				return s.searchFor(strings.TrimSpace(s.search.Value()))
			}
		}
	}
	return s.extend()
}

// extend reads the page before the oldest line when the cursor comes near it.
func (s *Screen) extend() tea.Cmd {
	n := len(s.lines)
	if n == 0 || s.atEnd || s.Asking("page") || n-s.list.Index() > s.list.Height()+10 {
		return nil
	}
	return s.loadMore()
}

func (s *Screen) searchFor(text string) tea.Cmd {
	if text == s.wanted {
		return nil
	}
	s.wanted, s.lines = text, s.lines[:min(page, len(s.lines))]
	s.list.Sync(s, 0)
	return s.load()
}

// nextSource shows both sources, this program's, Microsoft's, and so on.
func (s *Screen) nextSource() tea.Cmd {
	switch s.only {
	case "":
		s.only = partner.OnlyHere
	case partner.OnlyHere:
		s.only = partner.OnlyMicrosoft
	default:
		s.only = ""
	}
	return s.load()
}

func (s *Screen) toggle() {
	if i := s.list.Index(); i < len(s.lines) {
		if id := s.ID(i); s.open[id] {
			delete(s.open, id)
		} else {
			s.open[id] = true
		}
		s.list.Sync(s, i)
		s.list.Reveal(s)
	}
}

// copyValue copies the correlation id of a line, or whom it is about.
func (s *Screen) copyValue() tea.Cmd {
	t := s.d.Text
	i := s.list.Index()
	if i >= len(s.lines) {
		return nil
	}
	value := s.lines[i].CorrelationID
	if value == "" {
		value = s.lines[i].Subject
	}
	if value == "" {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: t.Activity.Nothing})
	}
	clipboard := s.d.Clipboard
	return func() tea.Msg {
		route, err := clipboard.Copy(context.Background(), value)
		if err != nil {
			text := t.Error(partner.CodeOf(err))
			return screen.Notice{Level: screen.Failure, Text: text.Text()}
		}
		return screen.Notice{Text: fmt.Sprintf(t.Activity.Copied, value, widget.Named(t.Wizard.Routes, route))}
	}
}

// Len is the number of lines in memory.
func (s *Screen) Len() int { return len(s.lines) }

// ID is the identity of a line.
func (s *Screen) ID(i int) string {
	return string(s.lines[i].Source) + strconv.FormatInt(s.lines[i].Seq, 10)
}

// Height is one line, and those of the details if they are shown.
func (s *Screen) Height(i int) int {
	if !s.open[s.ID(i)] {
		return 1
	}
	return 1 + len(s.details(s.lines[i]))
}

// Stops is the line itself.
func (s *Screen) Stops(int) []int { return nil }
