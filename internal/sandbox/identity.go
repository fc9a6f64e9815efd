package sandbox

import (
	"encoding/binary"
	"encoding/hex"
)

// kind says what a GUID of the practice center stands for.
type kind uint8

const (
	kindPartner kind = 1 + iota
	kindProvider
	kindListed   // a customer that the partner had from the start
	kindProspect // an organization that is ready to be invited
	kindCreated  // an organization that somebody made on the sign-in page
	kindSubscription
	kindUser
	kindOrder
	kindCommerce
	kindPlan
	kindCart
	kindReseller
	kindReservation
	kindAudit
)

// ref is what a GUID says when it is read back. All that the practice center
// shows is computed from refs, so that a million customers need no memory.
type ref struct {
	kind   kind
	owner  kind   // kind of the tenant that the item belongs to; 0 for tenants
	entity uint64 // number of the tenant, below 2^40
	item   uint32 // number of the item in that tenant, below 2^21
}

const (
	halfBits   = 61
	halfMask   = 1<<halfBits - 1
	itemBits   = 21
	itemMask   = 1<<itemBits - 1
	entityMask = 1<<40 - 1
	rounds     = 6
)

// cipher turns refs into GUIDs and back: a keyed permutation of the 122 free
// bits of a random (version 4) GUID, as a Feistel network with two halves of
// 61 bits. It hides nothing; it only makes numbers look like tenant ids.
type cipher struct{ keys [rounds]uint64 }

func newCipher(seed uint64) cipher {
	var c cipher
	d := newDice(seed, 0x1d)
	for i := range c.keys {
		c.keys[i] = d.next()
	}
	return c
}

func (c cipher) guid(r ref) string {
	left := uint64(r.kind)<<8 | uint64(r.owner)
	right := (r.entity&entityMask)<<itemBits | uint64(r.item)&itemMask
	for _, key := range c.keys {
		left, right = right, left^mix(right^key)&halfMask
	}
	var b [16]byte
	high := left >> 1 // 60 bits
	binary.BigEndian.PutUint64(b[:8], high>>12<<16|0x4000|high&0xfff)
	binary.BigEndian.PutUint64(b[8:], 1<<63|(left&1)<<halfBits|right)
	text := make([]byte, 36)
	hex.Encode(text, b[:4])
	text[8] = '-'
	hex.Encode(text[9:], b[4:6])
	text[13] = '-'
	hex.Encode(text[14:], b[6:8])
	text[18] = '-'
	hex.Encode(text[19:], b[8:10])
	text[23] = '-'
	hex.Encode(text[24:], b[10:])
	return string(text)
}

// read gives the ref behind a GUID, in either case of its letters. It is false
// for text that is no GUID and for a GUID that this center never gave out.
func (c cipher) read(guid string) (ref, bool) {
	b, ok := parseGUID(guid)
	if !ok {
		return ref{}, false
	}
	top, low := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
	if top>>12&0xf != 4 || low>>62 != 2 {
		return ref{}, false
	}
	high := top>>16<<12 | top&0xfff
	left := high<<1 | low>>halfBits&1
	right := low & halfMask
	for i := len(c.keys) - 1; i >= 0; i-- {
		left, right = right^mix(left^c.keys[i])&halfMask, left
	}
	if left>>16 != 0 {
		return ref{}, false
	}
	return ref{kind: kind(left >> 8), owner: kind(left), entity: right >> itemBits, item: uint32(right & itemMask)}, true
}

// parseGUID reads the usual form of 36 characters and no other.
func parseGUID(text string) ([16]byte, bool) {
	var b [16]byte
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return b, false
	}
	digits := text[:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
	if _, err := hex.Decode(b[:], []byte(digits)); err != nil {
		return b, false
	}
	return b, true
}

// mix is the finalizer of SplitMix64.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// dice are repeatable choices: the same numbers give the same throws on every
// computer and in every version.
type dice struct{ state uint64 }

func newDice(numbers ...uint64) dice {
	state := uint64(0x9e3779b97f4a7c15)
	for _, n := range numbers {
		state = mix(state + n*0x9e3779b97f4a7c15 + 1)
	}
	return dice{state}
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	return mix(d.state)
}

// below gives a number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

// chance is true in percent of 100 throws.
func (d *dice) chance(percent int) bool { return d.below(100) < percent }

func pick[T any](d *dice, from []T) T { return from[d.below(len(from))] }
