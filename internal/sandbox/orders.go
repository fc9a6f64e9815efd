package sandbox

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// order is what was bought in one go. It is not visible at once, then pending,
// and done once it was asked for a few times or some time has passed.
type order struct {
	ID      string      `json:"id"`
	Number  uint32      `json:"number"` // from 1; 0 is the one from the start
	At      time.Time   `json:"at"`
	Lines   []orderLine `json:"lines"`
	Settled bool        `json:"settled,omitempty"` // done before its time
}

// orderLine is a line of an order; each has made a subscription.
type orderLine struct {
	Subscription uint32   `json:"subscription"` // number
	Pricing      *pricing `json:"pricing,omitempty"`
}

// The delays of an order: the service shows it late, and completes it later.
const (
	showAfter   = 10 * time.Second
	settleAfter = 30 * time.Second
	showLooks   = 1 // questions before it is visible
	settleLooks = 2 // questions before it is done
)

func (o order) done(now time.Time) bool { return o.Settled || !now.Before(o.At.Add(settleAfter)) }

func (w world) orderID(t tenant, number uint32) string {
	return w.cipher.guid(ref{kind: kindOrder, owner: t.kind, entity: t.entity, item: number})
}

type orderBody struct {
	ID              string          `json:"id"`
	Customer        string          `json:"referenceCustomerId"`
	BillingCycle    string          `json:"billingCycle"`
	CurrencyCode    string          `json:"currencyCode"`
	CurrencySymbol  string          `json:"currencySymbol"`
	LineItems       []orderLineBody `json:"lineItems"`
	CreationDate    string          `json:"creationDate"`
	Status          string          `json:"status"`
	TransactionType string          `json:"transactionType"`
	TotalPrice      float64         `json:"totalPrice"`
	Links           links           `json:"links"`
	Attributes      attributes      `json:"attributes"`
}

type orderLineBody struct {
	Number          int      `json:"lineItemNumber"`
	OfferID         string   `json:"offerId"`
	SubscriptionID  string   `json:"subscriptionId,omitempty"`
	Parent          string   `json:"parentSubscriptionId,omitempty"`
	TermDuration    string   `json:"termDuration,omitempty"`
	TransactionType string   `json:"transactionType"`
	FriendlyName    string   `json:"friendlyName"`
	Quantity        int      `json:"quantity"`
	Pricing         *pricing `json:"pricing,omitempty"`
}

type checkoutBody struct {
	Orders      []orderBody  `json:"orders"`
	OrderErrors []orderError `json:"orderErrors"`
	Attributes  attributes   `json:"attributes"`
}

type orderError struct {
	OrderGroupID string `json:"orderGroupId"`
	Code         string `json:"code"`
	Description  string `json:"description"`
}

// checkout orders a cart: an order for each group of lines without errors
// ("Checkout a cart").
func (c *call) checkout() (reply, *problem) {
	one, bad := c.openCart()
	if bad != nil {
		return reply{}, bad
	}
	if c.tenant.agreement == agreementMissing {
		return reply{}, &problem{status: 403, code: 13605, description: "The customer has not accepted the Microsoft Customer Agreement, nor was it confirmed."}
	}
	one.Lines = slices.Clone(one.Lines)
	groups := map[string][]cartLine{}
	answer := checkoutBody{Orders: []orderBody{}, OrderErrors: []orderError{}, Attributes: attributes{ObjectType: "CartCheckoutResult"}}
	for i := range one.Lines { // what was available when the cart was filled may be no longer
		c.priceLine(&one.Lines[i], i)
		line := one.Lines[i]
		groups[line.OrderGroup] = append(groups[line.OrderGroup], line)
	}
	number := c.center.nextOrder(c.tenant)
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		lines := groups[group]
		if i := slices.IndexFunc(lines, func(l cartLine) bool { return l.Error != nil }); i >= 0 {
			answer.OrderErrors = append(answer.OrderErrors, orderError{group, lines[i].Error.Code, lines[i].Error.Description})
			continue
		}
		o := c.place(number, lines)
		number++
		answer.Orders = append(answer.Orders, c.orderBody(o, c.delta.Purchases, false))
	}
	if len(answer.Orders) == 0 {
		return reply{}, &problem{status: 400, code: 800009, description: "No line of the cart can be ordered.", data: []any{answer.OrderErrors}}
	}
	one.Ordered = true
	c.delta.Carts = append(c.delta.Carts, one)
	return reply{status: http.StatusCreated, body: answer}, nil
}

