package partnercenter

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

type wireBilling struct {
	FirstName   text        `json:"firstName"`
	LastName    text        `json:"lastName"`
	Email       text        `json:"email"`
	Culture     text        `json:"culture"`
	Language    text        `json:"language"`
	CompanyName text        `json:"companyName"`
	Address     wireAddress `json:"defaultAddress"`
}

// BillingProfile reads to whom a customer's bills go ("Get a customer's billing
// profile").
func (c *Client) BillingProfile(ctx context.Context, id partner.CustomerID) (partner.BillingProfile, error) {
	w, err := one[wireBilling](ctx, c, ofCustomer(id, "profiles", "billing"))
	return w.profile(), err
}

func (w wireBilling) profile() partner.BillingProfile {
	return partner.BillingProfile{
		CompanyName: string(w.CompanyName), FirstName: string(w.FirstName), LastName: string(w.LastName), Email: string(w.Email),
		Culture: string(w.Culture), Language: string(w.Language), Address: w.Address.address(),
	}
}

// UpdateBillingProfile writes the fields of a billing profile in which next
// differs from seen, which is the profile as the person read it, and sends the
// rest back as it is. The error is CodeConflict, and nothing is written, where
// the profile is another one by now ("Update a customer's billing profile").
func (c *Client) UpdateBillingProfile(ctx context.Context, id partner.CustomerID, seen, next partner.BillingProfile, requestID string) (correlation string, err error) {
	path := ofCustomer(id, "profiles", "billing")
	before, etag, err := c.resource(ctx, path)
	if err != nil {
		return "", err
	}
	w, err := decode[wireBilling](bytes.Clone(before.body))
	if err != nil {
		return "", before.blame(badAnswer("the answer holds no billing profile", err))
	}
	if w.profile() != seen {
		return "", partner.NewError(partner.CodeConflict, "the billing profile was changed in Partner Center meanwhile", nil)
	}
	body, err := edited(before.body, billingEdits(seen, next))
	if err != nil {
		return "", before.blame(err)
	}
	got, err := c.change(ctx, change{method: http.MethodPut, path: path, request: requestID, ifMatch: etag, body: body})
	return got.correlation, stale(err)
}

// billingEdits are the members that differ.
func billingEdits(seen, next partner.BillingProfile) edits {
	all, address := edits{}, edits{}
	for _, change := range seen.Changes(next) {
		switch change.Field {
		case "companyName", "firstName", "lastName", "email", "culture", "language":
			all[change.Field] = change.After
		case "contactFirstName":
			address["firstName"] = change.After
		case "contactLastName":
			address["lastName"] = change.After
		default:
			address[change.Field] = change.After
		}
	}
	if len(address) > 0 {
		all["defaultAddress"] = address
	}
	return all
}

// agreementTemplate reads the id of the template of the Microsoft Customer
// Agreement that counts now ("Get agreement metadata").
func (c *Client) agreementTemplate(ctx context.Context) (string, error) {
	list, err := collect[struct {
		ID   text   `json:"templateId"`
		Type text   `json:"agreementType"`
		Rank number `json:"versionRank"`
	}](ctx, c, "/v1/agreements?agreementType="+customerAgreement)
	if err != nil {
		return "", err
	}
	id, rank := "", -1
	for _, t := range list {
		if strings.EqualFold(string(t.Type), customerAgreement) && t.ID != "" && int(t.Rank) > rank {
			id, rank = string(t.ID), int(t.Rank)
		}
	}
	if id == "" {
		return "", badAnswer("the service names no template of the customer agreement", nil)
	}
	return id, nil
}

type wireContact struct {
	FirstName   string `json:"firstName"`
	LastName    string `json:"lastName"`
	Email       string `json:"email"`
	PhoneNumber string `json:"phoneNumber,omitempty"`
}

// codeAttested is the refusal of a second attestation with the same contact.
const codeAttested = "600061"

// AttestAgreement confirms to Microsoft that the customer accepted the Microsoft
// Customer Agreement ("Confirm customer acceptance of the Microsoft Customer
// Agreement"). An attestation that is there already counts as done.
func (c *Client) AttestAgreement(ctx context.Context, id partner.CustomerID, a partner.Attestation, requestID string) (correlation string, err error) {
	template, err := c.agreementTemplate(ctx)
	if err != nil {
		return "", err
	}
	agreed := a.Agreed
	if now := c.options.Now(); agreed.After(now) { // east of UTC the day may not have begun there
		agreed = now
	}
	got, err := c.change(ctx, change{method: http.MethodPost, path: ofCustomer(id, "agreements"), request: requestID, body: struct {
		Contact  wireContact `json:"primaryContact"`
		Template string      `json:"templateId"`
		Agreed   string      `json:"dateAgreed"`
		Type     string      `json:"type"`
	}{
		wireContact{a.FirstName, a.LastName, a.Email, a.Phone}, template, agreed.UTC().Format(time.RFC3339), customerAgreement,
	}})
	if e, ok := errors.AsType[*partner.Error](err); ok && e.ServiceCode == codeAttested {
		return e.CorrelationID, nil
	}
	return got.correlation, err
}

// RequestQualification asks for a special qualification of a customer ("Create
// customer's qualification"). What is asked for may have to be vetted first.
func (c *Client) RequestQualification(ctx context.Context, id partner.CustomerID, q partner.QualificationRequest, requestID string) (correlation string, err error) {
	got, err := c.change(ctx, change{method: http.MethodPost, path: ofCustomer(id, "qualifications"), request: requestID, body: struct {
		Name    string `json:"qualification"`
		Segment string `json:"educationSegment,omitempty"`
		Website string `json:"website,omitempty"`
		Code    string `json:"validationCode,omitempty"`
	}{q.Name, q.Segment, q.Website, q.ValidationCode}})
	return got.correlation, err
}
