package lines

import (
	"context"
	"fmt"

	"cspdesk/internal/partner"
)

// empty reports whether nothing was answered or fetched: rights and language
// alone make no draft.
func (r *request) empty() bool {
	i := r.inv
	return i.Revision == 0 && i.Draft.Link == "" && i.Name == "" && i.To == "" && i.Country == "" && i.Note == ""
}

// keep stores the draft. One that was changed elsewhere meanwhile is stored as a
// draft of its own. If it cannot be stored, that is said, and the next answer
// tries again.
func (r *request) keep(ctx context.Context) error {
	if r.reminder || !r.inv.CanEdit() || r.empty() {
		return nil
	}
	err := r.store(ctx, r.d.Ledger.SaveDraft)
	if r.unstored = err != nil; r.unstored {
		r.say(r.d.Text.Lines.NotStored)
	}
	return r.tell(ctx, err)
}

// store writes the draft. A write that has begun goes on: stopped halfway, nobody
// would know whether it was committed.
func (r *request) store(ctx context.Context, write func(context.Context, partner.Invitation) (partner.Invitation, error)) error {
	ctx = context.WithoutCancel(ctx)
	saved, err := write(ctx, r.inv)
	if partner.CodeOf(err) == partner.CodeConflict {
		own := r.inv
		blank := r.d.Blanks.Blank()
		own.ID, own.Revision, own.CreatedAt, own.CreatedBy, own.PartnerID = blank.ID, blank.Revision, blank.CreatedAt, blank.CreatedBy, blank.PartnerID
		if saved, err = write(ctx, own); err == nil {
			r.say(r.d.Text.Wizard.Moved)
		}
	}
	if err == nil {
		r.inv = saved
	}
	return err
}

// leave says where the draft is. What could not be stored is asked about.
func (r *request) leave(ctx context.Context) (stay bool, err error) {
	t := r.d.Text
	if r.unstored {
		if err := r.keep(ctx); err != nil {
			return false, err
		}
	}
	if r.unstored {
		lose, err := r.sure(ctx, t.App.NotStored, t.App.StayAndKeep, t.App.LeaveAndLose)
		return !lose, err
	}
	if r.inv.CanEdit() && r.inv.Revision > 0 {
		r.say(t.Lines.DraftKept)
	}
	return false, nil
}

// prepare gets the link and the letter, if there is none yet.
func (r *request) prepare(ctx context.Context) error {
	t, q := r.d.Text, r.q
	for r.inv.Draft.Link == "" {
		r.say(t.Wizard.Rights.Fetching + t.Lines.Period)
		got, err := r.d.Letters.Prepare(ctx, q)
		if err == nil {
			got.ID, got.Revision, got.CreatedAt = r.inv.ID, r.inv.Revision, r.inv.CreatedAt
			r.inv, r.asked = got, r.q
			if q.Offline {
				r.say(t.Wizard.Mail.FromProfile)
			}
			break
		}
		if err := r.tell(ctx, err); err != nil {
			return err
		}
		if partner.CodeOf(err) == partner.CodeInvalidInput {
			return errBack
		}
		if q.Offline, err = r.otherLink(ctx, q.Offline); err != nil {
			return err
		}
	}
	r.inv.Step = stepMail
	return r.keep(ctx)
}

// otherLink asks what to do when Partner Center gave no link.
func (r *request) otherLink(ctx context.Context, wasOffline bool) (offline bool, err error) {
	t, words := r.d.Text, r.d.Text.Wizard.Rights
	labels := []string{words.Retry, words.Paste}
	_, wrong := partner.BuildLink(r.d.Profile, r.q.AdminRights)
	if !wasOffline && r.d.Profile.Connection == partner.ConnectionLive && (wrong == nil || r.d.Profile.Link != "") {
		labels = append(labels, words.UseProfile)
	}
	i, err := r.pick(ctx, words.CouldNot+t.Lines.Period, t.Lines.Back, -1, labels)
	if err != nil || i != 1 {
		return i == 2, err
	}
	r.say(words.PasteHelp)
	pasted, err := r.field(ctx, words.PasteLabel, "", "")
	if err != nil {
		return wasOffline, unlessBack(err)
	}
	r.takeLink(pasted)
	return wasOffline, nil
}

// takeLink takes a link that was pasted, if it is this partner's.
func (r *request) takeLink(pasted string) {
	words := r.d.Text.Wizard.Rights
	link, verdict, findings := partner.InspectLink(pasted, r.d.Profile)
	if verdict == partner.LinkBad {
		r.say(fmt.Sprintf(words.PasteBad, line(r.firstBad(findings))))
		return
	}
	inv := r.inv
	inv.Draft.Link = link.String()
	inv.Draft = r.d.Blanks.Fresh(inv)
	inv, err := r.d.Letters.Rewrite(inv, r.q)
	if err != nil {
		r.say(fmt.Sprintf(words.PasteBad, line(r.d.Text.Explain(err).Detail)))
		return
	}
	r.inv, r.asked = inv, r.q
}

// firstBad says what makes a verdict bad.
func (r *request) firstBad(findings []partner.Finding) string {
	for _, f := range findings {
		if f.Bad {
			return r.d.Text.Finding(f)
		}
	}
	return ""
}
