package sandbox

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// failing answers a request as a fault wants.
type failing func(*faults, *fault, http.ResponseWriter, *http.Request, http.Handler)

// faultKinds are the ways to fail that take no value.
var faultKinds = map[string]failing{
	"expired":     (*faults).expired,
	"step-up":     (*faults).stepUp,
	"long-error":  (*faults).longError,
	"reset":       func(*faults, *fault, http.ResponseWriter, *http.Request, http.Handler) { panic(http.ErrAbortHandler) },
	"truncate":    (*faults).truncate,
	"html":        (*faults).html,
	"login-page":  (*faults).loginPage,
	"empty":       (*faults).empty,
	"text":        (*faults).text,
	"deep":        (*faults).deep,
	"huge-number": (*faults).hugeNumber,
	"bomb":        (*faults).bomb,
	"endless":     (*faults).endlessBody,
	"flood":       (*faults).flood,
	"bom":         edited(func(_ *fault, body []byte) []byte { return append([]byte("\xEF\xBB\xBF"), body...) }),
	"latin1":      edited(latin1),
	"repeat":      edited(ofList(repeat)),
	"no-end":      edited(ofList(noEnd)),
	"duplicate":   edited(ofList(duplicate)),
	"vanish":      edited(ofList(vanish)),
	"no-items":    edited(ofList(func(_ *fault, list map[string]any) { list["items"] = nil })),
	"odd-rows":    edited(ofList(oddRows)),
	"odd-total":   edited(ofList(func(_ *fault, list map[string]any) { list["totalCount"] = 1 })),
	"cart-errors": edited(cartErrors),
}

// serve answers a request, or fails it as the faults want.
func (f *faults) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	for _, hit := range f.hits(r) {
		if hit.skew != 0 {
			w.Header().Set("Date", time.Now().Add(hit.skew).UTC().Format(http.TimeFormat))
		}
		switch hit.kind {
		case "slow":
			select {
			case <-time.After(hit.slow):
			case <-r.Context().Done():
				return
			}
		case "drip":
			f.drip(hit, w, r, next)
			return
		case "status", "code":
			hit.refuse(w)
			return
		case "redirect":
			http.Redirect(w, r, "https://"+hit.host+r.URL.RequestURI(), http.StatusTemporaryRedirect) //nolint:gosec // to the host that the fault names, on purpose
			return
		case "next":
			edited(ofList(elsewhere))(f, hit, w, r, next)
			return
		default:
			faultKinds[hit.kind](f, hit, w, r, next)
			return
		}
	}
	next.ServeHTTP(w, r)
}

// refuse writes a status with the body that the service or its gateway has for
// it.
func (f *fault) refuse(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	seconds := f.retryAfter
	switch {
	case f.retryDate:
		w.Header().Set("Retry-After", time.Now().Add(f.skew+f.retryIn).UTC().Format(http.TimeFormat))
	case seconds != "":
		w.Header().Set("Retry-After", seconds)
	default:
		seconds = "57"
	}
	w.WriteHeader(f.status)
	switch {
	case f.kind == "code":
		f.writeCode(w)
	case f.status == http.StatusTooManyRequests && f.retryDate:
		_, _ = io.WriteString(w, `{"statusCode":429,"message":"Rate limit is exceeded."}`)
	case f.status == http.StatusTooManyRequests:
		fmt.Fprintf(w, `{"statusCode":429,"message":"Rate limit is exceeded. Try again in %s seconds."}`, seconds)
	default:
		fmt.Fprintf(w, `{"code":%d,"description":"Fault of the practice Partner Center.","source":"PartnerFD"}`, 900000+f.status)
	}
}

// expired is what the service says to a token whose time is over.
func (f *faults) expired(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token", error_description="The access token expired"`)
	w.WriteHeader(http.StatusUnauthorized)
}

