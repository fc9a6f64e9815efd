package changes

// Point selects a change.
func (s *Screen) Point(line int) (press bool) {
	return !s.onTerms && s.list.Point(changeRows{s}, line-s.top)
}
