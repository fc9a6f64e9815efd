package customers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// keeping is a home screen on a store that keeps tags and views.
func keeping(t testing.TB, s *tuitest.Store, width, height int) *tuitest.Host {
	d := deps(s)
	d.Extras, d.Views = s, s
	return tuitest.NewHost(t, customers.New(d), width, height)
}

func lacks(t *testing.T, h *tuitest.Host, not ...string) {
	t.Helper()
	text := strings.Join(h.Lines(), "\n")
	for _, w := range not {
		if strings.Contains(text, w) {
			t.Errorf("the screen shows %q:\n%s", w, text)
		}
	}
}

func TestFilterIsLive(t *testing.T) {
	s := tuitest.Sample()
	s.List[0].Tags, s.List[2].Tags = []string{"vip"}, []string{"vip", "renewal"}
	h := keeping(t, s, 100, 30)
	h.Press("down", "down", "f")
	if !h.Screen.Typing() {
		t.Fatal("letters are commands while a filter is typed")
	}
	has(t, h, "country:de,at agreement:missing", "relationship:")
	h.Type("tag:")
	has(t, h, "renewal 1", "vip 2")
	h.Press("down", "tab") // takes the second suggestion
	has(t, h, "tag:vip", "2 of 8", "Fabrikam AG", "Adventure Works GmbH")
	lacks(t, h, "Tailspin")
	h.Type(" !country:d")
	has(t, h, "de Germany", "2 of 8") // the last good result stays
	h.Press("enter")
	has(t, h, "d is not a value of country")
	h.Type("e")
	has(t, h, `No customer fits the filter "tag:vip !country:de".`, "esc clears")
	h.Press("backspace", "backspace")
	h.Type("xx")
	h.Press("ctrl+w", "enter")
	has(t, h, "2 of 8 · tag:vip · by name")
	if c := cursor(h); !strings.Contains(c, "Fabrikam AG") {
		t.Errorf("the cursor went to %q", c)
	}
	h.Press("/")
	h.Type("fab")
	has(t, h, "1 of 8")
	h.Press("enter", "esc") // the search
	has(t, h, "2 of 8")
	h.Press("esc") // the filter
	has(t, h, "8 customers")
	if c := cursor(h); !strings.Contains(c, "Fabrikam AG") {
		t.Errorf("in the end the cursor stands on %q", c)
	}
}

// TestTheListStaysWhileATagIsTyped: a part of a tag that customers have finds
// nobody, and is not finished. Enter takes it as it stands, and a text that no tag
// holds is a filter as any other.
func TestTheListStaysWhileATagIsTyped(t *testing.T) {
	s := tuitest.Sample()
	s.List[0].Tags, s.List[2].Tags = []string{"vip"}, []string{"vip", "renewal"}
	h := keeping(t, s, 100, 30)
	h.Press("f")
	h.Type("tag:v")
	has(t, h, "vip 2", "8 customers", "Tailspin")
	h.Type("ip")
	has(t, h, "2 of 8 · tag:vip")
	h.Press("backspace")
	has(t, h, "2 of 8 · tag:vip")
	h.Press("enter")
	has(t, h, `No customer fits the filter "tag:vi".`)
	h.Press("esc", "f")
	h.Type("tag:vz")
	has(t, h, `No customer fits the filter "tag:vz".`)
}

