package entra

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// templates are the pages: plain forms, without scripts but for the one that
// posts the answer back to the app, which works without it too.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Parse(`
{{define "top"}}<!DOCTYPE html><html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{.Words.Title}}</title><style nonce="{{.Nonce}}">body{font:16px system-ui,sans-serif;max-width:34em;margin:3em auto;padding:0 1em}
label{display:block;margin:.6em 0}button{font:inherit;padding:.4em 1.2em;margin:1em .6em 0 0}.note{color:#666}</style></head><body>
<h1>{{.Words.Title}}</h1><p class="note">{{.Words.Note}}</p>{{end}}
{{define "who"}}<fieldset><legend>{{.Words.Account}}</legend>{{range .People}}<label><input type="radio" name="account" value="{{.User}}"{{if .First}} checked{{end}}> {{.Name}} · {{.User}}</label>{{end}}</fieldset>
<p>{{.Words.Consent}}</p><button name="answer" value="accept">{{.Words.Accept}}</button><button name="answer" value="decline">{{.Words.Decline}}</button>{{end}}
{{define "device"}}{{template "top" .}}<form method="post"><label>{{.Words.Code}} <input name="code" value="{{.Code}}" autocomplete="off"></label>{{template "who" .}}</form></body></html>{{end}}
{{define "authorize"}}{{template "top" .}}<form method="post">{{range .Hidden}}<input type="hidden" name="{{.Name}}" value="{{.Value}}">{{end}}{{template "who" .}}</form></body></html>{{end}}
{{define "back"}}{{template "top" .}}<form method="post" action="{{.Action}}">{{range .Hidden}}<input type="hidden" name="{{.Name}}" value="{{.Value}}">{{end}}<button>{{.Words.Back}}</button></form>
<script nonce="{{.Nonce}}">document.forms[0].submit()</script></body></html>{{end}}
{{define "says"}}{{template "top" .}}<p>{{.Says}}</p><p class="note">{{.Reason}}</p></body></html>{{end}}
`))
})

// page is what the pages show.
type page struct {
	Words        any
	Lang, Nonce  string
	People       []choice
	Code         string
	Hidden       []field
	Action       string
	Says, Reason string
}

type choice struct {
	User, Name string
	First      bool
}

type field struct{ Name, Value string }

func (s *Server) show(w http.ResponseWriter, status int, name string, p page) {
	p.Words, p.Lang, p.Nonce = s.text.Entra, s.text.Language, random()
	for i, who := range s.people {
		p.People = append(p.People, choice{User: who.user, Name: who.name, First: i == 0})
	}
	var out bytes.Buffer
	if err := templates().ExecuteTemplate(&out, name, p); err != nil {
		http.Error(w, "the page could not be written", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", p.Lang)
	h.Set("Vary", "Accept-Language")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+p.Nonce+"'; script-src 'nonce-"+p.Nonce+"'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // a browser that has gone needs no page
}

func (s *Server) says(w http.ResponseWriter, status int, says, reason string) {
	s.show(w, status, "says", page{Says: says, Reason: reason})
}

func (s *Server) devicePage(w http.ResponseWriter, r *http.Request) {
	s.show(w, http.StatusOK, "device", page{Code: r.URL.Query().Get("otc")})
}

// deviceAnswer takes a code and who signs in with it.
func (s *Server) deviceAnswer(w http.ResponseWriter, r *http.Request) {
	who, ok := s.person(r.PostFormValue("account"))
	if !ok {
		s.says(w, http.StatusBadRequest, s.text.Entra.NoAccount, "")
		return
	}
	accept := r.PostFormValue("answer") == "accept"
	trouble, known := s.grants.answerDevice(r.PostFormValue("code"), who, accept)
	switch {
	case !known:
		s.says(w, http.StatusNotFound, s.text.Entra.NoCode, "")
	case trouble != nil:
		s.says(w, http.StatusForbidden, s.text.Entra.Refused, trouble.code+": "+trouble.words)
	case !accept:
		s.says(w, http.StatusOK, s.text.Entra.Declined, "")
	default:
		s.says(w, http.StatusOK, s.text.Entra.Done, "")
	}
}

// redirectFor checks where the browser is to go back to: an address of this
// computer, any port (RFC 8252, section 7.3).
func redirectFor(text string) (string, bool) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	host := u.Hostname()
	return text, host == "localhost" || host == "127.0.0.1" || host == "::1"
}

// asked checks an authorization request (RFC 6749, section 4.1.1, RFC 7636).
func (s *Server) asked(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	form, ok := s.request(w, r)
	if !ok {
		return nil, false
	}
	_, local := redirectFor(form.Get("redirect_uri"))
	switch {
	case !local:
		s.says(w, http.StatusBadRequest, s.text.Entra.Refused, "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.")
	case form.Get("response_type") != "code" || form.Get("code_challenge") == "" || form.Get("code_challenge_method") != "S256":
		s.says(w, http.StatusBadRequest, s.text.Entra.Refused, "AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.")
	case form.Get("response_mode") != "form_post":
		s.says(w, http.StatusBadRequest, s.text.Entra.Refused, "AADSTS70007: The look-alike answers by form_post alone.")
	case !strings.Contains(form.Get("scope"), s.o.Resource+"/"):
		s.says(w, http.StatusBadRequest, s.text.Entra.Refused, "AADSTS70011: The provided value for the input parameter 'scope' is not valid.")
	default:
		return form, true
	}
	return nil, false
}

// carried are the fields of a request that the page brings along.
var carried = []string{"client_id", "response_type", "redirect_uri", "scope", "state", "claims", "code_challenge", "code_challenge_method", "response_mode"}

func (s *Server) authorizePage(w http.ResponseWriter, r *http.Request) {
	form, ok := s.asked(w, r)
	if !ok {
		return
	}
	var hidden []field
	for _, name := range carried {
		if value := form.Get(name); value != "" {
			hidden = append(hidden, field{name, value})
		}
	}
	s.show(w, http.StatusOK, "authorize", page{Hidden: hidden})
}

// authorize sends the browser back to the app, with a code or with the reason
// why there is none.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	form, ok := s.asked(w, r)
	if !ok {
		return
	}
	who, ok := s.person(form.Get("account"))
	if !ok {
		s.says(w, http.StatusBadRequest, s.text.Entra.NoAccount, "")
		return
	}
	trouble := who.trouble(false)
	if form.Get("answer") != "accept" {
		trouble = &problem{name: "access_denied", code: "AADSTS65004", words: "User declined to consent to access the app."}
	}
	back := []field{{"state", form.Get("state")}}
	if trouble != nil {
		back = append(back, field{"error", trouble.name}, field{"error_description", trouble.code + ": " + trouble.words})
	} else {
		back = append(back, field{"code", s.grants.newCode(code{
			client: form.Get("client_id"), redirect: form.Get("redirect_uri"), challenge: form.Get("code_challenge"),
			scope: form.Get("scope"), claims: form.Get("claims"), who: who,
		})})
	}
	s.show(w, http.StatusOK, "back", page{Action: form.Get("redirect_uri"), Hidden: back})
}
