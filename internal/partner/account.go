package partner

import (
	"net/mail"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// BillingProfile is to whom a customer's bills go. The names of a customer's
// company profile are the customer's own and cannot be changed here.
type BillingProfile struct {
	CompanyName string  `json:"companyName"`
	FirstName   string  `json:"firstName"`
	LastName    string  `json:"lastName"`
	Email       string  `json:"email"`
	Culture     string  `json:"culture"`
	Language    string  `json:"language"`
	Address     Address `json:"address"`
}

// Attestation is the partner's word that a customer accepted the Microsoft
// Customer Agreement: who accepted it and when.
type Attestation struct {
	FirstName string
	LastName  string
	Email     string
	Phone     string    // "" if none
	Agreed    time.Time // the day, at midnight UTC
}

// DayOf gives the day that a time falls on where it is, at midnight UTC.
func DayOf(at time.Time) time.Time {
	year, month, day := at.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Wrong names the first field of an attestation that is not as the service wants
// it: first-name, last-name, email, phone, date; "" if all are. A day is of the future
// if it is behind that of now, where now is.
func (a Attestation) Wrong(now time.Time) string {
	switch {
	case nameWrong(a.FirstName):
		return "first-name"
	case nameWrong(a.LastName):
		return "last-name"
	case addressWrong(a.Email):
		return "email"
	case PhoneWrong(a.Phone):
		return "phone"
	case a.Agreed.IsZero() || DayOf(a.Agreed.UTC()).After(DayOf(now)):
		return "date"
	}
	return ""
}

// maxContactName is the most characters of a first or last name ("Address").
const maxContactName = 50

func nameWrong(name string) bool {
	return strings.TrimSpace(name) == "" || len([]rune(name)) > maxContactName
}

func addressWrong(address string) bool {
	parsed, err := mail.ParseAddress(address)
	return err != nil || parsed.Address != address
}

// fewestDigits is the fewest digits of a phone number: emergency calls aside,
// none has less.
const fewestDigits = 3

// PhoneWrong reports whether a text that is not empty is no phone number.
func PhoneWrong(number string) bool {
	if number == "" {
		return false
	}
	digits := 0
	for _, r := range number {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits < fewestDigits
}

// WebsiteWrong reports whether a text that is not empty is no address of a
// website, with or without its scheme.
func WebsiteWrong(address string) bool {
	if address == "" {
		return false
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	return err != nil || u.Scheme != "https" && u.Scheme != "http" || !strings.Contains(strings.Trim(u.Hostname(), "."), ".")
}

// The special qualifications that can be asked for ("Customer qualification").
const (
	QualificationEducation  = "Education"
	QualificationGovernment = "GovernmentCommunityCloud"
	QualificationStateOwned = "StateOwnedEntity"
)

// QualificationRequest asks for a special qualification.
type QualificationRequest struct {
	Name           string // one of the constants
	Segment        string // of education: K12 or HigherEducation
	Website        string // of education; "" if none
	ValidationCode string // of the government community cloud
}

// Wrong names the first field that is not as the service wants it:
// qualification, segment, website, code; "" if all are.
func (q QualificationRequest) Wrong() string {
	switch q.Name {
	case QualificationEducation:
		if q.Segment != "K12" && q.Segment != "HigherEducation" {
			return "segment"
		}
		if WebsiteWrong(q.Website) {
			return "website"
		}
	case QualificationGovernment:
		if strings.TrimSpace(q.ValidationCode) == "" {
			return "code"
		}
	case QualificationStateOwned:
	default:
		return "qualification"
	}
	return ""
}

// portalHosts are where Microsoft's portals that open in a customer's context
// stand.
var portalHosts = []string{
	"microsoft.com", "office.com", "office365.com", "microsoftonline.com", "azure.com", "dynamics.com", "powerplatform.com", "cloud.microsoft",
	"windowsazure.com", "microsoftonline.us", "office365.us", "microsoft.us", "azure.us", "microsoftonline.cn", "azure.cn", "partner.outlook.cn",
}

// PortalCheck says what is to be known before the address of a portal is
// opened.
type PortalCheck string

// The results of CheckPortal, from the best to the worst.
const (
	PortalOK          PortalCheck = "ok"
	PortalOtherTenant PortalCheck = "other-tenant" // it names no tenant, or another one
	PortalUnknownHost PortalCheck = "unknown-host" // not one of Microsoft's that are known here
	PortalBad         PortalCheck = "bad"          // not to be opened
)

// CheckPortal looks at the address of a portal that the service gave for a
// customer: https, a host of Microsoft's, and the customer's tenant in it.
func CheckPortal(address string, c CustomerID) PortalCheck {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Port() != "" && u.Port() != "443" {
		return PortalBad
	}
	host, known := strings.ToLower(u.Hostname()), false
	for _, own := range portalHosts {
		known = known || host == own || strings.HasSuffix(host, "."+own)
	}
	switch {
	case !known:
		return PortalUnknownHost
	case c == "" || !strings.Contains(strings.ToLower(address), strings.ToLower(string(c))):
		return PortalOtherTenant
	}
	return PortalOK
}

// The actions that are recorded when a customer's account is written.
const (
	ActionBillingChanged         Action = "billing-changed"
	ActionAgreementAttested      Action = "agreement-attested"
	ActionQualificationRequested Action = "qualification-requested"
)

// Fields lists the values of a billing profile under the names of the service.
func (b BillingProfile) Fields() [][2]string {
	return [][2]string{
		{"companyName", b.CompanyName}, {"firstName", b.FirstName}, {"lastName", b.LastName}, {"email", b.Email},
		{"culture", b.Culture}, {"language", b.Language}, {"country", b.Address.Country}, {"region", b.Address.Region},
		{"city", b.Address.City}, {"state", b.Address.State}, {"addressLine1", b.Address.AddressLine1}, {"addressLine2", b.Address.AddressLine2},
		{"postalCode", b.Address.PostalCode}, {"contactFirstName", b.Address.FirstName}, {"contactLastName", b.Address.LastName},
		{"phoneNumber", b.Address.PhoneNumber},
	}
}

// Changes lists what differs between two readings of a billing profile.
func (b BillingProfile) Changes(next BillingProfile) []BillingChange {
	var all []BillingChange
	after := next.Fields()
	for i, before := range b.Fields() {
		if before != after[i] {
			all = append(all, BillingChange{before[0], before[1], after[i][1]})
		}
	}
	return all
}

// BillingChange is a field of a billing profile that is to have another value.
type BillingChange struct{ Field, Before, After string }

// With gives the profile with another value in a field of Fields; a field that is
// not one of them changes nothing.
func (b BillingProfile) With(field, value string) BillingProfile {
	places := map[string]*string{
		"companyName": &b.CompanyName, "firstName": &b.FirstName, "lastName": &b.LastName, "email": &b.Email,
		"culture": &b.Culture, "language": &b.Language, "country": &b.Address.Country, "region": &b.Address.Region,
		"city": &b.Address.City, "state": &b.Address.State, "addressLine1": &b.Address.AddressLine1, "addressLine2": &b.Address.AddressLine2,
		"postalCode": &b.Address.PostalCode, "contactFirstName": &b.Address.FirstName, "contactLastName": &b.Address.LastName,
		"phoneNumber": &b.Address.PhoneNumber,
	}
	if place := places[field]; place != nil {
		*place = value
	}
	return b
}
