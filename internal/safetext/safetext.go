// Package safetext makes text from outside harmless before it is drawn or
// printed: names and errors of the service, cells of imported files, edited and
// pasted text. The raw text stays in the store, in JSON and on the clipboard;
// only what reaches a terminal passes here, and before any code measures or
// styles it.
package safetext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Limits of what is drawn. Longer text is cut and ends in an ellipsis.
const (
	MaxLine    = 256     // runes of a Line
	MaxBlock   = 1 << 20 // bytes of a Block, before the ellipsis
	MaxCluster = 8       // runes of one character as people see it
)

const (
	ellipsis    = "…"
	tabSpaces   = "    "
	replacement = utf8.RuneError
)

// Line makes text safe for one line. Invalid UTF-8, control characters, line
// breaks and invisible or direction-changing characters become a visible mark;
// variation selectors, whose width terminals disagree about, are left out. More
// than MaxLine runes are cut. Plain text is returned as it is.
func Line(s string) string {
	if plain(s, MaxLine) {
		return s
	}
	var b strings.Builder
	b.Grow(min(len(s), 4*MaxLine) + len(ellipsis))
	count, cut := 0, false
	for _, r := range s {
		r = visible(r)
		if r < 0 {
			continue
		}
		if count == MaxLine {
			cut = true
			break
		}
		b.WriteRune(r)
		count++
	}
	out := shortClusters(b.String())
	if cut {
		out += ellipsis
	}
	return out
}

// Block makes text of several lines safe. Line feeds stay, CRLF and CR become
// line feeds, a tab becomes four spaces; all else is as in Line. More than
// MaxBlock bytes are cut.
func Block(s string) string {
	cut := len(s) > MaxBlock
	if cut {
		s = s[:runeStart(s, MaxBlock)]
	}
	if !cut && plain(s, len(s)) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(ellipsis))
	for i, r := range s {
		switch r {
		case '\n':
			b.WriteByte('\n')
		case '\r':
			if i+1 >= len(s) || s[i+1] != '\n' {
				b.WriteByte('\n')
			}
		case '\u2028', '\u2029':
			b.WriteByte('\n')
		case '\t':
			b.WriteString(tabSpaces)
		default:
			if r = visible(r); r >= 0 {
				b.WriteRune(r)
			}
		}
	}
	out := shortClusters(b.String())
	if cut {
		out += ellipsis
	}
	return out
}

// Clean takes out of typed or pasted text what does not belong into a field:
// escape sequences as a whole, control characters, and invisible or
// direction-changing characters. CRLF, CR and the other line separators become
// line feeds, a tab becomes four spaces, invalid UTF-8 becomes U+FFFD. Nothing
// is cut. Clean of cleaned text changes nothing.
func Clean(s string) string {
	if plain(s, len(s)) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	ends := endsIn(s)
	for i := 0; i < len(s); {
		if n := escapeLength(s, i, ends); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") {
				b.WriteByte('\n')
			}
		case r == '\n' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteString(tabSpaces)
		case unicode.IsControl(r) || deceptive(r):
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// plain reports whether text needs no change: printable characters that stand
// alone, at most limit of them. It covers what nearly all names are made of;
// everything else takes the thorough way.
func plain(s string, limit int) bool {
	count := 0
	for i := 0; i < len(s); count++ {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !standsAlone(r) {
			return false
		}
		i += size
	}
	return count <= limit
}

// standsAlone reports whether a character is printable and never part of a
// cluster, from the blocks of the scripts that are met most.
func standsAlone(r rune) bool {
	switch {
	case r >= 0x4e00 && r <= 0x9fff, // CJK ideographs
		r >= 0xac00 && r <= 0xd7a3,                             // Hangul syllables
		r >= 0x3041 && r <= 0x3096, r >= 0x309d && r <= 0x30ff, // kana
		r >= 0x3001 && r <= 0x3029,                                                         // CJK punctuation
		r >= 0xff01 && r <= 0xff9d,                                                         // full and half width forms
		r >= 0x2010 && r <= 0x2027,                                                         // dashes, quotes, ellipsis
		r >= 0x00a0 && r <= 0x02ff && r != 0x00ad,                                          // Latin
		r >= 0x0388 && r <= 0x03ff, r >= 0x0400 && r <= 0x0482, r >= 0x048a && r <= 0x052f: // Greek, Cyrillic
		return true
	}
	return false
}

// visible gives the character to draw for one from outside, or -1 for none.
func visible(r rune) rune {
	switch {
	case r < ' ':
		return 0x2400 + r // the symbol for the control character
	case r == 0x7f:
		return 0x2421
	case r < 0x7f:
		return r
	case r <= 0x9f:
		return replacement
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef, r >= 0x180b && r <= 0x180f && r != 0x180e:
		return -1
	case deceptive(r):
		return replacement
	}
	return r
}

// deceptive reports characters that are invisible, change the direction of what
// follows, or swallow the character after them, and noncharacters.
func deceptive(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029':
		return true
	case r == 0x034f, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x3164, r == 0xffa0:
		return true // combining grapheme joiner, fillers, inherent vowels
	case r >= 0xe0000 && r <= 0xe0fff && (r < 0xe0100 || r > 0xe01ef):
		return true // tags and the rest of the default ignorable block
	case r >= 0xfff0 && r <= 0xfff8, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return true
	}
	return unicode.Is(prepend, r)
}

// prepend are the characters that join the one after them into their cluster
// (Grapheme_Cluster_Break=Prepend without those of the category Cf).
var prepend = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x0d4e, Hi: 0x0d4e, Stride: 1}},
	R32: []unicode.Range32{
		{Lo: 0x111c2, Hi: 0x111c3, Stride: 1}, {Lo: 0x113d1, Hi: 0x113d1, Stride: 1},
		{Lo: 0x1193f, Hi: 0x1193f, Stride: 1}, {Lo: 0x11941, Hi: 0x11941, Stride: 1},
		{Lo: 0x11a3a, Hi: 0x11a3a, Stride: 1}, {Lo: 0x11a84, Hi: 0x11a89, Stride: 1},
		{Lo: 0x11d46, Hi: 0x11d46, Stride: 1}, {Lo: 0x11f02, Hi: 0x11f02, Stride: 1},
	},
}

// shortClusters cuts every cluster after MaxCluster runes and marks the cut, so
// that a name of a hundred accents costs no more than any other.
func shortClusters(s string) string {
	if ascii(s) {
		return s
	}
	var b strings.Builder
	start := 0 // of what is not copied yet
	clusters := graphemes.FromString(s)
	for clusters.Next() {
		text := clusters.Value()
		if len(text) <= MaxCluster || utf8.RuneCountInString(text) <= MaxCluster {
			continue
		}
		end := clusters.Start()
		for range MaxCluster - 1 {
			_, size := utf8.DecodeRuneInString(s[end:])
			end += size
		}
		b.WriteString(s[start:end])
		b.WriteRune(replacement)
		start = clusters.End()
	}
	if start == 0 {
		return s
	}
	b.WriteString(s[start:])
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// runeStart gives the last start of a rune at or before i.
func runeStart(s string, i int) int {
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}
