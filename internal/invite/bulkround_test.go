package invite

import (
	"testing"

	"cspdesk/internal/partner"
)

// TestOneReminderForAnAddress: of two open requests to one address the first that
// can be reminded of is, and the other says so.
func TestOneReminderForAnAddress(t *testing.T) {
	s, _ := testService(testProfile(), testLink)
	byID, rows := map[string]partner.Invitation{}, []BulkRow{}
	for _, c := range []struct {
		id, to string
		state  partner.InvitationState
		out    bool
	}{
		{"withdrawn", "it@fabrikam.de", partner.StateWithdrawn, false}, {"out", "it@fabrikam.de", partner.StateHandedOver, true},
		{"first", "it@fabrikam.de", partner.StateHandedOver, false}, {"second", "IT@fabrikam.de", partner.StateHandedOver, false},
		{"other", "it@contoso.com", partner.StateHandedOver, false},
	} {
		byID[c.id] = partner.Invitation{ID: c.id, To: c.to, State: c.state}
		rows = append(rows, BulkRow{Invitation: c.id, Out: c.out, Request: Request{To: c.to}})
	}
	r := &BulkRound{b: &Bulk{Service: s}, r: s.round(nil, nil), batch: BulkBatch{Kind: partner.JobReminders}, byID: byID}
	for i, want := range []VerdictState{VerdictNotOpen, VerdictReady, VerdictReady, VerdictTwice, VerdictReady} {
		if got := r.Check(rows)[i].State; got != want {
			t.Errorf("%s is %s, want %s", rows[i].Invitation, got, want)
		}
	}
}
