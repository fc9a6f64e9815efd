package buy

import (
	"context"
	"fmt"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.typed != nil:
		return s.typedKey(msg)
	case s.Asking(slotOrder):
		return nil // an order that is under way is neither repeated nor left by a key
	case s.phase == atAmount && s.form != nil:
		return s.formKey(msg)
	}
	intent := s.Keys().Match(msg)
	if s.phase == atOrders && s.scroll.Steer(intent) || s.list.Steer(s.rows, intent) {
		return nil
	}
	switch intent {
	case keys.BuyChoose:
		return s.take()
	case keys.BuyBack, keys.BuyLeave:
		return s.back()
	case keys.BuySegment:
		s.segment = (s.segment + 1) % len(segments)
		return s.load()
	case keys.BuyOrder:
		s.askToBuy()
	case keys.FetchBlock:
		return s.load()
	case keys.Copy:
		return s.copyID()
	default:
		if s.phase <= atOffers {
			if changed, _ := s.search.Update(msg); changed {
				s.choose()
			}
		}
	}
	return nil
}

// take goes on with what the cursor stands on; where nothing could be read it
// tries again.
func (s *Screen) take() tea.Cmd {
	if s.failure != nil {
		return s.load()
	}
	i := s.list.Index()
	if i >= len(s.rows) || s.Asking(slotRead) {
		return nil
	}
	at := s.rows[i].at
	before := s.purchase
	switch s.phase {
	case atProducts:
		s.purchase.Product = s.products[at]
		s.enter(atSKUs)
	case atSKUs:
		s.purchase.SKU = s.skus[at]
		s.enter(atOffers)
	case atOffers:
		s.purchase.Offer = s.offers[at]
		if before.SKU.ID != s.purchase.SKU.ID {
			s.form = nil
		}
		s.amount()
		return nil
	}
	return s.load()
}

// enter goes to a list that has to be read.
func (s *Screen) enter(p phase) {
	s.phase, s.rows, s.list = p, nil, widget.List{}
	s.search.Set("")
}

// back goes one step back. What was chosen and typed stays.
func (s *Screen) back() tea.Cmd {
	s.failure = nil
	switch {
	case s.phase == atProducts && s.search.Value() != "":
		s.search.Set("")
		s.choose()
	case s.phase == atProducts, s.phase == atOrders:
		return s.Go(screen.Pop{})
	case s.phase == atSKUs, s.phase == atOffers:
		s.Forget(slotRead)
		s.enter(s.phase - 1)
		s.choose()
		s.list.Select(s.rows, map[phase]string{atProducts: s.purchase.Product.ID, atSKUs: s.purchase.SKU.ID}[s.phase])
	case s.phase == atAmount:
		s.Forget(slotRead)
		s.enter(atOffers)
		s.choose()
	case s.phase == atCart:
		s.amount()
	}
	return nil
}

func (s *Screen) formKey(msg tea.KeyMsg) tea.Cmd {
	switch s.form.Update(msg) {
	case widget.FormLeft:
		return s.back()
	case widget.FormSubmitted:
		if s.Asking(slotRead) {
			return nil
		}
		in := s.form.Inputs
		s.purchase.Seats, _ = strconv.Atoi(in[0].Value())
		s.purchase.Nickname, s.purchase.Attested = in[1].Value(), in[2].On
		return s.load()
	}
	return nil
}

// askToBuy asks the gravest question of this screen: the amount is typed.
func (s *Screen) askToBuy() {
	t := s.text.Buy
	seats := strconv.Itoa(s.purchase.Seats)
	body := append([]string{s.total()}, t.Follow...)
	s.typed = &widget.Typed{
		Title: i18n.Fill(t.Ask, s.text.Count(s.text.Customers.Record.Seats, s.purchase.Seats), s.purchase.SKU.Title, s.customer.CompanyName), Body: body,
		Want: seats, Prompt: fmt.Sprintf(t.Prompt, seats), Wrong: fmt.Sprintf(t.Wrong, seats),
	}
}

func (s *Screen) typedKey(msg tea.KeyMsg) tea.Cmd {
	confirmed, done := s.typed.Update(msg)
	if done {
		s.typed = nil
	}
	if !confirmed || s.Asking(slotOrder) {
		return nil
	}
	seller, c, p, cart := s.d.Seller, s.customer, s.purchase, s.cart
	return ask(s, slotOrder, func(ctx context.Context) (partner.CheckOut, error) {
		return seller.CheckOut(context.WithoutCancel(ctx), c, p, cart)
	}, func(out partner.CheckOut) tea.Msg { return checkedOut{out} })
}

// copyID copies the id of the newest order, or what to quote of a failure.
func (s *Screen) copyID() tea.Cmd {
	text, clipboard, value := s.text, s.d.Clipboard, ""
	if len(s.orders) > 0 {
		value = s.orders[0].ID
	}
	if x := text.Explain(s.failure); s.failure != nil && x.CorrelationID != "" {
		value = x.CorrelationID
	}
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
