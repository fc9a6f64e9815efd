package buy

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// shop is the service in memory.
type shop struct {
	*tuitest.Store
	did      []string
	err      error
	broken   bool // the cart holds a line that cannot be bought
	orders   []partner.Order
	statuses []string // of the order, one for each look; the last one stays
	offers   []partner.Offer
}

func (s *shop) Products(_ context.Context, c partner.Customer, segment string) ([]partner.Product, string, error) {
	s.did = append(s.did, "products "+c.Country+" "+segment)
	if segment == "education" {
		return nil, c.Country, s.err
	}
	return []partner.Product{
		{ID: "P1", Title: "Microsoft 365 Business Premium", Publisher: "Microsoft Corporation"}, {ID: "P2", Title: "Microsoft 365 E3", Publisher: "Microsoft Corporation"},
		{ID: "P3", Title: "Visio Plan 2", Publisher: "Microsoft Corporation"}, {ID: "P4", Title: "工作与学校", Publisher: "Contoso"},
	}, c.Country, s.err
}

func (s *shop) SKUs(_ context.Context, _ partner.Customer, product, _ string) ([]partner.SKU, error) {
	s.did = append(s.did, "skus "+product)
	return []partner.SKU{
		{ID: "0002", ProductID: product, Title: "Microsoft 365 Business Premium", Fewest: 1, Most: 300},
		{ID: "0005", ProductID: product, Title: "Microsoft 365 Business Premium, trial", Fewest: 25, Most: 25, Trial: true},
	}, s.err
}

func (s *shop) Offers(_ context.Context, _ partner.Customer, sku partner.SKU, _ string) ([]partner.Offer, error) {
	s.did = append(s.did, "offers "+sku.ID)
	return s.offers, s.err
}

func (s *shop) Cart(_ context.Context, _ partner.Customer, p partner.Purchase) (partner.Cart, error) {
	s.did = append(s.did, fmt.Sprintf("cart %d x %s %s %s %q %v", p.Seats, p.SKU.ID, p.Offer.Term, p.Offer.BillingCycle, p.Nickname, p.Attested))
	cart := partner.Cart{ID: "cart-1", Currency: "CHF", Expires: tuitest.Now.AddDate(0, 0, 7), Lines: []partner.CartLine{{Seats: p.Seats, ListPrice: "20.60", UnitPrice: "19.99", TotalPrice: "119.94"}}}
	if s.broken {
		cart.Lines[0].Error = &partner.LineError{Code: "10003", Detail: "The quantity is over the maximum."}
	}
	return cart, s.err
}

func (s *shop) CheckOut(ctx context.Context, _ partner.Customer, p partner.Purchase, cart partner.Cart) (partner.CheckOut, error) {
	s.did = append(s.did, fmt.Sprintf("buy %d in %s, stopped %v", p.Seats, cart.ID, ctx.Err() != nil))
	return partner.CheckOut{Orders: s.orders}, s.err
}

func (s *shop) Orders(context.Context, partner.Customer) ([]partner.Order, error) {
	s.did = append(s.did, "orders")
	return s.orders, s.err
}

func (s *shop) Follow(_ context.Context, _ partner.Customer, o partner.Order) (partner.Order, error) {
	s.did = append(s.did, "follow "+o.ID)
	if o.Status = s.statuses[0]; len(s.statuses) > 1 {
		s.statuses = s.statuses[1:]
	}
	return o, nil
}

func open() *shop {
	return &shop{Store: &tuitest.Store{}, offers: []partner.Offer{
		{CatalogItemID: "c1", Term: "P1Y", BillingCycle: "annual", Currency: "CHF"}, {CatalogItemID: "c2", Term: "P1Y", BillingCycle: "monthly", Currency: "CHF"},
		{CatalogItemID: "c3", Term: "P1M", BillingCycle: "monthly", Currency: "CHF"},
	}, orders: []partner.Order{{ID: "order-1", Status: "pending", Created: tuitest.Now, Lines: []partner.OrderLine{{OfferName: "Microsoft 365 Business Premium", Seats: 6}}}}, statuses: []string{"pending", "completed"}}
}

// tongue is the language of the screens that start begins.
var tongue = i18n.English()

