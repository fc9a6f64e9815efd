package manage

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

var fabrikam = partner.Customer{ID: customer, CompanyName: "Fabrikam AG", Domain: "fabrikam.de", Country: "CH"}

var premium = partner.Subscription{
	ID: "s1", OfferID: "CFQ7TTC0LCHC:0002:A1", OfferName: "Microsoft 365 Business Premium", Nickname: "Office", Quantity: 25, UnitType: "Licenses",
	Status: "active", Term: "P1Y", AutoRenew: true, Starts: now.AddDate(0, -2, 0), Ends: now.AddDate(0, 10, 0),
}

// center is a Partner Center for these tests: it does what it is told.
type center struct {
	now     partner.Subscription
	settled bool
	err     error
	calls   []string // ids of the changes
	fetched []partner.Block
	kept    []string

	offers  []partner.Offer
	bought  []partner.Purchase
	cart    partner.Cart
	out     partner.CheckOut
	orders  []partner.Order
	reads   []partner.Order // what Order gives, in turn
	billing partner.BillingProfile
	account partner.Account
}

func (c *center) ChangeSubscription(_ context.Context, _ partner.CustomerID, seen partner.Subscription, e partner.SubscriptionEdit, requestID string) (partner.Subscription, bool, string, error) {
	c.calls = append(c.calls, requestID)
	if c.err != nil {
		return c.now, false, "", c.err
	}
	c.now = e.Apply(seen)
	return c.now, c.settled, "corr", nil
}

func (c *center) Subscription(context.Context, partner.CustomerID, string) (partner.Subscription, error) {
	return c.now, nil
}

func (c *center) FetchBlock(_ context.Context, _ partner.CustomerID, b partner.Block) error {
	c.fetched = append(c.fetched, b)
	return nil
}

func (c *center) PutSubscription(_ context.Context, _ partner.CustomerID, s partner.Subscription) error {
	c.kept = append(c.kept, fmt.Sprintf("after %d readings %s %d", len(c.fetched), s.ID, s.Quantity))
	return nil
}

func TestChangeASubscription(t *testing.T) {
	edit := partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 30}
	unclear := &partner.Error{Code: partner.CodeUnreachable, Unclear: true}
	for _, c := range []struct {
		name    string
		edit    partner.SubscriptionEdit
		role    partner.Role
		err     error
		want    partner.Code
		calls   int
		fetched int
		state   partner.IntentState
	}{
		{"done", edit, partner.RoleAdminAgent, nil, "", 1, 2, partner.IntentDone},
		{"by a sales agent", edit, partner.RoleSalesAgent, nil, "", 1, 2, partner.IntentDone},
		{"by a helpdesk agent", edit, partner.RoleHelpdeskAgent, nil, partner.CodeRole, 0, 0, ""},
		{"against a rule", partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 20}, partner.RoleAdminAgent, nil, partner.CodeNotAllowed, 0, 0, ""},
		{"changed meanwhile", edit, partner.RoleAdminAgent, partner.NewError(partner.CodeConflict, "", nil), partner.CodeConflict, 1, 2, partner.IntentFailed},
		{"refused", edit, partner.RoleAdminAgent, &partner.Error{Code: partner.CodeService, ServiceCode: "2002"}, partner.CodeService, 1, 0, partner.IntentFailed},
		{"answer lost", edit, partner.RoleAdminAgent, unclear, partner.CodeUnclear, 1, 0, partner.IntentUnclear},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, pc := &shelf{}, &center{settled: true, err: c.err}
			s := NewSubscriptions(core(k, c.role), pc, pc, pc)
			got, err := s.Change(t.Context(), fabrikam, premium, []partner.Subscription{premium}, c.edit)
			if partner.CodeOf(err) != c.want || len(pc.calls) != c.calls || len(pc.fetched) != c.fetched || k.state("1") != c.state {
				t.Errorf("%v, %d calls, %v, intent %q", err, len(pc.calls), pc.fetched, k.state("1"))
			}
			if c.want == "" && (got.Now.Quantity != 30 || !got.Settled || k.all["1"].Detail != "seats 25 -> 30" || k.all["1"].CorrelationID != "corr") {
				t.Errorf("%+v, %+v", got, k.all["1"])
			}
		})
	}
}

