//go:build unix

package term

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"cspdesk/tui/term/vt"
)

// desk is the helper program in a terminal whose every byte is checked.
type desk struct {
	t       *testing.T
	cmd     *exec.Cmd
	file    *os.File
	dir     string
	changed chan struct{}
	ended   chan struct{} // closed when nothing is read any more

	mu     sync.Mutex
	screen *vt.Terminal
	raw    strings.Builder
	loose  bool // another program writes too: its bytes are not checked
	deaf   bool // what comes is not read any more
}

const testWidth, testHeight = 60, 20

// patience is how long a test waits for something that has to come, on a machine
// that may be busy with much else. It only guards against hanging.
const patience = 2 * time.Minute

// start runs the helper directly under the terminal, as the leader of its
// session, or under a shell that is.
func start(t *testing.T, command ...string) *desk {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if len(command) == 0 {
		command = []string{self}
	}
	d := &desk{t: t, dir: t.TempDir(), changed: make(chan struct{}, 1), ended: make(chan struct{}), screen: vt.New(testWidth, testHeight)}
	d.cmd = exec.Command(command[0], command[1:]...)
	d.cmd.Env = append(os.Environ(), helperVariable+"="+d.dir, "HELPER="+self, "TERM=xterm-256color", "SSH_TTY=", "SSH_CONNECTION=", "GORACE=atexit_sleep_ms=0")
	d.file, err = pty.StartWithSize(d.cmd, &pty.Winsize{Cols: testWidth, Rows: testHeight})
	if err != nil {
		t.Skip("no pseudo terminal: ", err)
	}
	t.Cleanup(func() {
		_ = d.cmd.Process.Kill()
		_ = d.file.Close()
	})
	go d.read()
	return d
}

func (d *desk) read() {
	buf := make([]byte, 64<<10)
	for {
		n, err := d.file.Read(buf)
		d.mu.Lock()
		d.raw.Write(buf[:n])
		if !d.loose {
			_, _ = d.screen.Write(buf[:n])
		}
		deaf := d.deaf
		d.mu.Unlock()
		select {
		case d.changed <- struct{}{}:
		default:
		}
		if err != nil || deaf {
			close(d.ended)
			return
		}
	}
}

// until waits for a state of the terminal.
func (d *desk) until(what string, ok func() bool) {
	d.t.Helper()
	deadline := time.After(patience)
	for {
		d.mu.Lock()
		reached := ok()
		d.mu.Unlock()
		if reached {
			return
		}
		select {
		case <-d.changed:
		case <-time.After(20 * time.Millisecond): // what is waited for may be no output
		case <-deadline:
			d.mu.Lock()
			defer d.mu.Unlock()
			d.t.Fatalf("no %s; screen:\n%s\nfaults %v\nend of output: %q", what, d.screen.Text(), d.screen.Faults(),
				d.raw.String()[max(0, d.raw.Len()-300):])
		}
	}
}

// output is all that came from the program.
func (d *desk) output() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.raw.String()
}

func (d *desk) untilText(text string) {
	d.t.Helper()
	d.until(text, func() bool { return strings.Contains(d.screen.Text(), text) })
}

func (d *desk) send(keys string) {
	d.t.Helper()
	if _, err := d.file.WriteString(keys); err != nil {
		d.t.Fatal(err)
	}
}

// wait waits for the end of the program and gives its exit code.
func (d *desk) wait() int {
	d.t.Helper()
	done := make(chan struct{})
	go func() {
		_ = d.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
		d.t.Fatal("the program does not end")
	}
	return d.cmd.ProcessState.ExitCode()
}

