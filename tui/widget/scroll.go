package widget

// Scroll is the position in a text that is longer than the screen.
type Scroll struct {
	top    int
	height int
}

// Move scrolls by lines, down if positive.
func (s *Scroll) Move(lines int) { s.top += lines }

// Page is the number of lines that a page key moves.
func (s *Scroll) Page() int { return max(s.height-1, 1) }

// Top scrolls to the first line.
func (s *Scroll) Top() { s.top = 0 }

// Bottom scrolls to the last line.
func (s *Scroll) Bottom() { s.top = int(^uint(0) >> 2) }

// Window gives the lines [from, to) of a text of total lines that fit into
// height lines.
func (s *Scroll) Window(total, height int) (from, to int) {
	s.height = max(height, 0)
	s.top = max(min(s.top, total-s.height), 0)
	return s.top, min(s.top+s.height, total)
}
