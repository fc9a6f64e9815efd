package editor

import (
	"math/rand/v2"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// Whatever is pressed, what is fixed stays whole, and the rest can be deleted.
func TestNoKeyDamagesWhatIsFixed(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 11))
	press := []tea.KeyMsg{
		key(tea.KeyBackspace), key(tea.KeyDelete), key(tea.KeyCtrlU), key(tea.KeyCtrlK), {Type: tea.KeyBackspace, Alt: true},
		key(tea.KeyLeft), key(tea.KeyRight), key(tea.KeyUp), key(tea.KeyDown), key(tea.KeyHome), key(tea.KeyEnd), key(tea.KeyEnter),
		typed("x"), paste("a\nb"), typed("}"), typed("{"), {Type: tea.KeyCtrlUnderscore}, {Type: tea.KeyRunes, Runes: []rune("/"), Alt: true},
	}
	held := 0
	for round := range 200 {
		e := New("{greeting}\n\nWe write to {name}, and\nto nobody else.")
		e.Fix("{greeting}", "{name}", "{rights}")
		for n := range 300 {
			e.Update(press[random.IntN(len(press))])
			if e.Held() {
				held++
			}
			text := e.Text()
			if !strings.Contains(text, "{greeting}") || !strings.Contains(text, "{name}") {
				t.Fatalf("round %d, key %d: %q", round, n, text)
			}
		}
	}
	if held < 100 {
		t.Errorf("only %d keys were held", held)
	}
	e := New("{name} x")
	e.Fix("{name}")
	for range 10 {
		e.Update(key(tea.KeyDelete))
	}
	e.Update(key(tea.KeyEnd))
	for range 10 {
		e.Update(key(tea.KeyBackspace))
	}
	if e.Text() != "{name}" || !e.Held() {
		t.Errorf("%q", e.Text())
	}
	e.Update(paste(" and {name}"))
	for range 11 {
		e.Update(key(tea.KeyBackspace))
	}
	if e.Update(paste("\n{name} {name}")); e.Text() != "{name}\n{name} {name}" {
		t.Fatalf("%q", e.Text())
	}
	e.Update(key(tea.KeyCtrlU))
	if e.Text() != "{name}\n" {
		t.Errorf("one more than needed cannot be deleted: %q", e.Text())
	}
}
