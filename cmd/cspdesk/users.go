package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// userJSON is a user; roles are read from Partner Center alone.
type userJSON struct {
	partner.User
	Roles    []partner.DirectoryRole `json:"roles,omitempty"`
	Password string                  `json:"password,omitempty"` // of a user who was just added or reset, this once
}

type usersJSON struct {
	Items []userJSON `json:"items"`
	Total int        `json:"total"`
}

func (a *app) usersCommand() *cobra.Command {
	t := a.text.Users.CLI
	command := &cobra.Command{Use: "users", Short: t.Short, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(
		a.usersListCommand(), a.usersShowCommand(), a.usersAddCommand(), a.usersEditCommand(), a.usersResetCommand(),
		a.userActCommand("delete CUSTOMER USER", t.DeleteShort, a.text.Users.DeleteAsk, a.text.Users.DeletedDone,
			func(ctx context.Context, s *session, c partner.Customer, u partner.User) error {
				return s.directory.users.Delete(ctx, c, u)
			}),
		a.userActCommand("restore CUSTOMER USER", t.RestoreShort, a.text.Users.BackAsk, a.text.Users.Restored,
			func(ctx context.Context, s *session, c partner.Customer, u partner.User) error {
				return s.directory.users.Restore(ctx, c, u)
			}),
		a.usersRolesCommand(), a.usersImportCommand(),
	)
	return command
}

type usersList struct {
	search                string
	deleted, fetch, asCSV bool
	limit                 int
}

func (a *app) usersListCommand() *cobra.Command {
	t, o := a.text.Users.CLI, usersList{}
	command := &cobra.Command{Use: "list CUSTOMER", Short: t.ListShort, Args: a.oneArgument, RunE: func(command *cobra.Command, args []string) error {
		return a.usersList(command.Context(), args[0], o)
	}}
	command.Flags().StringVar(&o.search, "search", "", t.FlagSearch)
	command.Flags().BoolVar(&o.deleted, "deleted", false, t.FlagDeleted)
	command.Flags().BoolVar(&o.fetch, "fetch", false, t.FlagFetch)
	command.Flags().IntVar(&o.limit, "limit", 0, t.FlagLimit)
	command.Flags().BoolVar(&o.asCSV, "csv", false, t.FlagCSV)
	return command
}

func (a *app) usersList(ctx context.Context, customer string, o usersList) error {
	if err := a.bounds(o.limit, o.asCSV); err != nil {
		return err
	}
	return a.aboutUsers(ctx, customer, o.fetch, func(s *session, c partner.Customer) error {
		query := partner.UserQuery{Search: o.search, Deleted: o.deleted}
		window, err := s.db.UsersWindow(ctx, c.ID, query, partner.UserPlace{Edge: partner.EdgeFirst}, 0, 0)
		if err != nil {
			return err
		}
		out := usersJSON{Items: []userJSON{}, Total: window.Total}
		rows := [][]string{}
		err = s.db.EachUser(ctx, c.ID, query, func(u partner.User) bool {
			u.Licenses = orEmpty(u.Licenses)
			out.Items = append(out.Items, userJSON{User: u})
			rows = append(rows, []string{u.ID, u.DisplayName, u.PrincipalName, u.State, u.UsageLocation, strings.Join(licenseNames(u), "; ")})
			return o.limit == 0 || len(rows) < o.limit
		})
		if err != nil {
			return err
		}
		var answer error
		if len(rows) == 0 && o.search != "" {
			answer = errSaidNo
		}
		switch {
		case a.json:
			return cmp.Or(writeJSON(a.out, out), answer)
		case o.asCSV:
			return cmp.Or(a.printCSV(append([][]string{{"id", "displayName", "principalName", "state", "usageLocation", "licenses"}}, rows...)), answer)
		}
		for i := range rows {
			rows[i] = []string{rows[i][1], rows[i][2], i18n.Word(a.text.Common.UserState, rows[i][3]), rows[i][4], rows[i][5]}
		}
		t := a.text.Users
		a.printList([]string{t.Name, t.Login, t.State, t.Location, t.Licenses}, rows)
		return answer
	})
}

func licenseNames(u partner.User) []string {
	names := make([]string, len(u.Licenses))
	for i, l := range u.Licenses {
		names[i] = l.Name
	}
	return names
}

// aboutUsers opens the profile and finds the customer, whose users must have
// been read once; with fetch they are read now.
func (a *app) aboutUsers(ctx context.Context, customer string, fetch bool, do func(*session, partner.Customer) error) error {
	if fetch {
		if err := a.needWritable(); err != nil {
			return err
		}
	}
	s, err := a.openSession(ctx, fetch)
	if err != nil {
		return err
	}
	defer s.Close()
	if fetch && s.client == nil {
		return said{partner.CodeNotAllowed, a.text.CLI.OfflineProfile, a.text.CLI.OfflineFix}
	}
	c, err := a.findCustomer(ctx, s, customer)
	if err != nil {
		return err
	}
	if fetch {
		if err := a.readUsers(ctx, s, c); err != nil {
			return err
		}
	}
	record, err := s.db.Record(ctx, c.ID)
	if err == nil && record.States[partner.BlockUsers].FetchedAt.IsZero() {
		t := a.text.Users.CLI
		err = said{partner.CodeNotAllowed, t.NotFetched, t.NotFetchedFix}
	}
	if err != nil {
		return err
	}
	return do(s, c)
}

func (a *app) readUsers(ctx context.Context, s *session, c partner.Customer) error {
	_, err := s.directory.users.Sync(ctx, c.ID, func(n int) { a.note("%s", a.text.Count(a.text.Users.Syncing, n)) })
	return err
}

// findUser finds a user of a customer by sign-in name or id: in the store, or at
// Partner Center if it is not known there.
func (a *app) findUser(ctx context.Context, s *session, c partner.Customer, key string) (partner.User, error) {
	for _, read := range []bool{false, true} {
		if read {
			if s.client == nil || a.readOnly {
				break
			}
			if err := a.readUsers(ctx, s, c); err != nil {
				return partner.User{}, err
			}
		}
		user, err := s.db.UserByLogin(ctx, c.ID, key)
		if partner.CodeOf(err) == partner.CodeNotFound {
			user, err = s.db.User(ctx, c.ID, key)
		}
		if partner.CodeOf(err) != partner.CodeNotFound {
			return user, err
		}
	}
	t := a.text.Users.CLI
	return partner.User{}, said{partner.CodeNotFound, fmt.Sprintf(t.NoUser, key), t.NoUserFix}
}

func (a *app) usersShowCommand() *cobra.Command {
	fetch := false
	command := &cobra.Command{
		Use: "show CUSTOMER USER", Short: a.text.Users.CLI.ShowShort, Args: a.exactly(2),
		RunE: func(command *cobra.Command, args []string) error {
			ctx := command.Context()
			return a.aboutUsers(ctx, args[0], fetch, func(s *session, c partner.Customer) error {
				user, err := a.findUser(ctx, s, c, args[1])
				if err != nil {
					return err
				}
				if !fetch || !user.DeletedAt.IsZero() {
					return a.printUser(userJSON{User: user})
				}
				details, err := s.directory.users.Details(ctx, c.ID, user.ID)
				if err != nil {
					return err
				}
				read, err := s.directory.licenses.Read(ctx, c.ID, []partner.User{details.User}, func(int) {})
				if err != nil {
					return err
				}
				if len(read) > 0 {
					details.User = read[0]
				}
				return a.printUser(userJSON{User: details.User, Roles: details.Roles})
			})
		},
	}
	command.Flags().BoolVar(&fetch, "fetch", false, a.text.Users.CLI.FlagFetch)
	return command
}

func (a *app) printUser(u userJSON) error {
	u.Licenses = orEmpty(u.Licenses)
	if a.json {
		return writeJSON(a.out, u)
	}
	t := a.text.Users
	rows := [][]string{
		{t.Name, u.DisplayName}, {t.Login, u.PrincipalName}, {t.ID, u.ID}, {t.State, i18n.Word(a.text.Common.UserState, u.State)},
		{t.Location, a.country(u.UsageLocation)},
	}
	for _, l := range u.Licenses {
		rows = append(rows, []string{t.Licenses, l.Name})
	}
	for _, r := range u.Roles {
		rows = append(rows, []string{t.Roles, a.text.RoleName(r)})
	}
	a.printFacts(rows)
	if u.Password != "" {
		fmt.Fprintf(a.out, t.CLI.PasswordIs+"\n", u.Password)
	}
	return nil
}

// password is how a command comes to one: read from standard input, or made.
type passwordFlags struct{ stdin, keep bool }

func (p *passwordFlags) flags(command *cobra.Command, a *app) {
	command.Flags().BoolVar(&p.stdin, "password-stdin", false, a.text.Users.CLI.FlagPasswordStdin)
	command.Flags().BoolVar(&p.keep, "keep-password", false, a.text.Users.CLI.FlagKeepPassword)
}

// get gives the password, and what may be shown of it: one that was typed is
// known already. With --dry-run there is none, so that none is printed.
func (p *passwordFlags) get(a *app, w writing) (password partner.Password, shown string, err error) {
	switch {
	case w.dryRun:
		return partner.NewPassword(partner.Password{}.String()), "", nil
	case p.stdin:
		line, err := bufio.NewReader(a.in).ReadString('\n')
		if err != nil && line == "" {
			return password, "", partner.NewError(partner.CodeFile, "standard input", err)
		}
		return partner.NewPassword(strings.TrimRight(line, "\r\n")), "", nil
	}
	password, err = partner.GeneratePassword()
	return password, password.Reveal(), err
}

// userFault puts what is wrong with a user into words.
func (a *app) userFault(err error) error {
	if why := a.text.Fault(err); why != "" {
		t := a.text.Users.CLI
		return said{partner.CodeInvalidInput, fmt.Sprintf(t.BadUser, why), t.BadUserFix}
	}
	return err
}

// location reads a country; "" stays.
func (a *app) location(typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	country, _ := a.text.FindCountry(typed)
	if country.Code == "" {
		t := a.text.Users.CLI
		return "", said{partner.CodeInvalidInput, fmt.Sprintf(t.LocationBad, typed), t.LocationFix}
	}
	return country.Code, nil
}
