package customers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/tuitest"
)

// reading counts whose records are read.
type reading struct {
	*tuitest.Store
	asked []partner.CustomerID
	err   error
}

func (r *reading) Record(ctx context.Context, id partner.CustomerID) (partner.Record, error) {
	r.asked = append(r.asked, id)
	if r.err != nil {
		return partner.Record{}, r.err
	}
	return r.Store.Record(ctx, id)
}

// detailed begins a list with the detail switched on.
func detailed(t testing.TB, s *tuitest.Store, d customers.Deps, width, height int) *tuitest.Host {
	s.Kept = []partner.View{{Detail: true}}
	d.Views = s
	return tuitest.NewHost(t, customers.New(d), width, height)
}

// aside gives the part of each line that stands beside the list.
func aside(h *tuitest.Host) string {
	var lines []string
	for _, line := range h.Lines() {
		if _, right, ok := strings.Cut(line, "│"); ok {
			lines = append(lines, right)
		}
	}
	return strings.Join(lines, "\n")
}

func resize(h *tuitest.Host, width, height int) {
	h.Frame.Width, h.Frame.Height = width, height
	h.Send(screen.Resized{Width: width, Height: height})
}

// TestDetailFrames compares the detail with the files.
func TestDetailFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, size := range [][2]int{{60, 15}, {80, 21}, {80, 37}, {120, 37}} {
			for _, c := range []struct {
				name string
				keys []string
			}{
				{"detail", nil},
				{"detail-unread", []string{"G"}},
				{"detail-scrolled", []string{"]", "]"}},
				{"detail-open", []string{"right"}},
				{"detail-nothing-found", []string{"/", "z", "z", "z"}},
			} {
				name := fmt.Sprintf("%s/%s-%dx%d", text.Language, c.name, size[0], size[1]+3)
				t.Run(name, func(t *testing.T) {
					s := tuitest.Sample()
					s.List[1].Tags, s.List[1].Nickname = []string{"vip", "重要"}, "Bikes"
					s.List[1].Note = "Anna is away in August.\n八月请联系李娜。"
					d := deps(s)
					d.Text = text
					d.Waiting = func(context.Context) ([]partner.Intent, error) {
						return []partner.Intent{
							{Action: partner.ActionRelationEnded, Customer: tuitest.CustomerID(3)},
							{Action: partner.ActionSubscriptionChanged, Customer: tuitest.CustomerID(2), At: tuitest.Now.Add(-time.Hour)},
						}, nil
					}
					h := detailed(t, s, d, size[0], size[1])
					h.Frame.Text = text
					h.Press(c.keys...)
					tuitest.Golden(t, name, h.Lines())
				})
			}
		}
	}
}

// TestHeldKeysAskForTheFirstAndTheLast: a key that is held does not queue a
// question for each customer that it passes, and the answers that come too late
// are not shown.
func TestHeldKeysAskForTheFirstAndTheLast(t *testing.T) {
	r := &reading{Store: tuitest.Many(1000)}
	d := deps(r.Store)
	d.Source = r
	h := detailed(t, r.Store, d, 120, 37)
	if len(r.asked) != 1 || !strings.Contains(aside(h), "Contoso 000000") {
		t.Fatalf("asked %v, shows\n%s", r.asked, aside(h))
	}
	r.asked = nil
	before := aside(h)
	var late []tea.Cmd
	for range 50 {
		late = append(late, h.Screen.Update(tuitest.Key("down")))
	}
	if c := cursor(h); !strings.Contains(c, "Contoso 000050") {
		t.Errorf("the cursor stands on %q", c)
	}
	if aside(h) != before {
		t.Errorf("before the answer it shows\n%s", aside(h))
	}
	for _, cmd := range late {
		tuitest.Drain(t, func(msg tea.Msg) tea.Cmd {
			a, ok := msg.(screen.Answer)
			if !ok || !h.Screen.Box().Accept(a) {
				return nil
			}
			then := h.Screen.Update(a.Value)
			if got := aside(h); got != before && !strings.Contains(got, "Contoso 000050") {
				t.Errorf("a late answer is shown:\n%s", got)
			}
			return then
		}, cmd)
	}
	if want := []partner.CustomerID{tuitest.CustomerID(1), tuitest.CustomerID(50)}; !slices.Equal(r.asked, want) {
		t.Errorf("asked %v, want %v", r.asked, want)
	}
	if !strings.Contains(aside(h), "contoso50.com") {
		t.Errorf("at rest it shows\n%s", aside(h))
	}
	// Nothing is asked while it is off, and nobody twice while it is on.
	r.asked = nil
	h.Press("down", "up", "p", "down", "down", "p")
	if want := []partner.CustomerID{tuitest.CustomerID(51), tuitest.CustomerID(50), tuitest.CustomerID(52)}; !slices.Equal(r.asked, want) {
		t.Errorf("asked %v, want %v", r.asked, want)
	}
}

