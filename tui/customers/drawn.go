package customers

import (
	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
)

// drawn are the headings and the lines of customers, kept as long as nothing that
// they depend on changes: a step of the cursor then draws two lines and not the
// whole screen.
type drawn struct {
	window *partner.Customer // the first row: each window has rows of its own
	spread *spread
	theme  *theme.Theme
	text   *i18n.Strings
	head   string
	lines  []drawnRow
}

type drawnRow struct {
	line         string // "" if it was not drawn yet
	open, marked bool
}

// kept gives what was drawn and still holds. There are rows.
func (s *Screen) kept(f screen.Frame, sp *spread) *drawn {
	d := &s.drawn
	if d.window != &s.window.Rows[0] || d.spread != sp || d.theme != f.Theme || d.text != f.Text || len(d.lines) != len(s.window.Rows) {
		*d = drawn{&s.window.Rows[0], sp, f.Theme, f.Text, sp.headings(f), make([]drawnRow, len(s.window.Rows))}
	}
	return d
}

// line gives the line of a customer.
func (s *Screen) line(f screen.Frame, i int, sp *spread, marked bool) string {
	d, c := s.kept(f, sp), &s.window.Rows[i]
	row, open := &d.lines[i], s.open[c.ID] != nil
	if row.line == "" || row.open != open || row.marked != marked {
		*row = drawnRow{sp.row(f, c, open, marked), open, marked}
	}
	return row.line
}
