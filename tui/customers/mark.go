package customers

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
)

// mostMarked is how many customers one key can mark.
const mostMarked = 10_000

// marks are the customers that a person chose to do something with. They are
// identities: no search, filter or refresh takes them away.
type marks struct {
	ids   map[partner.CustomerID]bool
	from  partner.CustomerID // where a range was begun; "" if none
	below bool               // the cursor stands below that, as last seen
}

// marked brings customers to mark.
type marked struct {
	ids   []partner.CustomerID
	found int  // by the query, where all of them were wanted; 0 otherwise
	over  bool // too many: none are marked
}

func (s *Screen) setMark(on bool, ids ...partner.CustomerID) {
	if s.marks.ids == nil {
		s.marks.ids = make(map[partner.CustomerID]bool)
	}
	for _, id := range ids {
		if on {
			s.marks.ids[id] = true
		} else {
			delete(s.marks.ids, id)
		}
	}
}

// markOne turns the mark of the customer under the cursor and goes to the next.
func (s *Screen) markOne() tea.Cmd {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	s.setMark(!s.marks.ids[c.ID], c.ID)
	s.list.SelectStop(s.rows, len(s.lay(s.list.Index()).stops)) // past the parts of its record
	return s.move(1)
}

func (s *Screen) clearMarks() tea.Cmd {
	s.marks = marks{}
	s.Forget("marks")
	return nil
}

// markRange begins a range, or marks the one that was begun.
func (s *Screen) markRange() tea.Cmd {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	from := s.marks.from
	if from == "" {
		s.marks.from = c.ID
		return screen.Send(screen.Notice{Text: s.text.Marks.RangeBegun})
	}
	first, last := s.rangeRows()
	s.marks.from = ""
	if s.rowOf(from) >= 0 {
		for _, row := range s.window.Rows[first : last+1] {
			s.setMark(true, row.ID)
		}
		return nil
	}
	source, query := s.d.Source, s.query
	return s.Ask("marks", func(ctx context.Context) tea.Msg {
		w, err := source.Customers(ctx, query, partner.Place{Customer: from}, mostMarked, mostMarked)
		if err != nil {
			return failed{err}
		}
		ids := identities(w.Rows)
		to := slices.Index(ids, c.ID)
		if to < 0 || w.Anchor < 0 {
			return marked{over: true}
		}
		between := ids[min(to, w.Anchor) : max(to, w.Anchor)+1]
		return marked{ids: between, over: len(between) > mostMarked}
	})
}

// markAll marks whom search and filter find.
func (s *Screen) markAll() tea.Cmd {
	source, query := s.d.Source, s.query
	return s.Ask("marks", func(ctx context.Context) tea.Msg {
		w, err := source.Customers(ctx, query, partner.Place{Edge: partner.EdgeFirst}, 0, mostMarked-1)
		if err != nil {
			return failed{err}
		}
		m := marked{ids: identities(w.Rows), found: len(w.Rows)}
		if !w.AtEnd {
			if m.found, _, err = source.CountCustomers(ctx, query); err != nil {
				return failed{err}
			}
		}
		return m
	})
}

func identities(rows []partner.Customer) []partner.CustomerID {
	ids := make([]partner.CustomerID, len(rows))
	for i, c := range rows {
		ids[i] = c.ID
	}
	return ids
}

func (s *Screen) marksCame(m marked) tea.Cmd {
	t := s.text.Marks
	if m.over {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: t.RangeTooLong})
	}
	s.setMark(true, m.ids...)
	switch {
	case m.found > len(m.ids):
		return screen.Send(screen.Notice{Level: screen.Warning, Text: fmt.Sprintf(t.FirstMarked, s.text.Number(len(m.ids)), s.text.Number(m.found))})
	case m.found > 0:
		return screen.Send(screen.Notice{Text: s.text.Count(t.AllMarked, m.found)})
	}
	return nil
}

// rowOf is the place of a customer among the rows in memory, -1 if there is
// none.
func (s *Screen) rowOf(id partner.CustomerID) int {
	return slices.IndexFunc(s.window.Rows, func(c partner.Customer) bool { return c.ID == id })
}

// rangeRows are the first and the last row of the range that was begun, as far
// as they are in memory; last is before first if there is none.
func (s *Screen) rangeRows() (first, last int) {
	if s.marks.from == "" || len(s.window.Rows) == 0 {
		return 0, -1
	}
	cursor, from := s.list.Index(), s.rowOf(s.marks.from)
	switch {
	case from >= 0:
		s.marks.below = from < cursor
	case s.marks.below:
		from = 0
	default:
		from = len(s.window.Rows) - 1
	}
	return min(from, cursor), max(from, cursor)
}

// targets are the marked customers, or the one under the cursor; the same order
// each time.
func (s *Screen) targets() []partner.CustomerID {
	if len(s.marks.ids) > 0 {
		ids := make([]partner.CustomerID, 0, len(s.marks.ids))
		for id := range s.marks.ids {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		return ids
	}
	if c, ok := s.selected(); ok {
		return []partner.CustomerID{c.ID}
	}
	return nil
}
