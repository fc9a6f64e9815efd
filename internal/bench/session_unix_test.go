//go:build unix

package bench

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// shell is a program that shows what it is given, and waits after each key.
func shell(script string) Program {
	return Program{
		Name: "shell", Command: []string{"sh", "-c", "stty raw -echo; printf ready; " + script},
		Ready: func(s *Screen) bool { return strings.Contains(s.Text(), "ready") },
	}
}

func start(t *testing.T, p Program) *Session {
	t.Helper()
	s, err := Start(p)
	if err != nil {
		t.Skipf("no shell in a pseudo-terminal here: %v", err)
	}
	t.Cleanup(s.Close)
	return s
}

// Where the machine is busy with much else, a change may be seen late or not at
// all: one of many measurements has to be right.
func TestSessionMeasuresAKey(t *testing.T) {
	s := start(t, shell(`while :; do head -c 1 >/dev/null; printf x; sleep 0.2; printf y; head -c 1 >/dev/null; printf '\033[?25l'; done`))
	if s.FirstFrame <= 0 {
		t.Errorf("first frame after %v", s.FirstFrame)
	}
	var key, idle Reaction
	for range 20 {
		var err, errIdle error
		key, err = s.Press("k", time.Second)
		idle, errIdle = s.PressIdle("k", 300*time.Millisecond)
		if err != nil || errIdle != nil {
			t.Fatal(err, errIdle)
		}
		right := key.Changed && key.Bytes == 2 && key.Settled >= 200*time.Millisecond && key.First <= key.Settled-100*time.Millisecond
		if right && !idle.Changed && idle.Bytes == 6 {
			return
		}
		if err := s.Settle(2 * time.Second); err != nil {
			t.Fatal(err)
		}
	}
	t.Errorf("%+v; a key that changes no cell: %+v", key, idle)
}

func TestSessionWatchesSomeRows(t *testing.T) {
	p := shell(`head -c 1 >/dev/null; printf '\033[9;1Hclock'; head -c 1 >/dev/null; printf '\033[3;1Hrow'; cat >/dev/null`)
	p.First, p.Last = 2, 5
	s := start(t, p)
	if r, err := s.PressIdle("k", 300*time.Millisecond); err != nil || r.Changed {
		t.Errorf("a change of another row counts: %+v, %v", r, err)
	}
	if r, err := s.press("k", Patience, 100*time.Millisecond); err != nil || !r.Changed {
		t.Errorf("a change of a row is not seen: %+v, %v", r, err)
	}
}

func TestSessionTellsOfAnEnd(t *testing.T) {
	start(t, shell("cat >/dev/null"))
	p := shell("exit 3")
	p.Ready = func(*Screen) bool { return false }
	if _, err := Start(p); err == nil || !strings.Contains(err.Error(), "ended") {
		t.Errorf("%v", err)
	}
}

func TestUse(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("what a process uses is known on Linux only")
	}
	p := shell("cat >/dev/null")
	p.Command = []string{"sh", "-c", `printf ready; i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; printf over; cat >/dev/null`}
	s := start(t, p)
	if err := s.Until("the end of its work", func(s *Screen) bool { return strings.Contains(s.Text(), "over") }); err != nil {
		t.Fatal(err)
	}
	use, err := s.Use()
	if err != nil {
		t.Fatal(err)
	}
	if use.Private < 10<<10 || use.Private > 100<<20 || use.CPU < time.Millisecond {
		t.Errorf("%+v", use)
	}
}
