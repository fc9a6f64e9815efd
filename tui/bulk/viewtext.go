package bulk

import (
	"fmt"

	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
	"cspdesk/tui/widget/editor"
)

// viewText draws the second step: a letter with the place of the link in its
// middle, or a mail as it will leave.
func (s *Screen) viewText(f screen.Frame) screen.View {
	l := &s.letters
	switch {
	case l.reading:
		return s.viewMail(f)
	case len(l.langs) == 0:
		lines := []string{s.header(f), ""}
		return screen.View{Lines: append(lines, widget.Paragraph(f.Text.Bulk.NoLetters, 1, f.Width-1)...)}
	}
	t, th := f.Text.Bulk, f.Theme
	mails := f.Text.Number(l.mails[l.lang])
	name := f.Text.MailLanguage(l.langs[l.lang])
	head := fmt.Sprintf(t.LetterOne, name, mails)
	if len(l.langs) > 1 {
		head = fmt.Sprintf(t.Letter, f.Text.Number(l.lang+1), f.Text.Number(len(l.langs)), name, mails)
	}
	v := screen.View{Lines: []string{s.header(f), s.withState(f, " "+th.Heading.S(head))}}
	label := f.Text.Wizard.Mail.Subject
	room := max(f.Width-cell.Width(label)-4, 1)
	if l.at == partSubject {
		text, column := l.subject.View(room)
		v.Cursor = &screen.Cursor{Row: 2, Column: cell.Width(label) + 3 + column}
		v.Lines = append(v.Lines, " "+th.Title.S(label)+"  "+th.Field.S(text))
	} else {
		v.Lines = append(v.Lines, " "+th.Label.S(label)+"  "+cell.Cut(safetext.Line(l.subject.Value()), room))
	}
	foot := s.footText(f)
	box, cursor := s.box(f, f.Height-len(v.Lines)-len(foot))
	if cursor != nil {
		v.Cursor = &screen.Cursor{Row: len(v.Lines) + cursor.Row, Column: cursor.Column}
	}
	v.Lines = append(append(v.Lines, box...), foot...)
	return v
}

// footText says what the places mean, or what is wrong with the letter.
func (s *Screen) footText(f screen.Frame) []string {
	t, th := f.Text.Bulk, f.Theme
	if s.letters.wrong != "" {
		return []string{" " + th.Error.S(cell.Cut(th.Glyphs.Cross+" "+safetext.Line(s.letters.wrong), f.Width-2))}
	}
	places := invite.PerCustomer()
	words := fmt.Sprintf(t.Places, places[0], places[1], places[2])
	if s.kind == partner.JobReminders {
		words = fmt.Sprintf(t.PlacesRemind, places[0], places[1])
	}
	var lines []string
	for _, line := range widget.Paragraph(words, 1, f.Width-1) {
		lines = append(lines, th.Dim.S(line))
	}
	return lines
}

// box draws opening, place of the link and closing in height lines.
func (s *Screen) box(f screen.Frame, height int) (lines []string, cursor *screen.Cursor) {
	l, t, g := &s.letters, f.Text.Bulk, f.Theme.Glyphs
	inner := max(f.Width-6, 2)
	const rules = 4
	above, below := l.share(inner, max(height-rules, 2))
	closing := l.closing
	if s.kind == partner.JobReminders {
		above, below, closing = max(height-rules-1, 1), 1, nil
	}
	lines = append(lines, rule(f, g.TopLeft, t.Around, g.TopRight))
	add := func(e *editor.Editor, at part, rows int) {
		for i, line := range layout(e, inner, rows) {
			text := boxed(f, f.Theme.Text, cell.Fit(line, inner))
			switch {
			case i == 0 && e.Above():
				text = more(f, text, g.Up)
			case i == rows-1 && e.Below():
				text = more(f, text, g.Down)
			}
			lines = append(lines, text)
		}
		if l.at == at {
			row, column := e.Cursor()
			cursor = &screen.Cursor{Row: len(lines) - rows + row, Column: column + 3}
		}
	}
	add(l.opening, partOpening, above)
	lines = append(lines, rule(f, g.TeeLeft, t.LinkHere, g.TeeRight), rule(f, g.TeeLeft, "", g.TeeRight))
	if closing != nil {
		add(closing, partClosing, below)
	} else {
		lines = append(lines, boxed(f, f.Theme.Dim, cell.Fit(t.ClosingKept, inner)))
	}
	return append(lines, rule(f, g.BottomLeft, "", g.BottomRight)), cursor
}

