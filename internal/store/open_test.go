package store_test

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// raw opens a database without the store, as another program would.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

func mustExec(t testing.TB, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// closed makes a good database and closes it.
func closed(t testing.TB) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "profile", "cspdesk.db")
	db := mustOpen(t, path)
	mustRefresh(t, db, sample(rand.New(rand.NewPCG(3, 3)), 50), false)
	_, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-1", State: partner.StateDraft})
	must(t, err)
	must(t, db.Close())
	return path
}

func hashOf(t testing.TB, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	return fmt.Sprintf("%x", sha256.Sum256(content))
}

func TestOpenRefusesWhatItCannotTrustAndLeavesItAlone(t *testing.T) {
	good, err := os.ReadFile(closed(t))
	must(t, err)
	write := func(t *testing.T, path string, content []byte) { must(t, os.WriteFile(path, content, 0o600)) }
	patched := func(at int, b ...byte) []byte {
		content := append([]byte{}, good...)
		copy(content[at:], b)
		return content
	}
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		want partner.Code
		says string
	}{
		{"newer", func(t *testing.T, p string) { write(t, p, patched(60, 0, 0, 0, 99)) }, partner.CodeStoreNewer, "version 99, this program knows up to"},
		{"newer in its journal", func(t *testing.T, p string) { newerInJournal(t, p, good) }, partner.CodeStoreNewer, "version 77"},
		{"version 0", func(t *testing.T, p string) { write(t, p, patched(60, 0, 0, 0, 0)) }, partner.CodeStoreDamaged, "version 0"},
		{"another program's", func(t *testing.T, p string) {
			mustExec(t, raw(t, p), "CREATE TABLE bookmarks (url)", "PRAGMA application_id = 7")
		}, partner.CodeStoreForeign, "0x7"},
		{"no program's", func(t *testing.T, p string) { mustExec(t, raw(t, p), "CREATE TABLE bookmarks (url)") }, partner.CodeStoreForeign, ""},
		{"ours by name only", func(t *testing.T, p string) {
			mustExec(t, raw(t, p), "CREATE TABLE bookmarks (url)", fmt.Sprint("PRAGMA application_id = ", 0x63737064), "PRAGMA user_version = 1")
		}, partner.CodeStoreDamaged, "lacks tables"},
		{"empty", func(t *testing.T, p string) { write(t, p, nil) }, partner.CodeStoreDamaged, "is empty"},
		{"a few bytes", func(t *testing.T, p string) { write(t, p, good[:50]) }, partner.CodeStoreDamaged, "shorter"},
		{"half", func(t *testing.T, p string) { write(t, p, good[:len(good)/2]) }, partner.CodeStoreDamaged, "truncated"},
		{"a byte short", func(t *testing.T, p string) { write(t, p, good[:len(good)-1]) }, partner.CodeStoreDamaged, "truncated"},
		{"web page", func(t *testing.T, p string) { write(t, p, []byte(strings.Repeat("<html>sign in</html>\n", 100))) }, partner.CodeStoreDamaged, "not a database"},
		{"zeros", func(t *testing.T, p string) { write(t, p, make([]byte, 8192)) }, partner.CodeStoreDamaged, "not a database"},
		{"page overwritten", func(t *testing.T, p string) {
			write(t, p, patched(4096*2, []byte(strings.Repeat("x", 4096))...))
		}, partner.CodeStoreDamaged, ""},
		{"page size", func(t *testing.T, p string) { write(t, p, patched(16, 3, 7)) }, partner.CodeStoreDamaged, "page size"},
		{"link", func(t *testing.T, p string) {
			write(t, p+".real", good)
			must(t, os.Symlink(p+".real", p))
		}, partner.CodeStorePath, "not a plain file"},
		{"linked journal", func(t *testing.T, p string) {
			write(t, p, good)
			must(t, os.Symlink("/etc/passwd", p+"-wal"))
		}, partner.CodeStorePath, "-wal is not a plain file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "cspdesk.db")
			c.make(t, path)
			before := hashOf(t, path)
			db, err := store.Open(t.Context(), path, store.Options{BusyTimeout: 50 * time.Millisecond})
			if err == nil {
				db.Close()
			}
			wantCode(t, err, c.want)
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v does not say %q", err, c.says)
			}
			if hashOf(t, path) != before {
				t.Error("the file was changed")
			}
		})
	}
}

