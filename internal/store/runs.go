package store

import (
	"context"
	"database/sql"
	"slices"

	"cspdesk/internal/partner"
)

// run is a part of the list that is ordered by itself: the pinned customers, or
// the others, or, where nobody is pinned, all.
type run struct {
	from  string // the tables
	index string // which of their indexes is read; "" to leave it to SQLite
	which string // the condition for the customers of the run; "" for all
}

const byName = " INDEXED BY customers_by_name" // it has all columns that count

var (
	everybody = run{from: "customers", index: byName}
	unpinned  = run{from: "customers", index: byName, which: "num NOT IN (SELECT customer FROM marks WHERE pinned = 1)"}
	// Pinned customers are few: they are looked up one by one, and then put in order.
	pinned = run{from: "marks INDEXED BY marks_pinned CROSS JOIN customers ON num = customer", which: "marks.pinned = 1"}
)

func (r run) pinned() bool { return r == pinned }

// runs are the parts of the list, in order.
func (o order) runs(ctx context.Context, q querier) ([]run, error) {
	var some bool
	if err := q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM marks WHERE pinned = 1)").Scan(&some); err != nil || !some {
		return []run{everybody}, err
	}
	pins := slices.IndexFunc(o.filter, func(c condition) bool { return c.key == partner.FilterPinned })
	switch {
	case pins < 0:
		return []run{pinned, unpinned}, nil
	case o.filter[pins].not:
		return []run{everybody}, nil
	}
	return []run{pinned}, nil
}

// matching gives the conditions for the customers of the run whom a query finds.
func (r run) matching(o order) *clause {
	where := o.matching()
	if r.which != "" {
		where.and(r.which)
	}
	return where
}

// read gives up to limit positions of the run that follow at, or the first ones
// if at is nil. Any other order than by name is sorted out of the index by name.
func (r run) read(ctx context.Context, tx *sql.Tx, o order, at *position, inclusive bool, limit int) ([]position, error) {
	where := r.matching(o)
	o.from(where, at, inclusive)
	return scan(ctx, tx, r.pinned(), "SELECT "+o.positions()+" FROM "+r.from+r.index+where.String()+
		" ORDER BY "+o.by()+" LIMIT ?", append(where.args, limit), limit)
}
