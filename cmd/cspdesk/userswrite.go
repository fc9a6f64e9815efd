package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

func (a *app) usersAddCommand() *cobra.Command {
	t := a.text.Users.CLI
	var w writing
	var p passwordFlags
	var user partner.NewUser
	command := &cobra.Command{Use: "add CUSTOMER USER", Short: t.AddShort, Args: a.exactly(2), RunE: func(command *cobra.Command, args []string) error {
		if err := a.needFlags(command, "name"); err != nil {
			return err
		}
		user.PrincipalName = args[1]
		return a.addUser(command.Context(), w, p, args[0], user)
	}}
	flags := command.Flags()
	flags.StringVar(&user.DisplayName, "name", "", t.FlagName)
	flags.StringVar(&user.FirstName, "first", "", t.FlagFirst)
	flags.StringVar(&user.LastName, "last", "", t.FlagLast)
	flags.StringVar(&user.UsageLocation, "location", "", t.FlagLocation)
	p.flags(command, a)
	w.flags(command, a)
	return command
}

func (a *app) addUser(ctx context.Context, w writing, p passwordFlags, customer string, user partner.NewUser) error {
	var err error
	if user.UsageLocation, err = a.location(user.UsageLocation); err != nil {
		return err
	}
	shown := ""
	if user.Password, shown, err = p.get(a, w); err != nil {
		return err
	}
	user.ForceChange = !p.keep
	var added partner.User
	return a.writes(ctx, w, func(s *session) error {
		c, domains, err := a.customerAndDomains(ctx, s, customer)
		if err != nil {
			return err
		}
		if why := user.Fault(domains); why != "" {
			return a.userFault(partner.NewError(partner.CodeInvalidInput, string(why), nil))
		}
		if err := a.confirms(ctx, w, fmt.Sprintf(a.text.Users.AddAsk, user.PrincipalName)); err != nil {
			return err
		}
		added, err = s.directory.users.Add(ctx, c, user, domains)
		return a.userFault(err)
	}, func(*session) error { return a.printUser(userJSON{User: added, Password: shown}) })
}

// customerAndDomains finds a customer and the domains that a user may have there.
func (a *app) customerAndDomains(ctx context.Context, s *session, customer string) (partner.Customer, []string, error) {
	c, err := a.findCustomer(ctx, s, customer)
	if err != nil {
		return c, nil, err
	}
	record, err := s.db.Record(ctx, c.ID)
	if err != nil {
		return c, nil, err
	}
	domains, err := s.directory.users.Domains(ctx, c.ID, record.Account.CustomDomains)
	return c, domains, err
}

func (a *app) usersEditCommand() *cobra.Command {
	t := a.text.Users.CLI
	var w writing
	values := [5]string{}
	names := []string{"name", "first", "last", "location", "login"}
	command := &cobra.Command{Use: "edit CUSTOMER USER", Short: t.EditShort, Args: a.exactly(2), RunE: func(command *cobra.Command, args []string) error {
		var edit partner.UserEdit
		for i, to := range []**string{&edit.DisplayName, &edit.FirstName, &edit.LastName, &edit.UsageLocation, &edit.PrincipalName} {
			if command.Flags().Changed(names[i]) {
				*to = &values[i]
			}
		}
		if edit == (partner.UserEdit{}) {
			return usagef("%s: %s", t.NothingToDo, t.NothingToDoFix)
		}
		return a.editUser(command.Context(), w, args, edit)
	}}
	for i, words := range []string{t.FlagName, t.FlagFirst, t.FlagLast, t.FlagLocation, t.FlagLogin} {
		command.Flags().StringVar(&values[i], names[i], "", words)
	}
	w.flags(command, a)
	return command
}

func (a *app) editUser(ctx context.Context, w writing, args []string, edit partner.UserEdit) error {
	if edit.UsageLocation != nil {
		code, err := a.location(*edit.UsageLocation)
		if err != nil {
			return err
		}
		edit.UsageLocation = &code
	}
	var user partner.User
	return a.writes(ctx, w, func(s *session) error {
		c, domains, err := a.customerAndDomains(ctx, s, args[0])
		if err != nil {
			return err
		}
		if user, err = a.findUser(ctx, s, c, args[1]); err != nil {
			return err
		}
		if edit.PrincipalName != nil {
			if why := partner.CheckLogin(*edit.PrincipalName, domains); why != "" {
				return a.userFault(partner.NewError(partner.CodeInvalidInput, string(why), nil))
			}
		}
		if err := a.confirms(ctx, w, fmt.Sprintf(a.text.Users.EditAsk, user.PrincipalName)); err != nil {
			return err
		}
		user, err = s.directory.users.Edit(ctx, c, user, edit)
		return err
	}, func(*session) error { return a.printUser(userJSON{User: user}) })
}

