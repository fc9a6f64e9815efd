package store_test

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

func standing(t *testing.T, db *store.DB, id partner.CustomerID) partner.Standing {
	t.Helper()
	c, err := db.Customer(t.Context(), id)
	must(t, err)
	return c.Standing
}

func TestARefreshThatChangesNothingSaysSo(t *testing.T) {
	db := newDB(t)
	list := sample(rand.New(rand.NewPCG(1, 1)), 1200)
	_, added, changed, _ := mustRefresh(t, db, list, true)
	if added != 1200 || changed != 0 {
		t.Errorf("first: %d added, %d changed", added, changed)
	}
	seen := everything(t, db)[0].RefreshedAt
	generation, err := db.ListGeneration(t.Context())
	must(t, err)
	_, added, changed, vanished := mustRefresh(t, db, list, true)
	if added+changed+vanished != 0 {
		t.Errorf("again: %d added, %d changed, %d vanished", added, changed, vanished)
	}
	if again, err := db.ListGeneration(t.Context()); err != nil || again != generation {
		t.Errorf("generation %d became %d, %v", generation, again, err)
	}
	if !everything(t, db)[0].RefreshedAt.After(seen) {
		t.Error("the second refresh did not confirm the row")
	}
}

func TestVanishedCustomersAreMarkedAndComeBack(t *testing.T) {
	db := newDB(t)
	list := sample(rand.New(rand.NewPCG(2, 2)), 10)
	gone := list[3].ID
	rest := append(append([]partner.Customer{}, list[:3]...), list[4:]...)
	mustRefresh(t, db, list, true)

	pass, err := db.BeginRefresh(t.Context(), true)
	must(t, err)
	_, _, err = db.SavePage(t.Context(), pass.ID, rest, "more")
	must(t, err)
	absent, listed, err := db.AbsentCount(t.Context(), pass.ID)
	must(t, err)
	if absent != 1 || listed != 10 {
		t.Errorf("%d of %d absent", absent, listed)
	}
	_, err = db.FinishRefresh(t.Context(), pass.ID, true)
	wantCode(t, err, partner.CodeConflict) // not complete
	if standing(t, db, gone) != partner.StandingListed {
		t.Error("marked by an incomplete pass")
	}
	_, _, err = db.SavePage(t.Context(), pass.ID, nil, "")
	must(t, err)
	vanished, err := db.FinishRefresh(t.Context(), pass.ID, true)
	must(t, err)
	if vanished != 1 || standing(t, db, gone) != partner.StandingVanished {
		t.Errorf("%d vanished, the absent one is %s", vanished, standing(t, db, gone))
	}
	_, err = db.FinishRefresh(t.Context(), pass.ID, true)
	wantCode(t, err, partner.CodeConflict)
	_, _, err = db.SavePage(t.Context(), pass.ID, list, "")
	wantCode(t, err, partner.CodeConflict)

	_, _, _, vanished = mustRefresh(t, db, rest[:2], false)
	if vanished != 0 || standing(t, db, rest[5].ID) != partner.StandingListed {
		t.Error("marked although not asked for")
	}
	pass, added, changed, _ := mustRefresh(t, db, list, true)
	if added != 0 || changed != 1 || standing(t, db, gone) != partner.StandingListed {
		t.Errorf("%d added, %d changed, the lost one is %s", added, changed, standing(t, db, gone))
	}
	fresh, err := db.FreshCustomers(t.Context(), pass.ID, 10)
	must(t, err)
	if len(fresh) != 1 || fresh[0].ID != gone {
		t.Errorf("fresh: %+v", fresh)
	}
}

