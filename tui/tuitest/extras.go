package tuitest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// holds reports whether a term of a filter holds for a customer, but for its
// Not. Since is not known here.
func holds(t partner.FilterTerm, c partner.Customer) bool {
	one := func(value string) bool { return slices.Contains(t.Values, cmp.Or(value, partner.FilterUnknown)) }
	switch t.Key {
	case partner.FilterCountry:
		return one(c.Country)
	case partner.FilterRelationship:
		return one(string(c.Relationship))
	case partner.FilterAdmin:
		return one(string(c.AdminRights))
	case partner.FilterAgreement:
		return one(string(c.Agreement))
	case partner.FilterStanding:
		return one(string(c.Standing))
	case partner.FilterTag:
		return slices.ContainsFunc(c.Tags, func(tag string) bool { return one(partner.TagKey(tag)) })
	case partner.FilterTagged:
		return len(c.Tags) > 0
	case partner.FilterPinned:
		return c.Pinned
	case partner.FilterNoted:
		return c.Note != ""
	}
	return c.Nickname != ""
}

// change changes customers, all of them or none, and counts those that were.
func (s *Store) change(ids []partner.CustomerID, change func(*partner.Customer) error) (changed int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := slices.Clone(s.List)
	for i := range list {
		if slices.Contains(ids, list[i].ID) {
			if err := change(&list[i]); err != nil {
				return 0, err
			}
			changed++
		}
	}
	s.List = list
	return changed, s.Err
}

// SetTags adds tags and removes others.
func (s *Store) SetTags(_ context.Context, ids []partner.CustomerID, add, remove []string) (int, error) {
	for _, tag := range slices.Concat(add, remove) {
		if _, err := partner.CleanTag(tag); err != nil {
			return 0, err
		}
	}
	return s.change(ids, func(c *partner.Customer) (err error) {
		c.Tags, err = partner.WithTags(c.Tags, add, remove)
		return err
	})
}

// SetNote replaces a note.
func (s *Store) SetNote(_ context.Context, id partner.CustomerID, note string) error {
	_, err := s.change([]partner.CustomerID{id}, func(c *partner.Customer) (err error) {
		c.Note, err = partner.CleanNote(note)
		return err
	})
	return err
}

// SetNickname replaces a nickname.
func (s *Store) SetNickname(_ context.Context, id partner.CustomerID, name string) error {
	_, err := s.change([]partner.CustomerID{id}, func(c *partner.Customer) (err error) {
		c.Nickname, err = partner.CleanNickname(name)
		return err
	})
	return err
}

// SetPinned pins customers, or lets them go.
func (s *Store) SetPinned(_ context.Context, ids []partner.CustomerID, pinned bool) (int, error) {
	return s.change(ids, func(c *partner.Customer) error {
		c.Pinned = pinned
		return nil
	})
}

// TagCounts counts the customers of each tag.
func (s *Store) TagCounts(context.Context) (counts []partner.TagCount, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.List {
		for _, tag := range c.Tags {
			i, ok := slices.BinarySearchFunc(counts, tag, func(t partner.TagCount, tag string) int { return strings.Compare(t.Tag, tag) })
			if !ok {
				counts = slices.Insert(counts, i, partner.TagCount{Tag: tag})
			}
			counts[i].Customers++
		}
	}
	return counts, s.Err
}

// Views gives the kept views.
func (s *Store) Views(context.Context) ([]partner.View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Kept), s.Err
}

// SetView keeps a view under its number.
func (s *Store) SetView(ctx context.Context, v partner.View) error {
	if err := s.DeleteView(ctx, v.Number); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Kept = append(s.Kept, v)
	slices.SortFunc(s.Kept, func(a, b partner.View) int { return a.Number - b.Number })
	return nil
}

// DeleteView forgets a view.
func (s *Store) DeleteView(_ context.Context, number int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Kept = slices.DeleteFunc(s.Kept, func(v partner.View) bool { return v.Number == number })
	return s.Err
}
