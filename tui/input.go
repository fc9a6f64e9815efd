package tui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// maxPaste is the most bytes that one paste brings into a field.
const maxPaste = 256 << 10

// key handles what the keyboard sent. The notice of the key before goes.
func (a *App) key(msg tea.KeyMsg) tea.Cmd {
	a.notice = screen.Notice{}
	if a.leaving != nil {
		return nil
	}
	if a.dialog != nil {
		return a.decide(msg)
	}
	if msg.Paste {
		return a.paste(msg)
	}
	if msg.Type != tea.KeyRunes || len(msg.Runes) < 2 || a.typing() {
		return a.press(msg)
	}
	// Keys that are held or pressed fast arrive together.
	var all []tea.Cmd
	for i, r := range msg.Runes {
		one := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: msg.Alt}
		if a.typing() {
			one.Runes = msg.Runes[i:]
			return tea.Batch(append(all, a.press(one))...)
		}
		if r == ' ' {
			one.Type = tea.KeySpace
		}
		all = append(all, a.press(one))
	}
	return tea.Batch(all...)
}

func (a *App) typing() bool {
	top := a.top()
	return top != nil && top.Typing()
}

// paste brings cleaned text into a field. Without a field it means nothing:
// pasted letters are no commands.
func (a *App) paste(msg tea.KeyMsg) tea.Cmd {
	if !a.typing() {
		return nil
	}
	text := string(msg.Runes)
	if len(text) > maxPaste {
		text = text[:maxPaste]
		a.notice = screen.Notice{Level: screen.Warning, Text: fmt.Sprintf(a.o.Text.App.PasteCut, maxPaste>>10)}
	}
	msg.Runes = []rune(safetext.Clean(text))
	return a.update(a.top(), msg)
}

// press handles one key: ctrl+c always ends the program, then the screen's own
// bindings come, then those that hold everywhere, and the screen gets the rest.
func (a *App) press(msg tea.KeyMsg) tea.Cmd {
	if msg.Type == tea.KeyCtrlC {
		return a.quit()
	}
	top := a.top()
	if top == nil {
		return a.global(keys.Global().Match(msg))
	}
	text := top.Typing() && (msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace)
	table := top.Keys()
	if b, off := table.Blocked(msg); off && !text {
		a.notice = screen.Notice{Level: screen.Warning, Text: safetext.Line(b.Why)}
		return nil
	}
	if intent := keys.Global().Match(msg); intent != "" && !text && table.Match(msg) == "" {
		return a.global(intent)
	}
	return a.update(top, msg)
}

// global does what a key means on every screen.
func (a *App) global(intent keys.Intent) tea.Cmd {
	switch intent {
	case keys.Quit:
		return a.quit()
	case keys.Suspend:
		return a.suspend()
	case keys.Repaint:
		return tea.ClearScreen
	}
	if a.top() == nil {
		return nil
	}
	switch intent {
	case keys.Help:
		return a.help()
	case keys.Customers:
		return a.show(0)
	case keys.Invitations:
		return a.show(1)
	case keys.Activity:
		return a.show(2)
	}
	return nil
}

// askToLose asks what to do when a screen could not store what it holds.
func (a *App) askToLose(l *leaving) {
	t := a.o.Text
	text := t.Error(partner.CodeOf(l.failed))
	a.dialog = &widget.Dialog{
		Title: t.App.NotStored,
		Body:  []string{text.What + ". " + text.Do},
		Options: []widget.Option{
			{Label: t.App.StayAndKeep},
			{Label: t.App.LeaveAndLose, Key: "y", Do: l.then},
		},
	}
}

func (a *App) decide(msg tea.KeyMsg) tea.Cmd {
	chosen, done := a.dialog.Update(msg)
	if !done {
		return nil
	}
	a.dialog = nil
	if chosen.Do != nil {
		return chosen.Do()
	}
	return nil
}
