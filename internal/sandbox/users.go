package sandbox

import (
	"slices"
	"strconv"
	"time"
)

// person is a user of a customer: computed from its number, or as calls left it.
type person struct {
	id        string    // computed from the number
	Number    uint32    `json:"number"`
	First     string    `json:"first"`
	Last      string    `json:"last"`
	Display   string    `json:"display"`
	Login     string    `json:"login"` // user principal name
	Location  string    `json:"location,omitempty"`
	Immutable string    `json:"immutable,omitempty"`
	Synced    bool      `json:"synced,omitempty"`
	Deleted   time.Time `json:"deleted,omitzero"`
	Held      []held    `json:"held,omitempty"`  // licenses
	Roles     []string  `json:"roles,omitempty"` // ids of directory roles
}

// held is a license of a user.
type held struct {
	Sku string   `json:"sku"`
	Off []string `json:"off,omitempty"` // ids of the service plans that are switched off
}

// firstAdded is the number of the first user that a call added; the ones from
// the start have lower numbers.
const firstAdded = 1 << 16

// restoreDays is how long a deleted user can be restored ("Delete a user
// account for a customer").
const restoreDays = 30

// headcount gives the number of users that a customer has from the start,
// those deleted less than 30 days ago included.
func (w world) headcount(t tenant) int {
	d := w.dice(t.ref, 4)
	switch n := d.below(100); {
	case t.fresh:
		return 4 + n%6
	case n < 4:
		return 0
	case n < 60:
		return 3 + d.below(15)
	case n < 92:
		return 10 + d.below(60)
	}
	return 120 + d.below(81)
}

func (w world) userID(t ref, number uint32) string {
	return w.cipher.guid(ref{kind: kindUser, owner: t.kind, entity: t.entity, item: number})
}

// person gives user number i of a customer, without licenses. Deleted users
// were deleted a few days before now.
func (w world) person(t tenant, i int, now time.Time) person {
	r := ref{kind: kindUser, owner: t.kind, entity: t.entity, item: uint32(i)}
	d := w.dice(r, 5)
	speech := &tongues[t.tongue]
	if d.chance(12) { // colleagues from elsewhere
		speech = &tongues[d.below(len(tongues))]
	}
	given, family := pick(&d, speech.givens), pick(&d, speech.families)
	p := person{id: w.cipher.guid(r), Number: uint32(i), First: given.native, Last: family.native, Location: t.billing.Country}
	p.Display = given.native + " " + family.native
	if speech.surFirst {
		p.Display = family.native + given.native
	}
	p.Login = given.plain + "." + family.plain
	if i >= 3 {
		p.Login += strconv.Itoa(i)
	}
	p.Login += "@" + t.domain
	if i >= 3 && d.chance(5) {
		p.Deleted = now.AddDate(0, 0, -1-i%28)
	}
	p.Synced = d.chance(25)
	if d.chance(8) {
		p.Location = ""
	}
	if i < len(firstRoles) {
		p.Roles = []string{firstRoles[i]}
	}
	return p
}

// people gives the users that a customer has from the start, deleted or not.
// Of each product the first active users hold the seats in use.
func (w world) people(t tenant, bought []purchase, now time.Time) []person {
	var all []person
	for i := range w.headcount(t) {
		all = append(all, w.person(t, i, now))
	}
	for _, s := range addUp(bought) {
		left := s.total - s.total/5 // four of five seats at most are in use
		for i := range all {
			if left > 0 && all[i].Deleted.IsZero() {
				all[i].Held = append(all[i].Held, held{Sku: s.product.sku})
				left--
			}
		}
	}
	return all
}

// people gives the users of a customer as they are now: those from the start,
// then those that were added. Users who were deleted too long ago are gone.
func (c *center) people(t tenant) []person {
	now := c.now()
	happened := c.changeOf(t.id)
	all := c.world.people(t, c.world.purchases(t, happened.accepted, now), now)
	if happened.account == nil {
		return all
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	changed := happened.account.users
	for i := range all {
		if p, ok := changed[all[i].Number]; ok {
			all[i] = p
		}
	}
	for number := uint32(firstAdded); ; number++ {
		p, ok := changed[number]
		if !ok {
			break
		}
		all = append(all, p)
	}
	return slices.DeleteFunc(all, func(p person) bool {
		return !p.Deleted.IsZero() && now.Sub(p.Deleted) > restoreDays*24*time.Hour
	})
}

// nextUser gives the number for a user that is added to a customer.
func (c *center) nextUser(t tenant) uint32 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	number := uint32(firstAdded)
	if a := c.changed[t.id].account; a != nil {
		for _, taken := a.users[number]; taken; _, taken = a.users[number] {
			number++
		}
	}
	return number
}
