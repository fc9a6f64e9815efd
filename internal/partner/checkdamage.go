package partner

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// relationshipMarks are parts of relationship links that no other address has,
// in lower case.
var relationshipMarks = []string{
	"invtype=", "resellerrelationship", "partnerid=", "indirectcspid=",
	"partner-invitation", "partners/invitation", "granularadminrelationships", "partnersignup.aspx",
}

// shortestMark is the length of the shortest of relationshipMarks.
const shortestMark = len("invtype=")

// isRelationshipText reports whether a word looks like a relationship link or a
// piece of one, also under the damage that mail programs do.
func isRelationshipText(word string) bool {
	if len(word) < shortestMark {
		return false
	}
	plain := undamaged(word)
	for _, mark := range relationshipMarks {
		if strings.Contains(plain, mark) {
			return true
		}
	}
	return false
}

// undamaged gives a word in lower case, without invisible characters and with
// escapes resolved: HTML's ampersand, quoted-printable and percent.
func undamaged(word string) string {
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); {
		switch b := word[i]; {
		case b >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(word[i:])
			if folded := foldWidth(r); folded < utf8.RuneSelf {
				out = append(out, lowerByte(byte(folded)))
			} else if !isInvisible(r) {
				out = append(out, word[i:i+size]...)
			}
			i += size
		case b == '&' && hasPrefixFold(word[i:], "&amp;"):
			out = append(out, '&')
			i += len("&amp;")
		case b == '=' && hasPrefixFold(word[i:], "=3d"):
			out = append(out, '=')
			i += len("=3d")
		case b == '%' && percentByte(word[i:]) > 0:
			out = append(out, lowerByte(percentByte(word[i:])))
			i += len("%00")
		default:
			out = append(out, lowerByte(b))
			i++
		}
	}
	return string(out)
}

// lowerASCII gives s with ASCII letters in lower case, byte for byte.
func lowerASCII(s string) string {
	out := []byte(s)
	for i, b := range out {
		out[i] = lowerByte(b)
	}
	return string(out)
}

func lowerByte(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + ('a' - 'A')
	}
	return b
}

// percentByte gives the byte that the escape at the start of s stands for, and
// 0 if there is none.
func percentByte(s string) byte {
	if len(s) < 3 || s[0] != '%' {
		return 0
	}
	high, low := strings.IndexByte("0123456789abcdef", lowerByte(s[1])), strings.IndexByte("0123456789abcdef", lowerByte(s[2]))
	if high < 0 || low < 0 {
		return 0
	}
	return byte(high<<4 | low)
}

// harm is a set of kinds of damage that leave a link recognizable.
type harm int

const (
	harmInvisible harm = 1 << iota
	harmHTML
	harmQuotedPrintable
	harmPercent
	harmLineBreak
	harmSpace
	harmWidth
	harmCase
)

// harms says what each kind is called, the most telling first.
var harms = []struct {
	kind          harm
	code, message string
}{
	{harmHTML, FindingHTMLEscaped, `"&" became "&amp;" in the link.`},
	{harmQuotedPrintable, FindingQuotedPrintable, "The link is in quoted-printable encoding, such as \"=3D\" for \"=\"."},
	{harmPercent, FindingPercent, "Characters of the link became percent escapes, such as %26 for &."},
	{harmLineBreak, FindingLineBreak, "The link is broken over lines."},
	{harmSpace, FindingSpace, "White space stands inside the link."},
	{harmInvisible, FindingInvisible, "Invisible characters stand inside the link."},
	{harmWidth, FindingAltered, "Characters of the link became full-width."},
	{harmCase, FindingCase, "Letters of the link changed between upper and lower case."},
}

// trail is how far a text follows a link, damage aside.
type trail struct {
	end     int // in the text: behind the last character that belongs to the link
	matched int // characters of the link that were found
	gapAt   int // characters that were found before the first white space; -1 if none
	harm    harm
}

// follow compares the start of a text with a link and steps over damage.
func follow(text, link string) trail {
	t := trail{gapAt: -1}
	i := 0
	for t.matched < len(link) && i < len(text) {
		size, kind, counts := step(text[i:], link[t.matched:])
		if size == 0 {
			break
		}
		if kind&(harmLineBreak|harmSpace) != 0 && t.gapAt < 0 {
			t.gapAt = t.matched
		}
		t.harm |= kind
		i += size
		if counts {
			t.matched++
			t.end = i
		}
	}
	return t
}

