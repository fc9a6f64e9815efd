package sandbox

import (
	"cmp"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/google/uuid"
)

// api answers the REST calls below /v1.
type api struct {
	center *center
	tokens tokens
	origin string // of this server, without a slash at the end
	routes []route
	faults *faults
}

// call is one request on its way to an answer.
type call struct {
	*api
	query   url.Values
	request *http.Request
	values  map[string]string // path parameters
	tenant  tenant            // of a path below /v1/customers/{customer}
	body    []byte            // of a call that changes something
	delta   delta             // what such a call changes
}

// reply is a good answer.
type reply struct {
	status   int    // 0 is 200
	location string // for the header; "" for none
	body     any    // nil for an answer without a body; json.RawMessage is sent as it is
	bom      bool   // the service starts this answer with a byte-order mark
}

// problem is an error answer. The service has several bodies for one.
type problem struct {
	status      int
	code        any // a number or a string, as the service mixes them
	description string
	data        []any
	shape       problemShape
}

type problemShape uint8

const (
	shapeUsual     problemShape = iota
	shapeAgreement              // of the agreement resources
)

func newAPI(c *center, t tokens, origin string, f *faults) *api {
	a := &api{center: c, tokens: t, origin: origin, faults: f}
	a.routeAll()
	return a
}

// ServeHTTP implements http.Handler.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, name := range []string{"MS-RequestId", "MS-CorrelationId"} {
		id := r.Header.Get(name)
		if _, ok := parseGUID(id); !ok {
			id = uuid.NewString()
		}
		w.Header().Set(name, id)
	}
	w.Header().Set("MS-CV", "practice.0")
	w.Header().Set("MS-ServerId", "practice")
	w.Header().Set("Cache-Control", "no-store")
	a.faults.serve(w, r, http.HandlerFunc(a.serve))
}

func (a *api) serve(w http.ResponseWriter, r *http.Request) {
	level := a.tokens.check(r.Header.Get("Authorization"))
	if level == tokenWrong {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token", error_description="The access token is missing or not valid"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	rt, values, allowed := a.find(r.Method, r.URL.Path)
	switch {
	case rt == nil && allowed == nil:
		a.fail(w, r, &problem{status: 404, code: 1000, description: "The resource was not found."})
		return
	case rt == nil:
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		a.fail(w, r, &problem{status: 405, code: "3000", description: "The method is not allowed for this resource."})
		return
	case rt.userOnly && level == tokenApp:
		a.fail(w, r, &problem{status: 403, code: 900329, description: "App-only authentication is not supported for this resource; use app and user authentication."})
		return
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		a.fail(w, r, &problem{status: 400, code: 800002, description: "The query cannot be read."})
		return
	}
	c := &call{api: a, query: query, request: r, values: values}
	if rt.method == http.MethodGet || rt.method == http.MethodHead {
		good, bad := c.run(rt)
		a.send(w, r, good, bad)
		return
	}
	if c.body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm)); err != nil {
		a.fail(w, r, &problem{status: 400, code: 800002, description: "The body is too large or could not be read."})
		return
	}
	good, bad := c.write(rt)
	a.send(w, r, good, bad)
}

// write runs a call that changes something: one at a time, on disk before it
// is answered, and not again when it is repeated under its id.
func (c *call) write(rt *route) (reply, *problem) {
	c.center.writing.Lock()
	defer c.center.writing.Unlock()
	id, print := requestID(c.request), fingerprint(c.request, c.body)
	if before, ok := c.center.replay(id, print); ok {
		return before.again(c.body), nil
	}
	good, bad := c.run(rt)
	if bad != nil {
		return reply{}, bad
	}
	w := &written{delta: c.delta}
	if id != "" {
		w.Request = &served{ID: id, Call: print, Status: good.status, Location: good.location, BOM: good.bom}
		if good.body != nil {
			answer, err := json.Marshal(good.body)
			if err != nil {
				return reply{}, unsaved()
			}
			w.Request.Answer, w.Request.Secret = withoutSecret(answer)
		}
	}
	if w.Request == nil && reflect.ValueOf(w.delta).IsZero() {
		return good, nil // it changed nothing, and nobody can repeat it by its id
	}
	if err := c.center.record(event{Type: eventWrote, Tenant: c.tenant.id, Wrote: w}); err != nil {
		return reply{}, unsaved()
	}
	return good, nil
}

