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
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // both halves see the same list
	if err != nil {
		return w, translate(err)
	}
	defer tx.Rollback()
	list := walker{tx: tx, order: newOrder(q)}
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

// locate finds where a customer stands in the order, whether or not the search
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
// nil.
func read(ctx context.Context, tx *sql.Tx, o order, at *position, inclusive bool, limit int) ([]position, error) {
	if o.partial && len(o.words) == 0 {
		return readGroups(ctx, tx, o, at, inclusive, limit)
	}
	index, value := "customers_by_name", "''"
	if o.column != "" {
		value = o.column
		if len(o.words) == 0 {
			index = o.index
		}
	}
	where := matching(o.words)
	o.from(where, at, inclusive)
	return scan(ctx, tx, "SELECT num, "+value+", name_key, id FROM customers INDEXED BY "+index+
		where.String()+" ORDER BY "+o.by()+" LIMIT ?", append(where.args, limit), limit)
}

// readGroups reads an order by a column of few values, value by value. Rows
// with the usual value are read by name, all others through the column's index.
func readGroups(ctx context.Context, tx *sql.Tx, o order, at *position, inclusive bool, limit int) ([]position, error) {
	var found []position
	var value string
	var err error
	more := at != nil
	if more {
		value = at.value
	} else if value, more, err = o.nextValue(ctx, tx, nil); err != nil {
		return nil, err
	}
	for more && len(found) < limit {
		where := &clause{}
		index := "customers_by_name"
		where.and(o.column+" = ?", value)
		if value != o.usual {
			index = o.index
			where.and(o.column + " <> '" + o.usual + "'") // tells SQLite that the index has the row
		}
		if at != nil && at.value == value {
			where.and("(name_key, id)"+compare(o.namesDown, inclusive)+"(?, ?)", at.name, at.id)
		}
		left := limit - len(found)
		group, err := scan(ctx, tx, "SELECT num, "+o.column+", name_key, id FROM customers INDEXED BY "+index+
			where.String()+" ORDER BY "+o.byName()+" LIMIT ?", append(where.args, left), left)
		if err != nil {
			return nil, err
		}
		found = append(found, group...)
		if value, more, err = o.nextValue(ctx, tx, &value); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// nextValue gives the value that follows after in the order, or the first one.
func (o order) nextValue(ctx context.Context, tx *sql.Tx, after *string) (string, bool, error) {
	best := "min"
	if o.valuesDown {
		best = "max"
	}
	where := &clause{}
	where.and(o.column + " <> '" + o.usual + "'")
	if after != nil {
		where.and(o.column+compare(o.valuesDown, false)+"?", *after)
	}
	var next sql.NullString
	err := tx.QueryRowContext(ctx, "SELECT "+best+"("+o.column+") FROM customers INDEXED BY "+o.index+where.String(), where.args...).Scan(&next)
	if err != nil {
		return "", false, err
	}
	follows := func(a, b string) bool { return a != b && (a > b) != o.valuesDown }
	if (after == nil || follows(o.usual, *after)) && (!next.Valid || follows(next.String, o.usual)) {
		return o.usual, true, nil
	}
	return next.String, next.Valid, nil
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
