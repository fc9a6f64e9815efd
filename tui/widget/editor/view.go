package editor

import "cspdesk/tui/cell"

// wrapWidth leaves a column for a cursor behind the last character.
func (e *Editor) wrapWidth() int { return max(e.width-1, 1) }

// Layout gives the rows that are visible in a room of width and height cells,
// ready to be drawn, none wider than width, and fewer than height if the text
// is shorter. It scrolls so that the cursor's row is among them.
func (e *Editor) Layout(width, height int) []string {
	e.width, e.height = max(width, 2), max(height, 1)
	row, column := e.row()
	e.scroll(place{e.cursor.line, row})
	out := make([]string, 0, e.height)
	at := e.top
	for len(out) < e.height {
		if at == (place{e.cursor.line, row}) {
			e.screenRow, e.screenColumn = len(out), column
		}
		l := e.lines[at.line]
		start, end := l.row(e.wrapWidth(), at.at)
		out = append(out, fit(l.shown[start:end], width))
		next := e.rowBelow(at)
		if next == at {
			break
		}
		at = next
	}
	return out
}

// Cursor gives the cursor's cell within the rows of the last Layout.
func (e *Editor) Cursor() (row, column int) { return e.screenRow, e.screenColumn }

// Above reports whether rows are hidden above those of the last Layout.
func (e *Editor) Above() bool { return e.top != place{} }

// Below reports whether rows are hidden below those of the last Layout.
func (e *Editor) Below() bool {
	at := e.top
	for range e.height {
		next := e.rowBelow(at)
		if next == at {
			return false
		}
		at = next
	}
	return true
}

// Rows counts the rows that the text needs at a width, no further than most.
func (e *Editor) Rows(width, most int) int {
	width = max(width-1, 1)
	n := 0
	for _, l := range e.lines {
		if n += l.rowCount(width, most-n+1); n >= most {
			return most
		}
	}
	return n
}

// scroll moves the first visible row as little as needed.
func (e *Editor) scroll(cursor place) {
	e.top.line = min(e.top.line, len(e.lines)-1)
	e.top.at = min(e.top.at, e.lines[e.top.line].rowCount(e.wrapWidth(), e.top.at+1)-1)
	if before := cursor.line < e.top.line || cursor.line == e.top.line && cursor.at < e.top.at; before {
		e.top = cursor
		return
	}
	at := e.top
	for range e.height {
		if at == cursor {
			e.fill()
			return
		}
		at = e.rowBelow(at)
	}
	e.top = cursor
	for range e.height - 1 {
		e.top = e.rowAbove(e.top)
	}
}

// fill leaves no empty room below the text while rows are hidden above it.
func (e *Editor) fill() {
	for e.top != (place{}) {
		at, rows := e.top, 1
		for rows < e.height {
			next := e.rowBelow(at)
			if next == at {
				break
			}
			at, rows = next, rows+1
		}
		if rows >= e.height {
			return
		}
		e.top = e.rowAbove(e.top)
	}
}

// fit cuts a row to the width; only spaces at its end can be too many.
func fit(row string, width int) string {
	if cell.Width(row) <= width {
		return row
	}
	return cell.Fit(row, width)
}
