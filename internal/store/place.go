package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"math"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/fold"
	"cspdesk/internal/store/listindex"
)

// behindAll, put after a key or a text, makes one that comes behind all that
// begin as it does.
var behindAll = bytes.Repeat([]byte{0xff}, 4)

// prefixPosition is where the rows begin that have a prefix or follow it: in the name if
// the list is by name, in the column that it is ordered by otherwise. There is
// no such row; the rows behind it are meant.
func (o order) prefixPosition(prefix string) position {
	at := position{name: []byte{}, id: ""}
	switch o.field {
	case listindex.ByName:
		at.name = lettersKey(prefix)
		if o.namesDown {
			at.name = append(at.name, behindAll...)
		}
		return at
	case listindex.ByDomain:
		prefix = fold.Fold(prefix)
	}
	at.value = prefix
	if o.valuesDown {
		at.value += string(behindAll)
	}
	return at
}

var letterCollators = sync.Pool{New: func() any { return collate.New(language.Chinese, collate.Loose) }}

// lettersKey is how the sort keys of all names begin that have these letters
// first, with whatever accents.
func lettersKey(prefix string) []byte {
	c := letterCollators.Get().(*collate.Collator)
	defer letterCollators.Put(c)
	return append([]byte{}, c.KeyFromString(&collate.Buffer{}, prefix)...)
}

// indexPlace says where a place is in the terms of the index.
func (o order) indexPlace(ctx context.Context, tx *sql.Tx, place partner.Place) (at listindex.Place, err error) {
	switch place.Edge {
	case partner.EdgeFirst:
		at.Kind = listindex.AtFirst
	case partner.EdgeLast:
		at.Kind = listindex.AtLast
	case partner.EdgePercent:
		at.Kind, at.Percent = listindex.AtPercent, place.Percent
	case partner.EdgePrefix:
		at.Kind = listindex.AtValue
		p := o.prefixPosition(place.Prefix)
		if at.Value = []byte(p.value); o.field == listindex.ByName {
			err = tx.QueryRowContext(ctx, `SELECT num FROM customers INDEXED BY customers_by_name WHERE name_key < ?
				ORDER BY name_key DESC, id DESC LIMIT 1`, p.name).Scan(&at.Before)
		}
	default:
		at.Kind = listindex.AtCustomer
		err = tx.QueryRowContext(ctx, "SELECT num FROM customers WHERE id = ?", packID(place.Customer)).Scan(&at.Num)
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return at, err
}

// percent finds the row that is a part of the way into the list. It counts the
// list twice, which the index spares.
func (l walker) percent(ctx context.Context, percent float64) (*position, error) {
	counts := make([]int, len(l.runs))
	count := 0
	for i, run := range l.runs {
		where := run.matching(l.order)
		if err := l.tx.QueryRowContext(ctx, "SELECT count(*) FROM "+run.from+where.String(), where.args...).Scan(&counts[i]); err != nil {
			return nil, err
		}
		count += counts[i]
	}
	skip := int(math.Round(min(max(percent, 0), 100) / 100 * float64(count-1)))
	for i, run := range l.runs {
		if skip < counts[i] {
			where := run.matching(l.order)
			found, err := scan(ctx, l.tx, run.pinned(), "SELECT "+l.order.positions()+" FROM "+run.from+where.String()+
				" ORDER BY "+l.order.by()+" LIMIT 1 OFFSET ?", append(where.args, skip), 1)
			if err != nil || len(found) == 0 {
				return nil, err
			}
			return &found[0], nil
		}
		skip -= counts[i]
	}
	return nil, nil
}
