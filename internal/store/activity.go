package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
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

// Activities gives lines of the activity record, newest first: those of this
// program in the order of recording, and between them, by their time, those of
// the service.
func (db *DB) Activities(ctx context.Context, q partner.ActivityQuery) ([]partner.Activity, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = 200
	}
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // both sources as they are at one moment
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer tx.Rollback()
	found, err := mergeLines(ctx, tx, q, limit)
	return found, failed(ctx, err)
}

func mergeLines(ctx context.Context, tx *sql.Tx, q partner.ActivityQuery, limit int) ([]partner.Activity, error) {
	words := fold.Words(q.Search)
	own, err := ownLines(ctx, tx, q)
	defer own.close()
	if err != nil {
		return nil, err
	}
	audit, err := auditLines(ctx, tx, q)
	defer audit.close()
	if err != nil {
		return nil, err
	}
	if err := errors.Join(own.step(words), audit.step(words)); err != nil {
		return nil, err
	}
	var found []partner.Activity
	for len(found) < limit {
		newest := &own
		if own.next == nil || audit.next != nil && audit.next.At.After(own.next.At) {
			newest = &audit
		}
		if newest.next == nil {
			break
		}
		found = append(found, *newest.next)
		if err := newest.step(words); err != nil {
			return nil, err
		}
	}
	return found, nil
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
