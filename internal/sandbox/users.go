package sandbox

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// person is a user of a customer, computed from its number.
type person struct {
	id             string
	number         int
	given, family  word
	display, login string
	deleted        bool
	synced         bool
	location       string
}

// headcount gives the number of users of a customer, those deleted less than
// 30 days ago included.
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

// person gives user number i of a customer.
func (w world) person(t tenant, i int) person {
	r := ref{kind: kindUser, owner: t.kind, entity: t.entity, item: uint32(i)}
	d := w.dice(r, 5)
	speech := &tongues[t.tongue]
	if d.chance(12) { // colleagues from elsewhere
		speech = &tongues[d.below(len(tongues))]
	}
	p := person{id: w.cipher.guid(r), number: i, given: pick(&d, speech.givens), family: pick(&d, speech.families), location: t.billing.Country}
	p.display = p.given.native + " " + p.family.native
	if speech.surFirst {
		p.display = p.family.native + p.given.native
	}
	p.login = p.given.plain + "." + p.family.plain
	if i >= 3 {
		p.login += strconv.Itoa(i)
	}
	p.login += "@" + t.domain
	p.deleted = i >= 3 && d.chance(5)
	p.synced = d.chance(25)
	if d.chance(8) {
		p.location = ""
	}
	return p
}

// people gives the users of a customer, deleted or not.
func (w world) people(t tenant, deleted bool) []person {
	var all []person
	for i := range w.headcount(t) {
		if p := w.person(t, i); p.deleted == deleted {
			all = append(all, p)
		}
	}
	return all
}

func userBodyOf(t tenant, p person, now time.Time) userBody {
	b := userBody{
		ID: p.id, UserPrincipalName: p.login, FirstName: p.given.native, LastName: p.family.native, DisplayName: p.display,
		UsageLocation: p.location, UserDomainType: "managed", State: "active",
		Links:      links{Self: get("/customers/" + t.id + "/users/" + p.id)},
		Attributes: attributes{ObjectType: "CustomerUser"},
	}
	if p.synced {
		at := noZone(now.Add(-time.Duration(p.number%40) * time.Minute))
		b.LastDirectorySync = &at
	}
	if p.deleted {
		b.State = "inactive"
		b.SoftDeletionTime = sevenDigits(now.AddDate(0, 0, -1-p.number%28))
	}
	return b
}

// users lists the users; deleted ones only where the filter asks for them.
func (c *call) users() (reply, *problem) {
	f, bad := c.readFilter()
	if bad != nil {
		return reply{}, bad
	}
	deleted := false
	if f != nil {
		if !strings.EqualFold(f.Field, "UserState") || !strings.EqualFold(f.Operator, "equals") {
			return reply{}, invalid("The filter is not supported for users.")
		}
		deleted = strings.EqualFold(f.Value, "Inactive")
	}
	size, bad := c.pageSize()
	if bad != nil {
		return reply{}, bad
	}
	position, bad := c.position("users")
	if bad != nil {
		return reply{}, bad
	}
	all := c.center.world.people(c.tenant, deleted)
	if bad := c.sortPeople(all); bad != nil {
		return reply{}, bad
	}
	end := min(position+size, len(all))
	var items []userBody
	for _, p := range all[min(position, len(all)):end] {
		items = append(items, userBodyOf(c.tenant, p, c.center.now()))
	}
	l := c.pageLinks("/customers/"+c.tenant.id+"/users", "users", size, end, end < len(all))
	return reply{body: collect(items, l)}, nil
}

func (c *call) sortPeople(all []person) *problem {
	var by func(a, b person) int
	switch strings.ToLower(c.query.Get("sortField")) {
	case "":
		return nil
	case "displayname":
		by = func(a, b person) int { return strings.Compare(a.display, b.display) }
	case "userprincipalname":
		by = func(a, b person) int { return strings.Compare(a.login, b.login) }
	default:
		return invalid("sortField is not supported.")
	}
	slices.SortStableFunc(all, by)
	if strings.HasPrefix(strings.ToLower(c.query.Get("sortDirection")), "desc") {
		slices.Reverse(all)
	}
	return nil
}

