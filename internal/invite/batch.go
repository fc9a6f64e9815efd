package invite

import (
	"context"
	"strings"

	"cspdesk/internal/partner"
)

// RowState is what became of a row. Scripts read it.
type RowState string

// The states of a row.
const (
	RowInvited  RowState = "invited"         // stored and handed over
	RowWould    RowState = "would-invite"    // of a dry run: nothing was stored
	RowOpen     RowState = "already-invited" // there is an open request to that address, handed over before, or it accepted one
	RowRejected RowState = "rejected"        // cannot be used; nothing was stored
	RowFailed   RowState = "failed"          // may succeed the next time
	RowNotTried RowState = "not-tried"       // ended before it came to this row
)

// RowResult is what became of one row of a file.
type RowResult struct {
	Line    int
	Request Request // as the file has it
	State   RowState
	SameAs  int               // the line above that has the same address; 0 if none has
	ID      string            // of the invitation; "" if there is none
	Detail  string            // such as the file that the mail is in
	Err     error             // why it was rejected or failed
	Advice  []partner.Finding // what is odd about a request that was, or would be, made: see Remarkable
}

// HandOver gives one mail away and says by which channel and where to.
type HandOver func(ctx context.Context, inv partner.Invitation) (partner.Channel, string, error)

// Batch makes many requests, one a row.
type Batch struct {
	Rows     []Row
	Template *Template // in place of the letters of every language; nil for those
	DryRun   bool      // everything is checked, nothing stored or handed over
	HandOver HandOver
	Done     func(RowResult) // told about each row as soon as it is done
}

// Run makes the requests of a batch. A row that is wrong does not stop the
// others. An address that has an open request of this partner gets no second
// one: it is handed over if it was not yet. Neither does one that accepted the
// relationship. So the same file can be run again, after it was cut short or with
// new lines, and goes on where it was. Its error is that of the end
// of ctx; all others stand with their rows.
func (s *Service) Run(ctx context.Context, b Batch, known []partner.Invitation) error {
	letters := make(map[string]Template)
	if b.Template != nil {
		for _, lang := range partner.MailLanguages() {
			letters[lang] = *b.Template
		}
	}
	r := s.round(letters, known)
	lines := make(map[string]int) // by address: the first with it
	for _, row := range b.Rows {
		if ctx.Err() != nil {
			b.Done(RowResult{Line: row.Line, Request: row.Request, State: RowNotTried})
			continue
		}
		result, inv := r.row(ctx, b, row)
		r.note(inv)
		result.Line, result.Request = row.Line, row.Request
		if to := strings.ToLower(inv.To); inv.To != "" && lines[to] == 0 {
			lines[to] = row.Line
		} else {
			result.SameAs = lines[to]
		}
		if result.State == RowInvited || result.State == RowWould {
			result.Advice = s.Remarkable(row.Request)
		}
		b.Done(result)
	}
	return ctx.Err()
}

func (r *round) row(ctx context.Context, b Batch, row Row) (RowResult, partner.Invitation) {
	result := RowResult{State: RowRejected, Err: row.Err}
	if row.Err != nil {
		return result, partner.Invitation{}
	}
	checked, inv, there, err := r.judge(row.Request)
	if err != nil {
		result.Err = err
		return result, partner.Invitation{}
	}
	switch {
	case there && inv.State == partner.StateDraft: // a row above, in a dry run
		return RowResult{State: RowOpen}, inv
	case there && (inv.State == partner.StateHandedOver || b.DryRun):
		return RowResult{State: RowOpen, ID: inv.ID}, inv
	case !there:
		if before, found := answered(r.accepted, checked); found {
			return RowResult{State: RowOpen, ID: before.ID}, partner.Invitation{}
		}
		if inv, err = r.Prepare(ctx, checked); err == nil && !b.DryRun {
			inv, err = r.Finish(ctx, inv)
		}
	}
	switch {
	case err != nil:
		result.State, result.Err = RowFailed, err
		if code := partner.CodeOf(err); code == partner.CodeInvalidInput || code == partner.CodeNotAllowed {
			result.State = RowRejected
		}
		return result, partner.Invitation{}
	case b.DryRun:
		return RowResult{State: RowWould}, inv
	}
	return r.handOverRow(ctx, b, inv)
}

func (s *Service) handOverRow(ctx context.Context, b Batch, inv partner.Invitation) (RowResult, partner.Invitation) {
	channel, detail, err := b.HandOver(ctx, inv)
	if err == nil {
		// The mail is out: that is recorded also where the person ends the batch now.
		inv, err = s.RecordHandOver(context.WithoutCancel(ctx), inv.ID, channel, detail, false)
	}
	if err != nil {
		return RowResult{State: RowFailed, ID: inv.ID, Err: err}, inv
	}
	return RowResult{State: RowInvited, ID: inv.ID, Detail: detail}, inv
}
