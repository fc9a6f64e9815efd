package lines

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// most is how many lines a part of a record may have before it can be read alone.
const most = 12

// record reads a customer's record out, after what was never read has been
// fetched.
func (s *desk) record(ctx context.Context, id partner.CustomerID) error {
	rec, err := s.d.Customers.Record(ctx, id)
	if err != nil {
		return err
	}
	var missing []partner.Block
	for _, b := range partner.Blocks() {
		if rec.States[b].FetchedAt.IsZero() {
			missing = append(missing, b)
		}
	}
	if rec, err = s.fetch(ctx, rec, missing); err != nil {
		return err
	}
	s.sayBrief(rec)
	t := s.d.Text
	return s.menu(ctx, func() (string, string, string, []entry) {
		whole := s.whole(rec)
		entries := []entry{{label: t.Count(t.Lines.ReadAll, len(whole)), do: func(context.Context) error { s.say(whole...); return nil }}}
		entries = append(entries, s.managing(rec.Customer)...)
		if len(portalsOf(rec)) > 0 {
			entries = append(entries, entry{label: t.Lines.Portals, do: func(ctx context.Context) error { return s.portals(ctx, rec) }})
		}
		for _, b := range partner.Blocks() {
			if all := s.block(rec, b); len(all) > most {
				entries = append(entries, entry{
					label: fmt.Sprintf(t.Lines.AllOf, t.Common.Blocks[string(b)], t.Number(len(all))),
					do:    func(context.Context) error { s.say(all...); return nil },
				})
			}
		}
		entries = append(entries, entry{label: t.Lines.ReadAgain, off: s.d.RefreshOff, do: func(ctx context.Context) error {
			if rec, err = s.fetch(ctx, rec, partner.Blocks()); err == nil {
				s.sayBrief(rec)
			}
			return err
		}})
		return s.nameOf(rec.Customer), t.Lines.Back, t.Lines.Helps.Customer, entries
	})
}

// fetch brings parts of a record into the store, where there is a service, and
// reads the record again. A part that could not be fetched is told with the
// record.
func (s *desk) fetch(ctx context.Context, rec partner.Record, blocks []partner.Block) (partner.Record, error) {
	t := s.d.Text
	if s.d.Fetcher == nil || len(blocks) == 0 {
		return rec, nil
	}
	var names []string
	for _, b := range blocks {
		names = append(names, t.Common.Blocks[string(b)])
	}
	s.say(fmt.Sprintf(t.Lines.Fetching, strings.Join(names, t.Common.And)))
	var fetching sync.WaitGroup
	for _, b := range blocks {
		fetching.Go(func() { _ = s.d.Fetcher.FetchBlock(ctx, rec.Customer.ID, b) }) // the store keeps why it failed
	}
	fetching.Wait()
	if ctx.Err() != nil {
		return rec, ctx.Err()
	}
	return s.d.Customers.Record(ctx, rec.Customer.ID)
}

// sayBrief reads out what tells whether this is the right customer and what needs
// attention, before the menu.
func (s *desk) sayBrief(rec partner.Record) {
	t, words, c := s.d.Text, s.d.Text.Customers.Record, rec.Customer
	s.say("", s.title(c))
	s.say(s.warnings(c)...)
	s.say(s.sentence(i18n.Word(t.Common.Relationships, string(c.Relationship)),
		words.Rights+t.Common.Colon+t.Rights(c), words.Agreement+t.Common.Colon+s.agreement(rec)))
	counts := map[partner.Block]string{
		partner.BlockServices: t.Count(t.Lines.Subscriptions, len(rec.Subscriptions)),
		partner.BlockLicenses: t.Count(t.Lines.Products, len(rec.Licenses)),
		partner.BlockUsers:    t.Count(t.Users.Count, max(rec.UsersTotal, len(rec.Users))),
	}
	var facts, missing []string
	var oldest time.Time
	for _, b := range partner.Blocks() {
		state := rec.States[b]
		if state.FetchedAt.IsZero() || state.Failure != nil && state.FailedAt.After(state.FetchedAt) {
			missing = append(missing, s.heading(rec, b))
			continue
		}
		facts = append(facts, counts[b])
		if oldest.IsZero() || state.FetchedAt.Before(oldest) {
			oldest = state.FetchedAt
		}
	}
	if !oldest.IsZero() {
		s.say(s.sentence(append(facts, fmt.Sprintf(words.Fetched, t.Age(s.d.Now(), oldest)))...))
	}
	s.say(missing...)
}

