package jobs

import (
	"fmt"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// View draws the numbers, and the rows below.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Licenses, f.Theme
	s.width = f.Width
	counts := s.job.Counts
	if s.running != nil {
		counts = s.progress.Counts
	}
	title := fmt.Sprintf(t.JobFor, t.JobTitle[string(s.job.Kind)], s.job.Subject)
	lines := []string{" " + th.Title.S(cell.Cut(safetext.Line(title), max(f.Width-2, 1)))}
	if s.read {
		finished := counts.Total - counts.Waiting
		lines = append(lines, " "+widget.Bar(th.Glyphs, finished, counts.Total, min(f.Width-20, 40))+" "+fmt.Sprintf(t.Progress, f.Text.Number(finished), f.Text.Number(counts.Total)),
			" "+f.Text.Counts(t.Counts[:], counts.Done, counts.Unchanged, counts.Failed, counts.Unclear))
		lines = append(lines, s.stateLines(f)...)
	}
	lines = append(lines, "")
	v := screen.View{}
	if s.form != nil {
		form, row, column := s.form.View(th, f.Width, max(f.Height-len(lines), 0))
		if column >= 0 {
			v.Cursor = &screen.Cursor{Row: row + len(lines), Column: column}
		}
		lines = append(lines, form...)
	} else {
		lines = append(lines, s.results(f, f.Height-len(lines))...)
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = lines[:min(len(lines), f.Height)]
	if s.dialog != nil {
		v.Lines, v.Cursor = s.dialog.Over(v.Lines, th, f.Width, f.Height), nil
	}
	return v
}

// results draws the rows, in some lines.
func (s *Screen) results(f screen.Frame, height int) (lines []string) {
	if s.read && len(s.shown) == 0 {
		lines = append(lines, " "+f.Theme.Dim.S(f.Text.Licenses.NoRows))
	}
	for _, slot := range s.list.Visible(rows{s}, max(height-len(lines), 0)) {
		line := s.line(f, s.shown[slot.Row], slot.Line)
		if slot.Cursor {
			line = f.Theme.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

// line draws one line of a row.
func (s *Screen) line(f screen.Frame, row partner.JobRow, n int) string {
	g := f.Theme.Glyphs
	beside, below := s.reason(row)
	if n > 0 {
		return f.Theme.Dim.S(below[n-1])
	}
	name, state, _ := s.columns()
	sign := map[partner.RowState]string{partner.RowDone: g.Check, partner.RowFailed: g.Cross, partner.RowUnclear: g.Warning}[row.State]
	return " " + cell.Fit(sign, 1) + " " + cell.Fit(safetext.Line(row.Name), name) + " " + cell.Fit(f.Text.Licenses.RowState[string(row.State)], state) + " " + beside
}

// stateLines say what the job waits for, or why it stopped.
func (s *Screen) stateLines(f screen.Frame) []string {
	t, th := f.Text.Licenses, f.Theme
	switch {
	case s.stopping:
		return []string{" " + th.Notice.S(t.Stopping+" "+cell.Ellipsis)}
	case s.running != nil && !s.progress.WaitingUntil.IsZero():
		return []string{" " + th.Warn.S(fmt.Sprintf(t.Waiting, s.progress.WaitingUntil.In(f.Now.Location()).Format("15:04:05")))}
	case partner.CodeOf(s.stopped) == partner.CodeCancelled:
		return widget.Paragraph(t.StoppedHere, 1, f.Width)
	case s.stopped != nil:
		return widget.Paragraph(fmt.Sprintf(t.Stopped, f.Text.Explain(s.stopped).Text()), 1, f.Width)
	}
	return []string{" " + th.Dim.S(stateOf(f, s.d, s.job))}
}
