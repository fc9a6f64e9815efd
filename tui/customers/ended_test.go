package customers_test

import (
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// TestAnEndedRelationshipHasNoRights: nobody removed them and nobody is to be
// supported; they ended with the relationship that we ended.
func TestAnEndedRelationshipHasNoRights(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		words := text.Customers
		for _, width := range []int{80, 120} {
			s := tuitest.Sample()
			c := &s.List[1]
			c.Standing, c.Relationship = partner.StandingRemoved, partner.RelationshipNone // its rights stand as removed in the store
			s.Records[c.ID] = partner.Record{Customer: *c, States: map[partner.Block]partner.BlockState{}}
			d := deps(s)
			d.Text, d.Fetcher = text, nil
			h := tuitest.NewHost(t, customers.New(d), width, 30)
			h.Frame.Text = text
			row := ""
			for _, line := range h.Lines() {
				if strings.Contains(line, c.CompanyName) {
					row = line
				}
			}
			if !strings.Contains(row, words.EndedRights) || strings.Contains(row, text.Common.AdminRights["removed"]) {
				t.Errorf("%d cells: no %q in the row:\n%s", width, words.EndedRights, row)
			}
			h.Press("right")
			opened := strings.Join(h.Lines(), "\n")
			alone := strings.Join(tuitest.NewHost(t, customers.NewBlock(d, *c, partner.BlockAccount), width, 30).Lines(), "\n")
			if width == 120 {
				beside := detailed(t, s, d, width, 40)
				beside.Frame.Text = text
				beside.Send(screen.Resized{Width: width, Height: 40})
				opened += aside(beside)
			}
			if responsible := words.Record.RightsRemovedTell; strings.Contains(opened, responsible[:12]) {
				t.Errorf("%d cells: %q of an ended relationship:\n%s", width, responsible, opened)
			}
			if want := text.RightsAt(*c); text == i18n.English() && !strings.Contains(alone, want) {
				t.Errorf("%d cells: no %q:\n%s", width, want, alone)
			}
		}
	}
}
