//go:build unix

package main

import (
	"fmt"
	"time"

	"cspdesk/internal/bench"
	"cspdesk/internal/partner"
)

const (
	keyUp    = "\x1b[A"
	keyDown  = "\x1b[B"
	keyRight = "\x1b[C"
	keyEnter = "\r"
	keyEsc   = "\x1b"
	keyClear = "\x15" // ctrl+u, in most fields
)

// peerKeys move the cursor of fzf, whose list begins at the bottom, there and
// back: at the edge it would draw the whole list at each step.
var peerKeys = [2]string{keyUp, keyDown}

// typed are the texts that are typed a letter at a time. They cover texts that
// many, few and no customers have.
var typed, typedChinese = []string{"contoso", "works gmbh", "golden su", "zürich", "контосо", "zqx"}, []string{"北京", "科技有限", "上海华", "冒险家金山"}

// quietKey is longer than a program's longest pause while it moves a cursor.
const quietKey = 30 * time.Millisecond

// quietLetter is longer than the longest search among n customers is expected to
// take.
func quietLetter(n int) time.Duration {
	switch {
	case n <= 1_000:
		return 100 * time.Millisecond
	case n <= 100_000:
		return 250 * time.Millisecond
	}
	return 700 * time.Millisecond
}

// figures are what was measured of one program with one number of customers.
type figures struct {
	first, settled, silent, cold    bench.Samples // cold: nothing of the files in memory; none where that cannot be had
	sortedFirst, filterFirst        bench.Samples // the list was left like this
	cursor, page, end               bench.Samples
	letter, chinese                 bench.Samples
	sortedCursor, sortedLetter      bench.Samples
	filterCursor, filterLetter      bench.Samples
	expandedCursor                  bench.Samples
	beside                          beside
	moveBytes, sameBytes, pageBytes bench.Samples
	private                         float64 // MiB, the most that was seen
}

// beside are the cursor keys of a peer that were pressed in turn with those of
// the same name: a key may take half as long again a moment later.
type beside struct{ cursor, sortedCursor, filterCursor, expandedCursor bench.Samples }

// hand presses keys and remembers the first thing that went wrong.
type hand struct {
	s    *bench.Session
	to   *figures
	peer *bench.Session // nil if none is measured in turn
	err  error
}

// times presses a key n times and notes how long the screen took to settle.
func (h *hand) times(n int, key string, quiet time.Duration, to *bench.Samples, bytes *bench.Samples) {
	for range n {
		if h.err != nil {
			return
		}
		var r bench.Reaction
		if r, h.err = h.s.Press(key, quiet); h.err == nil && !r.Changed {
			h.err = fmt.Errorf("key %q changed nothing; the screen:\n%s", key, h.s.Text())
		}
		if to != nil && h.err == nil {
			to.Add(r.Settled)
		}
		if bytes != nil && h.err == nil {
			*bytes = append(*bytes, float64(r.Bytes))
		}
	}
}

// write types texts, one after the other.
func (h *hand) write(texts []string, quiet time.Duration, to *bench.Samples) {
	for _, text := range texts {
		for _, letter := range text {
			if letter == ' ' {
				h.idle(1, " ", quiet, nil) // nothing but the cursor moves
				continue
			}
			h.times(1, string(letter), quiet, to, nil)
		}
		h.look()
		h.times(1, keyClear, quiet, nil, nil)
	}
}

// look notes the memory in use.
func (h *hand) look() {
	if use, err := h.s.Use(); err == nil {
		h.to.private = max(h.to.private, float64(use.Private)/(1<<20))
	}
}

// settle waits until the program has done what it does after its start.
func (h *hand) settle(quiet time.Duration) {
	if h.err == nil {
		h.err = h.s.Settle(quiet)
	}
}

