package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

// people lists the users of a customer page by page, and opens them.
func (s *desk) people(ctx context.Context, c partner.Customer) error {
	t, words, m := s.d.Text, s.d.Text.Lines.Manage, s.d.Manage
	read := func(ctx context.Context) error {
		s.say(words.ReadingUsers)
		_, err := m.Directory.Sync(ctx, c.ID, func(int) {})
		return err
	}
	if err := s.tell(ctx, read(ctx)); err != nil {
		return err
	}
	query, pages := partner.UserQuery{}, []partner.UserPlace{{Edge: partner.EdgeFirst}}
	first := func() { pages = []partner.UserPlace{{Edge: partner.EdgeFirst}} }
	for {
		w, err := m.Users.UsersWindow(ctx, c.ID, query, pages[len(pages)-1], 0, page)
		if err != nil {
			return err
		}
		rows := w.Rows[max(w.Anchor, 0):]
		shown := rows[:min(len(rows), page)]
		var entries []entry
		for i, sentence := range s.users(shown) {
			entries = append(entries, entry{label: sentence, do: func(ctx context.Context) error { return s.person(ctx, c, shown[i]) }})
		}
		if len(rows) > page {
			entries = append(entries, entry{label: t.Lines.Next, do: func(context.Context) error {
				pages = append(pages, partner.UserPlace{User: rows[page].ID})
				return nil
			}})
		}
		if len(pages) > 1 {
			entries = append(entries, entry{label: t.Lines.Previous, do: func(context.Context) error { pages = pages[:len(pages)-1]; return nil }})
		}
		entries = append(entries,
			entry{label: words.Search, do: func(ctx context.Context) (err error) {
				query.Search, err = s.field(ctx, t.Lines.SearchFor, t.Lines.ClearsAll, query.Search)
				first()
				return unlessBack(err)
			}},
			entry{label: words.AddUser, off: s.may(partner.DeedAddUser), do: func(ctx context.Context) error { return unlessBack(s.addUser(ctx, c)) }},
			entry{label: words.ReadAgain, do: func(ctx context.Context) error { first(); return read(ctx) }})
		title := s.sentence(s.nameOf(c), t.Count(t.Users.Count, w.Total))
		if query.Search != "" {
			title = s.sentence(s.nameOf(c), fmt.Sprintf(t.Lines.FoundOf, t.Number(w.Matches), t.Count(t.Users.Count, w.Total)))
		}
		if err := s.choose(ctx, title, t.Lines.Back, entries); err != nil {
			return unlessBack(err)
		}
	}
}

// person reads a user out and changes them.
func (s *desk) person(ctx context.Context, c partner.Customer, u partner.User) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	return s.menu(ctx, func() (string, string, []entry) {
		return s.users([]partner.User{u})[0], t.Lines.Back, []entry{
			{label: words.ChangeLicenses, off: s.may(partner.DeedAssignLicenses), do: func(ctx context.Context) error {
				return unlessBack(s.licensesOf(ctx, c, &u))
			}},
			{label: words.ResetPassword, off: s.may(partner.DeedResetPassword), do: func(ctx context.Context) error { return s.resetPassword(ctx, c, u) }},
		}
	})
}

// addUser asks for a new user. The password is made and said once.
func (s *desk) addUser(ctx context.Context, c partner.Customer) error {
	t, m, user, local, domain := s.d.Text, s.d.Manage, partner.NewUser{ForceChange: true}, "", ""
	rec, err := s.d.Customers.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	if rec.States[partner.BlockAccount].FetchedAt.IsZero() { // the account tells country and domains
		if rec, err = s.fetch(ctx, rec, []partner.Block{partner.BlockAccount}); err != nil {
			return err
		}
	}
	domains, err := m.Directory.Domains(ctx, c.ID, rec.Account.CustomDomains)
	if err != nil {
		return err
	}
	user.UsageLocation = cmp.Or(rec.Customer.Country, c.Country)
	for {
		if err := s.askUser(ctx, c, domains, &user, &local, &domain); err != nil {
			return err
		}
		user.PrincipalName = local + "@" + domain
		if user.Password, err = partner.GeneratePassword(); err != nil {
			return err
		}
		yes, err := s.confirm(ctx, partner.DeedAddUser, fmt.Sprintf(t.Users.AddAsk, user.PrincipalName), t.Users.No, t.Users.AddYes, t.Users.AddBody, t.Lines.Manage.MadePassword)
		if err != nil || !yes {
			return err
		}
		_, err = m.Writer.Add(context.WithoutCancel(ctx), c, user, domains)
		if err == nil {
			s.say(s.sentence(line(fmt.Sprintf(t.Users.Added, user.PrincipalName))))
			s.sayPassword(user.PrincipalName, user.Password)
			return nil
		}
		if err := s.refused(err); err != nil { // otherwise the answers are asked for again, as they were
			return err
		}
	}
}

