package sandbox

import "encoding/json"

// written is what one call changed: the call itself, to answer a repetition
// with, and each resource as it is afterwards.
type written struct {
	Request *served `json:"request,omitempty"`
	delta
}

// served is a call that succeeded, by its MS-RequestId.
type served struct {
	ID       string          `json:"id"`
	Call     string          `json:"call"` // fingerprint of method, address and body
	Status   int             `json:"status"`
	Location string          `json:"location,omitempty"`
	BOM      bool            `json:"bom,omitempty"`
	Secret   bool            `json:"secret,omitempty"` // the answer repeats the password of the call, which is not kept
	Answer   json.RawMessage `json:"answer,omitempty"`
}

// delta are the resources that a call changed, whole: the last word on each
// stands, so that reading the journal again comes to the same.
type delta struct {
	Account   *accountChange  `json:"account,omitempty"`
	Users     []person        `json:"users,omitempty"`
	Purchases []purchase      `json:"purchases,omitempty"`
	Orders    []order         `json:"orders,omitempty"`
	Carts     []cart          `json:"carts,omitempty"`
	Requests  []supportCase   `json:"requests,omitempty"`
	Support   *supportProfile `json:"support,omitempty"`
}

// account is what calls changed of one customer.
type account struct {
	users     map[uint32]person   // by number
	purchases map[uint32]purchase // by number
	orders    map[string]order    // by id
	carts     map[string]cart     // by id

	billing        *billingProfile // nil: as from the start
	billed         int             // how often it was changed
	agreements     []agreementItem
	qualifications []qualificationMade
	noDelegation   bool
	left           bool // no customer any more
}

// applyCall takes in what a call changed apart from a customer's account. The
// caller holds the lock.
func (c *center) applyCall(w *written) {
	if w.Request != nil {
		c.replays.keep(*w.Request)
	}
	for _, r := range w.Requests {
		if c.cases == nil {
			c.cases = map[string]supportCase{}
		}
		c.cases[r.ID] = r
	}
	if w.Support != nil {
		c.support = w.Support
	}
}

// applyWritten takes in what a call changed of a customer's account. The
// caller holds the lock.
func (c *center) applyWritten(t tenant, w *written) {
	a := c.accountLocked(t.id)
	for _, u := range w.Users {
		u.id = c.world.userID(t.ref, u.Number)
		a.users[u.Number] = u
	}
	for _, p := range w.Purchases {
		if p.id, p.product = c.world.purchaseID(t, int(p.Number)), productOf(p.Offer); p.product != nil {
			a.purchases[p.Number] = p
		}
	}
	for _, o := range w.Orders {
		a.orders[o.ID] = o
	}
	for _, one := range w.Carts {
		a.carts[one.ID] = one
	}
	if w.Account != nil {
		a.apply(*w.Account)
	}
}

func (a *account) apply(e accountChange) {
	if e.Billing != nil {
		a.billing = e.Billing
		a.billed++
	}
	if e.Agreement != nil {
		a.agreements = append(a.agreements, *e.Agreement)
	}
	if e.Qualification != nil {
		a.qualifications = append(a.qualifications, *e.Qualification)
	}
	a.noDelegation = a.noDelegation || e.NoDelegation
	a.left = a.left || !e.Left.IsZero()
}

// accountLocked gives a customer's account, and makes it the first time.
func (c *center) accountLocked(id string) *account {
	change := c.changed[id]
	if change.account == nil {
		change.account = &account{users: map[uint32]person{}, purchases: map[uint32]purchase{}, orders: map[string]order{}, carts: map[string]cart{}}
		c.changed[id] = change
	}
	return change.account
}
