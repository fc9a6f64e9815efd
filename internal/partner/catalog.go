package partner

import (
	"math/big"
	"slices"
	"strings"
	"time"
)

// Product is a line of the catalog.
type Product struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Type        string `json:"type"`
	Publisher   string `json:"publisher"`
}

// SKU is a kind of a product that can be bought.
type SKU struct {
	ID            string   `json:"id"`
	ProductID     string   `json:"productId"`
	Title         string   `json:"title"`
	Description   string   `json:"description"`
	Fewest        int      `json:"fewest"` // 0 if the service does not say
	Most          int      `json:"most"`   // 0 if the service does not say
	Trial         bool     `json:"trial"`
	AddOn         bool     `json:"addOn"`
	Prerequisites []string `json:"prerequisites"` // in the service's words
}

// Offer is one way to buy a SKU now: a term with a billing cycle. Its
// CatalogItemID lives for a short time only.
type Offer struct {
	CatalogItemID string `json:"catalogItemId"`
	Term          string `json:"term"` // ISO 8601 duration, "" if none
	BillingCycle  string `json:"billingCycle"`
	Description   string `json:"description"`
	Currency      string `json:"currency"`
	Segment       string `json:"segment"`
	Renewable     bool   `json:"renewable"`
}

// Purchase is what a person wants to buy for a customer.
type Purchase struct {
	Product  Product
	SKU      SKU
	Offer    Offer
	Seats    int
	Nickname string
	Attested bool // the partner on record attests to what the service wants attested
}

// Cart is a purchase as the service priced it. Nothing is bought until it is
// checked out; it expires by itself.
type Cart struct {
	ID       string     `json:"id"`
	Status   string     `json:"status"`
	Currency string     `json:"currency"`
	Expires  time.Time  `json:"expires,omitzero"`
	Lines    []CartLine `json:"lines"`
}

// CartLine is a line of a cart. Amounts are as the service wrote them; "" if it
// wrote none.
type CartLine struct {
	CatalogItemID string     `json:"catalogItemId"`
	Seats         int        `json:"seats"`
	Term          string     `json:"term"`
	BillingCycle  string     `json:"billingCycle"`
	Nickname      string     `json:"nickname"`
	ListPrice     string     `json:"listPrice"`
	UnitPrice     string     `json:"unitPrice"`
	TotalPrice    string     `json:"totalPrice"`
	Error         *LineError `json:"error,omitempty"`
}

// LineError says, in the service's words, why a line cannot be bought.
type LineError struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Orderable reports whether a cart has lines and all of them can be bought.
func (c Cart) Orderable() bool {
	return len(c.Lines) > 0 && !slices.ContainsFunc(c.Lines, func(l CartLine) bool { return l.Error != nil })
}

// Order is a purchase that was made.
type Order struct {
	ID       string      `json:"id"`
	Status   string      `json:"status"`
	Currency string      `json:"currency"`
	Total    string      `json:"total"` // as the service wrote it
	Created  time.Time   `json:"created,omitzero"`
	Lines    []OrderLine `json:"lines"`
}

// OrderLine is a line of an order.
type OrderLine struct {
	OfferID        string `json:"offerId"`
	OfferName      string `json:"offerName"`
	Nickname       string `json:"nickname"`
	Seats          int    `json:"seats"`
	SubscriptionID string `json:"subscriptionId"` // "" until it is set up
}

// Settled reports whether nothing more happens to an order by itself. A state
// that is not known here is taken for one that goes on.
func (o Order) Settled() bool {
	switch strings.ReplaceAll(strings.ToLower(o.Status), " ", "_") {
	case "completed", "cancelled", "canceled", "error", "po_review_rejected", "partial_success", "suspended":
		return true
	}
	return false
}

// CheckOut is what became of a cart that was checked out. An order may take up
// to 15 minutes until it can be read.
type CheckOut struct {
	Orders []Order     `json:"orders"`
	Errors []LineError `json:"errors"`
}

// CheckSeats says whether a number of seats is within what a SKU allows.
func (s SKU) CheckSeats(seats int) bool {
	return seats >= max(s.Fewest, 1) && (s.Most <= 0 || seats <= s.Most)
}

// Amount writes a price that came with the noise of binary fractions, such as
// 457.20000000000005, to four places at most and two at least. What is no number
// stays as it is.
func Amount(price string) string {
	r, ok := new(big.Rat).SetString(price)
	if !ok || strings.ContainsAny(price, "/eE") {
		return price
	}
	text := r.FloatString(4)
	for range 2 {
		text = strings.TrimSuffix(text, "0")
	}
	return text
}
