package lines

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// page is how many things are read out at a time.
const page = 10

// listing is a page of the customer list.
type listing struct {
	q              partner.ListQuery
	rows           []partner.Customer
	before         int // customers of the query that come before rows
	matches, total int
	atEnd          bool
}

// customers lists customers page by page and opens their records.
func (s *desk) customers(ctx context.Context) error {
	last, err := s.lastView(ctx)
	if err != nil {
		return err
	}
	l := listing{q: last.Query}
	if err := s.firstPage(ctx, &l); err != nil {
		return err
	}
	s.sayCustomers(l)
	for {
		answer, err := s.ask(ctx, s.d.Text.Lines.CustomersAsk)
		if err != nil {
			return err
		}
		if answer == toBack {
			return nil
		}
		silent, err := s.steer(ctx, &l, answer)
		if err := s.tell(ctx, unlessBack(err)); err != nil {
			return err
		}
		if !silent {
			s.sayCustomers(l)
		}
	}
}

// steer does what an answer to the list asks for. silent says that the list
// needs not be said again.
func (s *desk) steer(ctx context.Context, l *listing, answer string) (silent bool, err error) {
	words := s.d.Text.Lines
	if n, wrong := strconv.Atoi(answer); wrong == nil {
		i := n - l.before - 1
		if i < 0 || i >= len(l.rows) {
			s.say(words.NotListed)
			return true, nil
		}
		if err := s.record(ctx, l.rows[i].ID); err != nil {
			return false, err
		}
		return false, s.reread(ctx, l, l.rows[i])
	}
	command, rest, _ := strings.Cut(answer, " ")
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(command) {
	case "", again:
		if answer == again {
			s.say(words.CustomersHelp...)
		}
		return false, nil
	case "n":
		return s.turn(ctx, l, 1)
	case "p":
		return s.turn(ctx, l, -1)
	case "s":
		return s.narrow(ctx, l, words.SearchFor, rest, func(q *partner.ListQuery) *string { return &q.Search })
	case "f":
		if rest == again {
			return true, s.filterHelp(ctx)
		}
		return s.narrow(ctx, l, words.FilterBy, rest, func(q *partner.ListQuery) *string { return &q.Filter })
	case "o":
		return false, s.sortBy(ctx, l)
	case "v":
		return s.views(ctx, l, rest)
	case "w":
		return true, s.keepView(ctx, *l, rest)
	}
	s.say(words.CustomersHelp...)
	return true, nil
}

// firstPage reads the page where a query begins.
func (s *desk) firstPage(ctx context.Context, l *listing) error {
	w, err := s.d.Customers.Customers(ctx, l.q, partner.Place{Edge: partner.EdgeFirst}, 0, page-1)
	if err != nil {
		return err
	}
	matches, total, err := s.d.Customers.CountCustomers(ctx, l.q)
	if err != nil {
		return err
	}
	l.rows, l.before, l.atEnd, l.matches, l.total = w.Rows, 0, w.AtEnd, matches, total
	return nil
}

// turn goes to the page after or before.
func (s *desk) turn(ctx context.Context, l *listing, way int) (silent bool, err error) {
	words := s.d.Text.Lines
	switch {
	case way > 0 && (l.atEnd || len(l.rows) == 0):
		s.say(words.AtEnd)
		return true, nil
	case way < 0 && l.before == 0:
		s.say(words.AtStart)
		return true, nil
	case way < 0:
		w, err := s.d.Customers.Customers(ctx, l.q, partner.Place{Customer: l.rows[0].ID}, page, 0)
		if err != nil || w.Anchor < 1 {
			return false, s.orFirst(ctx, l, err)
		}
		l.rows, l.atEnd = w.Rows[:w.Anchor], false
		l.before = max(l.before-len(l.rows), 0)
		return false, nil
	}
	w, err := s.d.Customers.Customers(ctx, l.q, partner.Place{Customer: l.rows[len(l.rows)-1].ID}, 0, page)
	if err != nil || len(w.Rows) <= w.Anchor+1 {
		return false, s.orFirst(ctx, l, err)
	}
	l.before += len(l.rows)
	l.rows, l.atEnd = w.Rows[w.Anchor+1:], w.AtEnd
	return false, nil
}

// orFirst begins anew where the list changed meanwhile.
func (s *desk) orFirst(ctx context.Context, l *listing, err error) error {
	if err != nil {
		return err
	}
	return s.firstPage(ctx, l)
}

// reread reads the page again after a record was open: what was changed there may
// show in the list. A customer who has another place now leads back to the first
// page.
func (s *desk) reread(ctx context.Context, l *listing, opened partner.Customer) error {
	w, err := s.d.Customers.Customers(ctx, l.q, partner.Place{Customer: l.rows[0].ID}, 0, page-1)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(w.Rows, func(c partner.Customer) bool { return c.ID == opened.ID })
	if at < 0 || w.Rows[at].Pinned != opened.Pinned {
		return s.firstPage(ctx, l)
	}
	l.rows, l.atEnd = w.Rows, w.AtEnd
	return nil
}

