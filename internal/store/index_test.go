package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/text/collate"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
	"cspdesk/internal/store/fold"
)

// indexed waits until a store's index is in use.
func indexed(t testing.TB, db *store.DB) {
	t.Helper()
	db.KeepIndexFrom(1)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	must(t, db.AwaitIndex(ctx))
	if s := db.IndexStatus(); !s.Ready || s.Err != nil {
		t.Fatalf("status is %+v", s)
	}
}

// checkList compares windows and counts with an ordered scan. It reports
// whether the index answered.
func checkList(t *testing.T, db *store.DB, r *rand.Rand, all []partner.Customer) (byIndex bool) {
	t.Helper()
	q := randomQuery(r)
	place := partner.Place{Customer: all[r.IntN(len(all))].ID, Edge: partner.Edge([]int{0, 0, 1, 2, 3, 4}[r.IntN(6)]), Percent: float64(r.IntN(101))}
	prefix := []rune(all[r.IntN(len(all))].CompanyName)
	if q.Sort != partner.SortName {
		prefix = []rune(sortValue(all[r.IntN(len(all))], q.Sort))
	}
	place.Prefix = string(prefix[:r.IntN(len(prefix)+1)])
	before, after := r.IntN(30), r.IntN(30)
	got, err := db.Customers(t.Context(), q, place, before, after)
	must(t, err)
	found := listed(all, q)
	want := windowOf(all, q, anchored(all, found, q, place), before, after)
	if byIndex = got.Matches >= 0; byIndex {
		want.Matches, want.Total = len(found), len(all)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatalf("%+v at %+v, %d before, %d after: (-want +got)\n%s", q, place, before, after, diff)
	}
	matches, total, err := db.CountCustomers(t.Context(), q)
	must(t, err)
	if matches != len(found) || total != len(all) {
		t.Fatalf("%+v: counted %d of %d, want %d of %d", q, matches, total, len(found), len(all))
	}
	return byIndex
}

// anchored names a place by a customer or an end of the list.
func anchored(all, found []partner.Customer, q partner.ListQuery, place partner.Place) partner.Place {
	if len(found) == 0 {
		return partner.Place{Edge: partner.EdgeFirst}
	}
	switch place.Edge {
	case partner.EdgePercent:
		return partner.Place{Customer: found[int(place.Percent/100*float64(len(found)-1)+0.5)].ID}
	case partner.EdgePrefix:
		for _, c := range found {
			if !c.Pinned && reaches(c, q, place.Prefix) {
				return partner.Place{Customer: c.ID}
			}
		}
		return partner.Place{Edge: partner.EdgeLast}
	}
	return place
}

// reaches reports whether a customer has a prefix in what the list is sorted
// by, or comes behind those who have.
func reaches(c partner.Customer, q partner.ListQuery, prefix string) bool {
	value := sortValue(c, q.Sort)
	if q.Sort == partner.SortName {
		value, prefix = string(letters.KeyFromString(&collate.Buffer{}, c.CompanyName)), string(letters.KeyFromString(&collate.Buffer{}, prefix))
	}
	if q.Sort == partner.SortDomain {
		prefix = fold.Fold(prefix)
	}
	if q.Descending {
		return strings.HasPrefix(value, prefix) || value < prefix
	}
	return value >= prefix
}

func TestTheListIsRightWhateverChangesOverItsIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	db := newDB(t)
	mixed(t, db, r, 300)
	indexed(t, db)
	all := everything(t, db)
	answered := 0
	for step := range 600 {
		if step%6 == 5 {
			changeList(t, db, r, all)
			all = everything(t, db)
		}
		if checkList(t, db, r, all) {
			answered++
		}
	}
	if answered != 600 {
		t.Errorf("the index answered %d of 600 questions", answered)
	}
}

// changeList changes a few customers in each of the ways that there are.
func changeList(t *testing.T, db *store.DB, r *rand.Rand, all []partner.Customer) {
	t.Helper()
	some := all[r.IntN(len(all))]
	switch r.IntN(7) {
	case 5:
		markSome(t, db, r, all)
	case 6: // somebody vanishes
		pass, err := db.BeginRefresh(t.Context(), true)
		must(t, err)
		_, _, err = db.SavePage(t.Context(), pass.ID, all[:len(all)-1], "")
		must(t, err)
		_, err = db.FinishRefresh(t.Context(), pass.ID, true)
		must(t, err)
	case 0:
		mustRefresh(t, db, sample(r, 1+r.IntN(4)), false)
	case 1:
		renamed := sample(r, 1)[0]
		renamed.ID = some.ID
		mustRefresh(t, db, []partner.Customer{renamed, some}[:1], false)
	case 2:
		account := partner.Account{DelegatedAccess: r.IntN(2) == 0, AgreementSigned: r.IntN(2) == 0, Address: partner.Address{Country: []string{"JP", "DE"}[r.IntN(2)]}}
		must(t, db.SaveAccount(t.Context(), some.ID, account, start))
	case 3:
		_, err := db.ImportCustomers(t.Context(), each(sample(r, 2)))
		must(t, err)
	default: // not by the store, but somebody may
		raw, err := sql.Open("sqlite", db.Path())
		must(t, err)
		defer raw.Close()
		num := r.IntN(len(all)) + 1
		_, err = raw.Exec("DELETE FROM blocks WHERE customer = ?1; DELETE FROM marks WHERE customer = ?1; DELETE FROM sightings WHERE customer = ?1; DELETE FROM customers WHERE num = ?1;"+
			"UPDATE meta SET value = value + 1 WHERE name = 'generation'", num)
		must(t, err)
	}
}

