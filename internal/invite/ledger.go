package invite

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

// maxTries is how often a change is repeated after somebody else's, and how many
// ids are tried for a new invitation.
const maxTries = 5

// maxSubject is the longest subject in characters. A mail refuses a longer one
// when it is handed over, which would be too late.
const maxSubject = 500

// SaveDraft stores a draft as it is, however incomplete. Errors: CodeNotAllowed
// if the invitation is finished, CodeConflict if it was changed elsewhere
// meanwhile, and those of the Ledger.
func (s *Service) SaveDraft(ctx context.Context, inv partner.Invitation) (partner.Invitation, error) {
	if !inv.CanEdit() {
		return inv, notEditable(inv)
	}
	return s.save(ctx, inv)
}

// Finish stores a draft as a finished invitation, in one step with the line in
// the activity record, after checking all rules once more: role and cloud, the
// profile that it was written for, the address, the subject, and the link in the
// whole text. Finishing the same draft twice gives the one invitation.
//
// Errors: CodeNotAllowed, CodeInvalidInput, CodeLinkBroken, CodeConflict, and
// those of the Ledger; the draft is unchanged then.
func (s *Service) Finish(ctx context.Context, inv partner.Invitation) (partner.Invitation, error) {
	if inv.State.Open() {
		return s.ledger.Invitation(ctx, inv.ID)
	}
	if err := inv.CanMove(partner.StateReady); err != nil {
		return inv, err
	}
	ready, err := s.checkedDraft(inv)
	if err != nil {
		return inv, err
	}
	now := s.o.Now()
	ready.State, ready.FinishedAt, ready.Step = partner.StateReady, now, 3
	detail := "relationship only"
	if inv.AdminRights {
		detail = "admin rights asked for"
	}
	saved, err := s.save(ctx, ready, s.activity(ready, partner.ActionInvitationFinished, detail))
	if partner.CodeOf(err) != partner.CodeConflict {
		return orBefore(saved, inv, err)
	}
	stored, lookErr := s.ledger.Invitation(ctx, inv.ID)
	if lookErr == nil && stored.State.Open() && sameRequest(stored, ready) {
		return stored, nil
	}
	return inv, err
}

func orBefore(saved, before partner.Invitation, err error) (partner.Invitation, error) {
	if err != nil {
		return before, err
	}
	return saved, nil
}

// checkedDraft holds the rules for a mail that is about to be finished.
func (s *Service) checkedDraft(inv partner.Invitation) (partner.Invitation, error) {
	if inv.PartnerID != partner.NormaliseGUID(s.profile.TenantID) {
		return inv, notAllowed("this draft was written for another partner tenant: " + inv.PartnerID)
	}
	if err := s.mayAsk(inv.AdminRights); err != nil {
		return inv, err
	}
	var err error
	if inv.To, err = checkedAddress(inv.To); err != nil {
		return inv, err
	}
	inv.Draft.Subject = strings.TrimSpace(inv.Draft.Subject)
	switch {
	case inv.Draft.Subject == "":
		return inv, invalid("the mail needs a subject")
	case strings.ContainsFunc(inv.Draft.Subject, isLineBreak):
		return inv, invalid("the subject must be one line without control characters")
	case utf8.RuneCountInString(inv.Draft.Subject) > maxSubject:
		return inv, invalid(fmt.Sprintf("the subject is too long: %d characters at most", maxSubject))
	}
	if err := s.checkLink(inv.Draft.Link, inv.AdminRights, inv.Provider, partner.CodeLinkBroken); err != nil {
		return inv, err
	}
	if verdict, findings := partner.CheckLink(inv.Draft.Body(), inv.Draft.Link); verdict == partner.Broken {
		return inv, partner.NewError(partner.CodeLinkBroken, partner.Worst(findings).Message, nil)
	}
	return inv, nil
}

func isLineBreak(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) }

