package main

import (
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"

	"cspdesk/internal/chromium"
	"cspdesk/internal/i18n"
)

// trusting is a browser that knows the certificate of the look-alike, which was
// checked with the authority that it was made by, and no other that it should not.
func (s *practiceSignInServer) trusting() chromedp.ExecAllocatorOption {
	s.t.Helper()
	res, err := s.person.Get(s.Authority + "/devicelogin")
	if err != nil {
		s.t.Fatal(err)
	}
	_ = res.Body.Close()
	key := sha256.Sum256(res.TLS.PeerCertificates[0].RawSubjectPublicKeyInfo)
	return chromedp.Flag("ignore-certificate-errors-spki-list", base64.StdEncoding.EncodeToString(key[:]))
}

// opener is a program for CSPDESK_BROWSER that tells the test which page it was
// given. It notes what else it was given in the home folder, where secrets are
// looked for.
func opener(t *testing.T, home string) (program string, given func() string) {
	t.Helper()
	dir := t.TempDir()
	program, pipe := filepath.Join(dir, "browser"), filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, []byte("#!/bin/sh\n{ echo \"$*\"; env; } >> "+home+"/given\necho \"$1\" > "+pipe+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return program, func() string {
		page, err := os.ReadFile(pipe) // waits for the other side
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(page))
	}
}

// TestSignInInARealBrowser goes the whole way that a person goes with a browser
// on this computer, once in each language: the desk opens the page, the person
// cancels, tries again and signs in, and reads on the last page and in the desk
// what came of it.
func TestSignInInARealBrowser(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	browser := chromium.Start(t, s.trusting())
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		env := s.profile("--token-store", "file")
		program, given := opener(t, strings.TrimPrefix(env[0], "HOME="))
		d := startDesk(t, 80, 24, append(env, "CSPDESK_BROWSER="+program), "--lang", text.Language)
		d.expect(text.App.TabCustomers)
		declined := text.Service["AADSTS65004"].What
		d.command("S", text.SignIn.CodeSteps[1])
		d.readCode()
		d.press("b")
		chromium.Do(browser, t,
			chromedp.Navigate(given()), chromium.Heading(i18n.English().Entra.Title),
			chromium.Choose("account", anna), chromium.Press(i18n.English().Entra.Decline),
			chromium.Heading(text.SignIn.Failed), chromedp.WaitVisible(`//p[contains(., "`+declined+`")]`),
			chromedp.WaitVisible(`//p[contains(., "`+text.SignIn.PageFailedNext+`")]`),
		)
		d.expect(declined)
		d.press("r") // in the browser again
		chromium.Do(browser, t,
			chromedp.Navigate(given()), chromium.Heading(i18n.English().Entra.Title),
			chromium.Choose("account", anna), chromium.Press(i18n.English().Entra.Accept),
			chromium.Heading(text.SignIn.PageDone), chromedp.WaitVisible(`//p[contains(., "`+text.SignIn.PageDoneNext+`")]`),
		)
		if at, err := chromedp.Run(browser, chromedp.Evaluate[string](`document.documentElement.lang + " " + location.href.replace(/[0-9]+/, "PORT")`)); err != nil || at != text.Language+" http://localhost:PORT/" {
			t.Errorf("the last page is %q, %v", at, err)
		}
		d.expect(text.Customers.Empty)
		d.command("r", "Adventure Works GmbH")
		if st := statusOf(t, env); !st.SignedIn || st.Account != anna {
			t.Errorf("%+v", st)
		}
	}
}