// Without an index the same places are found.
func TestEveryPlaceIsFoundWithoutAnIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	db := newDB(t)
	mixed(t, db, r, 200)
	all := everything(t, db)
	for range 400 {
		if checkList(t, db, r, all) {
			t.Fatal("an index answered")
		}
	}
}

// However many are pinned, each customer stands in the list once, the pinned
// ones first.
func TestPinnedCustomersStandOnTop(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 18))
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	db := mustOpen(t, path)
	mixed(t, db, r, 80)
	all := everything(t, db)
	pin := func(pinned bool, customers []partner.Customer) {
		t.Helper()
		_, err := db.SetPinned(t.Context(), idsOf(customers), pinned)
		must(t, err)
		all = everything(t, db)
		for range 30 {
			checkList(t, db, r, all)
		}
	}
	steps := func() {
		t.Helper()
		pin(false, all)
		pin(true, all[40:41])
		pin(true, all[:40])
		pin(true, all)
		pin(false, all[1:])
		pin(false, all)
	}
	steps()
	must(t, db.Close())
	db = mustOpen(t, path) // and now with an index
	indexed(t, db)
	steps()
	pin(true, all[10:60])
	must(t, db.BuildIndex(t.Context()))
	steps()
}

// An index that is gone, cut, damaged, or that shows another database is
// replaced, and the list is right meanwhile.
func TestAnIndexThatCannotBeTrustedIsReplaced(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 13))
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	db := mustOpen(t, path)
	mixed(t, db, r, 100)
	indexed(t, db)
	all := everything(t, db)
	must(t, db.Close())
	other := newDB(t)
	mixed(t, other, r, 100)
	indexed(t, other)
	foreign, err := os.ReadFile(other.IndexPath())
	must(t, err)
	good, err := os.ReadFile(db.IndexPath())
	must(t, err)
	flipped := func(at int) []byte {
		c := slices.Clone(good)
		c[at] ^= 4
		return c
	}
	for name, content := range map[string][]byte{"gone": nil, "empty": {}, "cut": good[:len(good)/2], "foreign": foreign,
		"header": flipped(70), "numbers": flipped(4096 + 16*100 + 8), "text": flipped(4096 + 16*100 + 4*201 + 900)} {
		must(t, os.Remove(db.IndexPath()))
		if content != nil {
			must(t, os.WriteFile(db.IndexPath(), content, 0o600))
		}
		db := mustOpen(t, path)
		db.KeepIndexFrom(1)
		for range 20 {
			checkList(t, db, r, all)
		}
		indexed(t, db)
		if !checkList(t, db, r, all) {
			t.Errorf("%s: no index answered in the end", name)
		}
		now, err := os.ReadFile(db.IndexPath())
		must(t, err)
		if slices.Equal(now, content) {
			t.Errorf("%s: the file is as it was", name)
		}
		must(t, db.Close())
	}
}

// The first window of a list that is kept in another order, or searched, comes
// from the index: it would take a look at every customer otherwise.
func TestTheFirstWindowWaitsForTheIndexWhereItIsNeeded(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 16))
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	db := mustOpen(t, path)
	mixed(t, db, r, 100)
	indexed(t, db)
	must(t, db.Close())
	for _, q := range []partner.ListQuery{{Sort: partner.SortDomain}, {Sort: partner.SortCountry, Descending: true}, {Search: "o"}, {Filter: "!tagged"}} {
		if q.Sort == "" {
			q.Sort = partner.SortName
		}
		answered := false
		for range 50 { // loading may take longer than it is waited for where the machine is busy with much else
			db := mustOpen(t, path)
			w, err := db.Customers(t.Context(), q, partner.Place{Edge: partner.EdgeFirst}, 0, 10)
			must(t, err)
			must(t, db.Close())
			if answered = w.Matches >= 0; answered {
				break
			}
		}
		if !answered {
			t.Errorf("%+v was not answered by the index", q)
		}
	}
}