// TestDetailPromisesNoReadingWhereNothingIsRead: in read-only mode → reads nothing.
func TestDetailPromisesNoReadingWhereNothingIsRead(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.RefreshOff = "Nothing may be changed in read-only mode"
	h := detailed(t, s, d, 120, 37)
	h.Press("down")
	if got := aside(h); !strings.Contains(got, "not read yet") || strings.Contains(got, "reads it") {
		t.Errorf("it shows\n%s", got)
	}
}

// TestDetailIsReadAgain after the store changed, and when a part of the record
// was fetched for the list.
func TestDetailIsReadAgain(t *testing.T) {
	s := tuitest.Sample()
	s.Fill = func(r *partner.Record, b partner.Block) {
		r.States[b] = partner.BlockState{Block: b, FetchedAt: tuitest.Now}
		r.Subscriptions = []partner.Subscription{{OfferName: "Visio Plan 2", Quantity: 7, UnitType: "Licenses", Status: "active"}}
	}
	h := detailed(t, s, deps(s), 120, 37)
	h.Press("down")
	if got := aside(h); !strings.Contains(got, "not read yet; → reads it") {
		t.Errorf("before:\n%s", got)
	}
	if len(s.Fetched) != 0 {
		t.Errorf("fetched %v for the detail", s.Fetched)
	}
	fetch := h.Screen.Update(tuitest.Key("right"))
	if got := aside(h); strings.Count(got, "reading ...") != 4 {
		t.Errorf("while the record is opened:\n%s", got)
	}
	tuitest.Drain(t, func(msg tea.Msg) tea.Cmd {
		if a, ok := msg.(screen.Answer); ok && h.Screen.Box().Accept(a) {
			return h.Screen.Update(a.Value)
		}
		return nil
	}, fetch)
	if got := aside(h); !strings.Contains(got, "Visio Plan 2  7 seats  active") {
		t.Errorf("after fetching:\n%s", got)
	}
	s.List[0].Note = "calls on Mondays"
	h.Send(screen.Changed{})
	if got := aside(h); !strings.Contains(got, "calls on Mondays") {
		t.Errorf("after a change:\n%s", got)
	}
}

// TestDetailOfAStoreThatFails tells of it, keeps the list, and goes on.
func TestDetailOfAStoreThatFails(t *testing.T) {
	r := &reading{Store: tuitest.Sample(), err: partner.NewError(partner.CodeStoreBusy, "", nil)}
	d := deps(r.Store)
	d.Source = r
	h := detailed(t, r.Store, d, 120, 37)
	has(t, h, "Another program is using the", "Fabrikam AG")
	if len(r.asked) != 1 {
		t.Errorf("asked %d times", len(r.asked))
	}
	h.Press("]", "[", "shift+down", "shift+up")
	r.err = nil
	h.Press("down")
	if got := aside(h); !strings.Contains(got, "Adventure Works GmbH") || strings.Contains(got, "Another program") {
		t.Errorf("it shows\n%s", got)
	}
}

// TestDetailSurvivesAPanic: a reading that panics is not begun again and again.
func TestDetailSurvivesAPanic(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Waiting = func(context.Context) ([]partner.Intent, error) { panic("broken") }
	h := detailed(t, s, d, 120, 37)
	has(t, h, "Fabrikam AG")
}

func TestDetailComesAndGoesWithTheWindow(t *testing.T) {
	r := &reading{Store: tuitest.Many(20)}
	d := deps(r.Store)
	d.Source = r
	h := detailed(t, r.Store, d, 120, 37)
	for _, c := range []struct {
		width, height int
		beside, below bool
	}{
		{119, 26, false, false}, {120, 10, true, false}, {119, 27, false, true}, {80, 27, false, true},
		{79, 60, false, false}, {80, 26, false, false}, {300, 100, true, false}, {40, 7, false, false}, {120, 37, true, false},
	} {
		resize(h, c.width, c.height)
		r.asked = nil
		h.Press("down")
		lines := h.Lines()
		beside, below := 0, 0
		for _, line := range lines {
			if strings.Contains(line, "│") {
				beside++
			}
			if strings.HasPrefix(line, "── ") {
				below++
			}
		}
		if c.beside != (beside == c.height-1) || c.below != (below == 1) {
			t.Errorf("%dx%d: %d lines beside, %d borders:\n%s", c.width, c.height, beside, below, strings.Join(lines, "\n"))
		}
		if shown := c.beside || c.below; shown != (len(r.asked) == 1) {
			t.Errorf("%dx%d: asked %v", c.width, c.height, r.asked)
		}
		off, blocked := h.Screen.Keys().Blocked(tuitest.Key("p"))
		if blocked == (c.beside || c.below) || blocked && off.Why != i18n.English().DetailPane.NoRoom {
			t.Errorf("%dx%d: p is %+v", c.width, c.height, off)
		}
	}
}

