// Package buy is the screen that buys for a customer: a product of the catalog
// of their country, the terms, the amount, a cart with the price that the
// service gives, a question that wants the amount typed, and the order until it
// is settled. It also shows the orders that were made before.
package buy

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Catalog is what can be bought: manage.Buy.
type Catalog interface {
	Products(ctx context.Context, c partner.Customer, segment string) (list []partner.Product, country string, err error)
	SKUs(ctx context.Context, c partner.Customer, product, segment string) ([]partner.SKU, error)
	Offers(ctx context.Context, c partner.Customer, sku partner.SKU, segment string) ([]partner.Offer, error)
}

// Till prices and buys: manage.Buy.
type Till interface {
	Cart(ctx context.Context, c partner.Customer, p partner.Purchase) (partner.Cart, error)
	CheckOut(ctx context.Context, c partner.Customer, p partner.Purchase, cart partner.Cart) (partner.CheckOut, error)
}

// Orders reads what was bought: manage.Buy.
type Orders interface {
	Orders(ctx context.Context, c partner.Customer) ([]partner.Order, error)
	Follow(ctx context.Context, c partner.Customer, o partner.Order) (partner.Order, error)
}

// Seller is all of it.
type Seller interface {
	Catalog
	Till
	Orders
}

// Clipboard copies text and says by which route it went, as a key of
// i18n.Wizard.Routes.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Deps is what the screen works with.
type Deps struct {
	Text      *i18n.Strings
	Seller    Seller
	Clipboard Clipboard
	Off       string // why nothing may be bought, translated; "" if it may
}

// phase is how far a purchase has come.
type phase int

const (
	atProducts phase = iota
	atSKUs
	atOffers
	atAmount
	atCart
	atOrders
)

// The slots of the screen's questions.
const (
	slotRead   = "read"
	slotOrder  = "order"
	slotFollow = "follow"
)

// segments are the parts of the catalog, the commercial one first.
var segments = []string{"", "education", "government", "nonprofit"}

// Screen is a purchase, or the orders of a customer.
type Screen struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	customer partner.Customer
	now      time.Time // of the last drawing
	phase    phase
	failure  error

	segment  int
	search   widget.Field
	country  string // of the catalog
	products []partner.Product
	skus     []partner.SKU
	offers   []partner.Offer
	rows     rows // what is chosen from now
	list     widget.List

	purchase partner.Purchase
	form     *widget.Form
	cart     partner.Cart
	typed    *widget.Typed
	orders   []partner.Order
	scroll   widget.Scroll       // of the orders
	refused  []partner.LineError // of the checkout
	past     bool                // the screen shows orders alone
}

// New makes the screen that buys for a customer.
func New(d Deps, c partner.Customer) *Screen {
	return &Screen{d: d, text: d.Text, customer: c, search: widget.Field{Limit: 100}}
}

// NewOrders makes the screen of a customer's orders.
func NewOrders(d Deps, c partner.Customer) *Screen {
	s := New(d, c)
	s.phase, s.past = atOrders, true
	return s
}

// Init reads the catalog or the orders.
func (s *Screen) Init() tea.Cmd { return s.load() }

type (
	cameProducts struct {
		list    []partner.Product
		country string
	}
	cameSKUs   struct{ list []partner.SKU }
	cameOffers struct{ list []partner.Offer }
	cameCart   struct{ cart partner.Cart }
	cameOrders struct{ list []partner.Order }
	checkedOut struct{ out partner.CheckOut }
	followed   struct{ order partner.Order }
)

// ask runs a question of the slot; its error comes back as it is.
func ask[T any](s *Screen, slot string, work func(ctx context.Context) (T, error), wrap func(T) tea.Msg) tea.Cmd {
	s.failure = nil
	return s.Ask(slot, func(ctx context.Context) tea.Msg {
		value, err := work(ctx)
		if err != nil {
			return err
		}
		return wrap(value)
	})
}

// load reads what the phase shows.
func (s *Screen) load() tea.Cmd {
	seller, c, segment, p := s.d.Seller, s.customer, segments[s.segment], s.purchase
	switch s.phase {
	case atProducts:
		return ask(s, slotRead, func(ctx context.Context) (came cameProducts, err error) {
			came.list, came.country, err = seller.Products(ctx, c, segment)
			return came, err
		}, func(came cameProducts) tea.Msg { return came })
	case atSKUs:
		return ask(s, slotRead, func(ctx context.Context) ([]partner.SKU, error) { return seller.SKUs(ctx, c, p.Product.ID, segment) },
			func(list []partner.SKU) tea.Msg { return cameSKUs{list} })
	case atOffers:
		return ask(s, slotRead, func(ctx context.Context) ([]partner.Offer, error) { return seller.Offers(ctx, c, p.SKU, segment) },
			func(list []partner.Offer) tea.Msg { return cameOffers{list} })
	case atAmount:
		return ask(s, slotRead, func(ctx context.Context) (partner.Cart, error) { return seller.Cart(ctx, c, p) },
			func(cart partner.Cart) tea.Msg { return cameCart{cart} })
	case atOrders:
		return ask(s, slotRead, func(ctx context.Context) ([]partner.Order, error) { return seller.Orders(ctx, c) },
			func(list []partner.Order) tea.Msg { return cameOrders{list} })
	}
	return nil
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case cameProducts:
		s.products, s.country = m.list, m.country
		s.choose()
	case cameSKUs:
		s.skus = m.list
		s.choose()
	case cameOffers:
		s.offers = m.list
		s.choose()
	case cameCart:
		s.cart, s.phase = m.cart, atCart
	case cameOrders:
		s.orders = withLate(m.list, s.orders)
		return s.follow()
	case checkedOut:
		s.orders, s.refused, s.phase = m.out.Orders, m.out.Errors, atOrders
		return tea.Batch(s.follow(), screen.Send(screen.Changed{}))
	case followed:
		return s.heard(m.order)
	case error:
		s.failure = m
		s.wantAttestation(m)
	}
	return nil
}

