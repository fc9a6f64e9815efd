package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"cspdesk/internal/partner"
)

// The numbers that most rows share: what was stored before the third page
// failed, and the requests of a refresh that fails there at once or after every
// try, and of one that goes well.
const (
	beforeThird = 2 * listPerPage
	atOnce      = wrongPage
	everyTry    = wrongPage - 1 + 4
	allWell     = listPages
	oneMore     = listPages + 1
)

var misbehaviours = append(append(append(append(refusals, bodies...), connections...), continuations...), harmless...)

// refusals are answers with a status that is no success.
var refusals = []misbehaviour{
	{name: "400 without a word", does: status(400, ""), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "400 with a code as text", does: refuse(400, `"800002"`), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "400 with a code as number", does: refuse(400, "3000"), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "400 invalid customer", does: refuse(400, `"900118"`), code: partner.CodeNotFound, requests: atOnce, stored: beforeThird},
	{name: "401 for good", does: status(401, ""), code: partner.CodeSignIn, requests: atOnce, stored: beforeThird},
	{name: "401, and another token helps", does: staleToken, code: "", requests: oneMore, stored: listAll, renew: true},
	{name: "401, and another token does not", does: status(401, ""), code: partner.CodeSignIn, requests: atOnce + 1, stored: beforeThird, renew: true},
	{name: "401 wrong audience", does: refuse(401, "900420"), code: partner.CodeSignIn, requests: atOnce, stored: beforeThird},
	{name: "402", does: status(402, ""), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "403 without a word", does: status(403, ""), code: partner.CodeForbidden, requests: atOnce, stored: beforeThird},
	{name: "403 a role is missing", does: refuse(403, "900308"), code: partner.CodeForbidden, requests: atOnce, stored: beforeThird},
	{name: "403 Conditional Access", does: refuse(403, `"900309"`), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "403 app-only", does: refuse(403, "900329"), code: partner.CodeSignIn, requests: atOnce, stored: beforeThird},
	{name: "403 agreement not signed", does: refuse(403, "900149"), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "404 page of a proxy", does: html(404), code: partner.CodeNotFound, requests: atOnce, stored: beforeThird},
	{name: "405", does: status(405, ""), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "407 the proxy wants a password", does: status(407, ""), code: partner.CodeUnreachable, requests: atOnce, stored: beforeThird},
	{name: "408 for good", does: status(408, ""), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "409 busy", does: refuse(409, "800060"), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "410", does: status(410, ""), code: partner.CodeNotFound, requests: atOnce, stored: beforeThird},
	{name: "418", does: status(418, "short and stout"), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "429 for good", does: throttle(""), code: partner.CodeThrottled, requests: everyTry, stored: beforeThird},
	{name: "429 once, seconds", does: throttle("7"), once: true, requests: oneMore, stored: listAll},
	{name: "429 once, a date", does: throttle(time.Now().Add(30 * time.Second).UTC().Format(http.TimeFormat)), once: true, requests: oneMore, stored: listAll},
	{name: "429 once, a date that has passed", does: throttle("Mon, 02 Jan 2006 15:04:05 GMT"), once: true, requests: oneMore, stored: listAll},
	{name: "429 once, a clock days ahead", does: skewed, once: true, requests: oneMore, stored: listAll},
	{name: "429 once, nonsense", does: throttle("soon"), once: true, requests: oneMore, stored: listAll},
	{name: "429 an hour", does: throttle("3600"), code: partner.CodeThrottled, requests: atOnce, stored: beforeThird},
	{name: "429 a number without measure", does: throttle("99999999999999999999"), code: partner.CodeThrottled, requests: everyTry, stored: beforeThird},
	{name: "431", does: status(431, ""), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "451", does: status(451, ""), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "500 for good", does: refuse(500, "900192"), code: partner.CodeService, requests: everyTry, stored: beforeThird},
	{name: "500 once", does: refuse(500, "900192"), once: true, requests: oneMore, stored: listAll},
	{name: "501", does: status(501, ""), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "502 page of a proxy", does: html(502), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "503 for good", does: status(503, "Service Unavailable"), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "503 once on the first page", does: status(503, ""), at: 1, once: true, requests: oneMore, stored: listAll},
	{name: "503 on the first page", does: status(503, ""), at: 1, code: partner.CodeUnreachable, requests: 4, stored: 0},
	{name: "504", does: status(504, ""), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "511 the network wants a sign-in", does: html(511), code: partner.CodeService, requests: everyTry, stored: beforeThird},
	{name: "520 unknown", does: status(520, ""), code: partner.CodeService, requests: everyTry, stored: beforeThird},
	{name: "an error of a gigabyte", does: endless(500), code: partner.CodeService, requests: everyTry, stored: beforeThird},
	{name: "an error that repeats the token", does: echo, code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "an error with controls", does: status(400, `{"code":1,"description":"\u001b]0;x\u0007\u202e"}`), code: partner.CodeService, requests: atOnce, stored: beforeThird},
	{name: "300", does: status(300, ""), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "304", does: status(304, ""), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "204", does: status(204, ""), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "302 to another host", does: redirect(302, func(s *scripted) string { return s.other.URL + "/v1/customers" }), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "307 to another host over https", does: redirect(307, func(s *scripted) string { return s.away.URL + "/v1/customers" }), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "308 to https on the same host", does: redirect(308, func(s *scripted) string { return strings.Replace(s.URL, "http:", "https:", 1) }), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "302 in a circle", does: redirect(302, func(s *scripted) string { return s.URL + "/v1/customers" }), code: partner.CodeBadAnswer, requests: atOnce + 4, stored: beforeThird},
	{name: "302 without a place", does: status(302, ""), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
}

// bodies are answers with status 200 that are not what is documented.
var bodies = []misbehaviour{
	wrongBody("empty", ""),
	wrongBody("blank", " \r\n\t "),
	wrongBody("a web page", "<!doctype html><title>Sign in to the network</title>"),
	wrongBody("words", "The service is being moved."),
	wrongBody("a text in JSON", `"items"`),
	wrongBody("a number", "42"),
	wrongBody("null", "null"),
	wrongBody("no list", `{}`),
	wrongBody("another shape", `{"value":[]}`),
	wrongBody("items is an object", `{"items":{}}`),
	wrongBody("items is a text", `{"items":"all of them"}`),
	wrongBody("cut inside", `{"items":[{"id":"`),
	wrongBody("a comma too much", `{"items":[],}`),
	wrongBody("two documents", `{"items":[]}{"items":[]}`),
	wrongBody("not a number", `{"items":[NaN]}`),
	wrongBody("very deep", `{"items":`+strings.Repeat("[", 50_000)+strings.Repeat("]", 50_000)+`}`),
	wrongBody("in 16 bits", "\xff\xfe{\x00}\x00"),
	{name: "packed wrongly", does: packed([]byte("no gzip at all")), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "a packed bomb", does: bombed, code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "packed in another way", does: encoded, code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "a body without end", does: endless(200), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "not available, inside a success", does: status(200, `{"code":"400072","description":"x"}`), code: partner.CodeNotFound, requests: atOnce, stored: beforeThird},
}

// connections break before or within the answer.
var connections = []misbehaviour{
	{name: "closed at once", does: raw("", false), code: partner.CodeUnreachable, requests: everyTry + 1, stored: beforeThird},
	{name: "reset", does: raw("", true), code: partner.CodeUnreachable, requests: everyTry + 1, stored: beforeThird},
	{name: "reset once", does: raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", true), once: true, requests: oneMore, stored: listAll},
	{name: "cut in the headers", does: raw("HTTP/1.1 200 OK\r\nContent-Le", false), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "cut in the body", does: raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"items\":[", false), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "cut in a chunk", does: raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"", false), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "a chunk of nonsense", does: raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", false), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "another protocol", does: raw("SSH-2.0-OpenSSH\r\n", false), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "headers without measure", does: raw("HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 2<<20)+"\r\n\r\n{}", false), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "a status of four digits", does: raw("HTTP/1.1 2000 OK\r\n\r\n{}", false), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
	{name: "two lengths", does: raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", false), code: partner.CodeUnreachable, requests: everyTry, stored: beforeThird},
}

