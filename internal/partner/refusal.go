package partner

import (
	"slices"
	"strings"
	"time"
)

// Refusal says why a change of a subscription is not possible; "" if it is. It
// is a sentence in English; the language tables have the others.
type Refusal string

// The refusals that are known before the service is asked.
const (
	RefusedGone       Refusal = "the subscription has ended or was canceled"
	RefusedPending    Refusal = "the subscription is still being set up"
	RefusedInactive   Refusal = "the subscription is not active; reactivate it first"
	RefusedActive     Refusal = "the subscription is active already"
	RefusedUsage      Refusal = "the subscription is billed by use and has no seats"
	RefusedNoTerm     Refusal = "the subscription has no term that could renew"
	RefusedWindow     Refusal = "the time for canceling has passed; turn automatic renewal off, and it ends with its term"
	RefusedLegacy     Refusal = "a subscription from before new commerce cannot be canceled; suspend it, and it is removed later"
	RefusedAzure      Refusal = "an Azure plan is not canceled here; cancel the Azure subscriptions in it in the Azure portal"
	RefusedAddOn      Refusal = "the subscription that this add-on belongs to is not active"
	RefusedSeats      Refusal = "the time for giving back so many seats has passed; reduce them when the term renews"
	RefusedNoSeats    Refusal = "a subscription needs at least one seat; cancel it instead"
	RefusedNoSeatsNow Refusal = "a subscription needs at least one seat"
	RefusedSame       Refusal = "the subscription is like that already"
	RefusedLongName   Refusal = "a nickname has at most 256 characters"
	RefusedEmptyName  Refusal = "a nickname cannot be empty"
)

// maxNickname is the most characters of a friendly name.
const maxNickname = 256

// MayChange says whether a change of a subscription is possible at a time at
// all, whatever its value. all are the subscriptions of the customer.
func (s Subscription) MayChange(c SubscriptionChange, all []Subscription, now time.Time) Refusal {
	state := strings.ToLower(s.Status)
	switch state {
	case SubscriptionActive, SubscriptionSuspended:
	case "pending":
		return RefusedPending
	case SubscriptionDeleted, "expired", "disabled", "none":
		return RefusedGone
	}
	if c == ChangeNickname {
		return ""
	}
	if c == ChangeReactivate {
		return s.mayReactivate(all)
	}
	if state == SubscriptionSuspended && c != ChangeCancel {
		return RefusedInactive
	}
	switch c {
	case ChangeSeats:
		if !s.BySeat() {
			return RefusedUsage
		}
	case ChangeAutoRenew:
		if s.Ends.IsZero() {
			return RefusedNoTerm
		}
	case ChangeCancel:
		return s.mayCancel(now)
	}
	return ""
}

// mayReactivate follows the service's rule that an add-on cannot be active
// while what it belongs to is not (REST error 27009).
func (s Subscription) mayReactivate(all []Subscription) Refusal {
	if strings.EqualFold(s.Status, SubscriptionActive) {
		return RefusedActive
	}
	if parent, known := s.Parent(all); known && !strings.EqualFold(parent.Status, SubscriptionActive) {
		return RefusedAddOn
	}
	return ""
}

func (s Subscription) mayCancel(now time.Time) Refusal {
	if strings.HasPrefix(strings.ToLower(s.ProductType), "azure") || strings.HasPrefix(strings.ToLower(s.UnitType), "usage") {
		return RefusedAzure
	}
	if !s.NewCommerce() {
		return RefusedLegacy
	}
	// Where nothing is known of the term the service decides.
	if until, _ := s.CancelBy(); !until.IsZero() && !until.After(now) {
		return RefusedWindow
	}
	return ""
}

// Check says whether the edit of a subscription is possible at a time, its
// value included.
func (e SubscriptionEdit) Check(s Subscription, all []Subscription, now time.Time) Refusal {
	if why := s.MayChange(e.Change, all, now); why != "" {
		return why
	}
	switch {
	case e.Change == ChangeSeats && e.Seats < 1 && s.MayChange(ChangeCancel, all, now) == "":
		return RefusedNoSeats
	case e.Change == ChangeSeats && e.Seats < 1: // nor can it be canceled
		return RefusedNoSeatsNow
	case e.Change == ChangeSeats && e.Seats < s.Quantity && e.Seats < s.Seats(now).Fewest:
		return RefusedSeats
	case e.Change == ChangeNickname && strings.TrimSpace(e.Nickname) == "":
		return RefusedEmptyName
	case e.Change == ChangeNickname && len([]rune(e.Nickname)) > maxNickname:
		return RefusedLongName
	case e.Shows(s):
		return RefusedSame
	}
	return ""
}

// Consequence is something that a change brings with it, to be known before it
// is made. Code is a key of the language tables.
type Consequence struct {
	Code  string
	Seats int
	Held  int // licenses in use, as last read
	At    time.Time
	Names []string // may come from outside
}