// checkRestored fails unless the terminal is as it was before.
func (d *desk) checkRestored() {
	d.t.Helper()
	d.until("restored terminal", func() bool { return !d.screen.Mode("?1049") })
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, _, visible := d.screen.Cursor(); !visible || d.screen.Mode("?2004") || !d.screen.Mode("?7") {
		d.t.Error("modes are not restored")
	}
	if faults := d.screen.Faults(); len(faults) > 0 {
		d.t.Errorf("foreign bytes: %v", faults)
	}
	modes, err := unix.IoctlGetTermios(int(d.file.Fd()), getTermios)
	if err != nil {
		d.t.Fatal(err)
	}
	if modes.Lflag&unix.ICANON == 0 || modes.Lflag&unix.ECHO == 0 {
		d.t.Error("the terminal is still raw")
	}
}

func (d *desk) left(name string) string {
	data, _ := os.ReadFile(filepath.Join(d.dir, name))
	return string(data)
}

// A terminal that answers no question costs nothing, and none is asked.
func TestFirstFrameInASilentTerminal(t *testing.T) {
	begin := time.Now()
	d := start(t)
	d.untilText("ready 60x20")
	t.Logf("first frame after %v", time.Since(begin))
	d.send("q")
	if code := d.wait(); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	d.checkRestored()
	for _, question := range []string{"\x1b]11;?", "\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b]10;?"} {
		if strings.Contains(d.output(), question) {
			t.Errorf("asked %q", question)
		}
	}
}

// The system may hand the keys over in two parts, and there is the frame that the
// first part is in. Where it is busy with much else, a frame is due after a while
// all the same: the best of many times counts.
func TestKeysInOneReadAreOneFrame(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	frames := func() int {
		d.mu.Lock()
		defer d.mu.Unlock()
		n, _ := strconv.Atoi(d.screen.Title())
		return n
	}
	best := 50
	for i := 1; i <= 20 && best > 3; i++ {
		before := frames()
		d.send(strings.Repeat("\x1b[B", 50))
		d.until("the last key", func() bool { return strings.HasSuffix(d.screen.Line(0), "selected "+strconv.Itoa(50*i)) })
		best = min(best, frames()-before)
	}
	if best > 3 {
		t.Errorf("%d frames", best)
	}
}

func TestKeyToScreen(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	var total time.Duration
	const keys = 50
	for i := range keys {
		begin := time.Now()
		d.send("\x1b[B")
		d.until("move", func() bool { return strings.HasSuffix(d.screen.Line(0), "selected "+strconv.Itoa(i+1)) })
		total += time.Since(begin)
	}
	t.Logf("key to screen %v on average", total/keys)
}

func TestKeys(t *testing.T) {
	for _, c := range []struct{ name, keys, want string }{
		{"held", "jjjj", "key j\nkey j\nkey j\nkey j"},
		{"held long", strings.Repeat("j", 12), strings.Repeat("key j\n", 11) + "key j"},
		{"to typing", "jiab", "key j\nkey i\nkey ab"},
		{"input method", "i你好", "key i\nkey 你好"},
		{"paste", "\x1b[200~a\x1b[31mb\r\nc\td\x1b[201~", "key [ab\\nc    d]"},
		{"burst", "hello world", "term.BurstDropped{11}"},
		{"burst after enter", "\rhello world", "term.BurstDropped{12}"},
		{"tab and text", "\tFabrikam AG", "key tab\nkey Fabrikam\nkey\nkey AG"},
		{"tabs and text", "\tFabrikam\tquit", "key tab\nkey Fabrikam\nkey tab\nterm.BurstDropped{4}"},
		{"answer", "\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;c\x1b[5;5R\x1bP1$r0m\x1b\\j", "key j"},
		{"alt", "\x1bx", "key alt+x"},
		{"escape", "\x1b", "key esc"},
		{"escape twice", "\x1b\x1b", "key esc\nkey esc"},
		{"alt up", "\x1b\x1b[A", "key alt+up"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := start(t)
			d.untilText("ready")
			d.send(c.keys)
			d.until(c.want, func() bool {
				lines := strings.Split(strings.TrimRight(d.screen.Text(), "\n"), "\n")
				return strings.Join(lines[1:], "\n") == c.want
			})
		})
	}
}

