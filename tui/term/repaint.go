package term

import tea "github.com/charmbracelet/bubbletea"

// Repaint gives the terminal back for a moment and takes it again, so that its
// modes are set and every line is painted, whatever another program has left
// there.
func Repaint() tea.Cmd {
	h := handOver{
		run:  func(*session) error { return nil },
		done: func(error) tea.Msg { return nil },
	}
	return func() tea.Msg { return h }
}
