package customers

import (
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
)

// TestColumnsAreAsWideAsTheirWords in each language: what is wider is missing where
// the names of companies are cut.
func TestColumnsAreAsWideAsTheirWords(t *testing.T) {
	var all []partner.Customer
	for _, standing := range []partner.Standing{partner.StandingListed, partner.StandingVanished, partner.StandingImported, partner.StandingRemoved} {
		for _, rights := range []partner.AdminRights{"", partner.AdminRightsGranted, partner.AdminRightsNotRequested, partner.AdminRightsRemoved} {
			for _, agreement := range []partner.Agreement{"", partner.AgreementAccepted, partner.AgreementMissing} {
				for _, relationship := range []partner.Relationship{partner.RelationshipReseller, "advisor", partner.RelationshipNone, "unknown", "syndication"} {
					all = append(all, partner.Customer{Standing: standing, AdminRights: rights, Agreement: agreement, Relationship: relationship, Country: "DE",
						FirstSeen: time.Unix(0, 0), RefreshedAt: time.Unix(0, 0)})
				}
			}
		}
	}
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		f := screen.Frame{Text: text, Theme: theme.New(theme.Options{NoColor: true})}
		for _, c := range []partner.Column{
			partner.ColumnRelationship, partner.ColumnAdminRights, partner.ColumnAgreement, partner.ColumnCountry, partner.ColumnStanding, partner.ColumnFirstSeen,
		} {
			sp := newSpread(text, []partner.Column{partner.ColumnName, c}, 80, false)
			if len(sp.widths) != 2 {
				t.Fatalf("%s: %v", c, sp.columns)
			}
			widest := cell.Width(heading(text, c))
			for i := range all {
				widest = max(widest, cell.Width(sp.cell(f, &all[i], c, sp.widths[1])))
			}
			if sp.widths[1] != widest {
				t.Errorf("%s: %s is %d cells wide, its words at most %d", text.Language, c, sp.widths[1], widest)
			}
			if sp.widths[0]+sp.widths[1]+2+leads != 80 {
				t.Errorf("%s: %s leaves room: %v", text.Language, c, sp.widths)
			}
		}
		if sp := newSpread(text, nil, 60, false); text == i18n.Chinese() && sp.widths[0] < 24 {
			t.Errorf("in 60 cells the names have %v", sp.widths)
		}
	}
}
