package partner

import (
	"reflect"
	"strings"
	"testing"
)

const (
	query         = "?invType=ResellerRelationship&partnerId=" + tenant + "&msppId=0&DAP=false"
	fragment      = "#/BillingAccounts/partner-invitation"
	indirectLink  = "https://admin.microsoft.com/Adminportal/Home?invType=IndirectResellerRelationship&partnerId=" + tenant + "&msppId=601089&DAP=true&indirectCSPId=" + provider + fragment
	officeLink    = "https://portal.office.com/partner/partnersignup.aspx?type=ResellerRelationship&id=" + tenant + "&csp=1&msppid=0"
	officeIndir   = "https://portal.office.com/partner/partnersignup.aspx?type=IndirectResellerRelationship&id=" + tenant + "&csp=1&msppid=601089&indirectCSP=" + provider
	agreementLink = "https://admin.microsoft.com/AdminPortal/Home?ref=/BillingAccounts/agreement"
	practiceLink  = "http://127.0.0.1:8787/Adminportal/Home" + query + fragment
)

func yes() *bool { v := true; return &v }
func no() *bool  { v := false; return &v }

func TestParseLink(t *testing.T) {
	admin := Link{Kind: LinkReseller, Scheme: "https", Host: "admin.microsoft.com", PartnerID: tenant, MSPPID: "0", AdminRights: no(), Fragment: fragmentInvitation}
	with := func(change func(*Link)) Link { l := admin; change(&l); return l }
	for _, c := range []struct {
		name, text string
		want       Link
	}{
		{"direct", theLink, admin},
		{"with admin rights", swap("false", "true"), with(func(l *Link) { l.AdminRights = yes() })},
		{"rights in another case", swap("DAP=false", "dap=TRUE"), with(func(l *Link) { l.AdminRights = yes() })},
		{"rights unreadable", swap("false", "yes"), with(func(l *Link) { l.AdminRights = nil })},
		{"before 2020, without rights", swap("&DAP=false", ""), with(func(l *Link) { l.AdminRights = nil })},
		{"older fragment", swap("/BillingAccounts/partner-invitation", "/partners/invitation"), with(func(l *Link) { l.Fragment = "/partners/invitation" })},
		{"path in another case", swap("Adminportal", "AdminPortal"), admin},
		{"host in another case", swap("admin.microsoft", "Admin.Microsoft"), admin},
		{"tenant in another case", swap(tenant, strings.ToUpper(tenant)), admin},
		{"tenant damaged", swap(tenant, "X"+tenant), with(func(l *Link) { l.PartnerID = "X" + tenant })},
		{"new host", swap("admin.microsoft.com/Adminportal/Home", "admin.cloud.microsoft/"), with(func(l *Link) { l.Host = "admin.cloud.microsoft" })},
		{"other order", swap("&msppId=0&DAP=false", "&DAP=false&msppId=0"), admin},
		{"indirect", indirectLink, with(func(l *Link) {
			l.Kind, l.Indirect, l.MSPPID, l.AdminRights, l.IndirectProvider = LinkIndirectReseller, true, "601089", yes(), provider
		})},
		{"office portal", officeLink, Link{Kind: LinkOffice, Scheme: "https", Host: "portal.office.com", PartnerID: tenant, MSPPID: "0"}},
		{"office portal, indirect", officeIndir, Link{Kind: LinkOffice, Indirect: true, Scheme: "https", Host: "portal.office.com", PartnerID: tenant, MSPPID: "601089", IndirectProvider: provider}},
		{"granular", granularLink, Link{
			Kind: LinkGranular, Scheme: "https", Host: "admin.microsoft.com",
			RelationshipID: stranger + "-" + provider, Fragment: "/partners/invitation/granularAdminRelationships/" + stranger + "-" + provider,
		}},
		{"agreement alone", agreementLink, Link{Kind: LinkOther, Scheme: "https", Host: "admin.microsoft.com"}},
		{"billing profile", profileLink, Link{Kind: LinkOther, Scheme: "https", Host: "admin.microsoft.com", Fragment: "/BillingAccounts/billing-accounts"}},
		{"practice", practiceLink, with(func(l *Link) { l.Scheme, l.Host, l.Port = "http", "127.0.0.1", "8787" })},
		{"practice over IPv6", strings.Replace(practiceLink, "127.0.0.1", "[::1]", 1), with(func(l *Link) { l.Scheme, l.Host, l.Port = "http", "[::1]", "8787" })},
		{"IPv6 without port", "http://[::1]/", Link{Kind: LinkOther, Scheme: "http", Host: "[::1]"}},
		{"parameters behind the hash are not read", "https://admin.microsoft.com/Adminportal/Home" + fragment + query, Link{Kind: LinkOther, Scheme: "https", Host: "admin.microsoft.com", Fragment: fragment[1:] + query}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParseLink(" " + c.text + "\n")
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != c.text {
				t.Errorf("String gives %s", got)
			}
			got.raw = ""
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestParseLinkRefuses(t *testing.T) {
	for _, s := range []string{
		"", "  ", "admin.microsoft.com", "ftp://admin.microsoft.com/", "javascript:alert(1)", "https://", "https:///path", "https://?x", "https://user@/",
		swap("&DAP", " &DAP"), swap("&DAP", "\n&DAP"), swap("&DAP", "\u200b&DAP"), swap("&DAP", "\x00&DAP"), swap("&DAP", "\xff&DAP"),
		"https://admin.microsoft.com/" + strings.Repeat("x", maxLink),
	} {
		if l, err := ParseLink(s); CodeOf(err) != CodeInvalidInput {
			t.Errorf("%.60q gives %+v, %v", s, l, err)
		}
	}
}

func TestLinkPractice(t *testing.T) {
	for s, want := range map[string]bool{
		practiceLink: true, "http://localhost:1/": true, "http://[::1]:1/": true, "http://127.0.0.1/": true,
		theLink: false, "https://127.0.0.1/": false, "http://127.0.0.1.example.net/": false, "http://localhost@example.net/": false,
	} {
		if l, err := ParseLink(s); err != nil || l.Practice() != want {
			t.Errorf("%s: %v %v", s, l.Practice(), err)
		}
	}
}

func TestLinkChanges(t *testing.T) {
	rights := func(asked bool) func(Link) Link { return func(l Link) Link { return l.WithAdminRights(asked) } }
	from := func(tenant string) func(Link) Link {
		return func(l Link) Link { return l.WithIndirectProvider(tenant) }
	}
	base := "https://admin.microsoft.com/Adminportal/Home"
	for _, c := range []struct {
		name, text string
		change     func(Link) Link
		want       string
	}{
		{"rights on", theLink, rights(true), swap("DAP=false", "DAP=true")},
		{"rights off", swap("DAP=false", "DAP=true"), rights(false), theLink},
		{"rights as they are", theLink, rights(false), theLink},
		{"rights as they are, in another case", swap("DAP=false", "DAP=False"), rights(false), swap("DAP=false", "DAP=False")},
		{"the name's case is kept", swap("DAP=false", "dap=FALSE"), rights(true), swap("DAP=false", "dap=true")},
		{"rights absent", swap("&DAP=false", ""), rights(true), swap("DAP=false", "DAP=true")},
		{"rights absent, no fragment", base + "?invType=ResellerRelationship", rights(true), base + "?invType=ResellerRelationship&DAP=true"},
		{"rights absent, loose end", base + "?invType=ResellerRelationship&#/x", rights(true), base + "?invType=ResellerRelationship&DAP=true#/x"},
		{"rights in the middle", base + "?invType=ResellerRelationship&DAP=true&msppId=0#/x", rights(false), base + "?invType=ResellerRelationship&DAP=false&msppId=0#/x"},
		{"rights without value", swap("DAP=false", "DAP"), rights(true), swap("DAP=false", "DAP=true")},
		{"rights twice", swap("DAP=false", "DAP=false&DAP=true"), rights(true), swap("DAP=false", "DAP=true&DAP=true")},
		{"only a parameter of that name", swap("DAP=false", "xDAP=false&DAPx=false"), rights(true), swap("DAP=false", "xDAP=false&DAPx=false&DAP=true")},
		{"not behind the hash", swap("&DAP=false", "") + "&DAP=false", rights(true), swap("DAP=false", "DAP=true") + "&DAP=false"},
		{"escapes and order stay", base + "?x=%2F+%20&invType=ResellerRelationship&DAP=false&y=ä#/a?b#c", rights(true), base + "?x=%2F+%20&invType=ResellerRelationship&DAP=true&y=ä#/a?b#c"},
		{"new host", "https://admin.cloud.microsoft/?invType=ResellerRelationship#/x", rights(false), "https://admin.cloud.microsoft/?invType=ResellerRelationship&DAP=false#/x"},
		{"practice", practiceLink, rights(true), strings.Replace(practiceLink, "DAP=false", "DAP=true", 1)},
		{"office knows no rights", officeLink, rights(true), officeLink},
		{"granular knows no rights", granularLink, rights(true), granularLink},
		{"agreement knows no rights", agreementLink, rights(true), agreementLink},
		{"provider added", theLink, from(provider), swap("#", "&indirectCSPId="+provider+"#")},
		{"provider changed", indirectLink, from(stranger), strings.Replace(indirectLink, provider, stranger, 1)},
		{"provider taken out", indirectLink, from(""), strings.Replace(indirectLink, "&indirectCSPId="+provider, "", 1)},
		{"provider taken out, first", base + "?indirectCSPId=" + provider + "&invType=IndirectResellerRelationship#/x", from(""), base + "?invType=IndirectResellerRelationship#/x"},
		{"no provider to take out", theLink, from(""), theLink},
		{"office provider", officeIndir, from(stranger), strings.Replace(officeIndir, provider, stranger, 1)},
		{"agreement knows no provider", agreementLink, from(provider), agreementLink},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := ParseLink(c.text)
			if err != nil {
				t.Fatal(err)
			}
			changed := c.change(l)
			if changed.String() != c.want {
				t.Errorf("got  %s\nwant %s", changed, c.want)
			}
			if l.String() != c.text {
				t.Errorf("the link that was changed is now %s", l)
			}
			if again, _ := ParseLink(c.want); !reflect.DeepEqual(again, changed) {
				t.Errorf("the fields are %+v, want %+v", changed, again)
			}
		})
	}
	if l := (Link{}).WithAdminRights(true).WithIndirectProvider(provider); l.String() != "" {
		t.Errorf("the zero link became %s", l)
	}
}

func TestBuildLink(t *testing.T) {
	direct := Profile{Connection: ConnectionOffline, Cloud: CloudPublic, Kind: KindDirect, TenantID: strings.ToUpper(tenant), MPNID: "601089"}
	reseller := direct
	reseller.Kind, reseller.Provider = KindIndirectReseller, provider
	with := func(p Profile, change func(*Profile)) Profile { change(&p); return p }
	for _, c := range []struct {
		name    string
		profile Profile
		rights  bool
		want    string
		code    Code
	}{
		{"direct", direct, false, theLink, ""},
		{"direct with rights", direct, true, swap("DAP=false", "DAP=true"), ""},
		{"provider for itself", with(direct, func(p *Profile) { p.Kind = KindIndirectProvider }), false, theLink, ""},
		{"indirect", reseller, true, indirectLink, ""},
		{"indirect without provider", with(reseller, func(p *Profile) { p.Provider = "" }), true, strings.Replace(indirectLink, "&indirectCSPId="+provider, "", 1), ""},
		{"no tenant", with(direct, func(p *Profile) { p.TenantID = "" }), false, "", CodeInvalidInput},
		{"zero tenant", with(direct, func(p *Profile) { p.TenantID = zeroGUID }), false, "", CodeInvalidInput},
		{"indirect without PartnerID", with(reseller, func(p *Profile) { p.MPNID = "" }), false, "", CodeInvalidInput},
		{"indirect with a PartnerID that is none", with(reseller, func(p *Profile) { p.MPNID = "1&x=2" }), false, "", CodeInvalidInput},
		{"provider that is none", with(reseller, func(p *Profile) { p.Provider = "contoso" }), false, "", CodeInvalidInput},
		{"US Government", with(direct, func(p *Profile) { p.Cloud = CloudUSGov }), true, "", CodeNotAllowed},
		{"Germany", with(direct, func(p *Profile) { p.Cloud = CloudGermany }), true, "", CodeNotAllowed},
		{"China", with(direct, func(p *Profile) { p.Cloud = CloudChina }), true, "", CodeNotAllowed},
		{"practice", with(direct, func(p *Profile) { p.Connection = ConnectionPractice }), true, "", CodeNotAllowed},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := BuildLink(c.profile, c.rights)
			if CodeOf(err) != c.code || l.String() != c.want {
				t.Fatalf("got %s, %v", l, err)
			}
			if err != nil {
				return
			}
			if _, verdict, findings := InspectLink(l.String(), c.profile); verdict == LinkBad {
				t.Errorf("the link is bad itself: %+v", findings)
			}
		})
	}
}

func TestGUID(t *testing.T) {
	for s, want := range map[string]string{
		tenant: tenant, strings.ToUpper(tenant): tenant, " {" + tenant + "} ": tenant, "{" + tenant: "", tenant[1:]: "", tenant + "0": "",
		strings.ReplaceAll(tenant, "-", ""): "", strings.Replace(tenant, "b", "g", 1): "", zeroGUID: "", "": "",
	} {
		got := NormaliseGUID(s)
		if ValidGUID(got) != (want != "") || want != "" && got != want {
			t.Errorf("%q becomes %q", s, got)
		}
	}
}