// TestDetailStaysBelowWhileSomethingIsTold: a notice takes lines from the list
// alone.
func TestDetailStaysBelowWhileSomethingIsTold(t *testing.T) {
	s := tuitest.Many(100)
	h := detailed(t, s, deps(s), 80, 27)
	border := func() int {
		return slices.IndexFunc(h.Lines(), func(line string) bool { return strings.HasPrefix(line, "── ") })
	}
	before := border()
	h.Frame.Height -= 3
	if after := border(); after != before-3 {
		t.Errorf("the border went from line %d to %d", before, after)
	}
	h.Press("f")
	if after := border(); after != before-3 {
		t.Errorf("with a filter the border stands in line %d", after)
	}
}

func TestDetailOfAnEmptyList(t *testing.T) {
	s := &tuitest.Store{}
	h := detailed(t, s, deps(s), 120, 37)
	has(t, h, "No customers yet.")
	if strings.Contains(strings.Join(h.Lines(), "\n"), "│") {
		t.Error("a detail stands beside an empty list")
	}
	h.Press("p", "]", "[", "shift+down", "}", "{", "p")
}

// TestDetailNamesQualificationsInWords, not by the values of the service.
func TestDetailNamesQualificationsInWords(t *testing.T) {
	s := tuitest.Sample()
	record := tuitest.Record()
	record.Account.Qualifications = []partner.Qualification{{Name: "Nonprofit", Vetting: "InReview"}}
	for _, c := range s.List {
		s.Records[c.ID] = record
	}
	for text, want := range map[*i18n.Strings]string{i18n.English(): "Nonprofit, under review", i18n.Chinese(): "非营利，审核中"} {
		d := deps(s)
		d.Text = text
		h := detailed(t, s, d, 120, 60)
		h.Frame.Text = text
		has(t, h, want)
	}
}

// TestDetailIsRemembered with the profile, unless nothing may be kept there.
func TestDetailIsRemembered(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Views = s
	h := tuitest.NewHost(t, customers.New(d), 120, 37)
	h.Press("p")
	again := tuitest.NewHost(t, customers.New(d), 120, 37)
	if !strings.Contains(aside(again), "Adventure Cycles AG") {
		t.Errorf("at the next start:\n%s", strings.Join(again.Lines(), "\n"))
	}
	again.Press("o", "down", "enter", "p")
	d.ExtrasOff = "read-only"
	once := tuitest.NewHost(t, customers.New(d), 120, 37)
	once.Press("p")
	if aside(once) == "" || s.Kept[0].Detail {
		t.Errorf("kept %+v, shows\n%s", s.Kept, aside(once))
	}
}

// TestDetailKeepsItsPart: who reads the licenses of one customer reads those of
// the next.
func TestDetailKeepsItsPart(t *testing.T) {
	s := tuitest.Sample()
	long := tuitest.Record()
	for i := range 40 {
		long.Subscriptions = append(long.Subscriptions, partner.Subscription{OfferName: fmt.Sprint("Visio Plan ", i), Status: "active"})
	}
	for i := range 5 {
		s.Records[tuitest.CustomerID(i+1)] = long
	}
	h := detailed(t, s, deps(s), 120, 20)
	first := func() string { return strings.Split(aside(h), "\n")[4] } // below the name
	for _, want := range []string{"Account", "Services 44"} {
		if h.Press("]"); !strings.Contains(first(), want) {
			t.Fatalf("] leads to %q, want %s", first(), want)
		}
	}
	h.Press("down")
	if !strings.Contains(first(), "Services 44") {
		t.Errorf("the next customer begins with %q", first())
	}
	h.Press("]") // a page, because the part is longer
	if got := first(); strings.Contains(got, "Services") || strings.Contains(got, "Licenses") {
		t.Errorf("] leads to %q", got)
	}
	within := first()
	h.Press("shift+down", "shift+up", "up")
	if first() != within {
		t.Errorf("up leads from %q to %q", within, first())
	}
	for range 30 {
		h.Press("]")
	}
	if !strings.Contains(aside(h), "Users 41") || strings.Contains(aside(h), "goes on") {
		t.Errorf("the end is\n%s", aside(h))
	}
	for range 30 {
		h.Press("[")
	}
	if !strings.Contains(first(), "The customer removed the admin rights") && !strings.Contains(first(), "Account") {
		t.Errorf("the start is %q", first())
	}
}

