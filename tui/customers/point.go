package customers

import (
	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
)

// Point selects a customer, or a line of a record that is open; in a question it
// chooses an answer.
func (s *Screen) Point(line int) (press bool) {
	if s.dialog != nil {
		return s.dialog.Point(line)
	}
	s.late, s.back = nil, false
	return s.list.Point(s.rows, line-s.top)
}

// PointHeading sorts by the column whose heading stands in a cell, or the other
// way round if the list is sorted by it.
func (s *Screen) PointHeading(line, column int) (cmd tea.Cmd, taken bool) {
	if s.dialog != nil || s.jump != nil || line != s.top-1 || len(s.window.Rows) == 0 {
		return nil, false
	}
	by := partner.SortField(s.spreadOver(s.frame.Width).at(column))
	if !by.Valid() {
		return nil, false
	}
	return s.sortBy(by), true
}

// PointAside opens the part of the record that stands in a line of the detail.
func (s *Screen) PointAside(line, column int) (taken bool) {
	at := s.detail.place
	if s.dialog != nil || !at.holds(line, column) {
		return false
	}
	if block, ok := s.detail.pointed(line - at.top); ok {
		s.Go(screen.Push{Screen: s.d.Part(s.detail.record.Customer, block)})
	}
	return true
}

// WheelAside scrolls the detail.
func (s *Screen) WheelAside(line, column, lines int) (taken bool) {
	if s.dialog != nil || !s.detail.place.holds(line, column) {
		return false
	}
	s.scrollDetail(lines)
	return true
}

// Point selects an item.
func (s *Block) Point(line int) (press bool) {
	s.list.Point(s.rows, line-s.top)
	return false // there is nothing that enter does
}
