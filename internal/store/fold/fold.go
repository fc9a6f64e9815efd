// Package fold reduces text to what a person means when searching: case,
// accents, width and the dots of an i do not count. Stored text and search
// words are folded by the same function, wherever they are compared.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters holds what decomposition leaves alone although people type the plain
// letter. The values are in lower case.
var letters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d",
	'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'ς': "σ",
}

// Fold gives the searchable form of s: compatibility decomposition without
// marks and invisible format characters, in lower case, with letters such as ß
// and ø spelled plainly. Folding twice changes nothing more. Bytes that are no
// UTF-8 become U+FFFD.
func Fold(s string) string {
	if plain(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			continue
		}
		r = unicode.ToLower(r)
		if spelled, ok := letters[r]; ok {
			b.WriteString(spelled)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Words splits what a person typed into the folded words that all must be
// found.
func Words(s string) []string { return strings.Fields(Fold(s)) }

func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
