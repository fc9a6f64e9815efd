// Package fold reduces text to what a person means when searching: case,
// accents, width and the dots of an i do not count. Stored text and search
// words are folded by the same function, wherever they are compared.
package fold

import (
	"strings"
	"sync/atomic"
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
	for _, r := range s {
		folded, alone := foldOf(r)
		if !alone || r == utf8.RuneError {
			return decompose(s)
		}
		b.WriteString(folded)
	}
	return b.String()
}

// decompose is Fold for any text.
func decompose(s string) string {
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

// page is what 256 characters that follow each other are folded to.
type page [256]struct {
	folded string
	alone  bool // it does not depend on the characters around
}

// pages are made when one of their characters is met for the first time: a
// decomposition costs more than everything else that is done for a name.
var pages [unicode.MaxRune/256 + 1]atomic.Pointer[page]

func foldOf(r rune) (folded string, alone bool) {
	p := pages[r/256].Load()
	if p == nil {
		p = newPage(r / 256 * 256)
		pages[r/256].Store(p)
	}
	return p[r%256].folded, p[r%256].alone
}

// newPage folds each character by itself. Decomposing changes the order of
// marks alone, those of a combining class: where none is left, what stands
// around does not count.
func newPage(first rune) *page {
	p := &page{}
	for i := range p {
		p[i].folded, p[i].alone = decompose(string(first+rune(i))), true
		for j := range p[i].folded {
			if norm.NFKD.PropertiesString(p[i].folded[j:]).CCC() != 0 {
				p[i].alone = false
			}
		}
	}
	return p
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
