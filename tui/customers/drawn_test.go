package customers_test

import (
	"slices"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/tuitest"
)

// TestKeptLinesFollowWhatTheyDependOn draws a list, draws it with one thing
// changed, and draws it as it was.
func TestKeptLinesFollowWhatTheyDependOn(t *testing.T) {
	h := tuitest.NewHost(t, customers.New(deps(tuitest.Many(50))), 120, 20)
	const row = 5 // a line with a customer who is not under the cursor
	draw := func(f screen.Frame) []string { return slices.Clone(h.Screen.View(f).Lines) }
	before := draw(h.Frame)
	for name, change := range map[string]func(*screen.Frame){
		"width":    func(f *screen.Frame) { f.Width = 100 },
		"theme":    func(f *screen.Frame) { f.Theme = theme.New(theme.Options{NoColor: true, ASCII: true}) },
		"language": func(f *screen.Frame) { f.Text = i18n.For("zh-CN") },
	} {
		changed := h.Frame
		change(&changed)
		if draw(changed)[row] == before[row] {
			t.Errorf("another %s: the line stays %q", name, before[row])
		}
		if !slices.Equal(draw(h.Frame), before) {
			t.Errorf("another %s, and back: %q, want %q", name, draw(h.Frame), before)
		}
	}
	h.Press("down", "down", "down", "right", "up", "up", "up")
	if draw(h.Frame)[row] == before[row] {
		t.Errorf("expanded: the line stays %q", before[row])
	}
}
