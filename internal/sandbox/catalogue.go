package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// The views and segments that the catalogue knows ("Get a list of products").
var (
	targetViews = []string{
		"Azure", "AzureReservations", "AzureReservationsVM", "AzureReservationsSQL", "AzureReservationsCosmosDb", "MicrosoftAzure", "OnlineServices",
		"Software", "SoftwareSUSELinux", "SoftwarePerpetual", "SoftwareSubscriptions", "SpecializedOffers", "MarketplaceSaaS",
	}
	targetSegments = []string{"commercial", "education", "government", "nonprofit"}
)

type productBody struct {
	ID                 string       `json:"id"`
	Title              string       `json:"title"`
	Description        string       `json:"description"`
	ProductType        *productType `json:"productType"`
	IsMicrosoftProduct bool         `json:"isMicrosoftProduct"`
	PublisherName      string       `json:"publisherName"`
	Links              links        `json:"links"`
}

type skuInfo struct {
	ID                     string         `json:"id"`
	ProductID              string         `json:"productId"`
	Title                  string         `json:"title"`
	Description            string         `json:"description"`
	MinimumQuantity        int            `json:"minimumQuantity"`
	MaximumQuantity        int            `json:"maximumQuantity"`
	IsTrial                bool           `json:"isTrial"`
	SupportedBillingCycles []string       `json:"supportedBillingCycles"`
	PurchasePrerequisites  []string       `json:"purchasePrerequisites"`
	ProvisioningVariables  []string       `json:"provisioningVariables"`
	DynamicAttributes      map[string]any `json:"dynamicAttributes"`
	Links                  links          `json:"links"`
}

type availabilityBody struct {
	ID              string     `json:"id"`
	ProductID       string     `json:"productId"`
	SkuID           string     `json:"skuId"`
	CatalogItemID   string     `json:"catalogItemId"`
	DefaultCurrency currency   `json:"defaultCurrency"`
	Segment         string     `json:"segment"`
	Country         string     `json:"country"`
	IsPurchasable   bool       `json:"isPurchasable"`
	IsRenewable     bool       `json:"isRenewable"`
	Terms           []termBody `json:"terms"`
	Links           links      `json:"links"`
}

type currency struct {
	Code   string `json:"code"`
	Symbol string `json:"symbol"`
}

type termBody struct {
	ID                   string               `json:"id"`
	Duration             string               `json:"duration"`
	Description          string               `json:"description"`
	BillingCycle         string               `json:"billingCycle"`
	CancellationPolicies []cancellationPolicy `json:"cancellationPolicies"`
}

type cancellationPolicy struct {
	RefundOptions []policyRefund `json:"refundOptions"`
}

type policyRefund struct {
	SequenceID   int    `json:"sequenceId"`
	Type         string `json:"type"`
	ExpiresAfter string `json:"expiresAfter"`
}

// market gives the country of the call, which is the customer's where there is
// one, and the segment, which is the commercial one unless another is named.
func (c *call) market() (country, segment string, bad *problem) {
	segment = strings.ToLower(c.query.Get("targetSegment"))
	if segment == "" {
		segment = targetSegments[0]
	}
	if !slices.Contains(targetSegments, segment) {
		return "", "", &problem{status: 403, code: 400030, description: "The targetSegment is not supported."}
	}
	if c.tenant.id != "" {
		return c.tenant.billing.Country, segment, nil
	}
	known, ok := partner.CountryByCode(c.query.Get("country"))
	if !ok || !known.Sold() {
		return "", "", invalidField("country", "country is missing or is not the code of a country in which products are sold.")
	}
	return known.Code, segment, nil
}

// inSegment reports whether a product is sold to a segment; to schools and
// nonprofit organizations only the suites are.
func (p *product) inSegment(segment string) bool { return segment == targetSegments[0] || p.isSuite() }

// catalogue lists the products of a view, for a country or for a customer.
func (c *call) catalogue() (reply, *problem) {
	country, segment, bad := c.market()
	if bad != nil {
		return reply{}, bad
	}
	view := c.query.Get("targetView")
	if !slices.ContainsFunc(targetViews, func(v string) bool { return strings.EqualFold(v, view) }) {
		return reply{}, &problem{status: 403, code: 400036, description: "The targetView is missing or not supported."}
	}
	var items []productBody
	for i := range products {
		p := &products[i]
		inView := p.perUser && strings.EqualFold(view, "OnlineServices") || !p.perUser && strings.EqualFold(view, "Azure")
		if inView && p.inSegment(segment) {
			items = append(items, p.body(country))
		}
	}
	return reply{body: collect(items, &links{Self: get("/products?country=" + country + "&targetView=" + view)})}, nil
}

func (p *product) body(country string) productBody {
	kind := &productType{ID: "OnlineServicesNCE", DisplayName: "OnlineServicesNCE"}
	if !p.perUser {
		kind = &productType{ID: "Azure", DisplayName: "Azure"}
	}
	return productBody{
		ID: p.productID(), Title: p.name, Description: p.name + " for organizations.", ProductType: kind, IsMicrosoftProduct: true,
		PublisherName: "Microsoft Corporation", Links: links{Self: get("/products/" + p.productID() + "?country=" + country)},
	}
}

