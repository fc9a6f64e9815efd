package invitations

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/widget"
)

// matching is the choice of the customer who accepted.
type matching struct {
	inv     partner.Invitation
	search  widget.Field
	rows    []partner.Customer
	list    widget.List
	read    bool
	failure error
}

// mostCustomers is how many customers are offered at once; searching narrows
// them.
const mostCustomers = 100

type found struct {
	text      string // that found them
	customers []partner.Customer
	err       error
}

// accepting brings the customer who accepted the invitation that is open.
type accepting struct{ customer partner.Customer }

// askAcceptor asks who accepted the invitation that is open. Who is not in the
// list, or cannot be read, stays an id.
func (s *Screen) askAcceptor() tea.Cmd {
	id := s.selected().Customer
	if s.open == "" || id == "" || s.acceptor.ID == id {
		return nil
	}
	customers := s.d.Customers
	return s.Ask(slotAcceptor, func(ctx context.Context) tea.Msg {
		window, err := customers.Customers(ctx, partner.ListQuery{Search: string(id)}, partner.Place{Edge: partner.EdgeFirst}, 0, 0)
		if err != nil || len(window.Rows) == 0 {
			return nil
		}
		return accepting{window.Rows[0]}
	})
}

// acceptorOf names the customer who accepted an invitation.
func (s *Screen) acceptorOf(inv partner.Invitation) string {
	if c := s.acceptor; c.ID == inv.Customer && c.CompanyName != "" {
		return fmt.Sprintf("%s (%s)", c.CompanyName, c.Domain)
	}
	return string(inv.Customer)
}

// startMatch offers the customers who look like the invitation: by the address's
// domain, or else by name. Where neither finds anybody, it offers all.
func (s *Screen) startMatch(inv partner.Invitation) tea.Cmd {
	s.match = &matching{inv: inv, search: widget.Field{Limit: 200}}
	likes := inv.Domains()
	if inv.Name != "" {
		likes = append(likes, inv.Name)
	}
	return s.findCustomers(append(likes, "")...)
}

// findCustomers searches for one text after the other until one finds somebody.
func (s *Screen) findCustomers(texts ...string) tea.Cmd {
	customers := s.d.Customers
	return s.Ask(slotCustomers, func(ctx context.Context) tea.Msg {
		var f found
		for _, f.text = range texts {
			var window partner.Window
			window, f.err = customers.Customers(ctx, partner.ListQuery{Search: f.text}, partner.Place{Edge: partner.EdgeFirst}, 0, mostCustomers)
			if f.customers = window.Rows; f.err != nil || len(f.customers) > 0 {
				break
			}
		}
		return f
	})
}

func (m *matching) came(f found) {
	if m == nil {
		return // closed meanwhile
	}
	if m.failure = f.err; f.err != nil {
		return
	}
	if m.search.Value() != f.text {
		m.search.Set(f.text)
	}
	m.read, m.rows = true, f.customers
	m.list.Sync(candidates(m.rows), 0)
}

type candidates []partner.Customer

func (c candidates) Len() int        { return len(c) }
func (c candidates) ID(i int) string { return string(c[i].ID) }
func (candidates) Height(int) int    { return 1 }
func (candidates) Stops(int) []int   { return nil }

func (s *Screen) matchKey(msg tea.KeyMsg) tea.Cmd {
	m := s.match
	switch keys.InvitationCustomers().Match(msg) {
	case keys.Back:
		s.match = nil
		s.Forget(slotCustomers)
	case keys.Up:
		m.list.Move(candidates(m.rows), -1)
	case keys.Down:
		m.list.Move(candidates(m.rows), 1)
	case keys.PageUp:
		m.list.Move(candidates(m.rows), -m.list.Page())
	case keys.PageDown:
		m.list.Move(candidates(m.rows), m.list.Page())
	case keys.InvitationPick:
		if i := m.list.Index(); i < len(m.rows) && !s.Asking(slotCustomers) {
			s.askMatch(m.inv, m.rows[i])
		}
	default:
		if changed, _ := m.search.Update(msg); changed {
			return s.findCustomers(m.search.Value())
		}
	}
	return nil
}

func (s *Screen) askMatch(inv partner.Invitation, customer partner.Customer) {
	t := s.text.Invitations
	name := customer.CompanyName + " (" + customer.Domain + ")"
	s.ask(fmt.Sprintf(t.Match, name), t.MatchBody, t.MatchNo, t.MatchYes, func() tea.Cmd {
		s.match = nil
		return s.change(i18n.About(t.Matched, customer.CompanyName), func(ctx context.Context, k Keeper) error {
			_, err := k.Match(ctx, inv.ID, customer)
			return err
		})
	})
}
