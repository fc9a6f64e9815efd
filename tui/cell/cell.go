// Package cell measures, cuts and wraps text in terminal cells. It is the one
// authority on width: grapheme clusters as x/ansi counts them, East Asian
// ambiguous characters one cell. Text must be safe already (package safetext);
// it may carry colours, but no other escape sequences.
package cell

import (
	"iter"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/mattn/go-runewidth"
)

// Ellipsis ends what Cut has shortened. It is one cell wide.
const Ellipsis = "…"

// Libraries that measure with go-runewidth would count ambiguous characters as
// two cells under a Chinese or Japanese locale, and disagree with everything
// that measures here.
func init() {
	runewidth.EastAsianWidth = false
	runewidth.DefaultCondition.EastAsianWidth = false
}

// Width gives the cells that a line takes.
func Width(s string) int {
	if printable(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// Cut shortens a line to at most width cells; what was cut ends in an ellipsis.
// Because a wide character is never halved the result may be one cell narrower.
func Cut(s string, width int) string {
	return CutWith(s, width, Ellipsis)
}

// CutWith is Cut with another tail, which may be empty. A tail that has no room
// is left out.
func CutWith(s string, width int, tail string) string {
	if width <= 0 {
		return ""
	}
	if len(s) <= width && printable(s) || Width(s) <= width {
		return s
	}
	room := width - Width(tail)
	if room < 0 {
		room, tail = width, ""
	}
	if strings.IndexByte(s, 0x1b) >= 0 {
		return ansi.Truncate(s, width, tail)
	}
	end, used := 0, 0
	for g := range Graphemes(s) {
		if used+g.Width > room {
			break
		}
		end, used = g.End, used+g.Width
	}
	return s[:end] + tail
}

// Fit makes a line exactly width cells wide: cut, then padded with spaces.
func Fit(s string, width int) string {
	s = Cut(s, width)
	if missing := width - Width(s); missing > 0 {
		return s + Spaces(missing)
	}
	return s
}

// FitRight is Fit with the padding in front, for numbers.
func FitRight(s string, width int) string {
	s = Cut(s, width)
	if missing := width - Width(s); missing > 0 {
		return Spaces(missing) + s
	}
	return s
}

const manySpaces = "                                                                                                                                "

// Spaces gives n spaces, none if n is negative.
func Spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(manySpaces) {
		return manySpaces[:n]
	}
	return strings.Repeat(" ", n)
}

// Grapheme is one character as people see it: the bytes Start to End of a
// string, and its cells.
type Grapheme struct{ Start, End, Width int }

// Graphemes gives the graphemes of text without colours, in order.
func Graphemes(s string) iter.Seq[Grapheme] {
	return func(yield func(Grapheme) bool) {
		for start := 0; start < len(s); {
			size, width := First(s[start:])
			if !yield(Grapheme{Start: start, End: start + size, Width: width}) {
				return
			}
			start += size
		}
	}
}

// First gives the bytes and the cells of the first grapheme of text that is not
// empty and carries no colours.
func First(s string) (size, width int) {
	c := s[0]
	if c >= 0x80 {
		cluster, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		return len(cluster), w
	}
	if c >= 0x20 && c < 0x7f {
		width = 1
	}
	if len(s) == 1 || s[1] < 0x80 {
		return 1, width
	}
	cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(cluster), width + ansi.StringWidth(cluster[1:])
}

// Last gives the bytes of the last grapheme of text that is not empty, as a
// backspace takes them.
func Last(s string) int {
	if n := len(s); s[n-1] < 0x80 {
		return 1
	}
	start := 0
	for g := range Graphemes(s) {
		start = g.Start
	}
	return len(s) - start
}

// printable reports whether every byte is a printable ASCII character, so that
// bytes are cells.
func printable(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7f {
			return false
		}
	}
	return true
}