func speakChinese(t *testing.T) {
	tongue = i18n.Chinese()
	t.Cleanup(func() { tongue = i18n.English() })
}

var customer = partner.Customer{ID: tuitest.CustomerID(2), CompanyName: "Adventure Cycles AG", Domain: "adventurecycles.ch", Country: "CH", Agreement: partner.AgreementAccepted}

func start(t *testing.T, s *shop, width, height int, change ...func(*Screen)) *tuitest.Host {
	t.Helper()
	sc := New(Deps{Text: tongue, Seller: s, Clipboard: s}, customer)
	for _, c := range change {
		c(sc)
	}
	h := tuitest.NewHost(t, sc, width, height)
	h.Frame.Text = tongue
	h.Lines()
	return h
}

// TestAMissingAttestationLeadsToItsBox: the service says that it wants one; the box
// for it stands below, and the next keys tick it and go on.
func TestAMissingAttestationLeadsToItsBox(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		tongue = text
		t.Cleanup(func() { tongue = i18n.English() })
		s := open()
		h := start(t, s, 80, 21)
		h.Press("enter", "enter", "enter", "6")
		s.err = &partner.Error{Code: partner.CodeService, HTTPStatus: 400, ServiceCode: "900203"}
		h.Press("ctrl+s")
		h.Frames("attestation")
		if shown := strings.Join(h.Lines(), "\n"); !strings.Contains(shown, text.Buy.AttestWanted) {
			t.Errorf("it does not say what to tick:\n%s", shown)
		}
		s.err = nil
		if h.Press(" ", "ctrl+s"); h.Screen.(*Screen).phase != atCart || !h.Screen.(*Screen).purchase.Attested {
			t.Errorf("space does not tick it:\n%s", strings.Join(h.Lines(), "\n"))
		}
	}
}

// toCart are the keys up to the cart of six seats.
var toCart = []string{"enter", "enter", "enter", "6", "tab", "B", "ü", "tab", " ", "ctrl+s"}

func TestFrames(t *testing.T) {
	frames(t)
	speakChinese(t)
	frames(t)
}

func frames(t *testing.T) {
	missing := func(s *Screen) { s.customer.Agreement = partner.AgreementMissing }
	failing := open()
	failing.err = &partner.Error{Code: partner.CodeService, HTTPStatus: 403, ServiceCode: "13605", Detail: "The agreement is missing.", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd"}
	broken := open()
	broken.broken = true
	none := open()
	none.offers = nil
	for _, c := range []struct {
		name   string
		s      *shop
		change func(*Screen)
		keys   []string
	}{
		{"products", open(), nil, nil},
		{"search", open(), nil, []string{"v", "i"}},
		{"nothing-found", open(), nil, []string{"z", "z"}},
		{"education", open(), nil, []string{"ctrl+t"}},
		{"skus", open(), nil, []string{"enter"}},
		{"offers", open(), nil, []string{"enter", "enter", "down"}},
		{"no-offers", none, nil, []string{"enter", "enter"}},
		{"amount", open(), missing, []string{"enter", "enter", "enter"}},
		{"amount-wrong", open(), nil, []string{"enter", "enter", "enter", "9", "9", "9", "tab"}},
		{"cart", open(), nil, toCart},
		{"cart-broken", broken, nil, toCart},
		{"question", open(), nil, append(toCart, "ctrl+s")},
		{"question-wrong", open(), nil, append(toCart, "ctrl+s", "7", "enter")},
		{"order", open(), nil, append(toCart, "ctrl+s", "6", "enter")},
		{"refused", failing, nil, nil},
	} {
		t.Run(tongue.Language+"/"+c.name, func(t *testing.T) {
			h := start(t, c.s, 80, 21, func(s *Screen) {
				if c.change != nil {
					c.change(s)
				}
			})
			h.Press(c.keys...)
			h.Frames(c.name, "The agreement is missing", "Microsoft 365", "Business", "Premium")
		})
	}
	s := open()
	s.statuses = []string{"error"}
	h := tuitest.NewHost(t, NewOrders(Deps{Text: tongue, Seller: s, Clipboard: s}, customer), 80, 21)
	h.Frame.Text = tongue
	h.Frames("orders")
}

// TestOrdersAreScrolled where they are more than the frame holds.
func TestOrdersAreScrolled(t *testing.T) {
	s := open()
	for i := range 20 {
		s.orders = append(s.orders, partner.Order{ID: fmt.Sprint("old-", i), Status: "completed"})
	}
	h := tuitest.NewHost(t, NewOrders(Deps{Text: tongue, Seller: s, Clipboard: s}, customer), 60, 6)
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "order-1") || strings.Contains(text, "old-19") {
		t.Errorf("at first:\n%s", text)
	}
	h.Press("G")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "old-19") {
		t.Errorf("at the end:\n%s", text)
	}
}

