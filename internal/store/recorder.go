package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/fold"
)

// chunk is how many customers are looked up and confirmed by one statement.
const chunk = 500

// recorder writes rows of the customer list within one transaction.
type recorder struct {
	tx   *sql.Tx
	pass int64 // 0 for a file
	now  int64
	told bool // a pass was completed before, so that who is new is news

	added, changed, unchanged int

	ours map[partner.CustomerID]string // see ourRenames; nil until it is used

	insert, update *sql.Stmt
	known, run     *sql.Stmt // nil until they are used
}

// row is what the store holds of a customer that the service or a file may
// change.
type row struct {
	num                                           int64
	name, domain, relationship, country, standing string
}

func newRecorder(ctx context.Context, tx *sql.Tx, pass, now int64) (*recorder, error) {
	r := &recorder{tx: tx, pass: pass, now: now}
	var err error
	r.insert, err = tx.PrepareContext(ctx, `INSERT INTO customers
		(id, name, domain, relationship, country, standing, first_seen, name_key, name_fold, domain_fold)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err == nil {
		r.update, err = tx.PrepareContext(ctx, `UPDATE customers SET name = ?, domain = ?, relationship = ?, country = ?,
			standing = ?, name_key = ?, name_fold = ?, domain_fold = ? WHERE num = ?`)
	}
	if err == nil && pass > 0 {
		err = tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM passes WHERE completed_at IS NOT NULL)").Scan(&r.told)
	}
	if err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *recorder) close() {
	for _, stmt := range []*sql.Stmt{r.insert, r.update, r.known, r.run} {
		if stmt != nil {
			stmt.Close()
		}
	}
}

// record writes customers, each as merge makes it out of what came and what is
// stored (the zero row for a new customer). Rows that are as they were cost
// almost nothing. A customer without an id cannot be kept, and must not fail
// the page that it came with.
func (r *recorder) record(ctx context.Context, list []partner.Customer, merge func(*partner.Customer, row) row) error {
	quiet := context.WithoutCancel(ctx) // watching it for each statement costs more than the statement
	for part := range slices.Chunk(list, chunk) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if r.pass > 0 {
			var err error
			if part, err = r.confirm(quiet, part); err != nil {
				return err
			}
		}
		if len(part) == 0 {
			continue
		}
		if err := r.recordChunk(quiet, part, merge); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) recordChunk(ctx context.Context, part []partner.Customer, merge func(*partner.Customer, row) row) error {
	ids := make([]any, len(part))
	for i := range part {
		ids[i] = packID(part[i].ID)
	}
	known, err := r.lookUp(ctx, ids)
	if err != nil {
		return err
	}
	var seen, arrived []int64
	var renames []rename
	came := map[string][]int64{} // those who arrived, by their standing before
	for i := range part {
		id := ids[i]
		if id == "" {
			continue
		}
		old := known[keyOf(id)]
		now := merge(&part[i], old)
		if now.num, err = r.put(ctx, id, old, now); err != nil {
			return err
		}
		known[keyOf(id)] = now
		if r.renamed(old, now) {
			renames = append(renames, rename{now.num, unpackID(id), old.name, now.name})
		}
		switch {
		case now.standing == string(partner.StandingListed) && old.standing != now.standing:
			arrived = append(arrived, now.num)
			came[old.standing] = append(came[old.standing], now.num)
		case r.pass > 0 || now.standing == string(partner.StandingImported) && old.num != 0:
			seen = append(seen, now.num)
		}
	}
	if err := r.sight(ctx, arrived, r.pass); err != nil {
		return err
	}
	if err := r.noteArrivals(ctx, came); err != nil {
		return err
	}
	if err := r.noteRenames(ctx, renames); err != nil {
		return err
	}
	return r.sight(ctx, seen, 0)
}

// noteArrivals tells of customers who are listed now, by their standing before.
// Those who came with the first complete list are no news.
func (r *recorder) noteArrivals(ctx context.Context, came map[string][]int64) error {
	for _, before := range []partner.Standing{partner.StandingVanished, partner.StandingRemoved, partner.StandingImported, ""} {
		kind := partner.ChangedListedAgain
		if before == partner.StandingImported || before == "" {
			kind = partner.ChangedNew
			if !r.told {
				continue
			}
		}
		if err := noteStanding(ctx, r.tx, came[string(before)], time.Unix(0, r.now), kind, before, partner.StandingListed); err != nil {
			return err
		}
	}
	return nil
}

// keyOf makes a stored id usable as the key of a map.
func keyOf(id any) string {
	if raw, ok := id.([]byte); ok {
		return string(raw)
	}
	return "odd " + id.(string) // longer than the text, so that it equals no 16 bytes by chance
}

// lookUp gives what is stored of up to chunk customers. The places of those that
// are fewer stay empty, so that one statement does for all.
func (r *recorder) lookUp(ctx context.Context, ids []any) (map[string]row, error) {
	if r.known == nil {
		places := strings.Repeat(", ?", chunk-1)
		query := "SELECT id, num, name, domain, relationship, country, standing FROM customers WHERE id IN (?" + places + ")" //nolint:gosec // nothing but places
		var err error
		if r.known, err = r.tx.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
	}
	rows, err := r.known.QueryContext(ctx, append(ids, make([]any, chunk-len(ids))...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	known := make(map[string]row, len(ids))
	for rows.Next() {
		var id any
		var c row
		if err := rows.Scan(&id, &c.num, &c.name, &c.domain, &c.relationship, &c.country, &c.standing); err != nil {
			return nil, err
		}
		known[keyOf(id)] = c
	}
	return known, rows.Err()
}

// sight notes that customers were confirmed now. Pass 0 and arrived 0 leave
// what stood there.
func (r *recorder) sight(ctx context.Context, nums []int64, arrived int64) error {
	if len(nums) == 0 {
		return nil
	}
	list, err := json.Marshal(nums)
	if err != nil {
		return err
	}
	_, err = r.tx.ExecContext(ctx, `INSERT INTO sightings (customer, pass, at, arrived)
		SELECT value, ?1, ?2, ?3 FROM json_each(?4) WHERE true
		ON CONFLICT (customer) DO UPDATE SET pass = CASE ?1 WHEN 0 THEN pass ELSE ?1 END, at = ?2,
		arrived = CASE ?3 WHEN 0 THEN arrived ELSE ?3 END`, r.pass, r.now, arrived, string(list))
	return err
}

func (r *recorder) put(ctx context.Context, id any, old, now row) (num int64, err error) {
	known := old.num != 0
	if known && old == now {
		r.unchanged++
		return old.num, nil
	}
	key, nameFold, domainFold := keysOf(id, now.name, now.domain)
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

// keysOf gives what a customer is ordered and found by.
func keysOf(id any, name, domain string) (key []byte, nameFold, domainFold string) {
	nameFold = fold.Fold(name)
	if odd, ok := id.(string); ok {
		nameFold += "\n" + fold.Fold(odd) // so that a search finds an id that is no GUID
	}
	return sortKey(name), nameFold, fold.Fold(domain)
}

// fromService takes a customer as the service lists it now. What the list
// leaves empty stays as it was known.
func fromService(c *partner.Customer, old row) row {
	return row{old.num, cmp.Or(c.CompanyName, old.name), cmp.Or(c.Domain, old.domain),
		cmp.Or(string(c.Relationship), old.relationship), cmp.Or(c.Country, old.country), string(partner.StandingListed)}
}

// fromFile takes a customer from a file. What the service said has the last
// word: a file only fills what is empty there.
func fromFile(c *partner.Customer, old row) row {
	imported := string(partner.StandingImported)
	if old.num != 0 && old.standing != imported {
		return row{old.num, cmp.Or(old.name, c.CompanyName), cmp.Or(old.domain, c.Domain),
			cmp.Or(old.relationship, string(c.Relationship)), cmp.Or(old.country, c.Country), old.standing}
	}
	return row{old.num, cmp.Or(c.CompanyName, old.name), cmp.Or(c.Domain, old.domain),
		cmp.Or(string(c.Relationship), old.relationship), cmp.Or(c.Country, old.country), imported}
}
