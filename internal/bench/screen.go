package bench

import (
	"hash/maphash"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Screen is a model of a terminal that obeys what common programs write and
// passes over what it does not know. It tells whether a screen changed; it does
// not prove that a program writes well. Use it from one goroutine at a time.
type Screen struct {
	Answer func(string) // takes what the terminal answers to questions; nil for a silent terminal

	width, height  int
	rows           [][]cell
	other          [][]cell // the screen that is not shown: main or alternate
	alternate      bool
	row, column    int
	savedRow       int
	savedColumn    int
	wrapping       bool // the last column was written; the next character goes to the next row
	top, bottom    int  // scroll region
	pen            pen
	last           rune
	applicationKey bool
	pending        []byte // a sequence or character whose end has not come
}

type cell struct {
	text rune // 0 for the second half of a wide character
	pen  pen
}

type pen struct {
	flags      uint16
	foreground uint32
	background uint32
}

// NewScreen makes a blank screen of a size in cells.
func NewScreen(width, height int) *Screen {
	s := &Screen{width: width, height: height, bottom: height - 1}
	s.rows, s.other = blankRows(width, height), blankRows(width, height)
	return s
}

func blankRows(width, height int) [][]cell {
	rows := make([][]cell, height)
	for i := range rows {
		rows[i] = make([]cell, width)
		erase(rows[i], pen{})
	}
	return rows
}

// erase blanks cells. The background stays, as terminals do it.
func erase(cells []cell, p pen) {
	for i := range cells {
		cells[i] = cell{' ', pen{background: p.background}}
	}
}

// ApplicationKeys reports whether arrow keys are to be sent in their application
// form.
func (s *Screen) ApplicationKeys() bool { return s.applicationKey }

// Row gives the text of a row without the blanks at its end.
func (s *Screen) Row(i int) string {
	var b strings.Builder
	for _, c := range s.rows[i] {
		if c.text != 0 {
			b.WriteRune(c.text)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Text gives the rows of the screen.
func (s *Screen) Text() string {
	lines := make([]string, s.height)
	for i := range lines {
		lines[i] = s.Row(i)
	}
	return strings.Join(lines, "\n")
}

// Filled counts the rows with text.
func (s *Screen) Filled() int {
	n := 0
	for i := range s.rows {
		if s.Row(i) != "" {
			n++
		}
	}
	return n
}

var seed = maphash.MakeSeed()

// Sum is a number that differs when text or attributes of the rows from first up
// to last differ. The cursor does not count.
func (s *Screen) Sum(first, last int) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, row := range s.rows[first : last+1] {
		for _, c := range row {
			maphash.WriteComparable(&h, c)
		}
	}
	return h.Sum64()
}

// Write obeys bytes. It never fails.
func (s *Screen) Write(data []byte) (int, error) {
	n := len(data)
	if len(s.pending) > 0 {
		data = append(s.pending, data...)
	}
	for len(data) > 0 {
		used := s.step(data)
		if used == 0 {
			break
		}
		data = data[used:]
	}
	s.pending = append([]byte(nil), data...)
	return n, nil
}

// step obeys the first thing in data and gives its size, 0 if its end is missing.
func (s *Screen) step(data []byte) int {
	switch {
	case data[0] == 0x1b:
		return s.escape(data)
	case data[0] < ' ' || data[0] == 0x7f:
		s.control(data[0])
		return 1
	case !utf8.FullRune(data):
		return 0
	}
	r, size := utf8.DecodeRune(data)
	s.print(r)
	return size
}

func (s *Screen) control(c byte) {
	switch c {
	case '\r':
		s.column, s.wrapping = 0, false
	case '\n', '\v', '\f':
		s.lineFeed()
	case '\b':
		s.column, s.wrapping = max(s.column-1, 0), false
	case '\t':
		s.column = min(s.column/8*8+8, s.width-1)
	}
}

func (s *Screen) lineFeed() {
	s.wrapping = false
	if s.row == s.bottom {
		s.scroll(s.top, 1)
	} else {
		s.row = min(s.row+1, s.height-1)
	}
}

// scroll moves the rows from first to the end of the region up by n, down if n
// is negative.
func (s *Screen) scroll(first, n int) {
	if first > s.bottom {
		return
	}
	rows := s.rows[first : s.bottom+1]
	for range min(max(n, -n), len(rows)) {
		if n > 0 {
			gone := rows[0]
			copy(rows, rows[1:])
			rows[len(rows)-1] = gone
			erase(gone, s.pen)
		} else {
			gone := rows[len(rows)-1]
			copy(rows[1:], rows)
			rows[0] = gone
			erase(gone, s.pen)
		}
	}
}

func (s *Screen) print(r rune) {
	cells := cellsOf(r)
	if cells == 0 {
		return // a mark on the character before: the cell stays
	}
	if s.wrapping || s.column+cells > s.width {
		s.column = 0
		s.lineFeed()
	}
	s.last = r
	row := s.rows[s.row]
	row[s.column] = cell{r, s.pen}
	for i := 1; i < cells; i++ {
		row[s.column+i] = cell{0, s.pen}
	}
	if s.column += cells; s.column >= s.width {
		s.column, s.wrapping = s.width-1, true
	}
}

func cellsOf(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