// step gives how many bytes at the start of text are the first character of
// link (counts is true), or noise before it, and what damage that is. It gives
// no bytes where the two part.
func step(text, link string) (size int, kind harm, counts bool) {
	want, have := link[0], text[0]
	switch {
	case want == '&' && hasPrefixFold(text, "&amp;") && !hasPrefixFold(link, "&amp;"):
		return len("&amp;"), harmHTML, true
	case want == '=' && hasPrefixFold(text, "=3d") && !hasPrefixFold(link, "=3d"):
		return len("=3d"), harmQuotedPrintable, true
	case have == want:
		return 1, 0, true
	case have == '=' && softBreak(text) > 0:
		return softBreak(text), harmQuotedPrintable, false
	case percentByte(text) == want:
		return len("%00"), harmPercent, true
	case lowerByte(have) == lowerByte(want):
		return 1, harmCase, true
	}
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case isSpace(r):
		size, kind = gap(text)
		return size, kind, false
	case isInvisible(r):
		return size, harmInvisible, false
	case foldWidth(r) == rune(want) && r >= utf8.RuneSelf:
		return size, harmWidth, true
	}
	return 0, 0, false
}

// softBreak gives the length of a quoted-printable soft line break.
func softBreak(s string) int {
	for _, soft := range []string{"=\r\n", "=\n"} {
		if strings.HasPrefix(s, soft) {
			return len(soft)
		}
	}
	return 0
}

// gap gives the length of the white space at the start of s, with the quote
// marks that start lines in it.
func gap(s string) (size int, kind harm) {
	kind = harmSpace
	for i, r := range s {
		switch {
		case r == '\n' || r == '\r':
			kind = harmLineBreak
		case r == '>' && kind == harmLineBreak, isSpace(r):
		default:
			return i, kind
		}
	}
	return len(s), kind
}

// reportCandidates explains the words that are no undamaged copy.
func (c *checker) reportCandidates() {
	if c.overflow {
		c.find(c.candidates[0].at, true, FindingLeftover, "The text holds more relationship links than can be looked at one by one.")
	}
	done := 0
	for _, word := range c.candidates {
		if word.at < done {
			continue // belongs to a link that is broken over lines
		}
		if word.glued != "" {
			c.find(word.at, true, FindingGlued, "Text is glued to the link, "+word.glued+".")
			continue
		}
		done = c.explain(word)
	}
}

// explain says what is wrong with a damaged copy or another relationship link,
// and gives the offset behind it.
func (c *checker) explain(word candidate) (done int) {
	start, t, schemeLost := c.bestTrail(word)
	switch {
	case schemeLost:
		c.find(start, true, FindingAltered, "The start of the link, "+quote(c.link[:strings.Index(c.link, "://")+3])+", is missing or damaged.")
		return start + t.end
	case t.matched == len(c.link):
		for _, h := range harms {
			if t.harm&h.kind != 0 {
				c.find(start, true, h.code, h.message)
				break
			}
		}
		return start + t.end
	case c.isCut(start, t) && (!word.weak || c.exactCount == 0):
		found := t.matched
		if t.gapAt >= 0 {
			found = t.gapAt
		}
		c.find(start, true, FindingCut, "The link is cut off behind "+quote(c.link[max(0, found-20):found])+".", quote(c.link[max(0, found-20):found]))
	case word.weak:
	default:
		c.explainOther(start, strings.TrimRightFunc(c.text[start:word.end], isSentencePunctuation))
	}
	return 0
}

// maxStarts is how many places in a word are tried as the start of a link.
const maxStarts = 8

