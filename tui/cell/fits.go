package cell

// Fits remembers how lines were fitted, as long as they are drawn again and
// again: measuring the lines of a screen takes longer than the rest of a frame
// in which little changes. The zero value is ready. It is used by one goroutine
// at a time.
type Fits struct {
	width int
	known map[string]string
}

// keptLines is how many lines are remembered, a few screens full.
const keptLines = 400

// Fit is Fit of this package.
func (f *Fits) Fit(line string, width int) string {
	if f.width != width || len(f.known) >= keptLines {
		*f = Fits{width, make(map[string]string)}
	}
	fitted, ok := f.known[line]
	if !ok {
		fitted = Fit(line, width)
		f.known[line] = fitted
	}
	return fitted
}
