package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

func TestSortKeyFollowsReadersOfBothLanguages(t *testing.T) {
	want := []string{
		"1st Bank", "9 Co", "Adatum", "ADATUM Corp", "Adventure", "Ånge", "Contoso", "Contoso Ltd", "Łódź Sp.", "Oslo", "Österreich",
		"Zebra", "Zürich", "Контосо", "とよた", "阿里", "安徽", "北京科技", "上海华", "长江", "长沙", "中国", "重庆",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return bytes.Compare(sortKey(a), sortKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if !bytes.Equal(sortKey("FABRIKAM"), sortKey("fabrikam")) {
		t.Error("case makes a difference")
	}
	for _, pair := range [][2]string{{"Zurich", "Zürich"}, {"Muller", "Müller"}, {"Zürich", "Zuriche"}, {"Zurich", "Zurich A"}, {"Zürich", "Zurich A"}} {
		if bytes.Compare(sortKey(pair[0]), sortKey(pair[1])) >= 0 {
			t.Errorf("%q does not come before %q", pair[0], pair[1])
		}
	}
}

func openTest(t *testing.T, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestAFullDatabaseSaysSoAndGoesOn(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "cspdesk.db"))
	if _, err := db.writer.Exec("PRAGMA max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	fillUp(t, db)
	if _, err := db.writer.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "after"}); err != nil {
		t.Error(err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// fillUp saves until there is no room, and wants that said and nothing lost.
func fillUp(t *testing.T, db *DB) {
	t.Helper()
	for n := range 10_000 {
		inv := partner.Invitation{ID: fmt.Sprint("inv-", n), Draft: partner.Draft{Opening: strings.Repeat("x", 3000)}}
		_, err := db.SaveInvitation(t.Context(), inv)
		if err == nil {
			continue
		}
		if code := partner.CodeOf(err); code != partner.CodeStoreFull {
			t.Fatalf("after %d: %q: %v", n, code, err)
		}
		all, err := db.Invitations(t.Context())
		if err != nil || len(all) != n {
			t.Fatalf("%d of %d are there: %v", len(all), n, err)
		}
		return
	}
	t.Fatal("it was never full")
}

func TestAFullDisk(t *testing.T) {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("a small disk can be made by root on Linux only")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "none", dir).CombinedOutput(); err != nil {
		t.Skipf("mounting is not allowed here: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	db := openTest(t, filepath.Join(dir, "cspdesk.db"))
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 300<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	fillUp(t, db)
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "after"}); err != nil {
		t.Error(err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func TestAReadOnlyDiskIsReadWithAReason(t *testing.T) {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("a read-only disk can be made by root on Linux only")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "none", dir).CombinedOutput(); err != nil {
		t.Skipf("mounting is not allowed here: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	path := filepath.Join(dir, "cspdesk.db")
	db := openTest(t, path)
	if _, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-1"}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-o", "remount,ro", dir).CombinedOutput(); err != nil {
		t.Skipf("remounting is not allowed here: %s", out)
	}
	db = openTest(t, path)
	if db.Writable() || db.ReadOnlyReason() == nil {
		t.Errorf("writable: %v, reason %v", db.Writable(), db.ReadOnlyReason())
	}
	if why, ok := errors.AsType[*partner.Error](db.ReadOnlyReason()); !ok || why.Code != partner.CodeStoreReadOnly || why.Detail != path || !errors.Is(why, syscall.EROFS) {
		t.Errorf("the reason %v names no file and no cause", why)
	}
	if _, err := db.Invitation(t.Context(), "inv-1"); err != nil {
		t.Error(err)
	}
	if code := partner.CodeOf(db.AppendActivity(t.Context(), partner.Activity{})); code != partner.CodeStoreReadOnly {
		t.Errorf("writing gives %q", code)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	if _, err := Open(t.Context(), filepath.Join(dir, "new", "cspdesk.db"), Options{}); partner.CodeOf(err) != partner.CodeStoreReadOnly {
		t.Errorf("a new database there: %v", err)
	}
}

func TestAnOlderDatabaseIsCopiedAndMigratedStepByStep(t *testing.T) {
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	db := openTest(t, path)
	if _, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-1"}); err != nil {
		t.Fatal(err)
	}
	db.Close()
	later := append(slices.Clone(steps), "CREATE TABLE second (a); ALTER TABLE customers ADD COLUMN extra TEXT", "CREATE TABLE third (a); CREATE TABLE second (b)")
	if _, err := open(t.Context(), path, Options{}, later); err == nil {
		t.Fatal("a step that fails was taken")
	}
	young, abandoned := path+".version-1-20260101T000000.part-0123456789aa", path+".version-1-20260101T000000.part-0123456789bb"
	for _, name := range []string{young, abandoned} {
		if err := os.WriteFile(name, []byte("half a copy"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	if err := os.Chtimes(abandoned, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	later[len(later)-1] = "CREATE TABLE third (a)"
	db, err = open(t.Context(), path, Options{}, later)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if v := versionOf(t, db); v != len(later) {
		t.Errorf("version %d, want %d", v, len(later))
	}
	if _, err := os.Stat(abandoned); err == nil {
		t.Error("an unfinished copy of yesterday is kept")
	}
	if os.Remove(young) != nil {
		t.Error("a copy that another program may still be making was removed")
	}
	copies, err := filepath.Glob(fmt.Sprintf("%s.version-%d-*", path, len(steps)))
	if err != nil || len(copies) == 0 {
		t.Fatalf("no copy was kept: %v", err)
	}
	old := openTest(t, copies[0])
	if _, err := old.Invitation(t.Context(), "inv-1"); err != nil || versionOf(t, old) != len(steps) {
		t.Errorf("the copy has version %d, %v", versionOf(t, old), err)
	}
	_, err = Open(t.Context(), path, Options{})
	if partner.CodeOf(err) != partner.CodeStoreNewer {
		t.Errorf("the older program says %v", err)
	}
}

func versionOf(t *testing.T, db *DB) (version int) {
	t.Helper()
	if err := db.reader.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		t.Fatal(err)
	}
	return version
}

func TestEveryConnectionHasItsSettings(t *testing.T) {
	db := openTest(t, filepath.Join(t.TempDir(), "cspdesk.db"))
	ctx := context.Background()
	for i := range 3 { // several at once, so that they differ
		conn, err := db.reader.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := conn.ExecContext(ctx, "INSERT INTO meta VALUES ('x', 1)"); err == nil {
			t.Errorf("reader %d writes", i)
		}
		var busy int
		if err := conn.QueryRowContext(ctx, "PRAGMA busy_timeout").Scan(&busy); err != nil || busy != 5000 {
			t.Errorf("reader %d waits %d ms, %v", i, busy, err)
		}
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "fullfsync": "1", "foreign_keys": "1", "busy_timeout": "5000", "wal_autocheckpoint": "16384"} {
		var got string
		if err := db.writer.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("writer: %s is %s, %v", pragma, got, err)
		}
	}
}
