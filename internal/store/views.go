package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"cspdesk/internal/partner"
)

// viewJSON is a view as it is stored, in meta under "view 3".
type viewJSON struct {
	Name       string            `json:"name,omitempty"`
	Search     string            `json:"search,omitempty"`
	Filter     string            `json:"filter,omitempty"`
	Sort       partner.SortField `json:"sort,omitempty"`
	Descending bool              `json:"descending,omitempty"`
	Detail     bool              `json:"detail,omitempty"`
	Columns    []partner.Column  `json:"columns,omitempty"`
}

func viewKey(number int) string { return fmt.Sprint("view ", number) }

// Views gives the kept views of the customer list in the order of their
// numbers, the last one shown among them as number 0. What cannot be read is
// left out: a view is never a reason not to start.
func (db *DB) Views(ctx context.Context) ([]partner.View, error) {
	rows, err := db.reader.QueryContext(ctx, "SELECT name, value FROM meta WHERE name BETWEEN ? AND ? ORDER BY name", viewKey(0), viewKey(partner.MostViews))
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	var views []partner.View
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, failed(ctx, err)
		}
		var stored viewJSON
		var number int
		if _, err := fmt.Sscanf(name, "view %d", &number); err != nil || json.Unmarshal([]byte(value), &stored) != nil {
			continue
		}
		query := partner.ListQuery{Search: stored.Search, Filter: stored.Filter, Sort: stored.Sort, Descending: stored.Descending}
		if _, err := partner.ParseFilter(query.Filter); err != nil || query.Sort != "" && !query.Sort.Valid() {
			continue
		}
		views = append(views, partner.View{
			Number: number, Name: stored.Name, Query: query, Columns: partner.CleanColumns(stored.Columns), Detail: stored.Detail,
		})
	}
	return views, failed(ctx, rows.Err())
}

// SetView keeps a view under its number, in the place of the one that has it.
// CodeInvalidInput says that the number is none.
func (db *DB) SetView(ctx context.Context, v partner.View) error {
	if v.Number < 0 || v.Number > partner.MostViews {
		return partner.NewError(partner.CodeInvalidInput, "a view has a number from 1 to 9", nil)
	}
	q := v.Query
	value, err := json.Marshal(viewJSON{v.Name, q.Search, q.Filter, q.Sort, q.Descending, v.Detail, v.Columns})
	if err != nil {
		return partner.NewError(partner.CodeInternal, "", err)
	}
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			viewKey(v.Number), string(value))
		return err
	})
}

// DeleteView forgets the view with a number; none is fine.
func (db *DB) DeleteView(ctx context.Context, number int) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM meta WHERE name = ?", viewKey(number))
		return err
	})
}
