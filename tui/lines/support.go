package lines

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// serviceRequests lists the service requests of a customer, opens one, or asks for
// help anew.
func (s *desk) serviceRequests(ctx context.Context, c partner.Customer) error {
	t, words, m := s.d.Text, s.d.Text.Lines.Manage, s.d.Manage
	s.say(t.Support.Reading)
	if err := s.tell(ctx, m.Requests.FetchRequests(ctx, c.ID)); err != nil {
		return err
	}
	for {
		kept, err := m.Support.Support(ctx, c.ID)
		if err != nil {
			return err
		}
		var entries []entry
		for _, r := range kept.Requests {
			label := s.sentence(line(r.ID), line(r.Title), i18n.Word(t.Support.Statuses, string(r.Status)), i18n.Word(t.Support.Severities, string(r.Severity)))
			entries = append(entries, entry{label: label, do: func(ctx context.Context) error { return s.serviceRequest(ctx, c, r.ID) }})
		}
		entries = append(entries, entry{label: words.NewRequest, do: func(ctx context.Context) error { return unlessBack(s.askForHelp(ctx, c)) }})
		title := s.sentence(s.nameOf(c), t.Support.Title)
		if len(kept.Requests) == 0 && !kept.RequestsState.FetchedAt.IsZero() {
			title = i18n.Join(title, t.Support.Empty)
		}
		if err := s.choose(ctx, title, t.Lines.Back, t.Lines.Helps.Requests, entries); err != nil {
			return unlessBack(err)
		}
	}
}

// serviceRequest reads one out, adds a note to it or closes it.
func (s *desk) serviceRequest(ctx context.Context, c partner.Customer, number string) error {
	t, words, m := s.d.Text, s.d.Text.Lines.Manage, s.d.Manage
	for {
		r, err := m.Requests.FetchRequest(ctx, c.ID, number)
		if err != nil {
			return err
		}
		s.sayRequest(r)
		off, closing := s.may(partner.DeedServiceRequests), s.may(partner.DeedServiceRequests)
		if r.Status == partner.RequestClosed {
			closing = cmp.Or(closing, t.Support.ClosedAlready)
		}
		err = s.choose(ctx, fmt.Sprintf(words.OpenRequest, line(number)), t.Lines.Back, t.Lines.Helps.Requests, []entry{
			{label: words.AddNote, off: off, do: func(ctx context.Context) error { return unlessBack(s.addNote(ctx, c, number)) }},
			{label: words.CloseRequest, off: closing, do: func(ctx context.Context) error {
				yes, err := s.confirm(ctx, partner.DeedServiceRequests, fmt.Sprintf(t.Support.Close, number), t.Support.CloseNo, t.Support.CloseYes)
				if err != nil || !yes {
					return err
				}
				return s.done(m.RequestWriter.CloseRequest(context.WithoutCancel(ctx), c, number), fmt.Sprintf(t.Support.Closed, number))
			}},
		})
		if err != nil {
			return unlessBack(err)
		}
	}
}

func (s *desk) sayRequest(r partner.ServiceRequest) {
	t := s.d.Text.Support
	add := func(name, value string) {
		if value != "" {
			s.say(name + s.d.Text.Common.Colon + line(value))
		}
	}
	at := func(when time.Time) string {
		if when.IsZero() {
			return ""
		}
		return s.d.Text.Moment(when.In(s.d.Now().Location()))
	}
	s.say("")
	add(t.Number, r.ID)
	add(t.Subject, r.Title)
	add(t.State, i18n.Word(t.Statuses, string(r.Status)))
	add(t.Severity, i18n.Word(t.Severities, string(r.Severity)))
	add(t.Topic, r.Topic)
	add(t.Product, r.Product)
	add(t.Contact, r.Contact)
	add(t.Opened, at(r.Created))
	add(t.ClosedAt, at(r.Closed))
	if r.Description != "" {
		s.say(r.Description)
	}
	for _, n := range r.Notes {
		s.say(strings.TrimSpace(at(n.At)+" "+line(n.By)), n.Text)
	}
	if len(r.Notes) == 0 {
		s.say(t.NoNotes)
	}
}

