package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"

	"cspdesk/internal/partner"
)

// Check verifies the whole database: its pages and indexes, its references,
// and the chain of the activity record. CodeStoreDamaged names the first thing
// that is wrong. It takes seconds for a large database.
func (db *DB) Check(ctx context.Context) error {
	if err := quickCheck(ctx, db.reader, "integrity_check(3)"); err != nil {
		return failed(ctx, err)
	}
	if err := db.checkReferences(ctx); err != nil {
		return failed(ctx, err)
	}
	return failed(ctx, db.checkActivity(ctx))
}

func (db *DB) checkReferences(ctx context.Context) error {
	rows, err := db.reader.QueryContext(ctx, `SELECT "table", parent FROM pragma_foreign_key_check LIMIT 1`)
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		var child, parent string
		if err := rows.Scan(&child, &parent); err != nil {
			return err
		}
		return partner.NewError(partner.CodeStoreDamaged, "a row of "+child+" has lost its row of "+parent, nil)
	}
	return rows.Err()
}

// checkActivity reads the record from its first line on and compares each hash
// with the one it should have, and the number of lines with the one kept apart.
func (db *DB) checkActivity(ctx context.Context) error {
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // lines may be added meanwhile
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var count int64
	var head, last []byte
	if err := tx.QueryRowContext(ctx, activityHead).Scan(&count, &head); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, "SELECT "+activityColumns+" FROM activity ORDER BY seq")
	if err != nil {
		return err
	}
	defer rows.Close()
	seen := int64(0)
	for rows.Next() {
		line, hash, err := scanActivity(rows)
		if err != nil {
			return err
		}
		seen++
		last = chain(last, line)
		if line.Seq != seen || !bytes.Equal(hash, last) {
			return partner.NewError(partner.CodeStoreDamaged, fmt.Sprintf("activity line %d was changed or is missing", seen), nil)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if seen != count || !bytes.Equal(head, last) {
		return partner.NewError(partner.CodeStoreDamaged, fmt.Sprintf("the activity record ends at line %d of %d", seen, count), nil)
	}
	return nil
}
