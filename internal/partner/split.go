package partner

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SplitBody takes a mail's text that was edited elsewhere apart again: what
// stands before the link and what stands behind it. ok is false unless
// CheckLink finds the link usable and exactly once.
//
// It is the inverse of Draft.Body, but for line ends, which become LF, and for
// blank lines at the start and the end of the text, which editors add and drop.
// Where somebody put the link into a sentence, the sentence is cut there; a
// pair of brackets or quotes around the link, punctuation right behind it and
// quote marks before it are dropped, since the link will stand alone.
func SplitBody(body, link string) (opening, closing string, ok bool) {
	body = strings.TrimPrefix(body, "\ufeff")
	body = strings.ReplaceAll(body, "\r\n", "\n")
	body = strings.ReplaceAll(body, "\r", "\n")
	if verdict, _ := CheckLink(body, link); verdict == Broken || strings.Count(body, link) != 1 {
		return "", "", false
	}
	opening, closing, _ = strings.Cut(body, link)
	opening, closing = dropPair(opening, closing)
	if end := strings.IndexFunc(closing, func(r rune) bool { return !isSentencePunctuation(r) }); end < 0 {
		closing = ""
	} else if r, _ := utf8.DecodeRuneInString(closing[end:]); isSpace(r) {
		closing = closing[end:]
	}
	opening = strings.TrimLeft(trimBlankEnd(opening), "\n")
	closing = strings.TrimRight(trimBlankStart(closing), "\n")
	return opening, closing, true
}

// pairs are the brackets and quotes that people put around a link.
var pairs = []string{"<>", "()", "[]", "{}", `""`, "''", "``", "“”", "‘’", "«»", "（）", "「」", "『』", "【】", "《》", "〈〉"}

func dropPair(opening, closing string) (string, string) {
	for _, pair := range pairs {
		_, size := utf8.DecodeRuneInString(pair)
		before, found := strings.CutSuffix(opening, pair[:size])
		if !found {
			continue
		}
		if behind, found := strings.CutPrefix(closing, pair[size:]); found {
			return before, behind
		}
	}
	return opening, closing
}

// trimBlankEnd takes what leads to the link off the opening: the blank line, or
// the spaces and quote marks of its line.
func trimBlankEnd(s string) string {
	line := strings.LastIndexByte(s, '\n') + 1
	if strings.TrimLeftFunc(s[line:], func(r rune) bool { return r == '>' || unicode.IsSpace(r) }) != "" {
		return strings.TrimRightFunc(s, unicode.IsSpace)
	}
	s = s[:line]
	for range 2 {
		s = strings.TrimSuffix(s, "\n")
	}
	return s
}

// trimBlankStart takes the blank line behind the link off the closing.
func trimBlankStart(s string) string {
	line := indexAnyOrLen(s, "\n")
	if strings.TrimSpace(s[:line]) != "" {
		return strings.TrimLeftFunc(s, unicode.IsSpace)
	}
	s = s[line:]
	for range 2 {
		s = strings.TrimPrefix(s, "\n")
	}
	return s
}
