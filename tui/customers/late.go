package customers

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/keys"
)

// late is a key that came before the rows that it is about: what is left of a
// move, or a key about the customer on whom the cursor will stand then.
type late struct {
	by  step
	n   int
	key *tea.KeyMsg // nil for a move
}

// step moves the cursor n times and gives what is left for want of rows.
type step func(s *Screen, n int) (rest int)

func (s *Screen) move(n int) tea.Cmd       { return s.walk((*Screen).byStops, n) }
func (s *Screen) scroll(lines int) tea.Cmd { return s.walk((*Screen).byLines, lines) }

// skip goes to the next customer or the one before, on the same part of the
// record where that is open, too.
func (s *Screen) skip(way int) tea.Cmd { return s.walk((*Screen).byCustomer, way) }

// walk moves the cursor, or has the move wait for the rows that it is about. At
// the end of the list the move is over.
func (s *Screen) walk(by step, n int) tea.Cmd {
	if !s.awaits() {
		n = by(s, n)
	}
	if n != 0 {
		s.late = append(s.late, late{by: by, n: n})
	}
	return s.extend()
}

func (s *Screen) byStops(n int) (rest int)     { return s.list.Move(s.rows, n) }
func (s *Screen) byLines(lines int) (rest int) { return s.list.Scroll(s.rows, lines) }

func (s *Screen) byCustomer(way int) (rest int) {
	if len(s.window.Rows) == 0 {
		return 0
	}
	from, stop := s.list.Index(), s.list.Stop()
	s.list.SelectStop(s.rows, 0)
	if way > 0 {
		s.list.SelectStop(s.rows, len(s.lay(from).stops))
	}
	rest = s.list.Move(s.rows, way)
	if s.list.Index() != from {
		s.list.SelectStop(s.rows, 0)
	}
	s.list.SelectStop(s.rows, stop)
	return rest
}

// awaits reports whether rows are on their way that the next key is about: the
// first ones, those of another search, order or filter, those where the cursor
// goes, or those for which a key before waits.
func (s *Screen) awaits() bool {
	if !s.read {
		return s.Asking("window") || s.Asking("begin")
	}
	return s.Asking("window") && (s.wanted.leads() || s.shown != s.query || len(s.late) > 0)
}

// waits keeps a key that is about a customer who is not on the screen yet until
// the rows come, or it would be done to somebody else. A key that has nothing to
// do with the rows, and one that asks for others, ends what waits.
func (s *Screen) waits(intent keys.Intent, msg tea.KeyMsg) bool {
	waiting := slices.ContainsFunc(s.late, func(l late) bool { return l.key != nil })
	switch {
	case slices.Contains(ofTheMove, intent) && !waiting:
		return false
	case s.awaits() && (waiting && slices.Contains(ofTheMove, intent) || s.ofTheRow(intent)):
		s.late = append(s.late, late{key: &msg})
		return true
	}
	if !slices.Contains(ofTheLine, intent) {
		s.late = nil
	}
	return false
}

// ofTheMove are the intents that move the cursor, ofTheLine those that end the
// line in which a search, a filter or a place is typed, and leave the rows.
var (
	ofTheMove = []keys.Intent{
		keys.Up, keys.Down, keys.PageUp, keys.PageDown, keys.HalfUp, keys.HalfDown, keys.First, keys.Last,
		keys.NextCustomer, keys.PreviousCustomer,
	}
	ofTheLine = []keys.Intent{keys.KeepSearch, keys.KeepFilter, keys.KeepJump}
)

// ofTheRow reports whether an intent is about the customer under the cursor.
func (s *Screen) ofTheRow(intent keys.Intent) bool {
	switch intent {
	case keys.Expand, keys.Toggle, keys.Collapse, keys.Copy, keys.CopyDomain, keys.CopyCard,
		keys.Mark, keys.MarkRange, keys.EditTags, keys.EditNote, keys.EditNickname, keys.Pin:
		return true
	}
	return slices.ContainsFunc(s.d.Tasks, func(t Task) bool { return t.Key.Intent == intent })
}

// catchUp does what waited for the rows that came, in the order of the keys, as
// far as they reach.
func (s *Screen) catchUp() tea.Cmd {
	queue := s.late
	s.late = nil
	if s.dialog != nil {
		return nil
	}
	var all []tea.Cmd
	for i, l := range queue {
		if l.key == nil {
			all = append(all, s.walk(l.by, l.n))
		} else if all = append(all, s.key(*l.key)); s.dialog != nil || s.entry != nil || s.Going() {
			break // the next keys were not for the list
		}
		if s.awaits() {
			s.late = append(s.late, queue[i+1:]...)
			break
		}
	}
	return tea.Batch(all...)
}
