package mail

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	gomail "github.com/emersion/go-message/mail"

	"cspdesk/internal/partner"
)

// Message is a mail that is ready to leave. Its fields are plain text as the
// person sees it; nothing in them is encoded.
type Message struct {
	To      string // mail address; "" leaves the recipient to the mail app
	Name    string // the recipient's name or company, shown beside the address; "" if unknown
	Subject string // one line; control characters become spaces
	Body    string // lines end with LF; CRLF and CR are taken as LF
	Link    string // the personal link that Body must carry undamaged
}

const (
	maxSubject     = 500 // characters; nobody reads more, and folding a long one is slow
	maxNameRunes   = 80  // a longer display name is cut: it is decoration
	maxLineBytes   = 998 // of a line without its end (RFC 5322, section 2.1.1)
	maxPlainWord   = 60  // a longer word in a subject is encoded, so that it can be folded
	encodedPortion = 42  // bytes in one encoded word, which may not exceed 75 characters
)

// RFC5322 gives the message in the internet message format: UTF-8, lines that
// end with CRLF, a quoted-printable body that survives any length of line. With
// unsent it carries X-Unsent: 1, which makes Outlook open it as a draft, and no
// Message-ID, which the sending program gives; otherwise it gets a random one
// that tells nothing about this computer. There is no From line: the mail app
// knows who sends.
//
// The result was read again before it is returned. Errors: CodeInvalidInput for
// an address or text that cannot be mailed, CodeLinkBroken if the body does not
// carry the link intact, CodeInternal if the encoded message reads differently.
func (m Message) RFC5322(now time.Time, unsent bool) ([]byte, error) {
	m, err := m.normalized()
	if err != nil {
		return nil, err
	}
	m.Body = strings.TrimRight(m.Body, "\n") + "\n"

	var header gomail.Header
	header.SetDate(now)
	if m.To != "" {
		header.SetAddressList("To", []*gomail.Address{{Name: m.Name, Address: m.To}})
	}
	header.Set("Subject", encodeSubject(m.Subject))
	if unsent {
		header.Set("X-Unsent", "1")
	} else {
		header.SetMessageID(strings.ToLower(rand.Text()) + "@cspdesk.invalid")
	}
	header.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	header.Set("Content-Transfer-Encoding", "quoted-printable")

	var out bytes.Buffer
	w, err := gomail.CreateSingleInlineWriter(&out, header)
	if err != nil {
		return nil, partner.NewError(partner.CodeInternal, "the message could not be encoded", err)
	}
	if _, err := io.WriteString(w, m.Body); err != nil {
		return nil, partner.NewError(partner.CodeInternal, "the message could not be encoded", err)
	}
	if err := w.Close(); err != nil {
		return nil, partner.NewError(partner.CodeInternal, "the message could not be encoded", err)
	}
	if err := m.verify(out.Bytes(), unsent); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// normalized gives the message as it is meant to arrive, and refuses what no
// mail can carry.
func (m Message) normalized() (Message, error) {
	if m.To != "" {
		address, err := partner.ParseAddress(m.To)
		if err != nil {
			return m, err
		}
		m.To = address
	}
	if !utf8.ValidString(m.Body) || strings.ContainsRune(m.Body, 0) {
		return m, partner.NewError(partner.CodeInvalidInput, "the text of the mail is not readable UTF-8 text", nil)
	}
	m.Name = cutRunes(oneLine(cutRunes(m.Name, maxSubject)), maxNameRunes)
	m.Subject = oneLine(m.Subject)
	if utf8.RuneCountInString(m.Subject) > maxSubject {
		return m, partner.NewError(partner.CodeInvalidInput, fmt.Sprintf("the subject is too long: %d characters at most", maxSubject), nil)
	}
	m.Body = lineEnds.Replace(m.Body)
	if err := checkBody(m.Body, m.Link); err != nil {
		return m, err
	}
	return m, nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// checkBody refuses a text that does not carry the link intact.
func checkBody(body, link string) error {
	if link == "" {
		return partner.NewError(partner.CodeLinkBroken, "the mail has no personal link", nil)
	}
	verdict, findings := partner.CheckLink(body, link)
	if verdict != partner.Broken {
		return nil
	}
	return partner.NewError(partner.CodeLinkBroken, partner.Worst(findings).Message, nil)
}

// oneLine makes text safe for a header: control and format characters, the
// line separators of Unicode and broken UTF-8 become spaces, and runs of spaces
// one space.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func cutRunes(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:limit]))
}

// encodeSubject leaves plain text readable and makes encoded words (RFC 2047)
// of anything that a reader could take for something else: text that is not
// ASCII, text that looks like an encoded word, and words that cannot be folded.
func encodeSubject(s string) string {
	if plainSubject(s) {
		return s
	}
	var words []string
	for s != "" {
		end := 0
		for end < len(s) {
			_, size := utf8.DecodeRuneInString(s[end:])
			if end+size > encodedPortion {
				break
			}
			end += size
		}
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:end]))+"?=")
		s = s[end:]
	}
	return strings.Join(words, " ")
}

func plainSubject(s string) bool {
	if strings.Contains(s, "=?") {
		return false
	}
	for word := range strings.FieldsSeq(s) {
		if len(word) > maxPlainWord {
			return false
		}
	}
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}
