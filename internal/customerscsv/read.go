package customerscsv

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"cspdesk/internal/partner"
)

// The limits of a file and its cells.
const (
	maxFileSize  = 1 << 30 // bytes
	maxNameRunes = 256
	maxCellBytes = 64 << 10
	maxRowBytes  = 1 << 20 // as UTF-8, give or take sniffBytes
	sniffBytes   = 4 << 10
	maxRejected  = 100_000 // rows
)

var utf8BOM = []byte("\xEF\xBB\xBF")

// Reason says why a row was not taken. The set may grow.
type Reason string

// The reasons.
const (
	ReasonID      Reason = "id"       // the Microsoft ID is no GUID
	ReasonName    Reason = "name"     // the company name is empty
	ReasonTooLong Reason = "too-long" // a cell is longer than a customer's name or domain can be
	ReasonNotUTF8 Reason = "not-utf8"
	ReasonQuotes  Reason = "quotes" // a quotation mark is missing or too many
	ReasonColumns Reason = "columns"
)

// Rejected is a row that was not taken.
type Rejected struct {
	Line   int // from 1, counted in the file
	Reason Reason
	Cell   string // what stood there, cut to 80 bytes; it comes from outside
}

// Reader reads the rows of an export one by one, so that a million of them need
// no memory. Rows that are wrong are kept in Rejected and do not end it.
type Reader struct {
	// Rejected are the rows that were not taken so far.
	Rejected []Rejected

	csv     *csv.Reader
	text    *bounded
	columns []Column
}

// bounded gives a row no more than it may have, or one quotation mark that is
// never closed would bring a whole file into memory.
type bounded struct {
	r    io.Reader
	left int  // bytes of the row
	over bool // the row is longer
}

// Read reads on, as far as the row may go: there the file ends.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		b.over = true
		return 0, io.EOF
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// Open opens a file: a regular one of at most 1 GiB. Errors have the codes file
// or not-customers. The caller closes the closer.
func Open(path string, columns []Column) (*Reader, io.Closer, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, nil, partner.NewError(partner.CodeFile, err.Error(), err)
	}
	r, err := NewReader(f, columns)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return r, f, nil
}

