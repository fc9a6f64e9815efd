package term

import (
	"sync"
	"time"
)

// gate decides when a frame is worth making. While keys are waiting, or the
// terminal still takes the frame before, painting is put off; whoever ends the
// wait asks for it. So fifty keys at once cost one frame, and a slow terminal
// holds up nothing.
type gate struct {
	mu       sync.Mutex
	busy     bool // keys of the last read are being delivered, or more are waiting
	painting bool // the painter has a frame
	due      bool // a frame was put off
	last     time.Time
}

// mayPaint reports whether to paint now; the caller then posts a frame.
func (g *gate) mayPaint() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if g.painting || g.busy && now.Sub(g.last) < paintAtLeast {
		g.due = true
		return false
	}
	g.painting, g.due, g.last = true, false, now
	return true
}

// keysWaiting notes that keys have come.
func (g *gate) keysWaiting() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy = true
}

// keysTaken notes that no key is waiting. It reports whether a frame that was
// put off has to be asked for.
func (g *gate) keysTaken() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy = false
	return g.due && !g.painting
}

// painted notes that the painter is free. It reports as keysTaken does.
func (g *gate) painted() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.painting = false
	return g.due && !g.busy
}
