package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/help"
	"cspdesk/tui/screen"
	"cspdesk/tui/term"
	"cspdesk/tui/widget"
)

// App is the root model.
type App struct {
	o        Options
	box      screen.Mailbox
	width    int
	height   int
	now      time.Time
	failure  error        // why the desk could not be opened
	early    []tea.KeyMsg // typed while the desk is opened
	desk     Desk
	stacks   []*stack
	tab      int
	visited  screen.Screen
	shown    int // the tab to show when the desk is open again
	notice   screen.Notice
	quoted   string // correlation id of the error that was in sight last
	dialog   *widget.Dialog
	leaving  *leaving
	ending   bool // after a signal: nobody answers a question
	status   partner.RefreshStatus
	counts   []int // what waits on each tab
	stored   int64 // generation of the store that the screens show
	fits     cell.Fits
	bottom   string // the line with the keys, kept as long as what it depends on is the same
	bottomOf footerState
	looked   time.Time // when the generation was asked for last
	unasked  bool      // the first screen of the desk still reads what it shows
}

// New gives the root model, a term.Model. Nothing is opened before Init's
// command runs.
func New(o Options) *App { return &App{o: o} }

// Init opens the desk in a command, so that the first frame does not wait.
func (a *App) Init() tea.Cmd { return a.open() }

type (
	opened  struct{ desk Desk }
	statusd struct{ status partner.RefreshStatus }
	counted struct{ counts []int }
	looked  struct{ generation int64 }
	waits   struct{ text string } // for a person
	inUse   struct{}
)

func (a *App) open() tea.Cmd {
	a.failure = nil
	open, text := a.o.Open, a.o.Text
	return a.box.Ask("open", func(ctx context.Context) tea.Msg {
		desk, err := open(ctx, text)
		if err != nil {
			return err
		}
		return opened{desk}
	})
}

// lookAfter is how long the program may be used before it looks again whether
// another one changed the store. At rest nothing looks.
const lookAfter = 2 * time.Second

// look asks for the generation of the store, and whether the service can be used,
// if the last time was a while ago.
func (a *App) look() tea.Cmd {
	changes := a.desk.Changes
	if changes == nil || a.now.Sub(a.looked) < lookAfter {
		return nil
	}
	a.looked = a.now
	generation := a.box.Ask("look", func(ctx context.Context) tea.Msg {
		generation, err := changes.Generation(ctx)
		if err != nil {
			return nil // the screens tell of a broken store themselves
		}
		return looked{generation}
	})
	return tea.Batch(generation, a.askStatus())
}

func (a *App) askNotice() tea.Cmd {
	notice := a.desk.Notice
	if notice == nil {
		return nil
	}
	return a.box.Ask("notice", func(ctx context.Context) tea.Msg { return waits{notice(ctx)} })
}

func (a *App) askStatus() tea.Cmd {
	status := a.desk.Status
	if status == nil {
		return nil
	}
	return a.box.Ask("status", func(ctx context.Context) tea.Msg {
		s, err := status.RefreshStatus(ctx)
		if err != nil {
			return nil
		}
		return statusd{s}
	})
}

// Update handles one message.
func (a *App) Update(msg tea.Msg, now time.Time) tea.Cmd {
	a.now = now
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = m.Width, m.Height
		return a.tell(a.resized())
	case tea.KeyMsg:
		return tea.Batch(a.key(m), a.look())
	case tea.MouseMsg:
		return tea.Batch(a.mouse(m), a.look())
	case term.Resumed:
		return a.look()
	case screen.Answer:
		return a.answer(m)
	case left:
		return a.gone(m)
	case screen.Tab:
		return a.show(m.Index)
	case screen.Changed:
		return tea.Batch(a.tell(m), a.askStatus(), a.count())
	case screen.Notice:
		m.Text = strings.ReplaceAll(safetext.Block(m.Text), "\n", "␊") // one line, however long
		m.Correlation = safetext.Line(m.Correlation)
		a.notice = m
		a.quoted = cmp.Or(m.Correlation, a.quoted)
	case screen.Quit:
		return a.quit()
	case screen.Reopen:
		return a.openAgain(m)
	case term.Terminate:
		return a.end()
	case term.SuspendRefused:
		a.warn(a.o.Text.App.CannotSuspend)
	case term.PasteCut:
		a.warn(fmt.Sprintf(a.o.Text.App.PasteCut, m.Bytes>>10))
	case term.BurstDropped:
		a.warn(a.o.Text.App.BurstDropped)
	case term.CommandCrashed:
		a.crashed(m)
	default:
		if top := a.top(); top != nil {
			return a.update(top, m)
		}
	}
	return nil
}

func (a *App) warn(text string) { a.notice = screen.Notice{Level: screen.Warning, Text: text} }

// answer brings the value of a question to whoever asked. This is the one place
// where the answers to closed screens and to older questions are dropped.
func (a *App) answer(m screen.Answer) tea.Cmd {
	report := reported(m.Value)
	if m.To == a.box.Address() {
		if a.box.Accept(m) {
			return tea.Batch(report, a.heard(m))
		}
		return report
	}
	s := a.find(m.To)
	if s == nil || !s.Box().Accept(m) {
		return report
	}
	return tea.Batch(report, a.update(s, m.Value), a.askRest())
}

