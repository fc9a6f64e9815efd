package signin

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// TestRoles asks the look-alike's directory, which gives memberships on several
// pages.
func TestRoles(t *testing.T) {
	for _, c := range []struct {
		account, faults string
		roles           []partner.Role
		code            partner.Code
		service         string
	}{
		{anna, "", []partner.Role{partner.RoleAdminAgent, partner.RoleGlobalAdmin}, "", ""},
		{"dora@contoso-partner.example", "", []partner.Role{partner.RoleHelpdeskAgent}, "", ""},
		{"sven@contoso-partner.example", "", nil, partner.CodeForbidden, "AADSTS50076"},
		{anna, "interval=1s,graph=no-consent", nil, partner.CodeForbidden, "AADSTS65001"},
		{anna, "interval=1s,graph=forbidden", nil, partner.CodeForbidden, "Authorization_RequestDenied"},
		{anna, "interval=1s,graph=hidden", nil, partner.CodeForbidden, NamesHidden},
	} {
		t.Run(c.account+" "+c.faults, func(t *testing.T) {
			t.Parallel()
			b := start(t, c.faults)
			s := b.service()
			if _, err := s.Browser(t.Context(), i18n.English(), b.browse(c.account, "accept")); err != nil {
				t.Fatal(err)
			}
			before, err := s.Token(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			roles, err := s.Roles(t.Context())
			if code, service := codes(err); code != c.code || service != c.service || !slices.Equal(roles, c.roles) {
				t.Errorf("%v, %q %q: %v", roles, code, service, err)
			}
			if token, err := s.Token(t.Context()); err != nil || token != before || s.asked() != "" {
				t.Errorf("the sign-in is another one: %v, %q", err, s.asked())
			}
			again := b.service() // as the next run would
			if token, err := again.Token(t.Context()); err != nil || !b.server.Accepts(token) {
				t.Errorf("the next run: %v", err)
			}
			if c.code == "" {
				if err := again.Renew(t.Context(), before, ""); err != nil {
					t.Errorf("the refresh token was lost: %v", err)
				}
				if token, err := again.Token(t.Context()); err != nil || token == before || !b.server.Accepts(token) {
					t.Errorf("renewed: %v", err)
				}
			}
		})
	}
	if _, err := start(t, "").service().Roles(t.Context()); partner.CodeOf(err) != partner.CodeSignIn {
		t.Errorf("nobody is signed in: %v", err)
	}
}

// TestMemberships is what a directory may answer, and that its token goes
// nowhere else.
func TestMemberships(t *testing.T) {
	group := func(name string) string {
		return `{"@odata.type":"#microsoft.graph.group","displayName":"` + name + `"}`
	}
	for _, c := range []struct {
		name, body string
		status     int
		role       partner.Role
		code       partner.Code
	}{
		{"a group", `{"value":[` + group("HelpdeskAgents") + `]}`, 200, partner.RoleHelpdeskAgent, ""},
		{"another group", `{"value":[` + group("Adminagents of Fabrikam") + `]}`, 200, "", ""},
		{"none", `{"value":[]}`, 200, "", ""},
		{"another role", `{"value":[{"@odata.type":"#microsoft.graph.directoryRole","roleTemplateId":"88d8e3e3-8f55-4a1e-953a-9b9898b8876b"}]}`, 200, "", ""},
		{"an administrative unit", `{"value":[{"@odata.type":"#microsoft.graph.administrativeUnit"}]}`, 200, "", ""},
		{"what nobody knows", `{"value":[{"id":"x"}]}`, 200, "", partner.CodeForbidden},
		{"another host", `{"value":[],"@odata.nextLink":"https://graph.example/v1.0/me"}`, 200, "", partner.CodeBadAnswer},
		{"without TLS", `{"value":[],"@odata.nextLink":"http://127.0.0.1/v1.0/me"}`, 200, "", partner.CodeBadAnswer},
		{"without end", "", 200, "", partner.CodeBadAnswer},
		{"a web page", `<html>`, 200, "", partner.CodeBadAnswer},
		{"no list", `{}`, 200, "", partner.CodeBadAnswer},
		{"refused", `{"error":{"code":"x y"}}`, 403, "", partner.CodeForbidden},
		{"another address", ``, 302, "", partner.CodeBadAnswer},
		{"down", ``, 503, "", partner.CodeUnreachable},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := start(t, "")
			requests := 0
			directory := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if requests++; !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
					t.Error("no token")
				}
				w.Header().Set("Location", "https://graph.example/")
				w.WriteHeader(c.status)
				body := c.body
				if c.name == "without end" {
					body = `{"value":[],"@odata.nextLink":"https://` + r.Host + r.URL.Path + `"}`
				}
				_, _ = w.Write([]byte(body))
			}))
			directory.StartTLS()
			t.Cleanup(directory.Close)
			s := b.service(func(o *Options) {
				o.HTTP = &http.Client{Transport: eitherServer{b.wire, directory.Client().Transport, directory.Listener.Addr().String()}}
			})
			if _, err := b.signIn(s, anna); err != nil {
				t.Fatal(err)
			}
			s.place.directory = directory.URL
			roles, err := s.Roles(t.Context())
			if code, _ := codes(err); code != c.code {
				t.Fatalf("%v: %v", roles, err)
			}
			if c.code == "" && (c.role == "") != (len(roles) == 0) || c.role != "" && !slices.Contains(roles, c.role) {
				t.Errorf("%v", roles)
			}
			if c.name == "without end" && requests != directoryPages {
				t.Errorf("%d requests", requests)
			}
		})
	}
}

// eitherServer sends what is for the directory there.
type eitherServer struct {
	entra, directory http.RoundTripper
	host             string
}

func (e eitherServer) RoundTrip(req *http.Request) (*http.Response, error) {
	switch {
	case req.URL.Host == e.host:
		return e.directory.RoundTrip(req)
	case strings.HasSuffix(req.URL.Host, "graph.example"):
		panic("a token for " + req.URL.Host)
	}
	return e.entra.RoundTrip(req)
}
