package tuitest

import (
	"fmt"
	"time"

	"cspdesk/internal/partner"
)

// Profile is a practice profile of a sample partner.
func Profile() partner.Profile {
	return partner.Profile{
		Name: "practice", Connection: partner.ConnectionPractice, Cloud: partner.CloudPublic, Company: "Contoso Partner GmbH",
		TenantID: "11111111-1111-1111-1111-111111111111", Country: "DE", Kind: partner.KindDirect,
	}
}

// CustomerID makes an id of a number.
func CustomerID(n int) partner.CustomerID {
	return partner.CustomerID(fmt.Sprintf("%08x-0000-4000-8000-%012x", n+0x4f100000, n))
}

// Sample is a store with customers of Microsoft's fictitious companies in some
// states and scripts.
func Sample() *Store {
	s := &Store{Records: map[partner.CustomerID]partner.Record{}}
	for i, c := range []partner.Customer{
		{CompanyName: "Adventure Works GmbH", Domain: "adventure-works.de", AdminRights: partner.AdminRightsGranted, Agreement: partner.AgreementAccepted, Country: "DE"},
		{CompanyName: "Adventure Cycles AG", Domain: "adventurecycles.ch", AdminRights: partner.AdminRightsRemoved, AdminRightsAt: Now.AddDate(0, 0, -10), Agreement: partner.AgreementAccepted, Country: "CH"},
		{CompanyName: "Fabrikam AG", Domain: "fabrikam.de", AdminRights: partner.AdminRightsNotRequested, Agreement: partner.AgreementMissing, Country: "DE"},
		{CompanyName: "Northwind Traders", Domain: "northwindtraders.com", Agreement: partner.AgreementUnknown, Relationship: "cloud_partner"},
		{CompanyName: "Tailspin Toys", Domain: "tailspintoys.com", Standing: partner.StandingVanished, AdminRights: partner.AdminRightsGranted, Agreement: partner.AgreementAccepted, Country: "US"},
		{CompanyName: "Wide World Importers", Domain: "wideworldimporters.com", Standing: partner.StandingImported},
		{CompanyName: "冒险家科技有限公司", Domain: "maoxian.example", AdminRights: partner.AdminRightsNotRequested, Agreement: partner.AgreementAccepted, Country: "CN"},
		{CompanyName: "ノースウィンド株式会社", Domain: "northwind.example", AdminRights: partner.AdminRightsGranted, Agreement: partner.AgreementAccepted, Country: "JP"},
	} {
		c.ID = CustomerID(i + 1)
		if c.Relationship == "" {
			c.Relationship = partner.RelationshipReseller
		}
		if c.Standing == "" {
			c.Standing = partner.StandingListed
		}
		c.FirstSeen = Now.AddDate(0, -2, i)
		s.List = append(s.List, c)
	}
	s.Records[CustomerID(2)] = Record()
	return s
}

// Record is a full record, read two minutes ago, of a customer who granted no
// granular rights for users.
func Record() partner.Record {
	at := Now.Add(-2 * time.Minute)
	r := partner.Record{States: map[partner.Block]partner.BlockState{}}
	for _, b := range partner.Blocks() {
		r.States[b] = partner.BlockState{Block: b, FetchedAt: at}
	}
	r.Account = partner.Account{
		Domain: "adventurecycles.onmicrosoft.com", CompanyName: "Adventure Cycles AG", Email: "info@adventurecycles.ch", Language: "de",
		Address:         partner.Address{AddressLine1: "Bahnhofstrasse 1", PostalCode: "8001", City: "Zürich", Country: "CH"},
		CustomDomains:   []string{"adventurecycles.ch", "adventurecycles.com"},
		AgreementSigned: true,
	}
	r.Subscriptions = []partner.Subscription{
		{ID: "s1", OfferName: "Microsoft 365 Business Premium", Quantity: 25, UnitType: "Licenses", Status: "active", AutoRenew: true, Ends: time.Date(2027, 1, 14, 0, 0, 0, 0, time.UTC)},
		{ID: "s2", OfferName: "Azure plan", Quantity: 1, UnitType: "Usage", Status: "active"},
		{ID: "s3", OfferName: "Visio Plan 2", Nickname: "Construction", Quantity: 3, UnitType: "Licenses", Status: "suspended", Ends: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)},
		{ID: "s4", OfferName: "Power BI Pro", Quantity: 1, UnitType: "Licenses", Status: "active", AutoRenew: true, Ends: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)},
	}
	r.Services = []partner.ManagedService{{ID: "m1", Name: "Microsoft 365", AdminURL: "https://admin.microsoft.com/Partner/BeginClientSession.aspx"}}
	r.Licenses = []partner.License{
		{SkuID: "l1", Name: "Microsoft 365 Business Premium", Total: 25, Consumed: 23, Available: 2},
		{SkuID: "l2", Name: "Visio Plan 2", Total: 3, Consumed: 3, Status: "Suspended"},
	}
	for i, name := range []string{"Anna Brunner", "Beat Keller", "Céline Dubois", "Dario Rossi", "李娜"} {
		r.Users = append(r.Users, partner.User{
			ID: fmt.Sprint("u", i), DisplayName: name, PrincipalName: fmt.Sprintf("user%d@adventurecycles.ch", i), State: "active",
			LicensesKnown: i < 2, Licenses: []partner.UserLicense{{SkuID: "l1", Name: "Microsoft 365 Business Premium"}},
		})
	}
	r.UsersTotal = 41
	return r
}

