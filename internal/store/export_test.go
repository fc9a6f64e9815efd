package store

import (
	"context"
	"time"
)

// KeepIndexFrom lets a test have an index for a short list.
func (db *DB) KeepIndexFrom(customers int) { db.index.from = customers }

// IndexPath is where the index is.
func (db *DB) IndexPath() string { return db.indexPath() }

// AwaitIndex waits until the index is in use, whole, and as new as builds make it,
// or until ctx ends.
func (db *DB) AwaitIndex(ctx context.Context) error {
	for {
		old, err := db.indexIsWorthIt(ctx)
		if err == nil && !old {
			err = db.verifyIndex(ctx) // one that is damaged goes
		}
		if err != nil || !old && db.index.current.Load() != nil {
			return err
		}
		db.wakeIndex()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// BuildIndex builds the index at once.
func (db *DB) BuildIndex(ctx context.Context) error { return db.buildIndex(ctx) }

// ListGeneration grows with every change to what the customer list shows.
func (db *DB) ListGeneration(ctx context.Context) (value int64, err error) {
	err = db.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'generation'").Scan(&value)
	return value, translate(err)
}

// SetAside is the beginning of Restore, up to the moment at which the backup takes
// the place.
func SetAside(ctx context.Context, path string) (kept string, release func(), err error) {
	return setAside(ctx, path)
}
