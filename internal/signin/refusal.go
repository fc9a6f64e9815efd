package signin

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"cspdesk/internal/partner"
)

// refusal is what Microsoft Entra ID says instead of giving a token.
type refusal struct {
	status      int
	name        string // OAuth's, such as invalid_grant; "" if none
	code        string // such as AADSTS50076; "" if none
	words       string // of the service; may hold anything
	correlation string
	claims      string // that the next sign-in must bring; "" if none
}

// Compiled when one is needed, and not at each start of the program.
var (
	entraCode   = lazily(`AADSTS[0-9]{1,12}`)
	entraTrails = lazily(`(?is)\s*(Trace ID|Correlation ID|Timestamp):.*`)
	simpleName  = lazily(`^[a-z_]{1,60}$`)
	simpleID    = lazily(`^[0-9A-Za-z-]{1,64}$`)
)

func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// readRefusal reads an OAuth error (RFC 6749, section 5.2; Microsoft identity
// platform, "Authentication and authorization error codes"). A body of another
// shape gives the status alone.
func readRefusal(status int, body []byte) *refusal {
	var said struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		Correlation string `json:"correlation_id"`
		Claims      string `json:"claims"`
	}
	r := &refusal{status: status}
	if json.Unmarshal(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")), &said) != nil {
		return r
	}
	if simpleName().MatchString(said.Error) {
		r.name = said.Error
	}
	if simpleID().MatchString(said.Correlation) {
		r.correlation = said.Correlation
	}
	if len(said.Claims) <= 4096 && json.Valid([]byte(said.Claims)) {
		r.claims = said.Claims
	}
	r.code, r.words = wordsOf(said.Description)
	return r
}

// maxWords is how many bytes of the service's words are kept.
const maxWords = 500

// wordsOf splits a description into its code and the sentence behind it.
func wordsOf(description string) (code, words string) {
	code = entraCode().FindString(description)
	words = entraTrails().ReplaceAllString(description, "")
	words = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(words), code+":"))
	if len(words) > maxWords {
		words = strings.ToValidUTF8(words[:maxWords], "") + "…"
	}
	return code, words
}

// passing reports whether the service cannot answer at the moment, so that the
// tokens that are kept are as good as before.
func (r *refusal) passing() bool {
	return r.status >= 500 || r.status == http.StatusTooManyRequests || r.name == "temporarily_unavailable"
}

// translate makes the program's error of what an acquisition came to. err is
// MSAL's and is not kept: its text may hold a whole answer.
func (x *exchange) translate(ctx context.Context, p place, now time.Time, err error) error {
	host := strings.TrimPrefix(p.authority, "https://")
	if known, ok := errors.AsType[*partner.Error](err); ok {
		return known
	}
	switch r := x.refused; {
	case errors.Is(context.Cause(ctx), context.Canceled):
		return partner.NewError(partner.CodeCancelled, "", context.Canceled)
	case errors.Is(x.failed, errForeignHost):
		return partner.NewError(partner.CodeBadAnswer, errForeignHost.Error(), nil)
	case !x.ends.IsZero() && !now.Before(x.ends) && (r == nil || isPending(r.name)):
		return expired()
	case r != nil && r.passing():
		return &partner.Error{Code: partner.CodeUnreachable, Detail: join(host, r.words), ServiceCode: r.code, HTTPStatus: r.status, CorrelationID: r.correlation}
	case r != nil && (r.name != "" || r.code != ""):
		return refusedError(r)
	case r != nil:
		return &partner.Error{Code: partner.CodeBadAnswer, Detail: fmt.Sprintf("%s: HTTP status %d", host, r.status)}
	case x.failed != nil:
		return partner.NewError(partner.CodeUnreachable, host, nil)
	case errors.Is(err, context.DeadlineExceeded):
		return partner.NewError(partner.CodeUnreachable, host, nil)
	}
	return partner.NewError(partner.CodeBadAnswer, host+": the answer is not what Microsoft Entra ID documents", nil)
}

func isPending(name string) bool { return name == "authorization_pending" || name == "slow_down" }

// The codes of this program where Microsoft Entra ID has no number for it.
const (
	codeExpired  = "expired_token"
	codeDeclined = "access_denied"
)

func expired() error {
	return &partner.Error{Code: partner.CodeSignIn, ServiceCode: codeExpired}
}

func refusedError(r *refusal) error {
	e := &partner.Error{Code: partner.CodeSignIn, ServiceCode: r.code, Detail: r.words, HTTPStatus: r.status, CorrelationID: r.correlation}
	switch {
	case r.name == "authorization_declined", r.name == codeDeclined && r.code == "":
		e.ServiceCode = codeDeclined
	case r.name == codeExpired, r.name == "code_expired", r.name == "bad_verification_code":
		e.ServiceCode = codeExpired
	}
	if e.ServiceCode == "" {
		e.ServiceCode = r.name
	}
	return e
}

func join(host, words string) string {
	if words == "" {
		return host
	}
	return host + ": " + words
}
