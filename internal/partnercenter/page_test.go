package partnercenter

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

// readAll follows the pages to the end, through a new text each time, as a
// refresh that is resumed after each page would.
func readAll(d *desk, size int) (ids []partner.CustomerID, err error) {
	for next := ""; ; {
		var customers []partner.Customer
		if customers, next, err = d.read(size, next); err != nil {
			return ids, err
		}
		for _, c := range customers {
			ids = append(ids, c.ID)
		}
		if next == "" {
			return ids, nil
		}
	}
}

func TestPagesFollowBothLinkForms(t *testing.T) {
	const odd = "AQAAAA==,a/b+c%2F~"
	for _, prefix := range []string{"/customers", "/v1/customers", "customers", "ABSOLUTE/v1/customers"} {
		t.Run(prefix, func(t *testing.T) {
			var asked []string
			var d *desk
			d = newDesk(t, func(w http.ResponseWriter, r *http.Request) {
				asked = append(asked, r.RequestURI+" "+r.Header.Get("MS-ContinuationToken"))
				if r.Header.Get("Authorization") != "Bearer "+canary {
					t.Error("no token")
				}
				if r.Header.Get("X-Evil") != "" {
					t.Error("a foreign header was taken from the link")
				}
				uri := strings.Replace(prefix, "ABSOLUTE", d.server.URL, 1) + "?size=2&seekOperation=Next&f=%7b%22a%22"
				switch len(asked) {
				case 1:
					send(w, 200, list(nextLink(uri, odd), row(1), row(2)))
				case 2: // the other spelling of the header's name, and a header that is not ours to send
					send(w, 200, list(fmt.Sprintf(`{"uri":%q,"method":"get","headers":[{"key":"ms-continuationtoken","value":"2"},{"key":"X-Evil","value":"1"}]}`, uri), row(2), row(3)))
				default:
					send(w, 200, "\xEF\xBB\xBF"+list("null", row(4)))
				}
			})
			ids, err := readAll(d, 2)
			if err != nil {
				t.Fatal(err)
			}
			want := []string{
				"/v1/customers?size=2 ",
				"/v1/customers?size=2&seekOperation=Next&f=%7b%22a%22 " + odd,
				"/v1/customers?size=2&seekOperation=Next&f=%7b%22a%22 2",
			}
			if diff := cmp.Diff(want, asked); diff != "" {
				t.Error(diff)
			}
			if len(ids) != 5 {
				t.Errorf("read %v", ids)
			}
		})
	}
}

func TestLinksToElsewhereAreRefused(t *testing.T) {
	var strangers atomic.Int64
	evil := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strangers.Add(1) }))
	defer evil.Close()
	port := evil.URL[strings.LastIndex(evil.URL, ":"):]
	uris := map[string]string{
		"other host":       evil.URL + "/v1/customers",
		"other port":       "http://127.0.0.1" + port + "/v1/customers",
		"no scheme":        "//127.0.0.1" + port + "/v1/customers",
		"https":            "https://OURS/v1/customers",
		"user info":        "http://user:pw@OURS/v1/customers",
		"look-alike":       "http://OURS@127.0.0.1" + port + "/v1/customers",
		"backslash":        `\\127.0.0.1` + port + `\v1`,
		"climbs":           "/v1/../admin",
		"climbs encoded":   "/v1/%2e%2e/admin",
		"slash encoded":    "/v1/..%2fadmin",
		"double slash":     "/v1//customers",
		"opaque":           "mailto:a@b",
		"script":           "javascript:alert(1)",
		"space":            "/customers?a b",
		"line feed":        "/customers?a\nX: 1",
		"empty":            "",
		"fragment":         "/customers#x",
		"broken escape":    "/customers%zz",
		"not ASCII":        "/customers?ö",
		"other method":     "METHOD",
		"token with break": "TOKEN",
	}
	for name, uri := range uris {
		t.Run(name, func(t *testing.T) {
			asked := 0
			var d *desk
			d = newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
				asked++
				link := nextLink(strings.ReplaceAll(uri, "OURS", strings.TrimPrefix(d.server.URL, "http://")), "t")
				switch uri {
				case "METHOD":
					link = `{"uri":"/customers","method":"DELETE"}`
				case "TOKEN":
					link = nextLink("/customers", "a\r\nAuthorization: x")
				}
				send(w, 200, list(link, row(1)))
			})
			_, err := readAll(d, 2)
			failsWith(t, err, partner.CodeBadAnswer)
			if asked != 1 {
				t.Errorf("%d requests", asked)
			}
		})
	}
	if n := strangers.Load(); n != 0 {
		t.Errorf("another server was asked %d times", n)
	}
}

func TestRedirectsToElsewhereAreRefused(t *testing.T) {
	var strangers atomic.Int64
	evil := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strangers.Add(1) }))
	defer evil.Close()
	var d *desk
	for name, to := range map[string]string{
		"other port": evil.URL + "/v1/customers",
		"localhost":  strings.Replace(evil.URL, "127.0.0.1", "localhost", 1),
		"user info":  "http://a:b@OURS/v1/customers",
		"https":      "https://OURS/v1/customers",
		"itself":     "/v1/customers?size=2",
		"with token": evil.URL + "/" + canary,
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			d = newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
				asked++
				w.Header().Set("Location", strings.ReplaceAll(to, "OURS", strings.TrimPrefix(d.server.URL, "http://")))
				w.WriteHeader(http.StatusTemporaryRedirect)
			})
			_, err := readAll(d, 2)
			failsWith(t, err, partner.CodeBadAnswer)
			if asked > maxRedirects {
				t.Errorf("%d requests", asked)
			}
		})
	}
	if n := strangers.Load(); n != 0 {
		t.Errorf("another server was asked %d times", n)
	}
	d = newDesk(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/customers" {
			http.Redirect(w, r, "/v1/moved", http.StatusFound)
			return
		}
		send(w, 200, list("", row(1)))
	})
	if ids, err := readAll(d, 2); err != nil || len(ids) != 1 {
		t.Errorf("a redirect on the same host gave %v, %v", ids, err)
	}
}

