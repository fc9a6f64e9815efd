package widget_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/cell"
	"cspdesk/tui/widget"
)

func typed(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }

func key(t tea.KeyType) tea.KeyMsg { return tea.KeyMsg{Type: t} }

func TestFieldEdits(t *testing.T) {
	back := key(tea.KeyBackspace)
	for _, c := range []struct {
		name string
		keys []tea.KeyMsg
		want string
	}{
		{"typing", []tea.KeyMsg{typed("Con"), typed("toso")}, "Contoso"},
		{"one backspace takes one cluster", []tea.KeyMsg{typed("a👍🏽e\u0301"), back, back}, "a"},
		{"backspace as older terminals send it", []tea.KeyMsg{typed("ab"), key(tea.KeyCtrlH)}, "a"},
		{"Chinese", []tea.KeyMsg{typed("冒险家"), back, key(tea.KeyLeft), typed("大")}, "冒大险"},
		{"home, end", []tea.KeyMsg{typed("bc"), key(tea.KeyHome), typed("a"), key(tea.KeyEnd), typed("d")}, "abcd"},
		{"delete a word", []tea.KeyMsg{typed("one two three"), key(tea.KeyCtrlW), key(tea.KeyCtrlW)}, "one "},
		{"delete to the start", []tea.KeyMsg{typed("abc"), key(tea.KeyLeft), key(tea.KeyCtrlU)}, "c"},
		{"alt+letter is no text", []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("x"), Alt: true}}, ""},
		{"paste joins lines and drops escapes", []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("a\r\nb\x1b[31mc"), Paste: true}}, "a bc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f widget.Field
			for _, k := range c.keys {
				f.Update(k)
			}
			if f.Value() != c.want {
				t.Errorf("value %q, want %q", f.Value(), c.want)
			}
		})
	}
}

// TestFieldProposes a value: typing takes its place, and any other key keeps it.
func TestFieldProposes(t *testing.T) {
	for want, keys := range map[string][]tea.KeyMsg{
		"40": {typed("4"), typed("0")}, "36": {typed("\x1b")}, "364": {key(tea.KeyEnd), typed("4")}, "3": {key(tea.KeyBackspace)}, "436": {key(tea.KeyHome), typed("4")},
	} {
		f := widget.NewField("", 3)
		f.Propose("36")
		for _, k := range keys {
			f.Update(k)
		}
		if f.Value() != want {
			t.Errorf("%v makes %q, want %q", keys, f.Value(), want)
		}
	}
}

func TestFieldLimit(t *testing.T) {
	f := widget.NewField("", 4)
	f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("冒险家科技"), Paste: true})
	if f.Value() != "冒险家科" {
		t.Errorf("value %q", f.Value())
	}
}

func TestFieldViewFollowsTheCursor(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	keys := []tea.KeyMsg{
		typed("ab"), typed("冒险"), typed("👩‍👩‍👧"), typed("e\u0301"), typed(" "), typed("\u202e"), key(tea.KeyLeft), key(tea.KeyRight),
		key(tea.KeyHome), key(tea.KeyEnd), key(tea.KeyBackspace), key(tea.KeyDelete), key(tea.KeyCtrlLeft), key(tea.KeyCtrlRight),
		key(tea.KeyCtrlW), typed("\u0301"), typed("\U0001f1e9"),
	}
	f := widget.NewField("", 80)
	for range 5000 {
		f.Update(keys[random.IntN(len(keys))])
		if !utf8.ValidString(f.Value()) {
			t.Fatalf("the value is no text any more: %q", f.Value())
		}
		width := random.IntN(14)
		text, column := f.View(width)
		if cell.Width(text) != width || column > max(width-1, 0) || column < 0 {
			t.Fatalf("width %d: %q is %d wide, cursor at %d", width, text, cell.Width(text), column)
		}
		if strings.ContainsAny(text, "\u202e\n\x1b") {
			t.Fatalf("unsafe text is drawn: %q", text)
		}
	}
}
