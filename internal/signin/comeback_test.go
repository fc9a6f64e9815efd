package signin

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// TestComeback: strangers change nothing, and who comes back from the sign-in
// reads in their language what came of it.
func TestComeback(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, c := range []struct {
			brings  url.Values
			service string // of the error of code; "" for none
			after   error  // of redeeming the code
			page    []string
		}{
			{url.Values{"code": {"c0de"}}, "", nil, []string{text.SignIn.PageDone, text.SignIn.PageDoneNext}},
			{url.Values{"code": {"c0de"}}, "", OtherTenant(Identity{}, contoso), []string{text.SignIn.Failed, text.Service["other-tenant"].What}},
			{url.Values{"error": {"access_denied"}, "error_description": {"AADSTS65004: <script>User declined</script>"}}, "AADSTS65004", nil,
				[]string{text.SignIn.Failed, text.Service["AADSTS65004"].What, text.SignIn.PageFailedNext}},
			{url.Values{"error": {"<b>"}}, "", nil, []string{text.SignIn.Failed}},
			{url.Values{}, "", nil, []string{text.SignIn.Failed}},
		} {
			back, err := newComeback(text)
			if err != nil {
				t.Fatal(err)
			}
			for _, stranger := range []url.Values{{"code": {"x"}}, {"code": {"x"}, "state": {"guessed"}}, {"error": {"access_denied"}}} {
				res, err := http.PostForm(back.address, stranger)
				if err != nil || res.StatusCode != http.StatusNotFound {
					t.Fatalf("%v: %v, %v", stranger, res, err)
				}
				_ = res.Body.Close()
			}
			if res, err := http.Get(back.address + "/?code=x&state=" + back.state); err != nil || res.StatusCode != http.StatusNotFound {
				t.Fatalf("an address: %v, %v", res, err)
			}
			c.brings.Set("state", back.state)
			page := make(chan string, 1)
			go func() {
				res, err := http.PostForm(back.address, c.brings)
				if err != nil {
					page <- err.Error()
					return
				}
				defer res.Body.Close()
				body, err := io.ReadAll(res.Body)
				if err != nil {
					t.Errorf("the page is cut: %v", err)
				}
				page <- string(body)
			}()
			code, err := back.code(t.Context())
			if _, service := codes(err); service != c.service || (err == nil) != (code == "c0de") || err != nil && partner.CodeOf(err) != partner.CodeSignIn {
				t.Errorf("%v gave %q, %v", c.brings, code, err)
			}
			if err == nil {
				err = c.after
			}
			back.close(err)
			got := <-page
			for _, want := range append(c.page, `lang="`+text.Language+`"`) {
				if !strings.Contains(got, want) {
					t.Errorf("%v: no %q on the page:\n%s", c.brings, want, got)
				}
			}
			for _, never := range []string{"c0de", back.state, "<script", "<b>"} {
				if strings.Contains(got, never) {
					t.Errorf("%v: %q on the page", c.brings, never)
				}
			}
			if _, err := http.Get(back.address); err == nil {
				t.Error("it still listens")
			}
		}
	}
	back, err := newComeback(i18n.English())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := back.code(ctx); err == nil {
		t.Error("a code without a browser")
	}
	back.close(ctx.Err())
}
