package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"cspdesk/internal/card"
	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

type recordJSON struct {
	customerJSON
	Note          string                   `json:"notes"`
	Account       accountJSON              `json:"account"`
	Subscriptions []subscriptionJSON       `json:"subscriptions"`
	Services      []partner.ManagedService `json:"services"`
	Licenses      []partner.License        `json:"licenses"`
	Users         []partner.User           `json:"users"`
	UsersTotal    int                      `json:"usersTotal"`
	Invitations   []invitationJSON         `json:"invitations"`
	Blocks        []blockJSON              `json:"blocks"`
}

// accountJSON and subscriptionJSON are what is stored, with times as scripts
// read them.
type accountJSON struct {
	partner.Account
	CustomDomains     []string                `json:"customDomains"`
	AgreementAttested string                  `json:"agreementAttested"`
	Qualifications    []partner.Qualification `json:"qualifications"`
	Partners          []partner.OtherPartner  `json:"partners"`
}

type subscriptionJSON struct {
	partner.Subscription
	Starts string `json:"starts"`
	Ends   string `json:"ends"`
}

type blockJSON struct {
	Block     string   `json:"block"`
	FetchedAt string   `json:"fetchedAt"`
	Failure   *failure `json:"failure,omitempty"`
}

// findCustomer finds one customer by Microsoft ID or domain, or else by the whole
// company name.
func (a *app) findCustomer(ctx context.Context, s *session, which string) (partner.Customer, error) {
	several := a.text.CLI.SeveralCustomers
	found, err := s.db.FindCustomers(ctx, which)
	if err == nil && len(found) == 0 {
		several = a.text.CLI.SeveralNamed
		found, err = s.db.CustomersNamed(ctx, which)
	}
	switch {
	case err != nil:
		return partner.Customer{}, err
	case len(found) == 0:
		return partner.Customer{}, partner.NewError(partner.CodeNotFound, which, nil)
	case len(found) > 1:
		ids := make([]string, len(found))
		for i, c := range found {
			ids[i] = string(c.ID)
		}
		return partner.Customer{}, said{partner.CodeInvalidInput,
			fmt.Sprintf(several, which, strings.Join(ids, ", ")), a.text.CLI.SeveralCustomersFix}
	}
	return found[0], nil
}

// cardOptions are the flags of a handover card.
type cardOptions struct {
	card, redact bool
	format       string
}

func (o *cardOptions) flags(command *cobra.Command, a *app) {
	flags := command.Flags()
	flags.BoolVar(&o.card, "card", false, a.text.Card.FlagCard)
	flags.StringVar(&o.format, "format", "text", a.text.Card.FlagFormat)
	flags.BoolVar(&o.redact, "redact", false, a.text.Card.FlagRedact)
	complete(command, "format", "text", "markdown")
}

func (o *cardOptions) check(command *cobra.Command, a *app) error {
	if o.format != "text" && o.format != "markdown" {
		return usagef("--format "+a.text.CLI.NotOneOf, o.format, "text, markdown")
	}
	for _, name := range []string{"format", "redact"} {
		if command.Flags().Changed(name) && !o.card {
			return usagef(a.text.Card.FormatWithoutCard, "--"+name)
		}
	}
	return nil
}

func (a *app) customersShowCommand() *cobra.Command {
	fetch, o := false, cardOptions{}
	command := &cobra.Command{
		Use: "show ID|DOMAIN", Short: a.text.CLI.CustomersShowShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			if err := o.check(command, a); err != nil {
				return err
			}
			return a.customersShow(command.Context(), args[0], fetch, o)
		},
	}
	o.flags(command, a)
	command.Flags().BoolVar(&fetch, "fetch", false, a.text.CLI.FlagFetch)
	return command
}

