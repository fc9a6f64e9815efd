package widget

import (
	"strings"

	"github.com/charmbracelet/bubbles/viewport"
)

// Scroll shows a part of a text that is longer than the screen: a help page, a
// mail. For lists of unknown length there is List.
type Scroll struct{ view viewport.Model }

// Move scrolls by lines, down if positive.
func (s *Scroll) Move(lines int) {
	if lines < 0 {
		s.view.ScrollUp(-lines)
		return
	}
	s.view.ScrollDown(lines)
}

// Page is the number of lines that a page key moves.
func (s *Scroll) Page() int { return max(s.view.Height-1, 1) }

// Top scrolls to the first line.
func (s *Scroll) Top() { s.view.GotoTop() }

// Bottom scrolls to the last line.
func (s *Scroll) Bottom() { s.view.GotoBottom() }

// Below is the number of lines below those of the last Show.
func (s *Scroll) Below() int {
	return max(s.view.TotalLineCount()-s.view.YOffset-s.view.Height, 0)
}

// Show gives the lines of a text that stand in the window: at most height lines
// of width cells each, or none where there is no room.
func (s *Scroll) Show(text []string, width, height int) []string {
	height = min(height, len(text))
	if width < 1 || height < 1 {
		return nil
	}
	s.view.Width, s.view.Height = width, height
	s.view.SetContent(strings.Join(text, "\n"))
	s.view.SetYOffset(s.view.YOffset) // not beyond the end, also after the window has grown
	return strings.Split(s.view.View(), "\n")
}
