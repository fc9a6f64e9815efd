package widget

import (
	"strings"

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

// Named gives the word for a value of the service, or the value itself, safe to
// draw.
func Named(words map[string]string, value string) string {
	if word, ok := words[value]; ok {
		return word
	}
	return safetext.Line(value)
}

// Columns puts cells side by side, each as wide as its column. One of no width
// is left out.
func Columns(widths []int, cells ...string) string {
	var b strings.Builder
	for i, w := range widths {
		if w == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("  ")
		}
		b.WriteString(cell.Fit(cells[i], w))
	}
	return b.String()
}

// Beside places a remark at the end of a row: beside it where there is room, or
// wrapped on lines of their own below the row.
func Beside(remark string, room, indent, width int) (beside string, below []string) {
	if remark = safetext.Line(remark); cell.Width(remark) <= room {
		return remark, nil
	}
	return "", Paragraph(remark, indent, width)
}

// Widest gives the cells of the longest of some words.
func Widest(words map[string]string) (cells int) {
	for _, word := range words {
		cells = max(cells, cell.Width(word))
	}
	return cells
}

// Item is a paragraph behind a sign: its further lines stand below its first.
func Item(sign, text string, indent, width int) []string {
	lines := Paragraph(text, indent+cell.Width(sign)+1, width)
	lines[0] = cell.Spaces(indent) + sign + lines[0][indent+cell.Width(sign):]
	return lines
}

// Paragraph makes text safe, wraps it into width cells and indents it.
func Paragraph(text string, indent, width int) []string {
	lines := cell.Wrap(safetext.Block(text), width-indent)
	for i, line := range lines {
		lines[i] = cell.Spaces(indent) + line
	}
	return lines
}
