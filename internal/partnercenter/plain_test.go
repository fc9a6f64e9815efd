package partnercenter

import (
	"bytes"
	"context"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

// sameAsThorough fails unless a body that is read in two goes is read as readPage
// reads it, and reports whether all of it was plain.
func sameAsThorough(t *testing.T, c *Client, body []byte) bool {
	t.Helper()
	p := plain{body: bytes.Clone(body), foreign: map[string]bool{}}
	if p.page(); p.odd {
		return false
	}
	next, err := c.follow(p.links, cursor{})
	var rows []customerRow
	if err == nil {
		rows, err = p.customers(c, cursor{})
	}
	want, wantErr := readPage[customerRow](c, bytes.Clone(body), cursor{})
	if partner.CodeOf(err) != partner.CodeOf(wantErr) {
		t.Fatalf("%s\nerror %v, want %v", body, err, wantErr)
	}
	if err == nil && (next != want.next || !reflect.DeepEqual(customersOf(rows), customersOf(want.items))) {
		t.Fatalf("%s\n%+v, then %v\nwant %+v", body, rows, next, want)
	}
	return !p.odd
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
		in(`{"id":"0C39D6D5-c70d-4c55-bc02-f620844f3fd1","companyProfile":{"companyName":"A \u0026 B\n上海"}}`):                                                            true,
		in(`{"companyProfile":{"domain":"a"},"companyProfile":{"companyName":"` + "\xff" + `"}}`):                                                                        true,
		in(`{"id":"0c39d6d5-c70d-4c55-bc02-f620844f3fd1","relationshipToPartner":"a\\nb"},{"id":"1c39d6d5-c70d-4c55-bc02-f620844f3fd1","relationshipToPartner":"a\nb"}`): true,
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

// TestNextPlaceComesBeforeThePageIsRead: also where the page turns out to need the
// thorough reading, or not to be readable.
func TestNextPlaceComesBeforeThePageIsRead(t *testing.T) {
	for name, last := range map[string]string{
		"plain":      row(99),
		"odd":        `{"ID":"00000099-0000-4000-8000-000000000000","companyProfile":null}`,
		"unreadable": `{"id":}`,
	} {
		t.Run(name, func(t *testing.T) {
			rows := []string{last}
			for i := range 98 {
				rows = append(rows, row(i+1))
			}
			d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set(headerCorrelation, "c0ffee")
				send(w, 200, list(nextLink("/customers?size=99&seekOperation=Next", "AQAAAA=="), rows...))
			})
			read, next, err := d.CustomersPage(context.Background(), 99, "")
			if err != nil {
				t.Fatal(err)
			}
			if at, err := d.parseCursor(next); err != nil || at.Token != "AQAAAA==" {
				t.Fatalf("%+v, %v", at, err)
			}
			customers, err := read()
			if name == "unreadable" {
				if e := failsWith(t, err, partner.CodeBadAnswer); e.CorrelationID != "c0ffee" {
					t.Errorf("correlation id %q", e.CorrelationID)
				}
				return
			}
			if err != nil || len(customers) != 99 || customers[0].ID != "00000099-0000-4000-8000-000000000000" {
				t.Errorf("%d customers, %v", len(customers), err)
			}
		})
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{list(nextLink("/customers?size=2", "t"), row(1)), `{"items":[]}`, `{"items":[{"id":"x","ID":"y"}],"links":null}`} {
		f.Add([]byte(s))
	}
	c := fuzzClient(f)
	f.Fuzz(func(t *testing.T, body []byte) { sameAsThorough(t, c, body) })
}
