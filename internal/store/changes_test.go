package store_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// told gives what changed, the newest first, as text.
func told(t *testing.T, db *store.DB, q partner.ChangeQuery) []string {
	t.Helper()
	changes, err := db.Changes(t.Context(), q)
	must(t, err)
	var lines []string
	for _, c := range changes {
		lines = append(lines, fmt.Sprintf("%s: %s %s %q -> %q", c.CompanyName, c.Kind, c.Subject, c.Before, c.After))
	}
	return lines
}

func wantTold(t *testing.T, db *store.DB, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, told(t, db, partner.ChangeQuery{})); diff != "" {
		t.Errorf("what changed (-want +got):\n%s", diff)
	}
}

func named(names ...string) []partner.Customer {
	var list []partner.Customer
	for i, name := range names {
		list = append(list, partner.Customer{
			ID: partner.CustomerID(fmt.Sprintf("%08x-0000-4000-8000-000000000000", i+1)), CompanyName: name, Relationship: partner.RelationshipReseller,
		})
	}
	return list
}

func TestRefreshesTellWhoCameAndWent(t *testing.T) {
	db := newDB(t)
	list := named("Contoso", "Fabrikam", "Tailspin", "Northwind")
	_, err := db.ImportCustomers(t.Context(), each(list[:3]))
	must(t, err)
	mustRefresh(t, db, list[:2], true)
	wantTold(t, db) // the first list is no news
	mustRefresh(t, db, list[:2], true)
	wantTold(t, db)

	mustRefresh(t, db, list[1:], true)
	lines := []string{
		`Contoso: vanished  "listed" -> "vanished"`, `Northwind: new  "" -> "listed"`, `Tailspin: new  "imported" -> "listed"`,
	}
	wantTold(t, db, lines...)
	mustRefresh(t, db, list[1:], true)
	wantTold(t, db, lines...)

	must(t, db.MarkRemoved(t.Context(), list[1].ID))
	mustRefresh(t, db, list, true)
	wantTold(t, db, append([]string{
		`Fabrikam: listed-again  "removed" -> "listed"`, `Contoso: listed-again  "vanished" -> "listed"`,
	}, lines...)...)
}

// TestRefreshesTellOfAnotherName that others gave. What we changed ourselves is no
// news, whenever the list shows it, and neither is what a file called the customer.
func TestRefreshesTellOfAnotherName(t *testing.T) {
	db := newDB(t)
	list := named("Contoso", "Fabrikam", "Tailspin")
	_, err := db.ImportCustomers(t.Context(), each(named("Contoso of a file")))
	must(t, err)
	mustRefresh(t, db, list, true)
	mustRefresh(t, db, list, true)
	wantTold(t, db)

	ours := partner.Intent{ID: "i1", At: start, Action: partner.ActionBillingChanged, Customer: list[1].ID, Detail: "city Bonn -> Köln; companyName Fabrikam -> Fabrikam Holding; email a -> b"}
	must(t, db.BeginIntent(t.Context(), ours))
	ours.State, ours.ClosedAt = partner.IntentDone, start
	must(t, db.CloseIntent(t.Context(), ours))
	mustRefresh(t, db, list, true) // the list does not show it yet
	list[0].CompanyName, list[1].CompanyName, list[2].CompanyName = "Contoso AG", "Fabrikam Holding", ""
	mustRefresh(t, db, list, true)
	mustRefresh(t, db, list, true)
	wantTold(t, db, `Contoso AG: name  "Contoso" -> "Contoso AG"`)

	list[1].CompanyName = "Fabrikam SE"
	mustRefresh(t, db, list, true)
	wantTold(t, db, `Fabrikam SE: name  "Fabrikam Holding" -> "Fabrikam SE"`, `Contoso AG: name  "Contoso" -> "Contoso AG"`)
}

func TestRecordsTellWhatChangedInThem(t *testing.T) {
	db := newDB(t)
	list := named("Contoso")
	mustRefresh(t, db, list, true)
	id, at := list[0].ID, start
	account := func(granted, signed, unchecked bool) {
		at = at.Add(time.Minute)
		must(t, db.SaveAccount(t.Context(), id, partner.Account{DelegatedAccess: granted, AgreementSigned: signed, AgreementUnchecked: unchecked}, at))
	}
	services := func(subscriptions ...partner.Subscription) {
		at = at.Add(time.Minute)
		must(t, db.SaveServices(t.Context(), id, subscriptions, nil, at))
	}
	e5 := partner.Subscription{ID: "1", OfferName: "E5", Quantity: 5, Status: "active"}
	visio := partner.Subscription{ID: "2", OfferName: "Visio Plan 2", Nickname: "Drawing", Quantity: 3, Status: "Active"}
	account(true, false, false)
	services(e5, visio)
	wantTold(t, db) // the first look is no change

	account(false, false, false)
	account(false, false, true)
	account(true, true, false)
	e5.Quantity, visio.Status = 7, "Suspended"
	services(e5, visio)
	services(e5, visio)
	services(e5)
	e5.Status = "deleted"
	services(e5)
	services()
	wantTold(t, db,
		`Contoso: subscription-ended E5 "active" -> "deleted"`,
		`Contoso: subscription-ended Visio Plan 2 (Drawing) "suspended" -> ""`,
		`Contoso: subscription-suspended Visio Plan 2 (Drawing) "active" -> "suspended"`,
		`Contoso: seats E5 "5" -> "7"`,
		`Contoso: agreement-accepted  "missing" -> "accepted"`,
		`Contoso: admin-rights-granted  "removed" -> "granted"`,
		`Contoso: admin-rights-removed  "granted" -> "removed"`,
	)
}

