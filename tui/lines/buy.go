package lines

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// Catalog is what can be bought: manage.Buy.
type Catalog interface {
	Products(ctx context.Context, c partner.Customer, segment string) (list []partner.Product, country string, err error)
	SKUs(ctx context.Context, c partner.Customer, product, segment string) ([]partner.SKU, error)
	Offers(ctx context.Context, c partner.Customer, sku partner.SKU, segment string) ([]partner.Offer, error)
}

// Till prices and buys: manage.Buy.
type Till interface {
	Cart(ctx context.Context, c partner.Customer, p partner.Purchase) (partner.Cart, error)
	CheckOut(ctx context.Context, c partner.Customer, p partner.Purchase, cart partner.Cart) (partner.CheckOut, error)
}

// Orders reads what was bought: manage.Buy.
type Orders interface {
	Orders(ctx context.Context, c partner.Customer) ([]partner.Order, error)
	Follow(ctx context.Context, c partner.Customer, o partner.Order) (partner.Order, error)
}

// segments are the parts of the catalog, the commercial one first.
var segments = []string{"", "education", "government", "nonprofit"}

// purchase is one purchase on its way.
type purchase struct {
	*desk
	customer partner.Customer
	segment  string
	search   string
	bought   partner.Purchase
	seats    string
}

// buy buys a product for a customer: product, terms and amount are asked for, the
// price is said, and the amount is typed once more.
func (s *desk) buy(ctx context.Context, c partner.Customer) error {
	p := &purchase{desk: s, customer: c}
	return inTurn(ctx, p.askSegment, p.askProduct, p.askSKU, p.askOffer, p.askSeats, p.askName, p.askAttested, p.order)
}

func (p *purchase) askSegment(ctx context.Context) error {
	t, names := p.d.Text, []string(nil)
	for _, segment := range segments {
		names = append(names, t.Buy.Segments[segment])
	}
	i, err := p.pick(ctx, t.Lines.Manage.Segment, t.Lines.Back, max(slices.Index(segments, p.segment), 0), names)
	if err == nil {
		p.segment = segments[i]
	}
	return err
}

// askProduct asks for words of a name, and then for one of the products that have
// them.
func (p *purchase) askProduct(ctx context.Context) error {
	t := p.d.Text
	p.say(t.Buy.Reading)
	all, country, err := p.d.Manage.Catalog.Products(ctx, p.customer, p.segment)
	if err != nil {
		return err
	}
	if c, known := partner.CountryByCode(country); known {
		country = t.CountryName(c.Code, c.Name)
	}
	p.say(p.sentence(line(i18n.Fill(t.Buy.Country, country, t.Buy.Segments[p.segment])), t.Count(t.Lines.Manage.Products, len(all))))
	for {
		if p.search, err = p.field(ctx, t.Lines.SearchFor, t.Buy.SearchHint, p.search); err != nil {
			return err
		}
		var found []partner.Product
		for _, product := range all {
			if strings.Contains(strings.ToLower(product.Title), strings.ToLower(p.search)) {
				found = append(found, product)
			}
		}
		if len(found) == 0 {
			p.say(line(fmt.Sprintf(t.Buy.Nothing, p.search)))
			continue
		}
		from := 0
		i, err := p.browse(ctx, t.Count(t.Lines.Manage.Products, len(found)), len(found), &from, t.Lines.Helps.Choice, func(i int) string {
			return p.sentence(line(found[i].Title), line(found[i].Publisher))
		})
		switch {
		case err == nil:
			p.bought.Product = found[i]
			return nil
		case unlessBack(err) != nil:
			return err
		}
	}
}

func (p *purchase) askSKU(ctx context.Context) error {
	t := p.d.Text
	p.say(t.Buy.Reading)
	all, err := p.d.Manage.Catalog.SKUs(ctx, p.customer, p.bought.Product.ID, p.segment)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		p.say(t.Buy.Empty)
		return errBack
	}
	from := 0
	i, err := p.browse(ctx, line(p.bought.Product.Title), len(all), &from, t.Lines.Helps.Choice, func(i int) string {
		return p.sentence(line(all[i].Title), t.AboutSKU(all[i]))
	})
	if err == nil {
		p.bought.SKU = all[i]
	}
	return err
}

func (p *purchase) askOffer(ctx context.Context) error {
	t := p.d.Text
	p.say(t.Buy.Reading)
	all, err := p.d.Manage.Catalog.Offers(ctx, p.customer, p.bought.SKU, p.segment)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		p.say(t.Buy.NoOffers)
		return errBack
	}
	var labels []string
	for _, o := range all {
		labels = append(labels, p.sentence(line(t.OfferTerms(o.Term, o.BillingCycle)), line(o.Currency)))
	}
	i, err := p.pick(ctx, line(p.bought.SKU.Title), t.Lines.Back, -1, labels)
	if err == nil {
		p.bought.Offer = all[i]
	}
	return err
}

func (p *purchase) askSeats(ctx context.Context) error {
	t := p.d.Text
	missing := map[partner.Agreement]string{partner.AgreementMissing: t.Buy.AgreementMissing, partner.AgreementUnknown: t.Buy.AgreementUncertain}[p.customer.Agreement]
	if missing != "" {
		p.say(missing)
	}
	limits := t.SeatLimits(p.bought.SKU)
	return p.asking(t.Buy.SeatsLabel, limits, &p.seats, func(value string) (why string) {
		var err error
		if p.bought.Seats, err = strconv.Atoi(value); err != nil || !p.bought.SKU.CheckSeats(p.bought.Seats) {
			return fmt.Sprintf(t.Buy.SeatsWrong, limits)
		}
		return ""
	})(ctx)
}

