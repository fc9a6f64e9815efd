package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/customerscsv"
	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

type customerJSON struct {
	ID           string   `json:"id"`
	CompanyName  string   `json:"companyName"`
	Domain       string   `json:"domain"`
	Relationship string   `json:"relationship"`
	AdminRights  string   `json:"adminRights"`
	Agreement    string   `json:"agreement"`
	Country      string   `json:"country"`
	Tags         []string `json:"tags"`
	Standing     string   `json:"standing"`
	RefreshedAt  string   `json:"refreshedAt"`
}

// timeJSON is a time as scripts read it, or "" for none.
func timeJSON(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func toCustomerJSON(c partner.Customer) customerJSON {
	tags := c.Tags
	if tags == nil {
		tags = []string{}
	}
	return customerJSON{
		ID: string(c.ID), CompanyName: c.CompanyName, Domain: c.Domain, Relationship: string(c.Relationship),
		AdminRights: string(c.AdminRights), Agreement: string(c.Agreement), Country: c.Country, Tags: tags,
		Standing: string(c.Standing), RefreshedAt: timeJSON(c.RefreshedAt),
	}
}

func (a *app) customersCommand() *cobra.Command {
	command := &cobra.Command{Use: "customers", Short: a.text.CLI.CustomersShort, Args: noArguments, RunE: showHelp}
	command.AddCommand(a.customersListCommand(), &cobra.Command{
		Use: "show ID|DOMAIN", Short: a.text.CLI.CustomersShowShort, Args: arguments(1, 1),
		RunE: func(command *cobra.Command, args []string) error { return a.customersShow(command.Context(), args[0]) },
	}, a.customersImportCommand())
	return command
}

type customersList struct {
	query      partner.ListQuery
	sort       string
	limit      int
	csv        bool
	descending bool
}

func (a *app) customersListCommand() *cobra.Command {
	words := a.text.CLI
	var o customersList
	command := &cobra.Command{
		Use: "list", Short: words.CustomersListShort, Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.customersList(command.Context(), o) },
	}
	flags := command.Flags()
	flags.StringVar(&o.query.Search, "search", "", words.FlagSearch)
	flags.StringVar(&o.sort, "sort", string(partner.SortName), "name|domain|relationship|adminRights|agreement|country")
	flags.BoolVar(&o.descending, "descending", false, words.FlagDescending)
	flags.IntVar(&o.limit, "limit", 0, words.FlagLimit)
	flags.BoolVar(&o.csv, "csv", false, words.FlagCSV)
	return command
}

