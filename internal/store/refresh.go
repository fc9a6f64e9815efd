package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// resumeWithin is how old an interrupted pass may be to be resumed: what it saw
// then is taken as seen in the whole pass.
const resumeWithin = 24 * time.Hour

// BeginRefresh starts a pass through the service's customer list, or resumes
// the one that was interrupted less than a day ago unless full is set.
func (db *DB) BeginRefresh(ctx context.Context, full bool) (partner.RefreshPass, error) {
	var pass partner.RefreshPass
	err := db.write(ctx, func(tx *sql.Tx) (err error) {
		if pass, err = resumable(ctx, tx, db.now()); err != nil {
			return err
		}
		if pass.ID == 0 || full {
			pass = partner.RefreshPass{StartedAt: db.now().UTC()}
			result, err := tx.ExecContext(ctx, "INSERT INTO passes (started_at) VALUES (?)", pass.StartedAt.UnixNano())
			if err != nil {
				return err
			}
			if pass.ID, err = result.LastInsertId(); err != nil {
				return err
			}
		}
		return tx.QueryRowContext(ctx, `SELECT coalesce((SELECT saved FROM passes WHERE completed_at IS NOT NULL
			ORDER BY id DESC LIMIT 1), 0)`).Scan(&pass.Expected)
	})
	if err != nil {
		return partner.RefreshPass{}, err
	}
	return pass, nil
}

// resumable gives the last pass if it was interrupted and is young enough.
func resumable(ctx context.Context, tx *sql.Tx, now time.Time) (partner.RefreshPass, error) {
	var pass partner.RefreshPass
	var started, pages int64
	var completed sql.NullInt64
	err := tx.QueryRowContext(ctx, "SELECT id, started_at, next, pages, saved, completed_at FROM passes ORDER BY id DESC LIMIT 1").
		Scan(&pass.ID, &started, &pass.Next, &pages, &pass.Saved, &completed)
	if errors.Is(err, sql.ErrNoRows) {
		return partner.RefreshPass{}, nil
	}
	pass.StartedAt = time.Unix(0, started).UTC()
	if err != nil || completed.Valid || pages == 0 || now.Sub(pass.StartedAt) >= resumeWithin {
		return partner.RefreshPass{}, err
	}
	pass.Resumed, pass.AtEnd = true, pass.Next == ""
	return pass, nil
}

// SavePage stores a page of the service's customer list, or several, and where
// the list continues, in one transaction: after a kill the pass goes on behind
// the last stored page. Rows that are as they were cost almost nothing.
func (db *DB) SavePage(ctx context.Context, pass int64, page []partner.Customer, next string) (added, changed int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		r, err := newRecorder(ctx, tx, pass, db.now().UnixNano())
		if err != nil {
			return err
		}
		defer r.close()
		if err := r.record(ctx, page, fromService); err != nil {
			return err
		}
		added, changed = r.added, r.changed
		result, err := tx.ExecContext(ctx, `UPDATE passes SET next = ?, pages = pages + 1, saved = saved + ?
			WHERE id = ? AND completed_at IS NULL`, next, len(page), pass)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n != 1 {
			return errors.Join(err, partner.NewError(partner.CodeConflict, fmt.Sprintf("refresh %d has ended", pass), nil))
		}
		if added+changed == 0 {
			return nil
		}
		return bump(ctx, tx, "generation")
	})
	if err != nil {
		return 0, 0, err
	}
	return added, changed, nil
}

const fromListed = ` FROM customers c LEFT JOIN sightings s ON s.customer = c.num WHERE c.standing = 'listed' `

// AbsentCount says how many of the listed customers a pass has not seen, and
// how many are listed, so that a mass disappearance can be asked about.
func (db *DB) AbsentCount(ctx context.Context, pass int64) (absent, listed int, err error) {
	err = db.reader.QueryRowContext(ctx, "SELECT count(*) FILTER (WHERE s.pass IS NOT ?), count(*)"+fromListed, pass).Scan(&absent, &listed)
	return absent, listed, failed(ctx, err)
}

