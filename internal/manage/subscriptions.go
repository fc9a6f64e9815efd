package manage

import (
	"context"

	"cspdesk/internal/partner"
)

// SubscriptionChanger changes subscriptions: Partner Center.
type SubscriptionChanger interface {
	ChangeSubscription(ctx context.Context, id partner.CustomerID, seen partner.Subscription, e partner.SubscriptionEdit, requestID string) (now partner.Subscription, settled bool, correlation string, err error)
	Subscription(ctx context.Context, id partner.CustomerID, subscription string) (partner.Subscription, error)
}

// BlockFetcher reads a part of a customer's record again into the store.
type BlockFetcher interface {
	FetchBlock(ctx context.Context, id partner.CustomerID, block partner.Block) error
}

// SubscriptionCopier keeps the copy of a subscription true to an answer: the store.
type SubscriptionCopier interface {
	PutSubscription(ctx context.Context, id partner.CustomerID, now partner.Subscription) error
}

// Subscriptions changes the subscriptions of customers.
type Subscriptions struct {
	core   *Service
	client SubscriptionChanger
	blocks BlockFetcher
	copies SubscriptionCopier
}

// NewSubscriptions makes the area around its core.
func NewSubscriptions(core *Service, client SubscriptionChanger, blocks BlockFetcher, copies SubscriptionCopier) *Subscriptions {
	s := &Subscriptions{core: core, client: client, blocks: blocks, copies: copies}
	core.reconciles(partner.ActionSubscriptionChanged, s.look)
	return s
}

// May says whether subscriptions may be changed, as Service.May does.
func (s *Subscriptions) May() error { return s.core.May(partner.DeedChangeSubscription) }

// Changed is what became of an edit.
type Changed struct {
	Now     partner.Subscription
	Settled bool // else the service accepted it and is still making it
}

// Change makes one edit of a subscription as the person saw it, among all of the
// customer's, and reads services and licenses into the store again. The rules that are
// known are checked first: CodeNotAllowed with a partner.Refusal. CodeConflict
// says that somebody else changed it meanwhile; the store has it as it is now.
// After a change that is made the store has what was answered, even if nothing
// could be read again, so that the next change starts from there.
func (s *Subscriptions) Change(ctx context.Context, c partner.Customer, seen partner.Subscription, all []partner.Subscription, e partner.SubscriptionEdit) (Changed, error) {
	if why := e.Check(seen, all, s.core.options.Now()); why != "" {
		return Changed{}, partner.NewError(partner.CodeNotAllowed, string(why), nil)
	}
	changed := Changed{Now: seen}
	intent := partner.Intent{
		Action: partner.ActionSubscriptionChanged, Customer: c.ID, Subject: nameOf(c), Object: seen.ID, Detail: e.Detail(seen),
	}
	err := s.core.do(ctx, intent, partner.DeedChangeSubscription, func(ctx context.Context, requestID string) (correlation string, err error) {
		changed.Now, changed.Settled, correlation, err = s.client.ChangeSubscription(ctx, c.ID, seen, e, requestID)
		return correlation, err
	})
	made := err == nil && changed.Settled && !s.core.options.Rehearse
	if made { // before it is read, so that what is read then is no news
		err = s.copies.PutSubscription(context.WithoutCancel(ctx), c.ID, changed.Now)
	}
	if code := partner.CodeOf(err); code == "" || code == partner.CodeConflict {
		s.core.readAgain(ctx, s.blocks, c.ID, partner.BlockServices, partner.BlockLicenses)
	}
	if err == nil && made { // Partner Center may not have told it yet
		err = s.copies.PutSubscription(context.WithoutCancel(ctx), c.ID, changed.Now)
	}
	return changed, err
}

// look reads a subscription and compares it with what was to be changed.
func (s *Subscriptions) look(ctx context.Context, in partner.Intent) (Finding, error) {
	now, err := s.client.Subscription(ctx, in.Customer, in.Object)
	if err != nil {
		return Finding{}, err
	}
	s.core.readAgain(ctx, s.blocks, in.Customer, partner.BlockServices, partner.BlockLicenses)
	return judged(partner.Judge(in.Detail, now)), nil
}

// readAgain brings parts of a record up to date after a write: seats that are
// bought, given back or suspended are licenses, too. That one cannot be read is
// kept beside it and is no failure of the write.
func (s *Service) readAgain(ctx context.Context, from BlockFetcher, id partner.CustomerID, blocks ...partner.Block) {
	if from == nil || s.options.Rehearse {
		return
	}
	for _, block := range blocks {
		_ = from.FetchBlock(ctx, id, block)
	}
}

// nameOf is a customer as the record names them.
func nameOf(c partner.Customer) string {
	if c.CompanyName != "" {
		return c.CompanyName
	}
	return c.Domain
}
