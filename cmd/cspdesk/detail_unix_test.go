//go:build unix

package main

import (
	"strings"
	"testing"
)

// TestDetailBesideTheList shows the detail, reads a record that was never read,
// and finds the detail there at the next start.
func TestDetailBesideTheList(t *testing.T) {
	d, env := firstStart(t, 120, 40)
	d.command("r", "30 customers read")
	d.command("p", "not read yet; → reads it")
	d.press(right)
	d.expect("Services 4  read just now")
	d.press("q")
	if code := d.ended(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	again := startDesk(t, 120, 40, env)
	again.expect("Services 4  read")
	again.command("}", "not read yet; → reads it")
	again.press("p")
	again.until("no detail", func(text string) bool { return !strings.Contains(text, "│") })
	again.press("q")
	if code := again.ended(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if faults := append(d.faults(), again.faults()...); len(faults) > 0 {
		t.Errorf("what reached the terminal: %q", faults)
	}
}
