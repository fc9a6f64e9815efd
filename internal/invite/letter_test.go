package invite

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/golden"
	"cspdesk/internal/partner"
)

const (
	testTenant   = "11111111-2222-3333-4444-555555555555"
	testProvider = "99999999-8888-7777-6666-555555555555"
	testLink     = "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=" + testTenant + "&msppId=0&DAP=true#/BillingAccounts/partner-invitation"
)

func testProfile() partner.Profile {
	return partner.Profile{
		Name: "contoso", Connection: partner.ConnectionLive, Cloud: partner.CloudPublic, TenantID: testTenant,
		Company: "Contoso Partner GmbH", Country: "DE", Kind: partner.KindDirect, Roles: []partner.Role{partner.RoleAdminAgent},
	}
}

func TestEveryLanguageHasEveryPiece(t *testing.T) {
	want := letters()["en"]
	if len(want) != 18 {
		t.Errorf("the English letter has %d pieces", len(want))
	}
	place := regexp.MustCompile(`\{[a-z]+\}`)
	for _, lang := range partner.MailLanguages() {
		l := letters()[lang]
		for name, english := range want {
			text, ok := l[name]
			if !ok || text == "" {
				t.Errorf("%s: no %q", lang, name)
				continue
			}
			places, expected := place.FindAllString(text, -1), place.FindAllString(english, -1)
			slices.Sort(places)
			slices.Sort(expected)
			if !slices.Equal(slices.Compact(places), slices.Compact(expected)) {
				t.Errorf("%s: %q has the places %v, in English %v", lang, name, places, expected)
			}
			if strings.ContainsAny(text, "!！¡") {
				t.Errorf("%s: %q has an exclamation mark", lang, name)
			}
		}
		if len(l) != len(want) {
			t.Errorf("%s: %d pieces, in English %d", lang, len(l), len(want))
		}
	}
}

// variants are the letters that differ by cloud, rights, provider and recipient.
func variants() map[string]struct {
	p partner.Profile
	r Request
} {
	type variant = struct {
		p partner.Profile
		r Request
	}
	all := map[string]variant{}
	add := func(name string, edit func(*partner.Profile, *Request)) {
		p, r := testProfile(), Request{AdminRights: true, Name: "Fabrikam AG"}
		edit(&p, &r)
		all[name] = variant{p, r}
	}
	add("plain", func(*partner.Profile, *Request) {})
	add("no-rights-nobody", func(_ *partner.Profile, r *Request) { r.AdminRights, r.Name = false, "" })
	add("provider", func(p *partner.Profile, r *Request) {
		p.Kind, r.Provider, r.ProviderName = partner.KindIndirectReseller, testProvider, "Northwind Distribution"
	})
	add("unnamed-provider", func(p *partner.Profile, r *Request) { p.Kind, r.Provider = partner.KindIndirectReseller, testProvider })
	add("usgov", func(p *partner.Profile, _ *Request) { p.Cloud = partner.CloudUSGov })
	add("china", func(p *partner.Profile, r *Request) {
		p.Cloud, p.Company, r.Name = partner.CloudChina, "康拓索合作伙伴有限公司", "冒险家科技有限公司"
	})
	add("signature", func(p *partner.Profile, _ *Request) { p.Signature = "Anna Brunner\r\nContoso Partner GmbH\r\n" })
	return all
}

func TestLettersAreGolden(t *testing.T) {
	for _, lang := range partner.MailLanguages() {
		var b strings.Builder
		names := make([]string, 0, len(variants()))
		for name := range variants() {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			v := variants()[name]
			d := Letter(lang, v.p, v.r, testLink)
			fmt.Fprintf(&b, "##### %s\nSubject: %s\n\n%s\n\n", name, d.Subject, d.Body())
		}
		plain := variants()["plain"]
		plain.r.MailLang = lang
		d := reminderOf(plain.p, plain.r, Letter(lang, plain.p, plain.r, testLink))
		fmt.Fprintf(&b, "##### reminder\nSubject: %s\n\n%s\n", d.Subject, d.Body())
		golden.Compare(t, "letters/"+lang+".golden", b.String())
	}
}

func reminderOf(p partner.Profile, r Request, first partner.Draft) partner.Draft {
	return New(p, nil, nil, Options{}).Reminder(apply(partner.Invitation{Draft: first}, r))
}

func TestEveryLetterCarriesTheLinkOnce(t *testing.T) {
	for _, lang := range partner.MailLanguages() {
		for name, v := range variants() {
			v.r.MailLang = lang
			first := Letter(lang, v.p, v.r, testLink)
			for what, d := range map[string]partner.Draft{"letter": first, "reminder": reminderOf(v.p, v.r, first)} {
				where := lang + "/" + name + "/" + what
				body := d.Body()
				if verdict, findings := partner.CheckLink(body, testLink); verdict != partner.Intact {
					t.Errorf("%s: %s %v", where, verdict, findings)
				}
				if strings.Count(body, "partner-invitation") != 1 || !slices.Contains(strings.Split(body, "\n"), testLink) {
					t.Errorf("%s: the link does not stand once and alone on its line", where)
				}
				if strings.ContainsAny(d.Subject+body, "{}") || strings.Contains("\n"+body, "\n==") {
					t.Errorf("%s: something is left over:\n%s", where, body)
				}
				if strings.Contains(d.Subject, "\n") || d.Subject == "" {
					t.Errorf("%s: subject %q", where, d.Subject)
				}
				if strings.Contains(body, "  ") || strings.Contains(body, "\n\n\n") || strings.Contains(body, " \n") {
					t.Errorf("%s: odd spacing:\n%q", where, body)
				}
				if got := strings.Contains(first.Body(), profilePage); got != (v.p.Cloud == partner.CloudPublic) {
					t.Errorf("%s: the profile page is there: %v", where, got)
				}
				for _, needed := range []string{v.p.Company, v.r.Name, v.r.ProviderName} {
					if !strings.Contains(first.Body(), needed) {
						t.Errorf("%s: %q is missing", where, needed)
					}
				}
			}
		}
	}
}

