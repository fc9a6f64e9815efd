package bench

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// escape obeys a sequence and gives its size, 0 if its end is missing.
func (s *Screen) escape(data []byte) int {
	if len(data) < 2 {
		return 0
	}
	switch data[1] {
	case '[':
		for i := 2; i < len(data); i++ {
			if data[i] >= 0x40 && data[i] <= 0x7e {
				s.csi(string(data[2:i]), data[i])
				return i + 1
			}
		}
		return 0
	case ']', 'P', '_', '^':
		return s.text(data)
	case '(', ')', '*', '+', '#', ' ', '%':
		if len(data) < 3 {
			return 0
		}
		return 3
	case '7':
		s.savedRow, s.savedColumn = s.row, s.column
	case '8':
		s.moveTo(s.savedRow, s.savedColumn)
	case 'D':
		s.lineFeed()
	case 'E':
		s.column = 0
		s.lineFeed()
	case 'M':
		if s.row == s.top {
			s.scroll(s.top, -1)
		} else {
			s.row = max(s.row-1, 0)
		}
	}
	return 2
}

// text passes over a sequence that holds a text, and answers the questions for
// colors.
func (s *Screen) text(data []byte) int {
	end, size := bytes.Index(data, []byte("\x1b\\")), 2
	if bell := bytes.IndexByte(data, '\a'); bell >= 0 && (end < 0 || bell < end) && data[1] == ']' {
		end, size = bell, 1
	}
	if end < 0 {
		return 0
	}
	body := string(data[2:end])
	for _, question := range []string{"10", "11", "12"} {
		if data[1] == ']' && body == question+";?" {
			s.answer("\x1b]" + question + ";rgb:1111/1111/1111\x1b\\")
		}
	}
	return end + size
}

func (s *Screen) answer(text string) {
	if s.Answer != nil {
		s.Answer(text)
	}
}

// parameters reads the numbers of a sequence; a missing one is 0.
func parameters(text string) []int {
	var list []int
	for part := range strings.FieldsFuncSeq(text+" ", func(r rune) bool { return r == ';' || r == ':' }) {
		n, _ := strconv.Atoi(strings.TrimSpace(part))
		list = append(list, n)
	}
	return list
}

func (s *Screen) csi(text string, final byte) {
	if text != "" && strings.IndexByte("?<=>", text[0]) >= 0 {
		s.private(text, final)
		return
	}
	if strings.ContainsAny(text, " !\"$'") {
		return
	}
	// Empty parameters count, so they are split one by one here.
	list := []int{}
	for part := range strings.SplitSeq(text, ";") {
		n, _ := strconv.Atoi(part)
		list = append(list, n)
	}
	if final == 'm' {
		s.attributes(parameters(text))
		return
	}
	s.wrapping = false
	if !s.cursorMove(list, final) {
		s.edit(list[0], final)
	}
	switch final {
	case 'r':
		s.top, s.bottom = max(list[0], 1)-1, s.height-1
		if len(list) > 1 && list[1] > 0 {
			s.bottom = min(list[1], s.height) - 1
		}
		if s.top >= s.bottom {
			s.top, s.bottom = 0, s.height-1
		}
		s.moveTo(0, 0)
	case 'n':
		if list[0] == 6 {
			s.answer(fmt.Sprintf("\x1b[%d;%dR", s.row+1, s.column+1))
		} else {
			s.answer("\x1b[0n")
		}
	case 'c':
		s.answer("\x1b[?64;1;22c")
	}
}

func (s *Screen) moveTo(row, column int) {
	s.row, s.column = min(max(row, 0), s.height-1), min(max(column, 0), s.width-1)
	s.wrapping = false
}

func (s *Screen) cursorMove(list []int, final byte) bool {
	n := max(list[0], 1)
	switch final {
	case 'A':
		s.moveTo(s.row-n, s.column)
	case 'B', 'e':
		s.moveTo(s.row+n, s.column)
	case 'C', 'a':
		s.moveTo(s.row, s.column+n)
	case 'D':
		s.moveTo(s.row, s.column-n)
	case 'E':
		s.moveTo(s.row+n, 0)
	case 'F':
		s.moveTo(s.row-n, 0)
	case 'G', '`':
		s.moveTo(s.row, n-1)
	case 'd':
		s.moveTo(n-1, s.column)
	case 'H', 'f':
		column := 1
		if len(list) > 1 {
			column = max(list[1], 1)
		}
		s.moveTo(n-1, column-1)
	case 's':
		s.savedRow, s.savedColumn = s.row, s.column
	case 'u':
		s.moveTo(s.savedRow, s.savedColumn)
	default:
		return false
	}
	return true
}

