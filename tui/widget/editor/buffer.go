package editor

import (
	"slices"
	"strings"
)

// place is a position in the text, between two grapheme clusters.
type place struct{ line, at int }

// change is one step of undo.
type change struct {
	from              place // where it happened
	removed, inserted string
	before            place // where the cursor stood
	typed             bool  // may be joined with the next typed character
}

// undoBytes bounds what undo keeps.
const undoBytes = 1 << 20

func lines(text string) []*line {
	parts := strings.Split(text, "\n")
	out := make([]*line, len(parts))
	for i, part := range parts {
		out[i] = &line{text: part}
	}
	return out
}

// text joins a range.
func (e *Editor) between(from, to place) string {
	if from.line == to.line {
		return e.lines[from.line].text[from.at:to.at]
	}
	var b strings.Builder
	b.WriteString(e.lines[from.line].text[from.at:])
	for _, l := range e.lines[from.line+1 : to.line] {
		b.WriteByte('\n')
		b.WriteString(l.text)
	}
	b.WriteByte('\n')
	b.WriteString(e.lines[to.line].text[:to.at])
	return b.String()
}

// swap puts text in place of a range, without undo, and gives where it ends.
func (e *Editor) swap(from, to place, text string) place {
	removed := to.at - from.at
	if from.line != to.line {
		removed = len(e.between(from, to))
	}
	e.size += len(text) - removed
	e.version++
	first, last := e.lines[from.line], e.lines[to.line]
	tail := last.text[to.at:]
	parts := strings.Split(text, "\n")
	end := place{from.line + len(parts) - 1, len(parts[len(parts)-1])}
	if len(parts) == 1 {
		end.at += from.at
		first.setText(first.text[:from.at]+text+tail, from.at)
		e.lines = slices.Delete(e.lines, from.line+1, to.line+1)
		return end
	}
	first.setText(first.text[:from.at]+parts[0], from.at)
	added := lines(strings.Join(parts[1:], "\n"))
	added[len(added)-1].text += tail
	e.lines = slices.Replace(e.lines, from.line+1, to.line+1, added...)
	return end
}

// end gives where text ends that starts at a place.
func end(from place, text string) place {
	n := strings.Count(text, "\n")
	if n == 0 {
		return place{from.line, from.at + len(text)}
	}
	return place{from.line + n, len(text) - strings.LastIndexByte(text, '\n') - 1}
}

// edit puts text in place of a range and remembers how to undo it.
func (e *Editor) edit(from, to place, text string, typed bool) {
	removed := e.between(from, to)
	if removed == "" && text == "" {
		return
	}
	if e.held = e.holds(from, to); e.held {
		return
	}
	c := change{from: from, removed: removed, inserted: text, before: e.cursor, typed: typed}
	e.cursor = e.snap(e.swap(from, to, text))
	e.redo = nil
	if !e.join(c) {
		e.undo = append(e.undo, c)
	}
	total := 0
	for i := len(e.undo) - 1; i >= 0; i-- {
		if total += len(e.undo[i].removed) + len(e.undo[i].inserted); total > undoBytes && i < len(e.undo)-1 {
			e.undo = slices.Delete(e.undo, 0, i+1)
			break
		}
	}
}

// join adds a typed character to the typed word before it.
func (e *Editor) join(c change) bool {
	if !c.typed || c.removed != "" || len(e.undo) == 0 {
		return false
	}
	last := &e.undo[len(e.undo)-1]
	if !last.typed || last.removed != "" || end(last.from, last.inserted) != c.from {
		return false
	}
	if strings.HasSuffix(last.inserted, " ") && c.inserted != " " {
		return false
	}
	last.inserted += c.inserted
	return true
}

func (e *Editor) undoOne() {
	if len(e.undo) == 0 {
		return
	}
	c := e.undo[len(e.undo)-1]
	e.undo = e.undo[:len(e.undo)-1]
	e.swap(c.from, end(c.from, c.inserted), c.removed)
	e.cursor = c.before
	e.redo = append(e.redo, c)
}

func (e *Editor) redoOne() {
	if len(e.redo) == 0 {
		return
	}
	c := e.redo[len(e.redo)-1]
	e.redo = e.redo[:len(e.redo)-1]
	e.cursor = e.snap(e.swap(c.from, end(c.from, c.removed), c.inserted))
	c.typed = false
	e.undo = append(e.undo, c)
}
