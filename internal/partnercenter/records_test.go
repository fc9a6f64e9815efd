package partnercenter

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

// script answers by path and query; a path that is not scripted is a 404.
type script map[string]string

func (s script) serve(w http.ResponseWriter, r *http.Request) {
	answer, ok := s[r.URL.Path]
	if q := s[r.URL.RequestURI()]; q != "" {
		answer, ok = q, true
	}
	status := 200
	if !ok {
		status, answer = 404, `{"code":1000,"description":"not scripted: `+r.URL.Path+`"}`
	}
	if n, err := fmt.Sscanf(answer, "%d ", &status); n == 1 && err == nil {
		_, answer, _ = strings.Cut(answer, " ")
	}
	send(w, status, answer)
}

const of = "/v1/customers/" + contoso

func accountScript() script {
	return script{
		of: `{"id":"` + strings.ToUpper(contoso) + `","commerceId":"x","companyProfile":{"tenantId":"` + contoso + `","domain":"contoso.com","companyName":"Contoso"},
			"billingProfile":{"id":"1","firstName":"A","lastName":"B","email":"billing@contoso.com","culture":"de-DE","language":"de","companyName":"Contoso GmbH",
			"defaultAddress":{"country":"de","city":"Berlin","addressLine1":"Hauptstraße 1","postalCode":10115,"firstName":"A","lastName":"B","phoneNumber":"+49"}},
			"relationshipToPartner":"reseller","allowDelegatedAccess":true,"customDomains":["contoso.com",null,7]}`,
		of + "/agreements?agreementType=MicrosoftCustomerAgreement": `{"totalCount":3,"items":[
			{"primaryContact":{"firstName":"A"},"templateId":"t","dateAgreed":"2019-08-26T00:00:00","type":"MicrosoftCustomerAgreement"},
			{"dateAgreed":"2020-01-02T03:04:05.1234567Z","type":"microsoftCustomerAgreement"},{"dateAgreed":"2024-01-01","type":"MicrosoftCloudAgreement"}]}`,
		of + "/directSignedMicrosoftCustomerAgreementStatus": `{"isSigned":false,"attributes":{"objectType":"x"}}`,
		of + "/qualifications":                               "\xEF\xBB\xBF" + `[{"qualification":"Education","vettingStatus":"Approved"},{"qualification":"None"},{"qualification":"NewKind","vettingStatus":9}]`,
		of + "/relationships":                                `{"totalCount":1,"items":[{"id":"ABCDEF00-0000-4000-8000-000000000000","name":"Fabrikam","relationshipType":"is_indirect_reseller_of","state":"Active","mpnId":1234,"location":"us"}]}`,
	}
}