// FinishRefresh ends a pass that has stored its last page. Only then, and only
// if asked, listed customers that it did not see are marked as vanished.
func (db *DB) FinishRefresh(ctx context.Context, pass int64, markVanished bool) (vanished int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE passes SET completed_at = ?
			WHERE id = ? AND completed_at IS NULL AND next = '' AND pages > 0`, db.now().UnixNano(), pass)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n != 1 {
			return errors.Join(err, partner.NewError(partner.CodeConflict,
				fmt.Sprintf("refresh %d is not complete, or has ended before", pass), nil))
		}
		if !markVanished {
			return nil
		}
		gone, err := markAbsent(ctx, tx, pass)
		if err != nil || len(gone) == 0 {
			return err
		}
		vanished = len(gone)
		if err := noteStanding(ctx, tx, gone, db.now(), partner.ChangedVanished, partner.StandingListed, partner.StandingVanished); err != nil {
			return err
		}
		return bump(ctx, tx, "generation")
	})
	if err != nil {
		return 0, err
	}
	return vanished, nil
}

// markAbsent marks the listed customers that a pass has not seen, and gives
// their numbers.
func markAbsent(ctx context.Context, tx *sql.Tx, pass int64) (nums []int64, err error) {
	rows, err := tx.QueryContext(ctx, "UPDATE customers SET standing = 'vanished' WHERE num IN (SELECT c.num"+fromListed+"AND s.pass IS NOT ?) RETURNING num", pass)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var num int64
		if err := rows.Scan(&num); err != nil {
			return nil, err
		}
		nums = append(nums, num)
	}
	slices.Sort(nums)
	return nums, rows.Err()
}

// FreshCustomers gives customers that a pass listed for the first time, or
// again after they had vanished, in the order in which they came.
func (db *DB) FreshCustomers(ctx context.Context, pass int64, limit int) ([]partner.Customer, error) {
	return db.customers(ctx, " WHERE s.arrived = ? ORDER BY c.num LIMIT ?", pass, limit)
}

// RefreshStatus says how old and how complete the list is.
func (db *DB) RefreshStatus(ctx context.Context) (partner.RefreshStatus, error) {
	var s partner.RefreshStatus
	var completed, saved sql.NullInt64
	var trouble sql.NullString
	err := db.reader.QueryRowContext(ctx, `SELECT (SELECT max(completed_at) FROM passes),
		(SELECT saved FROM passes WHERE completed_at IS NULL AND id = (SELECT max(id) FROM passes)),
		(SELECT value FROM meta WHERE name = 'trouble')`).Scan(&completed, &saved, &trouble)
	s.Trouble, s.TroubleAt = readTrouble(trouble.String)
	s.CompletedAt, s.Incomplete, s.Saved = moment(completed), saved.Valid, int(saved.Int64)
	return s, failed(ctx, err)
}

// NoteTrouble keeps why the service cannot be used, and since when; "" says that
// it can. Nothing else of what went wrong is kept.
func (db *DB) NoteTrouble(ctx context.Context, code partner.Code) error {
	var kept string
	err := db.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'trouble'").Scan(&kept)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return failed(ctx, err)
	}
	if before, _ := readTrouble(kept); before == code {
		return nil
	}
	return db.write(ctx, func(tx *sql.Tx) error {
		if code == "" {
			_, err := tx.ExecContext(ctx, "DELETE FROM meta WHERE name = 'trouble'")
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO meta (name, value) VALUES ('trouble', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			fmt.Sprintf("%s %d", code, db.now().UnixNano()))
		return err
	})
}

// readTrouble reads what NoteTrouble wrote.
func readTrouble(kept string) (partner.Code, time.Time) {
	code, at, ok := strings.Cut(kept, " ")
	nanos, err := strconv.ParseInt(at, 10, 64)
	if !ok || err != nil {
		return "", time.Time{}
	}
	return partner.Code(code), time.Unix(0, nanos)
}
