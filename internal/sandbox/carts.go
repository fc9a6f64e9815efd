package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// cart is what a partner is about to buy for a customer.
type cart struct {
	ID       string     `json:"id"`
	Lines    []cartLine `json:"lines"`
	Created  time.Time  `json:"created"`
	Modified time.Time  `json:"modified"`
	Ordered  bool       `json:"ordered,omitempty"`
}

// cartLife is how long a cart can be ordered (Cart resources).
const cartLife = 7 * 24 * time.Hour

// cartLine is a line of a cart, as it is sent and answered.
type cartLine struct {
	ID                  any               `json:"id"` // a number or a text from the caller, a text in answers
	CatalogItemID       string            `json:"catalogItemId"`
	FriendlyName        string            `json:"friendlyName,omitempty"`
	Quantity            int               `json:"quantity"`
	CurrencyCode        string            `json:"currencyCode,omitempty"`
	BillingCycle        string            `json:"billingCycle"`
	TermDuration        string            `json:"termDuration,omitempty"`
	Participants        []participant     `json:"participants,omitempty"`
	ProvisioningContext map[string]string `json:"provisioningContext,omitempty"`
	AttestationAccepted *bool             `json:"attestationAccepted,omitempty"`
	PromotionID         string            `json:"promotionId,omitempty"`
	CustomTermEndDate   string            `json:"customTermEndDate,omitempty"`
	RenewsTo            any               `json:"renewsTo,omitempty"`
	AddonItems          []cartLine        `json:"addonItems,omitempty"`
	OrderGroup          string            `json:"orderGroup"`
	Pricing             *pricing          `json:"pricing,omitempty"`
	Error               *cartError        `json:"error,omitempty"`
}

type participant struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type pricing struct {
	ListPrice       float64 `json:"listPrice"`
	DiscountedPrice float64 `json:"discountedPrice"`
	ProratedPrice   float64 `json:"proratedPrice"`
	Price           float64 `json:"price"`
	ExtendedPrice   float64 `json:"extendedPrice"`
}

type cartError struct {
	Code        string `json:"errorCode"`
	Description string `json:"errorDescription"`
	Information string `json:"additionalInformation,omitempty"`
}

// The errors of cart lines ("Cart resources", CartErrorCode).
const (
	lineCurrency     = "10000"
	lineItem         = "10001"
	lineInventory    = "10003"
	lineParticipants = "10004"
	lineInput        = "10010"
)

type cartBody struct {
	ID           string     `json:"id"`
	Created      string     `json:"creationTimestamp"`
	Modified     string     `json:"lastModifiedTimestamp"`
	Expires      string     `json:"expirationTimestamp"`
	ModifiedUser string     `json:"lastModifiedUser"`
	LineItems    []cartLine `json:"lineItems"`
	Status       string     `json:"status"`
	Links        links      `json:"links"`
	Attributes   attributes `json:"attributes"`
}

type cartChange struct {
	LineItems                          []cartLine
	PartnerOnRecordAttestationAccepted *bool
}

func (c *call) cartBody(one cart) cartBody {
	b := cartBody{
		ID: one.ID, Created: sevenDigits(one.Created), Modified: sevenDigits(one.Modified), Expires: sevenDigits(one.Modified.Add(cartLife)),
		ModifiedUser: "practice@" + partnerDomain, LineItems: one.Lines, Status: "Active",
		Links: links{Self: get("/customers/" + c.tenant.id + "/carts/" + one.ID)}, Attributes: attributes{ObjectType: "Cart"},
	}
	if one.Ordered {
		b.Status = "Ordered"
	}
	return b
}

// createCart answers 201 also where lines have errors ("Create a cart").
func (c *call) createCart() (reply, *problem) {
	now := c.center.now().UTC()
	one := cart{ID: c.center.nextCart(c.tenant), Created: now}
	return c.fillCart(one, http.StatusCreated)
}

func (c *call) fillCart(one cart, status int) (reply, *problem) {
	var asked cartChange
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	switch {
	case len(asked.LineItems) == 0 || len(asked.LineItems) > 50:
		return reply{}, invalidField("lineItems", "A cart needs from 1 to 50 line items.")
	case asked.PartnerOnRecordAttestationAccepted == nil || !*asked.PartnerOnRecordAttestationAccepted:
		return reply{}, &problem{status: 400, code: 900206, description: "The attestation of the partner is missing.", data: []any{"partnerOnRecordAttestationAccepted"}}
	}
	var groups []string
	for i := range asked.LineItems {
		line := &asked.LineItems[i]
		c.priceLine(line, i)
		for j := range line.AddonItems {
			c.priceLine(&line.AddonItems[j], j)
		}
		group := slices.Index(groups, strings.ToLower(line.BillingCycle))
		if group < 0 {
			group, groups = len(groups), append(groups, strings.ToLower(line.BillingCycle))
		}
		line.OrderGroup = strconv.Itoa(group)
	}
	one.Lines, one.Modified = asked.LineItems, c.center.now().UTC()
	c.delta.Carts = append(c.delta.Carts, one)
	return reply{status: status, body: c.cartBody(one)}, nil
}

