package widget

import (
	"strings"

	"cspdesk/tui/theme"
)

// Bar draws how much of something is done, in a line of so many cells.
func Bar(g theme.Glyphs, done, all, width int) string {
	if width < 1 || all < 1 {
		return ""
	}
	full := width * done / all
	return strings.Repeat(g.Heavy, full) + strings.Repeat(g.Horizontal, width-full)
}
