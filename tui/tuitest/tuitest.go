// Package tuitest drives screens in tests without a terminal: it runs the
// commands that a screen gives, feeds it what they bring until nothing is left
// to do, and compares what is drawn with files.
package tuitest

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/golden"
	"cspdesk/internal/i18n"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
)

// Now is the moment of every test frame.
var Now = time.Date(2026, time.November, 12, 9, 30, 0, 0, time.UTC)

// maxRounds ends a test whose commands never come to rest.
const maxRounds = 10_000

// Drain runs a command, gives what it brings to update, runs the commands that
// come back, and so on until nothing is left.
func Drain(t testing.TB, update func(tea.Msg) tea.Cmd, cmd tea.Cmd) {
	t.Helper()
	queue := []tea.Cmd{cmd}
	for rounds := 0; len(queue) > 0; rounds++ {
		if rounds > maxRounds {
			t.Fatal("the commands never come to rest")
		}
		next := queue[0]
		queue = queue[1:]
		if next == nil {
			continue
		}
		msg := next()
		if msg == nil {
			continue
		}
		if many, ok := commands(msg); ok {
			queue = append(many, queue...)
			continue
		}
		queue = append(queue, update(msg))
	}
}

// commands gives the commands of a batch or of a sequence, whose type Bubble
// Tea does not export.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	if batch, ok := msg.(tea.BatchMsg); ok {
		return batch, true
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		return v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd), true
	}
	return nil, false
}

// Host stands in for the root around one screen: it brings answers to the
// screen, passes Changed on, and keeps what the screen wished.
type Host struct {
	Screen screen.Screen
	Wishes []tea.Msg // everything for the root, in order
	t      testing.TB
	typed  string // the letters of the last keys, with a space for any other key
	Frame  screen.Frame
}

// NewHost begins a screen in a frame of the size.
func NewHost(t testing.TB, s screen.Screen, width, height int) *Host {
	h := &Host{Screen: s, t: t, Frame: Frame(width, height)}
	Drain(t, h.update, s.Init())
	h.Send(screen.Resized{Width: width, Height: height})
	h.Lines()
	return h
}

// Frame gives a frame with the English texts and no colours.
func Frame(width, height int) screen.Frame {
	return screen.Frame{Width: width, Height: height, Now: Now, Text: i18n.English(), Theme: theme.New(theme.Options{NoColor: true})}
}

func (h *Host) update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Answer:
		if h.Screen.Box().Accept(m) {
			return h.give(m.Value)
		}
		return nil
	case screen.Tab, screen.Notice, screen.Quit, screen.Reopen:
		h.Wishes = append(h.Wishes, m)
		return nil
	case screen.Changed:
		h.Wishes = append(h.Wishes, m)
	}
	return h.give(msg)
}

// give keeps where the screen wished to go.
func (h *Host) give(msg tea.Msg) tea.Cmd {
	cmd := h.Screen.Update(msg)
	if wish := h.Screen.Box().Wish(); wish != nil {
		h.Wishes = append(h.Wishes, wish)
	}
	return cmd
}

// Send gives a message to the screen and drains what follows.
func (h *Host) Send(msg tea.Msg) {
	h.t.Helper()
	Drain(h.t, h.update, h.give(msg))
}

// Press gives keys by their names, drawing after each as a terminal would.
func (h *Host) Press(names ...string) {
	h.t.Helper()
	for _, name := range names {
		h.typed += letter(name)
		h.Send(Key(name))
		h.Lines()
	}
}

// Hold gives keys, and keeps what they do in the background until release is called.
func (h *Host) Hold(names ...string) (release func()) {
	h.t.Helper()
	var late []tea.Cmd
	for _, name := range names {
		late = append(late, h.give(Key(name)))
		h.Lines()
	}
	return func() {
		h.t.Helper()
		Drain(h.t, h.update, tea.Batch(late...))
	}
}

// letter gives the letter of a key, or a space.
func letter(key string) string {
	if utf8.RuneCountInString(key) == 1 {
		return key
	}
	return " "
}

// Typed gives what the names of keys may have written, whichever key began it.
func Typed(keys ...string) (all []string) {
	var b strings.Builder
	for _, key := range keys {
		b.WriteString(letter(key))
	}
	return written(b.String())
}

func written(text string) (all []string) {
	for _, word := range strings.Fields(text) {
		for i := range word {
			all = append(all, word[i:])
		}
	}
	return all
}

// Type gives text as if typed, one character at a time.
func (h *Host) Type(text string) {
	h.t.Helper()
	for _, r := range text {
		h.Press(string(r))
	}
}

// Lines draws the screen as plain text and checks that it keeps to its frame.
func (h *Host) Lines() []string {
	h.t.Helper()
	view := h.Screen.View(h.Frame)
	return Check(h.t, view.Lines, h.Frame.Width, h.Frame.Height)
}

// Check fails the test if lines do not fit or are not safe, and gives them
// without styles.
func Check(t testing.TB, lines []string, width, height int) []string {
	t.Helper()
	if len(lines) > max(height, 0) {
		t.Fatalf("%d lines in a frame of %dx%d", len(lines), width, height)
	}
	plain := make([]string, len(lines))
	for i, line := range lines {
		plain[i] = ansi.Strip(line)
		if w := cell.Width(plain[i]); w > max(width, 0) {
			t.Fatalf("line %d has %d cells in a frame of %dx%d: %q", i, w, width, height, plain[i])
		}
		for _, r := range plain[i] {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200b {
				t.Fatalf("line %d holds the character %U: %q", i, r, line)
			}
		}
	}
	return plain
}

// Key makes a key press of a name as tea.KeyMsg.String gives it.
func Key(name string) tea.KeyMsg {
	if name == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	for kind := tea.KeyType(-100); kind < 200; kind++ {
		msg := tea.KeyMsg{Type: kind}
		if kind != tea.KeyRunes && msg.String() == name && name != "" {
			return msg
		}
	}
	if rest, ok := strings.CutPrefix(name, "alt+"); ok {
		msg := Key(rest)
		msg.Alt = true
		return msg
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

// Golden compares lines with testdata/name.txt. With -update it writes the file.
func Golden(t testing.TB, name string, lines []string) {
	t.Helper()
	golden.Compare(t, name+".txt", text(lines, nil))
}
