package partnercenter

import (
	"context"
	"strings"

	"cspdesk/internal/partner"
)

// licenseGroups asks for the licenses that Microsoft Entra manages and for the
// others; without it the service gives the first group alone.
const licenseGroups = "?licenseGroupIds=Group1&licenseGroupIds=Group2"

type wireSubscription struct {
	ID          text `json:"id"`
	OfferName   text `json:"offerName"`
	Nickname    text `json:"friendlyName"`
	ProductType struct {
		ID   text `json:"id"`
		Name text `json:"displayName"`
	} `json:"productType"`
	ParentID     text   `json:"parentSubscriptionId"`
	Quantity     number `json:"quantity"`
	UnitType     text   `json:"unitType"`
	Status       text   `json:"status"`
	BillingCycle text   `json:"billingCycle"`
	Term         text   `json:"termDuration"`
	AutoRenew    bool   `json:"autoRenewEnabled"`
	Trial        bool   `json:"isTrial"`
	Created      moment `json:"creationDate"`
	Starts       moment `json:"effectiveStartDate"`
	EndsDate     moment `json:"commitmentEndDate"`
	EndsTime     moment `json:"commitmentEndDateTime"`

	OfferID     text            `json:"offerId"`
	OrderID     text            `json:"orderId"`
	RenewalTerm text            `json:"renewalTermDuration"`
	CancelUntil moment          `json:"cancellationAllowedUntilDate"`
	Refundable  *wireRefundable `json:"refundableQuantity"`
	Refunds     []wireRefund    `json:"refundOptions"`
	Suspended   []text          `json:"suspensionReasons"`
	NextTerm    *wireNextTerm   `json:"scheduledNextTermInstructions"`
}

// Subscriptions reads the subscriptions of a customer, add-ons included
// (Partner Center, "Subscription resources").
func (c *Client) Subscriptions(ctx context.Context, id partner.CustomerID) ([]partner.Subscription, error) {
	list, err := collect[wireSubscription](ctx, c, ofCustomer(id, "subscriptions"))
	if err != nil {
		return nil, err
	}
	subscriptions := make([]partner.Subscription, 0, len(list))
	for _, w := range list {
		if w.ID != "" {
			subscriptions = append(subscriptions, w.subscription())
		}
	}
	return subscriptions, nil
}

func (w *wireSubscription) subscription() partner.Subscription {
	starts, ends := w.Starts, w.EndsTime
	if starts.IsZero() {
		starts = w.Created
	}
	if ends.IsZero() {
		ends = w.EndsDate
	}
	s := partner.Subscription{
		ID:           strings.ToLower(string(w.ID)), // the case of these ids varies between calls
		OfferName:    string(w.OfferName),
		Nickname:     string(w.Nickname),
		ProductType:  first(w.ProductType.ID, w.ProductType.Name),
		ParentID:     strings.ToLower(string(w.ParentID)),
		Quantity:     int(w.Quantity),
		UnitType:     string(w.UnitType),
		Status:       string(w.Status),
		BillingCycle: string(w.BillingCycle),
		Term:         string(w.Term),
		AutoRenew:    w.AutoRenew,
		Trial:        w.Trial,
		Starts:       starts.Time,
		Ends:         ends.Time,
		OfferID:      string(w.OfferID),
		OrderID:      string(w.OrderID),
		RenewalTerm:  string(w.RenewalTerm),
		CancelUntil:  w.CancelUntil.Time,
		NextTerm:     w.NextTerm != nil,
	}
	w.windows(&s)
	return s
}

type wireService struct {
	ID    text `json:"id"`
	Name  text `json:"name"`
	Group text `json:"groupName"`
	Links struct {
		Admin  wireURI `json:"adminService"`
		Health wireURI `json:"serviceHealth"`
		Ticket wireURI `json:"serviceTicket"`
	} `json:"links"`
}

type wireURI struct {
	URI text `json:"uri"`
}

// ManagedServices reads the portals that open in a customer's context. Their
// addresses are for a browser; whoever opens one checks it first.
func (c *Client) ManagedServices(ctx context.Context, id partner.CustomerID) ([]partner.ManagedService, error) {
	list, err := collect[wireService](ctx, c, ofCustomer(id, "managedservices"))
	if err != nil {
		return nil, err
	}
	services := make([]partner.ManagedService, 0, len(list))
	for _, w := range list {
		services = append(services, partner.ManagedService{
			ID:        string(w.ID),
			Name:      first(w.Name, w.ID),
			Group:     string(w.Group),
			AdminURL:  string(w.Links.Admin.URI),
			HealthURL: string(w.Links.Health.URI),
			TicketURL: string(w.Links.Ticket.URI),
		})
	}
	return services, nil
}

type wireSKU struct {
	ID         text `json:"id"`
	Name       text `json:"name"`
	PartNumber text `json:"skuPartNumber"`
	Group      text `json:"licenseGroupId"`
}

