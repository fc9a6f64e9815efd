package lines

import (
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// TestSuspendedSeatsAreReactivated: who has bought enough need not buy more.
func TestSuspendedSeatsAreReactivated(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		o := newOffice()
		fill := o.Fill
		o.Fill = func(r *partner.Record, b partner.Block) {
			fill(r, b)
			r.Licenses[1].Total, r.Licenses[1].Available, r.Licenses[1].Suspended = 0, -1, 9
		}
		wants(t, o.held(t, text, nil, at("2", "1", "1", "2", "0", "0", "0")...), text.Lines.Manage.ReactivateFirst)
	}
}
