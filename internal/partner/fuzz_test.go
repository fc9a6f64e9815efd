package partner

import (
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"
)

func FuzzParseLink(f *testing.F) {
	for _, s := range []string{theLink, indirectLink, officeLink, officeIndir, granularLink, agreementLink, practiceLink, "http://[::1]:8787/?DAP&&DAP=#", ""} {
		f.Add(s)
	}
	for _, c := range textCorpus() {
		f.Add(c.text)
	}
	profile := Profile{Connection: ConnectionLive, Cloud: CloudPublic, Kind: KindDirect, TenantID: tenant}
	f.Fuzz(func(t *testing.T, s string) {
		l, verdict, findings := InspectLink(s, profile)
		if (verdict == LinkOK) != (len(findings) == 0) {
			t.Fatalf("%s with %+v", verdict, findings)
		}
		if verdict == LinkOK && !strings.HasPrefix(strings.ToLower(l.String()), "https://admin.") && !strings.HasPrefix(strings.ToLower(l.String()), "https://portal.office.com/") {
			t.Fatalf("ok: %q", l)
		}
		l, err := ParseLink(s)
		if err != nil {
			if verdict != LinkBad {
				t.Fatalf("%q cannot be read and is %s", s, verdict)
			}
			return
		}
		if l.String() != strings.TrimSpace(s) {
			t.Fatalf("%q became %q", s, l)
		}
		checkChange(t, l, l.WithAdminRights(true), func(l Link) bool { return l.AdminRights != nil && *l.AdminRights })
		checkChange(t, l, l.WithIndirectProvider(provider), func(l Link) bool { return l.IndirectProvider == provider })
	})
}

// checkChange requires that a change arrived, that a second one changes
// nothing, and that what is before the query and behind the '#' stayed.
func checkChange(t *testing.T, before, after Link, arrived func(Link) bool) {
	t.Helper()
	if before.Kind != LinkReseller && before.Kind != LinkIndirectReseller {
		return
	}
	if !arrived(after) {
		t.Fatalf("%q became %q", before, after)
	}
	path, _, _ := strings.Cut(before.String(), "?")
	_, fragment, had := strings.Cut(before.String(), "#")
	newPath, _, _ := strings.Cut(after.String(), "?")
	_, newFragment, has := strings.Cut(after.String(), "#")
	if path != newPath || fragment != newFragment || had != has || after.Kind != before.Kind || after.PartnerID != before.PartnerID {
		t.Fatalf("%q became %q", before, after)
	}
	if back := after.WithAdminRights(true).WithAdminRights(true); back.String() != after.WithAdminRights(true).String() {
		t.Fatalf("%q changes again to %q", after, back)
	}
}

func FuzzCheckLink(f *testing.F) {
	for _, c := range textCorpus() {
		f.Add(c.text, theLink)
	}
	f.Add("a https://x/?a=b b", "https://x/?a=b")
	f.Fuzz(func(t *testing.T, text, link string) {
		verdict, findings := CheckLink(text, link)
		if (verdict == Intact) != (len(findings) == 0) {
			t.Fatalf("%s with %+v", verdict, findings)
		}
		bad := slices.ContainsFunc(findings, func(f Finding) bool { return f.Bad })
		if (verdict == Broken) != bad || verdict != Broken && !strings.Contains(text, link) {
			t.Fatalf("%s with %+v", verdict, findings)
		}
		lines := strings.Count(text, "\n") + 1
		for _, found := range findings {
			if found.Code == "" || found.Message == "" || found.Line < 0 || found.Line > lines {
				t.Fatalf("%+v in %d lines", found, lines)
			}
		}
		verdict, _ = CheckLink(text, theLink)
		if right, wrong := clicks(text, theLink); verdict != Broken && (right == 0 || wrong > 0) || verdict == Intact && right != 1 {
			t.Fatalf("%s with %d right and %d wrong links", verdict, right, wrong)
		}
	})
}

