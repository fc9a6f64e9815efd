package invite

import (
	"context"
	"strings"
	"sync"

	"cspdesk/internal/partner"
)

// VerdictState is what a check says of a row.
type VerdictState string

// The verdicts.
const (
	VerdictReady     VerdictState = "ready"
	VerdictNoAddress VerdictState = "no-address"
	VerdictAsked     VerdictState = "asked"    // there is an open request to the address
	VerdictTwice     VerdictState = "twice"    // a row above has the same address
	VerdictNotOpen   VerdictState = "not-open" // nobody waits for an acceptance any more
	VerdictReminded  VerdictState = "reminded" // since the batch was begun
	VerdictWrong     VerdictState = "wrong"    // see Err
)

// BulkVerdict is what a check says of a row.
type BulkVerdict struct {
	State    VerdictState
	ID       string // of the request that there is; "" if there is none
	MailLang string // of the mail, as it was chosen or follows from the country
	First    bool   // the first mail leaves, in its own words, and no reminder
	Err      error
}

// Give gives one mail away, under a name that a file of it may have, and says
// where it went.
type Give func(ctx context.Context, inv partner.Invitation, file string) (detail string, err error)

// BulkRound works on a batch with one link, one set of letters and what was known
// when it was begun. Several goroutines may use it; it does one thing at a time.
type BulkRound struct {
	mu    sync.Mutex
	b     *Bulk
	r     *round
	batch BulkBatch
	byID  map[string]partner.Invitation
}

// Round begins a round. Rows of which nobody knew whether they were handed over
// are settled where that can be found out; the batch is given as it is then.
func (b *Bulk) Round(ctx context.Context, batch BulkBatch) (*BulkRound, BulkBatch, error) {
	round, err := b.newRound(ctx, batch)
	if err != nil {
		return nil, batch, err
	}
	batch.Rows = append([]BulkRow(nil), batch.Rows...)
	for i, row := range batch.Rows {
		if row.State != partner.RowUnclear {
			continue
		}
		switch {
		case round.left(batch, row):
			row.State = partner.RowDone
		case row.Way == "", // it was taken, and its mail not on its way yet
			row.Way == partner.ChannelFile: // the same file is found again and not written twice
			row.State = partner.RowWaiting
		default:
			continue
		}
		if err := b.keep(ctx, batch.ID, row, partner.RowUnclear); err != nil {
			return nil, batch, err
		}
		batch.Rows[i] = row
	}
	round.batch = batch
	return round, batch, nil
}

// newRound begins a round without settling anything.
func (b *Bulk) newRound(ctx context.Context, batch BulkBatch) (*BulkRound, error) {
	known, err := b.known.Invitations(ctx)
	if err != nil {
		return nil, err
	}
	round := &BulkRound{b: b, r: b.round(nil, known), byID: make(map[string]partner.Invitation, len(known)), batch: batch}
	for _, inv := range known {
		round.byID[inv.ID] = inv
	}
	round.Reword(batch.Letters)
	return round, nil
}

// Reword gives the letters, by language, that hold from now on.
func (r *BulkRound) Reword(letters map[string]Template) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.batch.Letters = letters
	if r.batch.Kind == partner.JobRequests { // those of reminders are not for first mails
		r.r.o.Templates = r.b.templatesWith(letters)
	}
}

// left reports whether the mail of a row was recorded as handed over since the
// batch was begun.
func (r *BulkRound) left(batch BulkBatch, row BulkRow) bool {
	handed := r.byID[row.Invitation].HandedOver
	return len(handed) > 0 && handed[len(handed)-1].At.After(batch.At)
}

// Check judges the rows, in their order. Nothing is asked of Partner Center.
func (r *BulkRound) Check(rows []BulkRow) []BulkVerdict {
	r.mu.Lock()
	defer r.mu.Unlock()
	verdicts := make([]BulkVerdict, len(rows))
	above := make(map[string]bool)
	for i, row := range rows {
		verdicts[i] = r.verdict(row)
		if row.Out {
			continue
		}
		to := strings.ToLower(strings.TrimSpace(row.Request.To))
		if verdicts[i].State == VerdictReady && above[to] {
			verdicts[i].State = VerdictTwice
		}
		above[to] = above[to] || verdicts[i].State == VerdictReady || r.batch.Kind == partner.JobRequests
	}
	return verdicts
}

