package sandbox

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"

	"cspdesk/internal/i18n"
)

//go:embed pages
var pageFiles embed.FS

// templates are parsed once, when the first page is asked for: most runs of the
// program show none. A test renders each of them.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"marked": marked,
		"field":  formField,
		"less":   func(n int) int { return n - 1 },
	}).ParseFS(pageFiles, "pages/*.html"))
})

// marked puts names into a sentence, each kept apart from the direction in
// which the text around it is written.
func marked(sentence string, names ...string) template.HTML {
	var out strings.Builder
	for i, part := range strings.Split(sentence, "%s") {
		if i > 0 && i <= len(names) {
			out.WriteString("<bdi>" + template.HTMLEscapeString(names[i-1]) + "</bdi>")
		}
		out.WriteString(template.HTMLEscapeString(part))
	}
	return template.HTML(out.String()) // #nosec G203 -- every part is escaped above
}

// fill puts names into a sentence that is not HTML, such as a title.
func fill(sentence string, names ...string) string {
	for _, name := range names {
		sentence = strings.Replace(sentence, "%s", name, 1)
	}
	return sentence
}

// The addresses of the pages.
const (
	pathHome     = "/adminportal/home" // in lower case; any case is answered
	pathSignIn   = "/practice/sign-in"
	pathReview   = "/practice/review"
	pathProfile  = "/practice/profile"
	pathAnswer   = "/practice/answer"
	pathResult   = "/practice/result"
	pathSettings = "/practice/partners"
	pathRemove   = "/practice/partners/remove"
	pathGrant    = "/practice/partners/grant"
	pathStyle    = "/practice/style.css"
	pathIcon     = "/practice/icon.svg"
	pingPath     = "/practice/ping"
)

const (
	sessionCookie = "cspdesk-practice"
	maxForm       = 64 << 10 // bytes
)

// site is the web pages of the customer's side.
type site struct {
	center *center
	tokens tokens
	origin string
	text   *i18n.Strings
	words  *i18n.Acceptance // of text
	api    http.Handler
}

// newHandler joins the REST API and the pages, behind what guards both.
func newHandler(c *center, t tokens, origin string, f *faults, language string) http.Handler {
	text := i18n.For(language)
	s := &site{center: c, tokens: t, origin: origin, text: text, words: &text.Acceptance, api: newAPI(c, t, origin, f)}
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.speaking(r).problem(w, r, http.StatusForbidden, "origin")
	}))
	pages := guard.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.speaking(r).route(w, r) }))
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(origin, "http://"))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A page of another site that had its name point here would come with
		// that name.
		switch strings.ToLower(r.Host) {
		case "127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port:
		default:
			s.speaking(r).problem(w, r, http.StatusMisdirectedRequest, "host")
			return
		}
		if r.URL.Path == "/v1" || strings.HasPrefix(r.URL.Path, "/v1/") {
			s.api.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// speaking is the site in the language that the browser asks for, or else in that
// of the program.
func (s *site) speaking(r *http.Request) *site {
	in := *s
	in.text = s.text.Asked(r.Header.Get("Accept-Language"))
	in.words = &in.text.Acceptance
	return &in
}

func (s *site) route(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if strings.EqualFold(strings.TrimSuffix(path, "/"), pathHome) {
		path = pathHome
	}
	reading := map[string]http.HandlerFunc{
		"/": s.index, pathHome: s.landing, pathSignIn: s.signIn, pathReview: s.review, pathResult: s.result, pathSettings: s.settings,
		pathStyle: s.file("pages/style.css", "text/css; charset=utf-8"), pathIcon: s.file("pages/icon.svg", "image/svg+xml"), pingPath: s.ping,
	}
	writing := map[string]http.HandlerFunc{
		pathSignIn: s.signInDone, pathProfile: s.profile, pathAnswer: s.answer, pathRemove: s.remove, pathGrant: s.grant,
	}
	read, canRead := reading[path]
	write, canWrite := writing[path]
	switch {
	case canRead && (r.Method == http.MethodGet || r.Method == http.MethodHead):
		read(w, r)
	case canWrite && r.Method == http.MethodPost:
		s.guarded(write)(w, r)
	case canRead || canWrite:
		var allowed []string
		if canRead {
			allowed = append(allowed, "GET", "HEAD")
		}
		if canWrite {
			allowed = append(allowed, "POST")
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		s.problem(w, r, http.StatusMethodNotAllowed, "method")
	default:
		s.problem(w, r, http.StatusNotFound, "not-found")
	}
}

// guarded lets a form through that a page of this site has shown to this
// browser.
func (s *site) guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			s.problem(w, r, http.StatusBadRequest, "form")
			return
		}
		cookie, err := r.Cookie(sessionCookie)
		if err != nil || !hmac.Equal([]byte(r.PostForm.Get("csrf")), []byte(s.csrf(cookie.Value))) {
			s.problem(w, r, http.StatusForbidden, "csrf")
			return
		}
		s.center.writing.Lock()
		defer s.center.writing.Unlock()
		next(w, r)
	}
}

