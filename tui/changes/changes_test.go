package changes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// kept is a store of changes, newest first, and of terms.
type kept struct {
	lines []partner.Change
	terms partner.Renewals
	seen  int64
	err   error
	until time.Time
}

func (k *kept) Changes(_ context.Context, q partner.ChangeQuery) ([]partner.Change, error) {
	var found []partner.Change
	for _, c := range k.lines {
		if (q.Before == 0 || c.Seq < q.Before) && len(found) < q.Limit {
			c.Seen = c.Seq <= k.seen
			found = append(found, c)
		}
	}
	return found, k.err
}

func (k *kept) SeeChanges(_ context.Context, upTo int64) error {
	k.seen = max(k.seen, upTo)
	return k.err
}

func (k *kept) Renewals(_ context.Context, until time.Time) (partner.Renewals, error) {
	k.until = until
	return k.terms, k.err
}

func (k *kept) Customer(_ context.Context, id partner.CustomerID) (partner.Customer, error) {
	return partner.Customer{ID: id, CompanyName: "opened"}, k.err
}

// opened stands for a part of a record.
type opened struct {
	screen.Screen
	customer partner.CustomerID
	block    partner.Block
}

func deps(k *kept, text *i18n.Strings) Deps {
	return Deps{Text: text, Now: func() time.Time { return tuitest.Now }, Source: k, Customers: k,
		Open: func(c partner.Customer, b partner.Block) screen.Screen { return &opened{customer: c.ID, block: b} }}
}

func sample() *kept {
	ago := func(hours int) time.Time { return tuitest.Now.Add(-time.Duration(hours) * time.Hour) }
	k := &kept{seen: 6}
	for _, c := range []partner.Change{
		{CompanyName: "Fabrikam AG", Kind: partner.ChangedSuspended, Subject: "Visio Plan 2", Before: "active", After: "suspended"},
		{CompanyName: "Fabrikam AG", Kind: partner.ChangedSeats, Subject: "Microsoft 365 Business Premium", Before: "25", After: "30"},
		{CompanyName: "Adventure Cycles AG", Kind: partner.ChangedRightsGone, Before: "granted", After: "removed"},
		{CompanyName: "冒险家科技有限公司", Kind: partner.ChangedAgreement, Before: "missing", After: "accepted"},
		{CompanyName: "Adventure Works GmbH", Kind: partner.ChangedRightsGiven, Before: "not-requested", After: "granted"},
		{CompanyName: "Tailspin Toys", Kind: partner.ChangedListedAgain, Before: "vanished", After: "listed"},
		{CompanyName: "Tailspin Toys", Kind: partner.ChangedVanished, Before: "listed", After: "vanished"},
		{CompanyName: "Wide World Importers", Kind: partner.ChangedNew, Before: "imported", After: "listed"},
		{CompanyName: "Northwind Traders", Kind: partner.ChangedSubscription, Subject: "Power BI Pro", Before: "active"},
		{CompanyName: "Fabrikam AG", Kind: partner.ChangedName, Before: "Northwind Traders", After: "Fabrikam AG"},
	} {
		n := len(k.lines)
		c.Seq, c.At, c.Customer = int64(10-n), ago(n*9), tuitest.CustomerID(n)
		k.lines = append(k.lines, c)
	}
	term := func(name, product, term string, seats, days int, kind partner.RenewalKind) partner.Renewal {
		return partner.Renewal{Customer: tuitest.CustomerID(days), CompanyName: name, Kind: kind, Subscription: partner.Subscription{
			ID: product, OfferName: product, Quantity: seats, Term: term, Ends: tuitest.Now.AddDate(0, 0, days), AutoRenew: kind != partner.RenewalEnds}}
	}
	k.terms = partner.Renewals{Known: 14, Customers: 1204, Automatic: 9, Decide: []partner.Renewal{
		term("Adventure Cycles AG", "Visio Plan 2", "P1Y", 3, 4, partner.RenewalEnds),
		term("冒险家科技有限公司", "Microsoft 365 E5", "P3Y", 120, 19, partner.RenewalLong),
		term("Fabrikam AG", "Dynamics 365 Sales", "", 7, 40, partner.RenewalLong),
	}}
	return k
}

func TestFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, c := range []struct {
			name string
			kept *kept
			keys []string
		}{
			{"changes", sample(), []string{"down"}}, {"terms", sample(), []string{"t", "down"}},
			{"empty", &kept{}, nil}, {"no-terms", &kept{terms: partner.Renewals{Known: 2, Customers: 3}}, []string{"t"}}, {"terms-unknown", &kept{}, []string{"t"}},
			{"failed", &kept{err: partner.NewError(partner.CodeStoreBusy, "", nil)}, nil},
		} {
			t.Run(text.Language+"/"+c.name, func(t *testing.T) {
				h := tuitest.NewHost(t, New(deps(c.kept, text)), 80, 21)
				h.Frame.Text = text
				h.Press(c.keys...)
				h.Frames(c.name)
			})
		}
	}
}

