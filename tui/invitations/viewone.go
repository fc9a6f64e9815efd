package invitations

import (
	"fmt"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// viewOne draws one invitation with its history and its mail.
func (s *Screen) viewOne(f screen.Frame) screen.View {
	t, th, inv := f.Text.Invitations, f.Theme, s.selected()
	lines := []string{" " + th.Title.S(safetext.Line(s.who(inv))) + "  " + th.Badge.S(f.Text.Common.InvitationStates[string(inv.State)])}
	if putOff(f, inv) {
		lines[0] += "  " + th.Dim.S(fmt.Sprintf(t.PutOff, f.Text.Date(inv.SnoozeUntil.In(f.Now.Location()))))
	}
	if inv.Due(f.Now, s.d.DueAfter) {
		lines[0] += "  " + th.Warn.S(th.Glyphs.Warning+" "+t.Due)
	}
	facts := s.facts(f, inv)
	label := 0
	for _, fact := range facts {
		label = max(label, cell.Width(fact[0]))
	}
	var text []string
	for _, fact := range facts {
		for i, line := range cell.Wrap(safetext.Block(fact[1]), max(f.Width-label-4, 1)) {
			name := cell.Spaces(label)
			if i == 0 {
				name = cell.Fit(fact[0], label)
			}
			text = append(text, " "+th.Label.S(name)+"  "+line)
		}
	}
	text = append(text, "", " "+th.Heading.S(t.TheMail), " "+th.Label.S(t.Subject)+"  "+safetext.Line(inv.Draft.Subject), "")
	text = append(text, widget.Paragraph(inv.Draft.Opening, 3, f.Width-1)...)
	text = append(text, "")
	for _, line := range widget.Paragraph(inv.Draft.Link, 3, f.Width-1) {
		text = append(text, th.Locked.S(line))
	}
	text = append(text, "")
	text = append(text, widget.Paragraph(inv.Draft.Closing, 3, f.Width-1)...)
	return screen.View{Lines: append(lines, s.scroll.Show(text, f.Width, f.Height-1)...)}
}

// facts are what is known of an invitation, each with its name.
func (s *Screen) facts(f screen.Frame, inv partner.Invitation) [][2]string {
	t := f.Text.Invitations
	moment := func(at time.Time) string {
		return f.Text.Moment(at.In(f.Now.Location())) + f.Text.Common.Comma + f.Text.Age(f.Now, at)
	}
	var facts [][2]string
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, [2]string{name, value})
		}
	}
	rights := f.Text.Wizard.Link.NotAsked
	if inv.AdminRights {
		rights = f.Text.Wizard.Link.Asked
	}
	add(t.To, inv.To)
	add(t.Rights, rights)
	if c, ok := partner.CountryByCode(inv.Country); ok {
		add(t.Country, f.Text.CountryName(c.Code, c.Name))
	}
	add(t.Mail, f.Text.MailLanguage(inv.MailLang))
	add(t.Provider, inv.Provider)
	add(t.Note, inv.Note)
	add(t.Created, moment(inv.CreatedAt)+f.Text.Common.Comma+inv.CreatedBy)
	if !inv.FinishedAt.IsZero() {
		add(t.Finished, moment(inv.FinishedAt))
	}
	for i, h := range inv.HandedOver {
		name := ""
		if i == 0 {
			name = t.History
		}
		what := f.Text.Common.Channels[string(h.Channel)]
		if h.Reminder {
			what += " (" + t.Reminded + ")"
		}
		if h.Detail != "" {
			what += f.Text.Common.Colon + i18n.Word(f.Text.Wizard.Routes, h.Detail)
		}
		facts = append(facts, [2]string{name, moment(h.At) + f.Text.Common.Comma + what})
	}
	if len(inv.HandedOver) == 0 {
		add(t.History, t.NotHanded)
	}
	if inv.State == partner.StateAccepted {
		add(t.Accepted, moment(inv.AcceptedAt)+f.Text.Common.Comma+fmt.Sprintf(t.AcceptedBy, s.acceptorOf(inv)))
	}
	add(t.ID, inv.ID)
	return facts
}

// viewMatch draws the choice of a customer.
func (s *Screen) viewMatch(f screen.Frame) screen.View {
	t, th, m := f.Text.Invitations, f.Theme, s.match
	title := cell.Cut(safetext.Line(fmt.Sprintf(t.MatchTitle, s.who(m.inv))), max(f.Width-2, 1))
	value, column := m.search.View(max(f.Width-5, 1))
	v := screen.View{
		Lines:  []string{" " + th.Title.S(title), " " + th.Key.S("/") + " " + th.Field.S(value), ""},
		Cursor: &screen.Cursor{Row: 1, Column: 3 + column},
	}
	if f.Height < 2 || 3+column >= f.Width {
		v.Cursor = nil
	}
	switch {
	case m.failure != nil:
		text := f.Text.Error(partner.CodeOf(m.failure))
		v.Lines = append(v.Lines, " "+th.Error.S(th.Glyphs.Cross+" "+text.What))
		v.Lines = append(v.Lines, widget.Paragraph(text.Do, 1, f.Width)...)
		return v
	case m.read && len(m.rows) == 0:
		v.Lines = append(v.Lines, widget.Paragraph(t.NoCustomers, 1, f.Width)...)
		return v
	}
	name := max((f.Width-5)/2, 1)
	for _, slot := range m.list.Visible(candidates(m.rows), max(f.Height-3, 0)) {
		c := m.rows[slot.Row]
		line := "   " + cell.Fit(safetext.Line(c.CompanyName), name) + " " + cell.Cut(safetext.Line(c.Domain), name)
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		v.Lines = append(v.Lines, line)
	}
	return v
}
