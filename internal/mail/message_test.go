package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"math/rand/v2"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	gomail "github.com/emersion/go-message/mail"
	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

const testLink = "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=11111111-2222-3333-4444-555555555555&msppId=0&DAP=true#/BillingAccounts/partner-invitation"

var testNow = time.Date(2026, 11, 2, 9, 30, 0, 0, time.FixedZone("CET", 3600))

func testMessage() Message {
	return Message{
		To: "admin@fabrikam.de", Name: "Fabrikam AG",
		Subject: "Einladung: Contoso Partner GmbH als Ihr Microsoft-Partner",
		Body:    "Guten Tag,\n\nbitte öffnen Sie diesen Link:\n\n" + testLink + "\n\nFreundliche Grüße\nContoso",
		Link:    testLink,
	}
}

func withBody(opening, closing string) Message {
	m := testMessage()
	m.Body = partner.Draft{Opening: opening, Link: testLink, Closing: closing}.Body()
	return m
}

// readByStandardLibrary reads a message with a second parser, that of net/mail
// and mime, and nothing of the first.
func readByStandardLibrary(t *testing.T, raw []byte) (header netmail.Header, subject, body string) {
	t.Helper()
	msg, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("net/mail cannot read the message: %v\n%s", err, raw)
	}
	subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	reader := msg.Body
	switch msg.Header.Get("Content-Transfer-Encoding") {
	case "quoted-printable":
		reader = quotedprintable.NewReader(msg.Body)
	case "base64":
		reader = base64.NewDecoder(base64.StdEncoding, msg.Body)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return msg.Header, subject, strings.ReplaceAll(string(text), "\r\n", "\n")
}

func readByGoMessage(t *testing.T, raw []byte) (subject, body string) {
	t.Helper()
	reader, err := gomail.CreateReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	subject, err = reader.Header.Subject()
	if err != nil {
		t.Fatal(err)
	}
	part, err := reader.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(part.Body)
	if err != nil {
		t.Fatal(err)
	}
	return subject, strings.ReplaceAll(string(text), "\r\n", "\n")
}

func TestMessageReadsTheSameInTwoParsers(t *testing.T) {
	long := strings.Repeat("x", 5000)
	for name, m := range map[string]Message{
		"plain":           testMessage(),
		"no recipient":    func() Message { m := testMessage(); m.To, m.Name = "", ""; return m }(),
		"chinese":         withBody("尊敬的冒险家科技有限公司：\n\n您好，"+strings.Repeat("请接受邀请。", 60), "此致\n敬礼"),
		"long line":       withBody(long, long),
		"dots":            withBody(".\n..\n.hidden", "."),
		"from line":       withBody("From here on\n>From there", "From"),
		"trailing spaces": withBody("a  \nb\t\n \n", "  c  "),
		"header in text":  withBody("Bcc: x@example.com\nSubject: y", "--boundary\nContent-Type: text/html"),
		"equals":          withBody("=3D =E4 = =\n=", "100 % &amp; ? #"),
		"separators":      withBody("a\u2028b\u2029c\u0085d", "\v\f\x1b[31m"),
		"emoji":           withBody("👩‍💻 👍🏽", "مرحبا"),
		"odd subject":     func() Message { m := testMessage(); m.Subject = "=?utf-8?q?fake?= subject"; return m }(),
		"long subject":    func() Message { m := testMessage(); m.Subject = strings.Repeat("邀请", 100) + long[:300]; return m }(),
		"empty subject":   func() Message { m := testMessage(); m.Subject = ""; return m }(),
		"comma in name":   func() Message { m := testMessage(); m.Name = `Fabrikam, "Inc." <b@c.de>`; return m }(),
		"chinese name":    func() Message { m := testMessage(); m.Name = strings.Repeat("冒险家科技", 40); return m }(),
		"encoded name":    func() Message { m := testMessage(); m.Name = "=?utf-8?q?fake?="; return m }(),
		"long name":       func() Message { m := testMessage(); m.Name = long; return m }(),
	} {
		t.Run(name, func(t *testing.T) {
			for _, unsent := range []bool{true, false} {
				raw, err := m.RFC5322(testNow, unsent)
				if err != nil {
					t.Fatal(err)
				}
				wantBody := strings.TrimRight(m.Body, "\n") + "\n"
				header, subject, body := readByStandardLibrary(t, raw)
				if body != wantBody {
					t.Errorf("net/mail reads the text differently:\n%s", cmp.Diff(wantBody, body))
				}
				if subject != m.Subject {
					t.Errorf("net/mail reads the subject as %q", subject)
				}
				subject, body = readByGoMessage(t, raw)
				if body != wantBody || subject != m.Subject {
					t.Errorf("go-message reads the message differently: %q", subject)
				}
				checkHeader(t, header, m, unsent)
				checkWire(t, raw)
			}
		})
	}
}