func (s *desk) addNote(ctx context.Context, c partner.Customer, number string) error {
	t, note := s.d.Text.Support, ""
	s.say(t.NoteHint)
	err := s.asking(fmt.Sprintf(t.NoteFor, number), "", &note, func(value string) string {
		if value == "" {
			return t.NoteEmpty
		}
		return ""
	})(ctx)
	if err != nil {
		return err
	}
	yes, err := s.confirm(ctx, partner.DeedServiceRequests, fmt.Sprintf(t.AddNote, number), t.AddNoteNo, t.AddNoteYes, t.AddNoteBody)
	if err != nil || !yes {
		return err
	}
	return s.done(s.d.Manage.RequestWriter.AddNote(context.WithoutCancel(ctx), c, number, note), fmt.Sprintf(t.Noted, number))
}

// askForHelp opens a service request. Where Partner Center does not open them,
// everything to open it elsewhere is said.
func (s *desk) askForHelp(ctx context.Context, c partner.Customer) error {
	t, words, m := s.d.Text, s.d.Text.Lines.Manage, s.d.Manage
	rec, err := s.d.Customers.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	topics, err := m.Requests.Topics(ctx)
	elsewhere := partner.CodeOf(err) == partner.CodeNotFound || s.may(partner.DeedServiceRequests) != ""
	if err != nil && !elsewhere {
		return err
	}
	r := partner.NewRequest{Customer: c, Severity: partner.SeverityModerate}
	needed := func(why string) func(string) string {
		return func(value string) string {
			if value == "" {
				return why
			}
			return ""
		}
	}
	steps := []func(context.Context) error{
		s.asking(t.Support.Subject, t.Support.SubjectHint, &r.Title, needed(t.Support.SubjectMissing)), s.askSeverity(&r), s.askAbout(&r, rec.Subscriptions),
	}
	if len(topics) > 0 {
		steps = append(steps, s.askTopic(&r, topics))
	}
	steps = append(steps, s.asking(words.RequestText, t.Support.TextHint, &r.Text, needed(t.Support.NoteEmpty)))
	if err := inTurn(ctx, steps...); err != nil {
		return err
	}
	if err := r.Check(); err != nil {
		return err
	}
	if elsewhere {
		return s.sayPacket(ctx, r)
	}
	yes, err := s.confirm(ctx, partner.DeedServiceRequests, fmt.Sprintf(t.Support.OpenTitle, c.CompanyName), t.Support.OpenNo, t.Support.OpenYes, fmt.Sprintf(t.Support.OpenBody, r.Title))
	if err != nil || !yes {
		return err
	}
	number, err := m.RequestWriter.OpenRequest(context.WithoutCancel(ctx), r)
	if partner.CodeOf(err) == partner.CodeNotFound {
		return s.sayPacket(ctx, r)
	}
	return s.done(err, fmt.Sprintf(t.Support.Sent, number))
}

func (s *desk) askSeverity(r *partner.NewRequest) func(context.Context) error {
	t, all, names, now := s.d.Text.Support, partner.Severities(), []string(nil), 0
	for i, severity := range all {
		names = append(names, fmt.Sprintf(t.SeverityLong, t.Severities[string(severity)], int(severity.FirstAnswer().Hours())))
		if severity == r.Severity {
			now = i
		}
	}
	return func(ctx context.Context) error {
		i, err := s.pick(ctx, t.Severity, s.d.Text.Lines.Back, now, names)
		if err == nil {
			r.Severity = all[i]
		}
		return err
	}
}

func (s *desk) askAbout(r *partner.NewRequest, subs []partner.Subscription) func(context.Context) error {
	t, names := s.d.Text.Support, []string{s.d.Text.Support.NoSubscription}
	for _, sub := range subs {
		names = append(names, line(sub.Name()))
	}
	return func(ctx context.Context) error {
		i, err := s.pick(ctx, t.SubscriptionHint, s.d.Text.Lines.Back, 0, names)
		if err == nil && i > 0 {
			r.Subscription = subs[i-1]
		}
		return err
	}
}

