package partnercenter

import (
	"context"

	"cspdesk/internal/partner"
)

type wireOrder struct {
	ID       text   `json:"id"`
	Status   text   `json:"status"`
	Currency text   `json:"currencyCode"`
	Total    text   `json:"totalPrice"`
	Created  moment `json:"creationDate"`
	Lines    []struct {
		OfferID        text   `json:"offerId"`
		OfferName      text   `json:"offerName"`
		Nickname       text   `json:"friendlyName"`
		Quantity       number `json:"quantity"`
		SubscriptionID text   `json:"subscriptionId"`
	} `json:"lineItems"`
}

func (w wireOrder) order() partner.Order {
	o := partner.Order{ID: string(w.ID), Status: string(w.Status), Currency: string(w.Currency), Total: string(w.Total), Created: w.Created.Time}
	for _, l := range w.Lines {
		o.Lines = append(o.Lines, partner.OrderLine{
			OfferID: string(l.OfferID), OfferName: string(l.OfferName), Nickname: string(l.Nickname), Seats: int(l.Quantity), SubscriptionID: string(l.SubscriptionID),
		})
	}
	return o
}

// Orders reads the orders of a customer. One that was just made may be missing
// for up to 15 minutes ("Get all of a customer's orders").
func (c *Client) Orders(ctx context.Context, id partner.CustomerID) ([]partner.Order, error) {
	list, err := collect[wireOrder](ctx, c, ofCustomer(id, "orders"))
	if err != nil {
		return nil, err
	}
	orders := make([]partner.Order, 0, len(list))
	for _, w := range list {
		if w.ID != "" {
			orders = append(orders, w.order())
		}
	}
	return orders, nil
}

// Order reads one order. CodeNotFound within 15 minutes of a purchase means that
// it cannot be read yet ("Get an order by ID").
func (c *Client) Order(ctx context.Context, id partner.CustomerID, order string) (partner.Order, error) {
	w, err := one[wireOrder](ctx, c, ofCustomer(id, "orders", order))
	if err == nil && w.ID == "" {
		err = badAnswer("the answer holds no order", nil)
	}
	return w.order(), err
}
