package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// crowd is the list of a customer's users, as far as the person has gone in it.
type crowd struct {
	customer partner.Customer
	query    partner.UserQuery
	pages    []partner.UserPlace // where the pages up to this one begin
}

func (l *crowd) first() { l.pages = []partner.UserPlace{{Edge: partner.EdgeFirst}} }

// people lists the users of a customer page by page, or those who were deleted, and
// opens them.
func (s *desk) people(ctx context.Context, c partner.Customer) error {
	t, l := s.d.Text, &crowd{customer: c}
	l.first()
	if err := s.tell(ctx, s.readUsers(ctx, l)); err != nil {
		return err
	}
	for {
		w, err := s.d.Manage.Users.UsersWindow(ctx, c.ID, l.query, l.pages[len(l.pages)-1], 0, page)
		if err != nil {
			return err
		}
		deleted, count := "", t.Count(t.Users.Count, w.Total)
		if l.query.Search != "" {
			count = fmt.Sprintf(t.Lines.FoundOf, t.Number(w.Matches), count)
		}
		if l.query.Deleted {
			deleted = t.Users.Deleted
		}
		title := s.sentence(s.nameOf(c), deleted, count)
		if l.query.Deleted && w.Total == 0 {
			title = s.sentence(s.nameOf(c), t.Users.EmptyDeleted)
		}
		if err := s.choose(ctx, title, t.Lines.Back, t.Lines.Helps.Users, append(s.peopleShown(l, w), s.aboutPeople(l)...)); err != nil {
			return unlessBack(err)
		}
	}
}

// readUsers reads the users from Partner Center, those who were deleted too.
func (s *desk) readUsers(ctx context.Context, l *crowd) error {
	l.first()
	s.say(s.d.Text.Lines.Manage.ReadingUsers)
	_, err := s.d.Manage.Directory.Sync(ctx, l.customer.ID, func(int) {})
	return err
}

// peopleShown are the users of a page, and the ways to other pages.
func (s *desk) peopleShown(l *crowd, w partner.UserWindow) (entries []entry) {
	t, rows := s.d.Text, w.Rows[max(w.Anchor, 0):]
	shown, open := rows[:min(len(rows), page)], s.person
	if l.query.Deleted {
		open = s.deletedPerson
	}
	for i, sentence := range s.users(shown) {
		entries = append(entries, entry{label: sentence, do: func(ctx context.Context) error { return unlessBack(open(ctx, l.customer, shown[i])) }})
	}
	if len(rows) > page {
		entries = append(entries, entry{label: t.Lines.Next, do: func(context.Context) error {
			l.pages = append(l.pages, partner.UserPlace{User: rows[page].ID})
			return nil
		}})
	}
	if len(l.pages) > 1 {
		entries = append(entries, entry{label: t.Lines.Previous, do: func(context.Context) error { l.pages = l.pages[:len(l.pages)-1]; return nil }})
	}
	return entries
}

// aboutPeople is what can be done besides opening a user.
func (s *desk) aboutPeople(l *crowd) []entry {
	t, words, other := s.d.Text, s.d.Text.Lines.Manage, s.d.Text.Users.Deleted
	if l.query.Deleted {
		other = t.Users.Title
	}
	return []entry{
		{label: words.Search, do: func(ctx context.Context) (err error) {
			l.query.Search, err = s.field(ctx, t.Lines.SearchFor, t.Lines.ClearsAll, l.query.Search)
			l.first()
			return unlessBack(err)
		}},
		{label: words.AddUser, off: s.may(partner.DeedAddUser), do: func(ctx context.Context) error { return unlessBack(s.addUser(ctx, l.customer)) }},
		{label: words.ReadAgain, do: func(ctx context.Context) error { return s.readUsers(ctx, l) }},
		{label: other, do: func(context.Context) error {
			l.query = partner.UserQuery{Deleted: !l.query.Deleted}
			l.first()
			return nil
		}},
	}
}

// person reads a user out and changes them.
func (s *desk) person(ctx context.Context, c partner.Customer, u partner.User) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	return s.menu(ctx, func() (string, string, string, []entry) {
		return s.users([]partner.User{u})[0], t.Lines.Back, t.Lines.Helps.User, []entry{
			{label: words.ChangeLicenses, off: s.may(partner.DeedAssignLicenses), do: func(ctx context.Context) error {
				return unlessBack(s.licensesOf(ctx, c, &u))
			}},
			{label: words.ResetPassword, off: s.may(partner.DeedResetPassword), do: func(ctx context.Context) error { return s.resetPassword(ctx, c, u) }},
			{label: t.Users.Edit, off: s.may(partner.DeedEditUser), do: func(ctx context.Context) error { return unlessBack(s.editUser(ctx, c, &u)) }},
			{label: t.Users.Roles, off: s.may(partner.DeedUserRoles), do: func(ctx context.Context) error { return unlessBack(s.roles(ctx, c, u)) }},
			{label: t.Users.DeleteYes, off: s.may(partner.DeedDeleteUser), do: func(ctx context.Context) error { return s.deleteUser(ctx, c, u) }},
		}
	})
}

// newcomer is what was answered about a user who is to be added.
type newcomer struct {
	user          partner.NewUser
	local, domain string // of the sign-in name
}

// newcomer gives what was answered about a user who was not added, or begins anew.
func (s *desk) newcomer(c partner.Customer) *newcomer {
	if s.newcomers[c.ID] == nil {
		s.newcomers[c.ID] = &newcomer{user: partner.NewUser{ForceChange: true, UsageLocation: c.Country}}
	}
	return s.newcomers[c.ID]
}

