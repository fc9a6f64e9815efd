package welcome

import (
	"fmt"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
)

// page collects lines, and where the focus is among them.
type page struct {
	lines  []string
	width  int
	focus  int
	column int // of the cursor; -1 for none
}

// text adds a paragraph with a sign before its first line.
func (p *page) text(style theme.Paint, indent int, sign, s string) {
	pad := cell.Width(sign)
	for i, line := range cell.Wrap(safetext.Line(s), max(p.width-indent-pad-1, 1)) {
		lead := cell.Spaces(pad)
		if i == 0 {
			lead = sign
		}
		p.lines = append(p.lines, cell.Spaces(indent)+style.S(lead+line))
	}
}

// view gives the lines around the focus that fit.
func (p *page) view(f screen.Frame) screen.View {
	from := max(min(p.focus-f.Height+4, len(p.lines)-f.Height), 0)
	lines := p.lines[from:min(from+f.Height, len(p.lines))]
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	v := screen.View{Lines: lines}
	if row := p.focus - from; p.column >= 0 && p.column < f.Width && row >= 0 && row < len(lines) {
		v.Cursor = &screen.Cursor{Row: row, Column: p.column}
	}
	return v
}

// View draws the choice or the form.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	if s.joining {
		return s.connect.view(f)
	}
	p := &page{width: f.Width, column: -1}
	if s.filling {
		s.viewForm(p, f)
	} else {
		s.viewChoice(p, f)
	}
	if s.Asking(slotCreate) {
		p.focus, p.column = len(p.lines), -1
		p.text(f.Theme.Notice, 1, "", f.Text.Welcome.Working+" "+cell.Ellipsis)
	}
	return p.view(f)
}

func (s *Screen) viewChoice(p *page, f screen.Frame) {
	t, th := f.Text.Welcome, f.Theme
	roomy := f.Height >= 18
	if roomy {
		p.lines = append(p.lines, "")
	}
	p.lines = append(p.lines, " "+th.Title.S(t.Title))
	if roomy {
		p.lines = append(p.lines, "")
	}
	p.text(th.Text, 1, "", t.Intro)
	p.lines = append(p.lines, "")
	for at, words := range [choices][2]string{practice: {t.Practice, t.PracticeMeans}, connect: {t.Connect, t.ConnectMeans}, offline: {t.Offline, t.OfflineMeans}} {
		sign, style := th.Glyphs.RadioOff+" ", th.Text
		if choice(at) == s.at {
			sign, style, p.focus = th.Glyphs.RadioOn+" ", th.Selected, len(p.lines)
		}
		p.text(style, 1, sign, words[0])
		if roomy || choice(at) == s.at {
			p.text(th.Dim, 5, "", words[1])
		}
		if roomy {
			p.lines = append(p.lines, "")
		}
	}
	s.viewFailure(p, f)
}

// viewFailure says why the last try did not work, with its detail.
func (s *Screen) viewFailure(p *page, f screen.Frame) {
	if s.failure == nil {
		return
	}
	x := f.Text.Explain(s.failure)
	p.text(f.Theme.Error, 1, f.Theme.Glyphs.Cross+" ", x.Text())
	if x.Detail != "" {
		p.text(f.Theme.Dim, 3, "", x.Detail)
	}
}

func (s *Screen) viewForm(p *page, f screen.Frame) {
	t, th, form := f.Text.Welcome, f.Theme, &s.form
	p.lines = append(p.lines, " "+th.Title.S(cell.Cut(t.FormTitle, max(f.Width-2, 1))), "")
	if form.theCloud() == partner.CloudGermany {
		p.text(th.Warn, 1, th.Glyphs.Warning+" ", t.CloudClosed)
	}
	names := map[place]string{
		company: t.Company, tenant: t.Tenant, country: t.Country, kind: t.Kind, cloud: t.Cloud,
		mpn: t.MPN, provider: t.Provider, link: t.Link,
	}
	label := 0
	for _, name := range names {
		label = max(label, cell.Width(name))
	}
	for _, at := range form.fields() {
		s.viewField(p, f, at, names[at], label)
	}
	s.viewFailure(p, f)
}

// viewField draws a field and, below it, what is wrong with it, or, while it
// has the focus, where to find what it asks for.
func (s *Screen) viewField(p *page, f screen.Frame, at place, name string, label int) {
	th, form := f.Theme, &s.form
	left, focused := label+3, form.at == at
	room := max(f.Width-left-1, 1)
	style, value := th.Label, ""
	if focused {
		style, p.focus = th.Title, len(p.lines)
	}
	switch field := form.typed[at]; {
	case field == nil:
		value = s.chosen(f, at)
		if focused {
			value = th.Selected.S(th.Glyphs.Left + " " + value + " " + th.Glyphs.Right)
		}
	case focused:
		text, column := field.View(min(room, 60))
		value, p.column = th.Field.S(text), left+column
	default:
		value = cell.Cut(safetext.Line(field.Value()), room)
	}
	p.lines = append(p.lines, " "+style.S(cell.Fit(name, label))+"  "+value)
	why := form.mistake(at)
	switch {
	case focused && at == country && s.candidates() != "":
		p.text(th.Dim, left, "", s.candidates())
	case why != "" && (form.tried || !focused && form.typed[at] != nil && form.value(at) != ""):
		p.text(th.Error, left, "", why)
	}
	if focused {
		p.text(th.Dim, left, "", s.where(f, at))
	}
}

func (s *Screen) chosen(f screen.Frame, at place) string {
	if at == kind {
		return f.Text.Common.Kinds[string(s.form.partnerKind())]
	}
	return f.Text.Common.Clouds[string(s.form.theCloud())]
}

// candidates names the countries that the typed text may mean.
func (s *Screen) candidates() string {
	_, found := s.text.FindCountry(s.form.value(country))
	if len(found) == 0 {
		return ""
	}
	return fmt.Sprintf(s.text.Welcome.Candidates, s.text.CountryNames(found))
}

// where says where to find what a field asks for.
func (s *Screen) where(f screen.Frame, at place) string {
	t := f.Text.Welcome
	words := map[place]string{
		company: t.CompanyWhere, tenant: t.TenantWhere, country: t.CountryWhere, kind: t.KindWhere, cloud: t.CloudWhere,
		mpn: t.MPNWhere, provider: t.ProviderWhere, link: t.LinkWhere,
	}[at]
	if at == cloud && s.form.needsLink() || at == link {
		words = i18n.Join(fmt.Sprintf(t.LinkOtherwise, f.Text.Common.Clouds[string(s.form.theCloud())]), words)
	}
	return words
}
