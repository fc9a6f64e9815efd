package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// Customers gives the part of the list around a place: up to before rows, the
// row of the place, up to after rows. Pinned customers stand before all others,
// whatever the order. A customer that the store does not know stands for the
// first row. Matches and Total are -1 where they would have to be counted for
// this: CountCustomers counts.
func (db *DB) Customers(ctx context.Context, q partner.ListQuery, place partner.Place, before, after int) (partner.Window, error) {
	w := partner.Window{Anchor: -1, Matches: -1, Total: -1}
	o, err := newOrder(q, db.now)
	if err != nil {
		return w, err
	}
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // both halves see the same list
	if err != nil {
		return w, translate(err)
	}
	defer tx.Rollback()
	before, after = max(before, 0), max(after, 0)
	if found, ok, err := db.indexedWindow(ctx, tx, o, place, before, after); ok || err != nil {
		return found, failed(ctx, err)
	}
	list := walker{tx: tx, order: o}
	if list.runs, err = o.runs(ctx, tx); err != nil {
		return w, failed(ctx, err)
	}
	rows, anchor, err := list.around(ctx, place, before, after, &w)
	if err != nil {
		return w, failed(ctx, err)
	}
	w.Anchor = anchor
	nums := make([]int64, len(rows))
	for i, p := range rows {
		nums[i] = p.num
	}
	w.Rows, err = fetch(ctx, tx, nums)
	return w, failed(ctx, err)
}

// failed translates the error of a question that may have been called off: the
// driver then says that its transaction is gone, and means this.
func failed(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return partner.NewError(partner.CodeCancelled, "", errors.Join(ctx.Err(), err))
	}
	return translate(err)
}

// walker reads positions of an order within one transaction.
type walker struct {
	tx    *sql.Tx
	order order
	runs  []run // the list is one after another
}

// around collects the positions of a window, one more than asked for at each
// side so as to know whether the list ends there.
func (l walker) around(ctx context.Context, place partner.Place, before, after int, w *partner.Window) ([]position, int, error) {
	var at *position
	var err error
	switch place.Edge {
	case partner.EdgeNone:
		at, err = l.locate(ctx, place.Customer)
	case partner.EdgePercent:
		at, err = l.percent(ctx, place.Percent)
	case partner.EdgePrefix:
		p := l.order.prefixPosition(place.Prefix)
		at = &p
	}
	if err != nil {
		return nil, -1, err
	}
	var ahead, behind []position
	if place.Edge != partner.EdgeLast {
		if ahead, err = l.read(ctx, at, false, after+2); err != nil {
			return nil, -1, err
		}
	}
	if len(ahead) == 0 {
		before++ // the anchor is the last row of the list
	}
	if at != nil || place.Edge == partner.EdgeLast {
		if behind, err = l.read(ctx, at, true, before+1); err != nil {
			return nil, -1, err
		}
	}
	w.AtEnd, w.AtStart = len(ahead) <= after+1, len(behind) <= before
	ahead, behind = ahead[:min(len(ahead), after+1)], behind[:min(len(behind), before)]
	slices.Reverse(behind)
	rows := append(behind, ahead...)
	return rows, min(len(behind), len(rows)-1), nil
}

// locate finds where a customer stands in the order, whether or not the query
// finds it; nil if the store does not know it.
func (l walker) locate(ctx context.Context, id partner.CustomerID) (*position, error) {
	var at position
	err := l.tx.QueryRowContext(ctx, "SELECT "+l.order.positions()+", EXISTS (SELECT 1 FROM marks WHERE customer = num AND pinned = 1) FROM customers WHERE id = ?", packID(id)).
		Scan(&at.num, &at.value, &at.name, &at.id, &at.pinned)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &at, nil
}

// read gives up to limit positions from at on, or, back, before it; from the
// beginning, or the end, if at is nil.
func (l walker) read(ctx context.Context, at *position, back bool, limit int) (found []position, err error) {
	o, runs := l.order, slices.Clone(l.runs)
	if back {
		o = o.backwards()
		slices.Reverse(runs)
	}
	for _, run := range runs {
		from := at
		if at != nil && run.pinned() != at.pinned {
			if at.pinned == back { // the run lies on the other side of the place
				continue
			}
			from = nil
		}
		more, err := run.read(ctx, l.tx, o, from, !back, limit-len(found))
		if found = append(found, more...); err != nil || len(found) == limit {
			return found, err
		}
	}
	return found, nil
}

// scan reads positions of customers who are all pinned, or are all not.
func scan(ctx context.Context, tx *sql.Tx, pinned bool, query string, args []any, size int) ([]position, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make([]position, 0, min(size, 256))
	for rows.Next() {
		p := position{pinned: pinned}
		if err := rows.Scan(&p.num, &p.value, &p.name, &p.id); err != nil {
			return nil, err
		}
		found = append(found, p)
	}
	return found, rows.Err()
}

// errRowMissing says that a customer is not there who should be.
var errRowMissing = errors.New("a customer is missing")

// fetch reads customers by their numbers, in that order.
func fetch(ctx context.Context, tx *sql.Tx, nums []int64) ([]partner.Customer, error) {
	if len(nums) == 0 {
		return nil, nil
	}
	args := make([]any, len(nums))
	place := make(map[int64]int, len(nums))
	for i, num := range nums {
		args[i] = num
		place[num] = i
	}
	rows, err := tx.QueryContext(ctx, selectCustomers+" WHERE c.num IN (?"+strings.Repeat(", ?", len(nums)-1)+")", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make([]partner.Customer, len(nums))
	count := 0
	for rows.Next() {
		c, num, err := scanCustomer(rows)
		if err != nil {
			return nil, err
		}
		found[place[num]] = c
		count++
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if count != len(nums) {
		return nil, errRowMissing
	}
	return found, nil
}