func (s *desk) askTopic(r *partner.NewRequest, topics []partner.SupportTopic) func(context.Context) error {
	var names []string
	for _, topic := range topics {
		names = append(names, line(topic.Name))
	}
	return func(ctx context.Context) error {
		i, err := s.pick(ctx, s.d.Text.Support.Topic, s.d.Text.Lines.Back, 0, names)
		if err == nil {
			r.Topic = topics[i]
		}
		return err
	}
}

// sayPacket says everything that a portal's form or a person on the phone asks
// for.
func (s *desk) sayPacket(ctx context.Context, r partner.NewRequest) error {
	s.say("", s.d.Text.Support.Elsewhere)
	p, err := s.d.Manage.Packet(ctx, r)
	if err == nil {
		s.say(s.d.Text.Packet(p))
	}
	return err
}

// contacts names another partner to the customer for help with a subscription.
func (s *desk) contacts(ctx context.Context, c partner.Customer) error {
	t, m := s.d.Text, s.d.Manage
	rec, err := s.d.Customers.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	if rec.States[partner.BlockServices].FetchedAt.IsZero() {
		if rec, err = s.fetch(ctx, rec, []partner.Block{partner.BlockServices}); err != nil {
			return err
		}
	}
	var subs []partner.Subscription
	for _, sub := range rec.Subscriptions {
		if sub.ParentID == "" {
			subs = append(subs, sub)
		}
	}
	s.say(t.Support.Reading)
	if err := s.tell(ctx, m.Contacts.FetchContacts(ctx, c.ID, subs)); err != nil {
		return err
	}
	for {
		if len(subs) == 0 {
			s.say(s.sentence(t.Support.NoSubscriptions))
			return nil
		}
		kept, err := m.Support.Support(ctx, c.ID)
		if err != nil {
			return err
		}
		var entries []entry
		for _, sub := range subs {
			off, who := s.may(partner.DeedSupportContact), t.Lines.Manage.NobodyNamed
			if why := sub.TakesSupportContact(s.d.Profile.Cloud); why != "" {
				off, who = t.Support.ContactRefused[string(why)], ""
			}
			now := kept.Contacts[sub.ID]
			if now.TenantID != "" {
				who = contactName(now)
			}
			entries = append(entries, entry{label: s.sentence(line(sub.Name()), line(who)), off: off, do: func(ctx context.Context) error {
				return unlessBack(s.nameContact(ctx, c, sub, now))
			}})
		}
		if err := s.choose(ctx, i18n.Join(s.sentence(s.nameOf(c), t.Lines.Manage.Contacts), t.Support.ContactsTell), t.Lines.Back, t.Lines.Helps.Contacts, entries); err != nil {
			return unlessBack(err)
		}
	}
}

func contactName(c partner.SupportContact) string {
	return i18n.Aside(line(c.Name), line(c.MPNID))
}

func (s *desk) nameContact(ctx context.Context, c partner.Customer, sub partner.Subscription, now partner.SupportContact) error {
	t := s.d.Text
	found, err := s.d.Manage.Contacts.Candidates(ctx)
	if err != nil {
		return err
	}
	labels := []string{t.Support.ChooseNo}
	for _, candidate := range found {
		label := contactName(candidate)
		if candidate.TenantID == now.TenantID {
			label = fmt.Sprintf(t.Support.ContactNow, label)
		}
		labels = append(labels, label)
	}
	i, err := s.pick(ctx, i18n.Join(fmt.Sprintf(t.Support.Choose, line(sub.Name())), t.Support.ChooseBody), t.Lines.Back, 0, labels)
	if err != nil || i == 0 {
		return err
	}
	to := found[i-1]
	if to.TenantID == now.TenantID {
		s.say(s.sentence(line(fmt.Sprintf(t.Support.ContactStays, contactName(to)))))
		return nil
	}
	yes, err := s.confirm(ctx, partner.DeedSupportContact, fmt.Sprintf(t.Support.Assign, contactName(to)), t.Support.AssignNo, t.Support.AssignYes,
		fmt.Sprintf(t.Support.AssignBody, c.CompanyName, sub.Name()))
	if err != nil || !yes {
		return err
	}
	return s.done(s.d.Manage.Contacts.SetContact(context.WithoutCancel(ctx), c, sub, to), fmt.Sprintf(t.Support.Assigned, contactName(to)))
}
