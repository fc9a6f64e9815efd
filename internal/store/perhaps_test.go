package store

import (
	"fmt"
	"testing"
)

func TestPerhapsForgetsNothingAndGuessesSeldom(t *testing.T) {
	const n = 200_000
	p := newPerhaps()
	wrong := 0
	for i := range n {
		if p.add(fmt.Sprint(i)) {
			wrong++
		}
	}
	if wrong > n/10_000 {
		t.Errorf("%d of %d ids are taken for known", wrong, n)
	}
	for i := range n {
		if !p.add(fmt.Sprint(i)) {
			t.Fatalf("id %d was forgotten", i)
		}
	}
}
