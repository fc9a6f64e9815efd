package customers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// The rows that are asked for on each side of the cursor: three screens, within
// these limits, so that memory and time do not follow the number of customers.
const (
	minSpan = 60
	maxSpan = 600
)

type (
	windowRead struct {
		query  partner.ListQuery
		place  partner.Place
		window partner.Window
		land   bool         // the cursor goes to the place
		back   *widget.List // or to where it was, on the same line of the screen
	}
	counted struct{ matches, total int }
	failed  struct{ err error }
)

// leads reports whether the cursor goes somewhere with the window.
func (w *windowRead) leads() bool {
	return w.land || w.back != nil || w.place.Edge != partner.EdgeNone
}

// load asks for the window around a place. The window that is shown stays until
// the new one comes; a question that is under way is canceled.
func (s *Screen) load(at partner.Place) tea.Cmd { return s.ask(windowRead{place: at}) }

// ask loads the window around a place of want, whose answer comes with the rest
// of want.
func (s *Screen) ask(want windowRead) tea.Cmd {
	return s.askRows(want, min(max(3*s.list.Height(), minSpan), maxSpan))
}

// askSeen loads no more than can be seen around a place, for an answer to each
// letter that is typed. The first step of the cursor asks for the rest.
func (s *Screen) askSeen(at partner.Place) tea.Cmd {
	return s.askRows(windowRead{place: at}, min(max(s.list.Height(), 1), maxSpan))
}

func (s *Screen) askRows(want windowRead, span int) tea.Cmd {
	source, query := s.d.Source, s.query
	s.wanted = want
	return s.Ask("window", func(ctx context.Context) tea.Msg {
		w, err := source.Customers(ctx, query, want.place, span, span)
		if err != nil {
			return failed{err}
		}
		want.query, want.window = query, w
		return want
	})
}

// reload reads and counts the customers again.
func (s *Screen) reload() tea.Cmd { return tea.Batch(s.loadAgain(), s.count()) }

// loadAgain reads the window around the cursor again, or around where it is going.
func (s *Screen) loadAgain() tea.Cmd {
	if s.Asking("window") && s.wanted.leads() {
		return s.ask(s.wanted)
	}
	return s.load(s.here())
}

// here is the place of the cursor.
func (s *Screen) here() partner.Place {
	if id := s.list.ID(); id != "" {
		return partner.Place{Customer: partner.CustomerID(id)}
	}
	return partner.Place{Edge: partner.EdgeFirst}
}

func (s *Screen) count() tea.Cmd {
	source, query := s.d.Source, s.query
	return s.Ask("count", func(ctx context.Context) tea.Msg {
		matches, total, err := source.CountCustomers(ctx, query)
		if err != nil {
			return failed{err}
		}
		return counted{matches, total}
	})
}

func (s *Screen) windowCame(m windowRead) tea.Cmd {
	if s.read && !m.leads() && s.wentOn(m) {
		return s.load(s.here())
	}
	first, others := !s.read, s.read && m.query != s.shown
	s.window, s.shown, s.read, s.failure = m.window, m.query, true, nil
	var count, notRead tea.Cmd
	if m.window.Matches >= 0 && m.window.Total >= 0 {
		s.matches, s.total = m.window.Matches, m.window.Total
		s.Forget("count")
		notRead = s.countUnread()
	} else if (first || s.matches < 0) && !s.Asking("count") {
		count = s.count()
	}
	anchor := max(m.window.Anchor, 0)
	if m.back != nil {
		s.list = *m.back
	}
	s.list.Sync(s.rows, anchor)
	if m.land && m.window.Anchor >= 0 {
		s.list.Select(s.rows, s.rows.ID(anchor))
	}
	if others { // whose first one is to be read by name
		s.list.BeginWithRow()
	}
	switch m.place.Edge {
	case partner.EdgeFirst:
		s.list.First(s.rows)
	case partner.EdgeLast:
		s.list.Last(s.rows)
	}
	s.list.Above, s.list.Below = !m.window.AtStart, !m.window.AtEnd
	return tea.Batch(count, notRead, s.watchIndex(), s.catchUp())
}