// TestNobodyFitsWhatWasNotRead: most records were never read, so a filter by what
// only they say says that nobody found does not mean that there is nobody.
func TestNobodyFitsWhatWasNotRead(t *testing.T) {
	s := tuitest.Sample()
	for i := range s.List {
		s.List[i].Agreement = partner.AgreementUnknown
	}
	s.List[0].Agreement = partner.AgreementAccepted
	for text, want := range map[*i18n.Strings][]string{
		i18n.English(): {"No customer fits", "Not known yet for 7 of 8", "agreement:unknown"},
		i18n.Chinese(): {"没有客户符合", "8 个客户中有 7 个", "协议:未知"},
	} {
		d := deps(s)
		d.Text, d.Extras, d.Views = text, s, s
		h := tuitest.NewHost(t, customers.New(d), 80, 21)
		h.Frame.Text = text
		h.Press("/", "a", "enter", "f")
		h.Type("agreement:missing")
		has(t, h, want...)
		h.Frames("not-read", "agreement")
	}
	h := keeping(t, s, 80, 24)
	h.Press("f")
	h.Type("agreement:missing")
	has(t, h, "Not known yet")
	h.Press("ctrl+w")
	h.Type("tag:none")
	has(t, h, "No customer fits")
	lacks(t, h, "Not known yet")

	h = keeping(t, tuitest.Sample(), 80, 24) // here most were read
	h.Press("f")
	h.Type("agreement:missing country:jp")
	has(t, h, "No customer fits")
	lacks(t, h, "Not known yet")
}

// TestAFilterBeginsTheListWithItsFirstCustomer, by name and not by a part of the
// record, however far the open records had it scrolled.
func TestAFilterBeginsTheListWithItsFirstCustomer(t *testing.T) {
	for _, height := range []int{11, 16, 21} {
		for downs := range 16 {
			s := tuitest.Sample()
			for i := range s.List {
				s.Records[s.List[i].ID] = tuitest.Record()
				if i > 0 {
					s.List[i].Tags = []string{"vip"}
				}
			}
			h := keeping(t, s, 80, height)
			h.Press("right", "down", "down", "down", "down", "down", "right")
			h.Press(slices.Repeat([]string{"down"}, downs)...)
			h.Press("f")
			h.Type("tag:vip")
			h.Press("enter")
			if text := strings.Join(h.Lines(), "\n"); !strings.Contains(h.Lines()[2], "▾") && !strings.Contains(h.Lines()[2], "▸") || cursor(h) == "" {
				t.Errorf("%d lines, %d down: the list begins inside a record:\n%s", height, downs, text)
			}
		}
	}
}

func TestFilterThatCannotBecomeRightSaysSo(t *testing.T) {
	h := keeping(t, tuitest.Sample(), 100, 30)
	h.Press("f")
	h.Type("suspended")
	has(t, h, "a filter cannot look at suspended", "8 customers")
	h.Frame.Text = i18n.For("zh-CN")
	has(t, h, "无法按 suspended 筛选")
	h.Press("esc")
	has(t, h, "8 个客户")
	lacks(t, h, "suspended")
}

func TestMarks(t *testing.T) {
	s := tuitest.Many(200)
	h := keeping(t, s, 100, 30)
	h.Press(" ", "down", " ")
	has(t, h, "200 customers · 2 marked")
	if c := cursor(h); !strings.Contains(c, "Contoso 000003") {
		t.Errorf("the cursor stands on %q", c)
	}
	h.Press("G", "g", "up", "up")
	has(t, h, "✓Contoso 000000", "✓Contoso 000002", " Contoso 000001")
	h.Send(screen.Changed{})
	h.Press("/")
	h.Type("contoso15")
	h.Press("enter", "*")
	has(t, h, "11 of 200 · 13 marked")
	h.Press("esc", "esc")
	has(t, h, "200 customers · by name")
	lacks(t, h, "✓")
}

func TestRange(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want int
	}{
		{"down", []string{"v", "down", "down", "v"}, 3},
		{"up", []string{"down", "down", "v", "up", "v"}, 2},
		{"out of sight", []string{"down", "v", "G", "v"}, 2999},
		{"out of sight, upwards", []string{"G", "v", "g", "v"}, 3000},
		{"left", []string{"v", "down", "esc"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := keeping(t, tuitest.Many(3000), 100, 30)
			h.Press(c.keys...)
			want := fmt.Sprintf("%s marked", i18n.English().Number(c.want))
			if c.want == 0 {
				lacks(t, h, "marked", "✓")
				return
			}
			has(t, h, want)
		})
	}
	h := keeping(t, tuitest.Many(12_000), 100, 30)
	h.Press("v", "G", "v")
	lacks(t, h, "marked")
	h.Press("*")
	has(t, h, "10,000 marked")
	if n := notices(h); !strings.Contains(n[len(n)-1].Text, "the first of 12,000") {
		t.Errorf("told %v", n)
	}
}

