package licenses

// Point selects a product.
func (s *Screen) Point(line int) (press bool) { return s.list.Point(s.rows(), line-s.top) }
