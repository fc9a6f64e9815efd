package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// accountChange is what a call changed of the account itself; empty for what
// it did not.
type accountChange struct {
	Billing       *billingProfile    `json:"billing,omitempty"`
	Agreement     *agreementItem     `json:"agreement,omitempty"`
	Qualification *qualificationMade `json:"qualification,omitempty"`
	NoDelegation  bool               `json:"noDelegation,omitempty"` // delegated admin rights given up
	Left          time.Time          `json:"left,omitzero"`          // end of the relationship
}

// qualificationMade is a qualification that was asked for here.
type qualificationMade struct {
	Kind string    `json:"kind"`
	At   time.Time `json:"at"`
}

// vettingTime is how long a qualification is looked into.
const vettingTime = 24 * time.Hour

func (t tenant) billingTag(version int) string {
	tag := "practice-" + t.id[:8]
	if version > 0 {
		tag += fmt.Sprintf("-%d", version)
	}
	return `"` + tag + `"`
}

// changeBilling replaces the billing profile, whole and under its ETag
// ("Update a customer's billing profile"). The company's own name stays.
func (c *call) changeBilling() (reply, *problem) {
	now := c.billing()
	var asked billingProfile
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	if etag := c.request.Header.Get("If-Match"); etag == "" || plainTag(etag) != plainTag(now.Attributes.Etag) {
		return reply{}, staleTag()
	}
	if bad := c.checkBilling(asked); bad != nil {
		return reply{}, bad
	}
	asked.ID, asked.Links, asked.DefaultAddress.Country = now.ID, now.Links, now.DefaultAddress.Country
	_, version := c.center.billingOf(c.tenant)
	asked.Attributes = attributes{Etag: c.tenant.billingTag(version + 1), ObjectType: now.Attributes.ObjectType}
	c.delta.Account = &accountChange{Billing: &asked}
	return reply{body: asked}, nil
}

func (c *call) checkBilling(asked billingProfile) *problem {
	address := asked.DefaultAddress
	for _, m := range []struct {
		name, value string
		limit       int
		needed      bool
	}{
		{"companyName", asked.CompanyName, 100, true}, {"email", asked.Email, 254, true}, {"culture", asked.Culture, 10, true}, {"language", asked.Language, 10, true},
		{"firstName", asked.FirstName, 50, false}, {"lastName", asked.LastName, 50, false},
		{"defaultAddress.addressLine1", address.AddressLine1, 200, true}, {"defaultAddress.addressLine2", address.AddressLine2, 200, false},
		{"defaultAddress.addressLine3", address.AddressLine3, 200, false}, {"defaultAddress.city", address.City, 100, true},
		{"defaultAddress.postalCode", address.PostalCode, 20, false}, {"defaultAddress.state", address.State, 50, false},
		{"defaultAddress.region", address.Region, 50, false}, {"defaultAddress.firstName", address.FirstName, 50, false},
		{"defaultAddress.middleName", address.MiddleName, 50, false}, {"defaultAddress.lastName", address.LastName, 50, false},
		{"defaultAddress.phoneNumber", address.PhoneNumber, 40, false},
	} {
		switch {
		case m.needed && strings.TrimSpace(m.value) == "":
			return invalidField(m.name, m.name+" is missing.")
		case !plainText(m.value, m.limit):
			return invalidField(m.name, m.name+" is too long or has characters that cannot be used.")
		}
	}
	country, _ := partner.CountryByCode(c.tenant.billing.Country)
	switch {
	case !isAddress(asked.Email):
		return invalidField("email", "email is not a mail address.")
	case !strings.EqualFold(address.Country, country.Code):
		return invalidField("defaultAddress.country", "The country of a customer cannot be changed.")
	case country.NeedsPhone && strings.TrimSpace(address.PhoneNumber) == "":
		return &problem{status: 400, code: "600051", description: "A phone number is needed in this country.", data: []any{"defaultAddress.phoneNumber"}}
	}
	return nil
}

// agreementAsked is the confirmation of an agreement.
type agreementAsked struct {
	UserID         string
	PrimaryContact *contactBody
	TemplateID     string
	DateAgreed     string
	Type           string
}

