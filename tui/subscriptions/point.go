package subscriptions

// Point selects a subscription; in a question it chooses an answer. A form is
// left alone.
func (s *Screen) Point(line int) (press bool) {
	switch {
	case s.dialog != nil:
		return s.dialog.Point(line)
	case s.form != nil:
		return false
	}
	return s.list.Point(s, line-s.top)
}
