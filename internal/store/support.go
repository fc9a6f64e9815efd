package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"cspdesk/internal/partner"
)

// SaveRequests stores the service requests of a customer as they were at a time.
func (db *DB) SaveRequests(ctx context.Context, id partner.CustomerID, requests []partner.ServiceRequest, at time.Time) error {
	return db.saveBlock(ctx, id, partner.BlockRequests, requests, at, nil)
}

// SaveContacts stores the support contacts of a customer, by subscription id, as
// they were at a time.
func (db *DB) SaveContacts(ctx context.Context, id partner.CustomerID, contacts map[string]partner.SupportContact, at time.Time) error {
	return db.saveBlock(ctx, id, partner.BlockContacts, contacts, at, nil)
}

// Support gives what is kept of a customer's service requests and support
// contacts. What was never fetched is empty, and its state has a zero FetchedAt.
func (db *DB) Support(ctx context.Context, id partner.CustomerID) (partner.Support, error) {
	support := partner.Support{
		RequestsState: partner.BlockState{Block: partner.BlockRequests}, ContactsState: partner.BlockState{Block: partner.BlockContacts},
	}
	for _, part := range []struct {
		state *partner.BlockState
		into  any
	}{{&support.RequestsState, &support.Requests}, {&support.ContactsState, &support.Contacts}} {
		var data, failure sql.NullString
		var fetchedAt, failedAt sql.NullInt64
		err := db.reader.QueryRowContext(ctx, `SELECT b.data, b.fetched_at, b.failed_at, b.failure
			FROM blocks b JOIN customers c ON c.num = b.customer WHERE c.id = ? AND b.block = ?`, packID(id), part.state.Block).
			Scan(&data, &fetchedAt, &failedAt, &failure)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			*part.state, err = blockState(part.state.Block, fetchedAt, failedAt, failure)
		}
		if err == nil && data.Valid {
			err = json.Unmarshal([]byte(data.String), part.into)
		}
		if err != nil {
			return support, failed(ctx, err)
		}
	}
	return support, nil
}

// MarkRemoved notes that the partner ended its relationship with a customer. The
// customer and all that is kept of it stay. Delegated rights end with the
// relationship.
func (db *DB) MarkRemoved(ctx context.Context, id partner.CustomerID) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, `UPDATE customers SET standing = ?, relationship = ?,
			admin_rights_at = CASE WHEN admin_rights = ? THEN ? ELSE admin_rights_at END,
			admin_rights = CASE WHEN admin_rights = ? THEN ? ELSE admin_rights END
			WHERE id = ?`,
			partner.StandingRemoved, partner.RelationshipNone,
			partner.AdminRightsGranted, db.now().UnixNano(),
			partner.AdminRightsGranted, partner.AdminRightsRemoved, packID(id))
		if err != nil {
			return err
		}
		if err := touched(done, partner.NewError(partner.CodeNotFound, "customer "+string(id), nil)); err != nil {
			return err
		}
		return bump(ctx, tx, "generation")
	})
}
