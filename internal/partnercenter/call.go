package partnercenter

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"cspdesk/internal/partner"
)

const (
	clientName         = "cspdesk"
	headerContinuation = "MS-ContinuationToken"
	headerCorrelation  = "MS-CorrelationId"
)

var byteOrderMark = []byte("\xEF\xBB\xBF")

// call is one logical request. Its ids stay the same when it is repeated
// (Partner Center, "Partner Center REST headers").
type call struct {
	method       string // GET and HEAD read; every other method writes
	target       *url.URL
	body         []byte // JSON; nil if none
	ifMatch      string // the ETag that the resource must still have, in quotes; "" if any
	continuation string // MS-ContinuationToken; "" if none
	request      string // MS-RequestId
	correlation  string // MS-CorrelationId
}

// reads reports whether the call changes nothing, so that it may be repeated
// whatever became of it.
func (k call) reads() bool { return k.method == http.MethodGet || k.method == http.MethodHead }

// answer is a successful response.
type answer struct {
	status      int
	body        []byte // without a byte-order mark
	etag        string // as it came; "" if none
	location    string // of what was made or is under way, as it came; "" if none
	correlation string
}

// failure is one try that did not succeed.
type failure struct {
	err       *partner.Error
	again     bool          // worth another try
	untouched bool          // the service surely did nothing
	refused   string        // the token that was answered with 401 or a claims challenge; "" otherwise
	claims    string        // JSON that the next token must bring; "" if none
	after     time.Duration // the service asks to wait this long; 0 if it does not say
}

// get reads target.
func (c *Client) get(ctx context.Context, target *url.URL, continuation string) (answer, error) {
	return c.perform(ctx, call{
		method: http.MethodGet, target: target, continuation: continuation,
		request: uuid.NewString(), correlation: uuid.NewString(),
	})
}

// perform makes a call, and keeps in mind whether the service could be used.
func (c *Client) perform(ctx context.Context, k call) (answer, error) {
	got, err := c.repeat(ctx, k)
	c.learn(err)
	return got, err
}

// repeat makes a call, and repeats it when that may help: one that reads after
// any passing failure, one that writes only where the service surely did
// nothing. What else became of a write is not known, and its error says so.
func (c *Client) repeat(ctx context.Context, k call) (answer, error) {
	intervals := newIntervals()
	renewals := 0
	for try := 1; ; try++ {
		got, failed := c.attempt(ctx, k)
		if failed == nil {
			return got, nil
		}
		if failed.refused != "" && (renewals == 0 || renewals == 1 && failed.claims != "") {
			renewals++
			if other, err := c.otherToken(ctx, failed.refused, failed.claims); err != nil {
				return answer{}, err
			} else if other {
				partner.TrafficOf(ctx).Retry(c.options.Now())
				continue
			}
		}
		if !k.reads() {
			failed.again = failed.again && failed.untouched
			failed.err.Unclear = !failed.untouched
		}
		pause, ok := pauseBefore(try, failed, intervals)
		if !ok {
			return answer{}, failed.err
		}
		until := c.options.Now().Add(pause)
		if c.budget != nil && failed.err.Code == partner.CodeThrottled && !ofOneCustomer(k.target.Path) {
			c.budget.quiet(until)
		}
		traffic := partner.TrafficOf(ctx)
		traffic.Retry(until)
		err := c.options.Wait(ctx, pause)
		traffic.Resume()
		if err != nil {
			return answer{}, cancelled(ctx, k)
		}
	}
}

// attempt sends the request once. The end of ctx ends whatever is waited for, but
// for the answer to a write that was sent.
func (c *Client) attempt(ctx context.Context, k call) (answer, *failure) {
	if c.afford(ctx) != nil {
		return answer{}, &failure{err: cancelled(ctx, k), untouched: true}
	}
	leave, err := c.enter(ctx)
	if err != nil {
		return answer{}, &failure{err: cancelled(ctx, k), untouched: true}
	}
	defer leave()
	token, err := c.bearer(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return answer{}, &failure{err: cancelled(ctx, k), untouched: true}
		}
		return answer{}, &failure{err: signInError(err), untouched: true}
	}
	sending := ctx
	if !k.reads() { // nobody would know what became of a change that is cut off
		sending = context.WithoutCancel(ctx)
	}
	trying, cancel := context.WithTimeout(sending, callTimeout)
	defer cancel()
	started := c.options.Now()
	partner.TrafficOf(ctx).Request()
	got, status, failed := c.send(trying, k, token)
	if failed != nil {
		if ctx.Err() != nil && k.reads() {
			failed = &failure{err: cancelled(ctx, k)}
		}
		if status == http.StatusUnauthorized || failed.claims != "" {
			failed.refused = token
		}
		hide(failed.err, token)
	}
	c.log(ctx, k, status, c.options.Now().Sub(started), failed)
	return got, failed
}

