package widget_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"cspdesk/tui/widget"
)

type row struct {
	id     string
	height int
	stops  []int
}

type rows []row

func (r rows) Len() int          { return len(r) }
func (r rows) ID(i int) string   { return r[i].id }
func (r rows) Height(i int) int  { return r[i].height }
func (r rows) Stops(i int) []int { return r[i].stops }

func plain(n int) rows {
	var r rows
	for i := range n {
		r = append(r, row{id: fmt.Sprint("r", i), height: 1})
	}
	return r
}

func cursorLine(slots []widget.Slot) int {
	for i, s := range slots {
		if s.Cursor {
			return i
		}
	}
	return -1
}

func TestListMovesThroughStops(t *testing.T) {
	r := rows{{"a", 1, nil}, {"b", 9, []int{0, 1, 4, 7}}, {"c", 1, nil}}
	var l widget.List
	l.Sync(r, 0)
	l.Visible(r, 6)
	var path []string
	for range 7 {
		path = append(path, fmt.Sprint(l.ID(), l.Stop()))
		l.Move(r, 1)
		if cursorLine(l.Visible(r, 6)) < 0 {
			t.Fatalf("cursor left the screen after %v", path)
		}
	}
	if got, want := fmt.Sprint(path), "[a0 b0 b1 b2 b3 c0 c0]"; got != want {
		t.Errorf("moved through %s, want %s", got, want)
	}
	l.Move(r, -1)
	if l.ID() != "b" || l.Stop() != 3 {
		t.Errorf("up from c stands on %s%d, want b3", l.ID(), l.Stop())
	}
}

func TestListFillsTheScreen(t *testing.T) {
	r := plain(10)
	var l widget.List
	l.Sync(r, 0)
	l.Visible(r, 5)
	l.Last(r)
	slots := l.Visible(r, 5)
	if len(slots) != 5 || slots[0].Row != 5 || cursorLine(slots) != 4 {
		t.Errorf("at the end the screen shows %v", slots)
	}
	slots = l.Visible(r, 8) // the window grows: rows above come into view
	if len(slots) != 8 || slots[0].Row != 2 {
		t.Errorf("after growing the screen shows %v", slots)
	}
}

func TestListPageKeepsTheCursorsPlace(t *testing.T) {
	r := plain(100)
	var l widget.List
	l.Sync(r, 0)
	l.Visible(r, 10)
	l.Move(r, 3)
	l.Visible(r, 10)
	l.Scroll(r, l.Page())
	slots := l.Visible(r, 10)
	if l.Index() != 12 || cursorLine(slots) != 3 {
		t.Errorf("page down stands on row %d, line %d; want row 12, line 3", l.Index(), cursorLine(slots))
	}
	l.Scroll(r, -1000)
	if slots = l.Visible(r, 10); l.Index() != 0 || cursorLine(slots) != 0 {
		t.Errorf("far up stands on row %d", l.Index())
	}
}

func TestListReveal(t *testing.T) {
	r := plain(20)
	var l widget.List
	l.Sync(r, 0)
	l.Visible(r, 10)
	l.Move(r, 9)
	r[9] = row{id: "r9", height: 6, stops: []int{0, 1, 3}}
	l.Sync(r, 9)
	l.Reveal(r)
	slots := l.Visible(r, 10)
	if last := slots[9]; last.Row != 9 || last.Line != 5 {
		t.Errorf("the last line shows %+v, want the end of the expanded row", last)
	}
}

// The promise of the list: whatever happens to the rows around it, the cursor
// stays on its row and the row stays where it was on the screen, unless the
// list has become too short for that.
func TestListKeepsTheRowUnderTheCursor(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 2000 {
		r := randomRows(random, 40)
		var l widget.List
		l.Sync(r, 0)
		height := 3 + random.IntN(20)
		l.Visible(r, height)
		l.Move(r, random.IntN(120))
		before := l.Visible(r, height)
		id, stop, line := l.ID(), l.Stop(), cursorLine(before)

		next := mutate(random, r, id)
		l.Sync(next, 0)
		after := l.Visible(next, height)
		if l.ID() != id {
			t.Fatalf("round %d: cursor moved from %s to %s", round, id, l.ID())
		}
		if got := cursorLine(after); got < 0 {
			t.Fatalf("round %d: the cursor is not on the screen", round)
		} else if got != line && l.Stop() == stop && roomAround(next, &l, line, height) {
			t.Fatalf("round %d: row %s moved from line %d to %d", round, id, line, got)
		}
	}
}

