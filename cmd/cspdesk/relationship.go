package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
)

type blockerJSON struct {
	Kind      string `json:"kind"`
	ID        string `json:"id"`
	Name      string `json:"name"`
	Quantity  int    `json:"quantity"`
	Ends      string `json:"ends"`
	AutoRenew bool   `json:"autoRenew"`
}

type preflightJSON struct {
	Customer  string        `json:"customer"`
	Clear     bool          `json:"clear"`
	Items     []blockerJSON `json:"items"`
	Unchecked []string      `json:"unchecked"`
}

type standingJSON struct {
	Customer     string `json:"customer"`
	Standing     string `json:"standing"`
	Relationship string `json:"relationship"`
	AdminRights  string `json:"adminRights"`
}

func (a *app) relationshipCommand() *cobra.Command {
	words := a.text.SupportCLI
	command := &cobra.Command{Use: "relationship", Short: words.RelationshipShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(&cobra.Command{
		Use: "check CUSTOMER", Short: words.RelationshipCheckShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			ctx := command.Context()
			return a.withCustomer(ctx, args[0], func(s *session, c partner.Customer) error {
				if err := a.notEnded(c); err != nil {
					return err
				}
				p, err := s.support.removal.Preflight(ctx, c.ID)
				if err != nil {
					return err
				}
				return a.printPreflight(c, p)
			})
		},
	},
		a.endingCommand("remove CUSTOMER", words.RelationshipRemoveShort, a.relationshipRemove),
		a.endingCommand("give-up-admin-rights CUSTOMER", words.RightsShort, a.rightsGiveUp))
	return command
}

func (a *app) endingCommand(use, short string, run func(ctx context.Context, w writing, customer string) error) *cobra.Command {
	var w writing
	command := &cobra.Command{
		Use: use, Short: short, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error { return run(command.Context(), w, args[0]) },
	}
	w.flags(command, a)
	return command
}

// notEnded refuses a customer whose relationship has ended already.
func (a *app) notEnded(c partner.Customer) error {
	if c.Standing == partner.StandingRemoved {
		return said{partner.CodeNotAllowed, a.text.Removal.EndedAlready, a.text.SupportCLI.EndedFix}
	}
	return nil
}

// printPreflight names what keeps a relationship; the exit code says no if
// something does.
func (a *app) printPreflight(c partner.Customer, p partner.Preflight) error {
	out := preflightJSON{Customer: string(c.ID), Clear: p.Clear(), Items: []blockerJSON{}, Unchecked: []string{}}
	t, rows := a.text.Removal, [][]string{}
	for _, b := range p.Blockers {
		out.Items = append(out.Items, blockerJSON{string(b.Kind), b.ID, b.Name, b.Quantity, timeJSON(b.Ends), b.AutoRenew})
		ends := ""
		if !b.Ends.IsZero() {
			ends = fmt.Sprintf(t.Ends, a.text.Date(b.Ends))
		}
		rows = append(rows, []string{t.Kinds[string(b.Kind)], b.Name, b.ID, ends})
	}
	for _, kind := range p.Unchecked {
		out.Unchecked = append(out.Unchecked, string(kind))
	}
	switch {
	case a.json:
		if err := writeJSON(a.out, out); err != nil {
			return err
		}
	case p.Clear():
		a.say(t.NothingKeeps)
	default:
		words := a.text.CLI
		a.printList([]string{words.Kind, words.Name, words.ID, a.text.Changes.Ends}, rows)
	}
	for _, kind := range p.Unchecked {
		if !a.json {
			a.say(fmt.Sprintf(t.Unchecked, t.Kinds[string(kind)]))
		}
	}
	if !p.Clear() {
		return errSaidNo
	}
	return nil
}

func (a *app) relationshipRemove(ctx context.Context, w writing, customer string) error {
	var c partner.Customer
	return a.writes(ctx, w, func(s *session) (err error) {
		if c, err = a.findCustomer(ctx, s, customer); err != nil {
			return err
		}
		if err := a.notEnded(c); err != nil {
			return err
		}
		p, err := s.support.removal.Preflight(ctx, c.ID)
		if err != nil {
			return err
		}
		if !p.Clear() {
			return said{partner.CodeNotAllowed, a.text.Count(a.text.Removal.Keeps, len(p.Blockers)), fmt.Sprintf(a.text.SupportCLI.BlockedFix, c.ID)}
		}
		if err := a.confirmsTyped(ctx, w, c); err != nil {
			return err
		}
		return s.support.removal.Remove(ctx, c)
	}, func(s *session) error { return a.printStanding(ctx, s, c.ID, a.text.Removal.Ended) })
}

// confirmsTyped wants the customer's domain before the gravest of changes.
func (a *app) confirmsTyped(ctx context.Context, w writing, c partner.Customer) error {
	if w.yes || w.dryRun {
		return nil
	}
	want := c.Domain
	if want == "" {
		want = string(c.ID)
	}
	question := a.text.Removal.AskBody + "\n" + fmt.Sprintf(a.text.SupportCLI.TypeDomain, c.CompanyName, want)
	answer, err := a.asks(ctx, question, "--yes")
	if err == nil && !strings.EqualFold(answer, want) {
		return said{partner.CodeNotAllowed, a.text.CLI.Declined, a.text.CLI.DeclinedFix}
	}
	return err
}

func (a *app) rightsGiveUp(ctx context.Context, w writing, customer string) error {
	var c partner.Customer
	return a.writes(ctx, w, func(s *session) (err error) {
		if c, err = a.findCustomer(ctx, s, customer); err != nil {
			return err
		}
		if err := a.confirms(ctx, w, fmt.Sprintf(a.text.Removal.Rights, c.CompanyName)); err != nil {
			return err
		}
		return s.support.removal.RemoveAdminRights(ctx, c)
	}, func(s *session) error { return a.printStanding(ctx, s, c.ID, a.text.Removal.RightsGone) })
}

func (a *app) printStanding(ctx context.Context, s *session, id partner.CustomerID, sentence string) error {
	c, err := s.db.Customer(ctx, id)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, standingJSON{string(c.ID), string(c.Standing), string(c.Relationship), string(c.AdminRights)})
	}
	a.say(fmt.Sprintf(sentence, c.CompanyName))
	return nil
}
