package partner

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// SubscriptionChange names something that can be done with a subscription.
type SubscriptionChange string

// The changes of a subscription.
const (
	ChangeSeats      SubscriptionChange = "seats"
	ChangeAutoRenew  SubscriptionChange = "auto-renew"
	ChangeNickname   SubscriptionChange = "nickname"
	ChangeSuspend    SubscriptionChange = "suspend"
	ChangeReactivate SubscriptionChange = "reactivate"
	ChangeCancel     SubscriptionChange = "cancel"
)

// SubscriptionEdit is one change with its value.
type SubscriptionEdit struct {
	Change    SubscriptionChange
	Seats     int    // of ChangeSeats
	AutoRenew bool   // of ChangeAutoRenew
	Nickname  string // of ChangeNickname
}

// The states of a subscription that matter here. The service has more.
const (
	SubscriptionActive    = "active"
	SubscriptionSuspended = "suspended"
	SubscriptionDeleted   = "deleted"
)

// Apply gives the subscription as the edit should leave it.
func (e SubscriptionEdit) Apply(s Subscription) Subscription {
	switch e.Change {
	case ChangeSeats:
		s.Quantity = e.Seats
	case ChangeAutoRenew:
		s.AutoRenew = e.AutoRenew
	case ChangeNickname:
		s.Nickname = e.Nickname
	case ChangeSuspend:
		s.Status = SubscriptionSuspended
	case ChangeReactivate:
		s.Status = SubscriptionActive
	case ChangeCancel:
		s.Status = SubscriptionDeleted
	}
	return s
}

// Shows reports whether a subscription has what the edit asks for.
func (e SubscriptionEdit) Shows(s Subscription) bool { return SameTerms(e.Apply(s), s) }

// SameTerms reports whether two readings of a subscription agree in all that
// its changes are about. New commerce has no ETag: this is how a change by
// somebody else is noticed.
func SameTerms(a, b Subscription) bool {
	return a.Quantity == b.Quantity && a.AutoRenew == b.AutoRenew && a.Nickname == b.Nickname && strings.EqualFold(a.Status, b.Status)
}

// WithTerms gives the subscription with the terms of another reading of it, those
// that SameTerms compares.
func (s Subscription) WithTerms(of Subscription) Subscription {
	s.Quantity, s.AutoRenew, s.Nickname, s.Status = of.Quantity, of.AutoRenew, of.Nickname, of.Status
	return s
}

// NewCommerce reports whether a subscription was bought in the new commerce
// experience: its offer is product:sku:availability, where an older one has the
// id of an offer ("Subscription resources").
func (s Subscription) NewCommerce() bool {
	return strings.Count(s.OfferID, ":") == 2 || s.OfferID == "" && s.ProductType != ""
}

// BySeat reports whether a subscription is sold by the number of its users, and
// not by use.
func (s Subscription) BySeat() bool {
	unit := strings.ToLower(s.UnitType)
	return strings.HasPrefix(unit, "licen") || strings.HasPrefix(unit, "seat")
}

const (
	oneDay = 24 * time.Hour
	// seatWindow is for how long seats may be given back after a purchase, a
	// renewal or an increase in new commerce ("Change the quantity of a
	// subscription": 168 hours).
	seatWindow      = 7 * oneDay
	softwareWindow  = 30 * oneDay // of perpetual software
	saasMonthWindow = oneDay      // of marketplace SaaS with a monthly term
	saasYearWindow  = 14 * oneDay // and with a longer one
)

// ParseTerm reads the length of a term such as P1M, P1Y or P3Y.
func ParseTerm(iso string) (years, months int, ok bool) {
	body, found := strings.CutPrefix(strings.ToUpper(iso), "P")
	if !found || len(body) < 2 || len(body) > 3 {
		return 0, 0, false
	}
	n := 0
	for _, r := range body[:len(body)-1] {
		if r < '0' || r > '9' {
			return 0, 0, false
		}
		n = n*10 + int(r-'0')
	}
	switch {
	case n == 0:
	case body[len(body)-1] == 'Y':
		return n, 0, true
	case body[len(body)-1] == 'M':
		return 0, n, true
	}
	return 0, 0, false
}

// termBegan is when the running term began, or the zero time.
func (s Subscription) termBegan() time.Time {
	began := s.Starts
	if years, months, ok := ParseTerm(s.Term); ok && !s.Ends.IsZero() {
		if renewed := s.Ends.AddDate(-years, -months, 0); renewed.After(began) {
			began = renewed
		}
	}
	return began
}

