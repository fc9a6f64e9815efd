package customers_test

import (
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// picking opens the screen of the columns from the list and presses keys there.
func picking(t testing.TB, h *tuitest.Host, keys ...string) *tuitest.Host {
	t.Helper()
	h.Press("c")
	push, ok := h.Wishes[len(h.Wishes)-1].(screen.Push)
	if !ok {
		t.Fatalf("wished %v, want the screen of the columns", h.Wishes)
	}
	p := tuitest.NewHost(t, push.Screen, h.Frame.Width, h.Frame.Height)
	p.Frame.Text = h.Frame.Text
	p.Press(keys...)
	return p
}

// headings gives the line above the rows, its words apart by two spaces or more.
func headings(h *tuitest.Host) string {
	for _, line := range h.Lines() {
		if strings.HasPrefix(line, "   Company") {
			var words []string
			for word := range strings.SplitSeq(line, "  ") {
				if word = strings.TrimSpace(word); word != "" {
					words = append(words, word)
				}
			}
			return strings.Join(words, ", ")
		}
	}
	return ""
}

func TestColumnsAreChosenOrderedAndRemembered(t *testing.T) {
	s := tuitest.Sample()
	h := keeping(t, s, 100, 30)
	if got := headings(h); got != "Company, Domain, Admin rights, Agreement" {
		t.Errorf("at first the columns are %s", got)
	}
	p := picking(t, h, " ", "K", "down", " ", "G", "up", "up", "K", "K", "K", "K", "K", "K", "K", "K", "K", "K", " ", "down", "down", "shift+down")
	if got := headings(p); got != "Company, State, Agreement, Admin rights" {
		t.Errorf("while they are chosen the columns are %s", got)
	}
	p.Press("enter")
	if got := headings(h); got != "Company, State, Agreement, Admin rights" {
		t.Errorf("then the columns are %s", got)
	}
	if _, ok := p.Wishes[0].(screen.Pop); !ok {
		t.Errorf("the screen wished %v", p.Wishes)
	}
	if got := headings(keeping(t, s, 100, 30)); got != "Company, State, Agreement, Admin rights" {
		t.Errorf("after a restart the columns are %s", got)
	}
	h.Press("w", "enter")
	picking(t, h, "d", "down", "down", " ", "enter")
	if got := headings(h); got != "Company, Domain, Agreement, Relationship, Country" {
		t.Errorf("without admin rights the columns are %s", got)
	}
	h.Press("alt+1")
	if got := headings(h); got != "Company, State, Agreement, Admin rights" {
		t.Errorf("in the kept view the columns are %s", got)
	}
	picking(t, h, "d", "enter")
	if kept := s.Kept[0]; kept.Number != 0 || kept.Columns != nil || headings(h) != "Company, Domain, Admin rights, Agreement" {
		t.Errorf("the default columns are %s, kept as %v", headings(h), kept.Columns)
	}
}

func TestLeavingTheColumnsChangesNothing(t *testing.T) {
	s := tuitest.Sample()
	h := keeping(t, s, 100, 30)
	before := strings.Join(h.Lines(), "\n")
	picking(t, h, "down", " ", "J", "esc")
	if after := strings.Join(h.Lines(), "\n"); after != before || len(s.Kept) > 0 {
		t.Errorf("the list became\n%s\nand %v was kept", after, s.Kept)
	}
}

func TestReadOnlyColumnsAreShownAndNotKept(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Extras, d.Views, d.ExtrasOff = s, s, "locked"
	h := tuitest.NewHost(t, customers.New(d), 100, 30)
	p := picking(t, h, "down", " ", "enter")
	if got := headings(h); got != "Company, Admin rights, Agreement, Relationship, Country" || len(s.Kept) > 0 {
		t.Errorf("the columns are %s, and %v was kept", got, s.Kept)
	}
	if n, ok := p.Wishes[len(p.Wishes)-1].(screen.Notice); !ok || n.Text != i18n.English().Columns.Shown {
		t.Errorf("said %v", p.Wishes)
	}
}

// Where the list has no room the screen of the columns says so.
func TestColumnsWithoutRoomAreTold(t *testing.T) {
	p := picking(t, keeping(t, tuitest.Sample(), 60, 18))
	has(t, p, "always first", "✓ Agreement     no room at a width of 60, shown if wider")
	p.Press("down", " ", "down", " ")
	lacks(t, p, "Agreement     no room")
}

// A customer who is not in the partner's list any more reads so, whatever the
// columns.
func TestWhoIsGoneReadsSoInAnyColumns(t *testing.T) {
	s := tuitest.Sample()
	for i := range s.List {
		s.List[i].Standing = partner.StandingVanished
		s.List[i].CompanyName = strings.Repeat("冒险家", 20)
	}
	for _, columns := range [][]partner.Column{nil, {"name"}, {"name", "domain"}, {"name", "agreement"}, {"name", "standing"}, {"name", "country", "adminRights"}} {
		for _, width := range []int{60, 80, 120} {
			s.Kept = []partner.View{{Columns: columns}}
			want := "not listed (!)"
			if slices.Contains(columns, partner.ColumnStanding) {
				want = "no longer in your list"
			}
			has(t, keeping(t, s, width, 18), want)
		}
	}
}

// Whatever the columns, the width and the names, a line has no cell too much and
// no wide character is cut in two; tuitest looks at each.
func TestEveryColumnInEveryWidth(t *testing.T) {
	s := tuitest.Sample()
	for i, text := range tuitest.Hostile() {
		c := &s.List[i%len(s.List)]
		c.CompanyName, c.Tags, c.Note, c.Nickname, c.Pinned = c.CompanyName+text, append(c.Tags, text), text, text, i%2 == 0
	}
	all := partner.Columns()
	for i := range all {
		s.Kept = []partner.View{{Columns: partner.CleanColumns(slices.Concat(all[i:], all[:i]))}}
		for width := 1; width < 200; width += 7 + i%5 {
			h := tuitest.NewHost(t, customers.New(viewing(s)), width, 12)
			if width >= 60 && len(strings.Split(headings(h), ", ")) < 2 {
				t.Errorf("%d cells show %q alone", width, headings(h))
			}
		}
	}
	for _, size := range [][2]int{{1, 1}, {5, 3}, {20, 5}, {60, 18}, {120, 40}} {
		picking(t, keeping(t, s, size[0], size[1]), "down", "J", " ", "G", " ", "K", "d", "pgdown", "shift+up", "x", "enter")
	}
}

func viewing(s *tuitest.Store) customers.Deps {
	d := deps(s)
	d.Extras, d.Views = s, s
	return d
}

func TestColumnFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		s := tuitest.Sample()
		s.List[0].Tags, s.List[0].Nickname = []string{"renewal", "vip"}, "The boat shop"
		s.List[6].Tags = []string{"重要"}
		s.List[6].Pinned, s.List[2].Pinned = true, true
		d := viewing(s)
		d.Text = text
		h := tuitest.NewHost(t, customers.New(d), 120, 37)
		h.Frame.Text = d.Text
		p := picking(t, h, "down", "J", "J", " ", "G", "pgup", "K")
		p.Frames("columns")
		p.Press("d", "G", "up", "up", "up", "up", "up", "K", "K", "K", "K", "K", " ", "down", "down", "down", "down", "down", "down", " ", "K", "K", "K", "K", "enter")
		h.Frames("other-columns")
	}
}

// TestNamesComeBeforeWhatAllHaveInCommon: the usual columns that say the same of
// most customers have room only where names and domains are seen whole. A column
// that was chosen is shown as before.
func TestNamesComeBeforeWhatAllHaveInCommon(t *testing.T) {
	for width, want := range map[int]string{80: "Agreement", 100: "Agreement", 115: "Agreement", 116: "Relationship", 124: "Relationship", 125: "Country"} {
		s := tuitest.Sample()
		h := tuitest.NewHost(t, customers.New(deps(s)), width, 21)
		headings := strings.Fields(h.Lines()[1])
		if got := headings[len(headings)-1]; got != want {
			t.Errorf("the last of %d columns is %q, want %q", width, got, want)
		}
	}
	s := tuitest.Sample()
	s.Kept = []partner.View{{Columns: []partner.Column{partner.ColumnName, partner.ColumnDomain, partner.ColumnRelationship}}}
	d := deps(s)
	d.Views = s
	h := tuitest.NewHost(t, customers.New(d), 80, 21)
	if line := h.Lines()[1]; !strings.Contains(line, "Relationship") {
		t.Errorf("a chosen column is missing: %q", line)
	}
}
