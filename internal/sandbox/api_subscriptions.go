package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// purchases gives the subscriptions of the customer of the call.
func (c *call) purchases() []purchase { return c.center.purchases(c.tenant) }

func (c *call) subscriptions() (reply, *problem) {
	all := c.purchases()
	if order := c.query.Get("order_id"); order != "" {
		all = slices.DeleteFunc(all, func(p purchase) bool { return !strings.EqualFold(c.orderOf(p), order) })
	}
	if mpn := c.query.Get("mpn_id"); mpn != "" && mpn != c.center.world.partner().mpnID {
		all = nil // no partner on record is another one
	}
	return c.subscriptionList(all, "/customers/"+c.tenant.id+"/subscriptions")
}

func (c *call) subscriptionList(all []purchase, path string) (reply, *problem) {
	var items []subscriptionBody
	for _, p := range all {
		items = append(items, c.subscriptionBody(p))
	}
	return reply{body: collect(items, &links{Self: get(path)})}, nil
}

// findPurchase gives the subscription in the address.
func (c *call) findPurchase() (purchase, *problem) {
	for _, p := range c.purchases() {
		if strings.EqualFold(p.id, c.values["subscription"]) {
			return p, nil
		}
	}
	return purchase{}, &problem{status: 404, code: 20003, description: "The subscription was not found."}
}

func (c *call) subscription() (reply, *problem) {
	p, bad := c.findPurchase()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: c.subscriptionBody(p)}, nil
}

func (c *call) addons() (reply, *problem) {
	parent, bad := c.findPurchase()
	if bad != nil {
		return reply{}, bad
	}
	children := slices.DeleteFunc(c.purchases(), func(p purchase) bool { return p.Parent != parent.id })
	return c.subscriptionList(children, "/v1/customers/"+c.tenant.id+"/subscriptions/"+parent.id+"/addons")
}

type provisioningBody struct {
	SkuID      string     `json:"skuId"`
	Status     string     `json:"status"`
	Quantity   int        `json:"quantity"`
	EndDate    string     `json:"endDate"`
	Attributes attributes `json:"attributes"`
}

func (c *call) provisioning() (reply, *problem) {
	p, bad := c.findPurchase()
	if bad != nil {
		return reply{}, bad
	}
	status := map[string]string{stateActive: "success", stateSuspended: "suspended"}[p.Status]
	if status == "" {
		status = "deleted"
	}
	return reply{body: provisioningBody{
		SkuID: p.product.sku, Status: status, Quantity: p.Quantity, EndDate: c.subscriptionBody(p).CommitmentEndDate,
		Attributes: attributes{ObjectType: "SubscriptionProvisioningStatus"},
	}}, nil
}

// orderOf gives the id of the order of a subscription; all from the start
// share one.
func (c *call) orderOf(p purchase) string {
	if p.Order != "" {
		return p.Order
	}
	return c.center.world.orderID(c.tenant, 0)
}

// subscriptionBody writes a subscription as the service does: dates without a
// zone for the older ones, with seven digits of the second's fraction or with
// an offset for the others.
func (c *call) subscriptionBody(p purchase) subscriptionBody {
	now, path := c.center.now(), "/customers/"+c.tenant.id+"/subscriptions/"
	b := subscriptionBody{
		ID: p.id, OfferID: p.product.offer + ":CFQ7TTC0" + strings.ToUpper(p.id[:4]), OfferName: p.product.name, FriendlyName: p.Nickname,
		ProductType: &productType{ID: "OnlineServicesNCE", DisplayName: "OnlineServicesNCE"},
		Quantity:    p.Quantity, UnitType: "Licenses", ParentSubscriptionID: p.Parent, HasPurchasableAddons: p.product.isSuite() && p.Parent == "",
		CreationDate: sevenDigits(p.Created), EffectiveStartDate: p.Created.Format("2006-01-02T15:04:05-07:00"),
		CommitmentEndDate: p.Ends.Format("2006-01-02T15:04:05Z"), CommitmentEndDateTime: sevenDigits(p.Ends),
		Status: p.Status, AutoRenewEnabled: p.AutoRenew, IsTrial: p.Trial, IsMicrosoftProduct: true,
		BillingType: "license", BillingCycle: p.Cycle, TermDuration: p.Term, RenewalTermDuration: p.Term,
		Actions: []string{"edit"}, PublisherName: "Microsoft Corporation", ContractType: "subscription", OrderID: c.orderOf(p),
		Links: links{
			Self: get(path + p.id), Product: get("/products/" + p.product.productID() + "?country=" + c.tenant.billing.Country),
		},
		Attributes: attributes{ObjectType: "Subscription"},
	}
	if b.FriendlyName == "" {
		b.FriendlyName = p.product.name
	}
	switch {
	case p.Status == stateSuspended:
		b.SuspensionReasons, b.AttentionNeeded = []string{"Suspended by the partner"}, true
	case p.Status != stateActive:
		b.Actions = nil
	}
	switch {
	case !p.product.perUser:
		b.ProductType = &productType{ID: "Azure", DisplayName: "Azure"}
		b.UnitType, b.BillingType = "Usage-based", "usage"
		b.CommitmentEndDate, b.CommitmentEndDateTime = "9999-12-31T00:00:00Z", ""
	case p.Legacy:
		b.OfferID, b.ProductType = p.product.sku, nil
		b.CreationDate, b.CommitmentEndDate, b.CommitmentEndDateTime = noZone(p.Created), noZone(p.Ends), ""
		b.RenewalTermDuration = ""
		b.Attributes.Etag = p.etag()
		b.Links = links{Self: get("/v1" + path + p.id), Offer: get("/v1/offers/" + p.product.sku)}
	default:
		b.commerce(p, now)
	}
	if p.Parent != "" {
		b.Links.Parent = get(path + p.Parent)
	}
	return b
}

