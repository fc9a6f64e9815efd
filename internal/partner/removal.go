package partner

import (
	"strings"
	"time"
)

// EntitlementKind is a kind of what a customer buys outright.
type EntitlementKind string

// The kinds that keep a relationship from being removed.
const (
	EntitlementReservation EntitlementKind = "reservedinstance"
	EntitlementSoftware    EntitlementKind = "software"
)

// Entitlement is something that a customer bought outright.
type Entitlement struct {
	Kind      EntitlementKind
	ProductID string
	SkuID     string
	OrderID   string
	Quantity  int
	Expires   time.Time // zero if unknown or never
}

// BlockerKind is what keeps a relationship from being removed.
type BlockerKind string

// The blockers ("Remove a reseller relationship with a customer").
const (
	BlockerSubscription BlockerKind = "subscription" // active: to be suspended or canceled first
	BlockerPending      BlockerKind = "pending"      // a subscription in between: to be waited for
	BlockerReservation  BlockerKind = "reservation"  // to be canceled through Azure support
	BlockerSoftware     BlockerKind = "software"     // to be canceled within 30 days of the purchase
)

// Blocker is one thing that keeps a relationship from being removed.
type Blocker struct {
	Kind      BlockerKind
	ID        string // of the subscription, or of the order of what was bought outright
	Name      string
	Quantity  int
	Unit      string    // of the quantity, as the service names it; "" for what was bought outright
	Ends      time.Time // end of the commitment; zero if it has none
	AutoRenew bool
}

// Preflight is what stands before the end of a relationship.
type Preflight struct {
	Blockers []Blocker
	// Unchecked are the kinds that the service would not tell, so that only the
	// removal itself will show whether they block it.
	Unchecked []BlockerKind
	CheckedAt time.Time
}

// Clear reports whether nothing that is known keeps the relationship.
func (p Preflight) Clear() bool { return len(p.Blockers) == 0 }

// Blockers are the subscriptions among subs that keep a relationship from being
// removed. Suspended, expired, deleted and disabled ones do not.
func Blockers(subs []Subscription) []Blocker {
	var found []Blocker
	for _, s := range subs {
		kind := BlockerKind("")
		switch strings.ToLower(s.Status) {
		case SubscriptionActive:
			kind = BlockerSubscription
		case "pending":
			kind = BlockerPending
		default:
			continue
		}
		found = append(found, Blocker{Kind: kind, ID: s.ID, Name: s.Name(), Quantity: s.Quantity, Unit: s.UnitType, Ends: s.Ends, AutoRenew: s.AutoRenew})
	}
	return found
}
