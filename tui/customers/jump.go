package customers

import (
	"fmt"
	"maps"
	"slices"
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

// keepJump closes the line. What leads nowhere stays open beside what can be typed.
func (s *Screen) keepJump() tea.Cmd {
	if s.jump.lost(s) {
		return nil
	}
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

// lost reports whether what is typed leads nowhere.
func (j *jumping) lost(s *Screen) bool {
	_, leads := s.placeOf(j.field.Value())
	return !leads && strings.TrimSpace(j.field.Value()) != ""
}

// typeJump goes where the text leads with each key stroke.
func (s *Screen) typeJump(msg tea.KeyMsg) tea.Cmd {
	if changed, _ := s.jump.field.Update(msg); !changed {
		return nil
	}
	at, ok := s.placeOf(s.jump.field.Value())
	if !ok {
		return s.jump.back(s)
	}
	return s.ask(windowRead{place: at, land: true})
}

// placeOf reads where to jump to: a percentage is a number with its sign, or one
// up to 100; anything else is how the value of the column begins, or the word that
// the column shows for it.
func (s *Screen) placeOf(text string) (at partner.Place, ok bool) {
	by := s.sorted()
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
	words := s.words()
	for _, value := range slices.Sorted(maps.Keys(words)) {
		if begins(words[value], text) || begins(value, text) {
			return partner.Place{Edge: partner.EdgePrefix, Prefix: value}, true
		}
	}
	return at, false
}

// begins reports whether a word begins with a text, whatever the case.
func begins(word, text string) bool {
	return strings.HasPrefix(strings.ToLower(word), strings.ToLower(text))
}

// words are what the column by which the list is sorted shows for its values, nil
// if it shows the values themselves. What is not known has no word there.
func (s *Screen) words() map[string]string {
	words := map[partner.SortField]map[string]string{
		partner.SortRelationship: s.text.Common.Relationships, partner.SortAdminRights: s.text.Common.AdminRights,
		partner.SortAgreement: s.text.Common.Agreement,
	}[s.sorted()]
	words = maps.Clone(words)
	delete(words, "")
	return words
}

// jumpLines draws the line and, below it where there is no room beside, what can
// be typed, and gives the column of its cursor.
func (s *Screen) jumpLines(f screen.Frame) (lines []string, column int) {
	t, th := f.Text.Customers, f.Theme
	label := fmt.Sprintf(t.JumpTo, f.Text.Common.SortFields[string(s.sorted())])
	hint, style := t.JumpHint, th.Dim
	if words := s.words(); len(words) > 0 {
		all := slices.Sorted(maps.Values(words))
		hint = fmt.Sprintf(t.JumpWords, strings.Join(all, f.Text.Common.Comma))
	}
	if s.jump.lost(s) {
		hint, style = th.Glyphs.Cross+" "+hint, th.Error
	}
	left := cell.Width(label) + 3
	room := max(min(f.Width/3, f.Width-left-cell.Width(hint)-3), 10)
	text, at := s.jump.field.View(room)
	line := " " + th.Title.S(label) + "  " + th.Field.S(text)
	if left+room+2+cell.Width(hint) <= f.Width {
		return []string{line + "  " + style.S(hint)}, left + at
	}
	lines = []string{line}
	for _, below := range cell.Wrap(hint, max(f.Width-2, 1)) {
		lines = append(lines, " "+style.S(below))
	}
	return lines, left + at
}
