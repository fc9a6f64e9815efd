package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

func (a *app) accountCommand() *cobra.Command {
	t := a.text.Account
	command := &cobra.Command{Use: "account", Short: t.Short, Args: a.noArguments, RunE: showHelp}
	show := &cobra.Command{Use: "show CUSTOMER", Short: t.ShowShort, Args: a.oneArgument, RunE: func(command *cobra.Command, args []string) error {
		return a.accountShow(command.Context(), args[0])
	}}
	command.AddCommand(show, a.billingCommand(), a.attestCommand(), a.qualifyCommand())
	return command
}

type accountShownJSON struct {
	accountJSON
	ID            string `json:"id"`
	AdminRights   string `json:"adminRights"`
	AdminRightsAt string `json:"adminRightsAt"`
	Agreement     string `json:"agreement"`
}

// accountShow reads the account from Partner Center, and the state of admin
// rights from the store, which alone knows what they were before.
func (a *app) accountShow(ctx context.Context, customer string) error {
	return a.connected(ctx, func(s *session) error {
		c, err := a.findCustomer(ctx, s, customer)
		if err != nil {
			return err
		}
		if a.readOnly {
			account, err := s.client.Account(ctx, c.ID)
			if err != nil {
				return err
			}
			return a.printAccount(partner.Record{Customer: c, Account: account})
		}
		if err := s.refresh.FetchBlock(ctx, c.ID, partner.BlockAccount); err != nil {
			return err
		}
		record, err := s.db.Record(ctx, c.ID)
		if err != nil {
			return err
		}
		return a.printAccount(record)
	})
}

func (a *app) printAccount(r partner.Record) error {
	c := r.Customer
	if a.json {
		return writeJSON(a.out, accountShownJSON{
			accountJSON: a.toRecordJSON(r).Account, ID: string(c.ID), AdminRights: string(c.AdminRights), AdminRightsAt: timeJSON(c.AdminRightsAt), Agreement: string(c.Agreement),
		})
	}
	t, common := a.text.Account, a.text.Common
	rows := [][]string{
		{t.Name, r.Account.CompanyName}, {"Microsoft ID", string(c.ID)}, {a.text.CLI.Domain, r.Account.Domain}, {t.Domains, strings.Join(r.Account.CustomDomains, common.Comma)},
		{t.Rights, a.text.RightsAt(c)}, {t.Agreement, i18n.Word(common.Agreement, string(c.Agreement))},
		{t.Billing, r.Account.BillingCompany}, {t.Email, r.Account.BillingEmail},
	}
	for _, q := range r.Account.Qualifications {
		rows = append(rows, []string{t.Qualification, i18n.Word(t.Names, q.Name), i18n.Word(t.Vetting, q.Vetting)})
	}
	for _, p := range r.Account.Partners {
		rows = append(rows, []string{t.Partners, p.Name, p.MPNID})
	}
	a.printFacts(rows)
	return nil
}

// billingCommand shows the billing profile, or changes fields of it.
func (a *app) billingCommand() *cobra.Command {
	var w writing
	var set []string
	command := &cobra.Command{Use: "billing CUSTOMER [--set FIELD=VALUE]...", Short: a.text.Account.BillingShort, Args: a.oneArgument, RunE: func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		if len(set) == 0 {
			return a.connected(ctx, func(s *session) error {
				c, err := a.findCustomer(ctx, s, args[0])
				if err != nil {
					return err
				}
				return a.showBilling(ctx, s, c)
			})
		}
		return a.setBilling(ctx, w, args[0], set)
	}}
	w.flags(command, a)
	command.Flags().StringArrayVar(&set, "set", nil, a.text.Account.FlagField)
	return command
}

func (a *app) showBilling(ctx context.Context, s *session, c partner.Customer) error {
	profile, err := s.sales.account.Billing(ctx, c.ID)
	if err != nil {
		return err
	}
	fields, rows := map[string]string{}, [][]string{}
	for _, f := range profile.Fields() {
		fields[f[0]] = f[1]
		rows = append(rows, []string{f[0], a.text.Account.Fields[f[0]], f[1]})
	}
	if a.json {
		return writeJSON(a.out, fields)
	}
	a.printTable(rows)
	return nil
}

