package customerscsv

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

// endless gives the same bytes over and over, and counts them.
type endless struct {
	text string
	n    int
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		n += copy(p[n:], e.text[(e.n+n)%len(e.text):])
	}
	e.n += n
	return n, nil
}

// TestARowHasALimit: a quotation mark that is never closed, or a line that never
// ends, does not bring a whole file into memory, and the error names the line.
func TestARowHasALimit(t *testing.T) {
	head := "Microsoft ID,Company name,Primary domain name,Relationship\n" + first + ",\"Adventure\nWorks\",adventure-works.de,\n\n"
	for name, c := range map[string]struct{ before, rest, want string }{
		"quotation mark":     {head + second + ",\"Fabrikam", " AG,fabrikam.de,Advisor\n", "the row in line 5 is longer than 1048576 bytes"},
		"long line":          {head, "a,b;c ", "the row in line 5 is longer than 1048576 bytes"},
		"stray mark":         {head + "a\"", "b", "the row in line 5 is longer than 1048576 bytes"},
		"headings":           {"\"Microsoft ID", ",Company name\n", "the row in line 1 is longer than 1048576 bytes"},
		"headings on a line": {"", "Microsoft ID,", "the row in line 1 is longer than 1048576 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			file := &endless{text: c.rest}
			taken, err := 0, error(nil)
			r, err := NewReader(io.LimitReader(io.MultiReader(strings.NewReader(c.before), file), 64<<20), nil)
			if err == nil {
				for _, err = range r.All() {
					if err == nil {
						taken++
					}
				}
			}
			runtime.ReadMemStats(&after)
			if partner.CodeOf(err) != partner.CodeNotCustomers || !strings.Contains(err.Error(), c.want) {
				t.Errorf("ended with %v", err)
			}
			if want := strings.Count(c.before, first); taken != want || file.n > 2*maxRowBytes || after.TotalAlloc-before.TotalAlloc > 128<<20 {
				t.Errorf("%d rows taken of %d, %d bytes read, %d allocated", taken, want, file.n, after.TotalAlloc-before.TotalAlloc)
			}
		})
	}
	long := strings.Repeat("x", maxRowBytes-200) // a row up to the limit is refused for its cell alone
	customers, rejected, err := read(t, []byte(head+second+","+long+",fabrikam.de,\n"+second+",Fabrikam AG,fabrikam.de,\n"), nil)
	if err != nil || len(customers) != 2 || len(rejected) != 1 || rejected[0].Reason != ReasonTooLong {
		t.Errorf("%d customers, %+v, %v", len(customers), rejected, err)
	}
}
