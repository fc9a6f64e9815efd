package term

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		paints := func(want bool, when string) {
			t.Helper()
			if g.mayPaint() != want {
				t.Errorf("%s: paints %v", when, !want)
			}
		}
		paints(true, "at the start")
		paints(false, "while the painter is at it")
		if !g.painted() {
			t.Error("the frame put off is not asked for")
		}
		paints(true, "when asked for")
		if g.painted() {
			t.Error("a frame is asked for that nobody put off")
		}

		g.keysWaiting()
		for range 50 {
			paints(false, "between the keys of one read")
		}
		if !g.keysTaken() {
			t.Error("the frame of fifty keys is not asked for")
		}
		paints(true, "after the keys")
		g.painted()

		g.keysWaiting()
		paints(false, "in a flow of keys")
		time.Sleep(paintAtLeast)
		paints(true, "in a flow of keys, after a while")
		paints(false, "while the painter is at it")
		if g.painted() {
			t.Error("a frame is asked for while keys are waiting")
		}
		if !g.keysTaken() {
			t.Error("the last frame is not asked for")
		}
	})
}
