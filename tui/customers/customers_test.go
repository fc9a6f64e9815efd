package customers_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func deps(s *tuitest.Store) customers.Deps {
	return customers.Deps{
		Text: i18n.English(), Now: func() time.Time { return tuitest.Now }, Source: s, Fetcher: s, Clipboard: s,
		Refresh: func(context.Context, refresh.How) (customers.Job, error) { return nil, errors.New("no service") },
		Request: func() screen.Screen { return customers.New(customers.Deps{Text: i18n.English(), Source: s}) },
	}
}

func home(t testing.TB, s *tuitest.Store, d customers.Deps) *tuitest.Host {
	return tuitest.NewHost(t, customers.New(d), 100, 30)
}

// cursor gives the line under the cursor: the one that a theme without colours
// draws reversed.
func cursor(h *tuitest.Host) string {
	for _, line := range h.Screen.View(h.Frame).Lines {
		if strings.Contains(line, "\x1b[7m") {
			return tuitest.Check(noT{}, []string{line}, 1000, 1)[0]
		}
	}
	return ""
}

// noT lets Check be used where no test is at hand.
type noT struct{ testing.TB }

func (noT) Helper() {}

func has(t *testing.T, h *tuitest.Host, want ...string) {
	t.Helper()
	text := strings.Join(h.Lines(), "\n")
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the screen does not show %q:\n%s", w, text)
		}
	}
}

func TestSearchAsksAnewWithEachKey(t *testing.T) {
	s := tuitest.Sample()
	h := home(t, s, deps(s))
	has(t, h, "8 customers", "Fabrikam AG")
	h.Press("/")
	h.Type("adv")
	has(t, h, "2 of 8", "Adventure Cycles AG", "Adventure Works GmbH")
	h.Press("down", "enter", "esc")
	has(t, h, "8 customers", "Fabrikam AG")
	if c := cursor(h); !strings.Contains(c, "Adventure Works") {
		t.Errorf("after the search the cursor stands on %q, want the customer that was found", c)
	}
	h.Press("/")
	h.Type("zzz")
	has(t, h, `No customer fits "zzz".`, "esc clears")
	h.Type(" tag:vip")
	if strings.Contains(strings.Join(h.Lines(), "\n"), "f filters") {
		t.Error("words are called a filter")
	}
	h.Press("ctrl+u")
	h.Type("tag:vip")
	has(t, h, `No customer fits "tag:vip".`, "This is a filter: f filters.", "esc clears")
}

// TestARecordThatGrowsStaysInSight, at the bottom of the window, too.
func TestARecordThatGrowsStaysInSight(t *testing.T) {
	s := tuitest.Sample()
	h := tuitest.NewHost(t, customers.New(deps(s)), 100, 16)
	h.Press("G", "right", "down")
	for _, c := range s.List {
		s.Records[c.ID] = tuitest.Record()
	}
	h.Send(screen.Changed{})
	has(t, h, "... 38 more, enter to open")
}

func TestAnOldAnswerIsDropped(t *testing.T) {
	s := tuitest.Sample()
	sc := customers.New(deps(s))
	tuitest.Drain(t, func(m tea.Msg) tea.Cmd {
		if a, ok := m.(screen.Answer); ok && sc.Box().Accept(a) {
			return sc.Update(a.Value)
		}
		return nil
	}, sc.Init())
	sc.Update(tuitest.Key("/"))
	first := sc.Update(tuitest.Key("a"))
	second := sc.Update(tuitest.Key("z"))
	late := answers(first)
	for _, a := range answers(second) {
		if sc.Box().Accept(a) {
			sc.Update(a.Value)
		}
	}
	for _, a := range late {
		if sc.Box().Accept(a) {
			t.Error("the answer to an older search is accepted")
		}
	}
}

func answers(cmd tea.Cmd) []screen.Answer {
	var all []screen.Answer
	switch m := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range m {
			if c != nil {
				all = append(all, answers(c)...)
			}
		}
	case screen.Answer:
		all = append(all, m)
	}
	return all
}

