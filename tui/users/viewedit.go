package users

import (
	"fmt"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// View draws the form, or the password that was made.
func (s *Editor) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Users, f.Theme
	title := s.title
	if s.was.ID != "" {
		title += f.Text.Common.Colon + s.was.PrincipalName
	}
	if s.showing() {
		lines := []string{heading(f, fmt.Sprintf(t.PasswordTitle, s.loginName()), s.customer), "", "   " + th.Focus.S(" "+safetext.Line(s.shown.Reveal())+" "), ""}
		lines = append(lines, widget.Paragraph(t.PasswordOnce, 1, f.Width)...)
		lines = lines[:min(len(lines), f.Height)]
		if s.dialog != nil {
			lines = s.dialog.Over(lines, th, f.Width, f.Height)
		}
		return screen.View{Lines: lines}
	}
	lines := []string{heading(f, title, s.customer), ""}
	switch {
	case s.Asking(slotWrite):
		lines[1] = " " + th.Notice.S(t.Working+" "+cell.Ellipsis)
	case s.Asking(slotDomains):
		lines[1] = " " + th.Dim.S(t.DomainsReading+" "+cell.Ellipsis)
	case s.failure != nil:
		lines[1] = " " + th.Warn.S(th.Glyphs.Warning+" "+safetext.Line(f.Text.Explain(s.failure).What))
	}
	form, row, column := s.form.View(th, f.Width, f.Height-len(lines))
	v := screen.View{Lines: append(lines, form...)}
	if column >= 0 {
		v.Cursor = &screen.Cursor{Row: row + len(lines), Column: column}
	}
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	if s.dialog != nil {
		v.Lines, v.Cursor = s.dialog.Over(v.Lines, th, f.Width, f.Height), nil
	}
	return v
}
