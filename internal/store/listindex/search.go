package listindex

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync/atomic"
)

const (
	blockSize   = 16384 // rows, or terms, that are searched between two looks at the context
	keptRecents = 4     // searches whose bitmaps are kept, each an eighth of a byte for every customer
	readUnder   = 256   // rows that have the other words are looked at themselves if they are fewer than one for so many bytes of terms
	refineUnder = 3     // candidates are looked at one by one if they are less than one row in so many
	rareUnder   = 33    // a byte is rare if less than one in so many is that byte
)

// found is a search and the rows that it found, whatever changed since.
type found struct {
	key   string
	words []word
	rows  bitmap
	count int
}

// word is one of the folded words that must all be found in a row: in its name,
// in its domain, or as digits in its id.
type word struct {
	probe
	digits []byte // hexadecimal digits as numbers; nil if the word is not looked for in ids
}

const hexadecimal = "0123456789ABCDEF"

// IDDigits gives the upper-case hexadecimal digits to look for in ids if a
// folded word could be a part of one that is long enough to be meant: shorter
// ones are found in every id by chance. Dashes do not count.
func IDDigits(folded string) (digits string, ok bool) {
	digits = strings.ToUpper(strings.ReplaceAll(folded, "-", ""))
	return digits, len(digits) >= 4 && strings.Trim(digits, hexadecimal) == ""
}

func (x *Index) newWord(folded string) word {
	w := word{probe: newProbe([]byte(folded), &x.header.Frequency, int(x.header.Sections[sectionText].Length))}
	if digits, ok := IDDigits(folded); ok {
		for _, d := range []byte(digits) {
			w.digits = append(w.digits, byte(strings.IndexByte(hexadecimal, d)))
		}
	}
	return w
}

// find gives the rows that have all words. No words find every row.
func (x *Index) find(ctx context.Context, words []string) (*found, error) {
	words = slices.Compact(slices.Sorted(slices.Values(words)))
	f := &found{key: strings.Join(words, " ")}
	for i, known := range x.recent {
		if known.key == f.key {
			x.recent = slices.Insert(slices.Delete(x.recent, i, i+1), 0, known)
			return known, nil
		}
	}
	for _, w := range words {
		if w != "" {
			f.words = append(f.words, x.newWord(w))
		}
	}
	if err := x.compute(ctx, f); err != nil {
		return nil, err
	}
	f.count = f.rows.count()
	x.recent = slices.Insert(x.recent[:min(len(x.recent), keptRecents-1)], 0, f)
	return f, nil
}

func (x *Index) compute(ctx context.Context, f *found) error {
	f.rows = newBitmap(x.Len())
	f.rows.fill(x.Len())
	best := &found{}
	for _, known := range x.recent {
		if (best.rows == nil || known.count < best.count) && implies(f.words, known.words) {
			best = known
		}
	}
	if best.rows != nil {
		f.rows.and(best.rows)
	}
	var left []word
	for i := range f.words {
		w := &f.words[i]
		if best.has(w) {
			continue
		}
		if len(f.words) > 1 && f.rows.count() < len(x.terms.text)/readUnder {
			left = append(left, *w)
			continue
		}
		done, err := x.narrow(ctx, f.rows, w)
		if err != nil {
			return err
		}
		if !done {
			left = append(left, *w)
		}
	}
	if len(left) == 0 {
		return ctx.Err()
	}
	return x.read(ctx, f.rows, left)
}

// has reports whether a word is one of those that were searched for.
func (f *found) has(w *word) bool {
	return slices.ContainsFunc(f.words, func(known word) bool { return bytes.Equal(known.text, w.text) })
}

