package widget

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/theme"
)

// Form asks for several values, one below the other. It keeps what was typed
// for as long as it is kept itself: who closes it and opens it again shows the
// same one.
type Form struct {
	Inputs []*Input
	Away   bool // something else of the screen has the focus, so that no input looks as if it had

	at    int
	tried bool
	begun bool
}

// Input is a value of a Form: a text, one of several choices, or a yes or no.
type Input struct {
	Label    string
	Hint     string                    // what to write, or where to find it; shown while it has the focus
	Field    *Field                    // of a text; nil otherwise
	Choices  []string                  // the names of the choices; nil for a text and for a yes or no
	Chosen   int                       // of Choices
	On       bool                      // of a yes or no
	Mistake  func(value string) string // what is wrong with a text; "" if nothing. May be nil
	Complete func(value string) string // writes a text in full when the field is left. May be nil
	Suggest  func(value string) string // a further hint from what is typed. May be nil
	Refused  string                    // what somebody else says is wrong; gone with the next change
	Fixed    string                    // of a value that cannot be changed, and never has the focus; "" otherwise
	Hidden   func() bool               // whether the value is not asked for now. May be nil
}

// passed reports whether the focus passes an input by.
func (i *Input) passed() bool { return i.Fixed != "" || i.hidden() }

func (i *Input) hidden() bool { return i.Hidden != nil && i.Hidden() }

// TextInput makes an input for a text of at most limit runes.
func TextInput(label, hint, value string, limit int) *Input {
	field := NewField(value, limit)
	return &Input{Label: label, Hint: hint, Field: &field}
}

// ChoiceInput makes an input that chooses one of several values.
func ChoiceInput(label, hint string, choices []string, chosen int) *Input {
	return &Input{Label: label, Hint: hint, Choices: choices, Chosen: chosen}
}

// CheckInput makes an input for a yes or no.
func CheckInput(label, hint string, on bool) *Input {
	return &Input{Label: label, Hint: hint, On: on}
}

// Value is the text without the spaces around it, or the name of what is chosen.
func (i *Input) Value() string {
	switch {
	case i.Field != nil:
		return strings.TrimSpace(i.Field.Value())
	case i.Chosen < len(i.Choices):
		return i.Choices[i.Chosen]
	}
	return ""
}

func (i *Input) wrong() string {
	if i.Refused != "" || i.Mistake == nil || i.Field == nil {
		return i.Refused
	}
	return i.Mistake(i.Value())
}

func (i *Input) turn(by int) {
	i.Refused = ""
	if n := len(i.Choices); n > 0 {
		i.Chosen = (i.Chosen + by + n) % n
		return
	}
	i.On = !i.On
}

// FormResult says what a key did to a form.
type FormResult int

// The results of a key.
const (
	FormOpen      FormResult = iota // the form goes on
	FormSubmitted                   // every value is fine and the person wants to go on
	FormLeft                        // the person left; what was typed stays in the form
)

// Focused is the input that has the focus; nil in a form without any.
func (f *Form) Focused() *Input {
	if len(f.Inputs) == 0 {
		return nil
	}
	f.at = min(f.at, len(f.Inputs)-1)
	if f.Inputs[f.at].passed() {
		f.step(1)
	}
	return f.Inputs[f.at]
}

// Focus puts the focus on an input.
func (f *Form) Focus(input *Input) {
	for at, other := range f.Inputs {
		if other == input {
			f.at = at
		}
	}
}

// Begun reports whether a person changed a value; not in a nil form.
func (f *Form) Begun() bool { return f != nil && f.begun }

// Typing reports whether letters are text now.
func (f *Form) Typing() bool { return f.Focused() != nil && f.Focused().Field != nil }

// Keys is the table that holds while the form is open.
func (f *Form) Keys() keys.Table {
	if input := f.Focused(); input != nil && input.Field == nil && input.Choices == nil {
		return keys.FormBox()
	}
	return keys.Form(!f.Typing())
}

// Update handles a key.
func (f *Form) Update(msg tea.KeyMsg) FormResult {
	input := f.Focused()
	if input == nil {
		return FormLeft
	}
	switch f.Keys().Match(msg) {
	case keys.FormLeave:
		return FormLeft
	case keys.FormSubmit:
		return f.submit()
	case keys.FormNext:
		if msg.Type == tea.KeyEnter && f.last() {
			return f.submit()
		}
		f.move(1)
	case keys.FormPrevious:
		f.move(-1)
	case keys.FormMore, keys.FormCheck:
		input.turn(1)
		f.begun = true
	case keys.FormLess:
		input.turn(-1)
		f.begun = true
	default:
		if input.Field != nil {
			if changed, _ := input.Field.Update(msg); changed {
				input.Refused = ""
				f.begun = true
			}
		}
	}
	return FormOpen
}