type wirePlan struct {
	ID      text `json:"id"`
	Name    text `json:"displayName"`
	Service text `json:"serviceName"`
	Status  text `json:"capabilityStatus"`
}

type wireLicense struct {
	SKU       wireSKU `json:"productSku"`
	Total     number  `json:"totalUnits"`
	Active    number  `json:"activeUnits"`
	Consumed  number  `json:"consumedUnits"`
	Available number  `json:"availableUnits"`
	Suspended number  `json:"suspendedUnits"`
	Warning   number  `json:"warningUnits"`
	Status    text    `json:"capabilityStatus"`

	Plans []wirePlan `json:"servicePlans"`
}

// Licenses reads the products of a customer with their seats
// (Partner Center, "Get a list of available licenses").
func (c *Client) Licenses(ctx context.Context, id partner.CustomerID) ([]partner.License, error) {
	list, err := collect[wireLicense](ctx, c, ofCustomer(id, "subscribedskus")+licenseGroups)
	if err != nil {
		return nil, err
	}
	licenses := make([]partner.License, 0, len(list))
	for _, w := range list {
		licenses = append(licenses, partner.License{
			SkuID:      string(w.SKU.ID),
			Name:       first(w.SKU.Name, w.SKU.PartNumber, w.SKU.ID),
			PartNumber: string(w.SKU.PartNumber),
			Total:      int(w.Total),
			Consumed:   int(w.Consumed),
			Available:  int(w.Available),
			Suspended:  int(w.Suspended),
			Warning:    int(w.Warning),
			Status:     string(w.Status),
			Group:      string(w.SKU.Group),
			Plans:      plans(w.Plans),
		})
	}
	return licenses, nil
}

type wireUser struct {
	ID            text `json:"id"`
	PrincipalName text `json:"userPrincipalName"`
	DisplayName   text `json:"displayName"`
	FirstName     text `json:"firstName"`
	LastName      text `json:"lastName"`
	State         text `json:"state"`
	UsageLocation text `json:"usageLocation"`
	DomainType    text `json:"userDomainType"`

	Deleted moment `json:"softDeletionTime"`
	Synced  moment `json:"lastDirectorySyncTime"`
}

func (w *wireUser) user() partner.User {
	return partner.User{
		ID:            string(w.ID),
		DisplayName:   string(w.DisplayName),
		FirstName:     string(w.FirstName),
		LastName:      string(w.LastName),
		PrincipalName: string(w.PrincipalName),
		State:         string(w.State),
		UsageLocation: string(w.UsageLocation),
		DomainType:    string(w.DomainType),
		DeletedAt:     w.Deleted.Time,
		SyncedAt:      w.Synced.Time,
	}
}

// Users reads at most limit users of a customer (0 means all that are read),
// and how many there are: the service does not say, so they are counted, up to
// 20 pages (Partner Center, "Get a list of all user accounts of a customer").
func (c *Client) Users(ctx context.Context, id partner.CustomerID, limit int) (users []partner.User, total int, err error) {
	list, total, err := collectUpTo[wireUser](ctx, c, ofCustomer(id, "users")+"?size="+usersPageSize, limit)
	if err != nil {
		return nil, 0, err
	}
	users = make([]partner.User, 0, len(list))
	for _, w := range list {
		if w.ID == "" {
			continue
		}
		users = append(users, w.user())
	}
	return users, total, nil
}

// UserLicenses reads the licenses that a user holds.
func (c *Client) UserLicenses(ctx context.Context, id partner.CustomerID, userID string) ([]partner.UserLicense, error) {
	list, err := collect[wireLicense](ctx, c, ofCustomer(id, "users", userID, "licenses")+licenseGroups)
	if err != nil {
		return nil, err
	}
	licenses := make([]partner.UserLicense, 0, len(list))
	for _, w := range list {
		licenses = append(licenses, partner.UserLicense{
			SkuID: string(w.SKU.ID),
			Name:  first(w.SKU.Name, w.SKU.PartNumber, w.SKU.ID),
			Off:   switchedOff(w.Plans),
		})
	}
	return licenses, nil
}

func plans(list []wirePlan) []partner.ServicePlan {
	var all []partner.ServicePlan
	for _, w := range list {
		if w.ID != "" {
			all = append(all, partner.ServicePlan{ID: string(w.ID), Name: first(w.Name, w.Service, w.ID)})
		}
	}
	return all
}

// switchedOff gives the ids of the plans that a user's license leaves out. The
// service has two words for it.
func switchedOff(list []wirePlan) []string {
	var off []string
	for _, w := range list {
		if strings.EqualFold(string(w.Status), "disabled") || strings.EqualFold(string(w.Status), "deleted") {
			off = append(off, string(w.ID))
		}
	}
	return off
}
