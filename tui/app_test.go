package tui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/tui/activity"
	"cspdesk/tui/cell"
	"cspdesk/tui/customers"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/term"
	"cspdesk/tui/theme"
	"cspdesk/tui/tuitest"
	"cspdesk/tui/widget"
)

var _ term.Model = (*App)(nil)

// page is a screen whose every part the test decides.
type page struct {
	screen.Mailbox
	name    string
	typing  bool
	table   keys.Table
	got     []tea.Msg
	respond func(tea.Msg) tea.Cmd
	leave   func() tea.Cmd
}

func (p *page) Init() tea.Cmd { return nil }
func (p *page) Typing() bool  { return p.typing }
func (p *page) Keys() keys.Table {
	if p.table != nil {
		return p.table
	}
	return keys.Table{{Intent: keys.Back, Keys: []string{"esc"}, Short: true}}
}
func (p *page) View(screen.Frame) screen.View {
	return screen.View{Lines: []string{"page " + p.name}}
}

func (p *page) Update(msg tea.Msg) tea.Cmd {
	p.got = append(p.got, msg)
	if p.respond != nil {
		return p.respond(msg)
	}
	return nil
}

type leaver struct{ *page }

func (l leaver) Leave() tea.Cmd { return l.leave() }

// keysGot lists the keys that came to a page.
func (p *page) keysGot() string {
	var all []string
	for _, m := range p.got {
		if k, ok := m.(tea.KeyMsg); ok {
			all = append(all, k.String())
		}
	}
	return strings.Join(all, " ")
}

type desk struct {
	t   testing.TB
	app *App
	out bool // the program has quit
}

// tongue is the language of what start begins.
var tongue = i18n.English()

// speakChinese lets the screens of a test be in Chinese.
func speakChinese(t *testing.T) {
	tongue = i18n.Chinese()
	t.Cleanup(func() { tongue = i18n.English() })
}

func start(t testing.TB, width, height int, o Options) *desk {
	if o.Text == nil {
		o.Text = tongue
	}
	if o.Theme == nil {
		o.Theme = theme.New(theme.Options{NoColor: true})
	}
	d := &desk{t: t, app: New(o)}
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	tuitest.Drain(t, d.update, d.app.Init())
	d.lines()
	return d
}

func opening(tabs ...screen.Screen) func(context.Context, *i18n.Strings) (Desk, error) {
	return func(context.Context, *i18n.Strings) (Desk, error) {
		d := Desk{Profile: tuitest.Profile()}
		for i, s := range tabs {
			d.Tabs = append(d.Tabs, Tab{Name: []string{tongue.App.TabCustomers, tongue.App.TabInvitations, tongue.App.TabActivity}[i], Screen: s})
		}
		return d, nil
	}
}

// TestTabsSayWhatWaits, as far as there is room, and count again after a change.
func TestTabsSayWhatWaits(t *testing.T) {
	waiting := 3
	p := &page{name: "one"}
	open := func(context.Context, *i18n.Strings) (Desk, error) {
		count := func(context.Context) (int, error) { return waiting, nil }
		return Desk{Tabs: []Tab{{Name: "Customers", Screen: p}, {Name: "Invitations", Screen: &page{}, Count: count, Counted: "%s due"}, {Name: "Changes", Screen: &page{}, Count: count}}}, nil
	}
	for width, want := range map[int]string{80: "2 Invitations (3 due)  3 Changes (3)", 50: "2 Invitations (3)  3 Changes (3)", 40: "2 Invitations  3 Changes"} {
		if d := start(t, width, 24, Options{Open: open}); !strings.HasSuffix(strings.TrimSpace(d.lines()[1]), want) {
			t.Errorf("%d wide: %q, want %q", width, d.lines()[1], want)
		}
	}
	d := start(t, 80, 24, Options{Open: open})
	waiting = 1204
	d.send(screen.Changed{})
	if got := d.lines()[1]; !strings.Contains(got, "(1,204 due)") {
		t.Errorf("after a change: %q", got)
	}
	waiting = 0
	d.send(screen.Changed{})
	if got := d.lines()[1]; strings.Contains(got, "(") {
		t.Errorf("with nothing waiting: %q", got)
	}
}

