package partnercenter

import (
	"context"
	"net/url"
	"strings"

	"cspdesk/internal/partner"
)

const (
	// onlineServices is the part of the catalog that is sold by the seat.
	onlineServices = "OnlineServices"
	maxProducts    = 5000
)

type wireProduct struct {
	ID          text `json:"id"`
	Title       text `json:"title"`
	Description text `json:"description"`
	Type        struct {
		ID text `json:"id"`
	} `json:"productType"`
	Publisher text `json:"publisherName"`
}

type wireCatalogSKU struct {
	ID            text   `json:"id"`
	ProductID     text   `json:"productId"`
	Title         text   `json:"title"`
	Description   text   `json:"description"`
	Fewest        number `json:"minimumQuantity"`
	Most          number `json:"maximumQuantity"`
	Trial         bool   `json:"isTrial"`
	Prerequisites []text `json:"purchasePrerequisites"`
	Attributes    struct {
		AddOn bool `json:"isAddon"`
	} `json:"dynamicAttributes"`
}

type wireAvailability struct {
	CatalogItemID text `json:"catalogItemId"`
	Currency      struct {
		Code text `json:"code"`
	} `json:"defaultCurrency"`
	Segment     text `json:"segment"`
	Purchasable text `json:"isPurchasable"`
	Renewable   bool `json:"isRenewable"`
	Terms       []struct {
		Duration    text `json:"duration"`
		Description text `json:"description"`
		Cycle       text `json:"billingCycle"`
	} `json:"terms"`
}

// inCountry is the query of the catalog's calls. The country decides what is
// sold and in which currency; the segment is left out for the commercial one.
func inCountry(country, segment string, more ...string) string {
	q := url.Values{"country": {country}}
	if segment != "" {
		q.Set("targetSegment", segment)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "?" + q.Encode()
}

// Products reads the catalog of online services for a country, at most 5,000
// lines of it. segment is one of commercial, education, government and
// nonprofit; "" means the service's default ("Get a list of products").
func (c *Client) Products(ctx context.Context, country, segment string) ([]partner.Product, error) {
	list, _, err := collectUpTo[wireProduct](ctx, c, "/v1/products"+inCountry(country, segment, "targetView", onlineServices), maxProducts)
	if err != nil {
		return nil, err
	}
	products := make([]partner.Product, 0, len(list))
	for _, w := range list {
		if w.ID != "" {
			products = append(products, partner.Product{
				ID: string(w.ID), Title: first(w.Title, w.ID), Description: string(w.Description),
				Type: string(w.Type.ID), Publisher: string(w.Publisher),
			})
		}
	}
	return products, nil
}

func ofProduct(product string, parts ...string) string {
	path := "/v1/products/" + url.PathEscape(product) + "/skus"
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}

// SKUs reads the kinds in which a product is sold ("Get a list of SKUs for a
// product").
func (c *Client) SKUs(ctx context.Context, product, country, segment string) ([]partner.SKU, error) {
	list, err := collect[wireCatalogSKU](ctx, c, ofProduct(product)+inCountry(country, segment))
	if err != nil {
		return nil, err
	}
	skus := make([]partner.SKU, 0, len(list))
	for _, w := range list {
		if w.ID == "" {
			continue
		}
		sku := partner.SKU{
			ID: string(w.ID), ProductID: first(w.ProductID, text(product)), Title: first(w.Title, w.ID), Description: string(w.Description),
			Fewest: int(w.Fewest), Most: int(w.Most), Trial: w.Trial, AddOn: w.Attributes.AddOn,
		}
		for _, p := range w.Prerequisites {
			sku.Prerequisites = append(sku.Prerequisites, string(p))
		}
		skus = append(skus, sku)
	}
	return skus, nil
}

// Offers reads how a SKU can be bought now: each term of each availability that
// is purchasable. Their catalog items are good for a short time, so they are
// read right before a cart is made ("Get a list of availabilities for a SKU").
func (c *Client) Offers(ctx context.Context, product, sku, country, segment string) ([]partner.Offer, error) {
	list, err := collect[wireAvailability](ctx, c, ofProduct(product, sku, "availabilities")+inCountry(country, segment))
	if err != nil {
		return nil, err
	}
	offers := []partner.Offer{}
	for _, w := range list {
		if w.CatalogItemID == "" || strings.EqualFold(string(w.Purchasable), "false") {
			continue
		}
		offer := partner.Offer{
			CatalogItemID: string(w.CatalogItemID), Currency: string(w.Currency.Code), Segment: string(w.Segment), Renewable: w.Renewable,
		}
		for _, t := range w.Terms {
			o := offer
			o.Term, o.BillingCycle, o.Description = string(t.Duration), string(t.Cycle), string(t.Description)
			offers = append(offers, o)
		}
		if len(w.Terms) == 0 { // an Azure plan has none
			offers = append(offers, offer)
		}
	}
	return offers, nil
}
