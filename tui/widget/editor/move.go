package editor

import (
	"unicode"
	"unicode/utf8"

	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
)

// move carries out a move within the text that does not follow the rows.
func (e *Editor) move(intent keys.Intent) bool {
	switch intent {
	case keys.EditorLeft:
		e.cursor = e.left(e.cursor)
	case keys.EditorRight:
		e.cursor = e.right(e.cursor)
	case keys.EditorWordLeft:
		e.cursor = e.wordLeft(e.cursor)
	case keys.EditorWordRight:
		e.cursor = e.wordRight(e.cursor)
	case keys.EditorHome:
		e.cursor = e.rowStart()
	case keys.EditorEnd:
		e.cursor = e.rowEnd()
	case keys.EditorTop:
		e.cursor = place{}
	case keys.EditorBottom:
		e.cursor = e.last()
	default:
		return false
	}
	e.goal = -1
	return true
}

// last is the end of the text.
func (e *Editor) last() place {
	n := len(e.lines) - 1
	return place{n, len(e.lines[n].text)}
}

// snap moves a place that an edit left within a cluster to the cluster's end.
func (e *Editor) snap(p place) place {
	text := e.lines[p.line].text
	if p.at == 0 || p.at == len(text) {
		return p
	}
	start := before(text, p.at)
	if end := start + len(clusterAt(text, start)); end > p.at {
		p.at = end
	}
	return p
}

func (e *Editor) left(p place) place {
	if p.at > 0 {
		return place{p.line, before(e.lines[p.line].text, p.at)}
	}
	if p.line > 0 {
		return place{p.line - 1, len(e.lines[p.line-1].text)}
	}
	return p
}

func (e *Editor) right(p place) place {
	text := e.lines[p.line].text
	if p.at < len(text) {
		return place{p.line, p.at + len(clusterAt(text, p.at))}
	}
	if p.line < len(e.lines)-1 {
		return place{p.line + 1, 0}
	}
	return p
}

// kind sorts characters for moves by word.
type kind int

const (
	space kind = iota
	letter
	ideograph
	sign
)

func kindOf(r rune) kind {
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return ideograph
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '_', r == '\'':
		return letter
	}
	return sign
}

// after gives the kind of the cluster that starts at p; the end of a line is
// space.
func (e *Editor) after(p place) kind {
	text := e.lines[p.line].text
	if p.at >= len(text) {
		return space
	}
	r, _ := utf8.DecodeRuneInString(text[p.at:])
	return kindOf(r)
}

func (e *Editor) wordRight(p place) place {
	start := e.after(p)
	for p != e.last() && e.after(p) == start && start != space {
		p = e.right(p)
	}
	for p != e.last() && e.after(p) == space {
		p = e.right(p)
	}
	return p
}

func (e *Editor) wordLeft(p place) place {
	first := place{}
	for p != first && e.after(e.left(p)) == space {
		p = e.left(p)
	}
	if p == first {
		return p
	}
	word := e.after(e.left(p))
	for p != first && e.after(e.left(p)) == word {
		p = e.left(p)
	}
	return p
}

// row gives the cursor's row within its line, and its column.
func (e *Editor) row() (row, column int) {
	l, at := e.lines[e.cursor.line], e.lines[e.cursor.line].toShown(e.cursor.at)
	row = l.rowOf(e.wrapWidth(), at)
	start, _ := l.row(e.wrapWidth(), row)
	return row, min(cell.Width(l.shown[start:at]), max(e.width-1, 0))
}

func (e *Editor) rowStart() place {
	row, _ := e.row()
	l := e.lines[e.cursor.line]
	start, _ := l.row(e.wrapWidth(), row)
	return place{e.cursor.line, l.toText(start)}
}

// rowEnd is the last place that is drawn in the cursor's row; from there, the
// end of the line.
func (e *Editor) rowEnd() place {
	row, _ := e.row()
	l := e.lines[e.cursor.line]
	_, end := l.row(e.wrapWidth(), row)
	if end >= len(l.shown) {
		return place{e.cursor.line, len(l.text)}
	}
	p := place{e.cursor.line, before(l.text, l.toText(end))}
	if p.at <= e.cursor.at {
		return place{e.cursor.line, len(l.text)}
	}
	return p
}

// vertical moves by rows and keeps the column. It reports false if there is no
// row to go to.
func (e *Editor) vertical(intent keys.Intent) bool {
	row, column := e.row()
	if e.goal < 0 {
		e.goal = column
	}
	steps, down := 1, intent == keys.EditorDown || intent == keys.EditorPageDown
	if intent == keys.EditorPageUp || intent == keys.EditorPageDown {
		steps = max(e.height-1, 1)
	}
	at := place{e.cursor.line, row}
	moved := at
	for range steps {
		if down {
			moved = e.rowBelow(moved)
		} else {
			moved = e.rowAbove(moved)
		}
	}
	if moved == at {
		return false
	}
	e.cursor = e.inRow(moved, e.goal)
	return true
}

// rowBelow gives the next row; the same one at the end. A row is a line and a
// number within it.
func (e *Editor) rowBelow(p place) place {
	if p.at+1 < e.lines[p.line].rowCount(e.wrapWidth(), p.at+2) {
		return place{p.line, p.at + 1}
	}
	if p.line+1 < len(e.lines) {
		return place{p.line + 1, 0}
	}
	return p
}

// rowAbove gives the row before; the same one at the start.
func (e *Editor) rowAbove(p place) place {
	if p.at > 0 {
		return place{p.line, p.at - 1}
	}
	if p.line > 0 {
		return place{p.line - 1, e.lines[p.line-1].allRows(e.wrapWidth()) - 1}
	}
	return p
}

// inRow gives the place of a row that is nearest to a column.
func (e *Editor) inRow(row place, column int) place {
	l := e.lines[row.line]
	start, end := l.row(e.wrapWidth(), row.at)
	p := place{row.line, l.toText(start)}
	stop := l.toText(end)
	for p.at < stop {
		next := e.right(p)
		if next.at == stop && end < len(l.shown) {
			break // the row's end is the next row's start
		}
		if cell.Width(l.shown[start:l.toShown(next.at)]) > column {
			break
		}
		p = next
	}
	return p
}