func (d *desk) update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(tea.QuitMsg); ok {
		d.out = true
		return nil
	}
	if p, ok := msg.(term.Panicked); ok { // as the terminal does
		msg = term.CommandCrashed{Report: "/data/crash.txt", Value: p.Value, Stack: p.Stack}
	}
	return d.app.Update(msg, tuitest.Now)
}

func (d *desk) send(msg tea.Msg) {
	d.t.Helper()
	tuitest.Drain(d.t, d.update, d.app.Update(msg, tuitest.Now))
}

func (d *desk) press(names ...string) {
	d.t.Helper()
	for _, name := range names {
		d.send(tuitest.Key(name))
		d.lines()
	}
}

// lines draws the window and checks that it has exactly its size.
func (d *desk) lines() []string {
	d.t.Helper()
	f := d.app.Frame()
	lines := tuitest.Check(d.t, f.Lines, d.app.width, d.app.height)
	if d.app.width > 0 && len(lines) != max(d.app.height, 0) {
		d.t.Fatalf("%d lines in a window of %dx%d", len(lines), d.app.width, d.app.height)
	}
	for i, line := range lines {
		if cell.Width(line) != d.app.width {
			d.t.Fatalf("line %d has %d cells in a window of %dx%d: %q", i, cell.Width(line), d.app.width, d.app.height, line)
		}
	}
	return lines
}

func (d *desk) shows(want ...string) {
	d.t.Helper()
	text := strings.Join(d.lines(), "\n")
	for _, w := range want {
		if !strings.Contains(text, w) {
			d.t.Errorf("the window does not show %q:\n%s", w, text)
		}
	}
}

func (d *desk) lacks(unwanted string) {
	d.t.Helper()
	if text := strings.Join(d.lines(), "\n"); strings.Contains(text, unwanted) {
		d.t.Errorf("the window shows %q:\n%s", unwanted, text)
	}
}

func TestTheFirstFrameDoesNotWait(t *testing.T) {
	app := New(Options{Text: i18n.English(), Theme: theme.New(theme.Options{}), Open: func(context.Context, *i18n.Strings) (Desk, error) {
		t.Error("the desk is opened before the first frame")
		return Desk{}, nil
	}})
	app.Update(tea.WindowSizeMsg{Width: 80, Height: 24}, tuitest.Now)
	if app.Init(); !strings.Contains(strings.Join(app.Frame().Lines, "\n"), "Opening your desk") {
		t.Error("the first frame says nothing")
	}
}

// TestKeysTypedWhileTheDeskIsOpenedWait for its first screen, all of them, in their
// order; if it cannot be opened they were for nobody.
func TestKeysTypedWhileTheDeskIsOpenedWait(t *testing.T) {
	var failure error
	p := &page{name: "one"}
	open := func(ctx context.Context, text *i18n.Strings) (Desk, error) {
		if failure != nil {
			return Desk{}, failure
		}
		return opening(p)(ctx, text)
	}
	begin := func(typed string) *desk {
		d := &desk{t: t, app: New(Options{Text: tongue, Theme: theme.New(theme.Options{NoColor: true}), Open: open})}
		d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		opens := d.app.Init()
		for _, r := range typed {
			d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
		tuitest.Drain(t, d.update, opens)
		return d
	}
	if begin("xyz"); p.keysGot() != "x y z" {
		t.Errorf("the screen got %q", p.keysGot())
	}
	if d := begin("xq"); !d.out {
		t.Error("a key that ends the program is lost behind another")
	}
	p.got, failure = nil, errors.New("damaged")
	d := begin("xyz")
	failure = nil
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("r")})
	if p.keysGot() != "" {
		t.Errorf("the screen got %q, which was typed before the desk failed to open", p.keysGot())
	}
}

