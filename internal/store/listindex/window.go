package listindex

import (
	"context"
	"math"
	"slices"
	"sort"
)

// Query says which rows are listed, and in which order.
type Query struct {
	Words  []string    // folded; each must be found
	Filter []Condition // each must hold
	Top    []Range     // rows with a label in one of these stand before all others
	By     Field
	Down   bool
}

// Place is where a window is wanted. The zero value is the first row.
type Place struct {
	Kind    PlaceKind
	Num     int64   // with AtCustomer; an unknown one stands for the first row
	Percent float64 // with AtPercent: how far into the list
	Value   []byte  // with AtValue and a field: the least value that may stand there, or the greatest if the list descends
	Before  int64   // with AtValue and ByName: number of the last customer by name before the place; 0 if none is
}

// PlaceKind is a way to name a place.
type PlaceKind int

// The kinds of places. A place between two rows stands for the second.
const (
	AtFirst PlaceKind = iota
	AtLast
	AtCustomer
	AtPercent
	AtValue
)

// Window is a part of the list.
type Window struct {
	Nums           []int64 // customers, in order
	Anchor         int     // the place in Nums; -1 if Nums is empty
	AtStart, AtEnd bool
	Matches, Total int
}

// arranged is what a query finds, in its order, with an overlay.
type arranged struct {
	query   *found
	filter  string
	order   order
	overlay *Overlay

	top   *arranged // the rows that stand before these, in the same order; nil if there can be none
	rows  ranked    // positions of the rows
	extra []placed
}

// placed is a customer of an overlay in an arranged list.
type placed struct {
	num   int64
	spot  spot
	gap   int // position before which it stands
	index int // in the list
}

// Window gives the customers around a place: up to before of them, the one at
// the place, up to after of them.
func (x *Index) Window(ctx context.Context, q Query, over *Overlay, at Place, before, after int) (w Window, err error) {
	if err := x.take(ctx); err != nil {
		return w, err
	}
	defer x.give()
	need := q.parts()
	if q.By == ByDomain && (over != nil || at.Kind == AtValue) {
		need = append(need, partText) // which has the domains
	}
	if err := x.need(need...); err != nil {
		return w, err
	}
	defer guard(&err)()
	list, err := x.list(ctx, q, over)
	if err != nil {
		return w, err
	}
	w.Matches, w.Total = list.count(), x.total(over)
	anchor := max(min(x.locate(list, q.onTop(), at), w.Matches-1), 0)
	begin, end := max(anchor-before, 0), min(anchor+after+1, w.Matches)
	w.Anchor, w.AtStart, w.AtEnd = anchor-begin, begin == 0, end == w.Matches
	if w.Matches == 0 {
		w.Anchor = -1
	}
	for i := begin; i < end; i++ {
		w.Nums = append(w.Nums, x.at(list, i))
	}
	return w, nil
}

// Count gives how many customers a query finds, and how many there are.
func (x *Index) Count(ctx context.Context, q Query, over *Overlay) (matches, total int, err error) {
	if err := x.take(ctx); err != nil {
		return 0, 0, err
	}
	defer x.give()
	if err := x.need(q.parts()...); err != nil {
		return 0, 0, err
	}
	defer guard(&err)()
	f, err := x.find(ctx, q.Words)
	if err != nil {
		return 0, 0, err
	}
	rows := f.rows
	matches = f.count
	if len(q.Filter) > 0 {
		rows = x.filtered(rows, q.Filter)
		matches = rows.count()
	}
	if over != nil {
		for _, row := range over.masked {
			if rows.has(row) {
				matches--
			}
		}
		for i := range over.extra {
			if over.extra[i].matches(f.words, q.Filter) {
				matches++
			}
		}
	}
	return matches, x.total(over), nil
}

// WithDomain gives the customers with exactly this folded domain.
func (x *Index) WithDomain(ctx context.Context, domain string, over *Overlay) (nums []int64, err error) {
	if err := x.take(ctx); err != nil {
		return nil, err
	}
	defer x.give()
	if err := x.need(partRows, partText, partOf(ByDomain)); err != nil {
		return nil, err
	}
	defer guard(&err)()
	o := x.order(ByDomain, false)
	last := len(o.groups) - 1
	g := sort.Search(last, func(i int) bool { return string(x.value(o, i)) >= domain })
	if g < last && string(x.value(o, g)) == domain {
		for _, row := range o.rows[o.groups[g]:o.groups[g+1]] {
			if over == nil || !over.masks(int(row)) {
				nums = append(nums, int64(x.nums[row]))
			}
		}
	}
	if over != nil {
		for i := range over.extra {
			if e := &over.extra[i]; string(e.values[ByDomain]) == domain {
				nums = append(nums, e.num)
			}
		}
	}
	return nums, nil
}

func (x *Index) total(over *Overlay) int {
	if over == nil {
		return x.Len()
	}
	return x.Len() - len(over.masked) + len(over.extra)
}