// TestNarrowRowsTellTheTime: of what changed on one day, too.
func TestNarrowRowsTellTheTime(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		h := tuitest.NewHost(t, New(deps(sample(), text)), 60, 21)
		h.Frame.Text = text
		if got := strings.Join(h.Lines(), "\n"); !strings.Contains(got, " 11-12 09:30  ") || !strings.Contains(got, " 11-12 00:30  ") {
			t.Errorf("no time in\n%s", got)
		}
	}
}

// TestEnterOpensWhatALineIsAbout: the part of the record that tells more.
func TestEnterOpensWhatALineIsAbout(t *testing.T) {
	h := tuitest.NewHost(t, New(deps(sample(), i18n.English())), 80, 21)
	h.Press("enter", "down", "down", "enter", "t", "enter")
	var got []string
	for _, w := range h.Wishes {
		if push, ok := w.(screen.Push); ok {
			o := push.Screen.(*opened)
			got = append(got, fmt.Sprint(o.customer, " ", o.block))
		}
	}
	want := []string{
		fmt.Sprint(tuitest.CustomerID(0), " services"), fmt.Sprint(tuitest.CustomerID(2), " account"), fmt.Sprint(tuitest.CustomerID(4), " services"),
	}
	if !slices.Equal(got, want) {
		t.Errorf("opened %q, want %q", got, want)
	}
}

func TestAllAreMarkedAsSeen(t *testing.T) {
	k := sample()
	h := tuitest.NewHost(t, New(deps(k, i18n.English())), 80, 21)
	h.Press("x")
	if k.seen != 10 || !slices.ContainsFunc(h.Wishes, func(m tea.Msg) bool { _, ok := m.(screen.Changed); return ok }) {
		t.Errorf("seen up to %d, wishes %v", k.seen, h.Wishes)
	}
	if b, _ := h.Screen.Keys().Find(keys.ChangesSeen); b.Why != i18n.English().Changes.NothingNew {
		t.Errorf("a second time: %+v", b)
	}
	d := deps(sample(), i18n.English())
	d.Locked = "read-only"
	h = tuitest.NewHost(t, New(d), 80, 21)
	if b, _ := h.Screen.Keys().Find(keys.ChangesSeen); b.Why != "read-only" {
		t.Errorf("read-only: %+v", b)
	}
}

// TestLeavingMarksWhatWasLookedAt and nothing else: what came after, and what
// was never shown, stays new.
func TestLeavingMarksWhatWasLookedAt(t *testing.T) {
	k := sample()
	s := New(deps(k, i18n.English()))
	if s.Leave() != nil {
		t.Error("a screen that nobody looked at marks something")
	}
	tuitest.NewHost(t, s, 80, 21)
	k.lines = append([]partner.Change{{Seq: 11, At: tuitest.Now, Kind: partner.ChangedNew}}, k.lines...)
	if msg := s.Leave()(); msg != nil || k.seen != 10 {
		t.Errorf("seen up to %d, %v", k.seen, msg)
	}
	k.err = errors.New("disk full")
	if msg := s.Leave()(); msg != nil {
		t.Errorf("leaving fails: %v", msg)
	}
	d := deps(sample(), i18n.English())
	d.Locked = "read-only"
	locked := New(d)
	tuitest.NewHost(t, locked, 80, 21)
	if locked.Leave() != nil {
		t.Error("a screen that may not write marks something")
	}
}

func TestPagesAreReadAsOneScrolls(t *testing.T) {
	k := &kept{}
	for i := range 1000 {
		k.lines = append(k.lines, partner.Change{Seq: int64(1000 - i), At: tuitest.Now, CompanyName: fmt.Sprintf("line %d.", 1000-i), Kind: partner.ChangedNew})
	}
	h := tuitest.NewHost(t, New(deps(k, i18n.English())), 80, 20)
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "line 1000.") || strings.Contains(text, "changes ") {
		t.Errorf("the newest lines are not shown, or a number that is not known:\n%s", text)
	}
	for range 80 {
		h.Press("pgdown")
	}
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "line 1.") || !strings.Contains(text, "1,000 new") {
		t.Errorf("the oldest line is not reached:\n%s", text)
	}
}

func TestHostileTextInEverySize(t *testing.T) {
	k := &kept{}
	for i, text := range tuitest.Hostile() {
		k.lines = append(k.lines, partner.Change{Seq: int64(1000 - i), CompanyName: text, Kind: partner.ChangedSuspended, Subject: text, Before: text, After: text},
			partner.Change{Seq: int64(900 - i), CompanyName: text, Kind: partner.ChangeKind(text)})
		k.terms.Decide = append(k.terms.Decide, partner.Renewal{CompanyName: text, Kind: partner.RenewalLong,
			Subscription: partner.Subscription{ID: text, OfferName: text, Term: text, RenewalTerm: text, Ends: tuitest.Now}})
	}
	for height := range 13 {
		for width := range 31 {
			h := tuitest.NewHost(t, New(deps(k, i18n.English())), width, height)
			h.Press("down", "G", "t", "down", "G")
		}
	}
}
