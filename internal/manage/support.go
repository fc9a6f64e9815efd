package manage

import (
	"context"
	"errors"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// resellersOf asks an indirect provider's relationships for its resellers.
const resellersOf = "IsIndirectCloudSolutionProviderOf"

// ContactCenter is Partner Center, as far as it knows support contacts.
type ContactCenter interface {
	SupportContact(ctx context.Context, id partner.CustomerID, subscription string) (partner.SupportContact, error)
	SetSupportContact(ctx context.Context, id partner.CustomerID, subscription string, contact partner.SupportContact, requestID string) (correlation string, err error)
	Partners(ctx context.Context, relationshipType string) ([]partner.OtherPartner, error)
}

// ProfileCenter is Partner Center, as far as it knows how to reach the partner.
type ProfileCenter interface {
	SupportProfile(ctx context.Context) (partner.SupportProfile, error)
	SetSupportProfile(ctx context.Context, p partner.SupportProfile, requestID string) (correlation string, err error)
}

// ContactKeeper is the store, as far as it keeps support contacts.
type ContactKeeper interface {
	SaveContacts(ctx context.Context, id partner.CustomerID, contacts map[string]partner.SupportContact, at time.Time) error
	Support(ctx context.Context, id partner.CustomerID) (partner.Support, error)
	FailBlock(ctx context.Context, id partner.CustomerID, block partner.Block, what *partner.Error, at time.Time) error
}

// Support names the partner that helps a customer.
type Support struct {
	*Service
	contacts ContactCenter
	profile  ProfileCenter
	keeper   ContactKeeper
}

// NewSupport makes the area of support contacts and the partner's own profile.
func NewSupport(s *Service, contacts ContactCenter, profile ProfileCenter, keeper ContactKeeper) *Support {
	a := &Support{Service: s, contacts: contacts, profile: profile, keeper: keeper}
	s.reconciles(partner.ActionContactSet, a.lookContact)
	s.reconciles(partner.ActionProfileSet, a.lookProfile)
	return a
}

// FetchContacts reads the support contacts of those subscriptions that have one
// and stores them. One that the service refuses stays unknown.
func (a *Support) FetchContacts(ctx context.Context, id partner.CustomerID, subs []partner.Subscription) error {
	known := map[string]partner.SupportContact{}
	for _, sub := range subs {
		if sub.TakesSupportContact(a.Profile().Cloud) != "" {
			continue
		}
		contact, err := a.contacts.SupportContact(ctx, id, sub.ID)
		switch {
		case err == nil:
			known[sub.ID] = contact
		case !partner.Refused(err):
			return failBlock(ctx, a.keeper, id, partner.BlockContacts, err, a.options.Now())
		}
	}
	return a.keeper.SaveContacts(ctx, id, known, a.options.Now())
}

// Candidates are the partners that can be named as a support contact: this one,
// and the resellers that have a relationship with it. A reseller that is missing
// must be invited first.
func (a *Support) Candidates(ctx context.Context) ([]partner.SupportContact, error) {
	p := a.Profile()
	all := []partner.SupportContact{{TenantID: p.TenantID, MPNID: p.MPNID, Name: p.Company}}
	if p.Kind == partner.KindIndirectReseller { // has none
		return all, nil
	}
	resellers, err := a.contacts.Partners(ctx, resellersOf)
	if partner.Refused(err) {
		return all, nil
	}
	for _, r := range resellers {
		if r.TenantID != "" && r.TenantID != p.TenantID && (r.State == "" || strings.EqualFold(r.State, "active")) {
			all = append(all, partner.SupportContact{TenantID: r.TenantID, MPNID: r.MPNID, Name: r.Name})
		}
	}
	return all, err
}

// SetContact names another partner to a customer for help with a subscription.
// CodeNotAllowed says that this subscription has none.
func (a *Support) SetContact(ctx context.Context, c partner.Customer, sub partner.Subscription, to partner.SupportContact) error {
	if why := sub.TakesSupportContact(a.Profile().Cloud); why != "" {
		return partner.NewError(partner.CodeNotAllowed, string(why), nil)
	}
	in := partner.Intent{
		Action: partner.ActionContactSet, Customer: c.ID, Subject: c.CompanyName,
		Object: sub.ID, Detail: strings.TrimSpace(to.Name + " " + to.TenantID),
	}
	err := a.do(ctx, in, partner.DeedSupportContact, func(ctx context.Context, requestID string) (string, error) {
		return a.contacts.SetSupportContact(ctx, c.ID, sub.ID, to, requestID)
	})
	if err != nil || a.options.Rehearse {
		return err
	}
	kept, err := a.keeper.Support(ctx, c.ID)
	if err != nil {
		return err
	}
	if kept.ContactsState.FetchedAt.IsZero() { // those of the other subscriptions are not known
		return nil
	}
	if kept.Contacts == nil {
		kept.Contacts = map[string]partner.SupportContact{}
	}
	kept.Contacts[sub.ID] = to
	return a.keeper.SaveContacts(ctx, c.ID, kept.Contacts, kept.ContactsState.FetchedAt)
}

func (a *Support) lookContact(ctx context.Context, in partner.Intent) (Finding, error) {
	contact, err := a.contacts.SupportContact(ctx, in.Customer, in.Object)
	if err != nil {
		return Finding{Verdict: VerdictUnknown}, err
	}
	return happened(contact.TenantID != "" && strings.HasSuffix(in.Detail, contact.TenantID), strings.TrimSpace(contact.Name+" "+contact.TenantID)), nil
}

// SupportProfile reads how customers reach the partner.
func (a *Support) SupportProfile(ctx context.Context) (partner.SupportProfile, error) {
	return a.profile.SupportProfile(ctx)
}

// SetSupportProfile changes how customers reach the partner.
func (a *Support) SetSupportProfile(ctx context.Context, p partner.SupportProfile) error {
	in := partner.Intent{Action: partner.ActionProfileSet, Subject: a.Profile().Company, Detail: summary(p)}
	return a.do(ctx, in, partner.DeedSupportProfile, func(ctx context.Context, requestID string) (string, error) {
		return a.profile.SetSupportProfile(ctx, p, requestID)
	})
}

func (a *Support) lookProfile(ctx context.Context, in partner.Intent) (Finding, error) {
	p, err := a.profile.SupportProfile(ctx)
	if err != nil {
		return Finding{Verdict: VerdictUnknown}, err
	}
	return happened(summary(p) == in.Detail, summary(p)), nil
}

// summary writes a profile in one line.
func summary(p partner.SupportProfile) string {
	return strings.Join([]string{p.Email, p.Telephone, p.Website}, ", ")
}

// failBlock stores why a part of a customer could not be read, and gives the
// error. What was cancelled is not worth storing.
func failBlock(ctx context.Context, keeper interface {
	FailBlock(ctx context.Context, id partner.CustomerID, block partner.Block, what *partner.Error, at time.Time) error
}, id partner.CustomerID, block partner.Block, err error, at time.Time) error {
	if partner.CodeOf(err) == partner.CodeCancelled {
		return err
	}
	if failing := keeper.FailBlock(ctx, id, block, asError(err), at); failing != nil {
		return failing
	}
	return err
}

func asError(err error) *partner.Error {
	if e, ok := errors.AsType[*partner.Error](err); ok {
		return e
	}
	return partner.NewError(partner.CodeOf(err), "", err)
}