// TestTheCopyCarriesTheAnswer: after a change the copy has what the service
// answered, also where it could not be read again or an older reading came in.
func TestTheCopyCarriesTheAnswer(t *testing.T) {
	k, pc := &shelf{}, &center{settled: true}
	s := NewSubscriptions(core(k, partner.RoleAdminAgent), pc, pc, pc)
	got, err := s.Change(t.Context(), fabrikam, premium, []partner.Subscription{premium}, partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 30})
	// Before it is read, so that our own change is no news, and after it, because
	// what is read may be older.
	if err != nil || !slices.Equal(pc.kept, []string{"after 0 readings s1 30", "after 2 readings s1 30"}) {
		t.Fatalf("%v, kept %v", err, pc.kept)
	}
	if got, err = s.Change(t.Context(), fabrikam, got.Now, []partner.Subscription{got.Now}, partner.SubscriptionEdit{Change: partner.ChangeAutoRenew}); err != nil || got.Now.AutoRenew {
		t.Errorf("the next change: %+v, %v", got, err)
	}
	pc.settled, pc.kept = false, nil
	if _, err = s.Change(t.Context(), fabrikam, got.Now, []partner.Subscription{got.Now}, partner.SubscriptionEdit{Change: partner.ChangeSuspend}); err != nil || pc.kept != nil {
		t.Errorf("what is still being made was kept: %v, %v", pc.kept, err)
	}
}

func TestAnUnclearChangeIsFoundByReading(t *testing.T) {
	k, pc := &shelf{}, &center{err: &partner.Error{Code: partner.CodeUnreachable, Unclear: true}}
	s := NewSubscriptions(core(k, partner.RoleAdminAgent), pc, pc, pc)
	edit := partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 30}
	_, err := s.Change(t.Context(), fabrikam, premium, nil, edit)
	if partner.CodeOf(err) != partner.CodeUnclear {
		t.Fatal(err)
	}
	// Nothing else is done to the subscription until a person knows.
	if _, err = s.Change(t.Context(), fabrikam, premium, nil, partner.SubscriptionEdit{Change: partner.ChangeSuspend}); partner.CodeOf(err) != partner.CodeUnresolved || len(pc.calls) != 1 {
		t.Fatalf("%v after %d calls", err, len(pc.calls))
	}
	for _, c := range []struct {
		seats int
		want  Verdict
	}{{30, VerdictHappened}, {25, VerdictNot}, {40, VerdictUnknown}} {
		pc.now = premium
		pc.now.Quantity = c.seats
		found, err := s.core.Look(t.Context(), k.all["1"])
		if err != nil || found.Verdict != c.want {
			t.Errorf("%d seats: %+v, %v", c.seats, found, err)
		}
	}
	if err := s.core.Resolve(t.Context(), "1", partner.IntentDone, "30"); err != nil {
		t.Fatal(err)
	}
	pc.err = nil
	if _, err = s.Change(t.Context(), fabrikam, premium, nil, edit); err != nil {
		t.Error(err)
	}
}

func TestDetailsOfEditsAreRead(t *testing.T) {
	for _, e := range []partner.SubscriptionEdit{
		{Change: partner.ChangeSeats, Seats: 3}, {Change: partner.ChangeAutoRenew}, {Change: partner.ChangeNickname, Nickname: "Büro -> Haus"},
		{Change: partner.ChangeSuspend}, {Change: partner.ChangeCancel},
	} {
		detail := e.Detail(premium)
		if happened, not, _ := partner.Judge(detail, premium); happened || !not {
			t.Errorf("%s: before it, %v, %v", detail, happened, not)
		}
		if happened, not, found := partner.Judge(detail, e.Apply(premium)); !happened || not || found == "" {
			t.Errorf("%s: after it, %v, %v, %q", detail, happened, not, found)
		}
	}
	if happened, not, _ := partner.Judge("", premium); happened || not {
		t.Error("no detail says something")
	}
}

func (c *center) Products(_ context.Context, country, _ string) ([]partner.Product, error) {
	c.calls = append(c.calls, "products "+country)
	return []partner.Product{{ID: "CFQ7TTC0LCHC"}}, nil
}

