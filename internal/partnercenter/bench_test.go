package partnercenter

import (
	"reflect"
	"strings"
	"testing"
)

var typeOfRow = reflect.TypeFor[envelope[customerRow]]()

// BenchmarkDecodePage reads one page of 500 customers.
func BenchmarkDecodePage(b *testing.B) {
	rows := make([]string, 500)
	for i := range rows {
		rows[i] = strings.NewReplacer("\n", "", "\t", "").Replace(row(i))
	}
	page := []byte(list(nextLink("/customers?size=500&seekOperation=Next", "AQAAAA=="), rows...))
	c := fuzzClient(b)
	body := make([]byte, len(page))
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		copy(body, page)
		read, _, err := openCustomers(c, body, cursor{Path: "/v1/customers?size=500"})
		if err != nil {
			b.Fatal(err)
		}
		if rows, err := read(); err != nil || len(rows) != 500 {
			b.Fatal(len(rows), err)
		}
	}
	b.ReportMetric(float64(500*b.N)/b.Elapsed().Seconds(), "customers/s")
}
