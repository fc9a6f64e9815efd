package term

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/tui/cell"
	"cspdesk/tui/term/vt"
)

// countingWriter counts writes on their way to the terminal.
type countingWriter struct {
	io.Writer
	bytes, writes int
}

func (w *countingWriter) Write(b []byte) (int, error) {
	w.bytes += len(b)
	w.writes++
	return w.Writer.Write(b)
}

var samples = []string{
	"a", "Contoso", " ", "     ", "字", "株式会社", "한국", "e\u0301", "👍", "👩\u200d👩\u200d👧", "❤\ufe0f", "🇩🇪", "│", "ไทย", "नि", "…", "\u0301",
	"ｱﾞ", "\u1100\u1161", "🇩", "🇪",
}

var sgrs = []string{
	"", "\x1b[m", "\x1b[0m", "\x1b[7m", "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[4m", "\x1b[22m", "\x1b[27m", "\x1b[38;5;200m", "\x1b[48;5;3m",
	"\x1b[38;2;1;2;3m", "\x1b[97;100m", "\x1b[39;49m", "\x1b[9m", "\x1b[24m",
}

func randomLine(r *rand.Rand, width int) string {
	var b strings.Builder
	for range r.IntN(width/2 + 2) {
		b.WriteString(sgrs[r.IntN(len(sgrs))*r.IntN(2)])
		b.WriteString(samples[r.IntN(len(samples))])
	}
	return b.String()
}

// expected is what a terminal of one line shows of it when it is written to an
// empty screen from the left, each grapheme on its own.
func expected(line string, width int) []vt.Cell {
	want := make([]vt.Cell, 0, width)
	var style string
	for len(line) > 0 && len(want) < width {
		if line[0] == 0x1b {
			end := strings.IndexByte(line, 'm') + 1
			style += line[:end]
			line = line[end:]
			continue
		}
		size, w := cell.First(line)
		switch {
		case w == 0 && len(want) > 0:
			i := len(want) - 1
			for want[i].Text == "" {
				i--
			}
			want[i].Text += line[:size]
		case w > 0 && len(want)+w > width:
			for len(want) < width {
				want = append(want, vt.Cell{Text: " ", Style: styleName(style)})
			}
		case w > 0:
			want = append(want, vt.Cell{Text: line[:size], Style: styleName(style)})
			for range w - 1 {
				want = append(want, vt.Cell{Style: styleName(style)})
			}
		}
		line = line[size:]
	}
	for len(want) < width {
		want = append(want, vt.Cell{Text: " "})
	}
	return want
}

// styleName lets the terminal model say what sequences amount to.
func styleName(sequences string) string {
	one := vt.New(2, 1)
	_, _ = io.WriteString(one, sequences+"x")
	return one.Cells(0)[0].Style
}

// normal takes from spaces what cannot be seen on them.
func normal(cells []vt.Cell) []vt.Cell {
	cells = slices.Clone(cells)
	for i, c := range cells {
		if c.Text != " " {
			continue
		}
		var seen []string
		for _, part := range strings.Fields(c.Style) {
			if part == "4" || part == "7" || part == "9" || strings.HasPrefix(part, "bg") {
				seen = append(seen, part)
			}
		}
		if len(seen) == 0 {
			cells[i].Style = ""
		}
	}
	return cells
}

func checkScreen(t *testing.T, screen *vt.Terminal, f Frame, width, height int) {
	t.Helper()
	if faults := screen.Faults(); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	for i := range height {
		line := lineAt(f.Lines, i)
		if diff := cmp.Diff(normal(expected(line, width)), normal(screen.Cells(i))); diff != "" {
			t.Fatalf("row %d of %dx%d, %q: %s", i, width, height, line, diff)
		}
	}
	if screen.Mode("?2026") {
		t.Fatal("an open synchronized update")
	}
	row, column, visible := screen.Cursor()
	if visible != (f.Cursor != nil) {
		t.Fatalf("the cursor is visible: %v", visible)
	}
	if f.Cursor != nil && (row != min(f.Cursor.Row, height-1) || column != min(f.Cursor.Column, width-1)) {
		t.Fatalf("the cursor is at %d,%d, not at %+v", row, column, *f.Cursor)
	}
}

