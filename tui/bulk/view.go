package bulk

import (
	"fmt"
	"strconv"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// View draws the step that is reached.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	var v screen.View
	switch {
	case s.failure != nil:
		text := f.Text.Explain(s.failure)
		v.Lines = []string{s.header(f), "", " " + f.Theme.Error.S(f.Theme.Glyphs.Cross+" "+text.What)}
		v.Lines = append(v.Lines, widget.Paragraph(i18n.Join(text.Detail, text.Advice()), 1, f.Width)...)
	case s.form != nil:
		v = s.viewForm(f)
	case s.round == nil:
		v.Lines = []string{s.header(f)}
		if s.Asking(slotBegin) {
			v.Lines = append(v.Lines, "", " "+f.Theme.Notice.S(f.Text.Bulk.Begin+" "+cell.Ellipsis))
		}
	case s.step == stepCheck:
		v = s.viewCheck(f)
	case s.step == stepText:
		v = s.viewText(f)
	default:
		v = s.viewHand(f)
	}
	for i, line := range v.Lines {
		if cell.Width(line) > f.Width {
			v.Lines[i] = cell.Cut(line, f.Width)
		}
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	if v.Cursor != nil && v.Cursor.Row >= len(v.Lines) {
		v.Cursor = nil
	}
	if e := s.earlier; e != nil {
		tell := f.Text.Bulk.EarlierTell[string(s.kind)]
		s.dialog.Body = []string{fmt.Sprintf(tell, f.Text.Moment(e.At.In(f.Now.Location())), f.Text.Number(e.Waiting()))}
	}
	if s.dialog != nil {
		v.Lines, v.Cursor = s.dialog.Over(v.Lines, f.Theme, f.Width, f.Height), nil
	}
	return v
}

// viewForm draws the form that asks for a file.
func (s *Screen) viewForm(f screen.Frame) screen.View {
	t, th := f.Text.Bulk, f.Theme
	v := screen.View{Lines: []string{" " + th.Title.S(t.FileTitle)}}
	columns := invite.RowColumns()
	v.Lines = append(v.Lines, widget.Paragraph(fmt.Sprintf(t.FileColumns, strings.Join(columns, ", "), columns[0]), 1, f.Width-1)...)
	v.Lines = append(v.Lines, "")
	if s.Asking(slotBegin) {
		v.Lines[len(v.Lines)-1] = " " + th.Notice.S(t.Begin+" "+cell.Ellipsis)
	}
	form, row, column := s.form.View(th, f.Width, max(f.Height-len(v.Lines), 0))
	if column >= 0 {
		v.Cursor = &screen.Cursor{Row: row + len(v.Lines), Column: column}
	}
	v.Lines = append(v.Lines, form...)
	return v
}

// withFoot puts lines at the end of the view.
func withFoot(f screen.Frame, lines, foot []string) []string {
	for len(lines)+len(foot) < f.Height {
		lines = append(lines, "")
	}
	return append(lines, foot...)
}

// header shows the title and the steps. Where both have no room the title goes.
func (s *Screen) header(f screen.Frame) string {
	t, th := f.Text.Bulk, f.Theme
	title := t.Title[string(s.kind)]
	var plain, styled []string
	for i, name := range t.Steps {
		sign, style := th.Glyphs.RadioOff, th.Dim
		switch {
		case i+1 < s.step:
			sign, style = th.Glyphs.Check, th.Good
		case i+1 == s.step:
			sign, style = th.Glyphs.RadioOn, th.Title
		}
		words := sign + " " + strconv.Itoa(i+1) + " " + name
		plain, styled = append(plain, words), append(styled, style.S(words))
	}
	steps := strings.Join(plain, "   ")
	gap := f.Width - 2 - cell.Width(title) - cell.Width(steps)
	if gap < 2 {
		return " " + strings.Join(styled, "  ")
	}
	return " " + th.Title.S(title) + cell.Spaces(gap) + strings.Join(styled, "   ")
}

// withState puts whether everything is kept at the right end of a line, if there
// is room.
func (s *Screen) withState(f screen.Frame, line string) string {
	state, style := s.state(f)
	line = cell.Cut(line, f.Width-1)
	room := f.Width - cell.Width(line) - 3
	if state == "" || room < 6 || s.unsaved.err == nil && cell.Width(state) > room {
		return line
	}
	state = cell.Cut(state, room)
	return line + cell.Spaces(f.Width-1-cell.Width(line)-cell.Width(state)) + style.S(state)
}

// result is the sign and the short word for what became of a row.
func (s *Screen) result(f screen.Frame, row invite.BulkRow) (sign string, style theme.Paint, words string) {
	t, th := f.Text.Bulk, f.Theme
	switch {
	case row.State == partner.RowDone:
		return th.Glyphs.Check, th.Good, t.Results[string(row.Way)]
	case row.State == partner.RowUnchanged:
		return th.Glyphs.Check, th.Dim, t.Asked
	case row.State == partner.RowUnclear:
		return th.Glyphs.Warning, th.Warn, t.Unclear
	case row.State == partner.RowFailed:
		return th.Glyphs.Cross, th.Error, f.Text.Common.Outcomes[string(partner.OutcomeFailed)]
	case row.Out:
		return " ", th.Dim, t.Out
	}
	return " ", th.Dim, t.Waits
}

// became says in whole sentences what became of a row.
func (s *Screen) became(f screen.Frame, row invite.BulkRow) string {
	t := f.Text.Bulk
	switch row.State {
	case partner.RowDone:
		text := t.Results[string(row.Way)]
		if row.Detail != "" {
			detail := row.Detail
			if words, ok := f.Text.Wizard.Routes[detail]; ok {
				detail = words
			}
			text += f.Text.Common.Colon + safetext.Line(detail)
		}
		return text
	case partner.RowUnchanged:
		if s.kind == partner.JobReminders {
			return t.Means[string(invite.VerdictReminded)]
		}
		return fmt.Sprintf(t.Means[string(invite.VerdictAsked)], row.Invitation)
	case partner.RowUnclear:
		return t.UnclearMeans
	case partner.RowFailed:
		return sentence(f.Text, partner.NewError(row.Code, row.Detail, nil))
	}
	return t.Waits
}