func TestPagesMayBeCheckedLater(t *testing.T) {
	path := closed(t)
	content, err := os.ReadFile(path)
	must(t, err)
	later := store.Options{CheckLater: true}
	db, err := store.Open(t.Context(), path, later)
	must(t, err)
	must(t, db.CheckPages(t.Context()))
	must(t, db.Close())
	must(t, os.WriteFile(path, append(content[:4096*2], append([]byte(strings.Repeat("x", 4096)), content[4096*3:]...)...), 0o600))
	before := hashOf(t, path)
	db, err = store.Open(t.Context(), path, later)
	must(t, err)
	for range 2 {
		wantCode(t, db.CheckPages(t.Context()), partner.CodeStoreDamaged)
	}
	must(t, db.Close())
	if hashOf(t, path) != before {
		t.Error("the file was changed")
	}
}

// A journal that a killed process left is folded into the file by the next one,
// though that one writes nothing.
func TestTheJournalOfAKilledProcessIsFoldedIn(t *testing.T) {
	path, copied := closed(t), filepath.Join(t.TempDir(), "cspdesk.db")
	db := mustOpen(t, path)
	_, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-late"})
	must(t, err)
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(path + suffix)
		must(t, err)
		must(t, os.WriteFile(copied+suffix, content, 0o600))
	}
	again, err := store.Open(t.Context(), copied, store.Options{})
	must(t, err)
	_, err = again.Invitation(t.Context(), "inv-late")
	must(t, err)
	must(t, again.Close())
	if _, err := os.Stat(copied + "-wal"); err == nil {
		t.Error("the journal is still there")
	}
}

// newerInJournal makes a database whose newer version stands in the journal
// only, as a crash of a newer program leaves it.
func newerInJournal(t *testing.T, path string, good []byte) {
	t.Helper()
	other := filepath.Join(t.TempDir(), "other.db")
	must(t, os.WriteFile(other, good, 0o600))
	db := raw(t, other)
	mustExec(t, db, "PRAGMA journal_mode = WAL", "PRAGMA user_version = 77")
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(other + suffix)
		must(t, err)
		must(t, os.WriteFile(path+suffix, content, 0o600))
	}
}

func TestOpenRefusesFoldersAndPipes(t *testing.T) {
	dir := t.TempDir()
	_, err := store.Open(t.Context(), dir, store.Options{})
	wantCode(t, err, partner.CodeStorePath)
	if _, err := exec.LookPath("mkfifo"); err != nil {
		t.Skip("no mkfifo here")
	}
	pipe := filepath.Join(dir, "cspdesk.db")
	must(t, exec.Command("mkfifo", pipe).Run())
	_, err = store.Open(t.Context(), pipe, store.Options{})
	wantCode(t, err, partner.CodeStorePath)
}

func TestOpenDoesNotStartAnewBesideALostDatabasesJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	must(t, os.WriteFile(path+"-wal", []byte("something"), 0o600))
	_, err := store.Open(t.Context(), path, store.Options{})
	wantCode(t, err, partner.CodeStoreDamaged)
	if _, err := os.Stat(path); err == nil {
		t.Error("a new database stands there")
	}
}

func TestOpenRefusesASharedFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no sticky folders on Windows")
	}
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o777|os.ModeSticky))
	_, err := store.Open(t.Context(), filepath.Join(dir, "cspdesk.db"), store.Options{})
	wantCode(t, err, partner.CodeStorePath)
}

func TestRandomDamageNeverPanicsNorStartsAnew(t *testing.T) {
	good, err := os.ReadFile(closed(t))
	must(t, err)
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	r := rand.New(rand.NewPCG(5, 5))
	refused := 0
	for range 1000 {
		content := append([]byte{}, good...)
		for range 1 + r.IntN(20) {
			content[r.IntN(len(content))] ^= byte(1 << r.IntN(8))
		}
		must(t, os.WriteFile(path, content, 0o600))
		before := hashOf(t, path)
		db, err := store.Open(t.Context(), path, store.Options{BusyTimeout: 10 * time.Millisecond})
		if err != nil {
			refused++
			if partner.CodeOf(err) == partner.CodeInternal {
				t.Fatalf("damage came out as %v", err)
			}
			if hashOf(t, path) != before {
				t.Fatal("a refused file was changed")
			}
			continue
		}
		// Damage within a text cannot be seen; what is left must be usable.
		_, err = db.Customers(t.Context(), partner.ListQuery{Search: "con"}, partner.Place{Edge: partner.EdgeFirst}, 0, 50)
		_, err2 := db.Invitations(t.Context())
		db.Close()
		for _, err := range []error{err, err2} {
			if code := partner.CodeOf(err); code != "" && code != partner.CodeStoreDamaged {
				t.Fatalf("damage came out as %v", err)
			}
		}
		if info, err := os.Stat(path); err != nil || info.Size() != int64(len(good)) {
			t.Fatalf("the file was replaced: %v", err)
		}
		for _, side := range []string{"-wal", "-shm"} {
			os.Remove(path + side)
		}
	}
	if refused < 300 {
		t.Errorf("only %d of 1000 damaged files were refused", refused)
	}
}

