package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

func person(i int) partner.User {
	return partner.User{
		ID: fmt.Sprintf("u%05d", i), DisplayName: fmt.Sprintf("%s %d", parts[i%len(parts)], i%97), State: "active",
		PrincipalName: fmt.Sprintf("user%d@fabrikam.example", i),
	}
}

func withUsers(t *testing.T, n int) *store.DB {
	db := withFabrikam(t)
	for from := 0; from < n; from += 500 {
		var page []partner.User
		for i := from; i < min(from+500, n); i++ {
			page = append(page, person(i))
		}
		must(t, db.SaveUsersPage(t.Context(), fabrikam, 1, page))
	}
	total, err := db.FinishUsers(t.Context(), fabrikam, 1, start)
	must(t, err)
	if total != n {
		t.Fatalf("%d users, want %d", total, n)
	}
	return db
}

// TestUserWindowsEqualOneScan walks in windows and compares with all of it.
func TestUserWindowsEqualOneScan(t *testing.T) {
	db := withUsers(t, 2300)
	ctx := t.Context()
	random := rand.New(rand.NewPCG(7, 7))
	for _, q := range []partner.UserQuery{{}, {Search: "9"}, {Search: "USER1 fabrikam"}, {Search: "nobody"}, {Deleted: true}} {
		var all []partner.User
		must(t, db.EachUser(ctx, fabrikam, q, func(u partner.User) bool { all = append(all, u); return true }))
		var walked []partner.User
		at := partner.UserPlace{Edge: partner.EdgeFirst}
		for {
			w, err := db.UsersWindow(ctx, fabrikam, q, at, 3, 50)
			must(t, err)
			if w.Matches != len(all) || w.Total < w.Matches {
				t.Fatalf("%+v: %d of %d match, want %d", q, w.Matches, w.Total, len(all))
			}
			if w.Anchor >= 0 && len(walked) > 0 && w.Rows[w.Anchor].ID != walked[len(walked)-1].ID {
				t.Fatalf("%+v: the anchor is another user", q)
			}
			if w.Anchor >= 0 {
				from := w.Anchor + min(len(walked), 1)
				walked = append(walked, w.Rows[from:]...)
			}
			if w.AtEnd {
				break
			}
			at = partner.UserPlace{User: walked[len(walked)-1].ID}
		}
		if diff := cmp.Diff(all, walked); diff != "" {
			t.Fatalf("%+v: %s", q, diff)
		}
		for range 40 {
			if len(all) == 0 {
				break
			}
			i, before, after := random.IntN(len(all)), random.IntN(9), random.IntN(9)
			w, err := db.UsersWindow(ctx, fabrikam, q, partner.UserPlace{User: all[i].ID}, before, after)
			must(t, err)
			from, to := max(i-before, 0), min(i+after+1, len(all))
			if diff := cmp.Diff(all[from:to], w.Rows); diff != "" || w.Anchor != i-from || w.AtStart != (from == 0) || w.AtEnd != (to == len(all)) {
				t.Fatalf("%+v around %d: %+v %s", q, i, w, diff)
			}
		}
		w, err := db.UsersWindow(ctx, fabrikam, q, partner.UserPlace{Edge: partner.EdgeLast}, 5, 5)
		must(t, err)
		if n := min(len(all), 6); !w.AtEnd || len(w.Rows) != min(len(all), 5) && len(w.Rows) != n || w.Anchor != len(w.Rows)-1 {
			t.Fatalf("%+v at the end: %d rows, anchor %d", q, len(w.Rows), w.Anchor)
		}
	}
}