func TestTypedIntoAField(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.send("i")
	d.untilText("key i")
	d.send("Contoso Ltd\r")
	d.untilText("key enter")
	d.send("first line\rsecond line\r")
	d.untilText("key [first line\\nsecond line\\n]")
}

// Characters and sequences that arrive torn are put together again, unless the
// second part comes too late: then it is done once more, from the beginning.
func TestTornInput(t *testing.T) {
	for late := true; late; {
		late = false
		d := start(t)
		d.untilText("ready")
		for _, torn := range [][2]string{{"\xe5", "\xad\x97"}, {"\x1b[", "A"}, {"\x1b]11;rg", "b:1\a"}} {
			began := time.Now()
			d.send(torn[0])
			time.Sleep(10 * time.Millisecond) // so that the parts are read apart
			d.send(torn[1])
			late = late || time.Since(began) >= waitSplit
		}
		d.send("j")
		if !late {
			d.untilText("key 字\nkey up\nkey j")
		}
	}
}

func TestHugePaste(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	begin := time.Now()
	d.send("\x1b[200~" + strings.Repeat("x", MaxPaste+100) + "\x1b[201~")
	d.untilText("term.PasteCut")
	t.Logf("a paste of a megabyte took %v", time.Since(begin))
	d.send("j")
	d.untilText("key j")
}

