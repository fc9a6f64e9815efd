package customers

import (
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/tuitest"
)

// TestAnIDIsNeverCut: in the line of the account it stands whole, with both its
// ends, or not at all; the place then has the room.
func TestAnIDIsNeverCut(t *testing.T) {
	const id = "615e9f01-725d-46f0-9e51-b7041321c6eb"
	rec := &partner.Record{
		Customer: partner.Customer{ID: id, Domain: "adventure-works.com"},
		Account:  partner.Account{Domain: "adventure-works.com", Address: partner.Address{City: "München", Country: "DE"}},
	}
	const place = "München, DE"
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		f := tuitest.Frame(80, 24)
		f.Text = text
		label := text.Customers.Record.MicrosoftID + " "
		for width := range 120 {
			line := accountLine(f, rec, width)
			_, behind, _ := strings.Cut(line, " · ")
			second, _, _ := strings.Cut(behind, " · ")
			if second != label+id && second != label+shortened(id) && !strings.HasPrefix(place, strings.TrimSuffix(second, "…")) {
				t.Errorf("%s, %d: %q", text.Language, width, line)
			}
		}
		if got := accountLine(f, rec, 40); got != "adventure-works.com · "+place {
			t.Errorf("%s: %q", text.Language, got)
		}
	}
}
