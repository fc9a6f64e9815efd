package support

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// ContactList is the support contacts of a customer's subscriptions.
type ContactList struct {
	screen.Mailbox
	d        Deps
	customer partner.Customer
	subs     []partner.Subscription
	kept     partner.Support
	read     bool
	asked    bool // the contacts were fetched once
	services bool // the subscriptions were fetched once
	failure  error
	list     widget.List
	dialog   *widget.Dialog
}

type candidates struct {
	sub   partner.Subscription
	found []partner.SupportContact
	err   error
}

// NewContacts makes the screen of a customer's support contacts.
func NewContacts(d Deps, c partner.Customer) *ContactList { return &ContactList{d: d, customer: c} }

// Init reads what is kept.
func (s *ContactList) Init() tea.Cmd { return readSupport(s.Box(), s.d, s.customer.ID) }

// Failed gives why the contacts are not shown.
func (s *ContactList) Failed() error { return cmp.Or(s.failure, refusal(s.kept.ContactsState)) }

// Typing is never true here.
func (s *ContactList) Typing() bool { return false }

// Keys is the table that holds now.
func (s *ContactList) Keys() keys.Table {
	if s.dialog != nil {
		return widget.DialogKeys()
	}
	table := keys.SupportContactList()
	off, _ := s.d.off(partner.DeedSupportContact)
	if sub := s.selected(); sub.ID == "" {
		off = s.d.Text.Support.NoSubscriptions
	} else if why := sub.TakesSupportContact(s.d.Partner.Cloud); why != "" {
		off = s.d.Text.Support.ContactRefused[string(why)]
	} else if off == "" {
		off = s.d.busy(s.Box())
	}
	return table.Set(keys.ContactChoose, off)
}

// Update handles a key or an answer.
func (s *ContactList) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return readSupport(s.Box(), s.d, s.customer.ID)
	case supportRead:
		return s.came(m)
	case fetched:
		again := readSupport(s.Box(), s.d, s.customer.ID)
		if m.err != nil && !s.asked { // the subscriptions are no part of what state tells
			return tea.Batch(again, s.d.failed(m.err))
		}
		return again
	case candidates:
		return s.offer(m)
	case changed:
		if m.err != nil {
			return s.d.failed(m.err)
		}
		return tea.Batch(say(m.sentence), screen.Send(screen.Changed{}))
	case error:
		return s.d.failed(m)
	}
	return nil
}

func (s *ContactList) came(m supportRead) tea.Cmd {
	if s.failure = m.err; m.err != nil {
		return nil
	}
	s.read, s.kept, s.customer = true, m.kept, m.record.Customer
	s.subs = slices.DeleteFunc(slices.Clone(m.record.Subscriptions), func(sub partner.Subscription) bool {
		return sub.ParentID != ""
	})
	s.list.Sync(subscriptions(s.subs), s.list.Index())
	if s.asked {
		return nil
	}
	s.asked = true
	if m.record.States[partner.BlockServices].FetchedAt.IsZero() {
		s.asked = s.services
		return s.fetchServices()
	}
	return s.fetch()
}

// fetchServices reads the subscriptions, once, where they are not known.
func (s *ContactList) fetchServices() tea.Cmd {
	if s.services {
		return nil
	}
	s.services = true
	services, id := s.d.Services, s.customer.ID
	return s.Ask(slotFetch, func(ctx context.Context) tea.Msg { return fetched{services(ctx, id)} })
}

func (s *ContactList) fetch() tea.Cmd {
	contacts, id, subs := s.d.Contacts, s.customer.ID, s.subs
	return s.Ask(slotFetch, func(ctx context.Context) tea.Msg { return fetched{contacts.FetchContacts(ctx, id, subs)} })
}

func (s *ContactList) selected() partner.Subscription {
	if i := s.list.Index(); i < len(s.subs) {
		return s.subs[i]
	}
	return partner.Subscription{}
}

