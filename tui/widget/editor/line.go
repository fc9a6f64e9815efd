package editor

import (
	"sort"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
)

// line is one line of the text and how it is drawn. What is drawn differs from
// the text only where the text holds something that a terminal must not see.
type line struct {
	text string

	drawn bool   // shown and the maps are made
	shown string // safe to draw
	raw   []int  // cluster starts in text, and its end; nil if shown equals text
	safe  []int  // the same places in shown

	width int   // for which rows holds
	rows  []int // starts of the wrapped rows in shown, as far as they were needed
	done  bool  // rows holds every row
}

// draw makes the shown form.
func (l *line) draw() {
	if l.drawn {
		return
	}
	l.drawn = true
	l.raw, l.safe = nil, nil
	if l.shown = l.text; plainText(l.text) {
		return
	}
	shown := make([]byte, 0, len(l.text))
	for at := 0; at < len(l.text); {
		cluster := clusterAt(l.text, at)
		l.raw, l.safe = append(l.raw, at), append(l.safe, len(shown))
		shown = append(shown, safetext.Line(cluster)...)
		at += len(cluster)
	}
	l.raw, l.safe = append(l.raw, len(l.text)), append(l.safe, len(shown))
	l.shown = string(shown)
	if l.shown == l.text {
		l.raw, l.safe = nil, nil
	}
}

// toShown gives the place in shown of a place in text.
func (l *line) toShown(at int) int {
	l.draw()
	return mapped(l.raw, l.safe, at)
}

// toText gives the place in text of a place in shown.
func (l *line) toText(at int) int {
	l.draw()
	return mapped(l.safe, l.raw, at)
}

func mapped(from, to []int, at int) int {
	if from == nil {
		return at
	}
	i := sort.SearchInts(from, at)
	if i == len(from) || from[i] > at {
		i--
	}
	return to[max(i, 0)]
}

// setText changes the line. Rows well before the place of the change stay
// valid: a row's end depends on little more than the word that follows it.
func (l *line) setText(text string, changed int) {
	plain := l.drawn && l.raw == nil
	l.text, l.drawn = text, false
	l.draw()
	if !plain || l.raw != nil {
		l.rows, l.done = nil, false
		return
	}
	const rowsBack = 4
	keep := sort.SearchInts(l.rows, changed+1) - rowsBack
	if keep < 1 {
		l.rows = nil
	} else {
		l.rows = l.rows[:keep]
	}
	l.done = false
}

// wrapTo lays out rows until enough says so or the line ends.
func (l *line) wrapTo(width int, enough func() bool) {
	l.draw()
	if l.width != width {
		l.width, l.rows, l.done = width, nil, false
	}
	if len(l.rows) == 0 {
		l.rows = append(l.rows[:0], 0)
	}
	for !l.done && !enough() {
		l.wrapMore()
	}
}

// wrapMore lays out some rows more. It looks at a piece of the line, and trusts
// all rows of it but the last two, which what follows may change.
func (l *line) wrapMore() {
	const piece = 4096
	start := l.rows[len(l.rows)-1]
	end := min(start+max(piece, 16*l.width), len(l.shown))
	for end < len(l.shown) && !utf8.RuneStart(l.shown[end]) {
		end++
	}
	spans := cell.WrapSpans(l.shown[start:end], l.width)
	if end < len(l.shown) && len(spans) <= 3 {
		end = len(l.shown)
		spans = cell.WrapSpans(l.shown[start:], l.width)
	}
	if end < len(l.shown) {
		spans = spans[:len(spans)-2]
	} else {
		l.done = true
	}
	for _, s := range spans[min(1, len(spans)):] {
		l.rows = append(l.rows, start+s.Start)
	}
}

// rowCount gives the number of rows, counting no further than most.
func (l *line) rowCount(width, most int) int {
	l.wrapTo(width, func() bool { return len(l.rows) > most })
	return min(len(l.rows), most)
}

// allRows gives the number of rows of the whole line.
func (l *line) allRows(width int) int {
	l.wrapTo(width, func() bool { return false })
	return len(l.rows)
}

// rowOf gives the row in which a place of shown stands.
func (l *line) rowOf(width, at int) int {
	l.wrapTo(width, func() bool { return l.rows[len(l.rows)-1] > at })
	return sort.SearchInts(l.rows, at+1) - 1
}

// row gives the bounds in shown of a row that exists.
func (l *line) row(width, n int) (start, end int) {
	l.wrapTo(width, func() bool { return len(l.rows) > n+1 })
	if n+1 < len(l.rows) {
		return l.rows[n], l.rows[n+1]
	}
	return l.rows[n], len(l.shown)
}

// clusterAt gives the grapheme cluster that starts at a place of s.
func clusterAt(s string, at int) string {
	cluster, _ := ansi.FirstGraphemeCluster(s[at:], ansi.GraphemeWidth)
	if cluster == "" {
		return s[at : at+1]
	}
	return cluster
}

// before gives the start of the cluster that ends at a place of s. It scans
// from the nearest place that is surely a border: between two plain runes.
func before(s string, at int) int {
	from := at
	for from > 0 {
		_, n := utf8.DecodeLastRuneInString(s[:from])
		from -= n
		if from == 0 {
			break
		}
		here, _ := utf8.DecodeRuneInString(s[from:])
		prev, _ := utf8.DecodeLastRuneInString(s[:from])
		if from < at && plainRune(here) && plainRune(prev) {
			break
		}
	}
	for {
		next := from + len(clusterAt(s, from))
		if next >= at {
			return from
		}
		from = next
	}
}

// plainText reports whether every rune is one that is drawn as it is and stands
// for itself.
func plainText(s string) bool {
	for _, r := range s {
		if !plainRune(r) {
			return false
		}
	}
	return true
}

// plainRune knows the letters of most mails: no rune of it combines with a
// neighbor, none is invisible, and none is changed by safetext.
func plainRune(r rune) bool {
	switch {
	case r >= 0x20 && r <= 0x7e:
		return true
	case r < 0xa1, r == 0xa9, r == 0xad, r == 0xae:
		return false
	case r <= 0x2ff, r >= 0x400 && r <= 0x482, r >= 0x48a && r <= 0x52f:
		return true
	case r >= 0x3400 && r <= 0x4dbf, r >= 0x4e00 && r <= 0x9fff:
		return true
	case r >= 0x3001 && r <= 0x3029, r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fe:
		return true
	case r >= 0xac00 && r <= 0xd7a3, r >= 0xff01 && r <= 0xff5e:
		return true
	case r >= 0x2013 && r <= 0x201f, r == 0x2026, r == 0x20ac:
		return true
	}
	return false
}
