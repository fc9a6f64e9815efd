package signin

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"cspdesk/internal/partner"
)

// claimed notes the claims that requests for tokens bring.
type claimed struct {
	next http.RoundTripper
	seen []string
}

func (c *claimed) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodPost && req.Body != nil {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		if form, err := url.ParseQuery(string(body)); err == nil && form.Get("claims") != "" {
			c.seen = append(c.seen, form.Get("claims"))
		}
	}
	return c.next.RoundTrip(req)
}

// TestStepUpForPartnerCenter: what Partner Center asks a token to bring is asked
// for silently, and of the person where that does not do.
func TestStepUpForPartnerCenter(t *testing.T) {
	const asks = `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`
	b := start(t, "")
	wire := &claimed{next: b.wire}
	s := b.service(func(o *Options) { o.HTTP = &http.Client{Transport: wire} })
	if _, err := b.signIn(s, anna); err != nil {
		t.Fatal(err)
	}
	refused, err := s.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Renew(t.Context(), refused, asks); err != nil || !slices.Equal(wire.seen, []string{asks}) || s.asked() != "" {
		t.Fatalf("silently: %q, %v", wire.seen, err)
	}
	if refused, err = s.Token(t.Context()); err != nil {
		t.Fatal(err)
	}
	res, err := b.person.PostForm(b.server.URL()+"/practice/revoke", url.Values{"account": {anna}})
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if err := s.Renew(t.Context(), refused, asks); partner.CodeOf(err) != partner.CodeSignIn || s.asked() != asks {
		t.Fatalf("the next sign-in would bring %q: %v", s.asked(), err)
	}
	wire.seen = nil
	if _, err := b.signIn(s, anna); err != nil || len(wire.seen) == 0 || wire.seen[0] != asks || s.asked() != "" {
		t.Errorf("the sign-in brought %q: %v", wire.seen, err)
	}
}

// TestChallengedAgain: where the token that a silent renewal for claims gave is
// challenged again, the person is needed, and the next sign-in brings what was
// asked for last.
func TestChallengedAgain(t *testing.T) {
	const first, second = `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`, `{"access_token":{"acrs":{"essential":true,"value":"c2"}}}`
	b := start(t, "")
	wire := &claimed{next: b.wire}
	s := b.service(func(o *Options) { o.HTTP = &http.Client{Transport: wire} })
	if _, err := b.signIn(s, anna); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second sign-in begins anew
		wire.seen = nil
		refused, err := s.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Renew(t.Context(), refused, first); err != nil || !slices.Equal(wire.seen, []string{first}) {
			t.Fatalf("silently: %q, %v", wire.seen, err)
		}
		again, err := s.Token(t.Context())
		if err != nil || again == refused {
			t.Fatal(err)
		}
		if err := s.Renew(t.Context(), refused, second); err != nil || s.asked() != "" {
			t.Errorf("a call that was under way with the token before asks for %q: %v", s.asked(), err)
		}
		err = s.Renew(t.Context(), again, second)
		if code, service := codes(err); code != partner.CodeSignIn || service != "step-up" || s.asked() != second || len(wire.seen) != 1 {
			t.Fatalf("the next sign-in would bring %q after %d requests: %v", s.asked(), len(wire.seen), err)
		}
		wire.seen = nil
		if _, err := b.signIn(s, anna); err != nil || len(wire.seen) == 0 || wire.seen[0] != second || s.asked() != "" {
			t.Errorf("the sign-in brought %q: %v", wire.seen, err)
		}
	}
}
