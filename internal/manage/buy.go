package manage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"cspdesk/internal/partner"
)

// Catalog is what Partner Center sells.
type Catalog interface {
	Products(ctx context.Context, country, segment string) ([]partner.Product, error)
	SKUs(ctx context.Context, product, country, segment string) ([]partner.SKU, error)
	Offers(ctx context.Context, product, sku, country, segment string) ([]partner.Offer, error)
}

// Till prices and buys.
type Till interface {
	CreateCart(ctx context.Context, id partner.CustomerID, p partner.Purchase, requestID string) (partner.Cart, string, error)
	CheckOut(ctx context.Context, id partner.CustomerID, cart, requestID string) (partner.CheckOut, string, error)
}

// Orders reads what was bought.
type Orders interface {
	Orders(ctx context.Context, id partner.CustomerID) ([]partner.Order, error)
	Order(ctx context.Context, id partner.CustomerID, order string) (partner.Order, error)
}

// Shelf is what customers have, as the store keeps it.
type Shelf interface {
	Record(ctx context.Context, id partner.CustomerID) (partner.Record, error)
}

// Buy buys for customers.
type Buy struct {
	core    *Service
	catalog Catalog
	till    Till
	orders  Orders
	where   Addresses
	blocks  BlockFetcher
	shelf   Shelf
	wait    func(ctx context.Context, d time.Duration) error

	mu        sync.Mutex
	countries map[partner.CustomerID]string // of those that the store does not know yet
	products  map[string][]partner.Product  // by country and segment; the catalog changes monthly
}

// Addresses says where a customer is.
type Addresses interface {
	BillingProfile(ctx context.Context, id partner.CustomerID) (partner.BillingProfile, error)
}

// Seller is Partner Center as far as it sells.
type Seller interface {
	Catalog
	Till
	Orders
	Addresses
}

// NewBuy makes the area around its core. wait waits between two looks at an
// order; nil means a timer.
func NewBuy(core *Service, client Seller, blocks BlockFetcher, shelf Shelf, wait func(ctx context.Context, d time.Duration) error) *Buy {
	if wait == nil {
		wait = pause
	}
	b := &Buy{core: core, catalog: client, till: client, orders: client, where: client, blocks: blocks, shelf: shelf, wait: wait,
		countries: map[partner.CustomerID]string{}, products: map[string][]partner.Product{}}
	core.reconciles(partner.ActionBought, b.look)
	return b
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return partner.NewError(partner.CodeCancelled, "", ctx.Err())
	}
}

// May says whether one may buy, as Service.May does.
func (b *Buy) May() error { return b.core.May(partner.DeedBuy) }

// country is where a customer buys. It is asked for where it is not known yet: a
// catalog item is good in one country alone.
func (b *Buy) country(ctx context.Context, c partner.Customer) (string, error) {
	b.mu.Lock()
	known := b.countries[c.ID]
	b.mu.Unlock()
	if c.Country != "" {
		known = c.Country
	}
	if known != "" {
		return known, nil
	}
	billing, err := b.where.BillingProfile(ctx, c.ID)
	if err != nil {
		return "", err
	}
	b.mu.Lock()
	b.countries[c.ID] = billing.Address.Country
	b.mu.Unlock()
	return billing.Address.Country, nil
}

// Products gives what can be bought for a customer, and in which country. It is
// read once a country and segment.
func (b *Buy) Products(ctx context.Context, c partner.Customer, segment string) (list []partner.Product, country string, err error) {
	if country, err = b.country(ctx, c); err != nil {
		return nil, "", err
	}
	key := country + " " + segment
	b.mu.Lock()
	known, ok := b.products[key]
	b.mu.Unlock()
	if ok {
		return known, country, nil
	}
	if list, err = b.catalog.Products(ctx, country, segment); err != nil {
		return nil, "", err
	}
	b.mu.Lock()
	b.products[key] = list
	b.mu.Unlock()
	return list, country, nil
}