func TestRangeIsShownWhileItGrows(t *testing.T) {
	h := keeping(t, tuitest.Many(50), 100, 30)
	h.Press("down", "v", "down", "down")
	has(t, h, "✓Contoso 000001", "✓Contoso 000002", "✓Contoso 000003", " Contoso 000000")
	h.Press("up")
	has(t, h, " Contoso 000003")
}

func TestTagsOfOne(t *testing.T) {
	s := tuitest.Sample()
	s.List[2].Tags = []string{"vip", "renewal"}
	h := keeping(t, s, 120, 30)
	tags := func(want ...string) {
		t.Helper()
		if !slices.Equal(s.List[0].Tags, want) {
			t.Errorf("tags %q, want %q", s.List[0].Tags, want)
		}
	}
	h.Press("down", "t")
	has(t, h, "Tags of Adventure Works GmbH", "renewal 1  vip 1")
	h.Type("v")
	h.Press("tab", "enter")
	tags("vip")
	has(t, h, "Adventure Works GmbH  vip")
	h.Press("t")
	h.Type("北京，+x")
	h.Press("enter")
	tags("vip", "x", "北京")
	h.Press("t", "ctrl+u")
	h.Type("-x")
	h.Press("enter")
	tags("vip", "北京")
	h.Press("t", "ctrl+u")
	h.Type("only")
	h.Press("enter")
	tags("only")
	h.Press("t", "ctrl+u", "enter")
	tags()
	h.Press("t")
	h.Type(strings.Repeat("x", 41))
	h.Press("enter")
	has(t, h, "a tag has more than 40 characters")
	h.Press("esc", "t") // what was typed is there again
	has(t, h, strings.Repeat("x", 41))
}

func TestTagsOfManyAreAskedAbout(t *testing.T) {
	s := tuitest.Sample()
	h := keeping(t, s, 100, 30)
	h.Press(" ", " ", "t")
	has(t, h, "Tags of 2 customers", "+tag adds, -tag removes")
	h.Type("vip -old")
	h.Press("enter")
	has(t, h, "Change the tags of 2 customers?", "Add: vip", "Remove: old")
	h.Press("enter") // is safe, and the text is still there
	if len(s.List[0].Tags)+len(s.List[1].Tags) > 0 {
		t.Fatal("enter changed the tags")
	}
	h.Press("enter", "y")
	if fmt.Sprint(s.List[0].Tags, s.List[1].Tags, s.List[2].Tags) != "[vip] [vip] []" {
		t.Errorf("tags %v %v %v", s.List[0].Tags, s.List[1].Tags, s.List[2].Tags)
	}
	has(t, h, "2 marked")
	h.Press("m", "down", "enter")
	if !s.List[0].Pinned || !s.List[1].Pinned || s.List[2].Pinned {
		t.Error("the marked customers are not pinned, or others are")
	}
}

func TestNicknameAndPin(t *testing.T) {
	s := tuitest.Sample()
	h := keeping(t, s, 100, 30)
	h.Press("down", "a")
	h.Type("Boats")
	h.Press("enter", "m")
	has(t, h, "Adventure Works GmbH • (Boats)")
	h.Press("m", "/")
	h.Type("boat")
	has(t, h, "1 of 8", "Adventure Works GmbH (Boats)")
}

