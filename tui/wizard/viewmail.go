package wizard

import (
	"fmt"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// viewMail draws the second step: the fields, the box with the three parts, and
// what the link says.
func (w *Wizard) viewMail(f screen.Frame) screen.View {
	p := newPage(f)
	p.lines = append(p.lines, w.header(f))
	w.viewMailFields(p, f)
	foot := w.viewAnatomy(f)
	w.viewBox(p, f, f.Height-len(p.lines)-len(foot))
	p.lines = append(p.lines, foot...)
	return p.cut(f, 0)
}

func (w *Wizard) viewMailFields(p *page, f screen.Frame) {
	t, th, m := f.Text.Wizard.Mail, f.Theme, &w.mail
	label := max(cell.Width(t.To), cell.Width(t.Subject))
	left := label + 3
	for _, row := range []struct {
		at    part
		label string
		field *widget.Field
	}{{partTo, t.To, &m.to}, {partSubject, t.Subject, &m.subject}} {
		room := max(f.Width-left-1, 1)
		if row.at == partTo {
			room = max(room-20, 1) // the state stands beside it
		}
		line := " " + th.Label.S(cell.Fit(row.label, label)) + "  "
		if m.at == row.at {
			text, column := row.field.View(room)
			p.focus, p.column = len(p.lines), left+column
			line = " " + th.Title.S(cell.Fit(row.label, label)) + "  " + th.Field.S(text)
		} else {
			line += cell.Cut(safetext.Line(row.field.Value()), room)
		}
		if row.at == partTo {
			line = w.withState(f, line)
		}
		p.lines = append(p.lines, line)
	}
}

// viewAnatomy draws what the link says, and how long the mail link is.
func (w *Wizard) viewAnatomy(f screen.Frame) []string {
	th, t := f.Theme, f.Text.Wizard.Mail
	meter := fmt.Sprintf(t.Meter, f.Text.Number(w.mail.length), f.Text.Number(w.deps.MailLimit))
	meterStyle := th.Dim
	if w.tooLong() {
		meterStyle = th.Warn
		meter += f.Text.Common.Colon + t.TooLong
	}
	sign, style := th.Glyphs.Check+" ", th.Good
	words := w.mail.anatomy.line(f.Text, max(f.Width-4, 1))
	switch {
	case w.mail.damage != "":
		sign, style, words = th.Glyphs.Cross+" ", th.Error, safetext.Line(w.mail.damage)
	case !w.mail.anatomy.good():
		sign, style = th.Glyphs.Cross+" ", th.Error
	case len(w.mail.anatomy.findings) > 0:
		sign, style = th.Glyphs.Warning+" ", th.Warn
	}
	if w.Asking(slotHandOver) || w.Asking(slotEditor) {
		meter, meterStyle = t.Working+" "+cell.Ellipsis, th.Notice
	}
	var lines []string
	wrap := func(style theme.Paint, text string) {
		for _, line := range cell.Wrap(text, max(f.Width-2, 1)) {
			lines = append(lines, " "+style.S(line))
		}
	}
	first := sign + words
	if gap := f.Width - 2 - cell.Width(first) - cell.Width(meter); gap >= 2 {
		lines = []string{" " + style.S(first) + cell.Spaces(gap) + meterStyle.S(meter)}
	} else {
		wrap(style, first)
		wrap(meterStyle, meter)
	}
	if w.unasked {
		wrap(th.Warn, th.Glyphs.Warning+" "+t.FromProfile)
	}
	return lines
}

// viewBox draws opening, link and closing in a box of height lines.
func (w *Wizard) viewBox(p *page, f screen.Frame, height int) {
	m, t := &w.mail, f.Text.Wizard.Mail
	inner := max(f.Width-6, 2)
	link := cell.Wrap(safetext.Block(w.inv.Draft.Link), inner)
	const rules = 4
	if most := max((height-rules)/6, 1); len(link) > most {
		link = []string{cell.Cut(safetext.Block(w.inv.Draft.Link), inner)}
	}
	above, below := m.share(inner, max(height-rules-len(link), 2))
	from := fmt.Sprintf(t.From, safetext.Line(w.deps.Profile.Company), safetext.Line(w.deps.Profile.TenantID))
	g := f.Theme.Glyphs
	p.lines = append(p.lines, rule(f, g.TopLeft, from, g.TopRight))
	w.viewPart(p, f, partOpening, inner, above)
	p.lines = append(p.lines, rule(f, g.TeeLeft, t.Locked, g.TeeRight))
	for _, line := range link {
		p.lines = append(p.lines, boxed(f, f.Theme.Locked, cell.Fit(line, inner)))
	}
	p.lines = append(p.lines, rule(f, g.TeeLeft, "", g.TeeRight))
	w.viewPart(p, f, partClosing, inner, below)
	p.lines = append(p.lines, rule(f, g.BottomLeft, "", g.BottomRight))
}

// share divides rows among the two texts: each what it needs if there is room,
// otherwise the one that is edited gets most. What is left over stays empty at
// the end, so that the box keeps its size while the text grows.
func (m *mailStep) share(width, rows int) (above, below int) {
	needAbove, needBelow := m.opening.Rows(width, rows), m.closing.Rows(width, rows)
	if needAbove+needBelow <= rows {
		return needAbove, rows - needAbove
	}
	least := max(rows/3, 1)
	if m.at == partClosing {
		above = max(min(needAbove, least), rows-needBelow)
		return above, rows - above
	}
	below = max(min(needBelow, least), rows-needAbove)
	return rows - below, below
}

// viewPart draws one of the two texts in rows lines.
func (w *Wizard) viewPart(p *page, f screen.Frame, at part, inner, rows int) {
	e := w.mail.opening
	if at == partClosing {
		e = w.mail.closing
	}
	lines := e.Layout(inner, rows)
	if w.mail.at == at {
		row, column := e.Cursor()
		p.focus, p.column = len(p.lines)+row, column+3
	}
	up, down := e.Above(), e.Below()
	for i := range max(rows, 0) {
		text := ""
		if i < len(lines) {
			text = lines[i]
		}
		line := boxed(f, f.Theme.Text, cell.Fit(text, inner))
		switch { // a sign beside the frame where the text goes on
		case i == 0 && up:
			line = more(f, line, f.Theme.Glyphs.Up)
		case i == rows-1 && down:
			line = more(f, line, f.Theme.Glyphs.Down)
		}
		p.lines = append(p.lines, line)
	}
}

// boxed puts a line between the sides of the box.
func boxed(f screen.Frame, style theme.Paint, text string) string {
	side := f.Theme.Border.S(f.Theme.Glyphs.Vertical)
	return " " + side + " " + style.S(text) + " " + side
}

// more puts a sign in place of the right side of the box.
func more(f screen.Frame, line, sign string) string {
	return line[:len(line)-len(f.Theme.Border.S(f.Theme.Glyphs.Vertical))] + f.Theme.Key.S(sign)
}

// rule draws a horizontal line of the box with words in it.
func rule(f screen.Frame, left, words, right string) string {
	width := max(f.Width-2, 2)
	h := f.Theme.Glyphs.Horizontal
	line := left + h
	if words != "" {
		line += " " + cell.Cut(words, max(width-6, 1)) + " "
	}
	for cell.Width(line) < width-1 {
		line += h
	}
	return " " + f.Theme.Border.S(line+right)
}