// unsaved is the answer to a change that did not reach the disk.
func unsaved() *problem {
	return &problem{status: 500, code: 900192, description: "The change could not be saved; nothing was changed."}
}

// unwritten is the answer to a call whose answer cannot be put into JSON.
func unwritten() *problem {
	return &problem{status: 500, code: 900192, description: "The answer could not be written."}
}

// run checks what every call into a customer's account checks, in the order of
// the service: the customer, then the rights in the customer's tenant.
func (c *call) run(rt *route) (reply, *problem) {
	id, ok := c.values["customer"]
	if !ok {
		return rt.answer(c)
	}
	if _, ok := parseGUID(id); !ok {
		return reply{}, &problem{status: 400, code: "900118", description: "The customer id is not valid.", data: []any{id}}
	}
	t, ok := c.center.tenant(id)
	if !ok {
		return reply{}, &problem{status: 404, code: "60003", description: "The tenant was not found.", data: []any{id}}
	}
	if !c.center.isCustomer(t) {
		return reply{}, &problem{status: 403, code: 20002, description: "The partner has no commerce relationship with this customer."}
	}
	c.tenant = t
	if rt.roles != nil && !t.granular {
		data := make([]any, len(rt.roles))
		for i, role := range rt.roles {
			data[i] = role
		}
		return reply{}, &problem{status: 403, code: 900308, description: "A granular role in the customer's tenant is missing.", data: data}
	}
	return rt.answer(c)
}

// send writes the good answer, or else the error.
func (a *api) send(w http.ResponseWriter, r *http.Request, good reply, bad *problem) {
	if bad != nil {
		a.fail(w, r, bad)
		return
	}
	a.answer(w, r, good)
}

func (a *api) answer(w http.ResponseWriter, r *http.Request, good reply) {
	status := cmp.Or(good.status, http.StatusOK)
	if good.location != "" {
		w.Header().Set("Location", good.location)
	}
	if good.body == nil {
		w.WriteHeader(status)
		return
	}
	var body []byte
	if raw, ok := good.body.(json.RawMessage); ok {
		body = raw
	} else {
		var err error
		if body, err = json.Marshal(good.body); err != nil {
			a.fail(w, r, unwritten())
			return
		}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if good.bom {
		body = append([]byte("\xEF\xBB\xBF"), body...)
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a caller that has gone needs no answer
}

// fail writes an error in the body that the resource has for it.
func (a *api) fail(w http.ResponseWriter, r *http.Request, p *problem) {
	var body any
	switch p.shape {
	case shapeAgreement:
		body = map[string]any{
			"code": p.code, "message": p.description, "description": p.description, "errorName": "InvalidInput",
			"isRetryable": false, "parameters": map[string]any{}, "errorMessageExtended": "practice",
		}
	default:
		usual := map[string]any{"code": p.code, "description": p.description, "source": "PartnerFD"}
		if p.data != nil {
			usual["data"] = p.data
		}
		body = usual
	}
	text, _ := json.Marshal(body) // numbers, strings and lists of them always can be written
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", fmt.Sprint(len(text)))
	w.WriteHeader(p.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(text) // a caller that has gone needs no answer
	}
}

// tokenLevel says what a bearer token may do.
type tokenLevel uint8

const (
	tokenWrong tokenLevel = iota
	tokenApp              // of an app without a user
	tokenUser             // of an app with a user
)

// tokens are the two bearer tokens of a practice center.
type tokens struct {
	User string `json:"user"`
	App  string `json:"app"`

	others *trust // nil for none
}

// check takes the same time for every wrong token.
func (t tokens) check(authorization string) tokenLevel {
	scheme, given, found := strings.Cut(authorization, " ")
	sum := sha256.Sum256([]byte(strings.TrimSpace(given)))
	user, app := sha256.Sum256([]byte(t.User)), sha256.Sum256([]byte(t.App))
	isUser := subtle.ConstantTimeCompare(sum[:], user[:]) == 1
	isApp := subtle.ConstantTimeCompare(sum[:], app[:]) == 1
	switch {
	case !found || !strings.EqualFold(scheme, "Bearer"):
		return tokenWrong
	case isUser:
		return tokenUser
	case isApp:
		return tokenApp
	case t.others.accept(strings.TrimSpace(given)):
		return tokenUser
	}
	return tokenWrong
}