// narrow searches or filters. What was asked before stays if the new words are
// wrong.
func (s *desk) narrow(ctx context.Context, l *listing, question, words string, place func(*partner.ListQuery) *string) (silent bool, err error) {
	next := *l
	into := place(&next.q)
	if words == "" {
		if words, err = s.field(ctx, question, s.d.Text.Lines.ClearsAll, *into); err != nil {
			return false, err
		}
	}
	if *into = words; words == toClear {
		*into = ""
	}
	if err := s.firstPage(ctx, &next); err != nil {
		return true, err
	}
	changed := next.q.Filter != l.q.Filter
	if *l = next; changed {
		err = s.remember(ctx, func(last *partner.View) { last.Query = l.q })
	}
	return false, err
}

// filterHelp says what can stand in a filter.
func (s *desk) filterHelp(ctx context.Context) error {
	words, names, bare := s.d.Text.Lines.List, s.d.Text.FilterWords(), []string{}
	used, err := s.d.Marks.TagCounts(ctx)
	if err != nil {
		return err
	}
	s.say(fmt.Sprintf(words.FilterHelp, names.Example()))
	for _, key := range partner.FilterKeys() {
		values := strings.Join(names.Values(key), ", ")
		switch key {
		case partner.FilterCountry:
			values = fmt.Sprintf(words.FilterAnd, "de, at, "+names.Value(key, partner.FilterUnknown))
		case partner.FilterSince:
			values = fmt.Sprintf(words.FilterAnd, names.Value(key, "30d")+", 2026-11-15")
		case partner.FilterTag:
			values = s.tags(used)
		}
		if !key.TakesValue() {
			bare = append(bare, names.Key(key))
			continue
		}
		s.say(names.Key(key) + ": " + cmp.Or(values, s.d.Text.Common.None))
	}
	s.say(strings.Join(bare, ", "))
	return nil
}

// sortBy asks for the order of the list.
func (s *desk) sortBy(ctx context.Context, l *listing) error {
	t := s.d.Text
	var labels []string
	var orders []partner.ListQuery
	for _, f := range partner.SortFields() {
		name := t.Common.SortFields[string(f)]
		labels = append(labels, fmt.Sprintf(t.Customers.Ascending, name), fmt.Sprintf(t.Customers.Descending, name))
		orders = append(orders, partner.ListQuery{Sort: f}, partner.ListQuery{Sort: f, Descending: true})
	}
	i, err := s.pick(ctx, t.Customers.SortTitle, t.Lines.Back, -1, labels)
	if err != nil {
		return err
	}
	l.q.Sort, l.q.Descending = orders[i].Sort, orders[i].Descending
	if err := s.firstPage(ctx, l); err != nil {
		return err
	}
	return s.remember(ctx, func(last *partner.View) { last.Query = l.q })
}

// sayCustomers reads a page out.
func (s *desk) sayCustomers(l listing) {
	t := s.d.Text
	s.say("")
	if len(l.rows) == 0 {
		switch {
		case l.q.Search != "" || l.q.Filter != "":
			s.say(fmt.Sprintf(t.Customers.NothingFound, line(strings.TrimSpace(l.q.Search+" "+l.q.Filter))), t.Lines.ClearHint)
		default:
			s.say(t.Customers.Empty, t.Lines.EmptyHint)
		}
		return
	}
	order := fmt.Sprintf(t.Customers.SortedBy, t.Common.SortFields[string(cmp.Or(l.q.Sort, partner.SortName))])
	count, searched, filtered := t.Count(t.Customers.All, l.total), "", ""
	if l.q.Search != "" || l.q.Filter != "" {
		count = fmt.Sprintf(t.Lines.FoundOf, t.Number(l.matches), count)
	}
	if l.q.Search != "" {
		searched = fmt.Sprintf(t.Lines.List.Searched, line(l.q.Search))
	}
	if l.q.Filter != "" {
		filtered = fmt.Sprintf(t.Lines.List.Filtered, line(l.q.Filter))
	}
	s.say(s.sentence(count, searched, filtered, order, fmt.Sprintf(t.Lines.FromTo, t.Number(l.before+1), t.Number(l.before+len(l.rows)))))
	for i, c := range l.rows {
		s.say(numbered(l.before+i+1, s.sentence(s.customerLine(c)...)))
	}
}

// customerLine says what matters of a customer in the list. What nobody knows
// yet is left out.
func (s *desk) customerLine(c partner.Customer) []string {
	t := s.d.Text
	facts := []string{s.nameOf(c), line(c.Domain)}
	if c.Nickname != "" {
		facts[0] += " (" + line(c.Nickname) + ")"
	}
	if country, ok := partner.CountryByCode(c.Country); ok {
		facts = append(facts, t.CountryName(country.Code, country.Name))
	}
	if c.AdminRights != partner.AdminRightsUnknown {
		facts = append(facts, t.Customers.Column.AdminRights+t.Common.Colon+line(i18n.Word(t.Common.AdminRights, string(c.AdminRights))))
	}
	if c.Agreement != partner.AgreementUnknown {
		facts = append(facts, t.Customers.Column.Agreement+t.Common.Colon+line(i18n.Word(t.Common.Agreement, string(c.Agreement))))
	}
	if c.Standing != partner.StandingListed {
		facts = append(facts, line(i18n.Word(t.Common.Standing, string(c.Standing))))
	}
	if len(c.Tags) > 0 {
		facts = append(facts, t.Customers.Record.Tags+t.Common.Colon+line(strings.Join(c.Tags, t.Common.And)))
	}
	return append(facts, s.pinned(c))
}

func (s *desk) nameOf(c partner.Customer) string {
	if name := line(c.CompanyName); name != "" {
		return name
	}
	return s.d.Text.Customers.NoName
}
