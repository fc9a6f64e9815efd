package users

// Point selects a user; in a question it chooses an answer.
func (s *Screen) Point(line int) (press bool) {
	if s.dialog != nil {
		return s.dialog.Point(line)
	}
	return s.list.Point(rows(s.window.Rows), line-s.top)
}
