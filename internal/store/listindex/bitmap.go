package listindex

import (
	"math/bits"
	"sort"
)

// bitmap has a bit for each row or position.
type bitmap []uint64

func newBitmap(n int) bitmap { return make(bitmap, (n+63)/64) }

func (b bitmap) has(i int) bool { return b[i>>6]>>(i&63)&1 == 1 }
func (b bitmap) set(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b bitmap) clear(i int)    { b[i>>6] &^= 1 << (i & 63) }

// fill sets the first n bits.
func (b bitmap) fill(n int) {
	for i := range b {
		b[i] = ^uint64(0)
	}
	if n&63 != 0 {
		b[len(b)-1] = 1<<(n&63) - 1
	}
}

// setRun sets the bits from lo up to hi.
func (b bitmap) setRun(lo, hi int) {
	for ; lo < hi && lo&63 != 0; lo++ {
		b.set(lo)
	}
	for ; lo+64 <= hi; lo += 64 {
		b[lo>>6] = ^uint64(0)
	}
	for ; lo < hi; lo++ {
		b.set(lo)
	}
}

// and clears what another bitmap of the same length does not have.
func (b bitmap) and(other bitmap) {
	for i, w := range other {
		b[i] &= w
	}
}

// or sets what another bitmap of the same length has.
func (b bitmap) or(other bitmap) {
	for i, w := range other {
		b[i] |= w
	}
}

// without clears what another bitmap of the same length has.
func (b bitmap) without(other bitmap) {
	for i, w := range other {
		b[i] &^= w
	}
}

func (b bitmap) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls f with every set bit from word lo up to word hi, in order.
func (b bitmap) each(lo, hi int, f func(i int)) {
	for at := lo; at < hi; at++ {
		for w := b[at]; w != 0; w &= w - 1 {
			f(at<<6 + bits.TrailingZeros64(w))
		}
	}
}

// ranked is a bitmap that counts quickly.
type ranked struct {
	bitmap
	before []uint32 // set bits before every wordsPerSum words, and in all
}

const wordsPerSum = 32

func rank(b bitmap) ranked {
	r := ranked{bitmap: b}
	n := 0
	for i, w := range b {
		if i%wordsPerSum == 0 {
			r.before = append(r.before, uint32(n))
		}
		n += bits.OnesCount64(w)
	}
	r.before = append(r.before, uint32(n))
	return r
}

func (r ranked) total() int { return int(r.before[len(r.before)-1]) }

// rank counts the set bits before i.
func (r ranked) rank(i int) int {
	word := i >> 6
	if word >= len(r.bitmap) {
		return r.total()
	}
	n := int(r.before[word/wordsPerSum])
	for at := word / wordsPerSum * wordsPerSum; at < word; at++ {
		n += bits.OnesCount64(r.bitmap[at])
	}
	return n + bits.OnesCount64(r.bitmap[word]&(1<<(i&63)-1))
}

// pick finds the set bit that has k set bits before it.
func (r ranked) pick(k int) int {
	sum := sort.Search(len(r.before), func(i int) bool { return int(r.before[i]) > k }) - 1
	k -= int(r.before[sum])
	for at := sum * wordsPerSum; ; at++ {
		w := r.bitmap[at]
		if n := bits.OnesCount64(w); n <= k {
			k -= n
			continue
		}
		for ; k > 0; k-- {
			w &= w - 1
		}
		return at<<6 + bits.TrailingZeros64(w)
	}
}