// TestLettersFitIntoAMailLink: mail apps take 2,000 characters, and a Chinese or
// Japanese one costs nine, as a Korean one does. Those two letters do not fit.
func TestLettersFitIntoAMailLink(t *testing.T) {
	escaped := func(s string) int {
		return len(strings.NewReplacer("+", "%20", "%0A", "%0D%0A").Replace(url.QueryEscape(s)))
	}
	for _, lang := range partner.MailLanguages() {
		d := Letter(lang, testProfile(), Request{AdminRights: true, Name: "Fabrikam AG"}, testLink)
		length := len("mailto:admin@fabrikam.de?subject=&body=") + escaped(d.Subject) + escaped(d.Body())
		if length > 2000 && lang != "ja" && lang != "ko" {
			t.Errorf("%s: %d characters", lang, length)
		}
	}
}

func TestRightsAreSaidTruthfully(t *testing.T) {
	for _, lang := range partner.MailLanguages() {
		l := letters()[lang]
		for _, c := range []struct {
			cloud partner.Cloud
			asked bool
			want  string
		}{
			{partner.CloudPublic, true, "rights-later"}, {partner.CloudPublic, false, "rights-none"},
			{partner.CloudUSGov, true, "rights-later"}, {partner.CloudChina, true, "rights-asked"},
			{partner.CloudChina, false, "rights-none"},
		} {
			p := testProfile()
			p.Cloud = c.cloud
			closing := Letter(lang, p, Request{AdminRights: c.asked}, testLink).Closing
			for _, piece := range []string{"rights-later", "rights-asked", "rights-none"} {
				if strings.Contains(closing, l[piece]) != (piece == c.want) {
					t.Errorf("%s, %s, asked %v: %q", lang, c.cloud, c.asked, closing)
				}
			}
		}
		if !strings.Contains(l["rights-later"], "2023") {
			t.Errorf("%s: the date is missing", lang)
		}
	}
}

// TestNamesAreData: a name is never read as a place, a pattern or markup, and
// never adds a line.
func TestNamesAreData(t *testing.T) {
	for _, evil := range []string{
		"{partner}", "{name}{signature}", "{{.Company}}", "%s%d%n", "$1\\1${x}", "<b>&amp;</b>", "a\r\nb\nc", "\x1b[31mred\x07",
		"x\u202egpj\u2066", "a\u2028b", "\xff\xfe", strings.Repeat("y", 65536), "{", "}", "== subject",
	} {
		p := testProfile()
		p.Company = "Contoso " + evil
		r := Request{Name: evil, Provider: testProvider, ProviderName: evil}
		d := Letter("en", p, r, testLink)
		lines := strings.Count(Letter("en", testProfile(), Request{Name: "x", Provider: testProvider, ProviderName: "x"}, testLink).Body(), "\n")
		if got := strings.Count(d.Body(), "\n"); got != lines {
			t.Errorf("%.40q: %d lines, want %d", evil, got, lines)
		}
		shown := plainLine(evil)
		greeting := "Dear " + shown + " team,"
		if shown == "" {
			greeting = "Hello,"
		}
		if !strings.HasPrefix(d.Opening, greeting) {
			t.Errorf("%.40q: %.80q", evil, d.Opening)
		}
		if strings.ContainsAny(d.Subject, "\r\n\x1b") || len(d.Body()) > 8000 {
			t.Errorf("%.40q: subject %.80q, %d bytes", evil, d.Subject, len(d.Body()))
		}
	}
}

func TestSpacesBetweenScripts(t *testing.T) {
	for _, c := range []struct{ lang, company, want string }{
		{"zh-CN", "Contoso GmbH", "Contoso GmbH 希望成为您的"},
		{"zh-CN", "康拓索", "康拓索希望成为您的"},
		{"zh-CN", "康拓索 (Contoso)", "康拓索 (Contoso)希望成为您的"},
		{"ja", "Contoso", "Contoso は、貴社の"},
		{"ja", "コントソ", "コントソは、貴社の"},
		{"de", "康拓索", "康拓索 möchte Ihr"},
	} {
		p := testProfile()
		p.Company = c.company
		if d := Letter(c.lang, p, Request{}, testLink); !strings.Contains(d.Opening, c.want) {
			t.Errorf("%s %s:\n%s", c.lang, c.company, d.Opening)
		}
	}
	p := testProfile()
	if d := Letter("zh-CN", p, Request{}, testLink); !strings.Contains(d.Opening, "登录 Microsoft 365 管理中心，授权 Contoso Partner GmbH，") {
		t.Error(d.Opening)
	}
}

func TestUnknownLanguageIsEnglish(t *testing.T) {
	if Letter("xx", testProfile(), Request{}, testLink) != Letter("en", testProfile(), Request{}, testLink) {
		t.Error("not the English letter")
	}
}