func TestNoteIsStoredOnTheWayBack(t *testing.T) {
	s := tuitest.Sample()
	h := keeping(t, s, 80, 24)
	h.Press("down", "N")
	push, ok := h.Wishes[len(h.Wishes)-1].(screen.Push)
	if !ok {
		t.Fatalf("wished %v, want a push", h.Wishes)
	}
	n := tuitest.NewHost(t, push.Screen, 80, 24)
	has(t, n, "Note about Adventure Works GmbH")
	n.Type("Ruft montags an.")
	n.Press("enter")
	n.Type("电话：12345")
	n.Press("esc")
	if s.List[0].Note != "Ruft montags an.\n电话：12345" {
		t.Errorf("the note is %q", s.List[0].Note)
	}
	if !slices.ContainsFunc(n.Wishes, func(m tea.Msg) bool { _, popped := m.(screen.Pop); return popped }) {
		t.Errorf("wished %v, want a pop", n.Wishes)
	}
	h.Send(screen.Changed{})
	h.Press("right")
	has(t, h, "Ruft montags an.")
	// Unchanged, it stores nothing.
	n = tuitest.NewHost(t, customers.NewNote(customers.Deps{Text: i18n.English(), Source: s}, s.List[0]), 80, 24)
	n.Press("esc")
}

func TestNoteThatIsNotStoredStays(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Extras = s
	n := tuitest.NewHost(t, customers.NewNote(d, s.List[0]), 80, 24)
	n.Type("x")
	s.Err = partner.NewError(partner.CodeStoreBusy, "", nil)
	n.Press("ctrl+s")
	has(t, n, "Another program is using the database", "x")
	if leaving := n.Screen.(screen.Leaver).Leave(); leaving == nil {
		t.Error("the program may quit without the note")
	}
}

func TestViews(t *testing.T) {
	s := tuitest.Sample()
	s.List[2].Tags = []string{"vip"}
	h := keeping(t, s, 100, 30)
	h.Press("V")
	if n := notices(h); !strings.Contains(n[len(n)-1].Text, "No views yet") {
		t.Errorf("told %v", n)
	}
	h.Press("f")
	h.Type("tag:vip")
	h.Press("enter", "o", "down", "enter", "w", "ctrl+u")
	h.Type("Our VIPs")
	h.Press("enter", "esc")
	has(t, h, "8 customers")
	h.Press("w", "enter", "alt+1")
	has(t, h, "1 of 8 · tag:vip · by domain", "Fabrikam AG")
	h.Press("alt+2")
	has(t, h, "8 customers · by domain")
	h.Press("alt+7")
	if n := notices(h); !strings.Contains(n[len(n)-1].Text, "There is no view 7") {
		t.Errorf("told %v", n)
	}
	h.Press("V")
	has(t, h, "Our VIPs: tag:vip, by domain", "all customers, by domain")
	h.Press("alt+1", "down", "enter") // rename
	h.Type(" too")
	h.Press("enter", "V")
	has(t, h, "Our VIPs too")
	h.Press("alt+2", "down", "down", "enter")
	has(t, h, "Delete the view all customers?")
	h.Press("down", "enter", "V")
	lacks(t, h, "all customers, by domain")
}

// TestTheNameOfAViewIsTypedInPlaceOfTheProposedOne, which enter takes.
func TestTheNameOfAViewIsTypedInPlaceOfTheProposedOne(t *testing.T) {
	s := tuitest.Sample()
	s.List[2].Tags = []string{"vip"}
	h := keeping(t, s, 100, 30)
	h.Press("f")
	h.Type("tag:vip")
	h.Press("enter", "w")
	has(t, h, "view 1  tag:vip")
	h.Type("VIPs")
	has(t, h, "view 1  VIPs")
	h.Press("esc", "w") // what was typed is not lost
	has(t, h, "view 1  VIPs")
	h.Press("ctrl+u")
	has(t, h, "view 1  tag:vip")
	h.Type("VIPs")
	h.Press("enter", "w", "enter", "V")
	has(t, h, "VIPs: tag:vip, by name", "tag:vip, by name")
	if len(s.Kept) != 3 || s.Kept[1].Name != "VIPs" || s.Kept[2].Name != "tag:vip" { // the first is the list as it is
		t.Errorf("kept %+v", s.Kept)
	}
}

