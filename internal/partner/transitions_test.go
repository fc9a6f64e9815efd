package partner

import (
	"slices"
	"testing"
)

func TestInvitationStates(t *testing.T) {
	legal := map[InvitationState][]InvitationState{
		StateDraft:      {StateReady},
		StateReady:      {StateDraft, StateHandedOver, StateAccepted, StateWithdrawn},
		StateHandedOver: {StateHandedOver, StateAccepted, StateWithdrawn},
		StateAccepted:   nil,
		StateWithdrawn:  {StateAccepted},
		"":              nil,
		"unheard-of":    nil,
	}
	for from, nexts := range legal {
		for _, to := range append(InvitationStates(), "", "unheard-of") {
			i := Invitation{State: from, Draft: Draft{Link: theLink}}
			want := slices.Contains(nexts, to)
			err := i.CanMove(to)
			if from.CanBecome(to) != want || (err == nil) != want || err != nil && CodeOf(err) != CodeNotAllowed {
				t.Errorf("%s to %s: %v, %v; want %v", from, to, from.CanBecome(to), err, want)
			}
		}
		i := Invitation{State: from}
		if i.CanEdit() != (from == StateDraft) || i.CanDelete() != (from == StateDraft) || i.CanRemind() != (from == StateHandedOver) {
			t.Errorf("%s: edit %v, delete %v, remind %v", from, i.CanEdit(), i.CanDelete(), i.CanRemind())
		}
	}
	if err := (Invitation{State: StateDraft}).CanMove(StateReady); CodeOf(err) != CodeLinkBroken {
		t.Errorf("a draft without link: %v", err)
	}
}
