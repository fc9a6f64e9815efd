package term

import (
	"errors"
	"io"
	"os"
	"os/exec"

	tea "github.com/charmbracelet/bubbletea"
)

// ErrHandedOver is given to the second of two programs that shall get the
// terminal at once.
var ErrHandedOver = errors.New("another program has the terminal")

// handOver asks to give the terminal away while run runs. Its error goes to
// done, which makes the message for the model.
type handOver struct {
	run  func(s *session) error
	done func(error) tea.Msg
}

// handedBack comes when the terminal is ours again.
type handedBack struct{ msg tea.Msg }

// continued comes when the process goes on after it was stopped from outside, and
// asks for the whole screen.
type continued struct{}

// Repaint takes the terminal afresh and paints the whole screen, after something
// else has written to it.
func Repaint() tea.Cmd {
	return func() tea.Msg { return continued{} }
}

// Exec gives the terminal to another program, such as an editor, until it ends;
// its error makes the message for the model. The command's standard files are
// set here. Messages wait meanwhile; a change of size comes before the message.
func Exec(c *exec.Cmd, done func(error) tea.Msg) tea.Cmd {
	run := func(s *session) error {
		c.Stdin, c.Stdout, c.Stderr = s.options.In, s.options.Out.file, os.Stderr
		if err := c.Start(); err != nil {
			return err
		}
		s.setChild(c.Process)
		defer s.setChild(nil)
		return c.Wait()
	}
	return func() tea.Msg { return handOver{run: run, done: done} }
}

// Suspend stops the program, as ctrl+z does with others, until the shell
// continues it. The answer is Resumed or SuspendRefused.
func Suspend() tea.Cmd {
	h := handOver{
		run: func(s *session) error { return s.signals.stopProcess() },
		done: func(err error) tea.Msg {
			if err != nil {
				return SuspendRefused{}
			}
			return Resumed{}
		},
	}
	return func() tea.Msg { return h }
}

func (s *session) setChild(p *os.Process) {
	s.endMu.Lock()
	defer s.endMu.Unlock()
	s.child = p
}

// handOver gives a command that waits until the keyboard is not read any more
// and then has Bubble Tea run the rest between two messages.
func (s *session) handOver(h handOver) tea.Cmd {
	if s.handing {
		return func() tea.Msg { return h.done(ErrHandedOver) }
	}
	s.handing = true
	return func() tea.Msg {
		s.input.park()
		return tea.Exec(&handOverRun{s: s, run: h.run}, func(err error) tea.Msg { return handedBack{h.done(err)} })()
	}
}

// handOverRun is what Bubble Tea runs while it reads no keys. The files that it
// offers are not used.
type handOverRun struct {
	s   *session
	run func(*session) error
}

// Run implements tea.ExecCommand.
func (h *handOverRun) Run() error {
	h.s.release(false)
	err := h.run(h.s)
	h.s.handing = false
	h.s.input.resume()
	return errors.Join(err, h.s.acquire())
}

// SetStdin implements tea.ExecCommand.
func (h *handOverRun) SetStdin(io.Reader) {}

// SetStdout implements tea.ExecCommand.
func (h *handOverRun) SetStdout(io.Writer) {}

// SetStderr implements tea.ExecCommand.
func (h *handOverRun) SetStderr(io.Writer) {}