// The consequences of changes.
const (
	FollowMoreSeats   = "more-seats"      // Seats more are charged, prorated to the end of the term
	FollowReturn      = "return-until"    // what is added may be given back until At
	FollowFewerSeats  = "fewer-seats"     // Seats are given back
	FollowUnassign    = "unassign"        // users above the new number lose their license
	FollowFits        = "unassign-nobody" // Held licenses are in use, and all of them fit
	FollowHeld        = "unassign-held"   // Held licenses are in use, and Seats will be left
	FollowHolders     = "holders"         // some of those who hold one, in Names
	FollowRenews      = "renews"          // at At, for another term
	FollowEnds        = "ends"            // at At
	FollowNextTerm    = "next-term"       // instructions for the next term are on file and stay
	FollowNoAccess    = "no-access"       // users cannot work
	FollowStaysOn     = "renewal-stays"   // automatic renewal stays on, for At
	FollowStillBilled = "still-billed"    // until At
	FollowRemoved     = "removed-later"   // the service removes it after a while
	FollowAddOns      = "add-ons"         // Names stop with it
	FollowAccess      = "access"          // users can work again
	FollowBilled      = "billed"          // billing goes on
	FollowFinal       = "final"           // cannot be undone
	FollowRefund      = "refund"          // until At
	FollowComputed    = "computed-window" // the service did not say until when; it decides
)

// Consequences lists what an edit of a subscription brings with it.
func (e SubscriptionEdit) Consequences(s Subscription, all []Subscription, now time.Time) []Consequence {
	switch e.Change {
	case ChangeSeats:
		return e.ofSeats(s, now)
	case ChangeAutoRenew:
		follow := Consequence{Code: FollowEnds, At: s.Ends}
		if e.AutoRenew {
			follow.Code = FollowRenews
		}
		if s.NextTerm {
			return []Consequence{follow, {Code: FollowNextTerm}}
		}
		return []Consequence{follow}
	case ChangeSuspend:
		list := []Consequence{{Code: FollowNoAccess}, s.afterSuspension()}
		if s.AutoRenew && !s.Ends.IsZero() {
			list = append(list, Consequence{Code: FollowStaysOn, At: s.Ends})
		}
		return append(list, s.addOnsStop(all)...)
	case ChangeReactivate:
		return []Consequence{{Code: FollowAccess}, {Code: FollowBilled}}
	case ChangeCancel:
		until, sure := s.CancelBy()
		list := []Consequence{{Code: FollowNoAccess}, {Code: FollowFinal}}
		if sure || !until.IsZero() {
			list = append(list, Consequence{Code: FollowRefund, At: until})
		}
		if !sure {
			list = append(list, Consequence{Code: FollowComputed})
		}
		return append(list, s.addOnsStop(all)...)
	}
	return nil
}

// Consequences are those of the edit, with who holds the licenses of seats that are
// given back, as far as the record knows: licenses are joined with a subscription
// by the name of the product alone.
func (r Record) Consequences(e SubscriptionEdit, s Subscription, now time.Time) []Consequence {
	list := e.Consequences(s, r.Subscriptions, now)
	at := slices.IndexFunc(list, func(c Consequence) bool { return c.Code == FollowUnassign })
	i := slices.IndexFunc(r.Licenses, func(l License) bool { return strings.EqualFold(l.Name, s.OfferName) })
	if at < 0 || i < 0 {
		return list
	}
	l, left := r.Licenses[i], max(r.Licenses[i].Total+e.Seats-s.Quantity, 0)
	if l.Consumed <= left {
		list[at] = Consequence{Code: FollowFits, Held: l.Consumed}
		return list
	}
	list[at] = Consequence{Code: FollowHeld, Seats: left, Held: l.Consumed}
	if names := r.holders(l.SkuID); len(names) > 0 {
		list = slices.Insert(list, at+1, Consequence{Code: FollowHolders, Names: names})
	}
	return list
}

// holders names the first users of the record who hold a product.
func (r Record) holders(sku string) (names []string) {
	const most = 5
	for _, u := range r.Users {
		held := slices.ContainsFunc(u.Licenses, func(l UserLicense) bool { return strings.EqualFold(l.SkuID, sku) })
		if held && len(names) < most {
			names = append(names, u.DisplayName)
		}
	}
	return names
}

func (e SubscriptionEdit) ofSeats(s Subscription, now time.Time) []Consequence {
	by := e.Seats - s.Quantity
	if by < 0 {
		list := []Consequence{{Code: FollowFewerSeats, Seats: -by}, {Code: FollowUnassign, Seats: e.Seats}}
		if s.NewCommerce() && !s.Seats(now).Sure {
			list = append(list, Consequence{Code: FollowComputed})
		}
		return list
	}
	list := []Consequence{{Code: FollowMoreSeats, Seats: by}}
	if s.NewCommerce() {
		list = append(list, Consequence{Code: FollowReturn, Seats: by, At: now.Add(seatWindow)})
	}
	return list
}

func (s Subscription) afterSuspension() Consequence {
	if s.NewCommerce() && !s.Ends.IsZero() {
		return Consequence{Code: FollowStillBilled, At: s.Ends}
	}
	return Consequence{Code: FollowRemoved}
}

func (s Subscription) addOnsStop(all []Subscription) []Consequence {
	var names []string
	for _, child := range s.AddOns(all) {
		if strings.EqualFold(child.Status, SubscriptionActive) {
			names = append(names, child.Name())
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []Consequence{{Code: FollowAddOns, Names: names}}
}
