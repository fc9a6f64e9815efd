package term

import (
	"unicode/utf8"

	"cspdesk/tui/cell"
)

// glyph is what stands in one cell of the screen. The cells that a wide
// character covers beside its first have no text and no width.
type glyph struct {
	text  string
	style style
	width uint8
}

var blank = glyph{text: " ", width: 1}

// covered reports whether the cell belongs to the character before it.
func (g glyph) covered() bool { return g.width == 0 }

// risky reports characters whose width terminals disagree about, or that a
// terminal may join with their neighbour, so that its cursor must not be trusted
// after them.
func (g glyph) risky() bool {
	r, size := utf8.DecodeRuneInString(g.text)
	return size < len(g.text) || !cell.Steady(r)
}

// parseRow appends the cells of a line to row, at most width of them. SGR
// sequences set the style; any other control character or sequence is dropped,
// so that nothing but text and colours ever reaches the terminal from a view. A
// wide character that would stand out is replaced by spaces.
func parseRow(row []glyph, line string, width int) []glyph {
	var now style
	for len(line) > 0 && len(row) < width {
		if c := line[0]; c >= ' ' && c < 0x7f && (len(line) == 1 || line[1] < utf8.RuneSelf) { // as most are
			row = append(row, glyph{text: line[:1], width: 1, style: now})
			line = line[1:]
			continue
		}
		if line[0] == 0x1b {
			size, params, ok := parseSGR(line)
			if ok {
				now = now.apply(params)
			}
			line = line[size:]
			continue
		}
		if r, size := utf8.DecodeRuneInString(line); r < ' ' || r >= 0x7f && r <= 0x9f || r == utf8.RuneError && size == 1 {
			line = line[size:]
			continue
		}
		size, w := cell.First(line)
		text := line[:size]
		line = line[size:]
		switch {
		case w == 0:
			joinMark(row, text)
		case len(row)+w > width:
			for len(row) < width {
				row = append(row, glyph{text: " ", width: 1, style: now})
			}
		default:
			row = append(row, glyph{text: text, width: uint8(w), style: now})
			for range w - 1 {
				row = append(row, glyph{style: now})
			}
		}
	}
	return row
}

// joinMark gives a mark without width to the character before it.
func joinMark(row []glyph, mark string) {
	for i := len(row) - 1; i >= 0; i-- {
		if !row[i].covered() {
			row[i].text += mark
			return
		}
	}
}

// parseSGR reads the escape sequence that a line starts with: its bytes, its
// parameters, and whether it is an SGR sequence. At most sixteen parameters are
// kept.
func parseSGR(line string) (size int, params []int, ok bool) {
	if len(line) < 2 || line[1] != '[' {
		return 1, nil, false
	}
	var numbers [16]int
	count, plain := 0, true
	for i := 2; i < len(line); i++ {
		switch c := line[i]; {
		case c >= '0' && c <= '9':
			if count < len(numbers) {
				numbers[count] = min(numbers[count]*10+int(c-'0'), 9999)
			}
		case c == ';':
			count++
		case c >= 0x40 && c <= 0x7e:
			return i + 1, numbers[:min(count+1, len(numbers))], c == 'm' && plain
		case c >= 0x20 && c <= 0x3f:
			plain = false
		default:
			return i, nil, false
		}
	}
	return len(line), nil, false
}

// trim gives a row without its blank rest. Spaces that look alike become equal.
func trim(row []glyph) []glyph {
	end := 0
	for c, g := range row {
		if g.text == " " && g.style.blank() {
			row[c] = blank
		} else {
			end = c + 1
		}
	}
	return row[:end]
}
