package tuitest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"cspdesk/internal/partner"
)

// Store is a store of customers and activities in memory, for tests of screens.
type Store struct {
	mu         sync.Mutex
	List       []partner.Customer
	Records    map[partner.CustomerID]partner.Record
	Lines      []partner.Activity // newest first
	Err        error              // every reading fails with it if it is not nil
	Queries    int
	Copied     []string
	FetchError error
	Fetched    []string // "id block" of every fetch
	Fill       func(*partner.Record, partner.Block)
	Kept       []partner.View
}

func (s *Store) matching(q partner.ListQuery) []partner.Customer {
	var found []partner.Customer
	filter, _ := partner.ParseFilter(q.Filter)
	for _, c := range s.List {
		text := strings.ToLower(c.CompanyName + " " + c.Domain + " " + string(c.ID) + " " + c.Nickname + " " + strings.Join(c.Tags, " "))
		all := !slices.ContainsFunc(filter, func(t partner.FilterTerm) bool { return holds(t, c) == t.Not })
		for _, word := range strings.Fields(strings.ToLower(q.Search)) {
			all = all && strings.Contains(text, word)
		}
		if all {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b partner.Customer) int {
		if a.Pinned != b.Pinned { // pinned customers stand on top
			return map[bool]int{true: -1, false: 1}[a.Pinned]
		}
		order := cmp.Or(cmp.Compare(key(q.Sort, a), key(q.Sort, b)), cmp.Compare(a.CompanyName, b.CompanyName), cmp.Compare(a.ID, b.ID))
		if q.Descending {
			return -order
		}
		return order
	})
	return found
}

func key(field partner.SortField, c partner.Customer) string {
	switch field {
	case partner.SortDomain:
		return c.Domain
	case partner.SortRelationship:
		return string(c.Relationship)
	case partner.SortAdminRights:
		return string(c.AdminRights)
	case partner.SortAgreement:
		return string(c.Agreement)
	case partner.SortCountry:
		return c.Country
	}
	return strings.ToLower(c.CompanyName)
}

// Customers gives the window around a place.
func (s *Store) Customers(_ context.Context, q partner.ListQuery, at partner.Place, before, after int) (partner.Window, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Queries++
	if s.Err != nil {
		return partner.Window{}, s.Err
	}
	all := s.matching(q)
	w := partner.Window{Anchor: -1, AtStart: true, AtEnd: true, Matches: len(all), Total: len(s.List)}
	if len(all) == 0 {
		return w, nil
	}
	i := 0
	switch at.Edge {
	case partner.EdgeLast:
		i = len(all) - 1
	case partner.EdgePercent:
		i = int(at.Percent / 100 * float64(len(all)-1))
	case partner.EdgePrefix:
		prefix := strings.ToLower(at.Prefix)
		i = slices.IndexFunc(all, func(c partner.Customer) bool {
			value := strings.ToLower(key(q.Sort, c))
			return !c.Pinned && (value == prefix || value > prefix != q.Descending || strings.HasPrefix(value, prefix))
		})
		if i < 0 {
			i = len(all) - 1
		}
	case partner.EdgeNone:
		if i = slices.IndexFunc(all, func(c partner.Customer) bool { return c.ID == at.Customer }); i < 0 {
			i = min(len(all)/2, len(all)-1)
		}
	}
	from, to := max(i-before, 0), min(i+after+1, len(all))
	w.Rows, w.Anchor, w.AtStart, w.AtEnd = all[from:to], i-from, from == 0, to == len(all)
	return w, nil
}

// CountCustomers counts what a query finds.
func (s *Store) CountCustomers(_ context.Context, q partner.ListQuery) (matches, total int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.matching(q)), len(s.List), s.Err
}

// Record gives a record.
func (s *Store) Record(_ context.Context, id partner.CustomerID) (partner.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Err != nil {
		return partner.Record{}, s.Err
	}
	rec := s.Records[id]
	if i := slices.IndexFunc(s.List, func(c partner.Customer) bool { return c.ID == id }); i >= 0 {
		rec.Customer = s.List[i]
	}
	return rec, nil
}

// FetchBlock notes the fetch and fills the block with Fill.
func (s *Store) FetchBlock(_ context.Context, id partner.CustomerID, b partner.Block) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Fetched = append(s.Fetched, string(id)+" "+string(b))
	if s.Fill == nil {
		return s.FetchError
	}
	rec := s.Records[id]
	states := map[partner.Block]partner.BlockState{}
	for block, state := range rec.States {
		states[block] = state
	}
	rec.States = states
	s.Fill(&rec, b)
	s.Records[id] = rec
	return s.FetchError
}

// Activities gives a page of the record of what was done.
func (s *Store) Activities(_ context.Context, q partner.ActivityQuery) ([]partner.Activity, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Err != nil {
		return nil, s.Err
	}
	limit := q.Limit
	if limit == 0 {
		limit = 200
	}
	var found []partner.Activity
	for _, a := range s.Lines {
		text := strings.ToLower(a.Actor + " " + string(a.Action) + " " + a.Subject + " " + a.Detail)
		if (q.After.Seq == 0 || a.Seq < q.After.Seq) && strings.Contains(text, strings.ToLower(q.Search)) && len(found) < limit {
			found = append(found, a)
		}
	}
	return found, nil
}

// Copy keeps what was copied.
func (s *Store) Copy(_ context.Context, text string) (route string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Copied = append(s.Copied, text)
	return "native", nil
}
