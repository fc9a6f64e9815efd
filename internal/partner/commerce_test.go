package partner

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// noonOf is the moment from which these tests look.
var noonOf = time.Date(2026, 11, 12, 12, 0, 0, 0, time.UTC)

func dayOf(days int) time.Time { return noonOf.AddDate(0, 0, days) }

// seat is a subscription of new commerce whose yearly term began some days ago.
func seat(began int) Subscription {
	return Subscription{
		ID: "main", OfferID: "CFQ7TTC0LCHC:0002:CFQ7TTC0ABCD", ProductType: "OnlineServicesNCE", OfferName: "Microsoft 365 Business Premium",
		Nickname: "Office", Quantity: 25, UnitType: "Licenses", Status: "active", Term: "P1Y", AutoRenew: true,
		Starts: dayOf(-began), Ends: dayOf(-began).AddDate(1, 0, 0),
	}
}

func with(s Subscription, change func(*Subscription)) Subscription {
	change(&s)
	return s
}

func legacy(s *Subscription) { s.OfferID, s.ProductType = "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", "" }

func TestNewCommerce(t *testing.T) {
	for _, c := range []struct {
		offer, kind string
		want        bool
	}{
		{"CFQ7TTC0LCHC:0002:CFQ7TTC0ABCD", "OnlineServicesNCE", true},
		{"CFQ7TTC0LCHC:0002:CFQ7TTC0ABCD", "", true},
		{"cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", "", false},
		{"MS-AZR-0145P", "Azure", false},
		{"", "OnlineServicesNCE", true}, // read by a version that did not keep the offer
		{"", "", false},
	} {
		if got := (Subscription{OfferID: c.offer, ProductType: c.kind}).NewCommerce(); got != c.want {
			t.Errorf("offer %q, type %q: %v", c.offer, c.kind, got)
		}
	}
}

func TestFewestSeats(t *testing.T) {
	refundable := func(seats ...RefundableSeats) func(*Subscription) {
		return func(s *Subscription) { s.RefundableKnown, s.Refundable = true, seats }
	}
	for _, c := range []struct {
		name   string
		s      Subscription
		fewest int
		until  time.Time
		sure   bool
	}{
		{"older commerce, any time", with(seat(300), legacy), 1, time.Time{}, true},
		{"bought three days ago", seat(3), 1, dayOf(4), false},
		{"bought seven days ago to the hour", seat(7), 25, time.Time{}, false},
		{"bought long ago", seat(100), 25, time.Time{}, false},
		{"renewed yesterday", with(seat(366), func(s *Subscription) { s.Ends = dayOf(364) }), 1, dayOf(6), false},
		{"monthly, renewed ten days ago", with(seat(40), func(s *Subscription) { s.Term, s.Ends = "P1M", dayOf(20) }), 25, time.Time{}, false},
		{"the service says until when", with(seat(100), func(s *Subscription) { s.CancelUntil = dayOf(2) }), 1, dayOf(2), true},
		{"nothing is refundable", with(seat(3), refundable()), 25, time.Time{}, true},
		{"five were added", with(seat(100), refundable(RefundableSeats{5, dayOf(6)})), 20, dayOf(6), true},
		{"two increases, one too old", with(seat(100), refundable(RefundableSeats{5, dayOf(6)}, RefundableSeats{3, dayOf(-1)})), 20, dayOf(6), true},
		{"two increases", with(seat(100), refundable(RefundableSeats{5, dayOf(6)}, RefundableSeats{3, dayOf(2)})), 17, dayOf(2), true},
		{"all of them", with(seat(1), refundable(RefundableSeats{25, dayOf(6)})), 1, dayOf(6), true},
		{"more than there are", with(seat(1), refundable(RefundableSeats{99, dayOf(6)})), 1, dayOf(6), true},
		{"no dates at all", Subscription{OfferID: "a:b:c", Quantity: 4}, 4, time.Time{}, false},
	} {
		got := c.s.Seats(noonOf)
		if want := (SeatRange{c.fewest, c.until, c.sure}); got != want {
			t.Errorf("%s: %+v, want %+v", c.name, got, want)
		}
	}
}

