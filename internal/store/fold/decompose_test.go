package fold

import (
	"math/rand/v2"
	"testing"
)

// TestFoldingCharactersOneByOneIsFoldingTheText: for texts of characters of all
// scripts beside each other, with marks in any order.
func TestFoldingCharactersOneByOneIsFoldingTheText(t *testing.T) {
	kinds := [][2]rune{
		{' ', '~'}, {0xa0, 0x24f}, {0x300, 0x36f}, {0x370, 0x52f}, {0x591, 0x6ff}, {0x900, 0x97f}, {0xe00, 0xeff}, {0x1100, 0x11ff},
		{0x1e00, 0x1fff}, {0x2000, 0x206f}, {0x302a, 0x3030}, {0x3041, 0x30ff}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3},
		{0xf900, 0xfaff}, {0xfb00, 0xfdff}, {0xfe00, 0xffff}, {0x1d100, 0x1d200}, {0x10a00, 0x10a7f}, {0, 0x10ffff},
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		text := make([]rune, r.IntN(8))
		for i := range text {
			kind := kinds[r.IntN(len(kinds))]
			text[i] = kind[0] + r.Int32N(kind[1]-kind[0]+1)
		}
		if got, want := Fold(string(text)), decompose(string(text)); got != want {
			t.Fatalf("%+q: %+q, as a whole %+q", string(text), got, want)
		}
	}
}
