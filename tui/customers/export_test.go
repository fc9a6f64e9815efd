package customers

import "cspdesk/internal/partner"

// Cursor gives the customer under the cursor and at which of their lines it stands.
func (s *Screen) Cursor() (id string, stop int) { return s.list.ID(), s.list.Stop() }

// Marked lists the customers that are marked.
func (s *Screen) Marked() []partner.CustomerID {
	if len(s.marks.ids) == 0 {
		return nil
	}
	return s.targets()
}
