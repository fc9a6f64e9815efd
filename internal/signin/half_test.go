package signin

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestHalfWrittenTokens: what a killed program left behind is gone after the next
// writing, and after a sign-out; a link in its place leads nowhere.
func TestHalfWrittenTokens(t *testing.T) {
	dir := t.TempDir()
	f, other := file{filepath.Join(dir, tokenFile)}, filepath.Join(dir, "other")
	leave := func(make func() error) {
		t.Helper()
		if err := make(); err != nil {
			t.Fatal(err)
		}
	}
	gone := func(what string) {
		t.Helper()
		if _, err := os.Lstat(f.half()); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("after %s it is still there: %v", what, err)
		}
	}
	leave(func() error { return os.WriteFile(f.half(), []byte("half"), 0o644) })
	if err := f.save(t.Context(), []byte("whole")); err != nil {
		t.Fatal(err)
	}
	gone("writing")
	if runtime.GOOS != "windows" {
		leave(func() error { return os.Symlink(other, f.half()) })
		if err := f.save(t.Context(), []byte("again")); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(other); !errors.Is(err, os.ErrNotExist) {
			t.Error("tokens went where a link led")
		}
	}
	if kept, err := f.load(t.Context()); err != nil || len(kept) == 0 {
		t.Errorf("%q, %v", kept, err)
	}
	leave(func() error { return os.WriteFile(f.half(), []byte("half"), 0o600) })
	if err := f.remove(t.Context()); err != nil {
		t.Fatal(err)
	}
	gone("signing out")
}
