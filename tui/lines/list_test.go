package lines

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/tuitest"
)

func (w *world) Changes(_ context.Context, q partner.ChangeQuery) (found []partner.Change, err error) {
	for _, c := range w.news {
		if (q.Before == 0 || c.Seq < q.Before) && len(found) < q.Limit {
			c.Seen = c.Seq <= w.seenTo
			found = append(found, c)
		}
	}
	return found, nil
}

func (w *world) SeeChanges(_ context.Context, upTo int64) error {
	w.seenTo = max(w.seenTo, upTo)
	return nil
}

func (w *world) UnseenChanges(context.Context) (n int, err error) {
	for _, c := range w.news {
		if c.Seq > w.seenTo {
			n++
		}
	}
	return n, nil
}

func (w *world) Renewals(_ context.Context, until time.Time) (partner.Renewals, error) {
	if until != tuitest.Now.Add(60*24*time.Hour) {
		return partner.Renewals{}, errors.New("another time was asked for")
	}
	return w.terms, nil
}

// follows fills a world with what happened and what waits.
func follows(w *world) {
	for seq := range int64(12) {
		w.news = append(w.news, partner.Change{Seq: 12 - seq, At: tuitest.Now.Add(-time.Duration(seq) * time.Hour), Customer: w.List[2].ID, CompanyName: fabrikam, Kind: partner.ChangedSeats, Subject: "Visio Plan 2", Before: "5", After: "8"})
	}
	w.seenTo = 9
	ends := partner.Subscription{ID: "s1", OfferName: "Microsoft 365 E3", Quantity: 9, Ends: tuitest.Now.AddDate(0, 1, 0), Term: "P1Y"}
	w.terms = partner.Renewals{
		Decide: []partner.Renewal{
			{Customer: w.List[2].ID, CompanyName: fabrikam, Subscription: ends, Kind: partner.RenewalEnds},
			{Customer: w.List[0].ID, CompanyName: "Adventure Works GmbH", Subscription: ends, Kind: partner.RenewalLong},
		}, Automatic: 1, Known: 2, Customers: 8,
	}
	w.byID["inv-1"] = partner.Invitation{ID: "inv-1", Name: fabrikam, To: "admin@fabrikam.de", State: partner.StateHandedOver, Revision: 1, CreatedAt: tuitest.Now.AddDate(0, 0, -8), Draft: partner.Draft{Link: link}}
	w.byID["inv-2"] = partner.Invitation{ID: "inv-2", Name: "Litware", State: partner.StateDraft, Revision: 1, CreatedAt: tuitest.Now}
	w.byID["inv-3"] = partner.Invitation{ID: "inv-3", Name: "Tailspin Toys", State: partner.StateAccepted, Revision: 1, CreatedAt: tuitest.Now}
	w.List[0].Tags, w.List[1].Tags = []string{"vip"}, []string{"renewal", "vip"}
}

// TestListDialogs holds what is done with the list of customers, and what follows
// from it, against golden files in both languages.
func TestListDialogs(t *testing.T) {
	for name, answers := range map[string][]string{
		"own": {"1", "s fabrikam", "1", "8", "1", "vip renewal", "1", "?", "+a b -renewal", "1", strings.Repeat("x", 41), "", "0", "1", "-", "2", "Fab", "3", "4", "3", "4", "1", "Calls on Mondays.", "4", "1", "Likes mail.",
			"4", "2", "4", "3", "", "4", "3", "2", "0", "0", "s -", "0", "0"},
		"views":   {"1", "v", "f ?", "f tag:vip", "w", "", "s works", "w Works", "s -", "f country:x", "f -", "o", "4", "v 7", "v", "1", "1", "v 2", "v", "2", "2", "Vips", "v", "1", "3", "", "v", "1", "3", "2", "v", "0", "0", "1", "f -", "0", "0"},
		"snooze":  {"3", "1", "5", "", "5", "4", "5", "7", "0", "0", "0"},
		"search":  {"3", "4", "fabrikam", "3", "", "3", "2", "1", "-", "3", "1", "5", "7", "2", "1", "0", "0"},
		"match":   {"3", "1", "6", "nobody", "", "-", "0", "fabrikam", "1", "", "", "1", "2", "1", "7", "0", "0", "0"},
		"changes": {"8", "?", "99", "1", "0", "n", "n", "12", "0", "t", "2", "0", "0", "0", "8", "0", "0"},
	} {
		for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
			t.Run(name+"."+text.Language, func(t *testing.T) {
				w := newWorld()
				follows(w)
				w.edit = func(text string) (string, error) { return text + "\nAnd lunch.", nil }
				got := w.hold(t, text, nil, answers...)
				tuitest.Golden(t, name+"."+text.Language, strings.Split(strings.TrimSuffix(got, "\n"), "\n"))
			})
		}
	}
}

