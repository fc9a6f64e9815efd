package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// comeback is where a browser comes back to after a sign-in: a server on this
// computer that lives as long as the sign-in (RFC 8252, section 7.3). The page
// that it shows at last says what came of it, which is known when the code was
// redeemed.
type comeback struct {
	address  string // the redirect URI; the app is registered with http://localhost, for every port
	state    string // that the browser must bring back
	verifier string // of the code (RFC 7636)
	text     *i18n.Strings

	server  *http.Server
	arrived chan arrival
	verdict chan error
	shown   chan struct{}
	first   sync.Once
}

// arrival is what the browser brought.
type arrival struct {
	code    string
	refused *refusal // nil if there is a code
}

const (
	comebackLimit = 64 << 10 // bytes of what a browser brings
	showTime      = time.Second
)

// newComeback begins to listen. Its error has the code unreachable.
func newComeback(text *i18n.Strings) (*comeback, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, partner.NewError(partner.CodeUnreachable, "localhost", err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String()) // is an address
	c := &comeback{
		address: "http://localhost:" + port, state: rand.Text(), verifier: rand.Text() + rand.Text(), text: text,
		arrived: make(chan arrival, 1), verdict: make(chan error, 1), shown: make(chan struct{}),
	}
	c.server = &http.Server{
		Handler: http.MaxBytesHandler(http.HandlerFunc(c.serve), comebackLimit), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		MaxHeaderBytes: comebackLimit, ErrorLog: log.New(io.Discard, "", 0),
	}
	go func() { _ = c.server.Serve(listener) }() // ends with close
	return c, nil
}

// page completes the address that the browser is sent to. The code is asked for
// in the body of a form, and not in an address, which browsers keep.
func (c *comeback) page(authorize string) (string, error) {
	u, err := url.Parse(authorize)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(c.verifier))
	q := u.Query()
	q.Set("state", c.state)
	q.Set("code_challenge", base64.RawURLEncoding.EncodeToString(sum[:]))
	q.Set("code_challenge_method", "S256")
	q.Set("response_mode", "form_post")
	q.Set("prompt", "select_account")
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// code waits for the browser. Its errors have the code sign-in where there is a
// refusal instead of a code.
func (c *comeback) code(ctx context.Context) (string, error) {
	select {
	case a := <-c.arrived:
		if a.refused != nil {
			return "", refusedError(a.refused)
		}
		return a.code, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// close ends it, after a browser that has come back was told what came of it.
func (c *comeback) close(err error) {
	c.verdict <- err
	c.first.Do(func() { close(c.shown) }) // nobody came
	select {
	case <-c.shown:
	case <-time.After(showTime):
	}
	_ = c.server.Close()
}

// serve takes the one answer with the right state. Whatever else asks, such as
// another page of the browser, changes nothing.
func (c *comeback) serve(w http.ResponseWriter, r *http.Request) {
	state := r.PostFormValue("state")
	if r.Method != http.MethodPost || r.URL.Path != "/" || subtle.ConstantTimeCompare([]byte(state), []byte(c.state)) != 1 {
		http.NotFound(w, r)
		return
	}
	a := arrival{code: r.PostFormValue("code")}
	if name := r.PostFormValue("error"); name != "" || a.code == "" {
		code, words := wordsOf(r.PostFormValue("error_description"))
		a.refused = &refusal{code: code, words: words}
		if simpleName().MatchString(name) {
			a.refused.name = name
		}
	}
	taken := false
	c.first.Do(func() { taken = true })
	if !taken {
		http.NotFound(w, r)
		return
	}
	defer close(c.shown)
	c.arrived <- a
	select {
	case err := <-c.verdict:
		c.show(w, err)
	case <-r.Context().Done(): // the browser was closed
	}
}

// lastPage has nothing in it that comes from outside.
var lastPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>cspdesk · {{.Title}}</title><style>body{font:1.1em system-ui,sans-serif;max-width:32em;margin:4em auto;padding:0 1em}</style></head>
<body><h1>{{.Title}}</h1><p>{{.Next}}</p></body></html>
`))
})

// show writes the page on which the sign-in ends.
func (c *comeback) show(w http.ResponseWriter, err error) {
	words := c.text.SignIn
	page := struct{ Language, Title, Next string }{c.text.Language, words.PageDone, words.PageDoneNext}
	if err != nil {
		page.Title, page.Next = words.Failed, i18n.Join(c.text.Explain(err).What, words.PageFailedNext)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Connection", "close")
	var out strings.Builder
	_ = lastPage().Execute(&out, page)               // these words always can be written
	h.Set("Content-Length", strconv.Itoa(out.Len())) // the page is whole before the server ends
	_, _ = io.WriteString(w, out.String())           // a browser that has gone needs no page
	_ = http.NewResponseController(w).Flush()
}
