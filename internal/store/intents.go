package store

import (
	"context"
	"database/sql"

	"cspdesk/internal/partner"
)

const intentColumns = "id, at, actor, action, customer, subject, object, detail, state, closed_at, result, correlation_id"

// BeginIntent stores a write to Microsoft that is about to be sent. When it
// returns without an error, the intent is on the disk. CodeConflict says that
// there is one with this id already.
func (db *DB) BeginIntent(ctx context.Context, in partner.Intent) error {
	if in.ID == "" {
		return partner.NewError(partner.CodeInvalidInput, "an intent without an id", nil)
	}
	in.State = partner.IntentOpen
	return db.write(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO intents ("+intentColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			in.ID, in.At.UnixNano(), in.Actor, in.Action, in.Customer, in.Subject, in.Object, in.Detail, in.State,
			nanos(in.ClosedAt), in.Result, in.CorrelationID)
		if err != nil {
			return err
		}
		return touched(done, partner.NewError(partner.CodeConflict, "intent "+in.ID+" is there already", nil))
	})
}

// CloseIntent stores what became of an intent, and a line of the activity record
// that says so, in one transaction. CodeConflict says that it was closed already,
// by a person or by another program; CodeNotFound that there is none.
func (db *DB) CloseIntent(ctx context.Context, in partner.Intent) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		var was partner.IntentState
		if err := tx.QueryRowContext(ctx, "SELECT state FROM intents WHERE id = ?", in.ID).Scan(&was); err != nil {
			return err
		}
		if was.Settled() {
			return partner.NewError(partner.CodeConflict, "intent "+in.ID+" is "+string(was)+" already", nil)
		}
		_, err := tx.ExecContext(ctx, "UPDATE intents SET state = ?, closed_at = ?, result = ?, correlation_id = ? WHERE id = ?",
			in.State, nanos(in.ClosedAt), in.Result, in.CorrelationID, in.ID)
		if err != nil {
			return err
		}
		return db.appendActivity(ctx, tx, in.Line())
	})
}

// OpenIntents gives the intents that wait for a person, the oldest first.
func (db *DB) OpenIntents(ctx context.Context) ([]partner.Intent, error) {
	rows, err := db.reader.QueryContext(ctx, "SELECT "+intentColumns+" FROM intents WHERE state IN ('open', 'unclear') ORDER BY at, id")
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var open []partner.Intent
	for rows.Next() {
		var in partner.Intent
		var at, closed sql.NullInt64
		err := rows.Scan(&in.ID, &at, &in.Actor, &in.Action, &in.Customer, &in.Subject, &in.Object, &in.Detail, &in.State,
			&closed, &in.Result, &in.CorrelationID)
		if err != nil {
			return nil, translate(err)
		}
		in.At, in.ClosedAt = moment(at), moment(closed)
		open = append(open, in)
	}
	return open, failed(ctx, rows.Err())
}

// touched gives otherwise if a statement changed nothing.
func touched(done sql.Result, otherwise error) error {
	n, err := done.RowsAffected()
	if err == nil && n == 0 {
		return otherwise
	}
	return err
}