func TestFilesAreForThisUserAloneWhateverTheUmask(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("file modes say nothing on Windows")
	}
	for _, umask := range []string{"000", "022", "077"} {
		dir := filepath.Join(t.TempDir(), "data")
		cmd := exec.Command("sh", "-c", "umask "+umask+"; exec \"$0\"", os.Args[0])
		cmd.Env = append(os.Environ(), "CSPDESK_STORE_CHILD=modes", "CSPDESK_STORE_DIR="+dir)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		want := "drwx------ . drwx------ profile -rw------- backup.db -rw------- cspdesk.db -rw------- cspdesk.db-shm -rw------- cspdesk.db-wal"
		if got := strings.TrimSpace(string(out)); got != want {
			t.Errorf("umask %s: %s", umask, got)
		}
	}
}

func TestWiderModesAreRepaired(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("file modes say nothing on Windows")
	}
	path := closed(t)
	must(t, os.Chmod(path, 0o666))
	must(t, os.Chmod(filepath.Dir(path), 0o755))
	mustOpen(t, path)
	for p, want := range map[string]os.FileMode{path: 0o600, path + "-wal": 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", p, info.Mode(), err)
		}
	}
}

func TestManyProcessesMayStartAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "profile", "cspdesk.db")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			db, err := store.Open(t.Context(), path, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			if _, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: fmt.Sprint("inv-", i)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	found, err := mustOpen(t, path).Invitations(t.Context())
	must(t, err)
	if len(found) != 8 {
		t.Errorf("%d of 8 invitations are there", len(found))
	}
	if rest, _ := filepath.Glob(path + ".*"); len(rest) > 0 {
		t.Errorf("left behind: %v", rest)
	}
}

func TestTwoProcessesSeeEachOther(t *testing.T) {
	path := closed(t)
	a, b := mustOpen(t, path), mustOpen(t, path)
	before, err := a.Generation(t.Context())
	must(t, err)
	_, err = b.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-b"})
	must(t, err)
	after, err := a.Generation(t.Context())
	must(t, err)
	if after <= before {
		t.Errorf("generation %d, then %d", before, after)
	}
	_, err = a.Invitation(t.Context(), "inv-b")
	must(t, err)
}

func TestABusyDatabaseIsSaidToBeBusy(t *testing.T) {
	path := closed(t)
	db, err := store.Open(t.Context(), path, store.Options{BusyTimeout: 30 * time.Millisecond})
	must(t, err)
	defer db.Close()
	holder := raw(t, path)
	mustExec(t, holder, "BEGIN IMMEDIATE")
	_, err = db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-2"})
	wantCode(t, err, partner.CodeStoreBusy)
	_, err = db.Invitations(t.Context()) // reading goes on
	must(t, err)
	mustExec(t, holder, "ROLLBACK")
	_, err = db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-2"})
	must(t, err)
}

func TestAnExclusivelyLockedDatabaseIsBusyAtOpen(t *testing.T) {
	path := closed(t)
	mustExec(t, raw(t, path), "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE")
	_, err := store.Open(t.Context(), path, store.Options{BusyTimeout: 30 * time.Millisecond})
	wantCode(t, err, partner.CodeStoreBusy)
}

func TestReadOnlyWhenAskedFor(t *testing.T) {
	path := closed(t)
	before := hashOf(t, path)
	db, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	must(t, err)
	defer db.Close()
	if db.Writable() || db.ReadOnlyReason() == nil {
		t.Error("it says that it is writable")
	}
	_, err = db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-2"})
	wantCode(t, err, partner.CodeReadOnly)
	found, err := db.Invitations(t.Context())
	must(t, err)
	must(t, db.Check(t.Context()))
	if len(found) != 1 || hashOf(t, path) != before {
		t.Error("reading failed, or the file was changed")
	}
	_, err = store.Open(t.Context(), path+"-none", store.Options{ReadOnly: true})
	wantCode(t, err, partner.CodeNotFound)
}

func TestAReplacedFileIsNotWritten(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be replaced on Windows")
	}
	path := closed(t)
	db := mustOpen(t, path)
	must(t, os.Rename(path, path+".away"))
	_, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-2"})
	wantCode(t, err, partner.CodeStorePath)
	must(t, os.WriteFile(path, []byte("something else"), 0o600))
	_, err = db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-2"})
	wantCode(t, err, partner.CodeStorePath)
}