// Forbidden is how the service refuses users without granular rights.
func Forbidden() *partner.Error {
	return &partner.Error{
		Code: partner.CodeGranularRights, HTTPStatus: 403, ServiceCode: "1000",
		Detail: "Access denied.", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd",
	}
}

// Many gives a store of n customers.
func Many(n int) *Store {
	s := &Store{Records: map[partner.CustomerID]partner.Record{}}
	for i := range n {
		s.List = append(s.List, partner.Customer{
			ID: CustomerID(i), CompanyName: fmt.Sprintf("Contoso %06d", i), Domain: fmt.Sprintf("contoso%d.com", i),
			Relationship: partner.RelationshipReseller, Standing: partner.StandingListed,
			AdminRights: partner.AdminRightsGranted, Agreement: partner.AgreementAccepted,
		})
	}
	return s
}

// Hostile is text that a careless program would give to the terminal as it is.
func Hostile() []string {
	long := ""
	for range 3000 {
		long += "Contoso "
	}
	marks := "Z"
	for range 500 {
		marks += "\u0301"
	}
	params := "\x1b["
	for range 60 {
		params += "1;"
	}
	return []string{
		"\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1bP+q544e\x1b\\", "\x1b_apc\x1b\\", params + "m",
		"a\nb", "a\rb", "a\tb", "a\bb", "a\vb", "\x00", "\u009b31m", "bad\xff\xfe\x9b31m", "\u202egpj.exe", "\u2066x\u2069",
		"zero\u200bwidth\u200d", "\U000e0041tag", "\ufeffbom", long, marks, "{{.Name}}", "%s%d%n", "'; DROP TABLE customers; --",
		"👩‍👩‍👧‍👦 👍🏽 ❤️", "ｆｕｌｌ　ｗｉｄｔｈ", "ไทย हिन्दी العربية", "", " ",
	}
}

// HostileStore has a customer for each hostile text, as name, domain and in its
// record.
func HostileStore() *Store {
	s := &Store{Records: map[partner.CustomerID]partner.Record{}}
	for i, text := range Hostile() {
		c := partner.Customer{
			ID: partner.CustomerID(fmt.Sprint(CustomerID(i))), CompanyName: text, Domain: text, Relationship: partner.Relationship(text),
			AdminRights: partner.AdminRights(text), Agreement: partner.Agreement(text), Country: text,
			Standing: partner.Standing(text), Note: text, Tags: []string{text},
		}
		s.List = append(s.List, c)
		failure := &partner.Error{Code: partner.CodeService, Detail: text, ServiceCode: text, CorrelationID: text}
		s.Records[c.ID] = partner.Record{
			States: map[partner.Block]partner.BlockState{
				partner.BlockAccount:  {FetchedAt: Now},
				partner.BlockServices: {FetchedAt: Now},
				partner.BlockLicenses: {FetchedAt: Now.Add(-time.Hour), FailedAt: Now, Failure: failure},
				partner.BlockUsers:    {FetchedAt: Now},
			},
			Account: partner.Account{
				Domain: text, CompanyName: text, Email: text, CustomDomains: []string{text}, Culture: text,
				Address:        partner.Address{City: text, Country: text, AddressLine1: text},
				Qualifications: []partner.Qualification{{Name: text}}, Partners: []partner.OtherPartner{{Name: text}},
			},
			Subscriptions: []partner.Subscription{{OfferName: text, Nickname: text + "x", UnitType: text, Status: text, Quantity: 2}},
			Services:      []partner.ManagedService{{Name: text, AdminURL: "https://" + text}},
			Licenses:      []partner.License{{Name: text, Status: text}},
			Users:         []partner.User{{DisplayName: text, PrincipalName: text, State: text, LicensesKnown: true, Licenses: []partner.UserLicense{{Name: text}}}},
			Invitations:   []partner.Invitation{{To: text, Name: text}},
		}
		s.Lines = append(s.Lines, partner.Activity{
			Seq: int64(1000 - i), At: Now, Actor: text, Action: partner.Action(text), Outcome: partner.Outcome(text), Customer: c.ID,
			Subject: text, Detail: text, CorrelationID: text, Invitation: text,
		})
	}
	return s
}
