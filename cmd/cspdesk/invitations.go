package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// defaultDueDays is how long an invitation waits until a reminder is proposed,
// where the configuration says nothing else.
const defaultDueDays = 7

type invitationJSON struct {
	ID          string         `json:"id"`
	State       string         `json:"state"`
	AdminRights bool           `json:"adminRights"`
	Link        string         `json:"link"`
	To          string         `json:"to"`
	Name        string         `json:"name"`
	Country     string         `json:"country"`
	MailLang    string         `json:"mailLang"`
	Provider    string         `json:"provider"`
	Subject     string         `json:"subject"`
	Body        string         `json:"body"`
	Note        string         `json:"note"`
	Customer    string         `json:"customer"`
	CreatedBy   string         `json:"createdBy"`
	CreatedAt   string         `json:"createdAt"`
	FinishedAt  string         `json:"finishedAt"`
	AcceptedAt  string         `json:"acceptedAt"`
	SnoozeUntil string         `json:"snoozeUntil"`
	HandedOver  []handOverJSON `json:"handedOver"`
	Advice      []findingJSON  `json:"advice,omitempty"` // of a new request only
}

type handOverJSON struct {
	Channel  string `json:"channel"`
	Detail   string `json:"detail"`
	Reminder bool   `json:"reminder"`
	At       string `json:"at"`
}

func toInvitationJSON(inv partner.Invitation) invitationJSON {
	out := invitationJSON{
		ID: inv.ID, State: string(inv.State), AdminRights: inv.AdminRights, Link: inv.Draft.Link, To: inv.To, Name: inv.Name,
		Country: inv.Country, MailLang: inv.MailLang, Provider: inv.Provider, Subject: inv.Draft.Subject, Body: inv.Draft.Body(), Note: inv.Note,
		Customer: string(inv.Customer), CreatedBy: inv.CreatedBy, CreatedAt: timeJSON(inv.CreatedAt),
		FinishedAt: timeJSON(inv.FinishedAt), AcceptedAt: timeJSON(inv.AcceptedAt), SnoozeUntil: timeJSON(inv.SnoozeUntil), HandedOver: []handOverJSON{},
	}
	for _, h := range inv.HandedOver {
		out.HandedOver = append(out.HandedOver, handOverJSON{string(h.Channel), h.Detail, h.Reminder, timeJSON(h.At)})
	}
	return out
}

func (a *app) invitationsCommand() *cobra.Command {
	words := a.text.CLI
	state, due := "", false
	list := &cobra.Command{
		Use: "list", Short: words.InvitationsListShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return a.invitationsList(command.Context(), state, due)
		},
	}
	list.Flags().StringVar(&state, "state", "", strings.Join(invitationStates(), "|"))
	complete(list, "state", invitationStates()...)
	list.Flags().BoolVar(&due, "due", false, words.FlagDue)
	command := &cobra.Command{Use: "invitations", Short: words.InvitationsShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(list, &cobra.Command{
		Use: "show ID", Short: words.InvitationsShowShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.withInvitation(command.Context(), args[0], false, func(s *session, inv partner.Invitation) (partner.Invitation, error) { return inv, nil })
		},
	}, &cobra.Command{
		Use: "withdraw ID", Short: words.InvitationsWithdrawShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.changeInvitation(command.Context(), args[0], func(s *session, inv partner.Invitation) (partner.Invitation, string, error) {
				inv, err := s.invite.Withdraw(command.Context(), inv.ID)
				return inv, fmt.Sprintf(words.Did.Withdrawn, inv.ID, addressee(inv)), err
			})
		},
	}, a.remindCommand(), a.snoozeCommand(), a.matchCommand(), a.declineCommand())
	return command
}

func (a *app) snoozeCommand() *cobra.Command {
	words, days := a.text.Invitations, 0
	command := &cobra.Command{
		Use: "snooze ID --days N", Short: words.SnoozeShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needFlags(command, "days"); err != nil {
				return err
			}
			if days < 0 || days > mostDays {
				return usagef(a.text.CLI.NotOneOf, fmt.Sprint("--days ", days), words.BadDays)
			}
			ctx := command.Context()
			return a.changeInvitation(ctx, args[0], func(s *session, inv partner.Invitation) (partner.Invitation, string, error) {
				inv, err := s.invite.Snooze(ctx, inv.ID, days)
				did := a.text.CLI.Did
				if days == 0 {
					return inv, fmt.Sprintf(did.NotSnoozed, inv.ID, addressee(inv)), err
				}
				return inv, fmt.Sprintf(did.Snoozed, inv.ID, addressee(inv), a.text.Date(inv.SnoozeUntil.Local())), err
			})
		},
	}
	command.Flags().IntVar(&days, "days", 0, words.FlagDays)
	return command
}