// A backup that is restored has another history; the index must not show the
// one that was left.
func TestAnIndexDoesNotOutliveARestore(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 14))
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	backup := filepath.Join(t.TempDir(), "backup.db")
	db := mustOpen(t, path)
	mixed(t, db, r, 50)
	must(t, db.Backup(t.Context(), backup))
	mixed(t, db, r, 50)
	indexed(t, db)
	must(t, db.Close())
	_, err := store.Restore(t.Context(), backup, path)
	must(t, err)
	db = mustOpen(t, path)
	db.KeepIndexFrom(1)
	mixed(t, db, r, 50) // as many changes as the index has seen, but others
	all := everything(t, db)
	for range 30 {
		checkList(t, db, r, all)
	}
	indexed(t, db)
	for range 30 {
		checkList(t, db, r, all)
	}
}

func TestAnOldIndexIsBuiltAnew(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 15))
	db := newDB(t)
	mustRefresh(t, db, sample(r, 50), false)
	indexed(t, db)
	first, err := os.Stat(db.IndexPath())
	must(t, err)
	mustRefresh(t, db, sample(r, 10_000), false)
	all := everything(t, db)
	answered := checkList(t, db, r, all)
	if now, err := os.Stat(db.IndexPath()); answered && err == nil && os.SameFile(first, now) { // a new one is built in the background
		t.Error("an index answered that is far too old")
	}
	indexed(t, db)
	second, err := os.Stat(db.IndexPath())
	must(t, err)
	if os.SameFile(first, second) || !checkList(t, db, r, all) {
		t.Error("there is no new index")
	}
}

// Questions are asked from all sides while the list changes and indexes come
// and go.
func TestManyAskAtOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 16))
	db := newDB(t)
	mustRefresh(t, db, sample(r, 3_000), false)
	indexed(t, db)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var asking sync.WaitGroup
	for side := range uint64(8) {
		asking.Go(func() {
			r := rand.New(rand.NewPCG(side, 1))
			for ctx.Err() == nil {
				one, stop := context.WithTimeout(ctx, time.Duration(r.IntN(4000))*time.Microsecond)
				w, err := db.Customers(one, randomQuery(r), partner.Place{Edge: partner.EdgePercent, Percent: 50}, 20, 20)
				if err != nil && partner.CodeOf(err) != partner.CodeCancelled {
					t.Errorf("got %v", err)
				}
				for _, c := range w.Rows {
					if c.ID == "" {
						t.Error("an empty row")
					}
				}
				db.CountCustomers(one, randomQuery(r))
				stop()
			}
		})
	}
	for range 6 {
		mustRefresh(t, db, sample(r, 400), false)
		indexed(t, db)
		os.Remove(db.IndexPath()) // or it was removed before
	}
	cancel()
	asking.Wait()
}

// Two processes change and list the same database, each with the index that is
// there.
func TestTwoProcessesShareAnIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 17))
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	db := mustOpen(t, path)
	mustRefresh(t, db, sample(r, 500), false)
	db.KeepIndexFrom(1)
	var children []*exec.Cmd
	for range 2 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CSPDESK_STORE_CHILD=index", "CSPDESK_STORE_DIR="+filepath.Dir(path))
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		must(t, cmd.Start())
		children = append(children, cmd)
	}
	for range 5 {
		mustRefresh(t, db, sample(r, 600), false)
		indexed(t, db)
	}
	for _, c := range children {
		must(t, c.Wait())
	}
	all := everything(t, db)
	for range 50 {
		if !checkList(t, db, r, all) {
			t.Error("no index answered")
		}
	}
}

// childIndex adds customers with a name of its own and wants each of its
// searches to find exactly those that it added.
func childIndex(dir string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(dir, "cspdesk.db"), store.Options{BusyTimeout: 5 * time.Minute})
	if err != nil {
		return err
	}
	defer db.Close()
	db.KeepIndexFrom(1)
	name := fmt.Sprint("Proseware", os.Getpid(), "x")
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), 1))
	for n := 1; n <= 40; n++ {
		list := []partner.Customer{{ID: guid(r), CompanyName: fmt.Sprint(name, n), Relationship: "reseller"}}
		if _, err := db.ImportCustomers(ctx, each(list)); err != nil {
			return err
		}
		w, err := db.Customers(ctx, partner.ListQuery{Search: name}, partner.Place{Edge: partner.EdgeFirst}, 0, 100)
		if err != nil {
			return err
		}
		if len(w.Rows) != n {
			return fmt.Errorf("%d of %d are found", len(w.Rows), n)
		}
		if n%15 == 0 {
			if err := db.AwaitIndex(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}
