package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestCrashReportsHoldNoToken: a panic whose value is all tokens, and that has
// them as an argument on its stack, leaves a report without them, and nothing on
// the terminal.
func TestCrashReportsHoldNoToken(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []string{"command", "update"} {
		env := s.profile("--token-store", "file")
		if got := s.signIn(env, anna, "accept"); got.code != exitDone {
			t.Fatalf("%+v", got)
		}
		home := strings.TrimPrefix(env[0], "HOME=")
		with := filepath.Join(t.TempDir(), "with")
		d := startCommand(t, 200, 24, &exec.Cmd{Path: program, Args: []string{"cspdesk-crashing"}, Env: append(env, "CRASH_IN="+in, "CRASH_WITH="+with)})
		d.expect("No customers yet.")
		d.command("r", "30 customers read")
		if err := os.WriteFile(with, []byte(findText(t, home, "sign-in.tokens")), 0o600); err != nil {
			t.Fatal(err)
		}
		if in == "command" {
			d.command("y", "crash-") // the report is named, and the desk goes on
			d.press("q")
			if code := d.ended(); code != exitDone {
				t.Errorf("exit code %d", code)
			}
		} else {
			d.press(down)
			if code := d.ended(); code != exitFailed || !bytes.Contains(d.written.Bytes(), []byte("/crash-")) {
				t.Errorf("exit code %d, and on the terminal:\n%s", code, d.text())
			}
		}
		reports, err := filepath.Glob(filepath.Join(home, ".local/share/cspdesk/crash-*.txt"))
		if err != nil || len(reports) != 1 {
			t.Fatalf("%s: reports %v, %v", in, reports, err)
		}
		report, err := os.ReadFile(reports[0])
		if err != nil || !bytes.Contains(report, []byte("panic of type *errors.errorString")) || !bytes.Contains(report, []byte("cspdesk.blame(")) {
			t.Errorf("%s: the report does not tell where: %v\n%s", in, err, report)
		}
		if info, err := os.Stat(reports[0]); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", in, info, err)
		}
	}
}

// aborted has a program killed by the signal that asks for a traceback of all it
// does and a core, where the shell allows one of any size. It gives whether the
// system wrote one.
func aborted(t *testing.T, d *desk) (core bool) {
	t.Helper()
	d.signal(syscall.SIGQUIT)
	select {
	case <-d.done:
	case <-time.After(patience):
		t.Fatalf("the program did not end; the screen shows:\n%s", d.text())
	}
	err := d.cmd.Wait()
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		t.Fatalf("it ended with %v", err)
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	if !ok || status.Signal() != syscall.SIGABRT {
		t.Fatalf("it ended with %v", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !bytes.Contains(d.written.Bytes(), []byte("goroutine 1 ")) {
		t.Errorf("there is no traceback:\n%s", d.written.Bytes())
	}
	left, err := filepath.Glob(filepath.Join(d.cmd.Dir, "core*"))
	if err != nil || len(left) > 0 && !status.CoreDump() {
		t.Errorf("left behind: %v, %v", left, err)
	}
	return status.CoreDump()
}

// allowingCores starts the program where the shell allows cores.
func allowingCores(t *testing.T, env []string, args ...string) *desk {
	t.Helper()
	cmd := exec.Command("/bin/sh", append([]string{"-c", `ulimit -c "$(ulimit -H -c)"; exec "$0" "$@"`, theBinary(t)}, args...)...)
	cmd.Env = append(env, "GOTRACEBACK=crash")
	return startCommand(t, 80, 24, cmd)
}

// TestNoCoreWithTokens: a program that may have tokens in memory leaves none of
// it behind, neither in a core nor in a traceback. One that has none is left as it
// is, which shows whether this system writes cores.
func TestNoCoreWithTokens(t *testing.T) {
	t.Parallel()
	other := allowingCores(t, environment(t.TempDir()), "--sandbox")
	other.expect("No customers yet.")
	if !aborted(t, other) {
		t.Log("this system writes no cores")
	}

	s := serveSignIn(t, "interval=1s")
	env := s.profile("--token-store", "file")
	if got := s.signIn(env, anna, "accept"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	for _, more := range []string{"", automationVariable + "=" + s.Token} {
		d := allowingCores(t, append(env, more))
		d.expect("1 Customers")
		d.command("r", "✓ ") // it was read
		limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", d.cmd.Process.Pid))
		if err != nil {
			t.Fatal(err)
		}
		if _, rest, _ := strings.Cut(string(limits), "Max core file size"); strings.Fields(rest)[0] != "0" {
			t.Errorf("the limits of the program:\n%s", limits)
		}
		if aborted(t, d) {
			t.Error("the system wrote a core")
		}
	}
}
