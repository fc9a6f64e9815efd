package cell

import (
	"fmt"
	"testing"
)

func TestFitsIsFit(t *testing.T) {
	var kept Fits
	for _, width := range []int{9, 9, 4, 0, 9} {
		for i := range 1000 { // more than are kept
			for at, line := range []string{fmt.Sprint("Contoso ", i), fmt.Sprint("上海", i, "华"), fmt.Sprintf("\x1b[1m%d\x1b[m", i), ""} {
				if got, want := kept.Fit(at*i%7, line, width), Fit(line, width); got != want {
					t.Fatalf("%q in %d cells: %q, want %q", line, width, got, want)
				}
			}
		}
	}
}
