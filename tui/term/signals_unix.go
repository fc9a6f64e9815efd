//go:build unix

package term

import (
	"errors"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sys/unix"
)

// terminateSignal ends a child that has the terminal when the program must end.
const terminateSignal = unix.SIGTERM

// errNoShell is the reason not to stop: nobody would continue the process.
var errNoShell = errors.New("no shell to return to")

// signals are what the program hears while it runs.
type signals struct {
	end, window chan os.Signal
}

// watchSignals starts to listen. Changes of the window wait while another program
// has the terminal, and must not hold up an end. SIGTSTP from outside is left to
// the system: once listened to, Go does not give its effect back, and an editor
// that is suspended would hang.
func (s *session) watchSignals() {
	s.signals = signals{end: make(chan os.Signal, 2), window: make(chan os.Signal, 1)}
	signal.Notify(s.signals.end, unix.SIGHUP, unix.SIGTERM, unix.SIGINT)
	signal.Notify(s.signals.window, unix.SIGWINCH, unix.SIGCONT)
	go func() {
		for sig := range s.signals.end {
			s.terminate(sig == unix.SIGINT)
		}
	}()
	go func() {
		for sig := range s.signals.window {
			if sig == unix.SIGCONT {
				s.program.Send(continued{})
			} else {
				s.program.Send(s.size())
			}
		}
	}()
}

func (s *signals) stop() {
	signal.Stop(s.end)
	signal.Stop(s.window)
	close(s.end)
	close(s.window)
}

// stopWithin is how long the program runs on at most after it asked to be
// stopped. It is counted in steps, so that the time for which it is stopped, and
// after which a timer may be heard before the signal, is not more than one.
const (
	stopWithin = stopSteps * stopStep
	stopSteps  = 10
	stopStep   = 50 * time.Millisecond
)

// stopProcess stops the process group until it is continued. The terminal must
// have been released.
func (s *signals) stopProcess() error {
	if !canSuspend() {
		return errNoShell
	}
	again := make(chan os.Signal, 1)
	signal.Notify(again, unix.SIGCONT)
	defer signal.Stop(again)
	if err := unix.Kill(0, unix.SIGTSTP); err != nil {
		return err
	}
	for range stopSteps {
		select {
		case <-again:
			return nil
		case <-time.After(stopStep):
		}
	}
	return errNoShell // the signal had no effect
}

// canSuspend reports whether a shell would notice that the process group has
// stopped: an ancestor in the same session, but in another group. Otherwise the
// system discards the signal and the program would wait for ever.
func canSuspend() bool {
	group := unix.Getpgrp()
	session, err := unix.Getsid(0)
	if err != nil || session == os.Getpid() {
		return false
	}
	for pid := os.Getppid(); pid > 1; pid = parentOf(pid) {
		if at, err := unix.Getsid(pid); err != nil || at != session {
			return false
		}
		if at, err := unix.Getpgid(pid); err != nil || at != group {
			return err == nil
		}
	}
	return false
}
