package partnercenter

import (
	"context"
	"net/url"
	"strings"

	"cspdesk/internal/partner"
)

// Profile reads what the service knows of the partner that is signed in:
// tenant, country, company name and PartnerID. The other fields are left as
// they are in a new profile. Without the organization profile there is no
// answer; the company name and the PartnerID may be missing.
func (c *Client) Profile(ctx context.Context) (partner.Profile, error) {
	organization, err := one[struct {
		ID       text        `json:"id"`
		TenantID text        `json:"tenantId"`
		Company  text        `json:"companyName"`
		Address  wireAddress `json:"defaultAddress"`
	}](ctx, c, "/v1/profiles/organization")
	if err != nil {
		return partner.Profile{}, err
	}
	profile := partner.Profile{
		TenantID: guid(first(organization.TenantID, organization.ID)),
		Company:  string(organization.Company),
		Country:  strings.ToUpper(string(organization.Address.Country)),
	}
	if profile.TenantID == "" {
		return partner.Profile{}, badAnswer("the answer names no tenant", nil)
	}
	legal, err := one[struct {
		Company text `json:"companyName"`
	}](ctx, c, "/v1/profiles/legalbusiness")
	if err := optional(err); err != nil {
		return partner.Profile{}, err
	}
	if legal.Company != "" {
		profile.Company = string(legal.Company)
	}
	mpn, err := one[struct {
		ID text `json:"mpnId"`
	}](ctx, c, "/v1/profiles/mpn")
	if err := optional(err); err != nil {
		return partner.Profile{}, err
	}
	profile.MPNID = string(mpn.ID)
	return profile, nil
}

// Partners reads the partners that the signed-in one has a relationship with, of
// one type: IsIndirectCloudSolutionProviderOf gives a provider its resellers, and
// IsIndirectResellerOf a reseller its providers ("Get a list of partner
// relationships").
func (c *Client) Partners(ctx context.Context, relationshipType string) ([]partner.OtherPartner, error) {
	return c.partnersAt(ctx, "/v1/relationships?relationship_type="+url.QueryEscape(relationshipType))
}
