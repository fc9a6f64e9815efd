package lines

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
)

// invitations lists the requests page by page and opens them.
func (s *desk) invitations(ctx context.Context) error {
	t, from := s.d.Text, 0
	for {
		all, err := s.d.Notes.Invitations(ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			s.say("", t.Invitations.Empty)
			return nil
		}
		from = min(from, (len(all)-1)/page*page)
		shown := all[from:min(from+page, len(all))]
		var labels []string
		for _, inv := range shown {
			labels = append(labels, s.sentence(s.who(inv), s.state(inv), t.Age(s.d.Now(), inv.CreatedAt)))
		}
		open, more := len(labels), []int{}
		if from+page < len(all) {
			labels, more = append(labels, t.Lines.Next), append(more, from+page)
		}
		if from > 0 {
			labels, more = append(labels, t.Lines.Previous), append(more, from-page)
		}
		title := s.sentence(t.Count(t.Invitations.Count, len(all)), fmt.Sprintf(t.Lines.FromTo, t.Number(from+1), t.Number(from+len(shown))))
		i, err := s.pick(ctx, title, t.Lines.Back, -1, labels)
		switch {
		case err != nil:
			return unlessBack(err)
		case i >= open:
			from = more[i-open]
		default:
			if err := s.tell(ctx, s.invitation(ctx, shown[i])); err != nil {
				return err
			}
		}
	}
}

func (s *desk) who(inv partner.Invitation) string {
	return line(cmp.Or(inv.Name, inv.To, s.d.Text.Invitations.NoName))
}

func (s *desk) state(inv partner.Invitation) string {
	t := s.d.Text
	state := i18n.Word(t.Common.InvitationStates, string(inv.State))
	if inv.Due(s.d.Now(), s.d.DueAfter) {
		state += t.Common.Comma + t.Invitations.Due
	}
	return state
}

// invitation reads a request out and does with it what its state allows.
func (s *desk) invitation(ctx context.Context, inv partner.Invitation) error {
	t := s.d.Text
	s.say("")
	s.say(s.facts(inv)...)
	if inv.State == partner.StateDraft {
		return s.menu(ctx, func() (string, string, []entry) {
			return s.who(inv), t.Lines.Back, []entry{
				{label: t.Lines.GoOn, off: s.d.Locked, do: func(ctx context.Context) error { return s.resume(ctx, inv) }},
				{label: t.Lines.DeleteDraft, off: s.d.Locked, do: func(ctx context.Context) error { return s.deleteDraft(ctx, inv) }},
			}
		})
	}
	return s.menu(ctx, func() (string, string, []entry) {
		remind, waiting := s.d.Locked, s.d.Locked
		if remind == "" && inv.State == partner.StateReady {
			remind = t.Lines.NotHandedOver
		}
		if !inv.State.Open() {
			waiting, remind = t.Invitations.NotOpen, t.Invitations.NotOpen
		}
		return s.who(inv), t.Lines.Back, []entry{
			{label: t.Lines.ReadMail, do: func(context.Context) error { s.sayMail(inv); return nil }},
			{label: t.Lines.HandOver, off: waiting, do: func(ctx context.Context) error { return s.handOverAgain(ctx, inv) }},
			{label: t.Lines.Remind, off: remind, do: func(ctx context.Context) error { return s.remind(ctx, inv) }},
			{label: t.Lines.Withdraw, off: waiting, do: func(ctx context.Context) error { return s.withdraw(ctx, inv) }},
		}
	})
}

// facts are what is known of a request, a sentence each.
func (s *desk) facts(inv partner.Invitation) (all []string) {
	t, words := s.d.Text, s.d.Text.Invitations
	moment := func(at time.Time) string {
		return t.Moment(at.In(s.d.Now().Location())) + t.Common.Comma + t.Age(s.d.Now(), at)
	}
	add := func(name, value string) {
		if value != "" {
			all = append(all, name+t.Common.Colon+line(value))
		}
	}
	rights := t.Wizard.Link.NotAsked
	if inv.AdminRights {
		rights = t.Wizard.Link.Asked
	}
	add(words.Who, cmp.Or(inv.Name, words.NoName))
	add(words.State, s.state(inv))
	add(words.To, inv.To)
	add(words.Rights, rights)
	if c, ok := partner.CountryByCode(inv.Country); ok {
		add(words.Country, t.CountryName(c.Code, c.Name))
	}
	add(words.Mail, t.MailLanguage(inv.MailLang))
	add(words.Provider, inv.Provider)
	add(words.Note, inv.Note)
	add(words.Created, moment(inv.CreatedAt))
	if !inv.FinishedAt.IsZero() {
		add(words.Finished, moment(inv.FinishedAt))
	}
	for _, h := range inv.HandedOver {
		add(words.History, moment(h.At)+t.Common.Comma+s.channelOf(h))
	}
	if inv.State == partner.StateAccepted {
		add(words.Accepted, moment(inv.AcceptedAt)+t.Common.Comma+fmt.Sprintf(words.AcceptedBy, inv.Customer))
	}
	add(words.ID, inv.ID)
	return all
}

func (s *desk) channelOf(h partner.HandOver) string {
	t := s.d.Text
	what := t.Common.Channels[string(h.Channel)]
	if h.Reminder {
		what += " (" + t.Invitations.Reminded + ")"
	}
	if h.Detail != "" {
		what += t.Common.Colon + i18n.Word(t.Wizard.Routes, h.Detail)
	}
	return what
}

// sayMail reads a mail out. Its link stands alone on its line.
func (s *desk) sayMail(inv partner.Invitation) {
	t := s.d.Text
	to := cmp.Or(strings.TrimSpace(inv.To), t.Common.None)
	s.say("", t.Wizard.Mail.To+t.Common.Colon+line(to), t.Wizard.Mail.Subject+t.Common.Colon+line(inv.Draft.Subject), "", safetext.Block(inv.Draft.Body()), "", t.Lines.EndOfMail)
}

func (s *desk) withdraw(ctx context.Context, inv partner.Invitation) error {
	words := s.d.Text.Invitations
	question := i18n.Join(fmt.Sprintf(words.Withdraw, s.who(inv)), words.WithdrawBody)
	yes, err := s.sure(ctx, question, words.WithdrawNo, words.WithdrawYes)
	if err != nil || !yes {
		return err
	}
	if _, err := s.d.Keeper.Withdraw(ctx, inv.ID); err != nil {
		return err
	}
	s.say(fmt.Sprintf(words.Withdrawn, s.who(inv)))
	return errBack
}

func (s *desk) deleteDraft(ctx context.Context, inv partner.Invitation) error {
	words := s.d.Text.Invitations
	yes, err := s.sure(ctx, fmt.Sprintf(words.Delete, s.who(inv)), words.DeleteNo, words.DeleteYes)
	if err != nil || !yes {
		return err
	}
	if err := s.d.Keeper.DeleteDraft(ctx, inv.ID); err != nil {
		return err
	}
	s.say(fmt.Sprintf(words.Deleted, s.who(inv)))
	return errBack
}