func TestWelcomeHandsOver(t *testing.T) {
	home := &page{name: "home"}
	made := false
	d := start(t, 80, 24, Options{
		Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
			if !made {
				return Desk{}, fmt.Errorf("first start: %w", ErrNoProfile)
			}
			return opening(home)(ctx, tongue)
		},
		Welcome: func(*i18n.Strings) screen.Screen {
			return &page{name: "welcome", respond: func(m tea.Msg) tea.Cmd {
				if _, ok := m.(tea.KeyMsg); ok {
					made = true
					return screen.Send(screen.Reopen{})
				}
				return nil
			}}
		},
	})
	d.shows("page welcome")
	d.press("x")
	d.shows("page home", "Contoso Partner GmbH", "practice")
}

func TestOpeningFailsAndIsTriedAgain(t *testing.T) {
	var failure error = partner.NewError(partner.CodeStoreNewer, "", nil)
	d := start(t, 80, 24, Options{Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
		if failure != nil {
			return Desk{}, failure
		}
		return opening(&page{name: "home"})(ctx, tongue)
	}})
	d.shows("newer version of cspdesk", "Update cspdesk", "r try again")
	failure = nil
	d.press("r")
	d.shows("page home")
}

// TestWhyTheDeskDoesNotOpen: in the language of the desk, without the program's
// own names for errors.
func TestWhyTheDeskDoesNotOpen(t *testing.T) {
	denied := &fs.PathError{Op: "open", Path: "/data/journal", Err: syscall.EACCES}
	failure := partner.NewError(partner.CodeStorePath, "the journal of the practice center cannot be used", denied)
	for language, want := range map[string][]string{
		"en":    {"The data folder cannot be used", "the journal of the practice center cannot be used: /data/journal: permission denied"},
		"zh-CN": {"无法使用数据文件夹", "无法使用练习用合作伙伴中心的日志：/data/journal：权限不足"},
	} {
		d := start(t, 120, 24, Options{Text: i18n.For(language), Open: func(context.Context, *i18n.Strings) (Desk, error) { return Desk{}, failure }})
		d.shows(want...)
		if text := strings.Join(d.lines(), "\n"); strings.Contains(text, "store-path") {
			t.Errorf("a name of the program's own:\n%s", text)
		}
	}
}

func TestDamageThatIsFoundLaterClosesTheDesk(t *testing.T) {
	var damage error = partner.NewError(partner.CodeStoreDamaged, "page 3", nil)
	d := start(t, 80, 24, Options{Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
		desk, err := opening(&page{name: "home"})(ctx, tongue)
		desk.Check = func(context.Context) error { return damage }
		return desk, err
	}})
	d.shows(i18n.English().Error(partner.CodeStoreDamaged).What, "page 3", "r try again")
	damage = nil
	d.press("r")
	d.shows("page home")
}

func TestTabsKeepTheirStacks(t *testing.T) {
	first, second, over := &page{name: "one"}, &page{name: "two"}, &page{name: "over"}
	first.respond = func(m tea.Msg) tea.Cmd {
		if k, ok := m.(tea.KeyMsg); ok && k.String() == "x" {
			return first.Go(screen.Push{Screen: over})
		}
		return nil
	}
	d := start(t, 80, 24, Options{Open: opening(first, second)})
	d.press("x")
	d.shows("page over")
	d.press("2")
	d.shows("page two")
	d.press("1")
	d.shows("page over")
	d.press("3")
	d.shows("page over")
}

