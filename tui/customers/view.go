package customers

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// View draws the list: what is searched and found, the headings, the rows, and
// while a refresh runs its progress.
func (s *Screen) View(f screen.Frame) screen.View {
	parts, list := s.divide(f.Width, max(f.Height, s.size.Height)), f
	list.Width = parts.list
	before := s.frame
	if s.frame = list; before.Width != list.Width || before.Height != f.Height || before.Theme != f.Theme {
		s.list.Sync(s.rows, s.list.Index())
	}
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	var view screen.View
	head, column := s.head(f)
	view.Lines = append(view.Lines, head)
	row, room, progress := 0, f.Height-2, s.progress(f)
	var bottom []string
	if progress != "" {
		bottom = append(bottom, progress)
	}
	switch {
	case s.entry != nil:
		bottom = make([]string, 2)
		row = max(f.Height-2, 0)
		bottom[0], bottom[1], column = s.entryLines(f)
	case s.filter.open:
		var line string
		var below []string
		line, below, column = s.filterLines(f)
		view.Lines = append(append(view.Lines, line), below...)
		row, room = 1, room-1-len(below)
	case s.jump != nil:
		bottom, column = s.jumpLines(f)
		row = max(f.Height-len(bottom), 0)
	}
	if s.Typing() {
		view.Cursor = &screen.Cursor{Row: row, Column: column}
	}
	s.top = len(view.Lines) + 1 // below the headings
	view.Lines = append(view.Lines, s.panes(f, parts, max(room-len(bottom), 0))...)
	for len(bottom) > 0 && len(view.Lines) < f.Height-len(bottom) {
		view.Lines = append(view.Lines, "")
	}
	if len(bottom) > 0 { // it is seen in any height
		view.Lines = append(view.Lines[:max(min(len(view.Lines), f.Height-len(bottom)), 0)], bottom...)
	}
	if s.dialog != nil {
		view.Cursor = nil
		view.Lines = s.dialog.Over(view.Lines, f.Theme, f.Width, f.Height)
	}
	for i, line := range view.Lines {
		if s.dialog == nil && s.detail.place.holds(i, s.detail.place.left) { // fits by the way it was made
			continue
		}
		view.Lines[i] = s.fits.Fit(i, line, f.Width)
	}
	view.Lines = view.Lines[:min(len(view.Lines), f.Height)]
	return view
}

// head is the search on the left, and on the right how many it found in which
// order.
func (s *Screen) head(f screen.Frame) (line string, column int) {
	t, th := f.Text.Customers, f.Theme
	right := s.facts(f)
	room := f.Width - cell.Width(right)
	width := max(min(room-4, f.Width/2), 1)
	value, at := s.search.View(width)
	left := " " + th.Key.S("/") + " "
	switch {
	case s.searching && s.search.Value() == "":
		left += th.Dim.S(cell.Fit(t.SearchHint, width))
	case s.searching:
		left += s.search.Paint(th, value)
	case s.search.Value() != "":
		left += th.Match.S(cell.Cut(safetext.Line(s.search.Value()), width))
	default:
		left = " " + th.Dim.S("/ "+cell.Cut(t.SearchHint, width))
	}
	return cell.Fit(left, max(room, 0)) + th.Dim.S(right), 3 + at
}

// facts are how many customers there are, how many of them are marked, whom the
// filter leaves, and the order. Where it is narrow the order gives way first.
func (s *Screen) facts(f screen.Frame) string {
	th := f.Theme
	arrow := th.Glyphs.Up
	if s.query.Descending {
		arrow = th.Glyphs.Down
	}
	dot := " " + widget.Dot(th) + " "
	facts := s.preparing(f) + s.found(f)
	if n := len(s.marks.ids); n > 0 {
		facts += dot + f.Text.Count(f.Text.Marks.Marked, n)
	}
	order := dot + fmt.Sprintf(f.Text.Customers.SortedBy, f.Text.Common.SortFields[string(s.sorted())]) + " " + arrow + " "
	if s.query.Filter == "" {
		return facts + order
	}
	most := f.Width * 3 / 4
	filter := dot + safetext.Line(s.query.Filter)
	if cell.Width(facts+filter+order) <= most {
		return facts + filter + order
	}
	return cell.Cut(facts+filter, most-1) + " "
}

func (s *Screen) found(f screen.Frame) string {
	t := f.Text.Customers
	switch {
	case s.matches < 0 || s.total < 0:
		return t.Counting
	case !s.asks():
		return f.Text.Count(t.All, s.total)
	}
	return fmt.Sprintf(t.Found, f.Text.Number(s.matches), f.Text.Number(s.total))
}

// body draws the headings and the rows, or why there are none.
func (s *Screen) body(f screen.Frame, height int) []string {
	switch {
	case !s.read && s.failure != nil:
		return s.failed(f)
	case !s.read:
		return []string{"", " " + f.Theme.Dim.S(f.Text.Customers.Reading)}
	case len(s.window.Rows) == 0:
		return s.empty(f)
	}
	columns := s.spreadOver(f.Width)
	lines := make([]string, 0, height+1)
	lines = append(lines, s.kept(f, columns).head)
	first, last := s.rangeRows()
	if c, ok := s.selected(); ok && s.back && s.open[c.ID] != nil {
		s.list.Visible(s.rows, height) // takes note of the room
		s.list.Reveal(s.rows)
	}
	for _, slot := range s.list.Visible(s.rows, height) {
		line, head := "", blockIndent+blockLabel
		if slot.Line == 0 {
			marked := s.marks.ids[s.window.Rows[slot.Row].ID] || slot.Row >= first && slot.Row <= last
			line, head = s.line(f, slot.Row, columns, marked), columns.head()
		} else {
			line = s.lay(slot.Row).lines[slot.Line-1]
		}
		if slot.Cursor {
			line = bar(f.Theme, line, head)
		}
		lines = append(lines, line)
	}
	return lines
}

// bar marks the line under the cursor over its first cells. The rest stays as it
// is, because a terminal has to be sent anew whatever changes its look: a bar
// over the whole line makes a step of the cursor three times as many bytes.
func bar(th *theme.Theme, line string, cells int) string {
	return th.Selected.Over(ansi.Truncate(line, cells, "")) + ansi.TruncateLeft(line, cells, "")
}

func (s *Screen) failed(f screen.Frame) []string {
	text := f.Text.Error(partner.CodeOf(s.failure))
	lines := []string{"", " " + f.Theme.Error.S(f.Theme.Glyphs.Cross+" "+text.What)}
	lines = append(lines, widget.Paragraph(text.Do, 1, f.Width)...)
	return append(lines, "", " "+f.Theme.Dim.S(f.Text.Customers.ReadFailedHint))
}

func (s *Screen) empty(f screen.Frame) []string {
	t := f.Text.Customers
	if s.asks() {
		return s.nothingFits(f)
	}
	lines := []string{"", " " + f.Theme.Title.S(s.nobody()), ""}
	if s.d.RequestOff == "" {
		lines = append(lines, widget.Paragraph(t.EmptyHint, 1, f.Width)...)
	}
	if s.d.RefreshOff == "" {
		lines = append(lines, widget.Paragraph(t.EmptyRefresh, 1, f.Width)...)
	}
	return append(lines, widget.Paragraph(t.EmptyImport, 1, f.Width)...)
}
