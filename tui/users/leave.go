package users

import (
	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/tui/screen"
)

// Leave asks before a new user who was begun is lost.
func (s *Screen) Leave() tea.Cmd { return lose(s.text, s.adding.begun()) }

// Leave asks before changes that were begun are lost.
func (s *One) Leave() tea.Cmd { return lose(s.text, s.editing.begun()) }

// begun reports whether something was typed that would be lost with the editor.
func (s *Editor) begun() bool { return s != nil && !s.finished && s.form.Begun() }

// makes reports whether the editor makes a password and shows it once.
func (s *Editor) makes() bool { return s.password != nil && s.password.Value() == "" }

// Leave asks before a password that nobody keeps is lost: one that was made and is,
// or will be, shown, or one that was typed. The other values stay with the screen below.
func (s *Editor) Leave() tea.Cmd {
	switch {
	case s.showing() && !s.copied, s.Asking(slotWrite) && s.makes():
		return screen.Send(screen.Unstored{Title: s.text.App.Lose, Text: s.text.Users.PasswordOnce})
	case s.login == nil:
		return lose(s.text, s.begun())
	}
	return nil
}

// lose asks before a form that was begun is lost.
func lose(text *i18n.Strings, begun bool) tea.Cmd {
	if !begun {
		return nil
	}
	return screen.Send(screen.Unstored{Title: text.App.Lose, Text: text.App.LoseForm})
}
