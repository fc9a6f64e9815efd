package widget_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/cell"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

func sampleForm() *widget.Form {
	name := widget.TextInput("Display name", "As colleagues see it", "", 20)
	name.Mistake = func(value string) string {
		if value == "" {
			return "A name is missing"
		}
		return ""
	}
	name.Complete = strings.ToUpper
	return &widget.Form{Inputs: []*widget.Input{
		name,
		widget.ChoiceInput("Domain", "The customer's own", []string{"contoso.com", "fabrikam.de", "bad\x1b[31m"}, 0),
		widget.CheckInput("Change password", "At the next sign-in", true),
	}}
}

func TestFormKeys(t *testing.T) {
	for _, c := range []struct {
		name   string
		keys   []tea.KeyMsg
		result widget.FormResult
		value  string
		chosen int
		on     bool
	}{
		{"submitting with a mistake stays", []tea.KeyMsg{key(tea.KeyCtrlS)}, widget.FormOpen, "", 0, true},
		{"submitting", []tea.KeyMsg{typed("anna"), key(tea.KeyCtrlS)}, widget.FormSubmitted, "ANNA", 0, true},
		{"enter walks and submits at the end", []tea.KeyMsg{typed("anna"), key(tea.KeyEnter), key(tea.KeyRight), key(tea.KeyEnter), key(tea.KeySpace), key(tea.KeyEnter)}, widget.FormSubmitted, "ANNA", 1, false},
		{"values go round", []tea.KeyMsg{typed("a"), key(tea.KeyTab), key(tea.KeyLeft), key(tea.KeyTab), key(tea.KeyTab)}, widget.FormOpen, "A", 2, true},
		{"upwards from the first", []tea.KeyMsg{typed("a"), key(tea.KeyUp), key(tea.KeyRight)}, widget.FormOpen, "A", 0, false},
		{"leaving keeps the text", []tea.KeyMsg{typed("anna"), key(tea.KeyEsc)}, widget.FormLeft, "anna", 0, true},
		{"letters do not change a choice", []tea.KeyMsg{typed("a"), key(tea.KeyDown), typed("x"), typed("l")}, widget.FormOpen, "A", 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := sampleForm()
			var result widget.FormResult
			for _, k := range c.keys {
				result = f.Update(k)
			}
			in := f.Inputs
			if result != c.result || in[0].Value() != c.value || in[1].Chosen != c.chosen || in[2].On != c.on {
				t.Errorf("result %v, name %q, choice %d, on %v; want %v, %q, %d, %v",
					result, in[0].Value(), in[1].Chosen, in[2].On, c.result, c.value, c.chosen, c.on)
			}
		})
	}
}

func TestFormShowsMistakesAndRefusals(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	f := sampleForm()
	drawn := func() string {
		lines, _, _ := f.View(th, 60, 20)
		return strings.Join(lines, "\n")
	}
	if strings.Contains(drawn(), "missing") {
		t.Error("the mistake is shown before anything was tried")
	}
	f.Update(key(tea.KeyCtrlS))
	if !strings.Contains(drawn(), "A name is missing") {
		t.Errorf("the mistake is not shown:\n%s", drawn())
	}
	f.Update(typed("anna"))
	f.Inputs[0].Refused = "This name is taken"
	if result := f.Update(key(tea.KeyCtrlS)); result != widget.FormOpen || !strings.Contains(drawn(), "taken") {
		t.Errorf("result %v:\n%s", result, drawn())
	}
	f.Update(typed("b"))
	if strings.Contains(drawn(), "taken") {
		t.Error("the refusal outlives the change")
	}
}

func TestFormFitsEverySize(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	f := sampleForm()
	f.Update(typed("冒险家"))
	for step := range 3 {
		for height := range 12 {
			for width := range 40 {
				lines, row, column := f.View(th, width, height)
				if len(lines) > height {
					t.Fatalf("%d lines in a height of %d", len(lines), height)
				}
				for _, line := range lines {
					if cell.Width(line) > width || strings.Contains(line, "\x1b[31m") {
						t.Fatalf("in %dx%d: %q", width, height, line)
					}
				}
				if column >= 0 && (column >= width || row >= len(lines)) {
					t.Fatalf("in %dx%d the cursor is at %d, %d", width, height, row, column)
				}
				if width > 20 && height > 0 && row >= len(lines) {
					t.Fatalf("in %dx%d, at input %d, the focus is not seen", width, height, step)
				}
			}
		}
		f.Update(key(tea.KeyTab))
	}
}

