package listindex

import (
	"context"
	"hash/crc32"
	"slices"
	"sync/atomic"
)

// part is a group of sections that questions need together. A part is verified
// when it is first needed: until then its slices are nil, so that nothing that
// was not verified can be read.
type part int

const (
	partRows   part = iota // the customers' numbers
	partTerms              // what a search for letters looks at
	partText               // what any other search looks at besides
	partLabels             //
	partFields             // first of the fields
	parts      = partFields + part(fields)
)

func partOf(f Field) part { return partFields + part(f) }

func (p part) sections() []int {
	switch p {
	case partRows:
		return []int{sectionNums, sectionRows}
	case partText:
		return []int{sectionIDs, sectionOffsets, sectionText, sectionOdd}
	case partTerms:
		return []int{sectionLetters, sectionTerms, sectionTermOffsets, sectionTermsOften, sectionTermRows, sectionTermEnds}
	case partLabels:
		return []int{sectionLabels, sectionLabelEnds, sectionRuns, sectionRunEnds}
	}
	var all []int
	for i := range fieldSections {
		all = append(all, fieldSection(int(p-partFields), i))
	}
	return all
}

// parts gives what a question needs.
func (q *Query) parts() []part {
	need := []part{partRows}
	for _, w := range q.Words {
		need = append(need, partTerms)
		if _, isID := IDDigits(w); isID || len(q.Words) > 1 || !onlyLetters([]byte(w)) {
			need = append(need, partText)
		}
	}
	if q.By != ByName {
		need = append(need, partOf(q.By))
	}
	if len(q.Top) > 0 {
		need = append(need, partLabels)
	}
	for i := range q.Filter {
		if in := q.Filter[i].In; in == ByName {
			need = append(need, partLabels)
		} else {
			need = append(need, partOf(in))
		}
	}
	return need
}

// verifiedAtOnce is how many bytes Verify reads before others have their turn.
const verifiedAtOnce = 1 << 20

// Verify compares all of the file with its checksums, a little at a time between
// other calls, which also brings it into memory. What other calls needed they
// have verified; nothing is read twice. It gives ErrDamaged if the file is not exactly what Build
// wrote.
func (x *Index) Verify(ctx context.Context) error {
	for p := range parts {
		if err := x.verifyPart(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (x *Index) verifyPart(ctx context.Context, p part) error {
	known := false
	if err := x.inTurn(ctx, func() error { known = x.verified[p]; return nil }); err != nil || known {
		return err
	}
	for _, id := range p.sections() {
		s, sum := x.header.Sections[id], uint32(0)
		for at := int64(0); at < s.Length; at += verifiedAtOnce {
			err := x.inTurn(ctx, func() error {
				sum = crc32.Update(sum, checksums(), x.section(id)[at:min(at+verifiedAtOnce, s.Length)])
				return nil
			})
			if err != nil {
				return err
			}
		}
		if sum != s.Checksum {
			return damaged("checksum of section %d", id)
		}
	}
	return x.inTurn(ctx, func() error {
		if x.verified[p] {
			return nil
		}
		return x.attach(p)
	})
}

// inTurn calls f in a turn of its own.
func (x *Index) inTurn(ctx context.Context, f func() error) (err error) {
	if err := x.take(ctx); err != nil {
		return err
	}
	defer x.give()
	defer guard(&err)()
	return f()
}

// need verifies parts that were not needed before.
func (x *Index) need(wanted ...part) (err error) {
	var fresh []part
	for _, p := range wanted {
		if !x.verified[p] && !slices.Contains(fresh, p) {
			fresh = append(fresh, p)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	defer guard(&err)()
	if err := x.compare(fresh); err != nil {
		return err
	}
	for _, p := range fresh {
		if err := x.attach(p); err != nil {
			return err
		}
	}
	return nil
}

// compare compares the sections of parts with their checksums, two at a time.
func (x *Index) compare(fresh []part) error {
	var ids []int
	for _, p := range fresh {
		ids = append(ids, p.sections()...)
	}
	var next, bad atomic.Int32
	bad.Store(-1)
	err := both(func() error {
		for {
			i := int(next.Add(1)) - 1
			if i >= len(ids) {
				return nil
			}
			if crc32.Checksum(x.section(ids[i]), checksums()) != x.header.Sections[ids[i]].Checksum {
				bad.Store(int32(ids[i]))
			}
		}
	})
	if id := bad.Load(); err == nil && id >= 0 {
		return damaged("checksum of section %d", id)
	}
	return err
}

func (x *Index) section(id int) []byte {
	s := x.header.Sections[id]
	return x.file[s.Offset : s.Offset+s.Length : s.Offset+s.Length]
}

// attach makes the sections of a part readable that were compared. It refuses
// what no builder writes, so that no later arithmetic can leave a section.
func (x *Index) attach(p part) (err error) {
	switch p {
	case partRows:
		x.nums, x.rows = numbers[uint32](x.section(sectionNums)), numbers[uint32](x.section(sectionRows))
	case partText:
		err = x.attachText()
	case partTerms:
		err = x.attachTerms()
	case partLabels:
		x.labels = labels{
			names: x.section(sectionLabels), ends: numbers[uint32](x.section(sectionLabelEnds)),
			runs: numbers[uint32](x.section(sectionRuns)), runEnds: numbers[uint32](x.section(sectionRunEnds)),
		}
		err = x.labels.check()
	default:
		err = x.attachField(int(p - partFields))
	}
	x.verified[p] = err == nil
	return err
}

func (x *Index) attachText() error {
	x.ids, x.text = x.section(sectionIDs), x.section(sectionText)
	x.offsets = numbers[uint32](x.section(sectionOffsets))
	x.odd = numbers[uint64](x.section(sectionOdd))
	if end := x.offsets[x.Len()]; int(end) != len(x.text) {
		return damaged("the text has %d bytes instead of %d", len(x.text), end)
	}
	return nil
}

func (x *Index) attachField(f int) error {
	o := fieldOrder{
		rows:      numbers[uint32](x.section(fieldSection(f, fieldRows))),
		positions: numbers[uint32](x.section(fieldSection(f, fieldPositions))),
		groups:    numbers[uint32](x.section(fieldSection(f, fieldGroups))),
		ends:      numbers[uint32](x.section(fieldSection(f, fieldValueEnds))),
		values:    x.section(fieldSection(f, fieldValues)),
	}
	if len(o.groups) == 0 || o.groups[0] != 0 || int(o.groups[len(o.groups)-1]) != x.Len() ||
		Field(f) != ByDomain && len(o.ends) != len(o.groups)-1 {
		return damaged("groups of field %d", f)
	}
	x.orders[f] = o
	return nil
}