// edit erases, inserts and deletes.
func (s *Screen) edit(given int, final byte) {
	n, row := max(given, 1), s.rows[s.row]
	rest := row[s.column:]
	switch final {
	case 'J':
		switch given {
		case 0:
			erase(rest, s.pen)
			s.eraseRows(s.row+1, s.height)
		case 1:
			s.eraseRows(0, s.row)
			erase(row[:s.column+1], s.pen)
		default:
			s.eraseRows(0, s.height)
		}
	case 'K':
		erase([][]cell{rest, row[:s.column+1], row}[min(given, 2)], s.pen)
	case 'X':
		erase(rest[:min(n, len(rest))], s.pen)
	case 'P':
		n = min(n, len(rest))
		copy(rest, rest[n:])
		erase(rest[len(rest)-n:], s.pen)
	case '@':
		n = min(n, len(rest))
		copy(rest[n:], rest)
		erase(rest[:n], s.pen)
	case 'L':
		s.scroll(s.row, -n)
	case 'M':
		s.scroll(s.row, n)
	case 'S':
		s.scroll(s.top, n)
	case 'T':
		s.scroll(s.top, -n)
	case 'b':
		for range min(n, s.width*s.height) {
			s.print(max(s.last, ' '))
		}
	}
}

func (s *Screen) eraseRows(from, to int) {
	for i := from; i < to; i++ {
		erase(s.rows[i], s.pen)
	}
}

func (s *Screen) private(text string, final byte) {
	switch {
	case text[0] == '?' && (final == 'h' || final == 'l'):
		for _, mode := range parameters(text[1:]) {
			s.mode(mode, final == 'h')
		}
	case text[0] == '?' && strings.HasSuffix(text, "$") && final == 'p':
		s.answer("\x1b[" + strings.TrimSuffix(text, "$") + ";0$y")
	case text[0] == '?' && final == 'u':
		s.answer("\x1b[?0u")
	case text[0] == '>' && final == 'c':
		s.answer("\x1b[>41;354;0c")
	}
}

func (s *Screen) mode(number int, on bool) {
	switch number {
	case 1:
		s.applicationKey = on
	case 47, 1047, 1049:
		if on == s.alternate {
			return
		}
		s.alternate = on
		s.rows, s.other = s.other, s.rows
		if on {
			s.savedRow, s.savedColumn = s.row, s.column
			s.eraseRows(0, s.height)
		} else {
			s.moveTo(s.savedRow, s.savedColumn)
		}
	}
}

// attributes keeps colors and flags apart, for a change of them is a change of
// the screen too.
func (s *Screen) attributes(list []int) {
	for i := 0; i < len(list); i++ {
		switch n := list[i]; {
		case n == 0:
			s.pen = pen{}
		case n < 10:
			s.pen.flags |= 1 << n
		case n == 22:
			s.pen.flags &^= 1<<1 | 1<<2
		case n > 22 && n < 30:
			s.pen.flags &^= 1 << (n - 20)
		case n == 38 || n == 48 || n == 58:
			color, used := palette(list[i+1:])
			s.paint(n, color)
			i += used
		case n >= 30 && n < 50 || n >= 90 && n < 108:
			s.paint(n, uint32(n))
		}
	}
}

// palette reads the color that follows 38 or 48.
func palette(list []int) (color uint32, used int) {
	switch {
	case len(list) >= 2 && list[0] == 5:
		return 1<<24 | uint32(list[1]), 2
	case len(list) >= 4 && list[0] == 2:
		return 2<<24 | uint32(list[1]<<16|list[2]<<8|list[3]), 4
	}
	return 0, 0
}

func (s *Screen) paint(n int, color uint32) {
	if n == 39 || n == 49 {
		color = 0
	}
	switch {
	case n < 40 || n >= 90 && n < 98:
		s.pen.foreground = color
	case n < 50 || n >= 100:
		s.pen.background = color
	}
}
