package sandbox

import (
	"slices"
	"time"
)

// purchase is a subscription of a tenant: computed from its number, or as
// calls left it.
type purchase struct {
	id      string   // computed from the number
	product *product // of the offer
	Number  uint32   `json:"number"`
	Offer   string   `json:"offer"`
	Parent  string   `json:"parent,omitempty"` // id of the subscription that this one is added to
	Order   string   `json:"order,omitempty"`  // id of the order; "" for one from the start

	Nickname  string        `json:"nickname,omitempty"`
	Quantity  int           `json:"quantity"`
	Status    string        `json:"status"`
	Trial     bool          `json:"trial,omitempty"`
	Legacy    bool          `json:"legacy,omitempty"` // bought before the new commerce experience
	Term      string        `json:"term,omitempty"`   // P1M, P1Y or P3Y; "" for one that is billed by use
	Cycle     string        `json:"cycle"`
	AutoRenew bool          `json:"autoRenew,omitempty"`
	Created   time.Time     `json:"created"`
	Ends      time.Time     `json:"ends,omitzero"` // end of the running term; zero if it never ends
	Lots      []lot         `json:"lots,omitempty"`
	Next      *nextTermBody `json:"next,omitempty"`    // what the next term begins with
	Version   int           `json:"version,omitempty"` // counts the changes, for the ETag
	Contact   string        `json:"contact,omitempty"` // support contact's tenant id; "" for the usual one
}

// lot are seats that can still be given back.
type lot struct {
	Quantity int       `json:"quantity"`
	Until    time.Time `json:"until"`
}

// The states of a subscription.
const (
	stateActive    = "active"
	stateSuspended = "suspended"
	stateExpired   = "expired"
	stateDeleted   = "deleted"
)

// giveBack is how long seats can be given back, and a subscription canceled,
// after the purchase, a renewal or an increase (new commerce: seven days).
const giveBack = 7 * 24 * time.Hour

// firstBought is the number of the first subscription that a call bought.
const firstBought = 1 << 12

// firstPurchase is the earliest day on which a customer of the start bought.
var firstPurchase = time.Date(2023, time.January, 9, 9, 21, 33, 123456700, time.UTC)

func (w world) purchaseID(t tenant, item int) string {
	return w.cipher.guid(ref{kind: kindSubscription, owner: t.kind, entity: t.entity, item: uint32(item)})
}

// purchases gives the subscriptions that a customer has from the start: none
// for a few, one trial for those who have just joined.
func (w world) purchases(t tenant, joined, now time.Time) []purchase {
	if t.fresh {
		p := purchase{id: w.purchaseID(t, 0), product: &products[productTrial], Quantity: 25, Status: stateActive, Trial: true, Term: "P1M", Cycle: "Monthly", Created: joined}
		p.Offer, p.Ends = p.product.offer, joined.AddDate(0, 1, 0)
		return []purchase{p}
	}
	if t.kind != kindListed {
		return nil
	}
	d := w.dice(t.ref, 3)
	if t.entity >= 3 && d.chance(6) {
		return nil
	}
	var all []purchase
	count := 1 + d.below(maxMainOffers)
	start := d.below(len(products))
	for i := range count {
		p := w.purchase(t, i, (start+i*5)%len(products), &d, now)
		all = append(all, p)
	}
	if d.chance(30) && all[0].product.perUser {
		addon := w.purchase(t, len(all), productAddon, &d, now)
		addon.Parent, addon.Status, addon.Trial = all[0].id, all[0].Status, false
		addon.Quantity = min(addon.Quantity, all[0].Quantity)
		all = append(all, addon)
	}
	for i := range all {
		all[i].startTerm(now)
	}
	return all
}

var purchaseStates = []string{
	stateActive, stateActive, stateActive, stateActive, stateActive, stateActive, stateActive, stateSuspended, stateExpired, stateDeleted,
}

