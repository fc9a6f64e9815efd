package vt

import "testing"

func TestTextMayComeTorn(t *testing.T) {
	const text = "──│ 冒险家 Ébénisterie"
	for cut := range len(text) {
		screen := New(40, 1)
		_, _ = screen.Write([]byte("\x1b[2J"))
		for _, part := range []string{text[:cut], text[cut:]} {
			if _, err := screen.Write([]byte(part)); err != nil {
				t.Fatal(err)
			}
		}
		if faults := screen.Faults(); len(faults) > 0 || screen.Line(0) != text {
			t.Errorf("cut at %d: %q, faults %q", cut, screen.Line(0), faults)
		}
	}
}