// RecordHandOver notes that a mail left this program, the first or a reminder.
// Each call is one more time. Errors: CodeNotFound, CodeNotAllowed by state, and
// those of the Ledger.
func (s *Service) RecordHandOver(ctx context.Context, id string, channel partner.Channel, detail string, reminder bool) (partner.Invitation, error) {
	return s.change(ctx, id, func(inv *partner.Invitation) (partner.Activity, error) {
		if err := inv.CanMove(partner.StateHandedOver); err != nil {
			return partner.Activity{}, err
		}
		action := partner.ActionInvitationHandedOut
		if reminder {
			action = partner.ActionInvitationReminded
		}
		inv.State = partner.StateHandedOver
		inv.HandedOver = append(inv.HandedOver[:len(inv.HandedOver):len(inv.HandedOver)],
			partner.HandOver{Channel: channel, Detail: detail, Reminder: reminder, At: s.o.Now()})
		text := string(channel)
		if detail != "" {
			text += ": " + detail
		}
		return s.activity(*inv, action, text), nil
	})
}

// Withdraw notes that an acceptance is no longer waited for. The link keeps
// working: nobody can take it back. Withdrawing twice changes nothing more.
func (s *Service) Withdraw(ctx context.Context, id string) (partner.Invitation, error) {
	return s.change(ctx, id, func(inv *partner.Invitation) (partner.Activity, error) {
		if inv.State == partner.StateWithdrawn {
			return partner.Activity{}, errDone
		}
		if err := inv.CanMove(partner.StateWithdrawn); err != nil {
			return partner.Activity{}, err
		}
		inv.State = partner.StateWithdrawn
		return s.activity(*inv, partner.ActionInvitationWithdrawn, ""), nil
	})
}

// Snooze puts off for a number of days that an invitation is due for a reminder;
// 0 takes that back. Errors: CodeNotFound, CodeNotAllowed if an acceptance is
// not waited for, and those of the Ledger.
func (s *Service) Snooze(ctx context.Context, id string, days int) (partner.Invitation, error) {
	return s.change(ctx, id, func(inv *partner.Invitation) (partner.Activity, error) {
		if !inv.State.Open() {
			return partner.Activity{}, notAllowed("no acceptance is waited for: the invitation is " + string(inv.State))
		}
		inv.SnoozeUntil = time.Time{}
		detail := ""
		if days > 0 {
			inv.SnoozeUntil = s.o.Now().UTC().AddDate(0, 0, days)
			detail = "until " + inv.SnoozeUntil.Format(time.DateOnly)
		}
		return s.activity(*inv, partner.ActionInvitationSnoozed, detail), nil
	})
}

// Match records that a customer accepted an invitation, as a person decided it.
// Matching the same customer twice changes nothing more; another customer is
// CodeNotAllowed.
func (s *Service) Match(ctx context.Context, id string, customer partner.Customer) (partner.Invitation, error) {
	if customer.ID == "" {
		return partner.Invitation{}, invalid("the customer has no id")
	}
	return s.change(ctx, id, func(inv *partner.Invitation) (partner.Activity, error) {
		if inv.State == partner.StateAccepted && inv.Customer == customer.ID {
			return partner.Activity{}, errDone
		}
		if err := inv.CanMove(partner.StateAccepted); err != nil {
			return partner.Activity{}, err
		}
		inv.State, inv.Customer, inv.AcceptedAt = partner.StateAccepted, customer.ID, s.o.Now()
		done := s.activity(*inv, partner.ActionInvitationMatched, customer.Domain)
		done.Customer = customer.ID
		if customer.CompanyName != "" {
			done.Subject = customer.CompanyName
		}
		return done, nil
	})
}

