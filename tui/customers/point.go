package customers

// Point selects a customer, or a line of a record that is open; in a question it
// chooses an answer.
func (s *Screen) Point(line int) (press bool) {
	if s.dialog != nil {
		return s.dialog.Point(line)
	}
	return s.list.Point(s.rows, line-s.top)
}

// Point selects an item.
func (s *Block) Point(line int) (press bool) {
	s.list.Point(s.rows, line-s.top)
	return false // there is nothing that enter does
}
