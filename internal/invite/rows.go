package invite

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"cspdesk/internal/partner"
)

// The limits of a file of requests.
const (
	MaxRows     = 1000
	maxRowsSize = 4 << 20 // bytes
)

// noEmail is what is wrong with a row that says nobody to write to.
const noEmail = "the email is missing"

// RowColumns lists the headings of a file of requests.
func RowColumns() []string { return slices.Clone(rowColumns) }

var rowColumns = []string{"email", "name", "country", "language", "admin_rights", "note"}

// Row is one line of a file of requests.
type Row struct {
	Line    int // in the file, from 1
	Request Request
	Err     error // why it cannot be used; nil if it can
}

// ReadRows reads a CSV file of requests: UTF-8 or UTF-16 with a byte-order mark,
// separated by comma, semicolon or tab, with the headings email, name, country,
// language, admin_rights and note in any order, of which only email must be
// there. A row that does not say whether it asks for admin rights does if rights
// says so. What is wrong with a row stands with it. A file that cannot be used at
// all gives CodeInvalidInput, or CodeFile where it cannot be read.
func ReadRows(from io.Reader, rights bool) ([]Row, error) {
	raw, err := io.ReadAll(io.LimitReader(from, maxRowsSize+1))
	if err != nil {
		return nil, partner.NewError(partner.CodeFile, err.Error(), err)
	}
	if len(raw) > maxRowsSize {
		return nil, invalid(fmt.Sprintf("the file is larger than %d MB", maxRowsSize>>20))
	}
	decoded, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), raw)
	if err != nil || !utf8.Valid(decoded) || slices.Contains(decoded, 0) {
		return nil, invalid("the file is no text in UTF-8")
	}
	text := string(decoded)
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord = partner.Separator(text), -1
	headings, err := reader.Read()
	if err != nil {
		return nil, invalid("the file has no row of headings: " + strings.Join(rowColumns, ","))
	}
	columns, err := columnsOf(headings)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			rows = append(rows, Row{Line: wrong.StartLine, Err: invalid("a quotation mark is missing or too many")})
			continue
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		line, _ := reader.FieldPos(0)
		rows = append(rows, rowOf(line, cells, columns, rights))
	}
	switch {
	case len(rows) == 0:
		return nil, invalid("the file has no rows")
	case len(rows) > MaxRows:
		return nil, invalid(fmt.Sprintf("the file has %d rows; at most %d go at once", len(rows), MaxRows))
	}
	return rows, nil
}

// columnsOf says which of rowColumns each column holds.
func columnsOf(headings []string) ([]string, error) {
	columns := make([]string, len(headings))
	for i, heading := range headings {
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(heading)), " ", "_")
		switch {
		case name == "" && i == len(headings)-1: // a separator at the end of the line
		case !slices.Contains(rowColumns, name):
			return nil, invalid(fmt.Sprintf("column %q is none of %s", heading, strings.Join(rowColumns, ", ")))
		case slices.Contains(columns[:i], name):
			return nil, invalid(fmt.Sprintf("column %q is there twice", heading))
		}
		columns[i] = name
	}
	if !slices.Contains(columns, "email") {
		return nil, invalid("there is no column email")
	}
	return columns, nil
}

// rightsWords are what a cell of admin_rights may say, in lower case.
var rightsWords = map[string]bool{"true": true, "yes": true, "1": true, "false": false, "no": false, "0": false}

func rowOf(line int, cells, columns []string, rights bool) Row {
	row := Row{Line: line, Request: Request{AdminRights: rights}}
	r := &row.Request
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		if i >= len(columns) || columns[i] == "" {
			if cell != "" {
				row.Err = invalid(fmt.Sprintf("%d cells for %d columns", len(cells), len(columns)))
			}
			continue
		}
		switch columns[i] {
		case "email":
			r.To = cell
		case "name":
			r.Name = cell
		case "country":
			r.Country = cell
		case "language":
			r.MailLang = cell
		case "note":
			r.Note = cell
		case "admin_rights":
			if cell == "" {
				continue
			}
			asked, known := rightsWords[strings.ToLower(cell)]
			if !known {
				row.Err = invalid(fmt.Sprintf("admin_rights %q is neither true nor false", cell))
			}
			r.AdminRights = asked
		}
	}
	if row.Err == nil && r.To == "" {
		row.Err = invalid(noEmail)
	}
	return row
}
