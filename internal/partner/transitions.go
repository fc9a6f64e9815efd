package partner

import (
	"fmt"
	"slices"
)

// nextStates says which state may follow which. A draft that is not wanted is
// deleted and not withdrawn. A finished one becomes a draft again when it is
// changed before its mail has left. An accepted invitation is history. A withdrawn one
// is not waited for, but its link keeps working: when the customer accepts all
// the same, that is recorded. It is not reopened, since a new invitation
// carries the same link.
var nextStates = map[InvitationState][]InvitationState{
	StateDraft:      {StateReady},
	StateReady:      {StateDraft, StateHandedOver, StateAccepted, StateWithdrawn},
	StateHandedOver: {StateHandedOver, StateAccepted, StateWithdrawn},
	StateAccepted:   {},
	StateWithdrawn:  {StateAccepted},
}

// CanBecome reports whether an invitation in state s may change to next. A
// mail may leave this program any number of times.
func (s InvitationState) CanBecome(next InvitationState) bool {
	return slices.Contains(nextStates[s], next)
}

// CanMove says whether the invitation may change to the state next: nil, or an
// *Error with CodeNotAllowed, or with CodeLinkBroken for an invitation that
// would be finished without a link.
func (i Invitation) CanMove(next InvitationState) error {
	if !i.State.CanBecome(next) {
		return NewError(CodeNotAllowed, fmt.Sprintf("an invitation that is %s cannot become %s", i.State, next), nil)
	}
	if next == StateReady && i.Draft.Link == "" {
		return NewError(CodeLinkBroken, "the invitation has no link", nil)
	}
	return nil
}

// CanEdit reports whether the mail and what is asked may still be changed.
func (i Invitation) CanEdit() bool { return i.State == StateDraft }

// CanDelete reports whether the invitation may be deleted: only a draft, since
// all that came after it is history.
func (i Invitation) CanDelete() bool { return i.State == StateDraft }

// CanRemind reports whether a reminder makes sense: the first mail has left
// this program and an acceptance is still waited for.
func (i Invitation) CanRemind() bool { return i.State == StateHandedOver }
