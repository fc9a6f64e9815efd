//go:build unix && !linux

package main

// forget cannot be had here.
func forget(string) bool { return false }
