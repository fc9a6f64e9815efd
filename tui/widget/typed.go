package widget

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/theme"
)

// Typed asks for a text before something grave is done, such as the customer's
// domain or a number of seats, at the bottom of a screen. Enter with any other
// text, or with none, does nothing; esc closes the question.
type Typed struct {
	Title  string
	Body   []string       // paragraphs; made safe and wrapped when drawn
	Want   string         // the text; case and spaces around it do not matter
	Prompt string         // before the field, such as: type contoso.com to go on
	Wrong  string         // shown after enter with another text
	Do     func() tea.Cmd // what the asker does about it; may be nil

	field Field
	wrong bool
}

// Update handles a key. Done says that the question is over, confirmed that the
// text was typed.
func (q *Typed) Update(msg tea.KeyMsg) (confirmed, done bool) {
	switch keys.Typed().Match(msg) {
	case keys.Dismiss:
		return false, true
	case keys.TypedConfirm:
		typed := strings.TrimSpace(q.field.Value())
		if typed != "" && strings.EqualFold(typed, strings.TrimSpace(q.Want)) {
			return true, true
		}
		q.wrong = typed != ""
		return false, false
	}
	if changed, _ := q.field.Update(msg); changed {
		q.wrong = false
	}
	return false, false
}

// Over draws the question over the last lines of a screen of height lines and
// gives the place of the cursor; column is -1 where there is no room for it. The
// field always fits if anything does; the text above it is cut first.
func (q *Typed) Over(lines []string, th *theme.Theme, width, height int) (drawn []string, row, column int) {
	sheet, column := q.lines(th, width, height)
	for len(lines) < height {
		lines = append(lines, "")
	}
	lines = lines[:max(height, 0)]
	copy(lines[len(lines)-len(sheet):], sheet)
	return lines, len(lines) - 1, column
}

func (q *Typed) lines(th *theme.Theme, width, height int) (lines []string, column int) {
	if width < 1 || height < 1 {
		return nil, -1
	}
	words, style := q.Prompt, th.Text
	if q.wrong {
		words, style = q.Wrong, th.Error
	}
	prompt := cell.Wrap(safetext.Line(words), max(width-2, 1))
	d := Dialog{Title: q.Title, Body: q.Body}
	lines = d.lines(th, width, max(height-1-len(prompt), 1))
	for _, line := range prompt {
		lines = append(lines, style.S(cell.Fit(" "+line, width)))
	}
	text, column := q.field.View(max(width-4, 1))
	column += 3
	if column >= width {
		column = -1
	}
	lines = append(lines, cell.Cut(" > "+th.Field.S(text), width))
	return lines[max(len(lines)-height, 0):], column
}
