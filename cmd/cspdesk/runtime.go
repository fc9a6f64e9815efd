package main

import (
	"runtime"
	"runtime/debug"
	"time"
)

// settleIn prepares the runtime for a day at the desk, a second after the start:
// until then the first frame would pay for it.
func settleIn(getenv func(string) string) {
	time.AfterFunc(time.Second, func() {
		keysFirst()
		collectAt(getenv, atEase)
	})
}

// How much more memory is in use when it is collected, in percent of what is
// needed. A desk stays open all day and takes little. A refresh drops what it needs
// many times a second: then it would be collected fifty times a second, which takes
// a third of the processors from it and from the keys.
const atEase, atWork = 50, 200

func collectAt(getenv func(string) string, percent int) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// keysFirst lets a key be answered while a refresh keeps all processors busy.
// With as many threads as processors it would wait until the runtime takes one
// from the work, which is ten milliseconds at worst, and again at each step from
// the key to the frame. With more of them the system decides, and it prefers who
// has waited.
func keysFirst() {
	const reading, writing, keys, collecting = 1, 1, 1, 1
	runtime.GOMAXPROCS(max(runtime.GOMAXPROCS(0), reading+writing+keys+collecting))
}
