package partner

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The most places in one text that are explained one by one. A text with more
// of them is broken all the same.
const maxCandidates = 32

// CheckLink says whether the link stands undamaged in a text, as a mail program
// will make it clickable, and what is wrong otherwise.
//
// A text is read as words: the longest runs without white space, '<', '>' and
// '"'. Invisible and control characters do not end a word, since mail programs
// take them into the link. The link is intact when it is a word of its own,
// once, with at most opening punctuation before it. Sentence punctuation right
// behind it, a second copy, a quote mark at the start of its line and the like
// are a warning; anything else glued to it, a damaged copy and a second
// relationship link are broken. Other addresses in the text do not matter.
//
// The cost grows with the length of the text and not with its content.
func CheckLink(text, link string) (TextVerdict, []Finding) {
	if !usableAsWord(link) {
		return Broken, []Finding{{Code: FindingUnreadable, Message: "There is no link to look for.", Bad: true}}
	}
	c := checker{text: text, link: link}
	c.scan()
	c.report()
	verdict := Intact
	for _, f := range c.found {
		if f.Bad {
			return Broken, c.found
		}
		verdict = TextWarn
	}
	return verdict, c.found
}

func usableAsWord(link string) bool {
	for _, r := range link {
		if endsWord(r) {
			return false
		}
	}
	return link != ""
}

// endsWord reports whether r delimits an address in plain text.
func endsWord(r rune) bool { return r == '<' || r == '>' || r == '"' || isSpace(r) }

// checker is one run of CheckLink.
type checker struct {
	text, link string
	found      []Finding

	exact      []int // offsets of undamaged copies, the first few
	exactCount int
	notes      []note      // warnings about undamaged copies
	candidates []candidate // words that are, or may be, damaged copies or other relationship links
	overflow   bool        // there were more of them

	countedTo, line int // for lineAt
}

type note struct {
	at                   int
	code, message, value string
}

// candidate is a word that needs a closer look.
type candidate struct {
	at, end int
	weak    bool   // the start of the link and nothing more: matters only where the link is missing
	glued   string // what is glued to an otherwise exact copy; "" if that is not the damage
}

// scan finds the words and sorts them.
func (c *checker) scan() {
	start, flags := -1, false
	for i := 0; i < len(c.text); {
		b := c.text[i]
		size, ends := 1, false
		switch {
		case b <= ' ', b == '<', b == '>', b == '"':
			ends = b == ' ' || b >= '\t' && b <= '\r' || b > ' '
		case b >= utf8.RuneSelf:
			var r rune
			r, size = utf8.DecodeRuneInString(c.text[i:])
			ends = isSpace(r)
		case b == '/', b == '=', b == '%':
			flags = true
		}
		if ends {
			if flags {
				c.word(start, i)
			}
			start, flags = -1, false
		} else if start < 0 {
			start = i
		}
		i += size
	}
	if flags {
		c.word(start, len(c.text))
	}
}

// word sorts one word that could be an address.
func (c *checker) word(start, end int) {
	word := c.text[start:end]
	if i := strings.Index(word, c.link); i >= 0 {
		c.copyFound(start+i, word[:i], word[i+len(c.link):], candidate{at: start, end: end})
		return
	}
	switch {
	case isRelationshipText(word):
		c.add(candidate{at: start, end: end})
	case len(word) < len(c.link) && len(word) >= len("http:/") && hasPrefixFold(c.link, trimInvisible(word)):
		if c.followAt(start, c.link).matched == len(c.link) {
			c.add(candidate{at: start, end: end})
		} else if strings.Contains(word, "?") && len(c.candidates) < maxCandidates/2 {
			c.add(candidate{at: start, end: end, weak: true})
		}
	}
}

func (c *checker) add(found candidate) {
	if len(c.candidates) == maxCandidates {
		c.overflow = true
		return
	}
	c.candidates = append(c.candidates, found)
}

