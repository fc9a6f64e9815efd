package sandbox

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// center is the practice Partner Center's memory: what there was from the
// start is computed, what happened since is read from the journal.
type center struct {
	world   world
	journal *journal
	now     func() time.Time

	// writing is held from the first check of a change to its end, so that
	// changes happen one after the other.
	writing sync.Mutex

	mu       sync.RWMutex
	created  map[uint64]tenant // by number
	next     uint64            // number of the next one
	changed  map[string]change // by tenant id; the tenants that something happened to
	joined   []string          // tenants that accepted, oldest first
	isJoined map[string]bool
	noted    []event // all, oldest first, for the audit records
	replays  replays
	looked   map[string]int // questions for new orders, by id

	cases   map[string]supportCase // service requests that were opened or changed here, by id
	support *supportProfile        // nil: as from the start
}

// change is what happened to one tenant.
type change struct {
	billing  *billing
	signed   time.Time // agreement signed here; zero if not
	accepted time.Time // became a customer here; zero if not
	declined time.Time // last refusal; zero if none
	removed  bool      // took the partner's admin rights away
	granted  bool      // approved granular rights here
	provider string    // indirect provider in the accepted link
	account  *account  // what calls changed; nil for nothing
}

func newCenter(w world, j *journal, events []event, now func() time.Time) *center {
	c := &center{world: w, journal: j, now: now}
	c.created, c.changed, c.isJoined = map[uint64]tenant{}, map[string]change{}, map[string]bool{}
	for _, e := range events {
		c.apply(e)
	}
	return c
}

// apply takes an event in. An event that does not fit, such as one of a center
// with another seed, changes nothing that is shown.
func (c *center) apply(e event) {
	c.noted = append(c.noted, e)
	if e.Type == eventCreated {
		if e.Number <= entityMask {
			c.created[e.Number] = c.world.created(e.Number, e.Name, e.Domain, e.Country)
			c.next = max(c.next, e.Number+1)
		}
		return
	}
	if e.Type == eventWrote && e.Wrote != nil {
		c.applyCall(e.Wrote)
	}
	r, ok := c.world.cipher.read(e.Tenant)
	if !ok {
		return
	}
	t, ok := c.tenantLocked(r)
	if !ok {
		return
	}
	id := t.id
	change := c.changed[id]
	switch e.Type {
	case eventCompleted:
		change.billing = e.Billing
	case eventAccepted:
		change.accepted, change.provider = e.At, e.Provider
		change.removed, change.granted = false, true
		if change.account != nil {
			change.account.left = false
		}
		if e.Agreement {
			change.signed = e.At
		}
		if t.kind != kindListed && !c.isJoined[id] {
			c.isJoined[id] = true
			c.joined = append(c.joined, id)
		}
	case eventDeclined:
		change.declined = e.At
	case eventRemoved:
		change.removed, change.granted = true, false
	case eventGranted:
		change.removed, change.granted = false, true
	case eventWrote:
		if e.Wrote != nil {
			c.applyWritten(t, e.Wrote)
		}
		return
	}
	c.changed[id] = change
}

// record saves events and takes them in, all or none.
func (c *center) record(events ...event) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.recordLocked(events...)
}

func (c *center) recordLocked(events ...event) error {
	for i := range events {
		events[i].At = c.now().UTC()
	}
	if err := c.journal.append(events...); err != nil {
		return err
	}
	for _, e := range events {
		c.apply(e)
	}
	return nil
}

// create makes an organization. The domain is not in use (see domainTaken).
func (c *center) create(name, domain, country string) (tenant, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	number := c.next
	t := c.world.created(number, name, domain, country)
	e := event{Type: eventCreated, Tenant: t.id, Number: number, Name: name, Domain: domain, Country: country}
	if err := c.recordLocked(e); err != nil {
		return tenant{}, err
	}
	return t, nil
}

