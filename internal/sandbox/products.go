package sandbox

import (
	"slices"
	"strings"
)

// product is a line of the practice price list. The ids are those of the
// public product and license lists.
type product struct {
	name, offer, sku, part string   // offer is the product's id and that of its SKU, with a colon
	plans                  []string // names of its services
	perUser                bool
}

// productID and skuID give the two parts of the offer.
func (p *product) productID() string { return before(p.offer) }

func (p *product) skuID() string {
	_, sku, _ := strings.Cut(p.offer, ":")
	return sku
}

func before(offer string) string {
	id, _, _ := strings.Cut(offer, ":")
	return id
}

// most gives the largest quantity of a subscription: the business suites are
// for companies with up to 300 users.
func (p *product) most() int {
	if strings.Contains(p.name, "Business") {
		return 300
	}
	return 10_000
}

// offeredTerm is a way to pay for a product.
type offeredTerm struct{ term, cycle, says string }

// terms gives the ways to pay; what is billed by use has none.
func (p *product) terms() []offeredTerm {
	if !p.perUser {
		return nil
	}
	return []offeredTerm{
		{"P1M", "monthly", "One-Month commitment for monthly billing"},
		{"P1Y", "monthly", "One-Year commitment for monthly billing"},
		{"P1Y", "annual", "One-Year commitment for yearly billing"},
		{"P3Y", "annual", "Three-Year commitment for yearly billing"},
	}
}

// sells reports whether the product can be paid for in a way.
func (p *product) sells(term, cycle string) bool {
	if !p.perUser {
		return term == "" && (cycle == "" || strings.EqualFold(cycle, "monthly"))
	}
	return slices.ContainsFunc(p.terms(), func(t offeredTerm) bool {
		return strings.EqualFold(t.term, term) && strings.EqualFold(t.cycle, cycle)
	})
}

// isSuite reports whether add-ons can be bought for the product.
func (p *product) isSuite() bool { return p.perUser && strings.Contains(p.name, "365") }

// productOf gives the product with an offer, in either case of its letters; nil if there is none.
func productOf(offer string) *product {
	for i := range products {
		if strings.EqualFold(products[i].offer, offer) {
			return &products[i]
		}
	}
	return nil
}

var products = []product{
	{"Microsoft 365 Business Premium", "CFQ7TTC0LCHC:0002", "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", "SPB", []string{"EXCHANGE_S_STANDARD", "TEAMS1", "INTUNE_A", "OFFICE_BUSINESS"}, true},
	{"Microsoft 365 Business Basic", "CFQ7TTC0LH18:0001", "3b555118-da6a-4418-894f-7df1e2096870", "O365_BUSINESS_ESSENTIALS", []string{"EXCHANGE_S_STANDARD", "TEAMS1", "SHAREPOINTSTANDARD"}, true},
	{"Microsoft 365 Business Standard", "CFQ7TTC0LDPB:0001", "f245ecc8-75af-4f8e-b61f-27d8114de5f3", "O365_BUSINESS_PREMIUM", []string{"EXCHANGE_S_STANDARD", "TEAMS1", "OFFICE_BUSINESS"}, true},
	{"Microsoft 365 E3", "CFQ7TTC0LFLX:0001", "05e9a617-0261-4cee-bb44-138d3ef5d965", "SPE_E3", []string{"EXCHANGE_S_ENTERPRISE", "TEAMS1", "INTUNE_A", "OFFICESUBSCRIPTION"}, true},
	{"Microsoft 365 E5", "CFQ7TTC0LFLZ:0002", "06ebc4ee-1bb5-47dd-8120-11324bc54e06", "SPE_E5", []string{"EXCHANGE_S_ENTERPRISE", "TEAMS1", "THREAT_INTELLIGENCE", "OFFICESUBSCRIPTION"}, true},
	{"Office 365 E3", "CFQ7TTC0LF8R:0001", "6fd2c87f-b296-42f0-b197-1e91e994b900", "ENTERPRISEPACK", []string{"EXCHANGE_S_ENTERPRISE", "TEAMS1", "OFFICESUBSCRIPTION"}, true},
	{"Exchange Online (Plan 1)", "CFQ7TTC0LH16:0001", "4b9405b0-7788-4568-add1-99614e613b69", "EXCHANGESTANDARD", []string{"EXCHANGE_S_STANDARD"}, true},
	{"Enterprise Mobility + Security E3", "CFQ7TTC0LHT4:0001", "efccb6f7-5641-4e0e-bd10-b4976e1bf68e", "EMS", []string{"INTUNE_A", "AAD_PREMIUM"}, true},
	{"Power BI Pro", "CFQ7TTC0L3PB:0001", "f8a1db68-be16-40ed-86d5-cb42ce701560", "POWER_BI_PRO", []string{"BI_AZURE_P2"}, true},
	{"Visio Plan 2", "CFQ7TTC0HD32:0001", "c5928f49-12ba-48f7-ada3-0d743a3601d5", "VISIOCLIENT", []string{"VISIO_CLIENT_SUBSCRIPTION"}, true},
	{"Planner and Project Plan 3", "CFQ7TTC0HDB0:0002", "53818b1b-4a27-454b-8896-0dba576410e6", "PROJECTPROFESSIONAL", []string{"PROJECT_CLIENT_SUBSCRIPTION"}, true},
	{"Azure plan", "DZH318Z0BPS6:0001", "", "", nil, false},
}

const (
	productTrial  = 0
	productAddon  = 9 // Visio, which many buy beside an office suite
	maxMainOffers = 4
)
