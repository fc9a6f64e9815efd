package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// failure is the stored form of what went wrong with a block.
type failure struct {
	Code          partner.Code `json:"code"`
	Detail        string       `json:"detail"`
	ServiceCode   string       `json:"serviceCode"`
	HTTPStatus    int          `json:"httpStatus"`
	CorrelationID string       `json:"correlationId"`
}

type servicesBlock struct {
	Subscriptions []partner.Subscription   `json:"subscriptions"`
	Services      []partner.ManagedService `json:"services"`
}

// usersBlock says how many users there are; each has a row of its own. Older
// versions kept some of them here.
type usersBlock struct {
	Users []partner.User `json:"users,omitempty"`
	Total int            `json:"total"`
}

// Record gives all that is kept of one customer, or CodeNotFound.
func (db *DB) Record(ctx context.Context, id partner.CustomerID) (partner.Record, error) {
	record := partner.Record{States: map[partner.Block]partner.BlockState{}}
	var err error
	if record.Customer, err = db.Customer(ctx, id); err != nil {
		return record, err
	}
	for _, block := range partner.Blocks() {
		record.States[block] = partner.BlockState{Block: block}
	}
	if err := db.readBlocks(ctx, &record); err != nil {
		return record, failed(ctx, err)
	}
	if err := db.readUsers(ctx, &record); err != nil {
		return record, failed(ctx, err)
	}
	record.Invitations, err = db.invitations(ctx, "WHERE customer = ? AND customer <> '' ORDER BY created_at DESC, id", record.Customer.ID)
	return record, err
}

func (db *DB) readBlocks(ctx context.Context, record *partner.Record) error {
	rows, err := db.reader.QueryContext(ctx, `SELECT b.block, b.data, b.fetched_at, b.failed_at, b.failure
		FROM blocks b JOIN customers c ON c.num = b.customer WHERE c.id = ?`, packID(record.Customer.ID))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var block partner.Block
		var data, failed sql.NullString
		var fetchedAt, failedAt sql.NullInt64
		if err := rows.Scan(&block, &data, &fetchedAt, &failedAt, &failed); err != nil {
			return err
		}
		state, err := blockState(block, fetchedAt, failedAt, failed)
		if err != nil {
			return err
		}
		record.States[block] = state
		if data.Valid {
			if err := fill(record, block, []byte(data.String)); err != nil {
				return err
			}
		}
	}
	return rows.Err()
}

// blockState is what is kept of a block besides its content.
func blockState(block partner.Block, fetchedAt, failedAt sql.NullInt64, failed sql.NullString) (partner.BlockState, error) {
	state := partner.BlockState{Block: block, FetchedAt: moment(fetchedAt), FailedAt: moment(failedAt)}
	if !failed.Valid {
		return state, nil
	}
	var f failure
	err := json.Unmarshal([]byte(failed.String), &f)
	state.Failure = &partner.Error{Code: f.Code, Detail: f.Detail, ServiceCode: f.ServiceCode,
		HTTPStatus: f.HTTPStatus, CorrelationID: f.CorrelationID}
	return state, err
}

// readUsers adds the first users by name.
func (db *DB) readUsers(ctx context.Context, record *partner.Record) error {
	var first []partner.User
	err := db.eachUser(ctx, record.Customer.ID, partner.UserQuery{}, func(user partner.User) bool {
		first = append(first, user)
		return len(first) < previewUsers
	})
	if len(first) > 0 {
		record.Users = first
	}
	return err
}

func fill(record *partner.Record, block partner.Block, data []byte) error {
	switch block {
	case partner.BlockAccount:
		return json.Unmarshal(data, &record.Account)
	case partner.BlockServices:
		var kept servicesBlock
		err := json.Unmarshal(data, &kept)
		record.Subscriptions, record.Services = kept.Subscriptions, kept.Services
		return err
	case partner.BlockLicenses:
		return json.Unmarshal(data, &record.Licenses)
	case partner.BlockUsers:
		var kept usersBlock
		err := json.Unmarshal(data, &kept)
		record.Users, record.UsersTotal = kept.Users, kept.Total
		return err
	}
	return nil
}

// SaveAccount stores the account block as it was at a time, and takes from it
// what the list shows: admin rights, agreement and country.
func (db *DB) SaveAccount(ctx context.Context, id partner.CustomerID, account partner.Account, at time.Time) error {
	return db.saveBlock(ctx, id, partner.BlockAccount, account, at, func(tx *sql.Tx, num int64) error {
		return derive(ctx, tx, num, account, at)
	})
}

