package main

import (
	"runtime/debug"
	"testing"
)

// Memory is collected as often as is said here, unless GOGC says how often.
func TestCollectAt(t *testing.T) {
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	nothing := func(string) string { return "" }
	collectAt(nothing, atWork)
	if got := debug.SetGCPercent(100); got != atWork {
		t.Errorf("%d percent", got)
	}
	collectAt(func(string) string { return "300" }, atEase)
	if got := debug.SetGCPercent(100); got != 100 {
		t.Errorf("GOGC was overruled with %d percent", got)
	}
}
