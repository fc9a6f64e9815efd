package customers_test

import (
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/tuitest"
)

// TestAnotherLookBeginsWithACustomer: another order, filter, search, view or set of
// columns shows the customer under the cursor from the line with the name, however
// far the open records had the screen scrolled, and however tall they are.
func TestAnotherLookBeginsWithACustomer(t *testing.T) {
	views := []partner.View{
		{Number: 1, Name: "columns", Columns: []partner.Column{partner.ColumnName, partner.ColumnNote}},
		{Number: 2, Name: "order", Query: partner.ListQuery{Sort: partner.SortDomain}},
		{Number: 3, Name: "filter", Query: partner.ListQuery{Filter: "tag:vip"}},
	}
	for what, keys := range map[string][]string{
		"order": {"o", "down", "enter"}, "other way round": {"o", "enter"}, "view of columns": {"alt+1"}, "view of an order": {"alt+2"},
		"view of a filter": {"alt+3"}, "filter": {"f", "t", "a", "g", ":", "v", "i", "p", "enter"}, "search": {"/", "a", "enter"},
		"no search": {"/", "a", "enter", "right", "down", "down", "down", "down", "esc"},
		"no filter": {"f", "t", "a", "g", ":", "v", "i", "p", "enter", "down", "down", "down", "esc"},
	} {
		for _, height := range []int{7, 9, 12, 16, 22} {
			for downs := range 22 {
				s := tuitest.Sample()
				s.Kept = slices.Clone(views)
				for i := range s.List {
					s.Records[s.List[i].ID] = tuitest.Record()
					if i > 0 {
						s.List[i].Tags = []string{"vip"}
					}
				}
				h := keeping(t, s, 80, height)
				h.Press("right", "down", "down", "down", "down", "down", "right")
				h.Press(slices.Repeat([]string{"down"}, downs)...)
				h.Press(keys...)
				lines := h.Lines()
				id, _ := h.Screen.(*customers.Screen).Cursor()
				i := slices.IndexFunc(s.List, func(c partner.Customer) bool { return string(c.ID) == id })
				name := func(line string) bool {
					return strings.Contains(line, s.List[i].CompanyName) && strings.ContainsAny(line, "▾▸")
				}
				if !strings.ContainsAny(lines[2], "▾▸") || !slices.ContainsFunc(lines, name) || cursor(h) == "" {
					t.Fatalf("%s, %d lines, %d down: the list begins inside a record:\n%s", what, height, downs, strings.Join(lines, "\n"))
				}
			}
		}
	}
}