func (a *app) matchCommand() *cobra.Command {
	customer := ""
	command := &cobra.Command{
		Use: "match ID --customer ID", Short: a.text.CLI.InvitationsMatchShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.aboutCustomer(command, args[0], customer, a.text.CLI.Did.Matched, func(ctx context.Context, s *session, id string, c partner.Customer) (partner.Invitation, error) {
				return s.invite.Match(ctx, id, c)
			})
		},
	}
	command.Flags().StringVar(&customer, "customer", "", a.text.CLI.FlagCustomer)
	return command
}

// declineCommand says that a customer who was proposed did not accept.
func (a *app) declineCommand() *cobra.Command {
	customer := ""
	command := &cobra.Command{
		Use: "decline ID --customer ID", Short: a.text.CLI.InvitationsDeclineShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.aboutCustomer(command, args[0], customer, a.text.CLI.Did.Declined, func(ctx context.Context, s *session, id string, c partner.Customer) (partner.Invitation, error) {
				return s.invite.Decline(ctx, id, []partner.Customer{c})
			})
		},
	}
	command.Flags().StringVar(&customer, "customer", "", a.text.CLI.FlagCustomer)
	return command
}

// aboutCustomer changes an invitation in respect of a customer, and says so.
func (a *app) aboutCustomer(command *cobra.Command, id, customer, did string, change func(context.Context, *session, string, partner.Customer) (partner.Invitation, error)) error {
	if err := a.needFlags(command, "customer"); err != nil {
		return err
	}
	ctx := command.Context()
	return a.changeInvitation(ctx, id, func(s *session, inv partner.Invitation) (partner.Invitation, string, error) {
		c, err := a.findCustomer(ctx, s, customer)
		if err != nil {
			return inv, "", err
		}
		who := cmp.Or(c.CompanyName, string(c.ID))
		if c.Domain != "" {
			who += " (" + c.Domain + ")"
		}
		inv, err = change(ctx, s, inv.ID, c)
		return inv, fmt.Sprintf(did, inv.ID, addressee(inv), who), err
	})
}

// addressee names whom a request is to.
func addressee(inv partner.Invitation) string { return cmp.Or(inv.Name, inv.To, inv.ID) }

// remindCommand hands a reminder over: the same link under a new opening.
// Without a way, or in a rehearsal, it is shown and nothing is recorded.
func (a *app) remindCommand() *cobra.Command {
	var h handOver
	dryRun := false
	command := &cobra.Command{
		Use: "remind ID", Short: a.text.CLI.InvitationsRemindShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			if err := h.check(a); err != nil {
				return err
			}
			ctx := command.Context()
			dryRun = dryRun || !h.given()
			return a.withInvitation(ctx, args[0], !dryRun, func(s *session, inv partner.Invitation) (partner.Invitation, error) {
				if !inv.CanRemind() {
					state := i18n.Word(a.text.Common.InvitationStates, string(inv.State))
					return inv, said{partner.CodeNotAllowed, fmt.Sprintf(a.text.CLI.NotOpen, inv.ID, state), a.text.CLI.NotOpenFix}
				}
				inv.Draft = s.invite.Reminder(inv)
				if dryRun {
					a.note("%s", a.text.CLI.NotReminded)
					return inv, nil
				}
				h.reminder = true
				return a.handOverReminder(ctx, s, inv, h)
			})
		},
	}
	h.flags(command, a)
	command.Flags().BoolVar(&dryRun, "dry-run", false, a.text.CLI.FlagDryRun)
	return command
}

func (a *app) handOverReminder(ctx context.Context, s *session, inv partner.Invitation, h handOver) (partner.Invitation, error) {
	if err := h.rehearse(a, messageOf(inv)); err != nil {
		return inv, err
	}
	stored, err := h.do(ctx, a, s, inv)
	if err == nil && h.print {
		err = errPrinted
	}
	stored.Draft = inv.Draft // shown is the reminder; the stored mail stays the first one
	return stored, err
}

