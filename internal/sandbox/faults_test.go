package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// struck asks a practice center with faults, without following redirects.
func struck(t *testing.T, s *Server, path string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, s.URL()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.Token())
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err.Error()
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	return answer, string(body)
}

// TestFaultBodies: each fault looks as the package comment says.
func TestFaultBodies(t *testing.T) {
	const list = "/v1/customers?size=2"
	for _, c := range []struct {
		fault, path string
		status      int
		header      string
		body        string // a part of it
	}{
		{"code=900308", list, 403, "", `"code":"900308"`},
		{"code=1000", list, 404, "", `"code":1000`},
		{"code=400072", list, 200, "", `"code":"400072"`},
		{"code=123456:status=418", list, 418, "", `"code":"123456"`},
		{"expired", list, 401, "Www-Authenticate", ""},
		{"step-up", list, 401, "Www-Authenticate", ""},
		{"long-error", list, 400, "", `"errorMessageExtended"`},
		{"login-page", list, 200, "Content-Type", "Sign in"},
		{"text", list, 200, "", "moved"},
		{"deep", list, 200, "", "[[[["},
		{"huge-number", list, 200, "", "99999"},
		{"flood", list, 200, "X-Practice-299", "items"},
		{"bom", list, 200, "", "\xEF\xBB\xBF{"},
		{"repeat", list, 200, "", `"AAAA=="`},
		{"no-end", list, 200, "", `"items":[]`},
		{"duplicate", list, 200, "", `"items"`},
		{"vanish", list, 200, "", `"items":[]`},
		{"no-items", list, 200, "", `"items":null`},
		{"odd-rows", list, 200, "", `null,{}`},
		{"odd-total", "/v1/customers?size=5", 200, "", `"totalCount":1}`},
		{"next=evil.example", list, 200, "", "https://evil.example/v1/customers"},
		{"redirect=evil.example", list, 307, "Location", ""},
		{"drip=10ms", list, 200, "", `"items"`},
		{"503:retry-date=30s", list, 503, "Retry-After", ""},
		{"429:retry-date=-1h:skew=72h", list, 429, "Retry-After", "exceeded."},
		{"500:method=PATCH", list, 200, "", `"items"`},
		{"500:method=GET:path=/v1/profiles", list, 200, "", `"items"`},
		{"500:path=/v1/*$", list, 500, "", ""},
		{"500:path=/v1/*$", "/v1/profiles/mpn", 200, "", ""},
		{"500:path=/v1/*/m", "/v1/profiles/mpn", 500, "", ""},
		{"500:path=/v1/customers$", list, 500, "", ""},
	} {
		t.Run(c.fault, func(t *testing.T) {
			answer, body := struck(t, open(t, Options{Faults: c.fault}), c.path)
			if answer == nil || answer.StatusCode != c.status || !strings.Contains(body, c.body) {
				t.Fatalf("%.200q", body)
			}
			if c.header != "" && answer.Header.Get(c.header) == "" {
				t.Errorf("no %s", c.header)
			}
		})
	}
}

// TestFaultDates: a date is told by the clock of the service.
func TestFaultDates(t *testing.T) {
	answer, _ := struck(t, open(t, Options{Faults: "429:retry-date=30s:skew=72h"}), "/v1/customers")
	theirs, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil || time.Until(theirs) < 71*time.Hour {
		t.Errorf("their clock shows %v, %v", theirs, err)
	}
	after, err := http.ParseTime(answer.Header.Get("Retry-After"))
	if wait := after.Sub(theirs); err != nil || wait < 29*time.Second || wait > 31*time.Second {
		t.Errorf("%v after that, %v", wait, err)
	}
}

// TestFaultChance: the dice fall the same way each time for a seed.
func TestFaultChance(t *testing.T) {
	throw := func(spec string) (fell string) {
		s := open(t, Options{Faults: spec})
		for range 40 {
			answer, _ := struck(t, s, "/v1/profiles/mpn")
			fell += map[bool]string{true: "x", false: "."}[answer.StatusCode == http.StatusInternalServerError]
		}
		return fell
	}
	one, again, other := throw("500:chance=30:seed=7"), throw("500:chance=30:seed=7"), throw("500:chance=30:seed=8")
	if n := strings.Count(one, "x"); one != again || one == other || n < 4 || n > 24 {
		t.Errorf("\n%s\n%s\n%s", one, again, other)
	}
}

// TestDuplicates: the first customer comes again on each page.
func TestDuplicates(t *testing.T) {
	s := open(t, Options{Faults: "duplicate"})
	_, body := struck(t, s, "/v1/customers?size=2")
	var page struct {
		Items []struct{ ID string }
	}
	if err := json.Unmarshal([]byte(body), &page); err != nil || len(page.Items) != 3 || page.Items[0].ID != page.Items[2].ID {
		t.Errorf("%v %+v", err, page)
	}
}

// TestEveryCodeIsServed: what the table holds has the status that it names.
func TestEveryCodeIsServed(t *testing.T) {
	for code, known := range documentedCodes {
		f, err := parseFault("code=" + code)
		if err != nil || f.status != known.status || known.says == "" {
			t.Errorf("%s: %v, %v", code, f, err)
		}
	}
}

func FuzzFaultSpec(f *testing.F) {
	f.Add("429:retry-after=1:every=5,slow=2s:path=/v1/*/m$")
	f.Add("code=900308:chance=30:seed=7,503:retry-date=-1h:skew=72h,next=www.contoso.com:method=GET")
	f.Fuzz(func(t *testing.T, spec string) {
		parsed, err := parseFaults(spec)
		if err == nil {
			parsed.hits(httptest.NewRequest(http.MethodGet, "/v1/customers", nil))
		}
	})
}
