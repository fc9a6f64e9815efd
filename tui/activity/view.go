package activity

import (
	"fmt"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// View draws the search, the headings and the lines.
func (s *Screen) View(f screen.Frame) screen.View {
	s.frame = f
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	head, column := s.head(f)
	view := screen.View{Lines: []string{head}}
	if s.searching {
		view.Cursor = &screen.Cursor{Row: 0, Column: column}
	}
	room := f.Height - 2
	if s.waiting > 0 { // on top, before what is done
		view.Lines = append(view.Lines, " "+f.Theme.Warn.S(f.Theme.Glyphs.Warning+" "+f.Text.Count(f.Text.Pending.Waiting, s.waiting)))
		room--
	}
	s.top = len(view.Lines) + 1 // below the headings
	view.Lines = append(view.Lines, s.body(f, max(room, 0))...)
	for i, line := range view.Lines {
		view.Lines[i] = cell.Cut(line, f.Width)
	}
	view.Lines = view.Lines[:min(len(view.Lines), f.Height)]
	return view
}

func (s *Screen) head(f screen.Frame) (line string, column int) {
	t, th := f.Text.Activity, f.Theme
	width := max(f.Width/2, 1)
	value, at := s.search.View(width)
	left := " " + th.Dim.S("/ "+t.SearchHint)
	switch {
	case s.searching && s.search.Value() == "":
		left = " " + th.Key.S("/") + " " + th.Dim.S(cell.Fit(t.SearchHint, width))
	case s.searching:
		left = " " + th.Key.S("/") + " " + s.search.Paint(th, value)
	case s.search.Value() != "":
		left = " " + th.Key.S("/") + " " + th.Match.S(cell.Cut(safetext.Line(s.search.Value()), width))
	}
	var said []string
	switch s.only {
	case partner.OnlyHere:
		said = append(said, t.OnlyHere)
	case partner.OnlyMicrosoft:
		said = append(said, t.OnlyMicrosoft)
	}
	if s.atEnd {
		said = append(said, f.Text.Count(t.Lines, len(s.lines)))
	}
	right := th.Dim.S(strings.Join(said, " "+widget.Dot(th)+" ")) + " "
	return cell.Fit(left, max(f.Width-cell.Width(right), 0)) + right, 3 + at
}

func (s *Screen) body(f screen.Frame, height int) []string {
	t, th := f.Text.Activity, f.Theme
	switch {
	case !s.read && s.failure != nil:
		text := f.Text.Error(partner.CodeOf(s.failure))
		return append([]string{"", " " + th.Error.S(th.Glyphs.Cross+" "+text.What)}, widget.Paragraph(text.Do, 1, f.Width)...)
	case !s.read:
		return []string{"", " " + th.Dim.S(t.Reading)}
	case len(s.lines) == 0 && s.found != "":
		lines := append([]string{""}, widget.Paragraph(fmt.Sprintf(t.NothingFound, safetext.Line(s.found)), 1, f.Width)...)
		return append(lines, " "+th.Dim.S(t.NothingFoundHint))
	case len(s.lines) == 0 && s.only == partner.OnlyMicrosoft:
		return append([]string{""}, widget.Paragraph(t.NoneOfMicrosoft, 1, f.Width)...)
	case len(s.lines) == 0:
		return append([]string{"", " " + th.Title.S(t.Empty)}, widget.Paragraph(t.EmptyHint, 1, f.Width)...)
	}
	widths := columns(f.Width)
	lines := make([]string, 0, height+1)
	lines = append(lines, "   "+th.Dim.S(widget.Columns(widths[:], t.When, t.Who, t.What, t.About)))
	for _, slot := range s.list.Visible(s, height) {
		line := ""
		if a := s.lines[slot.Row]; slot.Line == 0 {
			line = s.row(f, a, s.open[s.ID(slot.Row)], widths)
		} else {
			line = s.details(a)[slot.Line-1]
		}
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

const (
	momentWidth = 16
	shortWidth  = 11
	actionWidth = 29
)

// columns gives the widths of when, who, what and about; who, and the
// year, are left out where there is no room for them.
func columns(width int) [4]int {
	w := [4]int{shortWidth, 0, actionWidth, 0}
	if width >= 70 {
		w[0] = momentWidth
	}
	rest := width - 3 - w[0] - 2 - actionWidth - 2
	if width >= 80 {
		w[1] = 10
		rest -= 12
	}
	if rest < 14 {
		w[2] = max(actionWidth+rest-14, 8)
		rest = 14
	}
	w[3] = rest
	return w
}

func (s *Screen) row(f screen.Frame, a partner.Activity, open bool, widths [4]int) string {
	th := f.Theme
	sign := th.Glyphs.Collapsed
	if open {
		sign = th.Glyphs.Expanded
	}
	what := action(f.Text, a)
	if a.Outcome == partner.OutcomeFailed {
		what = th.Glyphs.Cross + " " + what
	}
	about := s.about(f, a, widths[3])
	when := f.Text.Moment(a.At.In(f.Now.Location()))
	if widths[0] < momentWidth {
		when = f.Text.ShortMoment(f.Now, a.At.In(f.Now.Location()))
	}
	line := widget.Columns(widths[:], when, safetext.Line(a.Actor), what, about)
	if a.Outcome == partner.OutcomeFailed {
		return " " + sign + " " + th.Error.S(line)
	}
	return " " + sign + " " + line
}

// about says whom or what a line is about, as many remarks as there is room for:
// the details have all of it.
func (s *Screen) about(f screen.Frame, a partner.Activity, width int) string {
	text := safetext.Line(a.Subject)
	if a.Detail != "" {
		if text != "" {
			text += " " + widget.Dot(f.Theme) + " "
		}
		text += safetext.Line(f.Text.Recorded(a))
	}
	short := text
	for cell.Width(short) > width {
		end := -1
		for _, joint := range []string{" " + widget.Dot(f.Theme) + " ", f.Text.Common.Comma, f.Text.Activity.Between} {
			end = max(end, strings.LastIndex(short, joint))
		}
		if end <= 0 { // a name without its value says least
			end = strings.LastIndex(short, f.Text.Common.Colon)
		}
		if end <= 0 {
			return text
		}
		short = short[:end]
	}
	return short
}

// action names what was done, and marks what Microsoft noted.
func action(text *i18n.Strings, a partner.Activity) string {
	if a.Source == partner.SourceMicrosoft {
		return fmt.Sprintf(text.Audit.Noted, widget.Named(text.Audit.Operations, string(a.Action)))
	}
	return widget.Named(text.Common.Actions, string(a.Action))
}

// details lists all that is known about a line.
func (s *Screen) details(a partner.Activity) []string {
	f := s.frame
	if f.Theme == nil {
		return nil
	}
	t := f.Text.Activity
	var lines []string
	add := func(name, value string) {
		if value == "" {
			return
		}
		for i, line := range cell.Wrap(safetext.Line(value), f.Width-22) {
			if i > 0 {
				name = ""
			}
			lines = append(lines, cell.Spaces(5)+f.Theme.Label.S(cell.Fit(name, 15))+" "+line)
		}
	}
	if a.Source == partner.SourceMicrosoft {
		add(t.Source, fmt.Sprintf(f.Text.Audit.Noted, string(a.Action)))
	}
	add(t.Moment, a.At.In(f.Now.Location()).Format("2006-01-02 15:04:05 -07:00"))
	add(t.Actor, a.Actor)
	add(t.Subject, a.Subject)
	add(t.Detail, f.Text.Recorded(a))
	add(t.Customer, string(a.Customer))
	add(t.Invitation, a.Invitation)
	add(t.Correlation, a.CorrelationID)
	return lines
}
