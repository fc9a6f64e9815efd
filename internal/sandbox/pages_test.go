package sandbox

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
)

func TestDamagedLinks(t *testing.T) {
	s := open(t, Options{})
	w := newWorld(usualSeed, usualCustomers)
	self, provider := w.partner().id, w.providers()[0].id
	good := "invType=ResellerRelationship&partnerId=" + self + "&msppId=0&DAP=false"
	for _, c := range []struct {
		name, query string
		status      int
		problem     string // kind; "" for none
	}{
		{"as documented", good, 200, ""},
		{"the id alone", self, 400, "missing"},
		{"upper case id", "invType=ResellerRelationship&partnerId=" + strings.ToUpper(self) + "&msppId=0&DAP=True", 200, ""},
		{"another order and a tracker", "utm=1&msppId=0&DAP=true&partnerId=" + self + "&invType=ResellerRelationship", 200, ""},
		{"without DAP", "invType=ResellerRelationship&partnerId=" + self + "&msppId=0", 200, ""},
		{"indirect", "invType=IndirectResellerRelationship&partnerId=" + self + "&msppId=6301742&DAP=false&indirectCSPId=" + provider, 200, ""},
		{"indirect without provider", "invType=IndirectResellerRelationship&partnerId=" + self + "&msppId=6301742", 200, ""},
		{"nothing", "", 400, "empty"},
		{"escaped", strings.ReplaceAll(good, "&", "&amp;"), 400, "amp"},
		{"cut", good[:40], 400, "missing"},
		{"cut id", strings.Replace(good, self, self[:30], 1), 400, "partner"},
		{"id in braces", strings.Replace(good, self, "%7B"+self+"%7D", 1), 400, "partner"},
		{"wrapped", strings.Replace(good, "-", "%0D%0A-", 1), 400, "partner"},
		{"type", strings.Replace(good, "Reseller", "Advisor", 1), 400, "type"},
		{"mspp", strings.Replace(good, "msppId=0", "msppId=x", 1), 400, "mspp"},
		{"DAP", strings.Replace(good, "DAP=false", "DAP=maybe", 1), 400, "dap"},
		{"DAP empty", strings.Replace(good, "DAP=false", "DAP=", 1), 400, "dap"},
		{"twice", good + "&partnerId=" + self, 400, "double"},
		{"provider cut", good + "&indirectCSPId=" + provider[:8], 400, "provider"},
		{"another provider", good + "&indirectCSPId=" + self, 404, "no-provider"},
		{"another partner", strings.Replace(good, self, provider, 1), 404, "no-partner"},
		{"not decodable", good + "&x=%zz", 400, "missing"},
	} {
		for _, path := range []string{"/Adminportal/Home", "/AdminPortal/home/", "/practice/sign-in", "/practice/review"} {
			status, page := (&visitor{t: t, s: s, client: http.DefaultClient}).get(path + "?" + c.query)
			title := i18n.English().Acceptance.Problems[c.problem].Title
			if path == "/practice/review" && c.problem == "" {
				continue // needs a tenant
			}
			if status != c.status || !strings.Contains(page, "<h1>"+title) {
				t.Errorf("%s on %s: %d, want %d %q:\n%s", c.name, path, status, c.status, title, page)
			}
		}
	}
}