func (c *center) SKUs(_ context.Context, product, country, _ string) ([]partner.SKU, error) {
	return []partner.SKU{{ID: "0002", ProductID: product, Title: country}}, nil
}

func (c *center) Offers(context.Context, string, string, string, string) ([]partner.Offer, error) {
	return c.offers, nil
}

func (c *center) CreateCart(_ context.Context, _ partner.CustomerID, p partner.Purchase, _ string) (partner.Cart, string, error) {
	c.bought = append(c.bought, p)
	return c.cart, "", nil
}

func (c *center) CheckOut(_ context.Context, _ partner.CustomerID, cart, requestID string) (partner.CheckOut, string, error) {
	c.calls = append(c.calls, cart+" "+requestID)
	return c.out, "corr", c.err
}

func (c *center) Orders(context.Context, partner.CustomerID) ([]partner.Order, error) {
	return c.orders, nil
}

func (c *center) Order(context.Context, partner.CustomerID, string) (partner.Order, error) {
	if len(c.reads) == 0 {
		return partner.Order{}, partner.NewError(partner.CodeNotFound, "", nil)
	}
	o := c.reads[0]
	c.reads = c.reads[1:]
	return o, nil
}

var yearly = partner.Offer{CatalogItemID: "old", Term: "P1Y", BillingCycle: "annual", Currency: "CHF"}

var fiveSeats = partner.Purchase{SKU: partner.SKU{ID: "0002", ProductID: "CFQ7TTC0LCHC", Title: "Premium", Fewest: 1, Most: 300}, Offer: yearly, Seats: 5}

func buying(k *shelf, pc *center) *Buy {
	return NewBuy(core(k, partner.RoleAdminAgent), pc, pc, pc, func(context.Context, time.Duration) error { return nil })
}

func (c *center) Record(context.Context, partner.CustomerID) (partner.Record, error) {
	list := []partner.Subscription{{OfferID: "CFQ7TTC0HD32:0001:A7", OfferName: "Visio Plan 2"}, {ID: "s-1", OfferID: "05E9A617", OfferName: "Microsoft 365 E3"}}
	if len(c.fetched) > 0 {
		list = append(list, partner.Subscription{ID: "s-2", OfferID: "CFQ7TTC0HDB0:0002:B7", OfferName: "Project Plan 3"})
	}
	return partner.Record{Subscriptions: list}, nil
}

// TestAnOrderThatNobodyWaitedFor has a subscription that is not in the store yet: it
// is read then, once, and named; an order from before new commerce is known by its
// subscription alone.
func TestAnOrderThatNobodyWaitedFor(t *testing.T) {
	pc := &center{orders: []partner.Order{
		{ID: "o1", Status: "completed", Lines: []partner.OrderLine{{OfferID: "CFQ7TTC0LFLX:0001", SubscriptionID: "S-1"}}},
		{ID: "o2", Status: "completed", Lines: []partner.OrderLine{{OfferID: "CFQ7TTC0HDB0:0002", SubscriptionID: "s-2"}}},
	}}
	orders, err := buying(&shelf{}, pc).Orders(t.Context(), fabrikam)
	if err != nil || orders[0].Lines[0].OfferName != "Microsoft 365 E3" || orders[1].Lines[0].OfferName != "Project Plan 3" || len(pc.fetched) != 1 {
		t.Errorf("%+v, %v, read %v", orders, err, pc.fetched)
	}
}