// Keys that come at once reach the screen that they were meant for: what opens
// or closes a screen has done so before the next key.
// A number may be meant as the answer to a question: while a screen asks one, no
// number shows another tab, neither by another key nor by the list of commands.
func TestNoNumberLeavesAQuestionOfAScreen(t *testing.T) {
	asking := &page{name: "one", table: widget.DialogKeys()}
	d := start(t, 80, 24, Options{
		Open: opening(asking, &page{name: "two"}, &page{name: "three"}),
		Keys: keys.Rebinding{keys.Activity: {"d"}},
	})
	d.press("1", "2", "3", "4", "d")
	d.shows("page one")
	if got := asking.keysGot(); got != "1 2 3 4 d" {
		t.Errorf("the question got %q", got)
	}
	d.press(":", "t", "a", "b")
	d.shows("No command fits")
	d.press("esc")
	asking.table = nil // answered
	d.press("2")
	d.shows("page two")
	d.press("d")
	d.shows("page three")
}

func TestKeysTypedAheadReachTheNextScreen(t *testing.T) {
	list, form, other := &page{name: "list"}, &page{name: "form", typing: true}, &page{name: "other"}
	on := func(p *page, key string, wish tea.Msg) {
		p.respond = func(m tea.Msg) tea.Cmd {
			if k, ok := m.(tea.KeyMsg); ok && k.String() == key {
				return p.Go(wish)
			}
			return nil
		}
	}
	on(list, "n", screen.Push{Screen: form})
	on(form, "esc", screen.Pop{})
	d := start(t, 80, 24, Options{Open: opening(list, other)})
	for _, key := range []string{"n", "/", "x", "esc", "y"} { // none of their commands is run yet
		d.app.Update(tuitest.Key(key), tuitest.Now)
	}
	if got := form.keysGot(); got != "/ x esc" {
		t.Errorf("the form got %q", got)
	}
	if got := list.keysGot(); got != "n y" {
		t.Errorf("the list got %q", got)
	}
	d.shows("page list")
}

// A wish of a screen that is not on top any more goes nowhere.
func TestAWishOfACoveredScreenIsDropped(t *testing.T) {
	under, over := &page{name: "under"}, &page{name: "over"}
	d := start(t, 80, 24, Options{Open: opening(&page{name: "base"})})
	d.app.stacks[0].screens = append(d.app.stacks[0].screens, under, over)
	under.respond = func(m tea.Msg) tea.Cmd {
		if m == (screen.Changed{}) {
			return under.Go(screen.Pop{})
		}
		return nil
	}
	d.send(screen.Changed{})
	d.shows("page over")
	if got := len(d.app.stacks[0].screens); got != 3 {
		t.Errorf("%d screens", got)
	}
}

func TestAnAnswerForAClosedScreenIsDropped(t *testing.T) {
	base, over := &page{name: "base"}, &page{name: "over"}
	d := start(t, 80, 24, Options{Open: opening(base)})
	d.app.stacks[0].screens = append(d.app.stacks[0].screens, over)
	late := over.Ask("slot", func(context.Context) tea.Msg { return "late" })
	over.respond = func(m tea.Msg) tea.Cmd {
		if _, ok := m.(tea.KeyMsg); ok {
			return over.Go(screen.Pop{Result: "result"})
		}
		return nil
	}
	d.press("esc")
	tuitest.Drain(t, d.update, late)
	for _, m := range over.got {
		if m == "late" {
			t.Error("a closed screen got an answer")
		}
	}
	if fmt.Sprint(base.got[len(base.got)-2:]) != fmt.Sprint([]tea.Msg{"result", screen.Shown{}}) {
		t.Errorf("the screen below got %v", base.got)
	}
}

func TestLettersAreTextWhileTyping(t *testing.T) {
	p := &page{name: "form", typing: true}
	d := start(t, 80, 24, Options{Open: opening(p, &page{name: "two"})})
	d.press("q", "1", "2", "?", " ")
	if got := p.keysGot(); got != "q 1 2 ?  " {
		t.Errorf("the field got %q", got)
	}
	d.shows("f1 help", "ctrl+c quit")
	d.press("f1")
	if text := strings.Join(d.lines(), "\n"); strings.Contains(text, "Show the customers") || !strings.Contains(text, "f1                  Show all keys") {
		t.Errorf("the keys while typing:\n%s", text)
	}
	d.press("esc")
	p.got = nil
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a\x1b[31mb\r\nc"), Paste: true})
	if k := p.got[0].(tea.KeyMsg); string(k.Runes) != "ab\nc" {
		t.Errorf("pasted %q", string(k.Runes))
	}
	p.typing, p.got = false, nil
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("q"), Paste: true})
	if d.out || len(p.got) > 0 {
		t.Error("pasted text acts as a command")
	}
}

