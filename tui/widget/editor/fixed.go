package editor

import "strings"

// Fix names texts that stand within a line and that no key damages or deletes,
// such as the place of a customer's name. Of several that are the same, one stays.
func (e *Editor) Fix(texts ...string) { e.fixed = texts }

// Held reports whether the last key press would have damaged what is fixed, and
// so did nothing.
func (e *Editor) Held() bool { return e.held }

// holds reports whether an edit would leave nothing whole of a text that is fixed.
func (e *Editor) holds(from, to place) bool {
	for _, fixed := range e.fixed {
		damaged := 0
		for n := from.line; n <= to.line; n++ {
			first, last := 0, len(e.lines[n].text)
			if n == from.line {
				first = from.at
			}
			if n == to.line {
				last = to.at
			}
			damaged += cutting(e.lines[n].text, fixed, first, last)
		}
		if damaged > 0 && damaged == strings.Count(e.Text(), fixed) {
			return true
		}
	}
	return false
}

// cutting counts the places of a text in a line that a change of first to last
// goes through. Text that comes in right before one or behind it does no harm.
func cutting(line, fixed string, first, last int) (n int) {
	for at := 0; ; {
		i := strings.Index(line[at:], fixed)
		if i < 0 {
			return n
		}
		start, end := at+i, at+i+len(fixed)
		if start < last && first < end {
			n++
		}
		at = end
	}
}
