package partnercenter

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

// customersOf gives what a page is read as.
func customersOf(p page[customerRow]) (all []partner.Customer) {
	for i := range p.items {
		all = append(all, p.items[i].customer())
	}
	return all
}

// sameAsThorough fails unless a body that is read in one go is read as readPage
// reads it, and reports whether it was.
func sameAsThorough(t *testing.T, c *Client, body []byte) bool {
	t.Helper()
	p := plain{body: body}
	if p.page(); p.odd {
		return false
	}
	got := page[customerRow]{items: p.rows}
	var gotErr, wantErr error
	got.next, gotErr = c.follow(p.links, cursor{})
	want, wantErr := readPage[customerRow](c, append([]byte{}, body...), cursor{})
	if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
		t.Fatalf("%s\nerror %v, want %v", body, gotErr, wantErr)
	}
	if gotErr == nil && (got.next != want.next || !reflect.DeepEqual(customersOf(got), customersOf(want))) {
		t.Fatalf("%s\n%+v\nwant %+v", body, got, want)
	}
	return true
}

func TestPlainPages(t *testing.T) {
	c := fuzzClient(t)
	in := func(row string) string { return list(nextLink("/customers?size=2", "AQAAAA=="), row) }
	for body, isPlain := range map[string]bool{
		in(row(1)):                  true,
		list("null"):                true,
		list("", row(7)):            true,
		`{"items":[]}`:              true,
		`{"items":[]} x`:            false,
		"{\"items\":[]}\x00":        false,
		`[]`:                        false,
		`{"links":{}}`:              false,
		`{"items":[],"items":[{}]}`: false,
		`{"Items":[],"items":[{}]}`: false,
		`{"items":[null]}`:          false,
		`{"items":[{},]}`:           false,
		`{"items":[],"links":5}`:    true,
		`{"items":[],"links":{"next":{"uri":"//evil/"}}}`:            true,
		`{"items":[],"n":[1,-2.5e3,true,null,{"a":["b"]}]}`:          true,
		`{"items":[],"n":01}`:                                        false,
		`{"items":[],"n":"` + "\t" + `"}`:                            false,
		`{"items":[],"n":"\x"}`:                                      false,
		`{"items":[],"n":` + strings.Repeat("[", 99):                 false,
		in(`{"id":"x","id":"0c39d6d5-c70d-4c55-bc02-f620844f3fd1"}`): true,
		in(`{"id":"0C39D6D5-c70d-4c55-bc02-f620844f3fd1","companyProfile":{"companyName":"A \u0026 B\n上海"}}`): true,
		in(`{"companyProfile":{"domain":"a"},"companyProfile":{"companyName":"` + "\xff" + `"}}`):             true,
		in(`{"id":5}`):                              false,
		in(`{"ID":"x"}`):                            false,
		in(`{"\u0069d":"x"}`):                       false,
		in(`{"companyProfile":null}`):               false,
		in(`{"companyProfile":{"Domain":"x"}}`):     false,
		in(`{"relationshipToPartner":5}`):           false,
		in(`{"relationshipToPartner":"reseller"}}`): false,
	} {
		if got := sameAsThorough(t, c, []byte(body)); got != isPlain {
			t.Errorf("plain is %v: %s", got, body)
		}
	}
	whole := []byte(list(nextLink("/customers?size=2", "t"), row(1), row(2)))
	for i := range whole { // a page whose end is missing, or with one byte changed
		sameAsThorough(t, c, whole[:i])
		for _, b := range []byte("x\"\\ ,}]{[0\x00\xff") {
			damaged := append([]byte{}, whole...)
			damaged[i] = b
			sameAsThorough(t, c, damaged)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{list(nextLink("/customers?size=2", "t"), row(1)), `{"items":[]}`, `{"items":[{"id":"x","ID":"y"}],"links":null}`} {
		f.Add([]byte(s))
	}
	c := fuzzClient(f)
	f.Fuzz(func(t *testing.T, body []byte) { sameAsThorough(t, c, body) })
}