// SaveServices stores the services block as it was at a time, with lines about
// what changed since the last copy of it.
func (db *DB) SaveServices(ctx context.Context, id partner.CustomerID, subscriptions []partner.Subscription, services []partner.ManagedService, at time.Time) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		num, err := numberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		before, err := servicesOf(ctx, tx, num)
		if err != nil {
			return err
		}
		if err := noteChanges(ctx, tx, num, at, partner.CompareSubscriptions(before.Subscriptions, subscriptions)...); err != nil {
			return err
		}
		return setBlock(ctx, tx, num, partner.BlockServices, servicesBlock{subscriptions, services}, at)
	})
}

// servicesOf gives the services block as it is stored; an empty one if there is
// none.
func servicesOf(ctx context.Context, tx *sql.Tx, num int64) (block servicesBlock, err error) {
	var data sql.NullString
	err = tx.QueryRowContext(ctx, "SELECT data FROM blocks WHERE customer = ? AND block = ?", num, partner.BlockServices).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return block, nil
	}
	if err == nil && data.Valid {
		err = json.Unmarshal([]byte(data.String), &block)
	}
	return block, err
}

// PutSubscription gives the stored copy of a subscription the terms that it has
// now, as the service answered a change of ours: that is no news, and no line of
// what changed is added. How old the copy of the others is stays;
// a subscription that is not stored is left out.
func (db *DB) PutSubscription(ctx context.Context, id partner.CustomerID, now partner.Subscription) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		num, err := numberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		block, err := servicesOf(ctx, tx, num)
		i := slices.IndexFunc(block.Subscriptions, func(s partner.Subscription) bool { return s.ID == now.ID })
		if err != nil || i < 0 || partner.SameTerms(block.Subscriptions[i], now) {
			return err
		}
		block.Subscriptions[i] = block.Subscriptions[i].WithTerms(now)
		data, err := json.Marshal(block)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE blocks SET data = ? WHERE customer = ? AND block = ?", string(data), num, partner.BlockServices)
		return err
	})
}

// SaveLicenses stores the licenses block as it was at a time.
func (db *DB) SaveLicenses(ctx context.Context, id partner.CustomerID, licenses []partner.License, at time.Time) error {
	return db.saveBlock(ctx, id, partner.BlockLicenses, licenses, at, nil)
}

// SaveUsers stores the users block as it was at a time; total is the number of
// users at the service, of which users may be a part.
func (db *DB) SaveUsers(ctx context.Context, id partner.CustomerID, users []partner.User, total int, at time.Time) error {
	return db.saveBlock(ctx, id, partner.BlockUsers, usersBlock{Total: total}, at, func(tx *sql.Tx, num int64) error {
		if len(users) >= total { // all of them: the others are gone
			if _, err := tx.ExecContext(ctx, "DELETE FROM users WHERE customer = ? AND deleted = 0 AND id NOT IN (SELECT value FROM json_each(?))",
				num, idsOf(users)); err != nil {
				return err
			}
		}
		return putUsers(ctx, tx, num, passOf(ctx, tx, num), users)
	})
}

func (db *DB) saveBlock(ctx context.Context, id partner.CustomerID, block partner.Block, content any, at time.Time, also func(*sql.Tx, int64) error) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		num, err := numberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := setBlock(ctx, tx, num, block, content, at); err != nil || also == nil {
			return err
		}
		return also(tx, num)
	})
}

func setBlock(ctx context.Context, tx *sql.Tx, num int64, block partner.Block, content any, at time.Time) error {
	data, err := json.Marshal(content)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO blocks (customer, block, data, fetched_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (customer, block) DO UPDATE SET data = excluded.data, fetched_at = excluded.fetched_at,
		failed_at = NULL, failure = NULL`, num, block, string(data), nanos(at))
	return err
}

// FailBlock keeps what went wrong with a block beside its last good copy.
func (db *DB) FailBlock(ctx context.Context, id partner.CustomerID, block partner.Block, what *partner.Error, at time.Time) error {
	kept, err := json.Marshal(failure{what.Code, what.Detail, what.ServiceCode, what.HTTPStatus, what.CorrelationID})
	if err != nil {
		return translate(err)
	}
	return db.write(ctx, func(tx *sql.Tx) error {
		num, err := numberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO blocks (customer, block, failed_at, failure) VALUES (?, ?, ?, ?)
			ON CONFLICT (customer, block) DO UPDATE SET failed_at = excluded.failed_at, failure = excluded.failure`,
			num, block, nanos(at), string(kept))
		return err
	})
}

