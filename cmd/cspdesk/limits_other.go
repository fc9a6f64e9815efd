//go:build unix && !linux

package main

// notDumpable does nothing: the limit is all that there is.
func notDumpable() {}
