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

// CustomersPage asks for one page of the customer list, of at most size rows
// (1 to 500). It gives the place of the next one as soon as it is known: a text
// that may be stored and given back, also to another Client of the same service.
// An empty next asks for the first page, and one that is returned means that this
// was the last. A stored place that is not valid gives CodeInvalidInput.
//
// What it returns reads the page, once, and may be called while the next page is
// asked for. A row without a Microsoft ID is left out, a row that comes twice is
// there once. A page that cannot be read gives CodeBadAnswer there or here.
func (c *Client) CustomersPage(ctx context.Context, size int, next string) (read func() ([]partner.Customer, error), following string, err error) {
	at := cursor{Path: customersPath + "?size=" + strconv.Itoa(min(max(size, 1), MaxPageSize))}
	if next != "" {
		if at, err = c.parseCursor(next); err != nil {
			return nil, "", err
		}
	}
	got, err := c.getAt(ctx, at)
	if err != nil {
		return nil, "", err
	}
	rows, behind, err := openCustomers(c, got.body, at)
	if err != nil {
		return nil, "", got.blame(err)
	}
	return func() ([]partner.Customer, error) {
		all, err := rows()
		if err != nil {
			return nil, got.blame(err)
		}
		return customersOf(all), nil
	}, behind.String(), nil
}

// customersOf gives the customers of the rows that name one, each once.
func customersOf(rows []customerRow) []partner.Customer {
	customers := make([]partner.Customer, 0, len(rows))
	seen := make(map[partner.CustomerID]bool, len(rows))
	for i := range rows {
		row := rows[i].customer()
		if row.ID == "" || seen[row.ID] {
			continue
		}
		seen[row.ID] = true
		customers = append(customers, row)
	}
	return customers
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