// TestOrdersNameWhatWasBought: the service names products by their ids alone, and
// lists orders as it likes.
func TestOrdersNameWhatWasBought(t *testing.T) {
	bought := func(offer string, day int) partner.Order {
		return partner.Order{ID: fmt.Sprint("o", day), Created: now.AddDate(0, 0, day), Lines: []partner.OrderLine{{OfferID: offer, Seats: 5}}}
	}
	pc := &center{
		orders: []partner.Order{bought("cfq7ttc0hd32:0001", 1), bought("CFQ7TTC0HD32:0002", 3), bought("796B6B5F", 2)},
		out:    partner.CheckOut{Orders: []partner.Order{bought("CFQ7TTC0LCHC:0002:A1", 4)}}, reads: []partner.Order{bought("CFQ7TTC0LCHC:0002:A1", 4)},
	}
	b := buying(&shelf{}, pc)
	orders, err := b.Orders(t.Context(), fabrikam)
	if err != nil || len(orders) != 3 || orders[0].ID != "o3" || orders[2].ID != "o1" {
		t.Fatalf("%+v, %v", orders, err)
	}
	for i, want := range []string{"", "", "Visio Plan 2"} {
		if got := orders[i].Lines[0].OfferName; got != want {
			t.Errorf("%s is called %q, want %q", orders[i].Lines[0].OfferID, got, want)
		}
	}
	out, err := b.CheckOut(t.Context(), fabrikam, fiveSeats, partner.Cart{ID: "cart-1", Lines: []partner.CartLine{{Seats: 5}}})
	if err != nil || out.Orders[0].Lines[0].OfferName != "Premium" {
		t.Fatalf("%+v, %v", out, err)
	}
	if followed, err := b.Follow(t.Context(), fabrikam, out.Orders[0]); err != nil || followed.Lines[0].OfferName != "Premium" {
		t.Errorf("%+v, %v", followed, err)
	}
}

func TestTheCatalogIsReadOnceACountry(t *testing.T) {
	pc := &center{}
	b := buying(&shelf{}, pc)
	pc.billing.Address.Country = "DE" // of those whose country is not known yet
	for _, c := range []partner.Customer{fabrikam, fabrikam, {ID: "x"}, {ID: "y"}} {
		if list, country, err := b.Products(t.Context(), c, ""); err != nil || len(list) != 1 || country == "" {
			t.Fatal(list, err)
		}
	}
	if len(pc.calls) != 2 || pc.calls[0] != "products CH" || pc.calls[1] != "products DE" {
		t.Errorf("read %v", pc.calls)
	}
}

func TestACartIsMadeOfTheOfferAsItIsNow(t *testing.T) {
	fresh := yearly
	fresh.CatalogItemID, fresh.BillingCycle = "fresh", "Annual"
	pc := &center{offers: []partner.Offer{{Term: "P1M", BillingCycle: "monthly", CatalogItemID: "other"}, fresh}, cart: partner.Cart{ID: "cart-1"}}
	b := buying(&shelf{}, pc)
	cart, err := b.Cart(t.Context(), fabrikam, fiveSeats)
	if err != nil || cart.ID != "cart-1" || cart.Currency != "CHF" || pc.bought[0].Offer.CatalogItemID != "fresh" {
		t.Errorf("%+v, %v, %+v", cart, err, pc.bought)
	}
	gone := fiveSeats
	gone.Offer.Term = "P3Y"
	if _, err := b.Cart(t.Context(), fabrikam, gone); partner.CodeOf(err) != partner.CodeNotFound {
		t.Error(err)
	}
	for _, seats := range []int{0, 301} {
		odd := fiveSeats
		odd.Seats = seats
		if _, err := b.Cart(t.Context(), fabrikam, odd); partner.CodeOf(err) != partner.CodeInvalidInput {
			t.Errorf("%d seats: %v", seats, err)
		}
	}
	if len(pc.bought) != 1 {
		t.Errorf("%d carts", len(pc.bought))
	}
}

