package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"runtime/debug"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

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