func TestCancelBy(t *testing.T) {
	kind := func(name, term string) Subscription {
		return with(seat(0), func(s *Subscription) { s.ProductType, s.Term, s.Ends = name, term, time.Time{} })
	}
	for _, c := range []struct {
		name string
		s    Subscription
		days int
	}{
		{"online services", kind("OnlineServicesNCE", "P1Y"), 7},
		{"online services, monthly", kind("OnlineServicesNCE", "P1M"), 7},
		{"perpetual software", kind("Software", ""), 30},
		{"software subscription", kind("Software", "P1Y"), 7},
		{"marketplace, monthly", kind("MarketplaceSaaS", "P1M"), 1},
		{"marketplace, yearly", kind("MarketplaceSaaS", "P1Y"), 14},
	} {
		if got, sure := c.s.CancelBy(); !got.Equal(dayOf(c.days)) || sure {
			t.Errorf("%s: %s (%v), want %d days", c.name, got, sure, c.days)
		}
	}
	if got, _ := (Subscription{}).CancelBy(); !got.IsZero() {
		t.Errorf("without dates: %s", got)
	}
}

func TestWhatMayBeChanged(t *testing.T) {
	status := func(state string) func(*Subscription) { return func(s *Subscription) { s.Status = state } }
	azure := func(s *Subscription) {
		s.ProductType, s.UnitType, s.Ends, s.Term = "Azure", "Usage-based", time.Time{}, ""
	}
	addOn := func(s *Subscription) { s.ID, s.ParentID, s.Status = "addon", "main", "suspended" }
	for _, c := range []struct {
		name   string
		s      Subscription
		change SubscriptionChange
		want   Refusal
	}{
		{"seats of an active one", seat(100), ChangeSeats, ""},
		{"seats of a suspended one", with(seat(1), status("suspended")), ChangeSeats, RefusedInactive},
		{"seats of an Azure plan", with(seat(1), azure), ChangeSeats, RefusedUsage},
		{"seats of a canceled one", with(seat(1), status("deleted")), ChangeSeats, RefusedGone},
		{"seats of one in a state that is new", with(seat(1), status("paused")), ChangeSeats, ""},
		{"renewal of an active one", seat(1), ChangeAutoRenew, ""},
		{"renewal without a term", with(seat(1), azure), ChangeAutoRenew, RefusedNoTerm},
		{"nickname of a suspended one", with(seat(1), status("suspended")), ChangeNickname, ""},
		{"nickname of an expired one", with(seat(1), status("Expired")), ChangeNickname, RefusedGone},
		{"suspend an active one", seat(1), ChangeSuspend, ""},
		{"suspend a suspended one", with(seat(1), status("Suspended")), ChangeSuspend, RefusedInactive},
		{"reactivate an active one", seat(1), ChangeReactivate, RefusedActive},
		{"reactivate a suspended one", with(seat(100), status("suspended")), ChangeReactivate, ""},
		{"reactivate one that is set up", with(seat(1), status("pending")), ChangeReactivate, RefusedPending},
		{"reactivate an add-on of a suspended one", with(seat(1), addOn), ChangeReactivate, RefusedAddOn},
		{"cancel within seven days", seat(6), ChangeCancel, ""},
		{"cancel a suspended one within seven days", with(seat(6), status("suspended")), ChangeCancel, ""},
		{"cancel later", seat(8), ChangeCancel, RefusedWindow},
		{"cancel an older one", with(seat(1), legacy), ChangeCancel, RefusedLegacy},
		{"cancel an Azure plan", with(seat(1), azure), ChangeCancel, RefusedAzure},
		{"cancel where nothing is known", Subscription{OfferID: "a:b:c", Status: "active"}, ChangeCancel, ""},
	} {
		all := []Subscription{with(seat(100), status("suspended")), c.s}
		if got := c.s.MayChange(c.change, all, noonOf); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckOfAnEdit(t *testing.T) {
	long := string(make([]rune, maxNickname+1))
	for _, c := range []struct {
		name string
		edit SubscriptionEdit
		s    Subscription
		want Refusal
	}{
		{"more seats", SubscriptionEdit{Change: ChangeSeats, Seats: 30}, seat(100), ""},
		{"fewer seats in time", SubscriptionEdit{Change: ChangeSeats, Seats: 3}, seat(2), ""},
		{"fewer seats too late", SubscriptionEdit{Change: ChangeSeats, Seats: 24}, seat(100), RefusedSeats},
		{"no seats", SubscriptionEdit{Change: ChangeSeats}, seat(2), RefusedNoSeats},
		{"as many seats", SubscriptionEdit{Change: ChangeSeats, Seats: 25}, seat(100), RefusedSame},
		{"renewal on again", SubscriptionEdit{Change: ChangeAutoRenew, AutoRenew: true}, seat(1), RefusedSame},
		{"renewal off", SubscriptionEdit{Change: ChangeAutoRenew}, seat(1), ""},
		{"a nickname", SubscriptionEdit{Change: ChangeNickname, Nickname: "Büro"}, seat(1), ""},
		{"no nickname", SubscriptionEdit{Change: ChangeNickname, Nickname: " "}, seat(1), RefusedEmptyName},
		{"a long nickname", SubscriptionEdit{Change: ChangeNickname, Nickname: long}, seat(1), RefusedLongName},
	} {
		if got := c.edit.Check(c.s, []Subscription{c.s}, noonOf); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if c.want == "" && c.edit.Shows(c.s) || !c.edit.Shows(c.edit.Apply(c.s)) {
			t.Errorf("%s: whether the edit shows is wrong", c.name)
		}
	}
}

func TestConsequences(t *testing.T) {
	child := with(seat(1), func(s *Subscription) { s.ID, s.ParentID, s.OfferName = "addon", "main", "Visio Plan 2" })
	codes := func(list []Consequence) (text string) {
		for _, c := range list {
			text += c.Code + " "
		}
		return text
	}
	for _, c := range []struct {
		edit SubscriptionEdit
		s    Subscription
		want string
	}{
		{SubscriptionEdit{Change: ChangeSeats, Seats: 30}, seat(100), "more-seats return-until "},
		{SubscriptionEdit{Change: ChangeSeats, Seats: 30}, with(seat(100), legacy), "more-seats "},
		{SubscriptionEdit{Change: ChangeSeats, Seats: 20}, seat(2), "fewer-seats unassign computed-window "},
		{SubscriptionEdit{Change: ChangeSeats, Seats: 20}, with(seat(2), legacy), "fewer-seats unassign "},
		{SubscriptionEdit{Change: ChangeAutoRenew}, seat(2), "ends "},
		{SubscriptionEdit{Change: ChangeAutoRenew, AutoRenew: true}, with(seat(2), func(s *Subscription) { s.NextTerm = true }), "renews next-term "},
		{SubscriptionEdit{Change: ChangeNickname, Nickname: "x"}, seat(2), ""},
		{SubscriptionEdit{Change: ChangeSuspend}, seat(2), "no-access still-billed renewal-stays add-ons "},
		{SubscriptionEdit{Change: ChangeSuspend}, with(seat(2), legacy), "no-access removed-later renewal-stays add-ons "},
		{SubscriptionEdit{Change: ChangeReactivate}, seat(2), "access billed "},
		{SubscriptionEdit{Change: ChangeCancel}, seat(2), "no-access final refund computed-window add-ons "},
		{SubscriptionEdit{Change: ChangeCancel}, with(seat(2), func(s *Subscription) { s.CancelUntil = dayOf(5) }), "no-access final refund add-ons "},
	} {
		if got := codes(c.edit.Consequences(c.s, []Subscription{c.s, child}, noonOf)); got != c.want {
			t.Errorf("%s: %q, want %q", c.edit.Change, got, c.want)
		}
	}
}

// TestWhoHoldsTheSeatsThatAreGivenBack is said as far as the record knows it.
func TestWhoHoldsTheSeatsThatAreGivenBack(t *testing.T) {
	s := seat(2) // of 25
	fewer := func(n int) SubscriptionEdit { return SubscriptionEdit{Change: ChangeSeats, Seats: n} }
	r := Record{Subscriptions: []Subscription{s}, Licenses: []License{{SkuID: "sku", Name: strings.ToUpper(s.OfferName), Total: s.Quantity + 10, Consumed: 30}}}
	for i := range 7 {
		u := User{DisplayName: string(rune('A' + i)), Licenses: []UserLicense{{SkuID: "SKU"}}}
		if i == 1 {
			u.Licenses[0].SkuID = "another"
		}
		r.Users = append(r.Users, u)
	}
	find := func(list []Consequence, code string) (c Consequence) {
		if i := slices.IndexFunc(list, func(c Consequence) bool { return c.Code == code }); i >= 0 {
			c = list[i]
		}
		return c
	}
	list := r.Consequences(fewer(s.Quantity-15), s, noonOf)
	if got := find(list, FollowHeld); got.Held != 30 || got.Seats != s.Quantity-5 {
		t.Errorf("in use and left: %+v", got)
	}
	if got := find(list, FollowHolders); !slices.Equal(got.Names, []string{"A", "C", "D", "E", "F"}) {
		t.Errorf("holders: %q", got.Names)
	}
	if got := find(list, FollowUnassign); got.Code != "" {
		t.Error("it is said in general, too")
	}
	r.Users = nil
	if got := find(r.Consequences(fewer(s.Quantity-15), s, noonOf), FollowHolders); got.Code != "" {
		t.Errorf("holders whom nobody knows: %+v", got)
	}
	if got := find(r.Consequences(fewer(s.Quantity-1), s, noonOf), FollowFits); got.Held != 30 {
		t.Errorf("all fit: %+v", got)
	}
	r.Licenses[0].Name = "Visio"
	if got := find(r.Consequences(fewer(1), s, noonOf), FollowUnassign); got.Seats != 1 {
		t.Errorf("of another product: %+v", got)
	}
}

func TestParseTerm(t *testing.T) {
	for text, want := range map[string][2]int{"P1M": {0, 1}, "p1y": {1, 0}, "P3Y": {3, 0}, "P12M": {0, 12}, "": {}, "P": {}, "P0M": {}, "PM": {}, "1Y": {}, "P1D": {}, "PT1M": {}, "P-1Y": {}, "P100Y": {}} {
		years, months, ok := ParseTerm(text)
		if [2]int{years, months} != want || ok != (want != [2]int{}) {
			t.Errorf("%q: %d years, %d months, %v", text, years, months, ok)
		}
	}
}

func TestOrdersSettle(t *testing.T) {
	for status, want := range map[string]bool{
		"completed": true, "Cancelled": true, "error": true, "po review rejected": true, "partial success": true,
		"pending": false, "pending review": false, "pending_po_upload": false, "": false, "something new": false,
	} {
		if got := (Order{Status: status}).Settled(); got != want {
			t.Errorf("%q: %v", status, got)
		}
	}
}

func TestAmount(t *testing.T) {
	for price, want := range map[string]string{
		"457.20000000000005": "457.20", "20.6": "20.60", "7": "7.00", "0.00125": "0.0013", "1.005": "1.005", "-3.10": "-3.10", "100": "100.00",
		"": "", "1/3": "1/3", "1e3": "1e3", "free": "free", "12.3400": "12.34", "99.950": "99.95",
	} {
		if got := Amount(price); got != want {
			t.Errorf("%q: %q, want %q", price, got, want)
		}
	}
}

// TestATermLastsToTheEndOfItsLastDay.
func TestATermLastsToTheEndOfItsLastDay(t *testing.T) {
	s := Subscription{Status: "active", Term: "P1Y", Ends: time.Date(2026, 12, 16, 0, 0, 0, 0, time.UTC)}
	for now, want := range map[time.Time]RenewalKind{
		s.Ends.Add(-time.Hour): RenewalEnds, s.Ends.Add(23 * time.Hour): RenewalEnds, s.Ends.Add(24 * time.Hour): "",
	} {
		if got := RenewalOf(s, now, now.AddDate(0, 0, 30)); got != want {
			t.Errorf("at %s: %q, want %q", now, got, want)
		}
	}
}

// TestNoSeatAtAll: what is refused names a way out that there is.
func TestNoSeatAtAll(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	s := Subscription{OfferID: "CFQ7TTC0LCHC:0002:A1", ProductType: "OnlineServicesNCE", UnitType: "Licenses", Status: "active", Quantity: 5, CancelUntil: now.AddDate(0, 0, 3)}
	e := SubscriptionEdit{Change: ChangeSeats}
	if got := e.Check(s, nil, now); got != RefusedNoSeats {
		t.Errorf("while it can be canceled: %s", got)
	}
	if got := e.Check(s, nil, now.AddDate(0, 0, 4)); got != RefusedNoSeatsNow {
		t.Errorf("after that: %s", got)
	}
}