// layout gives exactly rows lines of a text.
func layout(e *editor.Editor, width, rows int) []string {
	lines := e.Layout(width, rows)
	for len(lines) < rows {
		lines = append(lines, "")
	}
	return lines[:rows]
}

// share divides rows among the two texts: each what it needs if there is room,
// otherwise the one that is edited gets most.
func (l *textStep) share(width, rows int) (above, below int) {
	needAbove, needBelow := l.opening.Rows(width, rows), l.closing.Rows(width, rows)
	least := max(rows/3, 1)
	switch {
	case needAbove+needBelow <= rows:
		return needAbove, rows - needAbove
	case l.at == partClosing:
		above = max(min(needAbove, least), rows-needBelow)
		return above, rows - above
	}
	below = max(min(needBelow, least), rows-needAbove)
	return rows - below, below
}

// viewMail draws a mail as it will leave.
func (s *Screen) viewMail(f screen.Frame) screen.View {
	l, t, th := &s.letters, f.Text.Bulk, f.Theme
	number, all := 0, 0
	for i := range s.batch.Rows {
		if s.canRead(i) {
			if all++; i <= l.row {
				number++
			}
		}
	}
	head := fmt.Sprintf(t.Preview, f.Text.Number(number), f.Text.Number(all))
	if name := who(s.batch.Rows[l.row]); name != "" {
		head += f.Text.Common.Colon + safetext.Line(name)
	}
	lines := []string{s.header(f), " " + th.Heading.S(cell.Cut(head, f.Width-2))}
	switch {
	case s.Asking(slotMail):
		return screen.View{Lines: append(lines, "", " "+th.Notice.S(f.Text.Wizard.Mail.Working+" "+cell.Ellipsis))}
	case l.mailErr != nil:
		words := widget.Paragraph(sentence(f.Text, l.mailErr), 1, f.Width-1)
		for _, line := range words {
			lines = append(lines, th.Error.S(line))
		}
		return screen.View{Lines: lines}
	}
	link := " " + th.Good.S(th.Glyphs.Check+" "+t.LinkWhole)
	if l.damage != "" {
		link = " " + th.Error.S(th.Glyphs.Cross+" "+fmt.Sprintf(t.LinkBroken, safetext.Line(l.damage)))
	}
	words := f.Text.Wizard.Mail
	text := []string{
		" " + th.Label.S(words.To) + "  " + safetext.Line(l.mail.To), " " + th.Label.S(words.Subject) + "  " + safetext.Line(l.mail.Draft.Subject), link, "",
	}
	text = append(text, widget.Paragraph(l.mail.Draft.Opening, 1, f.Width-1)...)
	text = append(text, "")
	for _, line := range widget.Paragraph(l.mail.Draft.Link, 1, f.Width-1) {
		text = append(text, th.Locked.S(line))
	}
	text = append(text, "")
	text = append(text, widget.Paragraph(l.mail.Draft.Closing, 1, f.Width-1)...)
	for i, line := range text {
		text[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: append(lines, l.scroll.Show(text, f.Width, f.Height-len(lines))...)}
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
	line := left + f.Theme.Glyphs.Horizontal
	if words != "" {
		line += " " + cell.Cut(words, max(width-6, 1)) + " "
	}
	for cell.Width(line) < width-1 {
		line += f.Theme.Glyphs.Horizontal
	}
	return " " + f.Theme.Border.S(line+right)
}
