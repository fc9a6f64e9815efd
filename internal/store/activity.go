package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"strings"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/fold"
)

// AppendActivity adds a line to the activity record. A zero time becomes now,
// an empty actor the one of Options.
func (db *DB) AppendActivity(ctx context.Context, line partner.Activity) error {
	return db.write(ctx, func(tx *sql.Tx) error { return db.appendActivity(ctx, tx, line) })
}

// appendActivity adds a line in a transaction of its caller. Each line's hash
// covers the line and the hash before it, and the number of lines is kept
// apart, so that a changed, removed or cut-off line is found by Check.
func (db *DB) appendActivity(ctx context.Context, tx *sql.Tx, line partner.Activity) error {
	if line.At.IsZero() {
		line.At = db.now()
	}
	if line.Actor == "" {
		line.Actor = db.actor
	}
	var count int64
	var last []byte
	if err := tx.QueryRowContext(ctx, activityHead).Scan(&count, &last); err != nil {
		return err
	}
	line.Seq = count + 1
	hash := chain(last, line)
	_, err := tx.ExecContext(ctx, `INSERT INTO activity
		(seq, at, actor, action, outcome, customer, invitation, subject, detail, correlation_id, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		line.Seq, line.At.UnixNano(), line.Actor, line.Action, line.Outcome, line.Customer,
		line.Invitation, line.Subject, line.Detail, line.CorrelationID, hash)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE meta SET value = CASE name WHEN 'activity_count' THEN ? ELSE ? END
		WHERE name IN ('activity_count', 'activity_hash')`, line.Seq, hash)
	return err
}

// chain gives the hash of a line that follows the one with hash last.
func chain(last []byte, line partner.Activity) []byte {
	h := sha256.New()
	part := func(b []byte) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b))))
		h.Write(b)
	}
	part(last)
	part(binary.BigEndian.AppendUint64(nil, uint64(line.Seq)))
	part(binary.BigEndian.AppendUint64(nil, uint64(line.At.UnixNano())))
	for _, text := range []string{
		line.Actor, string(line.Action), string(line.Outcome), string(line.Customer),
		line.Invitation, line.Subject, line.Detail, line.CorrelationID,
	} {
		part([]byte(text))
	}
	return h.Sum(nil)
}

// activityHead asks for the number of lines and the hash of the last one.
const activityHead = `SELECT c.value, h.value FROM meta c, meta h
	WHERE c.name = 'activity_count' AND h.name = 'activity_hash'`

const activityColumns = "seq, at, actor, action, outcome, customer, invitation, subject, detail, correlation_id, hash"

func scanActivity(rows *sql.Rows) (line partner.Activity, hash []byte, err error) {
	var at int64
	err = rows.Scan(&line.Seq, &at, &line.Actor, &line.Action, &line.Outcome, &line.Customer,
		&line.Invitation, &line.Subject, &line.Detail, &line.CorrelationID, &hash)
	line.At = time.Unix(0, at).UTC()
	return line, hash, err
}

// Activities gives lines of the activity record, newest first.
func (db *DB) Activities(ctx context.Context, q partner.ActivityQuery) ([]partner.Activity, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = 200
	}
	words := fold.Words(q.Search)
	rows, err := db.reader.QueryContext(ctx,
		"SELECT "+activityColumns+" FROM activity WHERE ? = 0 OR seq < ? ORDER BY seq DESC", q.Before, q.Before)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var lines []partner.Activity
	for len(lines) < limit && rows.Next() {
		line, _, err := scanActivity(rows)
		if err != nil {
			return nil, translate(err)
		}
		if mentions(line, words) {
			lines = append(lines, line)
		}
	}
	return lines, translate(rows.Err())
}

func mentions(line partner.Activity, words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := fold.Fold(strings.Join([]string{line.Actor, string(line.Action), line.Subject, line.Detail}, "\n"))
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
