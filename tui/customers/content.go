package customers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/widget"
)

// item is a line of a block: cells from the most to the least important, made
// safe, and the raw value that is copied.
type item struct {
	cells []string
	value string
	notes []string // further lines below, in a full screen
	dim   bool
}

// items lists what a block holds.
func items(t *i18n.Strings, r *partner.Record, b partner.Block, now time.Time) []item {
	switch b {
	case partner.BlockServices:
		return subscriptions(t, r.Subscriptions, now)
	case partner.BlockLicenses:
		return licenses(t, r.Licenses)
	case partner.BlockUsers:
		return users(t, r.Users)
	}
	return account(t, r)
}

// subscriptions lists add-ons after the subscription that they belong to.
func subscriptions(t *i18n.Strings, subs []partner.Subscription, now time.Time) []item {
	words := t.Customers.Record
	var all []item
	add := func(s partner.Subscription, indent string) {
		name := indent + safetext.Line(s.Name())
		if s.Trial {
			name += t.Common.Comma + words.Trial
		}
		it := item{
			cells: []string{name, safetext.Line(t.Quantity(s.Quantity, s.UnitType)), widget.Named(t.Common.SubscriptionState, s.Status), t.TermEnd(s, now)},
			value: s.ID, dim: s.Status != "active",
		}
		if indent != "" {
			it.cells[0] += t.Common.Comma + words.AddOn
		}
		all = append(all, it)
	}
	known := func(id string) bool {
		return slices.ContainsFunc(subs, func(s partner.Subscription) bool { return s.ID == id && s.ParentID == "" })
	}
	for _, s := range subs {
		if s.ParentID != "" && known(s.ParentID) {
			continue
		}
		add(s, "")
		for _, child := range subs {
			if s.ParentID == "" && child.ParentID == s.ID && child.ParentID != "" {
				add(child, "  ")
			}
		}
	}
	return all
}

// portals lists where the customer's services are administered, under a heading
// of their own.
func portals(t *i18n.Strings, services []partner.ManagedService) []item {
	var all []item
	for _, s := range services {
		if s.AdminURL != "" {
			all = append(all, item{cells: []string{safetext.Line(s.Name), safetext.Line(s.AdminURL)}, value: s.AdminURL})
		}
	}
	if len(all) == 0 {
		return nil
	}
	return append([]item{{cells: []string{t.Customers.Record.Portals}, dim: true}}, all...)
}

func licenses(t *i18n.Strings, list []partner.License) []item {
	var all []item
	for _, l := range list {
		name := l.Name
		if name == "" {
			name = l.PartNumber
		}
		it := item{cells: []string{safetext.Line(name), t.SeatsUse(l)}, value: l.SkuID}
		if l.Status != "" && !strings.EqualFold(l.Status, "enabled") && !strings.EqualFold(l.Status, "active") {
			it.cells = append(it.cells, widget.Named(t.Common.SubscriptionState, strings.ToLower(l.Status)))
		}
		all = append(all, it)
	}
	return all
}

func users(t *i18n.Strings, list []partner.User) []item {
	var all []item
	for _, u := range list {
		name := u.DisplayName
		if name == "" {
			name = strings.TrimSpace(u.FirstName + " " + u.LastName)
		}
		it := item{
			cells: []string{safetext.Line(name), safetext.Line(u.PrincipalName), widget.Named(t.Common.UserState, u.State), ""},
			value: u.PrincipalName, dim: u.State == "inactive",
		}
		if u.LicensesKnown {
			it.cells[3] = t.Count(t.Customers.Record.Licenses, len(u.Licenses))
			for _, l := range u.Licenses {
				it.notes = append(it.notes, safetext.Line(l.Name))
			}
		}
		all = append(all, it)
	}
	return all
}

// account lists what is known of the customer as names and values.
func account(t *i18n.Strings, r *partner.Record) []item {
	return slices.Concat(identity(t, r), terms(t, r), noted(t, &r.Customer), standing(t, &r.Customer))
}

// facts are names with values; those without a value are left out.
type facts []item

func (f *facts) add(label, value string) {
	if value != "" {
		*f = append(*f, item{cells: []string{label, safetext.Line(value)}, value: value})
	}
}

// identity is by what the customer is known.
func identity(t *i18n.Strings, r *partner.Record) (all facts) {
	all.add(t.Customers.Column.Company, first(r.Account.CompanyName, r.Customer.CompanyName))
	all.add(t.Customers.Record.MicrosoftID, string(r.Customer.ID))
	all.add(t.Customers.Column.Domain, first(r.Account.Domain, r.Customer.Domain))
	return all
}

// terms is how we stand to the customer, and what the service says of them.
func terms(t *i18n.Strings, r *partner.Record) (all facts) {
	words, a, c := t.Customers.Record, r.Account, r.Customer
	all.add(words.Domains, strings.Join(a.CustomDomains, t.Common.Comma))
	all.add(t.Customers.Column.Relationship, widget.Named(t.Common.Relationships, string(c.Relationship)))
	all.add(words.Rights, t.RightsAt(c))
	all.add(words.Agreement, agreement(t, r))
	all.add(words.Address, address(a.Address))
	all.add(words.Email, first(a.Email, a.BillingEmail))
	all.add(words.Language, first(a.Language, a.Culture))
	for _, q := range a.Qualifications {
		all.add(words.Qualifications, t.Qualified(q))
	}
	for _, p := range a.Partners {
		all.add(words.Partners, strings.TrimSpace(p.Name+" "+p.MPNID))
	}
	for _, inv := range r.Invitations {
		state := widget.Named(t.Common.InvitationStates, string(inv.State))
		all.add(words.Requests, strings.TrimSpace(first(inv.To, inv.Name)+" "+t.Date(inv.CreatedAt))+t.Common.Comma+state)
	}
	return all
}

// noted is what is kept of the customer here.
func noted(t *i18n.Strings, c *partner.Customer) (all facts) {
	all.add(t.Marks.Nickname, c.Nickname)
	all.add(t.Customers.Record.Tags, strings.Join(c.Tags, t.Common.Comma))
	all.add(t.Customers.Record.Note, c.Note)
	return all
}

// standing is whether the service lists the customer, and since when.
func standing(t *i18n.Strings, c *partner.Customer) (all facts) {
	all.add(t.Customers.Record.Standing, widget.Named(t.Common.Standing, string(c.Standing)))
	if !c.FirstSeen.IsZero() {
		all.add(t.Customers.Record.FirstSeen, t.Date(c.FirstSeen))
	}
	return all
}

func agreement(t *i18n.Strings, r *partner.Record) string {
	words, a := t.Customers.Record, r.Account
	fetched := !r.States[partner.BlockAccount].FetchedAt.IsZero()
	switch {
	case fetched && a.AgreementUnchecked:
		return words.AgreementAsk
	case fetched && a.AgreementSigned:
		return words.AgreementSigned
	case fetched && !a.AgreementAttested.IsZero():
		return fmt.Sprintf(words.AgreementBy, t.Date(a.AgreementAttested))
	}
	return widget.Named(t.Common.Agreement, string(r.Customer.Agreement))
}

func address(a partner.Address) string {
	town := strings.TrimSpace(a.PostalCode + " " + a.City)
	parts := []string{a.AddressLine1, a.AddressLine2, town, a.State, a.Country}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// empty says that a block holds nothing.
func empty(t *i18n.Strings, b partner.Block) string {
	words := t.Customers.Record
	return map[partner.Block]string{
		partner.BlockServices: words.NoSubscriptions, partner.BlockLicenses: words.NoLicenses, partner.BlockUsers: words.NoUsers,
	}[b]
}
