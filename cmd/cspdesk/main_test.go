package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"cspdesk/internal/i18n"
)

// patience is how long a test waits for something that has to come, on a machine
// that may be busy with much else. It only guards against hanging.
const patience = 3 * time.Minute

// builtBinary is a folder that tests left a built program in.
var builtBinary string

type tests struct{ m *testing.M }

func (t tests) Run() int {
	defer func() {
		if builtBinary != "" {
			os.RemoveAll(builtBinary)
		}
	}()
	return t.m.Run()
}

// TestMain lets the test binary be the program too, for the scripts, and the
// program that crashes.
func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"cspdesk": main, "cspdesk-crashing": crashing})
}

// crashing is the program with something below it that panics, once, as soon as
// the file CRASH_WITH is there, with its content as the value: where a message is
// delivered to the model if CRASH_IN is "update", and in the command of a copy if
// it is "command".
func crashing() {
	p := systemProcess()
	getenv := p.getenv
	crash := func(in string) {
		with := getenv("CRASH_WITH")
		if getenv("CRASH_IN") != in {
			return
		}
		if value, err := os.ReadFile(with); err == nil && os.Remove(with) == nil {
			blame(string(value))
		}
	}
	p.now = func() time.Time {
		if bytes.Contains(debug.Stack(), []byte("(*adapter).deliver(")) {
			crash("update")
		}
		return time.Now()
	}
	p.getenv = func(name string) string {
		if name == "CSPDESK_CLIPBOARD" {
			crash("command")
		}
		return getenv(name)
	}
	os.Exit(execute(context.Background(), p, os.Args[1:]))
}

//go:noinline
func blame(value string) { panic(errors.New(value)) }

func TestADeskAloneMakesNoOtherCommand(t *testing.T) {
	for _, tt := range []struct {
		args string
		want bool
	}{
		{"", true}, {"--sandbox", true}, {"--data DIR --lang=zh-CN --mouse", true}, {"--data customers", true}, {"--accessible --profile contoso", true},
		{"customers", false}, {"--data DIR customers list", false}, {"--help", false}, {"-h", false}, {"--data DIR --help", false}, {"help", false},
		{"--sandbox=true", true}, {"--sandbox customers", false}, {"--unknown", false}, {"-c FILE", false}, {"--version", false}, {"--data=DIR refresh", false}, {"--", false}, {"__complete cust", false},
	} {
		p := systemProcess()
		a := &app{process: p, args: strings.Fields(tt.args), text: i18n.English()}
		if got := len(a.rootCommand().Commands()) == 0; got != tt.want {
			t.Errorf("cspdesk %s: %d commands were made", tt.args, len(a.rootCommand().Commands()))
		}
	}
}