func TestExpandFetchesWhatIsOld(t *testing.T) {
	s := tuitest.Sample()
	rec := tuitest.Record()
	rec.States[partner.BlockLicenses] = partner.BlockState{FetchedAt: tuitest.Now.Add(-time.Hour)}
	rec.States[partner.BlockUsers] = partner.BlockState{FailedAt: tuitest.Now.Add(-time.Minute), Failure: tuitest.Forbidden()}
	s.Records[tuitest.CustomerID(2)] = rec
	s.Fill = func(r *partner.Record, b partner.Block) {
		r.States[b] = partner.BlockState{Block: b, FetchedAt: tuitest.Now}
		r.Licenses[0].Consumed = 24
	}
	h := home(t, s, deps(s))
	h.Press("right")
	want := []string{string(tuitest.CustomerID(2)) + " licenses"}
	if fmt.Sprint(s.Fetched) != fmt.Sprint(want) {
		t.Errorf("fetched %v, want %v", s.Fetched, want)
	}
	has(t, h, "24 of 25 in use", "the customer has granted no granular rights", "The customer removed the admin rights, or you gave them up; noticed on 2026-11-02")
}

// TestAnAgeIsSaidWhole, and once for the record, beside the account.
func TestAnAgeIsSaidWhole(t *testing.T) {
	read := tuitest.Now.Add(-20 * time.Minute)
	for _, words := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		age := fmt.Sprintf(words.Customers.Record.Fetched, words.Age(tuitest.Now, read))
		for _, width := range []int{60, 80, 100, 120} {
			s := tuitest.Sample()
			rec := tuitest.Record()
			for _, b := range partner.Blocks() {
				rec.States[b] = partner.BlockState{Block: b, FetchedAt: read}
			}
			s.Records[tuitest.CustomerID(2)] = rec
			d := deps(s)
			d.Text, d.Fetcher = words, nil
			h := tuitest.NewHost(t, customers.New(d), width, 40)
			h.Frame.Text = words
			h.Lines()
			h.Press("right")
			whole, beside := 0, 0
			for _, line := range h.Lines() {
				if before, _, ok := strings.Cut(line, age); ok {
					whole++
					if strings.TrimSpace(before) != "" {
						beside++
					}
				}
			}
			if whole != 1 || beside != 1 {
				t.Errorf("%d cells: %d ages, %d of them beside their part:\n%s", width, whole, beside, strings.Join(h.Lines(), "\n"))
			}
		}
	}
}

// TestThatAPartIsReadAgainIsSaidWhole, or not at all: a line of its own for so
// short a while would only move the others.
func TestThatAPartIsReadAgainIsSaidWhole(t *testing.T) {
	for _, width := range []int{60, 80, 100, 120} {
		s := tuitest.Sample()
		rec := tuitest.Record()
		for b, state := range rec.States {
			state.FetchedAt = tuitest.Now.Add(-20 * time.Minute)
			rec.States[b] = state
		}
		s.Records[tuitest.CustomerID(2)] = rec
		h := tuitest.NewHost(t, customers.New(deps(s)), width, 40)
		seen := false
		s.Fill = func(r *partner.Record, b partner.Block) {
			r.States[b] = partner.BlockState{Block: b, FetchedAt: tuitest.Now}
			text := strings.Join(h.Lines(), "\n")
			if rest := strings.ReplaceAll(text, i18n.English().Customers.Record.Refreshing, ""); strings.Contains(rest, "  rea") {
				t.Errorf("%d cells: cut:\n%s", width, text)
			}
			seen = true
		}
		h.Press("right")
		if !seen {
			t.Error("nothing was read again")
		}
	}
}

func TestCursorWalksTheBlocks(t *testing.T) {
	s := tuitest.Sample()
	h := home(t, s, deps(s))
	h.Press("right")
	for _, want := range []string{"Adventure Cycles", "Account", "Services", "Licenses", "Users", "Adventure Works"} {
		if c := cursor(h); !strings.Contains(c, want) {
			t.Fatalf("the cursor stands on %q, want %s", c, want)
		}
		h.Press("down")
	}
	h.Press("up", "up", "left")
	if c := cursor(h); !strings.Contains(c, "Adventure Cycles") {
		t.Errorf("after closing the cursor stands on %q", c)
	}
	if lines := strings.Join(h.Lines(), "\n"); strings.Contains(lines, "Services") {
		t.Error("the record is still open")
	}
}