func FuzzSplitBody(f *testing.F) {
	for _, c := range textCorpus() {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, body string) {
		opening, closing, ok := SplitBody(body, theLink)
		verdict, _ := CheckLink(strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(body, "\ufeff"), "\r\n", "\n"), "\r", "\n"), theLink)
		if !ok {
			if verdict == Intact {
				t.Fatalf("an intact text was refused: %q", body)
			}
			return
		}
		if verdict == Broken || strings.Contains(opening+"\n"+closing, theLink) {
			t.Fatalf("%q: %q, %q", body, opening, closing)
		}
		d := Draft{Opening: opening, Link: theLink, Closing: closing}
		again, behind, ok := SplitBody(d.Body(), theLink)
		if !ok || again != opening || behind != closing {
			t.Fatalf("%q, %q became %q, %q, %v", opening, closing, again, behind, ok)
		}
	})
}

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"nancy@fabrikam.com", `"Davolio, Nancy" <nancy@fabrikam.com>`, "a@b.c\r\nBcc: x@y.z", "a@b.c,d@e.f", "team: a@b.c;", "a@[1.2.3.4]", "=?utf-8?q?x?= <a@b.c>", "@a.b:c@d.e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		address, err := ParseAddress(s)
		if err != nil {
			if address != "" || CodeOf(err) != CodeInvalidInput {
				t.Fatalf("%q with %v", address, err)
			}
			return
		}
		for _, r := range address {
			if r <= ' ' || r >= 0x7f || strings.ContainsRune(`,;:<>()[]"\`, r) {
				t.Fatalf("%q from %q", address, s)
			}
		}
		if again, err := ParseAddress(address); err != nil || again != address || strings.Count(address, "@") != 1 || !strings.Contains(s, address) {
			t.Fatalf("%q from %q is then %q, %v", address, s, again, err)
		}
		list, err := mail.ParseAddressList(address)
		if err != nil || len(list) != 1 {
			t.Fatalf("%q is a list: %v, %v", address, list, err)
		}
	})
}

func FuzzMatch(f *testing.F) {
	f.Add("nancy@fabrikam.com", "Fabrikam GmbH", "fabrikam.com", "Fabrikam", "contoso.onmicrosoft.com", "株式会社コントソ", int64(3600))
	f.Add("x@qq.com", "北京示例有限公司", "qq.com", "北京示例", "...", "㈱", int64(-1))
	f.Fuzz(func(t *testing.T, to, name, domain, company, domain2, company2 string, after int64) {
		open := []Invitation{invited("a", to, name), invited("b", "", company2), {ID: "c", State: StateDraft, To: to, Name: name}}
		fresh := []Customer{appeared("1", domain, company), appeared("2", domain2, company2)}
		fresh[0].FirstSeen = day.Add(time.Duration(after))
		seen := map[string]bool{}
		for _, p := range MatchCustomers(open, fresh, nil) {
			if p.Invitation.ID == "c" || seen[p.Invitation.ID] || len(p.Candidates) == 0 || len(p.Candidates) > len(fresh) {
				t.Fatalf("%+v", p)
			}
			seen[p.Invitation.ID] = true
			for _, c := range p.Candidates {
				_, host, _ := cutLast(p.Invitation.To, "@")
				if c.Reason == MatchDomain && (companyDomain(host) == "" || companyDomain(host) != companyDomain(c.Customer.Domain)) {
					t.Fatalf("%q and %q match by domain", p.Invitation.To, c.Customer.Domain)
				}
				if c.Reason == MatchTime && !c.Customer.FirstSeen.After(p.Invitation.FinishedAt) {
					t.Fatalf("%s was there before", c.Customer.ID)
				}
			}
		}
		if nameKey(name) != nameKey(strings.ToUpper(nameKey(name))) && nameKey(name) == strings.ToLower(nameKey(name)) && isASCII(name) {
			t.Fatalf("%q: the key %q is not stable", name, nameKey(name))
		}
	})
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) }