func (a *app) customersShow(ctx context.Context, idOrDomain string, fetch bool, o cardOptions) error {
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
	customer, err := a.findCustomer(ctx, s, idOrDomain)
	if err != nil {
		return err
	}
	if fetch {
		if err := a.fetchRecord(ctx, s, customer.ID); err != nil {
			return err
		}
	}
	record, err := s.db.Record(ctx, customer.ID)
	if err != nil {
		return err
	}
	switch text := card.Write(a.text, record, card.Options{Markdown: o.format == "markdown", Redact: o.redact, Now: a.now()}); {
	case o.card && a.json:
		return writeJSON(a.out, map[string]string{"card": text})
	case o.card:
		return write(a.out, []byte(text))
	case !a.json:
		a.printRecord(record)
		return nil
	}
	return writeJSON(a.out, a.toRecordJSON(record))
}

// fetchRecord brings all blocks of a record up to date. A block that Partner
// Center refuses is part of the record, with the reason; it is an error only
// where not one block came.
func (a *app) fetchRecord(ctx context.Context, s *session, id partner.CustomerID) error {
	if s.refresh == nil {
		return said{partner.CodeNotAllowed, a.text.CLI.OfflineProfile, a.text.CLI.OfflineFix}
	}
	blocks := partner.Blocks()
	failures := make([]error, len(blocks))
	var fetching sync.WaitGroup
	for i, block := range blocks {
		fetching.Go(func() { failures[i] = s.refresh.FetchBlock(ctx, id, block) })
	}
	fetching.Wait()
	if ctx.Err() != nil || !slices.Contains(failures, nil) {
		return cmp.Or(ctx.Err(), failures[0])
	}
	return nil
}

func (a *app) toRecordJSON(r partner.Record) recordJSON {
	out := recordJSON{
		customerJSON: toCustomerJSON(r.Customer), Note: r.Customer.Note,
		Account: accountJSON{
			Account: r.Account, CustomDomains: orEmpty(r.Account.CustomDomains), AgreementAttested: timeJSON(r.Account.AgreementAttested),
			Qualifications: orEmpty(r.Account.Qualifications), Partners: orEmpty(r.Account.Partners),
		},
		Subscriptions: []subscriptionJSON{}, Services: orEmpty(r.Services), Licenses: orEmpty(r.Licenses),
		Users: orEmpty(r.Users), UsersTotal: r.UsersTotal, Invitations: []invitationJSON{},
	}
	for _, sub := range r.Subscriptions {
		out.Subscriptions = append(out.Subscriptions, subscriptionJSON{sub, timeJSON(sub.Starts), timeJSON(sub.Ends)})
	}
	for i := range out.Users {
		out.Users[i].Licenses = orEmpty(out.Users[i].Licenses)
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
	a.printFacts(append([][]string{
		{a.text.CLI.Company, c.CompanyName}, {"Microsoft ID", string(c.ID)}, {a.text.CLI.Domain, c.Domain},
		{a.text.CLI.Relationship, i18n.Word(common.Relationships, string(c.Relationship))},
		{a.text.CLI.AdminRights, a.text.Rights(c)},
		{a.text.CLI.Agreement, i18n.Word(common.Agreement, string(c.Agreement))},
		{a.text.CLI.Country, a.country(c.Country)},
	}, a.marksRows(c)...))
	for _, block := range partner.Blocks() {
		fmt.Fprintf(a.out, "\n%s", common.Blocks[string(block)])
		state := r.States[block]
		switch {
		case state.Failure != nil:
			fmt.Fprintf(a.out, "%s%s\n", common.Colon, a.safe(describe(a.text, state.Failure).Message))
			continue
		case state.FetchedAt.IsZero():
			fmt.Fprintf(a.out, "%s%s\n", common.Colon, a.text.CLI.NotFetched)
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
			rows = append(rows, []string{"  " + sub.Name(), a.text.Quantity(sub.Quantity, sub.UnitType), i18n.Word(common.SubscriptionState, sub.Status), a.text.TermEnd(sub, a.now())})
		}
	case partner.BlockLicenses:
		for _, license := range r.Licenses {
			rows = append(rows, []string{"  " + license.Name, a.text.SeatsUse(license)})
		}
	case partner.BlockUsers:
		for _, u := range r.Users {
			rows = append(rows, []string{"  " + u.DisplayName, u.PrincipalName, i18n.Word(common.UserState, u.State)})
		}
	}
	return rows
}
