package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

func intent(n int) partner.Intent {
	return partner.Intent{
		ID: fmt.Sprintf("10000000-0000-4000-8000-%012d", n), At: time.Date(2026, 3, 1, 8, n, 0, 7, time.UTC), Actor: "anna",
		Action: "support-contact-set", Customer: "20000000-0000-4000-8000-000000000001", Subject: "Zürich 100%",
		Object: "subscription", Detail: "to Fabrikam",
	}
}

// TestAnIntentOutlivesTheProgram: it is on the disk when BeginIntent returns, is
// listed until it is closed, and closing it writes one line of the record.
func TestAnIntentOutlivesTheProgram(t *testing.T) {
	db := newDB(t)
	for _, n := range []int{3, 1, 2} {
		must(t, db.BeginIntent(t.Context(), intent(n)))
	}
	if err := db.BeginIntent(t.Context(), intent(2)); partner.CodeOf(err) != partner.CodeConflict {
		t.Errorf("the same intent twice: %v", err)
	}
	if err := db.BeginIntent(t.Context(), partner.Intent{}); partner.CodeOf(err) != partner.CodeInvalidInput {
		t.Errorf("an intent without an id: %v", err)
	}
	other, err := store.Open(t.Context(), db.Path(), store.Options{Actor: "bert"})
	must(t, err)
	defer other.Close()
	open, err := other.OpenIntents(t.Context())
	must(t, err)
	for i := range open {
		want := intent(i + 1)
		want.State = partner.IntentOpen
		if open[i] != want {
			t.Errorf("intent %d is %+v, want %+v", i+1, open[i], want)
		}
	}

	closing := map[partner.IntentState]partner.Outcome{
		partner.IntentDone: partner.OutcomeDone, partner.IntentUnclear: partner.OutcomeUnclear, partner.IntentDismissed: partner.OutcomeDismissed,
	}
	for n, state := range []partner.IntentState{partner.IntentDone, partner.IntentUnclear, partner.IntentDismissed} {
		in := intent(n + 1)
		in.State, in.Result, in.CorrelationID = state, "result", "c-1"
		must(t, other.CloseIntent(t.Context(), in))
		lines, err := db.Activities(t.Context(), partner.ActivityQuery{Limit: 1})
		must(t, err)
		if got := lines[0]; got.Outcome != closing[state] || got.Actor != "anna" || got.Customer != in.Customer ||
			got.Subject != in.Subject || got.Detail != "subscription: to Fabrikam: result" || got.CorrelationID != "c-1" {
			t.Errorf("%s is recorded as %+v", state, got)
		}
	}
	open, err = db.OpenIntents(t.Context())
	must(t, err)
	if len(open) != 1 || open[0].ID != intent(2).ID || open[0].State != partner.IntentUnclear || open[0].Result != "result" {
		t.Errorf("open are %+v", open)
	}
	must(t, db.Check(t.Context()))
}

// TestAnIntentIsClosedOnce, whoever comes first.
func TestAnIntentIsClosedOnce(t *testing.T) {
	db := newDB(t)
	in := intent(1)
	must(t, db.BeginIntent(t.Context(), in))
	results := make(chan error, 2)
	for _, state := range []partner.IntentState{partner.IntentDone, partner.IntentDismissed} {
		go func() {
			one := in
			one.State = state
			results <- db.CloseIntent(t.Context(), one)
		}()
	}
	codes := []string{string(partner.CodeOf(<-results)), string(partner.CodeOf(<-results))}
	slices.Sort(codes)
	if fmt.Sprint(codes) != "[ conflict]" {
		t.Errorf("closing twice: %v", codes)
	}
	lines, err := db.Activities(t.Context(), partner.ActivityQuery{})
	must(t, err)
	if len(lines) != 1 {
		t.Errorf("%d lines in the record", len(lines))
	}
	if err := db.CloseIntent(t.Context(), intent(9)); partner.CodeOf(err) != partner.CodeNotFound {
		t.Errorf("an unknown intent: %v", err)
	}
}