func (r *BulkRound) verdict(row BulkRow) BulkVerdict {
	if r.batch.Kind == partner.JobReminders {
		return r.ofReminder(row)
	}
	v := BulkVerdict{State: VerdictWrong, MailLang: row.Request.MailLang}
	if row.Refused != "" {
		v.Err = invalid(row.Refused)
		return v
	}
	checked, inv, there, err := r.r.judge(row.Request)
	v.MailLang = checked.MailLang
	switch {
	case err != nil:
		v.Err = err
	case checked.To == "":
		v.State = VerdictNoAddress
	case there && inv.State == partner.StateHandedOver:
		v.State, v.ID = VerdictAsked, inv.ID
	default:
		v.State, v.ID = VerdictReady, inv.ID
	}
	return v
}

func (r *BulkRound) ofReminder(row BulkRow) BulkVerdict {
	inv, there := r.byID[row.Invitation]
	v := BulkVerdict{State: VerdictWrong, ID: row.Invitation, MailLang: inv.MailLang, First: inv.State == partner.StateDraft || inv.State == partner.StateReady}
	if !there {
		v.Err = partner.NewError(partner.CodeNotFound, "invitation "+row.Invitation, nil)
		return v
	}
	to, err := checkedAddress(row.Request.To)
	if inv.State == partner.StateDraft && err == nil && to != "" {
		inv.To = to
		_, err = r.r.checkedDraft(inv)
	}
	switch {
	case err != nil:
		v.Err = err
	case !v.First && inv.State != partner.StateHandedOver:
		v.State = VerdictNotOpen
	case to == "":
		v.State = VerdictNoAddress
	case !v.First && r.left(r.batch, row):
		v.State = VerdictReminded
	default:
		v.State = VerdictReady
	}
	return v
}

// Mail gives the mail of a row as it would leave now. Nothing is stored. It may
// ask Partner Center for the link, once for all rows.
func (r *BulkRound) Mail(ctx context.Context, row BulkRow) (partner.Invitation, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.mail(ctx, row)
}

func (r *BulkRound) mail(ctx context.Context, row BulkRow) (partner.Invitation, error) {
	if r.batch.Kind == partner.JobReminders {
		inv, there := r.byID[row.Invitation]
		if !there {
			return inv, partner.NewError(partner.CodeNotFound, "invitation "+row.Invitation, nil)
		}
		return r.worded(inv, row), nil
	}
	checked, inv, there, err := r.r.judge(row.Request)
	if err != nil || there {
		return inv, err
	}
	return r.r.Prepare(ctx, checked)
}

// worded gives a request that there is with the words and to the address that its
// next mail has.
func (r *BulkRound) worded(inv partner.Invitation, row BulkRow) partner.Invitation {
	if inv.State == partner.StateHandedOver {
		inv.Draft = r.r.reminder(r.batch.Letters, inv)
	}
	if to, err := checkedAddress(row.Request.To); err == nil && to != "" {
		inv.To = to
	}
	return inv
}

