package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"cspdesk/internal/partner"
)

// Renewals gives what is known about the terms of subscriptions that end before
// until, those that want a decision by their end. Only customers whose services
// were read are known; customers who are no longer listed are left out.
func (db *DB) Renewals(ctx context.Context, until time.Time) (partner.Renewals, error) {
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all as it is at one moment
	if err != nil {
		return partner.Renewals{}, failed(ctx, err)
	}
	defer tx.Rollback()
	found, err := readRenewals(ctx, tx, db.now(), until)
	if err != nil {
		return partner.Renewals{}, failed(ctx, err)
	}
	slices.SortStableFunc(found.Decide, func(a, b partner.Renewal) int {
		return cmp.Or(a.Subscription.Ends.Compare(b.Subscription.Ends), cmp.Compare(a.CompanyName, b.CompanyName))
	})
	return found, nil
}

func readRenewals(ctx context.Context, tx *sql.Tx, now, until time.Time) (found partner.Renewals, err error) {
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM customers").Scan(&found.Customers); err != nil {
		return found, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT c.id, c.name, b.data, b.fetched_at FROM blocks b JOIN customers c ON c.num = b.customer
		WHERE b.block = ? AND b.data IS NOT NULL AND c.standing IN (?, ?)`,
		partner.BlockServices, partner.StandingListed, partner.StandingImported)
	if err != nil {
		return found, err
	}
	defer rows.Close()
	for rows.Next() {
		var r partner.Renewal
		var id any
		var data string
		var at sql.NullInt64
		if err := rows.Scan(&id, &r.CompanyName, &data, &at); err != nil {
			return found, err
		}
		var kept servicesBlock
		if err := json.Unmarshal([]byte(data), &kept); err != nil {
			return found, err
		}
		r.Customer, r.Known = unpackID(id), moment(at)
		found.Known++
		for _, r.Subscription = range kept.Subscriptions {
			switch r.Kind = partner.RenewalOf(r.Subscription, now, until); r.Kind {
			case "":
			case partner.RenewalAutomatic:
				found.Automatic++
			default:
				found.Decide = append(found.Decide, r)
			}
		}
	}
	return found, rows.Err()
}
