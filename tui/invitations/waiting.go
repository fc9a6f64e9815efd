package invitations

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
)

// Unfinished counts the mails of batches that were begun and have not left.
type Unfinished struct{ Requests, Reminders int }

// countUnfinished asks for what waits; what cannot be read is left out.
func (s *Screen) countUnfinished() tea.Cmd {
	count := s.d.Unfinished
	if count == nil || s.d.RequestOff != "" {
		return nil
	}
	return s.Ask(slotUnfinished, func(ctx context.Context) tea.Msg {
		found, err := count(ctx)
		if err != nil {
			return nil
		}
		return found
	})
}

// unfinishedLines say what waits, and which key goes on.
func (s *Screen) unfinishedLines(f screen.Frame) (lines []string) {
	t, th := f.Text.Bulk, f.Theme
	for _, kind := range []struct {
		waiting int
		said    i18n.Plural
	}{{s.unfinished.Requests, t.WaitRequests}, {s.unfinished.Reminders, t.WaitReminders}} {
		if kind.waiting > 0 {
			lines = append(lines, " "+th.Warn.S(cell.Cut(th.Glyphs.Warning+" "+f.Text.Count(kind.said, kind.waiting), f.Width-2)))
		}
	}
	return lines
}
