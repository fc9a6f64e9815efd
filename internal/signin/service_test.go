package signin

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

func TestDeviceCode(t *testing.T) {
	b := start(t, "")
	s := b.service()
	code, err := s.DeviceCode(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if left := time.Until(code.ExpiresAt); len(code.UserCode) != 9 || code.URL != b.server.URL()+"/devicelogin" || left < 14*time.Minute || left > 15*time.Minute {
		t.Errorf("code %+v, good for %v", code, left)
	}
	b.enter(code, anna, "accept")
	who, err := code.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if who.TenantID != contoso || who.UserName != anna || !who.MFA || !slices.Equal(who.Roles, []partner.Role{partner.RoleGlobalAdmin}) || who.RolesKnown {
		t.Errorf("who: %+v", who)
	}
	token, err := s.Token(t.Context())
	if err != nil || !b.server.Accepts(token) {
		t.Errorf("a token that is not accepted (%v)", err)
	}
	before := len(b.wire.requests)
	_ = os.RemoveAll(b.dir)
	for range 100 {
		if again, err := s.Token(t.Context()); err != nil || again != token {
			t.Fatalf("another token, %v", err)
		}
	}
	if len(b.wire.requests) != before {
		t.Error("a token that is good was asked for again")
	}
}

func TestBrowser(t *testing.T) {
	b := start(t, "")
	s := b.service()
	who, err := s.Browser(t.Context(), i18n.English(), b.browse(anna, "accept"))
	if err != nil || who.UserName != anna {
		t.Fatalf("%+v, %v", who, err)
	}
	if token, err := s.Token(t.Context()); err != nil || !b.server.Accepts(token) {
		t.Errorf("a token that is not accepted (%v)", err)
	}
}

// TestRefusals is what a person may meet, and that it is told apart.
func TestRefusals(t *testing.T) {
	cases := []struct {
		name, faults, account, answer string
		browser                       bool
		code                          partner.Code
		service                       string
	}{
		{"declined", "", anna, "decline", false, partner.CodeSignIn, "access_denied"},
		{"declined in the browser", "", anna, "decline", true, partner.CodeSignIn, "AADSTS65004"},
		{"expired", "code=1s,interval=1s", "", "", false, partner.CodeSignIn, "expired_token"},
		{"too fast", "slow-down=1,code=3s,interval=1s", "", "", false, partner.CodeSignIn, "expired_token"},
		{"no consent", "", "helga@contoso-partner.example", "accept", false, partner.CodeSignIn, "AADSTS65001"},
		{"no consent in the browser", "", "helga@contoso-partner.example", "accept", true, partner.CodeSignIn, "AADSTS65001"},
		{"Conditional Access", "", "dora@contoso-partner.example", "accept", false, partner.CodeSignIn, "AADSTS53003"},
		{"the browser is allowed", "", "dora@contoso-partner.example", "accept", true, "", ""},
		{"not in the tenant", "", "carl@tailspintoys.example", "accept", false, partner.CodeSignIn, "AADSTS50020"},
		{"another tenant", "", "bob@fabrikam.example", "accept", false, partner.CodeSignIn, "other-tenant"},
		{"another tenant in the browser", "", "bob@fabrikam.example", "accept", true, partner.CodeSignIn, "other-tenant"},
		{"not a public client", "refuse=AADSTS7000218", anna, "accept", false, partner.CodeSignIn, "AADSTS7000218"},
		{"an app that is not there", "refuse=AADSTS700016", anna, "accept", false, partner.CodeSignIn, "AADSTS700016"},
		{"down", "down=9", anna, "accept", false, partner.CodeUnreachable, "AADSTS90033"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := start(t, c.faults)
			s := b.service()
			var err error
			if c.browser {
				_, err = s.Browser(t.Context(), i18n.English(), b.browse(c.account, c.answer))
			} else {
				var code *DeviceCode
				if code, err = s.DeviceCode(t.Context()); err == nil {
					if c.account != "" {
						b.enter(code, c.account, c.answer)
					}
					_, err = code.Wait(t.Context())
				}
			}
			if code, service := codes(err); code != c.code || service != c.service {
				t.Fatalf("%q %q, want %q %q: %v", code, service, c.code, c.service, err)
			}
			if c.code == "" {
				return
			}
			if _, err := s.Token(t.Context()); partner.CodeOf(err) != c.code && partner.CodeOf(err) != partner.CodeSignIn {
				t.Errorf("after that, a token: %v", err)
			}
			if text, _ := os.ReadFile(filepath.Join(b.dir, tokenFile)); strings.Contains(string(text), "practice-refresh") {
				t.Errorf("tokens are kept of a sign-in that was refused")
			}
		})
	}
}

