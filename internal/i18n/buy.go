package i18n

import (
	"fmt"
	"strings"

	"cspdesk/internal/partner"
)

// Buy are the sentences of the screen that buys for a customer, and of its
// command.
type Buy struct {
	Title      string
	Steps      [4]string // product, offer, amount, cart
	Reading    string
	Pricing    string
	Ordering   string
	SearchHint string
	Country    string // %[1]s a country, %[2]s a segment
	Segments   map[string]string
	Nothing    string // %s what was searched
	Empty      string
	NoOffers   string
	Trial      string
	AddOn      string
	Limits     string // %[1]s fewest, %[2]s most
	Fewest     string // %s
	Terms      string // %[1]s a length, %[2]s a billing cycle
	NoTerm     string

	SeatsLabel, SeatsHint, SeatsWrong    string // %s limits
	NameLabel, NameHint                  string
	AttestLabel, AttestHint              string
	AttestWanted                         string
	AgreementMissing, AgreementUncertain string

	PriceLater   string // %s currencies
	CartHead     string
	CartAsks     string
	ListPrice    string
	UnitPrice    string
	Total        string
	NoPrice      string
	Expires      string // %s a moment
	LineError    string // %[1]s words, %[2]s code
	NotOrderable string

	Ask    string // %[1]s seats, %[2]s product, %[3]s customer
	Follow []string
	Prompt string // %s the number to type
	Wrong  string // %s the number to type

	OrderHead string
	Ordered   string // %s the id of the order
	Status    map[string]string
	Waiting   string
	Settled   string
	LeaveHint string
	Orders    string
	NoOrders  string
	NoOrderID string
	PartError string // %s words

	Short       string // of the command line
	OrdersShort string
	FlagSKU     string
	FlagTerm    string
	FlagCycle   string
	FlagSeats   string
	FlagName    string
	FlagSeg     string
	FlagAttest  string
	Question    string // %[1]s seats, %[2]s product, %[3]s customer, %[4]s price
	NotSold     string // %s a product
	OneOf       string // %s possibilities
}