// priceLine completes a line: its number, its price, and what is wrong with it.
func (c *call) priceLine(line *cartLine, number int) {
	country := c.tenant.billing.Country
	line.ID, line.Error, line.Pricing = strconv.Itoa(number), nil, nil
	asked := line.CurrencyCode
	line.CurrencyCode = currencyOf(country).Code
	p := productOfItem(line.CatalogItemID, country, c.center.now())
	switch {
	case p == nil:
		line.Error = &cartError{lineItem, "The catalog item is not valid or no longer available in the customer's country.", "Read the availabilities again."}
	case line.Quantity < 1:
		line.Error = &cartError{lineInput, "The quantity is below the minimum of 1.", ""}
	case line.Quantity > p.most():
		line.Error = &cartError{lineInventory, fmt.Sprintf("The quantity is above the maximum of %d.", p.most()), ""}
	case !p.sells(line.TermDuration, line.BillingCycle):
		line.Error = &cartError{lineInput, "The product is not sold with this term and billing cycle.", line.TermDuration + " " + line.BillingCycle}
	case asked != "" && !strings.EqualFold(asked, line.CurrencyCode):
		line.Error = &cartError{lineCurrency, "The currency is not the one of the customer's country.", line.CurrencyCode}
	case !c.knowsParticipants(line.Participants):
		line.Error = &cartError{lineParticipants, "A participant is not a reseller of this partner, or there are too many.", ""}
	default:
		seat := float64(p.seatPrice(line.TermDuration, line.BillingCycle)) / 100
		line.Pricing = &pricing{seat, seat, seat, seat, seat * float64(line.Quantity)}
	}
}

// knowsParticipants checks the partners on record of a line: one reseller, and
// in the EU and EFTA up to five more.
func (c *call) knowsParticipants(all []participant) bool {
	count := map[string]int{}
	for _, p := range all {
		count[p.Key]++
		if !slices.ContainsFunc(c.center.world.resellers(), func(r partnerAccount) bool { return r.mpnID == p.Value }) {
			return false
		}
	}
	country, _ := partner.CountryByCode(c.tenant.billing.Country)
	first, more := count["transaction_reseller"], count["additional_transaction_reseller"]
	return first+more == len(all) && first <= 1 && more <= 5 && (more == 0 || country.EU || country.EFTA)
}

// findCart gives the cart in the address; one that was not ordered in time is gone.
func (c *call) findCart() (cart, *problem) {
	one, ok := c.center.cart(c.tenant, strings.ToLower(c.values["cart"]))
	if !ok || !one.Ordered && c.center.now().After(one.Modified.Add(cartLife)) {
		return cart{}, &problem{status: 404, code: 1000, description: "The cart was not found or has expired."}
	}
	return one, nil
}

func (c *call) showCart() (reply, *problem) {
	one, bad := c.findCart()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: c.cartBody(one)}, nil
}

func (c *call) changeCart() (reply, *problem) {
	one, bad := c.openCart()
	if bad != nil {
		return reply{}, bad
	}
	return c.fillCart(one, http.StatusOK)
}

// openCart gives the cart in the address if it was not ordered yet.
func (c *call) openCart() (cart, *problem) {
	one, bad := c.findCart()
	if bad == nil && one.Ordered {
		bad = &problem{status: 400, code: 800065, description: "The cart has been submitted already."}
	}
	return one, bad
}

// cart gives a cart of a customer.
func (c *center) cart(t tenant, id string) (cart, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if a := c.changed[t.id].account; a != nil {
		one, ok := a.carts[id]
		return one, ok
	}
	return cart{}, false
}

// nextCart gives an id for a cart.
func (c *center) nextCart(t tenant) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	number := 0
	if a := c.changed[t.id].account; a != nil {
		number = len(a.carts)
	}
	return c.world.cipher.guid(ref{kind: kindCart, owner: t.kind, entity: t.entity, item: uint32(number)})
}
