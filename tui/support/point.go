package support

// Point selects a service request; in a question it chooses an answer. One that
// fills the screen, and a note, are left alone.
func (s *List) Point(line int) (press bool) {
	switch {
	case s.dialog != nil:
		return s.dialog.Point(line)
	case s.open != "" || s.note != nil:
		return false
	}
	return s.list.Point(requests(s.kept.Requests), line-s.top)
}
