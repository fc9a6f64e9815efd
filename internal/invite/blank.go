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