// confirmAgreement notes that the customer has accepted the agreement
// elsewhere ("Confirm customer acceptance of Microsoft Customer Agreement").
func (c *call) confirmAgreement() (reply, *problem) {
	var asked agreementAsked
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	wrong := func(member string) (reply, *problem) {
		return reply{}, &problem{status: 400, code: 600052, description: member + " is missing or not valid.", data: []any{member}, shape: shapeAgreement}
	}
	agreed, ok := readDate(asked.DateAgreed)
	contact := asked.PrimaryContact
	switch {
	case !strings.EqualFold(asked.Type, customerAgreement):
		return wrong("type")
	case asked.TemplateID != templateID:
		return wrong("templateId")
	case !ok || agreed.After(c.center.now().Add(24*time.Hour)): // tomorrow has begun somewhere
		return wrong("dateAgreed")
	case contact == nil:
		return wrong("primaryContact")
	case contact.FirstName == "" || !plainText(contact.FirstName, 50):
		return wrong("primaryContact.firstName")
	case contact.LastName == "" || !plainText(contact.LastName, 50):
		return wrong("primaryContact.lastName")
	case !isAddress(contact.Email):
		return wrong("primaryContact.email")
	case !plainText(contact.PhoneNumber, 40):
		return wrong("primaryContact.phoneNumber")
	}
	item := agreementItem{
		UserID: asked.UserID, PrimaryContact: *contact, TemplateID: templateID, DateAgreed: sevenDigits(agreed), Type: customerAgreement, AgreementLink: agreementPage,
	}
	for _, known := range c.confirmed() {
		a, b := known.PrimaryContact, item.PrimaryContact
		if strings.EqualFold(a.Email, b.Email) && strings.EqualFold(a.FirstName, b.FirstName) && strings.EqualFold(a.LastName, b.LastName) && a.PhoneNumber == b.PhoneNumber {
			return reply{}, &problem{status: 400, code: 600061, description: "The agreement has been confirmed with this contact already.", shape: shapeAgreement}
		}
	}
	c.delta.Account = &accountChange{Agreement: &item}
	return reply{status: http.StatusCreated, body: item}, nil
}

// readDate reads the forms of dates that callers send; without a zone it is UTC.
func readDate(text string) (time.Time, bool) {
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", time.DateOnly} {
		if at, err := time.Parse(form, text); err == nil && at.Year() > 2000 {
			return at, true
		}
	}
	return time.Time{}, false
}

type qualificationAsked struct {
	Qualification    string
	EducationSegment string
	Website          string
	ValidationCode   string
}

// addQualification asks for a qualification ("Update a customer's
// qualifications"). Those that are looked into are approved a day later.
func (c *call) addQualification() (reply, *problem) {
	var asked qualificationAsked
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	kinds := []string{"Education", "GovernmentCommunityCloud", "StateOwnedEntity"}
	i := slices.IndexFunc(kinds, func(k string) bool { return strings.EqualFold(k, asked.Qualification) })
	switch {
	case i < 0:
		return reply{}, invalidField("qualification", "The qualification cannot be asked for.")
	case i == 0 && !strings.EqualFold(asked.EducationSegment, "K12") && !strings.EqualFold(asked.EducationSegment, "HigherEducation"):
		return reply{}, invalidField("educationSegment", "educationSegment must be K12 or HigherEducation.")
	case i == 1 && strings.TrimSpace(asked.ValidationCode) == "":
		return reply{}, invalidField("validationCode", "validationCode is missing.")
	case slices.ContainsFunc(c.qualified(), func(q qualificationItem) bool { return q.Qualification == kinds[i] }):
		return reply{}, invalidField("qualification", "The customer has this qualification, or it is being looked into.")
	}
	made := qualificationMade{Kind: kinds[i], At: c.center.now().UTC()}
	c.delta.Account = &accountChange{Qualification: &made}
	item := made.item(c.center.now())
	// In the answer to this call the date has another name than in the list.
	return reply{status: http.StatusCreated, body: map[string]any{
		"qualification": item.Qualification, "vettingStatus": item.VettingStatus, "vettingCreateDate": item.VettingCreatedDate,
	}}, nil
}

// item gives a qualification as it is at a time; one with a code of the
// government is approved at once.
func (q qualificationMade) item(now time.Time) qualificationItem {
	status := "InReview"
	if q.Kind == "GovernmentCommunityCloud" || now.Sub(q.At) >= vettingTime {
		status = "Approved"
	}
	return qualificationItem{Qualification: q.Kind, VettingStatus: status, VettingCreatedDate: sevenDigits(q.At)}
}

// billingOf gives the billing profile that a call left, and how often it was
// changed; nil for never.
func (c *center) billingOf(t tenant) (*billingProfile, int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if a := c.changed[t.id].account; a != nil {
		return a.billing, a.billed
	}
	return nil, 0
}

// made gives the agreements that were confirmed and the qualifications that
// were asked for here.
func (c *center) made(t tenant) ([]agreementItem, []qualificationMade) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if a := c.changed[t.id].account; a != nil {
		return slices.Clone(a.agreements), slices.Clone(a.qualifications)
	}
	return nil, nil
}