func (a *app) usersResetCommand() *cobra.Command {
	var w writing
	var p passwordFlags
	command := &cobra.Command{
		Use: "reset-password CUSTOMER USER", Short: a.text.Users.CLI.ResetShort, Args: a.exactly(2),
		RunE: func(command *cobra.Command, args []string) error {
			password, shown, err := p.get(a, w)
			if err != nil {
				return err
			}
			return a.actOnUser(command.Context(), w, args, a.text.Users.ResetAsk, func(ctx context.Context, s *session, c partner.Customer, u partner.User) error {
				return a.userFault(s.directory.users.ResetPassword(ctx, c, u, password, !p.keep))
			}, func(u partner.User) error { return a.printUser(userJSON{User: u, Password: shown}) })
		},
	}
	p.flags(command, a)
	w.flags(command, a)
	return command
}

// userActCommand makes a command that does one thing to one user.
func (a *app) userActCommand(use, short, question, done string, act func(context.Context, *session, partner.Customer, partner.User) error) *cobra.Command {
	var w writing
	command := &cobra.Command{Use: use, Short: short, Args: a.exactly(2), RunE: func(command *cobra.Command, args []string) error {
		return a.actOnUser(command.Context(), w, args, question, act, func(u partner.User) error {
			if a.json {
				return a.printUser(userJSON{User: u})
			}
			fmt.Fprintln(a.out, a.safe(fmt.Sprintf(done, u.PrincipalName)))
			return nil
		})
	}}
	w.flags(command, a)
	return command
}

func (a *app) actOnUser(ctx context.Context, w writing, args []string, question string,
	act func(context.Context, *session, partner.Customer, partner.User) error, done func(partner.User) error) error {
	var user partner.User
	var customer partner.Customer
	return a.writes(ctx, w, func(s *session) (err error) {
		if customer, err = a.findCustomer(ctx, s, args[0]); err != nil {
			return err
		}
		if user, err = a.findUser(ctx, s, customer, args[1]); err != nil {
			return err
		}
		if err := a.confirms(ctx, w, fmt.Sprintf(question, user.PrincipalName)); err != nil {
			return err
		}
		return act(ctx, s, customer, user)
	}, func(s *session) error {
		if now, err := s.db.User(ctx, customer.ID, user.ID); err == nil {
			user = now
		}
		return done(user)
	})
}

func (a *app) usersRolesCommand() *cobra.Command {
	t := a.text.Users.CLI
	var w writing
	var add, remove []string
	all := false
	command := &cobra.Command{Use: "roles CUSTOMER USER", Short: t.RolesShort, Args: a.exactly(2), RunE: func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		if len(add)+len(remove) == 0 {
			return a.connected(ctx, func(s *session) error { return a.printRoles(ctx, s, args, all) })
		}
		return a.writes(ctx, w, func(s *session) error { return a.changeRoles(ctx, w, s, args, add, remove) },
			func(s *session) error { return a.printRoles(ctx, s, args, false) })
	}}
	command.Flags().StringArrayVar(&add, "add", nil, t.FlagRoleAdd)
	command.Flags().StringArrayVar(&remove, "remove", nil, t.FlagRoleRemove)
	command.Flags().BoolVar(&all, "all", false, t.FlagAllRoles)
	w.flags(command, a)
	return command
}

func (a *app) changeRoles(ctx context.Context, w writing, s *session, args, add, remove []string) error {
	c, err := a.findCustomer(ctx, s, args[0])
	if err != nil {
		return err
	}
	user, err := a.findUser(ctx, s, c, args[1])
	if err != nil {
		return err
	}
	roles, err := s.directory.users.Roles(ctx, c.ID)
	if err != nil {
		return err
	}
	t := a.text.Users
	for i, name := range append(slices.Clone(add), remove...) {
		at := slices.IndexFunc(roles, func(r partner.DirectoryRole) bool { return a.text.IsRole(r, name) })
		if at < 0 {
			return said{partner.CodeNotFound, fmt.Sprintf(t.CLI.RoleUnknown, name), t.CLI.RoleUnknownFix}
		}
		question := t.RoleAsk
		if i >= len(add) {
			question = t.RoleTakeAsk
		}
		if err := a.confirms(ctx, w, fmt.Sprintf(question, a.text.RoleName(roles[at]), user.PrincipalName)); err != nil {
			return err
		}
		if err := s.directory.users.SetRole(ctx, c, user, roles[at], i < len(add)); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) printRoles(ctx context.Context, s *session, args []string, all bool) error {
	c, err := a.findCustomer(ctx, s, args[0])
	if err != nil {
		return err
	}
	var roles []partner.DirectoryRole
	if all {
		roles, err = s.directory.users.Roles(ctx, c.ID)
	} else {
		var user partner.User
		if user, err = a.findUser(ctx, s, c, args[1]); err != nil {
			return err
		}
		var details manage.UserDetails
		if details, err = s.directory.users.Details(ctx, c.ID, user.ID); err == nil {
			roles, err = details.Roles, details.RolesErr
		}
	}
	if err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, list[partner.DirectoryRole]{Items: orEmpty(roles)})
	}
	var rows [][]string
	for _, r := range roles {
		rows = append(rows, []string{r.ID, a.text.RoleName(r)})
	}
	a.printList([]string{a.text.CLI.ID, a.text.Users.Roles}, rows)
	return nil
}