func TestWhoMayAnswer(t *testing.T) {
	s := open(t, Options{})
	w := newWorld(usualSeed, usualCustomers)
	v := visit(t, s, requestLink(t, s))
	unsold := func() string {
		_, next, _ := v.post("/practice/sign-in", "tenant", "new", "name", "Adatum", "domain", "adatum.example", "country", "RU", "role", roleGlobal)
		u, err := url.Parse(next)
		if err != nil {
			t.Fatal(err)
		}
		return u.Query().Get("tenant")
	}()
	for _, c := range []struct {
		name, tenant, role string
		status             int
		problem            string
	}{
		{"user", prospectID(0), roleUser, 403, "role"},
		{"billing admin", prospectID(0), roleBilling, 403, "role"},
		{"made-up role", prospectID(0), "admin", 403, "role"},
		{"United States", prospectID(9), roleGlobal, 403, "other"},
		{"China", prospectID(11), roleGlobal, 403, "other-cloud"},
		{"not sold", unsold, roleGlobal, 403, "not-sold"},
		{"customer already", w.customer(3).id, roleGlobal, 409, "customer"},
		{"customer already, user", w.customer(3).id, roleUser, 409, "customer"},
		{"unknown", "00000000-0000-4000-8000-000000000000", roleGlobal, 404, "no-tenant"},
		{"a subscription's id", w.purchaseID(w.customer(3), 0), roleGlobal, 404, "no-tenant"},
		{"nobody", "", roleGlobal, 404, "no-tenant"},
	} {
		title := i18n.English().Acceptance.Problems[c.problem].Title
		status, page := v.get("/practice/review?" + v.query + "&tenant=" + c.tenant + "&role=" + c.role)
		if status != c.status || !strings.Contains(page, title) {
			t.Errorf("%s: review %d, want %d %q", c.name, status, c.status, title)
		}
		status, _, page = v.post("/practice/answer", "tenant", c.tenant, "role", c.role, "answer", "accept", "authorize", "yes", "agreement", "yes")
		if status != c.status || !strings.Contains(page, title) {
			t.Errorf("%s: answer %d, want %d %q", c.name, status, c.status, title)
		}
	}
	if n := len(customers(t, s)); n != usualCustomers {
		t.Errorf("%d customers", n)
	}
}

func TestAcceptingTakesTheTicks(t *testing.T) {
	s := open(t, Options{})
	v := visit(t, s, requestLink(t, s))
	base := []string{"tenant", prospectID(0), "role", roleGlobal}
	for name, fields := range map[string][]string{
		"nothing ticked": {"answer", "accept"}, "no agreement": {"answer", "accept", "authorize", "yes"},
		"no authorization": {"answer", "accept", "agreement", "yes"}, "no answer": {"authorize", "yes", "agreement", "yes"},
	} {
		if status, _, page := v.post("/practice/answer", append(base, fields...)...); status != 422 || !strings.Contains(page, `role="alert"`) {
			t.Errorf("%s: %d", name, status)
		}
	}
	// The profile comes first.
	if status, _, page := v.post("/practice/answer", "tenant", prospectID(2), "role", roleGlobal, "answer", "accept", "authorize", "yes", "agreement", "yes"); status != 422 || !strings.Contains(page, "Complete your billing profile") {
		t.Errorf("incomplete profile: %d", status)
	}
	// Who has accepted the agreement before is not asked again.
	if _, page := v.get("/practice/review?" + v.query + "&role=" + roleGlobal + "&tenant=" + prospectID(1)); strings.Contains(page, `name="agreement"`) {
		t.Error("the agreement is asked for again")
	}
	if status, _, _ := v.post("/practice/answer", "tenant", prospectID(1), "role", roleGlobal, "answer", "accept", "authorize", "yes"); status != 303 {
		t.Errorf("agreement on file: %d", status)
	}
	// Whoever declined may accept later, and only once.
	if status, _, _ := v.post("/practice/answer", append(base, "answer", "decline")...); status != 303 {
		t.Errorf("declining: %d", status)
	}
	v.accept(prospectID(0))
	if status, _, _ := v.post("/practice/answer", append(base, "answer", "accept", "authorize", "yes", "agreement", "yes")...); status != 409 {
		t.Errorf("accepting twice: %d", status)
	}
	if n := len(customers(t, s)); n != usualCustomers+2 {
		t.Errorf("%d customers", n)
	}
}

