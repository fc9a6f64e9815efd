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
	has(t, h, "Write the list to a file?", "In it: country:de")
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