// enter waits until fewer requests are under way than may be.
func (c *Client) enter(ctx context.Context) (leave func(), err error) {
	doors := []chan struct{}{c.slots}
	if partner.InBackground(ctx) {
		doors = []chan struct{}{c.behind, c.slots}
	}
	leave = func() {}
	for _, door := range doors {
		outer := leave
		select {
		case door <- struct{}{}:
			leave = func() { <-door; outer() }
		case <-ctx.Done():
			outer()
			return nil, ctx.Err()
		}
	}
	return leave, nil
}

// otherToken reports whether there is another token than the one that the
// service refused, because that has expired or was revoked meanwhile, or because
// it lacks claims.
func (c *Client) otherToken(ctx context.Context, refused, claims string) (bool, error) {
	if c.options.Renew != nil {
		if err := c.options.Renew(ctx, refused, claims); err != nil {
			return false, signInError(err)
		}
	}
	token, err := c.bearer(ctx)
	if err != nil {
		return false, signInError(err)
	}
	return token != refused, nil
}

// bearer asks for the token and checks that it fits into a header.
func (c *Client) bearer(ctx context.Context) (string, error) {
	token, err := c.token(ctx)
	if err != nil {
		return "", err
	}
	token = strings.TrimSpace(token)
	if token == "" {
		return "", errors.New("no access token")
	}
	if !visible(token) {
		return "", errors.New("the access token holds characters that no token has")
	}
	return token, nil
}

// send makes the request and reads its answer, and gives the HTTP status for
// the log; 0 if there was none.
func (c *Client) send(ctx context.Context, k call, token string) (answer, int, *failure) {
	req, err := http.NewRequestWithContext(ctx, k.method, k.target.String(), bytes.NewReader(k.body))
	if err != nil {
		return answer{}, 0, &failure{err: k.fail(partner.CodeInternal, "the request could not be made", nil), untouched: true}
	}
	req.URL = k.target // as it came: parsing it again could change the query
	c.setHeaders(req, k, token)
	res, err := c.http.Do(req)
	if err != nil {
		return answer{}, 0, networkFailure(ctx, k, err)
	}
	defer func() { _ = res.Body.Close() }() // nothing is lost: all that is wanted was read
	if id := res.Header.Get(headerCorrelation); id != "" && len(id) <= 64 && visible(id) {
		k.correlation = id
	}
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return answer{}, res.StatusCode, c.refusal(k, res)
	}
	body, err := readBody(res)
	if err != nil {
		return answer{}, res.StatusCode, networkFailure(ctx, k, err)
	}
	if len(body) > maxAnswer {
		return answer{}, res.StatusCode, &failure{err: k.fail(partner.CodeBadAnswer, fmt.Sprintf("the answer is larger than %d MB", maxAnswer>>20), nil)}
	}
	body = bytes.TrimPrefix(body, byteOrderMark)
	if failed := sniff(k, body); failed != nil {
		failed.err.HTTPStatus = res.StatusCode
		return answer{}, res.StatusCode, failed
	}
	return answer{
		status: res.StatusCode, body: body, correlation: k.correlation,
		etag: res.Header.Get("ETag"), location: res.Header.Get("Location"),
	}, res.StatusCode, nil
}

// readBody reads a body, or as much of one that is too large as shows that it is.
// The service may say how long it is: then there is nothing to copy as it grows.
func readBody(res *http.Response) ([]byte, error) {
	limited, said := io.LimitReader(res.Body, maxAnswer+1), res.ContentLength
	if said <= 0 || said > maxAnswer {
		return io.ReadAll(limited)
	}
	body := bytes.NewBuffer(make([]byte, 0, said+bytes.MinRead))
	_, err := body.ReadFrom(limited)
	return body.Bytes(), err
}

