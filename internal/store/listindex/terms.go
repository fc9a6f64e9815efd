package listindex

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
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

// within gives the rows in which a run of letters stands, until the next run is
// looked for.
func (x *Index) within(ctx context.Context, run []byte) (bitmap, error) {
	if len(run) == 1 && letterIndex[run[0]] >= 0 {
		return x.letters[letterIndex[run[0]]], nil
	}
	having, err := x.termsWith(ctx, run)
	if err != nil {
		return nil, err
	}
	x.lastRun = runTerms{run, having}
	rows := x.blank()
	having.each(0, len(having), func(i int) { x.terms.mark(rows, i) })
	return rows, nil
}

// blank gives an empty bitmap of rows, for use until the next one is asked for:
// a search would otherwise leave as much behind as it finds.
func (x *Index) blank() bitmap {
	if x.spare == nil {
		x.spare = newBitmap(x.Len())
	}
	clear(x.spare)
	return x.spare
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

// termCounts finds the terms of texts, and keeps of each only where it stands:
// most terms of a real list are in one row or two.
type termCounts struct {
	texts   *Index
	seed    maphash.Seed
	numbers map[uint32]uint32       // by hash; of terms with the same, all but the first follow
	terms   []*[termPiece]termCount // in pieces, so that none is copied when more come
}

const termPiece = 1 << 12 // terms

type termCount struct {
	first uint32 // where it stands first in the texts
	last  uint32 // the last row that was found to have it
	rows  uint32 // how many have it
	at    uint32 // number of its bitmap, or where its next row belongs in a list
}

func (c *termCounts) number(n uint32) *termCount { return &c.terms[n/termPiece][n%termPiece] }

// find finds a term, or adds one that first stands at a place of the texts.
func (c *termCounts) find(term []byte, at uint32) *termCount {
	for hash := uint32(maphash.Bytes(c.seed, term)); ; hash++ {
		n, known := c.numbers[hash]
		if !known {
			n = uint32(len(c.numbers))
			c.numbers[hash] = n
			if n%termPiece == 0 {
				c.terms = append(c.terms, new([termPiece]termCount))
			}
			*c.number(n) = termCount{first: at, last: none}
		}
		t := c.number(n)
		if same := c.texts.text[t.first:]; bytes.HasPrefix(same, term) && !isLetter[same[len(term)]] {
			return t
		}
	}
}

// each calls f once with every term of every row, row by row.
func (c *termCounts) each(f func(t *termCount, row uint32)) {
	for row := range uint32(c.texts.Len()) {
		for term, rest := nextTerm(c.texts.row(int(row))); len(term) > 0; term, rest = nextTerm(rest) {
			t := c.find(term, c.texts.offsets[row+1]-uint32(len(rest)+len(term)))
			if t.last != row {
				t.last = row
				f(t, row)
			}
		}
	}
}

// writeTerms puts the terms of the texts into the file. All are counted before
// their rows are gathered, which then need one piece of memory. A list that would
// be as long as a bitmap is one.
func (b *builder) writeTerms(texts *Index) error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	c := termCounts{texts: texts, seed: maphash.MakeSeed(), numbers: map[uint32]uint32{}}
	c.each(func(t *termCount, _ uint32) { t.rows++ })
	words := len(newBitmap(texts.Len()))
	isOften := func(t *termCount) bool { return int(t.rows) >= 2*words }
	var often, length, listed uint32
	offsets, ends := make([]uint32, 0, len(c.numbers)+1), make([]uint32, 0, len(c.numbers))
	text := b.open(sectionTerms)
	for _, now := range []bool{true, false} {
		for n := range uint32(len(c.numbers)) {
			t := c.number(n)
			if isOften(t) != now {
				continue
			}
			term, _ := nextTerm(texts.text[t.first:])
			text.Write(term)
			text.WriteByte(separator)
			for _, letter := range term {
				b.header.TermFrequency[letter]++
			}
			offsets = append(offsets, length)
			length += uint32(len(term)) + 1
			if now {
				t.at = often
				often++
			} else {
				t.at = listed
				listed += t.rows
				ends = append(ends, listed)
			}
			t.last = none
		}
	}
	b.reserve(int64(length))
	if err := b.close(sectionTerms, text); err != nil {
		return err
	}
	bitmaps, lists := make(bitmap, int(often)*words), make([]uint32, listed)
	c.each(func(t *termCount, row uint32) {
		if isOften(t) {
			bitmaps[int(t.at)*words:].set(int(row))
		} else {
			lists[t.at] = row
			t.at++
		}
	})
	return errors.Join(b.add(sectionTermOffsets, raw(append(offsets, length))), b.add(sectionTermsOften, raw(bitmaps)),
		b.add(sectionTermRows, raw(lists)), b.add(sectionTermEnds, raw(ends)))
}