// askUser asks for what a new user is; what was answered before is kept.
func (s *desk) askUser(ctx context.Context, c partner.Customer, domains []string, user *partner.NewUser, local, domain *string) error {
	t, anything := s.d.Text, func(string) string { return "" }
	return inTurn(ctx,
		s.asking(t.Users.DisplayName, t.Users.DisplayHint, &user.DisplayName, s.needed),
		s.asking(t.Users.NamePart, t.Users.NamePartHint, local, func(value string) string {
			if strings.Contains(value, "@") {
				return t.Users.Faults[string(partner.UserLoginInvalid)]
			}
			return t.Users.Faults[string(partner.CheckLogin(value+"@"+domains[0], nil))]
		}),
		func(ctx context.Context) error {
			i, err := s.pick(ctx, t.Users.Domain, t.Lines.Back, max(slices.Index(domains, cmp.Or(*domain, c.Domain)), 0), domains)
			if err == nil {
				*domain = domains[i]
			}
			return err
		},
		func(ctx context.Context) error {
			code, err := s.location(ctx, user.UsageLocation)
			if err == nil {
				user.UsageLocation = code
			}
			return err
		},
		s.asking(t.Users.FirstName, "", &user.FirstName, anything), s.asking(t.Users.LastName, "", &user.LastName, anything),
	)
}

// refused says what is wrong with a value where that is known, and gives every
// other error back.
func (s *desk) refused(err error) error {
	if why := s.d.Text.Fault(err); why != "" {
		s.say(s.sentence(why))
		return nil
	}
	return err
}

// sayPassword says a made password, once.
func (s *desk) sayPassword(login string, p partner.Password) {
	s.say(fmt.Sprintf(s.d.Text.Lines.Manage.PasswordIs, line(login), p.Reveal()))
}

func (s *desk) resetPassword(ctx context.Context, c partner.Customer, u partner.User) error {
	t := s.d.Text
	yes, err := s.confirm(ctx, partner.DeedResetPassword, fmt.Sprintf(t.Users.ResetAsk, u.PrincipalName), t.Users.No, t.Users.ResetYes, t.Users.ResetBody, t.Lines.Manage.MadePassword)
	if err != nil || !yes {
		return err
	}
	password, err := partner.GeneratePassword()
	if err != nil {
		return err
	}
	if err := s.d.Manage.Writer.ResetPassword(context.WithoutCancel(ctx), c, u, password, true); err != nil {
		return s.refused(err)
	}
	s.say(s.sentence(line(fmt.Sprintf(t.Users.ResetDone, u.PrincipalName))))
	s.sayPassword(u.PrincipalName, password)
	return nil
}

// location asks for a country until there is one, and gives its code.
func (s *desk) location(ctx context.Context, now string) (string, error) {
	t := s.d.Text
	for {
		found, err := s.country(ctx, t.Users.Location, t.Users.LocationHint, now)
		if err != nil || found.Code != "" {
			return found.Code, err
		}
		s.say(s.sentence(t.Users.Faults[string(partner.UserLocationMissing)]))
	}
}

