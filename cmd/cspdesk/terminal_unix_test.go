//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"cspdesk/tui/term/vt"
)

// another is how often a test looks again for what need not change the screen.
const another = 100 * time.Millisecond

var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "cspdesk-e2e-")
	if err != nil {
		return "", err
	}
	builtBinary = dir
	path := filepath.Join(dir, "cspdesk")
	build := exec.Command("go", "build", "-o", path, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

// theBinary builds the program once for all tests.
func theBinary(t testing.TB) string {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// desk is the real program in a pseudo-terminal.
type desk struct {
	t    testing.TB
	cmd  *exec.Cmd
	tty  *os.File
	done chan struct{}

	mu      sync.Mutex
	screen  *vt.Terminal
	written bytes.Buffer
	changed chan struct{} // closed and replaced whenever bytes came
}

// environment is a clean one: an empty home, no display, no editor.
func environment(home string, extra ...string) []string {
	env := []string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC",
		"TMPDIR=" + os.TempDir(), "CSPDESK_CLIPBOARD=osc52",
	}
	if runtime.GOOS == "darwin" {
		env = append(env, "USER="+os.Getenv("USER"))
	}
	return append(env, extra...)
}

// startDesk starts the program at a size and with an environment.
func startDesk(t testing.TB, width, height int, env []string, args ...string) *desk {
	t.Helper()
	cmd := exec.Command(theBinary(t), args...)
	cmd.Env = env
	return startCommand(t, width, height, cmd)
}

// startCommand starts a command that becomes the program, in a folder of its own.
func startCommand(t testing.TB, width, height int, cmd *exec.Cmd) *desk {
	t.Helper()
	d := &desk{t: t, cmd: cmd, screen: vt.New(width, height), done: make(chan struct{}), changed: make(chan struct{})}
	d.cmd.Dir = t.TempDir()
	tty, err := pty.StartWithSize(d.cmd, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)})
	if err != nil {
		t.Fatal(err)
	}
	d.tty = tty
	go d.read()
	t.Cleanup(func() {
		_ = d.cmd.Process.Kill()
		<-d.done
		_ = d.cmd.Wait()
		tty.Close()
		hear(t, "what was written to the terminal", d.written.Bytes())
	})
	return d
}

func (d *desk) read() {
	defer close(d.done)
	buffer := make([]byte, 64<<10)
	for {
		n, err := d.tty.Read(buffer)
		d.mu.Lock()
		_, _ = d.screen.Write(buffer[:n])
		d.written.Write(buffer[:n])
		close(d.changed)
		d.changed = make(chan struct{})
		d.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// text is what the screen shows now.
func (d *desk) text() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.screen.Text()
}

// until waits for a condition, which the screen satisfies or something that it
// does not show, such as a file.
func (d *desk) until(what string, satisfied func(text string) bool) {
	d.t.Helper()
	deadline := time.After(patience)
	for {
		d.mu.Lock()
		text, changed := d.screen.Text(), d.changed
		d.mu.Unlock()
		if satisfied(text) {
			return
		}
		select {
		case <-changed:
		case <-time.After(another):
		case <-d.done:
			d.t.Fatalf("the program ended before %s; the last screen:\n%s", what, d.text())
		case <-deadline:
			d.t.Fatalf("no %s; the screen shows:\n%s", what, d.text())
		}
	}
}

// expect waits for a text to stand on the screen.
func (d *desk) expect(wanted string) {
	d.t.Helper()
	d.until(fmt.Sprintf("%q on the screen", wanted), func(text string) bool { return strings.Contains(text, wanted) })
}

// The keys that have no letter.
const (
	enter  = "\r"
	escape = "\x1b"
	tab    = "\t"
	up     = "\x1b[A"
	down   = "\x1b[B"
	right  = "\x1b[C"
	left   = "\x1b[D"
	ctrlC  = "\x03"
	ctrlE  = "\x05"
	ctrlO  = "\x0f"
	ctrlS  = "\x13"
	ctrlW  = "\x17"
	ctrlY  = "\x19"
)

// press writes keys.
func (d *desk) press(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		if _, err := io.WriteString(d.tty, key); err != nil {
			d.t.Fatal(err)
		}
	}
}

// command presses a key once, and waits for what it leads to.
func (d *desk) command(key, wanted string) {
	d.t.Helper()
	d.press(key)
	d.expect(wanted)
}

// write types one character after the other, each when the one before was
// answered by the screen, as it is for a person: letters that wait together are
// taken for a paste, and what is pressed right behind them for its end.
func (d *desk) write(text string) {
	d.t.Helper()
	for _, r := range text {
		d.mu.Lock()
		changed := d.changed
		d.mu.Unlock()
		d.press(string(r))
		select {
		case <-changed:
		case <-time.After(patience):
			d.t.Fatalf("%q is not answered; the screen shows:\n%s", r, d.text())
		}
	}
}

// signal sends a signal to the program.
func (d *desk) signal(s syscall.Signal) {
	d.t.Helper()
	if err := d.cmd.Process.Signal(s); err != nil {
		d.t.Fatal(err)
	}
}

// ended waits for the program to end and gives its exit code.
func (d *desk) ended() int {
	d.t.Helper()
	select {
	case <-d.done:
	case <-time.After(patience):
		d.t.Fatalf("the program did not end; the screen shows:\n%s", d.text())
	}
	err := d.cmd.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return 0
}

// faults are the sequences that reached the terminal and should not have.
func (d *desk) faults() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.screen.Faults()
}