func TestBlockFillsTheScreen(t *testing.T) {
	s := tuitest.Sample()
	h := home(t, s, deps(s))
	h.Press("right", "down", "down", "enter")
	push, ok := h.Wishes[len(h.Wishes)-1].(screen.Push)
	if !ok {
		t.Fatalf("wished %v, want a push", h.Wishes)
	}
	b := tuitest.NewHost(t, push.Screen, 100, 20)
	has(t, b, "Microsoft 365 Business Premium", "25 seats", "renews 2027-01-14", "Visio Plan 2 (Construction)", "suspended", "read 2 min ago")
	b.Press("]", "]")
	has(t, b, "Anna Brunner", "36 more users are in Partner Center")
	b.Press("down", "y")
	if len(s.Copied) != 1 || s.Copied[0] != "user1@adventurecycles.ch" {
		t.Errorf("copied %q", s.Copied)
	}
	b.Press("r")
	if len(s.Fetched) != 1 || !strings.HasSuffix(s.Fetched[0], "users") {
		t.Errorf("fetched %v", s.Fetched)
	}
}

func TestFailedBlockShowsWhatToQuote(t *testing.T) {
	s := tuitest.Sample()
	rec := tuitest.Record()
	failure := &partner.Error{Code: partner.CodeService, HTTPStatus: 500, Detail: "Internal error", ServiceCode: "900192", CorrelationID: "corr-1"}
	rec.States[partner.BlockServices] = partner.BlockState{FetchedAt: tuitest.Now.Add(-5 * time.Minute), FailedAt: tuitest.Now.Add(-time.Minute), Failure: failure}
	s.Records[tuitest.CustomerID(2)] = rec
	h := home(t, s, deps(s))
	h.Press("right")
	has(t, h, "25 seats", "could not be read again: Partner Center cannot answer at the moment (1 min ago)")
	h.Press("down", "down", "y")
	if fmt.Sprint(s.Copied) != "[corr-1]" {
		t.Errorf("copied %v, want the correlation id", s.Copied)
	}
	b := tuitest.NewHost(t, customers.NewBlock(deps(s), s.List[1], partner.BlockServices), 80, 20)
	has(t, b, "Partner Center cannot answer at the moment (1 min ago). Wait a minute", "code 900192", "correlation id corr-1", "y copies", "read 5 min ago", "25 seats")
}

func TestSortKeepsTheCustomer(t *testing.T) {
	s := tuitest.Sample()
	h := home(t, s, deps(s))
	h.Press("down", "down")
	before := cursorCustomer(s, h)
	h.Press("o")
	has(t, h, "Sort by", "name, last to first")
	h.Press("down", "enter")
	has(t, h, "by domain")
	if after := cursorCustomer(s, h); after != before {
		t.Errorf("the cursor went from %s to %s", before, after)
	}
}

func cursorCustomer(s *tuitest.Store, h *tuitest.Host) string {
	line := ""
	for _, l := range h.Screen.View(h.Frame).Lines {
		if strings.Contains(l, "\x1b[7m") {
			line = l
		}
	}
	for _, c := range s.List {
		if strings.Contains(line, c.Domain) {
			return c.Domain
		}
	}
	return ""
}

func TestOfflineSaysWhyThereIsNoRefresh(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Fetcher, d.Refresh, d.RefreshOff = nil, nil, i18n.English().Customers.RefreshOff
	h := home(t, s, d)
	b, off := h.Screen.Keys().Blocked(tuitest.Key("r"))
	if !off || b.Why != d.RefreshOff {
		t.Errorf("r is %+v", b)
	}
	h.Press("G", "right")
	has(t, h, "not known; this profile works offline")
}

func TestEmptyAndFailed(t *testing.T) {
	s := &tuitest.Store{}
	has(t, home(t, s, deps(s)), "No customers yet.", "n requests", "r reads", "cspdesk customers import")
	s.Err = partner.NewError(partner.CodeStoreDamaged, "", nil)
	h := home(t, s, deps(s))
	has(t, h, "The database is damaged", "restore")
}

