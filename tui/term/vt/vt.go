// Package vt is a strict model of a terminal for tests. It knows the sequences
// that the painter is meant to write and takes every other one for a fault: so
// it proves what the screen shows, and that nothing foreign reached it.
package vt

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Cell is what stands in one place of the screen. The second half of a wide
// character has no text.
type Cell struct {
	Text  string
	Style string // the attributes that are set, sorted; "" for none
}

// Terminal is a terminal of a fixed size that bytes are written to. Use it from
// one goroutine at a time.
type Terminal struct {
	width, height int
	cells         [][]Cell
	row, column   int
	past          bool // the last column was written; where the cursor is then is not agreed upon
	style         map[string]string
	modes         map[string]bool
	title         string
	titles        int // titles put aside
	copies        []string
	faults        []string
	pending       []byte // a sequence or character whose end has not come
}

// New makes a terminal of a size in cells.
func New(width, height int) *Terminal {
	t := &Terminal{style: map[string]string{}, modes: map[string]bool{"?25": true, "?7": true}}
	t.Resize(width, height)
	return t
}

// Resize changes the size. What was on the screen turns into rubbish, as nobody
// may rely on what a terminal makes of it.
func (t *Terminal) Resize(width, height int) {
	t.width, t.height = width, height
	t.cells = make([][]Cell, height)
	for i := range t.cells {
		t.cells[i] = slices.Repeat([]Cell{{Text: "?"}}, width)
	}
	t.row, t.column, t.past = 0, 0, false
}

// Faults are the sequences and moves that the painter should not have made.
func (t *Terminal) Faults() []string { return t.faults }

// Mode reports whether a private mode such as "?1049" is set.
func (t *Terminal) Mode(name string) bool { return t.modes[name] }

// Title is the title of the window.
func (t *Terminal) Title() string { return t.title }

// Copies are the texts that were sent to the clipboard, in base64.
func (t *Terminal) Copies() []string { return t.copies }

// Cursor gives the cell of the cursor and whether it is visible.
func (t *Terminal) Cursor() (row, column int, visible bool) {
	return t.row, t.column, t.modes["?25"]
}

// Cells gives the cells of a row.
func (t *Terminal) Cells(row int) []Cell { return t.cells[row] }

// Line gives the text of a row without the spaces at its end.
func (t *Terminal) Line(row int) string {
	var b strings.Builder
	for _, c := range t.cells[row] {
		b.WriteString(c.Text)
	}
	return strings.TrimRight(b.String(), " ")
}

// Text gives the text of the screen.
func (t *Terminal) Text() string {
	lines := make([]string, t.height)
	for i := range lines {
		lines[i] = t.Line(i)
	}
	return strings.Join(lines, "\n")
}

func (t *Terminal) fault(format string, args ...any) {
	t.faults = append(t.faults, fmt.Sprintf(format, args...))
}

// Write obeys the bytes. It never fails; see Faults.
func (t *Terminal) Write(b []byte) (int, error) {
	data := append(t.pending, b...)
	t.pending = nil
	for len(data) > 0 {
		n := t.step(data)
		if n == 0 {
			t.pending = slices.Clone(data)
			break
		}
		data = data[n:]
	}
	return len(b), nil
}

// step obeys the first thing in data and gives its bytes, 0 if its end is
// missing.
func (t *Terminal) step(data []byte) int {
	switch c := data[0]; {
	case c == 0x1b:
		return t.escape(string(data))
	case c == '\r':
		t.column, t.past = 0, false
		return 1
	case c == '\n':
		if t.row == t.height-1 {
			t.fault("line feed in the last row")
		} else {
			t.row++
		}
		return 1
	case c < ' ' || c == 0x7f:
		t.fault("control character %#x", c)
		return 1
	}
	if !utf8.FullRune(data) {
		return 0
	}
	text := string(data[:whole(data)])
	if i := strings.IndexFunc(text, unicode.IsControl); i >= 0 {
		if i == 0 {
			t.fault("control character %q", text[:2])
			return 2
		}
		text = text[:i]
	}
	cluster, width := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
	t.print(cluster, width)
	return len(cluster)
}

// whole gives the bytes of data without a character that is torn at its end.
func whole(data []byte) int {
	for i := len(data) - 1; i >= max(len(data)-utf8.UTFMax, 0); i-- {
		if utf8.RuneStart(data[i]) {
			if utf8.FullRune(data[i:]) {
				break
			}
			return i
		}
	}
	return len(data)
}

func (t *Terminal) print(text string, width int) {
	if !utf8.ValidString(text) {
		t.fault("invalid UTF-8 %q", text)
	}
	if unicode.Is(unicode.Cf, []rune(text)[0]) {
		t.fault("format character %q", text)
	}
	if width == 0 {
		t.fault("%q has no width", text)
		return
	}
	if t.past || t.column+width > t.width {
		t.fault("%q is written past the edge of row %d", text, t.row)
		return
	}
	row := t.cells[t.row]
	for c := t.column; c < t.column+width; c++ {
		t.breakWide(row, c)
	}
	row[t.column] = Cell{text, t.styleName()}
	for c := t.column + 1; c < t.column+width; c++ {
		row[c] = Cell{"", t.styleName()}
	}
	t.column += width
	if t.column == t.width {
		t.column, t.past = t.width-1, true
	}
}

