package lines

import (
	"context"
	"fmt"
	"slices"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// portalsOf gives the portals of a record that have an address.
func portalsOf(rec partner.Record) []partner.ManagedService {
	return slices.DeleteFunc(slices.Clone(rec.Services), func(p partner.ManagedService) bool { return p.AdminURL == "" })
}

// portals lists the portals of a customer by name and opens them.
func (s *desk) portals(ctx context.Context, rec partner.Record) error {
	var entries []entry
	for _, p := range portalsOf(rec) {
		entries = append(entries, entry{label: line(p.Name), do: func(ctx context.Context) error {
			return unlessBack(s.portal(ctx, rec.Customer.ID, p))
		}})
	}
	return s.menu(ctx, func() (string, string, string, []entry) {
		return s.d.Text.Subscriptions.Portals, s.d.Text.Lines.Back, s.d.Text.Lines.Helps.Portals, entries
	})
}

// portal says where a portal is and what is odd about it, and opens it or copies
// its address.
func (s *desk) portal(ctx context.Context, id partner.CustomerID, p partner.ManagedService) error {
	t, words := s.d.Text, s.d.Text.Subscriptions
	verdict, off := partner.CheckPortal(p.AdminURL, id), ""
	if verdict == partner.PortalBad {
		off = words.Portal[string(verdict)]
	}
	s.say(line(p.AdminURL), words.Portal[string(verdict)])
	return s.choose(ctx, fmt.Sprintf(words.PortalAsk, line(p.Name)), words.PortalNo, t.Lines.Helps.Portals, []entry{
		{label: words.PortalYes, off: off, do: func(ctx context.Context) error {
			if err := s.d.Outlet.Browse(ctx, p.AdminURL); err != nil {
				return err
			}
			s.say(s.sentence(fmt.Sprintf(words.Opened, line(p.Name))))
			return nil
		}},
		{label: t.Lines.CopyAddress, do: func(ctx context.Context) error {
			route, err := s.d.Copy(ctx, p.AdminURL)
			if err != nil {
				return err
			}
			s.say(s.sentence(fmt.Sprintf(t.Users.Copied, i18n.Word(t.Wizard.Routes, route))))
			return nil
		}},
	})
}
