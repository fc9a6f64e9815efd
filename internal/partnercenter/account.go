package partnercenter

import (
	"context"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"cspdesk/internal/partner"
)

const customerAgreement = "MicrosoftCustomerAgreement"

type wireAddress struct {
	Country      text `json:"country"`
	Region       text `json:"region"`
	City         text `json:"city"`
	State        text `json:"state"`
	AddressLine1 text `json:"addressLine1"`
	AddressLine2 text `json:"addressLine2"`
	PostalCode   text `json:"postalCode"`
	FirstName    text `json:"firstName"`
	LastName     text `json:"lastName"`
	PhoneNumber  text `json:"phoneNumber"`
}

// wireCustomer is a customer as the call for one gives it. The address and
// mail of the company profile come with admin rights alone.
type wireCustomer struct {
	ID      text `json:"id"`
	Profile struct {
		TenantID    text        `json:"tenantId"`
		Domain      text        `json:"domain"`
		CompanyName text        `json:"companyName"`
		Email       text        `json:"email"`
		Address     wireAddress `json:"address"`
	} `json:"companyProfile"`
	Billing         wireBilling `json:"billingProfile"`
	DelegatedAccess bool        `json:"allowDelegatedAccess"`
	CustomDomains   []text      `json:"customDomains"`
}

type wireAgreement struct {
	Type       text   `json:"type"`
	DateAgreed moment `json:"dateAgreed"`
}

type wireQualification struct {
	Name    text `json:"qualification"`
	Vetting text `json:"vettingStatus"`
}

type wirePartner struct {
	ID           text `json:"id"`
	Name         text `json:"name"`
	Relationship text `json:"relationshipType"`
	State        text `json:"state"`
	MPNID        text `json:"mpnId"`
	Location     text `json:"location"`
}

// Account reads the account of a customer: the customer, the Microsoft Customer
// Agreement in both its forms, qualifications and other partners. What the
// service refuses to say leaves its part unknown: AgreementUnchecked, or nil
// Qualifications or Partners where a known absence is an empty list. Without
// the customer itself, and when the service cannot be reached, there is no
// account.
func (c *Client) Account(ctx context.Context, id partner.CustomerID) (partner.Account, error) {
	var (
		customer   wireCustomer
		agreement  agreementState
		qualified  []partner.Qualification
		partners   []partner.OtherPartner
		all, inAll = errgroup.WithContext(ctx)
	)
	all.SetLimit(maxInFlight)
	all.Go(partner.Guarded(func() (err error) {
		customer, err = one[wireCustomer](inAll, c, ofCustomer(id))
		if err == nil && customer.ID == "" && customer.Profile.TenantID == "" {
			err = badAnswer("the answer holds no customer", nil)
		}
		return err
	}))
	all.Go(partner.Guarded(func() error { return optional(agreement.readAttested(inAll, c, id)) }))
	all.Go(partner.Guarded(func() error { return optional(agreement.readSigned(inAll, c, id)) }))
	all.Go(partner.Guarded(func() (err error) {
		qualified, err = c.qualifications(inAll, id)
		return optional(err)
	}))
	all.Go(partner.Guarded(func() (err error) {
		partners, err = c.partnersAt(inAll, ofCustomer(id, "relationships"))
		return optional(err)
	}))
	if err := all.Wait(); err != nil {
		return partner.Account{}, err
	}
	account := customer.account(id)
	agreement.into(&account)
	account.Qualifications, account.Partners = qualified, partners
	return account, nil
}

// agreementState is what the two calls about the agreement said.
type agreementState struct {
	signed        bool
	attested      time.Time
	signedKnown   bool
	attestedKnown bool
}

// readSigned asks whether the customer signed directly. The call exists in the
// public cloud alone.
func (a *agreementState) readSigned(ctx context.Context, c *Client, id partner.CustomerID) error {
	status, err := one[struct {
		Signed text `json:"isSigned"` // true or false; of any other value nothing is known
	}](ctx, c, ofCustomer(id, "directSignedMicrosoftCustomerAgreementStatus"))
	a.signed = status.Signed == "true"
	a.signedKnown = a.signed || status.Signed == "false"
	return err
}