// TestWhatWeDidOurselvesIsNoNews: an agreement that was confirmed and rights that
// were given up here. What others do later is news again.
func TestWhatWeDidOurselvesIsNoNews(t *testing.T) {
	db := newDB(t)
	list := named("Contoso")
	id := list[0].ID
	mustRefresh(t, db, list, true)
	at := time.Now()
	save := func(a partner.Account) {
		t.Helper()
		at = at.Add(time.Minute)
		must(t, db.SaveAccount(t.Context(), id, a, at))
	}
	did := func(action partner.Action, outcome partner.Outcome) {
		at = at.Add(time.Minute)
		must(t, db.AppendActivity(t.Context(), partner.Activity{At: at, Action: action, Outcome: outcome, Customer: id}))
	}
	save(partner.Account{DelegatedAccess: true})
	did(partner.ActionAgreementAttested, partner.OutcomeDone)
	save(partner.Account{DelegatedAccess: true, AgreementSigned: true})
	did(partner.ActionRightsGivenUp, partner.OutcomeDone)
	save(partner.Account{AgreementSigned: true})
	wantTold(t, db)

	save(partner.Account{DelegatedAccess: true, AgreementSigned: true})
	did(partner.ActionRightsGivenUp, partner.OutcomeFailed)
	save(partner.Account{AgreementSigned: true})
	wantTold(t, db, `Contoso: admin-rights-removed  "granted" -> "removed"`, `Contoso: admin-rights-granted  "removed" -> "granted"`)
}

func TestACopyOfASubscriptionTakesAnAnswer(t *testing.T) {
	db := newDB(t)
	list := named("Contoso")
	mustRefresh(t, db, list, true)
	id := list[0].ID
	e5 := partner.Subscription{ID: "1", OfferName: "E5", Quantity: 5, Status: "active", AutoRenew: true}
	must(t, db.PutSubscription(t.Context(), id, e5)) // nothing is stored: nothing to keep true
	must(t, db.SaveServices(t.Context(), id, []partner.Subscription{e5, {ID: "2", OfferName: "Visio"}}, nil, start))
	must(t, db.PutSubscription(t.Context(), id, partner.Subscription{ID: "1", Quantity: 6, Nickname: "Office", Status: "suspended"}))
	must(t, db.PutSubscription(t.Context(), id, partner.Subscription{ID: "3", Quantity: 1}))
	rec, err := db.Record(t.Context(), id)
	must(t, err)
	want := []partner.Subscription{{ID: "1", OfferName: "E5", Quantity: 6, Nickname: "Office", Status: "suspended"}, {ID: "2", OfferName: "Visio"}}
	if diff := cmp.Diff(want, rec.Subscriptions); diff != "" || !rec.States[partner.BlockServices].FetchedAt.Equal(start) {
		t.Errorf("%s, read at %v", diff, rec.States[partner.BlockServices].FetchedAt)
	}
	must(t, db.SaveServices(t.Context(), id, want, nil, start))
	wantTold(t, db) // our own change is no news, nor when it is read
}

func TestChangesInPagesAndSinceATime(t *testing.T) {
	db := newDB(t)
	mustRefresh(t, db, named("Contoso"), true)
	list := named("Contoso")
	for i := range 10 {
		account := partner.Account{DelegatedAccess: i%2 == 0}
		must(t, db.SaveAccount(t.Context(), list[0].ID, account, start.Add(time.Duration(i)*time.Hour)))
	}
	whole := told(t, db, partner.ChangeQuery{})
	var paged []string
	for before := int64(0); ; {
		page, err := db.Changes(t.Context(), partner.ChangeQuery{Before: before, Limit: 4})
		must(t, err)
		if len(page) == 0 {
			break
		}
		before = page[len(page)-1].Seq
		paged = append(paged, told(t, db, partner.ChangeQuery{Before: page[0].Seq + 1, Limit: len(page)})...)
	}
	if len(whole) != 9 || cmp.Diff(whole, paged) != "" {
		t.Errorf("%d lines, in pages %d", len(whole), len(paged))
	}
	if since := told(t, db, partner.ChangeQuery{Since: start.Add(7 * time.Hour)}); len(since) != 3 {
		t.Errorf("%d lines since 7 hours", len(since))
	}
	if since := told(t, db, partner.ChangeQuery{Since: start.AddDate(400, 0, 0)}); len(since) != 0 {
		t.Errorf("%d lines since a time that the database cannot hold", len(since))
	}

	n, err := db.UnseenChanges(t.Context())
	must(t, err)
	all, err := db.Changes(t.Context(), partner.ChangeQuery{})
	must(t, err)
	must(t, db.SeeChanges(t.Context(), all[2].Seq))
	must(t, db.SeeChanges(t.Context(), all[5].Seq)) // never back
	left, err := db.UnseenChanges(t.Context())
	must(t, err)
	if unseen := told(t, db, partner.ChangeQuery{Unseen: true}); n != 9 || left != 2 || len(unseen) != 2 {
		t.Errorf("%d unseen, then %d, listed %d", n, left, len(unseen))
	}
}

