package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

const (
	// shortRun is how many customers are compared together when a whole chunk
	// is not as it is stored.
	shortRun = 50
	// between stands between the values of a run.
	between = "\x1f"
)

// confirm confirms customers that the service lists as they are stored, and
// gives the others. Nearly all are, and come in the order in which they came
// first, which is that of their numbers: so a run of them is compared with the
// rows that follow the first one's, by a statement that gives one row for all.
func (r *recorder) confirm(ctx context.Context, part []partner.Customer) (others []partner.Customer, err error) {
	same, err := r.confirmRun(ctx, part)
	if same || err != nil {
		return nil, err
	}
	if comesTwice(part) { // then it counts which one comes last
		return part, nil
	}
	for run := range slices.Chunk(part, shortRun) {
		if same, err = r.confirmRun(ctx, run); err != nil {
			return nil, err
		}
		if !same {
			others = append(others, run...)
		}
	}
	return others, nil
}

func comesTwice(part []partner.Customer) bool {
	seen := make(map[partner.CustomerID]bool, len(part))
	for i := range part {
		if seen[part[i].ID] {
			return true
		}
		seen[part[i].ID] = true
	}
	return false
}

// confirmRun confirms customers if all of them are as the service lists them
// already, and have numbers that follow each other.
func (r *recorder) confirmRun(ctx context.Context, run []partner.Customer) (same bool, err error) {
	var came columnsOfRun
	for i := range run {
		if !came.add(&run[i]) {
			return false, nil
		}
	}
	var first int64
	err = r.tx.QueryRowContext(ctx, "SELECT num FROM customers WHERE id = ?", packID(run[0].ID)).Scan(&first)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	last := first + int64(len(run)) - 1
	var count int
	var ids, names, domains, relationships sql.RawBytes
	if r.run == nil {
		if r.run, err = r.tx.PrepareContext(ctx, runStatement); err != nil {
			return false, err
		}
	}
	rows, err := r.run.QueryContext(ctx, between, first, last)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return false, rows.Err()
	}
	if err := rows.Scan(&count, &ids, &names, &domains, &relationships); err != nil {
		return false, err
	}
	if count != len(run) || !bytes.Equal(ids, came.ids.Bytes()) || !bytes.Equal(names, came.names.Bytes()) ||
		!bytes.Equal(domains, came.domains.Bytes()) || !bytes.Equal(relationships, came.relationships.Bytes()) {
		return false, nil
	}
	if err := rows.Close(); err != nil {
		return false, err
	}
	return r.sightRun(ctx, first, last)
}

// runStatement gives the columns of listed customers whose numbers follow each
// other.
const runStatement = `SELECT count(*), CAST(group_concat(id, '') AS BLOB), group_concat(name, ?1), group_concat(domain, ?1), group_concat(relationship, ?1)
	FROM customers WHERE num BETWEEN ?2 AND ?3 AND standing = 'listed' AND typeof(id) = 'blob'`

// sightRun notes that customers were confirmed now. It reports whether all of
// them had been before.
func (r *recorder) sightRun(ctx context.Context, first, last int64) (all bool, err error) {
	result, err := r.tx.ExecContext(ctx, "UPDATE sightings SET pass = ?, at = ? WHERE customer BETWEEN ? AND ?", r.pass, r.now, first, last)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	if err != nil || n != last-first+1 {
		return false, err
	}
	r.unchanged += int(n)
	return true, nil
}

// columnsOfRun are the columns of customers, the values of each one after the
// other.
type columnsOfRun struct {
	ids                           bytes.Buffer
	names, domains, relationships column
}

// add adds a customer. It reports false for one that may be as it is stored
// without being equal to it, and for values that cannot be told apart.
func (c *columnsOfRun) add(customer *partner.Customer) bool {
	id, guid := packID(customer.ID).([]byte)
	if !guid || customer.Country != "" {
		return false
	}
	c.ids.Write(id)
	return c.names.add(customer.CompanyName) && c.domains.add(customer.Domain) && c.relationships.add(string(customer.Relationship))
}

// column is the values of a column, one after the other.
type column struct{ bytes.Buffer }

func (c *column) add(value string) bool {
	if value == "" || strings.Contains(value, between) {
		return false
	}
	if c.Len() > 0 {
		c.WriteString(between)
	}
	c.WriteString(value)
	return true
}
