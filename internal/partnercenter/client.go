package partnercenter

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"cspdesk/internal/partner"
)

// The limits within which the service is trusted.
const (
	maxAnswer      = 32 << 20 // bytes of a decoded answer
	maxErrorAnswer = 64 << 10 // bytes of a decoded error answer that are read
	maxHeader      = 1 << 20  // bytes of response headers
	maxRedirects   = 5
	maxInFlight    = 4                // requests at a time: the service throttles by partner
	maxBehind      = 2                // of them, that nobody waits for
	callTimeout    = 60 * time.Second // for one try, the body included: the service is slow
	dialTimeout    = 15 * time.Second
)

// Options are what a Client may be told. The zero value is usable.
type Options struct {
	UserAgent string                                           // "" means "cspdesk"
	Locale    string                                           // language of the service's texts, such as "en-US"; "" means that one
	Now       func() time.Time                                 // nil means time.Now
	Wait      func(ctx context.Context, d time.Duration) error // waits between two tries; nil means a timer
	Log       *slog.Logger                                     // gets one debug line for each try; nil means none

	// Renew is called once for a call that the service answers with 401, or with a
	// claims challenge, with the token that it refused and the claims (JSON) that
	// the next one must bring, "" if none; afterwards the token function gives
	// another one. Where that one is answered with a claims challenge too, it is
	// called a second time. nil means that there is nothing to do before it is asked
	// again.
	Renew func(ctx context.Context, refused, claims string) error
	// BudgetFile holds the requests of the last minute, for all programs that
	// work for the same tenant; "" means that this client counts alone. A
	// service on this computer has no budget.
	BudgetFile string
	// Rehearse gets the changes that would be made, and none is made; each ends
	// with CodeRehearsed. nil means that changes are made.
	Rehearse func(Rehearsal)
}

// Client talks to Partner Center. It may be used by several goroutines; all of
// them together have at most four requests under way, and send no more in a
// minute than the service grants.
type Client struct {
	base    *url.URL
	token   func(context.Context) (string, error)
	http    *http.Client
	slots   chan struct{}
	behind  chan struct{} // taken before a slot by what stands back
	budget  *budget       // nil if there is none
	options Options
	trouble atomic.Value // partner.Code of the last call after which the service could not be used; "" if it could

	telling sync.Mutex
	watch   func(partner.Code) // told about trouble; nil if nobody watches
	told    partner.Code       // what it was told last
	tells   bool               // it was told something
}

// Trouble says why the service could not be used by the last call that was
// answered or given up: no connection, no sign-in, too many requests, or a fault
// of its own. "" says that it could. What a call was refused for alone, such as a
// missing role, is no trouble. asked is false while no call was answered or given
// up.
func (c *Client) Trouble() (code partner.Code, asked bool) {
	code, asked = c.trouble.Load().(partner.Code)
	return code, asked
}

// Watch has watch told what Trouble says after the first call, and after each
// that changes it, one at a time and before that call returns.
func (c *Client) Watch(watch func(partner.Code)) {
	c.telling.Lock()
	defer c.telling.Unlock()
	c.watch = watch
}

// tell tells who watches the newest trouble, if it is another one.
func (c *Client) tell() {
	c.telling.Lock()
	defer c.telling.Unlock()
	code, _ := c.Trouble()
	if c.watch == nil || c.tells && code == c.told {
		return
	}
	c.told, c.tells = code, true
	c.watch(code)
}

// learn takes note of how a call ended. One that was canceled tells nothing.
func (c *Client) learn(err error) {
	switch code := partner.CodeOf(err); code {
	case partner.CodeCancelled, partner.CodeInternal:
		return
	case partner.CodeUnreachable, partner.CodeSignIn, partner.CodeThrottled, partner.CodeBadAnswer:
		c.trouble.Store(code)
	case partner.CodeService:
		if e, ok := errors.AsType[*partner.Error](err); ok && e.HTTPStatus < http.StatusInternalServerError {
			code = ""
		}
		c.trouble.Store(code)
	default:
		c.trouble.Store(partner.Code(""))
	}
	c.tell()
}

// New makes a client for the Partner Center at base, such as
// "https://api.partnercenter.microsoft.com". Plain http is accepted for a
// loopback address only. The token function is called before each request and
// gives a bearer token; its errors are passed on.
func New(base string, token func(context.Context) (string, error), o Options) (*Client, error) {
	root, err := parseBase(base)
	if err != nil {
		return nil, err
	}
	if token == nil {
		return nil, partner.NewError(partner.CodeSignIn, "no sign-in for "+root.Host, nil)
	}
	if o.UserAgent == "" {
		o.UserAgent = clientName
	}
	if o.Locale == "" {
		o.Locale = "en-US"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c := &Client{
		base:    root,
		token:   token,
		http:    newHTTP(root),
		slots:   make(chan struct{}, maxInFlight),
		behind:  make(chan struct{}, maxBehind),
		options: o,
	}
	if !partner.Loopback(root.Hostname()) {
		c.budget = &budget{file: o.BudgetFile}
	}
	return c, nil
}

// parseBase checks the address of the service: a scheme and a host, no more.
func parseBase(base string) (*url.URL, error) {
	bad := func(detail string) (*url.URL, error) {
		return nil, partner.NewError(partner.CodeInvalidInput, "the address of Partner Center "+detail, nil)
	}
	u, err := url.Parse(strings.TrimSpace(base))
	switch {
	case err != nil:
		return bad("is not an address")
	case u.Host == "" || u.Hostname() == "":
		return bad("has no host")
	case u.User != nil:
		return bad("must not hold a user name or password")
	case u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "":
		return bad("must be a scheme and a host alone")
	case u.Scheme != "https" && (u.Scheme != "http" || !partner.Loopback(u.Hostname())):
		return bad("must begin with https:// (http:// is for this computer alone)")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

var errRedirect = errors.New("the service redirects to another address")

// newHTTP makes the one HTTP client of this package. There is no switch to
// skip the check of certificates.
func newHTTP(base *url.URL) *http.Client {
	dialer := &net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            dialer.DialContext,
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    dialTimeout,
			MaxResponseHeaderBytes: maxHeader,
			MaxIdleConnsPerHost:    maxInFlight,
			IdleConnTimeout:        90 * time.Second,
			ForceAttemptHTTP2:      true,
		},
		// Go would carry the token along to subdomains and from https to http,
		// and would turn a write into a read.
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if m := via[0].Method; m != http.MethodGet && m != http.MethodHead {
				return errRedirect
			}
			if !sameOrigin(req.URL, base) || req.URL.User != nil || len(via) >= maxRedirects {
				return errRedirect
			}
			partner.TrafficOf(req.Context()).Request()
			return nil
		},
	}
}

// sameOrigin reports whether two addresses have the same scheme, host and port.
func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "http" {
		return "80"
	}
	return "443"
}

// wait returns after d, or at once with the context's error when it ends.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
