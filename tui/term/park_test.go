//go:build unix

package term

import (
	"os"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// A Read that sees by itself that it shall stop leaves the wake-up behind. The
// next Read takes it for what it is, and not for the end of the terminal.
func TestALateWakeUpDoesNotEndTheInput(t *testing.T) {
	terminal, keyboard, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	defer keyboard.Close()
	in, err := newInput(terminal, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	in.arrived, in.idle = func() {}, func() {}
	in.ended = func() { t.Error("the input was taken for over") }

	in.mu.Lock()
	in.parking = true
	in.mu.Unlock()
	var p [16]byte
	if n, err := in.Read(p[:]); n != 0 || err == nil {
		t.Fatalf("while parking: %d, %v", n, err)
	}
	in.park()
	in.resume()
	if _, err := keyboard.WriteString("x"); err != nil {
		t.Fatal(err)
	}
	if n, err := in.Read(p[:]); err != nil || string(p[:n]) != "x" {
		t.Fatalf("after it: %q, %v", p[:n], err)
	}
}

// A program that had to be left behind does not take the terminal again when
// the editor ends that it was lent to.
func TestTheTerminalIsNotTakenAfterTheEnd(t *testing.T) {
	keyboard, terminal, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminal: ", err)
	}
	defer keyboard.Close()
	defer terminal.Close()
	s := newSession(Options{In: terminal, Out: NewOutput(terminal), Getenv: os.Getenv, Now: time.Now})
	if s.input, err = newInput(terminal, time.Second); err != nil {
		t.Fatal(err)
	}
	s.watchSignals()
	if err := s.acquire(); err != nil {
		t.Fatal(err)
	}
	lent := &handOverRun{s: s, run: func(s *session) error {
		s.leave()
		return nil
	}}
	if err := lent.Run(); err == nil {
		t.Error("the terminal was taken again")
	}
	if modes, err := unix.IoctlGetTermios(int(terminal.Fd()), getTermios); err != nil || modes.Lflag&unix.ICANON == 0 {
		t.Error("the terminal is raw", err)
	}
}

// brokenOutput is a painter's worst case.
type brokenOutput struct{}

func (brokenOutput) Write([]byte) (int, error) { panic("Contoso in Write") }

// A panic of the painter ends the program as any other does.
func TestPanicOfThePainter(t *testing.T) {
	s := newSession(Options{Getenv: os.Getenv, Now: time.Now, ReportDir: t.TempDir()})
	s.program = tea.NewProgram(nil, tea.WithInput(nil), tea.WithoutRenderer())
	s.held, s.painter.out = true, brokenOutput{}
	s.current = tea.WindowSizeMsg{Width: 10, Height: 2}
	s.post(Frame{Lines: []string{"ready"}})
	s.paintLoop()
	if s.crash == nil || s.crash.Report == "" {
		t.Errorf("crash %+v", s.crash)
	}
}
