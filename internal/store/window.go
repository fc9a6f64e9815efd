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
// row of the place, up to after rows. A customer that the store does not know
// stands for the first row. Matches and Total are -1 where they would have to be
// counted for this: CountCustomers counts.
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
	list := walker{tx: tx, order: o}
	before, after = max(before, 0), max(after, 0)
	if found, ok, err := db.indexedWindow(ctx, tx, list.order, place, before, after); ok || err != nil {
		return found, failed(ctx, err)
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
		if ahead, err = read(ctx, l.tx, l.order, at, true, after+2); err != nil {
			return nil, -1, err
		}
	}
	if len(ahead) == 0 {
		before++ // the anchor is the last row of the list
	}
	if at != nil || place.Edge == partner.EdgeLast {
		if behind, err = read(ctx, l.tx, l.order.backwards(), at, false, before+1); err != nil {
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
	value := "''"
	if l.order.column != "" {
		value = l.order.column
	}
	var at position
	err := l.tx.QueryRowContext(ctx, "SELECT num, "+value+", name_key, id FROM customers WHERE id = ?", packID(id)).
		Scan(&at.num, &at.value, &at.name, &at.id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &at, nil
}

// read gives up to limit positions that follow at, or the first ones if at is
// nil. Any other order than by name is sorted out of the index by name, which
// has all columns that count.
func read(ctx context.Context, tx *sql.Tx, o order, at *position, inclusive bool, limit int) ([]position, error) {
	value := "''"
	if o.column != "" {
		value = o.column
	}
	where := o.matching()
	o.from(where, at, inclusive)
	return scan(ctx, tx, "SELECT num, "+value+", name_key, id FROM customers INDEXED BY customers_by_name"+
		where.String()+" ORDER BY "+o.by()+" LIMIT ?", append(where.args, limit), limit)
}

func scan(ctx context.Context, tx *sql.Tx, query string, args []any, size int) ([]position, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make([]position, 0, min(size, 256))
	for rows.Next() {
		var p position
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