// findPerson reads a user's id back into the user.
func (c *call) findPerson() (person, *problem) {
	missing := &problem{status: 404, code: "60002", description: "The user was not found.", data: []any{c.values["user"]}}
	r, ok := c.center.world.cipher.read(c.values["user"])
	if !ok || r.kind != kindUser || r.owner != c.tenant.kind || r.entity != c.tenant.entity || int(r.item) >= c.center.world.headcount(c.tenant) {
		return person{}, missing
	}
	return c.center.world.person(c.tenant, int(r.item)), nil
}

func (c *call) user() (reply, *problem) {
	p, bad := c.findPerson()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: userBodyOf(c.tenant, p, c.center.now()), bom: true}, nil
}

// seats are the licenses that a customer holds of a product.
type seats struct {
	product  *product
	total    int
	consumed int
	stopped  int // of suspended subscriptions
}

// seats adds up the subscriptions by product, in order of purchase. The first
// active users hold them, four of five seats at most.
func (c *call) seats() []seats {
	var all []seats
	active := len(c.center.world.people(c.tenant, false))
	for _, p := range c.purchases() {
		if !p.product.perUser || p.status != "active" && p.status != "suspended" {
			continue
		}
		i := slices.IndexFunc(all, func(s seats) bool { return s.product == p.product })
		if i < 0 {
			all = append(all, seats{product: p.product})
			i = len(all) - 1
		}
		if p.status == "active" {
			all[i].total += p.quantity
		} else {
			all[i].stopped += p.quantity
		}
	}
	for i := range all {
		all[i].consumed = min(all[i].total-all[i].total/5, active)
	}
	return all
}

func (p *product) skuBody() productSku {
	return productSku{ID: p.sku, Name: p.name, SkuPartNumber: p.part, TargetType: "User", LicenseGroupID: "group1"}
}

// planBodies gives the services of a product; state is that of the seats or of
// one user's license.
func (w world) planBodies(p *product, state string) []servicePlan {
	var all []servicePlan
	for _, name := range p.plans {
		all = append(all, servicePlan{
			ID:          w.cipher.guid(ref{kind: kindPlan, entity: newDiceOf(name)}),
			DisplayName: strings.ReplaceAll(name, "_", " "), ServiceName: name, CapabilityStatus: state, TargetType: "User",
		})
	}
	return all
}

// newDiceOf gives a number for a name, the same one each time.
func newDiceOf(name string) uint64 {
	numbers := make([]uint64, len(name))
	for i := range name {
		numbers[i] = uint64(name[i])
	}
	d := newDice(numbers...)
	return d.next() & entityMask
}

// onlyGroup2 reports whether the call asks for the second license group alone;
// without any group the service means the first.
func (c *call) onlyGroup2() bool {
	groups := c.query["licenseGroupIds"]
	return len(groups) > 0 && !slices.ContainsFunc(groups, func(g string) bool { return strings.EqualFold(g, "group1") })
}

func (c *call) subscribedSkus() (reply, *problem) {
	items := []subscribedSku{} // an empty list where nothing is found, as documented
	if !c.onlyGroup2() {
		for _, s := range c.seats() {
			status := "Enabled"
			if s.total == 0 {
				status = "Suspended"
			}
			items = append(items, subscribedSku{
				AvailableUnits: s.total - s.consumed, ActiveUnits: s.total, ConsumedUnits: s.consumed, SuspendedUnits: s.stopped, TotalUnits: s.total,
				ProductSku: s.product.skuBody(), ServicePlans: c.center.world.planBodies(s.product, "Enabled"), CapabilityStatus: status,
				Attributes: attributes{ObjectType: "SubscribedSku"},
			})
		}
	}
	return reply{body: collect(items, nil), bom: true}, nil
}

func (c *call) userLicenses() (reply, *problem) {
	p, bad := c.findPerson()
	if bad != nil {
		return reply{}, bad
	}
	var items []licenseItem // null where the user has none
	active := c.center.world.people(c.tenant, false)
	place := slices.IndexFunc(active, func(other person) bool { return other.id == p.id })
	if place >= 0 && !c.onlyGroup2() {
		for _, s := range c.seats() {
			if place < s.consumed {
				items = append(items, licenseItem{
					ServicePlans: c.center.world.planBodies(s.product, "Assigned"), ProductSku: s.product.skuBody(), Attributes: attributes{ObjectType: "License"},
				})
			}
		}
	}
	return reply{body: collect(items, nil), bom: true}, nil
}
