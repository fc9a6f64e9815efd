package customers

import (
	"strings"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// From which window the detail is shown. Beside the list it leaves the columns for
// company and domain: how else we stand to the customer is in the detail. Below it
// takes two fifths of the rows:
// in lower windows the list would show less than fifteen customers, or the
// detail less than one part of a record.
const (
	besideFrom   = 120 // columns
	belowFrom    = 80  // columns
	belowFromRow = 30 - frameRows
	frameRows    = 3 // that the root draws around a screen
	leastDetail  = 48
	mostDetail   = 90
	gap          = 2 // columns between list and detail
)

// division is how the room of the screen is shared.
type division struct {
	list   int // columns of the list
	detail int // columns of the detail; 0 if it is not shown
	below  int // rows of the detail below the list, with its border; 0 if it stands beside it
}

// beside reports whether the detail stands beside the list.
func (d division) beside() bool { return d.detail > 0 && d.below == 0 }

// divide shares a screen of a size. What is told in further lines above and
// below the list takes nothing from the detail, so that it does not come and go.
func (s *Screen) divide(width, height int) division {
	switch {
	case !s.detail.on:
	case width >= besideFrom:
		detail := min(max(width*2/5, leastDetail), mostDetail)
		return division{list: width - gap - detail, detail: detail}
	case width >= belowFrom && height >= belowFromRow:
		return division{list: width, detail: width, below: (height - 2) * 2 / 5}
	}
	return division{list: width}
}

// hasRoom reports whether the detail is seen when it is switched on.
func (s *Screen) hasRoom() bool {
	return s.size.Width >= besideFrom || s.size.Width >= belowFrom && s.size.Height >= belowFromRow
}

// detailPlace is where the detail was drawn last, for the keys that scroll it
// and for the mouse.
type detailPlace struct {
	top, left int // its first line and column of the view
	height    int // lines of its text; 0 if it was not drawn
}

func (p detailPlace) holds(line, column int) bool {
	return line >= p.top && line < p.top+p.height && column >= p.left
}

// panes draws the list and, where there is room, the detail.
func (s *Screen) panes(f screen.Frame, d division, height int) []string {
	list := f
	list.Width = d.list
	s.detail.place = detailPlace{}
	switch {
	case d.detail == 0 || !s.read || len(s.window.Rows) == 0 && !s.asks():
		return s.body(list, height)
	case d.below > 0:
		return s.stacked(f, list, height-d.below, d.below)
	}
	lines := s.body(list, height)
	detail := f
	detail.Width = d.detail
	s.detail.place = detailPlace{top: s.top - 1, left: d.list + gap, height: height + 1}
	beside := s.detailLines(detail, false)
	for len(lines) < len(beside) {
		lines = append(lines, "")
	}
	if len(s.detail.joined) != len(lines) {
		s.detail.joined = make([]joined, len(lines))
	}
	border := " " + f.Theme.Border.S(f.Theme.Glyphs.Vertical)
	for i, j := range s.detail.joined {
		if left := s.left.Fit(i, lines[i], d.list); j.left != left || j.border != border || j.right != beside[i] {
			j = joined{left, border, beside[i], left + border + beside[i]}
			s.detail.joined[i] = j
		}
		lines[i] = j.line
	}
	return lines
}

// joined is a line of the list with one of the detail, kept as long as both are
// the same.
type joined struct{ left, border, right, line string }

// stacked draws the detail below so many rows of the list.
func (s *Screen) stacked(f, list screen.Frame, rows, below int) []string {
	if rows < 1 {
		return s.body(list, rows+below)
	}
	lines := s.body(list, rows)
	for len(lines) < rows+1 {
		lines = append(lines, "")
	}
	s.detail.place = detailPlace{top: s.top + rows + 1, height: below - 1}
	lines = append(lines, s.detailBorder(f))
	return append(lines, s.detailLines(f, true)...)
}

// detailBorder is the line above the detail, with the name of the customer.
func (s *Screen) detailBorder(f screen.Frame) string {
	th, c := f.Theme, &s.detail.record.Customer
	line := th.Border.S(rule(th.Glyphs.Horizontal, 2))
	if s.detail.shown != "" {
		line += th.Title.S(" " + cell.Cut(s.name(*c), f.Width*2/5) + " ")
		for _, text := range []string{c.Domain, shortened(string(c.ID)), aged(f, s.open[c.ID], &s.detail.record)} {
			if room := f.Width - cell.Width(line) - 6; text != "" && room > 8 {
				line += th.Dim.S(widget.Dot(th) + " " + cell.Cut(safetext.Line(text), room) + " ")
			}
		}
	}
	return line + th.Border.S(rule(th.Glyphs.Horizontal, f.Width-cell.Width(line)))
}

func rule(sign string, n int) string { return strings.Repeat(sign, max(n, 0)) }

// detailLines draws as much of the detail as its place has room for.
func (s *Screen) detailLines(f screen.Frame, wide bool) []string {
	d := &s.detail
	s.layDetail(f, wide)
	lines := make([]string, 0, d.place.height)
	lines = append(lines, d.text.head...)
	top := d.top()
	seen := d.text.lines[top:min(top+d.room(), len(d.text.lines))]
	lines = append(lines, seen...)
	if rest := len(d.text.lines) - top - len(seen); rest > 0 && len(seen) > 0 {
		more := " " + f.Theme.Dim.S("... "+f.Text.Count(f.Text.DetailPane.More, rest+1))
		lines[len(lines)-1] = cell.Fit(more, f.Width)
	}
	for len(lines) < d.place.height {
		lines = append(lines, cell.Spaces(f.Width))
	}
	return lines[:d.place.height]
}
