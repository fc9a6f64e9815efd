package tui

import (
	"runtime/debug"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/palette"
	"cspdesk/tui/screen"
)

// stack is the screens of a tab, the visible one last.
type stack struct {
	screens []screen.Screen
	begun   bool // the first screen had its Init
}

func (s *stack) top() screen.Screen {
	if len(s.screens) == 0 {
		return nil
	}
	return s.screens[len(s.screens)-1]
}

// top is the screen that has the keys, nil while there is none.
func (a *App) top() screen.Screen {
	if a.tab >= len(a.stacks) {
		return nil
	}
	return a.stacks[a.tab].top()
}

// stackOf finds the stack whose top screen has an address. A screen that is
// closed or covered has no say in where to go.
func (a *App) stackOf(address uint64) *stack {
	for _, s := range a.stacks {
		if top := s.top(); top != nil && top.Box().Address() == address {
			return s
		}
	}
	return nil
}

// find gives the screen with an address, wherever it stands.
func (a *App) find(address uint64) screen.Screen {
	for _, s := range a.stacks {
		for _, sc := range s.screens {
			if sc.Box().Address() == address {
				return sc
			}
		}
	}
	return nil
}

// update gives a message to a screen, and does what the screen wished in turn.
func (a *App) update(s screen.Screen, msg tea.Msg) tea.Cmd {
	cmd := s.Update(msg)
	return tea.Batch(cmd, a.navigate(s))
}

func (a *App) begin(s screen.Screen) tea.Cmd {
	return tea.Batch(s.Init(), a.update(s, a.resized()))
}

// navigate goes where a screen wished to.
func (a *App) navigate(from screen.Screen) tea.Cmd {
	wish := from.Box().Wish()
	if wish == nil {
		return nil
	}
	s := a.stackOf(from.Box().Address())
	if s == nil {
		return nil
	}
	switch wish := wish.(type) {
	case screen.Push:
		s.screens = append(s.screens, wish.Screen)
		return a.begin(wish.Screen)
	case screen.Replace:
		old := s.top()
		return a.leave([]screen.Screen{old}, func() tea.Cmd {
			old.Box().Close()
			s.screens[len(s.screens)-1] = wish.Screen
			return a.begin(wish.Screen)
		})
	case screen.Pop:
		if len(s.screens) < 2 {
			return nil
		}
		old := s.top()
		return a.leave([]screen.Screen{old}, func() tea.Cmd { return a.pop(s, old, wish.Result) })
	}
	return nil
}

func (a *App) pop(s *stack, old screen.Screen, result tea.Msg) tea.Cmd {
	old.Box().Close()
	s.screens = s.screens[:len(s.screens)-1]
	below := s.top()
	if chosen, ok := result.(palette.Chosen); ok {
		return tea.Batch(a.update(below, screen.Shown{}), a.run(chosen.Intent))
	}
	var got tea.Cmd
	if result != nil {
		got = a.update(below, result)
	}
	return tea.Batch(got, a.update(below, screen.Shown{}))
}

// show brings a tab to the front. Its first screen begins when it is shown for
// the first time.
func (a *App) show(tab int) tea.Cmd {
	if tab < 0 || tab >= len(a.stacks) {
		return nil
	}
	a.tab = tab
	s := a.stacks[tab]
	if !s.begun {
		s.begun = true
		return a.begin(s.top())
	}
	return a.update(s.top(), screen.Shown{})
}

// visit puts a screen that can be reached from everywhere on top of the shown
// tab. There is one at a time; where there is none, why is said.
func (a *App) visit(make func() screen.Screen, why string) tea.Cmd {
	switch {
	case make == nil && why != "":
		a.warn(why)
		return nil
	case make == nil, a.visited != nil && a.find(a.visited.Box().Address()) != nil:
		return nil
	}
	a.visited = make()
	s := a.stacks[a.tab]
	s.screens = append(s.screens, a.visited)
	return a.begin(a.visited)
}

// tell gives a message to every screen that has begun.
func (a *App) tell(msg tea.Msg) tea.Cmd {
	var all []tea.Cmd
	for _, s := range a.stacks {
		if !s.begun {
			continue
		}
		for _, sc := range s.screens {
			all = append(all, a.update(sc, msg))
		}
	}
	return tea.Batch(all...)
}

// leaving is a wait for screens that store what they hold.
type leaving struct {
	waiting int
	failed  error
	asks    []screen.Unstored
	then    func() tea.Cmd
}

// left says that a screen has stored what it held, or could not.
type left struct {
	from uint64
	msg  tea.Msg
}

// leave asks screens to store what they hold and goes on when all have.
func (a *App) leave(screens []screen.Screen, then func() tea.Cmd) tea.Cmd {
	if a.leaving != nil {
		return nil
	}
	var all []tea.Cmd
	for _, s := range screens {
		leaver, ok := s.(screen.Leaver)
		if !ok {
			continue
		}
		if cmd := leaver.Leave(); cmd != nil {
			from := s.Box().Address()
			all = append(all, leaveBy(from, cmd))
		}
	}
	if len(all) == 0 {
		return then()
	}
	a.leaving = &leaving{waiting: len(all), then: then}
	return tea.Batch(all...)
}

func leaveBy(from uint64, cmd tea.Cmd) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = left{from: from, msg: &screen.Panic{Value: r, Stack: debug.Stack()}}
			}
		}()
		return left{from: from, msg: cmd()}
	}
}

// gone takes note that one of the screens has left.
func (a *App) gone(m left) tea.Cmd {
	l := a.leaving
	if l == nil {
		return nil
	}
	msg := m.msg
	var heard tea.Cmd
	unstored, asks := msg.(screen.Unstored) // for the person alone: to a screen it would be an error
	if asks {
		l.asks = append(l.asks, unstored)
	} else if s := a.find(m.from); s != nil {
		if answer, ok := msg.(screen.Answer); ok {
			msg = answer.Value
			if s.Box().Accept(answer) {
				heard = a.update(s, msg)
			}
		} else if msg != nil {
			heard = a.update(s, msg)
		}
	}
	if err, ok := msg.(error); ok && !asks {
		l.failed = err
	}
	heard = tea.Batch(heard, reported(msg))
	l.waiting--
	if l.waiting > 0 {
		return heard
	}
	a.leaving = nil
	if l.failed == nil && (len(l.asks) == 0 || a.ending) {
		return tea.Batch(heard, l.then())
	}
	a.askToLose(l)
	return heard
}

// everything lists all screens, for leaving them together.
func (a *App) everything() []screen.Screen {
	var all []screen.Screen
	for _, s := range a.stacks {
		if s.begun {
			all = append(all, s.screens...)
		}
	}
	return all
}

// closeAll forgets every screen with its questions, and what was asked about the
// desk: the next one is not to hear of its end.
func (a *App) closeAll() {
	a.box.Close()
	for _, s := range a.stacks {
		for _, sc := range s.screens {
			sc.Box().Close()
		}
	}
	a.stacks, a.tab = nil, 0
}
