package widget

import (
	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/keys"
)

// Steer moves through rows that are in memory as a whole, as an intent says. It
// gives false where the intent is about something else.
func (l *List) Steer(rows Rows, intent keys.Intent) bool {
	switch intent {
	case keys.Up:
		l.Move(rows, -1)
	case keys.Down:
		l.Move(rows, 1)
	case keys.PageUp:
		l.Scroll(rows, -l.Page())
	case keys.PageDown:
		l.Scroll(rows, l.Page())
	case keys.HalfUp:
		l.Scroll(rows, -(l.Page()+1)/2)
	case keys.HalfDown:
		l.Scroll(rows, (l.Page()+1)/2)
	case keys.First:
		l.First(rows)
	case keys.Last:
		l.Last(rows)
	default:
		return false
	}
	return true
}

// Steer moves through the text, as an intent says. It gives false where the intent
// is about something else.
func (s *Scroll) Steer(intent keys.Intent) bool {
	switch intent {
	case keys.Up:
		s.Move(-1)
	case keys.Down:
		s.Move(1)
	case keys.PageUp:
		s.Move(-s.Page())
	case keys.PageDown:
		s.Move(s.Page())
	case keys.HalfUp:
		s.Move(-(s.Page() + 1) / 2)
	case keys.HalfDown:
		s.Move((s.Page() + 1) / 2)
	case keys.First:
		s.Top()
	case keys.Last:
		s.Bottom()
	default:
		return false
	}
	return true
}

// Ask makes a question about one thing to do: no, which enter chooses, does
// nothing, and y does it.
func Ask(title, body, no, yes string, do func() tea.Cmd) *Dialog {
	d := &Dialog{Title: title, Options: []Option{{Label: no}, {Label: yes, Key: "y", Do: do}}}
	if body != "" {
		d.Body = []string{body}
	}
	return d
}
