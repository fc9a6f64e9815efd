package wizard

import (
	"strconv"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
)

// page collects the lines of a view. Text is made safe and wrapped here, before
// any style.
type page struct {
	th     *theme.Theme
	width  int
	lines  []string
	focus  int // line that must stay visible
	column int // of the cursor on that line; -1 for none
}

func newPage(f screen.Frame) *page { return &page{th: f.Theme, width: f.Width, column: -1} }

// text adds a paragraph, wrapped and indented.
func (p *page) text(style theme.Paint, indent int, s string) {
	p.hanging(style, indent, "", s)
}

// hanging adds a paragraph with a sign before its first line.
func (p *page) hanging(style theme.Paint, indent int, sign, s string) {
	pad := cell.Width(sign)
	for i, line := range cell.Wrap(safetext.Line(s), max(p.width-indent-pad-1, 1)) {
		lead := cell.Spaces(pad)
		if i == 0 {
			lead = sign
		}
		p.lines = append(p.lines, cell.Spaces(indent)+style.S(lead+line))
	}
}

func (p *page) blank() { p.lines = append(p.lines, "") }

// cut gives the lines that fit, with the first head lines kept and the focus in
// sight.
func (p *page) cut(f screen.Frame, head int) screen.View {
	lines, row := p.lines, p.focus
	if over := len(lines) - f.Height; over > 0 && f.Height > head {
		room := f.Height - head
		from := min(max(row-head-room+2, 0), over)
		lines = append(append([]string{}, lines[:head]...), lines[head+from:]...)
		row -= from
	}
	lines = lines[:min(len(lines), max(f.Height, 0))]
	for i, line := range lines {
		if cell.Width(line) > f.Width {
			lines[i] = cell.Cut(line, f.Width)
		}
	}
	v := screen.View{Lines: lines}
	if p.column >= 0 && row >= 0 && row < len(lines) && p.column < f.Width {
		v.Cursor = &screen.Cursor{Row: row, Column: p.column}
	}
	return v
}

// View draws the step that is reached, below the three steps.
func (w *Wizard) View(f screen.Frame) screen.View {
	var v screen.View
	switch {
	case f.Width < 1 || f.Height < 1:
		return screen.View{}
	case w.step == stepFinish:
		v = w.viewFinish(f)
	case w.step == stepMail:
		v = w.viewMail(f)
	case w.trouble != nil || w.Asking(slotPrepare):
		v = w.viewTrouble(f)
	default:
		v = w.viewRights(f)
	}
	if w.dialog != nil {
		v.Lines = w.dialog.Over(v.Lines, f.Theme, f.Width, f.Height)
		v.Cursor = nil
	}
	return v
}

// header shows the title and the steps. Where both have no room the title goes.
func (w *Wizard) header(f screen.Frame) string {
	t, g := f.Text.Wizard, f.Theme.Glyphs
	title := t.Title
	if w.reminder {
		title = t.ReminderTitle
	}
	var plain, styled []string
	for i, name := range t.Steps {
		n := i + 1
		if w.reminder && n == stepRights {
			continue
		}
		sign, style := g.RadioOff, f.Theme.Dim
		switch {
		case n < w.step:
			sign, style = g.Check, f.Theme.Good
		case n == w.step:
			sign, style = g.RadioOn, f.Theme.Title
		}
		if n == w.step {
			style = f.Theme.Title
		}
		words := sign + " " + strconv.Itoa(len(plain)+1) + " " + name
		plain, styled = append(plain, words), append(styled, style.S(words))
	}
	steps := strings.Join(plain, "   ")
	gap := f.Width - 1 - cell.Width(title) - cell.Width(steps) - 1
	if gap < 2 {
		return " " + strings.Join(styled, "  ")
	}
	return " " + f.Theme.Title.S(title) + cell.Spaces(gap) + strings.Join(styled, "   ")
}

// state says whether what was typed is stored.
func (w *Wizard) state(t *i18n.Strings, th *theme.Theme) (string, theme.Paint) {
	words := t.Wizard
	switch {
	case w.reminder || !w.inv.CanEdit():
		return "", th.Dim
	case w.saveErr != nil:
		return th.Glyphs.Cross + " " + words.NotSaved + t.Common.Colon + t.Error(partner.CodeOf(w.saveErr)).What, th.Error
	case w.unsaved():
		return words.Saving, th.Dim
	case w.inv.Revision > 0:
		return th.Glyphs.Check + " " + words.Saved, th.Dim
	}
	return "", th.Dim
}

// withState puts the state at the right end of a line, if there is room.
func (w *Wizard) withState(f screen.Frame, line string) string {
	state, style := w.state(f.Text, f.Theme)
	room := f.Width - cell.Width(line) - 3
	if state == "" || room < 6 {
		return line
	}
	if cell.Width(state) > room && w.saveErr != nil { // a notice has told why
		state = f.Theme.Glyphs.Cross + " " + f.Text.Wizard.NotSaved
	}
	state = cell.Cut(state, room)
	return line + cell.Spaces(f.Width-1-cell.Width(line)-cell.Width(state)) + style.S(state)
}
