package sandbox

import (
	"encoding/json"
	"testing"
)

// A page is what encoding/json makes of the same customers, whatever their texts
// hold.
func TestCustomerPageIsWhatEncodingWouldGive(t *testing.T) {
	w := newWorld(usualSeed, 100)
	all := []brief{{}, {id: "(name)", name: "(id)", domain: `"items":[`}}
	for _, name := range []string{"O’Brien & Sons", `"\`, "<b>", "a\x00\n\t\x1f\x7f", "\xff\xc3", "\u2028\u2029", "上海 😀", "é"} {
		all = append(all, brief{id: w.partner().id, name: name, domain: name})
	}
	for i := range 60 {
		name, domain, _, _ := w.label(i)
		all = append(all, brief{id: w.cipher.guid(ref{kind: kindListed, entity: uint64(i)}), name: name, domain: domain})
	}
	for _, l := range []*links{nil, {}, {Self: get("/customers?size=500"), Next: get(`/customers?"items":[`, header{"MS-ContinuationToken", "<t>"})}} {
		for n := range len(all) + 1 {
			var items []customerItem
			for _, b := range all[:n] {
				items = append(items, customerListItem(b))
			}
			want, err := json.Marshal(collect(items, l))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := customerPage(all[:n], l); err != nil || string(got) != string(want) {
				t.Fatalf("%d customers: %v\n%s\nwant\n%s", n, err, got, want)
			}
		}
	}
}
