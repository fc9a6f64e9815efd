package main

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/partnercenter"
	"cspdesk/internal/store"
)

// TestARefusedRecordIsSaidOnce: without the role Microsoft's own record is left
// out; that is noted once, and it is tried again after a week.
func TestARefusedRecordIsSaidOnce(t *testing.T) {
	var asked atomic.Int64
	answer := refuse(403, "900308")
	s := newScripted(t, misbehaviour{})
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		answer(w, r, s)
	})
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	today := noon
	now := func() time.Time { return today }
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "cspdesk.db"), store.Options{Now: now, Actor: "anna"})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	client, err := partnercenter.New(s.URL, func(context.Context) (string, error) { return secretToken, nil }, partnercenter.Options{
		Now: now, Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	a := &app{process: &process{now: now}, text: i18n.English(), log: slog.New(slog.DiscardHandler)}
	noted := func(days int) int {
		t.Helper()
		today = noon.AddDate(0, 0, days)
		a.archive(t.Context(), &session{db: db, client: client}, 10)
		lines, err := db.Activities(t.Context(), partner.ActivityQuery{Search: string(partner.ActionAuditRefused), Only: partner.OnlyHere})
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			if line.Action != partner.ActionAuditRefused || line.Outcome != partner.OutcomeFailed || line.Detail != i18n.English().Audit.Refused {
				t.Errorf("the record says %+v", line)
			}
		}
		return len(lines)
	}
	for _, step := range []struct{ day, lines, asked int }{{0, 1, 1}, {1, 1, 1}, {6, 1, 1}, {7, 2, 2}, {8, 2, 2}} {
		if lines, n := noted(step.day), int(asked.Load()); lines != step.lines || n != step.asked {
			t.Errorf("day %d: noted %d times after %d requests, want %d after %d", step.day, lines, n, step.lines, step.asked)
		}
	}
	answer = refuse(500, "900192")
	if got := noted(20); got != 2 {
		t.Errorf("a fault of the service is noted as a refusal: %d", got)
	}
}