func TestAPurchase(t *testing.T) {
	s := open()
	h := start(t, s, 80, 24)
	h.Press(toCart...)
	h.Press("ctrl+s", "6", "enter")
	want := []string{"products CH ", "skus P1", "offers 0002", `cart 6 x 0002 P1Y annual "Bü" true`, "buy 6 in cart-1, stopped false", "follow order-1", "follow order-1"}
	if strings.Join(s.did, "\n") != strings.Join(want, "\n") {
		t.Errorf("did %q", s.did)
	}
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "09:30, completed") || !strings.Contains(text, "Settled") {
		t.Errorf("shown:\n%s", text)
	}
	h.Press("y")
	if len(s.Copied) != 1 || s.Copied[0] != "order-1" {
		t.Errorf("copied %v", s.Copied)
	}
}

// TestAnOrderThatTheListLacks: a new order is in the service's list late only, and
// stays until it is.
func TestAnOrderThatTheListLacks(t *testing.T) {
	s := open()
	s.statuses = []string{"pending"}
	h := start(t, s, 80, 24)
	sc := h.Screen.(*Screen)
	sc.phase, sc.orders = atOrders, s.orders
	s.orders = []partner.Order{{ID: "order-0", Status: "completed"}}
	read := sc.Update(tuitest.Key("r"))().(screen.Answer)
	sc.Box().Accept(read)
	if sc.Update(read.Value) == nil || len(sc.orders) != 2 || sc.orders[0].ID != "order-1" || sc.orders[1].ID != "order-0" {
		t.Errorf("orders %+v", sc.orders)
	}
	s.orders = []partner.Order{{ID: "order-1", Status: "completed"}, {ID: "order-0", Status: "completed"}}
	h.Press("r")
	if len(sc.orders) != 2 || sc.orders[0].Status != "completed" {
		t.Errorf("orders %+v", sc.orders)
	}
}

func TestNothingIsBoughtByEnterAlone(t *testing.T) {
	s := open()
	h := start(t, s, 80, 24)
	h.Press(toCart...)
	h.Press("ctrl+s", "enter", "enter", "5", "enter", "esc", "esc", "esc", "esc", "esc", "esc", "esc")
	for _, did := range s.did {
		if strings.HasPrefix(did, "buy") {
			t.Errorf("did %q", s.did)
		}
	}
}

// TestTheQuestionAgain: while an order is under way no key repeats it.
func TestTheQuestionAgain(t *testing.T) {
	s := open()
	h := start(t, s, 80, 24)
	h.Press(toCart...)
	h.Press("ctrl+s", "6")
	sc := h.Screen.(*Screen)
	work := sc.Update(tuitest.Key("enter"))
	for _, key := range []string{"enter", "ctrl+s", "6", "enter", "esc"} {
		if again := sc.Update(tuitest.Key(key)); again != nil {
			t.Fatalf("%s does something while an order is under way", key)
		}
	}
	sc.Box().Close() // whoever leaves does not stop it
	if _, ok := work().(screen.Answer); !ok || s.did[len(s.did)-1] != "buy 6 in cart-1, stopped false" {
		t.Errorf("did %q", s.did)
	}
}

func TestWhatWasTypedStays(t *testing.T) {
	s := open()
	h := start(t, s, 80, 24)
	h.Press(toCart...)
	h.Press("esc") // to the amount
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "6") || !strings.Contains(text, "Bü") || !strings.Contains(text, "[x]") {
		t.Errorf("lost:\n%s", text)
	}
	h.Press("esc") // to the offers
	h.Press("down", "enter")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "Bü") || !strings.Contains(text, "billed monthly") {
		t.Errorf("lost:\n%s", text)
	}
	s.err = partner.NewError(partner.CodeUnreachable, "", nil)
	h.Press("ctrl+s")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "could not be reached") || !strings.Contains(text, "Bü") {
		t.Errorf("after a failure:\n%s", text)
	}
}

