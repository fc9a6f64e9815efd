package sandbox

import (
	"net/url"
	"slices"
	"strings"
)

type supportContactBody struct {
	SupportTenantID string     `json:"supportTenantId"`
	SupportMPNID    string     `json:"supportMpnId"`
	Name            string     `json:"name"`
	Links           links      `json:"links"`
	Attributes      attributes `json:"attributes"`
}

// contactable gives the subscription in the address if it can have a support
// contact: only legacy ones can ("Update a subscription's support contact").
func (c *call) contactable() (purchase, *problem) {
	p, bad := c.findPurchase()
	if bad == nil && !p.Legacy {
		bad = invalidField("subscriptionId", "Support contacts are for legacy license subscriptions; new-commerce subscriptions have none.")
	}
	return p, bad
}

// contacts gives who can be the support contact: the partner itself, the
// provider of the customer, and the resellers of the partner. The first is the
// usual one.
func (c *call) contacts() []partnerAccount {
	all := []partnerAccount{c.center.world.partner()}
	if provider, ok := c.center.world.provider(c.center.changeOf(c.tenant.id).provider); ok {
		all = append([]partnerAccount{provider}, all...)
	}
	return append(all, c.center.world.resellers()...)
}

func (c *call) contactBody(p purchase) supportContactBody {
	all := c.contacts()
	i := slices.IndexFunc(all, func(one partnerAccount) bool { return one.id == p.Contact })
	one := all[max(i, 0)]
	return supportContactBody{
		SupportTenantID: one.id, SupportMPNID: one.mpnID, Name: one.name,
		Links:      links{Self: get("/customers/" + c.tenant.id + "/subscriptions/" + p.id + "/supportcontact")},
		Attributes: attributes{ObjectType: "SupportContact"},
	}
}

func (c *call) supportContact() (reply, *problem) {
	p, bad := c.contactable()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: c.contactBody(p), bom: true}, nil
}

func (c *call) changeSupportContact() (reply, *problem) {
	p, bad := c.contactable()
	if bad != nil {
		return reply{}, bad
	}
	var asked supportContactBody
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	all := c.contacts()
	i := slices.IndexFunc(all, func(one partnerAccount) bool { return strings.EqualFold(one.id, asked.SupportTenantID) })
	if i < 0 {
		return reply{}, invalidField("supportTenantId", "The support contact is not a reseller with a relationship to this partner.")
	}
	if asked.SupportMPNID != "" && asked.SupportMPNID != all[i].mpnID {
		return reply{}, invalidField("supportMpnId", "supportMpnId does not belong to supportTenantId.")
	}
	p.Contact = all[i].id
	c.delta.Purchases = append(c.delta.Purchases, p)
	return reply{body: c.contactBody(p)}, nil
}

type supportProfile struct {
	Email       string     `json:"email"`
	Telephone   string     `json:"telephone"`
	Website     string     `json:"website"`
	ProfileType string     `json:"profileType"`
	Links       links      `json:"links"`
	Attributes  attributes `json:"attributes"`
}

func (c *call) supportProfile() (reply, *problem) {
	c.center.mu.RLock()
	defer c.center.mu.RUnlock()
	if c.center.support != nil {
		return reply{body: *c.center.support}, nil
	}
	return reply{body: profileOf("support@"+partnerDomain, "+49 89 5550200", "https://"+partnerDomain+"/support")}, nil
}

func profileOf(email, telephone, website string) supportProfile {
	return supportProfile{
		Email: email, Telephone: telephone, Website: website, ProfileType: "support_profile",
		Links: links{Self: get("/profiles/support")}, Attributes: attributes{ObjectType: "SupportProfile"},
	}
}

// changeSupportProfile is answered at the documented path, which is another
// than that of reading.
func (c *call) changeSupportProfile() (reply, *problem) {
	var asked supportProfile
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	site, err := url.Parse(asked.Website)
	switch {
	case !isAddress(asked.Email):
		return reply{}, invalidField("email", "email is not a mail address.")
	case strings.TrimSpace(asked.Telephone) == "" || !plainText(asked.Telephone, 40):
		return reply{}, invalidField("telephone", "telephone is missing or too long.")
	case err != nil || !plainText(asked.Website, 255) || asked.Website != "" && site.Host == "" && !isDomain(strings.ToLower(asked.Website)):
		return reply{}, invalidField("website", "website is not an address on the web.")
	}
	kept := profileOf(asked.Email, asked.Telephone, asked.Website)
	c.delta.Support = &kept
	return reply{body: kept}, nil
}
