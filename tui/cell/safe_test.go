package cell

import (
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"

	"cspdesk/internal/safetext"
)

// Whatever comes from outside can be measured, cut, wrapped and styled once it is
// safe: the libraries panic on some of it as it came, such as a sequence of more
// than 32 parameters.
func FuzzSafeTextIsDrawable(f *testing.F) {
	for _, s := range []string{
		"\x1b[" + strings.Repeat("1;", 100) + "m", "Z" + strings.Repeat("\u0301", 90), "\u202eabc\u200d", "👩\u200d👩\u200d👧", "\xff\u009b31m",
		"a\nb\tc", "\u1100\u1100\u1161", "株式会社", "\U000e0041",
	} {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width %= 100
		for _, text := range []string{safetext.Line(s), safetext.Block(s), safetext.Clean(s)} {
			lipgloss.NewStyle().Width(20).Render(text)
			for line := range strings.SplitSeq(text, "\n") {
				if got := Width(Fit(line, width)); got != max(width, 0) {
					t.Fatalf("Fit(%q, %d) is %d cells", line, width, got)
				}
				if got := lipgloss.Width(line); got != Width(line) {
					t.Fatalf("%q: %d cells, Lip Gloss %d", line, Width(line), got)
				}
			}
			Wrap(text, width)
		}
	})
}