// place makes an order of lines, with a subscription for each and for each of
// its add-ons.
func (c *call) place(number uint32, lines []cartLine) order {
	o := order{ID: c.center.world.orderID(c.tenant, number), Number: number, At: c.center.now().UTC()}
	for _, line := range lines {
		p := c.buy(o, line, "")
		o.Lines = append(o.Lines, orderLine{Subscription: p.Number, Pricing: line.Pricing})
		for i, addon := range line.AddonItems {
			if c.priceLine(&addon, i); addon.Error == nil {
				child := c.buy(o, addon, p.id)
				o.Lines = append(o.Lines, orderLine{Subscription: child.Number, Pricing: addon.Pricing})
			}
		}
	}
	c.delta.Orders = append(c.delta.Orders, o)
	return o
}

// buy makes the subscription of a line.
func (c *call) buy(o order, line cartLine, parent string) purchase {
	product := productOfItem(line.CatalogItemID, c.tenant.billing.Country, o.At)
	p := purchase{
		Number: c.center.nextPurchase(c.tenant) + uint32(len(c.delta.Purchases)), product: product, Offer: product.offer, Parent: parent, Order: o.ID,
		Nickname: line.FriendlyName, Quantity: line.Quantity, Status: stateActive, Term: strings.ToUpper(line.TermDuration), Cycle: strings.ToLower(line.BillingCycle),
		AutoRenew: product.perUser, Created: o.At,
	}
	p.id = c.center.world.purchaseID(c.tenant, int(p.Number))
	if product.perUser {
		p.Ends = o.At.AddDate(0, months(p.Term), 0)
	}
	p.startTerm(o.At)
	c.delta.Purchases = append(c.delta.Purchases, p)
	return p
}

// orderBody writes an order. Until it is done, its subscriptions have no ids.
func (c *call) orderBody(o order, bought []purchase, done bool) orderBody {
	money := currencyOf(c.tenant.billing.Country)
	b := orderBody{
		ID: o.ID, Customer: c.tenant.id, CurrencyCode: money.Code, CurrencySymbol: money.Symbol, CreationDate: sevenDigits(o.At), Status: "pending",
		TransactionType: "UserPurchase", Links: links{Self: get("/customers/" + c.tenant.id + "/orders/" + o.ID)},
		Attributes: attributes{Etag: "practice-" + strconv.Itoa(int(o.Number)), ObjectType: "Order"},
	}
	for i, line := range o.Lines {
		at := slices.IndexFunc(bought, func(p purchase) bool { return p.Number == line.Subscription })
		if at < 0 {
			continue
		}
		p := bought[at]
		item := orderLineBody{
			Number: i, OfferID: p.product.offer, TermDuration: p.Term, TransactionType: "New", FriendlyName: p.Nickname, Quantity: p.Quantity, Pricing: line.Pricing,
		}
		if done {
			item.SubscriptionID, item.Parent = p.id, p.Parent
		}
		if line.Pricing != nil {
			b.TotalPrice += line.Pricing.ExtendedPrice
		}
		b.BillingCycle = p.Cycle
		b.LineItems = append(b.LineItems, item)
	}
	if done {
		b.Status = "completed"
	}
	return b
}

// firstOrder is the order of the subscriptions from the start.
func (c *call) firstOrder() (order, bool) {
	o := order{ID: c.center.world.orderID(c.tenant, 0), Settled: true}
	for _, p := range c.purchases() {
		if p.Order == "" {
			o.Lines = append(o.Lines, orderLine{Subscription: p.Number})
			if o.At.IsZero() || p.Created.Before(o.At) {
				o.At = p.Created
			}
		}
	}
	return o, len(o.Lines) > 0
}

