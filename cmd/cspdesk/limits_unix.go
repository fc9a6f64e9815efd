//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// survivesFileLimit makes a file that grows past a limit of the shell
// (ulimit -f) an error to report, like a full disk, and not a reason to end.
func survivesFileLimit() { signal.Ignore(syscall.SIGXFSZ) }
