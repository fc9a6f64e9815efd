package partner_test

import (
	"testing"
	"time"

	"cspdesk/internal/partner"
)

// TestPuttingOffMakesNothingDueEarlier: a day to which a reminder was put off counts
// only where it is the later one.
func TestPuttingOffMakesNothingDueEarlier(t *testing.T) {
	week := 7 * 24 * time.Hour
	left := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct{ putOff, due time.Time }{
		{time.Time{}, left.Add(week)},
		{left.AddDate(0, 0, 4), left.Add(week)},
		{left.AddDate(0, 0, 30), left.AddDate(0, 0, 30)},
	} {
		inv := partner.Invitation{State: partner.StateHandedOver, FinishedAt: left, SnoozeUntil: c.putOff}
		if got := inv.DueAt(week); !got.Equal(c.due) || inv.Due(c.due.Add(-time.Second), week) || !inv.Due(c.due, week) {
			t.Errorf("put off to %v: due at %v, want %v", c.putOff, got, c.due)
		}
	}
	if inv := (partner.Invitation{State: partner.StateReady}); inv.Due(left, week) || !inv.DueAt(week).IsZero() {
		t.Error("a mail that has not left is due")
	}
}
