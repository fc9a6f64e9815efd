package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"cspdesk/internal/partner"
)

const invitationColumns = `id, revision, state, admin_rights, name, recipient, country, mail_lang, provider, note,
	subject, opening, link, closing, step, customer, handed_over, created_by, partner_id,
	created_at, updated_at, finished_at, accepted_at, snoozed_until, declined`

// SaveInvitation stores an invitation and lines of the activity record in one
// transaction, and gives it back as it is stored now, with the next revision.
// Revision 0 means a new one. CodeConflict says that somebody else changed it
// since it was read; CodeNotFound that it is gone.
func (db *DB) SaveInvitation(ctx context.Context, inv partner.Invitation, lines ...partner.Activity) (partner.Invitation, error) {
	before := inv.Revision
	inv.Revision++
	inv.UpdatedAt = db.now().UTC()
	if inv.CreatedAt.IsZero() {
		inv.CreatedAt = inv.UpdatedAt
	}
	handed, err := json.Marshal(inv.HandedOver)
	if err != nil {
		return partner.Invitation{}, translate(err)
	}
	declined, err := json.Marshal(inv.Declined)
	if err != nil {
		return partner.Invitation{}, translate(err)
	}
	values := []any{
		inv.ID, inv.Revision, inv.State, inv.AdminRights, inv.Name, inv.To, inv.Country, inv.MailLang, inv.Provider, inv.Note,
		inv.Draft.Subject, inv.Draft.Opening, inv.Draft.Link, inv.Draft.Closing, inv.Step, inv.Customer, string(handed),
		inv.CreatedBy, inv.PartnerID, nanos(inv.CreatedAt), nanos(inv.UpdatedAt), nanos(inv.FinishedAt), nanos(inv.AcceptedAt),
		nanos(inv.SnoozeUntil), string(declined),
	}
	err = db.write(ctx, func(tx *sql.Tx) error {
		if err := putInvitation(ctx, tx, inv.ID, before, values); err != nil {
			return err
		}
		if inv.State == partner.StateAccepted {
			if err := dateAcceptances(ctx, tx); err != nil {
				return err
			}
			var accepted sql.NullInt64
			if err := tx.QueryRowContext(ctx, "SELECT accepted_at FROM invitations WHERE id = ?", inv.ID).Scan(&accepted); err != nil {
				return err
			}
			inv.AcceptedAt = moment(accepted)
		}
		for _, line := range lines {
			if err := db.appendActivity(ctx, tx, line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return partner.Invitation{}, err
	}
	return inv, nil
}

func putInvitation(ctx context.Context, tx *sql.Tx, id string, before int, values []any) error {
	if id == "" {
		return partner.NewError(partner.CodeInvalidInput, "an invitation without an id", nil)
	}
	var stored int
	err := tx.QueryRowContext(ctx, "SELECT revision FROM invitations WHERE id = ?", id).Scan(&stored)
	known := !errors.Is(err, sql.ErrNoRows)
	switch {
	case known && err != nil:
		return err
	case !known && before > 0:
		return partner.NewError(partner.CodeNotFound, "invitation "+id, nil)
	case known && stored != before:
		return partner.NewError(partner.CodeConflict,
			fmt.Sprintf("invitation %s is at revision %d, not %d", id, stored, before), nil)
	case known:
		_, err = tx.ExecContext(ctx, "UPDATE invitations SET ("+invitationColumns+`)
			= (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?1`, values...)
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO invitations ("+invitationColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, values...)
	return err
}

// Invitation gives one invitation, or CodeNotFound.
func (db *DB) Invitation(ctx context.Context, id string) (partner.Invitation, error) {
	found, err := db.invitations(ctx, "WHERE id = ?", id)
	if err != nil {
		return partner.Invitation{}, err
	}
	if len(found) == 0 {
		return partner.Invitation{}, partner.NewError(partner.CodeNotFound, "invitation "+id, nil)
	}
	return found[0], nil
}

// Invitations gives all invitations, newest first.
func (db *DB) Invitations(ctx context.Context) ([]partner.Invitation, error) {
	return db.invitations(ctx, "ORDER BY created_at DESC, id")
}

func (db *DB) invitations(ctx context.Context, which string, args ...any) ([]partner.Invitation, error) {
	query := "SELECT " + invitationColumns + " FROM invitations " + which //nolint:gosec // which is a constant of the caller
	rows, err := db.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var all []partner.Invitation
	for rows.Next() {
		inv, err := scanInvitation(rows)
		if err != nil {
			return nil, translate(err)
		}
		all = append(all, inv)
	}
	return all, translate(rows.Err())
}

func scanInvitation(rows *sql.Rows) (inv partner.Invitation, err error) {
	var handed, declined string
	var created, updated, finished, accepted, snoozed sql.NullInt64
	err = rows.Scan(&inv.ID, &inv.Revision, &inv.State, &inv.AdminRights, &inv.Name, &inv.To, &inv.Country, &inv.MailLang,
		&inv.Provider, &inv.Note, &inv.Draft.Subject, &inv.Draft.Opening, &inv.Draft.Link, &inv.Draft.Closing, &inv.Step,
		&inv.Customer, &handed, &inv.CreatedBy, &inv.PartnerID, &created, &updated, &finished, &accepted, &snoozed, &declined)
	if err != nil {
		return inv, err
	}
	inv.CreatedAt, inv.UpdatedAt = moment(created), moment(updated)
	inv.FinishedAt, inv.AcceptedAt = moment(finished), moment(accepted)
	inv.SnoozeUntil = moment(snoozed)
	return inv, errors.Join(json.Unmarshal([]byte(handed), &inv.HandedOver), json.Unmarshal([]byte(declined), &inv.Declined))
}

// DeleteDraft removes an invitation that was never finished; any other state is
// CodeNotAllowed.
func (db *DB) DeleteDraft(ctx context.Context, id string) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		var state partner.InvitationState
		err := tx.QueryRowContext(ctx, "SELECT state FROM invitations WHERE id = ?", id).Scan(&state)
		if errors.Is(err, sql.ErrNoRows) {
			return partner.NewError(partner.CodeNotFound, "invitation "+id, nil)
		}
		if err == nil && state != partner.StateDraft {
			return partner.NewError(partner.CodeNotAllowed, "invitation "+id+" is "+string(state)+", not a draft", nil)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM invitations WHERE id = ?", id)
		}
		return err
	})
}