func TestAnUnclearOrder(t *testing.T) {
	s := open()
	h := start(t, s, 80, 24)
	h.Press(toCart...)
	s.err = &partner.Error{Code: partner.CodeUnclear, Unclear: true, CorrelationID: "corr-1"}
	h.Press("ctrl+s", "6", "enter")
	text := strings.Join(h.Lines(), "\n")
	if !strings.Contains(text, "no answer came") || !strings.Contains(text, "corr-1") {
		t.Errorf("shown:\n%s", text)
	}
}

func TestKeysOfTheCart(t *testing.T) {
	s := open()
	s.broken = true
	h := start(t, s, 80, 24)
	h.Press(toCart...)
	if b, _ := h.Screen.Keys().Find(keys.BuyOrder); !b.Off || b.Why == "" {
		t.Error("a broken cart can be bought")
	}
	h = start(t, open(), 80, 24, func(s *Screen) { s.d.Off = "read-only" })
	h.Press(toCart...)
	h.Press("ctrl+s", "6", "enter")
	if b, _ := h.Screen.Keys().Find(keys.BuyOrder); !b.Off || h.Screen.(*Screen).phase != atCart {
		t.Error("one can buy in read-only mode")
	}
}

func TestHostileText(t *testing.T) {
	for _, text := range tuitest.Hostile() {
		s := open()
		s.orders[0].ID, s.orders[0].Status, s.orders[0].Lines[0].OfferName = text, text, text
		s.offers = []partner.Offer{{Term: text, BillingCycle: text, Currency: text}}
		s.statuses = []string{"completed"}
		for _, size := range [][2]int{{60, 18}, {1, 1}, {9, 4}} {
			h := start(t, s, size[0], size[1], func(sc *Screen) { sc.customer.CompanyName, sc.customer.Country = text, text })
			sc := h.Screen.(*Screen)
			sc.products[0].Title, sc.products[0].Publisher = text, text
			sc.choose()
			h.Press("enter", "enter", "enter", "6", "ctrl+s")
			sc.cart.Currency, sc.cart.Lines = text, []partner.CartLine{{TotalPrice: text}, {Error: &partner.LineError{Code: text, Detail: text}}}
			sc.purchase.SKU.Title = text
			h.Lines()
			sc.askToBuy()
			h.Lines()
			sc.typed = nil
			sc.orders, sc.phase, sc.refused = s.orders, atOrders, []partner.LineError{{Detail: text}}
			h.Lines()
		}
	}
}

// TestPricesComeWithTheCart, which the terms say: their currency alone says nothing.
func TestPricesComeWithTheCart(t *testing.T) {
	s := open()
	h := start(t, s, 80, 21)
	h.Press("enter", "enter")
	if text := strings.Join(h.Lines(), "\n"); strings.Count(text, "CHF") != 1 || !strings.Contains(text, "The cart names the price") {
		t.Errorf("one currency:\n%s", text)
	}
	s.offers[2].Currency = "EUR"
	h = start(t, s, 80, 21)
	h.Press("enter", "enter")
	if text := strings.Join(h.Lines(), "\n"); strings.Count(text, "CHF") != 3 || strings.Count(text, "EUR") != 2 {
		t.Errorf("two currencies:\n%s", text)
	}
	h.Press("enter", "6", "ctrl+s")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "wants the number of seats typed") {
		t.Errorf("the cart does not say what comes:\n%s", text)
	}
}

// TestAnOrderIsReadInANarrowTerminal: its day and state before its long id.
func TestAnOrderIsReadInANarrowTerminal(t *testing.T) {
	s := open()
	s.orders[0].ID, s.statuses = "4f100002-0000-4000-8000-000000000002", []string{"completed"}
	h := tuitest.NewHost(t, NewOrders(Deps{Text: tongue, Seller: s, Clipboard: s}, customer), 60, 18)
	text := strings.Join(h.Lines(), "\n")
	for _, want := range []string{"2026-11-12 09:30, completed", "Order " + s.orders[0].ID} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing:\n%s", want, text)
		}
	}
}
