package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

func (a *app) licensesCommand() *cobra.Command {
	t := a.text.Licenses.CLI
	fetch, asCSV := false, false
	list := &cobra.Command{Use: "list CUSTOMER", Short: t.ListShort, Args: a.oneArgument, RunE: func(command *cobra.Command, args []string) error {
		if err := a.oneFormat(asCSV); err != nil {
			return err
		}
		return a.licensesList(command.Context(), args[0], fetch, asCSV)
	}}
	list.Flags().BoolVar(&fetch, "fetch", false, a.text.CLI.FlagFetch)
	list.Flags().BoolVar(&asCSV, "csv", false, a.text.CLI.FlagCSV)
	command := &cobra.Command{Use: "licenses", Short: t.Short, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(list, a.licensesChangeCommand("assign CUSTOMER PRODUCT", t.AssignShort, true), a.licensesChangeCommand("remove CUSTOMER PRODUCT", t.RemoveShort, false))
	return command
}

func (a *app) licensesList(ctx context.Context, customer string, fetch, asCSV bool) error {
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
	c, err := a.findCustomer(ctx, s, customer)
	if err != nil {
		return err
	}
	if fetch {
		if s.refresh == nil {
			return said{partner.CodeNotAllowed, a.text.CLI.OfflineProfile, a.text.CLI.OfflineFix}
		}
		if err := s.refresh.FetchBlock(ctx, c.ID, partner.BlockLicenses); err != nil {
			return err
		}
	}
	record, err := s.db.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, list[partner.License]{Items: orEmpty(record.Licenses)})
	}
	rows := [][]string{}
	for _, l := range record.Licenses {
		rows = append(rows, []string{l.SkuID, l.PartNumber, l.Name, fmt.Sprint(l.Total), fmt.Sprint(l.Consumed), fmt.Sprint(l.Available), l.Status})
	}
	if asCSV {
		return a.printCSV(append([][]string{{"skuId", "partNumber", "name", "total", "consumed", "available", "status"}}, rows...))
	}
	t := a.text.Licenses
	for i, row := range rows {
		rows[i] = []string{row[2], row[3], row[4], a.text.SeatsFree(record.Licenses[i])}
	}
	a.printList([]string{t.Product, t.All, t.Used, t.Free}, rows)
	return nil
}

type licensesChange struct {
	w                  writing
	assign, all, asCSV bool
	users, off         []string
	from, location     string
	resumed, retried   string
}

func (a *app) licensesChangeCommand(use, short string, assign bool) *cobra.Command {
	t, o := a.text.Licenses.CLI, licensesChange{assign: assign}
	command := &cobra.Command{Use: use, Short: short, RunE: func(command *cobra.Command, args []string) error {
		if o.resumed+o.retried != "" {
			if err := a.oneArgument(command, args); err != nil {
				return err
			}
			return a.resumeJob(command.Context(), args[0], cmp.Or(o.retried, o.resumed), o.retried != "", o.asCSV, "")
		}
		if err := a.exactly(2)(command, args); err != nil {
			return err
		}
		return a.changeLicenses(command.Context(), args, o)
	}}
	flags := command.Flags()
	flags.StringArrayVar(&o.users, "user", nil, t.FlagUser)
	flags.StringVar(&o.from, "users-from", "", t.FlagFile)
	flags.BoolVar(&o.all, "all", false, t.FlagAll)
	flags.StringVar(&o.resumed, "resume", "", t.FlagResume)
	flags.StringVar(&o.retried, "retry", "", t.FlagRetry)
	flags.BoolVar(&o.asCSV, "csv", false, a.text.CLI.FlagCSV)
	if assign {
		flags.StringArrayVar(&o.off, "off", nil, t.FlagOff)
		flags.StringVar(&o.location, "location", "", t.FlagLocation)
	}
	o.w.flags(command, a)
	return command
}