// TestPace looks at the questions for a device code: not before the time that
// was asked for, and later after slow_down.
func TestPace(t *testing.T) {
	b := start(t, "slow-down=1,code=2s,interval=1s")
	s := b.service()
	code, err := s.DeviceCode(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := code.Wait(t.Context()); err == nil {
		t.Fatal("nobody signed in")
	}
	if n := b.wire.count("/token"); n != 1 { // at 1 s; the next one would be due at 7 s
		t.Errorf("%d questions in 2 seconds", n)
	}
}

func TestCancel(t *testing.T) {
	b := start(t, "")
	s := b.service()
	code, err := s.DeviceCode(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := code.Wait(ctx); partner.CodeOf(err) != partner.CodeCancelled {
		t.Error(err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	if _, err := s.Browser(ctx, i18n.English(), func(string) error { cancel(); return nil }); partner.CodeOf(err) != partner.CodeCancelled {
		t.Error(err)
	}
	if _, err := s.Browser(t.Context(), i18n.English(), func(string) error { return partner.NewError(partner.CodeBrowser, "none", nil) }); partner.CodeOf(err) != partner.CodeBrowser {
		t.Error(err)
	}
}

// TestSilent starts again and renews without the person.
func TestSilent(t *testing.T) {
	b := start(t, "interval=1s,token=4m") // so short that each token is renewed at once
	if _, err := b.signIn(b.service(), anna); err != nil {
		t.Fatal(err)
	}
	before := b.wire.count("/token")
	again := b.service()
	if name, err := again.Kept(t.Context()); err != nil || name != anna {
		t.Errorf("kept: %q, %v", name, err)
	}
	first, err := again.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := again.Token(t.Context())
	if err != nil || first == second || b.wire.count("/token") != before+2 {
		t.Errorf("renewed: %v, %v, %d requests", err, first != second, b.wire.count("/token")-before)
	}
	if _, err := b.service().Token(t.Context()); err != nil {
		t.Errorf("the newest refresh token was lost: %v", err)
	}
	res, err := b.person.PostForm(b.server.URL()+"/practice/revoke", map[string][]string{"account": {anna}})
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	_, err = b.service().Token(t.Context())
	if code, service := codes(err); code != partner.CodeSignIn || service != "AADSTS50173" {
		t.Errorf("revoked: %v", err)
	}
}

// TestRenew is asked for when Partner Center refuses a token that is good.
func TestRenew(t *testing.T) {
	b := start(t, "")
	s := b.service()
	if _, err := b.signIn(s, anna); err != nil {
		t.Fatal(err)
	}
	refused, err := s.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Renew(t.Context(), refused, ""); err != nil {
		t.Fatal(err)
	}
	next, err := s.Token(t.Context())
	if err != nil || next == refused {
		t.Errorf("the same token again (%v)", err)
	}
	before := b.wire.count("/token")
	if err := s.Renew(t.Context(), refused, ""); err != nil || b.wire.count("/token") != before {
		t.Errorf("renewed for a token that is none any more (%v)", err)
	}
}

// TestStepUp asks for the second factor when the service does.
func TestStepUp(t *testing.T) {
	const sven = "sven@contoso-partner.example"
	b := start(t, "interval=1s,token=4m")
	s := b.service()
	who, err := b.signIn(s, sven)
	if err != nil || who.MFA {
		t.Fatalf("%+v, %v", who, err)
	}
	_, err = s.Token(t.Context())
	if code, service := codes(err); code != partner.CodeSignIn || service != "AADSTS50076" {
		t.Fatalf("without a second factor: %v", err)
	}
	if who, err = b.signIn(s, sven); err != nil || !who.MFA {
		t.Fatalf("the step up: %+v, %v", who, err)
	}
	if _, err := s.Token(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestTwoPrograms share a file while each token is renewed again and again. The
// look-alike ends a sign-in of which an old refresh token is used.
func TestTwoPrograms(t *testing.T) {
	b := start(t, "interval=1s,token=4m")
	if _, err := b.signIn(b.service(), anna); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 4 {
		s := b.service()
		wait.Go(func() {
			for range 8 {
				if _, err := s.Token(background()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
}

func TestSignOut(t *testing.T) {
	b := start(t, "")
	s := b.service()
	if _, err := b.signIn(s, anna); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(b.dir, tokenFile)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := s.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(b.dir, tokenFile)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the file is still there")
	}
	_, err := s.Token(t.Context())
	if code, service := codes(err); code != partner.CodeSignIn || service != "no-sign-in" {
		t.Error(err)
	}
}

func TestFindTenant(t *testing.T) {
	b := start(t, "")
	for name, want := range map[string]string{
		"contoso-partner.example": contoso, "{" + strings.ToUpper(contoso) + "}": contoso,
	} {
		if got, err := FindTenant(t.Context(), b.options(), name); got != want || err != nil {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	for name, want := range map[string]partner.Code{
		"tailspintoys.example": partner.CodeNotFound, "contoso": partner.CodeInvalidInput, "a.b/../c": partner.CodeInvalidInput, "": partner.CodeInvalidInput,
	} {
		if _, err := FindTenant(t.Context(), b.options(), name); partner.CodeOf(err) != want {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestWhereTokensAreAskedFor(t *testing.T) {
	for authority, good := range map[string]bool{
		"": true, "https://127.0.0.1:1": true, "https://localhost:1": true,
		"http://127.0.0.1:1": false, "https://login.example": false, "https://127.0.0.1:1/path": false, "https://me@127.0.0.1:1": false,
	} {
		_, err := New(Options{Cloud: partner.CloudPublic, Tenant: contoso, ClientID: app, Authority: authority})
		if (err == nil) != good {
			t.Errorf("%q: %v", authority, err)
		}
	}
	if _, err := New(Options{Cloud: partner.CloudGermany, Tenant: contoso, ClientID: app}); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Errorf("Germany: %v", err)
	}
	for cloud, pages := range map[partner.Cloud]map[string]bool{
		partner.CloudPublic: {"https://microsoft.com/devicelogin": true, "https://login.microsoft.com/device": true,
			"http://microsoft.com/devicelogin": false, "https://microsoft.com.evil.example/": false, "https://notmicrosoft.com/": false, "https://x@microsoft.com/": false},
		partner.CloudUSGov: {"https://microsoft.com/deviceloginus": true, "https://login.microsoftonline.com/": false},
		partner.CloudChina: {"https://login.partner.microsoftonline.cn/common/oauth2/deviceauth": true},
	} {
		for page, good := range pages {
			if places[cloud].shows(page) != good {
				t.Errorf("%s %s", cloud, page)
			}
		}
	}
}

// TestForgedCertificate is refused: there is no switch that lets it pass.
func TestForgedCertificate(t *testing.T) {
	b := start(t, "")
	s := b.service(func(o *Options) { o.HTTP = nil })
	if _, err := s.DeviceCode(t.Context()); partner.CodeOf(err) != partner.CodeUnreachable {
		t.Error(err)
	}
}

// TestNoSecretLeaves looks for tokens in errors and in everything but the one
// file that was chosen.
func TestNoSecretLeaves(t *testing.T) {
	b := start(t, "interval=1s,token=4m")
	var said strings.Builder
	s := b.service(func(o *Options) { o.Log = debugLog(&said) })
	if _, err := b.signIn(s, anna); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := s.Token(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	res, err := b.person.PostForm(b.server.URL()+"/practice/revoke", map[string][]string{"account": {anna}})
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	_, failed := s.Token(t.Context())
	said.WriteString(failed.Error())
	if len(b.wire.secrets) < 9 {
		t.Fatalf("only %d secrets seen", len(b.wire.secrets))
	}
	kept, err := os.ReadFile(filepath.Join(b.dir, tokenFile))
	if err != nil {
		t.Fatal(err)
	}
	newest := b.wire.secrets[len(b.wire.secrets)-2]
	if !strings.Contains(string(kept), newest) {
		t.Error("the newest refresh token is not kept")
	}
	for _, secret := range b.wire.secrets {
		if strings.Contains(said.String(), secret) {
			t.Errorf("a secret is said: %s", said.String())
		}
		for _, request := range b.wire.requests {
			if strings.Contains(request, secret) {
				t.Errorf("a secret stands in an address: %s", request)
			}
		}
	}
	if !strings.Contains(said.String(), "AADSTS50173") {
		t.Errorf("what is said: %s", said.String())
	}
}

func TestReadToken(t *testing.T) {
	token := func(body string) string {
		return "h." + base64.RawURLEncoding.EncodeToString([]byte(body)) + ".s"
	}
	cases := []struct {
		token string
		roles []partner.Role
		known bool
		ok    bool
	}{
		{"opaque", nil, false, false},
		{"a.b.c", nil, false, false},
		{token(`[]`), nil, false, false},
		{token(`{}`), nil, false, true},
		{token(`{"wids":["` + globalAdminID + `","00000000-0000-0000-0000-000000000001"]}`), []partner.Role{partner.RoleGlobalAdmin}, false, true},
		{token(`{"groups":["AdminAgents","x"]}`), []partner.Role{partner.RoleAdminAgent}, true, true},
		{token(`{"roles":["Helpdesk Agents","SalesAgents"]}`), []partner.Role{partner.RoleHelpdeskAgent, partner.RoleSalesAgent}, true, true},
	}
	for _, c := range cases {
		who, ok := ReadToken(c.token)
		if ok != c.ok || who.RolesKnown != c.known || !slices.Equal(who.Roles, c.roles) {
			t.Errorf("%s: %+v, %v", c.token, who, ok)
		}
	}
}

func FuzzReadToken(f *testing.F) {
	f.Add("a.eyJ0aWQiOiJ4In0.c")
	f.Add("..")
	f.Fuzz(func(t *testing.T, token string) {
		if who, ok := ReadToken(token); !ok && (who.TenantID != "" || who.Roles != nil) {
			t.Errorf("%+v of a token that was not read", who)
		}
	})
}

func FuzzReadRefusal(f *testing.F) {
	f.Add(400, []byte(`{"error":"invalid_grant","error_description":"AADSTS50173: x Trace ID: y","claims":"{}"}`))
	f.Add(500, []byte(`<html>`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		r := readRefusal(status, body)
		if len(r.words) > maxWords+len("…") || len(r.claims) > 4096 {
			t.Errorf("%+v", r)
		}
	})
}
