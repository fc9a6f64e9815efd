package term

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// terminateSignal ends a child that has the terminal when the program must end.
var terminateSignal = os.Kill

// signals are what the program hears while it runs. Closing the window arrives
// as SIGTERM.
type signals struct{ end chan os.Signal }

func (s *session) watchSignals() {
	s.signals.end = make(chan os.Signal, 2)
	signal.Notify(s.signals.end, os.Interrupt, syscall.SIGTERM)
	go func() {
		for sig := range s.signals.end {
			s.terminate(sig == os.Interrupt)
		}
	}()
}

func (s *signals) stop() {
	signal.Stop(s.end)
	close(s.end)
}

// stopProcess fails: Windows has no job control.
func (s *signals) stopProcess() error { return errors.New("no job control") }
