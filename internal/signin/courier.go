package signin

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

const (
	answerLimit = 1 << 20 // bytes of an answer of Microsoft Entra ID
	callTimeout = 30 * time.Second
	// slowerBy is what each slow_down adds to the time between two questions
	// (RFC 8628, section 3.5), and usualInterval the time where none is named.
	slowerBy      = 5 * time.Second
	usualInterval = 5 * time.Second
)

// exchange is what happened on the wire during one acquisition: MSAL's errors
// hold whole answers, so what is needed of a refusal is taken here.
type exchange struct {
	refused *refusal
	failed  error         // the last request got no whole answer
	ends    time.Time     // of the device code that is waited for; zero for none
	pause   time.Duration // between two questions
	next    time.Time     // no question before
}

type exchangeKey struct{}

func withExchange(ctx context.Context) (context.Context, *exchange) {
	x := &exchange{}
	return context.WithValue(ctx, exchangeKey{}, x), x
}

// courier carries MSAL's requests: to the hosts of the cloud alone, at the pace
// that the service asks for, with bounded answers.
type courier struct {
	place place
	next  http.RoundTripper
	now   func() time.Time
	log   *slog.Logger
}

var errForeignHost = errors.New("a host that does not belong to the cloud was named")

// newHTTP makes the client that MSAL uses. Its redirects are refused: the
// documented endpoints have none, and bodies hold codes and tokens.
func newHTTP(p place, base *http.Client, now func() time.Time, log *slog.Logger) *http.Client {
	next := http.DefaultTransport
	if base != nil && base.Transport != nil {
		next = base.Transport
	}
	return &http.Client{
		Transport:     &courier{place: p, next: next, now: now, log: log},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// RoundTrip implements http.RoundTripper.
func (c *courier) RoundTrip(req *http.Request) (*http.Response, error) {
	x, _ := req.Context().Value(exchangeKey{}).(*exchange)
	if x == nil {
		x = &exchange{}
	}
	if req.URL.Scheme != "https" || !c.place.asks(req.URL.Host) {
		x.failed = errForeignHost
		return nil, errForeignHost
	}
	token := req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/token")
	if !x.ends.IsZero() && token {
		if err := sleep(req.Context(), x.next.Sub(c.now())); err != nil {
			return nil, err
		}
		defer func() { x.next = c.now().Add(x.pause) }()
	}
	res, body, err := c.carry(req)
	x.failed = err
	if err != nil {
		return nil, err
	}
	x.refused = nil
	if res.StatusCode != http.StatusOK {
		x.refused = readRefusal(res.StatusCode, body)
		if x.refused.name == "slow_down" {
			x.pause += slowerBy
		}
	}
	if c.log.Enabled(req.Context(), slog.LevelDebug) {
		fields := []any{"path", req.URL.EscapedPath(), "status", res.StatusCode}
		if r := x.refused; r != nil {
			fields = append(fields, "code", r.code, "name", r.name, "correlation", r.correlation)
		}
		c.log.DebugContext(req.Context(), "entra id", fields...)
	}
	return res, nil
}

// carry makes the request and reads its answer whole, within a time.
func (c *courier) carry(req *http.Request) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(req.Context(), callTimeout)
	defer cancel()
	res, err := c.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = res.Body.Close() }() // nothing is lost: all that is wanted was read
	body, err := io.ReadAll(io.LimitReader(res.Body, answerLimit+1))
	if err != nil {
		return nil, nil, err
	}
	if len(body) > answerLimit {
		return nil, nil, fmt.Errorf("the answer is larger than %d kB", answerLimit>>10)
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, body, nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
