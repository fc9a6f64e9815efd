package card

import (
	"strings"
	"testing"
	"time"

	"cspdesk/internal/golden"
	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

func TestMain(m *testing.M) { golden.Main(m, nil) }

var now = time.Date(2026, time.November, 12, 9, 30, 0, 0, time.UTC)

func record() partner.Record {
	fetched := func(b partner.Block) partner.BlockState {
		return partner.BlockState{Block: b, FetchedAt: now.Add(-2 * time.Hour)}
	}
	return partner.Record{
		Customer: partner.Customer{
			ID: "4f1c0000-1111-2222-3333-444455559ae0", CompanyName: "Adventure Cycles AG", Domain: "adventurecycles.ch",
			Relationship: partner.RelationshipReseller, AdminRights: partner.AdminRightsRemoved, AdminRightsAt: now.AddDate(0, 0, -10),
			Agreement: partner.AgreementAccepted, Country: "CH", Nickname: "Cycles", Tags: []string{"vip", "zurich"}, Note: "Ask Anna first",
		},
		States: map[partner.Block]partner.BlockState{
			partner.BlockAccount: fetched(partner.BlockAccount), partner.BlockServices: fetched(partner.BlockServices),
			partner.BlockLicenses: fetched(partner.BlockLicenses),
			partner.BlockUsers:    {Block: partner.BlockUsers, FailedAt: now, Failure: partner.NewError(partner.CodeGranularRights, "", nil)},
		},
		Account: partner.Account{
			Domain: "adventurecycles.onmicrosoft.com", CustomDomains: []string{"adventurecycles.onmicrosoft.com", "adventurecycles.ch"}, Email: "anna@adventurecycles.ch", Language: "de",
			Address: partner.Address{AddressLine1: "Bahnhofstrasse 1", PostalCode: "8001", City: "Zürich", Country: "CH"},
		},
		Subscriptions: []partner.Subscription{
			{OfferName: "Microsoft 365 Business Premium", Quantity: 25, Status: "active", AutoRenew: true, Ends: now.AddDate(0, 2, 0)},
			{OfferName: "Azure plan", Status: "active"},
		},
		Licenses:    []partner.License{{Name: "Microsoft 365 Business Premium", Total: 25, Consumed: 23}},
		Invitations: []partner.Invitation{{CreatedAt: now.AddDate(0, -1, 0), State: partner.StateAccepted, To: "anna@adventurecycles.ch"}},
	}
}

func TestCards(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for name, o := range map[string]Options{
			"text": {}, "markdown": {Markdown: true}, "redacted": {Redact: true}, "redacted-markdown": {Redact: true, Markdown: true},
		} {
			o.Now = now
			got := Write(text, record(), o)
			golden.Compare(t, text.Language+"-"+name+".txt", got)
		}
	}
}

// TestCountriesAndLanguagesHaveNames: a colleague reads no codes.
func TestCountriesAndLanguagesHaveNames(t *testing.T) {
	for text, want := range map[*i18n.Strings][]string{
		i18n.English(): {"Country: Switzerland\n", "Language: German\n", ", Switzerland\n"}, i18n.Chinese(): {"国家/地区：瑞士\n", "语言：德语\n", ", 瑞士\n"},
	} {
		got := Write(text, record(), Options{Now: now})
		for _, line := range want {
			if !strings.Contains(got, line) {
				t.Errorf("no %q in\n%s", line, got)
			}
		}
	}
}

func TestRedactedCardsNameNobody(t *testing.T) {
	for _, markdown := range []bool{false, true} {
		got := Write(i18n.English(), record(), Options{Redact: true, Markdown: markdown, Now: now})
		for _, secret := range []string{"anna", "Anna", "Bahnhof", "vip", "Cycles\n", "0000-1111", "@"} {
			if strings.Contains(got, secret) {
				t.Errorf("%q is in the card:\n%s", secret, got)
			}
		}
	}
}

func TestHostileNamesStayText(t *testing.T) {
	r := record()
	r.Customer.CompanyName = "Evil\x1b]52;c;AAAA\a\n# x | [a](javascript:1) <b>"
	r.Subscriptions[0].OfferName = "a|b\r\n| --- |\u202e"
	for _, markdown := range []bool{false, true} {
		got := Write(i18n.English(), r, Options{Markdown: markdown, Now: now})
		if strings.ContainsAny(got, "\x1b\a\r\u202e") {
			t.Errorf("%q", got)
		}
		if markdown && (strings.Contains(got, "<b>") || strings.Contains(got, "[a](") || strings.Contains(got, "a|b")) {
			t.Errorf("Markdown of others is in the card:\n%s", got)
		}
	}
}
