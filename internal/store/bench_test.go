package store_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// sizes of the benchmarks; the million takes a minute to make, and is made only
// if CSPDESK_BENCH_LARGE is set.
func sizes() []int {
	if os.Getenv("CSPDESK_BENCH_LARGE") != "" {
		return []int{1_000, 100_000, 1_000_000}
	}
	return []int{1_000, 100_000}
}

var (
	benchFolder string
	benchFiles  = map[int]string{}
	benchLock   sync.Mutex
)

func TestMain(m *testing.M) {
	if job := os.Getenv("CSPDESK_STORE_CHILD"); job != "" {
		child(job)
		return
	}
	code := m.Run()
	if benchFolder != "" {
		os.RemoveAll(benchFolder)
	}
	os.Exit(code)
}

// filled gives a database of n customers with its index, made once a run.
func filled(b *testing.B, n int) *store.DB {
	b.Helper()
	benchLock.Lock()
	defer benchLock.Unlock()
	if benchFolder == "" {
		var err error
		benchFolder, err = os.MkdirTemp("", "cspdesk-bench")
		must(b, err)
	}
	path, made := benchFiles[n]
	if !made {
		path = filepath.Join(benchFolder, fmt.Sprint(n), "cspdesk.db")
		db, err := store.Open(b.Context(), path, store.Options{Now: ticking()})
		must(b, err)
		r := rand.New(rand.NewPCG(1, uint64(n)))
		pass, err := db.BeginRefresh(b.Context(), true)
		must(b, err)
		for left := n; left > 0; left -= 50_000 {
			page := sample(r, min(left, 50_000))
			_, _, err := db.SavePage(b.Context(), pass.ID, page, "")
			must(b, err)
			_, err = db.SetTags(b.Context(), idsOf(page[:len(page)/50]), []string{"vip"}, nil)
			must(b, err)
		}
		must(b, db.Close())
		benchFiles[n] = path
	}
	db, err := store.Open(b.Context(), path, store.Options{Now: ticking()})
	must(b, err)
	b.Cleanup(func() { db.Close() })
	indexed(b, db)
	return db
}

// BenchmarkIndex builds the index of a list.
func BenchmarkIndex(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			db := filled(b, n)
			for b.Loop() {
				must(b, db.BuildIndex(b.Context()))
			}
		})
	}
}

func BenchmarkWindow(b *testing.B) {
	for _, n := range sizes() {
		for _, sort := range partner.SortFields() {
			b.Run(fmt.Sprintf("%d/%s", n, sort), func(b *testing.B) {
				db := filled(b, n)
				places := someCustomers(b, db)
				for i := 0; b.Loop(); i++ {
					q := partner.ListQuery{Sort: sort, Descending: i%2 == 1}
					_, err := db.Customers(b.Context(), q, partner.Place{Customer: places[i%len(places)]}, 40, 40)
					must(b, err)
				}
			})
		}
	}
}

// BenchmarkFilter shows the list and counts it with a filter on.
func BenchmarkFilter(b *testing.B) {
	for _, n := range sizes() {
		for name, filter := range map[string]string{
			"none": "", "country": "country:de,cn", "most": "!country:fr standing:listed", "tag": "tag:vip", "three": "relationship:reseller !tagged since:30d",
		} {
			for _, sort := range []partner.SortField{partner.SortName, partner.SortDomain} {
				b.Run(fmt.Sprintf("%d/%s/%s", n, name, sort), func(b *testing.B) {
					db := filled(b, n)
					places := someCustomers(b, db)
					q := partner.ListQuery{Filter: filter, Sort: sort}
					for i := 0; b.Loop(); i++ {
						_, err := db.Customers(b.Context(), q, partner.Place{Customer: places[i%len(places)]}, 40, 40)
						must(b, err)
					}
				})
			}
			b.Run(fmt.Sprintf("%d/%s/typing", n, name), func(b *testing.B) {
				db := filled(b, n)
				for i := 0; b.Loop(); i++ { // each time another search, laid over the same filter
					q := partner.ListQuery{Search: fmt.Sprint("fabrikam", i%1000), Filter: filter}
					_, err := db.Customers(b.Context(), q, partner.Place{Edge: partner.EdgeFirst}, 0, 40)
					must(b, err)
				}
			})
			b.Run(fmt.Sprintf("%d/%s/count", n, name), func(b *testing.B) {
				db := filled(b, n)
				for b.Loop() {
					_, _, err := db.CountCustomers(b.Context(), partner.ListQuery{Filter: filter})
					must(b, err)
				}
			})
		}
	}
}

