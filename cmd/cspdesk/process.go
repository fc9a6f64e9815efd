package main

import (
	"io"
	"os"
	"os/user"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// process is what the program knows of the world around it. Tests make their
// own.
type process struct {
	in       *os.File
	outFile  *os.File // the terminal that the desk draws on
	out      io.Writer
	errOut   io.Writer
	getenv   func(string) string
	now      func() time.Time
	actor    string // login name, for the activity record
	inIsTTY  bool
	outIsTTY bool
	errIsTTY bool

	signIns sync.Map               // *signin.Service by what they are for: what is kept in memory outlives a screen
	chosen  atomic.Pointer[string] // profile that was chosen in the desk for this run
}

// automationVariable names an access token, for automation.
const automationVariable = "CSPDESK_ACCESS_TOKEN"

// systemProcess takes the access token out of the environment: programs that are
// started from here, such as an editor or a browser, must not get it.
func systemProcess() *process {
	token := os.Getenv(automationVariable)
	if token != "" {
		leavesNoCore()
		_ = os.Unsetenv(automationVariable) // fails for a name that no variable has
	}
	return &process{
		in:      os.Stdin,
		outFile: os.Stdout,
		out:     os.Stdout,
		errOut:  os.Stderr,
		getenv: func(name string) string {
			if name == automationVariable {
				return token
			}
			return os.Getenv(name)
		},
		now:      time.Now,
		actor:    loginName(),
		inIsTTY:  term.IsTerminal(int(os.Stdin.Fd())),
		outIsTTY: term.IsTerminal(int(os.Stdout.Fd())),
		errIsTTY: term.IsTerminal(int(os.Stderr.Fd())),
	}
}

// loginName falls back to a word, because a container may have a user without
// a name.
func loginName() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "unknown"
}
