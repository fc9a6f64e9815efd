package term

import (
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// adapter is the model that Bubble Tea sees. It delivers messages with their
// time, takes keys apart, keeps panics from leaving the terminal unusable, and
// decides when to paint. Its View draws nothing: the painter does.
type adapter struct {
	s     *session
	model Model
	ended bool // by a panic; the model is not called again
}

// repaint asks for the paint that was put off.
type repaint struct{}

func (a *adapter) Init() (cmd tea.Cmd) {
	defer a.recover(&cmd)
	first := a.resized(a.s.size())
	return tea.Batch(first, guard(a.s.report, a.model.Init()))
}

func (a *adapter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if a.ended {
		return a, nil
	}
	return a, a.update(msg)
}

func (a *adapter) update(msg tea.Msg) (cmd tea.Cmd) {
	defer a.recover(&cmd)
	switch msg := msg.(type) {
	case repaint:
		return nil
	case tea.KeyMsg:
		return a.keys(msg)
	case token:
		if msg.kind == mouseEvent {
			return a.mouse(msg.text)
		}
		return a.text(msg)
	case tea.MouseMsg: // only where Bubble Tea reads the mouse itself
		return nil
	case tea.WindowSizeMsg:
		return a.resized(msg)
	case Panicked:
		return a.deliver(CommandCrashed{Report: a.s.report(msg.Value, msg.Stack), Value: msg.Value, Stack: msg.Stack})
	case handOver:
		return a.s.handOver(msg)
	case handedBack:
		return tea.Batch(a.resized(a.s.size()), a.deliver(msg.msg))
	case continued:
		a.s.continued()
		return a.resized(a.s.size())
	}
	return a.deliver(msg)
}

// View is called after every message.
func (a *adapter) View() string {
	if a.ended {
		return ""
	}
	var cmd tea.Cmd
	defer a.recover(&cmd)
	if a.s.gate.mayPaint() {
		a.s.post(a.model.Frame())
	}
	return ""
}

// deliver gives one message to the model.
func (a *adapter) deliver(msg tea.Msg) tea.Cmd {
	if msg == nil {
		return nil
	}
	return guard(a.s.report, a.model.Update(msg, a.s.options.Now()))
}

// resized delivers a size if it is a new one.
func (a *adapter) resized(msg tea.WindowSizeMsg) tea.Cmd {
	msg = clampSize(msg)
	if msg == a.s.current {
		return nil
	}
	a.s.current = msg
	return a.deliver(msg)
}

// recover ends the program after a panic of the model. The stack goes into the
// report; Run restores the terminal and returns a *Crash.
func (a *adapter) recover(cmd *tea.Cmd) {
	if r := recover(); r != nil {
		a.ended = true
		a.s.crashed(r, debug.Stack())
		*cmd = tea.Quit
		go a.s.program.Send(tea.QuitMsg{}) // View has no command
	}
}

// maxSize bounds what a terminal may claim, so that a wrong size costs neither
// memory nor time.
const maxSize = 1000

func clampSize(size tea.WindowSizeMsg) tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: min(max(size.Width, 0), maxSize), Height: min(max(size.Height, 0), maxSize)}
}

// paintAtLeast is how long a flow of keys may put off painting.
const paintAtLeast = 33 * time.Millisecond