func randomRows(random *rand.Rand, n int) rows {
	r := plain(n)
	for i := range r {
		if random.IntN(5) == 0 {
			r[i].height, r[i].stops = 8, []int{0, 1, 3, 6}
		}
	}
	return r
}

// mutate drops, adds and swaps rows, and keeps the one with the id.
func mutate(random *rand.Rand, r rows, keep string) rows {
	var next rows
	for _, x := range r {
		if x.id != keep && random.IntN(4) == 0 {
			continue
		}
		if random.IntN(4) == 0 {
			next = append(next, row{id: fmt.Sprint("new", random.Int()), height: 1 + random.IntN(3)})
		}
		next = append(next, x)
	}
	return next
}

// roomAround reports whether there are enough lines above and below the cursor
// to keep it on the line.
func roomAround(r rows, l *widget.List, line, height int) bool {
	within := 0
	if s := r[l.Index()].stops; s != nil {
		within = s[l.Stop()]
	}
	above, below := within, r[l.Index()].height-within
	for i := range r {
		switch {
		case i < l.Index():
			above += r[i].height
		case i > l.Index():
			below += r[i].height
		}
	}
	return above >= line && below >= height-line
}

func TestListSurvivesAnySize(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var l widget.List
	for range 5000 {
		r := randomRows(random, random.IntN(6))
		l.Sync(r, random.IntN(9)-2)
		switch random.IntN(6) {
		case 0:
			l.Move(r, random.IntN(9)-4)
		case 1:
			l.Scroll(r, random.IntN(40)-20)
		case 2:
			l.First(r)
		case 3:
			l.Last(r)
		case 4:
			l.Reveal(r)
		case 5:
			l.SelectStop(r, random.IntN(6)-1)
		}
		height := random.IntN(12)
		slots := l.Visible(r, height)
		if len(slots) > height {
			t.Fatalf("%d lines for a height of %d", len(slots), height)
		}
		if r.Len() > 0 && height > 0 && cursorLine(slots) < 0 {
			t.Fatalf("the cursor is not among the %d lines", len(slots))
		}
	}
}

// TestListBeginsWithARow wherever the cursor stands on the first line of its row,
// in each height, until the cursor moves.
func TestListBeginsWithARow(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		r := randomRows(random, 12)
		var l widget.List
		l.Sync(r, 0)
		l.Visible(r, 1+random.IntN(20))
		l.Move(r, random.IntN(40))
		l.SelectStop(r, 0)
		l.BeginWithRow()
		for range 3 { // a line below the list comes and goes
			height := 1 + random.IntN(20)
			slots := l.Visible(r, height)
			if slots[0].Line != 0 || cursorLine(slots) < 0 {
				t.Fatalf("%d lines of %v begin with %v, cursor on %s", height, r, slots[0], l.ID())
			}
		}
		l.Last(r)
		if slots := l.Visible(r, 8); cursorLine(slots) < 0 {
			t.Fatalf("the cursor left the screen: %v", slots)
		}
	}
}

func BenchmarkListVisible(b *testing.B) {
	r := plain(100_000)
	var l widget.List
	l.Sync(r, 50_000)
	for b.Loop() {
		l.Move(r, 1)
		l.Visible(r, 40)
	}
}

// TestAPartOfAListLeavesALineToSaySo: the lines that it says follow are those that
// come in sight, the cursor is always among those that are seen, and nothing is
// left out at the end.
func TestAPartOfAListLeavesALineToSaySo(t *testing.T) {
	r := rows{{"a", 1, nil}, {"b", 3, nil}, {"c", 1, nil}, {"d", 2, nil}}
	for height := range 9 {
		var l widget.List
		l.Sync(r, 0)
		for range 2 * len(r) {
			slots, below := l.Part(r, height)
			seen := len(slots)
			if below > 0 {
				seen++
			}
			if seen > height || height >= 7 && below > 0 || height > 1 && cursorLine(slots) < 0 {
				t.Fatalf("of 7 lines in %d: %v, %d below", height, slots, below)
			}
			if n := len(slots); n > 0 && slots[0].Row == 0 && slots[0].Line == 0 && n+below != 7 {
				t.Fatalf("%d lines at the top in %d, and %d below", n, height, below)
			}
			l.Move(r, 1)
		}
		if slots, below := l.Part(r, height); height > 2 && (below != 0 || slots[len(slots)-1] != widget.Slot{Row: 3, Line: 1}) {
			t.Fatalf("at the end in %d: %v, %d below", height, slots, below)
		}
	}
}
