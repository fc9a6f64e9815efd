package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// rename is a customer whom the list calls by another name than before.
type rename struct {
	num           int64
	id            partner.CustomerID
	before, after string
}

// renamed reports whether a listed customer has another name now. What a file
// called them is not what the service did.
func (r *recorder) renamed(old, now row) bool {
	return r.pass > 0 && old.name != "" && old.name != now.name && old.standing != string(partner.StandingImported)
}

// noteRenames tells of other names that we did not give ourselves.
func (r *recorder) noteRenames(ctx context.Context, renames []rename) error {
	if len(renames) == 0 {
		return nil
	}
	if r.ours == nil {
		var err error
		if r.ours, err = ourRenames(ctx, r.tx); err != nil {
			return err
		}
	}
	for _, one := range renames {
		if strings.Contains(r.ours[one.id]+";", " -> "+one.after+";") {
			continue
		}
		change := partner.Change{Kind: partner.ChangedName, Before: one.before, After: one.after}
		if err := noteChanges(ctx, r.tx, one.num, time.Unix(0, r.now), change); err != nil {
			return err
		}
	}
	return nil
}

// ourRenames gives of each customer whose name on the bills, which is that of the
// list, was changed here what was changed with it the last time.
func ourRenames(ctx context.Context, tx *sql.Tx) (map[partner.CustomerID]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT customer, detail FROM intents
		WHERE action = ? AND state = ? AND instr('; ' || detail, '; companyName ') > 0 ORDER BY at`, partner.ActionBillingChanged, partner.IntentDone)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	ours := map[partner.CustomerID]string{}
	for rows.Next() {
		var id partner.CustomerID
		var detail string
		if err := rows.Scan(&id, &detail); err != nil {
			return nil, err
		}
		ours[id] = detail
	}
	return ours, rows.Err()
}
