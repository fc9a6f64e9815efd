package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// indexes gives the indexes of the customers.
func indexes(t *testing.T, path string) (all []string) {
	t.Helper()
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	defer raw.Close()
	rows, err := raw.Query("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'customers' ORDER BY name")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var statement string
		must(t, rows.Scan(&statement))
		all = append(all, statement)
	}
	must(t, rows.Err())
	return all
}

// TestAFirstLoadIsLikeAnyOther: a file goes into an empty list and into one
// with a customer, which are two ways, and gives the same list: with customers
// that come twice, far apart and changed, some ids that are no GUIDs, and a
// number of rows that fills no statement.
func TestAFirstLoadIsLikeAnyOther(t *testing.T) {
	for _, repeat := range []int{0, 1, 700, 11_000} {
		r := rand.New(rand.NewPCG(8, uint64(repeat)))
		list := sample(r, 1_013)
		list[7].ID, list[900].ID = "odd one", "ODD two"
		list[3].Domain = ""
		for i := range repeat {
			again := list[r.IntN(1_013)]
			if i%2 == 0 {
				again.CompanyName += " again"
			}
			list = append(list, again)
		}
		other := partner.Customer{ID: "2e0d5b4e-0000-4000-8000-000000000001", CompanyName: "Fabrikam"}

		fresh := newDB(t)
		before := indexes(t, fresh.Path())
		got, err := fresh.ImportCustomers(t.Context(), each(list))
		must(t, err)
		filled := newDB(t)
		_, err = filled.ImportCustomers(t.Context(), each([]partner.Customer{other}))
		must(t, err)
		want, err := filled.ImportCustomers(t.Context(), each(list))
		must(t, err)
		if got != want || got.Added != 1_013 {
			t.Errorf("%d repeated: %+v, and %+v by the other way", repeat, got, want)
		}
		_, err = fresh.ImportCustomers(t.Context(), each([]partner.Customer{other}))
		must(t, err)
		ignore := cmpopts.IgnoreFields(partner.Customer{}, "FirstSeen", "RefreshedAt")
		if diff := cmp.Diff(everything(t, filled), everything(t, fresh), ignore); diff != "" {
			t.Errorf("%d repeated:\n%s", repeat, diff)
		}
		if diff := cmp.Diff(before, indexes(t, fresh.Path())); diff != "" || len(before) != 2 {
			t.Errorf("%d repeated, indexes before and after:\n%s", repeat, diff)
		}
		must(t, fresh.Check(t.Context()))
	}
}

// TestAFileThatBreaksOffLeavesTheListAsItWas, empty or not.
func TestAFileThatBreaksOffLeavesTheListAsItWas(t *testing.T) {
	list := sample(rand.New(rand.NewPCG(9, 9)), 3_000)
	broken := partner.NewError(partner.CodeFile, "the disk was pulled out", nil)
	breaking := func(what func() error) iter.Seq2[partner.Customer, error] {
		return func(yield func(partner.Customer, error) bool) {
			for i, c := range list {
				var err error
				if i == 2_345 {
					err = what()
				}
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
	}
	for _, known := range []int{0, 1} {
		db := newDB(t)
		_, err := db.ImportCustomers(t.Context(), each(list[:known]))
		must(t, err)
		before := indexes(t, db.Path())
		_, err = db.ImportCustomers(t.Context(), breaking(func() error { return broken }))
		if !errors.Is(err, broken) {
			t.Errorf("%v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		_, err = db.ImportCustomers(ctx, breaking(func() error { cancel(); return nil }))
		wantCode(t, err, partner.CodeCancelled)
		if rows := everything(t, db); len(rows) != known {
			t.Errorf("%d rows, %d before", len(rows), known)
		}
		if diff := cmp.Diff(before, indexes(t, db.Path())); diff != "" {
			t.Error(diff)
		}
		must(t, db.Check(t.Context()))
	}
}

// childImports imports importedByChild and says when it begins and when it is done.
func childImports(dir string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(dir, "cspdesk.db"), store.Options{})
	if err != nil {
		return err
	}
	fmt.Println("IMPORTING")
	if _, err := db.ImportCustomers(ctx, each(importedByChild())); err != nil {
		return err
	}
	fmt.Println("SAVED")
	return nil
}

func importedByChild() []partner.Customer { return sample(rand.New(rand.NewPCG(12, 12)), 20_000) }

// TestAKilledImportLeavesTheListAsItWas: a first load, which takes the indexes
// away and brings them back, is killed at moments from its beginning to its end.
func TestAKilledImportLeavesTheListAsItWas(t *testing.T) {
	var took time.Duration
	killed := 0
	const rounds = 16
	for i := range rounds + 1 {
		dir := t.TempDir()
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CSPDESK_STORE_CHILD=import", "CSPDESK_STORE_DIR="+dir)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		lines := bufio.NewScanner(out)
		lines.Scan()
		began := time.Now()
		if i > 0 { // the one before that was not killed shows how long it takes
			defer time.AfterFunc(took*time.Duration(i)/rounds, func() { cmd.Process.Kill() }).Stop()
		}
		saved := lines.Scan()
		if saved {
			took = time.Since(began)
		}
		if cmd.Wait() != nil {
			killed++
		}
		db := mustOpen(t, filepath.Join(dir, "cspdesk.db"))
		_, count, err := db.CountCustomers(t.Context(), partner.ListQuery{})
		must(t, err)
		if count != 0 && count != 20_000 || saved && count == 0 {
			t.Errorf("killed after %d/%d of the time: %d customers, saved: %v", i, rounds, count, saved)
		}
		if len(indexes(t, db.Path())) != 2 {
			t.Errorf("killed after %d/%d of the time: %q", i, rounds, indexes(t, db.Path()))
		}
		must(t, db.Check(t.Context()))
		must(t, db.Close())
	}
	if killed < rounds/4 {
		t.Errorf("only %d of %d imports were killed: the test shows little", killed, rounds)
	}
}

// TestACustomerOfAFileWasSeenWhenItWasRead, and again when it is confirmed.
func TestACustomerOfAFileWasSeenWhenItWasRead(t *testing.T) {
	now := start
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "cspdesk.db"), store.Options{Now: func() time.Time { return now }})
	must(t, err)
	defer db.Close()
	list := sample(rand.New(rand.NewPCG(1, 7)), 2)
	for range 3 {
		_, err = db.ImportCustomers(t.Context(), each(list))
		must(t, err)
		for _, c := range everything(t, db) {
			if !c.RefreshedAt.Equal(now) || !c.FirstSeen.Equal(start) {
				t.Errorf("read at %v: %+v", now, c)
			}
		}
		now = now.Add(time.Hour)
	}
}
