package invitations

import (
	"fmt"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// View draws the list, one invitation, or the choice of a customer.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	s.now = f.Now
	var v screen.View
	switch {
	case s.match != nil:
		v = s.viewMatch(f)
	case s.open != "":
		v = s.viewOne(f)
	default:
		v = s.viewList(f)
	}
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	if s.dialog != nil {
		v.Lines, v.Cursor = s.dialog.Over(v.Lines, f.Theme, f.Width, f.Height), nil
	}
	return v
}

func (s *Screen) viewList(f screen.Frame) screen.View {
	head, column := s.head(f)
	v := screen.View{Lines: []string{head}}
	if s.searching && column < f.Width {
		v.Cursor = &screen.Cursor{Row: 0, Column: column}
	}
	v.Lines = append(v.Lines, s.unfinishedLines(f)...)
	s.top = len(v.Lines) + 1 // below the headings
	v.Lines = append(v.Lines, s.body(f, max(f.Height-s.top, 0))...)
	return v
}

// head shows search, filter and count.
func (s *Screen) head(f screen.Frame) (line string, column int) {
	t, th := f.Text.Invitations, f.Theme
	width := max(f.Width/2-4, 1)
	value, at := s.search.View(width)
	left := " " + th.Dim.S("/ "+t.SearchHint)
	switch {
	case s.searching:
		left = " " + th.Key.S("/") + " " + s.search.Paint(th, value)
	case s.search.Value() != "":
		left = " " + th.Key.S("/") + " " + th.Match.S(cell.Cut(safetext.Line(s.search.Value()), width))
	}
	right := f.Text.Count(t.Count, len(s.shown))
	if n := len(s.marks.ids); n > 0 {
		right = f.Text.Count(f.Text.Marks.Marked, n) + " " + widget.Dot(th) + " " + right
	}
	if s.filter != 0 {
		right = s.filterName(f) + " " + widget.Dot(th) + " " + right
	}
	right = th.Dim.S(right) + " "
	return cell.Fit(left, max(f.Width-cell.Width(right), 0)) + right, 3 + at
}

func (s *Screen) filterName(f screen.Frame) string {
	switch name := filters()[s.filter]; name {
	case "":
		return f.Text.Invitations.All
	case filterDue:
		return f.Text.Invitations.Due
	default:
		return f.Text.Common.InvitationStates[name]
	}
}

func (s *Screen) body(f screen.Frame, height int) []string {
	t, th := f.Text.Invitations, f.Theme
	switch {
	case !s.read && s.failure != nil:
		text := f.Text.Error(partner.CodeOf(s.failure))
		return append([]string{"", " " + th.Error.S(th.Glyphs.Cross+" "+text.What)}, widget.Paragraph(text.Do, 1, f.Width)...)
	case !s.read:
		return []string{"", " " + th.Dim.S(t.Reading+" "+cell.Ellipsis)}
	case len(s.all) == 0:
		return append([]string{"", " " + th.Title.S(t.Empty)}, widget.Paragraph(t.EmptyHint, 1, f.Width)...)
	case len(s.shown) == 0:
		sought := safetext.Line(s.search.Value())
		switch {
		case sought == "":
			sought = s.filterName(f)
		case s.filter != 0: // either may be in the way
			sought = s.filterName(f) + " " + widget.Dot(th) + " " + sought
		}
		return append(append([]string{""}, widget.Paragraph(fmt.Sprintf(t.NothingFound, sought), 1, f.Width)...), " "+th.Dim.S(t.NothingFoundHint))
	}
	c := columnsFor(f.Width)
	lines := []string{"   " + th.Dim.S(c.line(t.Who, t.Rights, t.Mail, t.State, t.Age, t.HandedOver, t.By))}
	for _, slot := range s.list.Visible(rows(s.shown), height) {
		line := s.row(f, s.shown[slot.Row], c)
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

// columns are the widths of the columns; 0 leaves one out.
type columns struct{ who, rights, mail, state, age, handed, by int }

func columnsFor(width int) columns {
	c := columns{rights: 6, state: 12, age: 17}
	if width >= 78 {
		c.handed = 13
	}
	if width >= 110 {
		c.mail, c.by = 10, 12
	}
	taken := 4
	for _, w := range []int{c.rights, c.mail, c.state, c.age, c.handed, c.by} {
		if w > 0 {
			taken += w + 1
		}
	}
	c.who = max(width-taken, 8)
	return c
}

// line joins the cells of a row.
func (c columns) line(cells ...string) string {
	out := ""
	for i, width := range []int{c.who, c.rights, c.mail, c.state, c.age, c.handed, c.by} {
		if width > 0 {
			out += cell.Fit(cells[i], width) + " "
		}
	}
	return out
}

func (s *Screen) row(f screen.Frame, inv partner.Invitation, c columns) string {
	th := f.Theme
	sign := "   "
	age := s.age(f, inv)
	if inv.Due(f.Now, s.d.DueAfter) {
		sign = " " + th.Warn.S(th.Glyphs.Warning) + " "
		age += f.Text.Common.Comma + f.Text.Invitations.DueBadge
	}
	if s.marks.ids[inv.ID] || s.marks.from == inv.ID {
		sign = sign[:len(sign)-1] + th.Glyphs.Check
	}
	state := f.Text.Common.InvitationStates[string(inv.State)]
	if state == "" {
		state = safetext.Line(string(inv.State))
	}
	return sign + c.line(
		safetext.Line(s.who(inv)), s.rights(f, inv), f.Text.MailLanguage(inv.MailLang), state,
		age, s.handed(f, inv), safetext.Line(inv.CreatedBy),
	)
}

func (s *Screen) rights(f screen.Frame, inv partner.Invitation) string {
	if inv.AdminRights {
		return f.Text.Invitations.WithRights
	}
	return f.Text.Invitations.WithoutRights
}

// age is how long ago the invitation came to be what it is; of one whose reminder
// was put off, when it is due.
func (s *Screen) age(f screen.Frame, inv partner.Invitation) string {
	if putOff(f, inv) {
		return fmt.Sprintf(f.Text.Invitations.DueOn, f.Text.Date(inv.DueAt(s.d.DueAfter).In(f.Now.Location())))
	}
	since := inv.FinishedAt
	switch inv.State {
	case partner.StateDraft, partner.StateWithdrawn:
		since = inv.UpdatedAt
	case partner.StateAccepted:
		since = inv.AcceptedAt
	}
	if since.IsZero() {
		since = inv.CreatedAt
	}
	return f.Text.Age(f.Now, since)
}

// putOff reports whether a reminder of the invitation was put off.
func putOff(f screen.Frame, inv partner.Invitation) bool {
	return inv.State.Open() && f.Now.Before(inv.SnoozeUntil)
}

// handed is how the mail left last, or how often the customer was reminded.
func (s *Screen) handed(f screen.Frame, inv partner.Invitation) string {
	words, reminders := "", 0
	for _, h := range inv.HandedOver {
		if h.Reminder {
			reminders++
		}
		words = f.Text.Common.Channels[string(h.Channel)]
	}
	if reminders > 0 {
		return f.Text.Count(f.Text.Invitations.Reminders, reminders)
	}
	return words
}