func TestTheLastViewComesBack(t *testing.T) {
	s := tuitest.Sample()
	h := keeping(t, s, 100, 30)
	h.Press("f")
	h.Type("country:de")
	h.Press("enter", "o", "down", "enter", "/")
	h.Type("fab")
	h.Press("enter")
	has(t, keeping(t, s, 100, 30), "2 of 8 · country:de · by domain")
	s.Kept, s.Err = nil, partner.NewError(partner.CodeStoreDamaged, "", nil)
	has(t, keeping(t, s, 100, 30), "The database is damaged")
}

func TestReadOnlyKeepsNothing(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Extras, d.Views, d.ExtrasOff = s, s, "locked"
	h := tuitest.NewHost(t, customers.New(d), 100, 30)
	for _, key := range []string{"t", "N", "a", "m", "w"} {
		if b, off := h.Screen.Keys().Blocked(tuitest.Key(key)); !off || b.Why != "locked" {
			t.Errorf("%s is %+v", key, b)
		}
	}
	h.Press("f")
	h.Type("country:de")
	h.Press("enter")
	has(t, h, "2 of 8")
	if len(s.Kept) > 0 {
		t.Error("the view was stored")
	}
}

// Tags and notes may come from a database that another program wrote.
func TestHostileTagsAndNotes(t *testing.T) {
	s := tuitest.Sample()
	for i, text := range tuitest.Hostile() {
		c := &s.List[i%len(s.List)]
		c.Tags, c.Note, c.Nickname, c.Pinned = append(c.Tags, text), text, text, true
	}
	for _, size := range [][2]int{{1, 1}, {5, 3}, {20, 5}, {60, 18}, {120, 40}} {
		for _, press := range [][]string{{"t", "tab"}, {"f", "t", "a", "g", ":", "down", "up", "tab"}, {"a"}, {"*", "t", "x", "enter"}, {"w", "enter", "V", "alt+1"}, {"=", "v", "G"}} {
			keeping(t, s, size[0], size[1]).Press(press...)
		}
		for _, c := range s.List {
			d := deps(s)
			d.Extras = s
			tuitest.NewHost(t, customers.NewNote(d, c), size[0], size[1]).Press("down", "x")
		}
	}
}

func TestNoteFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		s := tuitest.Sample()
		s.List[0].Note = "Calls on Mondays.\nAsk for Anna."
		h := tuitest.NewHost(t, customers.NewNote(customers.Deps{Text: text, Source: s, Extras: s}, s.List[0]), 80, 21)
		h.Frame.Text = text
		h.Frames("note")
	}
}

func TestMarkFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, c := range []struct {
			name string
			keys []string
		}{
			{"extras", []string{"down", " ", " ", "up"}},
			{"record", []string{"right"}},
			{"filter", []string{"f", "t", "a", "g", ":"}},
			{"filter-wrong", []string{"f", "n", "o", "n", "e"}},
			{"filtered", []string{"f", "t", "a", "g", "g", "e", "d", "enter"}},
			{"tags", []string{"t"}},
			{"tags-many", []string{"*", "t", "v", "i", "p", "enter"}},
			{"view-name", []string{"f", "n", "o", "t", "e", "d", "enter", "w"}},
			{"views", []string{"w", "enter", "f", "n", "o", "t", "e", "d", "enter", "w", "enter", "V"}},
		} {
			t.Run(text.Language+"/"+c.name, func(t *testing.T) {
				s := tuitest.Sample()
				one := &s.List[0]
				one.Tags, one.Nickname, one.Pinned, one.Note = []string{"renewal", "vip"}, "The boat shop", true, "Calls on Mondays.\nAsk for Anna."
				s.List[6].Tags = []string{"重要"}
				d := deps(s)
				d.Text = text
				d.Extras, d.Views = s, s
				h := tuitest.NewHost(t, customers.New(d), 80, 21)
				h.Frame.Text = d.Text
				h.Lines()
				h.Press(c.keys...)
				var words []string
				for _, key := range partner.FilterKeys() {
					words = append(words, string(key))
				}
				h.Frames("marks-"+c.name, words...)
			})
		}
	}
}
