package invite

import (
	"context"
	"maps"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// round makes requests for many with one link and one set of letters, and knows
// which addresses have an open request already, those made in it included, and
// which accepted one before.
type round struct {
	*Service
	open, accepted map[string]partner.Invitation // by address in lower case
}

// round begins one. The letters, by language, hold before the person's own.
func (s *Service) round(letters map[string]Template, known []partner.Invitation) *round {
	one := *s
	if s.links != nil {
		one.links = &sameLink{from: s.links, links: make(map[string]string)}
	}
	one.o.Templates = s.templatesWith(letters)
	return &round{Service: &one, open: s.openByAddress(known), accepted: s.byAddress(known, partner.StateAccepted)}
}

// templatesWith puts letters before the person's own.
func (s *Service) templatesWith(letters map[string]Template) map[string]string {
	all := make(map[string]string, len(letters))
	maps.Copy(all, s.o.Templates)
	for lang, t := range letters {
		all[lang] = t.String()
	}
	return all
}

// openByAddress finds the requests of this partner that wait for an answer.
func (s *Service) openByAddress(known []partner.Invitation) map[string]partner.Invitation {
	return s.byAddress(known, partner.StateReady, partner.StateHandedOver)
}

func (s *Service) byAddress(known []partner.Invitation, states ...partner.InvitationState) map[string]partner.Invitation {
	found := make(map[string]partner.Invitation)
	for _, inv := range known {
		if slices.Contains(states, inv.State) && inv.To != "" && inv.PartnerID == partner.NormaliseGUID(s.profile.TenantID) {
			found[strings.ToLower(inv.To)] = inv
		}
	}
	return found
}

// answered finds the request that this one would only repeat: one for the
// relationship alone to an address that accepted before. Admin rights may be asked
// for again, for they can be removed.
func answered(accepted map[string]partner.Invitation, request Request) (inv partner.Invitation, found bool) {
	inv, found = accepted[strings.ToLower(strings.TrimSpace(request.To))]
	return inv, found && !request.AdminRights
}

// OpenTo finds the request of this partner to an address that waits for an answer
// and is not the one that asks.
func (s *Service) OpenTo(known []partner.Invitation, to, but string) (id string, found bool) {
	inv, found := s.openByAddress(slices.DeleteFunc(slices.Clone(known), func(inv partner.Invitation) bool { return inv.ID == but }))[strings.ToLower(strings.TrimSpace(to))]
	return inv.ID, found
}

// judge checks a request by all rules, and finds the open request to its address.
func (r *round) judge(request Request) (checked Request, inv partner.Invitation, there bool, err error) {
	request.Provider = r.NewRequest().Provider
	if checked, err = r.checked(request); err != nil {
		return request, partner.Invitation{}, false, err
	}
	inv, there = r.open[strings.ToLower(checked.To)]
	return checked, inv, there && checked.To != "", nil
}

// note remembers a request that there is now.
func (r *round) note(inv partner.Invitation) {
	if inv.To != "" {
		r.open[strings.ToLower(inv.To)] = inv
	}
}

// sameLink asks for the link of a provider once: it is the partner's, and the
// same in each mail.
type sameLink struct {
	from  LinkSource
	links map[string]string
}

// RelationshipRequest implements LinkSource.
func (l *sameLink) RelationshipRequest(ctx context.Context, provider string) (string, error) {
	if link, ok := l.links[provider]; ok {
		return link, nil
	}
	link, err := l.from.RelationshipRequest(ctx, provider)
	if err == nil {
		l.links[provider] = link
	}
	return link, err
}
