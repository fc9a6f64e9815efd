package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"cspdesk/internal/partner"
)

const (
	// rowsAtOnce is how many rows one statement of a first load inserts.
	rowsAtOnce = 20
	// maxRepeated is how many customers that may be in a file twice are put off
	// until the indexes are there.
	maxRepeated = 10_000
	// sorters is how many threads sort for an index besides the one that gives
	// them rows, each in as much memory as the cache may have, which is
	// sortMemory meanwhile.
	sorters    = 4
	sortMemory = 8_000 // KiB
)

// ImportCustomers records customers from a file, all or none, with a line in
// the activity record. They are taken as they come, so that their number costs
// no memory; an error that comes instead of one ends the import and is given
// back. Customers that the service listed keep what it said.
func (db *DB) ImportCustomers(ctx context.Context, customers iter.Seq2[partner.Customer, error]) (partner.ImportResult, error) {
	var result partner.ImportResult
	err := db.write(ctx, func(tx *sql.Tx) error {
		r, err := newRecorder(ctx, tx, 0, db.now().UnixNano())
		if err != nil {
			return err
		}
		defer r.close()
		if err := r.importAll(ctx, customers); err != nil {
			return err
		}
		result = partner.ImportResult{Added: r.added, Updated: r.changed, Unchanged: r.unchanged}
		if r.added+r.changed > 0 {
			if err := bump(ctx, tx, "generation"); err != nil {
				return err
			}
		}
		return db.appendActivity(ctx, tx, partner.Activity{
			Action: partner.ActionCustomersImported, Outcome: partner.OutcomeDone,
			Detail: fmt.Sprintf("%d added, %d updated, %d unchanged", r.added, r.changed, r.unchanged),
		})
	})
	if db.writer != nil { // a canceled transaction is over, and cannot do it
		_ = setSorting(context.WithoutCancel(ctx), db.writer, 0, writerCache) // what became of the import stands
	}
	if err != nil {
		return partner.ImportResult{}, err
	}
	return result, nil
}

// importAll reads ahead while it writes. Into an empty list it writes without
// looking for known customers.
func (r *recorder) importAll(ctx context.Context, customers iter.Seq2[partner.Customer, error]) error {
	var empty bool
	if err := r.tx.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM customers)").Scan(&empty); err != nil {
		return err
	}
	reading, stop := context.WithCancel(ctx)
	batches := make(chan batch, 4)
	defer func() {
		stop()
		for range batches { // until the other side has ended
		}
	}()
	go readBatches(reading, customers, empty, batches)
	if empty {
		if err := r.fill(ctx, batches); err != nil {
			return err
		}
	}
	for b := range batches {
		if b.err != nil {
			return b.err
		}
		if err := r.record(ctx, b.customers, fromFile); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// batch is some customers of a file, or the error that came instead.
type batch struct {
	customers []partner.Customer
	derived   []derived // of each, if that was asked for
	err       error
}

// derived is what is stored of a new customer beside what the file says.
type derived struct {
	id                   any
	key                  []byte
	nameFold, domainFold string
}

func readBatches(ctx context.Context, customers iter.Seq2[partner.Customer, error], deriving bool, to chan<- batch) {
	defer close(to)
	var b batch
	send := func() bool {
		select {
		case to <- b:
			b = batch{}
			return true
		case <-ctx.Done():
			return false
		}
	}
	for c, err := range customers {
		id := packID(c.ID)
		if err == nil && id == "" {
			err = partner.NewError(partner.CodeInvalidInput, fmt.Sprintf("customer %q has no id", c.CompanyName), nil)
		}
		if err != nil {
			b = batch{err: err}
			break
		}
		b.customers = append(b.customers, c)
		if deriving {
			d := derived{id: id}
			d.key, d.nameFold, d.domainFold = keysOf(id, c.CompanyName, c.Domain)
			b.derived = append(b.derived, d)
		}
		if len(b.customers) == chunk && !send() {
			return
		}
	}
	send()
}

// fill writes batches into an empty list: rows first, indexes after, which
// saves putting each row into its place in each index. Which customers come
// twice is not known without an index, only which may; these are recorded in
// the end. If they are too many, what is left of the batches is left there.
func (r *recorder) fill(ctx context.Context, batches <-chan batch) error {
	if err := setSorting(ctx, r.tx, sorters, sortMemory); err != nil {
		return err
	}
	indexes, err := r.dropIndexes(ctx)
	if err != nil {
		return err
	}
	repeated, err := r.insertBatches(ctx, batches)
	if err != nil {
		return err
	}
	for _, create := range indexes {
		if _, err := r.tx.ExecContext(ctx, create); err != nil {
			return err
		}
	}
	return r.record(ctx, repeated, fromFile)
}

// setSorting says in how many threads beside its own the connection that writes
// sorts, and how much memory, in KiB, its cache and each thread may have.
func setSorting(ctx context.Context, writer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}, threads, memory int) error {
	_, err := writer.ExecContext(ctx, fmt.Sprintf("PRAGMA threads = %d", threads))
	if err == nil {
		_, err = writer.ExecContext(ctx, fmt.Sprintf("PRAGMA cache_size = %d", -memory))
	}
	return err
}

