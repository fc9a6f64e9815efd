package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"cspdesk/internal/store/listindex"
)

// listState names a state of what the list orders and searches: every change
// and every new customer raises one of the two.
type listState struct {
	changes int64 // last of list_changes
	highest int64 // customer number
}

// overlay is what changed from the state of an index to another one.
type overlay struct {
	index *listindex.Index
	state listState
	laid  *listindex.Overlay
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func readState(ctx context.Context, q querier) (s listState, err error) {
	err = q.QueryRowContext(ctx, "SELECT coalesce((SELECT max(seq) FROM list_changes), 0), coalesce((SELECT max(num) FROM customers), 0)").
		Scan(&s.changes, &s.highest)
	return s, err
}

// changedSince gives the numbers of the customers that are not as they were,
// up to limit.
func changedSince(ctx context.Context, q querier, s listState, limit int) ([]int64, error) {
	rows, err := q.QueryContext(ctx, `SELECT num FROM list_changes INDEXED BY list_changes_by_seq WHERE seq > ?1 AND num <= ?2
		UNION ALL SELECT num FROM customers WHERE num > ?2 LIMIT ?3`, s.changes, s.highest, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var nums []int64
	for rows.Next() {
		var num int64
		if err := rows.Scan(&num); err != nil {
			return nil, err
		}
		nums = append(nums, num)
	}
	return nums, rows.Err()
}

// overlay gives what to lay over an index so that it shows the list as the
// transaction sees it, and how many customers that are. Above overlayLimit it
// is of no use. The last one is kept, and is taken as far as it goes.
func (db *DB) overlay(ctx context.Context, tx *sql.Tx, x *listindex.Index) (*listindex.Overlay, int, error) {
	state, err := readState(ctx, tx)
	if err != nil {
		return nil, 0, err
	}
	l := &db.index
	l.lay.Lock()
	defer l.lay.Unlock()
	from := overlay{index: x, state: listState{x.Identity().Changes, x.Identity().Highest}}
	if l.top.index == x && l.top.state.changes <= state.changes && l.top.state.highest <= state.highest {
		from = l.top
	}
	if from.state == state {
		return from.laid, from.laid.Changed(), nil
	}
	changed, err := changedSince(ctx, tx, from.state, overlayLimit+1)
	if err != nil || len(changed)+from.laid.Changed() > overlayLimit {
		return nil, overlayLimit + 1, err
	}
	changes, gone, err := readChanges(ctx, tx, changed)
	if err != nil {
		return nil, 0, err
	}
	laid, err := x.Lay(ctx, from.laid, changes, gone)
	if err != nil {
		return nil, 0, err
	}
	l.top = overlay{index: x, state: state, laid: laid}
	return laid, laid.Changed(), nil
}

// readChanges reads customers as an index wants to know them, and finds which
// of them are no more.
func readChanges(ctx context.Context, tx *sql.Tx, nums []int64) (changes []listindex.Change, gone []int64, err error) {
	list, err := json.Marshal(nums)
	if err != nil {
		return nil, nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT c.num, c.id, c.name_fold, c.domain_fold, c.relationship, c.admin_rights, c.agreement,
		c.country, c.standing, c.first_seen, m.fold, m.tag_keys, m.pinned, m.note <> '', m.nickname <> '',
		c.name_key, typeof(c.id) = 'blob', coalesce((SELECT p.num FROM customers p INDEXED BY customers_by_name
		WHERE (p.name_key, p.id) < (c.name_key, c.id) ORDER BY p.name_key DESC, p.id DESC LIMIT 1), 0)
		FROM json_each(?) j JOIN customers c ON c.num = j.value LEFT JOIN marks m ON m.customer = c.num`, string(list))
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	found := make(map[int64]bool, len(nums))
	for rows.Next() {
		var c listindex.Change
		var guid bool
		var kept traits
		into := &c.Row
		if err := rows.Scan(&into.Num, &into.ID, &into.Name, &into.Domain, &into.Columns[0], &into.Columns[1], &into.Columns[2],
			&into.Columns[3], &kept.standing, &kept.seen, &kept.fold, &kept.tagKeys, &kept.pinned, &kept.noted, &kept.nickname, &c.NameKey, &guid, &c.Before); err != nil {
			return nil, nil, err
		}
		c.More = []byte(kept.fold.String)
		if c.Labels, err = kept.labels(); err != nil {
			return nil, nil, err
		}
		c.IDKey = append([]byte{0}, c.ID...) // SQLite puts text before blobs
		if guid {
			c.IDKey[0] = 1
		} else {
			c.ID = nil
		}
		found[c.Num] = true
		changes = append(changes, c)
	}
	for _, num := range nums {
		if !found[num] {
			gone = append(gone, num)
		}
	}
	return changes, gone, rows.Err()
}
