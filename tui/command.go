package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/keys"
	"cspdesk/tui/palette"
)

// tables are the key tables that hold on the top screen: its own first, then
// what holds everywhere. While somebody types, keys that are text are left out.
func (a *App) tables() (here, all keys.Table) {
	here = a.top().Keys()
	all = everywhere(here)
	if a.top().Typing() {
		here, all = here.WhileTyping(), all.WhileTyping()
	}
	return here, all
}

// everywhere are the keys that hold on every screen, beside its own. While the
// screen asks a question none shows another tab: the question is to be answered,
// and a number may be meant as the answer.
func everywhere(here keys.Table) keys.Table {
	all := keys.Global()
	if _, asks := here.Find(keys.Dismiss); asks {
		all = all.Drop(keys.Customers, keys.Invitations, keys.Activity, keys.Changes)
	}
	return all
}

// palette opens the prompt for a command's name.
func (a *App) palette() tea.Cmd {
	s := a.stacks[a.tab]
	here, all := a.tables()
	p := palette.New(a.o.Text, a.o.Keys.Apply(keys.Join(here, all)), a.o.Keys.Elsewhere(here, all))
	s.screens = append(s.screens, p)
	return a.begin(p)
}

// run does what was chosen in the palette, as if its key had been pressed.
func (a *App) run(intent keys.Intent) tea.Cmd {
	here, _ := a.tables()
	b, ok := here.Find(intent)
	if !ok {
		return a.global(intent)
	}
	msg, ok := keys.Press(b.Keys[0])
	if !ok {
		return nil
	}
	return a.act(msg)
}