// tenant gives the organization with an id, in either case of its letters.
func (c *center) tenant(id string) (tenant, bool) {
	r, ok := c.world.cipher.read(id)
	if !ok {
		return tenant{}, false
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.tenantLocked(r)
}

func (c *center) tenantLocked(r ref) (tenant, bool) {
	var t tenant
	switch {
	case r.item != 0 || r.owner != 0:
		return tenant{}, false
	case r.kind == kindListed && r.entity < uint64(c.world.count):
		t = c.world.customer(int(r.entity))
	case r.kind == kindProspect && r.entity < uint64(len(prospects)):
		t = c.world.prospect(int(r.entity))
	default:
		made, ok := c.created[r.entity]
		if r.kind != kindCreated || !ok {
			return tenant{}, false
		}
		t = made
	}
	change, ok := c.changed[t.id]
	if !ok {
		return t, true
	}
	if change.billing != nil {
		t.billing, t.complete = *change.billing, true
	}
	t.fresh = !change.accepted.IsZero() && t.kind != kindListed
	t.granular = t.granular || change.granted
	if !change.signed.IsZero() {
		t.agreement = agreementSigned
	}
	if change.removed {
		t.dap, t.granular = false, false
	}
	if a := change.account; a != nil {
		t.dap = t.dap && !a.noDelegation
		t.left = a.left
		if t.agreement == agreementMissing && len(a.agreements) > 0 {
			t.agreement = agreementConfirmed
		}
	}
	return t, true
}

// isCustomer reports whether a tenant is in the partner's customer list.
func (c *center) isCustomer(t tenant) bool { return (t.kind == kindListed || t.fresh) && !t.left }

// changeOf gives what happened to a tenant.
func (c *center) changeOf(id string) change {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.changed[id]
}

// total counts the customers: those from the start, and after them those who
// accepted, in the order in which they did.
func (c *center) total() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.world.count + len(c.joined)
}

// brief is what the customer list shows of a customer.
type brief struct{ id, name, domain, provider string }

// briefAt gives the customer at a position of the list; false after the last.
func (c *center) briefAt(position int) (brief, bool) {
	if position < 0 {
		return brief{}, false
	}
	if position < c.world.count {
		name, domain, _, _ := c.world.label(position)
		id := c.world.cipher.guid(ref{kind: kindListed, entity: uint64(position)})
		c.mu.RLock()
		defer c.mu.RUnlock()
		happened := c.changed[id]
		if happened.billing != nil {
			name = happened.billing.Company
		}
		return happened.account.inList(brief{id: id, name: name, domain: domain, provider: happened.provider})
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	position -= c.world.count
	if position >= len(c.joined) {
		return brief{}, false
	}
	id := c.joined[position]
	r, ok := c.world.cipher.read(id)
	if !ok {
		return brief{}, false
	}
	t, ok := c.tenantLocked(r)
	if !ok {
		return brief{}, false
	}
	return c.changed[id].account.inList(brief{id: id, name: t.name, domain: t.domain, provider: c.changed[id].provider})
}

// inList gives what the list shows of a customer: the name is that of the
// billing profile. False for one whose relationship was removed.
func (a *account) inList(b brief) (brief, bool) {
	if a == nil {
		return b, true
	}
	if a.billing != nil {
		b.name = a.billing.CompanyName
	}
	return b, !a.left
}

// guests gives the organizations that the sign-in page offers: the prospects,
// those that were made here, and customers from the start who are none any more.
func (c *center) guests() []tenant {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var all []tenant
	for i := range prospects {
		t, _ := c.tenantLocked(ref{kind: kindProspect, entity: uint64(i)})
		all = append(all, t)
	}
	for _, number := range slices.Sorted(maps.Keys(c.created)) {
		t, _ := c.tenantLocked(c.created[number].ref)
		all = append(all, t)
	}
	for _, id := range slices.Sorted(maps.Keys(c.changed)) {
		if r, ok := c.world.cipher.read(id); ok && r.kind == kindListed && c.changed[id].account != nil && c.changed[id].account.left {
			t, _ := c.tenantLocked(r)
			all = append(all, t)
		}
	}
	return all
}

// newcomers gives the customers who accepted here, the latest first.
func (c *center) newcomers() []tenant {
	var all []tenant
	for _, t := range c.guests() {
		if t.kind != kindListed && c.isCustomer(t) {
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(a, b tenant) int {
		return c.changeOf(b.id).accepted.Compare(c.changeOf(a.id).accepted)
	})
	return all
}

// domainTaken reports whether an organization has a domain already. It looks
// at the hand-written and the new organizations; the computed ones have a
// number in their domain that nobody types by chance.
func (c *center) domainTaken(domain string) bool {
	for i := 0; i < min(c.world.count, len(listed)); i++ {
		if strings.EqualFold(listed[i].domain, domain) {
			return true
		}
	}
	return slices.ContainsFunc(c.guests(), func(t tenant) bool { return strings.EqualFold(t.domain, domain) })
}