// TestOldChangesAreForgotten also keeps their numbers, by which it is known what
// was seen.
func TestOldChangesAreForgotten(t *testing.T) {
	now := start
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "profile", "cspdesk.db"), store.Options{Now: func() time.Time { return now }})
	must(t, err)
	defer db.Close()
	list := named("Contoso", "Fabrikam", "Tailspin")
	mustRefresh(t, db, list[:1], true)
	mustRefresh(t, db, list[:2], true)
	changes, err := db.Changes(t.Context(), partner.ChangeQuery{})
	must(t, err)
	must(t, db.SeeChanges(t.Context(), changes[0].Seq))
	now = now.AddDate(0, 0, 401)
	wantTold(t, db)
	mustRefresh(t, db, list, true)
	wantTold(t, db, `Tailspin: new  "" -> "listed"`)
	if n, err := db.UnseenChanges(t.Context()); err != nil || n != 1 {
		t.Errorf("%d unseen, %v", n, err)
	}
}

// TestAnEarlyEndTellsNothingTwice stops refreshes at every page: each change is
// told once, and none without the row that changed.
func TestAnEarlyEndTellsNothingTwice(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "profile", "cspdesk.db")
	list := sample(rand.New(rand.NewPCG(5, 5)), 60)
	db := mustOpen(t, path)
	mustRefresh(t, db, list[:20], true)
	for i := 20; i < 60; i += 10 {
		pass, err := db.BeginRefresh(t.Context(), false)
		must(t, err)
		_, _, err = db.SavePage(t.Context(), pass.ID, list[i:i+10], "more")
		must(t, err)
		must(t, db.Close())
		db = mustOpen(t, path)
	}
	fresh, err := db.Changes(t.Context(), partner.ChangeQuery{Limit: 100})
	must(t, err)
	seen := map[partner.CustomerID]bool{}
	for _, c := range fresh {
		if seen[c.Customer] || c.Kind != partner.ChangedNew || standing(t, db, c.Customer) != partner.StandingListed {
			t.Errorf("told %+v", c)
		}
		seen[c.Customer] = true
	}
	if len(seen) != 40 {
		t.Errorf("%d of 40 were told", len(seen))
	}
}

func TestRenewals(t *testing.T) {
	db := newDB(t)
	list := named("Contoso", "Fabrikam", "Tailspin")
	mustRefresh(t, db, list, true)
	in := func(days int, term string, automatic bool) partner.Subscription {
		return partner.Subscription{ID: fmt.Sprint(days, term), OfferName: fmt.Sprint(days, term), Status: "active", Term: term, AutoRenew: automatic, Ends: start.AddDate(0, 0, days)}
	}
	over := in(3, "P1Y", false)
	over.Status = "expired"
	must(t, db.SaveServices(t.Context(), list[0].ID, []partner.Subscription{in(40, "P1Y", true), in(10, "P1M", true), in(20, "P1M", false), over}, nil, start))
	must(t, db.SaveServices(t.Context(), list[1].ID, []partner.Subscription{in(-1, "P1Y", false), in(61, "P1Y", false), in(30, "P3Y", true), in(50, "", true)}, nil, start))
	found, err := db.Renewals(t.Context(), start.AddDate(0, 0, 60))
	must(t, err)
	var lines []string
	for _, r := range found.Decide {
		lines = append(lines, fmt.Sprint(r.CompanyName, " ", r.Subscription.OfferName, " ", r.Kind))
	}
	want := []string{"Contoso 20P1M ends", "Fabrikam 30P3Y renews", "Contoso 40P1Y renews", "Fabrikam 50 renews"}
	if diff := cmp.Diff(want, lines); diff != "" || found.Automatic != 1 || found.Known != 2 || found.Customers != 3 {
		t.Errorf("%+v (-want +got):\n%s", found, diff)
	}
}

func TestAnInvitationKeepsHowLongItIsPutOff(t *testing.T) {
	db := newDB(t)
	inv, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-1", State: partner.StateReady, SnoozeUntil: start.AddDate(0, 0, 3)})
	must(t, err)
	stored, err := db.Invitation(t.Context(), inv.ID)
	must(t, err)
	if !stored.SnoozeUntil.Equal(start.AddDate(0, 0, 3)) || !stored.AcceptedAt.IsZero() {
		t.Errorf("stored %+v", stored)
	}
	stored.SnoozeUntil = time.Time{}
	if stored, err = db.SaveInvitation(t.Context(), stored); err != nil || !stored.SnoozeUntil.IsZero() {
		t.Errorf("taken back: %s, %v", stored.SnoozeUntil, err)
	}
}
