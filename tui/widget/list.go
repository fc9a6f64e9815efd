// Package widget holds the parts that screens are made of: a list of rows of
// different heights, a text field, a dialog, a scrolled text. They are plain
// structs that keep state and draw; they know no partner data, do no I/O and
// read no clock.
package widget

// Rows is what a List draws from: the part of a longer list that is in memory.
// Rows are named by an identity that outlives any reordering.
type Rows interface {
	Len() int
	ID(i int) string
	// Height is the number of lines of row i, at least 1.
	Height(i int) int
	// Stops are the lines of row i on which the cursor can stand, ascending and
	// starting with 0. Nil means line 0 alone.
	Stops(i int) []int
}

// List keeps a cursor and a scroll position over Rows. Both hang on the
// identity of the row under the cursor and on the line of the screen where the
// cursor stands, never on an index: rows may come and go around it and the
// person still looks at the same one, in the same place.
//
// Its cost follows the lines on the screen, not the number of rows.
type List struct {
	// Above and Below say that there are further rows there, which are not in
	// memory: what is left of a move that reaches them is to be done when they come.
	Above, Below bool

	id     string
	index  int  // where id was found last
	stop   int  // which of the row's stops
	offset int  // line of the screen on which the cursor stands
	height int  // lines of the screen, as last drawn
	begins bool // the screen begins with the first line of a row
	slots  []Slot
}

// Slot says what one line of the screen shows.
type Slot struct {
	Row, Line int
	Cursor    bool // the cursor stands on this line
}

// ID is the identity of the row under the cursor, "" if there is none.
func (l *List) ID() string { return l.id }

// Index is the place of that row in the rows of the last Sync.
func (l *List) Index() int { return l.index }

// Stop counts at which of the row's stops the cursor stands, from 0.
func (l *List) Stop() int { return l.stop }

// Height is the number of lines that were drawn last.
func (l *List) Height() int { return l.height }

// Sync finds the cursor's row again after the rows or their heights changed. If
// the row is gone, the cursor goes to the row at anchor, or to the nearest one
// there is.
func (l *List) Sync(rows Rows, anchor int) {
	n := rows.Len()
	if n == 0 {
		*l = List{id: l.id, height: l.height, slots: l.slots}
		return
	}
	if l.index < n && l.index >= 0 && rows.ID(l.index) == l.id {
		l.settle(rows)
		return
	}
	for i := range n {
		if rows.ID(i) == l.id {
			l.index = i
			l.settle(rows)
			return
		}
	}
	l.index, l.stop = min(max(anchor, 0), n-1), 0
	l.id = rows.ID(l.index)
}

func (l *List) settle(rows Rows) {
	l.stop = min(l.stop, len(stops(rows, l.index))-1)
}

// Select puts the cursor on the first line of a row, if it is there.
func (l *List) Select(rows Rows, id string) bool {
	for i := range rows.Len() {
		if rows.ID(i) == id {
			l.id, l.index, l.stop = id, i, 0
			return true
		}
	}
	return false
}

// SelectStop moves the cursor within its row.
func (l *List) SelectStop(rows Rows, stop int) {
	if rows.Len() == 0 {
		return
	}
	was := l.line(rows)
	l.stop = min(max(stop, 0), len(stops(rows, l.index))-1)
	l.shift(l.line(rows) - was)
}

// Move goes n stops down, or up if n is negative, and gives how many of them are
// left for want of rows.
func (l *List) Move(rows Rows, n int) (rest int) {
	way := direction(n)
	for ; n != 0; n -= way {
		lines, ok := l.step(rows, way)
		l.shift(way * lines)
		if !ok {
			return l.rest(n)
		}
	}
	return 0
}

// Scroll moves the cursor by about that many lines and the view with it, so
// that the cursor keeps its place on the screen. It gives how many lines are left
// for want of rows.
func (l *List) Scroll(rows Rows, lines int) (rest int) {
	way := direction(lines)
	for way*lines > 0 {
		n, ok := l.step(rows, way)
		if !ok {
			l.shift(way * l.height)
			return l.rest(lines)
		}
		lines -= way * n
	}
	return 0
}

