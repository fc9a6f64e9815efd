package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// three gives a store of three customers and their ids.
func three(t *testing.T) (*store.DB, []partner.CustomerID) {
	t.Helper()
	db := newDB(t)
	list := sample(rand.New(rand.NewPCG(4, 4)), 3)
	for i, name := range []string{"Contoso", "Fabrikam", "Tailspin Toys"} {
		list[i].CompanyName = name
	}
	mustRefresh(t, db, list, true)
	return db, idsOf(list)
}

func customer(t testing.TB, db *store.DB, id partner.CustomerID) partner.Customer {
	t.Helper()
	c, err := db.Customer(t.Context(), id)
	must(t, err)
	return c
}

func TestTagsAreAddedAndRemoved(t *testing.T) {
	db, ids := three(t)
	before, err := db.ListGeneration(t.Context())
	must(t, err)
	for _, step := range []struct {
		ids         []partner.CustomerID
		add, remove []string
		changed     int
		want        string // tags of the first customer
	}{
		{ids, []string{" VIP ", "renewal"}, nil, 3, "renewal,VIP"},
		{ids[:2], []string{"vip"}, nil, 0, "renewal,VIP"},
		{ids[:1], []string{"小微"}, []string{"RENEWAL", "none"}, 1, "VIP,小微"},
		{append(ids[:1:1], ids[0]), []string{"a"}, nil, 1, "a,VIP,小微"},
		{nil, []string{"b"}, nil, 0, "a,VIP,小微"},
		{ids, nil, []string{"a", "小微"}, 1, "VIP"},
	} {
		changed, err := db.SetTags(t.Context(), step.ids, step.add, step.remove)
		must(t, err)
		if got := strings.Join(customer(t, db, ids[0]).Tags, ","); changed != step.changed || got != step.want {
			t.Errorf("%+v: %d changed, tags %q", step, changed, got)
		}
	}
	counts, err := db.TagCounts(t.Context())
	must(t, err)
	if diff := gocmp.Diff([]partner.TagCount{{Tag: "renewal", Customers: 2}, {Tag: "VIP", Customers: 3}}, counts); diff != "" {
		t.Error(diff)
	}
	after, err := db.ListGeneration(t.Context())
	must(t, err)
	if after == before {
		t.Error("the list says that it is as it was")
	}
	must(t, db.Check(t.Context()))
}

func TestWhatCannotBeKeptChangesNothing(t *testing.T) {
	db, ids := three(t)
	many := make([]string, partner.MaxTags+1)
	for i := range many {
		many[i] = fmt.Sprint("tag", i)
	}
	for name, add := range map[string][]string{
		"space": {"ok", "two words"}, "comma": {"a,b"}, "Chinese comma": {"a，b"}, "control": {"a\x1bb"}, "empty": {" "},
		"long": {strings.Repeat("科", partner.MaxTag+1)}, "many": many, "no text": {"\xff"},
	} {
		_, err := db.SetTags(t.Context(), ids, add, nil)
		if code := partner.CodeOf(err); code != partner.CodeInvalidInput {
			t.Errorf("%s gives %q", name, code)
		}
	}
	_, err := db.SetTags(t.Context(), []partner.CustomerID{ids[0], "nobody"}, []string{"ok"}, nil)
	wantCode(t, err, partner.CodeNotFound)
	_, err = db.SetPinned(t.Context(), []partner.CustomerID{ids[0], "nobody"}, true)
	wantCode(t, err, partner.CodeNotFound)
	wantCode(t, db.SetNickname(t.Context(), ids[0], "two\nlines"), partner.CodeInvalidInput)
	wantCode(t, db.SetNickname(t.Context(), ids[0], strings.Repeat("x", 101)), partner.CodeTooLong)
	wantCode(t, db.SetNote(t.Context(), ids[0], strings.Repeat("x", 10_001)), partner.CodeTooLong)
	wantCode(t, db.SetNote(t.Context(), ids[0], "\x1b[2J"), partner.CodeInvalidInput)
	wantCode(t, db.SetNote(t.Context(), "nobody", "x"), partner.CodeNotFound)
	if c := customer(t, db, ids[0]); len(c.Tags) > 0 || c.Pinned || c.Nickname != "" || c.Note != "" {
		t.Errorf("got %+v", c)
	}
	must(t, db.SetNote(t.Context(), ids[0], strings.Repeat("科", partner.MaxNote)))
}

// What is kept here alone is there after the service and files had their say.
func TestMarksSurviveRefreshAndImport(t *testing.T) {
	db, ids := three(t)
	_, err := db.SetTags(t.Context(), ids[:1], []string{"vip"}, nil)
	must(t, err)
	must(t, db.SetNote(t.Context(), ids[0], " Calls on Mondays.\r\nAsk for Nancy. "))
	must(t, db.SetNickname(t.Context(), ids[0], "The bakery"))
	changed, err := db.SetPinned(t.Context(), ids, true)
	must(t, err)
	again, err := db.SetPinned(t.Context(), ids[1:], false)
	must(t, err)
	if changed != 3 || again != 2 {
		t.Errorf("%d and %d changed", changed, again)
	}
	renamed := partner.Customer{ID: ids[0], CompanyName: "Contoso Ltd", Relationship: "advisor"}
	mustRefresh(t, db, []partner.Customer{renamed}, true)
	_, err = db.ImportCustomers(t.Context(), each([]partner.Customer{{ID: ids[0], CompanyName: "Contoso AG"}, {ID: ids[1], CompanyName: "F"}}))
	must(t, err)
	c := customer(t, db, ids[0])
	if c.CompanyName != "Contoso Ltd" || len(c.Tags) != 1 || c.Note != "Calls on Mondays.\nAsk for Nancy." || c.Nickname != "The bakery" || !c.Pinned {
		t.Errorf("got %+v", c)
	}
	record, err := db.Record(t.Context(), ids[0])
	must(t, err)
	if record.Customer.Nickname != "The bakery" {
		t.Errorf("the record has %+v", record.Customer)
	}
	for _, search := range []string{"bakery", "BÄKERY the", "vip contoso"} {
		w, err := db.Customers(t.Context(), partner.ListQuery{Search: search}, partner.Place{Edge: partner.EdgeFirst}, 0, 9)
		must(t, err)
		if len(w.Rows) != 1 || w.Rows[0].ID != ids[0] {
			t.Errorf("%q finds %v", search, idsOf(w.Rows))
		}
	}
	must(t, db.SetNote(t.Context(), ids[0], ""))
	must(t, db.SetNickname(t.Context(), ids[0], ""))
	_, err = db.SetTags(t.Context(), ids[:1], nil, []string{"vip"})
	must(t, err)
	_, err = db.SetPinned(t.Context(), ids[:1], false)
	must(t, err)
	if c := customer(t, db, ids[0]); c.Tags != nil || c.Note != "" || c.Pinned {
		t.Errorf("got %+v", c)
	}
	must(t, db.Check(t.Context()))
}

func TestTenThousandCustomersAreMarkedAtOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	db := newDB(t)
	list := sample(r, 10_000)
	mustRefresh(t, db, list, false)
	indexed(t, db)
	changed, err := db.SetTags(t.Context(), idsOf(list), []string{"all"}, nil)
	must(t, err)
	if changed != len(list) {
		t.Errorf("%d changed", changed)
	}
	for range 2 { // without an index that can say, and with the next one
		matches, _, err := db.CountCustomers(t.Context(), partner.ListQuery{Filter: "tag:ALL"})
		must(t, err)
		if matches != len(list) {
			t.Errorf("%d have the tag", matches)
		}
		indexed(t, db)
	}
}