func TestANoticeGoesWithTheNextKey(t *testing.T) {
	d := start(t, 80, 24, Options{Open: opening(&page{name: "one"})})
	d.send(screen.Notice{Level: screen.Failure, Text: "No\x1b[2J\nway"})
	d.shows("No␛[2J␊way")
	d.press("x")
	if strings.Contains(strings.Join(d.lines(), "\n"), "way") {
		t.Error("the notice is still there")
	}
}

func TestQuitStoresFirst(t *testing.T) {
	stored := 0
	p := leaver{&page{name: "draft"}}
	p.leave = func() tea.Cmd {
		return p.Ask("save", func(context.Context) tea.Msg { stored++; return "stored" })
	}
	d := start(t, 80, 24, Options{Open: opening(&page{name: "home"}, p)})
	d.press("2", "1", "q")
	if !d.out || stored != 1 || p.got[len(p.got)-1] != "stored" {
		t.Errorf("quit %v, stored %d times, the screen got %v", d.out, stored, p.got)
	}
}

func TestTextThatCannotBeStoredHoldsTheProgram(t *testing.T) {
	p := leaver{&page{name: "draft"}}
	p.leave = func() tea.Cmd {
		return p.Ask("save", func(context.Context) tea.Msg { return partner.NewError(partner.CodeStoreFull, "", nil) })
	}
	d := start(t, 80, 24, Options{Open: opening(p)})
	d.press("ctrl+c")
	d.shows("Your text could not be stored", "The disk is full", "Stay here; nothing is lost")
	d.press("enter")
	if d.out {
		t.Fatal("enter lost the text")
	}
	d.shows("page draft")
	d.press("ctrl+c", "y")
	if !d.out {
		t.Error("y does not leave")
	}
}

// TestTheQuestionOfAScreenIsNoErrorOfIt: a screen that tells of every error that
// it gets does not tell of its own question.
func TestTheQuestionOfAScreenIsNoErrorOfIt(t *testing.T) {
	p := leaver{&page{name: "draft"}}
	p.leave = func() tea.Cmd { return screen.Send(screen.Unstored{Title: "Lose what you typed?", Text: "The title."}) }
	p.respond = func(msg tea.Msg) tea.Cmd {
		if err, ok := msg.(error); ok {
			return screen.Failed(tongue, err)
		}
		return nil
	}
	d := start(t, 80, 24, Options{Open: opening(p)})
	d.press("q")
	d.shows("Lose what you typed?", "The title.")
	if text := strings.Join(d.lines(), "\n"); strings.Contains(text, tongue.Error(partner.CodeInternal).What) {
		t.Errorf("the question is told as an error, too:\n%s", text)
	}
}

// TestTheAnswersAreThoseOfTheQuestion, unless a text would be lost, too: then both
// are told, and what is asked is about the text.
func TestTheAnswersAreThoseOfTheQuestion(t *testing.T) {
	refreshes, writes := leaver{&page{name: "list"}}, leaver{&page{name: "draft"}}
	refreshes.leave = func() tea.Cmd {
		return screen.Send(screen.Unstored{Title: "Stop the refresh?", Text: "It goes on later.", Stay: "Let it run", Leave: "Stop it"})
	}
	writes.leave = func() tea.Cmd { return nil }
	d := start(t, 80, 24, Options{Open: opening(refreshes, writes)})
	d.press("2", "1", "q")
	d.shows("Stop the refresh?", "It goes on later.", "Let it run", "Stop it")
	d.lacks(tongue.App.LeaveAndLose)
	if d.press("enter"); d.out {
		t.Fatal("enter stops it")
	}
	writes.leave = func() tea.Cmd { return screen.Send(screen.Unstored{Title: "Lose what you typed?", Text: "The title."}) }
	d.press("q")
	d.shows("Lose what you typed?", "The title.", "It goes on later.", tongue.App.StayAndKeep, tongue.App.LeaveAndLose)
	if d.press("y"); !d.out {
		t.Error("y does not leave")
	}
}