// changeLicenses reads the seats, finds the users, asks, and makes the change:
// one user at once, many as a job.
func (a *app) changeLicenses(ctx context.Context, args []string, o licensesChange) error {
	location, err := a.location(o.location)
	if err != nil {
		return err
	}
	var job *manage.BulkJob
	var c partner.Customer
	return a.writes(ctx, o.w, func(s *session) error {
		if c, err = a.findCustomer(ctx, s, args[0]); err != nil {
			return err
		}
		assignment, err := a.assignment(ctx, s, c, args[1], o)
		if err != nil {
			return err
		}
		assignment.Location = location
		users, err := a.chosenUsers(ctx, s, c, o)
		if err != nil {
			return err
		}
		if o.w.dryRun {
			return a.rehearseLicenses(ctx, s, c, users, assignment)
		}
		if err := a.confirms(ctx, o.w, a.text.Count(a.text.Licenses.CLI.Question, len(users))); err != nil {
			return err
		}
		job, err = s.directory.bulk.ChangeMany(ctx, s.directory.licenses, c, users, assignment)
		return err
	}, func(s *session) error {
		return a.follow(ctx, s, job, jobOutput{asCSV: o.asCSV})
	})
}

func (a *app) rehearseLicenses(ctx context.Context, s *session, c partner.Customer, users []partner.User, assignment manage.Assignment) error {
	for _, user := range users {
		if _, err := s.directory.licenses.Change(ctx, c, user, assignment); err != nil {
			return a.userFault(err)
		}
	}
	return nil
}

// assignment finds the product, and the services of it that are switched off.
func (a *app) assignment(ctx context.Context, s *session, c partner.Customer, product string, o licensesChange) (manage.Assignment, error) {
	products, err := s.directory.licenses.Products(ctx, c.ID)
	if err != nil {
		return manage.Assignment{}, err
	}
	t := a.text.Licenses.CLI
	at := slices.IndexFunc(products, func(l partner.License) bool {
		return strings.EqualFold(l.SkuID, product) || strings.EqualFold(l.PartNumber, product) || strings.EqualFold(l.Name, product)
	})
	if at < 0 {
		return manage.Assignment{}, said{partner.CodeNotFound, fmt.Sprintf(t.NoProduct, product), t.NoProductFix}
	}
	out := manage.Assignment{Products: products}
	if !o.assign {
		out.Change.Remove = []string{products[at].SkuID}
		return out, nil
	}
	grant := partner.LicenseGrant{SkuID: products[at].SkuID}
	for _, name := range o.off {
		plan := slices.IndexFunc(products[at].Plans, func(p partner.ServicePlan) bool {
			return strings.EqualFold(p.ID, name) || strings.EqualFold(p.Name, name)
		})
		if plan < 0 {
			return out, said{partner.CodeNotFound, fmt.Sprintf(t.NoPlan, name), t.NoPlanFix}
		}
		grant.Off = append(grant.Off, products[at].Plans[plan].ID)
	}
	out.Change.Assign = []partner.LicenseGrant{grant}
	return out, nil
}

// chosenUsers are the users that the flags name.
func (a *app) chosenUsers(ctx context.Context, s *session, c partner.Customer, o licensesChange) (users []partner.User, err error) {
	names := slices.Clone(o.users)
	if o.from != "" {
		more, err := a.linesOf(ctx, o.from)
		if err != nil {
			return nil, err
		}
		names = append(names, more...)
	}
	t := a.text.Licenses.CLI
	if o.all == (len(names) > 0) {
		return nil, usagef("%s: %s", t.NoUsers, t.NoUsersFix)
	}
	if o.all {
		if err := a.readUsers(ctx, s, c); err != nil {
			return nil, err
		}
		err = s.db.EachUser(ctx, c.ID, partner.UserQuery{}, func(u partner.User) bool { users = append(users, u); return true })
		return users, err
	}
	seen := map[string]bool{}
	for _, name := range names {
		user, err := a.findUser(ctx, s, c, name)
		if err != nil {
			return nil, err
		}
		if !seen[user.ID] {
			users = append(users, user)
		}
		seen[user.ID] = true
	}
	return users, nil
}

// linesOf reads the lines of a file, or of standard input for "-", that are not
// blank.
func (a *app) linesOf(ctx context.Context, path string) (lines []string, err error) {
	text, err := a.readText(ctx, path)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\uFEFF")) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines, nil
}
