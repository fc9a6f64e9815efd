package mail

import (
	"net/url"
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

// checkMailto reads a link with the standard library's URL and not with our own
// reader.
func checkMailto(t *testing.T, link string, m Message) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatalf("%s: %v", link, err)
	}
	if strings.ContainsAny(link, "+ #\"'<>`^|\\") {
		t.Errorf("%s holds a character that must be encoded", link)
	}
	if to, err := url.PathUnescape(u.Opaque); u.Scheme != "mailto" || err != nil || to != m.To {
		t.Errorf("recipient %q, %v", to, err)
	}
	query := u.Query()
	if len(query) != 2 || len(query["subject"]) != 1 || len(query["body"]) != 1 {
		t.Errorf("keys of %s: %v", link, query)
	}
	if got, want := query.Get("body"), strings.ReplaceAll(lineEnds.Replace(m.Body), "\n", "\r\n"); got != want {
		t.Errorf("body: got %q, want %q", got, want)
	}
	if verdict, findings := partner.CheckLink(query.Get("body"), m.Link); verdict == partner.Broken {
		t.Errorf("the link did not survive: %v", findings)
	}
	if got := m.Length(); got != len(link) {
		t.Errorf("Length is %d, the link has %d characters", got, len(link))
	}
}

func TestMailto(t *testing.T) {
	m := Message{
		To: "o'brien+csp&x@fabrikam.de", Name: "Fabrikam", Subject: "A & B = 100%? #1",
		Body: "Hi +1\n\n" + testLink + "\r\nä", Link: testLink,
	}
	got, err := m.Mailto()
	if err != nil {
		t.Fatal(err)
	}
	want := "mailto:o%27brien%2Bcsp%26x@fabrikam.de?subject=A%20%26%20B%20%3D%20100%25%3F%20%231&body=Hi%20%2B1%0D%0A%0D%0A" +
		"https%3A%2F%2Fadmin.microsoft.com%2FAdminportal%2FHome%3FinvType%3DResellerRelationship%26partnerId%3D11111111-2222-3333-4444-555555555555" +
		"%26msppId%3D0%26DAP%3Dtrue%23%2FBillingAccounts%2Fpartner-invitation%0D%0A%C3%A4"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	checkMailto(t, got, m)
}

func TestMailtoLimit(t *testing.T) {
	m := testMessage()
	for m.Length() < MailtoLimit {
		m.Body += "x"
	}
	link, err := m.Mailto()
	if err != nil || len(link) != MailtoLimit {
		t.Errorf("%d characters: %v", len(link), err)
	}
	m.Body += "x"
	link, err = m.Mailto()
	if partner.CodeOf(err) != partner.CodeTooLong {
		t.Errorf("%d characters: %v", len(link), err)
	}
	checkMailto(t, link, m)
}

func TestStrangeMailtoLinksAreNotOurs(t *testing.T) {
	for _, link := range []string{
		"", "https://admin.microsoft.com", "mailto", "MAILTO:a@b.de?subject=x&body=y",
		"mailto:a@b.de?subject=x&body=y&bcc=e@example.com", "mailto:a@b.de?cc=e@example.com",
		"mailto:a@b.de?attach=/etc/passwd", "mailto:a@b.de?body=x&body=y", "mailto:a@b.de,c@d.de?body=x",
		"mailto:a@b.de?body=x+y", "mailto:a@b.de?body=x#y", "mailto:a@b.de?body=%zz", "mailto:%?body=x",
		"mailto:a@b.de?Body=x", "mailto:a@b.de&bcc=e@example.com?body=x", "mailto:a@b.de",
	} {
		if m, err := parseMailto(link); err == nil {
			t.Errorf("%q was read as %+v", link, m)
		}
	}
}

func FuzzMailto(f *testing.F) {
	f.Add("admin@fabrikam.de", "Subject", "text\n", "text")
	f.Add("", "=?utf-8?q?x?=", "邀请\r\n", "%0D%0A&bcc=x")
	f.Add("a+b@c.de", "x\r\nBcc: e@example.com", "\x00", "\xff")
	f.Fuzz(func(t *testing.T, to, subject, opening, closing string) {
		m := Message{To: to, Name: subject, Subject: subject, Link: testLink,
			Body: partner.Draft{Opening: opening, Link: testLink, Closing: closing}.Body()}
		link, err := m.Mailto()
		if err != nil && partner.CodeOf(err) != partner.CodeTooLong {
			if partner.CodeOf(err) == partner.CodeInternal {
				t.Fatalf("our own check failed: %v", err)
			}
			return
		}
		back, err := parseMailto(link)
		if err != nil || back.Body != lineEnds.Replace(m.Body) {
			t.Fatalf("%v: %q", err, link)
		}
		raw, err := m.RFC5322(testNow, true)
		if err != nil {
			t.Fatalf("the mailto link was made and the message was not: %v", err)
		}
		header, _, _ := readByStandardLibrary(t, raw)
		if len(header) != 6 && len(header) != 7 {
			t.Fatalf("header fields: %v", header)
		}
		checkWire(t, raw)
	})
}

func FuzzParseMailto(f *testing.F) {
	f.Add("mailto:a@b.de?subject=x&body=y")
	f.Add("mailto:a@b.de?subject=x&body=y&bcc=z")
	f.Add("mailto:%40?body=%0D%0A")
	f.Fuzz(func(t *testing.T, link string) {
		m, err := parseMailto(link)
		if err != nil {
			return
		}
		u, err := url.Parse(link)
		if err != nil {
			return // stricter than ours is fine
		}
		for key, values := range u.Query() {
			if key != "subject" && key != "body" || len(values) != 1 {
				t.Fatalf("%q was taken although it has %s %q (%+v)", link, key, values, m)
			}
		}
	})
}
