package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// buyOptions are what a purchase from the command line names.
type buyOptions struct {
	sku, term, billing, nickname, segment string
	seats                                 int
	attested                              bool
}

// boughtJSON is what came of a purchase.
type boughtJSON struct {
	Cart   partner.Cart        `json:"cart"`
	Orders []partner.Order     `json:"orders"`
	Errors []partner.LineError `json:"errors"`
}

func (a *app) buyCommand() *cobra.Command {
	t := a.text.Buy
	var w writing
	var o buyOptions
	command := &cobra.Command{Use: "buy CUSTOMER --sku PRODUCT:SKU --seats NUMBER", Short: t.Short, Args: a.oneArgument, RunE: func(command *cobra.Command, args []string) error {
		if err := a.needFlags(command, "sku", "seats"); err != nil {
			return err
		}
		return a.buy(command.Context(), w, args[0], o)
	}}
	w.flags(command, a)
	flags := command.Flags()
	flags.StringVar(&o.sku, "sku", "", t.FlagSKU)
	flags.StringVar(&o.term, "term", "", t.FlagTerm)
	flags.StringVar(&o.billing, "billing", "", t.FlagCycle)
	flags.IntVar(&o.seats, "seats", 0, t.FlagSeats)
	flags.StringVar(&o.nickname, "nickname", "", t.FlagName)
	flags.StringVar(&o.segment, "segment", "", t.FlagSeg)
	flags.BoolVar(&o.attested, "attest", false, t.FlagAttest)
	complete(command, "segment", "education", "government", "nonprofit")
	return command
}

// buy makes a cart, asks with its price, and checks it out. The order is read
// once; cspdesk subscriptions orders follows it.
func (a *app) buy(ctx context.Context, w writing, customer string, o buyOptions) error {
	var cart partner.Cart
	var out partner.CheckOut
	return a.writes(ctx, w, func(s *session) error {
		c, err := a.findCustomer(ctx, s, customer)
		if err != nil {
			return err
		}
		p, err := a.purchase(ctx, s, c, o)
		if err != nil {
			return err
		}
		if cart, err = s.sales.buy.Cart(ctx, c, p); err != nil {
			return err
		}
		price := ""
		for _, l := range cart.Lines {
			if l.Error != nil {
				return &partner.Error{Code: partner.CodeService, ServiceCode: l.Error.Code, Detail: l.Error.Detail}
			}
			price = strings.TrimSpace(partner.Amount(l.TotalPrice) + " " + cart.Currency)
		}
		question := i18n.Fill(a.text.Buy.Question, a.text.Count(a.text.Customers.Record.Seats, p.Seats), p.SKU.Title, c.CompanyName, price)
		if err := a.confirms(ctx, w, i18n.Join(append(slices.Clone(a.text.Buy.Follow), question)...)); err != nil {
			return err
		}
		out, err = s.sales.buy.CheckOut(ctx, c, p, cart)
		return err
	}, func(*session) error {
		if a.json {
			return writeJSON(a.out, boughtJSON{Cart: cart, Orders: orEmpty(out.Orders), Errors: orEmpty(out.Errors)})
		}
		for _, e := range out.Errors {
			a.note(a.text.Buy.PartError, e.Detail)
		}
		a.printOrders(out.Orders)
		return nil
	})
}

// purchase finds the SKU and the one offer that fits what was named.
func (a *app) purchase(ctx context.Context, s *session, c partner.Customer, o buyOptions) (partner.Purchase, error) {
	t := a.text.Buy
	p := partner.Purchase{Seats: o.seats, Nickname: o.nickname, Attested: o.attested}
	product, name, found := strings.Cut(o.sku, ":")
	if !found {
		return p, usagef("--sku %s: %s", o.sku, t.FlagSKU)
	}
	skus, err := s.sales.buy.SKUs(ctx, c, product, o.segment)
	if err != nil {
		return p, err
	}
	for _, k := range skus {
		if strings.EqualFold(k.ID, name) {
			p.SKU = k
		}
	}
	if p.SKU.ID == "" {
		return p, said{partner.CodeNotFound, fmt.Sprintf(t.NotSold, o.sku), t.Empty}
	}
	offers, err := s.sales.buy.Offers(ctx, c, p.SKU, o.segment)
	if err != nil {
		return p, err
	}
	var fitting []partner.Offer
	var names []string
	for _, offer := range offers {
		if (o.term == "" || strings.EqualFold(o.term, offer.Term)) && (o.billing == "" || strings.EqualFold(o.billing, offer.BillingCycle)) {
			fitting = append(fitting, offer)
		}
		names = append(names, strings.TrimSpace("--term "+offer.Term+" --billing "+strings.ToLower(offer.BillingCycle)))
	}
	switch len(fitting) {
	case 1:
		p.Offer = fitting[0]
		return p, nil
	case 0:
		if len(offers) == 0 {
			return p, said{partner.CodeNotFound, t.NoOffers, fmt.Sprintf(t.NotSold, o.sku)}
		}
	}
	return p, said{partner.CodeInvalidInput, fmt.Sprintf(a.text.CLI.NeedsFlag, "--term, --billing"), fmt.Sprintf(t.OneOf, strings.Join(names, "; "))}
}

func (a *app) printOrders(orders []partner.Order) {
	rows := [][]string{}
	for _, o := range orders {
		for _, l := range o.Lines {
			name := l.OfferName
			if name == "" {
				name = l.OfferID
			}
			status := i18n.Word(a.text.Buy.Status, strings.ReplaceAll(strings.ToLower(o.Status), " ", "_"))
			rows = append(rows, []string{o.ID, status, fmt.Sprint(l.Seats), name, l.SubscriptionID, a.day(o.Created)})
		}
	}
	words := a.text.CLI
	a.printList([]string{words.ID, words.State, a.text.Card.Seats, a.text.Card.Product, a.text.Subscriptions.ID, words.Created}, rows)
}

func (a *app) ordersCommand() *cobra.Command {
	return &cobra.Command{Use: "orders CUSTOMER", Short: a.text.Buy.OrdersShort, Args: a.oneArgument, RunE: func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		return a.connected(ctx, func(s *session) error {
			c, err := a.findCustomer(ctx, s, args[0])
			if err != nil {
				return err
			}
			orders, err := s.sales.buy.Orders(ctx, c)
			if err != nil {
				return err
			}
			if a.json {
				return writeJSON(a.out, list[partner.Order]{Items: orEmpty(orders)})
			}
			a.printOrders(orders)
			return nil
		})
	}}
}