// SKUs gives the kinds of a product.
func (b *Buy) SKUs(ctx context.Context, c partner.Customer, product, segment string) ([]partner.SKU, error) {
	country, err := b.country(ctx, c)
	if err != nil {
		return nil, err
	}
	return b.catalog.SKUs(ctx, product, country, segment)
}

// Offers gives the terms of a SKU.
func (b *Buy) Offers(ctx context.Context, c partner.Customer, sku partner.SKU, segment string) ([]partner.Offer, error) {
	country, err := b.country(ctx, c)
	if err != nil {
		return nil, err
	}
	return b.catalog.Offers(ctx, sku.ProductID, sku.ID, country, segment)
}

// Cart has the service price a purchase. The offer is read again right before,
// because a catalog item is good for a short time only. A cart buys nothing, is
// shown nowhere and expires by itself: it is not recorded, the checkout is.
func (b *Buy) Cart(ctx context.Context, c partner.Customer, p partner.Purchase) (partner.Cart, error) {
	if err := b.May(); err != nil {
		return partner.Cart{}, err
	}
	if !p.SKU.CheckSeats(p.Seats) {
		return partner.Cart{}, partner.NewError(partner.CodeInvalidInput, "the number of seats is outside what the product allows", nil)
	}
	offers, err := b.Offers(ctx, c, p.SKU, p.Offer.Segment)
	if err != nil {
		return partner.Cart{}, err
	}
	fresh, ok := sameTerm(offers, p.Offer)
	if !ok {
		return partner.Cart{}, partner.NewError(partner.CodeNotFound, "the product is no longer offered on these terms", nil)
	}
	p.Offer = fresh
	cart, _, err := b.till.CreateCart(ctx, c.ID, p, b.core.options.NewID())
	if b.core.options.Rehearse && partner.CodeOf(err) == partner.CodeRehearsed {
		return partner.Cart{ID: "CART", Lines: []partner.CartLine{{}}}, nil // the id is not known before
	}
	if cart.Currency == "" {
		cart.Currency = fresh.Currency
	}
	return cart, err
}

func sameTerm(offers []partner.Offer, want partner.Offer) (partner.Offer, bool) {
	for _, o := range offers {
		if strings.EqualFold(o.Term, want.Term) && strings.EqualFold(o.BillingCycle, want.BillingCycle) {
			return o, true
		}
	}
	return partner.Offer{}, false
}

// CheckOut buys what is in a cart. While nobody knows what became of an earlier
// purchase of the same product for the same customer, nothing is bought.
func (b *Buy) CheckOut(ctx context.Context, c partner.Customer, p partner.Purchase, cart partner.Cart) (partner.CheckOut, error) {
	if !cart.Orderable() {
		return partner.CheckOut{}, partner.NewError(partner.CodeNotAllowed, "the cart holds a line that cannot be bought", nil)
	}
	var out partner.CheckOut
	intent := partner.Intent{
		Action: partner.ActionBought, Customer: c.ID, Subject: nameOf(c), Object: p.SKU.ProductID + ":" + p.SKU.ID,
		Detail: fmt.Sprintf("%d x %s, cart %s", p.Seats, p.SKU.Title, cart.ID),
	}
	err := b.core.do(ctx, intent, partner.DeedBuy, func(ctx context.Context, requestID string) (correlation string, err error) {
		out, correlation, err = b.till.CheckOut(ctx, c.ID, cart.ID, requestID)
		if err == nil && len(out.Orders) == 0 && len(out.Errors) > 0 {
			first := out.Errors[0]
			err = &partner.Error{Code: partner.CodeService, ServiceCode: first.Code, Detail: first.Detail, CorrelationID: correlation}
		}
		return correlation, err
	})
	b.name(ctx, c, out.Orders, partner.Subscription{OfferID: intent.Object, OfferName: p.SKU.Title})
	return out, err
}

