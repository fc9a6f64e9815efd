package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/fold"
)

// mark is what is kept about a customer here and nowhere else.
type mark struct {
	num            int64
	tags           []string
	note, nickname string
	pinned         bool
}

// SetTags adds tags to customers and removes others, and says how many
// customers have other tags now. All of it is done, or nothing: CodeInvalidInput
// names a tag that cannot be one, CodeNotFound a customer who is not known.
func (db *DB) SetTags(ctx context.Context, ids []partner.CustomerID, add, remove []string) (changed int, err error) {
	if add, err = cleanTags(add); err != nil {
		return 0, err
	}
	if remove, err = cleanTags(remove); err != nil {
		return 0, err
	}
	return db.mark(ctx, ids, func(m *mark) (err error) {
		m.tags, err = partner.WithTags(m.tags, add, remove)
		return err
	})
}

func cleanTags(tags []string) (clean []string, err error) {
	for _, tag := range tags {
		if tag, err = partner.CleanTag(tag); err != nil {
			return nil, err
		}
		clean = append(clean, tag)
	}
	return clean, nil
}

// SetNote replaces the note about a customer; "" removes it.
func (db *DB) SetNote(ctx context.Context, id partner.CustomerID, note string) error {
	note, err := partner.CleanNote(note)
	if err != nil {
		return err
	}
	_, err = db.mark(ctx, []partner.CustomerID{id}, func(m *mark) error {
		m.note = note
		return nil
	})
	return err
}

// SetNickname replaces our own name of a customer; "" removes it.
func (db *DB) SetNickname(ctx context.Context, id partner.CustomerID, name string) error {
	name, err := partner.CleanNickname(name)
	if err != nil {
		return err
	}
	_, err = db.mark(ctx, []partner.CustomerID{id}, func(m *mark) error {
		m.nickname = name
		return nil
	})
	return err
}

// SetPinned pins customers, or lets them go, and says how many of them were
// not so before. CodeNotFound names a customer who is not known; nothing is
// changed then.
func (db *DB) SetPinned(ctx context.Context, ids []partner.CustomerID, pinned bool) (changed int, err error) {
	return db.mark(ctx, ids, func(m *mark) error {
		m.pinned = pinned
		return nil
	})
}

// mark changes what is kept about customers in one transaction.
func (db *DB) mark(ctx context.Context, ids []partner.CustomerID, change func(*mark) error) (changed int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		changed = 0
		put, err := tx.PrepareContext(ctx, `INSERT INTO marks (customer, tags, tag_keys, note, nickname, pinned, fold) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (customer) DO UPDATE SET tags = excluded.tags, tag_keys = excluded.tag_keys, note = excluded.note, nickname = excluded.nickname,
			pinned = excluded.pinned, fold = excluded.fold`)
		if err != nil {
			return err
		}
		defer put.Close()
		for part := range slices.Chunk(ids, chunk) {
			n, err := markSome(ctx, tx, put, part, change)
			if err != nil {
				return err
			}
			changed += n
		}
		if changed == 0 {
			return nil
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM marks WHERE tags = '[]' AND note = '' AND nickname = '' AND pinned = 0"); err != nil {
			return err
		}
		return bump(ctx, tx, "generation")
	})
	if err != nil {
		return 0, err
	}
	return changed, nil
}

func markSome(ctx context.Context, tx *sql.Tx, put *sql.Stmt, ids []partner.CustomerID, change func(*mark) error) (changed int, err error) {
	known, err := readMarks(ctx, tx, ids)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		m, ok := known[keyOf(packID(id))]
		if !ok {
			return 0, partner.NewError(partner.CodeNotFound, "customer "+string(id), nil)
		}
		old := *m
		if err := change(m); err != nil {
			return 0, err
		}
		if slices.Equal(m.tags, old.tags) && m.note == old.note && m.nickname == old.nickname && m.pinned == old.pinned {
			continue
		}
		tags, keys, err := m.stored()
		if err != nil {
			return 0, err
		}
		if _, err := put.ExecContext(ctx, m.num, tags, keys, m.note, m.nickname, m.pinned, m.fold()); err != nil {
			return 0, err
		}
		changed++
	}
	return changed, nil
}

// stored gives the tags and their keys as JSON.
func (m *mark) stored() (tags, keys string, err error) {
	names, compared := make([]string, len(m.tags)), make([]string, len(m.tags))
	for i, tag := range m.tags {
		names[i], compared[i] = tag, partner.TagKey(tag)
	}
	tagsJSON, err := json.Marshal(names)
	if err != nil {
		return "", "", err
	}
	keysJSON, err := json.Marshal(compared)
	return string(tagsJSON), string(keysJSON), err
}

// fold is what a search looks at.
func (m *mark) fold() string {
	return strings.TrimPrefix(fold.Fold(strings.Join(append([]string{m.nickname}, m.tags...), "\n")), "\n")
}

const selectMarks = `SELECT c.id, c.num, coalesce(m.tags, '[]'), coalesce(m.note, ''), coalesce(m.nickname, ''), coalesce(m.pinned, 0)
	FROM customers c LEFT JOIN marks m ON m.customer = c.num`

// readMarks reads what is kept of customers, by the keys of their ids. Those
// who are not known are left out.
func readMarks(ctx context.Context, tx *sql.Tx, ids []partner.CustomerID) (map[string]*mark, error) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = packID(id)
	}
	places := strings.Repeat(", ?", len(ids)-1)
	query := selectMarks + " WHERE c.id IN (?" + places + ")" //nolint:gosec // nothing but places
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	known := make(map[string]*mark, len(ids))
	for rows.Next() {
		var id any
		var tags string
		m := &mark{}
		if err := rows.Scan(&id, &m.num, &tags, &m.note, &m.nickname, &m.pinned); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(tags), &m.tags); err != nil {
			return nil, err
		}
		known[keyOf(id)] = m
	}
	return known, rows.Err()
}

// TagCounts lists the tags that customers have, with how many have each, in the
// order of their keys. Spellings that differ only in case are one tag, in the
// spelling that most have.
func (db *DB) TagCounts(ctx context.Context) ([]partner.TagCount, error) {
	rows, err := db.reader.QueryContext(ctx, `SELECT j.value, count(*) FROM marks m, json_each(m.tags) j
		GROUP BY j.value ORDER BY count(*) DESC, j.value`)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	var counts []partner.TagCount
	at := map[string]int{}
	for rows.Next() {
		var t partner.TagCount
		if err := rows.Scan(&t.Tag, &t.Customers); err != nil {
			return nil, failed(ctx, err)
		}
		if i, known := at[partner.TagKey(t.Tag)]; known {
			counts[i].Customers += t.Customers
			continue
		}
		at[partner.TagKey(t.Tag)] = len(counts)
		counts = append(counts, t)
	}
	slices.SortFunc(counts, func(a, b partner.TagCount) int {
		return strings.Compare(partner.TagKey(a.Tag), partner.TagKey(b.Tag))
	})
	return counts, failed(ctx, rows.Err())
}
