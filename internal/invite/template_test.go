package invite

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

// The usual template, read again, writes the same letters as no template does.
func TestTheUsualTemplateIsATemplate(t *testing.T) {
	for _, lang := range partner.MailLanguages() {
		read, err := ParseTemplate("# a comment\n\n" + UsualTemplate(lang))
		if err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		for name, v := range variants() {
			got := read.write(letterIn(lang), v.p, v.r, testLink)
			if diff := cmp.Diff(Letter(lang, v.p, v.r, testLink), got); diff != "" {
				t.Errorf("%s, %s: %s", lang, name, diff)
			}
		}
	}
}

func TestOwnTemplate(t *testing.T) {
	const text = "# ours\r\nSubject: {partner} bittet {name}\r\n\r\nGrüezi {name}\r\n\r\n{steps}\r\n{link}\r\n\r\n{rights}\r\nSo steht es: {braces}\r\n"
	if _, err := ParseTemplate(text); partner.CodeOf(err) != partner.CodeInvalidInput || !strings.Contains(err.Error(), "line 10: {braces}") {
		t.Fatalf("got %v", err)
	}
	s := New(testProfile(), nil, nil, Options{Templates: map[string]string{"de": strings.ReplaceAll(text, "{braces}", "fertig")}})
	inv, err := s.Prepare(t.Context(), Request{Name: "Fabrikam {link} AG", MailLang: "de", AdminRights: true})
	if err != nil {
		t.Fatal(err)
	}
	d := inv.Draft
	if d.Subject != "Contoso Partner GmbH bittet Fabrikam {link} AG" || !strings.HasPrefix(d.Opening, "Grüezi Fabrikam {link} AG\n\nFür die Annahme") ||
		!strings.HasPrefix(d.Closing, "Administratorrechte") || !strings.HasSuffix(d.Closing, "So steht es: fertig") {
		t.Errorf("%q\n%s", d.Subject, d.Body())
	}
	if verdict, findings := partner.CheckLink(d.Body(), d.Link); verdict != partner.Intact {
		t.Errorf("%s %v", verdict, findings)
	}
	if s.Edited(inv) {
		t.Error("the letter of the template is taken for edited")
	}
	other, err := s.Prepare(t.Context(), Request{MailLang: "en", AdminRights: true})
	if err != nil || !strings.HasPrefix(other.Draft.Opening, "Hello,") {
		t.Errorf("English: %v, %q", err, other.Draft.Opening)
	}
}

func TestABrokenTemplateIsSaidAndNotUsed(t *testing.T) {
	s := New(testProfile(), nil, nil, Options{Templates: map[string]string{"de": "Subject: x\n\nno link"}})
	_, err := s.Prepare(t.Context(), Request{MailLang: "en,de"})
	if partner.CodeOf(err) != partner.CodeInvalidInput || !strings.Contains(err.Error(), "your letter in de: there is no line {link}") {
		t.Errorf("got %v", err)
	}
}

func TestParseTemplateRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                                  "line 1: the template begins with",
		"Hello\n{link}\n":                                   "line 1: the template begins with",
		"Subject: {steps}\n{link}\n":                        "line 1: a subject takes {partner}, {name}, {provider}, {portal} and no {steps}",
		"Subject: \n{link}\n":                               "line 1: the subject is empty",
		"Subject: x\nhello":                                 "there is no line {link}",
		"Subject: x\n{link}\n{link}\n":                      "line 3: {link} stands once",
		"Subject: x\nhere: {link}\n":                        "line 2: {link} stands once",
		"Subject: {link}\n{link}\n":                         "line 1: {link} stands once",
		"Subject: x\n{link}\n{nobody}\n":                    "line 3: {nobody} is none",
		"Subject: x\n{link}\na\x1b[2J\n":                    "line 3: the character U+001B",
		"Subject: x\n{link}\na\u202eb\n":                    "line 3: the character U+202E",
		"Subject: x\n{link}\n\xff\n":                        "not UTF-8",
		"Subject: x\n{link}\n" + testLink + "\n":            "line 3: a relationship link",
		"Subject: x\n{link}\n" + strings.Repeat("x", 1<<17): "larger than 64 kB",
	} {
		_, err := ParseTemplate(text)
		if partner.CodeOf(err) != partner.CodeInvalidInput || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: got %v, want %q", text, err, want)
		}
	}
}

func TestOneMailInTwoLanguages(t *testing.T) {
	s := New(testProfile(), nil, nil, Options{})
	inv, err := s.Prepare(t.Context(), Request{Name: "冒险家科技有限公司", MailLang: "zh-CN, en", AdminRights: true})
	if err != nil {
		t.Fatal(err)
	}
	if inv.MailLang != "zh-CN,en" {
		t.Errorf("languages %q", inv.MailLang)
	}
	body := inv.Draft.Body()
	for _, want := range []string{"您好：", "Dear 冒险家科技有限公司 team,", "只有贵组织的全局管理员才能接受。", "Only a global administrator"} {
		if strings.Count(body, want) != 1 {
			t.Errorf("%q is not there once:\n%s", want, body)
		}
	}
	if !strings.Contains(inv.Draft.Subject, " / Invitation: ") || strings.Count(body, "partner-invitation") != 1 {
		t.Errorf("%q\n%s", inv.Draft.Subject, body)
	}
	if verdict, findings := partner.CheckLink(body, inv.Draft.Link); verdict != partner.Intact {
		t.Errorf("%s %v", verdict, findings)
	}
	reminder := s.Reminder(inv)
	if !strings.Contains(reminder.Opening, "提醒") || !strings.Contains(reminder.Opening, "friendly reminder") || reminder.Link != inv.Draft.Link {
		t.Errorf("reminder: %q", reminder.Opening)
	}
	r := RequestOf(inv)
	r.MailLang = "de"
	if again, err := s.Rewrite(inv, r); err != nil || !strings.HasPrefix(again.Draft.Opening, "Guten Tag") {
		t.Errorf("in another language: %v, %q", err, again.Draft.Opening)
	}
}

// Whatever is read as a template writes a mail whose link is intact.
func FuzzTemplate(f *testing.F) {
	f.Add("# c\nSubject: {partner}\n\n{greeting}\n{link}\n{thanks}")
	f.Add(UsualTemplate("ja"))
	f.Add("Subject: a{b\n}{link}\n{link}\n}{")
	f.Fuzz(func(t *testing.T, text string) {
		read, err := ParseTemplate(text)
		if err != nil {
			return
		}
		d := read.write(letterIn("en"), testProfile(), Request{Name: "Fabrikam AG"}, testLink)
		if strings.ContainsAny(d.Subject, "\r\n") || d.Link != testLink {
			t.Fatalf("subject %q, link %q", d.Subject, d.Link)
		}
		again, err := ParseTemplate(read.String())
		if err != nil || again != read {
			t.Fatalf("%q is read as %+v, and written and read again as %+v, %v", text, read, again, err)
		}
	})
}
