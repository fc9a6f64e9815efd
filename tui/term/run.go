package term

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	xterm "golang.org/x/term"

	_ "cspdesk/tui/term/quiet" // before Bubble Tea is initialised
)

// The errors of Run that a command maps to exit codes, besides *Crash.
var (
	ErrInterrupted = errors.New("interrupted")                         // by SIGINT
	ErrForced      = errors.New("the program did not end in its time") // after Terminate
	ErrNoTerminal  = errors.New("this needs a terminal")
)

// terminateTime is how long the model has to store what is not stored.
const terminateTime = 700 * time.Millisecond

// leaveTime is how long a terminal may take to be given back.
const leaveTime = 150 * time.Millisecond

// NeedTerminal gives ErrNoTerminal unless both files are terminals, and the
// terminal can place its cursor.
func NeedTerminal(in, out *os.File, getenv func(string) string) error {
	if !xterm.IsTerminal(int(in.Fd())) || !xterm.IsTerminal(int(out.Fd())) || getenv("TERM") == "dumb" {
		return ErrNoTerminal
	}
	return nil
}

// Run runs a model in a terminal until it quits, and gives the terminal back
// whatever happens. It is nil after an ordinary end, which a closed window,
// SIGTERM and the end of ctx are too.
func Run(ctx context.Context, model Model, o Options) error {
	s := newSession(o)
	in, err := newInput(o.In, escapeWait(o.Getenv))
	if err != nil {
		return err
	}
	s.input = in
	in.handle = func(t token) { s.program.Send(t) }
	in.arrived = s.gate.keysWaiting
	in.idle = func() {
		if s.gate.keysTaken() {
			s.program.Send(repaint{})
		}
	}
	in.ended = func() { go s.terminate(false) }
	in.crashed = s.crashed
	s.program = tea.NewProgram(&adapter{s: s, model: model}, tea.WithInput(in.reader()), tea.WithOutput(io.Discard),
		tea.WithoutRenderer(), tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	s.watchSignals()
	stop := context.AfterFunc(ctx, func() { s.terminate(false) })
	defer stop()
	defer s.leave()
	if err := s.acquire(); err != nil {
		return err
	}
	return s.run()
}

// run runs the program and waits until it ends or has to be left behind.
func (s *session) run() error {
	done := make(chan error, 1)
	go s.paintLoop()
	go func() {
		defer func() {
			if r := recover(); r != nil {
				s.crashed(r, debug.Stack())
				done <- nil
			}
		}()
		_, err := s.program.Run()
		done <- err
	}()
	var err error
	select {
	case err = <-done:
	case <-s.forced:
		err = ErrForced
	}
	s.endMu.Lock()
	defer s.endMu.Unlock()
	switch {
	case s.crash != nil:
		return s.crash
	case s.interrupted && !errors.Is(err, ErrForced):
		return ErrInterrupted
	}
	return err
}

// leave gives everything back. A terminal that takes no more output is left as
// it is, but for its modes.
func (s *session) leave() {
	s.input.close()
	s.signals.stop()
	done := make(chan struct{})
	go func() {
		s.release(true)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(leaveTime):
		s.restoreModes()
	}
}

// terminate asks the model to end, once: a closed window is told by a signal and
// by the end of the input, and a shutdown by two signals.
func (s *session) terminate(interrupted bool) {
	s.endMu.Lock()
	defer s.endMu.Unlock()
	if s.child != nil {
		if interrupted {
			return // meant for the child, which gets it too
		}
		_ = s.child.Signal(terminateSignal)
	}
	if s.ending {
		return
	}
	s.ending, s.interrupted = true, interrupted
	go s.program.Send(Terminate{})
	time.AfterFunc(terminateTime, func() { close(s.forced) })
}

// escapeWait is how long an escape character may be the start of a key whose
// rest is still on its way: over a network it can be torn.
func escapeWait(getenv func(string) string) time.Duration {
	if remote(getenv) {
		return 100 * time.Millisecond
	}
	return 25 * time.Millisecond
}

// remote reports whether the terminal is at the other end of SSH.
func remote(getenv func(string) string) bool {
	return getenv("SSH_TTY") != "" || getenv("SSH_CONNECTION") != ""
}