func TestAccount(t *testing.T) {
	d := newDesk(t, accountScript().serve)
	got, err := d.Account(context.Background(), contoso)
	if err != nil {
		t.Fatal(err)
	}
	want := partner.Account{
		TenantID: contoso, Domain: "contoso.com", CompanyName: "Contoso", BillingCompany: "Contoso GmbH", BillingContact: "A B", BillingEmail: "billing@contoso.com", Culture: "de-DE", Language: "de",
		Address:        partner.Address{Country: "DE", City: "Berlin", AddressLine1: "Hauptstraße 1", PostalCode: "10115", FirstName: "A", LastName: "B", PhoneNumber: "+49"},
		BillingAddress: partner.Address{Country: "DE", City: "Berlin", AddressLine1: "Hauptstraße 1", PostalCode: "10115", FirstName: "A", LastName: "B", PhoneNumber: "+49"},
		CustomDomains:  []string{"contoso.com", "7"}, DelegatedAccess: true,
		AgreementAttested: time.Date(2020, 1, 2, 3, 4, 5, 123456700, time.UTC),
		Qualifications:    []partner.Qualification{{Name: "Education", Vetting: "Approved"}, {Name: "NewKind", Vetting: "9"}},
		Partners:          []partner.OtherPartner{{TenantID: "abcdef00-0000-4000-8000-000000000000", Name: "Fabrikam", Relationship: "is_indirect_reseller_of", State: "Active", MPNID: "1234", Country: "US"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAccountDegrades(t *testing.T) {
	const forbidden, down = `403 {"code":900329,"description":"no"}`, "503 "
	agreements, signed := of+"/agreements?agreementType=MicrosoftCustomerAgreement", of+"/directSignedMicrosoftCustomerAgreementStatus"
	none := `{"totalCount":0,"items":[]}`
	cases := []struct {
		name      string
		change    script
		code      partner.Code
		unchecked bool
		signed    bool
		partners  bool // known
	}{
		{"whole", script{}, "", false, false, true},
		{"no agreement at all", script{agreements: none}, "", false, false, true},
		{"signed directly", script{agreements: none, signed: `{"isSigned":true}`}, "", false, true, true},
		{"signed, attestation refused", script{agreements: "403 ", signed: `{"isSigned":true}`}, "", false, true, true},
		{"attested, status refused", script{signed: "404 "}, "", false, false, true},
		{"not attested, status refused", script{agreements: none, signed: "403 "}, "", true, false, true},
		{"not attested, status odd", script{agreements: none, signed: `{"isSigned":"perhaps"}`}, "", true, false, true},
		{"attestation refused", script{agreements: `400 {"code":900127}`}, "", true, false, true},
		{"attested without a date", script{agreements: `{"items":[{"dateAgreed":"0001-01-01T00:00:00","type":"MicrosoftCustomerAgreement"}]}`}, "", true, false, true},
		{"partners refused", script{of + "/relationships": "403 "}, "", false, false, false},
		{"qualifications broken on their side", script{of + "/qualifications": `500 {"code":1}`}, "", false, false, true},
		{"customer refused", script{of: `403 {"code":"20002"}`}, partner.CodeService, false, false, false},
		{"customer gone", script{of: `404 {"code":"1000"}`}, partner.CodeNotFound, false, false, false},
		{"customer empty", script{of: `{}`}, partner.CodeBadAnswer, false, false, false},
		{"customer is a list", script{of: `[]`}, partner.CodeBadAnswer, false, false, false},
		{"a part cannot be reached", script{of + "/relationships": down}, partner.CodeUnreachable, false, false, false},
		{"a part wants another sign-in", script{of + "/relationships": forbidden}, partner.CodeSignIn, false, false, false},
		{"a part is a web page", script{of + "/qualifications": `<html>`}, partner.CodeBadAnswer, false, false, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := accountScript()
			for path, answer := range c.change {
				s[path] = answer
			}
			d := newDesk(t, s.serve)
			got, err := d.Account(context.Background(), contoso)
			if c.code != "" {
				failsWith(t, err, c.code)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got.AgreementUnchecked != c.unchecked || got.AgreementSigned != c.signed || (got.Partners != nil) != c.partners {
				t.Errorf("got unchecked %v, signed %v, partners %v", got.AgreementUnchecked, got.AgreementSigned, got.Partners)
			}
		})
	}
}

func TestSubscriptions(t *testing.T) {
	d := newDesk(t, script{of + "/subscriptions": `{"totalCount":3,"items":[
		{"id":"AAAA","offerName":"Microsoft 365 E3","friendlyName":"E3","productType":{"id":"OnlineServicesNCE","displayName":"Online"},"quantity":25,"unitType":"Licenses",
		 "status":"active","billingCycle":"monthly","termDuration":"P1Y","autoRenewEnabled":true,"effectiveStartDate":"2025-03-01T00:00:00Z","commitmentEndDate":"2026-02-28T00:00:00Z","creationDate":"2025-02-01T00:00:00Z"},
		{"id":"bbbb","offerName":"Azure plan","productType":null,"quantity":"1","unitType":"none","parentSubscriptionId":"AAAA","status":"newState","billingCycle":3,"isTrial":true,
		 "creationDate":"2025-02-01T08:00:00-08:00","effectiveStartDate":"0001-01-01T00:00:00","commitmentEndDateTime":"9999-12-31T00:00:00Z"},
		{"offerName":"no id"}]}`}.serve)
	got, err := d.Subscriptions(context.Background(), contoso)
	if err != nil {
		t.Fatal(err)
	}
	day := func(y int, m time.Month, d, h int) time.Time { return time.Date(y, m, d, h, 0, 0, 0, time.UTC) }
	want := []partner.Subscription{
		{ID: "aaaa", OfferName: "Microsoft 365 E3", Nickname: "E3", ProductType: "OnlineServicesNCE", Quantity: 25, UnitType: "Licenses", Status: "active",
			BillingCycle: "monthly", Term: "P1Y", AutoRenew: true, Starts: day(2025, 3, 1, 0), Ends: day(2026, 2, 28, 0)},
		{ID: "bbbb", OfferName: "Azure plan", Quantity: 1, UnitType: "none", ParentID: "aaaa", Status: "newState", BillingCycle: "3", Trial: true, Starts: day(2025, 2, 1, 16)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestServicesLicensesUsers(t *testing.T) {
	const groups = "?licenseGroupIds=Group1&licenseGroupIds=Group2"
	d := newDesk(t, script{
		of + "/managedservices": `{"totalCount":1,"items":[{"id":"Exchange","name":"Exchange","groupName":"Office","links":{
			"adminService":{"uri":"https://portal.office.com/x?CTID=1","method":"GET","headers":[]},"serviceHealth":{"uri":"h"},"serviceTicket":null}}]}`,
		of + "/subscribedskus" + groups: "\xEF\xBB\xBF" + `{"items":[{"availableUnits":5,"activeUnits":25,"consumedUnits":20,"suspendedUnits":1,"totalUnits":26,"warningUnits":1,
			"productSku":{"id":"s1","name":"Microsoft 365 E3","skuPartNumber":"SPE_E3"},"capabilityStatus":"Enabled"},{"productSku":{"id":"s2"},"totalUnits":1e3}]}`,
		of + "/users?size=500":             list(nextLink("/customers/"+contoso+"/users?size=500&p=2", "t"), `{"id":"u1","userPrincipalName":"adele@contoso.com","displayName":"Adele Vance","firstName":"Adele","lastName":"Vance","state":"active","usageLocation":"US","userDomainType":"managed"}`, `{"id":"u2"}`),
		of + "/users?size=500&p=2":         list("", `{"id":"u3"}`, `{"noid":1}`),
		of + "/users/u1/licenses" + groups: "\xEF\xBB\xBF" + `{"items":[{"productSku":{"id":"s1","name":"Microsoft 365 E3"},"servicePlans":[{"displayName":"x","capabilityStatus":"Assigned"}]}]}`,
	}.serve)
	ctx := context.Background()
	services, err := d.ManagedServices(ctx, contoso)
	check(t, err, []partner.ManagedService{{ID: "Exchange", Name: "Exchange", Group: "Office", AdminURL: "https://portal.office.com/x?CTID=1", HealthURL: "h"}}, services)
	licenses, err := d.Licenses(ctx, contoso)
	check(t, err, []partner.License{{SkuID: "s1", Name: "Microsoft 365 E3", PartNumber: "SPE_E3", Total: 26, Consumed: 20, Available: 5, Suspended: 1, Warning: 1, Status: "Enabled"},
		{SkuID: "s2", Name: "s2", Total: 1000}}, licenses)
	adele := partner.User{ID: "u1", DisplayName: "Adele Vance", FirstName: "Adele", LastName: "Vance", PrincipalName: "adele@contoso.com", State: "active", UsageLocation: "US", DomainType: "managed"}
	for limit, want := range map[int][]partner.User{0: {adele, {ID: "u2"}, {ID: "u3"}}, 1: {adele}, 2: {adele, {ID: "u2"}}} {
		users, total, err := d.Users(ctx, contoso, limit)
		check(t, err, want, users)
		if total != 4 {
			t.Errorf("%d users in all", total)
		}
	}
	held, err := d.UserLicenses(ctx, contoso, "u1")
	check(t, err, []partner.UserLicense{{SkuID: "s1", Name: "Microsoft 365 E3"}}, held)
	for _, odd := range []string{"../../x", "a/b", "..", "", `a\b`} {
		if _, err := d.UserLicenses(ctx, contoso, odd); partner.CodeOf(err) != partner.CodeBadAnswer {
			t.Errorf("user %q gave %v", odd, err)
		}
	}
}

func check[T any](t *testing.T, err error, want, got T) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOwnProfile(t *testing.T) {
	s := script{
		"/v1/profiles/organization":                                "\xEF\xBB\xBF" + `{"id":"x","companyName":"Fabrikam","tenantId":"ABCDEF00-0000-4000-8000-000000000000","defaultAddress":{"country":"US"}}`,
		"/v1/profiles/legalbusiness":                               `{"companyName":"Fabrikam, Inc."}`,
		"/v1/profiles/mpn":                                         `{"mpnId":4711,"partnerName":"Fabrikam"}`,
		"/v1/relationships?relationship_type=IsIndirectResellerOf": `{"items":[{"id":"P","name":"Wide World Importers","location":"ca"}]}`,
		"/v1/customers/relationshiprequests":                       `{"url":"https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=x&msppId=0&DAP=false#/BillingAccounts/partner-invitation"}`,
		"/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=abcdef00-0000-4000-8000-000000000000": `{"url":""}`,
	}
	d := newDesk(t, s.serve)
	ctx := context.Background()
	profile, err := d.Profile(ctx)
	check(t, err, partner.Profile{TenantID: "abcdef00-0000-4000-8000-000000000000", Company: "Fabrikam, Inc.", Country: "US", MPNID: "4711"}, profile)
	partners, err := d.Partners(ctx, "IsIndirectResellerOf")
	check(t, err, []partner.OtherPartner{{TenantID: "p", Name: "Wide World Importers", Country: "CA"}}, partners)
	link, err := d.RelationshipRequest(ctx, "")
	check(t, err, "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=x&msppId=0&DAP=false#/BillingAccounts/partner-invitation", link)
	_, err = d.RelationshipRequest(ctx, "abcdef00-0000-4000-8000-000000000000")
	failsWith(t, err, partner.CodeBadAnswer)

	delete(s, "/v1/profiles/mpn")
	s["/v1/profiles/legalbusiness"] = "403 "
	profile, err = d.Profile(ctx)
	check(t, err, partner.Profile{TenantID: "abcdef00-0000-4000-8000-000000000000", Company: "Fabrikam", Country: "US"}, profile)
	s["/v1/profiles/mpn"] = "401 "
	_, err = d.Profile(ctx)
	failsWith(t, err, partner.CodeSignIn)
	s["/v1/profiles/organization"] = `{"companyName":"Fabrikam"}`
	_, err = d.Profile(ctx)
	failsWith(t, err, partner.CodeBadAnswer)
}

func TestTimes(t *testing.T) {
	for s, want := range map[string]string{
		"2019-08-26T00:00:00":          "2019-08-26T00:00:00Z",
		"2019-08-26T10:00:00Z":         "2019-08-26T10:00:00Z",
		"2019-08-26T10:00:00-08:00":    "2019-08-26T18:00:00Z",
		"2019-08-26T10:00:00.1234567Z": "2019-08-26T10:00:00.1234567Z",
		"2019-08-26T10:00:00.1234567":  "2019-08-26T10:00:00.1234567Z",
		"2019-08-26":                   "2019-08-26T00:00:00Z",
		"0001-01-01T00:00:00":          "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z": "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-08:00": "0001-01-01T00:00:00Z",
		"0001-01-01T00:00:00+02:00": "0001-01-01T00:00:00Z",
		"":                          "0001-01-01T00:00:00Z", "soon": "0001-01-01T00:00:00Z", "2019-13-45": "0001-01-01T00:00:00Z", "null": "0001-01-01T00:00:00Z",
	} {
		if got := parseTime(s).Format(time.RFC3339Nano); got != want {
			t.Errorf("%q gave %s, want %s", s, got, want)
		}
	}
	got, err := decode[struct{ At moment }]([]byte(`{"At":"2019-08-26T10:00:00\u002B02:00"}`))
	if want := time.Date(2019, 8, 26, 8, 0, 0, 0, time.UTC); err != nil || !got.At.Equal(want) {
		t.Errorf("an escaped time gave %v, %v", got.At, err)
	}
}