func direction(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// rest is what is left of a move that came to the last row in memory.
func (l *List) rest(n int) int {
	if n > 0 && l.Below || n < 0 && l.Above {
		return n
	}
	return 0
}

// Page is the number of lines that a page key moves.
func (l *List) Page() int { return max(l.height-1, 1) }

// First goes to the first row there is.
func (l *List) First(rows Rows) {
	if rows.Len() > 0 {
		l.id, l.index, l.stop, l.offset, l.begins = rows.ID(0), 0, 0, 0, false
	}
}

// Last goes to the last stop of the last row there is.
func (l *List) Last(rows Rows) {
	if n := rows.Len(); n > 0 {
		l.id, l.index, l.stop = rows.ID(n-1), n-1, len(stops(rows, n-1))-1
		l.offset, l.begins = max(l.height-1, 0), false
	}
}

// Point puts the cursor on what stands in a line of the last Visible, and reports
// whether it stood there.
func (l *List) Point(rows Rows, line int) (was bool) {
	if line < 0 || line >= len(l.slots) || l.slots[line].Row >= rows.Len() {
		return false
	}
	slot, stop := l.slots[line], 0
	here := stops(rows, slot.Row)
	for i, at := range here {
		if at <= slot.Line {
			stop = i
		}
	}
	was = slot.Row == l.index && stop == l.stop
	l.id, l.index, l.stop = rows.ID(slot.Row), slot.Row, stop
	l.offset = 0
	l.shift(line - slot.Line + here[stop])
	return was
}

// Reveal scrolls so that the whole row under the cursor is on the screen, as
// far as it fits.
func (l *List) Reveal(rows Rows) {
	if rows.Len() == 0 {
		return
	}
	below := rows.Height(l.index) - l.line(rows)
	l.offset, l.begins = max(min(l.offset, l.height-below), min(l.line(rows), l.height-1), 0), false
}

// Visible lays out height lines of the screen, top first. It gives fewer if
// there are fewer rows. The slice is valid until the next call.
func (l *List) Visible(rows Rows, height int) []Slot {
	l.height = max(height, 0)
	l.slots = l.slots[:0]
	if rows.Len() == 0 || l.height == 0 {
		return l.slots
	}
	l.offset = min(max(l.offset, 0), l.height-1)
	row, line := l.top(rows)
	if missing := l.fill(rows, row, line); missing > 0 && (row > 0 || line > 0) {
		l.offset = min(l.offset+missing, l.height-1)
		row, line = l.top(rows)
		l.fill(rows, row, line)
	}
	if l.begins && line > 0 {
		l.begin(rows, row, line)
	}
	return l.slots
}

// BeginWithRow lets the screen begin with the first line of a row, until the
// cursor moves: with all of the row that it begins inside of, if the cursor stays
// in sight, or else with the row after it. In a row that is taller than the screen
// the cursor goes to the first line.
func (l *List) BeginWithRow() { l.begins = true }

func (l *List) begin(rows Rows, row, line int) {
	switch {
	case l.offset+line < l.height:
		l.offset += line
	case row < l.index:
		l.offset -= rows.Height(row) - line
	default:
		l.stop, l.offset = 0, 0
	}
	row, line = l.top(rows)
	l.fill(rows, row, line)
}

// Part lays out like Visible, with the whole row under the cursor, for a short
// list that says how much of it follows: where not all rows fit into height, it
// leaves a line free. Below is the number of lines that follow.
func (l *List) Part(rows Rows, height int) (slots []Slot, below int) {
	slots = l.Visible(rows, height)
	if n := len(slots); n == 0 || n < height || slots[0] == (Slot{Cursor: slots[0].Cursor}) && l.below(rows) == 0 {
		return slots, 0
	}
	l.Visible(rows, height-1)
	l.Reveal(rows)
	return l.Visible(rows, height-1), l.below(rows)
}

// below counts the lines below those of the last Visible.
func (l *List) below(rows Rows) int {
	if len(l.slots) == 0 {
		return 0
	}
	last := l.slots[len(l.slots)-1]
	lines := rows.Height(last.Row) - 1 - last.Line
	for i := last.Row + 1; i < rows.Len(); i++ {
		lines += rows.Height(i)
	}
	return lines
}

// top walks up from the cursor to the first line of the screen.
func (l *List) top(rows Rows) (row, line int) {
	row, line = l.index, l.line(rows)
	up := l.offset
	for up > line {
		if row == 0 {
			l.offset -= up - line
			return 0, 0
		}
		up -= line
		row--
		line = rows.Height(row)
	}
	return row, line - up
}

// fill notes the lines from row and line on, and gives the number of lines of
// the screen that stay empty.
func (l *List) fill(rows Rows, row, line int) int {
	l.slots = l.slots[:0]
	cursor := l.line(rows)
	for ; row < rows.Len(); row, line = row+1, 0 {
		for ; line < rows.Height(row); line++ {
			if len(l.slots) == l.height {
				return 0
			}
			l.slots = append(l.slots, Slot{Row: row, Line: line, Cursor: row == l.index && line == cursor})
		}
	}
	return l.height - len(l.slots)
}

// step goes to the next stop in one direction and gives the number of lines
// between the two.
func (l *List) step(rows Rows, way int) (int, bool) {
	if rows.Len() == 0 {
		return 0, false
	}
	here := stops(rows, l.index)
	line := l.line(rows)
	next := l.stop + way
	if next >= 0 && next < len(here) {
		l.stop = next
		return max(here[next]-line, line-here[next]), true
	}
	index := l.index + way
	if index < 0 || index >= rows.Len() {
		return 0, false
	}
	distance := 0
	there := stops(rows, index)
	if way > 0 {
		distance = rows.Height(l.index) - line
		l.stop = 0
	} else {
		l.stop = len(there) - 1
		distance = line + rows.Height(index) - there[l.stop]
	}
	l.index, l.id = index, rows.ID(index)
	return distance, true
}

func (l *List) shift(lines int) {
	l.offset, l.begins = min(max(l.offset+lines, 0), max(l.height-1, 0)), false
}

// line is the line of its row on which the cursor stands.
func (l *List) line(rows Rows) int {
	here := stops(rows, l.index)
	return here[min(l.stop, len(here)-1)]
}

var firstLine = []int{0}

func stops(rows Rows, i int) []int {
	if s := rows.Stops(i); len(s) > 0 {
		return s
	}
	return firstLine
}