// breakWide erases the other half of a wide character of which one half is
// written over.
func (t *Terminal) breakWide(row []Cell, c int) {
	start := c
	for start > 0 && row[start].Text == "" {
		start--
	}
	end := start + 1
	for end < len(row) && row[end].Text == "" {
		end++
	}
	if end-start > 1 {
		for i := start; i < end; i++ {
			row[i] = Cell{Text: " "}
		}
	}
}

func (t *Terminal) styleName() string {
	names := make([]string, 0, len(t.style))
	for slot, value := range t.style {
		names = append(names, slot+value)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func (t *Terminal) escape(data string) int {
	if len(data) < 2 {
		return 0
	}
	switch data[1] {
	case '[':
		for i := 2; i < len(data); i++ {
			if data[i] >= 0x40 && data[i] <= 0x7e {
				t.csi(data[2:i], data[i])
				return i + 1
			}
		}
		return 0
	case ']':
		end := strings.IndexByte(data, '\a')
		if end < 0 {
			return 0
		}
		t.osc(data[2:end])
		return end + 1
	}
	t.fault("escape %q", data[:2])
	return 2
}

func (t *Terminal) osc(text string) {
	if title, ok := strings.CutPrefix(text, "2;"); ok {
		t.title = title
	} else if copied, ok := strings.CutPrefix(text, "52;c;"); ok && copied != "?" {
		t.copies = append(t.copies, copied)
	} else {
		t.fault("OSC %q", text)
	}
}

// numbers reads parameters; a missing one is given as missing.
func numbers(params string, missing int) []int {
	var list []int
	for part := range strings.SplitSeq(params, ";") {
		n, err := strconv.Atoi(part)
		if err != nil {
			n = missing
		}
		list = append(list, n)
	}
	return list
}

func (t *Terminal) csi(params string, final byte) {
	first := numbers(params, 1)[0]
	switch final {
	case 'm':
		t.sgr(numbers(params, 0))
	case 'H':
		at := append(numbers(params, 1), 1)
		t.move(at[0]-1, at[1]-1)
	case 'G':
		t.move(t.row, first-1)
	case 'C':
		if t.past {
			t.fault("a relative move from past the edge")
		}
		t.move(t.row, t.column+first)
	case 'K':
		t.eraseRest(params)
	case 'J':
		t.eraseAll(params)
	case 'h', 'l':
		t.setMode(params, final == 'h')
	case 't':
		t.stackTitle(params)
	default:
		t.fault("CSI %q %c", params, final)
	}
}

func (t *Terminal) move(row, column int) {
	if row < 0 || row >= t.height || column < 0 || column >= t.width {
		t.fault("a move to %d,%d", row, column)
		return
	}
	t.row, t.column, t.past = row, column, false
}

func (t *Terminal) eraseRest(params string) {
	if params != "" || t.past || t.styleName() != "" {
		t.fault("erasing the rest of a line: %q, past the edge %v, style %q", params, t.past, t.styleName())
	}
	row := t.cells[t.row]
	t.breakWide(row, t.column)
	for c := t.column; c < len(row); c++ {
		row[c] = Cell{Text: " "}
	}
}

func (t *Terminal) eraseAll(params string) {
	if params != "2" || t.styleName() != "" {
		t.fault("erasing the screen: %q, style %q", params, t.styleName())
	}
	for _, row := range t.cells {
		for c := range row {
			row[c] = Cell{Text: " "}
		}
	}
}

func (t *Terminal) setMode(name string, on bool) {
	switch name {
	case "?25", "?7", "?1049", "?2004", "?2026", "?1000", "?1006":
		t.modes[name] = on
	default:
		t.fault("mode %q", name)
	}
}

func (t *Terminal) stackTitle(params string) {
	switch params {
	case "22;0":
		t.titles++
	case "23;0":
		t.titles--
		if t.titles < 0 {
			t.fault("a title is taken back that was not put aside")
		}
	default:
		t.fault("window operation %q", params)
	}
}

func (t *Terminal) sgr(list []int) {
	for i := 0; i < len(list); i++ {
		switch n := list[i]; {
		case n == 0:
			clear(t.style)
		case n >= 1 && n <= 9:
			t.style[strconv.Itoa(n)] = ""
		case n == 22:
			delete(t.style, "1")
			delete(t.style, "2")
		case n == 25:
			delete(t.style, "5")
			delete(t.style, "6")
		case n == 23 || n == 24 || n >= 27 && n <= 29:
			delete(t.style, strconv.Itoa(n-20))
		case n >= 30 && n <= 37 || n >= 90 && n <= 97:
			t.style["fg"] = strconv.Itoa(n)
		case n >= 40 && n <= 47 || n >= 100 && n <= 107:
			t.style["bg"] = strconv.Itoa(n - 10)
		case n == 39:
			delete(t.style, "fg")
		case n == 49:
			delete(t.style, "bg")
		case (n == 38 || n == 48) && i+2 < len(list) && list[i+1] == 5:
			t.style[ground(n)] = paletteName(list[i+2])
			i += 2
		case (n == 38 || n == 48) && i+4 < len(list) && list[i+1] == 2:
			t.style[ground(n)] = fmt.Sprint(list[i+1 : i+5])
			i += 4
		default:
			t.fault("SGR %v", list)
		}
	}
}

func ground(n int) string {
	if n == 38 {
		return "fg"
	}
	return "bg"
}

// paletteName names the first sixteen colours as their short sequences do.
func paletteName(n int) string {
	switch {
	case n < 8:
		return strconv.Itoa(30 + n)
	case n < 16:
		return strconv.Itoa(90 + n - 8)
	}
	return "palette" + strconv.Itoa(n)
}
