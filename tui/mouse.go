package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
)

// wheelStep is how many rows one notch of the wheel moves.
const wheelStep = 3

// mouse does with the mouse what keys do: the wheel is up and down, a click on a
// tab or on a key at the bottom presses it, a click on a row selects it, and one
// on the selected row is enter. With shift the terminal selects text itself.
func (a *App) mouse(m tea.MouseMsg) tea.Cmd {
	if a.leaving != nil || m.Shift || m.Action != tea.MouseActionPress {
		return nil
	}
	switch m.Button {
	case tea.MouseButtonWheelUp:
		return a.wheel(m, tea.KeyUp, -wheelStep)
	case tea.MouseButtonWheelDown:
		return a.wheel(m, tea.KeyDown, wheelStep)
	case tea.MouseButtonLeft:
		return a.click(m.X, m.Y)
	}
	return nil
}

func (a *App) wheel(m tea.MouseMsg, key tea.KeyType, lines int) tea.Cmd {
	aside, ok := a.top().(screen.Divided)
	if ok && a.dialog == nil && aside.WheelAside(m.Y-(frameLines-1), m.X, lines) {
		return nil
	}
	var all []tea.Cmd
	for range wheelStep {
		all = append(all, a.ours(tea.KeyMsg{Type: key}))
	}
	return tea.Batch(all...)
}

// ours presses one of our own keys, whatever keys the person gave its meaning.
func (a *App) ours(msg tea.KeyMsg) tea.Cmd {
	switch {
	case a.dialog != nil:
		return a.answerDialog(msg)
	case a.top() != nil:
		return a.act(msg)
	}
	return nil
}

// click presses what stands in a cell of the window.
func (a *App) click(x, y int) tea.Cmd {
	switch {
	case a.width < minWidth || a.height < minHeight:
	case y == a.height-1:
		if key, ok := a.footerKey(x); ok {
			return a.key(key)
		}
	case a.dialog != nil:
		if a.dialog.Point(y - (frameLines - 1)) {
			return a.answerDialog(tea.KeyMsg{Type: tea.KeyEnter})
		}
	case y == frameLines-2:
		if tab := a.tabAt(x); tab >= 0 {
			a.notice = screen.Notice{}
			return a.show(tab)
		}
	case y >= frameLines-1 && y < a.height-1-len(a.noticeLines()):
		return a.point(y-(frameLines-1), x)
	}
	return nil
}

// point presses what stands in a cell of the top screen.
func (a *App) point(line, column int) tea.Cmd {
	top := a.top()
	if aside, ok := top.(screen.Divided); ok && aside.PointAside(line, column) {
		return a.navigate(top)
	}
	if head, ok := top.(screen.Headed); ok {
		if cmd, taken := head.PointHeading(line, column); taken {
			return cmd
		}
	}
	rows, ok := top.(screen.Pointed)
	switch {
	case !ok:
		return nil
	case rows.Point(line):
		return a.ours(tea.KeyMsg{Type: tea.KeyEnter})
	}
	return a.update(top, screen.Selected{})
}

// tabAt finds the tab whose name covers a column, -1 if none does.
func (a *App) tabAt(x int) int {
	from := 0
	for i, part := range a.tabParts() {
		if from += cell.Width(part); x < from {
			return i
		}
	}
	return -1
}

// footerKey finds the key in the line at the bottom that covers a column.
func (a *App) footerKey(x int) (tea.KeyMsg, bool) {
	from := 1
	for _, k := range a.footerKeys(a.footerNow()) {
		if x >= from && x < from+k.width-2 {
			return keys.Press(k.key)
		}
		from += k.width
	}
	return tea.KeyMsg{}, false
}
