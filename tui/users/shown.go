package users

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// shownKey copies the password once, or closes the screen and forgets it. It asks
// first where the password was not copied: nobody could show it again.
func (s *Editor) shownKey(intent keys.Intent) tea.Cmd {
	switch intent {
	case keys.UserPasswordCopy:
		return s.copy()
	case keys.UserPasswordClose:
		if s.copied {
			return s.close()
		}
		t := s.text.Users
		s.dialog = &widget.Dialog{Title: t.PasswordUncopied, Body: []string{t.PasswordGone}, Options: []widget.Option{
			{Label: t.PasswordStay}, {Label: t.PasswordCopy, Key: "y", Do: s.copy}, {Label: t.PasswordNoted, Key: "w", Do: s.close},
		}}
	}
	return nil
}

func (s *Editor) copy() tea.Cmd {
	clipboard, password := s.d.Clipboard, s.shown
	return s.Ask(slotCopy, func(ctx context.Context) tea.Msg {
		route, err := clipboard.Copy(ctx, password.Reveal())
		if err != nil {
			return err
		}
		return copied{route}
	})
}

// close forgets the password and tells the screen below who was added.
func (s *Editor) close() tea.Cmd {
	s.shown = partner.Password{}
	var result tea.Msg
	if s.was.ID == "" {
		result = s.made
	}
	return s.Go(screen.Pop{Result: result})
}
