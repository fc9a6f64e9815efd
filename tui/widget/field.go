package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/theme"
)

// Field is one line of text that a person edits. The cursor stands between
// grapheme clusters, so that one backspace takes one visible character of any
// script. The zero value is an empty field without a limit.
type Field struct {
	Limit  int  // most runes that can be typed or pasted; 0 for no limit
	Secret bool // drawn as a star a character, such as a password

	value    string
	proposed bool // what is typed first takes its place
	cursor   int  // byte in value, between clusters
	left     int  // first cluster that is drawn
}

// NewField gives a field that holds value, with the cursor at its end.
func NewField(value string, limit int) Field {
	f := Field{Limit: limit}
	f.Set(value)
	return f
}

// Value is the text as it was typed.
func (f *Field) Value() string { return f.value }

// Set replaces the text and puts the cursor at its end. The limit does not
// apply to it.
func (f *Field) Set(value string) {
	f.value, f.proposed, f.cursor, f.left = value, false, len(value), 0
}

// Propose is Set for a value that is seldom a part of another, such as a number:
// what is typed or pasted first takes its place. Any other key keeps it.
func (f *Field) Propose(value string) {
	f.Set(value)
	f.Select()
}

// Select proposes what stands in the field, as the search of a moment ago when
// another one begins.
func (f *Field) Select() { f.proposed = f.value != "" }

// Paint draws what View gives: as selected while what is typed takes its place.
func (f *Field) Paint(th *theme.Theme, text string) string {
	if !f.proposed {
		return th.Field.S(text)
	}
	value := strings.TrimRight(text, " ")
	return th.Selected.S(value) + th.Field.S(text[len(value):])
}

// Cursor is where the cursor stands in the text, in bytes.
func (f *Field) Cursor() int { return f.cursor }

// Replace puts text in the place of a part of the value, given in bytes, and the
// cursor behind it.
func (f *Field) Replace(from, to int, text string) {
	f.value = f.value[:from] + text + f.value[to:]
	f.cursor = f.boundary(from + len(text))
}

// Update handles a key. Changed says that the text is another one now; handled
// says that the key meant something to the field.
func (f *Field) Update(msg tea.KeyMsg) (changed, handled bool) {
	before := f.value
	switch {
	case msg.Paste, !msg.Alt && (msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace):
		f.insert(string(msg.Runes))
	default:
		edit, ok := fieldKeys[msg.String()]
		if !ok {
			return false, false
		}
		edit(f)
	}
	f.proposed = false
	return f.value != before, true
}

var fieldKeys = map[string]func(*Field){
	"left":          func(f *Field) { f.cursor = f.before(f.cursor) },
	"right":         func(f *Field) { f.cursor = f.after(f.cursor) },
	"ctrl+left":     func(f *Field) { f.cursor = f.wordBefore() },
	"alt+left":      func(f *Field) { f.cursor = f.wordBefore() },
	"alt+b":         func(f *Field) { f.cursor = f.wordBefore() },
	"ctrl+right":    func(f *Field) { f.cursor = f.wordAfter() },
	"alt+right":     func(f *Field) { f.cursor = f.wordAfter() },
	"alt+f":         func(f *Field) { f.cursor = f.wordAfter() },
	"home":          func(f *Field) { f.cursor = 0 },
	"ctrl+a":        func(f *Field) { f.cursor = 0 },
	"end":           func(f *Field) { f.cursor = len(f.value) },
	"ctrl+e":        func(f *Field) { f.cursor = len(f.value) },
	"backspace":     func(f *Field) { f.cut(f.before(f.cursor), f.cursor) },
	"ctrl+h":        func(f *Field) { f.cut(f.before(f.cursor), f.cursor) }, // backspace, as some terminals send it
	"delete":        func(f *Field) { f.cut(f.cursor, f.after(f.cursor)) },
	"ctrl+w":        func(f *Field) { f.cut(f.wordBefore(), f.cursor) },
	"alt+backspace": func(f *Field) { f.cut(f.wordBefore(), f.cursor) },
	"ctrl+u":        func(f *Field) { f.cut(0, f.cursor) },
	"ctrl+k":        func(f *Field) { f.cut(f.cursor, len(f.value)) },
}

