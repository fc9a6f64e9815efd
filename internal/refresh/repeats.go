package refresh

import (
	"hash/maphash"

	"cspdesk/internal/partner"
)

const endless = "the customer list does not end"

// repeats finds a list that leads back to where it was. It keeps a hash of each
// place and of each page, not the customers.
type repeats struct {
	seed          maphash.Seed
	places, pages map[uint64]bool
	empty         int // pages without a customer since the last one that had any
}

func newRepeats() *repeats {
	return &repeats{seed: maphash.MakeSeed(), places: map[uint64]bool{}, pages: map[uint64]bool{}}
}

// place notes a place in the list that is asked for.
func (r *repeats) place(at string) { r.places[maphash.String(r.seed, at)] = true }

// page refuses a page that was there before under another place, one that leads
// to a place before, and one too many of empty ones. A page is known by its
// customers and their order.
func (r *repeats) page(p page) error {
	if p.next != "" && r.places[maphash.String(r.seed, p.next)] {
		return partner.NewError(partner.CodeBadAnswer, "the customer list leads back to a page before", nil)
	}
	if len(p.customers) == 0 {
		if r.empty++; r.empty > maxEmptyPages {
			return partner.NewError(partner.CodeBadAnswer, endless, nil)
		}
		return nil
	}
	r.empty = 0
	var h maphash.Hash
	h.SetSeed(r.seed)
	for i := range p.customers {
		_, _ = h.WriteString(string(p.customers[i].ID)) // never fails
		_ = h.WriteByte(0)
	}
	sum := h.Sum64()
	if r.pages[sum] {
		return partner.NewError(partner.CodeBadAnswer, "the customer list repeats a page", nil)
	}
	r.pages[sum] = true
	return nil
}
