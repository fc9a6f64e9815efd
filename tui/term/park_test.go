//go:build unix

package term

import (
	"os"
	"testing"
	"time"
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
