package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
)

// invitations lists the requests page by page and opens them.
func (s *desk) invitations(ctx context.Context) error {
	t, from, search, state := s.d.Text, 0, "", ""
	for {
		all, err := s.d.Notes.Invitations(ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			s.say("", t.Invitations.Empty)
			return nil
		}
		shown := slices.DeleteFunc(slices.Clone(all), func(inv partner.Invitation) bool { return !s.wanted(inv, search, state) })
		i, err := s.browse(ctx, s.countOf(len(shown), len(all), search, state), len(shown), &from, t.Lines.Helps.Invitations, func(i int) string {
			return s.sentence(s.who(shown[i]), s.state(shown[i]), t.Age(s.d.Now(), shown[i].CreatedAt))
		}, t.Lines.Manage.Search, t.Lines.List.ByState)
		switch {
		case err != nil:
			return unlessBack(err)
		case i == len(shown):
			search, err = s.field(ctx, t.Lines.SearchFor, t.Lines.ClearsAll, search)
		case i > len(shown):
			state, err = s.askState(ctx, state)
		default:
			err = s.invitation(ctx, shown[i])
		}
		if err := s.tell(ctx, unlessBack(err)); err != nil {
			return err
		}
	}
}

// due stands among the states for requests that are due for a reminder.
const due = "due"

// wanted reports whether a request is to be listed.
func (s *desk) wanted(inv partner.Invitation, search, state string) bool {
	switch state {
	case "":
	case due:
		if !inv.Due(s.d.Now(), s.d.DueAfter) {
			return false
		}
	default:
		if string(inv.State) != state {
			return false
		}
	}
	return inv.Has(search)
}

// countOf says how many requests are listed, and why not all of them.
func (s *desk) countOf(shown, all int, search, state string) string {
	t := s.d.Text
	count := t.Count(t.Invitations.Count, all)
	if search != "" || state != "" {
		count = fmt.Sprintf(t.Lines.FoundOf, t.Number(shown), count)
	}
	if search != "" {
		count += t.Common.Comma + fmt.Sprintf(t.Lines.List.Searched, line(search))
	}
	if state != "" {
		count += t.Common.Comma + s.stateName(state)
	}
	return count
}

func (s *desk) stateName(state string) string {
	switch state {
	case "":
		return s.d.Text.Invitations.All
	case due:
		return s.d.Text.Invitations.Due
	}
	return i18n.Word(s.d.Text.Common.InvitationStates, state)
}

// askState asks for the state of the requests that are listed.
func (s *desk) askState(ctx context.Context, now string) (string, error) {
	states, names := []string{""}, []string(nil)
	for _, state := range partner.InvitationStates() {
		states = append(states, string(state))
	}
	states = append(states, due)
	for _, state := range states {
		names = append(names, s.stateName(state))
	}
	i, err := s.pick(ctx, s.d.Text.Lines.List.ByState, s.d.Text.Lines.Back, slices.Index(states, now), names)
	if err != nil {
		return now, err
	}
	return states[i], nil
}

// browse lets the person choose one of many things by its number, page by page, and
// gives its index; those of more follow on n. from is where the
// page begins, from one time to the next.
func (s *desk) browse(ctx context.Context, count string, n int, from *int, help string, label func(i int) string, more ...string) (int, error) {
	t := s.d.Text
	for {
		*from = max(min(*from, (n-1)/page*page), 0)
		to := min(*from+page, n)
		var labels []string
		for i := *from; i < to; i++ {
			labels = append(labels, label(i))
		}
		var other []int // where other pages begin
		if to < n {
			labels, other = append(labels, t.Lines.Next), append(other, to)
		}
		if *from > 0 {
			labels, other = append(labels, t.Lines.Previous), append(other, *from-page)
		}
		title := s.sentence(count)
		if n > 0 {
			title = s.sentence(count, fmt.Sprintf(t.Lines.FromTo, t.Number(*from+1), t.Number(to)))
		}
		i, err := s.pick(ctx, title, t.Lines.Back, -1, append(labels, more...), help)
		past := *from + i - to // what is on the page
		switch {
		case err != nil || past < 0:
			return *from + i, err
		case past >= len(other):
			return n + past - len(other), nil
		}
		*from = other[past]
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
	if inv.State.Open() && s.d.Now().Before(inv.SnoozeUntil) {
		state += t.Common.Comma + fmt.Sprintf(t.Invitations.PutOff, t.Date(inv.SnoozeUntil.In(s.d.Now().Location())))
	}
	return state
}

// invitation reads a request out and does with it what its state allows.
func (s *desk) invitation(ctx context.Context, inv partner.Invitation) error {
	t := s.d.Text
	s.say("")
	s.say(s.facts(ctx, inv)...)
	if inv.State == partner.StateDraft {
		return s.menu(ctx, func() (string, string, string, []entry) {
			return s.who(inv), t.Lines.Back, t.Lines.Helps.Invitation, []entry{
				{label: t.Lines.GoOn, off: s.d.Locked, do: func(ctx context.Context) error { return s.resume(ctx, inv) }},
				{label: t.Lines.DeleteDraft, off: s.d.Locked, do: func(ctx context.Context) error { return s.deleteDraft(ctx, inv) }},
			}
		})
	}
	return s.menu(ctx, func() (string, string, string, []entry) {
		remind, waiting, match, again := s.d.Locked, s.d.Locked, s.d.Locked, s.d.Locked
		if match == "" && !inv.State.CanBecome(partner.StateAccepted) {
			match = t.Invitations.NotOpen
		}
		if remind == "" && inv.State == partner.StateReady {
			remind, again = t.Lines.NotHandedOver, t.Lines.NotHandedOver
		}
		if !inv.State.Open() {
			waiting, remind = t.Invitations.NotOpen, t.Invitations.NotOpen
		}
		return s.who(inv), t.Lines.Back, t.Lines.Helps.Invitation, []entry{
			{label: t.Lines.ReadMail, do: func(context.Context) error { s.sayMail(inv); return nil }},
			{label: t.Lines.HandOver, off: waiting, do: func(ctx context.Context) error { return s.handOverAgain(ctx, inv) }},
			{label: t.Lines.Remind, off: remind, do: func(ctx context.Context) error { return s.remind(ctx, inv) }},
			{label: t.Lines.Withdraw, off: waiting, do: func(ctx context.Context) error { return s.withdraw(ctx, inv) }},
			{label: t.Lines.List.Snooze, off: waiting, do: func(ctx context.Context) (err error) {
				inv, err = s.snooze(ctx, inv)
				return err
			}},
			{label: t.Lines.List.Match, off: match, do: func(ctx context.Context) error { return s.match(ctx, inv) }},
			{label: t.Lines.SayLink, do: func(context.Context) error { s.say(inv.Draft.Link); return nil }},
			{label: t.Lines.Again, off: again, do: func(ctx context.Context) error { return s.askAgain(ctx, inv) }},
		}
	})
}

// facts are what is known of a request, a sentence each.
func (s *desk) facts(ctx context.Context, inv partner.Invitation) (all []string) {
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
		add(words.Accepted, moment(inv.AcceptedAt)+t.Common.Comma+fmt.Sprintf(words.AcceptedBy, s.acceptor(ctx, inv.Customer)))
	}
	add(words.ID, inv.ID)
	return all
}