// commerce adds what only new-commerce subscriptions have.
func (b *subscriptionBody) commerce(p purchase, now time.Time) {
	until := p.termStart().Add(giveBack)
	b.CancellationAllowedUntilDate = sevenDigits(until)
	b.BillingCycleEndDate = b.CommitmentEndDate
	if until.After(now) && p.Status == stateActive {
		b.Actions = append(b.Actions, "cancel")
		b.RefundOptions = []refundOption{{Type: "Full", ExpiresAt: sevenDigits(until)}}
	}
	lots, total := p.refundable(now)
	b.RefundableQuantity = &refundableQuantity{TotalQuantity: total}
	for _, l := range lots {
		b.RefundableQuantity.Details = append(b.RefundableQuantity.Details, refundableDetail{Quantity: l.Quantity, AllowedUntil: sevenDigits(l.Until)})
	}
	b.NextTerm = p.Next
}

func (p purchase) etag() string { return fmt.Sprintf("eyJpZCI6Ii%s%d", p.id[:8], p.Version) }

// subscriptionChange is what a call says about a subscription. It holds the
// whole resource: automatic renewal and instructions for the next term that
// are left out are reset.
type subscriptionChange struct {
	ID               string
	OfferID          string
	Quantity         *int
	Status           string
	FriendlyName     *string
	AutoRenewEnabled bool
	BillingCycle     string
	TermDuration     string
	NextTerm         *nextTermBody `json:"scheduledNextTermInstructions"`
	Attributes       attributes
}

// changeSubscription changes a subscription ("Update a subscription", "Change
// the quantity of a subscription", "Suspend", "Reactivate", "Cancel").
func (c *call) changeSubscription() (reply, *problem) {
	p, bad := c.findPurchase()
	if bad != nil {
		return reply{}, bad
	}
	var asked subscriptionChange
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	was, now := p, c.center.now().UTC()
	for _, step := range []func(*purchase, subscriptionChange, time.Time) *problem{
		c.fitsSubscription, c.changeState, c.changeQuantity, c.changeRenewal,
	} {
		if bad := step(&p, asked, now); bad != nil {
			return reply{}, bad
		}
	}
	if asked.FriendlyName != nil {
		if p.Nickname = strings.TrimSpace(*asked.FriendlyName); !plainText(p.Nickname, 200) {
			return reply{}, invalidField("friendlyName", "friendlyName is too long or has characters that cannot be used.")
		}
	}
	p.Version++
	c.delta.Purchases = append(c.delta.Purchases, p)
	if was.Status == stateActive && p.Status != stateActive {
		c.takeAlong(p)
	}
	if p.Quantity != was.Quantity && c.takesLong(p) {
		return reply{status: http.StatusAccepted, location: "/customers/" + c.tenant.id + "/subscriptions/" + p.id}, nil
	}
	return reply{body: c.subscriptionBody(p)}, nil
}

// takesLong picks the subscriptions whose quantity the service changes after
// it has answered 202.
func (c *call) takesLong(p purchase) bool {
	d := c.center.world.dice(ref{kind: kindSubscription, entity: c.tenant.entity, item: p.Number}, 9)
	return !p.Legacy && d.chance(20)
}

// takeAlong suspends or cancels the add-ons of a subscription with it: none
// may be active while their subscription is not.
func (c *call) takeAlong(parent purchase) {
	for _, p := range c.purchases() {
		if p.Parent == parent.id && p.Status == stateActive {
			p.Status, p.AutoRenew = parent.Status, p.AutoRenew && parent.AutoRenew
			p.Version++
			c.delta.Purchases = append(c.delta.Purchases, p)
		}
	}
}

// fitsSubscription refuses a body that is not of this subscription as it is.
func (c *call) fitsSubscription(p *purchase, asked subscriptionChange, _ time.Time) *problem {
	etag := c.request.Header.Get("If-Match")
	if etag == "" {
		etag = asked.Attributes.Etag
	}
	switch {
	case asked.ID != "" && !strings.EqualFold(asked.ID, p.id):
		return invalidField("id", "id is not that of the subscription in the address.")
	case p.Legacy && etag != "" && plainTag(etag) != p.etag():
		return staleTag()
	case p.Status == stateDeleted:
		return &problem{status: 400, code: 800091, description: "The subscription was deleted and cannot be changed."}
	case asked.BillingCycle != "" && !strings.EqualFold(asked.BillingCycle, p.Cycle):
		return &problem{status: 400, code: "2054", description: "The billing cycle cannot be changed on the subscription."}
	case asked.TermDuration != "" && !strings.EqualFold(asked.TermDuration, p.Term):
		return invalidField("termDuration", "The running term cannot be changed; schedule the next one.")
	}
	return nil
}

