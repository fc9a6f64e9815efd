// Package customerscsv reads and writes Partner Center's customers export: the
// columns Microsoft ID, Company name, Primary domain name and Relationship
// (Partner Center, "Manage your customer list"), and what spreadsheets make of
// such a file.
package customerscsv

import (
	"encoding/csv"
	"io"
	"strings"

	"cspdesk/internal/partner"
)

// Column is a column of the export.
type Column string

// The columns, in the order in which Partner Center exports them.
const (
	ColumnID           Column = "id"
	ColumnName         Column = "name"
	ColumnDomain       Column = "domain"
	ColumnRelationship Column = "relationship"
	ColumnIgnored      Column = "-" // any other column
)

// headings are the words of the first row, lower case and without blanks.
var headings = map[string]Column{
	"microsoftid": ColumnID, "companyname": ColumnName, "primarydomainname": ColumnDomain, "relationship": ColumnRelationship,
	"customerid": ColumnID, "customername": ColumnName, "name": ColumnName, "domain": ColumnDomain,
	"primarydomain": ColumnDomain, "domainname": ColumnDomain, "tenantid": ColumnID,
	"公司名称": ColumnName, "主域名": ColumnDomain, "关系": ColumnRelationship,
}

func columnOf(heading string) Column {
	key := strings.ToLower(strings.Join(strings.Fields(heading), ""))
	if column, ok := headings[key]; ok {
		return column
	}
	return ColumnIgnored
}

// ParseColumns reads an order of columns such as "id,name,-,domain", for files
// whose headings are in a language that is not known here. The id and the name
// must be there. Errors have the code invalid-input.
func ParseColumns(text string) ([]Column, error) {
	var columns []Column
	seen := make(map[Column]bool)
	for part := range strings.SplitSeq(text, ",") {
		column := Column(strings.ToLower(strings.TrimSpace(part)))
		switch column {
		case ColumnIgnored:
		case ColumnID, ColumnName, ColumnDomain, ColumnRelationship:
			if seen[column] {
				return nil, partner.NewError(partner.CodeInvalidInput, "column "+string(column)+" is named twice", nil)
			}
			seen[column] = true
		default:
			return nil, partner.NewError(partner.CodeInvalidInput, `column "`+part+`" is not one of id, name, domain, relationship, -`, nil)
		}
		columns = append(columns, column)
	}
	if !seen[ColumnID] || !seen[ColumnName] {
		return nil, partner.NewError(partner.CodeInvalidInput, "the columns id and name must be there", nil)
	}
	return columns, nil
}

var relationships = map[string]partner.Relationship{
	"cloud reseller": partner.RelationshipReseller, "reseller": partner.RelationshipReseller, "云经销商": partner.RelationshipReseller,
	"advisor": partner.RelationshipAdvisor, "none": partner.RelationshipNone, "": partner.RelationshipUnknown,
}

func relationshipOf(cell string) partner.Relationship {
	if r, ok := relationships[strings.ToLower(strings.TrimSpace(cell))]; ok {
		return r
	}
	return partner.Relationship(cell)
}

func relationshipCell(r partner.Relationship) string {
	switch r {
	case partner.RelationshipReseller:
		return "Cloud Reseller"
	case partner.RelationshipAdvisor:
		return "Advisor"
	}
	return string(r)
}

// guarded reports whether a spreadsheet would run the cell as a formula, or
// would if the quotation marks at its start were one fewer.
func guarded(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	return rest != "" && strings.ContainsRune("=+-@\t", rune(rest[0]))
}

var storable = strings.NewReplacer("\x00", "\uFFFD", "\r\n", "\n", "\r", "\n")

// Guard makes a cell harmless in a spreadsheet: a quotation mark before what
// would be a formula, which Unguard takes away again. What cannot stand in a CSV
// file is replaced: zero bytes and what is not UTF-8 by U+FFFD, CR by LF.
func Guard(cell string) string {
	cell = storable.Replace(strings.ToValidUTF8(cell, "\uFFFD"))
	if guarded(cell) {
		return "'" + cell
	}
	return cell
}

// Unguard gives the text of a cell that Guard or a spreadsheet protected, also
// in the form ="text".
func Unguard(cell string) string {
	if strings.HasPrefix(cell, "'") && guarded(cell) {
		return cell[1:]
	}
	if inner, ok := strings.CutPrefix(cell, `="`); ok && strings.HasSuffix(inner, `"`) {
		return strings.ReplaceAll(inner[:len(inner)-1], `""`, `"`)
	}
	return cell
}

// Writer writes customers as Partner Center exports them: UTF-8 with a
// byte-order mark, CRLF, and cells that no spreadsheet runs.
type Writer struct {
	csv *csv.Writer
}

// NewWriter writes the byte-order mark and the headings first.
func NewWriter(w io.Writer) (*Writer, error) {
	if _, err := w.Write([]byte("\xEF\xBB\xBF")); err != nil {
		return nil, partner.NewError(partner.CodeFile, "", err)
	}
	out := &Writer{csv: csv.NewWriter(w)}
	out.csv.UseCRLF = true
	return out, out.row("Microsoft ID", "Company name", "Primary domain name", "Relationship")
}

// Write adds a customer.
func (w *Writer) Write(c partner.Customer) error {
	return w.row(Guard(string(c.ID)), Guard(c.CompanyName), Guard(c.Domain), Guard(relationshipCell(c.Relationship)))
}

// Flush hands everything to the underlying writer.
func (w *Writer) Flush() error {
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return partner.NewError(partner.CodeFile, "", err)
	}
	return nil
}

func (w *Writer) row(cells ...string) error {
	if err := w.csv.Write(cells); err != nil {
		return partner.NewError(partner.CodeFile, "", err)
	}
	return nil
}