// insert puts typed or pasted text at the cursor. Control characters and escape
// sequences are dropped and lines are joined.
func (f *Field) insert(text string) {
	text = strings.Join(strings.FieldsFunc(safetext.Clean(text), func(r rune) bool { return r == '\n' }), " ")
	if f.proposed && text != "" {
		f.Set("")
	}
	if f.Limit > 0 {
		room := max(f.Limit-utf8.RuneCountInString(f.value), 0)
		if runes := []rune(text); len(runes) > room {
			text = string(runes[:room])
		}
	}
	f.value = f.value[:f.cursor] + text + f.value[f.cursor:]
	f.cursor += len(text)
	// A combining mark joins the cluster before it: stand after the whole.
	f.cursor = f.boundary(f.cursor)
}

func (f *Field) cut(from, to int) {
	f.value = f.value[:from] + f.value[to:]
	f.cursor = f.boundary(from)
}

// boundary gives the first place between clusters at or after a byte.
func (f *Field) boundary(at int) int {
	place := 0
	for place < at {
		place = f.after(place)
	}
	return place
}

func (f *Field) after(at int) int {
	if at >= len(f.value) {
		return len(f.value)
	}
	size, _ := cell.First(f.value[at:])
	return at + size
}

func (f *Field) before(at int) int {
	place := 0
	for {
		next := f.after(place)
		if next >= at {
			return place
		}
		place = next
	}
}

func (f *Field) wordBefore() int {
	head := strings.TrimRightFunc(f.value[:f.cursor], unicode.IsSpace)
	i := strings.LastIndexFunc(head, unicode.IsSpace)
	_, size := utf8.DecodeRuneInString(head[max(i, 0):])
	if i < 0 {
		return 0
	}
	return f.boundary(i + size)
}

func (f *Field) wordAfter() int {
	tail := f.value[f.cursor:]
	word := strings.TrimLeftFunc(tail, unicode.IsSpace)
	start := f.cursor + len(tail) - len(word)
	if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
		return f.boundary(start + i)
	}
	return len(f.value)
}

// View gives the part of the text around the cursor that fits into width cells,
// safe to draw and padded to the width, and the column of the cursor in it.
func (f *Field) View(width int) (text string, column int) {
	if width < 1 {
		return "", 0
	}
	parts, at := f.parts()
	// The first cluster that is drawn stays, unless the cursor left the view or
	// there is room for more of the beginning.
	left := min(f.left, at)
	head := 0
	for _, p := range parts[left:at] {
		head += p.width
	}
	for head >= width && left < at {
		head -= parts[left].width
		left++
	}
	tail := 0
	for _, p := range parts[at:] {
		tail += p.width
	}
	for left > 0 && head+tail+parts[left-1].width < width {
		left--
		head += parts[left].width
	}
	f.left = left
	var b strings.Builder
	used := 0
	for _, p := range parts[left:] {
		if used+p.width > width {
			break
		}
		b.WriteString(p.shown)
		used += p.width
	}
	return cell.Fit(b.String(), width), min(head, width-1)
}

// Shown is the whole text as it is drawn: safe, and stars where it is secret.
func (f *Field) Shown() string {
	var b strings.Builder
	parts, _ := f.parts()
	for _, p := range parts {
		b.WriteString(p.shown)
	}
	return b.String()
}

// part is a cluster as it is drawn.
type part struct {
	shown string
	width int
}

// parts makes every cluster safe and gives the index of the one at the cursor.
func (f *Field) parts() (parts []part, cursor int) {
	for from := 0; from < len(f.value); {
		next := f.after(from)
		shown := safetext.Line(f.value[from:next])
		if f.Secret {
			shown = "*"
		}
		parts = append(parts, part{shown: shown, width: cell.Width(shown)})
		from = next
		if from <= f.cursor {
			cursor = len(parts)
		}
	}
	return parts, cursor
}
