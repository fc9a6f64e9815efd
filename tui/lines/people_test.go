package lines

import (
	"context"
	"slices"
	"testing"

	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/tuitest"

	"cspdesk/internal/i18n"
)

func (o *office) Details(context.Context, partner.CustomerID, string) (manage.UserDetails, error) {
	return manage.UserDetails{Roles: o.roles}, o.FetchError
}

func (o *office) Edit(_ context.Context, _ partner.Customer, u partner.User, e partner.UserEdit) (partner.User, error) {
	if e.PrincipalName != nil && o.refuse != "" {
		why := o.refuse
		o.refuse = ""
		return u, partner.NewError(partner.CodeInvalidInput, string(why), nil)
	}
	_, changed := i18n.English().UserEdit(u, u)
	for _, v := range []struct{ to, from *string }{
		{&u.DisplayName, e.DisplayName}, {&u.FirstName, e.FirstName}, {&u.LastName, e.LastName}, {&u.PrincipalName, e.PrincipalName}, {&u.UsageLocation, e.UsageLocation},
	} {
		if v.from != nil {
			*v.to = *v.from
			changed = append(changed, *v.from)
		}
	}
	return u, o.note("edit %q", changed)
}

func (o *office) Delete(_ context.Context, _ partner.Customer, u partner.User) error {
	i := slices.IndexFunc(o.users, func(other partner.User) bool { return other.ID == u.ID })
	o.users[i].DeletedAt = tuitest.Now
	return o.note("delete %s", u.PrincipalName)
}

func (o *office) Restore(_ context.Context, _ partner.Customer, u partner.User) error {
	i := slices.IndexFunc(o.users, func(other partner.User) bool { return other.ID == u.ID })
	o.users[i].DeletedAt = partner.User{}.DeletedAt
	return o.note("restore %s", u.PrincipalName)
}

func (o *office) Roles(context.Context, partner.CustomerID) (all []partner.DirectoryRole, err error) {
	for _, name := range []string{"Billing", "Directory readers", "Exchange", "Global", "Global readers", "Groups", "Guests", "Helpdesk", "Intune", "Licenses", "Messages", "Users"} {
		all = append(all, partner.DirectoryRole{ID: name, Name: name + " administrator"})
	}
	return all, nil
}

func (o *office) SetRole(_ context.Context, _ partner.Customer, u partner.User, role partner.DirectoryRole, has bool) error {
	if o.roles = slices.DeleteFunc(o.roles, func(r partner.DirectoryRole) bool { return r.ID == role.ID }); has {
		o.roles = append(o.roles, role)
	}
	return o.note("role %s %s %v", u.PrincipalName, role.ID, has)
}

func (o *office) Products(_ context.Context, _ partner.Customer, segment string) ([]partner.Product, string, error) {
	all := []partner.Product{{ID: "P1", Title: "Microsoft 365 E3", Publisher: "Microsoft"}, {ID: "P2", Title: "Visio Plan 2"}}
	if segment == "education" {
		all = all[1:]
	}
	return all, "DE", o.FetchError
}

func (o *office) SKUs(_ context.Context, _ partner.Customer, product, _ string) ([]partner.SKU, error) {
	return []partner.SKU{{ID: "0001", ProductID: product, Title: "Microsoft 365 E3", Fewest: 1, Most: 300}, {ID: "0002", ProductID: product, Title: "Microsoft 365 E3 trial", Trial: true, Fewest: 25}}, nil
}

func (o *office) Offers(_ context.Context, _ partner.Customer, sku partner.SKU, _ string) ([]partner.Offer, error) {
	if sku.Trial {
		return nil, nil
	}
	return []partner.Offer{{Term: "P1Y", BillingCycle: "monthly", Currency: "EUR"}, {Term: "P1M", BillingCycle: "monthly", Currency: "EUR"}}, nil
}

func (o *office) Cart(_ context.Context, _ partner.Customer, p partner.Purchase) (partner.Cart, error) {
	if o.err != nil {
		err := o.err
		o.err = nil
		return partner.Cart{}, err
	}
	line := partner.CartLine{Seats: p.Seats, ListPrice: "36", UnitPrice: "30.5", TotalPrice: "152.5", Error: o.lineErr}
	o.lineErr = nil
	return partner.Cart{ID: "c1", Currency: "EUR", Lines: []partner.CartLine{line}, Expires: tuitest.Now.AddDate(0, 0, 7)}, nil
}

func (o *office) CheckOut(_ context.Context, _ partner.Customer, p partner.Purchase, cart partner.Cart) (partner.CheckOut, error) {
	o.orders = []partner.Order{{ID: "o1", Status: "pending", Created: tuitest.Now, Lines: []partner.OrderLine{{OfferName: p.SKU.Title, Seats: p.Seats}}}}
	return partner.CheckOut{Orders: slices.Clone(o.orders)}, o.note("buy %d of %s:%s for %s, %q, %v, cart %s", p.Seats, p.Product.ID, p.SKU.ID, p.Offer.Term, p.Nickname, p.Attested, cart.ID)
}

func (o *office) Orders(context.Context, partner.Customer) ([]partner.Order, error) {
	return slices.Clone(o.orders), nil
}

func (o *office) Follow(_ context.Context, _ partner.Customer, order partner.Order) (partner.Order, error) {
	order.Status = "completed"
	o.orders = []partner.Order{order}
	return order, nil
}

// TestAnOrderIsNotRepeated: a checkout that failed is told, and nothing asks again.
func TestAnOrderIsNotRepeated(t *testing.T) {
	o := newOffice()
	answers := at("3", "3", "", "e3", "1", "1", "1", "5", "", "")
	o.err = &partner.Error{Code: partner.CodeService, Detail: "Attest first.", CorrelationID: "5f3b1c7e"}
	got := o.held(t, i18n.English(), nil, append(answers, "2", "4", "", "0")...)
	wants(t, got, "(Attest first)", "Correlation id 5f3b1c7e", "I attest", "Total: 152.50 EUR", "That is not the number. Nothing was bought.")
	if len(o.did) > 0 {
		t.Errorf("did %q", o.did)
	}
}