// orderList lists the orders that are visible.
func (c *call) orderList() (reply, *problem) {
	var items []orderBody
	now := c.center.now()
	if first, ok := c.firstOrder(); ok {
		items = append(items, c.orderBody(first, c.purchases(), true))
	}
	all, bought := c.center.orders(c.tenant)
	for _, o := range all {
		if o.done(now) || c.center.looks(o.ID) > showLooks || !now.Before(o.At.Add(showAfter)) {
			items = append(items, c.orderBody(o, bought, o.done(now)))
		}
	}
	return reply{body: collect(items, nil)}, nil
}

// findOrder gives the order in the address and counts the question: the first
// one finds nothing, later ones find it pending, then it is done.
func (c *call) findOrder() (orderBody, *problem) {
	missing := &problem{status: 404, code: 20000, description: "The order was not found; a new one may take up to 15 minutes to be found."}
	if first, ok := c.firstOrder(); ok && strings.EqualFold(first.ID, c.values["order"]) {
		return c.orderBody(first, c.purchases(), true), nil
	}
	all, bought := c.center.orders(c.tenant)
	i := slices.IndexFunc(all, func(o order) bool { return strings.EqualFold(o.ID, c.values["order"]) })
	if i < 0 {
		return orderBody{}, missing
	}
	o, now := all[i], c.center.now()
	switch looks := c.center.look(o.ID); {
	case o.done(now):
	case looks > settleLooks:
		o.Settled = true
		if c.center.record(event{Type: eventWrote, Tenant: c.tenant.id, Wrote: &written{delta: delta{Orders: []order{o}}}}) != nil {
			return orderBody{}, unsaved()
		}
	case looks <= showLooks && now.Before(o.At.Add(showAfter)):
		return orderBody{}, missing
	}
	return c.orderBody(o, bought, o.done(now)), nil
}

func (c *call) orderStatus() (reply, *problem) {
	body, bad := c.findOrder()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: body}, nil
}

type orderProvisioning struct {
	Line     int                    `json:"lineItemNumber"`
	Status   string                 `json:"status"`
	Quantity []quantityProvisioning `json:"quantityProvisioningInformation"`
}

type quantityProvisioning struct {
	Quantity int    `json:"quantity"`
	Status   string `json:"status"`
}

func (c *call) orderProvisioning() (reply, *problem) {
	body, bad := c.findOrder()
	if bad != nil {
		return reply{}, bad
	}
	status := map[bool]string{true: "fulfilled", false: "pending"}[body.Status == "completed"]
	var items []orderProvisioning
	for _, line := range body.LineItems {
		items = append(items, orderProvisioning{line.Number, status, []quantityProvisioning{{line.Quantity, status}}})
	}
	return reply{body: collect(items, nil)}, nil
}

// orders gives the orders that were placed here, oldest first, and what they
// bought.
func (c *center) orders(t tenant) ([]order, []purchase) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	a := c.changed[t.id].account
	if a == nil {
		return nil, nil
	}
	all := slices.SortedFunc(maps.Values(a.orders), func(x, y order) int { return int(x.Number) - int(y.Number) })
	return all, slices.Collect(maps.Values(a.purchases))
}

// nextOrder and nextPurchase give numbers for what is bought.
func (c *center) nextOrder(t tenant) uint32 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if a := c.changed[t.id].account; a != nil {
		return uint32(len(a.orders)) + 1
	}
	return 1
}

func (c *center) nextPurchase(t tenant) uint32 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	number := uint32(firstBought)
	if a := c.changed[t.id].account; a != nil {
		for _, taken := a.purchases[number]; taken; _, taken = a.purchases[number] {
			number++
		}
	}
	return number
}

// look counts a question for an order and gives how many there were.
func (c *center) look(id string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.looked == nil {
		c.looked = map[string]int{}
	}
	c.looked[id]++
	return c.looked[id]
}

func (c *center) looks(id string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.looked[id]
}