// dropIndexes removes the indexes of the customers and gives the statements
// that make them.
func (r *recorder) dropIndexes(ctx context.Context) (create []string, err error) {
	rows, err := r.tx.QueryContext(ctx, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'customers' AND sql <> ''")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name, statement string
		if err := rows.Scan(&name, &statement); err != nil {
			return nil, err
		}
		names, create = append(names, name), append(create, statement)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, err := r.tx.ExecContext(ctx, `DROP INDEX "`+name+`"`); err != nil {
			return nil, err
		}
	}
	return create, nil
}

func (r *recorder) insertBatches(ctx context.Context, batches <-chan batch) (repeated []partner.Customer, err error) {
	into, err := newInserter(ctx, r)
	if err != nil {
		return nil, err
	}
	defer into.close()
	seen := newPerhaps()
	for b := range batches {
		if err := errors.Join(b.err, ctx.Err()); err != nil {
			return nil, err
		}
		for i := range b.customers {
			if seen.add(keyOf(b.derived[i].id)) {
				repeated = append(repeated, b.customers[i])
				continue
			}
			if err := into.insert(&b.customers[i], &b.derived[i]); err != nil {
				return nil, err
			}
		}
		if len(repeated) > maxRepeated {
			break
		}
	}
	return repeated, into.flush()
}

// inserter inserts new customers, several by each statement.
type inserter struct {
	r    *recorder
	ctx  context.Context //nolint:containedctx // lives as long as one call
	many *sql.Stmt
	args []any
}

const (
	insertInto = "INSERT INTO customers (id, name, domain, relationship, country, name_key, name_fold, domain_fold, standing, first_seen) VALUES "
	oneRow     = "(?, ?, ?, ?, ?, ?, ?, ?, 'imported', "
	argsOfRow  = 8
)

func (in *inserter) rows(n int) string {
	row := oneRow + fmt.Sprint(in.r.now) + ")"
	return insertInto + row + strings.Repeat(", "+row, n-1)
}

func newInserter(ctx context.Context, r *recorder) (*inserter, error) {
	in := &inserter{r: r, ctx: context.WithoutCancel(ctx)} // watching it for each statement costs more than the statement
	var err error
	in.many, err = r.tx.PrepareContext(ctx, in.rows(rowsAtOnce))
	return in, err
}

func (in *inserter) close() { in.many.Close() }

func (in *inserter) insert(c *partner.Customer, d *derived) error {
	in.args = append(in.args, d.id, c.CompanyName, c.Domain, string(c.Relationship), c.Country, d.key, d.nameFold, d.domainFold)
	in.r.added++
	if len(in.args) < rowsAtOnce*argsOfRow {
		return nil
	}
	_, err := in.many.ExecContext(in.ctx, in.args...)
	in.args = in.args[:0]
	return err
}

// flush inserts what is left.
func (in *inserter) flush() error {
	if len(in.args) == 0 {
		return nil
	}
	_, err := in.r.tx.ExecContext(in.ctx, in.rows(len(in.args)/argsOfRow), in.args...)
	return err
}