// After every frame the screen shows the view, whatever was on it before.
func TestScreenEqualsView(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		width, height := 1+r.IntN(40), 1+r.IntN(8)
		screen := vt.New(width, height)
		out := &countingWriter{Writer: screen}
		p := &painter{out: out, synced: true, titled: true}
		p.forget()
		var f Frame
		for range 100 {
			if r.IntN(20) == 0 {
				width, height = 1+r.IntN(40), 1+r.IntN(8)
				screen.Resize(width, height)
			}
			f.Lines = slices.Clone(f.Lines)
			switch r.IntN(4) {
			case 0:
				f.Lines = make([]string, r.IntN(height+2))
				for i := range f.Lines {
					f.Lines[i] = randomLine(r, width)
				}
			case 1:
				if len(f.Lines) > 0 {
					i := r.IntN(len(f.Lines))
					f.Lines[i] = "\x1b[7m" + f.Lines[i]
				}
			default:
				if len(f.Lines) > 0 {
					f.Lines[r.IntN(len(f.Lines))] = randomLine(r, width)
				}
			}
			f.Cursor = nil
			if r.IntN(2) == 0 {
				f.Cursor = &Cursor{r.IntN(height + 1), r.IntN(width + 1)}
			}
			out.writes = 0
			if err := p.paint(f, width, height); err != nil || out.writes > 1 {
				t.Fatalf("%d writes, %v", out.writes, err)
			}
			checkScreen(t, screen, f, width, height)
			before := out.bytes
			if err := p.paint(f, width, height); err != nil || out.bytes != before {
				t.Fatalf("an equal frame wrote %d bytes, %v", out.bytes-before, err)
			}
		}
	}
}

func TestForeignBytesNeverReachTheScreen(t *testing.T) {
	screen := vt.New(40, 6)
	p := &painter{out: screen, titled: true}
	p.forget()
	f := Frame{Title: "desk \x1b]52;c;eA==\a\n", Lines: []string{
		"a\x1b]52;c;aGk=\ab", "a\x1b[2Jb\x1b[10;10Hc", "a\x07\x08\x0b\r\nb", "a\u009b31mb\x9b", "\x1b[" + strings.Repeat("1;", 400) + "mx", "\x1b", "\x1b[31",
	}}
	if err := p.paint(f, 40, 6); err != nil || len(screen.Faults()) > 0 || len(screen.Copies()) > 0 {
		t.Fatalf("%v, faults %v, copies %v", err, screen.Faults(), screen.Copies())
	}
	want := []string{"a]52;c;aGk=b", "abc", "ab", "a31mb", "x", ""}
	if diff := cmp.Diff(want, strings.Split(screen.Text(), "\n")); diff != "" {
		t.Error(diff)
	}
}

func TestTitle(t *testing.T) {
	screen := vt.New(10, 2)
	out := &countingWriter{Writer: screen}
	p := &painter{out: out, titled: true}
	p.forget()
	for range 3 {
		if err := p.paint(Frame{Title: "cspdesk"}, 10, 2); err != nil {
			t.Fatal(err)
		}
	}
	if screen.Title() != "cspdesk" || out.writes != 1 {
		t.Errorf("title %q after %d writes", screen.Title(), out.writes)
	}
}

func TestZeroSize(t *testing.T) {
	p := &painter{out: io.Discard}
	p.forget()
	if err := p.paint(Frame{Lines: []string{"x"}, Cursor: &Cursor{}}, 0, 0); err != nil {
		t.Fatal(err)
	}
}

// listFrame is a list of 38 rows with one under the cursor.
func listFrame(selected int) Frame {
	lines := []string{"cspdesk", ""}
	for i := range 38 {
		row := cell.Fit(fmt.Sprintf(" Customer %03d", i), 40) + cell.Fit(fmt.Sprintf("customer%03d.onmicrosoft.com", i), 40) +
			cell.Fit("Reseller", 20) + cell.Fit("granted", 20)
		if i == selected {
			row = "\x1b[7m" + row + "\x1b[0m"
		}
		lines = append(lines, row)
	}
	return Frame{Lines: lines}
}

func TestBytesOfACursorMove(t *testing.T) {
	var buf bytes.Buffer
	p := &painter{out: &buf, synced: true}
	p.forget()
	if err := p.paint(listFrame(3), 120, 40); err != nil {
		t.Fatal(err)
	}
	full := buf.Len()
	buf.Reset()
	if err := p.paint(listFrame(4), 120, 40); err != nil {
		t.Fatal(err)
	}
	t.Logf("whole frame %d bytes, one row down %d bytes", full, buf.Len())
	if buf.Len() > 300 {
		t.Errorf("one row down wrote %d bytes", buf.Len())
	}
}

func BenchmarkCursorMove(b *testing.B) {
	frames := []Frame{listFrame(3), listFrame(4)}
	out := &countingWriter{Writer: io.Discard}
	p := &painter{out: out, synced: true}
	p.forget()
	i := 0
	for b.Loop() {
		_ = p.paint(frames[i%2], 120, 40)
		i++
	}
	b.ReportMetric(float64(out.bytes)/float64(i), "bytes/move")
}
