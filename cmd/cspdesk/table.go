package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/term"

	"cspdesk/internal/customerscsv"
	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
)

// measuredRows is how many rows a table waits for to find the widths of its
// columns; the rows after them are printed as they come, so that a long list
// needs no memory.
const measuredRows = 1000

// table prints rows in columns, for people; scripts have --json and --csv.
// Cells may come from outside.
type table struct {
	out    *bufio.Writer
	rows   [][]string
	widths []int
	fixed  bool

	headings []string // on a terminal
	room     int      // cells of its lines; 0 where nothing is shortened
	wrap     int      // cells of its lines, where the last column is broken at words and nothing is shortened; 0 for none
	id       int      // the column that is never shortened; -1 for none
	whole    bool     // that is the last one, and no other is shortened while it can stand below
	below    bool     // that column has lines of its own
	none     func()   // says that there are no rows; nil where nobody is to hear it
}

// least is how narrow a column becomes where there is little room.
const least = 12

func newTable(w io.Writer) *table { return &table{out: bufio.NewWriterSize(w, 64<<10)} }

// newList is a table of things. On a terminal its columns have headings, and are
// shortened to the width of the window, but for the ids of what is listed: they are
// copied from there, and stand in lines of their own in a narrow window. In a pipe it has the cells alone, as scripts expect them.
func (a *app) newList(headings ...string) *table {
	t := newTable(a.out)
	t.none = func() { a.note("%s", a.text.CLI.NothingListed) }
	if !a.outIsTTY {
		return t
	}
	t.room = columns(a.outFile)
	for _, heading := range headings {
		t.headings = append(t.headings, i18n.Capital(heading))
	}
	return t
}

// columns is how wide a terminal is; a size that is not known is 0, and shortens and
// breaks nothing.
func columns(terminal *os.File) int {
	width, _, _ := term.GetSize(int(terminal.Fd()))
	return width
}

func (t *table) add(cells ...string) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = safetext.Line(c)
	}
	if t.fixed {
		t.print(row)
		return
	}
	t.rows = append(t.rows, row)
	if len(t.rows) == measuredRows {
		t.settle()
	}
}

// settle fixes the widths and prints what was held back.
func (t *table) settle() {
	if len(t.rows) > 0 && t.headings != nil {
		t.rows = slices.Insert(t.rows, 0, t.headings)
	}
	for _, row := range t.rows {
		for i, value := range row {
			if i == len(t.widths) {
				t.widths = append(t.widths, 0)
			}
			t.widths[i] = max(t.widths[i], cell.Width(value))
		}
	}
	t.fit()
	t.fixed = true
	for _, row := range t.rows {
		t.print(row)
	}
	t.rows = nil
}

// aDate is a cell with a day, which may have a time, and a word or two.
var aDate = regexp.MustCompile(`^\D{0,16}\d{4}-\d{2}-\d{2}( \d{2}:\d{2}|T[\d:]+Z)?\D{0,16}$`)

// dated reports whether a column holds dates and nothing else: those say nothing
// when they are cut.
func (t *table) dated(i int) bool {
	found := false
	for n, row := range t.rows {
		if n == 0 && t.headings != nil || i >= len(row) || row[i] == "" {
			continue
		}
		if found = aDate.MatchString(row[i]); !found {
			return false
		}
	}
	return found
}