// wentOn reports whether the cursor has left the rows of a window since they were
// asked for.
func (s *Screen) wentOn(m windowRead) bool {
	id := partner.CustomerID(s.list.ID())
	return id != m.place.Customer && !slices.ContainsFunc(m.window.Rows, func(c partner.Customer) bool { return c.ID == id })
}

// extend asks for the next rows before the cursor reaches the last one in
// memory. While an answer is awaited it does not ask again, so that a held key
// cannot cancel every question before it is answered.
func (s *Screen) extend() tea.Cmd {
	margin := s.list.Height() + 10
	nearStart := !s.window.AtStart && s.list.Index() < margin
	nearEnd := !s.window.AtEnd && len(s.window.Rows)-1-s.list.Index() < margin
	if s.Asking("window") || !nearStart && !nearEnd {
		return nil
	}
	return s.load(s.here())
}

func (s *Screen) edge(e partner.Edge) tea.Cmd {
	s.late, s.marks.below = nil, e == partner.EdgeLast
	// The answer of a window on its way would take the cursor away again, and an
	// empty list may have got its first rows meanwhile.
	if !s.Asking("window") && len(s.window.Rows) > 0 {
		switch {
		case e == partner.EdgeFirst && s.window.AtStart:
			s.list.First(s.rows)
			return nil
		case e == partner.EdgeLast && s.window.AtEnd:
			s.list.Last(s.rows)
			return nil
		}
	}
	return s.load(partner.Place{Edge: e})
}

// startSearch opens the field. A search that was kept stands selected in it:
// typing begins another one, and any other key goes on with it.
func (s *Screen) startSearch() tea.Cmd {
	s.searching = true
	s.search.Select()
	return nil
}

func (s *Screen) keepSearch() tea.Cmd {
	s.searching = false
	s.propose()
	return nil
}

// clearSearch shows all customers again, around the one that was found.
func (s *Screen) clearSearch() tea.Cmd {
	s.searching = false
	s.search.Set("")
	s.propose()
	if s.query.Search == "" {
		return nil
	}
	s.query.Search, s.matches = "", -1
	return tea.Batch(s.load(s.here()), s.count())
}

// searchFor asks anew with each key stroke; the question before is canceled.
func (s *Screen) searchFor(text string) tea.Cmd {
	text = strings.TrimSpace(text)
	if text == s.query.Search {
		return nil
	}
	s.query.Search, s.matches = text, -1
	at := partner.Place{Edge: partner.EdgeFirst}
	if text == "" {
		at = s.here()
	}
	s.Forget("count")
	return s.askSeen(at) // whose answer says how many there are, or has them counted
}

// askSort opens the choice of the column. Choosing the current one turns the
// order round.
func (s *Screen) askSort() tea.Cmd {
	fields := partner.SortFields()
	labels := make([]string, len(fields))
	current := 0
	for i, field := range fields {
		pattern := s.text.Customers.Ascending
		if field == s.sorted() {
			current = i
			if !s.query.Descending {
				pattern = s.text.Customers.Descending
			}
		}
		labels[i] = fmt.Sprintf(pattern, s.text.Common.SortFields[string(field)])
	}
	s.dialog = widget.Pick(s.text.Customers.SortTitle, labels, current, func(i int) tea.Cmd {
		return s.sortBy(fields[i])
	})
	return nil
}

// sortBy sorts by a column, or the other way round if the list is sorted by it.
func (s *Screen) sortBy(by partner.SortField) tea.Cmd {
	s.query.Descending = by == s.sorted() && !s.query.Descending
	s.query.Sort = by
	return tea.Batch(s.load(s.here()), s.remember())
}

func (s *Screen) sorted() partner.SortField {
	if s.query.Sort == "" {
		return partner.SortName
	}
	return s.query.Sort
}

// problem is the line for something that failed.
func (s *Screen) problem(err error) tea.Cmd {
	text := s.text.Error(partner.CodeOf(err))
	return screen.Send(screen.Notice{Level: screen.Failure, Text: text.Text(), Correlation: partner.CorrelationOf(err)})
}