func (a *app) setBilling(ctx context.Context, w writing, customer string, set []string) error {
	t := a.text.Account
	var c partner.Customer
	return a.writes(ctx, w, func(s *session) (err error) {
		if c, err = a.findCustomer(ctx, s, customer); err != nil {
			return err
		}
		seen, err := s.sales.account.Billing(ctx, c.ID)
		if err != nil {
			return err
		}
		next := seen
		for _, one := range set {
			field, value, ok := strings.Cut(one, "=")
			if _, known := t.Fields[field]; !ok || !known {
				var names []string
				for _, f := range seen.Fields() {
					names = append(names, f[0])
				}
				return usagef("%s", i18n.Fill(t.UnknownField, one, strings.Join(names, ", ")))
			}
			next = next.With(field, value)
		}
		if field := seen.WrongChange(next); field != "" {
			return usagef("--set %s: %s", field, a.text.BillingMistake(field))
		}
		sentences := a.text.BillingChanges(seen.Changes(next))
		if err := a.confirms(ctx, w, i18n.Join(append(sentences, fmt.Sprintf(t.BillingAsk, c.CompanyName))...)); err != nil {
			return err
		}
		return s.sales.account.UpdateBilling(ctx, c, seen, next)
	}, func(s *session) error { return a.showBilling(ctx, s, c) })
}

// attestCommand confirms that the customer accepted the agreement.
func (a *app) attestCommand() *cobra.Command {
	t := a.text.Account
	var w writing
	var word partner.Attestation
	date := ""
	command := &cobra.Command{Use: "attest-agreement CUSTOMER --first-name NAME --last-name NAME --email ADDRESS --date DAY", Short: t.AttestShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needFlags(command, "first-name", "last-name", "email", "date"); err != nil {
				return err
			}
			agreed, err := time.Parse(time.DateOnly, date)
			if word.Agreed = agreed; err != nil {
				return usagef("--date %s: %s", date, t.DateWrong)
			}
			who := i18n.Join(fmt.Sprintf(t.AttestFollow, date), i18n.Fill(t.AttestAsk, a.text.PersonName(word.FirstName, word.LastName), args[0]))
			return a.writeAccount(command.Context(), w, args[0], who, func(ctx context.Context, s *session, c partner.Customer) error {
				return s.sales.account.Attest(ctx, c, word)
			})
		}}
	w.flags(command, a)
	flags := command.Flags()
	flags.StringVar(&word.FirstName, "first-name", "", t.FlagFirst)
	flags.StringVar(&word.LastName, "last-name", "", t.FlagLast)
	flags.StringVar(&word.Email, "email", "", t.FlagMail)
	flags.StringVar(&word.Phone, "phone", "", t.FlagPhone)
	flags.StringVar(&date, "date", "", t.FlagDate)
	return command
}

// qualifyCommand asks for a special qualification.
func (a *app) qualifyCommand() *cobra.Command {
	t := a.text.Account
	var w writing
	var q partner.QualificationRequest
	command := &cobra.Command{Use: "qualification CUSTOMER NAME", Short: t.QualifyShort, Args: a.exactly(2), RunE: func(command *cobra.Command, args []string) error {
		q.Name = args[1]
		question := i18n.Join(append(a.text.QualificationFacts(q), t.QualifyFollow, i18n.Fill(t.QualifyAsk, i18n.Word(t.Names, q.Name), args[0]))...)
		return a.writeAccount(command.Context(), w, args[0], question, func(ctx context.Context, s *session, c partner.Customer) error {
			return s.sales.account.Qualify(ctx, c, q)
		})
	}}
	w.flags(command, a)
	flags := command.Flags()
	flags.StringVar(&q.Segment, "segment", "", t.FlagSegment)
	flags.StringVar(&q.Website, "website", "", t.FlagWebsite)
	flags.StringVar(&q.ValidationCode, "code", "", t.FlagCode)
	return command
}

// writeAccount asks, writes and prints the account as it is after that.
func (a *app) writeAccount(ctx context.Context, w writing, customer, question string, write func(context.Context, *session, partner.Customer) error) error {
	var c partner.Customer
	return a.writes(ctx, w, func(s *session) (err error) {
		if c, err = a.findCustomer(ctx, s, customer); err != nil {
			return err
		}
		if err := a.confirms(ctx, w, question); err != nil {
			return err
		}
		return write(ctx, s, c)
	}, func(s *session) error {
		record, err := s.db.Record(ctx, c.ID)
		if err != nil {
			return err
		}
		return a.printAccount(record)
	})
}
