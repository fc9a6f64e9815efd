package main

import (
	"runtime"
	"runtime/debug"
	"time"
)

// keysFirst lets a key be answered while a refresh keeps all processors busy.
// With as many threads as processors it would wait until the runtime takes one
// from the work, which is ten milliseconds at worst, and again at each step from
// the key to the frame. With more of them the system decides, and it prefers who
// has waited.
func keysFirst() {
	const reading, writing, keys, collecting = 1, 1, 1, 1
	runtime.GOMAXPROCS(max(runtime.GOMAXPROCS(0), reading+writing+keys+collecting))
}

// staySmall has memory collected when half as much again is in use, and not twice
// as much: a desk stays open all day. A second after the start, so that nothing is
// collected before the first frame.
func staySmall(getenv func(string) string) {
	if getenv("GOGC") == "" {
		time.AfterFunc(time.Second, func() { debug.SetGCPercent(50) })
	}
}