// whole is a whole record, a sentence each.
func (s *desk) whole(rec partner.Record) []string {
	t := s.d.Text
	all := append([]string{s.title(rec.Customer)}, s.warnings(rec.Customer)...)
	for _, b := range partner.Blocks() {
		all = append(all, s.heading(rec, b))
		if rec.States[b].FetchedAt.IsZero() && b != partner.BlockAccount {
			continue
		}
		all = append(all, s.block(rec, b)...)
		if more := rec.UsersTotal - len(rec.Users); b == partner.BlockUsers && more > 0 {
			all = append(all, s.sentence(t.Count(t.Customers.Record.MoreUsers, more)))
		}
	}
	return all
}

// title says which customer it is.
func (s *desk) title(c partner.Customer) string {
	return s.sentence(s.nameOf(c), line(c.Domain), s.pinned(c))
}

// pinned says that a customer is pinned.
func (s *desk) pinned(c partner.Customer) string {
	if c.Pinned {
		return s.d.Text.CLI.Marks.Pinned
	}
	return ""
}

// warnings say what needs attention.
func (s *desk) warnings(c partner.Customer) (all []string) {
	words := s.d.Text.Customers.Record
	if c.LostRights() {
		all = append(all, i18n.Join(fmt.Sprintf(words.RightsRemoved, s.d.Text.Date(c.AdminRightsAt)), words.RightsRemovedTell))
	}
	if c.Agreement == partner.AgreementMissing {
		all = append(all, words.AgreementMissing)
	}
	switch c.Standing {
	case partner.StandingVanished:
		all = append(all, words.Vanished)
	case partner.StandingImported:
		all = append(all, words.Imported)
	case partner.StandingRemoved:
		all = append(all, words.RelationEnded)
	}
	return all
}

// heading names a part of a record and says how old it is, or why it is not
// there.
func (s *desk) heading(rec partner.Record, b partner.Block) string {
	t, words, state := s.d.Text, s.d.Text.Customers.Record, rec.States[b]
	name, age := t.Common.Blocks[string(b)], ""
	if !state.FetchedAt.IsZero() {
		age = fmt.Sprintf(words.Fetched, t.Age(s.d.Now(), state.FetchedAt))
	}
	var failure string
	if f := state.Failure; f != nil && state.FailedAt.After(state.FetchedAt) {
		x := t.Failed(s.d.Now(), state)
		failure = i18n.Join(x.What, x.Advice())
		if f.CorrelationID != "" {
			failure = i18n.Join(failure, fmt.Sprintf(t.Wizard.Rights.Correlation, line(f.CorrelationID)))
		}
	}
	switch {
	case age == "" && failure != "":
		return s.sentence(name + t.Common.Colon + fmt.Sprintf(words.Failed, failure))
	case age == "" && s.d.Profile.Connection == partner.ConnectionOffline:
		return s.sentence(name + t.Common.Colon + words.NoConnection)
	case age == "":
		return s.sentence(name + t.Common.Colon + words.NotFetched)
	case failure != "":
		return s.sentence(name+t.Common.Colon+age, fmt.Sprintf(words.NotRefreshed, failure))
	}
	empty := map[partner.Block]string{
		partner.BlockServices: words.NoSubscriptions, partner.BlockLicenses: words.NoLicenses, partner.BlockUsers: words.NoUsers,
	}[b]
	if len(s.block(rec, b)) > 0 {
		empty = ""
	}
	return s.sentence(name+t.Common.Colon+age, empty)
}

// block lists what a part of a record holds, a sentence each.
func (s *desk) block(rec partner.Record, b partner.Block) []string {
	switch b {
	case partner.BlockServices:
		return s.services(rec)
	case partner.BlockLicenses:
		return s.licenses(rec.Licenses)
	case partner.BlockUsers:
		return s.users(rec.Users)
	}
	return s.account(rec)
}

func (s *desk) services(rec partner.Record) (all []string) {
	t, words := s.d.Text, s.d.Text.Customers.Record
	for _, sub := range rec.Subscriptions {
		name := line(sub.OfferName)
		if sub.Nickname != "" && sub.Nickname != sub.OfferName {
			name += " (" + line(sub.Nickname) + ")"
		}
		if sub.Trial {
			name += t.Common.Comma + words.Trial
		}
		if sub.ParentID != "" {
			name += t.Common.Comma + words.AddOn
		}
		all = append(all, s.sentence(name, line(t.Quantity(sub.Quantity, sub.UnitType)), line(i18n.Word(t.Common.SubscriptionState, sub.Status)), t.TermEnd(sub, s.d.Now())))
	}
	var portals []string
	for _, p := range portalsOf(rec) {
		portals = append(portals, line(p.Name))
	}
	if len(portals) > 0 {
		all = append(all, s.sentence(words.Portals+t.Common.Colon+strings.Join(portals, t.Common.Comma)))
	}
	return all
}

