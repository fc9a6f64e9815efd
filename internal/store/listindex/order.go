package listindex

import (
	"bytes"
	"sort"
)

// order is an order of the rows: a position for each row and back. Rows that
// are equal in a field stand by name, whether or not the field is descending;
// the list by name is turned as a whole.
type order struct {
	*fieldOrder // nil if by name
	field       Field
	n           int
	down        bool
}

func (x *Index) order(f Field, down bool) order {
	o := order{field: f, n: x.Len(), down: down}
	if f != ByName {
		o.fieldOrder = &x.orders[f]
	}
	return o
}

// group gives the bounds of the group of equal values around an ascending
// position.
func (o order) group(p int) (begin, end int) {
	g := sort.Search(len(o.groups), func(i int) bool { return int(o.groups[i]) > p })
	return int(o.groups[g-1]), int(o.groups[g])
}

// position is where a row stands.
func (o order) position(row int) int {
	switch {
	case o.fieldOrder == nil && o.down:
		return o.n - 1 - row
	case o.fieldOrder == nil:
		return row
	case !o.down:
		return int(o.positions[row])
	}
	p := int(o.positions[row])
	begin, end := o.group(p)
	return o.n - end + p - begin
}

// row is which row stands at a position.
func (o order) row(position int) int {
	switch {
	case o.fieldOrder == nil && o.down:
		return o.n - 1 - position
	case o.fieldOrder == nil:
		return position
	case !o.down:
		return int(o.rows[position])
	}
	mirrored := o.n - 1 - position // in the same group, counted from its end
	begin, end := o.group(mirrored)
	return int(o.rows[begin+end-1-mirrored])
}

// arrange turns a bitmap of rows into one of positions.
func (o order) arrange(rows bitmap) bitmap {
	if o.fieldOrder == nil && !o.down || rows.count() == o.n { // all rows have all positions
		return rows
	}
	at := newBitmap(o.n)
	if o.fieldOrder == nil {
		rows.each(0, len(rows), func(row int) { at.set(o.n - 1 - row) })
		return at
	}
	rows.each(0, len(rows), func(row int) { at.set(int(o.positions[row])) })
	if !o.down {
		return at
	}
	down := newBitmap(o.n)
	g := 1
	at.each(0, len(at), func(p int) {
		for int(o.groups[g]) <= p {
			g++
		}
		down.set(o.n - int(o.groups[g]) + p - int(o.groups[g-1]))
	})
	return down
}

// gap is the position before which a row would stand that has a value in the
// field and stands before the row byName in the list by name.
func (x *Index) gap(o order, value []byte, byName int) int {
	switch {
	case o.fieldOrder == nil && o.down:
		return o.n - byName
	case o.fieldOrder == nil:
		return byName
	}
	last := len(o.groups) - 1
	g := sort.Search(last, func(i int) bool { return bytes.Compare(x.value(o, i), value) >= 0 })
	begin := int(o.groups[g])
	end := begin
	if g < last && bytes.Equal(x.value(o, g), value) {
		end = int(o.groups[g+1])
	}
	into := sort.Search(end-begin, func(i int) bool { return int(o.rows[begin+i]) >= byName })
	if o.down {
		return o.n - end + into
	}
	return begin + into
}

// value is what the rows of a group have in the field.
func (x *Index) value(o order, group int) []byte {
	if o.field == ByDomain {
		return x.domain(int(o.rows[o.groups[group]]))
	}
	begin := uint32(0)
	if group > 0 {
		begin = o.ends[group-1]
	}
	return o.values[begin:o.ends[group]]
}