func TestAnInterruptedPassIsResumed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	list := sample(rand.New(rand.NewPCG(3, 3)), 30)
	db := mustOpen(t, path)
	status, err := db.RefreshStatus(t.Context())
	must(t, err)
	if diff := cmp.Diff(partner.RefreshStatus{}, status); diff != "" {
		t.Error(diff)
	}
	first, err := db.BeginRefresh(t.Context(), false)
	must(t, err)
	_, _, err = db.SavePage(t.Context(), first.ID, list[:10], "after 10")
	must(t, err)
	must(t, db.Close())

	db = mustOpen(t, path)
	again, err := db.BeginRefresh(t.Context(), false)
	must(t, err)
	want := partner.RefreshPass{ID: first.ID, Next: "after 10", Saved: 10, Resumed: true, StartedAt: first.StartedAt}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Error(diff)
	}
	status, err = db.RefreshStatus(t.Context())
	must(t, err)
	if diff := cmp.Diff(partner.RefreshStatus{Incomplete: true, Saved: 10}, status); diff != "" {
		t.Error(diff)
	}
	_, _, err = db.SavePage(t.Context(), again.ID, list[10:], "")
	must(t, err)
	again, err = db.BeginRefresh(t.Context(), false)
	must(t, err)
	if !again.AtEnd || again.Saved != 30 || again.ID != first.ID {
		t.Errorf("%+v", again)
	}
	vanished, err := db.FinishRefresh(t.Context(), again.ID, true)
	must(t, err)
	if vanished != 0 {
		t.Errorf("%d vanished: what the first part saw was forgotten", vanished)
	}
	status, err = db.RefreshStatus(t.Context())
	must(t, err)
	if status.CompletedAt.IsZero() || status.Incomplete {
		t.Errorf("%+v", status)
	}
	if next, err := db.BeginRefresh(t.Context(), false); err != nil || next.Resumed || next.ID == first.ID || next.Expected != 30 {
		t.Errorf("%+v, %v", next, err)
	}
}

func TestAnOldOrUnwantedPassIsNotResumed(t *testing.T) {
	now := start
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "cspdesk.db"), store.Options{Now: func() time.Time { return now }})
	must(t, err)
	defer db.Close()
	first, err := db.BeginRefresh(t.Context(), false)
	must(t, err)
	_, _, err = db.SavePage(t.Context(), first.ID, sample(rand.New(rand.NewPCG(3, 3)), 3), "more")
	must(t, err)
	if pass, err := db.BeginRefresh(t.Context(), false); err != nil || !pass.Resumed {
		t.Errorf("%+v, %v", pass, err)
	}
	now = now.Add(25 * time.Hour)
	if pass, err := db.BeginRefresh(t.Context(), false); err != nil || pass.Resumed || pass.Next != "" {
		t.Errorf("%+v, %v", pass, err)
	}
	if pass, err := db.BeginRefresh(t.Context(), true); err != nil || pass.Resumed {
		t.Errorf("%+v, %v", pass, err)
	}
}

func TestAPageMayRepeatCustomersAndHoldOddOnes(t *testing.T) {
	db := newDB(t)
	list := sample(rand.New(rand.NewPCG(6, 6)), 4)
	page := []partner.Customer{list[0], list[0], {CompanyName: "no id"}, {ID: "not a guid", CompanyName: "Odd"}, list[1]}
	page[1].CompanyName = "Renamed"
	page[4].ID = partner.CustomerID(" " + strings.ToUpper(string(list[1].ID)) + " ")
	pass, err := db.BeginRefresh(t.Context(), false)
	must(t, err)
	added, changed, err := db.SavePage(t.Context(), pass.ID, page, "")
	must(t, err)
	if added != 3 || changed != 1 {
		t.Errorf("%d added, %d changed", added, changed)
	}
	for id, want := range map[partner.CustomerID]string{list[0].ID: "Renamed", "not a guid": "Odd", list[1].ID: list[1].CompanyName} {
		if c, err := db.Customer(t.Context(), id); err != nil || c.CompanyName != want {
			t.Errorf("%s: %q, %v", id, c.CompanyName, err)
		}
	}
	must(t, db.Check(t.Context()))
}

func TestAListWithLessNeverErasesWhatWasKnown(t *testing.T) {
	db := newDB(t)
	full := partner.Customer{ID: "2e0d5b4e-0000-4000-8000-000000000001", CompanyName: "Fabrikam", Domain: "fabrikam.example", Relationship: "reseller", Country: "DE"}
	mustRefresh(t, db, []partner.Customer{full}, true)
	_, _, changed, _ := mustRefresh(t, db, []partner.Customer{{ID: full.ID}}, true)
	got, err := db.Customer(t.Context(), full.ID)
	must(t, err)
	if changed != 0 || got.CompanyName != full.CompanyName || got.Country != "DE" {
		t.Errorf("%d changed: %+v", changed, got)
	}
}

