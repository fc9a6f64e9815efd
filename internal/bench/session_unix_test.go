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

func TestSessionMeasuresAKey(t *testing.T) {
	s := start(t, shell(`head -c 1 >/dev/null; printf x; sleep 0.2; printf y; head -c 1 >/dev/null; printf '\033[?25l'; cat >/dev/null`))
	if s.FirstFrame <= 0 {
		t.Errorf("first frame after %v", s.FirstFrame)
	}
	r, err := s.Press("k", time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Changed || r.Bytes != 2 || r.Settled < 200*time.Millisecond || r.First > r.Settled-100*time.Millisecond {
		t.Errorf("%+v", r)
	}
	r, err = s.PressIdle("k", 300*time.Millisecond)
	if err != nil || r.Changed || r.Bytes != 6 {
		t.Errorf("a key that changes no cell: %+v, %v", r, err)
	}
}

func TestSessionWatchesSomeRows(t *testing.T) {
	p := shell(`head -c 1 >/dev/null; printf '\033[9;1Hclock'; head -c 1 >/dev/null; printf '\033[3;1Hrow'; cat >/dev/null`)
	p.First, p.Last = 2, 5
	s := start(t, p)
	if r, err := s.PressIdle("k", 300*time.Millisecond); err != nil || r.Changed {
		t.Errorf("a change of another row counts: %+v, %v", r, err)
	}
	if r, err := s.Press("k", 100*time.Millisecond); err != nil || !r.Changed {
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
