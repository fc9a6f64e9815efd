package signin

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"cspdesk/internal/partner"
)

func debugLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// fakeRing takes no more than Windows does, and may fail.
type fakeRing struct {
	items  map[string]string
	writes int
	failAt int // the write that fails; 0 for none
	hang   chan struct{}
	err    error
}

func (r *fakeRing) Get(_, user string) (string, error) {
	if r.hang != nil {
		<-r.hang
	}
	if r.err != nil {
		return "", r.err
	}
	if item, ok := r.items[user]; ok {
		return item, nil
	}
	return "", keyring.ErrNotFound
}

func (r *fakeRing) Set(_, user, secret string) error {
	if r.writes++; r.failAt > 0 && r.writes >= r.failAt {
		return errors.New("the session is locked")
	}
	if len(secret) > 2560 {
		return keyring.ErrSetDataTooBig
	}
	r.items[user] = secret
	return nil
}

func (r *fakeRing) Delete(_, user string) error {
	if _, ok := r.items[user]; !ok {
		return keyring.ErrNotFound
	}
	delete(r.items, user)
	return nil
}

func random(t *testing.T, n int) []byte {
	t.Helper()
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestKeyringVault(t *testing.T) {
	ring := &fakeRing{items: map[string]string{}}
	k := keyringVault{ring: ring, name: "n", patience: time.Minute}
	if got, err := k.load(t.Context()); got != nil || err != nil {
		t.Errorf("empty: %q, %v", got, err)
	}
	for _, size := range []int{9000, 100, 20000, 1, 0, 5000} {
		want := random(t, size)
		if err := k.save(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		if got, err := k.load(t.Context()); !bytes.Equal(got, want) || err != nil {
			t.Errorf("%d bytes came back as %d, %v", size, len(got), err)
		}
		h, err := k.readHead()
		if err != nil || len(ring.items) != h.parts+1 {
			t.Errorf("%d entries for %d parts: what is old was not removed (%v)", len(ring.items), h.parts, err)
		}
	}
	if err := k.remove(t.Context()); err != nil || len(ring.items) != 0 {
		t.Errorf("%d entries are left, %v", len(ring.items), err)
	}
}

// TestKeyringVaultFails at each write: the old tokens are there, or the new.
func TestKeyringVaultFails(t *testing.T) {
	older, newer := random(t, 7000), random(t, 9000)
	for fail := 1; ; fail++ {
		ring := &fakeRing{items: map[string]string{}}
		k := keyringVault{ring: ring, name: "n", patience: time.Minute}
		if err := k.save(t.Context(), older); err != nil {
			t.Fatal(err)
		}
		ring.writes, ring.failAt = 0, fail
		saved := k.save(t.Context(), newer) == nil
		got, err := k.load(t.Context())
		want := older
		if saved {
			want = newer
		}
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("write %d failed: %d bytes, %v", fail, len(got), err)
		}
		if saved {
			return
		}
	}
}

func TestKeyringVaultDamaged(t *testing.T) {
	ring := &fakeRing{items: map[string]string{}}
	k := keyringVault{ring: ring, name: "n", patience: time.Minute}
	if err := k.save(t.Context(), random(t, 5000)); err != nil {
		t.Fatal(err)
	}
	for name := range ring.items {
		kept := ring.items[name]
		for _, other := range []string{"", "x", kept[1:], strings.Repeat("A", 2000), "1 a 9999999999 x"} {
			ring.items[name] = other
			if got, err := k.load(t.Context()); err == nil {
				t.Errorf("%s = %.20q gives %d bytes", name, other, len(got))
			}
		}
		ring.items[name] = kept
	}
}

// TestNoKeyring goes on in memory, says why, and does not wait twice.
func TestNoKeyring(t *testing.T) {
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	for name, ring := range map[string]*fakeRing{
		"missing": {err: errors.New("no such service")},
		"hangs":   {hang: hang},
		"full":    {items: map[string]string{}, failAt: 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, "interval=1s,token=4m")
			o := b.options()
			o.Store = partner.TokensInKeyring
			s, err := newService(o, ring)
			if err != nil {
				t.Fatal(err)
			}
			vault := s.shelf.vault.(keyringVault)
			vault.patience = 50 * time.Millisecond
			s.shelf.vault = vault
			if _, err := b.signIn(s, anna); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if _, err := s.Token(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if where, why := s.Where(); where != partner.TokensInMemory || !strings.Contains(why, "keyring") || strings.Contains(why, "no such service") {
				t.Errorf("kept in %s, because %q", where, why)
			}
			err = filepath.WalkDir(b.dir, func(path string, d os.DirEntry, err error) error {
				if err == nil && !d.IsDir() && d.Name() != lockFile {
					return fmt.Errorf("%s was written", path)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestFileVault(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	f := file{filepath.Join(dir, tokenFile)}
	if err := f.save(t.Context(), []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(f.path, 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := f.load(t.Context()); string(got) != "one" || err != nil {
		t.Error(got, err)
	}
	if info, err := os.Stat(f.path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("a file that others may read stays so: %v, %v", info.Mode(), err)
	}
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.WriteFile(elsewhere, []byte("planted"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(f.path); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, f.path); err != nil {
		t.Skip(err)
	}
	if got, err := f.load(t.Context()); err == nil {
		t.Errorf("a planted link was followed: %s", got)
	}
	if err := f.save(t.Context(), []byte("two")); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(elsewhere); string(text) != "planted" || err != nil {
		t.Errorf("written through a link: %s, %v", text, err)
	}
}