func (p *purchase) askName(ctx context.Context) error {
	t := p.d.Text.Buy
	return p.asking(t.NameLabel, t.NameHint, &p.bought.Nickname, func(string) string { return "" })(ctx)
}

func (p *purchase) askAttested(ctx context.Context) error {
	t, usual := p.d.Text, 0
	if p.bought.Attested {
		usual = 1
	}
	i, err := p.pick(ctx, t.Buy.AttestHint, t.Lines.Back, usual, []string{i18n.Capital(t.Common.No), i18n.Capital(t.Common.Yes)})
	if err == nil {
		p.bought.Attested = i == 1
	}
	return err
}

// order says the price and buys once the amount is typed again. What Partner Center
// says against it leads back to the questions.
func (p *purchase) order(ctx context.Context) error {
	t := p.d.Text
	p.say(t.Buy.Pricing)
	cart, err := p.d.Manage.Till.Cart(ctx, p.customer, p.bought)
	if err != nil {
		return cmp.Or(p.tell(ctx, err), errBack)
	}
	p.sayCart(cart)
	if !cart.Orderable() {
		p.say(p.sentence(i18n.Capital(t.Buy.NotOrderable)))
		return errBack
	}
	seats := strconv.Itoa(p.bought.Seats)
	p.say("", line(i18n.Fill(t.Buy.Ask, t.Count(t.Customers.Record.Seats, p.bought.Seats), p.bought.SKU.Title, p.customer.CompanyName)))
	p.say(t.Buy.Follow...)
	if _, note := t.Role(p.d.Profile.Roles, partner.DeedBuy); note != "" {
		p.say(note)
	}
	typed, err := p.field(ctx, fmt.Sprintf(t.Lines.Manage.TypeSeats, seats), "", "")
	if err != nil {
		return err
	}
	if typed != seats {
		p.say(t.Lines.Manage.NotBought)
		return errBack
	}
	p.say(t.Buy.Ordering)
	out, err := p.d.Manage.Till.CheckOut(context.WithoutCancel(ctx), p.customer, p.bought, cart)
	if err != nil {
		return err
	}
	for _, e := range out.Errors {
		p.say(line(fmt.Sprintf(t.Buy.PartError, e.Detail)))
	}
	if len(out.Orders) == 0 {
		p.say(t.Buy.NoOrderID)
	}
	return p.followOrders(ctx, p.customer, out.Orders)
}

// sayCart reads the cart out, as the service priced it.
func (p *purchase) sayCart(cart partner.Cart) {
	t := p.d.Text
	add := func(name, value string) {
		if value != "" {
			p.say(name + t.Common.Colon + line(value))
		}
	}
	p.say("", p.sentence(line(p.bought.SKU.Title), line(t.OfferTerms(p.bought.Offer.Term, p.bought.Offer.BillingCycle))))
	add(t.Buy.SeatsLabel, t.Number(p.bought.Seats))
	add(t.Buy.NameLabel, p.bought.Nickname)
	for _, l := range cart.Lines {
		if l.Error != nil {
			p.say(line(i18n.Fill(t.Buy.LineError, l.Error.Detail, l.Error.Code)))
			continue
		}
		add(t.Buy.ListPrice, i18n.Money(l.ListPrice, cart.Currency))
		add(t.Buy.UnitPrice, i18n.Money(l.UnitPrice, cart.Currency))
	}
	p.say(line(t.CartTotal(cart)), t.Buy.CartHead)
	if !cart.Expires.IsZero() {
		p.say(fmt.Sprintf(t.Buy.Expires, t.Moment(cart.Expires.In(p.d.Now().Location()))))
	}
}

// orders reads out what was ordered for a customer.
func (s *desk) orders(ctx context.Context, c partner.Customer) error {
	all, err := s.d.Manage.Orders.Orders(ctx, c)
	if err != nil {
		return err
	}
	s.say("", s.sentence(fmt.Sprintf(s.d.Text.Buy.Orders, s.nameOf(c))))
	if len(all) == 0 {
		s.say(s.d.Text.Buy.NoOrders)
	}
	return s.followOrders(ctx, c, all)
}

// followOrders reads orders out, and those that are not settled again as often as the
// person wants.
func (s *desk) followOrders(ctx context.Context, c partner.Customer, orders []partner.Order) error {
	t := s.d.Text
	for _, o := range orders {
		s.sayOrder(o)
	}
	waits := func(o partner.Order) bool { return !o.Settled() && o.ID != "" }
	for slices.ContainsFunc(orders, waits) {
		if _, err := s.pick(ctx, t.Lines.Manage.OrderWaits, t.Lines.Back, -1, []string{t.Lines.Manage.HearOrder}); err != nil {
			return unlessBack(err)
		}
		for i, o := range orders {
			if !waits(o) {
				continue
			}
			now, err := s.d.Manage.Orders.Follow(ctx, c, o)
			if err != nil {
				return err
			}
			orders[i] = now
			s.sayOrder(now)
		}
	}
	return nil
}

func (s *desk) sayOrder(o partner.Order) {
	t := s.d.Text
	created := ""
	if !o.Created.IsZero() {
		created = t.Moment(o.Created.In(s.d.Now().Location()))
	}
	status := i18n.Word(t.Buy.Status, strings.ReplaceAll(strings.ToLower(o.Status), " ", "_"))
	facts := []string{fmt.Sprintf(t.Buy.Ordered, line(o.ID)), line(status), created}
	for _, l := range o.Lines {
		facts = append(facts, t.Count(t.Customers.Record.Seats, l.Seats)+" "+line(cmp.Or(l.OfferName, l.OfferID)))
	}
	s.say(s.sentence(facts...))
}
