package store_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cspdesk/internal/partner"
)

// TestARefreshFindsEveryChange: lists that are stored nearly as they come again,
// with each kind of difference and in each order, are stored afterwards as a
// list is that comes for the first time, and what changed is counted.
func TestARefreshFindsEveryChange(t *testing.T) {
	const n = 1_203
	odd := make([]partner.Customer, 2) // without an id; beside them everybody is looked up
	for name, differ := range map[string]func(r *rand.Rand, list []partner.Customer) (now []partner.Customer, added, changed int){
		"none": func(_ *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) { return list, 0, 0 },
		"another order": func(r *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) {
			r.Shuffle(n, func(i, j int) { list[i], list[j] = list[j], list[i] })
			return list, 0, 0
		},
		"two changed places": func(_ *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) {
			list[700], list[701] = list[701], list[700]
			return list, 0, 0
		},
		"names": func(r *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) {
			list[0].CompanyName, list[n-1].CompanyName = "Fabrikam", "Tailspin Toys"
			list[600+r.IntN(50)].CompanyName += "\x1fcontoso"
			return list, 0, 3
		},
		"the end of a name at another place": func(_ *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) {
			list[3].CompanyName, list[4].CompanyName = list[3].CompanyName+list[4].CompanyName[:1], list[4].CompanyName[1:]
			return list, 0, 2
		},
		"domains and relationships": func(_ *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) {
			list[500].Domain, list[1_100].Relationship = "tailspintoys.com", partner.RelationshipUnknown
			return list, 0, 2
		},
		"a domain is not said": func(_ *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) {
			list[77].Domain = ""
			return list, 0, 0
		},
		"one is new": func(_ *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) {
			other := partner.Customer{ID: "2e0d5b4e-0000-4000-8000-000000000001", CompanyName: "Fabrikam", Standing: partner.StandingListed}
			return slices.Insert(list, 620, other), 1, 0
		},
		"one comes twice and is as it was in the end": func(_ *rand.Rand, list []partner.Customer) ([]partner.Customer, int, int) {
			other := list[130]
			other.CompanyName = "Fabrikam"
			return slices.Insert(list, 10, other), 0, 2
		},
	} {
		r := rand.New(rand.NewPCG(5, 5))
		list := sample(r, n)
		for i := range list {
			list[i].Country, list[i].Relationship = "", partner.RelationshipReseller
			list[i].CompanyName += " Ltd."
			list[i].Domain = "contoso.com"
		}
		db := newDB(t)
		mustRefresh(t, db, list, true)
		now, added, changed := differ(r, slices.Clone(list))
		_, gotAdded, gotChanged, vanished := mustRefresh(t, db, now, true)
		if gotAdded != added || gotChanged != changed || vanished != 0 {
			t.Errorf("%s: %d added, %d changed, %d vanished; want %d, %d, 0", name, gotAdded, gotChanged, vanished, added, changed)
		}
		fresh := newDB(t)
		mustRefresh(t, fresh, list, true)
		pass, err := fresh.BeginRefresh(t.Context(), true)
		must(t, err)
		for page := range slices.Chunk(now, 400) {
			_, _, err := fresh.SavePage(t.Context(), pass.ID, slices.Concat(odd, page), "")
			must(t, err)
		}
		ignore := cmpopts.IgnoreFields(partner.Customer{}, "FirstSeen", "RefreshedAt")
		if diff := cmp.Diff(everything(t, fresh), everything(t, db), ignore); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
