package store_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

func TestBackupAndRestore(t *testing.T) {
	path := closed(t)
	db := mustOpen(t, path)
	want := everything(t, db)
	file := filepath.Join(t.TempDir(), "copy of today.db")
	must(t, db.Backup(t.Context(), file))
	mustRefresh(t, db, sample(rand.New(rand.NewPCG(4, 4)), 10), true)
	_, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: "inv-later"}) // the copying connection reads only again
	must(t, err)

	before := hashOf(t, file)
	_, err = store.Restore(t.Context(), file, path)
	wantCode(t, err, partner.CodeStoreBusy)
	must(t, db.Close())
	kept, err := store.Restore(t.Context(), file, path)
	must(t, err)
	if hashOf(t, file) != before {
		t.Error("the backup was changed")
	}
	if diff := cmp.Diff(want, everything(t, mustOpen(t, path))); diff != "" {
		t.Error(diff)
	}
	old := mustOpen(t, kept)
	must(t, old.Check(t.Context()))
	if _, err := old.Invitation(t.Context(), "inv-later"); err != nil {
		t.Errorf("what was replaced is not kept: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// A backup that a killed restore was checking is as large as the database.
func TestRestoreRemovesWhatAKilledOneLeft(t *testing.T) {
	from, path := closed(t), filepath.Join(t.TempDir(), "cspdesk.db")
	yesterday := time.Now().Add(-24 * time.Hour)
	for _, name := range []string{".restore-0123456789ab", ".restore-0123456789ab.part-0123456789ab", ".new-0123456789ab", ".idx", ".new-year", ".replaced-20261122T090000.000"} {
		must(t, os.WriteFile(path+name, []byte("half"), 0o600))
		must(t, os.Chtimes(path+name, yesterday, yesterday))
	}
	_, err := store.Restore(t.Context(), from, path)
	must(t, err)
	left, err := filepath.Glob(path + ".*")
	must(t, err)
	if want := []string{path + ".idx", path + ".new-year", path + ".replaced-20261122T090000.000"}; !slices.Equal(left, want) {
		t.Errorf("there are %q", left)
	}
}

func TestRestoreWhereThereIsNothing(t *testing.T) {
	from, path := closed(t), filepath.Join(t.TempDir(), "new", "cspdesk.db")
	kept, err := store.Restore(t.Context(), from, path)
	must(t, err)
	if kept != "" {
		t.Errorf("kept %q", kept)
	}
	must(t, mustOpen(t, path).Check(t.Context()))
}

func TestRestoreInPlaceOfADamagedDatabase(t *testing.T) {
	from, path := closed(t), filepath.Join(t.TempDir(), "cspdesk.db")
	must(t, os.WriteFile(path, []byte(strings.Repeat("damaged", 1000)), 0o600))
	damaged := hashOf(t, path)
	kept, err := store.Restore(t.Context(), from, path)
	must(t, err)
	if hashOf(t, kept) != damaged {
		t.Error("the damaged file was not kept as it was")
	}
	must(t, mustOpen(t, path).Check(t.Context()))
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	path := closed(t)
	good, err := os.ReadFile(path)
	must(t, err)
	before := hashOf(t, path)
	for name, c := range map[string]struct {
		content []byte
		want    partner.Code
	}{
		"web page": {[]byte(strings.Repeat("<html>", 100)), partner.CodeStoreDamaged},
		"empty":    {nil, partner.CodeStoreDamaged},
		"half":     {good[:len(good)/2], partner.CodeStoreDamaged},
		"newer":    {append(append([]byte{}, good[:63]...), append([]byte{good[63] + 1}, good[64:]...)...), partner.CodeStoreNewer},
	} {
		file := filepath.Join(t.TempDir(), "backup.db")
		must(t, os.WriteFile(file, c.content, 0o600))
		if _, err := store.Restore(t.Context(), file, path); partner.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := store.Restore(t.Context(), path+"-none", path); partner.CodeOf(err) != partner.CodeFile {
		t.Error(err)
	}
	if hashOf(t, path) != before {
		t.Error("the database was changed")
	}
	if rest, _ := filepath.Glob(path + ".*"); len(rest) > 0 {
		t.Errorf("left behind: %v", rest)
	}
}

func TestBackupNeverOverwrites(t *testing.T) {
	db := newDB(t)
	file := filepath.Join(t.TempDir(), "backup.db")
	must(t, os.WriteFile(file, []byte("mine"), 0o600))
	wantCode(t, db.Backup(t.Context(), file), partner.CodeFile)
	if content, _ := os.ReadFile(file); string(content) != "mine" {
		t.Errorf("it holds %q", content)
	}
	wantCode(t, db.Backup(t.Context(), filepath.Join(t.TempDir(), "none", "backup.db")), partner.CodeFile)
}

func TestBackupOfAReadOnlyStore(t *testing.T) {
	path := closed(t)
	db, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	must(t, err)
	defer db.Close()
	file := filepath.Join(t.TempDir(), "backup.db")
	must(t, db.Backup(t.Context(), file))
	must(t, mustOpen(t, file).Check(t.Context()))
}

// TestNobodyComesBetweenDuringARestore: from the moment at which the journal is
// folded in until the backup has taken the place, another program can neither read
// nor write. One that waited for that finds out that it opened the old file.
func TestNobodyComesBetweenDuringARestore(t *testing.T) {
	path := closed(t)
	second := func(wait string) *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CSPDESK_STORE_CHILD=open", "CSPDESK_STORE_DIR="+filepath.Dir(path), "CSPDESK_STORE_WAIT="+wait)
		return cmd
	}
	fresh := path + "-fresh"
	db := mustOpen(t, path)
	must(t, db.Backup(t.Context(), fresh))
	must(t, db.Close())
	_, release, err := store.SetAside(t.Context(), path)
	must(t, err)
	if out, err := second("20ms").CombinedOutput(); err != nil || string(out) != string(partner.CodeStoreBusy) {
		t.Errorf("the other program ended with %q, %v", out, err)
	}
	if rest, _ := filepath.Glob(path + "-[ws]*"); len(rest) > 0 {
		t.Errorf("beside the database stand %q", rest)
	}
	if runtime.GOOS == "windows" {
		release()
		return
	}
	waiting := second("1m")
	out, err := waiting.StdoutPipe()
	must(t, err)
	must(t, waiting.Start())
	must(t, os.Rename(fresh, path))
	release()
	said, err := io.ReadAll(out)
	must(t, errors.Join(err, waiting.Wait()))
	now := mustOpen(t, path)
	must(t, now.Check(t.Context()))
	_, err = now.Invitation(t.Context(), "inv-between")
	if code := partner.Code(said); code != "" && code != partner.CodeStoreBusy && code != partner.CodeStorePath || (err == nil) != (code == "") {
		t.Errorf("the other program ended with %q, and what it wrote is there: %v", said, err)
	}
}
