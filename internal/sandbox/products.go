package sandbox

import (
	"fmt"
	"strings"
	"time"
)

// product is a line of the practice price list. The ids are those of the
// public product and license lists.
type product struct {
	name, offer, sku, part string
	plans                  []string // names of its services
	perUser                bool
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

// purchase is a subscription of a tenant, computed from its number.
type purchase struct {
	id, parent string
	product    *product
	nickname   string
	quantity   int
	status     string
	trial      bool
	legacy     bool // bought before the new commerce experience
	monthly    bool
	autoRenew  bool
	created    time.Time
	ends       time.Time // end of the running term; zero if it never ends
}

// firstPurchase is the earliest day on which a customer of the start bought.
var firstPurchase = time.Date(2023, time.January, 9, 9, 21, 33, 123456700, time.UTC)

func (w world) purchaseID(t tenant, item int) string {
	return w.cipher.guid(ref{kind: kindSubscription, owner: t.kind, entity: t.entity, item: uint32(item)})
}

// purchases gives the subscriptions of a customer: none for a few, one trial
// for those who have just joined.
func (w world) purchases(t tenant, joined, now time.Time) []purchase {
	if t.fresh {
		return []purchase{{
			id: w.purchaseID(t, 0), product: &products[productTrial], quantity: 25, status: "active", trial: true, monthly: true,
			created: joined, ends: joined.AddDate(0, 1, 0),
		}}
	}
	if t.kind != kindListed {
		return nil
	}
	d := w.dice(t.ref, 3)
	if t.entity >= 3 && d.chance(6) {
		return nil
	}
	var all []purchase
	count := 1 + d.below(maxMainOffers)
	start := d.below(len(products))
	for i := range count {
		p := w.purchase(t, i, (start+i*5)%len(products), &d, now)
		all = append(all, p)
	}
	if d.chance(30) && all[0].product.perUser {
		addon := w.purchase(t, len(all), productAddon, &d, now)
		addon.parent, addon.status, addon.trial = all[0].id, all[0].status, false
		addon.quantity = min(addon.quantity, all[0].quantity)
		all = append(all, addon)
	}
	return all
}

var purchaseStates = []string{"active", "active", "active", "active", "active", "active", "active", "suspended", "expired", "deleted"}

func (w world) purchase(t tenant, item, which int, d *dice, now time.Time) purchase {
	p := purchase{id: w.purchaseID(t, item), product: &products[which]}
	p.quantity = 1 + d.below(60)
	if d.chance(20) {
		p.quantity += d.below(150)
	}
	p.status = pick(d, purchaseStates)
	p.trial = p.product.perUser && d.chance(10)
	p.legacy = p.product.perUser && d.chance(15)
	p.monthly = d.chance(40)
	p.autoRenew = p.status == "active" && !p.trial && d.chance(80)
	p.created = firstPurchase.AddDate(0, 0, d.below(900))
	if d.chance(20) {
		p.nickname = pick(d, []string{"Büro", "Siège", "本社", "Team", "Außendienst", "Projekt 2030"}) + " " + p.product.name
	}
	if !p.product.perUser {
		p.quantity, p.trial, p.monthly, p.autoRenew = 1, false, true, false
		return p
	}
	years, months := 1, 0
	if p.monthly || p.trial {
		years, months = 0, 1
	}
	p.ends = p.created.AddDate(years, months, 0)
	for p.status == "active" && p.ends.Before(now) {
		p.ends = p.ends.AddDate(years, months, 0)
	}
	return p
}

// subscriptionBody writes a subscription as the service does: dates without a
// zone for the older ones, with seven digits of the second's fraction or with
// an offset for the others.
func (w world) subscriptionBody(t tenant, p purchase) subscriptionBody {
	b := subscriptionBody{
		ID: p.id, OfferID: p.product.offer + ":CFQ7TTC0" + strings.ToUpper(p.id[:4]), OfferName: p.product.name, FriendlyName: p.nickname,
		ProductType: &productType{ID: "OnlineServicesNCE", DisplayName: "OnlineServicesNCE"},
		Quantity:    p.quantity, UnitType: "Licenses", ParentSubscriptionID: p.parent,
		CreationDate: sevenDigits(p.created), EffectiveStartDate: p.created.Format("2006-01-02T15:04:05-07:00"),
		CommitmentEndDate: p.ends.Format("2006-01-02T15:04:05Z"), CommitmentEndDateTime: sevenDigits(p.ends),
		Status: p.status, AutoRenewEnabled: p.autoRenew, IsTrial: p.trial, IsMicrosoftProduct: true,
		BillingType: "license", BillingCycle: "annual", TermDuration: "P1Y", RenewalTermDuration: "P1Y",
		Actions: []string{"edit", "cancel"}, PublisherName: "Microsoft Corporation", ContractType: "subscription",
		OrderID: w.cipher.guid(ref{kind: kindOrder, owner: t.kind, entity: t.entity}),
		Links: links{
			Self: get("/customers/" + t.id + "/subscriptions/" + p.id), Product: get("/products/" + before(p.product.offer) + "?country=" + t.billing.Country),
		},
		Attributes: attributes{ObjectType: "Subscription"},
	}
	if b.FriendlyName == "" {
		b.FriendlyName = p.product.name
	}
	if p.monthly || p.trial {
		b.BillingCycle, b.TermDuration, b.RenewalTermDuration = "Monthly", "P1M", "P1M"
	}
	if p.status == "suspended" {
		b.SuspensionReasons, b.AttentionNeeded, b.Actions = []string{"Suspended by the partner"}, true, nil
	}
	if !p.product.perUser {
		b.ProductType = &productType{ID: "Azure", DisplayName: "Azure"}
		b.UnitType, b.BillingType, b.TermDuration, b.RenewalTermDuration = "Usage-based", "usage", "", ""
		b.CommitmentEndDate, b.CommitmentEndDateTime = "9999-12-31T00:00:00Z", ""
	}
	if p.legacy {
		b.OfferID, b.ProductType = p.product.sku, nil
		b.CreationDate, b.CommitmentEndDate, b.CommitmentEndDateTime = noZone(p.created), noZone(p.ends), ""
		b.RenewalTermDuration = ""
		b.Attributes.Etag = "eyJpZCI6Ii" + p.id[:8]
		b.Links = links{Self: get("/v1/customers/" + t.id + "/subscriptions/" + p.id), Offer: get("/v1/offers/" + p.product.sku)}
	}
	if p.parent != "" {
		b.Links.Parent = get("/customers/" + t.id + "/subscriptions/" + p.parent)
	}
	return b
}

func before(offer string) string {
	id, _, _ := strings.Cut(offer, ":")
	return id
}

func sevenDigits(t time.Time) string {
	t = t.UTC()
	return t.Format("2006-01-02T15:04:05") + fmt.Sprintf(".%07dZ", t.Nanosecond()/100)
}

func noZone(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") }