// continuations lead somewhere else than to the next page.
var continuations = []misbehaviour{
	leads("to another host", func(s *scripted) string { return linkTo(s.other.URL+"/v1/customers", "t") }),
	leads("to another host over https", func(s *scripted) string { return linkTo(s.away.URL+"/v1/customers", "t") }),
	leads("to another scheme", func(s *scripted) string {
		return linkTo(strings.Replace(s.URL, "http:", "https:", 1)+"/v1/customers", "t")
	}),
	leads("to a host without scheme", func(s *scripted) string { return linkTo("//"+s.other.Listener.Addr().String()+"/v1/customers", "t") }),
	leads("to a user at a host", func(s *scripted) string {
		return linkTo("http://"+s.Listener.Addr().String()+"@"+s.other.Listener.Addr().String()+"/v1/customers", "t")
	}),
	leads("out of the version", func(*scripted) string { return linkTo("/v1/../../admin", "t") }),
	leads("with a backslash", func(s *scripted) string { return linkTo(`\\`+s.other.Listener.Addr().String()+`\v1`, "t") }),
	leads("to a deletion", func(*scripted) string { return `{"uri":"/customers","method":"DELETE","headers":[]}` }),
	leads("nowhere", func(*scripted) string { return `{"method":"GET"}` }),
	leads("to a number", func(*scripted) string { return `{"uri":7}` }),
	leads("with a header in the token", func(*scripted) string { return linkTo("/customers?size=500", "a\r\nX-Evil: 1") }),
	leads("with a token without measure", func(*scripted) string { return linkTo("/customers?size=500", strings.Repeat("t", 100<<10)) }),
	leads("to the same page", func(*scripted) string { return linkTo("/customers?size=500&seekOperation=Next", "page-3") }),
	leads("to a page before", func(*scripted) string { return linkTo("/customers?size=500&seekOperation=Next", "page-2") }),
	{name: "the same page under ever new places", does: roundabout, code: partner.CodeBadAnswer, requests: atOnce + 1, ahead: true, stored: beforeThird + listPerPage},
	{name: "empty pages without end", does: treadmill, code: partner.CodeBadAnswer, requests: atOnce + 20, ahead: true, stored: beforeThird},
	{name: "links are a text", does: status(200, `{"items":[],"links":"none"}`), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird},
	{name: "the list ends early", does: status(200, envelopeOf("", "null")), requests: atOnce, stored: beforeThird, held: true},
	{name: "items is null, and it ends", does: status(200, `{"items":null}`), requests: atOnce, stored: beforeThird, held: true},
	{name: "a bare list ends it", does: status(200, `[]`), requests: atOnce, stored: beforeThird, held: true},
	{name: "nobody is left", does: status(200, envelopeOf("", "null")), at: 1, requests: 1, stored: 0, held: true},
}