// HandOver gives the mail of a row away, and keeps each step on the disk before the
// next: that the row is taken, that the request is finished, that the mail is about
// to leave, that it has left. So whoever ends in between finds out where it stood, and no mail leaves
// twice. What it gives is kept already.
func (r *BulkRound) HandOver(ctx context.Context, row BulkRow, way partner.Channel, give Give) BulkRow {
	r.mu.Lock()
	defer r.mu.Unlock()
	if row.Out || row.Finished() {
		return row
	}
	was := row.State
	fail := func(err error) BulkRow { return r.settle(ctx, row, was, partner.RowFailed, err) }
	switch v := r.verdict(row); v.State {
	case VerdictAsked, VerdictReminded:
		row.Invitation = v.ID
		return r.settle(ctx, row, was, partner.RowUnchanged, nil)
	case VerdictWrong:
		return fail(v.Err)
	case VerdictNoAddress:
		return fail(invalid(noEmail))
	case VerdictNotOpen:
		return fail(notAllowed("no acceptance is waited for any more"))
	}
	inv, err := r.mail(ctx, row)
	if err != nil {
		return fail(err)
	}
	reminder := inv.State == partner.StateHandedOver
	file := inv.ID
	if reminder {
		file += "-reminder-" + strings.TrimPrefix(r.batch.ID, "bulk-")
	}
	row.State, row.Way, row.Code, row.Detail = partner.RowUnclear, "", "", ""
	if err := r.b.keep(ctx, r.batch.ID, row, was); err != nil {
		return failedRow(row, err) // another program has it
	}
	was = partner.RowUnclear
	if inv, err = r.finish(ctx, inv); err != nil {
		return fail(err)
	}
	row.Invitation, row.Way = inv.ID, way
	if err := r.b.keep(ctx, r.batch.ID, row, was); err != nil {
		return failedRow(row, err)
	}
	if row.Detail, err = give(ctx, inv, file); err != nil {
		return fail(err)
	}
	// The mail is out: that is recorded also where the person leaves now.
	stored, err := r.r.RecordHandOver(context.WithoutCancel(ctx), inv.ID, way, row.Detail, reminder)
	if err != nil {
		return r.settle(ctx, row, was, partner.RowUnclear, err)
	}
	r.r.note(stored)
	r.byID[stored.ID] = stored
	return r.settle(ctx, row, was, partner.RowDone, nil)
}

// finish makes a request of a draft, and checks the link of what leaves.
func (r *BulkRound) finish(ctx context.Context, inv partner.Invitation) (partner.Invitation, error) {
	if inv.State == partner.StateDraft {
		done, err := r.r.Finish(ctx, inv)
		if err != nil {
			return inv, err
		}
		inv = done
		r.r.note(inv)
		r.byID[inv.ID] = inv
	}
	if verdict, findings := partner.CheckLink(inv.Draft.Body(), inv.Draft.Link); verdict == partner.Broken {
		return inv, partner.NewError(partner.CodeLinkBroken, partner.Worst(findings).Message, nil)
	}
	return inv, nil
}

// settle keeps what became of a row.
func (r *BulkRound) settle(ctx context.Context, row BulkRow, was, state partner.RowState, why error) BulkRow {
	row.State = state
	if why != nil {
		row.Code, row.Detail = partner.CodeOf(why), errorDetail(why)
	}
	if err := r.b.keep(context.WithoutCancel(ctx), r.batch.ID, row, was); err != nil {
		return failedRow(row, err)
	}
	return row
}

// failedRow is a row that could not be kept: another program may have it.
func failedRow(row BulkRow, err error) BulkRow {
	row.State, row.Code, row.Detail = partner.RowFailed, partner.CodeOf(err), errorDetail(err)
	return row
}

// Decide settles a row of which nobody knows whether it was handed over, as the
// person says: it left, or it is to be handed over again.
func (r *BulkRound) Decide(ctx context.Context, row BulkRow, left bool) (BulkRow, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if row.State != partner.RowUnclear {
		return row, nil
	}
	row.State, row.Code = partner.RowWaiting, ""
	if left {
		inv, there := r.byID[row.Invitation]
		if !there {
			return row, partner.NewError(partner.CodeNotFound, "invitation "+row.Invitation, nil)
		}
		stored, err := r.r.RecordHandOver(ctx, inv.ID, row.Way, row.Detail, inv.State == partner.StateHandedOver)
		if err != nil {
			return row, err
		}
		r.r.note(stored)
		r.byID[inv.ID] = stored
		row.State = partner.RowDone
	}
	return row, r.b.keep(ctx, r.batch.ID, row, partner.RowUnclear)
}
