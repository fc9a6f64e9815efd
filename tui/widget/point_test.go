package widget

import (
	"strings"
	"testing"

	"cspdesk/tui/theme"
)

// TestPointAtARow selects what stands in a line and keeps it there.
func TestPointAtARow(t *testing.T) {
	rows := pointRows{3, 1, 2, 1, 1, 1}
	var l List
	l.First(rows)
	l.Visible(rows, 6)
	for _, c := range []struct {
		line, row int
		was       bool
	}{{0, 0, true}, {3, 1, false}, {3, 1, true}, {5, 2, false}, {4, 2, true}, {2, 0, false}, {-1, 0, false}, {6, 0, false}, {99, 0, false}} {
		before := append([]Slot(nil), l.Visible(rows, 6)...)
		if was := l.Point(rows, c.line); was != c.was || l.Index() != c.row || l.ID() != rows.ID(c.row) {
			t.Errorf("line %d: row %d, %v; want row %d, %v", c.line, l.Index(), was, c.row, c.was)
		}
		for i, slot := range l.Visible(rows, 6) {
			if slot.Row != before[i].Row || slot.Line != before[i].Line {
				t.Fatalf("pointing at line %d scrolls", c.line)
			}
		}
	}
	if l.Point(pointRows{}, 0) {
		t.Error("there is nothing to point at")
	}
}

type pointRows []int

func (r pointRows) Len() int         { return len(r) }
func (r pointRows) ID(i int) string  { return string(rune('a' + i)) }
func (r pointRows) Height(i int) int { return r[i] }
func (pointRows) Stops(int) []int    { return nil }

// TestPointAtAnOption finds the options where they are drawn, in every height.
func TestPointAtAnOption(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	d := Dialog{Title: "Question", Body: []string{"Body"}, Options: []Option{{Label: "No"}, {Label: "Yes"}, {Label: "Perhaps"}}}
	for height := 1; height < 20; height++ {
		d.Focus = 0
		lines := d.Over(nil, th, 40, height)
		for line := range lines {
			want := -1
			for i, o := range d.Options {
				if strings.Contains(lines[line], o.Label) {
					want = i
				}
			}
			hit := d.Point(line)
			if hit != (want >= 0) || hit && d.Focus != want {
				t.Errorf("height %d, line %d (%q): %v, option %d", height, line, lines[line], hit, d.Focus)
			}
			d.Focus = 0
		}
	}
}