func TestNothingIsBoughtTwice(t *testing.T) {
	cart := partner.Cart{ID: "cart-1", Lines: []partner.CartLine{{Seats: 5}}}
	k, pc := &shelf{}, &center{err: &partner.Error{Code: partner.CodeUnreachable, Unclear: true}}
	b := buying(k, pc)
	if _, err := b.CheckOut(t.Context(), fabrikam, fiveSeats, cart); partner.CodeOf(err) != partner.CodeUnclear {
		t.Fatal(err)
	}
	other := cart
	other.ID = "cart-2" // a new cart with the same product is the same purchase
	if _, err := b.CheckOut(t.Context(), fabrikam, fiveSeats, other); partner.CodeOf(err) != partner.CodeUnresolved || len(pc.calls) != 1 {
		t.Fatalf("%v after %v", err, pc.calls)
	}
	line := []partner.OrderLine{{OfferID: "cfq7ttc0lchc:0002:A9", Seats: 5}}
	for _, c := range []struct {
		name   string
		orders []partner.Order
		later  time.Duration
		want   Verdict
	}{
		{"no order yet", nil, time.Minute, VerdictUnknown},
		{"no order after a while", nil, 20 * time.Minute, VerdictNot},
		{"an older order alone", []partner.Order{{ID: "o", Created: now.Add(-time.Hour), Lines: line}}, 20 * time.Minute, VerdictNot},
		{"an order of another amount", []partner.Order{{ID: "o", Created: now, Lines: []partner.OrderLine{{OfferID: "CFQ7TTC0LCHC:0002:A9", Seats: 6}}}}, 20 * time.Minute, VerdictNot},
		{"an order of another SKU whose id begins alike", []partner.Order{{ID: "o", Created: now, Lines: []partner.OrderLine{{OfferID: "CFQ7TTC0LCHC:00020:A9", Seats: 5}}}}, 20 * time.Minute, VerdictNot},
		{"the order", []partner.Order{{ID: "o", Status: "pending", Created: now.Add(time.Second), Lines: line}}, time.Minute, VerdictHappened},
	} {
		pc.orders = c.orders
		b.core.options.Now = func() time.Time { return now.Add(c.later) }
		if found, err := b.core.Look(t.Context(), k.all["1"]); err != nil || found.Verdict != c.want {
			t.Errorf("%s: %+v, %v", c.name, found, err)
		}
	}
}

func TestCheckOutOfWhatCannotBeBought(t *testing.T) {
	k, pc := &shelf{}, &center{out: partner.CheckOut{Errors: []partner.LineError{{Code: "800017", Detail: "No inventory."}}}}
	b := buying(k, pc)
	broken := partner.Cart{ID: "c", Lines: []partner.CartLine{{Error: &partner.LineError{Code: "10001"}}}}
	if _, err := b.CheckOut(t.Context(), fabrikam, fiveSeats, broken); partner.CodeOf(err) != partner.CodeNotAllowed || len(pc.calls) != 0 {
		t.Errorf("%v, %v", err, pc.calls)
	}
	_, err := b.CheckOut(t.Context(), fabrikam, fiveSeats, partner.Cart{ID: "c", Lines: []partner.CartLine{{}}})
	if partner.CodeOf(err) != partner.CodeService || k.state("1") != partner.IntentFailed || k.all["1"].CorrelationID != "corr" {
		t.Errorf("%v, %+v", err, k.all["1"])
	}
}

func TestAnOrderIsFollowed(t *testing.T) {
	pc := &center{}
	b := buying(&shelf{}, pc)
	o := partner.Order{ID: "o", Status: "pending"}
	if got, err := b.Follow(t.Context(), fabrikam, o); err != nil || got.Status != "pending" || len(pc.fetched) > 0 {
		t.Errorf("not readable yet: %+v, %v", got, err)
	}
	pc.reads = []partner.Order{{ID: "o", Status: "completed"}}
	if got, err := b.Follow(t.Context(), fabrikam, o); err != nil || got.Status != "completed" || len(pc.fetched) != 2 {
		t.Errorf("settled: %+v, %v, %v", got, err, pc.fetched)
	}
}

func (c *center) BillingProfile(context.Context, partner.CustomerID) (partner.BillingProfile, error) {
	return c.billing, nil
}

func (c *center) UpdateBillingProfile(_ context.Context, _ partner.CustomerID, _, next partner.BillingProfile, requestID string) (string, error) {
	c.calls = append(c.calls, requestID)
	return "corr", c.err
}

func (c *center) AttestAgreement(_ context.Context, _ partner.CustomerID, _ partner.Attestation, requestID string) (string, error) {
	c.calls = append(c.calls, requestID)
	return "corr", c.err
}

func (c *center) RequestQualification(_ context.Context, _ partner.CustomerID, _ partner.QualificationRequest, requestID string) (string, error) {
	c.calls = append(c.calls, requestID)
	return "corr", c.err
}