// Orders gives a customer's orders, newest first.
func (b *Buy) Orders(ctx context.Context, c partner.Customer) ([]partner.Order, error) {
	orders, err := b.orders.Orders(ctx, c.ID)
	slices.SortStableFunc(orders, func(x, y partner.Order) int { return y.Created.Compare(x.Created) })
	if b.name(ctx, c, orders) { // nobody waited for it: the services were not read since
		b.core.readAgain(ctx, b.blocks, c.ID, partner.BlockServices)
		b.name(ctx, c, orders)
	}
	return orders, err
}

// name gives the lines of orders the names of their products, which the service
// leaves out in new commerce: those of what was just bought, and of the customer's
// subscriptions. A line whose product is not known keeps none. It reports whether
// one is settled and has a subscription that is not known yet.
func (b *Buy) name(ctx context.Context, c partner.Customer, orders []partner.Order, known ...partner.Subscription) (missing bool) {
	if record, err := b.shelf.Record(ctx, c.ID); err == nil {
		known = append(known, record.Subscriptions...)
	}
	for _, o := range orders {
		for i, l := range o.Lines {
			at := slices.IndexFunc(known, func(s partner.Subscription) bool {
				return s.ID != "" && strings.EqualFold(s.ID, l.SubscriptionID) || sameProduct(s.OfferID, l.OfferID)
			})
			switch {
			case l.OfferName != "":
			case at >= 0:
				o.Lines[i].OfferName = known[at].OfferName
			default:
				missing = missing || l.SubscriptionID != "" && o.Settled()
			}
		}
	}
	return missing
}

// sameProduct reports whether two offers are of the same product and SKU: in new
// commerce an offer's id is product:sku:availability, with or without the last.
func sameProduct(x, y string) bool {
	a, b := strings.SplitN(x, ":", 3), strings.SplitN(y, ":", 3)
	return len(a) > 1 && len(b) > 1 && strings.EqualFold(a[0], b[0]) && strings.EqualFold(a[1], b[1])
}

// The waits between two looks at an order, and until when a new order may be
// unreadable.
const (
	lookAgainAfter = 5 * time.Second
	orderLag       = 15 * time.Minute
)

// Follow waits a little and reads an order again. It gives the order as it was
// while it cannot be read yet. When the order is settled the services are read
// into the store again.
func (b *Buy) Follow(ctx context.Context, c partner.Customer, o partner.Order) (partner.Order, error) {
	if err := b.wait(ctx, lookAgainAfter); err != nil {
		return o, err
	}
	now, err := b.orders.Order(ctx, c.ID, o.ID)
	if partner.CodeOf(err) == partner.CodeNotFound {
		return o, nil
	}
	if err != nil {
		return o, err
	}
	if now.Settled() {
		b.core.readAgain(ctx, b.blocks, c.ID, partner.BlockServices, partner.BlockLicenses)
	}
	for i, l := range now.Lines { // its product may not be among the services yet
		if i < len(o.Lines) && l.OfferName == "" && sameProduct(l.OfferID, o.Lines[i].OfferID) {
			now.Lines[i].OfferName = o.Lines[i].OfferName
		}
	}
	return now, nil
}

// clockDifference is how much earlier than a purchase its order may seem to be.
const clockDifference = 2 * time.Minute

// look finds the order of a purchase among the customer's orders.
func (b *Buy) look(ctx context.Context, in partner.Intent) (Finding, error) {
	orders, err := b.orders.Orders(ctx, in.Customer)
	if err != nil {
		return Finding{}, err
	}
	seats, _, _ := strings.Cut(in.Detail, " ")
	for _, o := range orders {
		if o.Created.Before(in.At.Add(-clockDifference)) {
			continue
		}
		for _, l := range o.Lines {
			if sameProduct(l.OfferID, in.Object) && fmt.Sprint(l.Seats) == seats {
				return Finding{Verdict: VerdictHappened, Found: o.ID + " " + o.Status}, nil
			}
		}
	}
	if b.core.options.Now().Sub(in.At) < orderLag {
		return Finding{Verdict: VerdictUnknown}, nil
	}
	return Finding{Verdict: VerdictNot}, nil
}
