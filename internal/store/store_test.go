package store_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

var start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// ticking is a clock that moves a second at each look.
func ticking() func() time.Time {
	now := start
	var lock sync.Mutex
	return func() time.Time {
		lock.Lock()
		defer lock.Unlock()
		now = now.Add(time.Second)
		return now
	}
}

func mustOpen(t testing.TB, path string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{Now: ticking(), Actor: "anna"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func newDB(t testing.TB) *store.DB {
	t.Helper()
	return mustOpen(t, filepath.Join(t.TempDir(), "profile", "cspdesk.db"))
}

func wantCode(t testing.TB, err error, code partner.Code) {
	t.Helper()
	if got := partner.CodeOf(err); got != code {
		t.Fatalf("code %q, want %q (error: %v)", got, code, err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// mustRefresh stores a whole list in one pass, in pages of 500.
func mustRefresh(t testing.TB, db *store.DB, list []partner.Customer, markVanished bool) (pass partner.RefreshPass, added, changed, vanished int) {
	t.Helper()
	ctx := t.Context()
	pass, err := db.BeginRefresh(ctx, true)
	must(t, err)
	for i := 0; i == 0 || i < len(list); i += 500 {
		end := min(i+500, len(list))
		next := fmt.Sprint("after ", end)
		if end == len(list) {
			next = ""
		}
		a, c, err := db.SavePage(ctx, pass.ID, list[i:end], next)
		must(t, err)
		added, changed = added+a, changed+c
	}
	vanished, err = db.FinishRefresh(ctx, pass.ID, markVanished)
	must(t, err)
	return pass, added, changed, vanished
}

// parts of company names in nine scripts.
var parts = []string{
	"Contoso", "Fabrikam", "Adventure", "Works", "Northwind", "Traders", "Zürich", "Łódź", "Ørsted", "Straße", "Œuvre",
	"北京", "科技", "上海华", "有限公司", "冒险家", "トヨタ", "東京", "ソフト", "서울", "컴퓨터", "Контосо", "Ёлка",
	"شركة", "القاهرة", "Αθήνα", "Όμιλος", "חברה", "ירושלים", "हिन्दी", "कंपनी", "บริษัท", "กรุงเทพ", "100%", "a_b", "O'Neil",
	"\"Quoted\"", "[x]*", "Ａｂｃ", "GmbH", "Ltd.", "& Co",
}

func sample(r *rand.Rand, n int) []partner.Customer {
	list := make([]partner.Customer, n)
	for i := range list {
		name := parts[r.IntN(len(parts))]
		for range r.IntN(3) {
			name += " " + parts[r.IntN(len(parts))]
		}
		list[i] = partner.Customer{
			ID: guid(r), CompanyName: name, Domain: fmt.Sprintf("%s%d.example", []string{"contoso", "Fabrikam", "xn--fiq", "zuerich"}[r.IntN(4)], r.IntN(n)),
			Relationship: []partner.Relationship{"reseller", "reseller", "reseller", "advisor", "none", "zebra"}[r.IntN(6)],
			Country:      []string{"", "", "DE", "CN", "US", "FR"}[r.IntN(6)],
		}
	}
	return list
}

// each gives customers as a file does.
func each(list []partner.Customer) iter.Seq2[partner.Customer, error] {
	return func(yield func(partner.Customer, error) bool) {
		for _, c := range list {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func guid(r *rand.Rand) partner.CustomerID {
	a, b := r.Uint64(), r.Uint64()
	return partner.CustomerID(fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&0xffffffffffff))
}

func TestCustomersOfARefreshAreListedByName(t *testing.T) {
	db := newDB(t)
	mustRefresh(t, db, []partner.Customer{
		{ID: "2e0d5b4e-0000-4000-8000-000000000001", CompanyName: "Fabrikam AG", Domain: "fabrikam.example", Relationship: "reseller"},
		{ID: "2e0d5b4e-0000-4000-8000-000000000002", CompanyName: "adventure Works", Domain: "adventure.example", Relationship: "reseller"},
	}, true)
	w, err := db.Customers(t.Context(), partner.ListQuery{}, partner.Place{Edge: partner.EdgeFirst}, 0, 10)
	must(t, err)
	var names []string
	for _, c := range w.Rows {
		names = append(names, c.CompanyName)
	}
	if diff := cmp.Diff([]string{"adventure Works", "Fabrikam AG"}, names); diff != "" {
		t.Error(diff)
	}
	if !w.AtStart || !w.AtEnd || w.Anchor != 0 {
		t.Errorf("window says %+v", w)
	}
	must(t, db.Check(context.Background()))
}

func TestInvitationIsSavedWithItsActivity(t *testing.T) {
	db := newDB(t)
	inv := partner.Invitation{
		ID: "inv-1", State: partner.StateDraft, AdminRights: true, Name: "Fabrikam", To: "admin@fabrikam.example", Country: "DE",
		MailLang: "de", Provider: "p", Note: "n", Draft: partner.Draft{Subject: "s", Opening: "o", Link: "l", Closing: "c"}, Step: 2,
		HandedOver: []partner.HandOver{{Channel: partner.ChannelFile, Detail: "/tmp/x.eml", Reminder: true, At: start}},
		CreatedBy:  "anna", PartnerID: "t", FinishedAt: start, AcceptedAt: start, Customer: "c", Declined: []partner.CustomerID{"d", "e"},
	}
	saved, err := db.SaveInvitation(t.Context(), inv, partner.Activity{Action: partner.ActionInvitationFinished, Invitation: "inv-1"})
	must(t, err)
	read, err := db.Invitation(t.Context(), "inv-1")
	must(t, err)
	if diff := cmp.Diff(saved, read); diff != "" {
		t.Error(diff)
	}
	inv.Revision, inv.CreatedAt, inv.UpdatedAt = 1, read.CreatedAt, read.UpdatedAt
	if diff := cmp.Diff(inv, read); diff != "" {
		t.Error(diff)
	}
	lines, err := db.Activities(t.Context(), partner.ActivityQuery{})
	must(t, err)
	if len(lines) != 1 || lines[0].Actor != "anna" || lines[0].Invitation != "inv-1" {
		t.Errorf("activity is %+v", lines)
	}
	must(t, db.Check(t.Context()))
}