func TestTypedWantsTheText(t *testing.T) {
	enter := key(tea.KeyEnter)
	for _, c := range []struct {
		name            string
		keys            []tea.KeyMsg
		confirmed, done bool
	}{
		{"enter alone", []tea.KeyMsg{enter, enter}, false, false},
		{"another text", []tea.KeyMsg{typed("contoso.co"), enter}, false, false},
		{"the text", []tea.KeyMsg{typed("Contoso.COM "), enter}, true, true},
		{"after a mistake", []tea.KeyMsg{typed("x"), enter, key(tea.KeyCtrlU), typed("contoso.com"), enter}, true, true},
		{"y is text", []tea.KeyMsg{typed("y")}, false, false},
		{"esc", []tea.KeyMsg{typed("contoso.com"), key(tea.KeyEsc)}, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := &widget.Typed{Title: "Remove?", Want: "contoso.com", Prompt: "Type contoso.com", Wrong: "That is another text"}
			var confirmed, done bool
			for _, k := range c.keys {
				confirmed, done = q.Update(k)
			}
			if confirmed != c.confirmed || done != c.done {
				t.Errorf("confirmed %v, done %v", confirmed, done)
			}
		})
	}
	none := &widget.Typed{}
	if confirmed, _ := none.Update(enter); confirmed {
		t.Error("an empty text confirms a question that wants none")
	}
}

func TestTypedFitsEverySize(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	q := &widget.Typed{Title: "Sure?\x1b[2J", Body: []string{strings.Repeat("a long text ", 30)}, Want: "x", Prompt: "Type x\x1b[31m", Wrong: "Not x"}
	q.Update(typed("冒险"))
	for _, press := range []tea.KeyMsg{typed("家"), key(tea.KeyEnter)} {
		q.Update(press)
		for height := range 14 {
			for width := range 40 {
				lines, row, column := q.Over(nil, th, width, height)
				if len(lines) != height {
					t.Fatalf("%d lines in a height of %d", len(lines), height)
				}
				for _, line := range lines {
					if cell.Width(line) > width || strings.Contains(line, "\x1b[2J") || strings.Contains(line, "\x1b[31m") {
						t.Fatalf("in %dx%d: %q", width, height, line)
					}
				}
				if column >= width || column >= 0 && row != height-1 || height > 0 && width > 8 && !strings.Contains(lines[height-1], "家") {
					t.Fatalf("in %dx%d: cursor %d, %d: %q", width, height, row, column, lines)
				}
			}
		}
	}
}

// TestFormPassesBy what cannot be changed or is not asked for.
func TestFormPassesBy(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	kind := widget.ChoiceInput("Kind", "", []string{"school", "state"}, 0)
	school := widget.TextInput("School", "", "", 20)
	school.Hidden = func() bool { return kind.Chosen != 0 }
	school.Mistake = func(value string) string { return map[string]string{"": "A school is missing"}[value] }
	fixed := &widget.Input{Label: "Country", Fixed: "Switzerland"}
	f := &widget.Form{Inputs: []*widget.Input{fixed, kind, school, {Label: "State", Fixed: "Bern"}}}
	shown := func() string {
		lines, _, _ := f.View(th, 60, 20)
		return strings.Join(lines, "\n")
	}
	if f.Focused() != kind || !strings.Contains(shown(), "Switzerland") {
		t.Errorf("the focus is on %q:\n%s", f.Focused().Label, shown())
	}
	f.Update(key(tea.KeyTab))
	if f.Focused() != school {
		t.Errorf("after tab: %q", f.Focused().Label)
	}
	if f.Update(key(tea.KeyEnter)) != widget.FormOpen || !strings.Contains(shown(), "A school is missing") {
		t.Errorf("the last value that is asked for does not end the form:\n%s", shown())
	}
	f.Update(key(tea.KeyTab))
	f.Update(key(tea.KeyRight))
	if strings.Contains(shown(), "School") {
		t.Errorf("what is not asked for is shown:\n%s", shown())
	}
	if f.Update(key(tea.KeyCtrlS)) != widget.FormSubmitted {
		t.Error("a value that is not asked for is in the way")
	}
}