func TestPasteWithoutEnd(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.send("\x1b[200~abc")
	d.untilText("key [abc]")
	d.send("q")
	if code := d.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestSignalsEndTheProgramInOrder(t *testing.T) {
	for _, c := range []struct {
		signal syscall.Signal
		code   int
	}{{syscall.SIGTERM, 0}, {syscall.SIGHUP, 0}, {syscall.SIGINT, 130}} {
		t.Run(c.signal.String(), func(t *testing.T) {
			d := start(t)
			d.untilText("ready")
			if err := d.cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			if code := d.wait(); code != c.code {
				t.Errorf("exit code %d", code)
			}
			if _, err := os.Stat(filepath.Join(d.dir, "terminated")); err != nil {
				t.Error("the model was not told")
			}
			d.checkRestored()
		})
	}
}

func TestAStuckProgramEnds(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.send("w")
	d.until("stuck model", func() bool { return d.left("stuck") != "" })
	if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := d.wait(); code != 71 {
		t.Errorf("exit code %d", code)
	}
	d.checkRestored()
}

func TestClosedTerminalEndsTheProgram(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.mu.Lock()
	d.deaf = true
	d.mu.Unlock()
	d.send("j")
	<-d.ended // a file that is being read is not closed
	_ = d.file.Close()
	d.wait()
	if _, err := os.Stat(filepath.Join(d.dir, "terminated")); err != nil {
		t.Error("the model was not told")
	}
}

// A terminal that takes nothing, as behind a dead connection, blocks neither the
// model nor the end of the program.
func TestTerminalThatTakesNothing(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.mu.Lock()
	d.deaf = true
	d.mu.Unlock()
	d.send("j")
	<-d.ended
	for i := range 200 { // each a whole frame: more than any buffer holds
		if err := pty.Setsize(d.file, &pty.Winsize{Cols: uint16(200 + i), Rows: 60}); err != nil {
			t.Fatal(err)
		}
		d.send("l")
	}
	d.send("x")
	d.until("last key", func() bool { return d.left("x") != "" })
	if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	d.wait()
	if _, err := os.Stat(filepath.Join(d.dir, "terminated")); err != nil {
		t.Error("the model was not told")
	}
}

func TestPanicsRestoreTheTerminal(t *testing.T) {
	for _, key := range []string{"p", "v"} {
		t.Run(key, func(t *testing.T) {
			d := start(t)
			d.untilText("ready")
			d.send(key)
			if code := d.wait(); code != 70 {
				t.Errorf("exit code %d", code)
			}
			d.checkRestored()
			d.checkReport()
		})
	}
}

func TestPanicInACommandIsAMessage(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.send("c")
	d.untilText("term.CommandCrashed")
	d.untilText("stringafter")
	d.send("q")
	if code := d.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	d.checkReport()
}

// checkReport fails unless the report tells where, but not with which data.
func (d *desk) checkReport() {
	d.t.Helper()
	files, _ := filepath.Glob(filepath.Join(d.dir, "crash-*.txt"))
	if len(files) != 1 {
		d.t.Fatalf("reports: %v", files)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		d.t.Fatal(err)
	}
	if info, _ := os.Stat(files[0]); info.Mode().Perm() != 0o600 {
		d.t.Errorf("mode %v", info.Mode())
	}
	if !strings.Contains(string(data), "helperModel") || strings.Contains(string(data), "Contoso") {
		d.t.Errorf("report: %s", data)
	}
}

func TestExec(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.mu.Lock()
	d.loose = true
	d.mu.Unlock()
	d.send("e")
	d.until("child", func() bool { return strings.Contains(d.raw.String(), "in the child") })
	if modes := d.left("stty"); !strings.Contains(modes, " icanon") || !strings.Contains(modes, " echo ") {
		t.Errorf("modes for the child: %s", modes)
	}
	if err := pty.Setsize(d.file, &pty.Winsize{Cols: 50, Rows: 10}); err != nil {
		t.Fatal(err)
	}
	d.send("typed\n")
	d.until("return", func() bool { return strings.Contains(d.raw.String(), "child <nil>") })
	if line := d.left("line"); line != "typed\n" {
		t.Errorf("the child read %q", line)
	}
	d.mu.Lock()
	parts := strings.Split(d.raw.String(), enterScreen)
	d.screen = vt.New(50, 10)
	_, _ = d.screen.Write([]byte(pushTitle + enterScreen + parts[len(parts)-1]))
	d.loose = false
	d.mu.Unlock()
	d.untilText("ready 50x10")
	d.send("q")
	if code := d.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	d.checkRestored()
}

func TestTerminateDuringExec(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.mu.Lock()
	d.loose = true
	d.mu.Unlock()
	d.send("e")
	d.until("child", func() bool { return strings.Contains(d.raw.String(), "in the child") })
	if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	d.wait()
	if _, err := os.Stat(filepath.Join(d.dir, "terminated")); err != nil {
		t.Error("the model was not told")
	}
}

func TestSuspendIsRefusedWithoutAShell(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.send("\x1a")
	d.untilText("term.SuspendRefused")
	d.send("j")
	d.untilText("key j")
	d.send("q")
	d.wait()
	d.checkRestored()
}

func TestSuspendUnderAShell(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	d := start(t, shell, "--norc", "--noprofile", "-i")
	d.mu.Lock()
	d.loose = true
	d.mu.Unlock()
	d.send("PS1=; $HELPER\n")
	d.until("start", func() bool { return strings.Contains(d.raw.String(), "ready 60x20") })
	const times = 4
	for i := range times {
		d.send("\x1a")
		d.until("stop", func() bool { return strings.Count(d.raw.String(), "Stopped") == i+1 })
		time.Sleep(stopWithin + 100*time.Millisecond) // who is stopped for longer must know it, too
		d.send("echo shell; fg\n")
		d.until("resume", func() bool { return strings.Count(d.left("suspended"), "\n") == i+1 })
	}
	d.send("q")
	d.until("end", func() bool { return strings.Count(d.raw.String(), leaveScreen) == times+1 })
	d.send("\nexit\n")
	d.wait()
	if !strings.Contains(d.output(), "shell") {
		t.Error("the shell did not get the keyboard")
	}
	if got := d.left("suspended"); strings.Contains(got, "SuspendRefused") {
		t.Errorf("the program does not know that it was stopped:\n%s", got)
	}
}

// A program that is stopped and continued from outside paints everything again.
func TestContinuedFromOutside(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	if err := d.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var status unix.WaitStatus
	if _, err := unix.Wait4(d.cmd.Process.Pid, &status, unix.WUNTRACED, nil); err != nil || !status.Stopped() {
		t.Fatal(err, status)
	}
	if err := d.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	d.until("second paint", func() bool { return strings.Count(d.raw.String(), "\x1b[2J") == 2 })
	d.send("\x0c")
	d.until("third paint", func() bool { return strings.Count(d.raw.String(), "\x1b[2J") == 3 })
	d.untilText("key ctrl+l")
}

// A program that is continued while the shell has the terminal stops again at
// once, so that the shell's fg brings it back to a terminal that is ours.
func TestContinuedFromOutsideBehindAShell(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	d := start(t, shell, "--norc", "--noprofile", "-i")
	d.mu.Lock()
	d.loose = true
	d.mu.Unlock()
	d.send("PS1=; $HELPER\n")
	d.until("start", func() bool { return strings.Contains(d.raw.String(), "ready 60x20") })
	pid, err := strconv.Atoi(d.left("pid"))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	d.until("stop", func() bool { return strings.Contains(d.raw.String(), "Stopped") })
	if err := syscall.Kill(pid, syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	d.until("second stop", func() bool {
		args := []string{"-o", "stat=", "-p", strconv.Itoa(pid)}
		if runtime.GOOS == "linux" {
			args = append(args, "-L") // the shell hears of it from the last thread
		}
		states, err := exec.Command("ps", args...).Output()
		awake := slices.ContainsFunc(strings.Fields(string(states)), func(state string) bool { return !strings.HasPrefix(state, "T") })
		return err == nil && len(states) > 0 && !awake && strings.Count(d.raw.String(), "\x1b[2J") == 1
	})
	// A shell that hears of the second stop only after fg takes the terminal back.
	d.send("echo sh''ell\n")
	d.until("the shell", func() bool { return strings.Contains(d.raw.String(), "shell") })
	d.send("fg\n")
	d.until("second paint", func() bool { return strings.Count(d.raw.String(), "\x1b[2J") > 1 })
	d.send("j")
	d.until("key", func() bool { return strings.Contains(d.raw.String(), "key j") })
	d.send("q")
	d.until("end", func() bool { return strings.Contains(d.raw.String(), leaveScreen) })
	d.send("\nexit\n")
	d.wait()
}

func TestResizeStorm(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.mu.Lock()
	d.loose = true
	d.mu.Unlock()
	for i := range 300 {
		size := &pty.Winsize{Cols: uint16(1 + i*7%90), Rows: uint16(1 + i*5%40)}
		if i%50 == 0 {
			size = &pty.Winsize{Cols: 9999, Rows: 9999}
		}
		if err := pty.Setsize(d.file, size); err != nil {
			t.Fatal(err)
		}
		d.send("j")
	}
	if err := pty.Setsize(d.file, &pty.Winsize{Cols: 44, Rows: 11}); err != nil {
		t.Fatal(err)
	}
	d.until("last size", func() bool { return strings.Contains(d.raw.String(), "ready 44x11") })
	d.send("q")
	if code := d.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// At rest the program does nothing at all.
func TestRest(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.send("i")
	d.untilText("key i")
	written := -1 // the end of the last frame may still be on its way
	for range 20 {
		if now := len(d.output()); now == written {
			break
		} else {
			written = now
		}
		time.Sleep(500 * time.Millisecond)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if after := d.raw.Len(); after != written {
		t.Errorf("%d bytes at rest", after-written)
	}
	if row, column, visible := d.screen.Cursor(); row != 1 || column != 3 || !visible {
		t.Errorf("the cursor is at %d,%d, visible %v", row, column, visible)
	}
}