// addUser asks for a new user. The password is made and said once. Who leaves before
// that finds the answers again.
func (s *desk) addUser(ctx context.Context, c partner.Customer) error {
	t, m := s.d.Text, s.d.Manage
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
	c.Country = cmp.Or(rec.Customer.Country, c.Country)
	n := s.newcomer(c)
	for {
		if err := s.askUser(ctx, c, domains, n); err != nil {
			if errors.Is(err, errBack) && n.user.DisplayName != "" {
				s.say(t.Lines.Manage.AnswersKept)
			}
			return err
		}
		user := n.user
		user.PrincipalName = n.local + "@" + n.domain
		if user.Password, err = partner.GeneratePassword(); err != nil {
			return err
		}
		yes, err := s.confirm(ctx, partner.DeedAddUser, fmt.Sprintf(t.Users.AddAsk, user.PrincipalName), t.Users.No, t.Users.AddYes, t.Users.AddBody, t.Lines.Manage.MadePassword, s.forced(user.ForceChange))
		if err != nil {
			return err
		}
		if !yes {
			s.say(t.Lines.Manage.AnswersKept)
			return nil
		}
		_, err = m.Writer.Add(context.WithoutCancel(ctx), c, user, domains)
		if err == nil {
			delete(s.newcomers, c.ID)
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
func (s *desk) askUser(ctx context.Context, c partner.Customer, domains []string, n *newcomer) error {
	t, user := s.d.Text, &n.user
	one, other := s.askPerson(t.Users.FirstName, t.Users.LastName, &user.FirstName, &user.LastName, anything)
	return inTurn(ctx,
		s.asking(t.Users.DisplayName, t.Users.DisplayHint, &user.DisplayName, s.needed),
		s.askLogin(domains, &n.local), s.askDomain(domains, c.Domain, &n.domain),
		func(ctx context.Context) error {
			code, err := s.location(ctx, user.UsageLocation)
			if err == nil {
				user.UsageLocation = code
			}
			return err
		},
		one, other,
		s.askForce(&user.ForceChange),
	)
}

// askPerson are the questions for the two names of a person, in the order of the
// language.
func (s *desk) askPerson(given, family string, first, last *string, wrong func(string) string) (one, other func(context.Context) error) {
	one, other = s.asking(given, "", first, wrong), s.asking(family, "", last, wrong)
	if s.d.Text.FamilyFirst() {
		return other, one
	}
	return one, other
}

// askForce asks whether a made password has to be changed at the first sign-in.
func (s *desk) askForce(force *bool) func(context.Context) error {
	return func(ctx context.Context) error {
		t, usual := s.d.Text, 0
		if !*force {
			usual = 1
		}
		i, err := s.pick(ctx, t.Lines.Manage.AskForce, t.Lines.Back, usual, []string{i18n.Capital(t.Common.Yes), i18n.Capital(t.Common.No)})
		if err == nil {
			*force = i == 0
		}
		return err
	}
}

// forced says whether a made password has to be changed.
func (s *desk) forced(force bool) string {
	if force {
		return s.d.Text.Lines.Manage.Forced
	}
	return s.d.Text.Lines.Manage.NotForced
}

// askLogin asks for the part of a sign-in name before its domain.
func (s *desk) askLogin(domains []string, local *string) func(context.Context) error {
	t := s.d.Text.Users
	return s.asking(t.NamePart, t.NamePartHint, local, func(value string) string {
		if strings.Contains(value, "@") {
			return t.Faults[string(partner.UserLoginInvalid)]
		}
		return t.Faults[string(partner.CheckLogin(value+"@"+domains[0], nil))]
	})
}

// askDomain asks for one of the domains; enter chooses the usual one.
func (s *desk) askDomain(domains []string, usual string, domain *string) func(context.Context) error {
	return func(ctx context.Context) error {
		at := slices.IndexFunc(domains, func(d string) bool { return strings.EqualFold(d, cmp.Or(*domain, usual)) })
		i, err := s.pick(ctx, s.d.Text.Users.Domain, s.d.Text.Lines.Back, max(at, 0), domains)
		if err == nil {
			*domain = domains[i]
		}
		return err
	}
}

// refused says what is wrong with a value where that is known, and gives every
// other error back.
func (s *desk) refused(err error) error {
	if why := s.d.Text.Fault(err); why != "" {
		s.say(s.sentence(i18n.Capital(why)))
		return nil
	}
	return err
}

// sayPassword says a made password, once.
func (s *desk) sayPassword(login string, p partner.Password) {
	s.say(fmt.Sprintf(s.d.Text.Lines.Manage.PasswordIs, line(login), p.Reveal()))
}

func (s *desk) resetPassword(ctx context.Context, c partner.Customer, u partner.User) error {
	t, force := s.d.Text, true
	if err := s.askForce(&force)(ctx); err != nil {
		return unlessBack(err)
	}
	yes, err := s.confirm(ctx, partner.DeedResetPassword, fmt.Sprintf(t.Users.ResetAsk, u.PrincipalName), t.Users.No, t.Users.ResetYes, t.Users.ResetBody, t.Lines.Manage.MadePassword, s.forced(force))
	if err != nil || !yes {
		return err
	}
	password, err := partner.GeneratePassword()
	if err != nil {
		return err
	}
	if err := s.d.Manage.Writer.ResetPassword(context.WithoutCancel(ctx), c, u, password, force); err != nil {
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
		s.say(s.sentence(i18n.Capital(t.Users.Faults[string(partner.UserLocationMissing)])))
	}
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
