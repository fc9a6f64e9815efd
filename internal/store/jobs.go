package store

import (
	"context"
	"database/sql"
	"fmt"

	"cspdesk/internal/partner"
)

// CreateJob stores a job with its rows, all of them waiting.
func (db *DB) CreateJob(ctx context.Context, job partner.Job, rows []partner.JobRow) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO jobs (id, kind, customer, subject, at, actor, spec, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			job.ID, job.Kind, job.Customer, job.Subject, job.At.UnixNano(), job.Actor, string(job.Spec), partner.JobRunning)
		if err != nil {
			return err
		}
		statement, err := tx.PrepareContext(ctx, "INSERT INTO job_rows (job, n, key, name, input, state) VALUES (?, ?, ?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer statement.Close()
		for i, row := range rows {
			if _, err := statement.ExecContext(ctx, job.ID, i+1, row.Key, row.Name, string(row.Input), partner.RowWaiting); err != nil {
				return err
			}
		}
		return nil
	})
}

// SaveJobRow stores what became of a row.
func (db *DB) SaveJobRow(ctx context.Context, job string, row partner.JobRow) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, `UPDATE job_rows SET state = ?, code = ?, service_code = ?, detail = ?, correlation_id = ?
			WHERE job = ? AND n = ?`, row.State, row.Code, row.ServiceCode, row.Detail, row.CorrelationID, job, row.N)
		if err != nil {
			return err
		}
		return touched(done, partner.NewError(partner.CodeNotFound, "job "+job, nil))
	})
}

// WaitAgain lets the rows of a job that failed wait, but not those with a code.
// They keep why they failed until something else becomes of them.
func (db *DB) WaitAgain(ctx context.Context, job string, but partner.Code) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE job_rows SET state = ? WHERE job = ? AND state = ? AND code <> ?`,
			partner.RowWaiting, job, partner.RowFailed, but)
		return err
	})
}

// SetJobState stores how far a job is; what does not run has an end.
func (db *DB) SetJobState(ctx context.Context, job string, state partner.JobState) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		ended := sql.NullInt64{}
		if state != partner.JobRunning {
			ended = nanos(db.now())
		}
		done, err := tx.ExecContext(ctx, "UPDATE jobs SET state = ?, ended_at = ? WHERE id = ?", state, ended, job)
		if err != nil {
			return err
		}
		return touched(done, partner.NewError(partner.CodeNotFound, "job "+job, nil))
	})
}

// ReviseJob stores what a job does, and how far it is.
func (db *DB) ReviseJob(ctx context.Context, job string, spec []byte, state partner.JobState) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		ended := sql.NullInt64{}
		if state != partner.JobRunning {
			ended = nanos(db.now())
		}
		done, err := tx.ExecContext(ctx, "UPDATE jobs SET spec = ?, state = ?, ended_at = ? WHERE id = ?", string(spec), state, ended, job)
		if err != nil {
			return err
		}
		return touched(done, partner.NewError(partner.CodeNotFound, "job "+job, nil))
	})
}

// ReviseJobRow stores what is to be done with a row and what became of it. Was is
// the state that it was read in: CodeConflict says that it has another one now,
// because another program works on the same job.
func (db *DB) ReviseJobRow(ctx context.Context, job string, row partner.JobRow, was partner.RowState) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, `UPDATE job_rows SET key = ?, name = ?, input = ?, state = ?, code = ?, service_code = ?, detail = ?,
			correlation_id = ? WHERE job = ? AND n = ? AND state = ?`,
			row.Key, row.Name, string(row.Input), row.State, row.Code, row.ServiceCode, row.Detail, row.CorrelationID, job, row.N, was)
		if err != nil {
			return err
		}
		return touched(done, partner.NewError(partner.CodeConflict, fmt.Sprintf("row %d of job %s is no longer %s", row.N, job, was), nil))
	})
}

// JobsOf gives the jobs of a kind, the newest first.
func (db *DB) JobsOf(ctx context.Context, kind partner.JobKind, limit int) ([]partner.Job, error) {
	return db.jobs(ctx, "j.kind = ?", kind, limit)
}

// Jobs gives the jobs of a customer, or of all with "", the newest first.
func (db *DB) Jobs(ctx context.Context, id partner.CustomerID, limit int) ([]partner.Job, error) {
	return db.jobs(ctx, "? IN ('', j.customer)", id, limit)
}

// Job gives one job, or CodeNotFound.
func (db *DB) Job(ctx context.Context, id string) (partner.Job, error) {
	found, err := db.jobs(ctx, "j.id = ?", id, 1)
	if err == nil && len(found) == 0 {
		return partner.Job{}, partner.NewError(partner.CodeNotFound, "job "+id, nil)
	}
	if err != nil {
		return partner.Job{}, err
	}
	return found[0], nil
}

const jobsAndCounts = `SELECT j.id, j.kind, j.customer, j.subject, j.at, j.actor, j.spec, j.state, j.ended_at,
	count(*), sum(r.state = 'waiting'), sum(r.state = 'done'), sum(r.state = 'unchanged'), sum(r.state = 'failed'), sum(r.state = 'unclear')
	FROM jobs j JOIN job_rows r ON r.job = j.id WHERE `

func (db *DB) jobs(ctx context.Context, where string, value any, limit int) (all []partner.Job, err error) {
	rows, err := db.reader.QueryContext(ctx, jobsAndCounts+where+" GROUP BY j.id ORDER BY j.at DESC, j.id LIMIT ?", value, limit)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		var j partner.Job
		var spec string
		var at, ended sql.NullInt64
		n := &j.Counts
		err := rows.Scan(&j.ID, &j.Kind, &j.Customer, &j.Subject, &at, &j.Actor, &spec, &j.State, &ended,
			&n.Total, &n.Waiting, &n.Done, &n.Unchanged, &n.Failed, &n.Unclear)
		if err != nil {
			return nil, failed(ctx, err)
		}
		j.Spec, j.At, j.EndedAt = []byte(spec), moment(at), moment(ended)
		all = append(all, j)
	}
	return all, failed(ctx, rows.Err())
}

// JobRows gives the rows of a job after row number after, in their order, at
// most limit of them; the unfinished alone, if asked for: those that wait, and
// those whose outcome nobody knows.
func (db *DB) JobRows(ctx context.Context, job string, unfinished bool, after, limit int) (all []partner.JobRow, err error) {
	where := ""
	if unfinished {
		where = " AND state IN ('waiting', 'unclear')"
	}
	rows, err := db.reader.QueryContext(ctx, `SELECT n, key, name, input, state, code, service_code, detail, correlation_id
		FROM job_rows WHERE job = ? AND n > ?`+where+" ORDER BY n LIMIT ?", job, after, limit)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		var r partner.JobRow
		var input string
		if err := rows.Scan(&r.N, &r.Key, &r.Name, &input, &r.State, &r.Code, &r.ServiceCode, &r.Detail, &r.CorrelationID); err != nil {
			return nil, failed(ctx, err)
		}
		r.Input = []byte(input)
		all = append(all, r)
	}
	return all, failed(ctx, rows.Err())
}
