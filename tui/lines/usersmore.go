package lines

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// Remover deletes users, and brings them back: manage.Users.
type Remover interface {
	Delete(ctx context.Context, c partner.Customer, user partner.User) error
	Restore(ctx context.Context, c partner.Customer, user partner.User) error
}

// Roles gives and takes directory roles: manage.Users.
type Roles interface {
	Roles(ctx context.Context, id partner.CustomerID) ([]partner.DirectoryRole, error)
	SetRole(ctx context.Context, c partner.Customer, user partner.User, role partner.DirectoryRole, has bool) error
}

// editUser asks for what a user is called, and changes what is not as it was.
func (s *desk) editUser(ctx context.Context, c partner.Customer, u *partner.User) error {
	t, m := s.d.Text, s.d.Manage
	rec, err := s.d.Customers.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	domains, err := m.Directory.Domains(ctx, c.ID, rec.Account.CustomDomains)
	if err != nil {
		return err
	}
	next := *u
	local, domain, _ := strings.Cut(u.PrincipalName, "@")
	if !slices.ContainsFunc(domains, func(d string) bool { return strings.EqualFold(d, domain) }) {
		domains = append([]string{domain}, domains...)
	}
	for {
		if err := s.askNames(ctx, domains, &next, &local, &domain); err != nil {
			return err
		}
		next.PrincipalName = local + "@" + domain
		edit, lines := t.UserEdit(*u, next)
		if len(lines) == 0 {
			s.say(s.sentence(t.Users.NoChanges))
			return nil
		}
		yes, err := s.confirm(ctx, partner.DeedEditUser, fmt.Sprintf(t.Users.EditAsk, u.PrincipalName), t.Users.No, t.Users.EditYes, lines...)
		if err != nil || !yes {
			return err
		}
		now, err := m.Writer.Edit(context.WithoutCancel(ctx), c, *u, edit)
		if err == nil {
			*u = now
			s.say(s.sentence(line(fmt.Sprintf(t.Users.Edited, now.PrincipalName))))
			return nil
		}
		if err := s.refused(err); err != nil { // otherwise the answers are asked for again, as they were
			return err
		}
	}
}

// askNames asks for what a user is called; enter keeps what it is.
func (s *desk) askNames(ctx context.Context, domains []string, u *partner.User, local, domain *string) error {
	t := s.d.Text.Users
	one, other := s.askPerson(t.FirstName, t.LastName, &u.FirstName, &u.LastName, anything)
	return inTurn(ctx,
		s.asking(t.DisplayName, t.DisplayHint, &u.DisplayName, s.needed),
		one, other,
		s.askLogin(domains, local), s.askDomain(domains, "", domain),
		func(ctx context.Context) error {
			found, err := s.country(ctx, t.Location, t.LocationHint, u.UsageLocation)
			if err == nil {
				u.UsageLocation = found.Code
			}
			return err
		},
	)
}

// deleteUser deletes a user, who can be restored for 30 days.
func (s *desk) deleteUser(ctx context.Context, c partner.Customer, u partner.User) error {
	t := s.d.Text.Users
	yes, err := s.confirm(ctx, partner.DeedDeleteUser, fmt.Sprintf(t.DeleteAsk, u.PrincipalName), t.No, t.DeleteYes, t.DeleteBody)
	if err != nil || !yes {
		return err
	}
	if err := s.d.Manage.Remover.Delete(context.WithoutCancel(ctx), c, u); err != nil {
		return err
	}
	s.say(s.sentence(line(fmt.Sprintf(t.DeletedDone, u.PrincipalName))))
	return errBack
}

// deletedPerson brings a deleted user back.
func (s *desk) deletedPerson(ctx context.Context, c partner.Customer, u partner.User) error {
	t := s.d.Text
	return s.choose(ctx, s.users([]partner.User{u})[0], t.Lines.Back, t.Lines.Helps.Deleted, []entry{
		{label: t.Users.BackYes, off: s.may(partner.DeedRestoreUser), do: func(ctx context.Context) error {
			yes, err := s.confirm(ctx, partner.DeedRestoreUser, fmt.Sprintf(t.Users.BackAsk, u.PrincipalName), t.Users.No, t.Users.BackYes, t.Users.BackBody)
			if err != nil || !yes {
				return err
			}
			return s.done(s.d.Manage.Remover.Restore(context.WithoutCancel(ctx), c, u), fmt.Sprintf(t.Users.Restored, u.PrincipalName))
		}},
	})
}

// roles gives a user directory roles and takes them away, one at a time.
func (s *desk) roles(ctx context.Context, c partner.Customer, u partner.User) error {
	t, m, from := s.d.Text, s.d.Manage, 0
	s.say(s.sentence(t.Users.RolesReading))
	all, err := m.Roles.Roles(ctx, c.ID)
	if err != nil {
		return err
	}
	for {
		details, err := m.Directory.Details(ctx, c.ID, u.ID)
		if err == nil {
			err = details.RolesErr
		}
		if err != nil {
			return err
		}
		holds := func(role partner.DirectoryRole) bool {
			return slices.ContainsFunc(details.Roles, func(r partner.DirectoryRole) bool { return strings.EqualFold(r.ID, role.ID) })
		}
		s.say("", s.sentence(fmt.Sprintf(t.Users.RolesTitle, line(u.PrincipalName))+t.Common.Colon+s.roleNames(details.Roles)))
		i, err := s.browse(ctx, t.Lines.Manage.WhichRole, len(all), &from, t.Lines.Helps.Roles, func(i int) string {
			has := t.Lines.Manage.HasNot
			if holds(all[i]) {
				has = t.Lines.Manage.Has
			}
			return has + t.Common.Colon + s.sentence(line(t.RoleName(all[i])))
		})
		if err != nil {
			return err
		}
		if err := s.tell(ctx, unlessBack(s.setRole(ctx, c, u, all[i], !holds(all[i])))); err != nil {
			return err
		}
	}
}

func (s *desk) roleNames(roles []partner.DirectoryRole) string {
	var names []string
	for _, r := range roles {
		names = append(names, line(s.d.Text.RoleName(r)))
	}
	if len(names) == 0 {
		return s.d.Text.Users.NoRoles
	}
	return strings.Join(names, s.d.Text.Common.And)
}

func (s *desk) setRole(ctx context.Context, c partner.Customer, u partner.User, role partner.DirectoryRole, has bool) error {
	t := s.d.Text.Users
	question, answer, done := t.RoleAsk, t.RoleYes, t.RoleGiven
	if !has {
		question, answer, done = t.RoleTakeAsk, t.RoleTakeYes, t.RoleTaken
	}
	yes, err := s.confirm(ctx, partner.DeedUserRoles, fmt.Sprintf(question, s.d.Text.RoleName(role), u.PrincipalName), t.No, answer, t.RoleBody)
	if err != nil || !yes {
		return err
	}
	return s.done(s.d.Manage.Roles.SetRole(context.WithoutCancel(ctx), c, u, role, has), fmt.Sprintf(done, u.PrincipalName, s.d.Text.RoleName(role)))
}
