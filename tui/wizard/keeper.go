package wizard

import (
	"context"
	"sync"

	"cspdesk/internal/partner"
)

// keeper stores one invitation, one write after another, whatever the order in
// which the commands that ask for it run. It alone knows which revision is
// stored, so that a write never meets the traces of the one before it.
type keeper struct {
	ledger Ledger
	blank  func() partner.Invitation

	mu     sync.Mutex
	stored partner.Invitation // the last stored copy; zero Revision before the first
	change int                // its number
}

// save stores a draft as it was at a change. A copy that is older than the one
// that is stored is not written any more. If the stored one was changed elsewhere meanwhile, what
// was typed here becomes a draft of its own, and moved is true.
func (k *keeper) save(ctx context.Context, change int, inv partner.Invitation) (saved partner.Invitation, moved bool, err error) {
	return k.write(ctx, change, inv, k.ledger.SaveDraft)
}

// finish stores a draft as a finished invitation.
func (k *keeper) finish(ctx context.Context, change int, inv partner.Invitation) (saved partner.Invitation, moved bool, err error) {
	return k.write(ctx, change, inv, k.ledger.Finish)
}

func (k *keeper) write(ctx context.Context, change int, inv partner.Invitation, do func(context.Context, partner.Invitation) (partner.Invitation, error)) (partner.Invitation, bool, error) {
	// A write that has begun goes on: stopped halfway, nobody would know whether
	// it was committed.
	ctx = context.WithoutCancel(ctx)
	k.mu.Lock()
	defer k.mu.Unlock()
	reopens := change > k.change && k.stored.State.CanBecome(partner.StateDraft)
	if change < k.change || !k.stored.CanEdit() && !reopens {
		return k.stored, false, nil
	}
	saved, err := do(ctx, k.number(inv))
	moved := partner.CodeOf(err) == partner.CodeConflict
	if moved {
		k.stored = k.blank()
		saved, err = do(ctx, k.number(inv))
	}
	if err != nil {
		return inv, false, err
	}
	k.stored, k.change = saved, change
	return saved, moved, nil
}

// number gives a copy the identity and revision of what is stored.
func (k *keeper) number(inv partner.Invitation) partner.Invitation {
	inv.ID, inv.Revision = k.stored.ID, k.stored.Revision
	inv.CreatedAt, inv.CreatedBy, inv.PartnerID = k.stored.CreatedAt, k.stored.CreatedBy, k.stored.PartnerID
	return inv
}