func checkHeader(t *testing.T, header netmail.Header, m Message, unsent bool) {
	t.Helper()
	want := []string{"Content-Transfer-Encoding", "Content-Type", "Date", "Mime-Version", "Subject"}
	if m.To != "" {
		want = append(want, "To")
		to, err := header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != m.To {
			t.Errorf("recipients: %v, %v", to, err)
		}
	}
	if unsent {
		want = append(want, "X-Unsent")
		if header.Get("X-Unsent") != "1" {
			t.Errorf("X-Unsent: %q", header.Get("X-Unsent"))
		}
	} else {
		want = append(want, "Message-Id")
		if !regexp.MustCompile(`^<[a-z2-7]{26}@cspdesk\.invalid>$`).MatchString(header.Get("Message-Id")) {
			t.Errorf("Message-ID: %q", header.Get("Message-Id"))
		}
	}
	var got []string
	for key, values := range header {
		got = append(got, key)
		if len(values) != 1 {
			t.Errorf("%s is there %d times", key, len(values))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if date, err := header.Date(); err != nil || !date.Equal(testNow) {
		t.Errorf("Date: %v, %v", date, err)
	}
	if kind, params, err := mime.ParseMediaType(header.Get("Content-Type")); kind != "text/plain" || params["charset"] != "utf-8" || err != nil {
		t.Errorf("Content-Type: %s %v %v", kind, params, err)
	}
}

// checkWire looks at the bytes: ASCII, CRLF only, lines that every server takes.
func checkWire(t *testing.T, raw []byte) {
	t.Helper()
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r > unicode.MaxASCII || r < ' ' && r != '\t' || r == 0x7f }) {
			t.Errorf("a line holds something else than printable ASCII: %q", line)
		}
	}
}

