package subscriptions

import (
	"cspdesk/tui/cell"
)

// columns gives the widths of name, seats, state and term. The others are as wide
// as what stands in them, and where names could not be told apart the last give
// way: the details have them, too.
func (s *Screen) columns(width int) [4]int {
	var w [4]int
	for i, heading := range s.text.Subscriptions.Column {
		w[i] = cell.Width(heading)
	}
	for _, r := range s.rows {
		if r.portal.AdminURL == "" {
			for i, text := range s.cells(r) {
				w[i] = max(w[i], cell.Width(text))
			}
		}
	}
	const enough = 24
	needed := min(w[0], enough)
	for last := len(w) - 1; ; last-- {
		w[0] = width - 4
		for _, other := range w[1:] {
			w[0] -= min(other, 1) * (other + 2)
		}
		w[0] = max(w[0], 8)
		if last == 0 || w[0] >= needed && s.apart(w[0]) {
			return w
		}
		w[last] = 0
	}
}

// apart reports whether a column of a width shows different names differently.
func (s *Screen) apart(width int) bool {
	shown := map[string]string{}
	for _, r := range s.rows {
		name := s.cells(r)[0]
		short := cell.Cut(name, width)
		if other, there := shown[short]; there && other != name {
			return false
		}
		shown[short] = name
	}
	return true
}