// fit takes from the widest columns what a line has no room for, but nothing from
// dates and from the ids: where even that is not enough, these go to a line of their
// own.
func (t *table) fit() {
	if t.id = len(t.widths) - 1; !t.whole {
		t.id = t.idColumn()
	}
	if t.room == 0 {
		return
	}
	width, narrowest, keep := -2, -2, make([]int, len(t.widths))
	for i, w := range t.widths {
		width += w + 2
		if keep[i] = w; i != t.id && !t.dated(i) {
			keep[i] = min(w, least)
		}
		narrowest += keep[i] + 2
	}
	if t.below = t.id >= 0 && (narrowest > t.room || t.whole && width > t.room); t.below {
		width -= t.widths[t.id] + 2
	}
	for ; width > t.room; width-- {
		widest := -1
		for i, w := range t.widths {
			if w > keep[i] && (widest < 0 || w > t.widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		t.widths[widest]--
	}
}

// idColumn is the column of what people copy into commands, or -1: the first with
// Microsoft's ids, or else the first with sign-in names or long numbers.
func (t *table) idColumn() int {
	for _, isID := range []func(string) bool{partner.ValidGUID, regexp.MustCompile(`^([^ @]+@[^ @]+|[0-9]{9,})$`).MatchString} {
		for i := range t.widths {
			if slices.ContainsFunc(t.rows, func(row []string) bool { return i < len(row) && isID(row[i]) }) {
				return i
			}
		}
	}
	return -1
}

func (t *table) print(row []string) {
	var line strings.Builder
	for i, value := range row {
		if t.below && i == t.id {
			continue
		}
		if t.room > 0 && i != t.id {
			value = cell.Cut(value, t.widths[i])
		}
		if t.wrap > 0 && i == len(row)-1 {
			value = hanging(value, cell.Width(line.String()), t.wrap)
		}
		line.WriteString(value)
		if i < len(row)-1 {
			line.WriteString(strings.Repeat(" ", max(t.widths[i]-cell.Width(value), 0)+2))
		}
	}
	fmt.Fprintln(t.out, strings.TrimRight(line.String(), " "))
	if t.below && t.id < len(row) && row[t.id] != "" {
		fmt.Fprintln(t.out, "  "+hanging(row[t.id], 2, t.room))
	}
}

// hanging breaks a text that begins at a cell of a line, so that its lines stand one
// below the other.
func hanging(text string, at, width int) string {
	return strings.Join(cell.WrapWords(text, max(width-at, least)), "\n"+strings.Repeat(" ", at))
}

// flush prints the rest.
func (t *table) flush() error {
	if !t.fixed {
		if len(t.rows) == 0 && t.none != nil {
			t.none()
		}
		t.settle()
	}
	if err := t.out.Flush(); err != nil {
		return partner.NewError(partner.CodeFile, "standard output", err)
	}
	return nil
}

// printFacts prints what is known about one thing: rows of a label and its values.
// What is not known has no row.
func (a *app) printFacts(rows [][]string) {
	var known [][]string
	for _, row := range rows {
		if strings.Join(row[1:], "") != "" {
			row[0] = i18n.Capital(row[0])
			known = append(known, row)
		}
	}
	a.printTable(known)
}

// printTable prints a short table; on a terminal its last column is broken at words.
func (a *app) printTable(rows [][]string) {
	t := newTable(a.out)
	if a.outIsTTY {
		t.wrap = columns(a.outFile)
	}
	t.addAll(rows)
}

// printList prints a short list of things.
func (a *app) printList(headings []string, rows [][]string) { a.newList(headings...).addAll(rows) }

// addAll prints a whole table. That standard output fails is noticed at the end of
// the program.
func (t *table) addAll(rows [][]string) {
	for _, row := range rows {
		t.add(row...)
	}
	_ = t.flush()
}

// printCSV prints rows as a CSV file (RFC 4180).
func (a *app) printCSV(rows [][]string) error {
	if err := writeCSV(a.out, rows...); err != nil {
		return partner.NewError(partner.CodeFile, "standard output", err)
	}
	return nil
}

// writeCSV writes rows whose cells may come from outside, with CRLF as RFC 4180
// says, so that no spreadsheet takes one for a formula.
func writeCSV(to io.Writer, rows ...[]string) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, value := range row {
			safe[i] = customerscsv.Guard(value)
		}
		_ = w.Write(safe) // Error gives what fails
	}
	w.Flush()
	return w.Error()
}
