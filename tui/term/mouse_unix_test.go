//go:build unix

package term

import (
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func (d *desk) hears(on bool) func() bool {
	return func() bool { return d.screen.Mode("?1000") == on && d.screen.Mode("?1006") == on }
}

// TestMouse hears presses and the wheel, not releases, and gives the mode back at
// the end.
func TestMouse(t *testing.T) {
	t.Setenv(mouseVariable, "1")
	d := start(t)
	d.untilText("ready")
	d.until("mouse", d.hears(true))
	d.send("\x1b[<0;5;7M\x1b[<0;5;7m\x1b[<65;1;1Mx")
	d.untilText("key x")
	d.mu.Lock()
	text := d.screen.Text()
	d.mu.Unlock()
	if !strings.Contains(text, "left press") || !strings.Contains(text, "wheel down") || strings.Count(text, "tea.MouseMsg") != 2 {
		t.Errorf("heard:\n%s", text)
	}
	d.send("q")
	d.wait()
	d.until("no mouse", d.hears(false))
	d.checkRestored()
}

// TestMouseAfterAnotherProgram: the mode is off while another program has the
// terminal, and on again afterwards, after a stop from outside too.
func TestMouseAfterAnotherProgram(t *testing.T) {
	t.Setenv(mouseVariable, "1")
	d := start(t)
	d.until("mouse", d.hears(true))
	d.send("e")
	d.until("the child", func() bool { return strings.Contains(d.raw.String(), "in the child") })
	d.mu.Lock()
	child := d.raw.String()
	d.mu.Unlock()
	if on, off := strings.LastIndex(child, mouseOn), strings.LastIndex(child, mouseOff); off < on {
		t.Error("the child has the mouse")
	}
	d.send("typed\r")
	d.until("mouse again", func() bool { return strings.Count(d.raw.String(), mouseOn) == 2 })
	if err := unix.Kill(d.cmd.Process.Pid, unix.SIGCONT); err != nil {
		t.Fatal(err)
	}
	d.until("mouse once more", func() bool { return strings.Count(d.raw.String(), mouseOn) == 3 })
	d.send("p")
	d.wait()
	d.until("no mouse after a crash", func() bool {
		return strings.LastIndex(d.raw.String(), mouseOff) > strings.LastIndex(d.raw.String(), mouseOn)
	})
}

// TestMouseUnderAShell: suspended, the shell has no mouse; continued, it is back.
func TestMouseUnderAShell(t *testing.T) {
	t.Setenv(mouseVariable, "1")
	d := start(t, "sh", "-i")
	d.mu.Lock()
	d.loose = true
	d.mu.Unlock()
	d.send("\"$HELPER\"; echo en\"d\"\r")
	count := func(what string) int { return strings.Count(d.raw.String(), what) }
	d.until("mouse", func() bool { return count(mouseOn) == 1 && strings.Contains(d.raw.String(), "ready") })
	d.send("\x1a")
	d.until("no mouse", func() bool { return count(mouseOff) == 1 })
	d.until("the shell", func() bool { return strings.Contains(d.raw.String(), "Stopped") }) // who has the keys now
	d.send("fg\r")
	last := func(what string) int { return strings.LastIndex(d.raw.String(), what) }
	d.until("mouse again", func() bool { return last(mouseOn) > last(mouseOff) && strings.Contains(d.raw.String(), "Resumed") })
	d.send("q")
	d.until("the end", func() bool { return last(mouseOff) > last(mouseOn) })
}

// TestNoMouse: nobody asked for it, so what a terminal sends all the same is
// neither a key nor text.
func TestNoMouse(t *testing.T) {
	d := start(t)
	d.untilText("ready")
	d.send("\x1b[<0;5;7M\x1b[M !!\x1b[<64;1;1Mx")
	d.untilText("key x")
	d.mu.Lock()
	defer d.mu.Unlock()
	if text := d.screen.Text(); strings.Count(text, "key") != 1 || strings.Contains(text, "Mouse") || strings.Contains(d.raw.String(), "?1000") {
		t.Errorf("heard:\n%s", text)
	}
}