// harmless answers are odd, and right all the same.
var harmless = []misbehaviour{
	well("a byte-order mark", func(s string) string { return "\xEF\xBB\xBF" + s }, ""),
	well("an XML content type", func(s string) string { return s }, "application/xml"),
	well("a charset that it is not", func(s string) string { return s }, "application/json; charset=utf-16"),
	well("the wrong bytes in a name", func(s string) string { return strings.Replace(s, "Contoso 25", "Caf\xe9", 1) }, ""),
	well("links that begin with the version", func(s string) string { return strings.Replace(s, `"/customers?`, `"/v1/customers?`, 1) }, ""),
	well("absolute links", nil, ""),
	well("a customer twice", func(s string) string { return strings.Replace(s, `"items":[`, `"items":[`+listRow(25)+",", 1) }, ""),
	well("a customer of a page before", func(s string) string { return strings.Replace(s, `"items":[`, `"items":[`+listRow(5)+",", 1) }, ""),
	well("a customer in capitals", func(s string) string {
		return strings.Replace(s, `"items":[`, `"items":[`+strings.Replace(listRow(5), "00ab", "00AB", 2)+",", 1)
	}, ""),
	well("rows that are none", func(s string) string {
		return strings.Replace(s, `"items":[`, `"items":[null,{},{"id":"no id"},{"companyProfile":null},`, 1)
	}, ""),
	well("keys in other cases", func(s string) string {
		return strings.Replace(s, `"items":[`, `"ITEMS":7,"Links":8,"items":[`, 1)
	}, ""),
	well("a number without measure", func(s string) string {
		return strings.Replace(s, `"totalCount":10`, `"totalCount":`+strings.Repeat("9", 400), 1)
	}, ""),
	well("a count that is wrong", func(s string) string { return strings.Replace(s, `"totalCount":10`, `"totalCount":"-1"`, 1) }, ""),
	{name: "packed well", does: packWell, requests: allWell, stored: listAll},
	{name: "a redirect to the same host", does: aside, requests: allWell + 2, stored: listAll},
}

func status(code int, body string) fault {
	return func(w http.ResponseWriter, _ *http.Request, _ *scripted) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		if code != 204 && code != 304 {
			fmt.Fprint(w, body)
		}
	}
}

func refuse(code int, service string) fault {
	return status(code, `{"code":`+service+`,"description":"Words of the service","data":[],"source":"PartnerFD"}`)
}

func wrongBody(name, body string) misbehaviour {
	return misbehaviour{name: "200 " + name, does: status(200, body), code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird}
}

func html(code int) fault {
	return func(w http.ResponseWriter, _ *http.Request, _ *scripted) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(code)
		fmt.Fprint(w, "<!doctype html><title>Proxy</title>")
	}
}

func throttle(after string) fault {
	return func(w http.ResponseWriter, r *http.Request, s *scripted) {
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		status(429, `{"statusCode":429,"message":"Rate limit is exceeded."}`)(w, r, s)
	}
}

