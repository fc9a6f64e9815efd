package listindex

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync/atomic"
)

const (
	blockRows   = 16384 // rows that are searched between two looks at the context
	blockWords  = blockRows / 64
	keptRecents = 8  // searches whose bitmaps are kept
	refineUnder = 3  // candidates are looked at one by one if they are less than one row in so many
	rareUnder   = 33 // a byte is rare if less than one in so many is that byte
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
	text   []byte
	digits []byte // hexadecimal digits as numbers; nil if the word is not looked for in ids
	driver int    // where in text its rarest byte is
	share  uint32 // how often that byte occurs
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
	w := word{text: []byte(folded), share: ^uint32(0)}
	if digits, ok := IDDigits(folded); ok {
		for _, d := range []byte(digits) {
			w.digits = append(w.digits, byte(strings.IndexByte(hexadecimal, d)))
		}
	}
	for i, c := range w.text {
		if x.header.Frequency[c] < w.share {
			w.driver, w.share = i, x.header.Frequency[c]
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
	certain := x.haveLetters(f)
	if certain {
		return nil
	}
	var best *found
	for _, known := range x.recent {
		if (best == nil || known.count < best.count) && implies(f.words, known.words) {
			best = known
		}
	}
	if best != nil {
		f.rows.and(best.rows)
	}
	if f.rows.count() < x.Len()/refineUnder {
		return x.blocks(ctx, func(lo, hi int) {
			f.rows.each(lo/64, (hi+63)/64, func(row int) {
				if !x.matches(f.words, row) {
					f.rows.clear(row)
				}
			})
		})
	}
	clear(f.rows)
	driver, rest := split(f.words)
	return x.blocks(ctx, func(lo, hi int) {
		x.scanText(f.rows, lo, hi, driver, rest)
		if driver.digits != nil {
			x.scanIDs(f.rows, lo, hi, driver, rest)
		}
	})
}

// haveLetters keeps the rows that have all letters of the words, and reports
// whether that is all there is to find. Words that may be in an id need none.
func (x *Index) haveLetters(f *found) (certain bool) {
	certain = true
	for _, w := range f.words {
		if w.digits != nil {
			certain = false
			continue
		}
		for _, c := range w.text {
			i := letterIndex[c]
			if i >= 0 {
				f.rows.and(x.letters[i])
			}
			certain = certain && i >= 0 && len(w.text) == 1
		}
	}
	return certain
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
func split(words []word) (driver word, rest []word) {
	best := 0
	for i, w := range words {
		b := words[best]
		if w.share < b.share || w.share == b.share && len(w.text) > len(b.text) {
			best = i
		}
	}
	return words[best], slices.Delete(slices.Clone(words), best, best+1)
}

// blocks calls f for all rows, a block at a time, on two processors.
func (x *Index) blocks(ctx context.Context, f func(lo, hi int)) error {
	n := x.Len()
	if n <= blockRows {
		f(0, n)
		return ctx.Err()
	}
	var next atomic.Int64
	return both(func() error {
		for {
			lo := int(next.Add(blockRows) - blockRows)
			if lo >= n {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			f(lo, min(lo+blockRows, n))
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

// scanText sets the rows from lo up to hi in whose text the driver stands and
// which have the rest.
func (x *Index) scanText(into bitmap, lo, hi int, driver word, rest []word) {
	base := int(x.offsets[lo])
	text := x.text[base:x.offsets[hi]]
	rare := driver.share < uint32(len(x.text)/rareUnder)
	row := lo
	for at := 0; at < len(text); at = int(x.offsets[row+1]) - base {
		var hit int
		if rare {
			hit = driver.index(text[at:])
		} else {
			hit = bytes.Index(text[at:], driver.text)
		}
		if hit < 0 {
			return
		}
		row = x.rowAt(row, hi, uint32(base+at+hit))
		if len(rest) == 0 || x.matches(rest, row) {
			into.set(row)
		}
	}
}

// index finds the word in a text by looking for its rarest byte.
func (w *word) index(text []byte) int {
	for at := w.driver; at < len(text); at++ {
		hit := bytes.IndexByte(text[at:], w.text[w.driver])
		if hit < 0 {
			return -1
		}
		at += hit
		begin := at - w.driver
		if begin+len(w.text) <= len(text) && string(text[begin:begin+len(w.text)]) == string(w.text) {
			return begin
		}
	}
	return -1
}

// rowAt finds the row from lo up to hi whose text has a place, in steps that
// grow: the next hit is often near.
func (x *Index) rowAt(lo, hi int, place uint32) int {
	step := 1
	for lo+step < hi && x.offsets[lo+step] <= place {
		lo += step
		step *= 2
	}
	hi = min(lo+step, hi)
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); x.offsets[mid] <= place {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// scanIDs does the same for ids. The digits can begin in either half of a byte;
// whole bytes of both readings are looked for.
func (x *Index) scanIDs(into bitmap, lo, hi int, driver word, rest []word) {
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
			if !into.has(row) && x.inID(&driver, row) && x.matches(rest, row) {
				into.set(row)
			}
		}
	}
}
