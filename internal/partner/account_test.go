package partner

import (
	"strings"
	"testing"
	"time"
)

func TestAttestation(t *testing.T) {
	good := Attestation{FirstName: "Anna", LastName: "Brunner", Email: "anna@contoso.com", Agreed: dayOf(-1)}
	for _, c := range []struct {
		change func(*Attestation)
		want   string
	}{
		{func(*Attestation) {}, ""},
		{func(a *Attestation) { a.Phone = "+41 44 555 01 00" }, ""},
		{func(a *Attestation) { a.Phone = "xyz" }, "phone"},
		{func(a *Attestation) { a.FirstName = " " }, "first-name"},
		{func(a *Attestation) { a.LastName = strings.Repeat("ü", 51) }, "last-name"},
		{func(a *Attestation) { a.LastName = strings.Repeat("ü", 50) }, ""},
		{func(a *Attestation) { a.Email = "anna" }, "email"},
		{func(a *Attestation) { a.Email = "Anna <anna@contoso.com>" }, "email"},
		{func(a *Attestation) { a.Agreed = time.Time{} }, "date"},
		{func(a *Attestation) { a.Agreed = dayOf(1) }, "date"},
	} {
		a := good
		c.change(&a)
		if got := a.Wrong(noonOf); got != c.want {
			t.Errorf("%+v: %q, want %q", a, got, c.want)
		}
	}
}

func TestQualificationRequest(t *testing.T) {
	for want, list := range map[string][]QualificationRequest{
		"":              {{Name: "Education", Segment: "K12"}, {Name: "Education", Segment: "K12", Website: "school.example/about"}, {Name: "GovernmentCommunityCloud", ValidationCode: "A1"}, {Name: "StateOwnedEntity"}},
		"segment":       {{Name: "Education"}, {Name: "Education", Segment: "University"}},
		"website":       {{Name: "Education", Segment: "K12", Website: "notaurl"}, {Name: "Education", Segment: "K12", Website: "ftp://school.example"}, {Name: "Education", Segment: "K12", Website: "my school.example"}},
		"code":          {{Name: "GovernmentCommunityCloud", ValidationCode: " "}},
		"qualification": {{}, {Name: "Nonprofit"}},
	} {
		for _, q := range list {
			if got := q.Wrong(); got != want {
				t.Errorf("%+v: %q, want %q", q, got, want)
			}
		}
	}
}

func TestCheckPortal(t *testing.T) {
	const tenant = "4f100002-0000-4000-8000-000000000002"
	for address, want := range map[string]PortalCheck{
		"https://portal.office.com/Partner/BeginClientSession.aspx?CTID=" + tenant + "&CSDEST=Exchange": PortalOK,
		"https://admin.microsoft.com:443/?ctid=" + strings.ToUpper(tenant):                              PortalOK,
		"https://portal.office.com/Partner/BeginClientSession.aspx":                                     PortalOtherTenant,
		"https://portal.office.com/?CTID=11111111-1111-1111-1111-111111111111":                          PortalOtherTenant,
		"https://office.com.contoso.example/?CTID=" + tenant:                                            PortalUnknownHost,
		"https://notoffice.com/?CTID=" + tenant:                                                         PortalUnknownHost,
		"http://portal.office.com/?CTID=" + tenant:                                                      PortalBad,
		"https://x@portal.office.com/?CTID=" + tenant:                                                   PortalBad,
		"https://portal.office.com:8443/?CTID=" + tenant:                                                PortalBad,
		"javascript:alert(1)": PortalBad, "file:///etc/passwd": PortalBad, "https://": PortalBad, "": PortalBad, "https://\x1b[31m": PortalBad,
	} {
		if got := CheckPortal(address, tenant); got != want {
			t.Errorf("%q: %s, want %s", address, got, want)
		}
	}
	if got := CheckPortal("https://portal.office.com/", ""); got != PortalOtherTenant {
		t.Errorf("without a customer: %s", got)
	}
}

// TestTheDayOfAnAttestationIsThePersonsOwn: where it is the next day already, the
// agreement of that day is not of the future.
func TestTheDayOfAnAttestationIsThePersonsOwn(t *testing.T) {
	a := Attestation{FirstName: "Anna", LastName: "Brunner", Email: "anna@contoso.com"}
	for now, latest := range map[string]string{
		"2026-11-23T07:00:00+11:00": "2026-11-23", "2026-11-22T20:00:00-08:00": "2026-11-22", "2026-11-22T00:00:00Z": "2026-11-22",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if a.Agreed, err = time.Parse(time.DateOnly, latest); err != nil || a.Wrong(at) != "" {
			t.Errorf("at %s, the day %s is refused", now, latest)
		}
		if a.Agreed = a.Agreed.AddDate(0, 0, 1); a.Wrong(at) != "date" {
			t.Errorf("at %s, the day after %s passes", now, latest)
		}
	}
}

func TestBillingProfileWrongChange(t *testing.T) {
	seen := BillingProfile{CompanyName: "Contoso", Email: "odd", Culture: "de", Language: "de", Address: Address{Country: "CH", City: "Bern", AddressLine1: "Marktgasse 1"}}
	for _, c := range []struct {
		field, value string
		wrong        bool
	}{
		{"email", "odd", false}, // as it was
		{"email", "notmail", true}, {"email", "", true}, {"email", "bills@contoso.com", false},
		{"culture", "xx", true}, {"culture", "de-CH", false}, {"culture", "zh-Hans-CN", false}, {"language", "german", true}, {"language", "fr", false}, {"language", "pt-BR", false},
		{"country", "ZZ", true}, {"country", "DE", true}, {"country", "ch", false},
		{"companyName", " ", true}, {"city", "", true}, {"addressLine1", "", true}, {"state", "", false},
		{"firstName", strings.Repeat("ü", 51), true}, {"contactLastName", strings.Repeat("ü", 50), false},
		{"phoneNumber", "xyz", true}, {"phoneNumber", "", false}, {"phoneNumber", "+41 31 555 01 00", false},
	} {
		want := ""
		if c.wrong {
			want = c.field
		}
		if got := seen.WrongChange(seen.With(c.field, c.value)); got != want {
			t.Errorf("%s %q: %q, want %q", c.field, c.value, got, want)
		}
	}
	brazil := BillingProfile{Address: Address{Country: "BR", PhoneNumber: "+55 11 5555 0100"}}
	if brazil.WrongChange(brazil.With("phoneNumber", "")) != "phoneNumber" {
		t.Error("a phone number that is needed may be taken away")
	}
}
