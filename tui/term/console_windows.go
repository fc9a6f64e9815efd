package term

import (
	"os"

	"golang.org/x/sys/windows"
)

// consoleState is the mode of the console's output before the program.
type consoleState struct {
	mode  uint32
	saved bool
}

// enter makes the console obey escape sequences.
func (c *consoleState) enter(out *os.File) error {
	handle := windows.Handle(out.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(handle, &mode); err != nil {
		return err
	}
	if !c.saved {
		c.mode, c.saved = mode, true
	}
	return windows.SetConsoleMode(handle, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING|windows.DISABLE_NEWLINE_AUTO_RETURN)
}

func (c *consoleState) leave(out *os.File) {
	if c.saved {
		_ = windows.SetConsoleMode(windows.Handle(out.Fd()), c.mode)
	}
}
