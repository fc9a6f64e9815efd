package main

import (
	"context"

	"cspdesk/tui/term"
)

// openDesk opens the screens. It needs a terminal.
func (a *app) openDesk(ctx context.Context) error {
	if err := term.NeedTerminal(a.in, a.outFile, a.getenv); err != nil {
		return usagef("%s", a.text.CLI.NeedsTerminal)
	}
	return a.runDesk(ctx)
}

func (a *app) runDesk(context.Context) error { return nil }
