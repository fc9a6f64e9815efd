package mail

import (
	"fmt"
	"net/url"
	"strings"

	"cspdesk/internal/partner"
)

// MailtoLimit is the longest mailto link, in characters, that mail apps are
// known to take whole. Some cut a longer one without a word, and the personal
// link stands near its end.
const MailtoLimit = 2000

// Mailto gives the message as a mailto link (RFC 6068) with nothing but a
// subject and a body; the recipient's name is not part of it. The link was
// decoded again and compared with the message. Above MailtoLimit the error is
// CodeTooLong and the link is returned all the same, for the meter; it must not
// be opened. Other errors as for RFC5322.
func (m Message) Mailto() (string, error) {
	m, err := m.normalized()
	if err != nil {
		return "", err
	}
	link := "mailto:" + escape(m.To, "@") +
		"?subject=" + escape(m.Subject, "") +
		"&body=" + escape(strings.ReplaceAll(m.Body, "\n", "\r\n"), "")
	back, err := parseMailto(link)
	if err != nil {
		return "", err
	}
	if back.To != m.To || back.Subject != m.Subject || back.Body != m.Body {
		return "", mismatch("the mailto link reads differently", nil)
	}
	if err := checkBody(back.Body, m.Link); err != nil {
		return "", err
	}
	if len(link) > MailtoLimit {
		detail := fmt.Sprintf("the mail link has %d characters, mail apps take %d", len(link), MailtoLimit)
		return link, partner.NewError(partner.CodeTooLong, detail, nil)
	}
	return link, nil
}

// Length is the number of characters of the mailto link for the message, for a
// meter beside MailtoLimit. It is counted without checking the message, so that
// it can be shown while the person types.
func (m Message) Length() int {
	body := strings.ReplaceAll(lineEnds.Replace(m.Body), "\n", "\r\n")
	return len("mailto:?subject=&body=") + escapedLen(strings.TrimSpace(m.To), "@") +
		escapedLen(oneLine(m.Subject), "") + escapedLen(body, "")
}

// escape percent-encodes everything but RFC 3986's unreserved characters and
// those in keep. url.QueryEscape would write a space as "+", which mail apps
// show as it is.
func escape(s, keep string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	b.Grow(escapedLen(s, keep))
	for i := range len(s) {
		c := s[i]
		if plainByte(c, keep) {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}

func escapedLen(s, keep string) int {
	n := 0
	for i := range len(s) {
		if plainByte(s[i], keep) {
			n++
		} else {
			n += 3
		}
	}
	return n
}

func plainByte(c byte, keep string) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return strings.IndexByte("-._~", c) >= 0 || strings.IndexByte(keep, c) >= 0
}

// parseMailto reads a mailto link strictly: one recipient at most, one subject,
// one body, no other key, line ends as %0D%0A.
func parseMailto(link string) (Message, error) {
	rest, ok := strings.CutPrefix(link, "mailto:")
	if !ok || strings.ContainsAny(rest, "#+") {
		return Message{}, mismatch("it is no mailto link of ours", nil)
	}
	to, query, _ := strings.Cut(rest, "?")
	if strings.ContainsAny(to, ",&=") {
		return Message{}, mismatch("it names more than one recipient", nil)
	}
	var m Message
	var err error
	if m.To, err = url.PathUnescape(to); err != nil {
		return Message{}, mismatch("its recipient cannot be read", err)
	}
	seen := map[string]bool{}
	for pair := range strings.SplitSeq(query, "&") {
		key, raw, _ := strings.Cut(pair, "=")
		value, err := url.PathUnescape(raw)
		if err != nil {
			return Message{}, mismatch("a part of it cannot be read", err)
		}
		if seen[key] {
			return Message{}, mismatch("a key is there twice", nil)
		}
		seen[key] = true
		switch key {
		case "subject":
			m.Subject = value
		case "body":
			m.Body = lineEnds.Replace(value)
		default:
			return Message{}, mismatch("it has a key besides subject and body", nil)
		}
	}
	return m, nil
}
