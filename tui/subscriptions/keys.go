package subscriptions

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// editor is a change whose value is being typed. It is kept when its form is
// left, so that nothing that was typed is lost.
type editor struct {
	id    string // of the subscription
	edit  partner.SubscriptionEdit
	input *widget.Input
	form  *widget.Form
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.dialog != nil:
		chosen, done := s.dialog.Update(msg)
		if !done {
			return nil
		}
		s.dialog = nil
		if chosen.Do != nil {
			s.form = nil
			return chosen.Do()
		}
		return nil
	case s.form != nil:
		return s.formKey(msg)
	}
	intent := s.Keys().Match(msg)
	if s.list.Steer(s, intent) {
		return nil
	}
	return s.do(intent)
}

// do carries out an intent.
func (s *Screen) do(intent keys.Intent) tea.Cmd {
	r := s.selected()
	switch intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.SubscriptionDetails:
		if r.sub.ID != "" {
			s.open[r.sub.ID] = !s.open[r.sub.ID]
			s.list.Sync(s, s.list.Index())
			s.list.Reveal(s)
		}
	case keys.SubscriptionSeats, keys.SubscriptionName:
		s.edit(r.sub, intent)
	case keys.SubscriptionRenewal:
		s.ask(r.sub, partner.SubscriptionEdit{Change: partner.ChangeAutoRenew, AutoRenew: !r.sub.AutoRenew})
	case keys.SubscriptionSuspend:
		s.ask(r.sub, partner.SubscriptionEdit{Change: partner.ChangeSuspend})
	case keys.SubscriptionActivate:
		s.ask(r.sub, partner.SubscriptionEdit{Change: partner.ChangeReactivate})
	case keys.SubscriptionCancel:
		s.ask(r.sub, partner.SubscriptionEdit{Change: partner.ChangeCancel})
	case keys.SubscriptionBuy:
		return s.Go(screen.Push{Screen: s.d.Buy(s.customer)})
	case keys.SubscriptionOrders:
		return s.Go(screen.Push{Screen: s.d.Orders(s.customer)})
	case keys.PendingOpen:
		return s.Go(screen.Push{Screen: s.d.Pending()})
	case keys.PortalOpen:
		s.askPortal(r.portal)
	case keys.FetchBlock:
		return s.fetch()
	case keys.NextBlock:
		return s.Go(screen.Replace{Screen: s.d.Turn(s.customer, 1)})
	case keys.PreviousBlock:
		return s.Go(screen.Replace{Screen: s.d.Turn(s.customer, -1)})
	case keys.Copy:
		return s.copyValue(r)
	}
	return nil
}

// edit opens the form for a value, with what was typed before if it was left.
func (s *Screen) edit(sub partner.Subscription, intent keys.Intent) {
	t := s.text.Subscriptions
	e := &editor{id: sub.ID, edit: partner.SubscriptionEdit{Change: partner.ChangeSeats}}
	if intent == keys.SubscriptionName {
		e.edit.Change = partner.ChangeNickname
	}
	if kept := s.editor; kept != nil && kept.id == e.id && kept.edit.Change == e.edit.Change {
		s.form = kept.form
		return
	}
	if e.edit.Change == partner.ChangeSeats {
		e.input = widget.TextInput(t.SeatsLabel, t.SeatsHint, "", 7)
		e.input.Field.Propose(strconv.Itoa(sub.Quantity)) // 40 typed behind 36 seats are not 3,640
	} else {
		e.input = widget.TextInput(t.NameLabel, t.NameHint, sub.Nickname, 256)
	}
	e.input.Mistake = func(value string) string {
		edit, ok := e.read(value)
		if !ok {
			return t.NotANumber
		}
		if why := edit.Check(sub, s.record.Subscriptions, s.now); why != "" {
			return s.text.Detail(string(why))
		}
		return ""
	}
	e.form = &widget.Form{Inputs: []*widget.Input{e.input}}
	s.editor, s.form = e, e.form
}