// heard handles the answers to the root's own questions.
func (a *App) heard(m screen.Answer) tea.Cmd {
	switch value := m.Value.(type) {
	case opened:
		return a.work(value.desk)
	case statusd:
		a.status = value.status
	case counted:
		a.counts = value.counts
	case waits:
		if value.text != "" && a.notice.Text == "" { // else something newer was said
			a.warn(value.text)
		}
	case screen.Reopen:
		return a.openAgain(value)
	case inUse:
		return a.reopen()
	case looked:
		before := a.stored
		a.stored = value.generation
		if before != 0 && before != value.generation {
			return tea.Batch(a.tell(screen.Changed{}), a.askStatus(), a.count())
		}
	case error:
		switch m.Slot {
		case "check":
			a.closeAll()
			a.desk = Desk{}
		case "use":
			return screen.Failed(a.o.Text, value)
		case "open":
		default:
			return nil
		}
		if errors.Is(value, ErrNoProfile) {
			a.stacks = []*stack{{screens: []screen.Screen{a.o.Welcome(a.o.Text)}}}
			return tea.Batch(a.show(0), a.catchUp())
		}
		a.failure, a.early = value, nil
	}
	return nil
}

// work puts the screens of a desk on their stacks.
func (a *App) work(d Desk) tea.Cmd {
	a.closeAll()
	a.failure, a.desk = nil, d
	a.status, a.counts, a.stored, a.looked = partner.RefreshStatus{}, nil, 0, time.Time{}
	for _, tab := range d.Tabs {
		a.stacks = append(a.stacks, &stack{screens: []screen.Screen{tab.Screen}})
	}
	first := a.show(min(a.shown, len(a.stacks)-1))
	a.shown = 0
	if d.Front != nil && len(a.stacks) > 0 {
		a.stacks[0].screens = append(a.stacks[0].screens, d.Front)
		first = tea.Batch(first, a.begin(d.Front))
	}
	a.unasked = true
	if top := a.top(); top == nil || !top.Box().Busy() {
		first = tea.Batch(first, a.askRest())
	}
	return tea.Batch(first, a.catchUp())
}

// askRest asks for what surrounds the first screen, once that has read: each
// question asked beside it would open a connection of its own, and the rows wait.
func (a *App) askRest() tea.Cmd {
	if !a.unasked {
		return nil
	}
	a.unasked = false
	return tea.Batch(a.askStatus(), a.count(), a.look(), a.check(), a.askNotice())
}

// checkAfter leaves the processor to the first frame.
const checkAfter = 40 * time.Millisecond

// check looks for damage that opening did not find.
func (a *App) check() tea.Cmd {
	check := a.desk.Check
	if check == nil {
		return nil
	}
	return a.box.Ask("check", func(ctx context.Context) tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(checkAfter):
		}
		if err := check(ctx); err != nil {
			return err
		}
		return nil
	})
}

// switchLanguage opens the desk again in the other language, on the same tab.
func (a *App) switchLanguage() tea.Cmd {
	if a.busy() {
		return nil
	}
	return a.leave(a.everything(), func() tea.Cmd {
		shown := a.tab
		a.o.Text = a.o.Text.Next()
		again := a.reopen()
		a.shown = shown
		return again
	})
}

func (a *App) quit() tea.Cmd {
	return a.leave(a.everything(), func() tea.Cmd {
		a.closeAll()
		return tea.Quit
	})
}

// end quits after a signal. What can be stored is stored, but nobody is asked.
func (a *App) end() tea.Cmd {
	a.ending = true
	if a.leaving != nil {
		a.leaving.then = a.quit
		return nil
	}
	return a.quit()
}

// reported has the panic of a question's work reported, if that is what came
// back. The screen that asked gets it as an error all the same.
func reported(value tea.Msg) tea.Cmd {
	p, ok := value.(*screen.Panic)
	if !ok {
		return nil
	}
	return screen.Send(term.Panicked{Value: p.Value, Stack: p.Stack})
}

// shownFailure gives the correlation id of the error that is in sight, "" if there
// is none.
func (a *App) shownFailure() string {
	if a.notice.Correlation != "" {
		return a.notice.Correlation
	}
	if s, ok := a.top().(screen.Failing); ok {
		return safetext.Line(partner.CorrelationOf(s.Failed()))
	}
	return ""
}

// copyCorrelation copies what to quote to Microsoft about the error that was in
// sight last.
func (a *App) copyCorrelation() tea.Cmd {
	id, text, clipboard := a.quoted, a.o.Text, a.o.Copy
	if id == "" || clipboard == nil {
		a.warn(text.App.NoCorrelation)
		return nil
	}
	return func() tea.Msg {
		route, err := clipboard(context.Background(), id)
		if err != nil {
			return screen.Notice{Level: screen.Failure, Text: text.Error(partner.CodeOf(err)).Text()}
		}
		return screen.Notice{Text: fmt.Sprintf(text.Customers.Copied.Correlation, id, widget.Named(text.Wizard.Routes, route))}
	}
}

// crashed tells of a panic in a command. Everything else goes on.
func (a *App) crashed(c term.CommandCrashed) {
	if a.o.Crash != nil {
		a.o.Crash(c.Value, c.Stack)
	}
	text := a.o.Text.Error(partner.CodeInternal)
	a.notice = screen.Notice{Level: screen.Failure, Text: text.Text()}
	if c.Report != "" {
		a.notice.Text = fmt.Sprintf(a.o.Text.App.Crashed, text.What, safetext.Line(c.Report))
	}
}

// help opens the list of keys of the top screen.
func (a *App) help() tea.Cmd {
	s := a.stacks[a.tab]
	if _, open := s.top().(*help.Screen); open {
		return nil
	}
	here, all := a.tables()
	page := help.New(a.o.Text, a.o.Keys.Apply(here), a.o.Keys.Apply(all), a.o.Keys.Elsewhere(here, all))
	s.screens = append(s.screens, page)
	return a.begin(page)
}