func TestListsThatAreNone(t *testing.T) {
	bad := []string{`{}`, `{"items":{}}`, `{"items":"x"}`, `{"items":5}`, `{"totalCount":1}`, `{"items":[` + row(1) + `],"links":[]}`,
		`{"items":[],"links":"x"}`, `{"items":[],"links":{"next":"/customers?a"}}`, `{"items":[],"links":{"next":{}}}`,
		`{"items":[],"links":{"next":{"uri":5}}}`, `{"items":[],"links":{"next":[]}}`,
		`{"items":[`, `{"items":[}`, `"x"`, `5`, `null`, ``, ` `, "\xEF\xBB\xBF", `<html>sign in to the hotel</html>`, `{"items":[]} trailing`,
		strings.Repeat(`{"a":`, 20_000), strings.Repeat(`[`, 20_000)}
	for _, body := range bad {
		d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) { send(w, 200, body) })
		_, err := readAll(d, 2)
		if partner.CodeOf(err) != partner.CodeBadAnswer {
			t.Errorf("%.60q gave %v", body, err)
		} else if failsWith(t, err, partner.CodeBadAnswer).CorrelationID == "" {
			t.Errorf("%.60q has no correlation id", body)
		}
	}
	good := map[string]int{
		`{"items":[]}`: 0, `{"items":null,"totalCount":0,"links":null}`: 0, `[]`: 0, `[` + row(1) + `]`: 1,
		`{"items":[null,5,"x",[],{},{"id":7},` + row(1) + `,{"id":"nobody"}]}`:                         1,
		`{"items":[` + row(1) + `,` + row(1) + `]}`:                                                    1,
		`{"totalCount":"many","items":[` + row(1) + `],"links":{"next":null},"surprise":{"a":[1,{}]}}`: 1,
	}
	for body, want := range good {
		d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) { send(w, 200, body) })
		if ids, err := readAll(d, 2); err != nil || len(ids) != want {
			t.Errorf("%.60q gave %v, %v", body, ids, err)
		}
	}
}

func TestPagesThatNeverEnd(t *testing.T) {
	d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
		send(w, 200, list(nextLink("/customers?size=2&seekOperation=Next", "same"), row(1)))
	})
	ids, err := readAll(d, 2)
	failsWith(t, err, partner.CodeBadAnswer)
	if len(ids) != 1 {
		t.Errorf("%d pages before the repetition was seen", len(ids))
	}
	n := 0
	d = newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
		n++
		send(w, 200, list(nextLink("/customers/x/subscriptions", fmt.Sprint("t", n%3)), `{"id":"a"}`))
	})
	_, err = d.Subscriptions(context.Background(), contoso)
	failsWith(t, err, partner.CodeBadAnswer)
	if n > maxListPages {
		t.Errorf("%d requests", n)
	}
}

func TestStoredPlacesAreNotTrusted(t *testing.T) {
	asked := 0
	d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) { asked++; send(w, 200, list("")) })
	enc := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	for _, s := range []string{"x", "!!", enc("{}"), enc("[]"), enc(`{"p":"http://evil.example/v1/"}`),
		enc(`{"p":"/v1/../x"}`), enc(`{"p":"//evil.example/v1/x"}`), enc(`{"p":"/v1/customers","t":"a\r\nb"}`),
		enc(`{"p":""}`), enc(`{"p":5}`),
		strings.Repeat("A", maxCursor+1), enc(`{"p":"/v1/customers","t":"` + strings.Repeat("a", maxContinuation+1) + `"}`)} {
		_, _, err := d.CustomersPage(context.Background(), 2, s)
		failsWith(t, err, partner.CodeInvalidInput)
	}
	if asked != 0 {
		t.Errorf("%d requests", asked)
	}
	at := cursor{Path: "/v1/customers?size=2", Token: "a,b/c="}
	if back, err := d.parseCursor(at.String()); err != nil || back != at {
		t.Errorf("%v came back as %v, %v", at, back, err)
	}
}

func TestCustomerRows(t *testing.T) {
	d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
		send(w, 200, list("",
			`{"ID":"11111111-0000-4000-8000-000000000000","id":"0C39D6D5-C70D-4C55-BC02-F620844F3FD1","Id":"22222222-0000-4000-8000-000000000000",
			  "companyProfile":{"companyName":"康特索","CompanyName":"Evil","domain":"contoso.com","DOMAIN":"evil.com"},"relationshipToPartner":"future_kind"}`,
			`{"companyprofile":{"TenantId":"{22222222-0000-4000-8000-00000000000A}","COMPANYNAME":"Fabrikam \ud800"},"RelationshipToPartner":3}`,
			`{"id":"33333333-0000-4000-8000-000000000000","companyProfile":null,"relationshipToPartner":null}`))
	})
	got, next, err := d.read(0, "")
	if err != nil || next != "" {
		t.Fatal(next, err)
	}
	want := []partner.Customer{
		{ID: contoso, CompanyName: "康特索", Domain: "contoso.com", Relationship: "future_kind", Standing: partner.StandingListed},
		{ID: "22222222-0000-4000-8000-00000000000a", CompanyName: "Fabrikam \uFFFD", Relationship: "3", Standing: partner.StandingListed},
		{ID: "33333333-0000-4000-8000-000000000000", Standing: partner.StandingListed},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