func (f *Form) move(by int) {
	f.complete()
	f.step(by)
}

// step puts the focus on the next input that is not passed by.
func (f *Form) step(by int) {
	n := len(f.Inputs)
	for range n {
		if f.at = (f.at + by + n) % n; !f.Inputs[f.at].passed() {
			return
		}
	}
}

func (f *Form) last() bool {
	return !slices.ContainsFunc(f.Inputs[f.at+1:], func(i *Input) bool { return !i.passed() })
}

func (f *Form) complete() {
	if input := f.Focused(); input.Field != nil && input.Complete != nil {
		if full := input.Complete(input.Value()); full != input.Value() {
			input.Field.Set(full)
		}
	}
}

// submit goes to the first input that is wrong, if there is one.
func (f *Form) submit() FormResult {
	f.complete()
	f.tried = true
	for at, input := range f.Inputs {
		if !input.passed() && input.wrong() != "" {
			f.at = at
			return FormOpen
		}
	}
	return FormSubmitted
}

// View draws the lines around the focus that fit into height, and says in which
// line and column the cursor stands; column is -1 where no text is typed.
func (f *Form) View(th *theme.Theme, width, height int) (lines []string, row, column int) {
	if width < 1 || height < 1 || len(f.Inputs) == 0 {
		return nil, 0, -1
	}
	label := 0
	for _, input := range f.Inputs {
		if !input.hidden() {
			label = max(label, cell.Width(safetext.Line(input.Label)))
		}
	}
	label = min(label, width/2)
	focused := f.Focused()
	column = -1
	for _, input := range f.Inputs {
		if input.hidden() {
			continue
		}
		if input == focused {
			row = len(lines)
		}
		lines = append(lines, f.input(th, input, label, width)...)
	}
	if focused.Field != nil {
		_, column = focused.Field.View(room(label, width))
		column += label + 3
	}
	from := max(min(row-height/2, len(lines)-height), 0)
	lines = lines[from:min(from+height, len(lines))]
	for i, line := range lines {
		lines[i] = cell.Cut(line, width)
	}
	if row -= from; row >= len(lines) || column >= width {
		column = -1
	}
	return lines, row, column
}

// room is the width of the field of a text.
func room(label, width int) int { return min(max(width-label-4, 1), 60) }

// input draws one value and, below it, what is wrong with it and, while it has
// the focus, what to write.
func (f *Form) input(th *theme.Theme, input *Input, label, width int) []string {
	left, focused := label+3, !f.Away && input == f.Focused()
	style := th.Label
	if focused {
		style = th.Title
	}
	lines := []string{" " + style.S(cell.Fit(safetext.Line(input.Label), label)) + "  " + f.value(th, input, label, width)}
	add := func(style theme.Paint, text string) {
		for _, line := range Paragraph(text, left, width) {
			lines = append(lines, style.S(line))
		}
	}
	if why := input.wrong(); why != "" && (f.tried || input.Refused != "" || !focused && input.Value() != "") {
		add(th.Error, why)
	}
	if focused && input.Suggest != nil {
		if further := input.Suggest(input.Value()); further != "" {
			add(th.Dim, further)
		}
	}
	if (focused || input.Fixed != "") && input.Hint != "" {
		add(th.Dim, input.Hint)
	}
	return lines
}

func (f *Form) value(th *theme.Theme, input *Input, label, width int) string {
	focused := !f.Away && input == f.Focused()
	switch {
	case input.Fixed != "":
		return th.Dim.S(cell.Cut(safetext.Line(input.Fixed), max(width-label-4, 1)))
	case input.Field != nil && focused:
		text, _ := input.Field.View(room(label, width))
		return th.Field.S(text)
	case input.Field != nil:
		return cell.Cut(input.Field.Shown(), max(width-label-4, 1))
	case input.Choices != nil:
		value := safetext.Line(input.Value())
		if focused && len(input.Choices) > 1 {
			value = th.Glyphs.Left + " " + value + " " + th.Glyphs.Right
		}
		return marked(th, value, focused)
	}
	box := "[ ]"
	if input.On {
		box = "[x]"
	}
	return marked(th, box, focused)
}

func marked(th *theme.Theme, value string, focused bool) string {
	if focused {
		return th.Selected.S(value)
	}
	return value
}