// stepUp asks the next token to bring more, such as a second factor (Microsoft
// identity platform, "Claims challenges, claims requests and client capabilities").
func (f *faults) stepUp(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	claims := base64.StdEncoding.EncodeToString([]byte(`{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`))
	w.Header().Set("WWW-Authenticate", `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="`+claims+`"`)
	w.WriteHeader(http.StatusUnauthorized)
}

// longError is the other shape of an error body, which the calls about agreements
// have.
func (f *faults) longError(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_, _ = io.WriteString(w, `{"code":800002,"message":"The input is not valid.","description":"Fault of the practice Partner Center.",`+
		`"errorName":"InvalidInput","isRetryable":false,"parameters":{},"errorMessageExtended":"InternalErrorCode=800002"}`)
}

func (f *faults) html(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	webPage(w, http.StatusBadGateway, "<title>Proxy</title><p>The proxy could not reach the server.</p>")
}

// loginPage is what the network of a hotel answers to everything.
func (f *faults) loginPage(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	webPage(w, http.StatusOK, "<title>Welcome</title><p>Sign in to use the network.</p>")
}

func webPage(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, "<!doctype html>"+body)
}

func (f *faults) empty(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
}

func (f *faults) text(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "text/plain")
	_, _ = io.WriteString(w, "The service is being moved.\n")
}

// deep nests lists deeper than any decoder follows.
func (f *faults) deep(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"items":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+"}")
}