func TestNewOrganizations(t *testing.T) {
	s := open(t, Options{})
	v := visit(t, s, requestLink(t, s))
	for name, c := range map[string]struct {
		fields []string
		wrong  string
	}{
		"no name":       {[]string{"name", " ", "domain", "a.example", "country", "DE"}, "name-wrong"},
		"long name":     {[]string{"name", strings.Repeat("社", 101), "domain", "a.example", "country", "DE"}, "name-wrong"},
		"control":       {[]string{"name", "a\x1b[2Jb", "domain", "a.example", "country", "DE"}, "name-wrong"},
		"no dot":        {[]string{"name", "A", "domain", "localhost", "country", "DE"}, "domain-wrong"},
		"bad label":     {[]string{"name", "A", "domain", "-a.example", "country", "DE"}, "domain-wrong"},
		"taken":         {[]string{"name", "A", "domain", "Fabrikam.com", "country", "DE"}, "domain-wrong"},
		"taken by ours": {[]string{"name", "A", "domain", "adventure-works.com", "country", "DE"}, "domain-wrong"},
		"no country":    {[]string{"name", "A", "domain", "a.example", "country", ""}, "country-wrong"},
	} {
		status, _, page := v.post("/practice/sign-in", append(c.fields, "tenant", "new", "role", roleGlobal)...)
		if status != 422 || !strings.Contains(page, c.wrong) {
			t.Errorf("%s: %d", name, status)
		}
	}
	if status, _, page := v.post("/practice/sign-in", "role", roleGlobal); status != 422 || !strings.Contains(page, "tenant-wrong") {
		t.Errorf("no organization: %d", status)
	}
	name := `<b>"O’Neil" & 'Co' \u202e`
	status, next, _ := v.post("/practice/sign-in", "tenant", "new", "name", name, "domain", "oneil.example", "country", "IE", "role", roleGlobal)
	if status != 303 {
		t.Fatalf("hostile name: %d", status)
	}
	_, page := v.get(next)
	if strings.Contains(page, "<b>") || !strings.Contains(page, "&lt;b&gt;") {
		t.Error("the name is not escaped")
	}
	if strings.Contains(page, "@oneil.example") {
		t.Error("a stranger is named as the contact of a new organization")
	}
}

func TestFormsTakeTheSessionAndTheSite(t *testing.T) {
	s := open(t, Options{})
	v := visit(t, s, requestLink(t, s))
	fields := url.Values{"csrf": {v.csrf}, "invitation": {v.query}, "tenant": {prospectID(0)}, "role": {roleGlobal}, "answer": {"decline"}}
	post := func(change func(*http.Request, url.Values)) int {
		form := url.Values{}
		for name, value := range fields {
			form[name] = value
		}
		request, _ := http.NewRequest(http.MethodPost, s.URL()+"/practice/answer", nil)
		change(request, form)
		request.Body = io.NopCloser(strings.NewReader(form.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := v.client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	if got := post(func(*http.Request, url.Values) {}); got != 303 {
		t.Errorf("a good form: %d", got)
	}
	if got := post(func(_ *http.Request, f url.Values) { f.Del("csrf") }); got != 403 {
		t.Errorf("no csrf: %d", got)
	}
	if got := post(func(r *http.Request, _ url.Values) { r.Header.Set("Origin", "https://attacker.example") }); got != 403 {
		t.Errorf("another origin: %d", got)
	}
	if got := post(func(r *http.Request, _ url.Values) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); got != 403 {
		t.Errorf("another site: %d", got)
	}
	if got := post(func(r *http.Request, _ url.Values) { r.Host = "attacker.example" }); got != 421 {
		t.Errorf("another name: %d", got)
	}
	if got := post(func(_ *http.Request, f url.Values) { f.Set("x", strings.Repeat("x", maxForm)) }); got != 400 {
		t.Errorf("too large: %d", got)
	}
	other := visit(t, s, requestLink(t, s))
	v.csrf = other.csrf
	if status, _, _ := v.post("/practice/answer", "tenant", prospectID(0), "role", roleGlobal, "answer", "decline"); status != 403 {
		t.Errorf("csrf of another session: %d", status)
	}
}

func TestRebindingIsRefusedForTheAPIToo(t *testing.T) {
	s := open(t, Options{})
	request, _ := http.NewRequest(http.MethodGet, s.URL()+"/v1/customers", nil)
	request.Header.Set("Authorization", "Bearer "+s.Token())
	request.Host = "attacker.example:48365"
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("status %d", answer.StatusCode)
	}
}

func TestPagesAreGuarded(t *testing.T) {
	s := open(t, Options{})
	for _, path := range []string{"/", "/Adminportal/Home", "/practice/partners", "/nothing", "/practice/style.css"} {
		answer, err := http.Get(s.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.Header.Get("X-Content-Type-Options") != "nosniff" || answer.Header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: %v", path, answer.Header)
		}
		policy := answer.Header.Get("Content-Security-Policy")
		if strings.HasSuffix(path, ".css") {
			continue
		}
		if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "unsafe") || !regexp.MustCompile(`script-src 'nonce-[\w-]{43}'`).MatchString(policy) {
			t.Errorf("%s: %s", path, policy)
		}
	}
	for path, want := range map[string]int{"/practice/answer": 405, "/practice/nothing": 404, "/favicon.ico": 404, "/practice/ping": 400, "/v1": 401} {
		answer, err := http.Get(s.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, answer.StatusCode, want)
		}
	}
}

