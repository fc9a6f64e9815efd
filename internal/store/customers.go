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

const selectCustomers = `SELECT c.num, c.id, c.name, c.domain, c.relationship, c.admin_rights, c.admin_rights_at,
	c.agreement, c.country, c.standing, c.first_seen, coalesce(s.at, c.first_seen), m.tags, m.note, m.nickname, m.pinned
	FROM customers c LEFT JOIN sightings s ON s.customer = c.num LEFT JOIN marks m ON m.customer = c.num`

func scanCustomer(rows *sql.Rows) (c partner.Customer, num int64, err error) {
	var id any
	var tags, note, nickname sql.NullString // all or none
	var pinned sql.NullBool
	var rightsAt, first, seen sql.NullInt64
	err = rows.Scan(&num, &id, &c.CompanyName, &c.Domain, &c.Relationship, &c.AdminRights, &rightsAt,
		&c.Agreement, &c.Country, &c.Standing, &first, &seen, &tags, &note, &nickname, &pinned)
	if err != nil {
		return c, 0, err
	}
	c.ID = unpackID(id)
	c.AdminRightsAt, c.FirstSeen, c.RefreshedAt = moment(rightsAt), moment(first), moment(seen)
	c.Note, c.Nickname, c.Pinned = note.String, nickname.String, pinned.Bool
	if tags.Valid && tags.String != "[]" {
		err = json.Unmarshal([]byte(tags.String), &c.Tags)
	}
	return c, num, err
}

// customers runs a query that begins with selectCustomers.
func (db *DB) customers(ctx context.Context, which string, args ...any) ([]partner.Customer, error) {
	return readCustomers(ctx, db.reader, which, args...)
}

func readCustomers(ctx context.Context, q querier, which string, args ...any) ([]partner.Customer, error) {
	var all []partner.Customer
	err := eachCustomer(ctx, q, which, args, func(c partner.Customer) error {
		all = append(all, c)
		return nil
	})
	return all, err
}

func eachCustomer(ctx context.Context, q querier, which string, args []any, f func(partner.Customer) error) error {
	rows, err := q.QueryContext(ctx, selectCustomers+which, args...)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		c, _, err := scanCustomer(rows)
		if err != nil {
			return translate(err)
		}
		if err := f(c); err != nil {
			return err
		}
	}
	return failed(ctx, rows.Err())
}

// EachCustomer calls f for each customer that the query finds, in its order, up
// to limit if that is above 0. Pinned customers stand where the order puts them,
// not on top: files and scripts want one order. It stops at the first error of f
// and gives it back as it is.
func (db *DB) EachCustomer(ctx context.Context, q partner.ListQuery, limit int, f func(partner.Customer) error) error {
	o, err := newOrder(q, db.now)
	if err != nil {
		return err
	}
	where := o.matching()
	if limit <= 0 {
		limit = -1
	}
	return eachCustomer(ctx, db.reader, where.String()+" ORDER BY "+o.by()+" LIMIT ?", append(where.args, limit), f)
}

// Customer gives one customer, or CodeNotFound.
func (db *DB) Customer(ctx context.Context, id partner.CustomerID) (partner.Customer, error) {
	found, err := db.customers(ctx, " WHERE c.id = ?", packID(id))
	if err != nil {
		return partner.Customer{}, err
	}
	if len(found) == 0 {
		return partner.Customer{}, partner.NewError(partner.CodeNotFound, "customer "+string(id), nil)
	}
	return found[0], nil
}

// FindCustomers gives the customers with exactly this id or this primary
// domain, by name. Nothing found is no error.
func (db *DB) FindCustomers(ctx context.Context, idOrDomain string) ([]partner.Customer, error) {
	if idOrDomain == "" {
		return nil, nil
	}
	id, domain := packID(partner.CustomerID(idOrDomain)), fold.Fold(idOrDomain)
	if _, isGUID := id.([]byte); isGUID || domain == "" { // no domain looks so
		return db.customers(ctx, " WHERE c.id = ?", id)
	}
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer tx.Rollback()
	nums, ok, err := db.indexedDomain(ctx, tx, domain)
	if err != nil {
		return nil, failed(ctx, err)
	}
	if !ok {
		return readCustomers(ctx, tx, ` WHERE c.id = ? OR c.num IN (SELECT num FROM customers INDEXED BY customers_by_name
			WHERE domain_fold = ?) ORDER BY c.name_key, c.id`, id, domain)
	}
	list, err := json.Marshal(nums)
	if err != nil {
		return nil, translate(err)
	}
	return readCustomers(ctx, tx, " WHERE c.id = ? OR c.num IN (SELECT value FROM json_each(?)) ORDER BY c.name_key, c.id", id, string(list))
}

// CustomersNamed gives the customers with exactly this company name, by name. Case
// does not count, and accents do not where they make no other letter. Nothing found
// is no error.
func (db *DB) CustomersNamed(ctx context.Context, name string) ([]partner.Customer, error) {
	name = strings.TrimSpace(name)
	folded := fold.Fold(name)
	if folded == "" {
		return nil, nil
	}
	least := lettersKey(name) // a name with accents has a longer one, which goes on with a zero
	// An id may stand behind a folded name: see keysOf.
	return db.customers(ctx, ` WHERE c.num IN (SELECT num FROM customers INDEXED BY customers_by_name WHERE name_key >= ? AND name_key < ?
		AND substr(name_fold, 1, instr(name_fold || char(10), char(10)) - 1) = ?) ORDER BY c.name_key, c.id`, least, append(slices.Clone(least), 1), folded)
}

// total is a count of all customers at a generation of the list.
type total struct {
	generation int64
	count      int
}

// CountCustomers counts the customers that the query finds, and all of them.
func (db *DB) CountCustomers(ctx context.Context, q partner.ListQuery) (matches, all int, err error) {
	o, err := newOrder(q, db.now)
	if err != nil {
		return 0, 0, err
	}
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, 0, failed(ctx, err)
	}
	defer tx.Rollback()
	matches, all, ok, err := db.indexedCount(ctx, tx, o)
	if ok || err != nil {
		return matches, all, failed(ctx, err)
	}
	if all, err = db.countAll(ctx, tx); err != nil {
		return 0, 0, failed(ctx, err)
	}
	where := o.matching()
	if len(where.conditions) == 0 {
		return all, all, nil
	}
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM customers INDEXED BY customers_by_name"+where.String(), where.args...).
		Scan(&matches)
	return matches, all, failed(ctx, err)
}

func (db *DB) countAll(ctx context.Context, q querier) (int, error) {
	counted := &total{}
	if err := q.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'generation'").Scan(&counted.generation); err != nil {
		return 0, err
	}
	if known := db.counted.Load(); known != nil && known.generation == counted.generation {
		return known.count, nil
	}
	if err := q.QueryRowContext(ctx, "SELECT count(*) FROM customers").Scan(&counted.count); err != nil {
		return 0, err
	}
	db.counted.Store(counted)
	return counted.count, nil
}