// Decline records that customers did not accept an open invitation, as a person
// said, so that they are not proposed for it again.
func (s *Service) Decline(ctx context.Context, id string, customers []partner.Customer) (partner.Invitation, error) {
	return s.change(ctx, id, func(inv *partner.Invitation) (partner.Activity, error) {
		if !inv.State.Open() {
			return partner.Activity{}, notAllowed("no acceptance is waited for: the invitation is " + string(inv.State))
		}
		var names []string
		for _, c := range customers {
			if !slices.Contains(inv.Declined, c.ID) {
				inv.Declined, names = append(slices.Clip(inv.Declined), c.ID), append(names, cmp.Or(c.Domain, c.CompanyName, string(c.ID)))
			}
		}
		if len(names) == 0 {
			return partner.Activity{}, errDone
		}
		return s.activity(*inv, partner.ActionMatchDeclined, strings.Join(names, ", ")), nil
	})
}

// DeleteDraft removes a draft for good; anything later is history and stays
// (CodeNotAllowed).
func (s *Service) DeleteDraft(ctx context.Context, id string) error {
	inv, err := s.ledger.Invitation(ctx, id)
	if err != nil {
		return err
	}
	if !inv.CanDelete() {
		return notAllowed("only a draft can be deleted; withdraw the invitation instead")
	}
	return s.ledger.DeleteDraft(ctx, id)
}

// errDone says that an invitation is as it should be already.
var errDone = partner.NewError(partner.CodeConflict, "nothing to change", nil)

// change applies a change to the stored invitation, again if somebody else
// changed it meanwhile.
func (s *Service) change(ctx context.Context, id string, edit func(*partner.Invitation) (partner.Activity, error)) (partner.Invitation, error) {
	for try := 1; ; try++ {
		inv, err := s.ledger.Invitation(ctx, id)
		if err != nil {
			return partner.Invitation{}, err
		}
		before := inv
		done, err := edit(&inv)
		if errors.Is(err, errDone) {
			return before, nil
		}
		if err != nil {
			return before, err
		}
		saved, err := s.ledger.SaveInvitation(ctx, inv, done)
		if partner.CodeOf(err) == partner.CodeConflict && try < maxTries {
			continue
		}
		return orBefore(saved, before, err)
	}
}

// save stores an invitation; a new one whose id is taken gets another id. A
// conflict with an earlier copy of the same new invitation stays a conflict.
func (s *Service) save(ctx context.Context, inv partner.Invitation, done ...partner.Activity) (partner.Invitation, error) {
	for try := 1; ; try++ {
		saved, err := s.ledger.SaveInvitation(ctx, inv, done...)
		if partner.CodeOf(err) != partner.CodeConflict || inv.Revision != 0 || try == maxTries {
			return orBefore(saved, inv, err)
		}
		taken, lookErr := s.ledger.Invitation(ctx, inv.ID)
		if lookErr != nil || sameOrigin(taken, inv) {
			return inv, err
		}
		inv.ID = s.o.NewID()
		for i := range done {
			done[i].Invitation = inv.ID
		}
	}
}

// sameOrigin reports whether two copies with one id were prepared as one
// invitation: by the same person at the same time.
func sameOrigin(a, b partner.Invitation) bool {
	return a.CreatedAt.UnixMilli() == b.CreatedAt.UnixMilli() && a.CreatedBy == b.CreatedBy && a.PartnerID == b.PartnerID
}

// sameRequest reports whether two copies ask the same and say the same.
func sameRequest(a, b partner.Invitation) bool {
	return sameOrigin(a, b) && a.Draft == b.Draft && a.To == b.To && a.Name == b.Name &&
		a.AdminRights == b.AdminRights && a.Provider == b.Provider
}

func (s *Service) activity(inv partner.Invitation, action partner.Action, detail string) partner.Activity {
	subject := inv.Name
	if subject == "" {
		subject = inv.To
	}
	return partner.Activity{
		At: s.o.Now(), Actor: s.o.Actor, Action: action, Outcome: partner.OutcomeDone,
		Invitation: inv.ID, Subject: subject, Detail: detail,
	}
}