// licensesOf assigns products to a user and takes them away, one at a time.
func (s *desk) licensesOf(ctx context.Context, c partner.Customer, u *partner.User) error {
	t, words, m := s.d.Text, s.d.Text.Lines.Manage, s.d.Manage
	rec, err := s.d.Customers.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	if rec, err = s.fetch(ctx, rec, []partner.Block{partner.BlockLicenses}); err != nil {
		return err
	}
	read, err := m.Licenses.Read(ctx, c.ID, []partner.User{*u}, func(int) {})
	if err != nil || len(read) == 0 {
		return err
	}
	*u = read[0]
	for {
		if len(rec.Licenses) == 0 {
			s.say(s.sentence(t.Licenses.Empty))
			return nil
		}
		var entries []entry
		for i, sentence := range s.licenses(rec.Licenses) {
			has := words.HasNot
			product := rec.Licenses[i]
			if holds(*u, product) {
				has = words.Has
			}
			entries = append(entries, entry{label: has + t.Common.Colon + sentence, do: func(ctx context.Context) error {
				return unlessBack(s.turnLicense(ctx, c, u, rec.Licenses, product))
			}})
		}
		if err := s.choose(ctx, words.WhichProduct, t.Lines.Back, entries); err != nil {
			return unlessBack(err)
		}
		if rec, err = s.d.Customers.Record(ctx, c.ID); err != nil {
			return err
		}
	}
}

func holds(u partner.User, p partner.License) bool {
	return slices.ContainsFunc(u.Licenses, func(l partner.UserLicense) bool { return strings.EqualFold(l.SkuID, p.SkuID) })
}

// turnLicense assigns a product, or takes it away where the user has it.
func (s *desk) turnLicense(ctx context.Context, c partner.Customer, u *partner.User, products []partner.License, p partner.License) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	a := manage.Assignment{Products: products}
	question := words.Assign
	switch {
	case holds(*u, p):
		a.Change.Remove, question = []string{p.SkuID}, words.TakeAway
	case p.Available <= 0:
		s.say(words.BuyFirst)
		return nil
	default:
		a.Change.Assign = []partner.LicenseGrant{{SkuID: p.SkuID}}
		if u.UsageLocation == "" {
			var err error
			if a.Location, err = s.location(ctx, c.Country); err != nil {
				return err
			}
		}
	}
	yes, err := s.confirm(ctx, partner.DeedAssignLicenses, fmt.Sprintf(question, p.Name, u.PrincipalName), t.Licenses.No, t.Licenses.Yes)
	if err != nil || !yes {
		return err
	}
	result, err := s.d.Manage.Licenses.Change(context.WithoutCancel(ctx), c, *u, a)
	switch {
	case manage.OutOfSeats(err):
		s.say(words.BuyFirst)
		return nil
	case err != nil:
		return err
	case len(result.Warnings) > 0:
		s.say(line(fmt.Sprintf(t.Licenses.Warned, u.PrincipalName, strings.Join(result.Warnings, t.Common.And))))
	case result.Unchanged:
		s.say(s.sentence(line(fmt.Sprintf(t.Licenses.Unchanged, u.PrincipalName))))
	default:
		s.say(s.sentence(line(fmt.Sprintf(t.Licenses.Done, u.PrincipalName))))
	}
	u.Licenses, u.LicensesKnown = result.After, true
	u.UsageLocation = cmp.Or(u.UsageLocation, a.Location)
	s.d.Manage.Licenses.ReadSeats(ctx, c.ID)
	return nil
}

// country asks for a country, and which one where several fit. The zero country
// means that none was named.
func (s *desk) country(ctx context.Context, name, hint, now string) (partner.Country, error) {
	t, kept := s.d.Text, ""
	if c, ok := partner.CountryByCode(now); ok {
		kept = t.CountryName(c.Code, c.Name)
	}
	for {
		answer, err := s.field(ctx, name, hint, kept)
		if err != nil {
			return partner.Country{}, err
		}
		country, candidates := t.FindCountry(answer)
		if country.Code == "" && len(candidates) > 0 {
			var names []string
			for _, c := range candidates {
				names = append(names, t.CountryName(c.Code, c.Name))
			}
			i, err := s.pick(ctx, fmt.Sprintf(t.Wizard.Rights.WhichCountry, t.CountryNames(candidates)), t.Lines.Back, -1, names)
			if errors.Is(err, errBack) {
				continue
			}
			if err != nil {
				return partner.Country{}, err
			}
			country = candidates[i]
		}
		if answer == "" || country.Code != "" {
			return country, nil
		}
		s.say(t.Wizard.Rights.BadCountry)
	}
}
