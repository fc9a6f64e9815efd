package sandbox

import (
	"strings"
	"time"
)

// customerChange is what a call may change of a customer: one of the two.
type customerChange struct {
	RelationshipToPartner *string
	AllowDelegatedAccess  *bool
}

// removedCustomer is the answer to the end of a relationship: all null, and in
// capital letters, as the documentation's sample has it.
type removedCustomer struct {
	ID                    *string            `json:"Id"`
	CommerceID            *string            `json:"CommerceId"`
	CompanyProfile        *string            `json:"CompanyProfile"`
	BillingProfile        *string            `json:"BillingProfile"`
	RelationshipToPartner string             `json:"RelationshipToPartner"`
	AllowDelegatedAccess  *bool              `json:"AllowDelegatedAccess"`
	UserCredentials       *string            `json:"UserCredentials"`
	CustomDomains         *string            `json:"CustomDomains"`
	AssociatedPartnerID   *string            `json:"AssociatedPartnerId"`
	Attributes            map[string]*string `json:"Attributes"`
}

// changeCustomer ends the reseller relationship ("Remove a reseller
// relationship with a customer") or gives up the delegated admin rights.
// Granular relationships stay in both cases.
func (c *call) changeCustomer() (reply, *problem) {
	var asked customerChange
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	ends, rights := asked.RelationshipToPartner != nil, asked.AllowDelegatedAccess != nil
	switch {
	case ends == rights:
		return reply{}, invalid("Either relationshipToPartner or allowDelegatedAccess is to be sent.")
	case rights && *asked.AllowDelegatedAccess:
		return reply{}, invalidField("allowDelegatedAccess", "Delegated access can be given up and not taken.")
	case rights:
		c.delta.Account = &accountChange{NoDelegation: true}
		c.tenant.dap = false
		return c.customer()
	case !strings.EqualFold(*asked.RelationshipToPartner, "none"):
		return reply{}, invalidField("relationshipToPartner", "The relationship can be set to none only.")
	}
	var blocking []any
	for _, p := range c.purchases() {
		if p.Status == stateActive {
			blocking = append(blocking, p.id)
		}
	}
	for _, e := range c.reservations() {
		blocking = append(blocking, e.ReferenceOrder.ID)
	}
	if blocking != nil {
		return reply{}, &problem{
			status: 400, code: "3000", data: blocking,
			description: "The relationship cannot be removed while the customer has active subscriptions or reservations.",
		}
	}
	left := c.center.now().UTC()
	c.delta.Account = &accountChange{Left: left, NoDelegation: true}
	kind := "Customer"
	return reply{body: removedCustomer{RelationshipToPartner: "none", Attributes: map[string]*string{"ObjectType": &kind, "Etag": nil}}}, nil
}

type entitlement struct {
	Type           string         `json:"entitlementType"`
	ProductID      string         `json:"productId"`
	SkuID          string         `json:"skuId"`
	Quantity       int            `json:"quantity"`
	ReferenceOrder referenceOrder `json:"referenceOrder"`
	Included       []string       `json:"includedEntitlements"`
	ExpiryDate     string         `json:"expiryDate"`
}

type referenceOrder struct {
	ID         string `json:"id"`
	LineItemID string `json:"lineItemId"`
}

// reservations gives the Azure reservations of a customer: a few of those with
// an Azure plan have one.
func (c *call) reservations() []entitlement {
	d := c.center.world.dice(c.tenant.ref, 10)
	for _, p := range c.center.world.purchases(c.tenant, time.Time{}, c.center.now()) {
		if !p.product.perUser && d.chance(30) {
			return []entitlement{{
				Type: "reservedinstance", ProductID: "DZH318Z0BQ3P", SkuID: "002Q", Quantity: 1 + d.below(4),
				ReferenceOrder: referenceOrder{ID: c.center.world.cipher.guid(ref{kind: kindReservation, owner: c.tenant.kind, entity: c.tenant.entity}), LineItemID: "0"},
				Included:       []string{}, ExpiryDate: sevenDigits(p.Created.AddDate(3+d.below(3), 0, 0)),
			}}
		}
	}
	return nil
}

// entitlements lists what was bought and is no subscription: reservations here,
// and no software.
func (c *call) entitlements() (reply, *problem) {
	items := []entitlement{}
	switch strings.ToLower(c.query.Get("entitlementType")) {
	case "", "reservedinstance":
		items = append(items, c.reservations()...)
	case "software":
	default:
		return reply{}, invalidField("entitlementType", "The entitlementType is not known.")
	}
	return reply{body: collect(items, nil)}, nil
}
