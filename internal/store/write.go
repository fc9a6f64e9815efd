package store

import (
	"context"
	"database/sql"
	"os"

	"cspdesk/internal/partner"
)

// write runs f in the one writing transaction and returns after its changes
// are on the disk, or after none of them is.
func (db *DB) write(ctx context.Context, f func(*sql.Tx) error) error {
	if db.writer == nil {
		return db.denied
	}
	if err := db.unswapped(); err != nil {
		return err
	}
	err := db.transact(ctx, f)
	if err != nil && ctx.Err() != nil {
		return partner.NewError(partner.CodeCancelled, "", err)
	}
	return translate(err)
}

func (db *DB) transact(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return err
	}
	if err := bump(ctx, tx, "changes"); err != nil {
		return err
	}
	return tx.Commit()
}

// unswapped refuses to write when another file took the place of the one that
// was opened: what we wrote would be lost with the old one.
func (db *DB) unswapped() error {
	info, err := os.Stat(db.path)
	if err != nil {
		return partner.NewError(partner.CodeStorePath, db.path+" is gone", err)
	}
	if !os.SameFile(info, db.identity) {
		return partner.NewError(partner.CodeStorePath, db.path+" was replaced by another file; start again", nil)
	}
	return nil
}

func bump(ctx context.Context, tx *sql.Tx, counter string) error {
	_, err := tx.ExecContext(ctx, "UPDATE meta SET value = value + 1 WHERE name = ?", counter)
	return err
}

// Generation grows with every change to the database, by this process or
// another, so that whoever shows something can notice that it is old.
func (db *DB) Generation(ctx context.Context) (value int64, err error) {
	err = db.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'changes'").Scan(&value)
	return value, translate(err)
}
