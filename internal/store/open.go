package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"cspdesk/internal/partner"
)

// Options are what Open needs to know. The zero value is usable.
type Options struct {
	Now         func() time.Time // clock; time.Now if nil
	Actor       string           // login name, for the activity that the store records itself
	ReadOnly    bool             // write nothing
	BusyTimeout time.Duration    // how long to wait for another process that writes; 5 s if 0
	CheckLater  bool             // the pages are checked by CheckPages, not by Open
}

// DB is an open database. Its methods may be called by several goroutines.
type DB struct {
	path     string
	now      func() time.Time
	actor    string
	reader   *sql.DB
	writer   *sql.DB        // nil if the database is read only
	denied   *partner.Error // why it is read only; nil if it is not
	asked    bool           // it is read only because Options say so
	frozen   bool           // the file or its folder cannot be written
	identity os.FileInfo    // of the file that was opened
	counted  atomic.Pointer[total]
	index    listIndex

	unchecked atomic.Bool // the pages are still to be checked
	closed    atomic.Bool
}

// smallFile is the size in bytes up to which every page is checked at each
// start; larger databases are checked by Check.
const smallFile = 4 << 20

// writerCache is how much memory, in KiB, the cache of the connection that writes
// may have.
const writerCache = 16_000

// Open opens the database at path and makes it, and its folder, if there is
// none. An older one is brought up to date after a copy was kept beside it.
//
// Where the file or its folder cannot be written, the database is opened for
// reading, and Writable says so. Anything that cannot be trusted is left as it
// is, with CodeStoreNewer, CodeStoreForeign, CodeStoreDamaged, CodeStoreBusy,
// or CodeStorePath. With Options.ReadOnly a missing file is CodeNotFound.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	steps, err := migrations()
	if err != nil {
		return nil, translate(err)
	}
	return open(ctx, path, o, steps)
}

func open(ctx context.Context, path string, o Options, steps []string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, partner.NewError(partner.CodeStorePath, path, err)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.BusyTimeout == 0 {
		o.BusyTimeout = 5 * time.Second
	}
	exists, err := inspect(path, len(steps))
	if err != nil {
		return nil, err
	}
	if !exists {
		if o.ReadOnly {
			return nil, partner.NewError(partner.CodeNotFound, path, fs.ErrNotExist)
		}
		if err := create(ctx, path, steps); err != nil {
			return nil, err
		}
	}
	db := &DB{path: path, now: o.Now, actor: o.Actor, asked: o.ReadOnly}
	db.index.from, db.index.wake, db.index.hurry = indexFrom, make(chan struct{}, 1), make(chan struct{}, 1)
	if err := db.connect(ctx, o, steps); err != nil {
		db.Close()
		return nil, translate(err)
	}
	return db, nil
}

// create makes a database under another name and puts it at path when it is
// complete, so that a kill leaves either nothing or a whole database, and two
// processes that start at once end up with the same one.
func create(ctx context.Context, path string, steps []string) error {
	if err := prepareFolder(filepath.Dir(path)); err != nil {
		return err
	}
	temp := beside(path, "new")
	if err := createPrivate(temp); err != nil {
		return folderError(filepath.Dir(path), err)
	}
	defer os.Remove(temp)
	fresh, err := sql.Open("sqlite", dsn(temp, "rw", pragmas(time.Second, "synchronous(FULL)")))
	if err != nil {
		return translate(err)
	}
	fresh.SetMaxOpenConns(1)
	if err := errors.Join(migrate(ctx, fresh, steps), fresh.Close()); err != nil {
		return translate(err)
	}
	if err := publish(temp, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return folderError(filepath.Dir(path), err)
	}
	return nil
}

// connect opens the connections of an existing database, verifies it through
// the first before anything is written, and migrates it.
func (db *DB) connect(ctx context.Context, o Options, steps []string) error {
	if err := db.settle(); err != nil {
		return err
	}
	// Readers may not write: not even to fold a journal in that they refuse.
	var err error
	db.reader, err = sql.Open("sqlite", dsn(db.path, db.readMode(), pragmas(o.BusyTimeout, "query_only(1)", "cache_size(-250)")))
	if err != nil {
		return err
	}
	db.reader.SetMaxOpenConns(3)
	db.reader.SetMaxIdleConns(3)
	before, err := os.Stat(db.path)
	if err != nil {
		return partner.NewError(partner.CodeStorePath, db.path, err)
	}
	version, err := db.probe(ctx, o, len(steps))
	if err != nil {
		return err
	}
	if db.identity, err = os.Stat(db.path); err != nil {
		return partner.NewError(partner.CodeStorePath, db.path, err)
	}
	if !os.SameFile(before, db.identity) { // while it waited for a restore, whose lock it read behind
		return partner.NewError(partner.CodeStoreBusy, db.path+" was replaced by another file; start again", nil)
	}
	db.enlist()
	if db.denied != nil {
		return db.current(version, len(steps))
	}
	// macOS alone needs fullfsync: what it syncs otherwise may still be in the drive's memory.
	db.writer, err = sql.Open("sqlite", dsn(db.path, "rw", pragmas(o.BusyTimeout,
		"journal_mode(WAL)", "synchronous(FULL)", "fullfsync(1)", "foreign_keys(1)", fmt.Sprintf("cache_size(%d)", -writerCache),
		"wal_autocheckpoint(16384)", "journal_size_limit(67108864)"))) // 64 MB of pages and of bytes
	if err != nil {
		return err
	}
	db.writer.SetMaxOpenConns(1) // it connects when something is written
	if version < len(steps) {
		if err := db.update(ctx, steps); err != nil {
			return err
		}
	}
	return narrowFiles(db.path)
}

