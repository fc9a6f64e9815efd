package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"cspdesk/internal/partner"
)

// changesKept is for how long a line of what changed is kept.
const changesKept = 400 * 24 * time.Hour

// noteChanges adds lines about a customer in the transaction of the change.
func noteChanges(ctx context.Context, tx *sql.Tx, num int64, at time.Time, changes ...partner.Change) error {
	for _, c := range changes {
		_, err := tx.ExecContext(ctx, "INSERT INTO changes (at, customer, kind, subject, before, after) VALUES (?, ?, ?, ?, ?, ?)",
			at.UnixNano(), num, c.Kind, c.Subject, c.Before, c.After)
		if err != nil {
			return err
		}
	}
	if len(changes) == 0 {
		return nil
	}
	return forgetChanges(ctx, tx, at)
}

// noteStanding adds a line about each of many customers whose standing changed.
func noteStanding(ctx context.Context, tx *sql.Tx, nums []int64, at time.Time, kind partner.ChangeKind, before, after partner.Standing) error {
	if len(nums) == 0 {
		return nil
	}
	list, err := json.Marshal(nums)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO changes (at, customer, kind, subject, before, after)
		SELECT ?, value, ?, '', ?, ? FROM json_each(?) ORDER BY key`, at.UnixNano(), kind, before, after, string(list))
	if err != nil {
		return err
	}
	return forgetChanges(ctx, tx, at)
}

// forgetChanges deletes the lines that are too old, whenever a new one came.
func forgetChanges(ctx context.Context, tx *sql.Tx, now time.Time) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM changes WHERE at < ?", now.Add(-changesKept).UnixNano())
	return err
}

// Changes gives lines of what changed about customers, the newest first.
func (db *DB) Changes(ctx context.Context, q partner.ChangeQuery) ([]partner.Change, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = 200
	}
	since := q.Since
	if oldest := db.now().Add(-changesKept); since.Before(oldest) {
		since = oldest
	}
	rows, err := db.reader.QueryContext(ctx, `SELECT h.seq, h.at, c.id, c.name, h.kind, h.subject, h.before, h.after, h.seq <= m.value
		FROM changes h JOIN customers c ON c.num = h.customer, meta m
		WHERE m.name = 'changes_seen' AND h.at >= ? AND (? = 0 OR h.seq < ?) AND (NOT ? OR h.seq > m.value)
		ORDER BY h.seq DESC LIMIT ?`, unixNanos(since), q.Before, q.Before, q.Unseen, limit)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	var found []partner.Change
	for rows.Next() {
		var c partner.Change
		var at int64
		var id any
		if err := rows.Scan(&c.Seq, &at, &id, &c.CompanyName, &c.Kind, &c.Subject, &c.Before, &c.After, &c.Seen); err != nil {
			return nil, failed(ctx, err)
		}
		c.At, c.Customer = time.Unix(0, at).UTC(), unpackID(id)
		found = append(found, c)
	}
	return found, failed(ctx, rows.Err())
}

// UnseenChanges says how many changes nobody has looked at.
func (db *DB) UnseenChanges(ctx context.Context) (n int, err error) {
	err = db.reader.QueryRowContext(ctx, `SELECT count(*) FROM changes WHERE at >= ?
		AND seq > (SELECT value FROM meta WHERE name = 'changes_seen')`, db.now().Add(-changesKept).UnixNano()).Scan(&n)
	return n, failed(ctx, err)
}

// SeeChanges notes that somebody has looked at the changes up to a number.
func (db *DB) SeeChanges(ctx context.Context, upTo int64) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE meta SET value = max(value, ?) WHERE name = 'changes_seen'", upTo)
		return err
	})
}
