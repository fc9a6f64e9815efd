package refresh

import (
	"hash/maphash"

	"cspdesk/internal/partner"
)

const endless = "the customer list does not end"

// repeats finds a list that leads back to where it was: by its places, or by its
// pages. It keeps a hash of each, not the customers.
type repeats struct {
	seed  maphash.Seed
	seen  map[uint64]bool
	empty int // pages without a customer since the last one that had any
}

func newRepeats() *repeats {
	return &repeats{seed: maphash.MakeSeed(), seen: map[uint64]bool{}}
}

// place refuses a place in the list that was there before.
func (r *repeats) place(at string) error {
	if r.again(maphash.String(r.seed, at)) {
		return partner.NewError(partner.CodeBadAnswer, "the customer list leads back to a page before", nil)
	}
	return nil
}

// page refuses a page that was there before under another place, and one too many
// of empty ones. A page is known by its customers and their order.
func (r *repeats) page(customers []partner.Customer) error {
	if len(customers) == 0 {
		if r.empty++; r.empty > maxEmptyPages {
			return partner.NewError(partner.CodeBadAnswer, endless, nil)
		}
		return nil
	}
	r.empty = 0
	var h maphash.Hash
	h.SetSeed(r.seed)
	for i := range customers {
		_, _ = h.WriteString(string(customers[i].ID)) // never fails
		_ = h.WriteByte(0)
	}
	if r.again(h.Sum64()) {
		return partner.NewError(partner.CodeBadAnswer, "the customer list repeats a page", nil)
	}
	return nil
}

func (r *repeats) again(sum uint64) bool {
	was := r.seen[sum]
	r.seen[sum] = true
	return was
}
