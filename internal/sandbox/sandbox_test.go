package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

var testTime = time.Date(2026, 8, 20, 10, 0, 0, 0, time.UTC)

func open(t *testing.T, o Options) *Server {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = func() time.Time { return testTime }
	}
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fetch makes a call and gives the status, the headers and the body.
func fetch(t *testing.T, s *Server, path string, headers ...string) (int, http.Header, []byte) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, s.URL()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.Token())
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, body
}

// read makes a call that succeeds and reads its body into value.
func read(t *testing.T, s *Server, path string, value any, headers ...string) {
	t.Helper()
	status, _, body := fetch(t, s, path, headers...)
	if status != 200 {
		t.Fatalf("GET %s: %d %s", path, status, body)
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(body), "\uFEFF")), value); err != nil {
		t.Fatalf("GET %s: %v in %s", path, err, body)
	}
}

func requestLink(t *testing.T, s *Server) string {
	t.Helper()
	var r relationshipRequest
	read(t, s, "/v1/customers/relationshiprequests", &r)
	return r.URL
}

// visitor is a customer's browser without a screen.
type visitor struct {
	t      *testing.T
	s      *Server
	client *http.Client
	csrf   string
	query  string // of the invitation
}

func visit(t *testing.T, s *Server, link string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{t: t, s: s, client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	v.query = u.RawQuery
	_, body := v.get("/practice/sign-in?" + v.query)
	if found := regexp.MustCompile(`name="csrf" value="([0-9a-f]+)"`).FindStringSubmatch(body); found != nil {
		v.csrf = found[1]
	}
	return v
}

func (v *visitor) get(path string) (int, string) {
	v.t.Helper()
	answer, err := v.client.Get(v.s.URL() + path)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// post sends a form and gives the status, the address that follows and the page.
func (v *visitor) post(path string, fields ...string) (status int, next, page string) {
	v.t.Helper()
	form := url.Values{"csrf": {v.csrf}, "invitation": {v.query}}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	answer, err := v.client.PostForm(v.s.URL()+path, form)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer.StatusCode, answer.Header.Get("Location"), string(body)
}

// accept does all that accepting takes for an organization with a complete
// billing profile.
func (v *visitor) accept(tenantID string) {
	v.t.Helper()
	status, next, page := v.post("/practice/answer", "tenant", tenantID, "role", roleGlobal, "answer", "accept", "authorize", "yes", "agreement", "yes")
	if status != 303 || !strings.HasPrefix(next, "/practice/result?") {
		v.t.Fatalf("accepting: %d %s %s", status, next, page)
	}
	if status, page := v.get(next); status != 200 || !strings.Contains(page, "press r") {
		v.t.Fatalf("result: %d %s", status, page)
	}
}

func prospectID(i int) string { return newWorld(usualSeed, usualCustomers).prospect(i).id }

func TestAcceptedCustomerAppearsInTheList(t *testing.T) {
	s := open(t, Options{})
	link := requestLink(t, s)
	if want := s.URL() + "/Adminportal/Home?invType=ResellerRelationship&partnerId="; !strings.HasPrefix(link, want) {
		t.Fatalf("link %s does not start with %s", link, want)
	}
	v := visit(t, s, link)
	v.accept(prospectID(0))
	var list collection[customerItem]
	read(t, s, "/v1/customers?size=500", &list)
	if len(list.Items) != 31 || list.Items[30].CompanyProfile.CompanyName != "Fabrikam AG" {
		t.Fatalf("%d customers, the last is %+v", len(list.Items), list.Items[len(list.Items)-1])
	}
	var users collection[userBody]
	read(t, s, "/v1/customers/"+prospectID(0)+"/users", &users)
	if len(users.Items) == 0 {
		t.Fatal("the new customer has no users")
	}
	var licenses collection[licenseItem]
	read(t, s, "/v1/customers/"+prospectID(0)+"/users/"+users.Items[0].ID+"/licenses", &licenses)
	if len(licenses.Items) != 1 {
		t.Fatalf("licenses: %+v", licenses)
	}
}