// TestOwn keeps tags, nickname, pin and note of a customer.
func TestOwn(t *testing.T) {
	w := newWorld()
	got := w.hold(t, i18n.English(), nil, "1", "s fabrikam", "1", "8", "1", "vip renewal", "1", "+new -vip", "2", "Fab", "3", "4", "1", "Calls on Mondays.", "4", "1", "Likes mail.")
	c := w.List[2]
	if !slices.Equal(c.Tags, []string{"new", "renewal"}) || c.Nickname != "Fab" || !c.Pinned || c.Note != "Calls on Mondays.\nLikes mail." {
		t.Errorf("%q %q %v %q", c.Tags, c.Nickname, c.Pinned, c.Note)
	}
	wants(t, got, "Tags of Fabrikam AG, the whole list, or +tag and -tag: vip renewal", "Tags: renewal, vip", "Tags in use: renewal 1, vip 1.", "Take the pin away")

	// What was written in the editor is never lost, and what has a mistake is asked
	// for again.
	w.edit = func(text string) (string, error) {
		if !strings.Contains(text, "mended") {
			return text + " mended \a", nil
		}
		return strings.ReplaceAll(text, "\a", ""), nil
	}
	w.hold(t, i18n.English(), nil, "1", "s fabrikam", "1", "8", "4", "2", "", "1", "two,tags,"+strings.Repeat("x", 41), "three")
	if c = w.List[2]; c.Note != "Calls on Mondays.\nLikes mail. mended" || !slices.Equal(c.Tags, []string{"three"}) {
		t.Errorf("%q %q", c.Note, c.Tags)
	}
	w.hold(t, i18n.English(), nil, "1", "s fabrikam", "1", "8", "1", "-", "2", "-", "3", "4", "3", "", "4", "3", "2")
	if c = w.List[2]; len(c.Tags) > 0 || c.Nickname != "" || c.Pinned || c.Note != "" {
		t.Errorf("%+v", c)
	}
	got = w.hold(t, i18n.English(), func(d *Deps) { d.Locked = "Locked" }, "1", "s fabrikam", "1", "8", "0", "w", "0")
	wants(t, got, "8. Tags, nickname, pin and note (not possible now)", "Locked")
}

// TestTheListIsAsItWasLeft: filter and order come back, the search does not, and
// what the screen keeps besides stays.
func TestTheListIsAsItWasLeft(t *testing.T) {
	w := newWorld()
	w.Kept = []partner.View{{Detail: true, Columns: []partner.Column{partner.ColumnName, partner.ColumnTags}}}
	w.hold(t, i18n.English(), nil, "1", "f country:de", "s fabrikam", "o", "4")
	got := w.hold(t, i18n.English(), nil, "1")
	wants(t, got, "2 of 8 customers, filtered by country:de, by domain, 1 to 2.", "1. Fabrikam AG", "2. Adventure Works GmbH")
	if v := w.Kept[0]; !v.Detail || len(v.Columns) != 2 || v.Query.Search != "" {
		t.Errorf("%+v", v)
	}
	w.hold(t, i18n.English(), nil, "1", "w Germans", "f -", "v 1")
	if v := w.Kept; len(v) != 2 || v[1].Name != "Germans" || len(v[1].Columns) != 2 || !v[0].Detail || v[0].Query.Filter != "country:de" {
		t.Errorf("%+v", v)
	}
	w.hold(t, i18n.English(), func(d *Deps) { d.Locked = "Locked" }, "1", "f -")
	if w.Kept[0].Query.Filter != "country:de" {
		t.Error("a locked list was remembered")
	}
}

// TestPinnedMovesUp: a customer who is pinned is heard on top of the list again.
func TestPinnedMovesUp(t *testing.T) {
	w := newWorld()
	fill := w.Fill
	w.Store = tuitest.Many(25)
	w.Fill = fill
	got := w.hold(t, i18n.English(), nil, "1", "n", "15", "8", "3", "0", "0", "n", "15", "8", "2", "The shop", "0", "0")
	wants(t, got, "11 to 20", "1 to 10", "1. Contoso 000014", "11 to 20", "11 to 20")
}

// TestChangesAreSeen when the person goes on, and not before.
func TestChangesAreSeen(t *testing.T) {
	w := newWorld()
	follows(w)
	got := w.hold(t, i18n.English(), nil, "8", "0")
	wants(t, got, "3 changes about your customers are new: choice 8 tells them.", "What changed about your customers, 3 new.", "1. new, ", "3. new, ", "4. 2026")
	if w.seenTo != 12 {
		t.Errorf("seen up to %d", w.seenTo)
	}
	w.seenTo = 9
	w.hold(t, i18n.English(), func(d *Deps) { d.Locked = "Locked" }, "8", "0")
	if w.seenTo != 9 {
		t.Error("seen, and stored where nothing may be")
	}
}

// TestMatchedByHand: the customer who accepted is named by a person.
func TestMatchedByHand(t *testing.T) {
	w := newWorld()
	follows(w)
	w.hold(t, i18n.English(), nil, "3", "1", "6", "", "1", "2")
	if inv := w.byID["inv-1"]; inv.State != partner.StateAccepted || inv.Customer != w.List[2].ID {
		t.Errorf("%+v", inv)
	}
	w = newWorld()
	follows(w)
	w.hold(t, i18n.English(), nil, "3", "1", "5", "4")
	if inv := w.byID["inv-1"]; !inv.SnoozeUntil.Equal(tuitest.Now.AddDate(0, 0, 7)) {
		t.Errorf("put off until %s", inv.SnoozeUntil)
	}
}