func TestOldRowsStayWhenReadingFails(t *testing.T) {
	s := tuitest.Sample()
	h := home(t, s, deps(s))
	s.Err = partner.NewError(partner.CodeStoreBusy, "", nil)
	h.Send(screen.Changed{})
	has(t, h, "Fabrikam AG")
	if n := notices(h); len(n) == 0 || !strings.Contains(n[0].Text, "Another program is using the database") {
		t.Errorf("notices %v", n)
	}
}

// Whatever comes and goes in the store, the cursor stays on its customer while
// that customer is there.
func TestRandomRefreshesKeepTheCursor(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	s := tuitest.Many(150)
	h := home(t, s, deps(s))
	for round := range 80 {
		for range random.IntN(6) {
			h.Press([]string{"down", "up", "pgdown", "pgup", "right", "left", "ctrl+d", "G", "g", "=", "-"}[random.IntN(11)])
		}
		before := cursorCustomer(s, h)
		s.List = slices.DeleteFunc(s.List, func(c partner.Customer) bool { return c.Domain != before && random.IntN(40) == 0 })
		for range random.IntN(12) {
			n := 1000 + random.IntN(1<<20)
			c := tuitest.Many(1).List[0]
			c.ID, c.CompanyName, c.Domain = tuitest.CustomerID(n), fmt.Sprintf("Contoso %06d x", n%150), fmt.Sprintf("new%d.com", n)
			s.List = append(s.List, c)
		}
		h.Send(screen.Changed{})
		if after := cursorCustomer(s, h); before != "" && after != before {
			t.Fatalf("round %d: the cursor went from %s to %s", round, before, after)
		}
	}
}

func TestAHundredThousandCustomersAreReadInWindows(t *testing.T) {
	s := tuitest.Many(3000)
	h := home(t, s, deps(s))
	for range 400 {
		h.Press("pgdown")
	}
	if c := cursor(h); !strings.Contains(c, "Contoso 002999") {
		t.Errorf("after paging down the cursor stands on %q", c)
	}
	h.Press("g")
	if c := cursor(h); !strings.Contains(c, "Contoso 000000") {
		t.Errorf("after g the cursor stands on %q", c)
	}
	h.Press("G")
	if c := cursor(h); !strings.Contains(c, "Contoso 002999") {
		t.Errorf("after G the cursor stands on %q", c)
	}
}

func TestHostileTextInEverySize(t *testing.T) {
	s := tuitest.HostileStore()
	for height := range 13 {
		for width := range 31 {
			h := tuitest.NewHost(t, customers.New(deps(s)), width, height)
			h.Press("=", "G", "right", "down")
			h.Press("o")
		}
	}
	for i := range s.List {
		for _, b := range partner.Blocks() {
			tuitest.NewHost(t, customers.NewBlock(deps(s), s.List[i], b), 80, 24)
		}
	}
	for height := range 13 {
		for width := range 31 {
			tuitest.NewHost(t, customers.NewBlock(deps(s), s.List[3], partner.BlockLicenses), width, height).Press("G", "]", "down")
		}
	}
}

// TestFoundRowsGoOnBelowTheWindow: a letter reads what is seen, and a step the rest.
func TestFoundRowsGoOnBelowTheWindow(t *testing.T) {
	h := tuitest.NewHost(t, customers.New(deps(tuitest.Many(1_000))), 80, 20)
	h.Press("/")
	h.Type("contoso")
	h.Press("enter")
	has(t, h, "1,000 of 1,000")
	for range 99 {
		h.Press("down")
	}
	has(t, h, "Contoso 000099")
	for range 99 {
		h.Press("up")
	}
	has(t, h, "Contoso 000000")
}

func BenchmarkKeyToFrame(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := tuitest.Many(n)
			h := tuitest.NewHost(b, customers.New(deps(s)), 120, 43)
			down, up := tuitest.Key("down"), tuitest.Key("up")
			for i := 0; b.Loop(); i++ {
				key := down
				if i%2 == 1 {
					key = up
				}
				h.Screen.Update(key)
				h.Screen.View(h.Frame)
			}
		})
	}
}
