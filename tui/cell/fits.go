package cell

// Fits remembers how the lines of a screen were fitted: measuring them takes
// longer than the rest of a frame in which little changes. The zero value is
// ready. It is used by one goroutine at a time.
type Fits struct {
	width int
	at    []fitted          // what stood there last: a line that stays is not even read
	known map[string]string // for lines that were somewhere else
}

type fitted struct{ line, as string }

// keptLines is how many lines are remembered, a few screens full.
const keptLines = 400

// Fit is Fit of this package, for line i of a screen.
func (f *Fits) Fit(i int, line string, width int) string {
	if f.width != width || len(f.known) >= keptLines {
		*f = Fits{width: width, known: make(map[string]string)}
	}
	for len(f.at) <= i {
		f.at = append(f.at, fitted{"", Spaces(width)})
	}
	if f.at[i].line != line {
		as, ok := f.known[line]
		if !ok {
			as = Fit(line, width)
			f.known[line] = as
		}
		f.at[i] = fitted{line, as}
	}
	return f.at[i].as
}
