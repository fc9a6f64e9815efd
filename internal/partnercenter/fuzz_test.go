package partnercenter

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

func fuzzClient(tb testing.TB) *Client {
	base, err := parseBase("https://api.partnercenter.microsoft.com")
	if err != nil {
		tb.Fatal(err)
	}
	return &Client{base: base}
}

// FuzzPage: whatever comes, there is a page, or a bad answer, or a refusal;
// and a next page is on the same host.
func FuzzPage(f *testing.F) {
	for _, s := range []string{list(nextLink("/customers?size=2", "t"), row(1)), `[]`, `{"items":null}`, `{"items":[null,5]}`, `{"id":"x","ID":"y"`,
		`{"items":[{"\u0049d":"x"}],"links":{"next":{"uri":"//evil.example/"}}}`, `{"code":"400072"}`, `{"items":[{"ıd":1,"ſ":2,"K":"\ud800"}]}`} {
		f.Add([]byte(s))
	}
	c := fuzzClient(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := readPage[customerRow](c, append([]byte{}, body...), cursor{Path: "/v1/customers"})
		if err != nil {
			if code := partner.CodeOf(err); code != partner.CodeBadAnswer && code != partner.CodeNotFound {
				t.Fatalf("code %q", code)
			}
			return
		}
		for i := range p.items {
			if id := string(p.items[i].customer().ID); id != "" && !partner.ValidGUID(id) {
				t.Fatalf("id %q", id)
			}
		}
		if p.next != (cursor{}) {
			back, err := c.parseCursor(p.next.String())
			if err != nil || back != p.next {
				t.Fatalf("%v came back as %v, %v", p.next, back, err)
			}
		}
		_, _ = readPage[wireSubscription](c, append([]byte{}, body...), cursor{})
		_, _ = readPage[wireLicense](c, append([]byte{}, body...), cursor{})
		_, _ = decode[wireCustomer](append([]byte{}, body...))
	})
}

// FuzzRefusal: whatever an error body holds, its words are short valid text.
func FuzzRefusal(f *testing.F) {
	for _, s := range []string{`{"code":1,"description":"x"}`, `{"error":{"code":"x"}}`, `{"error":"x"}`, `<html>`, `"words"`, `words`, "[\xff", `{"error":{"error":{"error":7}}}`} {
		f.Add([]byte(s), "Bearer error_description=\"x\"")
	}
	f.Fuzz(func(t *testing.T, body []byte, header string) {
		code, said := readRefusal(append([]byte{}, body...))
		for _, s := range []string{clip(code), clip(said), clip(challenge(header))} {
			if !utf8.ValidString(s) || utf8.RuneCountInString(s) > maxDetail {
				t.Fatalf("%q", s)
			}
		}
		for _, status := range []int{304, 400, 401, 403, 404, 429, 500} {
			if codeFor(status, code, "/v1/customers") == "" {
				t.Fatal("no code")
			}
		}
	})
}

// FuzzCursor: a stored place leads nowhere but below /v1 of the same host.
func FuzzCursor(f *testing.F) {
	c := fuzzClient(f)
	f.Add("/v1/customers?size=2", "token")
	f.Add("https://api.partnercenter.microsoft.com:443/v1/x", "")
	f.Add("//evil.example/v1", "a\nb")
	f.Add("/v1/%2e%2e/%2E./x", "")
	f.Add("customers", ",/=")
	f.Fuzz(func(t *testing.T, path, token string) {
		at, err := c.parseCursor(cursor{Path: path, Token: token}.String())
		if err != nil {
			return
		}
		target, err := c.resolve(at.Path)
		if err != nil {
			t.Fatal("a place was accepted that leads nowhere")
		}
		req, err := http.NewRequest(http.MethodGet, target.String(), nil)
		if err != nil || !sameOrigin(req.URL, c.base) || !strings.HasPrefix(strings.ToLower(req.URL.Path), "/v1/") ||
			strings.Contains(req.URL.Path+"/", "/../") || req.URL.RawQuery != target.RawQuery {
			t.Fatalf("%q leads to %v (%v)", path, target, err)
		}
	})
}

// FuzzValues: dates and numbers never fail, and give nothing impossible.
func FuzzValues(f *testing.F) {
	for _, s := range []string{`"2019-08-26T00:00:00"`, `"9999-12-31T00:00:00Z"`, `null`, `1e400`, `"5"`, `{`, `"\"`, ``} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var (
			m moment
			n number
			s text
		)
		if m.UnmarshalJSON(raw) != nil || n.UnmarshalJSON(raw) != nil || s.UnmarshalJSON(raw) != nil {
			t.Fatal("a value failed")
		}
		if !m.IsZero() && (m.Year() < 1 || m.Year() >= 9999) {
			t.Fatalf("year %d", m.Year())
		}
		_ = retryAfter(http.Header{"Retry-After": {string(raw)}}, string(raw), noon)
	})
}

// TestDocumentedSpellingWins: in every order, with every variant, and nested.
func TestDocumentedSpellingWins(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	variants := []string{`ID`, `Id`, `iD`, `\u0049D`, `I\u0044`}
	for range 5000 {
		members := []string{`"id":"right"`, `"companyProfile":{"COMPANYNAME":"wrong","companyName":"{\"ID\":1}","Companyname":"wrong"}`, `"other":[{"ID":1},"}"]`}
		if random.IntN(5) == 0 {
			members[0] = `"\u0069d":"right"`
		}
		for range random.IntN(4) {
			members = append(members, fmt.Sprintf(`"%s" : "wrong"`, variants[random.IntN(len(variants))]))
		}
		random.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		body := "{" + strings.Join(members, ",") + "}"
		got, err := decode[customerRow]([]byte(body))
		if err != nil || got.ID != "right" || got.Profile.CompanyName != `{"ID":1}` {
			t.Fatalf("%s gave %+v, %v", body, got, err)
		}
		if random.IntN(3) == 0 { // without the documented spelling the other one counts
			var only customerRow
			if only, err = decode[customerRow]([]byte(`{"Id":"x"}`)); err != nil || only.ID != "x" {
				t.Fatalf("%+v, %v", only, err)
			}
		}
	}
	// Nothing but keys is touched.
	before := list(nextLink("/customers", "t"), row(1), row(2))
	after := []byte(before)
	preferExact(after, namesOf(typeOfRow))
	if string(after) != before || !json.Valid(after) {
		t.Error("a body without variants was changed")
	}
}