// useDesk is one round of cspdesk, with its cursor keys pressed in turn with
// those of a peer, if there is one.
func (l *lab) useDesk(f fixture, to *figures, peer *bench.Session) error {
	p := l.deskProgram(f.data)
	if err := l.startsAs(p, f, partner.ListQuery{Sort: partner.SortDomain}, &to.sortedFirst); err != nil {
		return err
	}
	if err := l.startsAs(p, f, partner.ListQuery{Sort: partner.SortDomain, Filter: filtered}, &to.filterFirst); err != nil {
		return err
	}
	if err := l.leave(f, partner.ListQuery{}); err != nil {
		return err
	}
	if forget(l.program) && forget(f.data) {
		if err := l.startOnce(p, &to.cold); err != nil {
			return err
		}
	}
	s, err := bench.Start(p)
	if err != nil {
		return err
	}
	defer s.Close()
	h := &hand{s: s, to: to, peer: peer}
	quiet := quietLetter(f.count)
	h.settle(2 * quiet)
	to.settled.Add(s.Settled())
	h.look()
	h.walk(keyDown, &to.cursor, &to.moveBytes, &to.beside.cursor)
	h.times(5, "\x1b[6~", quietKey, &to.page, &to.pageBytes)
	h.times(1, "G", quiet, &to.end, nil)
	h.times(1, "g", quiet, &to.end, nil)
	h.idle(5, "#", quietKey, &to.sameBytes)
	h.search(quiet, typed, &to.letter)
	h.search(quiet, typedChinese, &to.chinese)
	h.expand()
	h.filter(quiet)
	h.sortByDomain(quiet)
	h.look()
	return h.err
}

// walk moves the cursor twenty times, a few steps at a time, and then the peer's
// by as many.
func (h *hand) walk(key string, to, bytes, beside *bench.Samples) {
	const turns, steps = 4, 5
	for turn := range turns {
		h.times(steps, key, quietKey, to, bytes)
		if h.peer != nil {
			p := &hand{s: h.peer, to: h.to, err: h.err}
			p.times(steps, peerKeys[turn%2], quietKey, beside, nil)
			h.err = p.err
		}
	}
}

// idle presses a key that changes no cell, and notes the bytes written.
func (h *hand) idle(n int, key string, quiet time.Duration, to *bench.Samples) {
	for range n {
		if h.err != nil {
			return
		}
		var r bench.Reaction
		if r, h.err = h.s.PressIdle(key, quiet); to != nil {
			*to = append(*to, float64(r.Bytes))
		}
	}
}

// search opens the search field, types, and closes it again.
func (h *hand) search(quiet time.Duration, texts []string, to *bench.Samples) {
	h.times(1, "/", quiet, nil, nil)
	h.write(texts, quiet, to)
	h.times(1, keyEsc, quiet, nil, nil)
}

// expand opens ten records and walks over them.
func (h *hand) expand() {
	h.times(1, "g", 2*quietKey, nil, nil)
	for range 10 {
		h.times(1, keyRight, 2*quietKey, nil, nil)
		h.times(5, keyDown, 2*quietKey, nil, nil) // over the four blocks to the next customer
	}
	h.walk(keyUp, &h.to.expandedCursor, nil, &h.to.beside.expandedCursor)
	h.look()
	h.times(1, "-", 2*quietKey, nil, nil)
}

// filtered is a filter that every customer of the file passes, and none alone by
// its parts.
const filtered = "standing:imported !tagged"

// filter puts a filter on, walks and searches, and takes it off again.
func (h *hand) filter(quiet time.Duration) {
	h.times(1, "f", quiet, nil, nil)
	for _, letter := range filtered {
		if h.err == nil {
			_, h.err = h.s.PressIdle(string(letter), quietKey)
		}
	}
	h.times(1, keyEnter, quiet, nil, nil)
	h.settle(quiet)
	h.walk(keyDown, &h.to.filterCursor, nil, &h.to.beside.filterCursor)
	h.search(quiet, typed[:3], &h.to.filterLetter)
	h.times(1, keyEsc, quiet, nil, nil)
}

// sortByDomain sorts by another column, walks and searches.
func (h *hand) sortByDomain(quiet time.Duration) {
	h.times(1, "o", quiet, nil, nil)
	h.times(1, keyDown, quietKey, nil, nil)
	h.times(1, keyEnter, quiet, nil, nil)
	h.settle(quiet)
	h.walk(keyDown, &h.to.sortedCursor, nil, &h.to.beside.sortedCursor)
	h.search(quiet, typed[:3], &h.to.sortedLetter)
}
