package partner

import "time"

// RenewalKind says what happens at the end of a subscription's term.
type RenewalKind string

// The kinds of renewals. The first two want a decision.
const (
	RenewalEnds      RenewalKind = "ends"      // it does not renew by itself
	RenewalLong      RenewalKind = "renews"    // by itself, for a year or longer, or for a term that is not known
	RenewalAutomatic RenewalKind = "automatic" // by itself, for less than a year
)

// Renewal is a subscription whose term ends soon.
type Renewal struct {
	Customer     CustomerID
	CompanyName  string
	Subscription Subscription
	Kind         RenewalKind
	Known        time.Time // when the service said so
}

// Renewals is what is known about terms that end soon. Only customers whose
// services were read are known.
type Renewals struct {
	Decide    []Renewal // that want a decision, the earliest first
	Automatic int       // that do not
	Known     int       // customers whose services were read
	Customers int       // customers in the list
}

// RenewalOf says what happens at the end of a subscription's term if that is
// from now on and before until; "" if it is not, or if it has ended already. The
// day of the end still belongs to the term ("Subscription resources").
func RenewalOf(s Subscription, now, until time.Time) RenewalKind {
	if s.Ends.IsZero() || !now.Before(s.Ends.UTC().Truncate(oneDay).Add(oneDay)) || !s.Ends.Before(until) || s.Ended() {
		return ""
	}
	if !s.AutoRenew {
		return RenewalEnds
	}
	if years, months, ok := ParseTerm(Renewal{Subscription: s}.NextTerm()); ok && years*12+months < 12 {
		return RenewalAutomatic
	}
	return RenewalLong
}

// NextTerm is the length of the next term, as ISO 8601 says; "" if it is not
// known.
func (r Renewal) NextTerm() string {
	if r.Subscription.RenewalTerm != "" {
		return r.Subscription.RenewalTerm
	}
	return r.Subscription.Term
}
