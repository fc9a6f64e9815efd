//go:build unix

package store_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// locked reports whether another process has the lock that SQLite takes for
// each connection (SQLite, os.h: SHARED_FIRST and SHARED_SIZE).
func locked(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	lock := unix.Flock_t{Type: unix.F_WRLCK, Start: 0x40000002, Len: 510}
	return unix.FcntlFlock(f.Fd(), unix.F_GETLK, &lock) == nil && lock.Type != unix.F_UNLCK
}

// Without its locks another program would take the last connection for its own
// and delete the journal while this one writes into it.
func TestOpeningAgainKeepsTheLocks(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	open := func() *store.DB {
		db, err := store.Open(ctx, filepath.Join(dir, "profile", "cspdesk.db"), store.Options{})
		must(t, err)
		return db
	}
	seen := func() bool {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CSPDESK_STORE_CHILD=locked", "CSPDESK_STORE_DIR="+dir)
		out, err := cmd.Output()
		must(t, err)
		return string(out) == "true"
	}
	first := open()
	_, err := first.SaveInvitation(ctx, partner.Invitation{ID: "inv-1"})
	must(t, err)
	if !seen() {
		t.Fatal("an open database has no lock: the test shows nothing")
	}
	second := open()
	if !seen() {
		t.Error("the second opening took the lock of the first away")
	}
	must(t, first.Close())
	if !seen() {
		t.Error("the second has no lock of its own")
	}
	must(t, second.Close())
	if seen() {
		t.Error("a closed database is locked")
	}
	must(t, open().Close())
}
