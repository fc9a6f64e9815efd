package users

import (
	"fmt"
	"strings"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// View draws the list.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	th := f.Theme
	v := screen.View{Lines: f.RecordHead(s.customer, partner.BlockUsers)}
	head, column := s.head(f)
	if s.searching && column < f.Width && f.Height > len(v.Lines) {
		v.Cursor = &screen.Cursor{Row: len(v.Lines), Column: column}
	}
	state := s.stateLine(f)
	if s.query.Deleted {
		state = th.Heading.S(f.Text.Users.Deleted) + "  " + state
	}
	v.Lines = append(v.Lines, head, " "+state)
	if s.unfinished > 0 {
		v.Lines = append(v.Lines, " "+th.Warn.S(th.Glyphs.Warning+" "+f.Text.Count(f.Text.Licenses.Interrupted, s.unfinished)))
	}
	s.top = len(v.Lines) + 1 // below the headings
	v.Lines = append(v.Lines, s.body(f, max(f.Height-len(v.Lines)-1, 0))...)
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	if s.dialog != nil {
		v.Lines, v.Cursor = s.dialog.Over(v.Lines, th, f.Width, f.Height), nil
	}
	return v
}

// heading names what is shown and the customer.
func heading(f screen.Frame, title string, c partner.Customer) string {
	name := c.CompanyName
	if name == "" {
		name = c.Domain
	}
	return " " + f.Theme.Title.S(cell.Cut(safetext.Line(title), max(f.Width*2/3, 1))) + "  " + f.Theme.Dim.S(safetext.Line(name))
}

// head shows search, marks and count.
func (s *Screen) head(f screen.Frame) (line string, column int) {
	t, th := f.Text.Users, f.Theme
	width := max(f.Width/2-4, 1)
	value, at := s.search.View(width)
	left := " " + th.Dim.S("/ "+t.SearchHint)
	switch {
	case s.searching:
		left = " " + th.Key.S("/") + " " + s.search.Paint(th, value)
	case s.query.Search != "":
		left = " " + th.Key.S("/") + " " + th.Match.S(cell.Cut(safetext.Line(s.query.Search), width))
	}
	right := f.Text.Count(t.Count, s.window.Total)
	if s.query.Search != "" {
		right = fmt.Sprintf(t.CountOf, f.Text.Number(s.window.Matches), right)
	}
	if n := len(s.marks); n > 0 {
		right = f.Text.Count(t.Marked, n) + " " + widget.Dot(th) + " " + right
	}
	right = th.Dim.S(right) + " "
	return cell.Fit(left, max(f.Width-cell.Width(right), 0)) + right, 3 + at
}

// stateLine says how old the list is, or what is happening.
func (s *Screen) stateLine(f screen.Frame) string {
	t, th := f.Text.Users, f.Theme
	switch {
	case s.Asking(slotWrite):
		return th.Notice.S(t.Working + " " + cell.Ellipsis)
	case s.told != nil:
		return th.Dim.S(f.Text.Count(t.Syncing, s.copied))
	case s.refused != nil:
		return th.Warn.S(th.Glyphs.Warning + " " + safetext.Line(f.Text.Explain(s.refused).What))
	case !s.state.FetchedAt.IsZero():
		return th.Dim.S(fmt.Sprintf(f.Text.Customers.Record.Fetched, f.Text.Age(f.Now, s.state.FetchedAt)))
	}
	return th.Dim.S(s.d.RefreshOff)
}

func (s *Screen) body(f screen.Frame, height int) []string {
	t, th := f.Text.Users, f.Theme
	switch {
	case s.refused != nil && len(s.window.Rows) == 0:
		return append([]string{""}, widget.Paragraph(f.Text.Explain(s.refused).Advice(), 1, f.Width)...)
	case s.failure != nil && !s.read:
		text := f.Text.Error(partner.CodeOf(s.failure))
		return append([]string{"", " " + th.Error.S(th.Glyphs.Cross+" "+text.What)}, widget.Paragraph(text.Do, 1, f.Width)...)
	case !s.read:
		return []string{"", " " + th.Dim.S(t.Reading+" "+cell.Ellipsis)}
	case s.window.Matches == 0 && s.query.Search != "":
		return append(append([]string{""}, widget.Paragraph(fmt.Sprintf(t.NothingFound, s.query.Search), 1, f.Width)...), " "+th.Dim.S(t.NothingHint))
	case s.window.Matches == 0 && s.state.FetchedAt.IsZero():
		return append([]string{"", " " + th.Title.S(t.Empty)}, widget.Paragraph(t.EmptyHint, 1, f.Width)...)
	case s.window.Matches == 0 && s.query.Deleted:
		return []string{"", " " + t.EmptyDeleted}
	case s.window.Matches == 0:
		return append([]string{"", " " + th.Title.S(t.Nobody)}, widget.Paragraph(t.NobodyHint, 1, f.Width)...)
	}
	widths := columns(f.Width, max(cell.Width(t.Location), 4))
	lines := []string{"     " + th.Dim.S(widget.Columns(widths, t.Name, t.Login, t.Licenses, t.Location))}
	for _, slot := range s.list.Visible(rows(s.window.Rows), height) {
		line := s.row(f, s.window.Rows[slot.Row], widths)
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

// columns are the widths of name, login, licenses and location.
func columns(width, location int) []int {
	room := max(width-6, 10)
	switch {
	case width >= 110:
		return []int{26, 36, room - 26 - 36 - location - 6, location}
	case width >= 78:
		return []int{22, 30, room - 22 - 30 - 4, 0}
	}
	return []int{room * 2 / 5, room - room*2/5 - 2, 0, 0}
}

func (s *Screen) row(f screen.Frame, u partner.User, widths []int) string {
	box := "[ ]"
	if s.marks[u.ID] {
		box = "[x]"
	}
	if s.query.Deleted {
		box = "   "
	}
	name := safetext.Line(u.DisplayName)
	return " " + box + " " + widget.Columns(widths, name, safetext.Line(u.PrincipalName), licenses(f, u), safetext.Line(u.UsageLocation))
}

// licenses names what a user holds, as far as it is known.
func licenses(f screen.Frame, u partner.User) string {
	switch {
	case !u.DeletedAt.IsZero():
		return f.Text.Date(u.DeletedAt)
	case !u.LicensesKnown:
		return ""
	case len(u.Licenses) == 0:
		return f.Text.Users.NoLicenses
	}
	names := make([]string, len(u.Licenses))
	for i, l := range u.Licenses {
		names[i] = safetext.Line(l.Name)
	}
	return strings.Join(names, f.Text.Common.And)
}
