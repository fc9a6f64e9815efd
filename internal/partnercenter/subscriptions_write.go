package partnercenter

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"time"

	"cspdesk/internal/partner"
)

// The parts of a subscription that say what may still be given back, and until
// when ("Subscription resources"). The end of a refund is called expiresAfter in
// the table of that page and expiresAt in its samples.
type (
	wireRefundable struct {
		Total   number `json:"totalQuantity"`
		Details []struct {
			Quantity number `json:"quantity"`
			Until    moment `json:"allowedUntilDateTime"`
		} `json:"details"`
	}
	wireRefund struct {
		Type  text   `json:"type"`
		At    moment `json:"expiresAt"`
		After moment `json:"expiresAfter"`
	}
	wireNextTerm struct {
		Quantity number `json:"quantity"`
	}
)

// windows fills in what may be given back. A total without details stands for
// itself.
func (w *wireSubscription) windows(s *partner.Subscription) {
	for _, reason := range w.Suspended {
		s.SuspendedFor = append(s.SuspendedFor, string(reason))
	}
	for _, refund := range w.Refunds {
		for _, until := range []time.Time{refund.At.Time, refund.After.Time} {
			if until.After(s.RefundUntil) {
				s.RefundUntil = until
			}
		}
	}
	if w.Refundable == nil {
		return
	}
	s.RefundableKnown = true
	for _, d := range w.Refundable.Details {
		if d.Quantity > 0 {
			s.Refundable = append(s.Refundable, partner.RefundableSeats{Seats: int(d.Quantity), Until: d.Until.Time})
		}
	}
	if len(w.Refundable.Details) == 0 && w.Refundable.Total > 0 {
		s.Refundable = []partner.RefundableSeats{{Seats: int(w.Refundable.Total), Until: s.CancelUntil}}
	}
}

// Subscription reads one subscription of a customer
// ("Get a subscription by ID").
func (c *Client) Subscription(ctx context.Context, id partner.CustomerID, subscription string) (partner.Subscription, error) {
	got, _, err := c.resource(ctx, ofCustomer(id, "subscriptions", subscription))
	if err != nil {
		return partner.Subscription{}, err
	}
	return got.subscription()
}

// subscription reads a subscription and leaves the answer as it came.
func (a answer) subscription() (partner.Subscription, error) {
	w, err := decode[wireSubscription](bytes.Clone(a.body))
	if err != nil || w.ID == "" {
		return partner.Subscription{}, a.blame(badAnswer("the answer holds no subscription", err))
	}
	return w.subscription(), nil
}

// subscriptionEdits are what an edit of a subscription writes.
func subscriptionEdits(e partner.SubscriptionEdit) edits {
	switch e.Change {
	case partner.ChangeSeats:
		return edits{"quantity": e.Seats}
	case partner.ChangeAutoRenew:
		return edits{"autoRenewEnabled": e.AutoRenew}
	case partner.ChangeNickname:
		return edits{"friendlyName": e.Nickname}
	case partner.ChangeSuspend:
		return edits{"status": partner.SubscriptionSuspended}
	case partner.ChangeReactivate:
		return edits{"status": partner.SubscriptionActive}
	case partner.ChangeCancel:
		return edits{"status": partner.SubscriptionDeleted}
	}
	return nil
}

// settleAfter is how long to wait before a change that is still being made is
// read again, each time.
var settleAfter = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}

// ChangeSubscription makes one change of a subscription: it reads the whole of
// it, changes the members that are meant, and sends everything back, because
// what is left out would be reset ("Change the quantity of a subscription",
// "Update a subscription"). seen is the subscription as the person saw it: if it
// has other terms now, the error is CodeConflict and nothing is sent, since new
// commerce has no ETag that would notice.
//
// The subscription that it gives is what the service answered with, or read
// after a 202. settled is false where the change is accepted and still being
// made.
func (c *Client) ChangeSubscription(ctx context.Context, id partner.CustomerID, seen partner.Subscription, e partner.SubscriptionEdit, requestID string) (now partner.Subscription, settled bool, correlation string, err error) {
	path := ofCustomer(id, "subscriptions", seen.ID)
	before, etag, err := c.resource(ctx, path)
	if err != nil {
		return partner.Subscription{}, false, "", err
	}
	if now, err = before.subscription(); err != nil {
		return partner.Subscription{}, false, "", err
	}
	if !partner.SameTerms(now, seen) {
		return now, false, "", partner.NewError(partner.CodeConflict, "the subscription was changed in Partner Center meanwhile", nil)
	}
	body, err := edited(before.body, subscriptionEdits(e))
	if err != nil {
		return partner.Subscription{}, false, "", before.blame(err)
	}
	got, err := c.change(ctx, change{method: http.MethodPatch, path: path, request: requestID, ifMatch: etag, body: body})
	if err != nil {
		return partner.Subscription{}, false, got.correlation, stale(err)
	}
	if got.status != http.StatusAccepted {
		if answered, err := got.subscription(); err == nil {
			return answered, true, got.correlation, nil
		}
	}
	now, settled = c.awaitEdit(ctx, id, seen, e)
	return now, settled, got.correlation, nil
}

// awaitEdit reads a subscription until it shows an edit, for a short time. What
// cannot be read meanwhile is as the person saw it.
func (c *Client) awaitEdit(ctx context.Context, id partner.CustomerID, seen partner.Subscription, e partner.SubscriptionEdit) (partner.Subscription, bool) {
	now := seen
	for i := 0; ; i++ {
		if read, err := c.Subscription(ctx, id, seen.ID); err == nil {
			if now = read; e.Shows(now) {
				return now, true
			}
		}
		if i == len(settleAfter) || c.options.Wait(ctx, settleAfter[i]) != nil {
			return now, false
		}
	}
}

// stale turns the service's ways to say that a resource was changed meanwhile
// into CodeConflict.
func stale(err error) error {
	if e, ok := errors.AsType[*partner.Error](err); ok && (e.HTTPStatus == http.StatusPreconditionFailed || e.ServiceCode == "2055") {
		e.Code = partner.CodeConflict
	}
	return err
}
