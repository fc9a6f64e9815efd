package entra

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
)

// problem is an OAuth error with the service's code.
type problem struct{ name, code, words, claims string }

const formLimit = 64 << 10

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{tenant}/v2.0/.well-known/openid-configuration", s.configuration)
	mux.HandleFunc("GET /{tenant}/discovery/v2.0/keys", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, s.keys()) })
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/devicecode", s.deviceCode)
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/token", s.token)
	mux.HandleFunc("GET /{tenant}/oauth2/v2.0/authorize", s.asking((*Server).authorizePage))
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/authorize", s.asking((*Server).authorize))
	mux.HandleFunc("GET /v1.0/me/transitiveMemberOf", s.memberOf)
	mux.HandleFunc("GET /devicelogin", s.asking((*Server).devicePage))
	mux.HandleFunc("POST /devicelogin", s.asking((*Server).deviceAnswer))
	mux.HandleFunc("POST /practice/revoke", func(w http.ResponseWriter, r *http.Request) {
		s.grants.revoke(r.PostFormValue("account"))
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("GET /practice/given", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, strings.Join(s.grants.allGiven(), "\n")) // a caller that has gone needs no answer
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, formLimit)
		w.Header().Set("Cache-Control", "no-store")
		if s.knobs.takes(&s.knobs.down) {
			answer(w, http.StatusServiceUnavailable, map[string]any{"error": "temporarily_unavailable", "error_description": "AADSTS90033: A transient error has occurred. Please try again."})
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// asking serves a page in the language that the browser asks for, or else in that
// of the program.
func (s *Server) asking(page func(*Server, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		in := *s
		in.text = s.text.Asked(r.Header.Get("Accept-Language"))
		page(&in, w, r)
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	text, _ := json.Marshal(body) // maps of strings, numbers and lists always can be written
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text) // a caller that has gone needs no answer
}

// refuse writes an error as the service does (Microsoft identity platform,
// "Authentication and authorization error codes").
func refuse(w http.ResponseWriter, now time.Time, p *problem) {
	trace, correlation := uuid.NewString(), uuid.NewString()
	body := map[string]any{
		"error": p.name, "error_description": p.code + ": " + p.words + " Trace ID: " + trace + " Correlation ID: " + correlation + " Timestamp: " + now.UTC().Format("2006-01-02 15:04:05Z"),
		"timestamp": now.UTC().Format("2006-01-02 15:04:05Z"), "trace_id": trace, "correlation_id": correlation,
		"error_uri": "https://login.microsoftonline.com/error?code=" + strings.TrimPrefix(p.code, "AADSTS"),
	}
	if p.claims != "" {
		body["claims"], body["suberror"] = p.claims, "basic_action"
	}
	answer(w, http.StatusBadRequest, body)
}

// tenantOf checks the tenant in the path, which may be a domain.
func (s *Server) tenantOf(w http.ResponseWriter, r *http.Request) bool {
	name := r.PathValue("tenant")
	if strings.EqualFold(name, s.o.Tenant.ID) || strings.EqualFold(name, s.o.Tenant.Domain) {
		return true
	}
	refuse(w, s.o.Now(), &problem{name: "invalid_tenant", code: "AADSTS90002", words: "Tenant '" + name + "' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."})
	return false
}

func (s *Server) configuration(w http.ResponseWriter, r *http.Request) {
	if !s.tenantOf(w, r) {
		return
	}
	base := s.url + "/" + s.o.Tenant.ID
	answer(w, http.StatusOK, map[string]any{
		"issuer": base + "/v2.0", "authorization_endpoint": base + "/oauth2/v2.0/authorize", "token_endpoint": base + "/oauth2/v2.0/token",
		"device_authorization_endpoint": base + "/oauth2/v2.0/devicecode", "jwks_uri": base + "/discovery/v2.0/keys",
		"response_types_supported": []string{"code"}, "response_modes_supported": []string{"form_post"}, "subject_types_supported": []string{"pairwise"},
		"id_token_signing_alg_values_supported": []string{"RS256"}, "scopes_supported": []string{"openid", "profile", "email", "offline_access"},
	})
}

// request checks what every request of an app has: the tenant, an app and a
// scope for the resource.
func (s *Server) request(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	if !s.tenantOf(w, r) {
		return nil, false
	}
	if r.ParseForm() != nil {
		refuse(w, s.o.Now(), &problem{name: "invalid_request", code: "AADSTS900144", words: "The request body could not be read."})
		return nil, false
	}
	if s.knobs.refuse != "" {
		refuse(w, s.o.Now(), &problem{name: "invalid_client", code: s.knobs.refuse, words: "Refused on purpose."})
		return nil, false
	}
	if _, err := uuid.Parse(r.Form.Get("client_id")); err != nil {
		refuse(w, s.o.Now(), &problem{name: "unauthorized_client", code: "AADSTS700016", words: "Application was not found in the directory."})
		return nil, false
	}
	return r.Form, true
}

func (s *Server) deviceCode(w http.ResponseWriter, r *http.Request) {
	form, ok := s.request(w, r)
	if !ok {
		return
	}
	if !strings.Contains(form.Get("scope"), s.o.Resource+"/") {
		refuse(w, s.o.Now(), &problem{name: "invalid_scope", code: "AADSTS70011", words: "The provided value for the input parameter 'scope' is not valid."})
		return
	}
	id, d := s.grants.newDevice(form.Get("client_id"), form.Get("scope"), form.Get("claims"))
	page := s.url + "/devicelogin"
	body := map[string]any{
		"user_code": d.user, "device_code": id, "verification_uri": page, "expires_in": int(s.knobs.codeLives.Seconds()),
		"message": "To sign in, use a web browser to open the page " + page + " and enter the code " + d.user + " to authenticate.",
	}
	if s.knobs.interval > 0 {
		body["interval"] = max(int(s.knobs.interval.Seconds()), 1)
	}
	answer(w, http.StatusOK, body)
}

func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	form, ok := s.request(w, r)
	if !ok {
		return
	}
	client := form.Get("client_id")
	var bad *problem
	switch form.Get("grant_type") {
	case "urn:ietf:params:oauth:grant-type:device_code", "device_code":
		var d *device
		if d, bad = s.grants.pollDevice(form.Get("device_code"), client); bad == nil {
			s.issue(w, &session{who: *d.who, client: client, mfa: withMFA(*d.who, d.claims)}, d.scope)
			return
		}
	case "authorization_code":
		c, found := s.grants.takeCode(form.Get("code"))
		sum := sha256.Sum256([]byte(s.grants.give(form.Get("code_verifier"))))
		switch {
		case !found || c.client != client || c.redirect != form.Get("redirect_uri"):
			bad = &problem{name: "invalid_grant", code: "AADSTS70008", words: "The provided authorization code has expired or is not valid."}
		case c.challenge != base64.RawURLEncoding.EncodeToString(sum[:]):
			bad = &problem{name: "invalid_grant", code: "AADSTS501481", words: "The Code_Verifier does not match the code_challenge supplied in the authorization request."}
		default:
			s.issue(w, &session{who: c.who, client: client, mfa: withMFA(c.who, c.claims)}, c.scope)
			return
		}
	case "refresh_token":
		var old *refresh
		if s.knobs.graph == "no-consent" && strings.Contains(form.Get("scope"), graphResource+"/") {
			bad = &problem{name: "invalid_grant", code: "AADSTS65001", words: "The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource."}
			break
		}
		if old, bad = s.grants.takeRefresh(form.Get("refresh_token"), client); bad == nil {
			s.issue(w, old.session, cmp.Or(form.Get("scope"), old.scope)) // a refresh token is good for every resource, an access token for one
			return
		}
	default:
		bad = &problem{name: "unsupported_grant_type", code: "AADSTS70003", words: "The app returned an unsupported grant type."}
	}
	refuse(w, s.o.Now(), bad)
}

// withMFA reports whether a person is asked for the second factor: those who
// have one always, others when the app brings what a refusal asked for.
func withMFA(who person, claims string) bool {
	return !who.noMFA || strings.Contains(claims, "capolids")
}

// issue gives the tokens of a session.
func (s *Server) issue(w http.ResponseWriter, of *session, scope string) {
	now := s.o.Now()
	resource := s.o.Resource
	if strings.Contains(scope, graphResource+"/") {
		resource = graphResource
	}
	access, err := s.accessToken(of.who, of.client, resource, of.mfa, now)
	if err == nil {
		var id string
		if id, err = s.idToken(of.who, of.client, now); err == nil {
			var granted []string
			for _, one := range strings.Fields(scope) {
				if strings.HasPrefix(one, "https://") {
					granted = append(granted, one)
				}
			}
			answer(w, http.StatusOK, map[string]any{
				"token_type": "Bearer", "scope": strings.Join(granted, " "), "expires_in": int(s.knobs.tokenLives.Seconds()),
				"ext_expires_in": int(s.knobs.tokenLives.Seconds()), "access_token": s.grants.give(access), "id_token": s.grants.give(id),
				"refresh_token": s.grants.newRefresh(of, scope),
				"client_info":   encode(map[string]string{"uid": of.who.object, "utid": of.who.tenant}),
			})
			return
		}
	}
	answer(w, http.StatusInternalServerError, map[string]any{"error": "server_error", "error_description": "AADSTS90033: " + err.Error()})
}
