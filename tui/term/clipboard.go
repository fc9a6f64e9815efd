package term

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"

	"cspdesk/internal/partner"
	"cspdesk/tui/theme"
)

// Route is the way that text takes to a clipboard.
type Route string

// The routes. The first is the system's own clipboard; the second is an escape
// sequence that asks the terminal to fill the clipboard of whoever sits at it.
// No terminal tells whether it did.
const (
	RouteNative Route = "native"
	RouteOSC52  Route = "osc52"
)

// MaxCopy is the size in bytes up to which terminals are known to take a copy
// through OSC 52: 100,000 bytes of base64 with its frame, as xterm limits it.
const MaxCopy = 74994

// nativeTime is how long the system's clipboard may take, for writing and for
// reading back.
const nativeTime = 3 * time.Second

// Copied says what is known after a copy.
type Copied struct {
	Route    Route
	Verified bool // the clipboard was read back and holds the text
}

// Clipboard copies text for the person. A copy is either verified, or reported
// as sent to the terminal, which cannot be verified.
type Clipboard struct {
	getenv   func(string) string
	out      io.Writer
	terminal bool
	native   native
}

// native is the system's clipboard.
type native struct {
	missing bool
	write   func(string) error
	read    func() (string, error)
}

// NewClipboard makes a Clipboard. out is where escape sequences go if it is a
// terminal: while the program runs in it, its Output.
func NewClipboard(getenv func(string) string, out io.Writer, isTerminal bool) *Clipboard {
	return &Clipboard{
		getenv: getenv, out: out, terminal: isTerminal,
		native: native{missing: clipboard.Unsupported, write: clipboard.WriteAll, read: clipboard.ReadAll},
	}
}

// ClipboardRoute gives the route that a copy tries first, and whether it can be
// verified or at least sent. CSPDESK_CLIPBOARD=osc52 or native decides; otherwise
// the terminal's clipboard is taken over SSH and without a display, where the
// system's would be the wrong machine's or nobody's.
func ClipboardRoute(getenv func(string) string) (Route, bool) {
	return route(getenv, clipboard.Unsupported, runtime.GOOS)
}

func route(getenv func(string) string, missing bool, system string) (Route, bool) {
	switch strings.ToLower(getenv("CSPDESK_CLIPBOARD")) {
	case "osc52":
		return RouteOSC52, getenv("TERM") != "dumb"
	case "native":
		return RouteNative, !missing
	}
	display := system == "windows" || system == "darwin" || getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "" ||
		getenv("WSL_DISTRO_NAME") != "" || getenv("TERMUX_VERSION") != ""
	if remote(getenv) || !display || missing {
		return RouteOSC52, getenv("TERM") != "" && getenv("TERM") != "dumb"
	}
	return RouteNative, true
}

// Copy copies text. Where the system's clipboard fails the terminal's is tried,
// unless the environment asks for native. Errors have the code clipboard or
// too-long.
func (c *Clipboard) Copy(ctx context.Context, text string) (Copied, error) {
	first, _ := route(c.getenv, c.native.missing, runtime.GOOS)
	if first == RouteNative {
		err := c.copyNative(ctx, text)
		if err == nil {
			return Copied{Route: RouteNative, Verified: true}, nil
		}
		if strings.EqualFold(c.getenv("CSPDESK_CLIPBOARD"), "native") || ctx.Err() != nil {
			return Copied{}, partner.NewError(partner.CodeClipboard, "", err)
		}
	}
	if err := c.copyTerminal(text); err != nil {
		return Copied{}, err
	}
	return Copied{Route: RouteOSC52}, nil
}

// copyNative fills the system's clipboard and reads it back. Helper programs can
// hang; they are left behind then.
func (c *Clipboard) copyNative(ctx context.Context, text string) error {
	if c.native.missing {
		return errors.New("no clipboard helper is installed")
	}
	ctx, cancel := context.WithTimeout(ctx, nativeTime)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		if err := c.native.write(text); err != nil {
			done <- err
			return
		}
		got, err := c.native.read()
		if err == nil && sameCopy(got, text) {
			done <- nil
			return
		}
		done <- errors.Join(errors.New("the clipboard does not hold the text"), err)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("the clipboard helper did not answer: %w", ctx.Err())
	}
}

// sameCopy compares without regard to the line ends that Windows changes.
func sameCopy(a, b string) bool {
	return strings.ReplaceAll(a, "\r\n", "\n") == strings.ReplaceAll(b, "\r\n", "\n")
}

// copyTerminal sends the text to the terminal in one Write.
func (c *Clipboard) copyTerminal(text string) error {
	if !c.terminal || c.getenv("TERM") == "dumb" {
		return partner.NewError(partner.CodeClipboard, "no clipboard helper and no terminal", nil)
	}
	if len(text) > MaxCopy {
		return partner.NewError(partner.CodeTooLong, fmt.Sprintf("%d bytes, terminals take %d", len(text), MaxCopy), nil)
	}
	sequence := osc52.New(text)
	switch {
	case c.getenv("TMUX") != "":
		// tmux itself takes the sequence (set-clipboard); passing it through would
		// need allow-passthrough, which is off.
	case strings.HasPrefix(c.getenv("TERM"), "screen") && c.getenv("STY") != "":
		sequence = sequence.Screen()
	}
	if _, err := io.WriteString(c.out, sequence.String()); err != nil {
		return partner.NewError(partner.CodeClipboard, "", err)
	}
	return nil
}

// UTF8 reports whether the locale says that the terminal shows UTF-8.
func UTF8(getenv func(string) string) bool { return !theme.FromEnv(getenv).ASCII }