// list arranges what a query finds; the last one is kept.
func (x *Index) list(ctx context.Context, q Query, over *Overlay) (*arranged, error) {
	f, err := x.find(ctx, q.Words)
	if err != nil {
		return nil, err
	}
	o, filter := x.order(q.By, q.Down), filterKey(q.Filter, q.Top)
	if last := x.arrange; last != nil && last.query == f && last.filter == filter && last.order == o && last.overlay == over {
		return last, nil
	}
	rows := f.rows
	if len(q.Filter) > 0 {
		rows = x.filtered(rows, q.Filter)
	}
	if over != nil && len(over.masked) > 0 {
		rows = slices.Clone(rows)
		for _, row := range over.masked {
			rows.clear(row)
		}
	}
	list := &arranged{query: f, filter: filter, order: o, overlay: over}
	if top := q.onTop(); x.someHave(top, over) {
		list.top = &arranged{query: f, order: o, overlay: over}
		x.arrangeRows(list.top, x.filtered(rows, []Condition{top}), append(slices.Clip(q.Filter), top))
		top.Not = true
		rows, q.Filter = x.filtered(rows, []Condition{top}), append(slices.Clip(q.Filter), top)
	}
	x.arrangeRows(list, rows, q.Filter)
	x.arrange = list
	return list, nil
}

// onTop is what the rows have that stand before all others.
func (q *Query) onTop() Condition { return Condition{In: ByName, Ranges: q.Top} }

// someHave reports whether any customer has what a condition looks for.
func (x *Index) someHave(c Condition, over *Overlay) bool {
	return x.set(&c).any || over != nil && slices.ContainsFunc(over.extra, func(e extra) bool { return e.passes(&c) })
}

// arrangeRows puts into a list the rows of the index, and those of the overlay
// that a filter lets through.
func (x *Index) arrangeRows(list *arranged, rows bitmap, filter []Condition) {
	list.rows = rank(list.order.arrange(rows))
	x.place(list, filter)
}

// place puts the customers of the overlay into a list.
func (x *Index) place(list *arranged, filter []Condition) {
	if list.overlay == nil {
		return
	}
	for i := range list.overlay.extra {
		e := &list.overlay.extra[i]
		if e.matches(list.query.words, filter) {
			s := list.order.spotOf(e, i)
			list.extra = append(list.extra, placed{num: e.num, spot: s, gap: x.gap(list.order, s.value, e.row)})
		}
	}
	slices.SortFunc(list.extra, func(a, b placed) int { return list.order.compare(a.spot, b.spot) })
	for i := range list.extra {
		list.extra[i].index = list.rows.rank(list.extra[i].gap) + i
	}
}

func (list *arranged) count() int { return list.above() + list.rows.total() + len(list.extra) }

// above is how many rows stand on top.
func (list *arranged) above() int {
	if list.top == nil {
		return 0
	}
	return list.top.count()
}

// at gives the customer at an index of a list.
func (x *Index) at(list *arranged, i int) int64 {
	if i < list.above() {
		return x.at(list.top, i)
	}
	i -= list.above()
	e := sort.Search(len(list.extra), func(j int) bool { return list.extra[j].index >= i })
	if e < len(list.extra) && list.extra[e].index == i {
		return list.extra[e].num
	}
	return int64(x.nums[list.order.row(list.rows.pick(i-e))])
}

// locate gives the index of a place in a list; the number of rows if it is
// behind all of them.
func (x *Index) locate(list *arranged, top Condition, at Place) int {
	switch at.Kind {
	case AtLast:
		return list.count() - 1
	case AtPercent:
		return int(math.Round(min(max(at.Percent, 0), 100) / 100 * float64(list.count()-1)))
	case AtValue:
		s := spot{value: at.Value}
		row := 0
		if list.order.fieldOrder == nil {
			s.value = nil
			s.name, row = x.behind(list.overlay, at.Before)
		}
		return list.above() + list.index(s, x.gap(list.order, s.value, row))
	case AtCustomer:
		return x.locateCustomer(list, top, at.Num)
	}
	return 0
}

// locateCustomer gives the index at which a customer stands in a list, or would
// stand if they were in it.
func (x *Index) locateCustomer(list *arranged, top Condition, num int64) int {
	if over := list.overlay; over != nil {
		if i, ok := over.byNum[num]; ok {
			e := &over.extra[i]
			list, above := list.among(e.passes(&top))
			s := list.order.spotOf(e, i)
			return above + list.index(s, x.gap(list.order, s.value, e.row))
		}
	}
	row, ok := x.rowOf(num)
	if !ok || list.overlay != nil && list.overlay.masks(row) {
		return 0
	}
	list, above := list.among(x.having(&top).has(row))
	position := list.order.position(row)
	before := sort.Search(len(list.extra), func(j int) bool { return list.extra[j].gap > position })
	return above + list.rows.rank(position) + before
}

// among gives the rows on top or the others, and how many stand before them.
func (list *arranged) among(top bool) (rows *arranged, above int) {
	if top {
		return list.top, 0
	}
	return list, list.above()
}

// index gives the number of rows of a list before a spot, which has a gap, apart
// from those on top.
func (list *arranged) index(s spot, gap int) int {
	before := sort.Search(len(list.extra), func(j int) bool { return list.order.compare(list.extra[j].spot, s) >= 0 })
	return list.rows.rank(gap) + before
}

// behind finds the place right behind a customer in the list by name: what
// stands before it of the overlay, as a spot counts it, and the row after it.
func (x *Index) behind(over *Overlay, num int64) (name, row int) {
	if over != nil {
		if i, ok := over.byNum[num]; ok {
			return 2*i + 2, over.extra[i].row
		}
	}
	if known, ok := x.rowOf(num); ok {
		row = known + 1
	}
	if over != nil {
		name = 2 * sort.Search(len(over.extra), func(i int) bool { return over.extra[i].row >= row })
	}
	return name, row
}