func numberOf(ctx context.Context, tx *sql.Tx, id partner.CustomerID) (num int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT num FROM customers WHERE id = ?", packID(id)).Scan(&num)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, partner.NewError(partner.CodeNotFound, "customer "+string(id), nil)
	}
	return num, err
}

// derive updates what the customer list shows from the account. Rights count
// as removed only if they were seen before: Partner Center does not say
// whether a request asked for them.
func derive(ctx context.Context, tx *sql.Tx, num int64, account partner.Account, at time.Time) error {
	var rights partner.AdminRights
	var agreement partner.Agreement
	var country string
	var rightsSince sql.NullInt64 // when they changed last
	err := tx.QueryRowContext(ctx, "SELECT admin_rights, admin_rights_at, agreement, country FROM customers WHERE num = ?", num).
		Scan(&rights, &rightsSince, &agreement, &country)
	if err != nil {
		return err
	}
	nowRights, nowAgreement := rights, agreement
	switch {
	case account.DelegatedAccess:
		nowRights = partner.AdminRightsGranted
	case rights == partner.AdminRightsGranted:
		nowRights = partner.AdminRightsRemoved
	case rights == partner.AdminRightsUnknown:
		nowRights = partner.AdminRightsNotRequested
	}
	if !account.AgreementUnchecked {
		nowAgreement = partner.AgreementMissing
		if account.AgreementSigned || !account.AgreementAttested.IsZero() {
			nowAgreement = partner.AgreementAccepted
		}
	}
	nowCountry := cmp.Or(strings.ToUpper(account.Address.Country), country)
	if nowRights == rights && nowAgreement == agreement && nowCountry == country {
		return nil
	}
	changedAt := sql.NullInt64{} // the first look is no change
	if rights != partner.AdminRightsUnknown && nowRights != rights {
		changedAt = nanos(at)
	}
	_, err = tx.ExecContext(ctx, `UPDATE customers SET admin_rights = ?, admin_rights_at = coalesce(?, admin_rights_at),
		agreement = ?, country = ? WHERE num = ?`, nowRights, changedAt, nowAgreement, nowCountry, num)
	if err != nil {
		return err
	}
	changes := accountChanges(rights, nowRights, agreement, nowAgreement)
	for _, own := range []struct {
		kind   partner.ChangeKind
		action partner.Action
		since  int64
	}{
		{partner.ChangedAgreement, partner.ActionAgreementAttested, 0},
		{partner.ChangedRightsGone, partner.ActionRightsGivenUp, rightsSince.Int64},
	} {
		if changes, err = withoutOwn(ctx, tx, num, changes, own.kind, own.action, own.since); err != nil {
			return err
		}
	}
	if err := noteChanges(ctx, tx, num, at, changes...); err != nil {
		return err
	}
	return bump(ctx, tx, "generation")
}

// withoutOwn leaves out changes of a kind that were made here since a time, as the
// record says: they are no news.
func withoutOwn(ctx context.Context, tx *sql.Tx, num int64, changes []partner.Change, kind partner.ChangeKind, action partner.Action, since int64) ([]partner.Change, error) {
	i := slices.IndexFunc(changes, func(c partner.Change) bool { return c.Kind == kind })
	if i < 0 {
		return changes, nil
	}
	var id any
	if err := tx.QueryRowContext(ctx, "SELECT id FROM customers WHERE num = ?", num).Scan(&id); err != nil {
		return nil, err
	}
	var own bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM activity WHERE customer = ? AND action = ? AND outcome = ? AND at >= ?)",
		unpackID(id), action, partner.OutcomeDone, since).Scan(&own)
	if own {
		changes = slices.Delete(changes, i, i+1)
	}
	return changes, err
}

// accountChanges gives what changed in what the list shows of an account. The
// first look is no change.
func accountChanges(rights, nowRights partner.AdminRights, agreement, nowAgreement partner.Agreement) []partner.Change {
	var changes []partner.Change
	if rights != partner.AdminRightsUnknown && nowRights != rights {
		kind := partner.ChangedRightsGiven
		if nowRights == partner.AdminRightsRemoved {
			kind = partner.ChangedRightsGone
		}
		changes = append(changes, partner.Change{Kind: kind, Before: string(rights), After: string(nowRights)})
	}
	if agreement == partner.AgreementMissing && nowAgreement == partner.AgreementAccepted {
		changes = append(changes, partner.Change{Kind: partner.ChangedAgreement, Before: string(agreement), After: string(nowAgreement)})
	}
	return changes
}
