package entra

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cspdesk/internal/i18n"
)

const (
	contoso = "3cf2ea65-a378-42ce-99b1-d8af3fdb67b7"
	app     = "11111111-2222-3333-4444-555555555555"
	scope   = "https://api.partnercenter.microsoft.com/user_impersonation openid offline_access profile"
	anna    = "anna@contoso-partner.example"
)

type bench struct {
	t      *testing.T
	server *Server
	client *http.Client
	later  atomic.Int64 // how far the server's clock is ahead
}

func start(t *testing.T, faults string) *bench {
	t.Helper()
	b := &bench{t: t}
	var err error
	b.server, err = Start(Options{
		Dir: t.TempDir(), Tenant: Tenant{contoso, "Contoso", "contoso-partner.example"}, Faults: faults,
		Now: func() time.Time { return time.Now().Add(time.Duration(b.later.Load())) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.server.Close() })
	pem, err := os.ReadFile(b.server.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	t.Cleanup(transport.CloseIdleConnections)
	b.client = &http.Client{Transport: transport}
	return b
}

// post gives the status and the JSON of an answer.
func (b *bench) post(path string, form url.Values) (int, map[string]any) {
	b.t.Helper()
	res, err := b.client.PostForm(b.server.URL()+path, form)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	var answer map[string]any
	_ = json.Unmarshal(body, &answer)
	return res.StatusCode, answer
}

func (b *bench) device() (map[string]any, url.Values) {
	b.t.Helper()
	status, code := b.post("/"+contoso+"/oauth2/v2.0/devicecode", url.Values{"client_id": {app}, "scope": {scope}})
	if status != http.StatusOK {
		b.t.Fatal(status, code)
	}
	return code, url.Values{"client_id": {app}, "grant_type": {"urn:ietf:params:oauth:grant-type:device_code"}, "device_code": {code["device_code"].(string)}}
}

func (b *bench) token(form url.Values) (int, map[string]any) {
	b.t.Helper()
	return b.post("/"+contoso+"/oauth2/v2.0/token", form)
}

// refused checks for an OAuth error and the service's code.
func (b *bench) refused(form url.Values, name, code string) {
	b.t.Helper()
	status, answer := b.token(form)
	words, _ := answer["error_description"].(string)
	if status != http.StatusBadRequest || answer["error"] != name || !strings.HasPrefix(words, code+": ") || answer["correlation_id"] == "" {
		b.t.Errorf("%d %v, want %s %s", status, answer, name, code)
	}
}

func TestDeviceCodePace(t *testing.T) {
	b := start(t, "slow-down=1")
	code, poll := b.device()
	if code["interval"] != 5.0 || code["expires_in"] != 900.0 {
		t.Errorf("%v", code)
	}
	b.refused(poll, "slow_down", "AADSTS70016") // on purpose
	b.later.Add(int64(6 * time.Second))
	b.refused(poll, "slow_down", "AADSTS70016") // too early: 10 s are asked for now
	b.later.Add(int64(20 * time.Second))
	b.refused(poll, "authorization_pending", "AADSTS70016")
	b.later.Add(int64(15 * time.Minute))
	b.refused(poll, "expired_token", "AADSTS70019")
}

// TestRotation: each refresh token is good once, and the use of an old one ends
// the sign-in.
func TestRotation(t *testing.T) {
	b := start(t, "interval=0s")
	code, poll := b.device()
	b.post("/devicelogin", url.Values{"code": {code["user_code"].(string)}, "account": {anna}, "answer": {"accept"}})
	status, first := b.token(poll)
	if status != http.StatusOK || !b.server.Accepts(first["access_token"].(string)) {
		t.Fatal(status, first)
	}
	b.refused(poll, "bad_verification_code", "AADSTS70018")
	renew := func(token any) url.Values {
		return url.Values{"client_id": {app}, "grant_type": {"refresh_token"}, "refresh_token": {token.(string)}, "scope": {scope}}
	}
	status, second := b.token(renew(first["refresh_token"]))
	if status != http.StatusOK || second["refresh_token"] == first["refresh_token"] || !b.server.Accepts(second["access_token"].(string)) {
		t.Fatal(status, second)
	}
	b.refused(renew(first["refresh_token"]), "invalid_grant", "AADSTS50173")
	b.refused(renew(second["refresh_token"]), "invalid_grant", "AADSTS50173")
	b.refused(renew("practice-refresh-none"), "invalid_grant", "AADSTS9002313")
}

// TestAccepts is what Partner Center would accept.
func TestAccepts(t *testing.T) {
	b := start(t, "")
	who, _ := b.server.person(anna)
	good, err := b.server.accessToken(who, app, b.server.o.Resource, true, b.server.o.Now())
	if err != nil || !b.server.Accepts(good) {
		t.Fatalf("%s, %v", good, err)
	}
	bob, _ := b.server.person("bob@fabrikam.example")
	foreign, err := b.server.accessToken(bob, app, b.server.o.Resource, true, b.server.o.Now())
	if err != nil {
		t.Fatal(err)
	}
	if graph, err := b.server.accessToken(who, app, graphResource, true, b.server.o.Now()); err != nil || b.server.Accepts(graph) {
		t.Error("a token for the directory is accepted by Partner Center", err)
	}
	for token, want := range map[string]int{good: http.StatusUnauthorized, "": http.StatusUnauthorized} {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, b.server.URL()+"/v1.0/me/transitiveMemberOf", nil)
		req.Header.Set("Authorization", "Bearer "+token)
		res, err := b.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if _ = res.Body.Close(); res.StatusCode != want {
			t.Errorf("the directory answers %d", res.StatusCode)
		}
	}
	other := start(t, "")
	forged, err := other.server.accessToken(who, app, b.server.o.Resource, true, b.server.o.Now())
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(good, ".")
	for name, token := range map[string]string{
		"another tenant": foreign, "another key": forged, "no signature": parts[0] + "." + parts[1] + ".", "changed": parts[0] + "." + parts[1] + "x." + parts[2], "": "",
	} {
		if b.server.Accepts(token) {
			t.Errorf("%s is accepted", name)
		}
	}
	b.later.Add(int64(2 * time.Hour))
	if b.server.Accepts(good) {
		t.Error("a token that is over is accepted")
	}
}

// TestAuthorizeAsksForTheProof of RFC 7636, and sends nobody elsewhere.
func TestAuthorizeAsksForTheProof(t *testing.T) {
	b := start(t, "")
	ask := url.Values{
		"client_id": {app}, "response_type": {"code"}, "redirect_uri": {"http://localhost:1"}, "scope": {scope}, "response_mode": {"form_post"},
		"code_challenge": {"x"}, "code_challenge_method": {"S256"}, "state": {"s"}, "account": {anna}, "answer": {"accept"},
	}
	get := func(change ...string) (int, string) {
		form := url.Values{}
		for name, value := range ask {
			form[name] = value
		}
		for i := 0; i < len(change); i += 2 {
			form.Set(change[i], change[i+1])
		}
		res, err := b.client.PostForm(b.server.URL()+"/"+contoso+"/oauth2/v2.0/authorize", form)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(body)
	}
	for _, change := range [][]string{
		{"redirect_uri", "https://evil.example/"}, {"redirect_uri", "http://localhost.evil.example/"}, {"code_challenge", ""},
		{"code_challenge_method", "plain"}, {"response_mode", "query"}, {"scope", "openid"}, {"client_id", "x"}, {"account", "nobody"},
	} {
		if status, body := get(change...); status != http.StatusBadRequest || strings.Contains(body, `name="code"`) {
			t.Errorf("%v: %d %s", change, status, body)
		}
	}
	status, body := get()
	_, rest, found := strings.Cut(body, `name="code" value="`)
	code, _, _ := strings.Cut(rest, `"`)
	if status != http.StatusOK || !found || !strings.Contains(body, `action="http://localhost:1"`) {
		t.Fatal(status, body)
	}
	redeem := url.Values{"client_id": {app}, "grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {"http://localhost:1"}, "code_verifier": {"wrong"}}
	b.refused(redeem, "invalid_grant", "AADSTS501481")
	b.refused(redeem, "invalid_grant", "AADSTS70008") // a code is good once
}

func TestParseKnobs(t *testing.T) {
	for spec, good := range map[string]bool{
		"": true, "code=5s,interval=0s,token=10m,slow-down=2,down=1,refuse=AADSTS700016": true, " code=1s , ": true,
		"code": false, "code=0s": false, "interval=2m": false, "slow-down=x": false, "refuse=no": false, "what=1": false,
	} {
		if _, err := parseKnobs(spec); (err == nil) != good {
			t.Errorf("%q: %v", spec, err)
		}
	}
}

func TestStartRefuses(t *testing.T) {
	for name, o := range map[string]Options{
		"reachable from elsewhere": {Dir: t.TempDir(), Addr: "0.0.0.0:0"}, "no folder": {Dir: t.TempDir() + "/none"}, "a fault": {Dir: t.TempDir(), Faults: "x"},
	} {
		if s, err := Start(o); err == nil {
			_ = s.Close()
			t.Errorf("%s: started", name)
		}
	}
}

// TestTheBrowserChoosesTheLanguage of the pages.
func TestTheBrowserChoosesTheLanguage(t *testing.T) {
	b := start(t, "")
	for asked, want := range map[string]string{"": "en", "zh-CN,zh;q=0.9,en;q=0.8": "zh-CN", "de, en;q=0.2": "en"} {
		for path, word := range map[string]func(*i18n.Strings) string{
			"/devicelogin": func(text *i18n.Strings) string { return text.Entra.Consent },
			"/" + contoso + "/oauth2/v2.0/authorize?client_id=" + app: func(text *i18n.Strings) string { return text.Entra.Refused },
		} {
			r, err := http.NewRequest(http.MethodGet, b.server.URL()+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept-Language", asked)
			res, err := b.client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			page, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil || !strings.Contains(string(page), `<html lang="`+want+`">`) || !strings.Contains(string(page), word(i18n.For(want))) {
				t.Errorf("%s, asked for %q, is not in %s:\n%s", path, asked, want, page)
			}
		}
	}
}