// wantAttestation leads to the box that the service wants ticked before it makes a
// cart (error codes of Partner Center: 900203, 900206).
func (s *Screen) wantAttestation(err error) {
	e, ok := errors.AsType[*partner.Error](err)
	if !ok || s.phase != atAmount || s.form == nil || s.purchase.Attested || e.ServiceCode != "900203" && e.ServiceCode != "900206" {
		return
	}
	box := s.form.Inputs[2]
	box.Refused = s.text.Buy.AttestWanted
	s.form.Focus(box)
}

// withLate gives the orders as they are now, before them those of ours that the
// service does not list yet: a new order is found late.
func withLate(now, known []partner.Order) []partner.Order {
	var late []partner.Order
	for _, o := range known {
		if !slices.ContainsFunc(now, func(listed partner.Order) bool { return listed.ID == o.ID }) {
			late = append(late, o)
		}
	}
	return append(late, now...)
}

// follow looks at the first order that is not settled again, after a while.
func (s *Screen) follow() tea.Cmd {
	for _, o := range s.orders {
		if o.Settled() || o.ID == "" {
			continue
		}
		seller, c := s.d.Seller, s.customer
		return ask(s, slotFollow, func(ctx context.Context) (partner.Order, error) { return seller.Follow(ctx, c, o) },
			func(o partner.Order) tea.Msg { return followed{o} })
	}
	return nil
}

// heard takes an order as it is now, and goes on with the next one.
func (s *Screen) heard(now partner.Order) tea.Cmd {
	for i := range s.orders {
		if s.orders[i].ID == now.ID {
			s.orders[i] = now
		}
	}
	if now.Settled() {
		return tea.Batch(s.follow(), screen.Send(screen.Changed{}))
	}
	return s.follow()
}

// choose lists what fits the search.
func (s *Screen) choose() {
	s.rows = nil
	word := strings.ToLower(strings.TrimSpace(s.search.Value()))
	for i, r := range s.all() {
		if r.at = i; word == "" || strings.Contains(strings.ToLower(r.title), word) {
			s.rows = append(s.rows, r)
		}
	}
	s.list.Sync(s.rows, 0)
}

// all lists what the phase offers.
func (s *Screen) all() (all rows) {
	switch s.phase {
	case atProducts:
		for _, p := range s.products {
			all = append(all, item{id: p.ID, title: p.Title, note: p.Publisher})
		}
	case atSKUs:
		for _, k := range s.skus {
			all = append(all, item{id: k.ID, title: k.Title, note: s.text.AboutSKU(k)})
		}
	case atOffers:
		for _, o := range s.offers {
			note := ""
			if len(s.currencies()) > 1 {
				note = o.Currency
			}
			all = append(all, item{id: o.Term + o.BillingCycle + o.CatalogItemID, title: s.text.OfferTerms(o.Term, o.BillingCycle), note: note})
		}
	}
	return all
}

// currencies lists those of the offers.
func (s *Screen) currencies() (all []string) {
	for _, o := range s.offers {
		if o.Currency != "" && !slices.Contains(all, o.Currency) {
			all = append(all, o.Currency)
		}
	}
	return all
}

// item is something to choose; at is its place in what the phase offers.
type item struct {
	id, title, note string
	at              int
}

type rows []item

// Len is the number of rows.
func (r rows) Len() int { return len(r) }

// ID is the identity of a row.
func (r rows) ID(i int) string { return r[i].id }

// Height is one line.
func (r rows) Height(int) int { return 1 }

// Stops is that line.
func (r rows) Stops(int) []int { return nil }

// Failed gives why the list is not shown.
func (s *Screen) Failed() error { return s.failure }

// Typing reports whether letters are text now.
func (s *Screen) Typing() bool {
	switch {
	case s.typed != nil:
		return true
	case s.phase == atAmount && s.form != nil:
		return s.form.Typing()
	}
	return s.phase <= atOffers
}

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.typed != nil:
		return keys.Typed()
	case s.phase == atAmount && s.form != nil:
		return s.form.Keys()
	case s.phase == atCart:
		why := s.d.Off
		if !s.cart.Orderable() {
			why = s.text.Buy.NotOrderable
		}
		return keys.BuyCart().Set(keys.BuyOrder, why)
	case s.phase == atOrders:
		return keys.BuyFollow()
	}
	return keys.BuyList().Show(keys.BuySegment, s.phase == atProducts)
}

// amount opens the form for the amount, with what was typed before.
func (s *Screen) amount() {
	s.phase = atAmount
	if s.form != nil {
		s.form.Inputs[2].Refused = "" // of another offer
		return
	}
	t := s.text.Buy
	seats := widget.TextInput(t.SeatsLabel, t.SeatsHint, "", 7)
	seats.Mistake = func(value string) string {
		if n, err := strconv.Atoi(value); err != nil || !s.purchase.SKU.CheckSeats(n) {
			return i18n.Fill(strings.ReplaceAll(t.SeatsWrong, "%s", "%[1]s"), s.text.SeatLimits(s.purchase.SKU))
		}
		return ""
	}
	s.form = &widget.Form{Inputs: []*widget.Input{
		seats, widget.TextInput(t.NameLabel, t.NameHint, "", 256), widget.CheckInput(t.AttestLabel, t.AttestHint, false),
	}}
}