func TestIndirectLinkNamesTheProvider(t *testing.T) {
	s := open(t, Options{})
	provider := newWorld(usualSeed, usualCustomers).providers()[0]
	var r relationshipRequest
	read(t, s, "/v1/customers/relationshiprequests?indirectCloudSolutionProviderId="+provider.id, &r)
	v := visit(t, s, r.URL)
	_, page := v.get("/practice/review?" + v.query + "&role=" + roleGlobal + "&tenant=" + prospectID(0))
	if !strings.Contains(page, provider.name) || !strings.Contains(page, "Indirect reseller") {
		t.Error("the review does not name the provider")
	}
	v.accept(prospectID(0))
	var others collection[partnerRelationship]
	read(t, s, "/v1/customers/"+prospectID(0)+"/relationships", &others)
	if len(others.Items) != 1 || others.Items[0].ID != provider.id {
		t.Errorf("%+v", others.Items)
	}
	filter := url.QueryEscape(`{"Field":"IndirectCloudSolutionProvider","Value":"` + provider.id + `","Operator":"starts_with"}`)
	if found, _, _ := walk[customerItem](t, s, "/v1/customers?size=0&filter="+filter); len(found) != 1 || found[0].ID != prospectID(0) {
		t.Errorf("%+v", found)
	}
}

func TestEverySentenceHasItsPage(t *testing.T) {
	words := i18n.English().Acceptance
	for _, kind := range []damage{damageEmpty, damageAmp, damageMissing, damageDouble, damageType, damagePartner, damageMSPP, damageDAP, damageProvider} {
		if words.Problems[string(kind)].Title == "" {
			t.Errorf("no sentence for %s", kind)
		}
	}
	for kind, p := range words.Problems {
		if p.Title == "" || p.Text == "" || p.Do == "" {
			t.Errorf("%s: %+v", kind, p)
		}
	}
	for _, role := range customerRoles {
		if words.Roles[role] == "" || words.RoleNotes[role] == "" {
			t.Errorf("no sentence for %s", role)
		}
	}
}

func FuzzInvitation(f *testing.F) {
	inv := invitation{Type: invIndirect, Partner: newWorld(usualSeed, 1).partner().id, MSPP: "1", DAP: "true", Provider: newWorld(usualSeed, 1).providers()[0].id}
	f.Add(inv.query().Encode())
	f.Add("invType=ResellerRelationship&amp;partnerId=x")
	c := newCenter(newWorld(usualSeed, 3), nil, nil, func() time.Time { return testTime })
	h := newHandler(c, tokens{User: "u", App: "a"}, "http://127.0.0.1:80", &faults{}, "en")
	f.Fuzz(func(t *testing.T, query string) {
		inv, damage := readInvitation(query)
		if damage == "" {
			again, damage := readInvitation(inv.query().Encode())
			if damage != "" || again != inv {
				t.Fatalf("%+v became %+v (%s)", inv, again, damage)
			}
		}
		for _, path := range []string{"/adminportal/home", "/practice/sign-in", "/practice/review", "/practice/result", "/practice/partners"} {
			request := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:80"+path, nil)
			request.URL.RawQuery = query
			recorder := httptest.NewRecorder()
			h.ServeHTTP(recorder, request)
			if recorder.Code >= 500 || !strings.Contains(recorder.Body.String(), "</html>") {
				t.Fatalf("%s: %d %s", path, recorder.Code, recorder.Body)
			}
		}
	})
}
