package listindex

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Condition is something that rows must have, or must not have: a value in a
// column, or a label, that is in one of the ranges.
type Condition struct {
	In     Field // a column of few values; ByName stands for the labels
	Ranges []Range
	Not    bool
}

// Range is a range of values, with its ends.
type Range struct{ From, To string }

// Exactly gives the ranges of single values.
func Exactly(values ...string) []Range {
	ranges := make([]Range, len(values))
	for i, v := range values {
		ranges[i] = Range{v, v}
	}
	return ranges
}

// keptSets is how many conditions' bitmaps are kept.
const keptSets = 8

// set is what a condition looks for and the rows that have it, whatever changed
// since.
type set struct {
	key  string
	rows bitmap
	any  bool // it has rows
}

// key names what a condition looks for.
func (c *Condition) key() string { return fmt.Sprintf("%d %q", c.In, c.Ranges) }

// filterKey names a filter, and what stands on top of the rows that it lets
// through.
func filterKey(filter []Condition, top []Range) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q\n", top)
	for i := range filter {
		fmt.Fprintf(&b, "%v %s\n", filter[i].Not, filter[i].key())
	}
	return b.String()
}

// filtered gives those of the rows that a filter lets through.
func (x *Index) filtered(rows bitmap, filter []Condition) bitmap {
	rows = slices.Clone(rows)
	for i := range filter {
		if has := x.having(&filter[i]); filter[i].Not {
			rows.without(has)
		} else {
			rows.and(has)
		}
	}
	return rows
}

// having gives the rows that have what a condition looks for.
func (x *Index) having(c *Condition) bitmap { return x.set(c).rows }

func (x *Index) set(c *Condition) *set {
	key := c.key()
	for i, known := range x.sets {
		if known.key == key {
			x.sets = slices.Insert(slices.Delete(x.sets, i, i+1), 0, known)
			return known
		}
	}
	s := &set{key: key, rows: newBitmap(x.Len())}
	for _, r := range c.Ranges {
		if c.In == ByName {
			x.labels.mark(s.rows, r)
		} else {
			x.markValues(s.rows, c.In, r)
		}
	}
	s.any = slices.ContainsFunc(s.rows, func(w uint64) bool { return w != 0 })
	x.sets = slices.Insert(x.sets[:min(len(x.sets), keptSets-1)], 0, s)
	return s
}

// markValues sets the rows whose column has a value of a range.
func (x *Index) markValues(into bitmap, column Field, r Range) {
	o := x.order(column, false)
	last := len(o.groups) - 1
	first := sort.Search(last, func(i int) bool { return string(x.value(o, i)) >= r.From })
	behind := sort.Search(last, func(i int) bool { return string(x.value(o, i)) > r.To })
	for _, row := range o.rows[o.groups[first]:o.groups[max(first, behind)]] {
		into.set(int(row))
	}
}

// passes reports whether a customer of an overlay is as a condition wants.
func (e *extra) passes(c *Condition) bool {
	has := slices.ContainsFunc(c.Ranges, func(r Range) bool {
		if c.In == ByName {
			return slices.ContainsFunc(e.labels, r.has)
		}
		return r.has(string(e.values[c.In]))
	})
	return has != c.Not
}

func (r Range) has(value string) bool { return r.From <= value && value <= r.To }

// labels are the labels of an index, ordered, with the rows that have each.
type labels struct {
	names         []byte
	ends          []uint32
	runs, runEnds []uint32
}

func (l *labels) name(i int) []byte {
	begin := uint32(0)
	if i > 0 {
		begin = l.ends[i-1]
	}
	return l.names[begin:l.ends[i]]
}

// mark sets the rows that have a label of a range.
func (l *labels) mark(into bitmap, r Range) {
	first := sort.Search(len(l.ends), func(i int) bool { return string(l.name(i)) >= r.From })
	for i := first; i < len(l.ends) && string(l.name(i)) <= r.To; i++ {
		begin := uint32(0)
		if i > 0 {
			begin = l.runEnds[i-1]
		}
		for at := begin; at < l.runEnds[i]; at += 2 {
			into.setRun(int(l.runs[at]), int(l.runs[at+1]))
		}
	}
}

// check refuses what no builder writes.
func (l *labels) check() error {
	names, runs := uint32(0), uint32(0)
	if len(l.ends) != len(l.runEnds) {
		return damaged("%d labels, and runs of %d", len(l.ends), len(l.runEnds))
	}
	for i := range l.ends {
		if l.ends[i] < names || l.runEnds[i] < runs || l.runEnds[i]%2 != 0 {
			return damaged("label %d", i)
		}
		names, runs = l.ends[i], l.runEnds[i]
	}
	if int(names) != len(l.names) || int(runs) != len(l.runs) {
		return damaged("the labels are longer than their ends")
	}
	return nil
}

// label notes which labels a row has. Rows come in order, and often have those
// of the row before.
func (b *builder) label(names []string, row uint32) {
	if slices.Equal(names, b.labeled) {
		for _, runs := range b.going {
			(*runs)[len(*runs)-1]++
		}
		return
	}
	b.labeled, b.going = append(b.labeled[:0], names...), b.going[:0]
	for _, name := range names {
		b.going = append(b.going, b.extend(name, row))
	}
}

// extend adds a row to the runs of a label.
func (b *builder) extend(name string, row uint32) *[]uint32 {
	runs := b.runs[name]
	if runs == nil {
		runs = &[]uint32{}
		b.runs[strings.Clone(name)] = runs
	}
	if n := len(*runs); n > 0 && (*runs)[n-1] == row {
		(*runs)[n-1]++
	} else {
		*runs = append(*runs, row, row+1)
	}
	return runs
}

func (b *builder) writeLabels() error {
	names := make([]string, 0, len(b.runs))
	for name := range b.runs {
		names = append(names, name)
	}
	slices.Sort(names)
	var text bytes.Buffer
	var ends, runs, runEnds []uint32
	for _, name := range names {
		text.WriteString(name)
		ends = append(ends, uint32(text.Len()))
		runs = append(runs, *b.runs[name]...)
		runEnds = append(runEnds, uint32(len(runs)))
	}
	b.runs = nil
	for _, s := range []struct {
		id      int
		content []byte
	}{{sectionLabels, text.Bytes()}, {sectionLabelEnds, raw(ends)}, {sectionRuns, raw(runs)}, {sectionRunEnds, raw(runEnds)}} {
		if err := b.add(s.id, s.content); err != nil {
			return err
		}
	}
	return nil
}