// settle finds out whether we may write, and if so closes the files to other
// users.
func (db *DB) settle() error {
	denied, err := writable(db.path)
	if err != nil {
		return err
	}
	db.denied, db.frozen = denied, denied != nil
	if db.asked {
		db.denied = partner.NewError(partner.CodeReadOnly, "", nil)
	}
	if db.denied != nil {
		return nil
	}
	if err := prepareFolder(filepath.Dir(db.path)); err != nil {
		return err
	}
	return narrowFiles(db.path)
}

// readMode is how a database that is not written is opened. SQLite wants to
// make files beside it even then, unless it is told that nothing can change.
func (db *DB) readMode() string {
	wal, err := os.Stat(db.path + "-wal")
	if db.frozen && (err != nil || wal.Size() == 0) {
		return "immutable"
	}
	return "ro"
}

// probe reads what the database says of itself before anything is written, and
// gives its version.
func (db *DB) probe(ctx context.Context, o Options, newest int) (version int, err error) {
	var id, size int64
	var tables int
	err = db.reader.QueryRowContext(ctx, `SELECT application_id, user_version, page_count * page_size,
		(SELECT count(*) FROM sqlite_schema WHERE name IN ('meta', 'customers', 'invitations', 'activity'))
		FROM pragma_application_id, pragma_user_version, pragma_page_count, pragma_page_size`).
		Scan(&id, &version, &size, &tables)
	if err != nil {
		return 0, err
	}
	if id != applicationID {
		return 0, partner.NewError(partner.CodeStoreForeign, fmt.Sprintf("%s has application id %#x in its journal", db.path, id), nil)
	}
	if err := checkVersion(db.path, version, newest); err != nil {
		return 0, err
	}
	if tables < 4 {
		return 0, partner.NewError(partner.CodeStoreDamaged, db.path+" lacks tables that its version has", nil)
	}
	db.unchecked.Store(size <= smallFile)
	if o.CheckLater && version == newest {
		return version, nil
	}
	return version, db.CheckPages(ctx)
}

// CheckPages checks the pages of a small database, once: those that Open has
// not checked because of Options.CheckLater. Larger ones are checked by Check.
func (db *DB) CheckPages(ctx context.Context) error {
	if !db.unchecked.Load() {
		return nil
	}
	if err := quickCheck(ctx, db.reader, "quick_check(1)"); err != nil {
		return failed(ctx, err)
	}
	db.unchecked.Store(false)
	return nil
}

// quickCheck runs one of SQLite's own checks and gives what it finds.
func quickCheck(ctx context.Context, conn *sql.DB, pragma string) error {
	rows, err := conn.QueryContext(ctx, "PRAGMA "+pragma)
	if err != nil {
		return err
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			found = append(found, line)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if len(found) > 0 {
		return partner.NewError(partner.CodeStoreDamaged, strings.Join(found, "; "), nil)
	}
	return nil
}

// update brings an older database up to date, after keeping a copy of it.
func (db *DB) update(ctx context.Context, steps []string) error {
	var version int
	if err := db.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= len(steps) {
		return nil
	}
	dropAbandoned(db.path, db.now())
	kept := fmt.Sprintf("%s.version-%d-%s", db.path, version, db.now().UTC().Format("20060102T150405"))
	if err := copyInto(ctx, db.writer, kept); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return migrate(ctx, db.writer, steps)
}

// current refuses a read-only database whose schema is older than the queries.
func (db *DB) current(version, newest int) error {
	if version < newest {
		return partner.NewError(db.denied.Code, fmt.Sprintf("version %d must be updated to %d first", version, newest), db.denied.Err)
	}
	return nil
}

// Close ends all connections. The journal is folded into the file.
func (db *DB) Close() error {
	var errs []error
	db.closeIndex()
	if db.writer != nil && db.writer.Stats().OpenConnections == 0 && !db.unchecked.Load() && db.unswapped() == nil {
		errs = append(errs, db.writer.Ping()) // only a connection that may write can fold the journal
	}
	if db.reader != nil {
		errs = append(errs, db.reader.Close())
	}
	if db.writer != nil {
		errs = append(errs, db.writer.Close())
	}
	db.closed.Store(true)
	return translate(errors.Join(errs...))
}

// Writable reports whether the database may be changed.
func (db *DB) Writable() bool { return db.writer != nil }

// ReadOnlyReason says why the database may not be changed: CodeReadOnly because
// Options say so, CodeStoreReadOnly because its file or folder cannot be written.
// It is nil where the database may be changed.
func (db *DB) ReadOnlyReason() error {
	if db.denied == nil {
		return nil
	}
	return db.denied
}

// Path is the absolute path of the database file.
func (db *DB) Path() string { return db.path }

func pragmas(busy time.Duration, more ...string) url.Values {
	list := append([]string{
		"busy_timeout(" + strconv.FormatInt(busy.Milliseconds(), 10) + ")",
		"trusted_schema(0)", "cell_size_check(1)",
	}, more...)
	return url.Values{"_pragma": list, "_txlock": {"immediate"}, "_dqs": {"0"}}
}

// dsn names a database file for the driver. mode is "ro", "rw" or "immutable".
func dsn(path, mode string, query url.Values) string {
	if mode == "immutable" {
		query.Set("immutable", "1")
		mode = "ro"
	}
	query.Set("mode", mode)
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a Windows drive
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath() + "?" + query.Encode()
}
