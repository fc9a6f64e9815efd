package listindex

import (
	"bytes"
	"context"
	"slices"
)

// terms are the different runs of letters in the texts of all rows, with the
// rows that have each. A word of letters alone stands inside of a term wherever
// it stands, and the same terms come again and again: to look for it in them is
// less to read than the texts are, and finds the rows without looking at them.
type terms struct {
	text    []byte   // each term, ended by a separator: first those that many rows have
	offsets []uint32 // where each begins, and the end
	often   []bitmap // the rows of each of the first terms
	rows    []uint32 // the rows of the other terms, ordered
	ends    []uint32 // where those of each end in rows
}

// isLetter says which bytes terms are made of: the letters that ASCII has in
// lower case, and whatever it has not.
var isLetter = func() (is [256]bool) {
	for i := range is {
		is[i] = i >= 'a' && i <= 'z' || i >= 0x80 && i != separator
	}
	return is
}()

// nextTerm gives the first term of a text, and what follows it; no term if the
// text has none.
func nextTerm(text []byte) (term, rest []byte) {
	begin := 0
	for begin < len(text) && !isLetter[text[begin]] {
		begin++
	}
	end := begin
	for end < len(text) && isLetter[text[end]] {
		end++
	}
	return text[begin:end], text[end:]
}

func onlyLetters(word []byte) bool {
	run, _ := nextTerm(word)
	return len(run) == len(word)
}

func (t *terms) len() int { return len(t.often) + len(t.ends) }

func (t *terms) term(i int) []byte { return t.text[t.offsets[i]:t.offsets[i+1]] }

// mark sets the rows that have a term.
func (t *terms) mark(into bitmap, i int) {
	if i < len(t.often) {
		into.or(t.often[i])
		return
	}
	i -= len(t.often)
	begin := uint32(0)
	if i > 0 {
		begin = t.ends[i-1]
	}
	for _, row := range t.rows[begin:t.ends[i]] {
		into.set(int(row))
	}
}

// within gives the rows in which a run of letters stands.
func (x *Index) within(ctx context.Context, run []byte) (bitmap, error) {
	if len(run) == 1 && letterIndex[run[0]] >= 0 {
		return x.letters[letterIndex[run[0]]], nil
	}
	having, err := x.termsWith(ctx, run)
	if err != nil {
		return nil, err
	}
	x.lastRun = runTerms{run, having}
	rows := newBitmap(x.Len())
	having.each(0, len(having), func(i int) { x.terms.mark(rows, i) })
	return rows, nil
}

// termsWith gives the terms in which a run of letters stands: some of those that
// have the last run, if that is a part of this one.
func (x *Index) termsWith(ctx context.Context, run []byte) (bitmap, error) {
	t, last := &x.terms, x.lastRun
	having := newBitmap(t.len())
	if len(last.text) > 0 && bytes.Contains(run, last.text) {
		return having, blocks(ctx, t.len(), func(lo, hi int) {
			last.terms.each(lo/64, (hi+63)/64, func(i int) {
				if bytes.Contains(t.term(i), run) {
					having.set(i)
				}
			})
		})
	}
	p := newProbe(run, &x.header.TermFrequency, len(t.text))
	return having, blocks(ctx, t.len(), func(lo, hi int) { p.each(t.text, t.offsets, lo, hi, having.set) })
}

// runTerms is a run of letters and the terms that have it.
type runTerms struct {
	text  []byte
	terms bitmap
}

// attachTerms checks that the sections belong together.
func (x *Index) attachTerms() error {
	x.letters = x.bitmaps(sectionLetters)
	t := terms{
		text: x.section(sectionTerms), offsets: numbers[uint32](x.section(sectionTermOffsets)), often: x.bitmaps(sectionTermsOften),
		rows: numbers[uint32](x.section(sectionTermRows)), ends: numbers[uint32](x.section(sectionTermEnds)),
	}
	if len(t.offsets) != t.len()+1 || int(t.offsets[t.len()]) != len(t.text) ||
		len(t.ends) > 0 && int(t.ends[len(t.ends)-1]) != len(t.rows) || len(x.letters) != len(letters) && x.Len() > 0 {
		return damaged("%d terms, and the rows of %d", len(t.offsets), t.len())
	}
	x.terms = t
	return nil
}

// bitmaps gives the bitmaps of rows in a section.
func (x *Index) bitmaps(id int) []bitmap {
	if x.Len() == 0 {
		return nil
	}
	return slices.Collect(slices.Chunk(bitmap(numbers[uint64](x.section(id))), (x.Len()+63)/64))
}

// termLists gathers the rows of terms. A list as long as a bitmap has become
// one, in halves of its words.
type termLists struct {
	numbers map[string]uint32
	rows    [][]uint32
	full    int // length of a bitmap
}

func newTermLists(rows int) *termLists {
	return &termLists{numbers: map[string]uint32{}, full: 2 * len(newBitmap(rows))}
}

// add notes the terms of a text of a row. Rows come in order.
func (l *termLists) add(text []byte, row uint32) {
	for term, rest := nextTerm(text); len(term) > 0; term, rest = nextTerm(rest) {
		n, known := l.numbers[string(term)]
		if !known {
			n = uint32(len(l.rows))
			l.numbers[string(term)] = n
			l.rows = append(l.rows, nil)
		}
		l.rows[n] = l.with(l.rows[n], row)
	}
}

func (l *termLists) with(rows []uint32, row uint32) []uint32 {
	if len(rows) == l.full {
		rows[row/32] |= 1 << (row % 32)
		return rows
	}
	if len(rows) > 0 && rows[len(rows)-1] == row {
		return rows
	}
	rows = append(rows, row)
	if len(rows) < l.full {
		return rows
	}
	halves := make([]uint32, l.full)
	for _, row := range rows {
		halves[row/32] |= 1 << (row % 32)
	}
	return halves
}

// write puts the terms into a file.
func (l *termLists) write(b *builder) error {
	names := make([]string, len(l.rows))
	for name, n := range l.numbers {
		names[n] = name
	}
	var order []int
	for _, often := range []bool{true, false} {
		for n, rows := range l.rows {
			if often == (len(rows) == l.full) {
				order = append(order, n)
			}
		}
	}
	var offsets, ends []uint32
	var length, rows uint32
	text := b.open(sectionTerms)
	for _, n := range order {
		offsets = append(offsets, length)
		text.Write([]byte(names[n]))
		text.WriteByte(separator)
		length += uint32(len(names[n])) + 1
		for i := range len(names[n]) {
			b.header.TermFrequency[names[n][i]]++
		}
	}
	b.reserve(int64(length))
	if err := b.close(sectionTerms, text); err != nil {
		return err
	}
	if err := b.add(sectionTermOffsets, raw(append(offsets, length))); err != nil {
		return err
	}
	often := b.open(sectionTermsOften)
	for len(order) > 0 && len(l.rows[order[0]]) == l.full {
		bits := make(bitmap, l.full/2)
		for i, half := range l.rows[order[0]] {
			bits[i/2] |= uint64(half) << (i % 2 * 32)
		}
		often.Write(raw(bits))
		b.reserve(int64(len(bits)) * 8)
		order = order[1:]
	}
	if err := b.close(sectionTermsOften, often); err != nil {
		return err
	}
	lists := b.open(sectionTermRows)
	for _, n := range order {
		lists.Write(raw(l.rows[n]))
		rows += uint32(len(l.rows[n]))
		ends = append(ends, rows)
	}
	b.reserve(int64(rows) * 4)
	if err := b.close(sectionTermRows, lists); err != nil {
		return err
	}
	return b.add(sectionTermEnds, raw(ends))
}
