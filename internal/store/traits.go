package store

import (
	"context"
	"database/sql"
	"encoding/json"
)

// traits are what the index knows of a customer as labels. The second half is
// valid if the customer has a row of marks.
type traits struct {
	standing string
	seen     sql.NullInt64 // for the first time

	fold, tagKeys           sql.NullString
	pinned, noted, nickname sql.NullBool
}

// plain gives the labels that customers have with or without marks.
func (t *traits) plain() []string {
	labels := []string{standingLabel(t.standing)}
	if t.seen.Valid {
		labels = append(labels, seenLabel(seenAt(t.seen.Int64)))
	}
	return labels
}

// labels gives all labels of a customer.
func (t *traits) labels() ([]string, error) {
	all := t.plain()
	var keys []string
	if t.tagKeys.Valid {
		if err := json.Unmarshal([]byte(t.tagKeys.String), &keys); err != nil {
			return nil, err
		}
	}
	for _, key := range keys {
		all = append(all, tagLabel(key))
	}
	for label, has := range map[string]bool{
		labelTagged: len(keys) > 0, labelPinned: t.pinned.Bool, labelNoted: t.noted.Bool, labelNickname: t.nickname.Bool,
	} {
		if has {
			all = append(all, label)
		}
	}
	return all, nil
}

// allTraits are the traits of all customers, for a build.
type allTraits struct {
	kinds  [][]string // the labels of customers without marks
	kindOf []uint32   // which of the kinds a customer is, by number; marked if there are marks
	marks  map[int64]traits
}

const marked = ^uint32(0)

func readTraits(ctx context.Context, tx *sql.Tx, highest int64) (*allTraits, error) {
	all := &allTraits{kindOf: make([]uint32, highest+1), marks: map[int64]traits{}}
	if err := all.readKinds(ctx, tx); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT c.num, c.standing, c.first_seen, m.fold, m.tag_keys, m.pinned, m.note <> '', m.nickname <> ''
		FROM marks m JOIN customers c ON c.num = m.customer`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var num int64
		var t traits
		if err := rows.Scan(&num, &t.standing, &t.seen, &t.fold, &t.tagKeys, &t.pinned, &t.noted, &t.nickname); err != nil {
			return nil, err
		}
		all.marks[num], all.kindOf[num] = t, marked
	}
	return all, rows.Err()
}

// readKinds reads only those customers who are of another kind than the one
// before: most came with a refresh or a file, together with many others.
func (all *allTraits) readKinds(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT c.num, c.standing, c.first_seen FROM customers c NOT INDEXED
		LEFT JOIN customers p ON p.num = c.num - 1
		WHERE p.num IS NULL OR c.standing <> p.standing OR c.first_seen IS NOT p.first_seen ORDER BY c.num`)
	if err != nil {
		return err
	}
	defer rows.Close()
	known := map[traits]uint32{}
	done, kind := int64(0), uint32(0)
	fill := func(end int64) {
		for ; done < end; done++ {
			all.kindOf[done] = kind
		}
	}
	for rows.Next() {
		var num int64
		var t traits
		if err := rows.Scan(&num, &t.standing, &t.seen); err != nil {
			return err
		}
		fill(num)
		t.seen.Int64 = seenAt(t.seen.Int64) * int64(seenWithin)
		var ok bool
		if kind, ok = known[t]; !ok {
			kind = uint32(len(all.kinds))
			known[t] = kind
			all.kinds = append(all.kinds, t.plain())
		}
	}
	fill(int64(len(all.kindOf)))
	return rows.Err()
}

// of gives what is searched besides, and the labels, of a customer.
func (all *allTraits) of(num int64) (more []byte, labels []string, err error) {
	kind := all.kindOf[num]
	if kind != marked {
		return nil, all.kinds[kind], nil
	}
	t := all.marks[num]
	labels, err = t.labels()
	return []byte(t.fold.String), labels, err
}
