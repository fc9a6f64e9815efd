package customers_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// A key right behind a search is about the customer that was searched for, also
// where the rows on the screen are still those from before.
func TestAKeyWaitsForTheRowsThatItIsAbout(t *testing.T) {
	s := tuitest.Sample()
	list := customers.New(deps(s))
	h := tuitest.NewHost(t, list, 100, 30)
	h.Press("/")
	var answers []tea.Cmd // not there yet
	for _, key := range []tea.KeyMsg{
		{Type: tea.KeyRunes, Runes: []rune("tailspin")}, {Type: tea.KeyEnter}, {Type: tea.KeyRunes, Runes: []rune("Y")},
	} {
		answers = append(answers, list.Update(key))
	}
	if len(s.Copied) != 0 {
		t.Errorf("copied %q before the rows came", s.Copied)
	}
	for _, late := range answers {
		tuitest.Drain(t, func(msg tea.Msg) tea.Cmd {
			answer, ok := msg.(screen.Answer)
			if !ok || !list.Box().Accept(answer) {
				return nil
			}
			return list.Update(answer.Value)
		}, late)
	}
	if len(s.Copied) != 1 || s.Copied[0] != "tailspintoys.com" {
		t.Errorf("copied %q", s.Copied)
	}
}
