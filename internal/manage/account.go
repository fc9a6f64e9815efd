package manage

import (
	"context"
	"strings"

	"cspdesk/internal/partner"
)

// BillingKeeper reads and writes to whom bills go.
type BillingKeeper interface {
	BillingProfile(ctx context.Context, id partner.CustomerID) (partner.BillingProfile, error)
	UpdateBillingProfile(ctx context.Context, id partner.CustomerID, seen, next partner.BillingProfile, requestID string) (correlation string, err error)
}

// AccountWriter attests and qualifies, and reads what came of it.
type AccountWriter interface {
	AttestAgreement(ctx context.Context, id partner.CustomerID, a partner.Attestation, requestID string) (correlation string, err error)
	RequestQualification(ctx context.Context, id partner.CustomerID, q partner.QualificationRequest, requestID string) (correlation string, err error)
	Account(ctx context.Context, id partner.CustomerID) (partner.Account, error)
}

// AccountClient is Partner Center as far as it keeps customers' accounts.
type AccountClient interface {
	BillingKeeper
	AccountWriter
}

// Account writes to customers' accounts.
type Account struct {
	core   *Service
	client AccountClient
	blocks BlockFetcher
}

// NewAccount makes the area around its core.
func NewAccount(core *Service, client AccountClient, blocks BlockFetcher) *Account {
	a := &Account{core: core, client: client, blocks: blocks}
	core.reconciles(partner.ActionBillingChanged, a.lookAtBilling)
	core.reconciles(partner.ActionAgreementAttested, a.lookAtAgreement)
	core.reconciles(partner.ActionQualificationRequested, a.lookAtQualification)
	return a
}

// Billing reads to whom a customer's bills go.
func (a *Account) Billing(ctx context.Context, id partner.CustomerID) (partner.BillingProfile, error) {
	return a.client.BillingProfile(ctx, id)
}

// UpdateBilling writes what differs from the profile as the person saw it.
// CodeConflict says that it is another one by now.
func (a *Account) UpdateBilling(ctx context.Context, c partner.Customer, seen, next partner.BillingProfile) error {
	changes := seen.Changes(next)
	if len(changes) == 0 {
		return partner.NewError(partner.CodeInvalidInput, "nothing was changed", nil)
	}
	if field := seen.WrongChange(next); field != "" {
		return partner.NewError(partner.CodeInvalidInput, "the billing profile cannot have this: "+field, nil)
	}
	details := make([]string, len(changes))
	for i, change := range changes {
		details[i] = change.Field + " " + change.Before + " -> " + change.After
	}
	intent := partner.Intent{Action: partner.ActionBillingChanged, Customer: c.ID, Subject: nameOf(c), Detail: strings.Join(details, "; ")}
	return a.write(ctx, c, intent, partner.DeedEditCustomer, func(ctx context.Context, requestID string) (string, error) {
		return a.client.UpdateBillingProfile(ctx, c.ID, seen, next, requestID)
	})
}

// Attest confirms that the customer accepted the Microsoft Customer Agreement. It
// reads first whether they did: an agreement that is accepted is not confirmed
// again.
func (a *Account) Attest(ctx context.Context, c partner.Customer, word partner.Attestation) error {
	if field := word.Wrong(a.core.options.Now()); field != "" {
		return partner.NewError(partner.CodeInvalidInput, "the attestation is incomplete: "+field, nil)
	}
	intent := partner.Intent{
		Action: partner.ActionAgreementAttested, Customer: c.ID, Subject: nameOf(c),
		Detail: word.Agreed.Format("2006-01-02") + " " + word.FirstName + " " + word.LastName + " " + word.Email,
	}
	account, err := a.client.Account(ctx, c.ID)
	if err != nil {
		return err
	}
	if account.AgreementSigned || !account.AgreementAttested.IsZero() {
		return partner.NewError(partner.CodeInvalidInput, "the agreement is accepted already", nil)
	}
	return a.write(ctx, c, intent, partner.DeedConfirmAgreement, func(ctx context.Context, requestID string) (string, error) {
		return a.client.AttestAgreement(ctx, c.ID, word, requestID)
	})
}

// Qualify asks for a special qualification.
func (a *Account) Qualify(ctx context.Context, c partner.Customer, q partner.QualificationRequest) error {
	if field := q.Wrong(); field != "" {
		return partner.NewError(partner.CodeInvalidInput, "the qualification is incomplete: "+field, nil)
	}
	intent := partner.Intent{Action: partner.ActionQualificationRequested, Customer: c.ID, Subject: nameOf(c), Detail: q.Name}
	return a.write(ctx, c, intent, partner.DeedEditCustomer, func(ctx context.Context, requestID string) (string, error) {
		return a.client.RequestQualification(ctx, c.ID, q, requestID)
	})
}

// write makes a write and reads the account into the store again.
func (a *Account) write(ctx context.Context, c partner.Customer, in partner.Intent, d partner.Deed, call func(context.Context, string) (string, error)) error {
	err := a.core.do(ctx, in, d, call)
	if code := partner.CodeOf(err); code == "" || code == partner.CodeConflict {
		a.core.readAgain(ctx, a.blocks, c.ID, partner.BlockAccount)
	}
	return err
}

func (a *Account) lookAtBilling(ctx context.Context, in partner.Intent) (Finding, error) {
	now, err := a.client.BillingProfile(ctx, in.Customer)
	if err != nil {
		return Finding{}, err
	}
	var found []string
	happened, not := true, true
	for _, field := range now.Fields() {
		name, current := field[0], field[1]
		for _, wanted := range strings.Split(in.Detail, "; ") {
			values, ok := strings.CutPrefix(wanted, name+" ")
			if !ok {
				continue
			}
			found = append(found, name+" "+current)
			happened = happened && strings.HasSuffix(values, " -> "+current)
			not = not && strings.HasPrefix(values, current+" -> ")
		}
	}
	return judged(happened && len(found) > 0, not && len(found) > 0, strings.Join(found, "; ")), nil
}

func (a *Account) lookAtAgreement(ctx context.Context, in partner.Intent) (Finding, error) {
	account, err := a.client.Account(ctx, in.Customer)
	if err != nil || account.AgreementUnchecked {
		return Finding{Verdict: VerdictUnknown}, err
	}
	day, _, _ := strings.Cut(in.Detail, " ")
	found := ""
	if !account.AgreementAttested.IsZero() {
		found = account.AgreementAttested.Format("2006-01-02")
	}
	return judged(found == day, found == "", found), nil
}

func (a *Account) lookAtQualification(ctx context.Context, in partner.Intent) (Finding, error) {
	account, err := a.client.Account(ctx, in.Customer)
	if err != nil || account.Qualifications == nil {
		return Finding{Verdict: VerdictUnknown}, err
	}
	for _, q := range account.Qualifications {
		if strings.EqualFold(q.Name, in.Detail) {
			return Finding{Verdict: VerdictHappened, Found: q.Name + " " + q.Vetting}, nil
		}
	}
	return Finding{Verdict: VerdictNot}, nil
}
