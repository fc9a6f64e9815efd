package partnercenter

import (
	"context"
	"net/http"

	"cspdesk/internal/partner"
)

type wireRole struct {
	ID   text `json:"id"`
	Name text `json:"name"`
}

// CustomDomains reads the verified domains of a customer (Partner Center, "Get
// custom domains of a customer").
func (c *Client) CustomDomains(ctx context.Context, id partner.CustomerID) ([]string, error) {
	list, err := collect[text](ctx, c, ofCustomer(id, "customDomains"))
	if err != nil {
		return nil, err
	}
	var domains []string
	for _, domain := range list {
		if domain != "" {
			domains = append(domains, string(domain))
		}
	}
	return domains, nil
}

// DirectoryRoles reads the roles that users of a customer can have (Partner
// Center, "Get directory roles of a customer").
func (c *Client) DirectoryRoles(ctx context.Context, id partner.CustomerID) ([]partner.DirectoryRole, error) {
	return c.roles(ctx, ofCustomer(id, "directoryroles"))
}

// UserRoles reads the roles that a user has (Partner Center, "Get user roles
// assigned to a customer user account").
func (c *Client) UserRoles(ctx context.Context, id partner.CustomerID, userID string) ([]partner.DirectoryRole, error) {
	return c.roles(ctx, ofCustomer(id, "users", userID, "directoryroles"))
}

func (c *Client) roles(ctx context.Context, path string) ([]partner.DirectoryRole, error) {
	list, err := collect[wireRole](ctx, c, path)
	if err != nil {
		return nil, err
	}
	roles := make([]partner.DirectoryRole, 0, len(list))
	for _, w := range list {
		if w.ID != "" {
			roles = append(roles, partner.DirectoryRole{ID: string(w.ID), Name: first(w.Name, w.ID)})
		}
	}
	return roles, nil
}

// AddRole gives a user a directory role (Partner Center, "Set user roles for a
// customer").
func (c *Client) AddRole(ctx context.Context, id partner.CustomerID, roleID string, user partner.User, requestID string) (correlation string, err error) {
	got, err := c.change(ctx, change{
		method: http.MethodPost, path: ofCustomer(id, "directoryroles", roleID, "usermembers"), request: requestID,
		body: struct {
			ID            string     `json:"id"`
			DisplayName   string     `json:"displayName"`
			PrincipalName string     `json:"userPrincipalName"`
			Attributes    wireObject `json:"attributes"`
		}{user.ID, user.DisplayName, user.PrincipalName, wireObject{"UserMember"}},
	})
	return got.correlation, err
}

// RemoveRole takes a directory role from a user (Partner Center, "Remove a
// customer user from a role").
func (c *Client) RemoveRole(ctx context.Context, id partner.CustomerID, roleID, userID, requestID string) (correlation string, err error) {
	got, err := c.change(ctx, change{
		method: http.MethodDelete, path: ofCustomer(id, "directoryroles", roleID, "usermembers", userID), request: requestID,
	})
	return got.correlation, err
}
