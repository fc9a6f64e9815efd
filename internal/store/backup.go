package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"cspdesk/internal/partner"
)

// Backup writes a consistent copy of the database, which may be in use, to a
// new file that only this user can read. CodeFile says that there is such a
// file already, or that it cannot be written.
func (db *DB) Backup(ctx context.Context, file string) error {
	// A connection of its own: those that only answer questions may not copy.
	source, err := sql.Open("sqlite", dsn(db.path, db.readMode(), pragmas(5*time.Second)))
	if err != nil {
		return translate(err)
	}
	defer source.Close()
	err = copyInto(ctx, source, file)
	if errors.Is(err, fs.ErrExist) {
		return partner.NewError(partner.CodeFile, file+" exists already", err)
	}
	return failed(ctx, err)
}

// copyInto makes a compact copy under another name and publishes it when it is
// complete.
func copyInto(ctx context.Context, from *sql.DB, file string) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return partner.NewError(partner.CodeFile, file, err)
	}
	if _, err := os.Lstat(file); err == nil {
		return &fs.PathError{Op: "backup", Path: file, Err: fs.ErrExist}
	}
	temp := beside(file, "part")
	if err := createPrivate(temp); err != nil {
		return partner.NewError(partner.CodeFile, file, err)
	}
	defer os.Remove(temp)
	if _, err := from.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
		return err
	}
	if err := publish(temp, file); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil {
		return partner.NewError(partner.CodeFile, file, err)
	}
	return nil
}

// Restore puts a backup in the place of the database at path, which no process
// may have open (CodeStoreBusy). The backup is checked first and not changed.
// What was at path is kept beside it; kept is its name, "" if there was nothing.
func Restore(ctx context.Context, from, path string) (kept string, err error) {
	steps, err := migrations()
	if err != nil {
		return "", translate(err)
	}
	if from, err = filepath.Abs(from); err != nil {
		return "", partner.NewError(partner.CodeFile, from, err)
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", partner.NewError(partner.CodeStorePath, path, err)
	}
	exists, err := inspect(from, len(steps))
	if err != nil {
		return "", err
	}
	if !exists {
		return "", partner.NewError(partner.CodeFile, from, fs.ErrNotExist)
	}
	if err := prepareFolder(filepath.Dir(path)); err != nil {
		return "", err
	}
	dropAbandoned(path, time.Now())
	temp := beside(path, "restore")
	defer os.Remove(temp)
	if err := checkedCopy(ctx, from, temp, len(steps)); err != nil {
		return "", failed(ctx, err)
	}
	kept, release, err := setAside(ctx, path)
	if err != nil {
		return "", err
	}
	defer release()
	if runtime.GOOS == "windows" { // which replaces no file that is open, by this program or another
		release()
	}
	if err := os.Rename(temp, path); err != nil {
		return kept, folderError(path, err)
	}
	return kept, translate(syncFolder(filepath.Dir(path)))
}

// checkedCopy copies a backup and verifies the copy, so that what is checked is
// what will be used.
func checkedCopy(ctx context.Context, from, temp string, newest int) error {
	denied, err := writable(from)
	if err != nil {
		return err
	}
	source := &DB{path: from, frozen: denied != nil}
	if source.reader, err = sql.Open("sqlite", dsn(from, source.readMode(), pragmas(time.Second))); err != nil {
		return err
	}
	defer source.Close()
	if _, err := source.probe(ctx, Options{}, newest); err != nil {
		return err
	}
	if err := copyInto(ctx, source.reader, temp); err != nil {
		return err
	}
	fresh := &DB{path: temp}
	if fresh.reader, err = sql.Open("sqlite", dsn(temp, "ro", pragmas(time.Second, "query_only(1)"))); err != nil {
		return err
	}
	defer fresh.Close()
	var version int
	if err := fresh.reader.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version < newest { // an older schema is checked for its pages only
		return quickCheck(ctx, fresh.reader, "integrity_check(3)")
	}
	return fresh.Check(ctx)
}

// setAside gives the database at path a second, dated name. It makes sure that
// nobody uses it, and that nothing of it stands in a journal, before; and until
// release is called nobody can: what another program wrote in between would stand
// in a journal beside the database that takes its place, and be played into that.
func setAside(ctx context.Context, path string) (kept string, release func(), err error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", func() {}, orphaned(path)
	}
	if err != nil {
		return "", nil, partner.NewError(partner.CodeStorePath, path, err)
	}
	if err := plainFile(path, info); err != nil {
		return "", nil, err
	}
	freed, err := hold(ctx, path)
	if err != nil {
		return "", nil, err
	}
	kept, copied, err := keepBeside(path)
	release = func() {
		freed()
		_ = copied.Close() // after that: see opened
	}
	if err != nil {
		release()
		return "", nil, err
	}
	return kept, release, nil
}

// keepBeside gives the file a second name, or copies it: then copied is open.
func keepBeside(path string) (kept string, copied *os.File, err error) {
	kept = fmt.Sprintf("%s.replaced-%s", path, time.Now().UTC().Format("20060102T150405.000"))
	for _, suffix := range sideSuffixes { // left only by a database that cannot be opened
		if err := os.Rename(path+suffix, kept+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, folderError(path+suffix, err)
		}
	}
	if err := os.Link(path, kept); err == nil {
		return kept, nil, nil
	}
	if copied, err = os.Open(path); err == nil { // a file system without hard links
		err = copyFile(copied, kept)
	}
	if err != nil {
		return "", copied, folderError(kept, err)
	}
	return kept, copied, nil
}

// hold takes the database for itself and folds its journal into the file, until
// release. It leaves the database without a journal of its own, whose name would
// be that of the next one's. One that is too damaged to be opened is in nobody's
// use.
func hold(ctx context.Context, path string) (release func(), err error) {
	alone, err := sql.Open("sqlite", dsn(path, "rw", pragmas(time.Second, "locking_mode(EXCLUSIVE)")))
	if err != nil {
		return nil, translate(err)
	}
	release = sync.OnceFunc(func() { _ = alone.Close() }) // nothing was written that could be lost
	alone.SetMaxOpenConns(1)
	conn, err := alone.Conn(ctx)
	if err == nil {
		release = sync.OnceFunc(func() { _ = errors.Join(conn.Close(), alone.Close()) })
		_, err = conn.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	}
	if err == nil {
		_, err = conn.ExecContext(ctx, "BEGIN EXCLUSIVE")
	}
	if err == nil || partner.CodeOf(translate(err)) == partner.CodeStoreDamaged {
		return release, nil
	}
	release()
	return nil, failed(ctx, err)
}

func copyFile(source io.Reader, to string) error {
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Sync(), target.Close())
}
