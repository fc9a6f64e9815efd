package mail

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	gomail "github.com/emersion/go-message/mail"

	"cspdesk/internal/partner"
)

// verify reads an encoded message as a mail program would and compares it with
// m, whose fields are normalized: exactly the expected header fields, at most
// the one recipient, the same subject and text, the link intact.
func (m Message) verify(encoded []byte, unsent bool) error {
	if err := checkLines(encoded); err != nil {
		return err
	}
	reader, err := gomail.CreateReader(bytes.NewReader(encoded))
	if err != nil {
		return mismatch("it cannot be read", err)
	}
	if err := m.verifyHeader(reader.Header, unsent); err != nil {
		return err
	}
	part, err := reader.NextPart()
	if err != nil {
		return mismatch("its text cannot be read", err)
	}
	body, err := io.ReadAll(part.Body)
	if err != nil {
		return mismatch("its text cannot be read", err)
	}
	if _, err := reader.NextPart(); !errors.Is(err, io.EOF) {
		return mismatch("it has more than one part", err)
	}
	text := strings.ReplaceAll(string(body), "\r\n", "\n")
	if err := checkBody(text, m.Link); err != nil {
		return err
	}
	if text != m.Body {
		return mismatch("its text reads differently", nil)
	}
	return nil
}

func (m Message) verifyHeader(header gomail.Header, unsent bool) error {
	want := []string{"Content-Transfer-Encoding", "Content-Type", "Date", "Mime-Version", "Subject"}
	if m.To != "" {
		want = append(want, "To")
	}
	if unsent {
		want = append(want, "X-Unsent")
	} else {
		want = append(want, "Message-Id")
	}
	var got []string
	for fields := header.Fields(); fields.Next(); {
		got = append(got, fields.Key())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return mismatch("it has other header fields: "+strings.Join(got, ", "), nil)
	}
	if subject, err := header.Subject(); err != nil || subject != m.Subject {
		return mismatch("its subject reads differently", err)
	}
	to, err := header.AddressList("To")
	if err != nil {
		return mismatch("its recipient cannot be read", err)
	}
	if m.To == "" {
		return nil
	}
	if len(to) != 1 || to[0].Address != m.To || to[0].Name != m.Name {
		return mismatch("its recipient reads differently", nil)
	}
	return nil
}

// checkLines requires CRLF at every line's end, and lines that any mail server
// takes.
func checkLines(encoded []byte) error {
	for line := range bytes.SplitSeq(encoded, []byte("\r\n")) {
		if len(line) > maxLineBytes {
			return mismatch("a line is too long", nil)
		}
		if bytes.ContainsAny(line, "\r\n") {
			return mismatch("a line does not end with CRLF", nil)
		}
	}
	return nil
}

func mismatch(what string, cause error) error {
	return partner.NewError(partner.CodeInternal, "the encoded mail was checked: "+what, cause)
}
