package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
)

// sinceLast is the value of --since for what nobody has looked at.
const sinceLast = "last"

type changeJSON struct {
	Seq      int64  `json:"seq"`
	At       string `json:"at"`
	Customer string `json:"customer"`
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Subject  string `json:"subject"`
	Before   string `json:"before"`
	After    string `json:"after"`
	Seen     bool   `json:"seen"`
}

func (a *app) changesCommand() *cobra.Command {
	words := a.text.Changes
	since, asCSV, see := "", false, false
	command := &cobra.Command{
		Use: "changes", Short: words.Short, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := a.oneFormat(asCSV); err != nil {
				return err
			}
			return a.changes(command.Context(), since, asCSV, see)
		},
	}
	command.Flags().StringVar(&since, "since", sinceLast, words.FlagSince)
	command.Flags().BoolVar(&asCSV, "csv", false, a.text.CLI.FlagCSV)
	command.Flags().BoolVar(&see, "seen", false, words.FlagSeen)
	return command
}

// changes prints what changed, the newest first. That nothing did is an answer
// too, and no failure.
func (a *app) changes(ctx context.Context, since string, asCSV, see bool) error {
	q := partner.ChangeQuery{Unseen: since == sinceLast}
	if !q.Unseen {
		var err error
		if q.Since, err = a.parseSince(since); err != nil {
			return usagef(a.text.CLI.NotOneOf, "--since "+since, sinceLast+", 2026-01-31, 2026-01-31T08:00:00Z, 7d, 12h, yesterday")
		}
	}
	if see {
		if err := a.needWritable(); err != nil {
			return err
		}
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	found, err := readChanges(ctx, s, q)
	if err != nil {
		return err
	}
	if err := a.printChanges(found, asCSV); err != nil || !see || len(found) == 0 {
		return err
	}
	return s.db.SeeChanges(ctx, found[0].Seq)
}

func readChanges(ctx context.Context, s *session, q partner.ChangeQuery) ([]partner.Change, error) {
	var all []partner.Change
	for {
		lines, err := s.db.Changes(ctx, q)
		if err != nil || len(lines) == 0 {
			return all, err
		}
		all = append(all, lines...)
		q.Before = lines[len(lines)-1].Seq
	}
}

func (a *app) printChanges(found []partner.Change, asCSV bool) error {
	switch {
	case a.json:
		items := []changeJSON{}
		for _, c := range found {
			items = append(items, changeJSON{c.Seq, timeJSON(c.At), string(c.Customer), c.CompanyName, string(c.Kind), c.Subject, c.Before, c.After, c.Seen})
		}
		return writeJSON(a.out, list[changeJSON]{Items: items})
	case asCSV:
		rows := [][]string{{"at", "customer", "name", "kind", "subject", "before", "after"}}
		for _, c := range found {
			rows = append(rows, []string{timeJSON(c.At), string(c.Customer), c.CompanyName, string(c.Kind), c.Subject, c.Before, c.After})
		}
		return a.printCSV(rows)
	case len(found) == 0:
		a.say(a.text.Changes.NoneNew)
		return nil
	}
	words := a.text.Changes
	t := a.newList(words.When, words.Who, words.What)
	for _, c := range found {
		t.add(c.At.Local().Format("2006-01-02 15:04"), c.CompanyName, a.text.Change(c))
	}
	return t.flush()
}

type renewalJSON struct {
	Customer     string `json:"customer"`
	Name         string `json:"name"`
	Subscription string `json:"subscription"`
	Product      string `json:"product"`
	Quantity     int    `json:"quantity"`
	Ends         string `json:"ends"`
	Kind         string `json:"kind"`
	Term         string `json:"term"` // of the next term, "" if it is not known
	KnownAt      string `json:"knownAt"`
}

type renewalsJSON struct {
	Items     []renewalJSON `json:"items"`
	Automatic int           `json:"automatic"`
	Known     int           `json:"known"`
	Customers int           `json:"customers"`
}

func (a *app) renewalsCommand() *cobra.Command {
	words := a.text.Changes
	within, asCSV := "", false
	command := &cobra.Command{
		Use: "renewals", Short: words.RenewalsShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := a.oneFormat(asCSV); err != nil {
				return err
			}
			return a.renewals(command.Context(), within, asCSV)
		},
	}
	command.Flags().StringVar(&within, "within", "60d", words.FlagWithin)
	command.Flags().BoolVar(&asCSV, "csv", false, a.text.CLI.FlagCSV)
	return command
}

// mostDays is how many days ahead something can be asked for or put off.
const mostDays = 3650

// parseDays reads a number of days such as "60d" or "60", from 1 to mostDays.
func parseDays(text string) (int, error) {
	days, err := strconv.Atoi(strings.TrimSuffix(text, "d"))
	if err == nil && (days < 1 || days > mostDays) {
		err = strconv.ErrRange
	}
	return days, err
}

func (a *app) renewals(ctx context.Context, within string, asCSV bool) error {
	days, err := parseDays(within)
	if err != nil {
		return usagef(a.text.CLI.NotOneOf, "--within "+within, a.text.Changes.BadWithin)
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	found, err := s.db.Renewals(ctx, a.now().AddDate(0, 0, days))
	if err != nil {
		return err
	}
	items := []renewalJSON{}
	for _, r := range found.Decide {
		items = append(items, renewalJSON{
			string(r.Customer), r.CompanyName, r.Subscription.ID, r.Subscription.Name(), r.Subscription.Quantity,
			timeJSON(r.Subscription.Ends), string(r.Kind), r.NextTerm(), timeJSON(r.Known),
		})
	}
	switch {
	case a.json:
		return writeJSON(a.out, renewalsJSON{items, found.Automatic, found.Known, found.Customers})
	case asCSV:
		rows := [][]string{{"customer", "name", "subscription", "product", "quantity", "ends", "kind", "term", "knownAt"}}
		for _, r := range items {
			rows = append(rows, []string{r.Customer, r.Name, r.Subscription, r.Product, fmt.Sprint(r.Quantity), r.Ends, r.Kind, r.Term, r.KnownAt})
		}
		return a.printCSV(rows)
	}
	return a.printRenewals(found)
}

func (a *app) printRenewals(found partner.Renewals) error {
	words := a.text.Changes
	t := a.newList(words.Ends, words.Who, words.Product)
	t.none = nil // what follows says it
	for _, r := range found.Decide {
		t.add(a.text.Date(r.Subscription.Ends), r.CompanyName, a.text.Renewal(r))
	}
	if err := t.flush(); err != nil {
		return err
	}
	if len(found.Decide) == 0 && found.Known > 0 {
		a.say(words.NoRenewals)
	}
	if found.Automatic > 0 {
		a.say(a.text.Count(words.Automatic, found.Automatic))
	}
	if found.Known == 0 {
		a.say(words.NobodyKnown)
		return nil
	}
	a.say(fmt.Sprintf(words.OnlyKnown, a.text.Number(found.Known), a.text.Number(found.Customers)))
	return nil
}