func (f *faults) hugeNumber(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"totalCount":`+strings.Repeat("9", 400)+`,"items":[]}`)
}

// bomb is small on the line and large in memory.
func (f *faults) bomb(_ *fault, w http.ResponseWriter, r *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Encoding", "gzip")
	packed := gzip.NewWriter(w)
	blank := bytes.Repeat([]byte(" "), 1<<20)
	for range 128 {
		if _, err := packed.Write(blank); err != nil || r.Context().Err() != nil {
			return
		}
	}
	_ = packed.Close()
}

func (f *faults) endlessBody(_ *fault, w http.ResponseWriter, r *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	blank := bytes.Repeat([]byte(" "), 1<<20)
	for r.Context().Err() == nil {
		if _, err := w.Write(blank); err != nil {
			return
		}
	}
}

// flood sends more headers than anybody wants.
func (f *faults) flood(_ *fault, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "application/json")
	for i := range 300 {
		w.Header().Set("X-Practice-"+strconv.Itoa(i), strings.Repeat("x", 8<<10))
	}
	_, _ = io.WriteString(w, `{"items":[]}`)
}

func (f *faults) truncate(_ *fault, w http.ResponseWriter, r *http.Request, next http.Handler) {
	next.ServeHTTP(&halfWriter{ResponseWriter: w}, r)
	panic(http.ErrAbortHandler)
}

// halfWriter lets half of the first piece of an answer through.
type halfWriter struct{ http.ResponseWriter }

func (h *halfWriter) Write(b []byte) (int, error) {
	if _, err := h.ResponseWriter.Write(b[:len(b)/2]); err != nil {
		return 0, err
	}
	if flusher, ok := h.ResponseWriter.(http.Flusher); ok {
		flusher.Flush()
	}
	return len(b), nil
}

// drip sends the answer in ten pieces over its time.
func (f *faults) drip(hit *fault, w http.ResponseWriter, r *http.Request, next http.Handler) {
	body := pass(w, r, next)
	size := max((len(body)+9)/10, 1)
	for len(body) > 0 {
		piece := body[:min(size, len(body))]
		if _, err := w.Write(piece); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		body = body[len(piece):]
		select {
		case <-time.After(hit.slow / 10):
		case <-r.Context().Done():
			return
		}
	}
}

// edited makes a fault of a change to a good answer.
func edited(edit func(*fault, []byte) []byte) failing {
	return func(f *faults, hit *fault, w http.ResponseWriter, r *http.Request, next http.Handler) {
		body := pass(w, r, next)
		f.mu.Lock()
		body = edit(hit, body)
		f.mu.Unlock()
		_, _ = w.Write(body) // a caller that has gone needs no answer
	}
}

// pass lets the answer be made, sends its headers and gives its body.
func pass(w http.ResponseWriter, r *http.Request, next http.Handler) []byte {
	held := &heldWriter{header: w.Header(), status: http.StatusOK}
	next.ServeHTTP(held, r)
	w.Header().Del("Content-Length")
	w.WriteHeader(held.status)
	return held.body.Bytes()
}

// heldWriter keeps an answer.
type heldWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *heldWriter) Header() http.Header         { return h.header }
func (h *heldWriter) WriteHeader(status int)      { h.status = status }
func (h *heldWriter) Write(b []byte) (int, error) { return h.body.Write(b) }

// latin1 writes what is not ASCII as the wrong bytes.
func latin1(_ *fault, body []byte) []byte {
	var out []byte
	for _, r := range string(body) {
		if r > 0xFF {
			r = '?'
		}
		out = append(out, byte(r))
	}
	return out
}

// ofList edits the envelope of a list, and leaves every other answer alone.
func ofList(edit func(*fault, map[string]any)) func(*fault, []byte) []byte {
	return func(f *fault, body []byte) []byte {
		var list map[string]any
		if json.Unmarshal(body, &list) != nil || list["items"] == nil {
			return body
		}
		edit(f, list)
		out, err := json.Marshal(list)
		if err != nil { // what was read as JSON can be written as such
			return body
		}
		return out
	}
}

func linksOf(list map[string]any) map[string]any {
	all, ok := list["links"].(map[string]any)
	if !ok {
		all = map[string]any{}
		list["links"] = all
	}
	return all
}

func nextLink(uri, token string) map[string]any {
	return map[string]any{"uri": uri, "method": "GET", "headers": []any{map[string]any{"key": "MS-ContinuationToken", "value": token}}}
}

// repeat offers the same next page after each page.
func repeat(_ *fault, list map[string]any) {
	linksOf(list)["next"] = nextLink("/customers?size=500", "AAAA==")
}

// noEnd offers one more page, with nobody in it, for ever.
func noEnd(f *fault, list map[string]any) {
	list["items"] = []any{}
	linksOf(list)["next"] = nextLink("/customers?size=500&round="+strconv.Itoa(f.done), "")
}

// elsewhere lets the next page be at another host.
func elsewhere(f *fault, list map[string]any) {
	linksOf(list)["next"] = nextLink("https://"+f.host+"/v1/customers?size=500", "AAAA==")
}

// duplicate adds the first row that was listed to each page.
func duplicate(f *fault, list map[string]any) {
	items, _ := list["items"].([]any)
	if f.first == nil && len(items) > 0 {
		f.first = items[0]
	}
	if f.first != nil {
		list["items"] = append(items, f.first)
	}
}

// vanish empties a list, and ends it.
func vanish(_ *fault, list map[string]any) {
	list["items"], list["totalCount"] = []any{}, 0
	delete(linksOf(list), "next")
}

// oddRows adds rows that no program expects.
func oddRows(_ *fault, list map[string]any) {
	items, _ := list["items"].([]any)
	list["items"] = append(items, nil, map[string]any{}, map[string]any{"id": "no id"}, map[string]any{"companyProfile": nil})
}

// cartErrors makes each line of a cart one that cannot be ordered, in an answer
// that says 201 all the same ("Create a cart").
func cartErrors(_ *fault, body []byte) []byte {
	var cart map[string]any
	if json.Unmarshal(body, &cart) != nil {
		return body
	}
	lines, _ := cart["lineItems"].([]any)
	for _, one := range lines {
		if line, ok := one.(map[string]any); ok {
			line["error"] = cartError{Code: lineInventory, Description: "The item is not available in the quantity that was asked for."}
		}
	}
	out, err := json.Marshal(cart)
	if err != nil { // what was read as JSON can be written as such
		return body
	}
	return out
}