func (a *app) customersList(ctx context.Context, o customersList) error {
	o.query.Sort, o.query.Descending = partner.SortField(o.sort), o.descending
	if !o.query.Sort.Valid() {
		return usagef("--sort %q: name, domain, relationship, adminRights, agreement, country", o.sort)
	}
	if o.limit < 0 || o.csv && a.json {
		return usagef("%s", a.text.CLI.LimitOrFormat)
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	matches, _, err := s.db.CountCustomers(ctx, o.query)
	if err != nil {
		return err
	}
	switch {
	case o.csv:
		err = a.customersCSV(ctx, s, o)
	case a.json:
		items := []customerJSON{}
		if err = s.db.EachCustomer(ctx, o.query, o.limit, func(c partner.Customer) error {
			items = append(items, toCustomerJSON(c))
			return nil
		}); err == nil {
			err = writeJSON(a.out, list[customerJSON]{Items: items, Total: &matches})
		}
	default:
		err = a.customersTable(ctx, s, o)
	}
	if err == nil && matches == 0 && o.query.Search != "" {
		err = errSaidNo
	}
	return err
}

func (a *app) customersCSV(ctx context.Context, s *session, o customersList) error {
	w, err := customerscsv.NewWriter(a.out)
	if err != nil {
		return err
	}
	if err := s.db.EachCustomer(ctx, o.query, o.limit, w.Write); err != nil {
		return err
	}
	return w.Flush()
}

func (a *app) customersTable(ctx context.Context, s *session, o customersList) error {
	common := a.text.Common
	var rows [][]string
	err := s.db.EachCustomer(ctx, o.query, o.limit, func(c partner.Customer) error {
		rows = append(rows, []string{
			c.CompanyName, c.Domain, i18n.Word(common.Relationships, string(c.Relationship)),
			i18n.Word(common.AdminRights, string(c.AdminRights)), i18n.Word(common.Agreement, string(c.Agreement)), string(c.ID),
		})
		return nil
	})
	if err == nil {
		a.printTable(rows)
	}
	return err
}

type recordJSON struct {
	customerJSON
	Note          string                   `json:"notes"`
	Account       partner.Account          `json:"account"`
	Subscriptions []partner.Subscription   `json:"subscriptions"`
	Services      []partner.ManagedService `json:"services"`
	Licenses      []partner.License        `json:"licenses"`
	Users         []partner.User           `json:"users"`
	UsersTotal    int                      `json:"usersTotal"`
	Invitations   []invitationJSON         `json:"invitations"`
	Blocks        []blockJSON              `json:"blocks"`
}

type blockJSON struct {
	Block     string   `json:"block"`
	FetchedAt string   `json:"fetchedAt"`
	Failure   *failure `json:"failure,omitempty"`
}

// findCustomer finds one customer by Microsoft ID or domain.
func (s *session) findCustomer(ctx context.Context, idOrDomain string) (partner.Customer, error) {
	found, err := s.db.FindCustomers(ctx, idOrDomain)
	switch {
	case err != nil:
		return partner.Customer{}, err
	case len(found) == 0:
		return partner.Customer{}, partner.NewError(partner.CodeNotFound, idOrDomain, nil)
	case len(found) > 1:
		ids := make([]string, len(found))
		for i, c := range found {
			ids[i] = string(c.ID)
		}
		return partner.Customer{}, partner.NewError(partner.CodeInvalidInput, idOrDomain+": "+strings.Join(ids, ", "), nil)
	}
	return found[0], nil
}

func (a *app) customersShow(ctx context.Context, idOrDomain string) error {
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	customer, err := s.findCustomer(ctx, idOrDomain)
	if err != nil {
		return err
	}
	record, err := s.db.Record(ctx, customer.ID)
	if err != nil {
		return err
	}
	if !a.json {
		a.printRecord(record)
		return nil
	}
	return writeJSON(a.out, a.toRecordJSON(record))
}

func (a *app) toRecordJSON(r partner.Record) recordJSON {
	out := recordJSON{
		customerJSON: toCustomerJSON(r.Customer), Note: r.Customer.Note, Account: r.Account,
		Subscriptions: orEmpty(r.Subscriptions), Services: orEmpty(r.Services), Licenses: orEmpty(r.Licenses),
		Users: orEmpty(r.Users), UsersTotal: r.UsersTotal, Invitations: []invitationJSON{},
	}
	for _, inv := range r.Invitations {
		out.Invitations = append(out.Invitations, toInvitationJSON(inv))
	}
	for _, block := range partner.Blocks() {
		state := r.States[block]
		b := blockJSON{Block: string(block), FetchedAt: timeJSON(state.FetchedAt)}
		if state.Failure != nil {
			f := describe(a.text, state.Failure)
			b.Failure = &f
		}
		out.Blocks = append(out.Blocks, b)
	}
	return out
}

func orEmpty[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

func (a *app) printRecord(r partner.Record) {
	common := a.text.Common
	c := r.Customer
	a.printTable([][]string{
		{a.text.CLI.Company, c.CompanyName}, {"Microsoft ID", string(c.ID)}, {a.text.CLI.Domain, c.Domain},
		{a.text.CLI.Relationship, i18n.Word(common.Relationships, string(c.Relationship))},
		{a.text.CLI.AdminRights, i18n.Word(common.AdminRights, string(c.AdminRights))},
		{a.text.CLI.Agreement, i18n.Word(common.Agreement, string(c.Agreement))},
		{a.text.CLI.Country, c.Country},
	})
	for _, block := range partner.Blocks() {
		fmt.Fprintf(a.out, "\n%s", common.Blocks[string(block)])
		state := r.States[block]
		switch {
		case state.Failure != nil:
			fmt.Fprintf(a.out, ": %s\n", a.safe(describe(a.text, state.Failure).Message))
			continue
		case state.FetchedAt.IsZero():
			fmt.Fprintf(a.out, ": %s\n", a.text.CLI.NotFetched)
			continue
		}
		fmt.Fprintln(a.out)
		a.printTable(a.blockRows(r, block))
	}
}

func (a *app) blockRows(r partner.Record, block partner.Block) [][]string {
	common := a.text.Common
	var rows [][]string
	switch block {
	case partner.BlockAccount:
		address := strings.Join([]string{r.Account.Address.AddressLine1, r.Account.Address.PostalCode, r.Account.Address.City, r.Account.Address.Country}, " ")
		rows = append(rows, []string{"  " + r.Account.Domain, strings.TrimSpace(address), r.Account.Email})
	case partner.BlockServices:
		for _, sub := range r.Subscriptions {
			rows = append(rows, []string{"  " + sub.OfferName, fmt.Sprint(sub.Quantity), i18n.Word(common.SubscriptionState, sub.Status), timeJSON(sub.Ends)})
		}
	case partner.BlockLicenses:
		for _, license := range r.Licenses {
			rows = append(rows, []string{"  " + license.Name, fmt.Sprintf(a.text.CLI.SeatsInUse, license.Consumed, license.Total)})
		}
	case partner.BlockUsers:
		for _, u := range r.Users {
			rows = append(rows, []string{"  " + u.DisplayName, u.PrincipalName, i18n.Word(common.UserState, u.State)})
		}
	}
	return rows
}

type importJSON struct {
	Added     int            `json:"added"`
	Updated   int            `json:"updated"`
	Unchanged int            `json:"unchanged"`
	Rejected  []rejectedJSON `json:"rejected"`
}

type rejectedJSON struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

func (a *app) customersImportCommand() *cobra.Command {
	columns := ""
	command := &cobra.Command{
		Use: "import FILE.csv", Short: a.text.CLI.CustomersImportShort, Args: arguments(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			return a.customersImport(command.Context(), args[0], columns)
		},
	}
	command.Flags().StringVar(&columns, "columns", "", a.text.CLI.FlagColumns)
	return command
}

func (a *app) customersImport(ctx context.Context, file, order string) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	var columns []customerscsv.Column
	if order != "" {
		var err error
		if columns, err = customerscsv.ParseColumns(order); err != nil {
			return err
		}
	}
	reader, closer, err := customerscsv.Open(file, columns)
	if err != nil {
		return err
	}
	defer closer.Close()
	var customers []partner.Customer
	for c, err := range reader.All() {
		if err != nil {
			return err
		}
		customers = append(customers, c)
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	result, err := s.db.ImportCustomers(ctx, customers)
	if err != nil {
		return err
	}
	return a.printImport(result, reader.Rejected)
}

func (a *app) printImport(result partner.ImportResult, rejected []customerscsv.Rejected) error {
	out := importJSON{Added: result.Added, Updated: result.Updated, Unchanged: result.Unchanged, Rejected: []rejectedJSON{}}
	for _, r := range rejected {
		reason := a.text.CLI.RejectedRows[string(r.Reason)]
		if r.Cell != "" {
			reason += ": " + r.Cell
		}
		out.Rejected = append(out.Rejected, rejectedJSON{r.Line, strings.ToValidUTF8(reason, "\uFFFD")})
	}
	if a.json {
		return writeJSON(a.out, out)
	}
	fmt.Fprintf(a.out, a.text.CLI.Imported+"\n", out.Added, out.Updated, out.Unchanged, len(out.Rejected))
	for _, r := range out.Rejected {
		fmt.Fprintf(a.out, a.text.CLI.RejectedRow+"\n", r.Line, a.safe(r.Reason))
	}
	return nil
}
