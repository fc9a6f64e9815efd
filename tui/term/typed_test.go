package term

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

func TestTypedKeys(t *testing.T) {
	cases := map[string]string{
		"Fabrikam AG":      "Fabrikam|space|AG",
		"\tFabrikam\tDE":   "tab|Fabrikam|tab|DE",
		"冒险家\x13":          "冒险家|ctrl+s",
		"abc\x7f\x7fd\x0f": "abc|backspace|backspace|d|ctrl+o",
		"abc\r":            "abc|enter",
	}
	for text, want := range cases {
		var got []string
		for _, key := range typedKeys([]byte(text)) {
			name := key.String()
			if key.Type == tea.KeySpace {
				name = "space"
			}
			got = append(got, name)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestTextAlone(t *testing.T) {
	for text, want := range map[string]bool{
		"y": true, "\r": true, "\t": true, "北": true, "\x13": false, "\x1b": false, "a\x7f": false,
	} {
		if got := textAlone([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