func (c *Client) setHeaders(req *http.Request, k call, token string) {
	h := req.Header
	h.Set("Authorization", "Bearer "+token)
	h.Set("Accept", "application/json")
	h.Set("User-Agent", c.options.UserAgent)
	h.Set("X-Locale", c.options.Locale)
	h.Set("MS-RequestId", k.request)
	h.Set(headerCorrelation, k.correlation)
	h.Set("MS-PartnerCenter-Client", clientName)
	if k.continuation != "" {
		h.Set(headerContinuation, k.continuation)
	}
	if k.body != nil {
		h.Set("Content-Type", "application/json; charset=utf-8")
	}
	if k.ifMatch != "" {
		h.Set("If-Match", k.ifMatch)
	}
}

// log writes one line for a try: never a token, a query or a body.
func (c *Client) log(ctx context.Context, k call, status int, took time.Duration, failed *failure) {
	if !c.options.Log.Enabled(ctx, slog.LevelDebug) {
		return
	}
	fields := []any{"method", k.method, "path", k.target.EscapedPath(), "status", status, "took", took, "correlation", k.correlation}
	if failed != nil {
		fields = append(fields, "code", string(failed.err.Code), "serviceCode", failed.err.ServiceCode)
	}
	c.options.Log.DebugContext(ctx, "partner center", fields...)
}

// sniff refuses a body that cannot be what the API documents, such as the page
// of a proxy or of a hotel's network that comes with status 200.
func sniff(k call, body []byte) *failure {
	trimmed := bytes.TrimLeft(body, " \t\r\n")
	switch {
	case len(trimmed) == 0 && k.method != http.MethodGet: // the answer to a write needs no body
		return nil
	case len(trimmed) == 0:
		return &failure{err: k.fail(partner.CodeBadAnswer, "the answer is empty", nil)}
	case trimmed[0] == '{' || trimmed[0] == '[':
		return nil
	case trimmed[0] == '<':
		return &failure{err: k.fail(partner.CodeBadAnswer, "the answer is a web page: something between here and Partner Center answered instead", nil)}
	}
	return &failure{err: k.fail(partner.CodeBadAnswer, "the answer is not JSON", nil)}
}

// networkFailure says why no (whole) answer came.
func networkFailure(ctx context.Context, k call, err error) *failure {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err // without the address, which may be another host's
	}
	_, badCertificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, badGzip := errors.AsType[flate.CorruptInputError](err)
	dial, _ := errors.AsType[*net.OpError](err)
	switch {
	case errors.Is(err, errRedirect):
		return &failure{err: k.fail(partner.CodeBadAnswer, errRedirect.Error(), nil)}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), badGzip:
		return &failure{err: k.fail(partner.CodeBadAnswer, "the answer is compressed wrongly", err)}
	case badCertificate:
		return &failure{err: k.fail(partner.CodeUnreachable, "the certificate of "+k.target.Host+" is not trusted", err), untouched: true}
	case ctx.Err() != nil:
		return &failure{err: k.fail(partner.CodeUnreachable, fmt.Sprintf("no answer within %d seconds", int(callTimeout.Seconds())), nil), again: true}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &failure{err: k.fail(partner.CodeUnreachable, "the answer was cut off", err), again: true}
	}
	noConnection := dial != nil && dial.Op == "dial"
	return &failure{err: k.fail(partner.CodeUnreachable, k.target.Host, err), again: true, untouched: noConnection}
}

// fail makes the error of a call.
func (k call) fail(code partner.Code, detail string, cause error) *partner.Error {
	return &partner.Error{Code: code, Detail: detail, CorrelationID: k.correlation, Err: cause}
}

// cancelled is the error of a call whose context ended.
func cancelled(ctx context.Context, k call) *partner.Error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return k.fail(partner.CodeUnreachable, "no answer in time", ctx.Err())
	}
	return k.fail(partner.CodeCancelled, "", ctx.Err())
}

// signInError passes on why there is no token.
func signInError(err error) *partner.Error {
	if e, ok := errors.AsType[*partner.Error](err); ok {
		return e
	}
	return partner.NewError(partner.CodeSignIn, err.Error(), nil)
}

// hide takes the token out of whatever the service or the network layer said.
// What the cause was is kept as text alone.
func hide(e *partner.Error, token string) {
	blank := func(s string) string { return strings.ReplaceAll(s, token, "[token]") }
	e.Detail, e.ServiceCode, e.CorrelationID = blank(e.Detail), blank(e.ServiceCode), blank(e.CorrelationID)
	if e.Err != nil && strings.Contains(e.Err.Error(), token) {
		e.Err = errors.New(blank(e.Err.Error()))
	}
}

// visible reports whether s is made of visible ASCII alone, as ids, tokens and
// addresses in headers are.
func visible(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
