package partner

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func invited(id, to, name string) Invitation {
	return Invitation{ID: id, State: StateHandedOver, To: to, Name: name, FinishedAt: day}
}

func appeared(id CustomerID, domain, name string) Customer {
	return Customer{ID: id, Domain: domain, CompanyName: name, FirstSeen: day.Add(time.Hour), Standing: StandingListed}
}

// proposed writes proposals as text: "inv: customer/reason customer/reason".
func proposed(proposals []Proposal) string {
	var out []string
	for _, p := range proposals {
		line := p.Invitation.ID + ":"
		for _, c := range p.Candidates {
			line += fmt.Sprintf(" %s/%s", c.Customer.ID, c.Reason)
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

func TestMatchCustomers(t *testing.T) {
	with := func(i Invitation, change func(*Invitation)) Invitation { change(&i); return i }
	seen := func(c Customer, at time.Time, country string) Customer {
		c.FirstSeen, c.Country = at, country
		return c
	}
	for _, c := range []struct {
		name  string
		open  []Invitation
		fresh []Customer
		want  string
	}{
		{"nothing", nil, nil, ""},
		{"no new customers", []Invitation{invited("a", "x@contoso.com", "")}, nil, ""},
		{"domain", []Invitation{invited("a", "x@contoso.com", "")}, []Customer{appeared("1", "CONTOSO.com", "Other")}, "a: 1/domain"},
		{"mail host below the domain", []Invitation{invited("a", "x@mail.contoso.co.uk", "")}, []Customer{appeared("1", "contoso.co.uk", "")}, "a: 1/domain"},
		{"domain below the mail host", []Invitation{invited("a", "x@contoso.com.cn", "")}, []Customer{appeared("1", "beijing.contoso.com.cn", "")}, "a: 1/domain"},
		{"the same country's shared ending is no match", []Invitation{invited("a", "x@contoso.co.uk", "")}, []Customer{seen(appeared("1", "fabrikam.co.uk", ""), day, "")}, ""},
		{"one ends like the other is no match", []Invitation{invited("a", "x@notcontoso.com", "")}, []Customer{seen(appeared("1", "contoso.com", ""), day, "")}, ""},
		{"public mail is no match", []Invitation{invited("a", "x@gmail.com", ""), invited("b", "y@qq.com", ""), invited("c", "y@vip.163.com", "")}, []Customer{appeared("1", "gmail.com", ""), appeared("2", "qq.com", ""), appeared("3", "163.com", "")}, ""},
		{"the starting domain's tail is no match", []Invitation{invited("a", "x@fabrikam.onmicrosoft.com", "")}, []Customer{seen(appeared("1", "contoso.onmicrosoft.com", ""), day, "")}, ""},
		{"starting domain", []Invitation{invited("a", "x@contoso.onmicrosoft.com", "")}, []Customer{appeared("1", "contoso.onmicrosoft.com", "")}, "a: 1/domain"},
		{"starting domain's name", []Invitation{invited("a", "x@contoso.com", "")}, []Customer{appeared("1", "contoso.onmicrosoft.com", "")}, "a: 1/name"},
		{"starting domain in China", []Invitation{invited("a", "x@contoso.com.cn", "")}, []Customer{appeared("1", "contoso.partner.onmschina.cn", "")}, "a: 1/name"},
		{"name", []Invitation{invited("a", "", "Contoso GmbH")}, []Customer{appeared("1", "", "CONTOSO")}, "a: 1/name"},
		{"name with accents and width", []Invitation{invited("a", "", "Müller & Söhne AG")}, []Customer{appeared("1", "", "ＭＵＬＬＥＲ ＋ Sohne")}, "a: 1/name"},
		{"Chinese name", []Invitation{invited("a", "", "北京示例科技有限公司")}, []Customer{appeared("1", "", "北京示例科技股份有限公司"), appeared("2", "", "上海示例科技有限公司")}, "a: 1/name"},
		{"Japanese name", []Invitation{invited("a", "", "株式会社コントソ")}, []Customer{appeared("1", "", "コントソ株式会社"), appeared("2", "", "㈱コントソ")}, "a: 1/name 2/name"},
		{"domain before name before country", []Invitation{with(invited("a", "x@mail.contoso.com", "Contoso"), func(i *Invitation) { i.Country = "DE" })}, []Customer{
			seen(appeared("1", "", "Contoso"), day.Add(time.Hour), "FR"), seen(appeared("2", "", "Contoso"), day.Add(time.Hour), "DE"), appeared("3", "contoso.com", "x"), appeared("4", "mail.contoso.com", "x"),
		}, "a: 4/domain 3/domain 2/name 1/name"},
		{"two invitations, one customer", []Invitation{invited("a", "x@contoso.com", ""), invited("b", "y@contoso.com", "")}, []Customer{appeared("1", "contoso.com", "")}, "a: 1/domain; b: 1/domain"},
		{"time", []Invitation{invited("a", "x@contoso.com", "")}, []Customer{appeared("1", "fabrikam.com", "")}, "a: 1/time"},
		{"time, two new customers", []Invitation{invited("a", "", "")}, []Customer{seen(appeared("1", "", "x"), day.Add(2*time.Hour), ""), appeared("2", "", "y")}, "a: 2/time 1/time"},
		{"time, two invitations", []Invitation{invited("a", "", ""), invited("b", "", "")}, []Customer{appeared("1", "", "x")}, ""},
		{"time, the other is explained", []Invitation{invited("a", "", ""), invited("b", "", "Contoso")}, []Customer{appeared("1", "", "x"), appeared("2", "", "Contoso")}, "a: 1/time; b: 2/name"},
		{"time, the other is of another country", []Invitation{with(invited("a", "", ""), func(i *Invitation) { i.Country = "DE" }), with(invited("b", "", ""), func(i *Invitation) { i.Country = "FR" })}, []Customer{seen(appeared("1", "", "x"), day.Add(time.Hour), "FR")}, "b: 1/time"},
		{"time, customer was there before", []Invitation{invited("a", "", "")}, []Customer{seen(appeared("1", "", "x"), day.Add(-time.Hour), "")}, ""},
		{"time, at the same instant", []Invitation{invited("a", "", "")}, []Customer{seen(appeared("1", "", "x"), day, "")}, ""},
		{"time unknown", []Invitation{invited("a", "", "")}, []Customer{seen(appeared("1", "", "x"), time.Time{}, "")}, ""},
		{"not open", []Invitation{
			with(invited("a", "x@contoso.com", ""), func(i *Invitation) { i.State = StateDraft }), with(invited("b", "x@contoso.com", ""), func(i *Invitation) { i.State = StateWithdrawn }),
			with(invited("c", "x@contoso.com", ""), func(i *Invitation) { i.State = StateAccepted }), with(invited("d", "x@contoso.com", ""), func(i *Invitation) { i.State = StateReady }),
		}, []Customer{appeared("1", "contoso.com", "")}, "d: 1/domain"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := proposed(MatchCustomers(c.open, c.fresh, nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// After the first refresh everybody is new, and time says nothing.
func TestMatchCustomersFirstRefresh(t *testing.T) {
	var fresh []Customer
	for i := range 100_000 {
		fresh = append(fresh, appeared(CustomerID(fmt.Sprint(i)), fmt.Sprintf("c%d.example", i), fmt.Sprintf("Company %d Ltd", i)))
	}
	open := []Invitation{invited("a", "", "Fabrikam"), invited("b", "x@c77.example", "")}
	started := time.Now()
	if got := proposed(MatchCustomers(open, fresh, nil)); got != "b: 77/domain" {
		t.Errorf("got %s", got)
	}
	if took := time.Since(started); took > time.Minute {
		t.Errorf("took %s", took)
	}
}

func TestNameKey(t *testing.T) {
	for name, want := range map[string]string{
		"Contoso": "contoso", " Contoso, Ltd. ": "contoso", "CONTOSO G.m.b.H.": "contoso", "Contoso S.A. de C.V.": "contosode", "Contoso Sp. z o.o.": "contosozoo",
		"Contoso GmbH & Co. KG": "contoso", "Adventure Works": "adventureworks", "Adventure-Works Inc": "adventureworks", "GmbH": "gmbh", "株式会社": "株式会社",
		"有限公司": "有限公司", "北京示例有限公司": "北京示例", "(株)サンプル": "サンプル", "샘플 주식회사": "샘플", "Ｃｏｎｔｏｓｏ　Ｌｔｄ": "contoso",
		"Café Ñandú": "cafenandu", "Cafe\u0301": "cafe", "Straße": "strasse", "Łódź": "lodz", "Con\u200btoso": "contoso", "": "", "---": "", "हिन्दी": "हिन्दी",
	} {
		if got := nameKey(name); got != want {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
}

func TestCompanyDomain(t *testing.T) {
	for domain, want := range map[string]string{
		"contoso.com": "contoso.com", "a.b.contoso.com": "contoso.com", "Contoso.COM.": "contoso.com", "x.contoso.co.jp": "contoso.co.jp", "co.uk": "", "contoso": "", "": "",
		"a..b": "", "gmail.com": "", "x.gmail.com": "", "yahoo.co.jp": "", "contoso.onmicrosoft.com": "contoso.onmicrosoft.com", "a.contoso.onmicrosoft.com": "contoso.onmicrosoft.com",
		"onmicrosoft.com": "", "contoso.partner.onmschina.cn": "contoso.partner.onmschina.cn", "partner.onmschina.cn": "", "com.cn": "", "contoso.com.cn": "contoso.com.cn",
	} {
		if got := companyDomain(domain); got != want {
			t.Errorf("%q gives %q, want %q", domain, got, want)
		}
	}
}

// TestMatchKnownCustomers: a customer who is in the list already is proposed by
// domain and name and never by time, and nobody twice who was declined.
func TestMatchKnownCustomers(t *testing.T) {
	fresh := []Customer{appeared("1", "fabrikam.com", "Fabrikam")}
	known := []Customer{appeared("2", "contoso.com", "Contoso"), appeared("1", "fabrikam.com", "Fabrikam"), appeared("3", "tailspin.com", "Tailspin")}
	for _, c := range []struct {
		inv  Invitation
		want string
	}{
		{invited("a", "x@contoso.com", ""), "a: 2/domain"},
		{invited("a", "", "Contoso GmbH"), "a: 2/name"},
		{invited("a", "x@mail.fabrikam.com", ""), "a: 1/domain"},
		{invited("a", "x@northwind.com", ""), "a: 1/time"},
	} {
		if got := proposed(MatchCustomers([]Invitation{c.inv}, fresh, known)); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.inv.To, c.inv.Name, got, c.want)
		}
		c.inv.Declined = []CustomerID{"2", "1"}
		if got := proposed(MatchCustomers([]Invitation{c.inv}, fresh, known)); got != "" {
			t.Errorf("%s %s, declined: %q", c.inv.To, c.inv.Name, got)
		}
	}
	for to, want := range map[string]string{
		"x@contoso.com": "contoso.com", "x@Mail.Contoso.co.uk": "mail.contoso.co.uk contoso.co.uk", "x@gmail.com": "", "": "", "x@contoso.onmicrosoft.com": "contoso.onmicrosoft.com",
	} {
		if got := strings.Join(invited("a", to, "").Domains(), " "); got != want {
			t.Errorf("%s: %q, want %q", to, got, want)
		}
	}
}
