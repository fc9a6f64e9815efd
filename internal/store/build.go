package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"runtime/debug"
	"time"

	"github.com/gofrs/flock"

	"cspdesk/internal/store/listindex"
)

// buildIndex builds the index and puts it into use. If another process is
// building, it is waited for and its index is taken.
func (db *DB) buildIndex(ctx context.Context) error {
	lock := flock.New(db.indexPath()+".lock", flock.SetPermissions(fileMode))
	mine, err := lock.TryLock()
	if err != nil {
		return err
	}
	defer lock.Close()
	if !mine {
		if _, err := lock.TryLockContext(ctx, settled); err != nil {
			return err
		}
		if err := lock.Unlock(); err != nil {
			return err
		}
		return db.loadIndex(ctx)
	}
	err = db.writeIndex(ctx)
	debug.FreeOSMemory() // a build needs far more than anything else
	db.setStatus(IndexStatus{})
	if err != nil {
		return err
	}
	return db.loadIndex(ctx)
}

func (db *DB) writeIndex(ctx context.Context) error {
	source, err := sql.Open("sqlite", dsn(db.path, "rw", pragmas(5*time.Second, "query_only(1)", "cache_size(-1000)")))
	if err != nil {
		return err
	}
	defer source.Close()
	source.SetMaxOpenConns(1)
	tx, id, err := db.freeze(ctx, source)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	s := listindex.Source{Identity: id}
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM customers").Scan(&s.Count); err != nil {
		return err
	}
	s.Progress = func(done int) { db.setStatus(IndexStatus{Building: true, Done: done, Total: s.Count}) }
	s.Rows = func(add func(*listindex.Row) error) error { return eachIndexed(ctx, tx, id.Highest, add) }
	return listindex.Build(ctx, db.indexPath(), s)
}

// freeze begins a transaction that sees the list in exactly the state that the
// database remembers as that of a new index: nobody can write in between.
func (db *DB) freeze(ctx context.Context, source *sql.DB) (tx *sql.Tx, id listindex.Identity, err error) {
	rand.Read(id.Token[:]) // never fails
	writing, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return nil, id, err
	}
	defer writing.Rollback()
	if tx, err = source.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}); err != nil {
		return nil, id, err
	}
	state, err := readState(ctx, tx)
	id.Changes, id.Highest = state.changes, state.highest
	if err == nil {
		_, err = writing.ExecContext(ctx, "INSERT INTO list_builds (token, changes, highest) VALUES (?, ?, ?)", id.Token[:], id.Changes, id.Highest)
	}
	if err == nil { // whoever uses an older one has had the time to notice
		_, err = writing.ExecContext(ctx, "DELETE FROM list_builds WHERE build <= (SELECT max(build) - 4 FROM list_builds)")
	}
	if err == nil {
		err = writing.Commit()
	}
	if err != nil {
		return nil, id, errors.Join(err, tx.Rollback())
	}
	return tx, id, nil
}

// eachIndexed reads the list by name, out of the index on names alone. What
// that has not was read before, in the order of the table.
func eachIndexed(ctx context.Context, tx *sql.Tx, highest int64, add func(*listindex.Row) error) error {
	known, err := readTraits(ctx, tx, highest)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT num, CASE typeof(id) WHEN 'blob' THEN id END, name_fold, domain_fold, relationship,
		admin_rights, agreement, country FROM customers INDEXED BY customers_by_name ORDER BY name_key, id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var r listindex.Row
	var id, name, domain sql.RawBytes
	var columns [4]sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&r.Num, &id, &name, &domain, &columns[0], &columns[1], &columns[2], &columns[3]); err != nil {
			return err
		}
		r.ID, r.Name, r.Domain = id, name, domain
		for i := range columns {
			r.Columns[i] = columns[i]
		}
		if r.More, r.Labels, err = known.of(r.Num); err != nil {
			return err
		}
		if err := add(&r); err != nil {
			return err
		}
	}
	return rows.Err()
}
