package palette

// listTop is the line of the view on which the commands begin.
const listTop = 2

// Point selects a command.
func (s *Screen) Point(line int) (press bool) { return s.list.Point(rows{s}, line-listTop) }