// findSku gives the product and SKU in the address.
func (c *call) findSku() (*product, *problem) {
	known := false
	for i := range products {
		if !strings.EqualFold(products[i].productID(), c.values["product"]) {
			continue
		}
		known = true
		if sku := c.values["sku"]; sku == "" || strings.EqualFold(products[i].skuID(), sku) {
			return &products[i], nil
		}
	}
	if !known {
		return nil, &problem{status: 404, code: 400013, description: "The product was not found."}
	}
	return nil, &problem{status: 404, code: 400018, description: "The SKU was not found."}
}

func (c *call) skus() (reply, *problem) {
	body, bad := c.skuBody()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: collect([]skuInfo{body}, nil)}, nil
}

func (c *call) sku() (reply, *problem) {
	body, bad := c.skuBody()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: body}, nil
}

func (c *call) skuBody() (skuInfo, *problem) {
	country, _, bad := c.market()
	if bad != nil {
		return skuInfo{}, bad
	}
	p, bad := c.findSku()
	if bad != nil {
		return skuInfo{}, bad
	}
	info := skuInfo{
		ID: p.skuID(), ProductID: p.productID(), Title: p.name, Description: p.name + " for organizations.", MinimumQuantity: 1, MaximumQuantity: p.most(),
		SupportedBillingCycles: []string{"monthly", "annual"}, PurchasePrerequisites: []string{}, ProvisioningVariables: []string{},
		DynamicAttributes: map[string]any{"isAddon": p == &products[productAddon], "prerequisiteSkus": []string{}, "provisioningId": p.sku},
		Links:             links{Self: get("/products/" + p.productID() + "/skus/" + p.skuID() + "?country=" + country)},
	}
	if !p.perUser {
		info.SupportedBillingCycles, info.DynamicAttributes["provisioningId"] = []string{"monthly"}, nil
	}
	return info, nil
}

// itemLife is how long the id of a catalogue item is good at least.
const itemLife = time.Hour

// availabilityID gives the id of an availability in a country. It changes by
// the hour: those who buy have to fetch it right before.
func (p *product) availabilityID(country string, at time.Time) string {
	d := newDice(newDiceOf(p.offer+country), uint64(at.Unix()/int64(itemLife.Seconds())))
	return fmt.Sprintf("CFQ7TTC%05X", d.next()&0xfffff)
}

func (p *product) catalogItem(country string, at time.Time) string {
	return p.offer + ":" + p.availabilityID(country, at)
}

// productOfItem gives the product of a catalogue item that is still good; nil
// for another.
func productOfItem(item, country string, now time.Time) *product {
	for i := range products {
		if item == products[i].catalogItem(country, now) || item == products[i].catalogItem(country, now.Add(-itemLife)) {
			return &products[i]
		}
	}
	return nil
}

func (c *call) availabilities() (reply, *problem) {
	body, ok, bad := c.availabilityBody()
	if bad != nil {
		return reply{}, bad
	}
	items := []availabilityBody{}
	if ok {
		items = append(items, body)
	}
	return reply{body: collect(items, nil)}, nil
}

func (c *call) availability() (reply, *problem) {
	body, ok, bad := c.availabilityBody()
	if bad != nil {
		return reply{}, bad
	}
	if !ok || !strings.EqualFold(body.ID, c.values["availability"]) {
		return reply{}, &problem{status: 404, code: 400019, description: "The availability was not found; read the list of availabilities again."}
	}
	return reply{body: body}, nil
}

// availabilityBody is false where the product is not sold to the segment.
func (c *call) availabilityBody() (availabilityBody, bool, *problem) {
	country, segment, bad := c.market()
	if bad != nil {
		return availabilityBody{}, false, bad
	}
	p, bad := c.findSku()
	if bad != nil {
		return availabilityBody{}, false, bad
	}
	now := c.center.now()
	id := p.availabilityID(country, now)
	body := availabilityBody{
		ID: id, ProductID: p.productID(), SkuID: p.skuID(), CatalogItemID: p.catalogItem(country, now), DefaultCurrency: currencyOf(country),
		Segment: segment, Country: country, IsPurchasable: true, IsRenewable: p.perUser, Terms: []termBody{},
		Links: links{Self: get("/products/" + p.productID() + "/skus/" + p.skuID() + "/availabilities/" + id + "?country=" + country)},
	}
	for _, t := range p.terms() {
		body.Terms = append(body.Terms, termBody{
			ID: strings.ToLower(t.term + "-" + t.cycle), Duration: t.term, Description: t.says, BillingCycle: t.cycle,
			CancellationPolicies: []cancellationPolicy{{RefundOptions: []policyRefund{{SequenceID: 0, Type: "Full", ExpiresAfter: "P7D"}}}},
		})
	}
	return body, p.inSegment(segment), nil
}

// currencyOf gives the currency in which a country is billed.
func currencyOf(code string) currency {
	symbols := map[string]string{"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥"}
	country, _ := partner.CountryByCode(code)
	if len(country.Currencies) == 0 {
		return currency{"USD", "$"}
	}
	one := country.Currencies[0]
	if slices.Contains(country.Currencies, "EUR") {
		one = "EUR"
	}
	symbol := symbols[one]
	if symbol == "" {
		symbol = one
	}
	return currency{one, symbol}
}

// seatPrice gives the invented price of a seat for a billing period, in
// hundredths of the currency.
func (p *product) seatPrice(term, cycle string) int {
	if !p.perUser {
		return 0
	}
	d := newDice(newDiceOf(p.part))
	month := 300 + 10*d.below(250)
	if strings.EqualFold(term, "P1M") {
		month += month / 5 // for not being bound
	}
	if strings.EqualFold(cycle, "annual") {
		return 12 * month
	}
	return month
}
