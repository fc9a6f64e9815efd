package wizard

import (
	"fmt"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// viewRights draws the first step.
func (w *Wizard) viewRights(f screen.Frame) screen.View {
	p := newPage(f)
	p.lines = append(p.lines, w.header(f))
	roomy := f.Height >= 19
	if roomy {
		p.blank()
	}
	t, th := f.Text.Wizard.Rights, f.Theme
	p.lines = append(p.lines, w.withState(f, " "+th.Heading.S(cell.Cut(t.Question, f.Width-2))))
	w.viewChoice(p, f)
	if roomy {
		p.blank()
	}
	w.viewCautions(p, f)
	w.viewFields(p, f)
	return p.cut(f, 1)
}

// viewChoice draws the two choices with what they mean.
func (w *Wizard) viewChoice(p *page, f screen.Frame) {
	t, th, r := f.Text.Wizard.Rights, f.Theme, &w.rights
	choice := func(on bool, label string) {
		sign, style := th.Glyphs.RadioOff, th.Text
		if on {
			sign = th.Glyphs.RadioOn
		}
		if on && r.at == stopRights {
			p.focus, style = len(p.lines), th.Selected
		}
		p.hanging(style, 1, sign+" ", label)
	}
	choice(r.with, t.With)
	if r.with || f.Height >= 17 {
		p.text(th.Dim, 5, t.WithMeans)
		if r.profile.Cloud != partner.CloudChina { // there they are still granted so
			p.text(th.Dim, 5, t.Granular)
		}
	}
	if !r.profile.Cloud.AdminRightsOptional() {
		p.hanging(th.Off, 1, th.Glyphs.RadioOff+" ", t.Without)
		p.text(th.Warn, 5, fmt.Sprintf(t.AlwaysAsked, f.Text.Common.Clouds[string(r.profile.Cloud)]))
		return
	}
	choice(!r.with, t.Without)
	if !r.with || f.Height >= 17 {
		p.text(th.Dim, 5, t.WithoutMeans)
	}
}

// viewCautions draws what the person should know about cloud and role.
func (w *Wizard) viewCautions(p *page, f screen.Frame) {
	t, th := f.Text.Wizard.Rights, f.Theme
	warn := func(s string) { p.hanging(th.Warn, 1, th.Glyphs.Warning+" ", s) }
	switch w.deps.Profile.Cloud {
	case partner.CloudGermany:
		warn(t.Closed)
	case partner.CloudUSGov:
		warn(t.Government)
	}
	switch partner.May(w.deps.Profile.Roles, partner.DeedRequestRelationship) {
	case partner.Unsure:
		if len(w.deps.Profile.Roles) > 0 {
			warn(t.RoleUnsure)
		}
	case partner.Denied:
		warn(t.RoleDenied)
	}
}

// fieldRow is a line of the form.
type fieldRow struct {
	at     stop
	label  string
	field  *widget.Field // nil for a value that is chosen
	value  string
	empty  string // what belongs into an empty field
	hint   string // about what stands in it
	style  theme.Paint
	detail string
}

func (w *Wizard) viewFields(p *page, f screen.Frame) {
	rows := w.fieldRows(f)
	label := 0
	for _, row := range rows {
		label = max(label, cell.Width(row.label))
	}
	left := label + 3
	room := max(min(42, f.Width-left-1), 1)
	for _, row := range rows {
		focused := w.rights.at == row.at
		line := " " + f.Theme.Label.S(cell.Fit(row.label, label)) + "  "
		if focused {
			line = " " + f.Theme.Title.S(cell.Fit(row.label, label)) + "  "
			p.focus = len(p.lines)
		}
		if row.field != nil && row.field.Value() == "" { // what belongs here stands in its place
			if focused {
				p.column = left
			}
			p.lines = append(p.lines, line+f.Theme.Dim.S(cell.Cut(row.empty, f.Width-left-1)))
			continue
		}
		width := room
		if row.hint != "" && cell.Width(row.hint)+left+24 <= f.Width {
			width = min(room, f.Width-left-cell.Width(row.hint)-3)
		}
		value, column := w.fieldValue(row, f.Theme, width, focused)
		if focused && row.field != nil {
			p.column = left + column
		}
		line += value
		below := f.Width-left-width-3 < cell.Width(row.hint)
		shown := row.hint != "" && (focused || row.style != f.Theme.Dim)
		if shown && !below {
			line += "  " + row.style.S(row.hint)
		}
		p.lines = append(p.lines, line)
		if shown && below {
			p.text(row.style, left, row.hint)
		}
		if row.detail != "" {
			p.text(f.Theme.Dim, left, row.detail)
		}
	}
}

func (w *Wizard) fieldValue(row fieldRow, th *theme.Theme, width int, focused bool) (string, int) {
	if row.field == nil {
		value := cell.Cut(row.value, max(width-4, 1))
		if focused {
			value = th.Glyphs.Left + " " + value + " " + th.Glyphs.Right
			return th.Selected.S(value) + cell.Spaces(width-cell.Width(value)), 0
		}
		return cell.Fit(value, width), 0
	}
	if !focused {
		// The view of a field without focus starts at its beginning.
		return cell.Fit(safetext.Line(row.field.Value()), width), 0
	}
	text, column := row.field.View(width)
	return th.Field.S(text), column
}

func (w *Wizard) fieldRows(f screen.Frame) []fieldRow {
	t, th, r := f.Text.Wizard.Rights, f.Theme, &w.rights
	wrong := func(s stop) string {
		if r.tried || r.at != s {
			return r.mistake(s)
		}
		return ""
	}
	rows := []fieldRow{
		{at: stopName, label: t.Name, field: &r.name, empty: t.NameHint},
		{at: stopEmail, label: t.Email, field: &r.email, empty: t.EmailHint, hint: wrong(stopEmail), style: th.Error},
		{at: stopCountry, label: t.Country, field: &r.country, empty: t.CountryHint},
		{at: stopLanguage, label: t.MailIn, value: f.Text.MailLanguage(r.language), style: th.Dim},
		{at: stopSecond, label: t.AndIn, value: t.OneLanguage, style: th.Dim},
	}
	if r.languages() != r.language {
		rows[4].value = f.Text.MailLanguage(r.second)
	}
	rows[2].hint, rows[2].detail, rows[2].style = r.market(th)
	if why := wrong(stopCountry); why != "" {
		rows[2].hint, rows[2].style = why, th.Error
	}
	if r.profile.Kind == partner.KindIndirectReseller {
		row := fieldRow{at: stopProvider, label: t.Provider, field: &r.provider, empty: t.ProviderHint, hint: wrong(stopProvider), style: th.Error}
		if r.providers != nil {
			row.field, row.hint, row.value = nil, "", r.providerWords(t.NoProvider)
		}
		rows = append(rows, row)
	}
	return append(rows, fieldRow{at: stopNote, label: t.Note, field: &r.note, empty: t.NoteHint})
}

// providerWords names the chosen provider.
func (r *rightsStep) providerWords(none string) string {
	p := r.providers[r.chosen]
	switch {
	case p.TenantID == "":
		return none
	case p.Name == "":
		return safetext.Line(p.TenantID)
	}
	return safetext.Line(p.Name + " (" + p.TenantID + ")")
}

// viewTrouble draws the wait for the link, and what to do if there is none.
func (w *Wizard) viewTrouble(f screen.Frame) screen.View {
	p := newPage(f)
	p.lines = append(p.lines, w.header(f))
	p.blank()
	t, th := f.Text.Wizard.Rights, f.Theme
	if w.trouble == nil || w.Asking(slotPrepare) {
		p.text(th.Text, 1, t.Fetching+" "+cell.Ellipsis)
		return p.cut(f, 1)
	}
	text := f.Text.Explain(w.trouble.err)
	p.hanging(th.Error, 1, th.Glyphs.Cross+" ", t.CouldNot)
	p.text(th.Text, 3, text.Text())
	if text.Detail != "" {
		p.text(th.Dim, 3, text.Detail)
	}
	if text.CorrelationID != "" {
		p.text(th.Dim, 3, fmt.Sprintf(t.Correlation, text.CorrelationID))
	}
	p.blank()
	if w.trouble.pasting {
		w.viewPaste(p, f)
		return p.cut(f, 1)
	}
	option := func(key, label string) {
		p.lines = append(p.lines, "   "+th.Key.S(key)+"  "+cell.Cut(label, max(f.Width-8, 1)))
	}
	option("r", t.Retry)
	if w.trouble.offline {
		option("l", t.UseProfile)
	}
	option("p", t.Paste)
	return p.cut(f, 1)
}

func (w *Wizard) viewPaste(p *page, f screen.Frame) {
	t, th := f.Text.Wizard.Rights, f.Theme
	p.text(th.Dim, 1, t.PasteHelp)
	left := cell.Width(t.PasteLabel) + 3
	text, column := w.trouble.link.View(max(f.Width-left-1, 1))
	p.focus, p.column = len(p.lines), left+column
	p.lines = append(p.lines, " "+th.Title.S(t.PasteLabel)+"  "+th.Field.S(text))
	if w.trouble.why != "" {
		p.text(th.Error, 1, w.trouble.why)
	}
}
