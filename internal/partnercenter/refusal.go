package partnercenter

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

// maxDetail is how many runes of the service's words are kept.
const maxDetail = 500

// refusal reads an answer whose status is not a success. The body helps if it
// can be read, and is not needed.
func (c *Client) refusal(k call, res *http.Response) *failure {
	body, _ := io.ReadAll(io.LimitReader(res.Body, maxErrorAnswer))
	code, said := readRefusal(bytes.TrimPrefix(body, byteOrderMark))
	if said == "" {
		said = challenge(res.Header.Get("WWW-Authenticate"))
	}
	e := k.fail(codeFor(res.StatusCode, code, k.target.Path), clip(said), nil)
	if e.Detail == "" {
		e.Detail = fmt.Sprintf("HTTP status %d", res.StatusCode)
	}
	e.ServiceCode, e.HTTPStatus = code, res.StatusCode
	claims := claimsOf(res)
	if claims != "" && e.Code != partner.CodeSignIn {
		e.Code = partner.CodeSignIn // what is missing is a step of the sign-in, and no role
	}
	after := retryAfter(res.Header, said, c.options.Now())
	if after > longestWait {
		e.Detail = fmt.Sprintf("it asks to wait for %.0f minutes", math.Ceil(after.Minutes()))
	}
	return &failure{err: e, claims: claims, again: repeatable(res.StatusCode), untouched: refusedOutright(res), after: after}
}

// refusalBody is the union of the error bodies that were seen: Partner
// Center's own, that of agreements, that of the throttling gateway, and
// OAuth's.
type refusalBody struct {
	Code             text            `json:"code"`
	Description      text            `json:"description"`
	Message          text            `json:"message"`
	ExtendedMessage  text            `json:"errorMessageExtended"`
	ErrorName        text            `json:"errorName"`
	ErrorCode        text            `json:"errorCode"`
	ErrorDescription text            `json:"error_description"`
	Error            json.RawMessage `json:"error"` // a code, or an object like this one
}

// readRefusal gives the service's code and its words; both are "" if the body
// is of no known shape.
func readRefusal(body []byte) (code, said string) {
	trimmed := bytes.TrimSpace(body)
	if len(trimmed) == 0 || trimmed[0] == '<' {
		return "", ""
	}
	if trimmed[0] != '{' {
		if trimmed[0] == '[' || bytes.IndexByte(trimmed, '\n') >= 0 {
			return "", ""
		}
		return "", strings.Trim(string(trimmed), `"`)
	}
	b, err := decode[refusalBody](trimmed)
	if err != nil {
		return "", ""
	}
	code = first(b.Code, b.ErrorCode)
	said = first(b.Description, b.Message, b.ExtendedMessage, b.ErrorDescription, b.ErrorName)
	if inner := bytes.TrimSpace(b.Error); len(inner) > 0 && inner[0] == '{' {
		if nested, err := decode[refusalBody](inner); err == nil {
			code = first(text(code), nested.Code, nested.ErrorCode)
			said = first(text(said), nested.Description, nested.Message)
		}
	} else if len(inner) > 0 && inner[0] == '"' {
		var name text
		_ = name.UnmarshalJSON(inner)
		code = first(text(code), name)
	}
	return clip(code), said
}

// Compiled when one is needed, and not at each start of the program.
var (
	challengeWords  = lazily(`error_description="([^"]*)"`)
	challengeClaims = lazily(`(?i)(?:^|[\s,])claims="((?:[^"\\]|\\.)*)"`)
	tryAgainIn      = lazily(`(?i)try again in (\d{1,6}) seconds?`)
)

func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// challenge gives the words of a WWW-Authenticate header.
func challenge(header string) string {
	if m := challengeWords().FindStringSubmatch(header); m != nil {
		return m[1]
	}
	return ""
}

// maxClaims is how many bytes of claims are passed on.
const maxClaims = 4096

// claimsOf gives the claims that a refusal asks the next token to bring, as JSON;
// "" if it asks for none that can be passed on (Microsoft identity platform,
// "Claims challenges, claims requests and client capabilities").
func claimsOf(res *http.Response) string {
	if res.StatusCode != http.StatusUnauthorized && res.StatusCode != http.StatusForbidden {
		return ""
	}
	for _, header := range res.Header.Values("WWW-Authenticate") {
		m := challengeClaims().FindStringSubmatch(header)
		if scheme, _, _ := strings.Cut(header, " "); m == nil || !strings.EqualFold(scheme, "Bearer") || len(m[1]) > 2*maxClaims {
			continue
		}
		claims := []byte(strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(m[1]))
		if !json.Valid(claims) {
			text := strings.NewReplacer("-", "+", "_", "/", "=", "").Replace(m[1])
			claims, _ = base64.RawStdEncoding.DecodeString(text)
		}
		var object map[string]json.RawMessage
		if len(claims) <= maxClaims && utf8.Valid(claims) && json.Unmarshal(claims, &object) == nil && len(object) > 0 {
			return string(claims)
		}
	}
	return ""
}

// codeFor says what a refusal means for the person
// (Partner Center, "REST error codes").
func codeFor(status int, code, path string) partner.Code {
	switch code {
	case "900329", "900420", "900316": // this call needs a signed-in user, or the token is for another service
		return partner.CodeSignIn
	case "900308", "900150", "2032":
		return missingRole(path)
	case "900118", "400072":
		return partner.CodeNotFound
	}
	switch status {
	case http.StatusUnauthorized:
		return partner.CodeSignIn
	case http.StatusForbidden:
		if code == "" {
			return missingRole(path)
		}
		return partner.CodeService
	case http.StatusNotFound, http.StatusGone:
		return partner.CodeNotFound
	case http.StatusTooManyRequests:
		return partner.CodeThrottled
	case http.StatusProxyAuthRequired, http.StatusRequestTimeout,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return partner.CodeUnreachable
	}
	if status < 400 {
		return partner.CodeBadAnswer
	}
	return partner.CodeService
}

// missingRole tells the two sets of roles apart: what belongs to a customer's
// directory needs a granular role in the customer's tenant, and everything else
// a role in the partner's own.
func missingRole(path string) partner.Code {
	for _, part := range []string{"/users", "/subscribedskus", "/managedservices", "/directoryroles", "/organization", "/customDomains"} {
		if strings.Contains(path, "/customers/") && strings.Contains(path+"/", part+"/") {
			return partner.CodeGranularRights
		}
	}
	return partner.CodeForbidden
}

// first gives the first value that is not empty.
func first(values ...text) string {
	for _, v := range values {
		if v != "" {
			return string(v)
		}
	}
	return ""
}

// clip makes a text valid UTF-8 of a bounded length.
func clip(s string) string {
	s = strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD"))
	if utf8.RuneCountInString(s) <= maxDetail {
		return s
	}
	return string([]rune(s)[:maxDetail-1]) + "…"
}
