package store

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collator makes the keys by which names are ordered. Chinese collation leaves
// Latin letters in their usual order and puts Chinese characters after all
// other scripts, by pinyin, so that readers of either language find their way.
// A collator must not be used by two goroutines at once; hence the pool.
type collator struct {
	letters *collate.Collator // letters only: neither case nor accents
	accents *collate.Collator // accents where the letters are equal
	buffer  collate.Buffer
}

var collators = sync.Pool{New: func() any {
	return &collator{
		letters: collate.New(language.Chinese, collate.Loose),
		accents: collate.New(language.Chinese, collate.IgnoreCase),
	}
}}

// letterKeys are the keys of the characters of ASCII: each has its own,
// whatever stands beside it.
var letterKeys = sync.OnceValue(func() (keys [utf8.RuneSelf][]byte) {
	c := collators.Get().(*collator)
	defer collators.Put(c)
	for i := range keys {
		c.buffer.Reset()
		keys[i] = append([]byte{}, c.letters.KeyFromString(&c.buffer, string(rune(i)))...)
	}
	return keys
})

// sortKey gives the bytes by which a name is ordered. Names in ASCII have no
// accents and get the shorter key, which is how a longer one begins.
func sortKey(name string) []byte {
	keys := letterKeys()
	key := make([]byte, 0, 2*len(name))
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			c := collators.Get().(*collator)
			defer collators.Put(c)
			c.buffer.Reset()
			return append([]byte{}, c.accents.KeyFromString(&c.buffer, name)...)
		}
		key = append(key, keys[name[i]]...)
	}
	return key
}