// bestTrail follows the link from the places in the word where it may start. An
// address may stand inside another one, and its scheme may be lost.
func (c *checker) bestTrail(word candidate) (start int, best trail, schemeLost bool) {
	text := lowerASCII(c.text[word.at:word.end])
	start, best = word.at, c.followAt(word.at, c.link)
	for i, tries := 0, 0; tries < maxStarts && best.matched < len(c.link); tries++ {
		next := strings.Index(text[i:], "http")
		if next < 0 {
			break
		}
		i += next
		if t := c.followAt(word.at+i, c.link); t.matched > best.matched {
			start, best = word.at+i, t
		}
		i += len("http")
	}
	scheme, rest, ok := strings.Cut(c.link, "://")
	if !ok || best.matched == len(c.link) {
		return start, best, false
	}
	host := lowerASCII(rest[:indexAnyOrLen(rest, "/?#")])
	if i := strings.Index(text, host); i >= 0 && !strings.HasSuffix(text[:i], "http://") && !strings.HasSuffix(text[:i], "https://") {
		if t := c.followAt(word.at+i, rest); t.matched == len(rest) && t.harm == 0 {
			return word.at + i, t, scheme != ""
		}
	}
	return start, best, false
}

// followAt follows the link from an offset, as far as a damaged copy of it can
// reasonably reach.
func (c *checker) followAt(at int, link string) trail {
	return follow(c.text[at:min(len(c.text), at+6*len(link)+256)], link)
}

// isCut reports whether the text follows the link and then ends, or goes on
// with something else after white space.
func (c *checker) isCut(start int, t trail) bool {
	if t.matched == 0 {
		return false
	}
	if t.gapAt >= 0 {
		return true
	}
	rest := strings.TrimLeftFunc(c.text[start+t.end:min(len(c.text), start+t.end+64)], isSentencePunctuation)
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || endsWord(r)
}

// explainOther compares an address that is not the link with it.
func (c *checker) explainOther(start int, address string) {
	address = strings.TrimLeftFunc(address, func(r rune) bool { return isInvisible(r) || isOpeningPunctuation(r) })
	ours, _ := splitURL(c.link)
	theirs, ok := splitURL(address)
	if !ok {
		host := address[:indexAnyOrLen(address, "/?#")]
		if !strings.Contains(host, ".") && !strings.Contains(address, "://") {
			c.find(start, c.exactCount == 0, FindingLeftover, "A piece of a relationship link stands in the text: "+quote(address)+".", quote(address))
			return
		}
		_, bare, found := strings.Cut(address, "://")
		if !found {
			bare = address
		}
		theirs, _ = splitURL("https://" + bare)
	}
	ourLink, theirLink := ours.link(c.link), theirs.link(address)
	switch {
	case theirLink.Kind == LinkGranular && ourLink.Kind != LinkGranular:
		c.find(start, false, FindingGranularLink, "A link that asks for granular admin rights stands in the text too.")
	case c.exactCount > 0 && (theirLink.PartnerID != ourLink.PartnerID || theirs.host != ours.host):
		c.find(start, true, FindingForeignLink, fmt.Sprintf("Another relationship link stands in the text: partner %s, host %s.", quote(theirLink.PartnerID), quote(theirs.host)),
			quote(theirLink.PartnerID), quote(theirs.host))
	default:
		c.find(start, true, FindingAltered, "The link is altered: "+differences(ours, theirs)+".")
	}
}

// differences says in which parts two links differ.
func differences(ours, theirs urlParts) string {
	var out []string
	differ := func(part, want, have string) {
		if want != have {
			out = append(out, fmt.Sprintf("%s is %s and not %s", part, quote(have), quote(want)))
		}
	}
	differ("the scheme", ours.scheme, theirs.scheme)
	differ("the host", ours.host, theirs.host)
	differ("the port", ours.port, theirs.port)
	differ("the path", ours.path, theirs.path)
	for _, param := range ours.params {
		if value, ok := theirs.get(param.name); !ok {
			out = append(out, "the parameter "+param.name+" is missing")
		} else {
			differ(param.name, param.value, value)
		}
	}
	for _, param := range theirs.params {
		if _, ok := ours.get(param.name); !ok {
			out = append(out, "the parameter "+quote(param.name)+" is new")
		}
		if len(out) > 6 {
			break
		}
	}
	differ("the part behind the #", ours.fragment, theirs.fragment)
	if len(out) == 0 {
		return "its parts stand in another order or are written differently"
	}
	return strings.Join(out, ", ")
}