func TestImportedCustomersYieldToTheService(t *testing.T) {
	db := newDB(t)
	served := partner.Customer{ID: "2e0d5b4e-0000-4000-8000-000000000001", CompanyName: "Fabrikam", Relationship: "reseller"}
	mustRefresh(t, db, []partner.Customer{served}, true)
	file := []partner.Customer{
		{ID: served.ID, CompanyName: "Old name", Domain: "fabrikam.example", Relationship: "advisor"},
		{ID: "2e0d5b4e-0000-4000-8000-000000000002", CompanyName: "Contoso", Domain: "contoso.example", Relationship: "reseller"},
	}
	result, err := db.ImportCustomers(t.Context(), each(file))
	must(t, err)
	if diff := cmp.Diff(partner.ImportResult{Added: 1, Updated: 1}, result); diff != "" {
		t.Error(diff)
	}
	got, err := db.Customer(t.Context(), served.ID)
	must(t, err)
	if got.CompanyName != "Fabrikam" || got.Domain != "fabrikam.example" || got.Relationship != "reseller" || got.Standing != partner.StandingListed {
		t.Errorf("%+v", got)
	}
	if s := standing(t, db, file[1].ID); s != partner.StandingImported {
		t.Errorf("the new one is %s", s)
	}
	result, err = db.ImportCustomers(t.Context(), each(file))
	must(t, err)
	if diff := cmp.Diff(partner.ImportResult{Unchanged: 2}, result); diff != "" {
		t.Error(diff)
	}
	// Imported customers do not vanish: the service never listed them.
	_, _, _, vanished := mustRefresh(t, db, []partner.Customer{served}, true)
	if vanished != 0 || standing(t, db, file[1].ID) != partner.StandingImported {
		t.Errorf("%d vanished", vanished)
	}
	pass, _, changed, _ := mustRefresh(t, db, []partner.Customer{served, file[1]}, true)
	fresh, err := db.FreshCustomers(t.Context(), pass.ID, 10)
	must(t, err)
	if changed != 1 || len(fresh) != 1 || fresh[0].Standing != partner.StandingListed {
		t.Errorf("%d changed, fresh %+v", changed, fresh)
	}
	lines, err := db.Activities(t.Context(), partner.ActivityQuery{Search: "IMPORTED 1 added"})
	must(t, err)
	if len(lines) != 1 || lines[0].Actor != "anna" {
		t.Errorf("activity: %+v", lines)
	}
	_, err = db.ImportCustomers(t.Context(), each([]partner.Customer{{ID: "x", CompanyName: "kept?"}, {CompanyName: "no id"}}))
	wantCode(t, err, partner.CodeInvalidInput)
	_, err = db.Customer(t.Context(), "x")
	wantCode(t, err, partner.CodeNotFound) // all or nothing
}

// TestTroubleIsKept: why the service cannot be used outlives the program, with
// the time since when, until it can be used again.
func TestTroubleIsKept(t *testing.T) {
	db := newDB(t)
	status := func() partner.RefreshStatus {
		t.Helper()
		s, err := db.RefreshStatus(t.Context())
		must(t, err)
		return s
	}
	must(t, db.NoteTrouble(t.Context(), ""))
	must(t, db.NoteTrouble(t.Context(), partner.CodeUnreachable))
	first := status()
	if first.Trouble != partner.CodeUnreachable || first.TroubleAt.IsZero() {
		t.Fatalf("%+v", first)
	}
	before, err := db.Generation(t.Context())
	must(t, err)
	must(t, db.NoteTrouble(t.Context(), partner.CodeUnreachable))
	if after, _ := db.Generation(t.Context()); after != before || status() != first {
		t.Errorf("the same trouble again was stored: %+v", status())
	}
	must(t, db.NoteTrouble(t.Context(), partner.CodeSignIn))
	if s := status(); s.Trouble != partner.CodeSignIn {
		t.Errorf("%+v", s)
	}
	must(t, db.NoteTrouble(t.Context(), ""))
	if s := status(); s != (partner.RefreshStatus{}) {
		t.Errorf("%+v", s)
	}
}
