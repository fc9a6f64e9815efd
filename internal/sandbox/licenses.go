package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// seats are the licenses that a customer holds of a product.
type seats struct {
	product  *product
	total    int
	consumed int
	stopped  int // of suspended subscriptions
}

// addUp adds up subscriptions by product, in order of purchase.
func addUp(bought []purchase) []seats {
	var all []seats
	for _, p := range bought {
		if !p.product.perUser || p.Status != stateActive && p.Status != stateSuspended {
			continue
		}
		i := slices.IndexFunc(all, func(s seats) bool { return s.product == p.product })
		if i < 0 {
			all = append(all, seats{product: p.product})
			i = len(all) - 1
		}
		if p.Status == stateActive {
			all[i].total += p.Quantity
		} else {
			all[i].stopped += p.Quantity
		}
	}
	return all
}

// seats gives the seats of the customer and how many of them active users hold.
func (c *call) seats() []seats {
	all := addUp(c.purchases())
	for _, p := range c.center.people(c.tenant) {
		if !p.Deleted.IsZero() {
			continue
		}
		for _, h := range p.Held {
			if i := slices.IndexFunc(all, func(s seats) bool { return s.product.sku == h.Sku }); i >= 0 {
				all[i].consumed++
			}
		}
	}
	return all
}

// stillFree gives those of a restored user's licenses for which there are seats.
func (c *call) stillFree(licenses []held) []held {
	var free []held
	for _, s := range c.seats() {
		for _, h := range licenses {
			if h.Sku == s.product.sku && s.total > s.consumed {
				free = append(free, h)
			}
		}
	}
	return free
}

func (p *product) skuBody() productSku {
	return productSku{ID: p.sku, Name: p.name, SkuPartNumber: p.part, TargetType: "User", LicenseGroupID: "group1"}
}

// The states of a service plan: of seats, of a license, and of a license from
// which it was excluded.
const (
	planEnabled  = "Enabled"
	planAssigned = "Assigned"
	planDisabled = "Disabled"
)

// planBodies gives the services of a product; state is that of the seats or of
// one user's license, from which the services in off are excluded.
func (w world) planBodies(p *product, state string, off []string) []servicePlan {
	var all []servicePlan
	for _, name := range p.plans {
		plan := servicePlan{
			ID:          w.planID(name),
			DisplayName: strings.ReplaceAll(name, "_", " "), ServiceName: name, CapabilityStatus: state, TargetType: "User",
		}
		if slices.Contains(off, plan.ID) {
			plan.CapabilityStatus = planDisabled
		}
		all = append(all, plan)
	}
	return all
}

func (w world) planID(name string) string {
	return w.cipher.guid(ref{kind: kindPlan, entity: newDiceOf(name)})
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
				ProductSku: s.product.skuBody(), ServicePlans: c.center.world.planBodies(s.product, planEnabled, nil), CapabilityStatus: status,
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
	if p.Deleted.IsZero() && !c.onlyGroup2() {
		for _, s := range addUp(c.purchases()) { // licenses end with the last subscription of their product
			if i := slices.IndexFunc(p.Held, func(h held) bool { return h.Sku == s.product.sku }); i >= 0 {
				items = append(items, licenseItem{
					ServicePlans: c.center.world.planBodies(s.product, planAssigned, p.Held[i].Off), ProductSku: s.product.skuBody(),
					Attributes: attributes{ObjectType: "License"},
				})
			}
		}
	}
	return reply{body: collect(items, nil), bom: true}, nil
}

type licenseAssignment struct {
	SkuID         string   `json:"skuId"`
	ExcludedPlans []string `json:"excludedPlans"`
}

type licenseUpdate struct {
	LicensesToAssign []licenseAssignment `json:"licensesToAssign"`
	LicensesToRemove []string            `json:"licensesToRemove"`
	LicenseWarnings  []string            `json:"licenseWarnings"` // none happen here
	Attributes       attributes          `json:"attributes"`
}

// updateLicenses assigns and removes licenses of one user, all or none
// ("Assign licenses to a user").
func (c *call) updateLicenses() (reply, *problem) {
	p, bad := c.activePerson()
	if bad != nil {
		return reply{}, bad
	}
	var asked licenseUpdate
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	if len(asked.LicensesToAssign)+len(asked.LicensesToRemove) == 0 {
		return reply{}, invalid("No license is to be assigned or removed.")
	}
	p.Held = slices.Clone(p.Held)
	for _, sku := range asked.LicensesToRemove {
		i := slices.IndexFunc(p.Held, func(h held) bool { return strings.EqualFold(h.Sku, sku) })
		if i < 0 {
			return reply{}, invalidField("licensesToRemove", "The user does not hold the license "+sku+".")
		}
		p.Held = slices.Delete(p.Held, i, i+1)
	}
	have := c.seats()
	for _, one := range asked.LicensesToAssign {
		if slices.ContainsFunc(asked.LicensesToRemove, func(sku string) bool { return strings.EqualFold(sku, one.SkuID) }) {
			return reply{}, invalidField("licensesToAssign", "The same license is to be assigned and removed.")
		}
		if bad := c.assign(&p, one, have); bad != nil {
			return reply{}, bad
		}
	}
	c.delta.Users = append(c.delta.Users, p)
	asked.LicenseWarnings, asked.Attributes.ObjectType = []string{}, "LicenseUpdate"
	return reply{status: http.StatusCreated, body: asked}, nil
}

// assign gives a user a license, or other excluded plans of one that the user
// holds. A usage location must be set before.
func (c *call) assign(p *person, one licenseAssignment, have []seats) *problem {
	i := slices.IndexFunc(have, func(s seats) bool { return strings.EqualFold(s.product.sku, one.SkuID) })
	if i < 0 {
		return invalidField("licensesToAssign", "The customer has no license with the id "+one.SkuID+".")
	}
	s := have[i]
	h := held{Sku: s.product.sku}
	for _, plan := range one.ExcludedPlans {
		known := slices.ContainsFunc(s.product.plans, func(name string) bool { return strings.EqualFold(c.center.world.planID(name), plan) })
		if !known {
			return invalidField("excludedPlans", "The license has no service plan with the id "+plan+".")
		}
		h.Off = append(h.Off, strings.ToLower(plan))
	}
	if p.Location == "" {
		return invalidField("usageLocation", "A license cannot be assigned to a user without a usage location.")
	}
	if old := slices.IndexFunc(p.Held, func(other held) bool { return other.Sku == h.Sku }); old >= 0 {
		p.Held[old] = h
		return nil
	}
	if s.consumed >= s.total {
		return &problem{
			status: 400, code: 60012, description: "The customer has run out of licenses of " + s.product.name + ".",
			data: []any{"LicenseQuotaExceededException", s.product.sku},
		}
	}
	p.Held = append(p.Held, h)
	return nil
}
