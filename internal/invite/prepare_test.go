package invite

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

func TestPrepare(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	inv, err := s.Prepare(t.Context(), Request{
		AdminRights: false, Name: " Fabrikam AG ", To: "Anna <admin@fabrikam.de>", Country: "fr", Note: "met in Paris",
	})
	if err != nil {
		t.Fatal(err)
	}
	if inv.ID == "" || inv.State != partner.StateDraft || inv.Revision != 0 || inv.CreatedBy != "anna" || inv.PartnerID != testTenant {
		t.Errorf("%+v", inv)
	}
	got := RequestOf(inv)
	want := Request{Name: "Fabrikam AG", To: "admin@fabrikam.de", Country: "FR", MailLang: "fr", Note: "met in Paris"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if inv.Draft.Link != strings.Replace(testLink, "DAP=true", "DAP=false", 1) {
		t.Errorf("link: %s", inv.Draft.Link)
	}
	if inv.Draft != Letter("fr", testProfile(), want, inv.Draft.Link) {
		t.Errorf("draft: %+v", inv.Draft)
	}
	if len(l.kept) != 0 {
		t.Error("something was stored")
	}
}

func TestNewIDs(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		id := newID()
		if !regexp.MustCompile(`^inv-[a-z2-7]{6}$`).MatchString(id) || seen[id] {
			t.Errorf("id %q", id)
		}
		seen[id] = true
	}
}

func TestLanguageOfTheLetter(t *testing.T) {
	for _, c := range []struct{ country, lang, want string }{
		{"", "", "de"}, {"JP", "", "ja"}, {"CN", "", "zh-CN"}, {"MX", "", "es"}, {"US", "", "en"}, {"JP", "en", "en"},
	} {
		s, _ := testService(testProfile(), testLink)
		inv := prepared(t, s, Request{AdminRights: true, Country: c.country, MailLang: c.lang})
		if inv.MailLang != c.want {
			t.Errorf("%+v: %s", c, inv.MailLang)
		}
	}
}

