package changes

import (
	"fmt"
	"strings"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// View draws the changes, or the terms.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	s.width = f.Width
	lines := s.changes(f)
	if s.onTerms {
		lines = s.renewals(f)
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines[:min(len(lines), f.Height)]}
}

func (s *Screen) changes(f screen.Frame) []string {
	t, th := f.Text.Changes, f.Theme
	lines := []string{s.head(f)}
	if n := len(s.terms.Decide); n > 0 {
		lines = append(lines, widget.Paragraph(th.Glyphs.Warning+" "+f.Text.Count(t.Waiting, n), 1, f.Width-1)...)
		for i := range lines[1:] {
			lines[i+1] = th.Warn.S(lines[i+1])
		}
	}
	switch {
	case s.failure != nil && !s.read:
		return append(append(lines, ""), widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Explain(s.failure).Text(), 1, f.Width-1)...)
	case !s.read:
		return append(lines, "", " "+th.Dim.S(t.Reading))
	case len(s.lines) == 0:
		return append(append(lines, "", " "+th.Title.S(t.Empty)), widget.Paragraph(t.EmptyHint, 1, f.Width-1)...)
	}
	s.looked = max(s.looked, s.lines[0].Seq)
	widths := columns(f.Width, whenWidth(f.Width))
	lines = append(lines, "   "+th.Dim.S(widget.Columns(widths[:], t.When, t.Who, t.What)))
	s.top = len(lines)
	for _, slot := range s.list.Visible(changeRows{s}, max(f.Height-len(lines), 0)) {
		c := s.lines[slot.Row]
		when := f.Text.Moment(c.At.In(f.Now.Location()))
		if widths[0] < len(when) {
			when = f.Text.ShortMoment(f.Now, c.At.In(f.Now.Location()))
		}
		what, below := s.what(f.Text.Change(c), widths[0])
		text := widget.Columns(widths[:], when, safetext.Line(c.CompanyName), what)
		line := "   " + th.Dim.S(text)
		switch {
		case slot.Line > 0 && c.Seen:
			line = th.Dim.S(below[slot.Line-1])
		case slot.Line > 0:
			line = below[slot.Line-1]
		case !c.Seen:
			line = " " + th.Key.S(th.Glyphs.Bullet) + " " + text
		}
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

// head names the list and says how much of it is new.
func (s *Screen) head(f screen.Frame) string {
	t, th := f.Text.Changes, f.Theme
	var said []string
	unseen := 0
	for unseen < len(s.lines) && !s.lines[unseen].Seen {
		unseen++
	}
	if unseen > 0 && (unseen < len(s.lines) || s.atEnd) {
		said = append(said, f.Text.Count(t.Unseen, unseen))
	}
	if s.atEnd && len(s.lines) > 0 {
		said = append(said, f.Text.Count(t.Lines, len(s.lines)))
	}
	right := th.Dim.S(strings.Join(said, " "+widget.Dot(th)+" ")) + " "
	return cell.Fit(" "+th.Title.S(t.Title), max(f.Width-cell.Width(right), 0)) + right
}

func (s *Screen) renewals(f screen.Frame) []string {
	t, th := f.Text.Changes, f.Theme
	lines := []string{" " + th.Title.S(t.Renewals)}
	known := fmt.Sprintf(t.OnlyKnown, f.Text.Number(s.terms.Known), f.Text.Number(s.terms.Customers))
	if s.terms.Known == 0 {
		known = t.NobodyKnown
	}
	for _, line := range widget.Paragraph(known, 1, f.Width-1) {
		lines = append(lines, th.Dim.S(line))
	}
	if s.terms.Automatic > 0 {
		lines = append(lines, " "+f.Text.Count(t.Automatic, s.terms.Automatic))
	}
	lines = append(lines, "")
	if len(s.terms.Decide) == 0 {
		if s.terms.Known > 0 {
			lines = append(lines, " "+t.NoRenewals)
		}
		return lines
	}
	widths := columns(f.Width, dayWidth)
	lines = append(lines, "   "+th.Dim.S(widget.Columns(widths[:], t.Ends, t.Who, t.Product)))
	for _, slot := range s.termList.Visible(termRows{s}, max(f.Height-len(lines), 0)) {
		r := s.terms.Decide[slot.Row]
		day := f.Text.Date(r.Subscription.Ends)
		what, below := s.what(f.Text.Renewal(r), widths[0])
		line := "   " + widget.Columns(widths[:], day, safetext.Line(r.CompanyName), what)
		if slot.Line > 0 {
			line = below[slot.Line-1]
		}
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

const (
	dayWidth    = 10
	shortWidth  = 11
	momentWidth = 16
)

// whenWidth leaves the year out where it is narrow.
func whenWidth(width int) int {
	if width < 78 {
		return shortWidth
	}
	return momentWidth
}

// what places what a row says: beside the customer, or below.
func (s *Screen) what(text string, when int) (beside string, below []string) {
	return widget.Beside(text, columns(s.width, when)[2], 3+when+2, s.width)
}

// columns gives the widths of when, who and what.
func columns(width, when int) [3]int {
	rest := max(width-3-when-4, 2)
	who := min(max(rest*2/5, 1), 36)
	return [3]int{when, who, rest - who}
}
