package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

func TestViewsAreKept(t *testing.T) {
	db := newDB(t)
	ctx := t.Context()
	set := func(v partner.View) {
		t.Helper()
		if err := db.SetView(ctx, v); err != nil {
			t.Fatal(err)
		}
	}
	third := partner.View{Number: 3, Name: "VIP 客户", Query: partner.ListQuery{Search: "加", Filter: "tag:vip !pinned", Sort: partner.SortCountry, Descending: true}}
	last := partner.View{Query: partner.ListQuery{Sort: partner.SortDomain}, Detail: true, Columns: []partner.Column{partner.ColumnName, partner.ColumnTags}}
	set(partner.View{Number: 9, Name: "x"})
	set(third)
	set(partner.View{Query: partner.ListQuery{Filter: "tag:old"}})
	set(last)
	if err := db.DeleteView(ctx, 9); err != nil {
		t.Fatal(err)
	}
	got, err := db.Views(ctx)
	if diff := cmp.Diff([]partner.View{last, third}, got); err != nil || diff != "" {
		t.Errorf("views (-want +got), %v:\n%s", err, diff)
	}
	if err := db.SetView(ctx, partner.View{Number: 10}); partner.CodeOf(err) != partner.CodeInvalidInput {
		t.Errorf("number 10: %v", err)
	}
	// Nor is a column, which is left out.
	last.Columns = append(last.Columns, "moon", partner.ColumnID)
	set(last)
	want := []partner.Column{partner.ColumnName, partner.ColumnTags, partner.ColumnID}
	if got, err := db.Views(ctx); err != nil || cmp.Diff(want, got[0].Columns) != "" {
		t.Errorf("with a column that is not known: %v, %v", got, err)
	}
	// A filter that another version of the program knows is no reason not to start.
	set(partner.View{Number: 1, Query: partner.ListQuery{Filter: "moon:full"}})
	if got, err := db.Views(ctx); err != nil || len(got) != 2 {
		t.Errorf("with a view that cannot be read: %v, %v", got, err)
	}
}