// read gives the edit with its typed value.
func (e *editor) read(value string) (partner.SubscriptionEdit, bool) {
	edit := e.edit
	if edit.Change == partner.ChangeNickname {
		edit.Nickname = value
		return edit, true
	}
	n, err := strconv.Atoi(strings.TrimSpace(value))
	edit.Seats = n
	return edit, err == nil
}

func (s *Screen) formKey(msg tea.KeyMsg) tea.Cmd {
	switch s.form.Update(msg) {
	case widget.FormLeft:
		s.form = nil
	case widget.FormSubmitted:
		edit, _ := s.editor.read(s.editor.input.Value())
		for _, sub := range s.record.Subscriptions {
			if sub.ID == s.editor.id {
				s.ask(sub, edit)
			}
		}
	}
	return nil
}

// ask asks before a change, with what it brings with it.
func (s *Screen) ask(sub partner.Subscription, e partner.SubscriptionEdit) {
	t, change := s.text.Subscriptions, string(e.Change)
	name := nameOf(sub)
	s.dialog = &widget.Dialog{
		Title: i18n.Fill(t.Ask[change], name, s.text.EditValue(e)),
		Options: []widget.Option{{Label: t.No}, {Label: t.Yes[change], Key: "y", Do: func() tea.Cmd {
			return s.change(sub, e)
		}}},
	}
	for _, c := range s.record.Consequences(e, sub, s.now) {
		s.dialog.Body = append(s.dialog.Body, safetext.Line(s.text.Consequence(c)))
	}
	if s.d.Note != "" {
		s.dialog.Body = append(s.dialog.Body, s.d.Note)
	}
}

// change makes a change. Whoever leaves the screen meanwhile does not stop it.
func (s *Screen) change(sub partner.Subscription, e partner.SubscriptionEdit) tea.Cmd {
	if s.Asking(slotChange) {
		return nil
	}
	changer, customer, all := s.d.Changer, s.customer, s.record.Subscriptions
	return s.Ask(slotChange, func(ctx context.Context) tea.Msg {
		result, err := changer.Change(context.WithoutCancel(ctx), customer, sub, all, e)
		return changed{id: sub.ID, edit: e, name: nameOf(sub), result: result, err: err}
	})
}

// askPortal shows the address of a portal and what is odd about it before it is
// opened.
func (s *Screen) askPortal(p partner.ManagedService) {
	t := s.text.Subscriptions
	verdict := partner.CheckPortal(p.AdminURL, s.customer.ID)
	s.dialog = &widget.Dialog{
		Title: fmt.Sprintf(t.PortalAsk, safetext.Line(p.Name)), Body: []string{t.Portal[string(verdict)], p.AdminURL},
		Options: []widget.Option{{Label: t.PortalNo}},
	}
	if verdict == partner.PortalBad {
		return
	}
	s.dialog.Options = append(s.dialog.Options, widget.Option{Label: t.PortalYes, Key: "y", Do: func() tea.Cmd {
		opener := s.d.Opener
		return s.Ask(slotOpen, func(ctx context.Context) tea.Msg {
			return opened{p.AdminURL, opener.Open(ctx, p.AdminURL)}
		})
	}})
}

// copyValue copies the correlation id of a failure, the id of a subscription or
// the address of a portal.
func (s *Screen) copyValue(r row) tea.Cmd {
	value := r.sub.ID
	if r.portal.AdminURL != "" {
		value = r.portal.AdminURL
	}
	if f := s.blockFailure(); f != nil && f.CorrelationID != "" {
		value = f.CorrelationID
	}
	text, clipboard := s.text, s.d.Clipboard
	if value == "" {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: text.Customers.Copied.Nothing})
	}
	return func() tea.Msg {
		route, err := clipboard.Copy(context.Background(), value)
		if err != nil {
			return screen.Notice{Level: screen.Failure, Text: text.Error(partner.CodeOf(err)).Text()}
		}
		return screen.Notice{Text: fmt.Sprintf(text.Customers.Copied.Value, value, widget.Named(text.Wizard.Routes, route))}
	}
}
