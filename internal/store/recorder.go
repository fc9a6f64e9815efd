package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/fold"
)

// recorder writes rows of the customer list within one transaction.
type recorder struct {
	pass int64 // 0 for a file
	now  int64

	added, changed, unchanged int

	find, insert, update, sight *sql.Stmt
}

func (r *recorder) prepare(ctx context.Context, tx *sql.Tx) error {
	for _, p := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&r.find, "SELECT num, name, domain, relationship, country, standing FROM customers WHERE id = ?"},
		{&r.insert, `INSERT INTO customers (id, name, domain, relationship, country, standing, first_seen, name_key, name_fold, domain_fold)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&r.update, `UPDATE customers SET name = ?, domain = ?, relationship = ?, country = ?, standing = ?,
			name_key = ?, name_fold = ?, domain_fold = ? WHERE num = ?`},
		{&r.sight, `INSERT INTO sightings (customer, pass, at, arrived) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (customer) DO UPDATE SET pass = CASE ?2 WHEN 0 THEN pass ELSE ?2 END, at = ?3,
			arrived = CASE ?4 WHEN 0 THEN arrived ELSE ?4 END`},
	} {
		stmt, err := tx.PrepareContext(ctx, p.sql)
		if err != nil {
			r.close()
			return err
		}
		*p.to = stmt
	}
	return nil
}

func (r *recorder) close() {
	for _, stmt := range []*sql.Stmt{r.find, r.insert, r.update, r.sight} {
		if stmt != nil {
			stmt.Close()
		}
	}
}

// stored is what the store holds of a customer that the service or a file may
// change.
type stored struct {
	num                                           int64
	name, domain, relationship, country, standing string
}

func (r *recorder) lookUp(ctx context.Context, id any) (old stored, known bool, err error) {
	err = r.find.QueryRowContext(ctx, id).Scan(&old.num, &old.name, &old.domain, &old.relationship, &old.country, &old.standing)
	if errors.Is(err, sql.ErrNoRows) {
		return old, false, nil
	}
	return old, err == nil, err
}

// fromService records a customer as the service lists it now. What the list
// leaves empty stays as it was known. A row without an id cannot be kept and
// must not fail the page that it came with.
func (r *recorder) fromService(ctx context.Context, c *partner.Customer) error {
	id := packID(c.ID)
	if id == "" {
		return nil
	}
	old, known, err := r.lookUp(ctx, id)
	if err != nil {
		return err
	}
	now := stored{old.num, or(c.CompanyName, old.name), or(c.Domain, old.domain),
		or(string(c.Relationship), old.relationship), or(c.Country, old.country), string(partner.StandingListed)}
	arrived := int64(0)
	if old.standing != now.standing {
		arrived = r.pass
	}
	if now.num, err = r.put(ctx, id, old, now, known); err != nil {
		return err
	}
	_, err = r.sight.ExecContext(ctx, now.num, r.pass, r.now, arrived)
	return err
}

// fromFile records a customer from a file. What the service said has the last
// word: a file only fills what is empty there.
func (r *recorder) fromFile(ctx context.Context, c *partner.Customer) error {
	id := packID(c.ID)
	if id == "" {
		return partner.NewError(partner.CodeInvalidInput, fmt.Sprintf("customer %q has no id", c.CompanyName), nil)
	}
	old, known, err := r.lookUp(ctx, id)
	if err != nil {
		return err
	}
	now := stored{old.num, or(c.CompanyName, old.name), or(c.Domain, old.domain),
		or(string(c.Relationship), old.relationship), or(c.Country, old.country), string(partner.StandingImported)}
	if known && old.standing != now.standing {
		now = stored{old.num, or(old.name, c.CompanyName), or(old.domain, c.Domain),
			or(old.relationship, string(c.Relationship)), or(old.country, c.Country), old.standing}
	}
	if now.num, err = r.put(ctx, id, old, now, known); err != nil {
		return err
	}
	if now.standing != string(partner.StandingImported) {
		return nil
	}
	_, err = r.sight.ExecContext(ctx, now.num, 0, r.now, 0)
	return err
}

func (r *recorder) put(ctx context.Context, id any, old, now stored, known bool) (num int64, err error) {
	if known && old == now {
		r.unchanged++
		return old.num, nil
	}
	key, nameFold, domainFold := sortKey(now.name), fold.Fold(now.name), fold.Fold(now.domain)
	if odd, ok := id.(string); ok {
		nameFold += "\n" + fold.Fold(odd) // so that a search finds an id that is no GUID
	}
	if known {
		r.changed++
		_, err = r.update.ExecContext(ctx, now.name, now.domain, now.relationship, now.country, now.standing,
			key, nameFold, domainFold, now.num)
		return now.num, err
	}
	r.added++
	result, err := r.insert.ExecContext(ctx, id, now.name, now.domain, now.relationship, now.country, now.standing,
		r.now, key, nameFold, domainFold)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// ImportCustomers records customers from a file, all or none, with a line in
// the activity record. Customers that the service listed keep what it said.
func (db *DB) ImportCustomers(ctx context.Context, list []partner.Customer) (partner.ImportResult, error) {
	var result partner.ImportResult
	err := db.write(ctx, func(tx *sql.Tx) error {
		r := recorder{now: db.now().UnixNano()}
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		defer r.close()
		for i := range list {
			if err := r.fromFile(ctx, &list[i]); err != nil {
				return err
			}
		}
		result = partner.ImportResult{Added: r.added, Updated: r.changed, Unchanged: r.unchanged}
		if r.added+r.changed > 0 {
			if err := bump(ctx, tx, "generation"); err != nil {
				return err
			}
		}
		return db.appendActivity(ctx, tx, partner.Activity{
			Action: partner.ActionCustomersImported, Outcome: partner.OutcomeDone,
			Detail: fmt.Sprintf("%d added, %d updated, %d unchanged", r.added, r.changed, r.unchanged),
		})
	})
	if err != nil {
		return partner.ImportResult{}, err
	}
	return result, nil
}
