package manage

import (
	"context"

	"cspdesk/internal/partner"
)

// RemovalReader reads what stands before the end of a relationship.
type RemovalReader interface {
	Subscriptions(ctx context.Context, id partner.CustomerID) ([]partner.Subscription, error)
	Entitlements(ctx context.Context, id partner.CustomerID, kind partner.EntitlementKind) ([]partner.Entitlement, error)
	Relationship(ctx context.Context, id partner.CustomerID) (r partner.Relationship, delegated bool, err error)
}

// RemovalWriter ends relationships and gives up rights.
type RemovalWriter interface {
	RemoveRelationship(ctx context.Context, id partner.CustomerID, requestID string) (correlation string, err error)
	RemoveAdminRights(ctx context.Context, id partner.CustomerID, requestID string) (correlation string, err error)
}

// RemovalKeeper is the store, as far as the end of a relationship changes it.
type RemovalKeeper interface {
	MarkRemoved(ctx context.Context, id partner.CustomerID) error
}

// Removal ends what the partner has with a customer.
type Removal struct {
	*Service
	reader RemovalReader
	writer RemovalWriter
	keeper RemovalKeeper
	blocks BlockFetcher
}

// NewRemoval makes the area that ends relationships.
func NewRemoval(s *Service, reader RemovalReader, writer RemovalWriter, keeper RemovalKeeper, blocks BlockFetcher) *Removal {
	a := &Removal{Service: s, reader: reader, writer: writer, keeper: keeper, blocks: blocks}
	s.reconciles(partner.ActionRelationEnded, a.lookRemoved)
	s.reconciles(partner.ActionRightsGivenUp, a.lookRights)
	return a
}

// Preflight reads what keeps the relationship with a customer from being
// removed. What the service would not tell about is Unchecked: only the removal
// itself will show it.
func (a *Removal) Preflight(ctx context.Context, id partner.CustomerID) (partner.Preflight, error) {
	p := partner.Preflight{CheckedAt: a.options.Now()}
	subs, err := a.reader.Subscriptions(ctx, id)
	switch {
	case err == nil:
		p.Blockers = partner.Blockers(subs)
	case partner.Refused(err):
		p.Unchecked = append(p.Unchecked, partner.BlockerSubscription)
	default:
		return p, err
	}
	for _, kind := range []struct {
		of      partner.EntitlementKind
		blocker partner.BlockerKind
	}{{partner.EntitlementReservation, partner.BlockerReservation}, {partner.EntitlementSoftware, partner.BlockerSoftware}} {
		bought, err := a.reader.Entitlements(ctx, id, kind.of)
		switch {
		case err == nil:
		case partner.Refused(err):
			p.Unchecked = append(p.Unchecked, kind.blocker)
			continue
		default:
			return p, err
		}
		for _, e := range bought {
			p.Blockers = append(p.Blockers, partner.Blocker{Kind: kind.blocker, ID: e.OrderID, Name: e.ProductID + ":" + e.SkuID, Quantity: e.Quantity, Ends: e.Expires})
		}
	}
	return p, nil
}

// Remove ends the relationship with a customer, reads back that it has ended,
// and notes it in the store, where the customer stays. It looks for blockers
// again before: CodeNotAllowed names the first one.
func (a *Removal) Remove(ctx context.Context, c partner.Customer) error {
	if err := a.May(partner.DeedRemoveRelationship); err != nil {
		return err
	}
	p, err := a.Preflight(ctx, c.ID)
	if err != nil {
		return err
	}
	if !p.Clear() {
		return partner.NewError(partner.CodeNotAllowed, p.Blockers[0].Name, nil)
	}
	in := partner.Intent{Action: partner.ActionRelationEnded, Customer: c.ID, Subject: c.CompanyName, Object: c.Domain}
	err = a.do(ctx, in, partner.DeedRemoveRelationship, func(ctx context.Context, requestID string) (string, error) {
		correlation, err := a.writer.RemoveRelationship(ctx, c.ID, requestID)
		if err != nil {
			return correlation, err
		}
		return correlation, a.verify(correlation, func() (bool, error) {
			r, _, err := a.reader.Relationship(ctx, c.ID)
			return r == partner.RelationshipNone, err
		})
	})
	if err != nil || a.options.Rehearse {
		return err
	}
	return a.keeper.MarkRemoved(context.WithoutCancel(ctx), c.ID)
}

// RemoveAdminRights gives up delegated administration privileges at a customer;
// the relationship stays. Granular rights end elsewhere.
func (a *Removal) RemoveAdminRights(ctx context.Context, c partner.Customer) error {
	in := partner.Intent{Action: partner.ActionRightsGivenUp, Customer: c.ID, Subject: c.CompanyName}
	err := a.do(ctx, in, partner.DeedRemoveAdminRights, func(ctx context.Context, requestID string) (string, error) {
		correlation, err := a.writer.RemoveAdminRights(ctx, c.ID, requestID)
		if err != nil {
			return correlation, err
		}
		return correlation, a.verify(correlation, func() (bool, error) {
			_, delegated, err := a.reader.Relationship(ctx, c.ID)
			return !delegated, err
		})
	})
	if err == nil {
		a.readAgain(ctx, a.blocks, c.ID, partner.BlockAccount)
	}
	return err
}

// verify reads back whether the service did what it accepted. Where it did not,
// or cannot be read, the outcome is unclear.
func (a *Removal) verify(correlation string, holds func() (bool, error)) error {
	ok, err := holds()
	if err == nil && ok {
		return nil
	}
	detail := "accepted, and not in effect yet"
	if err != nil {
		detail = "accepted, and it could not be read back"
	}
	return &partner.Error{Code: partner.CodeUnclear, Detail: detail, CorrelationID: correlation, Unclear: true, Err: err}
}

// lookRemoved reads whether the customer is still one of this partner's, and
// notes it in the store if not.
func (a *Removal) lookRemoved(ctx context.Context, in partner.Intent) (Finding, error) {
	r, _, err := a.reader.Relationship(ctx, in.Customer)
	if err != nil {
		return Finding{Verdict: VerdictUnknown}, err
	}
	if r == partner.RelationshipNone {
		return Finding{Verdict: VerdictHappened}, a.keeper.MarkRemoved(ctx, in.Customer)
	}
	return Finding{VerdictNot, string(r)}, nil
}

func (a *Removal) lookRights(ctx context.Context, in partner.Intent) (Finding, error) {
	r, delegated, err := a.reader.Relationship(ctx, in.Customer)
	if err != nil {
		return Finding{Verdict: VerdictUnknown}, err
	}
	return happened(!delegated, string(r)), nil
}
