package term

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/tui/term/vt"
)

func environment(pairs string) func(string) string {
	env := map[string]string{}
	for _, pair := range strings.Fields(pairs) {
		name, value, _ := strings.Cut(pair, "=")
		env[name] = value
	}
	return func(name string) string { return env[name] }
}

func TestRoute(t *testing.T) {
	for _, c := range []struct {
		env     string
		missing bool
		system  string
		route   Route
		ok      bool
	}{
		{"TERM=xterm DISPLAY=:0", false, "linux", RouteNative, true},
		{"TERM=xterm WAYLAND_DISPLAY=w", false, "linux", RouteNative, true},
		{"TERM=xterm DISPLAY=:0", true, "linux", RouteOSC52, true},
		{"TERM=xterm", false, "linux", RouteOSC52, true},
		{"TERM=xterm DISPLAY=:0 SSH_TTY=/dev/pts/1", false, "linux", RouteOSC52, true},
		{"TERM=xterm SSH_CONNECTION=x", false, "darwin", RouteOSC52, true},
		{"TERM=xterm", false, "darwin", RouteNative, true},
		{"", false, "windows", RouteNative, true},
		{"TERM=dumb", false, "linux", RouteOSC52, false},
		{"TERM=xterm DISPLAY=:0 CSPDESK_CLIPBOARD=osc52", false, "linux", RouteOSC52, true},
		{"TERM=xterm SSH_TTY=x CSPDESK_CLIPBOARD=native", false, "linux", RouteNative, true},
		{"TERM=xterm CSPDESK_CLIPBOARD=native", true, "linux", RouteNative, false},
	} {
		if route, ok := route(environment(c.env), c.missing, c.system); route != c.route || ok != c.ok {
			t.Errorf("%s, missing %v, %s: %s %v", c.env, c.missing, c.system, route, ok)
		}
	}
}

const copiedText = "你好 https://example.com/?a=b&c=d#x\r\n"

// fakeNative is a clipboard helper of some quality.
func fakeNative(keep func(string) string, err error) native {
	var held string
	return native{
		write: func(s string) error { held = keep(s); return err },
		read:  func() (string, error) { return held, nil },
	}
}

func whole(s string) string { return s }

func TestCopy(t *testing.T) {
	for _, c := range []struct {
		name, env string
		native    native
		terminal  bool
		want      Copied
		code      partner.Code
		sent      bool
	}{
		{"native", "TERM=xterm DISPLAY=:0", fakeNative(whole, nil), true, Copied{RouteNative, true}, "", false},
		{"line ends", "TERM=xterm DISPLAY=:0", fakeNative(func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }, nil), true, Copied{RouteNative, true}, "", false},
		{"helper fails", "TERM=xterm DISPLAY=:0", fakeNative(whole, errors.New("no")), true, Copied{RouteOSC52, false}, "", true},
		{"helper truncates", "TERM=xterm DISPLAY=:0", fakeNative(func(s string) string { return s[:5] }, nil), true, Copied{RouteOSC52, false}, "", true},
		{"helper truncates, native only", "TERM=xterm DISPLAY=:0 CSPDESK_CLIPBOARD=native", fakeNative(func(s string) string { return s[:5] }, nil), true, Copied{}, partner.CodeClipboard, false},
		{"ssh", "TERM=xterm SSH_TTY=x DISPLAY=:0", fakeNative(whole, nil), true, Copied{RouteOSC52, false}, "", true},
		{"no terminal", "TERM=xterm", native{missing: true}, false, Copied{}, partner.CodeClipboard, false},
		{"dumb", "TERM=dumb", native{missing: true}, true, Copied{}, partner.CodeClipboard, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			screen := vt.New(10, 2)
			board := &Clipboard{getenv: environment(c.env), out: screen, terminal: c.terminal, native: c.native}
			got, err := board.Copy(context.Background(), copiedText)
			if got != c.want || partner.CodeOf(err) != c.code {
				t.Fatalf("%+v, %v", got, err)
			}
			if len(screen.Faults()) > 0 || len(screen.Copies()) > 0 != c.sent {
				t.Fatalf("faults %v, copies %v", screen.Faults(), screen.Copies())
			}
			if c.sent {
				if data, _ := base64.StdEncoding.DecodeString(screen.Copies()[0]); string(data) != copiedText {
					t.Errorf("sent %q", data)
				}
			}
		})
	}
}

func TestCopyIsLimited(t *testing.T) {
	var out bytes.Buffer
	board := &Clipboard{getenv: environment("TERM=xterm"), out: &out, terminal: true, native: native{missing: true}}
	if _, err := board.Copy(context.Background(), strings.Repeat("x", MaxCopy+1)); partner.CodeOf(err) != partner.CodeTooLong || out.Len() > 0 {
		t.Errorf("%v after %d bytes", err, out.Len())
	}
	if _, err := board.Copy(context.Background(), strings.Repeat("x", MaxCopy)); err != nil {
		t.Error(err)
	}
}

func TestCopyThroughScreenAndTmux(t *testing.T) {
	for env, start := range map[string]string{
		"TERM=screen STY=1": "\x1bP\x1b]52;c;", "TERM=screen-256color TMUX=/tmp/x,1,0": "\x1b]52;c;",
	} {
		var out bytes.Buffer
		board := &Clipboard{getenv: environment(env), out: &out, terminal: true, native: native{missing: true}}
		if _, err := board.Copy(context.Background(), copiedText); err != nil || !strings.HasPrefix(out.String(), start) {
			t.Errorf("%s: %v, %q", env, err, out.String())
		}
	}
}

func TestHangingHelper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		defer close(release)
		var out bytes.Buffer
		board := &Clipboard{getenv: environment("TERM=xterm DISPLAY=:0"), out: &out, terminal: true}
		board.native.write = func(string) error { <-release; return errors.New("ended") }
		begin := time.Now()
		got, err := board.Copy(t.Context(), copiedText)
		if err != nil || got.Route != RouteOSC52 || time.Since(begin) != nativeTime {
			t.Errorf("%+v, %v after %v", got, err, time.Since(begin))
		}
	})
}