// plainTag takes the quotes off an ETag.
func plainTag(etag string) string { return strings.Trim(strings.TrimPrefix(etag, "W/"), `"`) }

func staleTag() *problem {
	return &problem{status: 400, code: "2055", description: "The ETag is missing or not the current one; read the resource again."}
}

func (c *call) changeState(p *purchase, asked subscriptionChange, now time.Time) *problem {
	state := strings.ToLower(asked.Status)
	if state == "" || state == p.Status {
		return nil
	}
	switch {
	case p.Status == stateExpired:
		return &problem{status: 400, code: 2011, description: "The subscription has expired."}
	case state == stateActive && p.Parent != "" && !c.isActive(p.Parent):
		return &problem{status: 409, code: 27009, description: "The subscription that this one is added to is not active."}
	case state == stateActive, state == stateSuspended:
	case state != stateDeleted || p.Legacy:
		return invalidField("status", "The status cannot be set to "+state+"; a legacy subscription is suspended in place of being deleted.")
	case p.product.perUser && !p.termStart().Add(giveBack).After(now):
		return &problem{status: 400, code: 900117, description: "The seven days in which the subscription could be canceled have passed.", data: []any{p.termStart().Add(giveBack)}}
	}
	p.Status = state
	if state == stateDeleted {
		p.AutoRenew, p.Next, p.Lots = false, nil, nil
	}
	return nil
}

func (c *call) isActive(id string) bool {
	return slices.ContainsFunc(c.purchases(), func(p purchase) bool { return p.id == id && p.Status == stateActive })
}

// changeQuantity adds or gives back seats. New-commerce seats can be given
// back within seven days, as many as refundableQuantity says.
func (c *call) changeQuantity(p *purchase, asked subscriptionChange, now time.Time) *problem {
	if asked.Quantity == nil || *asked.Quantity == p.Quantity {
		return nil
	}
	_, refundable := p.refundable(now)
	by := *asked.Quantity - p.Quantity
	switch {
	case !p.product.perUser:
		return &problem{status: 400, code: 900279, description: "The subscription is billed by use and has no quantity to change."}
	case p.Status == stateSuspended:
		return &problem{status: 400, code: "2001", description: "The subscription is suspended; reactivate it before its quantity is changed."}
	case p.Status != stateActive:
		return &problem{status: 400, code: 2011, description: "The subscription is not active."}
	case *asked.Quantity < 1:
		return &problem{status: 400, code: 900275, description: "The quantity is below the minimum of 1.", data: []any{1}}
	case *asked.Quantity > p.product.most():
		return &problem{status: 400, code: 800095, description: "The quantity is above the maximum of the offer.", data: []any{p.product.most()}}
	case by > 0:
		p.raise(by, now)
	case p.Legacy:
		p.Quantity += by
	case -by > refundable:
		return &problem{status: 400, code: 800090, description: "The quantity cannot be reduced by that many now.", data: []any{refundable}}
	default:
		p.lower(-by, now)
	}
	return nil
}

func (c *call) changeRenewal(p *purchase, asked subscriptionChange, _ time.Time) *problem {
	if asked.AutoRenewEnabled && !p.AutoRenew && (p.Trial || !p.product.perUser) {
		return &problem{status: 400, code: 800093, description: "Automatic renewal is not allowed for this subscription."}
	}
	p.AutoRenew = asked.AutoRenewEnabled && p.Status != stateDeleted
	p.Next = nil
	if asked.NextTerm == nil {
		return nil
	}
	const member = "scheduledNextTermInstructions"
	if p.Legacy {
		return &problem{status: 403, code: 900263, description: "The next term of a legacy subscription cannot be scheduled."}
	}
	if !p.AutoRenew {
		return invalidField(member, "A next term needs automatic renewal.")
	}
	next, product := asked.NextTerm, asked.NextTerm.product()
	if product == nil || !product.perUser {
		return invalidField(member, "The product of the next term is not known.")
	}
	next.Product.TermDuration = strings.ToUpper(next.Product.TermDuration)
	if next.Quantity == nil {
		same := p.Quantity
		next.Quantity = &same
	}
	if *next.Quantity < 1 || *next.Quantity > product.most() || !product.sells(next.Product.TermDuration, next.Product.BillingCycle) {
		return invalidField(member, "The product is not sold with this quantity, term and billing cycle.")
	}
	p.Next = next
	return nil
}

func sevenDigits(t time.Time) string {
	t = t.UTC()
	return t.Format("2006-01-02T15:04:05") + fmt.Sprintf(".%07dZ", t.Nanosecond()/100)
}

func noZone(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") }