func (s *desk) licenses(list []partner.License) (all []string) {
	t := s.d.Text
	for _, l := range list {
		state := ""
		if l.Status != "" && !strings.EqualFold(l.Status, "enabled") && !strings.EqualFold(l.Status, "active") {
			state = line(i18n.Word(t.Common.SubscriptionState, strings.ToLower(l.Status)))
		}
		all = append(all, s.sentence(line(cmp.Or(l.Name, l.PartNumber)), t.SeatsUse(l), state))
	}
	return all
}

func (s *desk) users(list []partner.User) (all []string) {
	t := s.d.Text
	for _, u := range list {
		facts := []string{
			line(cmp.Or(u.DisplayName, strings.TrimSpace(u.FirstName+" "+u.LastName))), line(u.PrincipalName),
			line(i18n.Word(t.Common.UserState, u.State)),
		}
		if u.LicensesKnown {
			facts = append(facts, t.Count(t.Customers.Record.Licenses, len(u.Licenses)))
			for _, l := range u.Licenses {
				facts = append(facts, line(l.Name))
			}
		}
		if !u.DeletedAt.IsZero() {
			facts = append(facts, fmt.Sprintf(t.Users.DeletedAt, t.Date(u.DeletedAt), t.Date(u.DeletedAt.AddDate(0, 0, 30))))
		}
		all = append(all, s.sentence(facts...))
	}
	return all
}

// account lists what is known of the customer as names and values.
func (s *desk) account(rec partner.Record) (all []string) {
	t, words, a, c := s.d.Text, s.d.Text.Customers.Record, rec.Account, rec.Customer
	add := func(name, value string) {
		if value != "" {
			all = append(all, name+t.Common.Colon+line(value))
		}
	}
	add(words.MicrosoftID, string(c.ID))
	domains := slices.DeleteFunc(append([]string{a.Domain}, a.CustomDomains...), func(d string) bool { return d == "" })
	slices.Sort(domains)
	add(words.Domains, strings.Join(slices.Compact(domains), t.Common.And))
	add(t.Customers.Column.Relationship, i18n.Word(t.Common.Relationships, string(c.Relationship)))
	add(words.Rights, t.Rights(c))
	add(words.Agreement, s.agreement(rec))
	add(words.Address, s.address(a.Address))
	add(words.Email, cmp.Or(a.Email, a.BillingEmail))
	add(words.Language, cmp.Or(t.MailLanguage(a.Language), a.Language, a.Culture))
	for _, q := range a.Qualifications {
		add(words.Qualifications, t.Qualified(q))
	}
	for _, p := range a.Partners {
		add(words.Partners, strings.TrimSpace(p.Name+" "+p.MPNID))
	}
	for _, inv := range rec.Invitations {
		add(words.Requests, strings.TrimSpace(cmp.Or(inv.To, inv.Name)+" "+t.Date(inv.CreatedAt)))
	}
	add(t.Card.Nickname, c.Nickname)
	add(words.Tags, strings.Join(c.Tags, t.Common.And))
	add(words.Note, strings.Join(strings.Fields(c.Note), " "))
	add(words.Standing, i18n.Word(t.Common.Standing, string(c.Standing)))
	return all
}

func (s *desk) agreement(rec partner.Record) string {
	words, a := s.d.Text.Customers.Record, rec.Account
	fetched := !rec.States[partner.BlockAccount].FetchedAt.IsZero()
	switch {
	case fetched && a.AgreementUnchecked:
		return words.AgreementAsk
	case fetched && a.AgreementSigned:
		return words.AgreementSigned
	case fetched && !a.AgreementAttested.IsZero():
		return fmt.Sprintf(words.AgreementBy, s.d.Text.Date(a.AgreementAttested))
	}
	return i18n.Word(s.d.Text.Common.Agreement, string(rec.Customer.Agreement))
}

func (s *desk) address(a partner.Address) string {
	a.Country = s.countryName(a.Country)
	town := strings.TrimSpace(a.PostalCode + " " + a.City)
	parts := []string{a.AddressLine1, a.AddressLine2, town, a.State, a.Country}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// countryName names a country by its code, which stands for one that nobody knows.
func (s *desk) countryName(code string) string {
	if c, known := partner.CountryByCode(code); known {
		return s.d.Text.CountryName(c.Code, c.Name)
	}
	return code
}

// numbered puts a number before a sentence, as the answer that chooses it.
func numbered(n int, sentence string) string { return strconv.Itoa(n) + ". " + sentence }
