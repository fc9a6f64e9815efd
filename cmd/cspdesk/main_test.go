package main

import (
	"os"
	"testing"

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

// TestMain lets the test binary be the program too, for the scripts.
func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"cspdesk": main})
}
