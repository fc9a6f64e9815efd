package invitations

// matchTop is the line on which the customers begin: below title and search.
const matchTop = 3

// Point selects an invitation, or the customer who accepted one; in a question it
// chooses an answer.
func (s *Screen) Point(line int) (press bool) {
	switch {
	case s.dialog != nil:
		return s.dialog.Point(line)
	case s.match != nil:
		return s.match.list.Point(candidates(s.match.rows), line-matchTop)
	case s.open != "":
		return false
	}
	return s.list.Point(rows(s.shown), line-s.top)
}
