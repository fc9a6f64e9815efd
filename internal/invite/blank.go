package invite

import "cspdesk/internal/partner"

// Blank is a draft that nothing was written into yet: it has an id, and says
// who begins it and for which partner, so that it can be stored before there is
// a link. Prepare makes the mail when the rights are chosen.
func (s *Service) Blank() partner.Invitation {
	now := s.o.Now()
	return partner.Invitation{
		ID: s.o.NewID(), State: partner.StateDraft, Step: 1,
		CreatedBy: s.o.Actor, PartnerID: partner.NormaliseGUID(s.profile.TenantID),
		CreatedAt: now, UpdatedAt: now,
	}
}

// Again is a new draft that asks what an earlier request asked, in the words of
// its mail, so that what is wrong in one that has left can be put right. The
// earlier one stays as it is. A link that can no longer be used is left out with
// the words around it: Prepare makes the mail anew then.
func (s *Service) Again(earlier partner.Invitation) partner.Invitation {
	inv := apply(s.Blank(), RequestOf(earlier))
	if s.checkLink(earlier.Draft.Link, earlier.AdminRights, earlier.Provider, partner.CodeLinkBroken) == nil {
		inv.Draft = earlier.Draft
	}
	return inv
}
