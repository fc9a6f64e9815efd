package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

func openAt(t *testing.T, o Options) *DB {
	t.Helper()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "cspdesk.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func auditRecord(n int, at time.Time) partner.AuditRecord {
	return partner.AuditRecord{ID: fmt.Sprint("r", n), At: at, Actor: "anna@fabrikam.com", Operation: "add_customer",
		Outcome: partner.OutcomeDone, Resource: "customer", CustomerName: fmt.Sprint("Contoso ", n), Raw: []byte(`{}`)}
}

// TestAuditIsKept: a day that comes again brings nothing twice, and of the days
// none is forgotten.
func TestAuditIsKept(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	db := openAt(t, Options{Now: func() time.Time { return now }})
	ctx := t.Context()
	due, err := db.AuditDaysDue(ctx, time.Time{})
	if err != nil || len(due) != partner.AuditDays || due[0] != now.Truncate(24*time.Hour) || due[89] != due[0].AddDate(0, 0, -89) {
		t.Fatalf("%v, %v", due, err)
	}
	for i, day := range due {
		added, err := db.SaveAuditDay(ctx, day, []partner.AuditRecord{auditRecord(i, day), auditRecord(i+1, day.AddDate(0, 0, -1))})
		if err != nil || added != 1 && i > 0 || added != 2 && i == 0 {
			t.Fatalf("day %d: %d added, %v", i, added, err)
		}
	}
	days := func() (all []string) {
		due, err := db.AuditDaysDue(ctx, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range due {
			all = append(all, day.Format(time.DateOnly))
		}
		return all
	}
	if diff := cmp.Diff([]string{"2026-03-02", "2026-03-01"}, days()); diff != "" {
		t.Error(diff) // whose last records may still come
	}
	now = now.AddDate(0, 0, 3)
	if diff := cmp.Diff([]string{"2026-03-05", "2026-03-04", "2026-03-03", "2026-03-02", "2026-03-01"}, days()); diff != "" {
		t.Error(diff)
	}
	if due, _ := db.AuditDaysDue(ctx, now.AddDate(0, 0, -1)); len(due) != 2 {
		t.Errorf("since yesterday: %v", due)
	}
	for _, statement := range []string{"DELETE FROM audit", "UPDATE audit SET actor = 'x'"} {
		if _, err := db.writer.Exec(statement); err == nil {
			t.Errorf("%s was done", statement)
		}
	}
}

// TestBothSourcesInOneRecord, whatever the size of the pages.
func TestBothSourcesInOneRecord(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	clock := now
	db := openAt(t, Options{Now: func() time.Time { return clock }})
	ctx := t.Context()
	var records []partner.AuditRecord
	for i := range 7 {
		clock = now.Add(time.Duration(i) * time.Hour)
		if i == 4 {
			clock = now.Add(-72 * time.Hour) // set back for a while
		}
		if err := db.AppendActivity(ctx, partner.Activity{Action: partner.ActionRefreshFinished, Outcome: partner.OutcomeDone, Subject: fmt.Sprint("own ", i)}); err != nil {
			t.Fatal(err)
		}
		records = append(records, auditRecord(i, now.Add(time.Duration(i)*time.Hour+30*time.Minute)))
	}
	records = append(records, auditRecord(7, records[6].At))
	if _, err := db.SaveAuditDay(ctx, now, records); err != nil {
		t.Fatal(err)
	}
	read := func(q partner.ActivityQuery) (all []string) {
		var known []partner.Activity
		for {
			q.After = partner.MarkAfter(known)
			page, err := db.Activities(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				return all
			}
			for _, line := range page {
				all = append(all, line.Subject)
			}
			known = append(known, page...)
		}
	}
	want := []string{"Contoso 7", "Contoso 6", "own 6", "Contoso 5", "own 5", "Contoso 4", "Contoso 3", "Contoso 2", "Contoso 1", "Contoso 0", "own 4", "own 3", "own 2", "own 1", "own 0"}
	for _, limit := range []int{1, 2, 3, 5, 100} {
		if diff := cmp.Diff(want, read(partner.ActivityQuery{Limit: limit})); diff != "" {
			t.Errorf("%d at a time: %s", limit, diff)
		}
	}
	if got := read(partner.ActivityQuery{Only: partner.OnlyHere, Limit: 3}); len(got) != 7 {
		t.Errorf("here: %v", got)
	}
	if got := read(partner.ActivityQuery{Only: partner.OnlyMicrosoft, Limit: 3}); len(got) != 8 {
		t.Errorf("Microsoft: %v", got)
	}
	if got := read(partner.ActivityQuery{Search: "ADD_customer contoso 3", Limit: 1}); fmt.Sprint(got) != "[Contoso 3]" {
		t.Errorf("found %v", got)
	}
}

// TestAcceptanceGetsItsTime from the service, whichever comes first.
func TestAcceptanceGetsItsTime(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	const customer = "0c39d6d5-c70d-4c55-bc02-f620844f3fd1"
	accepted := now.Add(-26 * time.Hour)
	record := auditRecord(1, accepted)
	record.Customer = customer
	early := auditRecord(2, now.AddDate(0, 0, -30)) // of an older relationship
	early.Customer = customer
	refused := auditRecord(3, now.Add(-27*time.Hour))
	refused.Customer, refused.Outcome = customer, partner.OutcomeFailed
	for _, auditFirst := range []bool{true, false} {
		db := openAt(t, Options{Now: func() time.Time { return now }})
		ctx := t.Context()
		save := func() {
			if _, err := db.SaveAuditDay(ctx, accepted, []partner.AuditRecord{record, early, refused}); err != nil {
				t.Fatal(err)
			}
		}
		if auditFirst {
			save()
		}
		_, err := db.SaveInvitation(ctx, partner.Invitation{ID: "inv-1", State: partner.StateAccepted, Customer: customer, CreatedAt: now.AddDate(0, 0, -3), AcceptedAt: now})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.SaveInvitation(ctx, partner.Invitation{ID: "inv-2", State: partner.StateHandedOver, CreatedAt: now.AddDate(0, 0, -3)}); err != nil {
			t.Fatal(err)
		}
		if !auditFirst {
			save()
		}
		got, err := db.Invitation(ctx, "inv-1")
		if err != nil || !got.AcceptedAt.Equal(accepted) {
			t.Errorf("accepted at %v, %v", got.AcceptedAt, err)
		}
		if other, err := db.Invitation(ctx, "inv-2"); err != nil || !other.AcceptedAt.IsZero() {
			t.Errorf("the other: %v, %v", other.AcceptedAt, err)
		}
	}
}
