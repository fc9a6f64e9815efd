package partner

import (
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The oracle below knows nothing of CheckLink. It does what a mail program
// does: it makes addresses clickable, and looks where they lead.

var clickable = regexp.MustCompile(`(?i)https?://[^\s\x0b\x{85}\p{Z}<>"]+`)

// clicks counts the clickable addresses in a text that lead to the link, and
// those that are relationship links of another content.
func clicks(text, link string) (right, wrong int) {
	for _, span := range clickable.FindAllStringIndex(text, -1) {
		if before := text[:span[0]]; before != "" {
			last := before[len(before)-1]
			if last == '_' || last >= '0' && last <= '9' || last >= 'a' && last <= 'z' || last >= 'A' && last <= 'Z' {
				continue
			}
		}
		address := strings.TrimRight(text[span[0]:span[1]], ".,;:!?)]}'*`|’”»›。，、；：！？）］】〕」』》〉…—–")
		lower := strings.ToLower(address)
		switch {
		case address == link:
			right++
		case strings.Contains(lower, "invtype="), strings.Contains(lower, "partnerid="), strings.Contains(lower, "partner-invitation"):
			wrong++
		}
	}
	return right, wrong
}

// quotedPrintable is a careless encoder, as some gateways are.
func quotedPrintable(s string) string {
	var out strings.Builder
	column := 0
	for _, b := range []byte(s) {
		piece := string(b)
		switch {
		case b == '=' || b >= utf8.RuneSelf:
			piece = fmt.Sprintf("=%02X", b)
		case b == '\n':
			column = 0
			out.WriteByte(b)
			continue
		}
		if column+len(piece) > 75 {
			out.WriteString("=\n")
			column = 0
		}
		out.WriteString(piece)
		column += len(piece)
	}
	return out.String()
}

func wrapColumns(s string, columns int) string {
	var out strings.Builder
	for line := range strings.Lines(s) {
		for len(line) > columns {
			out.WriteString(line[:columns] + "\n")
			line = line[columns:]
		}
		out.WriteString(line)
	}
	return out.String()
}

var pastes = []string{
	" ", "\n", "\t", ".", ",", "!", ")", "x", "Z", "0", "&", "&amp;", "=", "=\n", "=3D", "%26", "%", "#", "?", "/", "<", ">", `"`, "'", "_", "*",
	"\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066", "\u00ad", "\u00a0", "\u3000", "\u2028", "\x00", "\x1b[0m", "\xff", "é", "请", "。", "😀",
	"\n> ", "\r\n", "Thank you.", theLink, foreignLink, theLink[:90], profileLink, "https://", "http://www.contoso.com/", "e\u0301",
}

// damage changes a text in one random way, most often at an end of the link or
// near it.
func damage(r *rand.Rand, text string) string {
	place := func() int {
		at := strings.Index(text, theLink)
		near := []int{at, at + len(theLink), at - 2 + r.IntN(len(theLink)+4), at - 2 + r.IntN(5), at + len(theLink) - 2 + r.IntN(5)}
		if n := r.IntN(10); at >= 0 && n < len(near) {
			return max(0, min(len(text), near[n]))
		}
		return r.IntN(len(text) + 1)
	}
	i := place()
	j := min(len(text), i+1+r.IntN(1+r.IntN(40)))
	switch r.IntN(40) {
	default:
		return text[:i] + pastes[r.IntN(len(pastes))] + text[i:]
	case 3, 13, 14:
		return text[:i] + text[j:]
	case 4:
		return text[:i] + pastes[r.IntN(len(pastes))] + text[j:]
	case 5:
		k := place()
		return text[:k] + text[i:j] + text[k:]
	case 6, 15, 16, 17:
		return text[:i] + string(rune(33+r.IntN(94))) + text[i:]
	case 7, 18, 19, 20:
		if i < len(text) {
			return text[:i] + string(text[i]^byte(1<<r.IntN(7))) + text[i+1:]
		}
		return text[:len(text)/2]
	case 8, 21:
		return text[:i] + strings.ToUpper(text[i:j]) + text[j:]
	case 9:
		return wrapColumns(text, 40+r.IntN(100))
	case 10:
		return html.EscapeString(text)
	case 11:
		return quotedPrintable(text)
	}
}

// rewrite changes the words around the link and leaves it alone, as people do.
func rewrite(r *rand.Rand, d Draft) Draft {
	words := []string{"Dear Nancy", "please", "您好", "accept", "\n", "\n\n", "Mit freundlichen Grüßen", "ご確認ください", "1.", "(today)", "50 %", "a/b", "x = y", "nancy@fabrikam.com", "https://www.fabrikam.com/a?b=c&d=e#f", profileLink}
	text := func() string {
		var out []string
		for range r.IntN(12) {
			out = append(out, words[r.IntN(len(words))])
		}
		return strings.Join(out, " ")
	}
	d.Opening, d.Closing = text(), text()
	return d
}

// editTally is what tenThousandEdits counts.
type editTally struct {
	unnoticed, falseAlarms int
	verdicts               map[TextVerdict]int
	example                string
}

func tenThousandEdits(seed uint64, check func(text, link string) TextVerdict) editTally {
	r := rand.New(rand.NewPCG(20200617, seed))
	draft := Draft{Opening: "Dear Nancy,\n\nplease open this link and accept:", Link: theLink, Closing: "A global admin has to accept.\n\nKind regards\nContoso Reselling"}
	tally := editTally{verdicts: map[TextVerdict]int{}}
	for n := range 10_000 {
		if n%4 == 0 {
			body := rewrite(r, draft).Body()
			if verdict := check(body, theLink); verdict != Intact {
				tally.falseAlarms++
				tally.example = fmt.Sprintf("%s: %q", verdict, body)
			}
			continue
		}
		body := draft.Body()
		for range 1 + r.IntN(1+r.IntN(4)) {
			body = damage(r, body)
		}
		verdict := check(body, theLink)
		tally.verdicts[verdict]++
		right, wrong := clicks(body, theLink)
		if verdict != Broken && (right == 0 || wrong > 0) || verdict == Intact && right != 1 {
			tally.unnoticed++
			tally.example = fmt.Sprintf("%s, %d right and %d wrong links: %q", verdict, right, wrong, body)
		}
	}
	return tally
}

func TestTenThousandEdits(t *testing.T) {
	tally := tenThousandEdits(1, func(text, link string) TextVerdict {
		verdict, findings := CheckLink(text, link)
		if (verdict == Intact) != (len(findings) == 0) {
			t.Errorf("%s with findings %+v in %q", verdict, findings, text)
		}
		return verdict
	})
	t.Logf("verdicts on damaged texts: %v", tally.verdicts)
	if tally.unnoticed > 0 || tally.falseAlarms > 0 {
		t.Fatalf("%d damaged links unnoticed, %d false alarms; such as %s", tally.unnoticed, tally.falseAlarms, tally.example)
	}
	for _, v := range []TextVerdict{Intact, TextWarn, Broken} {
		if tally.verdicts[v] < 100 {
			t.Errorf("only %d edits are %s: the test does not try enough", tally.verdicts[v], v)
		}
	}
}

// The property has teeth: it finds checkers out that are simpler than CheckLink.
func TestTenThousandEditsFindsMutants(t *testing.T) {
	verdict := func(intact bool) TextVerdict {
		if intact {
			return Intact
		}
		return Broken
	}
	for name, mutant := range map[string]func(text, link string) TextVerdict{
		"substring":      func(text, link string) TextVerdict { return verdict(strings.Contains(text, link)) },
		"substring once": func(text, link string) TextVerdict { return verdict(strings.Count(text, link) == 1) },
		"own line": func(text, link string) TextVerdict {
			return verdict(strings.Contains("\n"+text+"\n", "\n"+link+"\n"))
		},
		"always broken": func(string, string) TextVerdict { return Broken },
	} {
		tally := tenThousandEdits(1, mutant)
		t.Logf("%s: %d unnoticed, %d false alarms", name, tally.unnoticed, tally.falseAlarms)
		if tally.unnoticed+tally.falseAlarms == 0 {
			t.Errorf("the mutant %q passes", name)
		}
	}
}