func (c *center) Account(context.Context, partner.CustomerID) (partner.Account, error) {
	return c.account, nil
}

func TestWritesToTheAccount(t *testing.T) {
	seen := partner.BillingProfile{Email: "old@fabrikam.de", LastName: "Brunner"}
	next := partner.BillingProfile{Email: "new@fabrikam.de"}
	word := partner.Attestation{FirstName: "Anna", LastName: "Brunner", Email: "anna@fabrikam.de", Agreed: now.AddDate(0, 0, -1)}
	k, pc := &shelf{}, &center{err: &partner.Error{Code: partner.CodeUnreachable, Unclear: true}}
	a := NewAccount(core(k, partner.RoleAdminAgent), pc, pc)
	for _, write := range []func() error{
		func() error { return a.UpdateBilling(t.Context(), fabrikam, seen, next) },
		func() error { return a.Attest(t.Context(), fabrikam, word) },
		func() error {
			return a.Qualify(t.Context(), fabrikam, partner.QualificationRequest{Name: "StateOwnedEntity"})
		},
	} {
		if err := write(); partner.CodeOf(err) != partner.CodeUnclear {
			t.Fatal(err)
		}
	}
	looks := func(want Verdict) {
		t.Helper()
		for _, id := range []string{"1", "2", "3"} {
			if found, err := a.core.Look(t.Context(), k.all[id]); err != nil || found.Verdict != want {
				t.Errorf("%s: %+v, %v, want %s", k.all[id].Detail, found, err, want)
			}
		}
	}
	pc.billing, pc.account = seen, partner.Account{Qualifications: []partner.Qualification{}}
	looks(VerdictNot)
	pc.billing, pc.account = next, partner.Account{AgreementAttested: word.Agreed, Qualifications: []partner.Qualification{{Name: "StateOwnedEntity", Vetting: "InReview"}}}
	looks(VerdictHappened)
	pc.billing, pc.account = partner.BillingProfile{Email: "third@fabrikam.de"}, partner.Account{AgreementUnchecked: true}
	looks(VerdictUnknown)
}

func TestWritesToTheAccountThatAreNotMade(t *testing.T) {
	pc := &center{}
	a := NewAccount(core(&shelf{}, partner.RoleSalesAgent), pc, pc)
	word := partner.Attestation{FirstName: "Anna", LastName: "Brunner", Email: "anna@fabrikam.de", Agreed: now}
	for want, err := range map[partner.Code]error{
		partner.CodeRole:         a.Attest(t.Context(), fabrikam, word),
		partner.CodeInvalidInput: a.Qualify(t.Context(), fabrikam, partner.QualificationRequest{Name: "None"}),
	} {
		if partner.CodeOf(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if err := a.UpdateBilling(t.Context(), fabrikam, partner.BillingProfile{}, partner.BillingProfile{Email: "notmail"}); partner.CodeOf(err) != partner.CodeInvalidInput || len(pc.calls) > 0 {
		t.Errorf("a mail address that is none: %v, %v", err, pc.calls)
	}
	if err := a.UpdateBilling(t.Context(), fabrikam, partner.BillingProfile{}, partner.BillingProfile{}); partner.CodeOf(err) != partner.CodeInvalidInput || len(pc.calls) > 0 {
		t.Errorf("%v, %v", err, pc.calls)
	}
}

// TestAnAcceptedAgreementIsNotConfirmedAgain: Microsoft would keep both.
func TestAnAcceptedAgreementIsNotConfirmedAgain(t *testing.T) {
	word := partner.Attestation{FirstName: "Anna", LastName: "Brunner", Email: "anna@fabrikam.de", Agreed: now.AddDate(0, 0, -1)}
	for _, have := range []partner.Account{{AgreementSigned: true}, {AgreementAttested: now}} {
		pc := &center{account: have}
		a := NewAccount(core(&shelf{}, partner.RoleAdminAgent), pc, pc)
		if err := a.Attest(t.Context(), fabrikam, word); partner.CodeOf(err) != partner.CodeInvalidInput || len(pc.calls) != 0 {
			t.Errorf("%+v: %v, sent %d times", have, err, len(pc.calls))
		}
	}
}
