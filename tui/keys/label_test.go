package keys

import (
	"testing"

	"cspdesk/tui/theme"
)

// Where an arrow would look like a key of its own, the key's name is written.
func TestLabel(t *testing.T) {
	for _, c := range []struct{ key, arrows, ascii string }{
		{"up", "↑", "up"}, {"down", "↓", "down"}, {"left", "←", "left"}, {"right", "→", "right"},
		{">", ">", ">"}, {" ", "space", "space"}, {"pgdown", "pgdn", "pgdn"}, {"ctrl+g", "ctrl+g", "ctrl+g"},
	} {
		for ascii, want := range map[bool]string{false: c.arrows, true: c.ascii} {
			th := theme.New(theme.Options{ASCII: ascii})
			if got := Label(c.key, th.Glyphs); got != want {
				t.Errorf("ASCII %v: %q is %q, want %q", ascii, c.key, got, want)
			}
		}
	}
}