// TestBracesStayOnThePart: from customer to customer on the same part of records
// that are open.
func TestBracesStayOnThePart(t *testing.T) {
	s := tuitest.Sample()
	h := home(t, s, deps(s))
	h.Press("=", "down", "down", "down")
	if c := cursor(h); !strings.Contains(c, "Licenses") {
		t.Fatalf("the cursor stands on %q", c)
	}
	next := customerAbove(h)
	h.Press("}")
	if c := cursor(h); !strings.Contains(c, "Licenses") || customerAbove(h) == next {
		t.Errorf("} leads to %q of %s", c, customerAbove(h))
	}
	h.Press("{")
	if c := cursor(h); !strings.Contains(c, "Licenses") || customerAbove(h) != next {
		t.Errorf("{ leads to %q of %s", c, customerAbove(h))
	}
	h.Press("{", "{")
	if c := cursor(h); !strings.Contains(c, "Licenses") || customerAbove(h) != next {
		t.Errorf("{ at the start leads to %q of %s", c, customerAbove(h))
	}
	h.Press("-")
	for range 20 {
		h.Press("}")
	}
	if c := cursor(h); !strings.Contains(c, "冒险家科技有限公司") {
		t.Errorf("} ends on %q", c)
	}
}

// customerAbove is the customer of the record that the cursor is in.
func customerAbove(h *tuitest.Host) string {
	name := ""
	for _, line := range h.Screen.View(h.Frame).Lines {
		if strings.Contains(line, "▾") {
			name = line
		}
		if strings.Contains(line, "\x1b[7m") {
			break
		}
	}
	return name
}

// TestDetailUnderThePointer opens the part that is clicked, and scrolls.
func TestDetailUnderThePointer(t *testing.T) {
	for _, size := range [][2]int{{120, 25}, {80, 37}} {
		s := tuitest.Sample()
		sc := customers.New(deps(s))
		h := tuitest.NewHost(t, sc, size[0], size[1])
		h.Press("p", "]", "]")
		at := func(text string) (line, column int) {
			for i, l := range h.Lines() {
				if before, _, ok := strings.Cut(l, text); ok {
					return i, cell.Width(before)
				}
			}
			t.Fatalf("%v: %q is not shown:\n%s", size, text, strings.Join(h.Lines(), "\n"))
			return 0, 0
		}
		if line, column := at("Azure plan"); !sc.PointAside(line, column) {
			t.Errorf("%v: a line of the detail belongs to the list", size)
		}
		push, ok := sc.Wish().(screen.Push)
		if !ok {
			t.Fatalf("%v: a click does not open the part", size)
		}
		has(t, tuitest.NewHost(t, push.Screen, 100, 20), "[Services]", "Adventure Cycles AG")
		line, column := at("Azure plan")
		if !sc.WheelAside(line, column, 3) {
			t.Errorf("%v: the wheel over the detail moves the list", size)
		}
		if c := cursor(h); !strings.Contains(c, "Adventure Cycles AG") {
			t.Errorf("%v: the wheel leads the cursor to %q", size, c)
		}
		line, _ = at("Fabrikam AG")
		if sc.PointAside(line, 5) || sc.WheelAside(line, 5, 3) {
			t.Errorf("%v: a line of the list belongs to the detail", size)
		}
		sc.Point(line)
		if c := cursor(h); !strings.Contains(c, "Fabrikam AG") {
			t.Errorf("%v: a click leads to %q", size, c)
		}
	}
}

// TestHostileDetail draws hostile records in windows around the limits.
func TestHostileDetail(t *testing.T) {
	s := tuitest.HostileStore()
	d := deps(s)
	d.Waiting = func(context.Context) (all []partner.Intent, err error) {
		for _, c := range s.List {
			all = append(all, partner.Intent{Action: partner.Action(c.CompanyName), Customer: c.ID})
		}
		return all, nil
	}
	h := detailed(t, s, d, 120, 37)
	for _, size := range [][2]int{{120, 37}, {80, 27}, {121, 7}, {82, 40}} {
		resize(h, size[0], size[1])
		h.Press("g")
		for range s.List {
			h.Press("down", "]", "]", "shift+down", "[")
		}
		h.Press("=", "G")
	}
}

