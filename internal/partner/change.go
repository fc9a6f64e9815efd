package partner

import (
	"strconv"
	"strings"
	"time"
)

// ChangeKind says what changed about a customer.
type ChangeKind string

// The changes that are kept.
const (
	ChangedNew          ChangeKind = "new"                    // listed for the first time, after the first complete refresh
	ChangedVanished     ChangeKind = "vanished"               // absent from a complete refresh
	ChangedListedAgain  ChangeKind = "listed-again"           // after it had vanished or was removed
	ChangedName         ChangeKind = "name"                   // in the list of customers, by somebody else
	ChangedRightsGiven  ChangeKind = "admin-rights-granted"   // delegated administration privileges
	ChangedRightsGone   ChangeKind = "admin-rights-removed"   //
	ChangedAgreement    ChangeKind = "agreement-accepted"     // the Microsoft Customer Agreement
	ChangedSeats        ChangeKind = "seats"                  // of a subscription
	ChangedSubscription ChangeKind = "subscription-ended"     // expired, deleted, or no longer there
	ChangedSuspended    ChangeKind = "subscription-suspended" //
)

// Change is a line of what changed about customers. It was noticed at its time;
// at the service it may have changed before.
type Change struct {
	Seq           int64 // order of noticing
	At            time.Time
	Customer      CustomerID
	CompanyName   string // as it is now
	Kind          ChangeKind
	Subject       string // name of the subscription that it is about; "" otherwise
	Before, After string // values as the domain names them: a standing, a name, a state, or a number of seats
	Seen          bool   // somebody has looked at it
}

// ChangeQuery asks for changes, the newest first.
type ChangeQuery struct {
	Since  time.Time // at this time or later; zero for all that are kept
	Unseen bool      // only those that nobody has looked at
	Before int64     // only those with a lower Seq; 0 for the newest
	Limit  int       // at most so many; 200 if it is not above 0
}

// Ended reports whether a subscription is over, in the words of the service.
func (s Subscription) Ended() bool {
	switch strings.ToLower(s.Status) {
	case SubscriptionDeleted, "expired", "disabled", "canceled", "cancelled":
		return true
	}
	return false
}

// Name is what a subscription is called wherever it stands among others: by its
// offer, with the customer's own name for it behind.
func (s Subscription) Name() string {
	switch {
	case s.OfferName == "":
		return s.Nickname
	case s.Nickname == "" || s.Nickname == s.OfferName:
		return s.OfferName
	}
	return s.OfferName + " (" + s.Nickname + ")"
}

// CompareSubscriptions gives what changed between two readings of all
// subscriptions of a customer, in the order of the first reading. A
// subscription that is new is no change of one.
func CompareSubscriptions(before, after []Subscription) []Change {
	now := make(map[string]Subscription, len(after))
	for _, s := range after {
		now[s.ID] = s
	}
	var changes []Change
	for _, old := range before {
		s, there := now[old.ID]
		status := strings.ToLower(s.Status)
		add := func(kind ChangeKind, before, after string) {
			changes = append(changes, Change{Kind: kind, Subject: old.Name(), Before: before, After: after})
		}
		if there && s.Quantity != old.Quantity {
			add(ChangedSeats, strconv.Itoa(old.Quantity), strconv.Itoa(s.Quantity))
		}
		switch was := strings.ToLower(old.Status); {
		case old.Ended():
		case !there, s.Ended():
			add(ChangedSubscription, was, status)
		case status == SubscriptionSuspended && was != status:
			add(ChangedSuspended, was, status)
		}
	}
	return changes
}
