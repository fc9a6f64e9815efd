package signin

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"cspdesk/internal/partner"
	"cspdesk/internal/sandbox/entra"
)

const (
	contoso = "3cf2ea65-a378-42ce-99b1-d8af3fdb67b7"
	app     = "11111111-2222-3333-4444-555555555555"
	anna    = "anna@contoso-partner.example"
)

// recorder remembers what went over the wire, for looking for secrets and hosts.
type recorder struct {
	next http.RoundTripper

	mu       sync.Mutex
	requests []string
	secrets  []string // tokens and codes that were given out
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	r.mu.Lock()
	r.requests = append(r.requests, req.Method+" "+req.URL.String())
	r.mu.Unlock()
	res, err := r.next.RoundTrip(req)
	if err != nil || !strings.HasSuffix(req.URL.Path, "/token") {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(strings.NewReader(string(body)))
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range []string{"access_token", "refresh_token", "id_token"} {
		if _, rest, ok := strings.Cut(string(body), `"`+name+`":"`); ok {
			secret, _, _ := strings.Cut(rest, `"`)
			r.secrets = append(r.secrets, secret)
		}
	}
	return res, nil
}

func (r *recorder) count(part string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, request := range r.requests {
		if strings.Contains(request, part) {
			n++
		}
	}
	return n
}

// bench is a look-alike and a way to reach it.
type bench struct {
	t      *testing.T
	server *entra.Server
	wire   *recorder
	person *http.Client // the person's browser
	dir    string
}

func start(t *testing.T, faults string) *bench {
	t.Helper()
	if faults == "" {
		faults = "interval=1s"
	}
	server, err := entra.Start(entra.Options{
		Dir: t.TempDir(), Tenant: entra.Tenant{ID: contoso, Name: "Contoso", Domain: "contoso-partner.example"}, Faults: faults,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	pem, err := os.ReadFile(server.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	t.Cleanup(transport.CloseIdleConnections)
	return &bench{t: t, server: server, wire: &recorder{next: transport}, person: &http.Client{Transport: transport}, dir: t.TempDir()}
}

func (b *bench) options() Options {
	return Options{
		Cloud: partner.CloudPublic, Tenant: contoso, ClientID: app, Store: partner.TokensInFile, Dir: b.dir,
		Authority: b.server.URL(), HTTP: &http.Client{Transport: b.wire},
	}
}

func (b *bench) service(change ...func(*Options)) *Service {
	b.t.Helper()
	o := b.options()
	for _, f := range change {
		f(&o)
	}
	s, err := New(o)
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// enter types a code as a person does, and answers the page.
func (b *bench) enter(code *DeviceCode, account, answer string) int {
	b.t.Helper()
	res, err := b.person.PostForm(code.URL, url.Values{"code": {code.UserCode}, "account": {account}, "answer": {answer}})
	if err != nil {
		b.t.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// signIn signs somebody in by device code.
func (b *bench) signIn(s *Service, account string) (Identity, error) {
	b.t.Helper()
	code, err := s.DeviceCode(b.t.Context())
	if err != nil {
		return Identity{}, err
	}
	b.enter(code, account, "accept")
	return code.Wait(b.t.Context())
}

// browse is a browser in which somebody answers the page.
func (b *bench) browse(account, answer string) func(string) error {
	return func(page string) error {
		res, err := b.person.Get(page)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			return err
		}
		form := hidden(string(body))
		form.Set("account", account)
		form.Set("answer", answer)
		go func() { // the browser comes back while the app listens
			res, err := b.person.PostForm(page, form)
			if err != nil {
				return
			}
			back, _ := io.ReadAll(res.Body)
			_ = res.Body.Close()
			_, rest, _ := strings.Cut(string(back), `action="`)
			action, _, _ := strings.Cut(rest, `"`)
			if res, err = b.person.PostForm(action, hidden(string(back))); err == nil {
				_ = res.Body.Close()
			}
		}()
		return nil
	}
}

// hidden are the hidden fields of a page.
func hidden(page string) url.Values {
	form := url.Values{}
	unescape := strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&#43;", "+", "&amp;", "&")
	for _, rest := range strings.Split(page, `<input type="hidden" name="`)[1:] {
		name, rest, _ := strings.Cut(rest, `" value="`)
		value, _, _ := strings.Cut(rest, `"`)
		form.Set(name, unescape.Replace(value))
	}
	return form
}

func codes(err error) (partner.Code, string) {
	if e, ok := errors.AsType[*partner.Error](err); ok {
		return e.Code, e.ServiceCode
	}
	return partner.CodeOf(err), ""
}

func background() context.Context { return context.Background() }
