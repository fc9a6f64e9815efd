package listindex_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"cspdesk/internal/store/fold"
	"cspdesk/internal/store/listindex"
)

// sizes of the benchmarks; the million is measured only if CSPDESK_BENCH_LARGE
// is set.
func sizes() []int {
	if os.Getenv("CSPDESK_BENCH_LARGE") != "" {
		return []int{1_000, 100_000, 1_000_000}
	}
	return []int{1_000, 100_000}
}

// bulk gives an index of n customers with names about as long as real ones.
func bulk(b *testing.B, n int) (*listindex.Index, []customer) {
	b.Helper()
	r := rand.New(rand.NewPCG(1, uint64(n)))
	all := make([]customer, n)
	for i := range all {
		all[i] = someCustomer(r, int64(i+1))
		all[i].domain = fmt.Sprintf("%s%d.example", fold.Fold(words[r.IntN(6)]), r.IntN(n))
	}
	return open(b, build(b, all)), all
}

// BenchmarkTyping types queries letter by letter, and gives the times of all
// keys as percentiles.
func BenchmarkTyping(b *testing.B) {
	for _, n := range sizes() {
		x, all := bulk(b, n)
		for name, by := range map[string]listindex.Field{"name": listindex.ByName, "country": listindex.ByCountry} {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 2))
				var times []time.Duration
				for b.Loop() {
					query := []rune(someQuery(r, all))
					for end := range query {
						begin := time.Now()
						q := listindex.Query{Words: fold.Words(string(query[:end+1])), By: by, Down: true}
						_, err := x.Window(b.Context(), q, nil, listindex.Place{}, 0, 40)
						must(b, err)
						times = append(times, time.Since(begin))
					}
				}
				slices.Sort(times)
				for _, p := range []int{50, 90, 99} {
					b.ReportMetric(float64(times[len(times)*p/100].Microseconds())/1000, fmt.Sprintf("p%d-ms/key", p))
				}
			})
		}
	}
}

func BenchmarkWindow(b *testing.B) {
	for _, n := range sizes() {
		x, _ := bulk(b, n)
		for name, words := range map[string][]string{"all": nil, "search": {"contoso"}} {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					at := listindex.Place{Kind: listindex.AtCustomer, Num: int64(i*7919%n) + 1}
					_, err := x.Window(b.Context(), listindex.Query{Words: words, By: listindex.ByDomain}, nil, at, 40, 40)
					must(b, err)
				}
			})
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, n := range sizes() {
		r := rand.New(rand.NewPCG(1, 1))
		path := build(b, customers(r, n))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				x, err := listindex.Open(path)
				must(b, err)
				x.Close()
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range sizes() {
		r := rand.New(rand.NewPCG(1, 1))
		all := customers(r, n)
		for i := range all {
			all[i].domain = fmt.Sprintf("%s%d.example", fold.Fold(words[r.IntN(6)]), r.IntN(n))
		}
		s := source(all)
		path := b.TempDir() + "/list.idx"
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				must(b, listindex.Build(b.Context(), path, s))
			}
		})
	}
}
