// Command cspdesk is a terminal desk for partners of the Microsoft Cloud
// Solution Provider program: it requests reseller relationships and looks after
// the customers who accepted. This package wires the rooms of the program
// together and holds no rule of its own.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	// Before all others, for --version.
	_ "cspdesk/cmd/cspdesk/early"
	// Before Bubble Tea, because its init must run before Bubble Tea's.
	_ "cspdesk/tui/term/quiet"
)

func main() {
	os.Exit(run())
}

func run() int {
	survivesFileLimit()
	// A second signal ends the program at once: stop restores the default.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return execute(ctx, systemProcess(), os.Args[1:])
}
