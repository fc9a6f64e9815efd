package tui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/screen"
)

// busyAgain is how often it is looked whether a change has ended.
const busyAgain = 100 * time.Millisecond

// busy says that the desk cannot be closed for another one, if that is so.
func (a *App) busy() bool {
	if a.desk.Busy == nil || !a.desk.Busy() {
		return false
	}
	a.warn(a.o.Text.App.Busy)
	return true
}

// openAgain opens what is in use now, once no change is on its way any more.
func (a *App) openAgain(m screen.Reopen) tea.Cmd {
	if !a.busy() {
		return a.leave(a.everything(), func() tea.Cmd { return a.use(m.Use) })
	}
	busy := a.desk.Busy
	return a.box.Ask("busy", func(ctx context.Context) tea.Msg {
		for busy() {
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(busyAgain):
			}
		}
		return m
	})
}

// use opens the desk again when the profile for it is in use.
func (a *App) use(use func(context.Context) error) tea.Cmd {
	if use == nil {
		return a.reopen()
	}
	return a.box.Ask("use", func(ctx context.Context) tea.Msg {
		if err := use(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		return inUse{}
	})
}

func (a *App) reopen() tea.Cmd {
	a.closeAll()
	a.desk = Desk{}
	return a.open()
}
