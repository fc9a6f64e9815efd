package partner

import (
	"slices"
	"strings"
)

// LicenseGroup gives the group of licenses that a product belongs to, in lower
// case; products that do not say belong to the first.
func LicenseGroup(products []License, sku string) string {
	i := slices.IndexFunc(products, func(l License) bool { return strings.EqualFold(l.SkuID, sku) })
	if i < 0 || products[i].Group == "" {
		return "group1"
	}
	return strings.ToLower(products[i].Group)
}

// Against leaves out of a change what a user has already, so that nothing is
// written twice.
func (c LicenseChange) Against(have []UserLicense) LicenseChange {
	held := func(sku string) int {
		return slices.IndexFunc(have, func(l UserLicense) bool { return strings.EqualFold(l.SkuID, sku) })
	}
	var left LicenseChange
	for _, grant := range c.Assign {
		if i := held(grant.SkuID); i < 0 || !sameIDs(have[i].Off, grant.Off) {
			left.Assign = append(left.Assign, grant)
		}
	}
	for _, sku := range c.Remove {
		if held(sku) >= 0 {
			left.Remove = append(left.Remove, sku)
		}
	}
	return left
}

// Apply gives what a user has after a change; names are taken from products.
func (c LicenseChange) Apply(have []UserLicense, products []License) []UserLicense {
	after := slices.DeleteFunc(slices.Clone(have), func(l UserLicense) bool {
		same := func(sku string) bool { return strings.EqualFold(sku, l.SkuID) }
		return slices.ContainsFunc(c.Remove, same) || slices.ContainsFunc(c.Assign, func(g LicenseGrant) bool { return same(g.SkuID) })
	})
	for _, grant := range c.Assign {
		after = append(after, UserLicense{SkuID: grant.SkuID, Name: ProductName(products, grant.SkuID), Off: grant.Off})
	}
	return after
}

// ByGroup splits a change into one for each group of licenses: the service takes
// one group at a time.
func (c LicenseChange) ByGroup(products []License) []LicenseChange {
	var names []string
	parts := map[string]*LicenseChange{}
	part := func(sku string) *LicenseChange {
		group := LicenseGroup(products, sku)
		if parts[group] == nil {
			parts[group] = &LicenseChange{}
			names = append(names, group)
		}
		return parts[group]
	}
	for _, grant := range c.Assign {
		p := part(grant.SkuID)
		p.Assign = append(p.Assign, grant)
	}
	for _, sku := range c.Remove {
		p := part(sku)
		p.Remove = append(p.Remove, sku)
	}
	var all []LicenseChange
	for _, name := range names {
		all = append(all, *parts[name])
	}
	return all
}

// Seats is a product before and after a change for many users.
type Seats struct {
	Product     License
	Before      int // of the users, who hold it
	After       int
	Needed      int // more seats than now; negative if some come free
	OutOfSeats  bool
	PlansChange bool // some service plans are switched on or off
}

// Suspended reports whether the seats that are missing are there, and suspended:
// then none need be bought.
func (s Seats) Suspended() bool {
	return s.OutOfSeats && s.Product.Suspended >= s.Needed-s.Product.Available
}

// Preview says what a change would do to each product that it concerns, for
// users whose licenses are known.
func (c LicenseChange) Preview(products []License, users []User) []Seats {
	var all []Seats
	for _, product := range products {
		row := Seats{Product: product}
		concerned := slices.ContainsFunc(c.Remove, func(sku string) bool { return strings.EqualFold(sku, product.SkuID) }) ||
			slices.ContainsFunc(c.Assign, func(g LicenseGrant) bool { return strings.EqualFold(g.SkuID, product.SkuID) })
		if !concerned {
			continue
		}
		for _, user := range users {
			left := c.Against(user.Licenses)
			had, has := holds(user.Licenses, product.SkuID), holds(left.Apply(user.Licenses, products), product.SkuID)
			row.Before, row.After = row.Before+had, row.After+has
			if had == 1 && has == 1 && slices.ContainsFunc(left.Assign, func(g LicenseGrant) bool { return strings.EqualFold(g.SkuID, product.SkuID) }) {
				row.PlansChange = true
			}
		}
		row.Needed = row.After - row.Before
		row.OutOfSeats = row.Needed > max(product.Available, 0)
		all = append(all, row)
	}
	return all
}

func holds(licenses []UserLicense, sku string) int {
	if slices.ContainsFunc(licenses, func(l UserLicense) bool { return strings.EqualFold(l.SkuID, sku) }) {
		return 1
	}
	return 0
}

// ProductName names a product by its id, or gives the id where it is not known.
func ProductName(products []License, sku string) string {
	if i := slices.IndexFunc(products, func(l License) bool { return strings.EqualFold(l.SkuID, sku) }); i >= 0 && products[i].Name != "" {
		return products[i].Name
	}
	return sku
}

// sameIDs compares ids without their order and case.
func sameIDs(a, b []string) bool {
	fold := func(ids []string) []string {
		out := make([]string, len(ids))
		for i, id := range ids {
			out[i] = strings.ToLower(id)
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return slices.Equal(fold(a), fold(b))
}
