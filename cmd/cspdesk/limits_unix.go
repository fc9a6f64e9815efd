//go:build unix

package main

import (
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// survivesFileLimit makes a file that grows past a limit of the shell
// (ulimit -f) an error to report, like a full disk, and not a reason to end.
func survivesFileLimit() { signal.Ignore(syscall.SIGXFSZ) }

// leavesNoCore has the system write no image of the memory to a file when the
// program crashes or is aborted: tokens would be in it. Programs that are started
// from here may raise the limit again.
func leavesNoCore() {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &limit) == nil {
		limit.Cur = 0
		_ = unix.Setrlimit(unix.RLIMIT_CORE, &limit) // lowering it is always allowed
	}
	notDumpable()
}
