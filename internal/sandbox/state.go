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
	Users     []person   `json:"users,omitempty"`
	Purchases []purchase `json:"purchases,omitempty"`
	Orders    []order    `json:"orders,omitempty"`
	Carts     []cart     `json:"carts,omitempty"`
}

// account is what calls changed of one customer.
type account struct {
	users     map[uint32]person   // by number
	purchases map[uint32]purchase // by number
	orders    map[string]order    // by id
	carts     map[string]cart     // by id
}

// applyWritten takes the changes of a call in. The caller holds the lock.
func (c *center) applyWritten(t tenant, w *written) {
	if w.Request != nil {
		c.replays.keep(*w.Request)
	}
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
