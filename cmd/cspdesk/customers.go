package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/customerscsv"
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
	Note         string   `json:"note"`
	Nickname     string   `json:"nickname"`
	Pinned       bool     `json:"pinned"`
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
		Note: c.Note, Nickname: c.Nickname, Pinned: c.Pinned,
		Standing: string(c.Standing), RefreshedAt: timeJSON(c.RefreshedAt),
	}
}

func (a *app) customersCommand() *cobra.Command {
	command := &cobra.Command{Use: "customers", Short: a.text.CLI.CustomersShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(a.customersListCommand(), a.customersShowCommand(), a.customersImportCommand())
	command.AddCommand(a.marksCommands()...)
	return command
}

type customersList struct {
	query   partner.ListQuery
	sort    string
	limit   int
	csv     bool
	columns []string
}

func (a *app) customersListCommand() *cobra.Command {
	words := a.text.CLI
	var o customersList
	command := &cobra.Command{
		Use: "list", Short: words.CustomersListShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if command.Flags().Changed("columns") && (o.csv || a.json) {
				return usagef("%s", words.Marks.ColumnsOfTable)
			}
			return a.customersList(command.Context(), o)
		},
	}
	flags := command.Flags()
	flags.StringVar(&o.query.Search, "search", "", words.FlagSearch)
	flags.StringVar(&o.query.Filter, "filter", "", fmt.Sprintf(words.Marks.FlagFilter, a.text.FilterWords().Example()+" ..."))
	flags.StringVar(&o.sort, "sort", string(partner.SortName), strings.Join(sortFields(), "|"))
	flags.BoolVar(&o.query.Descending, "descending", false, words.FlagDescending)
	flags.IntVar(&o.limit, "limit", 0, words.FlagLimit)
	flags.BoolVar(&o.csv, "csv", false, words.FlagCSV)
	flags.StringSliceVar(&o.columns, "columns", tableColumns, fmt.Sprintf(words.Marks.FlagColumns, strings.Join(columnNames(), ",")))
	complete(command, "sort", sortFields()...)
	_ = command.RegisterFlagCompletionFunc("columns", completeColumns)
	_ = command.RegisterFlagCompletionFunc("filter", a.completeFilter) // the flag is there
	return command
}

func sortFields() []string {
	var fields []string
	for _, f := range partner.SortFields() {
		fields = append(fields, string(f))
	}
	return fields
}

func (a *app) customersList(ctx context.Context, o customersList) error {
	o.query.Sort = partner.SortField(o.sort)
	if !o.query.Sort.Valid() {
		return usagef(a.text.CLI.NotOneOf, "--sort "+o.sort, strings.Join(sortFields(), ", "))
	}
	for _, name := range o.columns {
		if !slices.Contains(columnNames(), name) {
			return usagef(a.text.CLI.NotOneOf, "--columns "+name, strings.Join(columnNames(), ", "))
		}
	}
	if err := a.bounds(o.limit, o.csv); err != nil {
		return err
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	matches, all, err := s.db.CountCustomers(ctx, o.query)
	if err != nil {
		return err
	}
	switch {
	case all == 0:
		a.note("%s", a.text.CLI.NoCustomers)
	case matches == 0 && o.query.Filter != "":
		a.note(a.text.Marks.NothingFits, strings.TrimSpace(o.query.Search+" "+o.query.Filter))
	case matches == 0:
		a.note(a.text.Customers.NothingFound, o.query.Search)
	}
	switch {
	case o.csv:
		err = a.customersCSV(ctx, s, o)
	case a.json:
		err = a.customersJSON(ctx, s, o, matches)
	default:
		err = a.customersTable(ctx, s, o, matches)
	}
	if err == nil && matches == 0 && o.query.Search+o.query.Filter != "" {
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

// customersJSON prints the document row by row, so that a long list needs no
// memory. If the store fails in the middle, the document still ends as one,
// with the error in it.
func (a *app) customersJSON(ctx context.Context, s *session, o customersList, matches int) error {
	out := bufio.NewWriterSize(a.out, 64<<10)
	fmt.Fprint(out, "{\n  \"items\": [")
	separator := "\n    "
	err := s.db.EachCustomer(ctx, o.query, o.limit, func(c partner.Customer) error {
		item, err := marshal(toCustomerJSON(c), "    ")
		if err != nil {
			return err
		}
		fmt.Fprint(out, separator)
		separator = ",\n    "
		return write(out, item)
	})
	if separator != "\n    " {
		fmt.Fprint(out, "\n  ")
	}
	fmt.Fprint(out, "],\n")
	if err != nil {
		f := describe(a.text, err)
		a.complain(f)
		text, _ := marshal(f, "  ")
		fmt.Fprintf(out, "  \"error\": %s,\n", text)
		err = reportedError{err}
	}
	fmt.Fprintf(out, "  \"total\": %d\n}\n", matches)
	if flushing := out.Flush(); err == nil && flushing != nil {
		err = partner.NewError(partner.CodeFile, "standard output", flushing)
	}
	return err
}

func (a *app) customersTable(ctx context.Context, s *session, o customersList, matches int) error {
	headings := make([]string, len(o.columns))
	for i, name := range o.columns {
		headings[i] = a.columnHeading(name)
	}
	t := a.newList(headings...)
	t.none = nil // that is said already
	if o.limit > 0 && o.limit < matches {
		defer a.note(a.text.CLI.SomeOf, o.limit, matches)
	}
	err := s.db.EachCustomer(ctx, o.query, o.limit, func(c partner.Customer) error {
		row := make([]string, len(o.columns))
		for i, name := range o.columns {
			row[i] = a.customerCell(c, partner.Column(name))
		}
		t.add(row...)
		return nil
	})
	if err != nil {
		return err
	}
	return t.flush()
}