// TestASignalAsksNobody: what a screen only asks about does not hold a program that
// has to end, also where the question is open already.
func TestASignalAsksNobody(t *testing.T) {
	for _, before := range [][]string{nil, {"q"}} {
		p := leaver{&page{name: "draft"}}
		p.leave = func() tea.Cmd { return screen.Send(screen.Unstored{Title: "Lose what you typed?"}) }
		d := start(t, 80, 24, Options{Open: opening(p)})
		d.press(before...)
		if d.send(term.Terminate{}); !d.out {
			t.Errorf("after %v the program waits for an answer", before)
		}
	}
	p := leaver{&page{name: "draft"}}
	p.leave = func() tea.Cmd { return screen.Send(error(partner.NewError(partner.CodeStoreFull, "", nil))) }
	d := start(t, 80, 24, Options{Open: opening(p)})
	if d.send(term.Terminate{}); d.out {
		t.Error("text that could not be stored is lost as if nothing were")
	}
	// A signal while the screens leave for another reason.
	p.leave = func() tea.Cmd { return screen.Send(screen.Notice{}) }
	d = start(t, 80, 24, Options{Open: opening(p)})
	late := d.app.Update(screen.Reopen{}, tuitest.Now)
	d.send(term.Terminate{})
	if tuitest.Drain(t, d.update, late); !d.out {
		t.Error("the desk is opened again, not left")
	}
}

func TestAPanicBecomesANotice(t *testing.T) {
	var told []any
	p := &page{name: "one"}
	p.respond = func(m tea.Msg) tea.Cmd {
		if _, ok := m.(tea.KeyMsg); ok {
			return p.Ask("x", func(context.Context) tea.Msg { panic("bang") })
		}
		return nil
	}
	d := start(t, 80, 24, Options{Open: opening(p), Crash: func(value any, _ []byte) { told = append(told, value) }})
	d.press("x")
	d.shows("Something unexpected happened", "page one")
	d.shows("/data/crash.txt")
	if len(told) != 1 || told[0] != "bang" {
		t.Errorf("told about the panic: %v", told)
	}
	if last, ok := p.got[len(p.got)-1].(error); !ok || !errors.As(last, new(*screen.Panic)) {
		t.Errorf("the screen got %v", p.got)
	}
}

func TestHelpIsSearched(t *testing.T) {
	s := tuitest.Sample()
	d := start(t, 80, 24, Options{Open: opening(customers.New(custom(s)))})
	d.press("?", "/", "c", "o", "p", "y")
	d.shows("Copy the customer's primary domain", "4 of")
	d.press("esc", "esc")
	d.shows("Fabrikam AG")
}

func custom(s *tuitest.Store) customers.Deps {
	return customers.Deps{
		Text: tongue, Now: func() time.Time { return tuitest.Now }, Source: s, Fetcher: s, Clipboard: s,
		Request: func() screen.Screen { return &page{name: "wizard"} },
		Refresh: func(context.Context, refresh.How) (customers.Job, error) {
			return nil, partner.NewError(partner.CodeUnreachable, "", nil)
		},
	}
}

// sample is a whole desk over a store.
func sample(t testing.TB, s *tuitest.Store, width, height int) *desk {
	open := func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
		d, err := opening(customers.New(custom(s)), &page{name: "invitations"}, activity.New(activity.Deps{Text: tongue, Source: s, Clipboard: s}))(ctx, tongue)
		d.Status = status{}
		return d, err
	}
	return start(t, width, height, Options{Open: open})
}

