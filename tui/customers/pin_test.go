package customers_test

import (
	"strings"
	"testing"

	"cspdesk/tui/tuitest"
)

// rows gives the first words of the rows that are on the screen.
func rows(h *tuitest.Host) (names []string) {
	for _, line := range h.Lines() {
		if _, name, ok := strings.Cut(line, "▸"); ok {
			names = append(names, strings.Fields(name)[0])
		}
	}
	return names
}

func TestPinnedCustomersStandOnTopWithTheCursorOnThem(t *testing.T) {
	s := tuitest.Sample()
	h := keeping(t, s, 100, 30)
	want := func(step, cursorOn, order string) {
		t.Helper()
		if got := strings.Join(rows(h), " "); got != order {
			t.Errorf("%s: the list is\n%s, want\n%s", step, got, order)
		}
		if c := cursor(h); !strings.Contains(c, cursorOn) {
			t.Errorf("%s: the cursor stands on %q, want %s", step, c, cursorOn)
		}
	}
	const plain = "Adventure Adventure Fabrikam Northwind Tailspin Wide ノースウィンド株式会社 冒险家科技有限公司"
	h.Press("down", "down", "down", "m")
	want("pinned", "Northwind", "Northwind Adventure Adventure Fabrikam Tailspin Wide ノースウィンド株式会社 冒险家科技有限公司")
	h.Press("down", "down", "down", "m")
	want("a second one", "Fabrikam", "Fabrikam Northwind Adventure Adventure Tailspin Wide ノースウィンド株式会社 冒险家科技有限公司")
	h.Press("J")
	h.Type("n")
	want("the letter of a pinned one", "Tailspin", "Fabrikam Northwind Adventure Adventure Tailspin Wide ノースウィンド株式会社 冒险家科技有限公司")
	h.Press("esc", "J")
	h.Type("0%")
	want("the first of all", "Fabrikam", "Fabrikam Northwind Adventure Adventure Tailspin Wide ノースウィンド株式会社 冒险家科技有限公司")
	h.Press("enter", "o", "enter") // the other way round
	want("descending", "Fabrikam", "Northwind Fabrikam 冒险家科技有限公司 ノースウィンド株式会社 Wide Tailspin Adventure Adventure")
	h.Press("o", "enter", "m")
	want("unpinned", "Fabrikam", "Northwind Adventure Adventure Fabrikam Tailspin Wide ノースウィンド株式会社 冒险家科技有限公司")
	h.Press("g", "m")
	want("both unpinned", "Northwind", plain)
}