// narrow clears rows that do not have a word, and reports whether all others
// have it.
func (x *Index) narrow(ctx context.Context, rows bitmap, w *word) (done bool, err error) {
	if w.digits != nil && !onlyLetters(w.text) { // it may be in an id, whatever its parts are
		return false, nil
	}
	for run, rest := nextTerm(w.text); len(run) > 0; run, rest = nextTerm(rest) {
		have, err := x.within(ctx, run)
		if err != nil {
			return false, err
		}
		if w.digits != nil {
			err = blocks(ctx, x.Len(), func(lo, hi int) { x.scanIDs(have, lo, hi, w, nil) })
		}
		if err != nil {
			return false, err
		}
		rows.and(have)
	}
	single := len(w.text) == 1 && letterIndex[w.text[0]] >= 0
	for _, c := range w.text {
		if i := letterIndex[c]; i >= 0 && !isLetter[c] {
			rows.and(x.letters[i])
		}
	}
	return single || onlyLetters(w.text), nil
}

// read clears the rows that do not have all words, by their texts and ids.
func (x *Index) read(ctx context.Context, rows bitmap, words []word) error {
	if rows.count() < x.Len()/refineUnder {
		return blocks(ctx, x.Len(), func(lo, hi int) {
			rows.each(lo/64, (hi+63)/64, func(row int) {
				if !x.matches(words, row) {
					rows.clear(row)
				}
			})
		})
	}
	have := x.blank()
	driver, rest := split(words)
	err := blocks(ctx, x.Len(), func(lo, hi int) {
		driver.each(x.text, x.offsets, lo, hi, func(row int) {
			if len(rest) == 0 || x.matches(rest, row) {
				have.set(row)
			}
		})
		if driver.digits != nil {
			x.scanIDs(have, lo, hi, driver, rest)
		}
	})
	rows.and(have)
	return err
}

// implies reports whether a row that has the new words has the old ones too.
func implies(now, old []word) bool {
	for _, o := range old {
		if !slices.ContainsFunc(now, func(n word) bool {
			return bytes.Contains(n.text, o.text) && (n.digits == nil || o.digits != nil)
		}) {
			return false
		}
	}
	return true
}

// split chooses the word to look for first: the one with the rarest byte, and
// of those the longest.
func split(words []word) (driver *word, rest []word) {
	best := 0
	for i, w := range words {
		b := words[best]
		if w.share < b.share || w.share == b.share && len(w.text) > len(b.text) {
			best = i
		}
	}
	return &words[best], slices.Delete(slices.Clone(words), best, best+1)
}

// blocks calls f for n rows or terms, a block at a time, on two processors.
func blocks(ctx context.Context, n int, f func(lo, hi int)) error {
	if n <= blockSize {
		f(0, n)
		return ctx.Err()
	}
	var next atomic.Int64
	return both(func() error {
		for {
			lo := int(next.Add(blockSize) - blockSize)
			if lo >= n {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			f(lo, min(lo+blockSize, n))
		}
	})
}

func (x *Index) matches(words []word, row int) bool {
	text := x.row(row)
	for i := range words {
		if !bytes.Contains(text, words[i].text) && !x.inID(&words[i], row) {
			return false
		}
	}
	return true
}

func (x *Index) inID(w *word, row int) bool {
	return w.digits != nil && !x.odd.has(row) && hasDigits(x.ids[row*16:row*16+16], w.digits)
}

func hasDigits(id, digits []byte) bool {
	var all [32]byte
	for i, c := range id {
		all[2*i], all[2*i+1] = c>>4, c&15
	}
	return bytes.Contains(all[:], digits)
}

// scanIDs sets the rows from lo up to hi in whose ids the driver stands and which
// have the rest. The digits can begin in either half of a byte; whole bytes of
// both readings are looked for.
func (x *Index) scanIDs(into bitmap, lo, hi int, driver *word, rest []word) {
	ids := x.ids[lo*16 : hi*16]
	for begin := range 2 {
		var whole []byte
		for i := begin; i+1 < len(driver.digits); i += 2 {
			whole = append(whole, driver.digits[i]<<4|driver.digits[i+1])
		}
		for at := 0; ; at++ {
			hit := bytes.Index(ids[at:], whole)
			if hit < 0 {
				break
			}
			at += hit
			row := lo + at/16
			if !into.has(row) && x.inID(driver, row) && x.matches(rest, row) {
				into.set(row)
			}
		}
	}
}