type status struct{}

// TestTheHeadTellsARefreshThatRuns from one that was not finished.
func TestTheHeadTellsARefreshThatRuns(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		now := interrupted{Incomplete: true, Running: true}
		d := start(t, 80, 24, Options{Text: text, Open: func(context.Context, *i18n.Strings) (Desk, error) {
			return Desk{Tabs: []Tab{{Name: "Customers", Screen: &page{name: "one"}}}, Status: &now}, nil
		}})
		d.shows(" " + text.App.Refreshing + " ")
		d.lacks(text.App.Unfinished)
		now.Running = false
		d.send(screen.Changed{})
		d.shows(text.App.Unfinished)
	}
}

type interrupted partner.RefreshStatus

func (i *interrupted) RefreshStatus(context.Context) (partner.RefreshStatus, error) {
	return partner.RefreshStatus(*i), nil
}

func (status) RefreshStatus(context.Context) (partner.RefreshStatus, error) {
	return partner.RefreshStatus{CompletedAt: tuitest.Now.Add(-2 * time.Minute)}, nil
}

// TestASearchBeginsAnew: one that was kept stands selected, so that what is typed
// takes its place; any other key goes on with it.
func TestASearchBeginsAnew(t *testing.T) {
	for _, place := range [][]string{nil, {"3"}, {"?"}} {
		d := sample(t, withActivities(tuitest.Sample()), 80, 24)
		d.press(place...)
		d.press("/", "a", "d", "enter", "/")
		d.shows(" / ad ")
		d.press("f", "a", "enter")
		d.shows(" / fa ")
		d.press("/", "end", "b")
		d.shows(" / fab ")
		d.press("enter", "/", "enter")
		d.shows(" / fab ")
	}
}

func TestEverySizeKeepsTheState(t *testing.T) {
	for _, s := range []*tuitest.Store{tuitest.Sample(), tuitest.HostileStore()} {
		d := sample(t, s, 80, 24)
		d.press("right", "down", "/", "a")
		for height := range 13 {
			for width := range 31 {
				d.send(tea.WindowSizeMsg{Width: width, Height: height})
				d.lines()
			}
		}
		for width := 38; width < 130; width += 7 {
			for height := 8; height < 45; height += 5 {
				d.send(tea.WindowSizeMsg{Width: width, Height: height})
				d.lines()
			}
		}
		d.send(tea.WindowSizeMsg{Width: 9999, Height: 999})
		d.lines()
		if !d.app.Typing() {
			t.Error("the search lost its focus")
		}
	}
}

func BenchmarkKeyToWindow(b *testing.B) {
	d := sample(b, tuitest.Many(100_000), 120, 44)
	down, up := tuitest.Key("down"), tuitest.Key("up")
	for i := 0; b.Loop(); i++ {
		key := down
		if i%2 == 1 {
			key = up
		}
		d.app.Update(key, tuitest.Now)
		d.app.Frame()
	}
}

// counting counts how often it is asked.
type counting struct {
	asked      int
	generation int64
}

func (c *counting) Generation(context.Context) (int64, error) {
	c.asked++
	return c.generation, nil
}

func TestChangesOfOthersAreSeenWithTheNextKeyAndNothingWakesAtRest(t *testing.T) {
	store, p := &counting{generation: 1}, &page{name: "one"}
	d := start(t, 80, 24, Options{Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
		desk, err := opening(p)(ctx, tongue)
		desk.Changes = store
		return desk, err
	}})
	at := func(after time.Duration) {
		tuitest.Drain(t, d.update, d.app.Update(tuitest.Key("x"), tuitest.Now.Add(after)))
	}
	heard := func() (n int) {
		for _, m := range p.got {
			if _, ok := m.(screen.Changed); ok {
				n++
			}
		}
		return n
	}
	at(time.Second)
	if store.asked != 1 {
		t.Errorf("asked %d times within two seconds", store.asked)
	}
	store.generation = 2
	at(3 * time.Second)
	at(3 * time.Second)
	if store.asked != 2 || heard() != 1 {
		t.Errorf("asked %d times, told %d times", store.asked, heard())
	}
}

