package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"cspdesk/internal/customerscsv"
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
}

func newTable(w io.Writer) *table { return &table{out: bufio.NewWriterSize(w, 64<<10)} }

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
	for _, row := range t.rows {
		for i, value := range row {
			if i == len(t.widths) {
				t.widths = append(t.widths, 0)
			}
			t.widths[i] = max(t.widths[i], cell.Width(value))
		}
	}
	t.fixed = true
	for _, row := range t.rows {
		t.print(row)
	}
	t.rows = nil
}

func (t *table) print(row []string) {
	var line strings.Builder
	for i, value := range row {
		line.WriteString(value)
		if i < len(row)-1 {
			line.WriteString(strings.Repeat(" ", max(t.widths[i]-cell.Width(value), 0)+2))
		}
	}
	fmt.Fprintln(t.out, strings.TrimRight(line.String(), " "))
}

// flush prints the rest.
func (t *table) flush() error {
	if !t.fixed {
		t.settle()
	}
	if err := t.out.Flush(); err != nil {
		return partner.NewError(partner.CodeFile, "standard output", err)
	}
	return nil
}

// printTable prints a short table. That standard output fails is noticed at the
// end of the program.
func (a *app) printTable(rows [][]string) {
	t := newTable(a.out)
	for _, row := range rows {
		t.add(row...)
	}
	_ = t.flush()
}

// printList prints a short table. On a terminal its columns have headings; in a
// pipe it has none, as scripts expect it.
func (a *app) printList(headings []string, rows [][]string) {
	if a.outIsTTY && len(rows) > 0 {
		rows = append([][]string{headings}, rows...)
	}
	a.printTable(rows)
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
