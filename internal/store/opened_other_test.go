//go:build !unix

package store_test

func locked(string) bool { return false }
