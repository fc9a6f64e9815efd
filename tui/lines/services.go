package lines

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// subscriptions lists what a customer has bought, and changes it.
func (s *desk) subscriptions(ctx context.Context, c partner.Customer) error {
	t := s.d.Text
	rec, err := s.d.Customers.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	if rec, err = s.fetch(ctx, rec, []partner.Block{partner.BlockServices}); err != nil {
		return err
	}
	for {
		rec.Services = nil // portals are no subscriptions
		title := t.Lines.Manage.WhichSubscription
		if len(rec.Subscriptions) == 0 {
			title = s.heading(rec, partner.BlockServices)
		}
		var entries []entry
		for i, sentence := range s.services(rec) {
			entries = append(entries, entry{label: sentence, do: func(ctx context.Context) error {
				return s.subscription(ctx, c, rec.Subscriptions[i].ID)
			}})
		}
		entries = append(entries,
			entry{label: t.Lines.Manage.Buy, off: s.may(partner.DeedBuy), do: func(ctx context.Context) error { return unlessBack(s.buy(ctx, rec.Customer)) }},
			entry{label: t.Lines.Manage.Orders, do: func(ctx context.Context) error { return s.orders(ctx, c) }})
		if err := s.choose(ctx, title, t.Lines.Back, t.Lines.Helps.Services, entries); err != nil {
			return unlessBack(err)
		}
		if rec, err = s.d.Customers.Record(ctx, c.ID); err != nil {
			return err
		}
	}
}

// subscription changes one subscription until the person goes back.
func (s *desk) subscription(ctx context.Context, c partner.Customer, id string) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	for {
		rec, err := s.d.Customers.Record(ctx, c.ID)
		if err != nil {
			return err
		}
		rec.Services = nil
		at := -1
		for i, sub := range rec.Subscriptions {
			if sub.ID == id {
				at = i
			}
		}
		if at < 0 { // it is gone from the list by now
			return errBack
		}
		sub := rec.Subscriptions[at]
		renewal := words.RenewOn
		if sub.AutoRenew {
			renewal = words.RenewOff
		}
		may := func(label string, e partner.SubscriptionEdit) entry {
			off := s.may(partner.DeedChangeSubscription)
			if why := sub.MayChange(e.Change, rec.Subscriptions, s.d.Now()); off == "" && why != "" {
				off = t.Detail(string(why))
			}
			return entry{label: label, off: off, do: func(ctx context.Context) error { return unlessBack(s.edit(ctx, c, sub, rec.Subscriptions, e)) }}
		}
		yes := t.Subscriptions.Yes
		entries := []entry{
			may(yes[string(partner.ChangeSeats)], partner.SubscriptionEdit{Change: partner.ChangeSeats}),
			may(renewal, partner.SubscriptionEdit{Change: partner.ChangeAutoRenew, AutoRenew: !sub.AutoRenew}),
			may(yes[string(partner.ChangeNickname)], partner.SubscriptionEdit{Change: partner.ChangeNickname}),
			may(yes[string(partner.ChangeSuspend)], partner.SubscriptionEdit{Change: partner.ChangeSuspend}),
			may(yes[string(partner.ChangeReactivate)], partner.SubscriptionEdit{Change: partner.ChangeReactivate}),
			may(yes[string(partner.ChangeCancel)], partner.SubscriptionEdit{Change: partner.ChangeCancel}),
		}
		if err := s.choose(ctx, s.services(rec)[at], t.Lines.Back, t.Lines.Helps.Subscription, entries); err != nil {
			return unlessBack(err)
		}
	}
}

// edit asks for the value of a change, says what it brings with it, asks, and
// makes it.
func (s *desk) edit(ctx context.Context, c partner.Customer, sub partner.Subscription, all []partner.Subscription, e partner.SubscriptionEdit) error {
	t, change := s.d.Text, string(e.Change)
	if err := s.askValue(ctx, sub, all, &e); err != nil {
		return err
	}
	var body []string
	for _, follows := range e.Consequences(sub, all, s.d.Now()) {
		body = append(body, t.Consequence(follows))
	}
	name := sub.Name()
	yes, err := s.confirm(ctx, partner.DeedChangeSubscription, i18n.Fill(t.Subscriptions.Ask[change], name, t.EditValue(e)), t.Subscriptions.No, t.Subscriptions.Yes[change], body...)
	if err != nil || !yes {
		return err
	}
	s.say(t.Subscriptions.Working)
	changed, err := s.d.Manage.Subscriptions.Change(context.WithoutCancel(ctx), c, sub, all, e)
	switch {
	case partner.CodeOf(err) == partner.CodeConflict:
		s.say(t.Lines.Manage.Conflict)
	case err != nil:
		return err
	case !changed.Settled:
		s.say(line(fmt.Sprintf(t.Lines.Manage.UnderWay, name)))
	default:
		s.say(s.sentence(line(i18n.Fill(t.Subscriptions.Done[change], name, t.EditValue(e)))))
	}
	return nil
}

// askValue asks for the seats or the nickname that an edit is about.
func (s *desk) askValue(ctx context.Context, sub partner.Subscription, all []partner.Subscription, e *partner.SubscriptionEdit) error {
	t := s.d.Text
	checked := func(e partner.SubscriptionEdit) string { return t.Detail(string(e.Check(sub, all, s.d.Now()))) }
	switch e.Change {
	case partner.ChangeSeats:
		value := ""
		question := fmt.Sprintf(t.Lines.Manage.NowSeats, t.Count(t.Customers.Record.Seats, sub.Quantity))
		return s.asking(question, "", &value, func(value string) string {
			n, err := strconv.Atoi(strings.TrimSpace(value))
			if e.Seats = n; err != nil {
				return t.Subscriptions.NotANumber
			}
			return checked(*e)
		})(ctx)
	case partner.ChangeNickname:
		e.Nickname = sub.Nickname
		return s.asking(t.Subscriptions.NameLabel, t.Subscriptions.NameHint, &e.Nickname, func(value string) string {
			next := *e
			next.Nickname = value
			return checked(next)
		})(ctx)
	}
	return nil
}
