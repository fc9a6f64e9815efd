//go:build unix

package bench

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/creack/pty"
)

// Patience is how long a program may take to show its first frame, or to answer
// one key.
const Patience = 60 * time.Second

// Program is a terminal program and how it is watched.
type Program struct {
	Name    string
	Command []string
	Env     []string  // besides PATH, TERM and a locale
	Dir     string    // "" for the folder of this process
	Silent  bool      // the terminal answers no question
	Tap     io.Writer // also takes what the program writes, in order; nil for none
	Ready   func(*Screen) bool
	// First and Last are the rows whose changes count; both 0 for all. Rows with a
	// clock or a progress are left out with them.
	First, Last int
}

// The size of the terminal in cells.
const (
	Width  = 120
	Height = 40
)

// Filled is the condition that the screen is full of rows, but for a few lines
// that a program may leave blank.
func Filled(s *Screen) bool { return s.Filled() >= Height-4 }

// Session is a program that runs in a pseudo-terminal.
type Session struct {
	FirstFrame time.Duration // from just before the start until the program was ready

	program Program
	command *exec.Cmd
	tty     *os.File
	started time.Time
	ended   chan struct{}
	news    chan struct{} // holds a token when bytes came

	mu      sync.Mutex
	screen  *Screen
	sum     uint64
	bytes   int
	ready   time.Time
	first   time.Time // change since the mark
	last    time.Time // change
	answers chan string
}

// Start starts a program and waits until it is ready.
func Start(p Program) (*Session, error) {
	if p.Last == 0 {
		p.Last = Height - 1
	}
	s := &Session{
		program: p, command: exec.Command(p.Command[0], p.Command[1:]...), screen: NewScreen(Width, Height),
		ended: make(chan struct{}), news: make(chan struct{}, 1), answers: make(chan string, 64),
	}
	s.command.Env = append([]string{"PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "LC_ALL=C.UTF-8"}, p.Env...)
	s.command.Dir = p.Dir
	if !p.Silent {
		s.screen.Answer = func(text string) {
			select {
			case s.answers <- text:
			default:
			}
		}
	}
	s.sum = s.screen.Sum(p.First, p.Last)
	s.started = time.Now()
	tty, err := pty.StartWithSize(s.command, &pty.Winsize{Cols: Width, Rows: Height})
	if err != nil {
		return nil, err
	}
	s.tty = tty
	go s.read()
	go s.reply()
	if err := s.Until("its first frame", p.Ready); err != nil {
		s.Close()
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.FirstFrame = s.ready.Sub(s.started)
	return s, nil
}

func (s *Session) reply() {
	for {
		select {
		case text := <-s.answers:
			_, _ = s.tty.WriteString(text)
		case <-s.ended:
			return
		}
	}
}

func (s *Session) read() {
	defer close(s.ended)
	buffer := make([]byte, 64<<10)
	for {
		n, err := s.tty.Read(buffer)
		at := time.Now()
		s.took(buffer[:n], at)
		if err != nil {
			return
		}
	}
}

func (s *Session) took(data []byte, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes += len(data)
	_, _ = s.screen.Write(data)
	if s.program.Tap != nil {
		_, _ = s.program.Tap.Write(data)
	}
	if sum := s.screen.Sum(s.program.First, s.program.Last); sum != s.sum {
		s.sum, s.last = sum, at
		if s.first.IsZero() {
			s.first = at
		}
	}
	if s.ready.IsZero() && s.program.Ready(s.screen) {
		s.ready = at
	}
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// Until waits for the screen to satisfy a condition.
func (s *Session) Until(what string, satisfied func(*Screen) bool) error {
	deadline := time.After(Patience)
	for {
		s.mu.Lock()
		ok := satisfied(s.screen)
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-s.news:
		case <-s.ended:
			return fmt.Errorf("%s ended before %s; its screen:\n%s", s.program.Name, what, s.Text())
		case <-deadline:
			return fmt.Errorf("%s: no %s in %v; its screen:\n%s", s.program.Name, what, Patience, s.Text())
		}
	}
}

// Text is what the screen shows now.
func (s *Session) Text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.Text()
}

// Reaction is what a key led to.
type Reaction struct {
	Changed bool          // the screen changed at all
	First   time.Duration // from the key to the first change
	Settled time.Duration // from the key to the last change
	Bytes   int           // that the program wrote
}

// changeWithin is how long a change may take to begin that is bound to come.
const changeWithin = 5 * time.Second

// Press writes a key that is bound to change the screen, and waits until the
// screen has not changed for a while: for quiet, which must be longer than any
// pause within the reaction.
func (s *Session) Press(key string, quiet time.Duration) (Reaction, error) {
	return s.press(key, changeWithin, quiet)
}

// PressIdle writes a key that should change nothing, and waits as long as quiet.
func (s *Session) PressIdle(key string, quiet time.Duration) (Reaction, error) {
	return s.press(key, quiet, quiet)
}

func (s *Session) press(key string, begin, quiet time.Duration) (Reaction, error) {
	s.mu.Lock()
	if s.screen.ApplicationKeys() && len(key) == 3 && strings.HasPrefix(key, "\x1b[") {
		key = "\x1bO" + key[2:]
	}
	s.first = time.Time{}
	before := s.bytes
	s.mu.Unlock()
	pressed := time.Now()
	if _, err := s.tty.WriteString(key); err != nil {
		return Reaction{}, fmt.Errorf("%s: %w", s.program.Name, err)
	}
	if err := s.settle(pressed, begin, quiet); err != nil {
		return Reaction{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r := Reaction{Changed: !s.first.IsZero(), Bytes: s.bytes - before}
	if r.Changed {
		r.First, r.Settled = s.first.Sub(pressed), s.last.Sub(pressed)
	}
	return r, nil
}

// Settle waits until the screen has not changed for quiet from now on.
func (s *Session) Settle(quiet time.Duration) error {
	return s.settle(time.Now(), quiet, quiet)
}

// settle waits for a change since a moment, but not longer than begin, and then
// until the screen has not changed for quiet.
func (s *Session) settle(from time.Time, begin, quiet time.Duration) error {
	for {
		s.mu.Lock()
		last := s.last
		s.mu.Unlock()
		until := last.Add(quiet)
		if last.Before(from) {
			until = from.Add(begin)
		}
		wait := time.Until(until)
		if wait <= 0 {
			return nil
		}
		if time.Since(from) > Patience {
			return fmt.Errorf("%s does not come to rest; its screen:\n%s", s.program.Name, s.Text())
		}
		timer := time.NewTimer(wait)
		select {
		case <-s.ended:
			timer.Stop()
			return fmt.Errorf("%s ended; its screen:\n%s", s.program.Name, s.Text())
		case <-s.news:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// Use is what the process of the session used until now.
func (s *Session) Use() (Use, error) { return useOf(s.command.Process.Pid) }

// Settled is when the screen changed last, counted from the start.
func (s *Session) Settled() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last.Sub(s.started)
}

// Close ends the program: by a signal, and by another if it does not listen.
func (s *Session) Close() {
	_ = s.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(2 * time.Second):
		_ = s.command.Process.Kill()
		<-s.ended
	}
	_ = s.command.Wait()
	s.tty.Close()
}
