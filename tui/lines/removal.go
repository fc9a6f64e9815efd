package lines

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"cspdesk/internal/partner"
)

// removal ends the relationship with a customer, or gives up the admin rights
// alone.
func (s *desk) removal(ctx context.Context, c partner.Customer) error {
	t, words, m := s.d.Text, s.d.Text.Lines.Manage, s.d.Manage
	s.say(t.Removal.Checking)
	check, err := m.Removal.Preflight(ctx, c.ID)
	if err != nil {
		return err
	}
	s.sayCheck(check)
	end, rights := s.may(partner.DeedRemoveRelationship), s.may(partner.DeedRemoveAdminRights)
	switch {
	case end != "":
	case c.Standing == partner.StandingRemoved:
		end = t.Removal.EndedAlready
	case !check.Clear():
		end = t.Count(t.Removal.Keeps, len(check.Blockers))
	}
	if rights == "" && c.AdminRights != partner.AdminRightsGranted && c.AdminRights != partner.AdminRightsUnknown {
		rights = t.Removal.NoRights
	}
	return s.menu(ctx, func() (string, string, string, []entry) {
		return fmt.Sprintf(t.Removal.Title, s.nameOf(c)), t.Lines.Back, t.Lines.Helps.End, []entry{
			{label: words.EndAll, off: end, do: func(ctx context.Context) error { return s.endAll(ctx, c) }},
			{label: words.RightsAlone, off: rights, do: func(ctx context.Context) error {
				yes, err := s.confirm(ctx, partner.DeedRemoveAdminRights, fmt.Sprintf(t.Removal.Rights, c.CompanyName), t.Removal.RightsNo, t.Removal.RightsYes, t.Removal.RightsBody, t.Removal.Granular)
				if err != nil || !yes {
					return err
				}
				return cmp.Or(s.done(m.Removal.RemoveAdminRights(context.WithoutCancel(ctx), c), fmt.Sprintf(t.Removal.RightsGone, c.CompanyName)), errBack)
			}},
		}
	})
}

// sayCheck says what keeps the relationship, and what follows from its end.
func (s *desk) sayCheck(check partner.Preflight) {
	t := s.d.Text
	switch {
	case !check.Clear():
		s.say(s.sentence(t.Count(t.Removal.Keeps, len(check.Blockers))))
	case len(check.Unchecked) == 0:
		s.say(s.sentence(t.Removal.NothingKeeps))
	}
	told := map[partner.BlockerKind]bool{}
	for _, b := range check.Blockers {
		facts := []string{t.Removal.Kinds[string(b.Kind)] + t.Common.Colon + line(b.Name), line(t.Held(b))}
		if !b.Ends.IsZero() {
			ends := t.Removal.Ends
			if b.AutoRenew {
				ends = t.Removal.Renews
			}
			facts = append(facts, fmt.Sprintf(ends, t.Date(b.Ends)))
		}
		s.say(s.sentence(facts...))
		if !told[b.Kind] {
			s.say(t.Lines.Manage.Ways[string(b.Kind)])
		}
		told[b.Kind] = true
	}
	for _, kind := range check.Unchecked {
		s.say(fmt.Sprintf(t.Removal.Unchecked, t.Removal.Kinds[string(kind)]))
	}
	s.say(s.sentence(t.Removal.Consequences))
	s.say(t.Removal.Effects...)
}

// endAll ends the relationship once the customer's domain is typed.
func (s *desk) endAll(ctx context.Context, c partner.Customer) error {
	t, want := s.d.Text, cmp.Or(c.Domain, string(c.ID))
	_, note := t.Role(s.d.Profile.Roles, partner.DeedRemoveRelationship)
	for _, sentence := range []string{fmt.Sprintf(t.Removal.Ask, s.nameOf(c)), t.Removal.AskBody, note} {
		if sentence != "" {
			s.say(sentence)
		}
	}
	typed, err := s.field(ctx, fmt.Sprintf(t.Lines.Manage.TypeDomain, line(want)), "", "")
	if err != nil {
		return unlessBack(err)
	}
	if !strings.EqualFold(typed, want) {
		s.say(t.Removal.AskWrong)
		return nil
	}
	s.say(t.Removal.Working)
	return cmp.Or(s.done(s.d.Manage.Removal.Remove(context.WithoutCancel(ctx), c), fmt.Sprintf(t.Removal.Ended, c.CompanyName)), errBack)
}