func (s *ContactList) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		return answer(&s.dialog, msg)
	}
	intent := s.Keys().Match(msg)
	if s.list.Steer(subscriptions(s.subs), intent) {
		return nil
	}
	switch intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.FetchBlock:
		return s.fetch()
	case keys.ContactChoose:
		contacts, sub := s.d.Contacts, s.selected()
		return s.Ask(slotOutlet, func(ctx context.Context) tea.Msg {
			found, err := contacts.Candidates(ctx)
			return candidates{sub, found, err}
		})
	}
	return nil
}

// offer lets the person choose one of the candidates, and asks once more before
// it is written.
func (s *ContactList) offer(m candidates) tea.Cmd {
	if m.err != nil {
		return s.d.failed(m.err)
	}
	t := s.d.Text.Support
	now := s.kept.Contacts[m.sub.ID]
	d := &widget.Dialog{Title: fmt.Sprintf(t.Choose, m.sub.Name()), Body: []string{t.ChooseBody}, Options: []widget.Option{{Label: t.ChooseNo}}}
	for _, c := range m.found {
		if c.TenantID == now.TenantID { // there is nothing to send
			d.Options = append(d.Options, widget.Option{Label: fmt.Sprintf(t.ContactNow, contactName(c)), Do: func() tea.Cmd {
				return say(fmt.Sprintf(t.ContactStays, contactName(c)))
			}})
			continue
		}
		d.Options = append(d.Options, widget.Option{Label: contactName(c), Do: func() tea.Cmd {
			s.confirm(m.sub, c)
			return nil
		}})
	}
	s.dialog = d
	return nil
}

func (s *ContactList) confirm(sub partner.Subscription, to partner.SupportContact) {
	t, service, c := s.d.Text.Support, s.d.Contacts, s.customer
	_, note := s.d.off(partner.DeedSupportContact)
	s.dialog = ask(fmt.Sprintf(t.Assign, contactName(to)), []string{fmt.Sprintf(t.AssignBody, c.CompanyName, sub.Name()), note}, t.AssignNo, t.AssignYes, func() tea.Cmd {
		return change(s.Box(), fmt.Sprintf(t.Assigned, contactName(to)), func(ctx context.Context) error {
			return service.SetContact(ctx, c, sub, to)
		})
	})
}

func contactName(c partner.SupportContact) string {
	if c.MPNID == "" {
		return c.Name
	}
	return c.Name + " (" + c.MPNID + ")"
}

// subscriptions makes a list of subscriptions, one line each.
type subscriptions []partner.Subscription

func (r subscriptions) Len() int        { return len(r) }
func (r subscriptions) ID(i int) string { return r[i].ID }
func (subscriptions) Height(int) int    { return 2 }
func (subscriptions) Stops(int) []int   { return nil }

// View draws the subscriptions, each with its contact or the reason why it has
// none.
func (s *ContactList) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Support, f.Theme
	lines := []string{title(f, s.customer, t.ContactsTitle)}
	lines = append(lines, widget.Paragraph(t.ContactsTell, 1, f.Width)...)
	if s.failure != nil {
		lines = append(lines, widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Explain(s.failure).Text(), 1, f.Width)...)
	}
	lines = append(lines, state(f, s.Asking(slotFetch), s.kept.ContactsState)...)
	lines = append(lines, "")
	if s.read && len(s.subs) == 0 {
		lines = append(lines, widget.Paragraph(i18n.Join(t.NoSubscriptions, t.NoSubscriptionsHint), 1, f.Width)...)
	}
	for _, slot := range s.list.Visible(subscriptions(s.subs), max(f.Height-len(lines), 0)) {
		sub := s.subs[slot.Row]
		line := "   " + safetext.Line(sub.Name())
		if slot.Line == 1 {
			line = "     " + s.contact(f, sub)
		}
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return finish(f, screen.View{Lines: lines}, s.dialog)
}

func (s *ContactList) contact(f screen.Frame, sub partner.Subscription) string {
	t := f.Text.Support
	if why := sub.TakesSupportContact(s.d.Partner.Cloud); why != "" {
		return f.Theme.Dim.S(t.ContactRefused[string(why)])
	}
	if c, known := s.kept.Contacts[sub.ID]; known {
		return safetext.Line(contactName(c))
	}
	return f.Theme.Dim.S(t.ContactUnknown)
}
