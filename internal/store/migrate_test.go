package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

// contents gives the rows of a table as text.
func contents(t *testing.T, db *DB, table string) (all []string) {
	t.Helper()
	rows, err := db.reader.Query("SELECT * FROM " + table + " ORDER BY 1, 2")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%q %v", columns, values))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAListOfTheSecondVersionIsKept with what refers to its customers.
func TestAListOfTheSecondVersionIsKept(t *testing.T) {
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cspdesk.db")
	old, err := open(t.Context(), path, Options{}, steps[:2])
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for i := range 50 {
		_, err := old.writer.Exec(`INSERT INTO customers (num, id, name, domain, relationship, country, tags, note, standing, first_seen, name_key, name_fold, domain_fold)
			VALUES (?1, ?2, 'Contoso', 'contoso.com', 'reseller', 'DE', '["a"]', 'n', 'listed', 5, x'01', 'contoso', 'contoso.com');
			INSERT INTO sightings VALUES (?1, 1, 2, 3);
			INSERT INTO blocks (customer, block, data) VALUES (?1, 'account', '{}')`, 3*i+7, packID(partner.CustomerID(fmt.Sprintf("%08x-0000-4000-8000-%012x", r.Uint32(), i))))
		if err != nil {
			t.Fatal(err)
		}
	}
	tables := []string{"customers", "sightings", "blocks", "list_changes", "meta"}
	before := map[string][]string{}
	for _, table := range tables {
		before[table] = contents(t, old, table)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	third, err := open(t.Context(), path, Options{}, steps[:3])
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if diff := cmp.Diff(before[table], contents(t, third, table)); diff != "" {
			t.Errorf("%s\n%s", table, diff)
		}
	}
	if err := third.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := open(t.Context(), path, Options{}, steps)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.customers(t.Context(), "")
	if err != nil || len(found) != 50 || len(found[0].Tags) != 1 || found[0].Tags[0] != "a" || found[0].Note != "n" {
		t.Errorf("%d customers, the first is %+v, %v", len(found), found[0], err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := db.writer.Exec("UPDATE customers SET country = 'FR' WHERE num = 7"); err != nil {
		t.Fatal(err)
	}
	if changes := contents(t, db, "list_changes"); len(changes) != 1 {
		t.Errorf("a change left %q", changes)
	}
	if _, err := db.writer.Exec("DELETE FROM customers WHERE num = 10"); err == nil {
		t.Error("a customer with a record could be deleted")
	}
}