var buyEnglish = Buy{
	Title: "Buy for %s", Steps: [4]string{"Product", "Offer", "Amount", "Cart"},
	Reading: "Reading the catalog ...", Pricing: "Asking for the price ...", Ordering: "Ordering ...",
	SearchHint: "name of a product", Country: "Catalog for %[1]s, %[2]s",
	Segments: map[string]string{"": "commercial", "education": "education", "government": "government", "nonprofit": "nonprofit"},
	Nothing:  `Nothing fits "%s".`, Empty: "Partner Center offers nothing here.", NoOffers: "This cannot be bought now in the customer's country.",
	Trial: "trial", AddOn: "add-on", Limits: "%[1]s to %[2]s", Fewest: "at least %s", Terms: "%[1]s, %[2]s", NoTerm: "without a term",

	SeatsLabel: "Seats", SeatsHint: "how many to buy", SeatsWrong: "a whole number, %s", NameLabel: "Nickname", NameHint: "a name of your own; it may be left empty",
	AttestLabel:        "Attestation",
	AttestWanted:       "Partner Center wants this attestation: {form-check=space} ticks it",
	AttestHint:         "I attest, as the partner on record, to what this product or the customer's country requires. Partner Center says so if it is missing.",
	AgreementMissing:   "The Microsoft Customer Agreement is not accepted yet. Partner Center refuses orders without it (13605).",
	AgreementUncertain: "Whether the Microsoft Customer Agreement is accepted is not known. Partner Center refuses orders without it.",

	CartHead: "Nothing is bought yet.", CartAsks: "{buy-order=ctrl+s} asks, and wants the number of seats typed.", PriceLater: "In %s. The cart names the price, before anything is bought.", ListPrice: "List price", UnitPrice: "Price per seat", Total: "Total", NoPrice: "Partner Center names no price here",
	Expires: "The cart is good until %s.", LineError: "Cannot be bought: %[1]s (%[2]s)", NotOrderable: "a line of the cart cannot be bought",

	Ask: "Buy %[1]s of %[2]s for %[3]s?",
	Follow: []string{
		"Your company is billed for this. Within seven days seats can be given back and the subscription canceled; after that it runs to the end of its term.",
	},
	Prompt: "Type the number of seats to buy: %s", Wrong: "That is not the number. Type %s, or press {dismiss=esc}.",

	OrderHead: "The order", Ordered: "Order %s",
	Status: map[string]string{
		"completed": "completed", "pending": "pending", "cancelled": "canceled", "suspended": "suspended", "pending_review": "under review",
		"pending_po_upload": "waits for a purchase order", "po_upload_complete": "purchase order received", "po_review_rejected": "purchase order rejected",
		"partial_success": "done in part", "error": "failed",
	},
	Waiting: "Partner Center is still working on it. This is read again by itself; a new order can take up to 15 minutes to appear.",
	Settled: "Settled. The services were read again.", LeaveHint: "You can leave: the order goes on, and {subscription-orders=O} in the services shows it.",
	Orders: "Orders of %s", NoOrders: "No orders.", NoOrderID: "Ordered. Partner Center did not name the order yet.", PartError: "Not ordered: %s",

	Short: "Buy a product for a customer", OrdersShort: "List the orders of a customer", FlagSKU: "product and SKU, such as CFQ7TTC0LCHC:0002", FlagTerm: "term: P1M, P1Y, P3Y", FlagCycle: "billing: monthly, annual, ...",
	FlagSeats: "number of seats", FlagName: "a name of your own", FlagSeg: "segment: education, government or nonprofit", FlagAttest: "attest, as the partner on record, to what is required",
	Question: "Buy %[1]s of %[2]s for %[3]s, in all %[4]s?", NotSold: "%s is not sold in the customer's country", OneOf: "Choose from %s.",
}

// SeatLimits says how many seats of a SKU can be bought.
func (s *Strings) SeatLimits(k partner.SKU) string {
	fewest, seats := max(k.Fewest, 1), s.Customers.Record.Seats
	if k.Most <= 0 {
		return fmt.Sprintf(s.Buy.Fewest, s.Count(seats, fewest))
	}
	return Fill(s.Buy.Limits, s.Number(fewest), s.Count(seats, k.Most))
}

// AboutSKU says what is to be known of a SKU before it is chosen.
func (s *Strings) AboutSKU(k partner.SKU) string {
	facts := []string{s.SeatLimits(k)}
	if k.Trial {
		facts = append(facts, s.Buy.Trial)
	}
	if k.AddOn {
		facts = append(facts, s.Buy.AddOn)
	}
	return strings.Join(facts, s.Common.Comma)
}

// OfferTerms is a term with its billing cycle, in words. What is not known is as it
// came.
func (s *Strings) OfferTerms(term, cycle string) string {
	length := s.Buy.NoTerm
	if term != "" {
		length = s.TermLength(term)
	}
	if cycle == "" {
		return length
	}
	return Fill(s.Buy.Terms, length, Word(s.Subscriptions.Cycles, strings.ToLower(cycle)))
}

// CartTotal is the price of a cart as the service gave it.
func (s *Strings) CartTotal(cart partner.Cart) string {
	var sums []string
	for _, l := range cart.Lines {
		if l.TotalPrice != "" {
			sums = append(sums, Money(l.TotalPrice, cart.Currency))
		}
	}
	if len(sums) == 0 {
		sums = []string{s.Buy.NoPrice}
	}
	return s.Buy.Total + s.Common.Colon + strings.Join(sums, s.Common.Comma)
}

// Money writes an amount of the service with its currency; "" if there is none.
func Money(amount, currency string) string {
	if amount == "" {
		return ""
	}
	return strings.TrimSpace(partner.Amount(amount) + " " + currency)
}
