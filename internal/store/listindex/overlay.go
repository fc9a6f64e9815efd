package listindex

import (
	"bytes"
	"cmp"
	"context"
	"slices"
)

// Change is a customer that was added or changed after an index was built.
type Change struct {
	Row
	NameKey []byte // what the list is ordered by, first
	IDKey   []byte // and then
	Before  int64  // number of the customer that stands right before this one by name; 0 if none does
}

// Overlay is what changed since an index was built. It does not change; Lay
// makes another one.
type Overlay struct {
	masked []int   // rows of the index that are not as they were
	extra  []extra // the customers that count instead, by name
	byNum  map[int64]int
}

type extra struct {
	num            int64
	nameKey, idKey []byte
	text           []byte
	labels         []string
	id             []byte // nil if it is no GUID
	values         [fields][]byte
	row            int // of the index, before which it stands by name
}

// Lay gives an overlay with more changes on one that was made for the same
// index, or on nil. gone are numbers of customers that are no more.
func (x *Index) Lay(ctx context.Context, on *Overlay, changes []Change, gone []int64) (o *Overlay, err error) {
	if err := x.take(ctx); err != nil {
		return nil, err
	}
	defer x.give()
	if err := x.need(partRows); err != nil {
		return nil, err
	}
	defer guard(&err)()
	o = &Overlay{byNum: map[int64]int{}}
	gone = slices.Clone(gone)
	fresh := make(map[int64]*Change, len(changes))
	for i := range changes {
		fresh[changes[i].Num] = &changes[i]
	}
	if on != nil {
		o.masked = slices.Clone(on.masked)
		for _, e := range on.extra {
			if fresh[e.num] == nil && !slices.Contains(gone, e.num) {
				o.extra = append(o.extra, e)
			}
		}
	}
	for i := range changes {
		o.extra = append(o.extra, newExtra(&changes[i]))
		gone = append(gone, changes[i].Num)
	}
	for _, num := range gone {
		if row, ok := x.rowOf(num); ok {
			o.masked = append(o.masked, row)
		}
	}
	slices.Sort(o.masked)
	o.masked = slices.Compact(o.masked)
	slices.SortFunc(o.extra, func(a, b extra) int {
		return cmp.Or(bytes.Compare(a.nameKey, b.nameKey), bytes.Compare(a.idKey, b.idKey))
	})
	for i := range o.extra {
		e := &o.extra[i]
		o.byNum[e.num] = i
		if c := fresh[e.num]; c != nil {
			e.row = o.behind(x, c.Before, i)
		}
	}
	return o, nil
}

func newExtra(c *Change) extra {
	e := extra{num: c.Num, nameKey: bytes.Clone(c.NameKey), idKey: bytes.Clone(c.IDKey)}
	if len(c.ID) == 16 {
		e.id = bytes.Clone(c.ID)
	}
	e.text = slices.Concat(c.Name, []byte{separator}, c.Domain, []byte{separator}, c.More, []byte{separator})
	e.labels = slices.Clone(c.Labels)
	e.values[ByDomain] = bytes.Clone(c.Domain)
	for i, v := range c.Columns {
		e.values[i+1] = bytes.Clone(v)
	}
	return e
}

// behind gives the row before which a customer stands that follows another one;
// the customers before it in the overlay, i in number, have theirs already.
func (o *Overlay) behind(x *Index, before int64, i int) int {
	if row, ok := x.rowOf(before); ok && !o.masks(row) {
		return row + 1
	}
	if i > 0 {
		return o.extra[i-1].row
	}
	return 0
}

func (o *Overlay) masks(row int) bool {
	_, masked := slices.BinarySearch(o.masked, row)
	return masked
}

// Changed is the number of customers that are not as the index has them.
func (o *Overlay) Changed() int {
	if o == nil {
		return 0
	}
	return max(len(o.masked), len(o.extra))
}

// rowOf finds the row of a customer as the index knows it.
func (x *Index) rowOf(num int64) (int, bool) {
	if num < 0 || num >= int64(len(x.rows)) || x.rows[num] == none {
		return 0, false
	}
	return int(x.rows[num]), true
}

func (e *extra) matches(words []word, filter []Condition) bool {
	for i := range filter {
		if !e.passes(&filter[i]) {
			return false
		}
	}
	for i := range words {
		w := &words[i]
		if !bytes.Contains(e.text, w.text) && (w.digits == nil || e.id == nil || !hasDigits(e.id, w.digits)) {
			return false
		}
	}
	return true
}

// spot is a place between rows, by value and then by name.
type spot struct {
	value []byte
	name  int // twice the number of customers of the overlay before it by name; odd for one of them
}

// compare orders two spots as the list stands.
func (o order) compare(a, b spot) int {
	byValue, byName := bytes.Compare(a.value, b.value), cmp.Compare(a.name, b.name)
	switch {
	case !o.down:
		return cmp.Or(byValue, byName)
	case o.fieldOrder == nil:
		return -byName
	}
	return cmp.Or(-byValue, byName)
}

func (o order) spotOf(e *extra, i int) spot {
	s := spot{name: 2*i + 1}
	if o.fieldOrder != nil {
		s.value = e.values[o.field]
	}
	return s
}
