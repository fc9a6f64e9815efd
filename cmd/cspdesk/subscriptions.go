package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

// possibleJSON says whether a change of a subscription is possible now.
type possibleJSON struct {
	Change   string `json:"change"`
	Possible bool   `json:"possible"`
	Reason   string `json:"reason"` // in the language of the program; "" if it is possible
}

// serviceJSON is a subscription with what can be done about it.
type serviceJSON struct {
	subscriptionJSON
	NewCommerce bool           `json:"newCommerce"`
	FewestSeats int            `json:"fewestSeats"`
	FewestUntil string         `json:"fewestUntil"`
	CancelBy    string         `json:"cancelBy"`
	Changes     []possibleJSON `json:"changes"`
	Settled     *bool          `json:"settled,omitempty"` // after a change: false while Partner Center is still making it
}

func (a *app) toServiceJSON(sub partner.Subscription, all []partner.Subscription) serviceJSON {
	seats := sub.Seats(a.now())
	cancelBy, _ := sub.CancelBy()
	out := serviceJSON{
		subscriptionJSON: subscriptionJSON{sub, timeJSON(sub.Starts), timeJSON(sub.Ends)},
		NewCommerce:      sub.NewCommerce(), FewestSeats: seats.Fewest, FewestUntil: timeJSON(seats.Until), CancelBy: timeJSON(cancelBy),
	}
	for _, c := range partner.SubscriptionChanges() {
		why := sub.MayChange(c, all, a.now())
		out.Changes = append(out.Changes, possibleJSON{string(c), why == "", a.text.Detail(string(why))})
	}
	return out
}

func (a *app) subscriptionsCommand() *cobra.Command {
	t := a.text.Subscriptions
	command := &cobra.Command{Use: "subscriptions", Short: t.Short, Args: a.noArguments, RunE: showHelp}
	asCSV := false
	list := &cobra.Command{Use: "list CUSTOMER", Short: t.ListShort, Args: a.oneArgument, RunE: func(command *cobra.Command, args []string) error {
		return a.subscriptionsList(command.Context(), args[0], asCSV)
	}}
	list.Flags().BoolVar(&asCSV, "csv", false, a.text.CLI.FlagCSV)
	show := &cobra.Command{Use: "show CUSTOMER SUBSCRIPTION", Short: t.ShowShort, Args: a.exactly(2), RunE: func(command *cobra.Command, args []string) error {
		return a.withSubscription(command.Context(), args, func(_ *session, _ partner.Customer, sub partner.Subscription, all []partner.Subscription) error {
			return a.printSubscription(a.toServiceJSON(sub, all))
		})
	}}
	command.AddCommand(list, show, a.buyCommand(), a.ordersCommand(),
		a.changeCommand("seats CUSTOMER SUBSCRIPTION NUMBER", t.SeatsShort, func(e *partner.SubscriptionEdit, value string) (err error) {
			e.Change = partner.ChangeSeats
			if e.Seats, err = strconv.Atoi(value); err != nil {
				return usagef("%s: %s", value, t.NotANumber)
			}
			return nil
		}),
		a.changeCommand("auto-renew CUSTOMER SUBSCRIPTION on|off", t.AutoRenewShort, func(e *partner.SubscriptionEdit, value string) error {
			e.Change, e.AutoRenew = partner.ChangeAutoRenew, value == "on"
			if value != "on" && value != "off" {
				return usagef("%s: %s", value, t.OnOff)
			}
			return nil
		}),
		a.changeCommand("nickname CUSTOMER SUBSCRIPTION NAME", t.NicknameShort, func(e *partner.SubscriptionEdit, value string) error {
			e.Change, e.Nickname = partner.ChangeNickname, value
			return nil
		}),
		a.changeCommand("suspend CUSTOMER SUBSCRIPTION", t.SuspendShort, statusEdit(partner.ChangeSuspend)),
		a.changeCommand("reactivate CUSTOMER SUBSCRIPTION", t.ReactivateShort, statusEdit(partner.ChangeReactivate)),
		a.changeCommand("cancel CUSTOMER SUBSCRIPTION", t.CancelShort, statusEdit(partner.ChangeCancel)),
	)
	return command
}

func statusEdit(c partner.SubscriptionChange) func(*partner.SubscriptionEdit, string) error {
	return func(e *partner.SubscriptionEdit, _ string) error { e.Change = c; return nil }
}

// changeCommand makes the command of one change. read takes the value behind
// the subscription, if the command has one.
func (a *app) changeCommand(use, short string, read func(*partner.SubscriptionEdit, string) error) *cobra.Command {
	var w writing
	words := len(strings.Fields(use)) - 1
	command := &cobra.Command{Use: use, Short: short, Args: a.exactly(words), RunE: func(command *cobra.Command, args []string) error {
		var edit partner.SubscriptionEdit
		if err := read(&edit, args[words-1]); err != nil {
			return err
		}
		return a.changeSubscription(command.Context(), w, args, edit)
	}}
	w.flags(command, a)
	return command
}

