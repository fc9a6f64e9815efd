package partnercenter

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

const asksMFA = `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`

// TestClaimsChallenge: what a refusal asks the next token to bring reaches the
// renewal, once, and nothing else does.
func TestClaimsChallenge(t *testing.T) {
	std, raw := base64.StdEncoding.EncodeToString([]byte(asksMFA)), base64.RawURLEncoding.EncodeToString([]byte(asksMFA))
	bearer := `Bearer realm="", authorization_uri="https://login.example/authorize", error="insufficient_claims", claims=`
	big := base64.StdEncoding.EncodeToString([]byte(`{"access_token":"` + strings.Repeat("x", maxClaims) + `"}`))
	for _, c := range []struct {
		name      string
		status    int
		header    string
		challenge string
		code      partner.Code // where the renewal does not help
		renewals  int
	}{
		{"base64", 401, bearer + `"` + std + `"`, asksMFA, partner.CodeSignIn, 1},
		{"base64 for addresses", 403, bearer + `"` + raw + `"`, asksMFA, partner.CodeSignIn, 1},
		{"JSON", 403, bearer + `"` + strings.ReplaceAll(asksMFA, `"`, `\"`) + `"`, asksMFA, partner.CodeSignIn, 1},
		{"lower case", 403, strings.Replace(bearer, "Bearer", "bearer", 1) + `"` + std + `"`, asksMFA, partner.CodeSignIn, 1},
		{"a 401 without claims", 401, `Bearer realm=""`, "", partner.CodeSignIn, 1},
		{"a 403 without claims", 403, `Bearer realm=""`, "", partner.CodeForbidden, 0},
		{"no header", 403, "", "", partner.CodeForbidden, 0},
		{"not base64", 403, bearer + `"%%%"`, "", partner.CodeForbidden, 0},
		{"no object", 403, bearer + `"` + base64.StdEncoding.EncodeToString([]byte(`["x"]`)) + `"`, "", partner.CodeForbidden, 0},
		{"empty", 403, bearer + `"e30="`, "", partner.CodeForbidden, 0},
		{"too large", 403, bearer + `"` + big + `"`, "", partner.CodeForbidden, 0},
		{"another scheme", 403, strings.Replace(bearer, "Bearer", "Basic", 1) + `"` + std + `"`, "", partner.CodeForbidden, 0},
		{"another parameter", 403, `Bearer xclaims="` + std + `"`, "", partner.CodeForbidden, 0},
		{"another status", 404, bearer + `"` + std + `"`, "", partner.CodeNotFound, 0},
	} {
		for _, helps := range []bool{true, false} {
			for _, method := range []string{http.MethodGet, http.MethodPatch} {
				var got []string
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if helps && r.Header.Get("Authorization") == "Bearer stepped-up" {
						send(w, http.StatusOK, `{}`)
						return
					}
					if c.header != "" {
						w.Header().Set("WWW-Authenticate", c.header)
					}
					w.WriteHeader(c.status)
				}))
				t.Cleanup(server.Close)
				token := canary
				client, err := New(server.URL, func(context.Context) (string, error) { return token, nil }, Options{
					Renew: func(_ context.Context, refused, claims string) error {
						if refused != token {
							t.Errorf("%s: another token was refused", c.name)
						}
						token, got = "stepped-up", append(got, claims)
						return nil
					},
				})
				if err != nil {
					t.Fatal(err)
				}
				target, err := client.resolve("/v1/profiles")
				if err != nil {
					t.Fatal(err)
				}
				_, err = client.perform(t.Context(), call{method: method, target: target, request: "r", correlation: "c"})
				if helps && c.renewals > 0 {
					if err != nil {
						t.Errorf("%s: %v", c.name, err)
					}
				} else {
					failsWith(t, err, c.code)
				}
				renewals := c.renewals
				if !helps && c.challenge != "" {
					renewals++ // the other token is challenged, too
				}
				if len(got) != renewals || slices.ContainsFunc(got, func(claims string) bool { return claims != c.challenge }) {
					t.Errorf("%s %s: renewed with %q", method, c.name, got)
				}
			}
		}
	}
}

// TestRenewalThatNeedsThePerson gives the words of the sign-in to who asked.
func TestRenewalThatNeedsThePerson(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer claims="`+base64.StdEncoding.EncodeToString([]byte(asksMFA))+`"`)
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(server.Close)
	client, err := New(server.URL, func(context.Context) (string, error) { return canary, nil }, Options{
		Renew: func(context.Context, string, string) error {
			return &partner.Error{Code: partner.CodeSignIn, ServiceCode: "AADSTS50076"}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Profile(t.Context())
	if e := failsWith(t, err, partner.CodeSignIn); e.ServiceCode != "AADSTS50076" {
		t.Errorf("%+v", e)
	}
}

// TestSecondChallenge: a token that was renewed for claims and is challenged
// again goes back to the renewal, once, which can keep the claims for the person.
func TestSecondChallenge(t *testing.T) {
	const second = `{"access_token":{"acrs":{"essential":true,"value":"c2"}}}`
	for _, c := range []struct {
		name     string
		needed   bool // the renewal says that the person is needed
		renewals []string
		requests int
	}{
		{"the person is needed", true, []string{canary + " " + asksMFA, "token-1 " + second}, 2},
		{"and the service is never content", false, []string{canary + " " + asksMFA, "token-1 " + second}, 3},
	} {
		token, requests := canary, 0
		var renewals []string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			requests++
			asks := asksMFA
			if requests > 1 {
				asks = second
			}
			w.Header().Set("WWW-Authenticate", `Bearer error="insufficient_claims", claims="`+base64.StdEncoding.EncodeToString([]byte(asks))+`"`)
			w.WriteHeader(http.StatusUnauthorized)
		}))
		t.Cleanup(server.Close)
		client, err := New(server.URL, func(context.Context) (string, error) { return token, nil }, Options{
			Renew: func(_ context.Context, refused, claims string) error {
				renewals = append(renewals, refused+" "+claims)
				if c.needed && len(renewals) > 1 {
					return &partner.Error{Code: partner.CodeSignIn, ServiceCode: "AADSTS50076"}
				}
				token = "token-" + strconv.Itoa(len(renewals))
				return nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Profile(t.Context())
		failsWith(t, err, partner.CodeSignIn)
		if !slices.Equal(renewals, c.renewals) || requests != c.requests {
			t.Errorf("%s: %d requests, renewed with %q", c.name, requests, renewals)
		}
	}
}