func TestRules(t *testing.T) {
	for name, c := range map[string]struct {
		profile func(*partner.Profile)
		request func(*Request)
		want    partner.Code
	}{
		"direct partner":            {nil, nil, ""},
		"sales agent":               {func(p *partner.Profile) { p.Roles = []partner.Role{partner.RoleSalesAgent} }, nil, ""},
		"global admin, unsure":      {func(p *partner.Profile) { p.Roles = []partner.Role{partner.RoleGlobalAdmin} }, nil, ""},
		"roles unknown":             {func(p *partner.Profile) { p.Roles = nil }, nil, ""},
		"helpdesk agent":            {func(p *partner.Profile) { p.Roles = []partner.Role{partner.RoleHelpdeskAgent} }, nil, partner.CodeNotAllowed},
		"without rights":            {nil, func(r *Request) { r.AdminRights = false }, ""},
		"usgov":                     {func(p *partner.Profile) { p.Cloud = partner.CloudUSGov }, nil, ""},
		"usgov without rights":      {func(p *partner.Profile) { p.Cloud = partner.CloudUSGov }, func(r *Request) { r.AdminRights = false }, partner.CodeNotAllowed},
		"germany without rights":    {func(p *partner.Profile) { p.Cloud = partner.CloudGermany }, func(r *Request) { r.AdminRights = false }, partner.CodeNotAllowed},
		"provider of a direct one":  {nil, func(r *Request) { r.Provider = testProvider }, partner.CodeNotAllowed},
		"provider of a provider":    {func(p *partner.Profile) { p.Kind = partner.KindIndirectProvider }, func(r *Request) { r.Provider = testProvider }, partner.CodeNotAllowed},
		"provider that is no GUID":  {func(p *partner.Profile) { p.Kind = partner.KindIndirectReseller }, func(r *Request) { r.Provider = "Northwind" }, partner.CodeInvalidInput},
		"no company":                {func(p *partner.Profile) { p.Company = " \n" }, nil, partner.CodeInvalidInput},
		"bad address":               {nil, func(r *Request) { r.To = "a@b.de, c@d.de" }, partner.CodeInvalidInput},
		"bad country":               {nil, func(r *Request) { r.Country = "Atlantis" }, partner.CodeInvalidInput},
		"bad language":              {nil, func(r *Request) { r.MailLang = "tlh" }, partner.CodeInvalidInput},
		"other market is no reason": {nil, func(r *Request) { r.Country = "US" }, ""},
	} {
		p, r := testProfile(), Request{AdminRights: true}
		if c.profile != nil {
			c.profile(&p)
		}
		if c.request != nil {
			c.request(&r)
		}
		s, _ := testService(p, testLink)
		if _, err := s.Prepare(t.Context(), r); partner.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAdvice(t *testing.T) {
	for name, c := range map[string]struct {
		profile func(*partner.Profile)
		r       Request
		want    []string
	}{
		"same market":         {func(*partner.Profile) {}, Request{Country: "FR"}, nil},
		"country not said":    {func(*partner.Profile) {}, Request{}, nil},
		"rights":              {func(*partner.Profile) {}, Request{AdminRights: true}, []string{AdviceRightsLater}},
		"other market":        {func(*partner.Profile) {}, Request{Country: "US"}, []string{"market-other"}},
		"not sold":            {func(*partner.Profile) {}, Request{Country: "RU"}, []string{"market-not-sold"}},
		"customer in China":   {func(*partner.Profile) {}, Request{Country: "CN"}, []string{"market-other-cloud"}},
		"role unsure":         {func(p *partner.Profile) { p.Roles = nil }, Request{}, []string{AdviceRole}},
		"usgov":               {func(p *partner.Profile) { p.Cloud, p.Country = partner.CloudUSGov, "US" }, Request{AdminRights: true, Country: "US"}, []string{AdviceRightsLocked, AdviceRightsLater}},
		"germany":             {func(p *partner.Profile) { p.Cloud = partner.CloudGermany }, Request{AdminRights: true, Country: "DE"}, []string{AdviceRightsLocked, AdviceRightsLater, AdviceCloudClosed}},
		"china asks for them": {func(p *partner.Profile) { p.Cloud, p.Country = partner.CloudChina, "CN" }, Request{AdminRights: true, Country: "CN"}, nil},
	} {
		p := testProfile()
		c.profile(&p)
		s, _ := testService(p, testLink)
		var got []string
		for _, f := range s.Advise(c.r) {
			got = append(got, f.Code)
			if f.Message == "" {
				t.Errorf("%s: %s says nothing", name, f.Code)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestLinkFromPartnerCenterIsChecked: an answer that is not this partner's link
// never reaches a letter.
func TestLinkFromPartnerCenterIsChecked(t *testing.T) {
	replace := func(old, new string) string { return strings.Replace(testLink, old, new, 1) }
	for name, link := range map[string]string{
		"empty":           "",
		"no link":         "see Partner Center",
		"other tenant":    replace(testTenant, testProvider),
		"no tenant":       replace("partnerId="+testTenant+"&", ""),
		"half a tenant":   replace(testTenant, testTenant[:20]),
		"http":            replace("https", "http"),
		"look-alike":      replace("admin.microsoft.com", "admin.microsoft.com.evil.example"),
		"user info":       replace("https://", "https://admin.microsoft.com@evil.example/"),
		"escaped":         strings.ReplaceAll(testLink, "&", "&amp;"),
		"behind the #":    "https://admin.microsoft.com/Adminportal/Home#/partners/invitation/reseller?partnerId=" + testTenant,
		"granular":        "https://admin.microsoft.com/AdminPortal/Home#/partners/invitation/granularAdminRelationships/" + testTenant + "-" + testProvider,
		"line break":      replace("&msppId", "\n&msppId"),
		"agreement":       "https://admin.microsoft.com/AdminPortal/Home?ref=/BillingAccounts/agreement",
		"practice server": "http://127.0.0.1:8080/Adminportal/Home?invType=ResellerRelationship&partnerId=" + testTenant + "&msppId=0&DAP=true#/BillingAccounts/partner-invitation",
	} {
		s, _ := testService(testProfile(), link)
		if inv, err := s.Prepare(t.Context(), Request{AdminRights: true}); partner.CodeOf(err) != partner.CodeBadAnswer {
			t.Errorf("%s: %v, %s", name, err, inv.Draft.Link)
		}
	}
}

func TestPracticeLinks(t *testing.T) {
	p := testProfile()
	p.Connection = partner.ConnectionPractice
	link := "http://127.0.0.1:8080/Adminportal/Home?invType=ResellerRelationship&partnerId=" + testTenant + "&msppId=0&DAP=false#/BillingAccounts/partner-invitation"
	s, _ := testService(p, link)
	if inv := prepared(t, s, Request{AdminRights: true}); inv.Draft.Link != strings.Replace(link, "DAP=false", "DAP=true", 1) {
		t.Errorf("link: %s", inv.Draft.Link)
	}
	s, _ = testService(p, testLink)
	if _, err := s.Prepare(t.Context(), Request{AdminRights: true}); partner.CodeOf(err) != partner.CodeBadAnswer {
		t.Errorf("a real link in practice: %v", err)
	}
	if _, err := s.Prepare(t.Context(), Request{AdminRights: true, Offline: true}); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Errorf("offline in practice: %v", err)
	}
}

func TestIndirectProvider(t *testing.T) {
	p := testProfile()
	p.Kind, p.MPNID, p.Provider = partner.KindIndirectReseller, "6531449", strings.ToUpper(testProvider)
	answer := "https://admin.microsoft.com/Adminportal/Home?invType=IndirectResellerRelationship&partnerId=" + testTenant +
		"&msppId=6531449&DAP=false#/BillingAccounts/partner-invitation"
	src := &source{link: answer}
	o := testOptions()
	o.ProviderName = func(tenant string) string {
		if tenant == testProvider {
			return "Northwind Distribution"
		}
		return ""
	}
	s := New(p, newLedger(), src, o)
	r := s.NewRequest()
	if r.AdminRights || r.Provider != testProvider {
		t.Errorf("a new request: %+v", r)
	}
	inv := prepared(t, s, r)
	if !slices.Equal(src.asked, []string{testProvider}) {
		t.Errorf("asked for %q", src.asked)
	}
	want := strings.Replace(answer, "DAP=false#", "DAP=false&indirectCSPId="+testProvider+"#", 1)
	if inv.Draft.Link != want || !strings.Contains(inv.Draft.Opening, "Northwind Distribution") {
		t.Errorf("link %s\nopening %s", inv.Draft.Link, inv.Draft.Opening)
	}
	r.Provider = ""
	without, err := s.Rewrite(inv, r)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(without.Draft.Link, "indirectCSPId") || strings.Contains(without.Draft.Opening, "Northwind") {
		t.Errorf("without a provider: %+v", without.Draft)
	}
	if _, err := s.Finish(t.Context(), without); err != nil {
		t.Error(err)
	}
}

func TestOffline(t *testing.T) {
	pasted := strings.Replace(testLink, "admin.microsoft.com", "portal.office365.us", 1)
	for name, c := range map[string]struct {
		profile func(*partner.Profile)
		want    string
		code    partner.Code
	}{
		"public":             {func(*partner.Profile) {}, strings.Replace(testLink, "DAP=true", "DAP=false", 1), ""},
		"usgov":              {func(p *partner.Profile) { p.Cloud = partner.CloudUSGov }, "", partner.CodeNotAllowed},
		"usgov, pasted":      {func(p *partner.Profile) { p.Cloud, p.Link = partner.CloudUSGov, pasted }, pasted, ""},
		"pasted, of another": {func(p *partner.Profile) { p.Link = strings.Replace(testLink, testTenant, testProvider, 1) }, "", partner.CodeLinkBroken},
	} {
		p := testProfile()
		p.Connection = partner.ConnectionOffline
		c.profile(&p)
		s := New(p, newLedger(), nil, testOptions())
		inv, err := s.Prepare(t.Context(), Request{AdminRights: p.Cloud == partner.CloudUSGov})
		if partner.CodeOf(err) != c.code || inv.Draft.Link != c.want {
			t.Errorf("%s: %v, %s", name, err, inv.Draft.Link)
		}
	}
}

func TestPartnerCenterOutOfReach(t *testing.T) {
	src := &source{err: partner.NewError(partner.CodeUnreachable, "no route", nil)}
	s := New(testProfile(), newLedger(), src, testOptions())
	if _, err := s.Prepare(t.Context(), Request{AdminRights: true}); partner.CodeOf(err) != partner.CodeUnreachable {
		t.Error(err)
	}
	inv := prepared(t, s, Request{AdminRights: true, Offline: true})
	if inv.Draft.Link != testLink || len(src.asked) != 1 {
		t.Errorf("%s, asked %d times", inv.Draft.Link, len(src.asked))
	}
}

func TestRewrite(t *testing.T) {
	s, _ := testService(testProfile(), testLink)
	inv := prepared(t, s, Request{AdminRights: true, Name: "Fabrikam AG"})
	if s.Edited(inv) {
		t.Error("a new letter counts as edited")
	}
	r := RequestOf(inv)
	r.AdminRights, r.Name = false, "Northwind"

	plain, err := s.Rewrite(inv, r)
	if err != nil {
		t.Fatal(err)
	}
	link := strings.Replace(testLink, "DAP=true", "DAP=false", 1)
	if plain.Draft != Letter("de", testProfile(), r, link) || plain.AdminRights || plain.Name != "Northwind" {
		t.Errorf("unedited: %+v", plain)
	}

	edited := inv
	edited.Draft.Opening = "My own words"
	kept, err := s.Rewrite(edited, r)
	if err != nil {
		t.Fatal(err)
	}
	if kept.Draft.Opening != "My own words" || kept.Draft.Closing != plain.Draft.Closing || kept.Draft.Link != link || !s.Edited(kept) {
		t.Errorf("edited opening: %+v", kept.Draft)
	}

	r.MailLang = "ja"
	japanese, err := s.Rewrite(inv, r)
	if err != nil || japanese.Draft != Letter("ja", testProfile(), r, link) {
		t.Errorf("another language: %v %+v", err, japanese.Draft)
	}
	mixed, err := s.Rewrite(edited, r)
	if err != nil {
		t.Fatal(err)
	}
	if mixed.Draft.Opening != "My own words" || mixed.Draft.Closing != edited.Draft.Closing || mixed.MailLang != "ja" || mixed.Draft.Link != link {
		t.Errorf("an edited letter in another language: %+v", mixed)
	}
	if s.Fresh(mixed) != japanese.Draft {
		t.Errorf("fresh: %+v", s.Fresh(mixed))
	}

	edited.Draft.Link = strings.Replace(testLink, testTenant, testProvider, 1)
	if _, err := s.Rewrite(edited, r); partner.CodeOf(err) != partner.CodeLinkBroken {
		t.Errorf("another partner's link: %v", err)
	}
	inv.State = partner.StateReady
	if _, err := s.Rewrite(inv, r); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Errorf("finished: %v", err)
	}
}

// TestANewRequestAsksForWhatCanBeHad: admin rights only where an invitation brings
// them, or where they cannot be left out.
func TestANewRequestAsksForWhatCanBeHad(t *testing.T) {
	for cloud, want := range map[partner.Cloud]bool{
		partner.CloudPublic: false, partner.CloudUSGov: true, partner.CloudGermany: true, partner.CloudChina: true,
	} {
		p := testProfile()
		p.Cloud = cloud
		s, _ := testService(p, testLink)
		if got := s.NewRequest().AdminRights; got != want {
			t.Errorf("%s: asked %v, want %v", cloud, got, want)
		}
	}
}

// TestAgainIsANewRequestInTheSameWords, edited ones included, and the earlier one
// stays as it is.
func TestAgainIsANewRequestInTheSameWords(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	wrong := prepared(t, s, Request{Name: "Fabrikan AG", To: "admin@fabrikan.de", Country: "DE", Note: "met in Ulm"})
	wrong.Draft.Opening += " Gern auch am Telefon."
	wrong.Draft.Closing += "\n\nBis bald"
	sent, err := s.Finish(t.Context(), wrong)
	if err == nil {
		sent, err = s.RecordHandOver(t.Context(), sent.ID, partner.ChannelFile, "/mails/x.eml", false)
	}
	if err != nil {
		t.Fatal(err)
	}
	again := s.Again(sent)
	if again.ID == sent.ID || again.State != partner.StateDraft || again.Revision != 0 || len(again.HandedOver) != 0 || !again.FinishedAt.IsZero() {
		t.Errorf("no new draft: %+v", again)
	}
	if diff := cmp.Diff(RequestOf(sent), RequestOf(again)); diff != "" || again.Draft != sent.Draft {
		t.Errorf("another request: %s\n%+v", diff, again.Draft)
	}
	r := RequestOf(again)
	r.Name, r.To = "Fabrikam AG", "admin@fabrikam.de"
	right, err := s.Rewrite(again, r)
	if err == nil {
		right, err = s.Finish(t.Context(), right)
	}
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(right.Draft.Opening, "Fabrikam AG") || strings.Contains(right.Draft.Body(), "Fabrikan") || !strings.HasSuffix(right.Draft.Opening, " Gern auch am Telefon.") || !strings.HasSuffix(right.Draft.Closing, "Bis bald") {
		t.Errorf("the letter: %s", right.Draft.Body())
	}
	if kept := l.kept[sent.ID]; kept.State != partner.StateHandedOver || kept.Name != "Fabrikan AG" {
		t.Errorf("the earlier one: %+v", kept)
	}
	foreign := sent
	foreign.Draft.Link = strings.Replace(testLink, testTenant, testProvider, 1)
	if again := s.Again(foreign); again.Draft != (partner.Draft{}) || again.Name != "Fabrikan AG" {
		t.Errorf("with the link of another tenant: %+v", again)
	}
}