// cancelWindow is for how long after its beginning a term may be canceled
// ("Cancel a subscription": software, SaaS and all others differ).
func (s Subscription) cancelWindow() time.Duration {
	kind := strings.ToLower(s.ProductType)
	_, months, _ := ParseTerm(s.Term)
	switch {
	case strings.Contains(kind, "saas") && months == 1:
		return saasMonthWindow
	case strings.Contains(kind, "saas"):
		return saasYearWindow
	case strings.Contains(kind, "software") && s.Term == "":
		return softwareWindow
	}
	return seatWindow
}

// CancelBy is until when a subscription of new commerce may be canceled: the
// service's own word, or else computed from the beginning of its term (sure is
// false then). Zero if neither is known.
func (s Subscription) CancelBy() (until time.Time, sure bool) {
	if !s.CancelUntil.IsZero() {
		return s.CancelUntil, true
	}
	began := s.termBegan()
	if began.IsZero() {
		return time.Time{}, false
	}
	return began.Add(s.cancelWindow()), false
}

// SeatRange says how few seats a subscription may have.
type SeatRange struct {
	Fewest int
	Until  time.Time // when Fewest rises; zero if it does not
	Sure   bool      // the service said so; else it was computed
}

// Seats says how few seats a subscription may have at a time. In new commerce
// they go down within seven days of a purchase, a renewal or an increase alone,
// by as many as are refundable; before it, any time. The most that an offer
// allows is known to the service alone.
func (s Subscription) Seats(now time.Time) SeatRange {
	switch {
	case !s.NewCommerce():
		return SeatRange{Fewest: 1, Sure: true}
	case s.RefundableKnown:
		r := SeatRange{Fewest: s.Quantity, Sure: true}
		for _, seats := range s.Refundable {
			if !seats.Until.After(now) && !seats.Until.IsZero() {
				continue
			}
			r.Fewest -= seats.Seats
			if !seats.Until.IsZero() && (r.Until.IsZero() || seats.Until.Before(r.Until)) {
				r.Until = seats.Until
			}
		}
		r.Fewest = min(max(r.Fewest, 1), max(s.Quantity, 1))
		return r
	}
	if until, sure := s.CancelBy(); until.After(now) {
		return SeatRange{Fewest: 1, Until: until, Sure: sure}
	}
	return SeatRange{Fewest: s.Quantity}
}

// AddOns lists the add-ons of a subscription.
func (s Subscription) AddOns(all []Subscription) []Subscription {
	var found []Subscription
	for _, other := range all {
		if other.ParentID != "" && other.ParentID == s.ID && other.ID != s.ID {
			found = append(found, other)
		}
	}
	return found
}

// Parent gives the subscription that an add-on belongs to.
func (s Subscription) Parent(all []Subscription) (Subscription, bool) {
	i := slices.IndexFunc(all, func(other Subscription) bool { return other.ID == s.ParentID && other.ID != s.ID })
	if s.ParentID == "" || i < 0 {
		return Subscription{}, false
	}
	return all[i], true
}

// The actions that are recorded when a customer's subscriptions are changed, or
// more are bought.
const (
	ActionSubscriptionChanged Action = "subscription-changed"
	ActionBought              Action = "bought"
)

const editArrow = " -> "

// Detail says in few words what an edit changes, for the record of it.
func (e SubscriptionEdit) Detail(s Subscription) string {
	before, after := e.valueOf(s), e.valueOf(e.Apply(s))
	return string(e.Change) + " " + before + editArrow + after
}

// valueOf is what an edit is about, as text.
func (e SubscriptionEdit) valueOf(s Subscription) string {
	switch e.Change {
	case ChangeSeats:
		return strconv.Itoa(s.Quantity)
	case ChangeAutoRenew:
		return strconv.FormatBool(s.AutoRenew)
	case ChangeNickname:
		return s.Nickname
	}
	return strings.ToLower(s.Status)
}

// Judge says whether a subscription, as it is now, shows the edit that a Detail
// describes, or still what was there before. Neither is true where the
// subscription has become something else, or where the detail cannot be read.
func Judge(detail string, now Subscription) (happened, not bool, found string) {
	change, values, _ := strings.Cut(detail, " ")
	found = SubscriptionEdit{Change: SubscriptionChange(change)}.valueOf(now)
	return strings.HasSuffix(values, editArrow+found), strings.HasPrefix(values, found+editArrow), found
}

// SubscriptionChanges lists every change in the order in which people meet them.
func SubscriptionChanges() []SubscriptionChange {
	return []SubscriptionChange{ChangeSeats, ChangeAutoRenew, ChangeNickname, ChangeSuspend, ChangeReactivate, ChangeCancel}
}
