package store

import "hash/maphash"

// perhaps remembers which ids a file had, in a Bloom filter: an id that it does
// not know was surely not there, and one that it knows perhaps was. It is of one
// size however long the file is; of a million ids it takes one in a hundred
// thousand for known, of ten millions one in twenty-five.
type perhaps struct {
	seed maphash.Seed
	bits []uint64
}

const (
	perhapsBits = 1 << 26 // 8 MB
	perhapsEach = 4       // bits for an id
)

func newPerhaps() *perhaps {
	return &perhaps{maphash.MakeSeed(), make([]uint64, perhapsBits/64)}
}

// add remembers an id and reports whether it perhaps was there before.
func (p *perhaps) add(id string) (known bool) {
	hash := maphash.String(p.seed, id)
	at, step := hash, hash>>32|1
	known = true
	for range perhapsEach {
		word, bit := &p.bits[at%perhapsBits/64], uint64(1)<<(at%64)
		known = known && *word&bit != 0
		*word |= bit
		at += step
	}
	return known
}
