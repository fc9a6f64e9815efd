package i18n

import "cspdesk/internal/partner"

// Rights says which admin rights there are at a customer: none once the
// relationship has ended, whatever is known of them from before.
func (s *Strings) Rights(c partner.Customer) string {
	if c.Standing == partner.StandingRemoved {
		return s.Customers.Record.RightsEnded
	}
	return Word(s.Common.AdminRights, string(c.AdminRights))
}

// RightsAt is Rights with the day on which they were last seen to change.
func (s *Strings) RightsAt(c partner.Customer) string {
	if c.AdminRightsAt.IsZero() || c.Standing == partner.StandingRemoved {
		return s.Rights(c)
	}
	return s.Rights(c) + " (" + s.Date(c.AdminRightsAt) + ")"
}