// copyFound judges an exact copy by what stands before and behind it in its
// word.
func (c *checker) copyFound(at int, before, behind string, word candidate) {
	if glued := gluedBefore(before); glued != "" {
		word.glued = "before it: " + quote(glued)
		c.add(word)
		return
	}
	if strings.TrimLeftFunc(behind, isSentencePunctuation) != "" {
		word.glued = "behind it: " + quote(behind)
		c.add(word)
		return
	}
	c.exactCount++
	if len(c.exact) < maxCandidates {
		c.exact = append(c.exact, at)
		if behind != "" {
			c.notes = append(c.notes, note{at, FindingTrailing, "Punctuation stands right behind the link: " + quote(behind) + ". Some mail programs take it into the link.", quote(behind)})
		}
		if last, _ := utf8.DecodeLastRuneInString(before); before != "" && !isOpeningPunctuation(last) {
			c.notes = append(c.notes, note{at, FindingGlued, "Text stands right before the link: " + quote(before) + ". Some mail programs do not see the link then.", quote(before)})
		}
	}
}

// gluedBefore gives the text before a copy if it makes the copy a part of
// something else: of another address, or of a longer word.
func gluedBefore(before string) string {
	if before == "" {
		return ""
	}
	last := before[len(before)-1]
	if strings.Contains(before, "://") || isRelationshipText(before) || isAlnum(last) || strings.IndexByte(`_+@/\%#&?~$`, last) >= 0 {
		return before
	}
	return ""
}

// isSentencePunctuation reports whether mail programs leave r out of an address
// that it follows, most of them at least.
func isSentencePunctuation(r rune) bool {
	return strings.ContainsRune(".,;:!?)]}'*`|’”»›。，、；：！？）］】〕」』》〉…—–", r)
}

// isOpeningPunctuation reports whether an address may start right behind r.
func isOpeningPunctuation(r rune) bool {
	return strings.ContainsRune("([{'*`|-•·‘“„«‹：，、。（［【〔「『《〈—–→►▸✓", r)
}

func trimInvisible(s string) string { return strings.TrimFunc(s, isInvisible) }

// lineAt gives the line of an offset, from 1. Offsets that grow cost one pass
// over the text in all.
func (c *checker) lineAt(at int) int {
	if at < c.countedTo || c.line == 0 {
		c.countedTo, c.line = 0, 1
	}
	c.line += strings.Count(c.text[c.countedTo:at], "\n")
	c.countedTo = at
	return c.line
}

func (c *checker) find(at int, bad bool, code, message string, values ...string) {
	c.found = append(c.found, Finding{Code: code, Message: message, Line: c.lineAt(at), Bad: bad, Values: values})
}

// report turns what was found into findings, in the order of the text.
func (c *checker) report() {
	c.reportCandidates()
	if c.exactCount == 0 {
		if len(c.found) == 0 || !c.anyDamaged() {
			c.found = append([]Finding{{Code: FindingMissing, Message: "The link is not in the text.", Bad: true}}, c.found...)
		}
		return
	}
	for _, n := range c.notes {
		c.find(n.at, false, n.code, n.message, n.value)
	}
	c.reportLine(c.exact[0])
	if c.exactCount > 1 {
		c.find(c.exact[1], false, FindingDoubled, fmt.Sprintf("The link stands %d times in the text.", c.exactCount))
	}
}

// anyDamaged reports whether a finding already says what became of the link.
func (c *checker) anyDamaged() bool {
	for _, f := range c.found {
		if f.Bad && f.Code != FindingForeignLink {
			return true
		}
	}
	return false
}

// reportLine looks at the line of the first copy.
func (c *checker) reportLine(at int) {
	start := strings.LastIndexByte(c.text[:at], '\n') + 1
	before := c.text[start:at]
	behind := c.text[at+len(c.link):]
	if i := strings.IndexByte(behind, '\n'); i >= 0 {
		behind = behind[:i]
	}
	if strings.HasPrefix(strings.TrimLeftFunc(before, unicode.IsSpace), ">") {
		c.find(at, false, FindingQuoted, "The link stands in a quoted line, as if it were part of an older mail.")
	}
	if strings.ContainsFunc(before, isBidiOverride) || strings.ContainsFunc(behind, isBidiOverride) ||
		strings.TrimRightFunc(before, isInvisible) != before || strings.TrimLeftFunc(behind, isInvisible) != behind {
		c.find(at, false, FindingInvisible, "Invisible characters stand in the line of the link.")
	}
}

// quote gives s for a message: in quotes, escaped, and not too much of it.
func quote(s string) string {
	const most = 60
	count := 0
	for i := range s {
		if count++; count > most {
			return fmt.Sprintf("%q…", s[:i])
		}
	}
	return fmt.Sprintf("%q", s)
}
