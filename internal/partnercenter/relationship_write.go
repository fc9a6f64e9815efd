package partnercenter

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"cspdesk/internal/partner"
)

// Entitlements reads what a customer has bought outright, of one kind
// (Partner Center, "Get a collection of entitlements").
func (c *Client) Entitlements(ctx context.Context, id partner.CustomerID, kind partner.EntitlementKind) ([]partner.Entitlement, error) {
	list, err := collect[struct {
		ProductID text   `json:"productId"`
		SkuID     text   `json:"skuId"`
		Kind      text   `json:"entitlementType"`
		Quantity  number `json:"quantity"`
		Expires   moment `json:"expiryDate"`
		Order     struct {
			ID text `json:"id"`
		} `json:"referenceOrder"`
	}](ctx, c, ofCustomer(id, "entitlements")+"?entitlementType="+url.QueryEscape(string(kind)))
	if err != nil {
		return nil, err
	}
	all := make([]partner.Entitlement, 0, len(list))
	for _, w := range list {
		if w.Kind != "" && !strings.EqualFold(string(w.Kind), string(kind)) {
			continue
		}
		all = append(all, partner.Entitlement{
			Kind: kind, ProductID: string(w.ProductID), SkuID: string(w.SkuID), OrderID: string(w.Order.ID),
			Quantity: int(w.Quantity), Expires: w.Expires.Time,
		})
	}
	return all, nil
}

// RemoveRelationship ends the reseller relationship with a customer ("Remove a
// reseller relationship with a customer").
func (c *Client) RemoveRelationship(ctx context.Context, id partner.CustomerID, requestID string) (correlation string, err error) {
	return c.patchCustomer(ctx, id, "relationshipToPartner", partner.RelationshipNone, requestID)
}

// RemoveAdminRights gives up the delegated administration privileges at a
// customer; the relationship stays ("Remove delegated administration privileges
// from a customer"). Granular rights are not touched.
func (c *Client) RemoveAdminRights(ctx context.Context, id partner.CustomerID, requestID string) (correlation string, err error) {
	return c.patchCustomer(ctx, id, "allowDelegatedAccess", false, requestID)
}

// patchCustomer sends the one member that changes, as documented for both.
func (c *Client) patchCustomer(ctx context.Context, id partner.CustomerID, member string, value any, requestID string) (string, error) {
	got, err := c.change(ctx, change{method: http.MethodPatch, path: ofCustomer(id), request: requestID, body: map[string]any{
		member: value, "attributes": map[string]string{"objectType": "Customer"},
	}})
	return got.correlation, err
}

// noCommerceRelationship is the code by which the service says that a customer
// is none of this partner's.
const noCommerceRelationship = "20002"

// Relationship reads what the partner is to a customer and whether it has
// delegated administration privileges there. A customer that is not, or no
// longer, one of this partner's is RelationshipNone without an error.
func (c *Client) Relationship(ctx context.Context, id partner.CustomerID) (partner.Relationship, bool, error) {
	w, err := one[struct {
		Relationship text `json:"relationshipToPartner"`
		Delegated    bool `json:"allowDelegatedAccess"`
	}](ctx, c, ofCustomer(id))
	if e, ok := errors.AsType[*partner.Error](err); ok && (e.Code == partner.CodeNotFound || e.ServiceCode == noCommerceRelationship) {
		return partner.RelationshipNone, false, nil
	}
	return partner.Relationship(strings.ToLower(string(w.Relationship))), w.Delegated, err
}
