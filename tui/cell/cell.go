// Package cell measures, cuts and wraps text in terminal cells. It is the one
// authority on width: grapheme clusters as x/ansi counts them, East Asian
// ambiguous characters one cell. Text must be safe already (package safetext);
// it may carry colours, but no other escape sequences.
package cell

import (
	"iter"
	"strings"
	"unicode/utf8"

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
	if strings.IndexByte(s, 0x1b) >= 0 {
		return ansi.StringWidth(s)
	}
	width := 0
	for g := range Graphemes(s) {
		width += g.Width
	}
	return width
}

// Cut shortens a line to at most width cells; what was cut ends in an ellipsis.
// Because a wide character is never halved the result may be one cell narrower.
func Cut(s string, width int) string {
	tail := Ellipsis
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
	r, size := rune(s[0]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(s)
	}
	width = alone(r)
	if len(s) == size || width > 0 && standsAlone(s[size:]) {
		if width > 0 {
			return size, width
		}
		return size, ansi.StringWidth(s)
	}
	cluster, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if r < utf8.RuneSelf { // x/ansi counts the character and its marks apart
		w = width + ansi.StringWidth(cluster[1:])
	}
	return len(cluster), w
}

// Steady reports whether terminals agree about the width of a character and join
// it with nothing before it.
func Steady(r rune) bool { return alone(r) > 0 }

// standsAlone reports whether the text surely starts with a new grapheme.
func standsAlone(s string) bool {
	if s[0] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return alone(r) > 0
}

// alone gives the width of a character that is never joined with another of its
// kind, from the blocks that names are mostly made of, and 0 for all others:
// those take the thorough and slow way.
func alone(r rune) int {
	switch {
	case r >= 0x20 && r < 0x7f, r >= 0xae && r <= 0x02ff, r >= 0x0391 && r <= 0x03ff, r >= 0x0400 && r <= 0x0482,
		r >= 0x2010 && r <= 0x2027, r >= 0x2500 && r <= 0x25a1:
		if r == 0x00ae { // may be shown as an emoji
			return 0
		}
		return 1
	case r >= 0x4e00 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3, r >= 0x3041 && r <= 0x3096, r >= 0x309b && r <= 0x30ff,
		r >= 0x3001 && r <= 0x3029, r >= 0xff01 && r <= 0xff60:
		return 2
	}
	return 0
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