// readAttested asks for the partner's attestation. Without the type of the
// agreement, the service would list those of the older cloud agreement.
func (a *agreementState) readAttested(ctx context.Context, c *Client, id partner.CustomerID) error {
	list, err := collect[wireAgreement](ctx, c, ofCustomer(id, "agreements")+"?agreementType="+customerAgreement)
	if err != nil {
		return err
	}
	a.attestedKnown = true
	for _, item := range list {
		if item.Type != "" && !strings.EqualFold(string(item.Type), customerAgreement) {
			continue
		}
		if item.DateAgreed.IsZero() {
			a.attestedKnown = a.attestedKnown && !a.attested.IsZero() // attested, and nobody knows when
		} else if item.DateAgreed.After(a.attested) {
			a.attested, a.attestedKnown = item.DateAgreed.Time, true
		}
	}
	return nil
}

// into writes what is known. One proof of the agreement is enough; its absence
// takes both answers.
func (a *agreementState) into(account *partner.Account) {
	account.AgreementSigned, account.AgreementAttested = a.signed, a.attested
	account.AgreementUnchecked = !a.signed && a.attested.IsZero() && (!a.signedKnown || !a.attestedKnown)
}

func (w *wireCustomer) account(id partner.CustomerID) partner.Account {
	address := w.Profile.Address
	if address == (wireAddress{}) {
		address = w.Billing.Address
	}
	account := partner.Account{
		TenantID:        guid(first(w.Profile.TenantID, w.ID)),
		Domain:          string(w.Profile.Domain),
		CompanyName:     first(w.Profile.CompanyName, w.Billing.CompanyName),
		Email:           string(w.Profile.Email),
		Address:         address.address(),
		BillingCompany:  string(w.Billing.CompanyName),
		BillingContact:  strings.TrimSpace(string(w.Billing.FirstName) + " " + string(w.Billing.LastName)),
		BillingEmail:    string(w.Billing.Email),
		BillingAddress:  w.Billing.Address.address(),
		Culture:         string(w.Billing.Culture),
		Language:        string(w.Billing.Language),
		DelegatedAccess: w.DelegatedAccess,
	}
	if account.TenantID == "" {
		account.TenantID = string(id)
	}
	for _, domain := range w.CustomDomains {
		if domain != "" {
			account.CustomDomains = append(account.CustomDomains, string(domain))
		}
	}
	return account
}

func (w wireAddress) address() partner.Address {
	return partner.Address{
		Country:      strings.ToUpper(string(w.Country)),
		Region:       string(w.Region),
		City:         string(w.City),
		State:        string(w.State),
		AddressLine1: string(w.AddressLine1),
		AddressLine2: string(w.AddressLine2),
		PostalCode:   string(w.PostalCode),
		FirstName:    string(w.FirstName),
		LastName:     string(w.LastName),
		PhoneNumber:  string(w.PhoneNumber),
	}
}

// qualifications reads a list that comes as a bare array. "None" is the
// service's word for the absence of one.
func (c *Client) qualifications(ctx context.Context, id partner.CustomerID) ([]partner.Qualification, error) {
	list, err := collect[wireQualification](ctx, c, ofCustomer(id, "qualifications"))
	if err != nil {
		return nil, err
	}
	kept := []partner.Qualification{}
	for _, q := range list {
		if q.Name != "" && !strings.EqualFold(string(q.Name), "none") {
			kept = append(kept, partner.Qualification{Name: string(q.Name), Vetting: string(q.Vetting)})
		}
	}
	return kept, nil
}

// partnersAt reads a list of partners.
func (c *Client) partnersAt(ctx context.Context, path string) ([]partner.OtherPartner, error) {
	list, err := collect[wirePartner](ctx, c, path)
	if err != nil {
		return nil, err
	}
	kept := make([]partner.OtherPartner, 0, len(list))
	for _, p := range list {
		kept = append(kept, partner.OtherPartner{
			TenantID:     strings.ToLower(string(p.ID)),
			Name:         string(p.Name),
			Relationship: string(p.Relationship),
			State:        string(p.State),
			MPNID:        string(p.MPNID),
			Country:      strings.ToUpper(string(p.Location)),
		})
	}
	return kept, nil
}

// optional lets a part be refused. When nobody could answer at all it stays an
// error, so that an older, better copy is not written over.
func optional(err error) error {
	if partner.Refused(err) {
		return nil
	}
	return err
}
