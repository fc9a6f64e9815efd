package widget

import (
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/theme"
)

// Dot separates short facts on a line.
func Dot(th *theme.Theme) string {
	if th.Options.ASCII {
		return "-"
	}
	return "·"
}

// Paragraph makes text safe, wraps it into width cells and indents it.
func Paragraph(text string, indent, width int) []string {
	lines := cell.Wrap(safetext.Block(text), width-indent)
	for i, line := range lines {
		lines[i] = cell.Spaces(indent) + line
	}
	return lines
}
