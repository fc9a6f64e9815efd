package removal

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

// View draws what keeps the relationship and what follows from its end.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Removal, f.Theme
	name := safetext.Line(s.customer.CompanyName)
	lines := []string{" " + th.Title.S(cell.Cut(fmt.Sprintf(t.Title, name), max(f.Width-2, 1))) + "  " + th.Dim.S(safetext.Line(s.customer.Domain)), ""}
	v := screen.View{Lines: append(lines, s.scroll.Show(s.text(f), f.Width, max(f.Height-len(lines), 0))...)}
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	switch {
	case s.typed != nil:
		drawn, row, column := s.typed.Over(v.Lines, th, f.Width, f.Height)
		v.Lines = drawn
		if column >= 0 {
			v.Cursor = &screen.Cursor{Row: row, Column: column}
		}
	case s.dialog != nil:
		v.Lines = s.dialog.Over(v.Lines, th, f.Width, f.Height)
	}
	return v
}

func (s *Screen) text(f screen.Frame) []string {
	t, th := f.Text.Removal, f.Theme
	var lines []string
	heading := func(text string) { lines = append(lines, " "+th.Heading.S(text)) }
	say := func(indent int, text string) {
		lines = append(lines, widget.Paragraph(text, indent, f.Width-1)...)
	}
	item := func(sign, text string) { lines = append(lines, widget.Item(sign, text, 3, f.Width-1)...) }
	if s.failure != nil {
		say(1, th.Glyphs.Cross+" "+f.Text.Explain(s.failure).Text())
		lines = append(lines, "")
	}
	switch {
	case s.Asking(slotChange):
		say(1, t.Working)
	case s.Asking(slotCheck):
		say(1, t.Checking)
	case s.checked && s.check.Clear() && len(s.check.Unchecked) == 0:
		say(1, th.Glyphs.Check+" "+t.NothingKeeps)
	case s.checked && !s.check.Clear():
		heading(f.Text.Count(t.Keeps, len(s.check.Blockers)))
	}
	for _, kind := range []partner.BlockerKind{partner.BlockerSubscription, partner.BlockerPending, partner.BlockerReservation, partner.BlockerSoftware} {
		way := ""
		for _, b := range s.check.Blockers {
			if b.Kind == kind {
				item(th.Glyphs.Cross, blocker(f.Text, b))
				way = t.Ways[string(kind)]
			}
		}
		if way != "" {
			say(5, way)
		}
	}
	for _, kind := range s.check.Unchecked {
		item(th.Glyphs.Warning, fmt.Sprintf(t.Unchecked, t.Kinds[string(kind)]))
	}
	lines = append(lines, "")
	heading(t.Consequences)
	for _, sentence := range t.Effects {
		item("-", strings.TrimPrefix(sentence, "- "))
	}
	lines = append(lines, "")
	heading(t.RightsAlone)
	say(3, t.RightsAloneTell)
	return lines
}

// blocker names one thing that keeps the relationship.
func blocker(text *i18n.Strings, b partner.Blocker) string {
	t := text.Removal
	line := t.Kinds[string(b.Kind)] + text.Common.Colon + b.Name
	if held := text.Held(b); held != "" {
		line += text.Common.Comma + held
	}
	if !b.Ends.IsZero() {
		ends := t.Ends
		if b.AutoRenew {
			ends = t.Renews
		}
		line += text.Common.Comma + fmt.Sprintf(ends, text.Date(b.Ends))
	}
	return line
}
