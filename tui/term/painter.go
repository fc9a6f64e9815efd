package term

import (
	"io"
	"slices"
	"strconv"

	"cspdesk/internal/safetext"
)

// painter brings frames onto the screen. It remembers what the screen shows and
// writes only what differs, each frame in one Write. It is used by one goroutine
// at a time.
type painter struct {
	out    io.Writer
	synced bool // wrap larger changes in a synchronized update
	titled bool // the terminal knows window titles

	width, height int
	known         bool      // the screen shows rows; otherwise anything
	rows          [][]glyph // what the screen shows; a row ends where its blank rest starts
	spare         []glyph   // for the next row
	lines         []string  // that it was made of
	title         string

	row, column int   // of the terminal's cursor; row -1 if unknown
	pen         style // that the terminal writes with
	shown       bool  // the terminal's cursor is visible

	buf     []byte
	changed []bool
}

// syncedFrom is the size in bytes from which a change is worth the sixteen bytes
// of a synchronized update.
const syncedFrom = 1024

// forget makes the next frame paint everything: something else may have written
// to the screen.
func (p *painter) forget() {
	p.known, p.row, p.pen, p.shown = false, -1, style{}, false
	p.title = ""
}

// paint makes the screen show a frame.
func (p *painter) paint(f Frame, width, height int) error {
	p.buf = p.buf[:0]
	if !p.known || width != p.width || height != p.height {
		p.clear(width, height)
	}
	if len(f.Lines) > height {
		f.Lines = f.Lines[:height]
	}
	for i := range max(len(p.lines), len(f.Lines)) {
		if line := lineAt(f.Lines, i); line != lineAt(p.lines, i) {
			p.paintLine(i, line)
		}
	}
	p.lines = append(p.lines[:0], f.Lines...)
	p.paintTitle(f.Title)
	p.placeCursor(f.Cursor)
	if len(p.buf) == 0 {
		return nil
	}
	if p.synced && len(p.buf) >= syncedFrom {
		p.buf = slices.Insert(p.buf, 0, []byte("\x1b[?2026h")...)
		p.buf = append(p.buf, "\x1b[?2026l"...)
	}
	_, err := p.out.Write(p.buf)
	if err != nil {
		p.forget()
	}
	return err
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func (p *painter) clear(width, height int) {
	p.width, p.height, p.known = width, height, true
	p.rows, p.lines = make([][]glyph, height), nil
	p.buf = append(p.buf, "\x1b[?25l\x1b[m\x1b[H\x1b[2J"...)
	p.shown, p.pen, p.row, p.column = false, style{}, 0, 0
}

// paintLine brings one line of a frame onto the screen.
func (p *painter) paintLine(i int, line string) {
	row := trim(parseRow(slices.Grow(p.spare[:0], p.width), line, p.width))
	old := p.rows[i]
	p.rows[i], p.spare = row, old
	changed := p.compare(old, row)
	if first := erasable(changed, len(row)); first >= 0 {
		p.writeChanged(i, row, changed[:first])
		p.moveTo(i, first)
		p.setPen(style{})
		p.buf = append(p.buf, "\x1b[K"...)
		return
	}
	p.writeChanged(i, row, changed)
}

// compare tells which cells have to be written. If one half of a wide character
// has to, so has what overwrites the other: their first cells differ.
func (p *painter) compare(old, row []glyph) []bool {
	p.changed = slices.Grow(p.changed[:0], p.width)[:p.width]
	for c := range p.changed {
		p.changed[c] = at(old, c) != at(row, c)
	}
	return p.changed
}

// erasable gives the first cell from which erasing the rest of the line is
// shorter than writing spaces, or -1. The row is blank from end on.
func erasable(changed []bool, end int) int {
	first, count := -1, 0
	for c := end; c < len(changed); c++ {
		if changed[c] {
			if first < 0 {
				first = c
			}
			count++
		}
	}
	if count <= 3 {
		return -1
	}
	return first
}

// writeChanged writes the changed cells of a row, and those between two changes
// that are cheaper to write again than to jump over.
func (p *painter) writeChanged(i int, row []glyph, changed []bool) {
	const bridge = 4
	last := -bridge - 1 // changed cell
	for c, is := range changed {
		if !is {
			continue
		}
		if c-last > 1 && c-last <= bridge && p.row == i && p.column == last+1 {
			for between := last + 1; between < c; between++ {
				p.writeCell(i, between, at(row, between))
			}
		}
		p.writeCell(i, c, at(row, c))
		last = c
	}
}

func (p *painter) writeCell(row, column int, g glyph) {
	if g.covered() {
		return
	}
	p.moveTo(row, column)
	p.setPen(g.style)
	p.buf = append(p.buf, g.text...)
	p.column += int(g.width)
	if g.risky() {
		p.row = -1
	}
}

// at gives the glyph of a cell of a row that is blank after its end.
func at(row []glyph, column int) glyph {
	if column < len(row) {
		return row[column]
	}
	return blank
}

func (p *painter) setPen(s style) {
	p.buf = appendChange(p.buf, p.pen, s)
	p.pen = s
}

// moveTo brings the terminal's cursor to a cell on the shortest way. After the
// last column of a row the cursor stands at column width: terminals differ in
// what that means, so only ways that do not depend on it are taken from there.
func (p *painter) moveTo(row, column int) {
	switch {
	case p.row == row && p.column == column:
		return
	case p.row == row && column == 0:
		p.buf = append(p.buf, '\r')
	case p.row == row && column == p.column+1:
		p.buf = append(p.buf, "\x1b[C"...)
	case p.row == row && column > p.column && column-p.column < 10:
		p.sequence(column-p.column, 'C')
	case p.row == row:
		p.sequence(column+1, 'G')
	case p.row >= 0 && row == p.row+1 && column == 0:
		p.buf = append(p.buf, "\r\n"...)
	case row == 0 && column == 0:
		p.buf = append(p.buf, "\x1b[H"...)
	case column == 0:
		p.sequence(row+1, 'H')
	default:
		p.buf = append(p.buf, "\x1b["...)
		p.buf = strconv.AppendInt(p.buf, int64(row+1), 10)
		p.buf = append(p.buf, ';')
		p.buf = strconv.AppendInt(p.buf, int64(column+1), 10)
		p.buf = append(p.buf, 'H')
	}
	p.row, p.column = row, column
}

func (p *painter) sequence(n int, final byte) {
	p.buf = append(p.buf, "\x1b["...)
	p.buf = strconv.AppendInt(p.buf, int64(n), 10)
	p.buf = append(p.buf, final)
}

// placeCursor shows the terminal's cursor where text is typed, which is where
// the window of an input method opens, or hides it.
func (p *painter) placeCursor(c *Cursor) {
	if c == nil || p.width == 0 || p.height == 0 {
		if p.shown {
			p.buf = append(p.buf, "\x1b[?25l"...)
			p.shown = false
		}
		return
	}
	p.moveTo(min(max(c.Row, 0), p.height-1), min(max(c.Column, 0), p.width-1))
	if !p.shown {
		p.buf = append(p.buf, "\x1b[?25h"...)
		p.shown = true
	}
}

func (p *painter) paintTitle(title string) {
	if !p.titled || title == "" || title == p.title {
		return
	}
	p.title = title
	p.buf = append(p.buf, "\x1b]2;"...)
	p.buf = append(p.buf, safetext.Line(title)...)
	p.buf = append(p.buf, '\a')
}
