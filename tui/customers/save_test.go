package customers_test

import (
	"context"
	"strings"
	"testing"

	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/tuitest"
)

func TestTheListIsWrittenAsItIsAsked(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	var asked []partner.ListQuery
	var format customers.FileFormat
	var fails error
	d.SaveList = func(_ context.Context, q partner.ListQuery, as customers.FileFormat) (string, error) {
		asked, format = append(asked, q), as
		return "/home/anna/customers.csv", fails
	}
	h := tuitest.NewHost(t, customers.New(d), 80, 24)
	h.Press("f")
	h.Type("country:de")
	h.Press("enter", "ctrl+s")
	has(t, h, "Write the list to a file?", "In it: country:de", "2 customers")
	has(t, h, "Write no file")
	if strings.Contains(strings.Join(h.Lines(), "\n"), "Leave everything as it is") {
		t.Error("the no of writing a file speaks of everything")
	}
	h.Press("enter")
	if len(asked) > 0 {
		t.Fatal("enter wrote the list")
	}
	h.Press("ctrl+s", "down", "enter")
	if len(asked) != 1 || asked[0].Filter != "country:de" || format != customers.FileCSV {
		t.Errorf("asked for %+v as %s", asked, format)
	}
	if n := notices(h); !strings.Contains(n[len(n)-1].Text, "Written to /home/anna/customers.csv") {
		t.Errorf("told %v", n)
	}
	fails = partner.NewError(partner.CodeFile, "", nil)
	h.Press("ctrl+s", "down", "down", "enter")
	if n := notices(h); strings.Contains(n[len(n)-1].Text, "Written") || format != customers.FileJSON {
		t.Errorf("told %v about a failure as %s", n[len(n)-1], format)
	}
}

// TestNobodyIsNotWritten: a list in which nobody is leads to no file, and to no
// question about one.
func TestNobodyIsNotWritten(t *testing.T) {
	for name, c := range map[string]struct {
		nobody bool // the profile has no customers
		keys   []string
		why    string
	}{
		"no customers": {nobody: true, why: "No customers yet."},
		"search":       {keys: []string{"/", "z", "z", "z", "enter"}, why: `No customer fits "zzz".`},
		"filter":       {keys: []string{"f", "t", "a", "g", ":", "x", "y", "enter"}, why: `No customer fits the filter "tag:xy".`},
	} {
		t.Run(name, func(t *testing.T) {
			s := tuitest.Sample()
			if c.nobody {
				s = &tuitest.Store{}
			}
			d, written := deps(s), 0
			d.SaveList = func(context.Context, partner.ListQuery, customers.FileFormat) (string, error) {
				written++
				return "/home/anna/customers.csv", nil
			}
			h := tuitest.NewHost(t, customers.New(d), 80, 24)
			h.Press(append(c.keys, "ctrl+s")...)
			n := notices(h)
			if len(n) == 0 || n[len(n)-1].Text != c.why {
				t.Errorf("told %v", n)
			}
			if h.Press("down", "enter"); written > 0 {
				t.Error("a file without customers was written")
			}
		})
	}
}