func skewed(w http.ResponseWriter, r *http.Request, s *scripted) {
	theirs := time.Now().Add(72 * time.Hour).UTC()
	w.Header().Set("Date", theirs.Format(http.TimeFormat))
	throttle(theirs.Add(5*time.Second).Format(http.TimeFormat))(w, r, s)
}

// staleToken refuses the first token alone, as one that ran out between pages.
func staleToken(w http.ResponseWriter, r *http.Request, s *scripted) {
	if r.Header.Get("Authorization") == "Bearer "+secretToken {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	s.good(w, pageOf(r))
}

func echo(w http.ResponseWriter, r *http.Request, s *scripted) {
	refuse(400, fmt.Sprintf("%q", r.Header.Get("Authorization")))(w, r, s)
}

func redirect(code int, to func(*scripted) string) fault {
	return func(w http.ResponseWriter, r *http.Request, s *scripted) { http.Redirect(w, r, to(s), code) }
}

// aside redirects once to another path of the same host.
func aside(w http.ResponseWriter, r *http.Request, s *scripted) {
	if r.URL.Query().Get("aside") != "" {
		s.good(w, pageOf(r))
		return
	}
	http.Redirect(w, r, "/v1/customers?aside=1", http.StatusTemporaryRedirect)
}

func endless(code int) fault {
	return func(w http.ResponseWriter, r *http.Request, _ *scripted) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		blank := bytes.Repeat([]byte(" "), 1<<20)
		for r.Context().Err() == nil {
			if _, err := w.Write(blank); err != nil {
				return
			}
		}
	}
}

func packed(body []byte) fault {
	return func(w http.ResponseWriter, _ *http.Request, _ *scripted) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(body)
	}
}

func encoded(w http.ResponseWriter, _ *http.Request, _ *scripted) {
	w.Header().Set("Content-Encoding", "br")
	_, _ = w.Write([]byte{0x0b, 0x02, 0x80})
}

func zip(text []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(text)
	_ = z.Close()
	return out.Bytes()
}

// bomb is made when it is needed: the scripts start this program hundreds of
// times.
var bomb = sync.OnceValue(func() []byte { return zip(bytes.Repeat([]byte(" "), 64<<20)) })

func bombed(w http.ResponseWriter, r *http.Request, s *scripted) { packed(bomb())(w, r, s) }

func packWell(w http.ResponseWriter, r *http.Request, s *scripted) {
	packed(zip([]byte(listPage(pageOf(r), nextOf(pageOf(r))))))(w, r, s)
}

func raw(text string, reset bool) fault {
	return func(w http.ResponseWriter, _ *http.Request, _ *scripted) {
		conn, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = buffered.WriteString(text)
		_ = buffered.Flush()
		if tcp, ok := conn.(*net.TCPConn); ok && reset {
			_ = tcp.SetLinger(0)
		}
		_ = conn.Close()
	}
}

// leads is a third page that is right but for its link. It is not stored: where
// a list does not lead on, its last page is not believed either.
func leads(name string, link func(*scripted) string) misbehaviour {
	return misbehaviour{
		name: "the next page leads " + name, code: partner.CodeBadAnswer, requests: atOnce, stored: beforeThird,
		does: func(w http.ResponseWriter, r *http.Request, s *scripted) {
			status(200, listPage(wrongPage, link(s)))(w, r, s)
		},
	}
}

func roundabout(w http.ResponseWriter, r *http.Request, s *scripted) {
	next := linkTo(fmt.Sprintf("/customers?size=500&round=%d", s.requests.Load()), "page-3")
	status(200, listPage(wrongPage, next))(w, r, s)
}

func treadmill(w http.ResponseWriter, r *http.Request, s *scripted) {
	next := linkTo(fmt.Sprintf("/customers?size=500&round=%d", s.requests.Load()), "page-3")
	status(200, envelopeOf("", next))(w, r, s)
}

// well answers each page from the third on in an odd way.
func well(name string, change func(string) string, contentType string) misbehaviour {
	return misbehaviour{name: name, requests: allWell, stored: listAll, does: func(w http.ResponseWriter, r *http.Request, s *scripted) {
		body := listPage(pageOf(r), nextOf(pageOf(r)))
		if change == nil {
			body = strings.Replace(body, `"uri":"/customers?`, `"uri":"`+s.URL+`/v1/customers?`, 1)
		} else {
			body = change(body)
		}
		if contentType == "" {
			contentType = "application/json"
		}
		w.Header().Set("Content-Type", contentType)
		fmt.Fprint(w, body)
	}}
}
