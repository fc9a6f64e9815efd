package tui

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/help"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/term"
	"cspdesk/tui/widget"
)

// App is the root model.
type App struct {
	o       Options
	box     screen.Mailbox
	width   int
	height  int
	now     time.Time
	failure error // why the desk could not be opened
	desk    Desk
	stacks  []*stack
	tab     int
	notice  screen.Notice
	dialog  *widget.Dialog
	leaving *leaving
	status  partner.RefreshStatus
	stored  int64 // generation of the store that the screens show
}

// New gives the root model, a term.Model. Nothing is opened before Init's
// command runs.
func New(o Options) *App { return &App{o: o} }

// Init opens the desk in a command, so that the first frame does not wait.
func (a *App) Init() tea.Cmd { return tea.Batch(a.open(), a.watch()) }

type (
	opened  struct{ desk Desk }
	statusd struct{ status partner.RefreshStatus }
	watched struct{ generation int64 }
)

func (a *App) open() tea.Cmd {
	a.failure = nil
	open := a.o.Open
	return a.box.Ask("open", func(ctx context.Context) tea.Msg {
		desk, err := open(ctx)
		if err != nil {
			return err
		}
		return opened{desk}
	})
}

// watch waits a while and then asks for the generation of the store.
func (a *App) watch() tea.Cmd {
	changes, every := a.desk.Changes, a.o.Watch
	if every <= 0 {
		return nil
	}
	return a.box.Ask("watch", func(ctx context.Context) tea.Msg {
		select {
		case <-ctx.Done():
		case <-time.After(every):
		}
		if changes == nil {
			return watched{}
		}
		generation, err := changes.Generation(ctx)
		if err != nil {
			return watched{} // the screens tell of a broken store themselves
		}
		return watched{generation}
	})
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
		return a.key(m)
	case screen.Answer:
		return a.answer(m)
	case sent:
		return a.navigate(m)
	case left:
		return a.gone(m)
	case screen.Tab:
		return a.show(m.Index)
	case screen.Changed:
		return tea.Batch(a.tell(m), a.askStatus())
	case screen.Notice:
		m.Text = safetext.Line(m.Text)
		a.notice = m
	case screen.Quit:
		return a.quit()
	case screen.Reopen:
		return a.leave(a.everything(), a.reopen)
	case *screen.Panic:
		a.crashed(m)
	case term.Terminate:
		return a.quit()
	case term.SuspendRefused:
		a.warn(a.o.Text.App.CannotSuspend)
	case term.PasteCut:
		a.warn(fmt.Sprintf(a.o.Text.App.PasteCut, m.Bytes>>10))
	case term.BurstDropped:
		a.warn(a.o.Text.App.BurstDropped)
	case term.CommandCrashed:
		a.unexpected()
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
	if p, ok := m.Value.(*screen.Panic); ok {
		a.crashed(p)
	}
	if m.To == a.box.Address() {
		if a.box.Accept(m) {
			return a.heard(m)
		}
		return nil
	}
	s := a.find(m.To)
	if s == nil || !s.Box().Accept(m) {
		return nil
	}
	return a.update(s, m.Value)
}

// heard handles the answers to the root's own questions.
func (a *App) heard(m screen.Answer) tea.Cmd {
	switch value := m.Value.(type) {
	case opened:
		return a.work(value.desk)
	case statusd:
		a.status = value.status
	case watched:
		before := a.stored
		a.stored = value.generation
		if before != 0 && before != value.generation && value.generation != 0 {
			return tea.Batch(a.tell(screen.Changed{}), a.askStatus(), a.watch())
		}
		return a.watch()
	case error:
		if m.Slot != "open" {
			return nil
		}
		if errors.Is(value, ErrNoProfile) {
			a.stacks = []*stack{{screens: []screen.Screen{a.o.Welcome()}}}
			return a.show(0)
		}
		a.failure = value
	}
	return nil
}

// work puts the screens of a desk on their stacks.
func (a *App) work(d Desk) tea.Cmd {
	a.closeAll()
	a.failure, a.desk = nil, d
	a.status, a.stored = partner.RefreshStatus{}, 0
	for _, tab := range d.Tabs {
		a.stacks = append(a.stacks, &stack{screens: []screen.Screen{tab.Screen}})
	}
	first := a.show(0)
	if d.Front != nil && len(a.stacks) > 0 {
		a.stacks[0].screens = append(a.stacks[0].screens, d.Front)
		first = tea.Batch(first, a.begin(d.Front))
	}
	return tea.Batch(first, a.askStatus(), a.watch())
}

func (a *App) reopen() tea.Cmd {
	a.closeAll()
	a.desk = Desk{}
	return a.open()
}

func (a *App) quit() tea.Cmd {
	return a.leave(a.everything(), func() tea.Cmd {
		a.closeAll()
		return tea.Quit
	})
}

func crash(value any) *screen.Panic { return &screen.Panic{Value: value, Stack: debug.Stack()} }

func (a *App) crashed(p *screen.Panic) {
	if a.o.Crash != nil {
		a.o.Crash(p.Value, p.Stack)
	}
	a.unexpected()
}

func (a *App) unexpected() {
	text := a.o.Text.Error(partner.CodeInternal)
	a.notice = screen.Notice{Level: screen.Failure, Text: text.What + ". " + text.Do}
}

// help opens the list of keys of the top screen.
func (a *App) help() tea.Cmd {
	s := a.stacks[a.tab]
	if _, open := s.top().(*help.Screen); open {
		return nil
	}
	page := help.New(a.o.Text, s.top().Keys(), keys.Global())
	s.screens = append(s.screens, page)
	return a.begin(page)
}
