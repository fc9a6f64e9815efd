package tuitest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/golden"
	"cspdesk/internal/i18n"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
)

// windows are the sizes of the window that every state is drawn in.
var windows = [][2]int{{60, 18}, {80, 24}, {120, 40}}

// rootLines are what the root keeps of a window: header, tabs and keys.
const rootLines = 3

// Shot is a screen as it stands, to be compared with the golden frames of its
// state.
//
// Three files hold the text, one for each window: testdata/NAME-60x18.txt and so
// on, those in Chinese in testdata/zh-CN. The colours are in a fourth file,
// testdata/NAME.style, for all looks together: a look changes colours and never
// text, so a frame for each look would say the same text six times. They are
// kept for English and for 80x24 alone, for the same reason; what must hold of
// them in every language and window (see looks.go) is checked and not kept.
type Shot struct {
	Name   string
	Screen screen.Screen // the one on top
	Text   *i18n.Strings
	Whole  bool // Draw draws the root's lines too
	// Draw draws for a frame. Where Whole is set its size is that of the window.
	Draw func(f screen.Frame) screen.View
	// Quoted is what stands in the frame and is not ours, such as a letter in the
	// customer's language.
	Quoted []string
}

// Frames compares the screen as it stands with the golden frames of a state.
func (h *Host) Frames(name string, quoted ...string) {
	h.t.Helper()
	before := h.Frame
	Shot{Name: name, Screen: h.Screen, Text: h.Frame.Text, Quoted: append(quoted, written(h.typed)...), Draw: func(f screen.Frame) screen.View {
		if f.Width != h.Frame.Width || f.Height != h.Frame.Height {
			h.Frame = f
			h.Send(screen.Resized{Width: f.Width, Height: f.Height})
		}
		f.Now = before.Now
		return h.Screen.View(f)
	}}.Compare(h.t)
	h.Frame = before
	h.Send(screen.Resized{Width: before.Width, Height: before.Height})
}

// Compare compares the frames with the golden files, and checks what must hold
// of every frame.
func (s Shot) Compare(t testing.TB) {
	t.Helper()
	folder := ""
	if s.Text != i18n.English() {
		folder = s.Text.Language + "/"
	}
	took(s)
	for _, size := range windows {
		name := fmt.Sprintf("%s%s-%dx%d", folder, s.Name, size[0], size[1])
		f := Frame(size[0], size[1])
		if f.Text = s.Text; !s.Whole {
			f.Height -= rootLines
		}
		drawn, cursor := s.looks(t, name, f)
		lines := drawn[len(drawn)-1].text
		golden.Compare(t, name+".txt", text(lines, cursor))
		spoken(t, name, s, lines)
		uncut(t, name, s, drawn[0])
		sameWords(s, drawn)
		if size == [2]int{80, 24} && s.Text == i18n.English() {
			golden.Compare(t, s.Name+".style", style(s, drawn))
		}
	}
}

// text is a frame without its styles, and the cell where text is typed.
func text(lines []string, cursor *screen.Cursor) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if cursor != nil {
		fmt.Fprintf(&b, "-- cursor %d,%d\n", cursor.Row, cursor.Column)
	}
	return b.String()
}

// looks draws a frame in every look, and fails unless all have the same text
// and every style is one of the look's. The last is the one without colours.
func (s Shot) looks(t testing.TB, name string, f screen.Frame) (all []drawing, cursor *screen.Cursor) {
	t.Helper()
	for _, look := range lookNames {
		f.Theme = theme.New(theme.Options{Name: look})
		view := s.Draw(f)
		plain := Check(t, view.Lines, f.Width, f.Height)
		d := drawing{text: plain}
		for _, line := range view.Lines {
			d.cells = append(d.cells, styles(line))
		}
		if len(all) > 0 && !slices.Equal(plain, all[0].text) {
			t.Fatalf("%s: the look %q changes the text:\n%s\nand not\n%s", name, look, strings.Join(plain, "\n"), strings.Join(all[0].text, "\n"))
		}
		all, cursor = append(all, d), view.Cursor
	}
	for row := range all[0].cells {
		for column := range all[0].cells[row] {
			if tuple := tupleAt(all, row, column); signs[tuple] == "" && !blank(tuple) {
				t.Fatalf("%s: line %d, cell %d is drawn in a style of its own: %v\n%q", name, row, column, tuple, ansi.Strip(all[0].text[row]))
			}
		}
	}
	return all, cursor
}

// contexts names the key table of keys.Contexts that a screen's own is most
// like, and those that it has all of besides.
func contexts(s screen.Screen) string {
	mine, best, like := intents(s.Keys()), keys.Context{}, 0.0
	for _, c := range keys.Contexts() {
		theirs := intents(c.Table)
		n := common(mine, theirs)
		if l := float64(n) / float64(len(mine)+len(theirs)-n); l > like {
			best, like = c, l
		}
	}
	names, likest := []string{best.Name}, intents(best.Table)
	for _, c := range keys.Contexts() {
		theirs := intents(c.Table)
		if common(mine, theirs) == len(theirs) && common(likest, theirs) < len(theirs) {
			names = append(names, c.Name)
		}
	}
	return strings.Join(names, " ")
}

func common(a, b map[keys.Intent]bool) (n int) {
	for intent := range a {
		if b[intent] {
			n++
		}
	}
	return n
}

func intents(table keys.Table) map[keys.Intent]bool {
	all := map[keys.Intent]bool{}
	for _, b := range table {
		all[b.Intent] = true
	}
	return all
}

// kind names the type of a screen, such as *users.Editor.
func kind(s screen.Screen) string { return reflect.TypeOf(s).String() }