// reading is a page that reads what it shows before it shows it.
type reading struct {
	*page
	read func()
}

func (r reading) Init() tea.Cmd {
	return r.Ask("rows", func(context.Context) tea.Msg {
		r.read()
		return nil
	})
}

func TestNothingIsAskedBeforeTheFirstScreenHasRead(t *testing.T) {
	store, asked, said := &counting{generation: 1}, -1, 0
	p := reading{page: &page{name: "one"}}
	p.read = func() { asked = store.asked + said }
	app := New(Options{Text: i18n.English(), Theme: theme.New(theme.Options{}), Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
		desk, err := opening(p)(ctx, tongue)
		desk.Changes = store
		desk.Notice = func(context.Context) string { said++; return "Two mails wait" }
		return desk, err
	}})
	app.Update(tea.WindowSizeMsg{Width: 80, Height: 24}, tuitest.Now)
	// The newest command first, as processors may take them.
	for waiting := []tea.Cmd{app.Init()}; len(waiting) > 0; {
		cmd := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if cmd == nil {
			continue
		}
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			waiting = append(waiting, batch...)
		} else {
			waiting = append(waiting, app.Update(msg, tuitest.Now))
		}
	}
	if asked != 0 || store.asked != 1 || said != 1 {
		t.Errorf("%d questions before the rows were read, %d and %d in all", asked, store.asked, said)
	}
	if !strings.Contains(strings.Join(app.Frame().Lines, "\n"), "Two mails wait") {
		t.Error("what waits is not said")
	}
}

func TestWithoutUnicodeNothingIsCutWithIt(t *testing.T) {
	s := tuitest.Sample()
	d := start(t, 60, 18, Options{Open: opening(customers.New(custom(s))), Theme: theme.New(theme.Options{NoColor: true, ASCII: true})})
	d.press("right")
	if text := strings.Join(d.lines(), "\n"); strings.Contains(text, cell.Ellipsis) || !strings.Contains(text, "~") {
		t.Error(text)
	}
}

func TestTheLineAtTheBottomKeepsWhatMattersMost(t *testing.T) {
	for width, want := range map[int]string{
		110: " ctrl+o mail app  ctrl+y copy  ctrl+w .eml  ctrl+e editor  ctrl+s finish  esc back  f1 help  ctrl+c quit",
		80:  " ctrl+o mail app  ctrl+y copy  ctrl+w .eml  ctrl+s finish  esc back  f1 help",
		60:  " ctrl+o mail app  ctrl+s finish  esc back  f1 help",
	} {
		p := &page{name: "mail", table: keys.WizardLetter(), typing: true}
		d := start(t, width, 24, Options{Open: opening(p)})
		if lines := d.lines(); strings.TrimRight(lines[len(lines)-1], " ") != want {
			t.Errorf("%d columns: %q", width, lines[len(lines)-1])
		}
	}
}

// TestAnErrorIsReadWhole, as far as the window has room for it beside what it is
// about, and what is cut ends in one ellipsis.
func TestAnErrorIsReadWhole(t *testing.T) {
	long := strings.Repeat("Ask a global administrator. ", 11) + "This is the end."
	for _, size := range [][2]int{{80, 24}, {60, 18}} {
		d := start(t, size[0], size[1], Options{Open: opening(&page{name: "one"})})
		d.send(screen.Notice{Level: screen.Failure, Text: long})
		d.shows("This is the end.")
		d.send(screen.Notice{Level: screen.Failure, Text: strings.Repeat(long, 9)})
		if shown := strings.Join(d.lines(), "\n"); strings.Contains(shown, cell.Ellipsis+cell.Ellipsis) || !strings.Contains(shown, "one") {
			t.Errorf("at %v:\n%s", size, shown)
		}
	}
}
