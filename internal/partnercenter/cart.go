package partnercenter

import (
	"context"
	"net/http"

	"cspdesk/internal/partner"
)

type wireCart struct {
	ID      text           `json:"id"`
	Status  text           `json:"status"`
	Expires moment         `json:"expirationTimestamp"`
	Lines   []wireCartLine `json:"lineItems"`
}

type wireCartLine struct {
	CatalogItemID text   `json:"catalogItemId"`
	Quantity      number `json:"quantity"`
	Term          text   `json:"termDuration"`
	Cycle         text   `json:"billingCycle"`
	Nickname      text   `json:"friendlyName"`
	Currency      text   `json:"currencyCode"`
	Pricing       struct {
		List     text `json:"listPrice"`
		Price    text `json:"price"`
		Extended text `json:"extendedPrice"`
	} `json:"pricing"`
	Error *wireLineError `json:"error"`
}

type wireLineError struct {
	Code        text `json:"errorCode"`
	Description text `json:"errorDescription"`
	Further     text `json:"additionalInformation"`
}

// newLine is a line of a cart as it is sent: without what was not chosen.
type newLine struct {
	ID            int    `json:"id"`
	CatalogItemID string `json:"catalogItemId"`
	Quantity      int    `json:"quantity"`
	Cycle         string `json:"billingCycle,omitempty"`
	Term          string `json:"termDuration,omitempty"`
	Nickname      string `json:"friendlyName,omitempty"`
	Attested      bool   `json:"attestationAccepted,omitempty"`
}

type newCart struct {
	Attested bool      `json:"partnerOnRecordAttestationAccepted"`
	Lines    []newLine `json:"lineItems"`
}

// CreateCart has the service price a purchase; nothing is bought by it. The
// answer may hold lines that cannot be bought, each with its error ("Create a
// cart").
func (c *Client) CreateCart(ctx context.Context, id partner.CustomerID, p partner.Purchase, requestID string) (partner.Cart, string, error) {
	got, err := c.change(ctx, change{method: http.MethodPost, path: ofCustomer(id, "carts"), request: requestID, body: newCart{
		Attested: p.Attested,
		Lines: []newLine{{
			CatalogItemID: p.Offer.CatalogItemID, Quantity: p.Seats, Cycle: p.Offer.BillingCycle, Term: p.Offer.Term,
			Nickname: p.Nickname, Attested: p.Attested,
		}},
	}})
	if err != nil {
		return partner.Cart{}, got.correlation, err
	}
	w, err := decode[wireCart](got.body)
	if err != nil || w.ID == "" {
		return partner.Cart{}, got.correlation, got.blame(badAnswer("the answer holds no cart", err))
	}
	return w.cart(), got.correlation, nil
}

func (w *wireCart) cart() partner.Cart {
	cart := partner.Cart{ID: string(w.ID), Status: string(w.Status), Expires: w.Expires.Time}
	for _, l := range w.Lines {
		line := partner.CartLine{
			CatalogItemID: string(l.CatalogItemID), Seats: int(l.Quantity), Term: string(l.Term), BillingCycle: string(l.Cycle), Nickname: string(l.Nickname),
			ListPrice: string(l.Pricing.List), UnitPrice: string(l.Pricing.Price), TotalPrice: string(l.Pricing.Extended),
		}
		if e := l.Error; e != nil && (e.Code != "" || e.Description != "") {
			line.Error = &partner.LineError{Code: string(e.Code), Detail: clip(first(e.Description, e.Further))}
		}
		cart.Currency = first(text(cart.Currency), l.Currency)
		cart.Lines = append(cart.Lines, line)
	}
	return cart
}

// CheckOut buys what is in a cart. The same request id buys it once however
// often it is sent ("Checkout a cart").
func (c *Client) CheckOut(ctx context.Context, id partner.CustomerID, cart, requestID string) (partner.CheckOut, string, error) {
	got, err := c.change(ctx, change{method: http.MethodPost, path: ofCustomer(id, "carts", cart, "checkout"), request: requestID, body: struct{}{}})
	if err != nil {
		return partner.CheckOut{}, got.correlation, err
	}
	w, err := decode[struct {
		Orders []wireOrder `json:"orders"`
		Errors []struct {
			Code        text `json:"code"`
			Description text `json:"description"`
		} `json:"orderErrors"`
	}](got.body)
	if err != nil || len(w.Orders)+len(w.Errors) == 0 {
		// It was accepted, and what it led to is not said: nobody knows.
		e := badAnswer("the answer to the checkout cannot be read", err)
		e.Unclear, e.CorrelationID = true, got.correlation
		return partner.CheckOut{}, got.correlation, e
	}
	out := partner.CheckOut{}
	for _, o := range w.Orders {
		out.Orders = append(out.Orders, o.order())
	}
	for _, e := range w.Errors {
		out.Errors = append(out.Errors, partner.LineError{Code: string(e.Code), Detail: clip(string(e.Description))})
	}
	return out, got.correlation, nil
}
