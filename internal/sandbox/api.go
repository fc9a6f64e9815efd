package sandbox

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
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
}

// reply is a good answer.
type reply struct {
	body any
	bom  bool // the service starts this answer with a byte-order mark
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

// route is a documented call. userOnly ones refuse tokens without a user.
type route struct {
	parts    []string
	userOnly bool
	granular bool // needs a granular role in the customer's tenant
	answer   func(*call) (reply, *problem)
}

func newAPI(c *center, t tokens, origin string, f *faults) *api {
	a := &api{center: c, tokens: t, origin: origin, faults: f}
	const userOnly, granular = 1, 2
	add := func(path string, needs int, answer func(*call) (reply, *problem)) {
		a.routes = append(a.routes, route{
			parts: strings.Split(path, "/"), userOnly: needs&userOnly != 0, granular: needs&granular != 0, answer: answer,
		})
	}
	add("customers", 0, (*call).customers)
	add("customers/relationshiprequests", userOnly, (*call).relationshipRequest)
	add("customers/{customer}", 0, (*call).customer)
	add("customers/{customer}/organization", granular, (*call).organization)
	add("customers/{customer}/customDomains", granular, (*call).customDomains)
	add("customers/{customer}/profiles/company", userOnly, (*call).companyProfile)
	add("customers/{customer}/profiles/billing", 0, (*call).billingProfile)
	add("customers/{customer}/relationships", userOnly, (*call).customerRelationships)
	add("customers/{customer}/qualifications", 0, (*call).qualifications)
	add("customers/{customer}/agreements", userOnly, (*call).agreements)
	add("customers/{customer}/directSignedMicrosoftCustomerAgreementStatus", userOnly, (*call).directSigned)
	add("customers/{customer}/subscriptions", 0, (*call).subscriptions)
	add("customers/{customer}/subscriptions/{subscription}", 0, (*call).subscription)
	add("customers/{customer}/subscriptions/{subscription}/addons", 0, (*call).addons)
	add("customers/{customer}/users", userOnly|granular, (*call).users)
	add("customers/{customer}/users/{user}", userOnly|granular, (*call).user)
	add("customers/{customer}/users/{user}/licenses", userOnly|granular, (*call).userLicenses)
	add("customers/{customer}/subscribedskus", userOnly|granular, (*call).subscribedSkus)
	add("customers/{customer}/managedservices", userOnly, (*call).managedServices)
	add("customers/{customer}/servicerequests", userOnly, (*call).serviceRequests)
	add("agreements", userOnly, (*call).agreementTemplates)
	add("profiles/organization", userOnly, (*call).organizationProfile)
	add("profiles/mpn", userOnly, (*call).mpnProfile)
	add("profiles/legalbusiness", 0, (*call).legalProfile)
	add("relationships", userOnly, (*call).relationships)
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
	route, values, ok := a.find(r.URL.Path)
	if !ok {
		a.fail(w, r, &problem{status: 404, code: 1000, description: "The resource was not found."})
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		a.fail(w, r, &problem{status: 405, code: "3000", description: "The practice Partner Center answers reading calls only."})
		return
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		a.fail(w, r, &problem{status: 400, code: 800002, description: "The query cannot be read."})
		return
	}
	c := &call{api: a, query: query, request: r, values: values}
	good, bad := c.run(route, level)
	if bad != nil {
		a.fail(w, r, bad)
		return
	}
	a.answer(w, r, good)
}

// run checks what every call checks, in the order of the service: the kind of
// token, the customer, the rights in the customer's tenant.
func (c *call) run(rt *route, level tokenLevel) (reply, *problem) {
	if rt.userOnly && level == tokenApp {
		return reply{}, &problem{status: 403, code: 900329, description: "App-only authentication is not supported for this resource; use app and user authentication."}
	}
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
	if rt.granular && !t.granular {
		return reply{}, &problem{status: 403, code: 900308, description: "A granular role in the customer's tenant is missing.", data: []any{"Directory readers", "Global reader"}}
	}
	return rt.answer(c)
}

// find gives the first route that fits a path. Fixed parts match in any case
// of their letters.
func (a *api) find(path string) (*route, map[string]string, bool) {
	rest, ok := strings.CutPrefix(path, "/v1/")
	if !ok {
		return nil, nil, false
	}
	parts := strings.Split(rest, "/")
	for i := range a.routes {
		if values, ok := a.routes[i].match(parts); ok {
			return &a.routes[i], values, true
		}
	}
	return nil, nil, false
}

func (rt *route) match(parts []string) (map[string]string, bool) {
	if len(parts) != len(rt.parts) {
		return nil, false
	}
	values := map[string]string{}
	for i, want := range rt.parts {
		name, isParameter := strings.CutPrefix(want, "{")
		switch {
		case isParameter && parts[i] != "":
			values[strings.TrimSuffix(name, "}")] = parts[i]
		case !strings.EqualFold(parts[i], want):
			return nil, false
		}
	}
	return values, true
}

func (a *api) answer(w http.ResponseWriter, r *http.Request, good reply) {
	body, err := json.Marshal(good.body)
	if err != nil {
		a.fail(w, r, &problem{status: 500, code: 900192, description: "The answer could not be written."})
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if good.bom {
		body = append([]byte("\xEF\xBB\xBF"), body...)
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
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
	}
	return tokenWrong
}