func someCustomers(b *testing.B, db *store.DB) []partner.CustomerID {
	b.Helper()
	raw, err := sql.Open("sqlite", db.Path())
	must(b, err)
	defer raw.Close()
	var all []partner.CustomerID
	rows, err := raw.Query("SELECT hex(id) FROM customers WHERE num % (SELECT max(1, count(*) / 97) FROM customers) = 0")
	must(b, err)
	defer rows.Close()
	for rows.Next() {
		var h string
		must(b, rows.Scan(&h))
		all = append(all, partner.CustomerID(h[:8]+"-"+h[8:12]+"-"+h[12:16]+"-"+h[16:20]+"-"+h[20:]))
	}
	must(b, rows.Err())
	return all
}

func BenchmarkSearch(b *testing.B) {
	words := map[string]string{"common": "a", "rare": "zzz", "chinese": "科技", "two words": "works gmbh", "id": "4f1c9", "domain": "fabrikam77"}
	for _, n := range sizes() {
		for name, word := range words {
			for _, sort := range []partner.SortField{partner.SortName, partner.SortCountry} {
				b.Run(fmt.Sprintf("%d/%s/%s", n, name, sort), func(b *testing.B) {
					db := filled(b, n)
					for b.Loop() {
						_, err := db.Customers(b.Context(), partner.ListQuery{Search: word, Sort: sort}, partner.Place{Edge: partner.EdgeFirst}, 0, 50)
						must(b, err)
					}
				})
			}
			b.Run(fmt.Sprintf("%d/%s/count", n, name), func(b *testing.B) {
				db := filled(b, n)
				for b.Loop() {
					_, _, err := db.CountCustomers(b.Context(), partner.ListQuery{Search: word})
					must(b, err)
				}
			})
		}
	}
}

func BenchmarkImport(b *testing.B) {
	for _, n := range sizes() {
		list := sample(rand.New(rand.NewPCG(1, 3)), n)
		for _, again := range []bool{false, true} {
			b.Run(fmt.Sprint(n, map[bool]string{false: "/first", true: "/unchanged"}[again]), func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					db := mustOpen(b, filepath.Join(b.TempDir(), "cspdesk.db"))
					if again {
						_, err := db.ImportCustomers(b.Context(), each(list))
						must(b, err)
					}
					b.StartTimer()
					_, err := db.ImportCustomers(b.Context(), each(list))
					must(b, err)
					b.StopTimer()
					must(b, db.Close())
					b.StartTimer()
				}
				b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

func BenchmarkFindByDomain(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			db := filled(b, n)
			for b.Loop() {
				_, err := db.FindCustomers(b.Context(), "fabrikam77.example")
				must(b, err)
			}
		})
	}
}

func BenchmarkSavePage(b *testing.B) {
	const n = 100_000
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "first", true: "unchanged"}[again], func(b *testing.B) {
			list := sample(rand.New(rand.NewPCG(1, 2)), n)
			for b.Loop() {
				b.StopTimer()
				db := mustOpen(b, filepath.Join(b.TempDir(), "cspdesk.db"))
				if again {
					mustRefresh(b, db, list, false)
				}
				b.StartTimer()
				mustRefresh(b, db, list, false)
				b.StopTimer()
				must(b, db.Close())
				b.StartTimer()
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
