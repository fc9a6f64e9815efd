package activity

// Point selects a line of the record.
func (s *Screen) Point(line int) (press bool) { return s.list.Point(s, line-s.top) }
