package mail

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// The variables that name a program of the person's own choice. It gets the link
// as its only argument, also where this program would not look for a desktop.
const (
	MailerVariable  = "CSPDESK_MAILER"
	BrowserVariable = "CSPDESK_BROWSER"
)

// startedAfter is how long an opener may run before it counts as started: some
// hand the link over and end, others are the mail app itself.
const startedAfter = 2 * time.Second

// Environment is what an Opener knows about the computer. A nil field stands for
// the real thing.
type Environment struct {
	Getenv       func(string) string
	LookPath     func(string) (string, error) // must refuse programs of the current folder, as exec.LookPath does
	StartedAfter time.Duration                // 0 for two seconds
}

// Opener hands links to the desktop: mailto links to the mail app, web links to
// the browser. It runs a program with the link as an argument, never a shell.
type Opener struct{ env Environment }

// NewOpener gives an Opener for an environment; the zero Environment is this
// computer.
func NewOpener(env Environment) *Opener {
	if env.Getenv == nil {
		env.Getenv = os.Getenv
	}
	if env.LookPath == nil {
		env.LookPath = exec.LookPath
	}
	if env.StartedAfter == 0 {
		env.StartedAfter = startedAfter
	}
	return &Opener{env: env}
}

// Available names the program that mailto links would be handed to. Where there
// is none, ok is false and name is the reason in plain words.
func (o *Opener) Available() (name string, ok bool) {
	program, _, err := o.command(MailerVariable)
	if err != nil {
		if e, isOurs := errors.AsType[*partner.Error](err); isOurs {
			return e.Detail, false
		}
		return err.Error(), false
	}
	return filepath.Base(program), true
}

// Open hands a link over: mailto with nothing but a recipient, subject and body,
// https, or http on a loopback address. It returns when the opener ended, or when it
// has run for two seconds, and then leaves it alone. nil means that a program
// took the link; whether a window opened or a mail was sent cannot be known.
// Ending ctx ends the waiting and not the program.
//
// Errors: CodeInvalidInput for another kind of link, CodeMailApp or CodeBrowser
// with the reason if there is no opener or it failed, CodeCancelled.
func (o *Opener) Open(ctx context.Context, link string) error {
	variable, err := checkTarget(link)
	if err != nil {
		return err
	}
	program, args, err := o.command(variable)
	if err != nil {
		return err
	}
	return o.run(ctx, codeFor(variable), program, append(args, link))
}

// command chooses the program: the person's own, or the desktop's.
func (o *Opener) command(variable string) (program string, args []string, err error) {
	code := codeFor(variable)
	name := o.env.Getenv(variable)
	source := variable + " names a program that cannot be used: "
	if name == "" {
		if reason := o.noDesktop(); reason != "" {
			return "", nil, partner.NewError(code, reason+"; set "+variable+" to use a program all the same", nil)
		}
		name, args = systemOpener(o.env.Getenv)
		source = "the desktop's opener cannot be used: "
	}
	program, err = o.env.LookPath(name)
	switch {
	case errors.Is(err, exec.ErrDot):
		return "", nil, partner.NewError(code, source+name+" was found in the current folder only", err)
	case errors.Is(err, exec.ErrNotFound):
		return "", nil, partner.NewError(code, source+name+" was not found", err)
	case err != nil:
		return "", nil, partner.NewError(code, source+name, err)
	}
	return program, args, nil
}

// noDesktop says why a window would not open before the person's eyes; "" if it
// would.
func (o *Opener) noDesktop() string {
	if o.env.Getenv("SSH_CONNECTION") != "" || o.env.Getenv("SSH_TTY") != "" {
		return "this is a remote session: a window would open on the other computer"
	}
	if needsDisplay && o.env.Getenv("DISPLAY") == "" && o.env.Getenv("WAYLAND_DISPLAY") == "" {
		return "there is no graphical desktop here"
	}
	return ""
}

// run starts the program in a session of its own, so that closing the terminal
// does not end a mail app, and with its output discarded: a pipe to us would
// break when we end, and take the mail app with it.
func (o *Opener) run(ctx context.Context, code partner.Code, program string, args []string) error {
	name := filepath.Base(program)
	cmd := exec.Command(program, args...)
	cmd.SysProcAttr = detached()
	if err := cmd.Start(); err != nil {
		return partner.NewError(code, name+" could not be started", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	timer := time.NewTimer(o.env.StartedAfter)
	defer timer.Stop()
	select {
	case err := <-ended:
		if err == nil {
			return nil
		}
		detail := fmt.Sprintf("%s could not open it (exit code %d)", name, cmd.ProcessState.ExitCode())
		return partner.NewError(code, detail, err)
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return partner.NewError(partner.CodeCancelled, "", ctx.Err())
	}
}

// checkTarget lets only those links through that this program makes or shows,
// and names the variable whose program takes them.
func checkTarget(link string) (variable string, err error) {
	for _, c := range []byte(link) {
		if c <= ' ' || c >= 0x7f || c == '"' {
			return "", refuse("it holds characters that a link cannot have", nil)
		}
	}
	if strings.HasPrefix(link, "mailto:") {
		if _, err := parseMailto(link); err != nil {
			return "", refuse("it asks the mail app for more than a mail", err)
		}
		return MailerVariable, nil
	}
	u, err := url.Parse(link)
	if err != nil || u.Hostname() == "" || u.User != nil {
		return "", refuse("it is not a plain web address", err)
	}
	switch u.Scheme {
	case "https":
		return BrowserVariable, nil
	case "http":
		if partner.Loopback(u.Hostname()) {
			return BrowserVariable, nil
		}
	}
	return "", refuse("only mailto, https, and http on this computer are opened", nil)
}

func refuse(why string, cause error) error {
	return partner.NewError(partner.CodeInvalidInput, "the link is not opened: "+why, cause)
}

func codeFor(variable string) partner.Code {
	if variable == BrowserVariable {
		return partner.CodeBrowser
	}
	return partner.CodeMailApp
}
