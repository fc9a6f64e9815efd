package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// count asks how many things wait on each tab. What cannot be counted is told
// by the screen itself.
func (a *App) count() tea.Cmd {
	tabs := a.desk.Tabs
	return a.box.Ask("count", func(ctx context.Context) tea.Msg {
		counts := make([]int, len(tabs))
		for i, tab := range tabs {
			if tab.Count == nil {
				continue
			}
			n, err := tab.Count(ctx)
			if err != nil {
				return nil
			}
			counts[i] = n
		}
		return counted{counts}
	})
}