// TestDetailInEveryLook says the same in every look, and has no sign beyond
// ASCII where that is asked for.
func TestDetailInEveryLook(t *testing.T) {
	for _, size := range [][2]int{{120, 37}, {80, 37}} {
		s := tuitest.Many(30)
		s.Records[tuitest.CustomerID(0)] = tuitest.Record()
		h := detailed(t, s, deps(s), size[0], size[1])
		want := h.Lines()
		for _, name := range theme.Names() {
			h.Frame.Theme = theme.New(theme.Options{Name: name})
			if got := h.Lines(); !slices.Equal(got, want) {
				t.Errorf("%s says something else:\n%s", name, strings.Join(got, "\n"))
			}
		}
		h.Frame.Theme = theme.New(theme.Options{ASCII: true})
		for _, line := range h.Lines() {
			line = strings.NewReplacer("ü", "", "é", "", "李娜", "", cell.Ellipsis, "").Replace(line)
			if i := strings.IndexFunc(line, func(r rune) bool { return r > 0x7e }); i >= 0 {
				t.Errorf("%q is not ASCII", line)
			}
		}
	}
}

// BenchmarkCursorMove compares a step of the cursor without the detail, with it
// until the step is seen, and until the record stands there, too.
func BenchmarkCursorMove(b *testing.B) {
	for _, c := range []struct {
		name   string
		on     bool
		answer bool
	}{{"off", false, false}, {"on", true, false}, {"on-with-record", true, true}} {
		b.Run(c.name, func(b *testing.B) {
			s := tuitest.Many(1_000)
			for i := range 2 {
				s.Records[tuitest.CustomerID(i)] = tuitest.Record()
			}
			h := tuitest.NewHost(b, customers.New(deps(s)), 120, 43)
			if c.on {
				h.Press("p")
			}
			down, up := tuitest.Key("down"), tuitest.Key("up")
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				key := down
				if i%2 == 1 {
					key = up
				}
				asked := h.Screen.Update(key)
				h.Screen.View(h.Frame)
				if c.answer {
					answer := asked().(screen.Answer)
					h.Screen.Box().Accept(answer)
					h.Screen.Update(answer.Value)
					h.Screen.View(h.Frame)
				}
			}
		})
	}
}

// TestTheDetailTellsWhatToQuote of the first failed part that is seen, so that the
// root can copy it, while y still copies the customer's Microsoft ID.
func TestTheDetailTellsWhatToQuote(t *testing.T) {
	s := tuitest.Sample()
	c := s.List[1] // who stands on top
	at := func(code partner.Code, id string) partner.BlockState {
		return partner.BlockState{FailedAt: tuitest.Now, Failure: &partner.Error{Code: code, CorrelationID: id}}
	}
	s.Records[c.ID] = partner.Record{Customer: c, States: map[partner.Block]partner.BlockState{
		partner.BlockServices: at(partner.CodeGranularRights, "not-told"), partner.BlockLicenses: at(partner.CodeService, "corr-7"),
	}}
	h := detailed(t, s, deps(s), 120, 37)
	h.Lines()
	quoted := func() string { return partner.CorrelationOf(h.Screen.(screen.Failing).Failed()) }
	if got := quoted(); got != "corr-7" || !strings.Contains(aside(h), got) {
		t.Errorf("%q is to be quoted of\n%s", got, aside(h))
	}
	h.Press("y")
	if !slices.Equal(s.Copied, []string{string(c.ID)}) {
		t.Errorf("copied %q", s.Copied)
	}
	h.Press("p")
	h.Lines()
	if got := quoted(); got != "" {
		t.Errorf("%q is to be quoted of nothing", got)
	}
}

// TestBesideTheDetailNamesHaveRoom: company and domain are what people find a
// customer by, and come before the columns that the detail says, too.
func TestBesideTheDetailNamesHaveRoom(t *testing.T) {
	s := tuitest.Sample()
	s.List[0].CompanyName, s.List[0].Domain = "Adventure Works Fahrrad GmbH & Co", "adventure-works.example.de"
	for _, words := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		d := deps(s)
		d.Text = words
		h := tuitest.NewHost(t, customers.New(d), 120, 33)
		h.Frame.Text = words
		h.Press("p")
		list := ""
		for _, line := range h.Lines() {
			list += ansi.Cut(line, 0, 70) + "\n"
		}
		if !strings.Contains(list, s.List[0].CompanyName) || !strings.Contains(list, s.List[0].Domain) {
			t.Errorf("the list shows\n%s", list)
		}
		if wide := strings.Join(h.Lines(), "\n"); !strings.Contains(wide, words.Customers.Column.AdminRights) && !strings.Contains(wide, words.Customers.Record.Rights) {
			t.Errorf("nobody says anything of admin rights:\n%s", wide)
		}
	}
}
