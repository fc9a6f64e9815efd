package widget

import (
	"testing"

	"cspdesk/tui/theme"
)

func TestBar(t *testing.T) {
	plain := theme.Glyphs{Heavy: "#", Horizontal: "-"}
	for _, c := range []struct {
		done, all, width int
		want             string
	}{
		{0, 4, 8, "--------"}, {1, 4, 8, "##------"}, {4, 4, 8, "########"}, {1, 3, 4, "#---"},
		{0, 0, 8, ""}, {1, 2, 0, ""}, {1, 2, -3, ""},
	} {
		if got := Bar(plain, c.done, c.all, c.width); got != c.want {
			t.Errorf("%d of %d in %d cells: %q, want %q", c.done, c.all, c.width, got, c.want)
		}
	}
}