// TestNothingIsInjected: whatever stands in subject, name and recipient, there
// is no other header field and no other recipient (the header set is checked by
// RFC5322 itself and again here, by another parser).
func TestNothingIsInjected(t *testing.T) {
	for _, evil := range []string{
		"x\r\nBcc: evil@example.com", "x\nBcc: evil@example.com", "x\rBcc: evil@example.com",
		"x\r\n\r\n<html>", "x\u0085Bcc: evil@example.com", "x\u2028Bcc: evil@example.com",
		"x\u2029Bcc: evil@example.com", "x\x00y", "x\vBcc: e", "x\fBcc: e", "x\x1b]52;c;eA==\x07",
		"x\r\n Bcc: folded@example.com", "=?utf-8?q?x=0D=0ABcc:_evil@example.com?=",
		"\xff\xfeBcc", "x\xe2\x80", "a,b@example.com", "a;b", `"`, `\`, "<", "group: a@b.de;",
		"&bcc=evil@example.com", "?attach=/etc/passwd", "#frag", "%0D%0ABcc:e@example.com", "+", " ", "",
		"\u202eevil\u2066", "x\u200by", "{{.}}", "%s%n", "'; drop table",
	} {
		m := testMessage()
		m.Subject, m.Name = evil, evil
		raw, err := m.RFC5322(testNow, true)
		if err != nil {
			t.Errorf("%q: %v", evil, err)
			continue
		}
		header, subject, _ := readByStandardLibrary(t, raw)
		checkHeader(t, header, m, true)
		if strings.ContainsFunc(subject, unicode.IsControl) {
			t.Errorf("%q: the subject is %q", evil, subject)
		}
		link, err := m.Mailto()
		if err != nil {
			t.Errorf("%q: %v", evil, err)
			continue
		}
		checkMailto(t, link, m)

		m = testMessage()
		m.To = "admin@fabrikam.de" + evil
		if evil == "" || evil == " " {
			continue
		}
		if raw, err := m.RFC5322(testNow, true); err == nil {
			t.Errorf("the recipient %q was taken:\n%s", m.To, raw)
		}
		if link, err := m.Mailto(); err == nil {
			t.Errorf("the recipient %q was taken: %s", m.To, link)
		}
	}
}

func TestTextThatNoMailCarriesIsRefused(t *testing.T) {
	for name, change := range map[string]struct {
		edit func(*Message)
		code partner.Code
	}{
		"broken UTF-8":   {func(m *Message) { m.Body += "\xff" }, partner.CodeInvalidInput},
		"NUL":            {func(m *Message) { m.Body += "\x00" }, partner.CodeInvalidInput},
		"no link":        {func(m *Message) { m.Link = "" }, partner.CodeLinkBroken},
		"link missing":   {func(m *Message) { m.Body = "nothing" }, partner.CodeLinkBroken},
		"link cut":       {func(m *Message) { m.Body = testLink[:100] }, partner.CodeLinkBroken},
		"link glued":     {func(m *Message) { m.Body = testLink + "x" }, partner.CodeLinkBroken},
		"link wrapped":   {func(m *Message) { m.Body = testLink[:80] + "\n" + testLink[80:] }, partner.CodeLinkBroken},
		"subject":        {func(m *Message) { m.Subject = strings.Repeat("邀", 1<<20) }, partner.CodeInvalidInput},
		"no address":     {func(m *Message) { m.To = "Fabrikam" }, partner.CodeInvalidInput},
		"two addresses":  {func(m *Message) { m.To = "a@fabrikam.de, b@fabrikam.de" }, partner.CodeInvalidInput},
		"header in name": {func(m *Message) { m.To = "a@fabrikam.de\r\nBcc: b@fabrikam.de" }, partner.CodeInvalidInput},
	} {
		m := testMessage()
		change.edit(&m)
		if _, err := m.RFC5322(testNow, true); partner.CodeOf(err) != change.code {
			t.Errorf("%s: RFC5322: %v", name, err)
		}
		if _, err := m.Mailto(); partner.CodeOf(err) != change.code {
			t.Errorf("%s: Mailto: %v", name, err)
		}
		if _, err := SaveEML(t.TempDir(), m, "inv-abc234", testNow); partner.CodeOf(err) != change.code {
			t.Errorf("%s: SaveEML: %v", name, err)
		}
	}
}

// TestVerifyNotices: the check after encoding is not a formality. A message that
// a transport changed fails it.
func TestVerifyNotices(t *testing.T) {
	m, err := testMessage().normalized()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := m.RFC5322(testNow, true)
	if err != nil {
		t.Fatal(err)
	}
	m.Body += "\n"
	if err := m.verify(raw, true); err != nil {
		t.Fatalf("the unchanged message: %v", err)
	}
	for name, change := range map[string]func(string) string{
		"another field": func(s string) string { return "Bcc: evil@example.com\r\n" + s },
		"another recipient": func(s string) string {
			return strings.Replace(s, "<admin@fabrikam.de>", "<admin@fabrikam.de>, <b@c.de>", 1)
		},
		"other subject":  func(s string) string { return strings.Replace(s, "Einladung", "Einladungen", 1) },
		"plus for space": func(s string) string { return strings.Replace(s, "bitte", "bitte+", 1) },
		"link altered":   func(s string) string { return strings.Replace(s, "DAP=3Dtrue", "DAP=3Dfalse", 1) },
		"not decoded":    func(s string) string { return strings.Replace(s, "quoted-printable", "7bit", 1) },
		"bare LF":        func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") },
		"long line":      func(s string) string { return strings.Replace(s, "Date:", "Date: "+strings.Repeat(" ", 999), 1) },
		"no X-Unsent":    func(s string) string { return strings.Replace(s, "X-Unsent: 1\r\n", "", 1) },
		"cut":            func(s string) string { return s[:len(s)-20] },
	} {
		changed := change(string(raw))
		if changed == string(raw) {
			t.Fatalf("%s changes nothing", name)
		}
		if err := m.verify([]byte(changed), true); err == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
}

// TestRandomBodiesSurviveEveryChannel writes random texts around the link and
// requires that each channel either gives them back unchanged or refuses.
func TestRandomBodiesSurviveEveryChannel(t *testing.T) {
	alphabet := []rune("aB1 .,=%&?#+<>\"'\\/:@\t\n\n\r€ä邀请。👍\u00a0\u2028\u200b=20=\n.\n")
	random := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		runes := make([]rune, random.IntN(200))
		for i := range runes {
			runes[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(runes)
	}
	dir := t.TempDir()
	for i := range 2000 {
		m := withBody(text(), text())
		want := lineEnds.Replace(m.Body)
		raw, err := m.RFC5322(testNow, i%2 == 0)
		if err != nil {
			t.Fatalf("%q: %v", m.Body, err)
		}
		_, _, body := readByStandardLibrary(t, raw)
		if strings.TrimRight(body, "\n") != strings.TrimRight(want, "\n") {
			t.Fatalf("message: %q became %q", want, body)
		}
		link, err := m.Mailto()
		if err != nil && partner.CodeOf(err) != partner.CodeTooLong {
			t.Fatalf("%q: %v", m.Body, err)
		}
		checkMailto(t, link, m)
		if i%100 != 0 {
			continue
		}
		path, err := SaveEML(dir, m, "inv-abc234", testNow)
		if err != nil {
			t.Fatal(err)
		}
		checkFile(t, path, m)
	}
}

// A warning may stand before what broke the link: the error is about the damage.
func TestTheErrorSaysWhatBrokeTheLink(t *testing.T) {
	m := testMessage()
	m.Body = "https://admin.microsoft.com/AdminPortal/Home#/partners/invitation/granularAdminRelationships/" +
		"11111111-2222-3333-4444-555555555555-66666666-7777-8888-9999-000000000000\n" + strings.Replace(testLink, "DAP=true", "DAP=false", 1)
	_, err := m.RFC5322(testNow, true)
	if partner.CodeOf(err) != partner.CodeLinkBroken || !strings.Contains(err.Error(), "altered") {
		t.Errorf("the error is %v", err)
	}
}
