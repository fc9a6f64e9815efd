package term

import (
	"os"
	"runtime/debug"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
	xterm "golang.org/x/term"
)

// session is one run of the program in a terminal.
type session struct {
	options Options
	program *tea.Program
	input   *input
	gate    gate
	current tea.WindowSizeMsg // that the model knows
	shots   chan shot         // of which there is at most one

	mu      sync.Mutex // the screen: painting against handing it over
	painter *painter
	held    bool // the terminal is ours
	over    bool // it is not taken again
	raw     *xterm.State
	console consoleState
	handing bool // another program has the terminal or is about to get it; used by the model's goroutine

	signals signals

	endMu       sync.Mutex
	child       *os.Process // that has the terminal
	ending      bool        // Terminate was sent
	interrupted bool
	forced      chan struct{} // closed when the model had its time
	crash       *Crash
}

// shot is a frame on its way to the painter.
type shot struct {
	frame         Frame
	width, height int
}

const (
	enterScreen = "\x1b[?1049h\x1b[?2004h\x1b[?7l\x1b[?25l"
	leaveScreen = "\x1b[m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l"
	pushTitle   = "\x1b[22;0t"
	popTitle    = "\x1b[23;0t"
)

// newSession prepares a run. The Linux console takes neither window titles nor
// synchronized updates.
func newSession(o Options) *session {
	full := o.Getenv("TERM") != "linux"
	return &session{
		options: o,
		shots:   make(chan shot, 1),
		forced:  make(chan struct{}),
		painter: &painter{out: o.Out, synced: full, titled: full},
	}
}

// acquire takes the terminal: raw mode, alternate screen. The next frame paints
// everything.
func (s *session) acquire() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over { // the program that it was lent to took too long to end
		return ErrForced
	}
	state, err := xterm.MakeRaw(int(s.options.In.Fd()))
	if err != nil {
		return err
	}
	if s.raw == nil {
		s.raw = state // what the terminal was like before us
	}
	if err := s.console.enter(s.options.Out.file); err != nil {
		_ = xterm.Restore(int(s.options.In.Fd()), s.raw)
		return err
	}
	enter := enterScreen
	if s.painter.titled {
		enter = pushTitle + enter
	}
	if s.options.Mouse {
		enter += mouseOn
	}
	s.held = true
	s.painter.forget()
	_, err = s.options.Out.Write([]byte(enter))
	return err
}

// release gives the terminal back as it was, for good or until it is acquired
// again.
func (s *session) release(over bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = s.over || over
	if !s.held {
		return
	}
	s.held = false
	leave := leaveScreen
	if s.options.Mouse {
		leave = mouseOff + leave
	}
	if s.painter.titled {
		leave += popTitle
	}
	_, _ = s.options.Out.Write([]byte(leave))
	s.restoreModes()
}

// restoreModes sets the modes of the terminal as they were before the program.
func (s *session) restoreModes() {
	_ = xterm.Restore(int(s.options.In.Fd()), s.raw)
	s.console.leave(s.options.Out.file)
}

// size asks the terminal for its size; one that does not know is taken for 80
// by 24.
func (s *session) size() tea.WindowSizeMsg {
	width, height, err := xterm.GetSize(int(s.options.Out.file.Fd()))
	if err != nil || width == 0 && height == 0 {
		width, height = 80, 24
	}
	return tea.WindowSizeMsg{Width: width, Height: height}
}

// continued takes the terminal again after the process was stopped from outside:
// whoever had it meanwhile has left it in another state. While somebody else still
// has it, the system answers the change of its modes by stopping the process again,
// until the shell gives it the terminal.
func (s *session) continued() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.held {
		return
	}
	if _, err := xterm.MakeRaw(int(s.options.In.Fd())); err != nil {
		return
	}
	s.painter.forget()
	enter := enterScreen
	if s.options.Mouse {
		enter += mouseOn
	}
	_, _ = s.options.Out.Write([]byte(enter))
}

// post gives a frame to the painter, which is free.
func (s *session) post(f Frame) {
	s.shots <- shot{frame: f, width: s.current.Width, height: s.current.Height}
}

// paintLoop paints until the shots end. A panic ends the program, as one of the
// model does.
func (s *session) paintLoop() {
	defer func() {
		if r := recover(); r != nil {
			s.crashed(r, debug.Stack())
			go s.program.Send(tea.QuitMsg{})
		}
	}()
	for shot := range s.shots {
		s.paint(shot)
		if s.gate.painted() {
			s.program.Send(repaint{})
		}
	}
}

func (s *session) paint(shot shot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.held {
		return
	}
	_ = s.painter.paint(shot.frame, shot.width, shot.height)
}

// crashed keeps the first panic.
func (s *session) crashed(r any, stack []byte) {
	report := s.report(r, stack)
	s.endMu.Lock()
	defer s.endMu.Unlock()
	if s.crash == nil {
		s.crash = &Crash{Report: report}
	}
}

func (s *session) report(r any, stack []byte) string {
	return writeReport(s.options.ReportDir, s.options.Now(), r, stack)
}