// changeSubscription reads the subscriptions as they are now, asks, and makes
// the change.
func (a *app) changeSubscription(ctx context.Context, w writing, args []string, edit partner.SubscriptionEdit) error {
	var all []partner.Subscription
	var changed manage.Changed
	return a.writes(ctx, w, func(s *session) error {
		c, err := a.findCustomer(ctx, s, args[0])
		if err != nil {
			return err
		}
		if all, err = s.client.Subscriptions(ctx, c.ID); err != nil {
			return err
		}
		sub, err := a.pickSubscription(all, args[1])
		if err != nil {
			return err
		}
		if why := edit.Check(sub, all, a.now()); why != "" {
			return said{partner.CodeNotAllowed, a.text.Detail(string(why)), fmt.Sprintf(a.text.Subscriptions.RefusedFix, "cspdesk subscriptions show "+args[0]+" "+sub.ID)}
		}
		if err := a.confirms(ctx, w, a.changeQuestion(sub, all, edit)); err != nil {
			return err
		}
		changed, err = s.sales.subscriptions.Change(ctx, c, sub, all, edit)
		return err
	}, func(*session) error {
		for i := range all {
			if all[i].ID == changed.Now.ID {
				all[i] = changed.Now
			}
		}
		out := a.toServiceJSON(changed.Now, all)
		out.Settled = &changed.Settled
		if !changed.Settled {
			a.note(a.text.Subscriptions.UnderWay, changed.Now.Name())
		}
		return a.printSubscription(out)
	})
}

// changeQuestion asks for a change, with what it brings with it.
func (a *app) changeQuestion(sub partner.Subscription, all []partner.Subscription, e partner.SubscriptionEdit) string {
	sentences := []string{}
	for _, c := range e.Consequences(sub, all, a.now()) {
		sentences = append(sentences, a.text.Consequence(c))
	}
	return i18n.Join(append(sentences, i18n.Fill(a.text.Subscriptions.Ask[string(e.Change)], sub.Name(), a.text.EditValue(e)))...)
}

// pickSubscription finds one of a customer's subscriptions by id, or by its
// name or nickname where that is the only one of it.
func (a *app) pickSubscription(all []partner.Subscription, idOrName string) (partner.Subscription, error) {
	var found []partner.Subscription
	for _, s := range all {
		if strings.EqualFold(s.ID, idOrName) {
			return s, nil
		}
		if strings.EqualFold(s.OfferName, idOrName) || strings.EqualFold(s.Nickname, idOrName) || strings.EqualFold(s.Name(), idOrName) {
			found = append(found, s)
		}
	}
	t := a.text.Subscriptions
	switch len(found) {
	case 0:
		return partner.Subscription{}, said{partner.CodeNotFound, fmt.Sprintf(t.NotFound, idOrName), fmt.Sprintf(a.text.CLI.SeeHelp, "cspdesk subscriptions list")}
	case 1:
		return found[0], nil
	}
	ids := make([]string, len(found))
	for i, s := range found {
		ids[i] = s.ID
	}
	return partner.Subscription{}, said{partner.CodeInvalidInput, fmt.Sprintf(t.Several, idOrName, strings.Join(ids, ", ")), t.SeveralFix}
}

// withSubscription reads a customer's subscriptions from Partner Center.
func (a *app) withSubscription(ctx context.Context, args []string, do func(*session, partner.Customer, partner.Subscription, []partner.Subscription) error) error {
	return a.connected(ctx, func(s *session) error {
		c, err := a.findCustomer(ctx, s, args[0])
		if err != nil {
			return err
		}
		all, err := s.client.Subscriptions(ctx, c.ID)
		if err != nil {
			return err
		}
		sub, err := a.pickSubscription(all, args[1])
		if err != nil {
			return err
		}
		return do(s, c, sub, all)
	})
}

func (a *app) subscriptionsList(ctx context.Context, customer string, asCSV bool) error {
	if err := a.oneFormat(asCSV); err != nil {
		return err
	}
	return a.connected(ctx, func(s *session) error {
		c, err := a.findCustomer(ctx, s, customer)
		if err != nil {
			return err
		}
		all, err := s.client.Subscriptions(ctx, c.ID)
		if err != nil {
			return err
		}
		items := []serviceJSON{}
		rows := [][]string{}
		for _, sub := range all {
			items = append(items, a.toServiceJSON(sub, all))
			rows = append(rows, []string{sub.ID, sub.OfferName, sub.Nickname, fmt.Sprint(sub.Quantity), sub.Status, timeJSON(sub.Ends)})
		}
		switch {
		case a.json:
			return writeJSON(a.out, list[serviceJSON]{Items: items})
		case asCSV:
			return a.printCSV(append([][]string{{"id", "offerName", "nickname", "quantity", "status", "ends"}}, rows...))
		}
		for i, row := range rows {
			row[4], row[5] = i18n.Word(a.text.Common.SubscriptionState, row[4]), a.day(all[i].Ends)
		}
		t := a.text.Subscriptions
		a.printList([]string{a.text.CLI.ID, t.Column[0], t.NameLabel, t.Column[1], t.Column[2], t.Column[3]}, rows)
		return nil
	})
}

func (a *app) printSubscription(s serviceJSON) error {
	if a.json {
		return writeJSON(a.out, s)
	}
	t := a.text.Subscriptions
	a.printFacts([][]string{
		{t.Column[0], s.OfferName}, {t.NameLabel, s.Nickname}, {a.text.CLI.ID, s.ID}, {t.Column[1], fmt.Sprint(s.Quantity)},
		{t.Column[2], i18n.Word(a.text.Common.SubscriptionState, s.Status)}, {t.Renewal, a.yesNo(s.AutoRenew)}, {t.Term, a.text.TermLength(s.Term)}, {t.Order, s.OrderID},
	})
	for _, c := range s.Changes {
		if !c.Possible {
			fmt.Fprintln(a.out, a.safe("  "+t.Yes[c.Change]+a.text.Common.Colon+c.Reason))
		}
	}
	return nil
}
