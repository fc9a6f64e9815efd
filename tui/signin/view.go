package signin

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

func (s *Screen) says(level screen.Level, text string, values ...any) tea.Cmd {
	if len(values) > 0 {
		text = fmt.Sprintf(text, values...)
	}
	return screen.Send(screen.Notice{Level: level, Text: text})
}

// View draws how far the sign-in is.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.SignIn, f.Theme
	lines := []string{" " + th.Title.S(t.Title), ""}
	add := func(lines []string, text string) []string {
		return append(lines, widget.Paragraph(text, 1, f.Width)...)
	}
	switch s.state {
	case starting:
		lines = add(lines, t.Starting+" "+cell.Ellipsis)
	case reading:
		lines = append(lines, " "+th.Good.S(th.Glyphs.Check+" "+cell.Cut(fmt.Sprintf(t.Done, safetext.Line(s.account)), max(f.Width-4, 1))))
		lines = add(lines, t.Reading+" "+cell.Ellipsis)
	case failed:
		lines = append(lines, s.failedLines(f)...)
	case waiting:
		if s.browser {
			lines = add(lines, t.BrowserWaits)
			lines = append(lines, "")
			lines = add(lines, t.BrowserAddress)
			lines = append(lines, whole(s.attempt.Page, f.Width)...)
		} else {
			lines = append(lines, s.codeLines(f)...)
		}
		lines = append(lines, "")
		lines = add(lines, t.Waiting+" "+cell.Ellipsis)
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines[:min(len(lines), f.Height)]}
}

// whole draws an address over as many lines as it needs, so that it can be
// copied from the screen.
func whole(address string, width int) []string {
	text, room := safetext.Clean(address), max(width-2, 1)
	var lines []string
	for len(text) > 0 {
		n := min(len(text), room)
		lines = append(lines, " "+text[:n])
		text = text[n:]
	}
	return lines
}

// codeLines are the steps, with the code large and alone.
func (s *Screen) codeLines(f screen.Frame) []string {
	t, th := f.Text.SignIn, f.Theme
	var lines []string
	step := func(n int, values ...string) {
		text := widget.Paragraph(t.CodeSteps[n-1], 4, f.Width)
		text[0] = fmt.Sprintf(" %d  ", n) + strings.TrimPrefix(text[0], "    ")
		lines = append(lines, text...)
		lines = append(lines, values...)
	}
	step(1, "      "+th.Key.S(safetext.Line(s.attempt.Page)))
	large := strings.Join(strings.Split(safetext.Line(s.attempt.UserCode), ""), " ")
	if cell.Width(large)+12 > f.Width {
		large = safetext.Line(s.attempt.UserCode)
	}
	rule := strings.Repeat(th.Glyphs.Horizontal, cell.Width(large)+4)
	g := th.Glyphs
	step(2,
		"      "+th.Border.S(g.TopLeft+rule+g.TopRight),
		"      "+th.Border.S(g.Vertical)+"  "+th.Title.S(large)+"  "+th.Border.S(g.Vertical)+"  "+th.Dim.S(s.lives(f)),
		"      "+th.Border.S(g.BottomLeft+rule+g.BottomRight))
	step(3)
	return lines
}

// lives says how long the code is still good.
func (s *Screen) lives(f screen.Frame) string {
	left := max(s.attempt.ExpiresAt.Sub(f.Now).Round(time.Second), 0)
	if seconds := int(left.Seconds()); seconds < 60 {
		return fmt.Sprintf(f.Text.SignIn.LivesShort, seconds)
	}
	return fmt.Sprintf(f.Text.SignIn.Lives, int(left.Minutes()), int(left.Seconds())%60)
}

// failedLines say what happened, what to do, whom to ask, and what to quote.
func (s *Screen) failedLines(f screen.Frame) []string {
	th, x := f.Theme, f.Text.Explain(s.failure)
	var lines []string
	for i, line := range widget.Paragraph(th.Glyphs.Cross+" "+x.What, 1, f.Width) {
		if i == 0 {
			lines = append(lines, th.Error.S(line))
			continue
		}
		lines = append(lines, line)
	}
	lines = append(lines, widget.Paragraph(x.Advice(), 3, f.Width)...)
	if x.CorrelationID != "" {
		x.CorrelationID = fmt.Sprintf(f.Text.App.Correlation, x.CorrelationID)
	}
	for _, more := range []string{x.Detail, x.ServiceCode, x.CorrelationID} {
		if more != "" {
			for _, line := range widget.Paragraph(safetext.Line(more), 3, f.Width) {
				lines = append(lines, th.Dim.S(line))
			}
		}
	}
	return lines
}
