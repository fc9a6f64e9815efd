package widget_test

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/cell"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

func question(done *string) *widget.Dialog {
	yes := func() tea.Cmd { *done = "yes"; return nil }
	return &widget.Dialog{
		Title: "Sure?\x1b[2J", Body: []string{strings.Repeat("a long text ", 30) + "\x1b[31m"},
		Options: []widget.Option{{Label: "Later"}, {Label: "Yes", Key: "y", Do: yes}},
	}
}

func TestDialogIsSafeByDefault(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []tea.KeyMsg
		want string
	}{
		{"enter", []tea.KeyMsg{key(tea.KeyEnter)}, ""},
		{"esc", []tea.KeyMsg{key(tea.KeyDown), key(tea.KeyEsc)}, ""},
		{"the key of an option", []tea.KeyMsg{typed("y")}, "yes"},
		{"moving and enter", []tea.KeyMsg{key(tea.KeyDown), key(tea.KeyEnter)}, "yes"},
		{"another letter, then round the end", []tea.KeyMsg{typed("x"), key(tea.KeyUp), key(tea.KeyUp), key(tea.KeyEnter)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			d := question(&got)
			done := false
			for _, k := range c.keys {
				var chosen widget.Option
				if chosen, done = d.Update(k); done && chosen.Do != nil {
					chosen.Do()
				}
			}
			if !done || got != c.want {
				t.Errorf("done %v, did %q, want %q", done, got, c.want)
			}
		})
	}
	if _, done := question(new(string)).Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("y"), Paste: true}); done {
		t.Error("pasted text answers the question")
	}
}

func TestDialogFitsEverySize(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	for height := range 14 {
		for width := range 40 {
			lines := question(new(string)).Over(nil, th, width, height)
			if len(lines) != height {
				t.Fatalf("%d lines in a height of %d", len(lines), height)
			}
			for _, line := range lines {
				if cell.Width(line) > width || strings.Contains(line, "\x1b[2J") || strings.Contains(line, "\x1b[31m") {
					t.Fatalf("in %dx%d: %q", width, height, line)
				}
			}
			if height >= 2 && width > 10 && !strings.Contains(strings.Join(lines, "\n"), "Later") {
				t.Fatalf("in %dx%d the option with the focus is not seen", width, height)
			}
		}
	}
}

// With more answers than lines, the one that enter chooses is seen, and the mouse
// finds the one that it points at.
func TestDialogShowsItsFocus(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	labels := strings.Fields("zero one two three four five six seven eight nine")
	for height := 1; height < 14; height++ {
		for focus := range labels {
			d := widget.Pick("Which?", labels, focus, nil)
			lines := d.Over(nil, th, 30, height)
			if !strings.Contains(strings.Join(lines, "\n"), labels[focus]) {
				t.Errorf("in %d lines %s is not seen:\n%s", height, labels[focus], strings.Join(lines, "\n"))
			}
			for i, line := range lines {
				d.Focus = focus
				if found := d.Point(i); found && !strings.Contains(line, labels[d.Focus]) {
					t.Errorf("in %d lines %q leads to %s", height, line, labels[d.Focus])
				}
			}
		}
	}
}

// TestALongTitleStandsInTheRule, its further lines below, and an empty paragraph
// takes no line.
func TestALongTitleStandsInTheRule(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	d := &widget.Dialog{Title: "Open a service request for Northwind Traders?", Body: []string{"Sure.", ""}, Options: []widget.Option{{Label: "No"}}}
	lines := d.Over(nil, th, 30, 5)
	if !strings.Contains(lines[0], th.Glyphs.Horizontal+" Open a service") || !strings.Contains(lines[1], "Northwind") || !strings.Contains(lines[2], "Sure.") {
		t.Errorf("%q", lines)
	}
	lines = d.Over(nil, th, 30, 12) // where there is room for an empty line
	at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Sure.") })
	if at < 0 || !strings.Contains(lines[at+2], "No") {
		t.Errorf("%q", lines)
	}
}

// TestAnOptionIsReadWhole: what an answer rests on is not cut.
func TestAnOptionIsReadWhole(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	d := &widget.Dialog{Title: "Was it accepted?", Options: []widget.Option{
		{Label: "Later"}, {Label: "Yes, by Fabrikam AG (new since your request, nothing else fits)", Key: "y"}, {Label: "No"},
	}}
	lines := d.Over(nil, th, 40, 10)
	text := strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
	if !strings.Contains(text, "(new since your request, nothing else fits) (y)") {
		t.Errorf("the reason is cut:\n%s", strings.Join(lines, "\n"))
	}
	for i := range 10 {
		if d.Focus = 0; d.Point(i) && strings.Contains(lines[i], "nothing") && d.Focus != 1 {
			t.Errorf("line %d leads to option %d", i, d.Focus)
		}
	}
}

// TestTheQuestionStays in a window with room for few answers.
func TestTheQuestionStays(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	labels := strings.Fields("none one three seven fourteen thirty")
	for focus := range labels {
		d := widget.Pick("Put it off?", labels, focus, nil)
		lines := d.Over(nil, th, 30, 5)
		if text := strings.Join(lines, "\n"); !strings.Contains(text, "Put it off?") || !strings.Contains(text, labels[focus]) {
			t.Errorf("%s", text)
		}
	}
}