// openRegular looks before it opens, because opening a named pipe would wait
// for its other end, and again after, because the name may stand for something
// else by then.
func openRegular(path string) (*os.File, error) {
	check := func(info os.FileInfo, err error) error {
		switch {
		case err != nil:
			return err
		case !info.Mode().IsRegular():
			return fmt.Errorf("%s is not a regular file", path)
		case info.Size() > maxFileSize:
			return fmt.Errorf("%s is larger than %d bytes", path, maxFileSize)
		}
		return nil
	}
	if err := check(os.Stat(path)); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := check(f.Stat()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// NewReader looks at the beginning of a file and reads its headings: UTF-8 or
// UTF-16, with or without a byte-order mark; comma, semicolon or tab; columns
// in any order. With columns given, the headings are not read for their words.
// A file that is something else is refused with the code not-customers and its
// kind in the detail.
func NewReader(r io.Reader, columns []Column) (*Reader, error) {
	in := bufio.NewReaderSize(r, sniffBytes)
	head, err := in.Peek(sniffBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, partner.NewError(partner.CodeFile, "", err)
	}
	if kind := kindOf(head); kind != "" {
		return nil, partner.NewError(partner.CodeNotCustomers, kind, nil)
	}
	if bytes.HasPrefix(head, utf8BOM) {
		_, _ = in.Discard(len(utf8BOM))
	}
	limit := &bounded{r: decoderOf(head).Reader(in), left: maxRowBytes}
	text := bufio.NewReaderSize(limit, sniffBytes)
	start, _ := text.Peek(sniffBytes)
	if bytes.IndexByte(start, 0) >= 0 {
		return nil, partner.NewError(partner.CodeNotCustomers, "a binary file", nil)
	}
	rows := csv.NewReader(text)
	rows.Comma = partner.Separator(string(start))
	rows.FieldsPerRecord = -1
	reader := &Reader{csv: rows, text: limit, columns: columns}
	first, err := reader.row()
	if limit.over {
		return nil, err
	}
	if err != nil {
		return nil, partner.NewError(partner.CodeNotCustomers, "no row of headings", err)
	}
	if columns == nil {
		if reader.columns, err = columnsOf(first); err != nil {
			return nil, err
		}
	}
	return reader, nil
}

// All gives the customers, in the order of the file. They have an id, a name, a
// domain and a relationship; the caller adds when they were read. More than
// 100,000 rejected rows, or a row of more than 1 MiB, end it with the code
// not-customers and a line in the detail.
func (r *Reader) All() iter.Seq2[partner.Customer, error] {
	return func(yield func(partner.Customer, error) bool) {
		for {
			if len(r.Rejected) > maxRejected {
				yield(partner.Customer{}, partner.NewError(partner.CodeNotCustomers,
					fmt.Sprintf("more than %d rows are wrong, the first in line %d", maxRejected, r.Rejected[0].Line), nil))
				return
			}
			cells, err := r.row()
			if r.text.over {
				yield(partner.Customer{}, err)
				return
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if parse, ok := errors.AsType[*csv.ParseError](err); ok {
				r.reject(parse.StartLine, ReasonQuotes, "")
				continue
			}
			if err != nil {
				yield(partner.Customer{}, partner.NewError(partner.CodeFile, "", err))
				return
			}
			customer, ok := r.customer(cells)
			if ok && !yield(customer, nil) {
				return
			}
		}
	}
}

// row reads the next row, within its limit.
func (r *Reader) row() ([]string, error) {
	r.text.left = maxRowBytes
	cells, err := r.csv.Read()
	if !r.text.over {
		return cells, err
	}
	line := 0
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		line = parse.StartLine
	} else if len(cells) > 0 {
		line, _ = r.csv.FieldPos(0)
	}
	return nil, partner.NewError(partner.CodeNotCustomers,
		fmt.Sprintf("the row in line %d is longer than %d bytes; a quotation mark may be missing", line, maxRowBytes), nil)
}

func (r *Reader) customer(cells []string) (partner.Customer, bool) {
	line, _ := r.csv.FieldPos(0)
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return partner.Customer{}, false // a blank row, as spreadsheets leave at the end
	}
	c := partner.Customer{Relationship: partner.RelationshipUnknown, Standing: partner.StandingImported}
	found := 0
	for i, column := range r.columns {
		if i >= len(cells) || column == ColumnIgnored {
			continue
		}
		cell := strings.TrimSpace(Unguard(cells[i]))
		if !utf8.ValidString(cell) {
			return c, r.reject(line, ReasonNotUTF8, cell)
		}
		if len(cell) > maxCellBytes || utf8.RuneCountInString(cell) > maxNameRunes {
			return c, r.reject(line, ReasonTooLong, cell)
		}
		found++
		switch column {
		case ColumnID:
			c.ID = partner.CustomerID(partner.NormaliseGUID(cell))
		case ColumnName:
			c.CompanyName = cell
		case ColumnDomain:
			c.Domain = strings.ToLower(cell)
		case ColumnRelationship:
			c.Relationship = relationshipOf(cell)
		}
	}
	switch {
	case found < 2:
		return c, r.reject(line, ReasonColumns, strings.Join(cells, " "))
	case !partner.ValidGUID(string(c.ID)):
		return c, r.reject(line, ReasonID, string(c.ID))
	case c.CompanyName == "":
		return c, r.reject(line, ReasonName, string(c.ID))
	}
	return c, true
}

func (r *Reader) reject(line int, reason Reason, cell string) bool {
	if len(cell) > 80 {
		cell = strings.ToValidUTF8(cell[:80], "")
	}
	r.Rejected = append(r.Rejected, Rejected{Line: line, Reason: reason, Cell: cell})
	return false
}

func columnsOf(headings []string) ([]Column, error) {
	columns := make([]Column, len(headings))
	seen := make(map[Column]bool)
	for i, heading := range headings {
		column := columnOf(Unguard(heading))
		if seen[column] {
			column = ColumnIgnored
		}
		columns[i] = column
		seen[column] = true
	}
	if !seen[ColumnID] || !seen[ColumnName] {
		return nil, partner.NewError(partner.CodeNotCustomers,
			"the first row does not name the columns Microsoft ID and Company name; if it does in another language, say their order with --columns", nil)
	}
	return columns, nil
}

// kindOf names what a file is that is certainly no CSV, or gives "".
func kindOf(head []byte) string {
	if len(head) == 0 {
		return "an empty file"
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, utf8BOM), " \t\r\n")
	for _, kind := range []struct{ magic, name string }{
		{"PK\x03\x04", "an Excel workbook or zip file; save it as CSV first"},
		{"\x1f\x8b", "a gzip file; unpack it first"},
		{"\xd0\xcf\x11\xe0", "an old Excel workbook; save it as CSV first"},
		{"%PDF", "a PDF document"},
		{"<", "an HTML or XML page; the download may have been a sign-in page"},
		{"{", "a JSON document"},
		{"[", "a JSON document"},
	} {
		if bytes.HasPrefix(trimmed, []byte(kind.magic)) {
			return kind.name
		}
	}
	return ""
}

// decoderOf finds the encoding: by the byte-order mark, or by where the zero
// bytes of Latin headings stand.
func decoderOf(head []byte) *encoding.Decoder {
	order := unicode.LittleEndian
	switch {
	case bytes.HasPrefix(head, []byte("\xFE\xFF")), len(head) > 3 && head[0] == 0 && head[1] != 0:
		order = unicode.BigEndian
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), len(head) > 3 && head[0] != 0 && head[1] == 0:
	default:
		return encoding.Nop.NewDecoder()
	}
	return unicode.UTF16(order, unicode.UseBOM).NewDecoder()
}