func TestACopyOfUsersForgetsWhoIsGoneAndKeepsLicenses(t *testing.T) {
	db := withUsers(t, 3)
	ctx := t.Context()
	licensed := person(1)
	licensed.LicensesKnown, licensed.Licenses = true, []partner.UserLicense{{SkuID: "l", Off: []string{"p"}}}
	must(t, db.PutUser(ctx, fabrikam, licensed))
	renamed := person(1)
	renamed.DisplayName = "Zoë"
	deleted := person(2)
	deleted.State, deleted.DeletedAt = "inactive", start
	must(t, db.SaveUsersPage(ctx, fabrikam, 2, []partner.User{renamed, deleted}))
	total, err := db.FinishUsers(ctx, fabrikam, 2, start)
	must(t, err)
	renamed.LicensesKnown, renamed.Licenses = true, licensed.Licenses
	got, err := db.UserByLogin(ctx, fabrikam, " USER1@fabrikam.example")
	must(t, err)
	if diff := cmp.Diff(renamed, got); diff != "" || total != 1 {
		t.Errorf("%d users: %s", total, diff)
	}
	if _, err := db.User(ctx, fabrikam, person(0).ID); partner.CodeOf(err) != partner.CodeNotFound {
		t.Errorf("the one who is gone: %v", err)
	}
	must(t, db.PutUser(ctx, fabrikam, person(2))) // restored
	record, err := db.Record(ctx, fabrikam)
	must(t, err)
	if record.UsersTotal != 2 || len(record.Users) != 2 || record.Users[0].ID != person(2).ID && record.Users[1].ID != person(2).ID {
		t.Errorf("the record holds %d of %d users", len(record.Users), record.UsersTotal)
	}
}

func TestARefreshOfTheRecordKeepsUsersThatItDidNotRead(t *testing.T) {
	db := withUsers(t, 700)
	ctx := t.Context()
	must(t, db.SaveUsers(ctx, fabrikam, []partner.User{person(0), person(1)}, 700, start.Add(time.Minute)))
	w, err := db.UsersWindow(ctx, fabrikam, partner.UserQuery{}, partner.UserPlace{Edge: partner.EdgeFirst}, 0, 10)
	must(t, err)
	if w.Total != 700 {
		t.Errorf("%d users after a part was read, want 700", w.Total)
	}
	must(t, db.SaveUsers(ctx, fabrikam, []partner.User{person(0)}, 1, start.Add(time.Minute)))
	record, err := db.Record(ctx, fabrikam)
	must(t, err)
	if record.UsersTotal != 1 || len(record.Users) != 1 {
		t.Errorf("%d of %d users after all were read, want 1", len(record.Users), record.UsersTotal)
	}
}

func TestJobsKeepAResultPerRow(t *testing.T) {
	db := newDB(t)
	ctx := t.Context()
	job := partner.Job{ID: "j1", Kind: partner.JobLicenses, Customer: fabrikam, Subject: "Fabrikam", At: start, Actor: "anna", Spec: []byte(`{"a":1}`)}
	must(t, db.CreateJob(ctx, job, []partner.JobRow{{Key: "u1", Name: "a@b"}, {Key: "u2", Name: "c@d", Input: []byte(`{}`)}, {Key: "u3"}}))
	must(t, db.SaveJobRow(ctx, "j1", partner.JobRow{N: 2, State: partner.RowFailed, Code: partner.CodeService, ServiceCode: "60012", Detail: "no seats", CorrelationID: "c"}))
	rows, err := db.JobRows(ctx, "j1", true, 0, 10)
	must(t, err)
	if len(rows) != 2 || rows[0].N != 1 || rows[1].N != 3 || rows[0].Name != "a@b" {
		t.Errorf("waiting: %+v", rows)
	}
	rows, err = db.JobRows(ctx, "j1", false, 1, 1)
	must(t, err)
	want := []partner.JobRow{{N: 2, Key: "u2", Name: "c@d", Input: []byte(`{}`), State: partner.RowFailed, Code: partner.CodeService, ServiceCode: "60012", Detail: "no seats", CorrelationID: "c"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	must(t, db.SetJobState(ctx, "j1", partner.JobStopped))
	got, err := db.Job(ctx, "j1")
	must(t, err)
	if got.State != partner.JobStopped || got.EndedAt.IsZero() || got.Counts != (partner.JobCounts{Total: 3, Waiting: 2, Failed: 1}) || string(got.Spec) != `{"a":1}` {
		t.Errorf("%+v", got)
	}
	if all, err := db.Jobs(ctx, fabrikam, 10); err != nil || len(all) != 1 {
		t.Errorf("%d jobs, %v", len(all), err)
	}
	wantCode(t, db.SaveJobRow(ctx, "j1", partner.JobRow{N: 9, State: partner.RowDone}), partner.CodeNotFound)
	wantCode(t, db.SetJobState(ctx, "none", partner.JobDone), partner.CodeNotFound)
}
