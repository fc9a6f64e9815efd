package customerscsv

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

const (
	first  = "11111111-aaaa-4aaa-8aaa-111111111111"
	second = "22222222-bbbb-4bbb-8bbb-222222222222"
)

func row(id, name, domain string, r partner.Relationship) partner.Customer {
	return partner.Customer{ID: partner.CustomerID(id), CompanyName: name, Domain: domain, Relationship: r, Standing: partner.StandingImported}
}

func read(t *testing.T, text []byte, columns []Column) ([]partner.Customer, []Rejected, error) {
	t.Helper()
	r, err := NewReader(bytes.NewReader(text), columns)
	if err != nil {
		return nil, nil, err
	}
	var customers []partner.Customer
	for c, err := range r.All() {
		if err != nil {
			return customers, r.Rejected, err
		}
		customers = append(customers, c)
	}
	return customers, r.Rejected, nil
}

func utf16Bytes(text string, big, mark bool) []byte {
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	var out []byte
	for _, u := range units {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func TestRead(t *testing.T) {
	export := "Microsoft ID,Company name,Primary domain name,Relationship\r\n" +
		first + ",Adventure Works GmbH,adventure-works.de,Cloud Reseller\r\n" +
		second + ",冒险家科技有限公司,maoxian.example,Advisor\r\n"
	want := []partner.Customer{
		row(first, "Adventure Works GmbH", "adventure-works.de", partner.RelationshipReseller),
		row(second, "冒险家科技有限公司", "maoxian.example", partner.RelationshipAdvisor),
	}
	swap := func(old, replacement string) []byte { return []byte(strings.ReplaceAll(export, old, replacement)) }
	cases := []struct {
		name     string
		text     []byte
		columns  []Column
		want     []partner.Customer
		rejected []Rejected
	}{
		{"as exported", []byte(export), nil, want, nil},
		{"byte-order mark", []byte("\xEF\xBB\xBF" + export), nil, want, nil},
		{"LF", swap("\r\n", "\n"), nil, want, nil},
		{"semicolon", swap(",", ";"), nil, want, nil},
		{"tab", swap(",", "\t"), nil, want, nil},
		{"UTF-16 LE", utf16Bytes(export, false, true), nil, want, nil},
		{"UTF-16 BE", utf16Bytes(export, true, true), nil, want, nil},
		{"UTF-16 LE without a mark", utf16Bytes(export, false, false), nil, want, nil},
		{"UTF-16 BE without a mark", utf16Bytes(export, true, false), nil, want, nil},
		{"another order, one column more, upper case id",
			[]byte("Relationship,Tags,Company name,Microsoft ID\nCloud Reseller,vip,Fabrikam," + strings.ToUpper(first) + "\n"), nil,
			[]partner.Customer{row(first, "Fabrikam", "", partner.RelationshipReseller)}, nil},
		{"quoted newline and comma",
			[]byte("Microsoft ID,Company name\n" + first + ",\"Fabrikam,\nInc.\"\n"), nil,
			[]partner.Customer{row(first, "Fabrikam,\nInc.", "", partner.RelationshipUnknown)}, nil},
		{"guarded cells",
			[]byte("Microsoft ID,Company name,Primary domain name\n" + first + ",'=SUM(A1),'-x.example\n" + second + ",\"=\"\"Fabrikam\"\"\",f.example\n"), nil,
			[]partner.Customer{row(first, "=SUM(A1)", "-x.example", partner.RelationshipUnknown), row(second, "Fabrikam", "f.example", partner.RelationshipUnknown)}, nil},
		{"unknown relationship stays",
			[]byte("Microsoft ID,Company name,Relationship\n" + first + ",Fabrikam,Something New\n"), nil,
			[]partner.Customer{row(first, "Fabrikam", "", "Something New")}, nil},
		{"headings in another language, by position",
			[]byte("Microsoft-ID;Firmenname;Domäne;Beziehung\n" + first + ";Fabrikam AG;fabrikam.de;Reseller\n"),
			[]Column{ColumnID, ColumnName, ColumnDomain, ColumnRelationship},
			[]partner.Customer{row(first, "Fabrikam AG", "fabrikam.de", partner.RelationshipReseller)}, nil},
		{"Chinese headings", []byte("Microsoft ID,公司名称,主域名,关系\n" + first + ",微软,ms.example,云经销商\n"), nil,
			[]partner.Customer{row(first, "微软", "ms.example", partner.RelationshipReseller)}, nil},
		{"rows that are wrong do not end it",
			[]byte("Microsoft ID,Company name\nnot-an-id,Fabrikam\n" + first + ",\n\n,\n" + first + "\n" + first + ",a\"b\n" +
				first + ",\xff\xfe\n" + first + "," + strings.Repeat("x", 300) + "\n" + second + ",Good\n"), nil,
			[]partner.Customer{row(second, "Good", "", partner.RelationshipUnknown)},
			[]Rejected{{2, ReasonID, "not-an-id"}, {3, ReasonName, first}, {6, ReasonColumns, first}, {7, ReasonQuotes, ""},
				{8, ReasonNotUTF8, "\xff\xfe"}, {9, ReasonTooLong, strings.Repeat("x", 80)}}},
		{"headings only", []byte("Microsoft ID,Company name\n"), nil, nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, rejected, err := read(t, c.text, c.columns)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.rejected, rejected); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFilesThatAreNone(t *testing.T) {
	cases := map[string]struct{ text, detail string }{
		"empty":            {"", "an empty file"},
		"HTML":             {"\r\n<!DOCTYPE html><html>", "HTML"},
		"xlsx":             {"PK\x03\x04\x14\x00", "Excel"},
		"xls":              {"\xd0\xcf\x11\xe0\xa1\xb1", "Excel"},
		"gzip":             {"\x1f\x8b\x08\x00", "gzip"},
		"JSON":             {" {\"items\":[]}", "JSON"},
		"JSON list":        {"[1]", "JSON"},
		"PDF":              {"%PDF-1.7", "PDF"},
		"binary":           {"Microsoft ID,Company name\n\x00\x01", "binary"},
		"another CSV":      {"a,b,c\n1,2,3\n", "--columns"},
		"an unclosed cell": {"\"Microsoft ID,Company name\n", "headings"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(t, []byte(c.text), nil)
			if partner.CodeOf(err) != partner.CodeNotCustomers || !strings.Contains(err.Error(), c.detail) {
				t.Errorf("got %v, want not-customers with %q", err, c.detail)
			}
		})
	}
}

func TestOpenWantsARegularFile(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "missing.csv"), os.DevNull} {
		if _, _, err := Open(path, nil); partner.CodeOf(err) != partner.CodeFile {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestParseColumns(t *testing.T) {
	got, err := ParseColumns("Relationship, id,-,name")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Column{ColumnRelationship, ColumnID, ColumnIgnored, ColumnName}, got); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"", "id", "name", "id,name,id", "id,name,colour"} {
		if _, err := ParseColumns(text); partner.CodeOf(err) != partner.CodeInvalidInput {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("=cmd|' /C calc'!A0", "adventure-works.de", "reseller")
	f.Add("''=x", "@x", "advisor")
	f.Add("name\nwith newline", "", "none")
	f.Fuzz(func(t *testing.T, name, domain, relationship string) {
		name = storable.Replace(strings.ToValidUTF8(name, "\uFFFD"))
		want := row(first, name, domain, partner.Relationship(relationship))
		var out bytes.Buffer
		w, err := NewWriter(&out)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(want); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		cells, err := csv.NewReader(bytes.NewReader(out.Bytes()[3:])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range cells[1] {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("the cell %q would run", cell)
			}
		}
		got, _, err := read(t, out.Bytes(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 1 && got[0].CompanyName != strings.TrimSpace(name) && !strings.HasPrefix(name, `="`) {
			t.Errorf("%q came back as %q", name, got[0].CompanyName)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Microsoft ID,Company name\n" + first + ",x\n"))
	f.Add(utf16Bytes("Microsoft ID;Company name\n", true, false))
	f.Fuzz(func(t *testing.T, text []byte) {
		customers, rejected, err := read(t, text, nil)
		if err != nil && partner.CodeOf(err) == partner.CodeInternal {
			t.Errorf("%v has no code", err)
		}
		for _, c := range customers {
			if !partner.ValidGUID(string(c.ID)) || c.CompanyName == "" {
				t.Errorf("taken: %+v", c)
			}
		}
		for _, r := range rejected {
			if r.Line < 1 {
				t.Errorf("rejected without a line: %+v", r)
			}
		}
	})
}

// TestAFileThatIsWrongThroughoutIsGivenUp before what is wrong with it fills the
// memory.
func TestAFileThatIsWrongThroughoutIsGivenUp(t *testing.T) {
	text := "Microsoft ID,Company name\n" + strings.Repeat("x,y\n", maxRejected+1)
	_, rejected, err := read(t, []byte(text), nil)
	if partner.CodeOf(err) != partner.CodeNotCustomers || len(rejected) > maxRejected+1 {
		t.Errorf("%d rows rejected, %v", len(rejected), err)
	}
}