func (w world) purchase(t tenant, item, which int, d *dice, now time.Time) purchase {
	p := purchase{id: w.purchaseID(t, item), Number: uint32(item), product: &products[which], Offer: products[which].offer, Term: "P1Y", Cycle: "annual"}
	p.Quantity = 1 + d.below(60)
	if d.chance(20) {
		p.Quantity += d.below(150)
	}
	p.Status = pick(d, purchaseStates)
	p.Trial = p.product.perUser && d.chance(10)
	p.Legacy = p.product.perUser && d.chance(15)
	monthly := d.chance(40)
	p.AutoRenew = p.Status == stateActive && !p.Trial && d.chance(80)
	p.Created = firstPurchase.AddDate(0, 0, d.below(900))
	if d.chance(20) {
		p.Nickname = pick(d, []string{"Büro", "Siège", "本社", "Team", "Außendienst", "Projekt 2030"}) + " " + p.product.name
	}
	if !p.product.perUser {
		p.Quantity, p.Trial, p.AutoRenew, p.Term, p.Cycle = 1, false, false, "", "Monthly"
		return p
	}
	if monthly || p.Trial {
		p.Term, p.Cycle = "P1M", "Monthly"
	}
	p.Ends = p.Created.AddDate(0, months(p.Term), 0)
	for p.Status == stateActive && p.Ends.Before(now) {
		p.Ends = p.Ends.AddDate(0, months(p.Term), 0)
	}
	return p
}

// months gives the length of a term; 0 for what is billed by use.
func months(term string) int {
	return map[string]int{"P1M": 1, "P1Y": 12, "P3Y": 36}[term]
}

// termStart gives the first moment of the running term.
func (p purchase) termStart() time.Time {
	if p.Ends.IsZero() {
		return p.Created
	}
	return p.Ends.AddDate(0, -months(p.Term), 0)
}

// startTerm lets all seats be given back for a while.
func (p *purchase) startTerm(now time.Time) {
	p.Lots = nil
	if until := p.termStart().Add(giveBack); until.After(now) && !p.Legacy && !p.Ends.IsZero() {
		p.Lots = []lot{{Quantity: p.Quantity, Until: until}}
	}
}

// refundable gives the seats that can be given back now, lot by lot.
func (p purchase) refundable(now time.Time) (lots []lot, total int) {
	for _, l := range p.Lots {
		if l.Quantity > 0 && l.Until.After(now) {
			lots, total = append(lots, l), total+l.Quantity
		}
	}
	return lots, total
}

// raise adds seats, which can be given back for a while.
func (p *purchase) raise(by int, now time.Time) {
	p.Quantity += by
	p.Lots = append(slices.Clone(p.Lots), lot{Quantity: by, Until: now.Add(giveBack)})
}

// lower gives seats back, those bought last first.
func (p *purchase) lower(by int, now time.Time) {
	p.Quantity -= by
	lots, _ := p.refundable(now)
	for i := len(lots) - 1; i >= 0 && by > 0; i-- {
		n := min(by, lots[i].Quantity)
		lots[i].Quantity -= n
		by -= n
	}
	p.Lots = lots
}

// at gives a subscription that calls changed as it is at a time: at the end of
// its term it is renewed, with what was scheduled for the next one, or expires.
func (p purchase) at(now time.Time) purchase {
	for p.Status == stateActive && months(p.Term) > 0 && !p.Ends.After(now) {
		if !p.AutoRenew {
			p.Status = stateExpired
			break
		}
		start := p.Ends
		if p.Next != nil {
			p.begin(*p.Next)
		}
		p.Ends = start.AddDate(0, months(p.Term), 0)
		p.startTerm(now)
	}
	return p
}

// begin starts a term with what was scheduled for it.
func (p *purchase) begin(next nextTermBody) {
	if product := next.product(); product != nil {
		p.Offer, p.product = product.offer, product
	}
	p.Term, p.Cycle, p.Next = next.Product.TermDuration, next.Product.BillingCycle, nil
	if next.Quantity != nil {
		p.Quantity = *next.Quantity
	}
}

// purchases gives the subscriptions of a customer as they are now: those from
// the start, then those bought since whose orders are done.
func (c *center) purchases(t tenant) []purchase {
	now := c.now()
	happened := c.changeOf(t.id)
	all := c.world.purchases(t, happened.accepted, now)
	if happened.account == nil {
		return all
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	a := happened.account
	for i := range all {
		if p, ok := a.purchases[all[i].Number]; ok {
			all[i] = p.at(now)
		}
	}
	for number := uint32(firstBought); ; number++ {
		p, ok := a.purchases[number]
		if !ok {
			return all
		}
		if a.orders[p.Order].done(now) {
			all = append(all, p.at(now))
		}
	}
}