// csrf gives the value that forms carry for a session.
func (s *site) csrf(session string) string {
	sum := hmac.New(sha256.New, []byte(s.tokens.User))
	sum.Write([]byte("cspdesk practice form\x00" + session))
	return hex.EncodeToString(sum.Sum(nil))
}

// session gives the browser's session, and starts one if it has none.
func (s *site) session(w http.ResponseWriter, r *http.Request) string {
	if cookie, err := r.Cookie(sessionCookie); err == nil && len(cookie.Value) == 43 {
		return cookie.Value
	}
	id := randomText()
	// Not Secure: the server speaks http, on this computer only.
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}) // #nosec G124
	return id
}

// page is what every template gets.
type page struct {
	T      *i18n.Acceptance
	Lang   string
	Title  string
	Nonce  string
	CSRF   string
	Step   int    // of the acceptance, from 1; 0 elsewhere
	Query  string // parameters of the invitation, for links; "" outside of an acceptance
	Errors []fieldError
	Values map[string]string // what was typed, by field
	Data   any
}

// fieldError is a mistake in a form: the field that it stands by and a sentence.
type fieldError struct{ Field, Text string }

// Href gives the address of a page with the invitation's parameters.
func (p page) Href(path string) template.URL {
	return template.URL(path + "?" + p.Query) // #nosec G203 -- the query was encoded from checked values
}

// fieldData is what the template of a text field gets.
type fieldData struct {
	Name, Label, Complete, Value, Wrong, Optional string
	Wide                                          bool
}

// formField describes a text field of a page; complete is its kind for the
// browser's memory.
func formField(p page, name, label, complete string, wide bool) fieldData {
	f := fieldData{Name: name, Label: label, Complete: complete, Value: p.Values[name], Wrong: p.Wrong(name), Wide: wide}
	if name == "phone" {
		f.Optional = p.T.Optional
	}
	return f
}

// Wrong gives the sentence that stands by a field; "" if it is right.
func (p page) Wrong(field string) string {
	for _, e := range p.Errors {
		if e.Field == field {
			return e.Text
		}
	}
	return ""
}

// show renders a page. Nothing is sent before the whole page is there.
func (s *site) show(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	p.T, p.Lang = s.words, s.text.Language
	p.Nonce = randomText()
	p.CSRF = s.csrf(s.session(w, r))
	var out bytes.Buffer
	if err := templates().ExecuteTemplate(&out, name, p); err != nil {
		http.Error(w, "the page could not be written", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	secure(h)
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'nonce-"+p.Nonce+
		"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", p.Lang)
	h.Set("Vary", "Accept-Language")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(out.Bytes()) // a browser that has gone needs no page
	}
}

func secure(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// problemData is what the page of a problem shows beside its sentences.
type problemData struct {
	Kind     string
	Problem  i18n.AcceptanceProblem
	Asker    string // partner, where the link names one
	SignedIn string // organization, where somebody is signed in
	Role     string
}

// problem shows why somebody cannot go on.
func (s *site) problem(w http.ResponseWriter, r *http.Request, status int, kind string) {
	s.problemFor(w, r, status, problemData{Kind: kind}, "")
}

func (s *site) problemFor(w http.ResponseWriter, r *http.Request, status int, d problemData, query string) {
	d.Problem = s.words.Problems[d.Kind]
	s.show(w, r, status, "problem.html", page{Title: d.Problem.Title, Query: query, Data: d})
}

func (s *site) file(name, contentType string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		text, err := pageFiles.ReadFile(name)
		if err != nil {
			http.Error(w, "no such file", http.StatusNotFound)
			return
		}
		secure(w.Header())
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(text) // a browser that has gone needs no file
	}
}

// ping proves to another process of the same folder that it found its server.
func (s *site) ping(w http.ResponseWriter, r *http.Request) {
	nonce := r.URL.Query().Get("nonce")
	if len(nonce) < 40 || len(nonce) > 200 {
		s.problem(w, r, http.StatusBadRequest, "form")
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	_, _ = io.WriteString(w, proof(s.tokens.User, nonce)) // a caller that has gone needs no proof
}

type indexData struct {
	Invitation string
	API        string
	Newcomers  []guest
}

func (s *site) index(w http.ResponseWriter, r *http.Request) {
	inv := invitation{Type: invReseller, Partner: s.center.world.partner().id, MSPP: "0"}
	d := indexData{Invitation: strings.TrimPrefix(inv.link(s.origin), s.origin), API: s.origin + "/v1"}
	for _, t := range s.center.newcomers() {
		d.Newcomers = append(d.Newcomers, guest{ID: t.id, Name: t.billing.Company, Domain: t.domain})
	}
	s.show(w, r, http.StatusOK, "index.html", page{Title: s.words.IndexTitle, Data: d})
}