// withInvitation opens the profile, finds the invitation, does something with
// it and prints what came out.
func (a *app) withInvitation(ctx context.Context, id string, writes bool, do func(*session, partner.Invitation) (partner.Invitation, error)) error {
	if writes {
		if err := a.needWritable(); err != nil {
			return err
		}
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	inv, err := s.db.Invitation(ctx, id)
	if err != nil {
		return err
	}
	inv, err = do(s, inv)
	if errors.Is(err, errPrinted) {
		return nil
	}
	if err != nil {
		return err
	}
	return a.printInvitation(inv, nil)
}

// changeInvitation opens the profile, changes an invitation and says what was done.
func (a *app) changeInvitation(ctx context.Context, id string, do func(*session, partner.Invitation) (inv partner.Invitation, did string, err error)) error {
	said := ""
	err := a.withInvitation(ctx, id, true, func(s *session, inv partner.Invitation) (partner.Invitation, error) {
		inv, did, err := do(s, inv)
		if err == nil && !a.json {
			said, err = did, errPrinted
		}
		return inv, err
	})
	if said != "" {
		a.say(said)
	}
	return err
}

// errPrinted says that standard output has a mail on it already and nothing
// else must follow.
var errPrinted = errors.New("printed")

func invitationStates() []string {
	var states []string
	for _, state := range partner.InvitationStates() {
		states = append(states, string(state))
	}
	return states
}

func (a *app) invitationsList(ctx context.Context, state string, due bool) error {
	if state != "" && !partner.InvitationState(state).Valid() {
		return usagef(a.text.CLI.NotOneOf, "--state "+state, strings.Join(invitationStates(), ", "))
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := s.db.Invitations(ctx)
	if err != nil {
		return err
	}
	items := []invitationJSON{}
	var rows [][]string
	for _, inv := range all {
		if state != "" && string(inv.State) != state || due && !inv.Due(a.now(), a.dueAfter()) {
			continue
		}
		items = append(items, toInvitationJSON(inv))
		rows = append(rows, []string{
			inv.ID, i18n.Word(a.text.Common.InvitationStates, string(inv.State)), inv.Name, inv.To, inv.CreatedAt.Local().Format("2006-01-02 15:04"),
		})
	}
	var answer error
	if len(items) == 0 && (state != "" || due) {
		answer = errSaidNo
	}
	if a.json {
		return cmp.Or(writeJSON(a.out, list[invitationJSON]{Items: items}), answer)
	}
	words := a.text.CLI
	t := a.newList(words.ID, words.State, words.Company, words.To, words.Created)
	t.none = func() { a.note("%s", a.noInvitations(state, due)) }
	t.addAll(rows)
	return answer
}

// noInvitations says why none is listed.
func (a *app) noInvitations(state string, due bool) string {
	switch {
	case due:
		return a.text.CLI.NothingDue
	case state != "":
		return fmt.Sprintf(a.text.Invitations.NothingFound, i18n.Word(a.text.Common.InvitationStates, state))
	}
	return a.text.Invitations.Empty
}

// dueAfter is how long an invitation waits until a reminder is proposed.
func (a *app) dueAfter() time.Duration {
	days := a.file.DueDays
	if days == 0 {
		days = defaultDueDays
	}
	return time.Duration(days) * 24 * time.Hour
}

// due counts the invitations that are due for a reminder.
func (a *app) due(s *session) func(context.Context) (int, error) {
	return func(ctx context.Context) (n int, err error) {
		all, err := s.db.Invitations(ctx)
		for _, inv := range all {
			if inv.Due(a.now(), a.dueAfter()) {
				n++
			}
		}
		return n, err
	}
}

func (a *app) printInvitation(inv partner.Invitation, advice []partner.Finding) error {
	if a.json {
		out := toInvitationJSON(inv)
		out.Advice = a.findingsJSON(advice)
		return writeJSON(a.out, out)
	}
	for _, f := range advice {
		a.note("%s", a.text.Finding(f))
	}
	common, words := a.text.Common, a.text.CLI
	a.printFacts([][]string{
		{words.ID, inv.ID}, {words.State, i18n.Word(common.InvitationStates, string(inv.State))}, {words.Company, inv.Name},
		{words.To, inv.To}, {words.Country, a.country(inv.Country)}, {words.AdminRights, a.yesNo(inv.AdminRights)}, {words.Subject, inv.Draft.Subject},
	})
	for _, h := range inv.HandedOver {
		what := i18n.Word(common.Channels, string(h.Channel))
		if h.Reminder {
			what = i18n.Aside(what, a.text.Invitations.Reminded)
		}
		if h.Detail != "" {
			what += common.Colon + i18n.Word(a.text.Wizard.Routes, h.Detail)
		}
		fmt.Fprintln(a.out, a.safe(h.At.Local().Format("2006-01-02 15:04")+"  "+what))
	}
	return write(a.out, fmt.Appendf(nil, "\n%s\n", a.safeBlock(inv.Draft.Body())))
}

func (a *app) yesNo(yes bool) string {
	if yes {
		return a.text.Common.Yes
	}
	return a.text.Common.No
}
