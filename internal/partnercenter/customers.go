package partnercenter

import (
	"context"
	"net/url"
	"strconv"

	"cspdesk/internal/partner"
)

// MaxPageSize is the most that the service gives in one page of customers.
const MaxPageSize = 500

const customersPath = "/v1/customers"

// RelationshipRequest gives the link with which a customer accepts a reseller
// relationship, exactly as the service returned it. Provider is the tenant id
// of the indirect provider whose invitation is wanted; "" for none
// (Partner Center, "Retrieve a relationship request URL").
func (c *Client) RelationshipRequest(ctx context.Context, provider string) (string, error) {
	path := customersPath + "/relationshiprequests"
	if provider != "" {
		path += "?indirectCloudSolutionProviderId=" + url.QueryEscape(provider)
	}
	r, err := one[struct {
		URL string `json:"url"`
	}](ctx, c, path)
	if err != nil {
		return "", err
	}
	if r.URL == "" {
		return "", badAnswer("the answer holds no link", nil)
	}
	return r.URL, nil
}

// customerRow is a customer as the list gives it
// (Partner Center, "Customer resources").
type customerRow struct {
	ID      string `json:"id"`
	Profile struct {
		TenantID    string `json:"tenantId"`
		Domain      string `json:"domain"`
		CompanyName string `json:"companyName"`
	} `json:"companyProfile"`
	Relationship text `json:"relationshipToPartner"`
}

// CustomersPage gives one page of the customer list, of at most size rows
// (1 to 500), and the place of the next one: a text that may be stored and
// given back, also to another Client of the same service. An empty next asks
// for the first page, and one that is returned means that this was the last. A
// row without a Microsoft ID is left out, a row that comes twice is there
// once. A stored place that is not valid gives CodeInvalidInput.
func (c *Client) CustomersPage(ctx context.Context, size int, next string) (customers []partner.Customer, following string, err error) {
	at := cursor{Path: customersPath + "?size=" + strconv.Itoa(min(max(size, 1), MaxPageSize))}
	if next != "" {
		if at, err = c.parseCursor(next); err != nil {
			return nil, "", err
		}
	}
	p, err := fetchWith(ctx, c, at, readCustomers)
	if err != nil {
		return nil, "", err
	}
	customers = make([]partner.Customer, 0, len(p.items))
	seen := make(map[partner.CustomerID]bool, len(p.items))
	for i := range p.items {
		row := p.items[i].customer()
		if row.ID == "" || seen[row.ID] {
			continue
		}
		seen[row.ID] = true
		customers = append(customers, row)
	}
	return customers, p.next.String(), nil
}

func (r *customerRow) customer() partner.Customer {
	id := guid(r.ID)
	if id == "" {
		id = guid(r.Profile.TenantID)
	}
	return partner.Customer{
		ID:           partner.CustomerID(id),
		CompanyName:  r.Profile.CompanyName,
		Domain:       r.Profile.Domain,
		Relationship: partner.Relationship(r.Relationship),
		Standing:     partner.StandingListed,
	}
}

// guid gives a GUID in lower case; "" for what is none.
func guid(s string) string {
	if s = partner.NormaliseGUID(s); partner.ValidGUID(s) {
		return s
	}
	return ""
}

// ofCustomer makes a path below a customer, of parts that may hold anything.
func ofCustomer(id partner.CustomerID, parts ...string) string {
	path := customersPath + "/" + url.PathEscape(string(id))
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}
