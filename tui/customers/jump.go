package customers

import (
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/text/width"

	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// jumping is the line in which the place to jump to is typed.
type jumping struct {
	field widget.Field
	from  widget.List // where the cursor was
}

func (s *Screen) startJump() tea.Cmd {
	if len(s.window.Rows) > 0 {
		s.jump = &jumping{field: widget.NewField("", 100), from: s.list}
	}
	return nil
}

func (s *Screen) keepJump() tea.Cmd {
	s.jump = nil
	s.propose()
	return nil
}

func (s *Screen) cancelJump() tea.Cmd {
	back := s.jump.back(s)
	s.jump = nil
	s.propose()
	return back
}

// back goes to where the cursor was before the jump.
func (j *jumping) back(s *Screen) tea.Cmd {
	if s.list.ID() == j.from.ID() && s.list.Stop() == j.from.Stop() && !s.Asking("window") {
		return nil
	}
	from := j.from
	return s.ask(windowRead{place: partner.Place{Customer: partner.CustomerID(from.ID())}, back: &from})
}

// typeJump goes where the text leads with each key stroke.
func (s *Screen) typeJump(msg tea.KeyMsg) tea.Cmd {
	if changed, _ := s.jump.field.Update(msg); !changed {
		return nil
	}
	at, ok := placeOf(s.jump.field.Value(), s.sorted())
	if !ok {
		return s.jump.back(s)
	}
	return s.ask(windowRead{place: at, land: true})
}

// placeOf reads where to jump to: a percentage is a number with its sign, or one
// up to 100; anything else is how the value of the column begins. Columns that
// show words of ours have no beginning to type.
func placeOf(text string, by partner.SortField) (at partner.Place, ok bool) {
	text = strings.TrimSpace(width.Narrow.String(text))
	digits, signed := strings.CutSuffix(text, "%")
	percent, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if err == nil && percent >= 0 && (signed || percent <= 100) {
		return partner.Place{Edge: partner.EdgePercent, Percent: min(percent, 100)}, true
	}
	switch {
	case text == "" || signed:
		return at, false
	case by == partner.SortName, by == partner.SortDomain:
		return partner.Place{Edge: partner.EdgePrefix, Prefix: text}, true
	case by == partner.SortCountry:
		return partner.Place{Edge: partner.EdgePrefix, Prefix: strings.ToUpper(text)}, true
	}
	return at, false
}

// jumpLine draws the line, and gives the column of its cursor.
func (s *Screen) jumpLine(f screen.Frame) (line string, column int) {
	t, th := f.Text.Customers, f.Theme
	label := fmt.Sprintf(t.JumpTo, f.Text.Common.SortFields[string(s.sorted())])
	hint := t.JumpHint
	if _, letters := placeOf("a", s.sorted()); !letters {
		hint = t.JumpPercent
	}
	left := cell.Width(label) + 3
	room := max(min(f.Width/3, f.Width-left-cell.Width(hint)-3), 10)
	text, at := s.jump.field.View(room)
	return " " + th.Title.S(label) + "  " + th.Field.S(text) + "  " + th.Dim.S(hint), left + at
}
