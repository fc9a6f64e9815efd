package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// auditSettles is how long after the end of a day its records may still come.
const auditSettles = 24 * time.Hour

const auditDay = 24 * time.Hour

// AuditDaysDue gives the days, at midnight of UTC and the newest first, whose
// records may not all be here yet, from today back to since or as far as the
// service goes.
func (db *DB) AuditDaysDue(ctx context.Context, since time.Time) ([]time.Time, error) {
	rows, err := db.reader.QueryContext(ctx, "SELECT day, fetched_at FROM audit_days")
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	fetched := map[string]time.Time{}
	for rows.Next() {
		var day string
		var at int64
		if err := rows.Scan(&day, &at); err != nil {
			return nil, failed(ctx, err)
		}
		fetched[day] = time.Unix(0, at)
	}
	if err := rows.Err(); err != nil {
		return nil, failed(ctx, err)
	}
	var due []time.Time
	today := db.now().UTC().Truncate(auditDay)
	for i := range partner.AuditDays {
		day := today.AddDate(0, 0, -i)
		if i > 0 && day.Add(auditDay).Before(since) {
			break
		}
		at, known := fetched[day.Format(time.DateOnly)]
		if !known || at.Before(day.Add(auditDay+auditSettles)) {
			due = append(due, day)
		}
	}
	return due, nil
}

// SaveAuditDay keeps the records of a day, and says how many of them are new.
// Where a record tells when a customer accepted, the accepted invitation of
// that customer gets its time.
func (db *DB) SaveAuditDay(ctx context.Context, day time.Time, records []partner.AuditRecord) (added int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		added = 0
		insert, err := tx.PrepareContext(ctx, `INSERT INTO audit
			(id, at, actor, operation, outcome, resource, customer, subject, detail, record)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`)
		if err != nil {
			return err
		}
		defer insert.Close()
		for i := range records {
			r := &records[i]
			result, err := insert.ExecContext(ctx, r.ID, r.At.UnixNano(), r.Actor, r.Operation, r.Outcome, r.Resource,
				r.Customer, r.CustomerName, r.Detail, string(r.Raw))
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			added += int(n)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO audit_days (day, fetched_at) VALUES (?, ?)
			ON CONFLICT (day) DO UPDATE SET fetched_at = excluded.fetched_at`, day.UTC().Format(time.DateOnly), db.now().UnixNano())
		if err != nil || added == 0 {
			return err
		}
		return dateAcceptances(ctx, tx)
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}

// dateAcceptances gives accepted invitations the time that the service has for
// it, which is before the one at which the acceptance was noticed here.
func dateAcceptances(ctx context.Context, tx *sql.Tx) error {
	const told = ` FROM audit a WHERE a.customer = invitations.customer AND a.outcome = 'done'
		AND a.operation IN (SELECT value FROM json_each(?1)) AND a.at >= invitations.created_at AND a.at < invitations.accepted_at`
	operations := `["` + strings.Join(partner.AuditAcceptances(), `","`) + `"]`
	_, err := tx.ExecContext(ctx, "UPDATE invitations SET accepted_at = (SELECT min(a.at)"+told+`)
		WHERE state = 'accepted' AND customer <> '' AND EXISTS (SELECT 1`+told+")", operations)
	return err
}

// lines reads one source of the activity record, newest first.
type lines struct {
	rows *sql.Rows // nil for a source that is not wanted
	scan func(*sql.Rows) (partner.Activity, error)
	next *partner.Activity // nil after the last
}

// step reads the next line that holds all words.
func (l *lines) step(words []string) error {
	l.next = nil
	for l.rows != nil && l.rows.Next() {
		line, err := l.scan(l.rows)
		if err != nil {
			return err
		}
		if mentions(line, words) {
			l.next = &line
			return nil
		}
	}
	if l.rows == nil {
		return nil
	}
	return l.rows.Err()
}

func (l *lines) close() {
	if l.rows != nil {
		l.rows.Close()
	}
}

// ownLines reads what this program did, in the order in which it did it: the
// clock may have been set back.
func ownLines(ctx context.Context, tx *sql.Tx, q partner.ActivityQuery) (lines, error) {
	if q.Only == partner.OnlyMicrosoft {
		return lines{}, nil
	}
	rows, err := tx.QueryContext(ctx, "SELECT "+activityColumns+ //nolint:rowserrcheck // whoever reads the lines asks
		" FROM activity WHERE ?1 = 0 OR seq < ?1 ORDER BY seq DESC", q.After.Seq)
	return lines{rows: rows, scan: func(rows *sql.Rows) (partner.Activity, error) {
		line, _, err := scanActivity(rows)
		return line, err
	}}, err
}

// auditLines reads what the service noted.
func auditLines(ctx context.Context, tx *sql.Tx, q partner.ActivityQuery) (lines, error) {
	if q.Only == partner.OnlyHere {
		return lines{}, nil
	}
	const columns = "SELECT num, at, actor, operation, outcome, customer, subject, detail FROM audit"
	text, args := columns+" ORDER BY at DESC, num DESC", []any{}
	if q.After.Audit != 0 {
		text, args = columns+" WHERE (at, num) < (?, ?) ORDER BY at DESC, num DESC", []any{q.After.At.UnixNano(), q.After.Audit}
	}
	rows, err := tx.QueryContext(ctx, text, args...) //nolint:rowserrcheck // as above
	return lines{rows: rows, scan: func(rows *sql.Rows) (partner.Activity, error) {
		line := partner.Activity{Source: partner.SourceMicrosoft}
		var at int64
		err := rows.Scan(&line.Seq, &at, &line.Actor, &line.Action, &line.Outcome, &line.Customer, &line.Subject, &line.Detail)
		line.At = time.Unix(0, at).UTC()
		return line, err
	}}, err
}