// acceptor names a customer; who is not in the list stays an id.
func (s *desk) acceptor(ctx context.Context, id partner.CustomerID) string {
	rec, err := s.d.Customers.Record(ctx, id)
	if err != nil || rec.Customer.CompanyName == "" {
		return string(id)
	}
	return i18n.Aside(rec.Customer.CompanyName, rec.Customer.Domain)
}

func (s *desk) channelOf(h partner.HandOver) string {
	t := s.d.Text
	what := t.Common.Channels[string(h.Channel)]
	if h.Reminder {
		what = i18n.Aside(what, t.Invitations.Reminded)
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

// snooze asks for how many days a reminder is put off, and gives the request as it
// is then.
func (s *desk) snooze(ctx context.Context, inv partner.Invitation) (partner.Invitation, error) {
	t, words := s.d.Text, s.d.Text.Invitations
	days, labels := []int{0, 1, 3, 7, 14, 30}, []string{words.SnoozeNo}
	for _, n := range days[1:] {
		labels = append(labels, t.Count(words.SnoozeDays, n))
	}
	if !inv.SnoozeUntil.IsZero() {
		days, labels = append(days, 0), append(labels, words.SnoozeNone)
	}
	i, err := s.pick(ctx, i18n.Join(fmt.Sprintf(words.Snooze, s.who(inv)), words.SnoozeBody), t.Lines.Back, 0, labels)
	if err != nil || i == 0 {
		return inv, unlessBack(err)
	}
	put, err := s.d.Snoozer.Snooze(context.WithoutCancel(ctx), inv.ID, days[i])
	if err != nil {
		return inv, err
	}
	until := ""
	if days[i] > 0 {
		until = fmt.Sprintf(words.PutOffUntil, t.Date(put.SnoozeUntil.In(s.d.Now().Location())))
	}
	s.say(i18n.Join(fmt.Sprintf(words.Snoozed, s.who(inv)), until))
	return put, nil
}

// mostCustomers is how many customers are offered for one search.
const mostCustomers = 100

// match asks which customer accepted a request: first those are offered who look
// like it.
func (s *desk) match(ctx context.Context, inv partner.Invitation) error {
	t, words := s.d.Text, s.d.Text.Invitations
	_, like, _ := strings.Cut(inv.To, "@")
	like = cmp.Or(inv.Name, like)
	s.say(fmt.Sprintf(words.MatchTitle, s.who(inv)))
	for {
		search, err := s.field(ctx, t.Lines.SearchFor, t.Lines.ClearsAll, like)
		if err != nil {
			return unlessBack(err)
		}
		like = search
		w, err := s.d.Customers.Customers(ctx, partner.ListQuery{Search: search}, partner.Place{Edge: partner.EdgeFirst}, 0, mostCustomers-1)
		if err != nil {
			return err
		}
		if len(w.Rows) == 0 {
			s.say(words.NoCustomers)
			continue
		}
		from := 0
		i, err := s.browse(ctx, t.Count(t.Customers.All, len(w.Rows)), len(w.Rows), &from, t.Lines.Helps.Choice, func(i int) string {
			return s.sentence(s.customerLine(w.Rows[i])...)
		})
		if errors.Is(err, errBack) {
			continue
		}
		if err != nil {
			return err
		}
		c := w.Rows[i]
		question := fmt.Sprintf(words.Match, i18n.Aside(s.nameOf(c), line(c.Domain)))
		yes, err := s.sure(ctx, i18n.Join(question, words.MatchBody), words.MatchNo, words.MatchYes)
		if err != nil {
			return err
		}
		if !yes {
			continue
		}
		if _, err := s.d.Keeper.Match(context.WithoutCancel(ctx), inv.ID, c); err != nil {
			return err
		}
		s.say(fmt.Sprintf(words.Matched, s.nameOf(c)))
		return errBack
	}
}
