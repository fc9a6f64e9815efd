//go:build unix

package main

import (
	"os"
	"syscall"
)

func signalProgram(p *os.Process, name string) error {
	return p.Signal(map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM, "KILL": syscall.SIGKILL}[name])
}
