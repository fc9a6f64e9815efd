package store

import (
	"strings"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/fold"
	"cspdesk/internal/store/listindex"
)

// order is a question to the customer list: which rows, in which order. Rows
// are ordered by a column, then by name, then by id.
type order struct {
	field      listindex.Field
	column     string // "" if by name alone
	valuesDown bool
	namesDown  bool
	words      []string // folded
	filter     []condition
}

// position is where a row stands in an order.
type position struct {
	num    int64
	value  string
	name   []byte
	id     any
	pinned bool
}

func newOrder(q partner.ListQuery, now func() time.Time) (o order, err error) {
	o = order{words: fold.Words(q.Search), valuesDown: q.Descending}
	if o.filter, err = newFilter(q.Filter, now); err != nil {
		return o, err
	}
	switch q.Sort {
	case partner.SortDomain:
		o.field = listindex.ByDomain
		o.column = "domain_fold"
	case partner.SortRelationship:
		o.field = listindex.ByRelationship
		o.column = "relationship"
	case partner.SortAdminRights:
		o.field = listindex.ByAdminRights
		o.column = "admin_rights"
	case partner.SortAgreement:
		o.field = listindex.ByAgreement
		o.column = "agreement"
	case partner.SortCountry:
		o.field = listindex.ByCountry
		o.column = "country"
	default:
		o.field, o.valuesDown, o.namesDown = listindex.ByName, false, q.Descending
	}
	return o, nil
}

// indexQuery is the question as the index knows it.
func (o order) indexQuery() listindex.Query {
	q := listindex.Query{Words: o.words, Top: listindex.Exactly(labelPinned), By: o.field, Down: o.valuesDown || o.namesDown}
	for _, c := range o.filter {
		q.Filter = append(q.Filter, c.indexed())
	}
	return q
}

// backwards is the same order read from its end.
func (o order) backwards() order {
	o.valuesDown, o.namesDown = !o.valuesDown, !o.namesDown
	return o
}

// positions are the columns of a position.
func (o order) positions() string {
	if o.column == "" {
		return "num, '', name_key, id"
	}
	return "num, " + o.column + ", name_key, id"
}

// clause is a part of a query with its arguments.
type clause struct {
	conditions []string
	args       []any
}

func (c *clause) and(condition string, args ...any) {
	c.conditions = append(c.conditions, condition)
	c.args = append(c.args, args...)
}

func (c *clause) String() string {
	if len(c.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.conditions, " AND ")
}

// matching gives the conditions of a search and a filter. Words are compared as
// they are: no character in them has a meaning of its own.
func (o order) matching() *clause {
	c := &clause{}
	for _, word := range o.words {
		inID, args := "", []any{word, word, word}
		if digits, ok := listindex.IDDigits(word); ok {
			inID, args = " OR typeof(id) = 'blob' AND instr(hex(id), ?)", append(args, digits)
		}
		c.and("(instr(name_fold, ?) OR instr(domain_fold, ?) OR num IN (SELECT customer FROM marks WHERE instr(fold, ?))"+inID+")", args...)
	}
	c.filtering(o.filter)
	return c
}

func compare(down, orEqual bool) string {
	op := " >"
	if down {
		op = " <"
	}
	if orEqual {
		op += "="
	}
	return op + " "
}

func direction(down bool) string {
	if down {
		return " DESC"
	}
	return ""
}

func (o order) byName() string {
	return "name_key" + direction(o.namesDown) + ", id" + direction(o.namesDown)
}

func (o order) by() string {
	if o.column == "" {
		return o.byName()
	}
	return o.column + direction(o.valuesDown) + ", " + o.byName()
}

// from restricts a query to the rows that follow a position.
func (o order) from(c *clause, at *position, inclusive bool) {
	if at == nil {
		return
	}
	names := "(name_key, id)" + compare(o.namesDown, inclusive) + "(?, ?)"
	if o.column == "" {
		c.and(names, at.name, at.id)
		return
	}
	c.and(o.column+compare(o.valuesDown, true)+"?", at.value)
	c.and("("+o.column+compare(o.valuesDown, false)+"? OR "+names+")", at.value, at.name, at.id)
}
