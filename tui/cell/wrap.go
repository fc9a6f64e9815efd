package cell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a part of a string: the bytes Start to End.
type Span struct{ Start, End int }

// Wrap breaks text into lines of at most width cells. Line feeds break always.
// Latin text breaks at spaces, Chinese, Japanese and Korean text between
// characters, except before closing and after opening punctuation; a word that
// is longer than a line is cut. Spaces at a break are left out.
func Wrap(s string, width int) []string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		for _, span := range WrapSpans(line, width) {
			lines = append(lines, strings.TrimRight(line[span.Start:span.End], " "))
		}
	}
	return lines
}

// WrapWords breaks text as Wrap does, but leaves a word whole that is longer than a
// line, as a link or a path: whoever prints it lets the terminal break it.
func WrapWords(s string, width int) []string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		for i, span := range WrapSpans(line, width) {
			row := line[span.Start:span.End]
			before, _ := utf8.DecodeLastRuneInString(line[:span.Start])
			if first, _ := utf8.DecodeRuneInString(row); i > 0 && !mayBreak(before, first) {
				lines[len(lines)-1] += row
				continue
			}
			lines = append(lines, row)
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// WrapSpans breaks one line as Wrap does and gives where its rows start and
// end, at borders of graphemes. The rows follow each other without a gap and
// cover the line; there is always at least one. The spaces at a break belong to
// the end of the row before it and are the only thing that may stand beyond
// width. A row that fills the width exactly is not followed by an empty one.
// A width below 1 counts as 1; a character wider than that has a row to itself.
func WrapSpans(line string, width int) []Span {
	width = max(width, 1)
	if len(line) <= width && printable(line) {
		return []Span{{0, len(line)}}
	}
	var (
		rows     []Span
		start    int  // of the row
		used     int  // cells of the row, with all its spaces
		brk      = -1 // last place in the row where it may break
		brkUsed  int  // cells before that place
		previous rune // the base of the grapheme before
	)
	for g := range Graphemes(line) {
		r, size := utf8.DecodeRuneInString(line[g.Start:])
		if r == ' ' && g.Start+size < g.End {
			r = 0 // a space that carries a mark is seen
		}
		if g.Start > start && mayBreak(previous, r) {
			brk, brkUsed = g.Start, used
		}
		previous = r
		// Twice at most: what follows the break may be too long as well.
		for r != ' ' && used+g.Width > width && g.Start > start {
			at, before := g.Start, used
			if brk > start {
				at, before = brk, brkUsed
			}
			rows = append(rows, Span{start, at})
			start, used, brk = at, used-before, -1
		}
		used += g.Width
	}
	return append(rows, Span{start, len(line)})
}

// mayBreak reports whether a line may break between two neighbours.
func mayBreak(a, b rune) bool {
	switch {
	case b == ' ':
		return false
	case a == ' ':
		return true
	case strings.ContainsRune(neverFirst, b) || strings.ContainsRune(neverLast, a):
		return false
	}
	return ideographic(a) || ideographic(b)
}

// ideographic reports characters between which a line may break anywhere.
func ideographic(r rune) bool {
	return r >= 0x1100 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r == 'ー' ||
		r >= 0x1f300 && r <= 0x1faff)
}

// The characters that no line starts or ends with, after the usage of Chinese
// and Japanese print (W3C, Requirements for Chinese and for Japanese Text
// Layout: line breaking rules).
const (
	neverFirst = "!%),.:;?]}¢°’”‰′″℃…—–‐、。〃々〉》」』】〕〗〙〛〜～・･ー゛゜ゝゞヽヾ" +
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ！％），．／：；？］｝｠｡｣､￠"
	neverLast = "$([{£¥‘“〈《「『【〔〖〘〚〝＄（［｛｟｢￡￥"
)
