package sandbox

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser starts a real Chromium for one test. CSPDESK_REQUIRE_BROWSER=1 makes
// its absence a failure; CSPDESK_SHOTS names a folder for pictures of pages.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("CSPDESK_REQUIRE_BROWSER") == "1" {
			t.Fatal("no Chromium was found, and CSPDESK_REQUIRE_BROWSER=1 asks for one")
		}
		t.Skip("no Chromium was found in PATH; the pages are not tested in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1000, 900),
		chromedp.Flag("headless", true), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // starts the browser, which lives as long as this context
		t.Fatal(err)
	}
	// What the browser complains about, such as a script that the policy
	// refused, fails the test.
	messages := chromedp.Console(ctx)
	t.Cleanup(func() {
		cancel()
		for m, err := range messages {
			if err != nil {
				break
			}
			if m.IsException() || m.Source == "security" {
				t.Errorf("the browser complains: %s", m)
			}
		}
	})
	ctx, cancelTime := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancelTime)
	return ctx
}

type step = chromedp.Action[chromedp.Void]

func run(t *testing.T, ctx context.Context, steps ...step) {
	t.Helper()
	for i, s := range steps {
		if err := chromedp.Do(ctx, s); err != nil {
			late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
			defer cancel()
			page, pageErr := chromedp.Run(late, chromedp.OuterHTML("html"))
			t.Fatalf("step %d: %v, on the page (%v):\n%s", i, err, pageErr, page)
		}
	}
}

// scheme switches the color scheme that the page is told of.
func scheme(name string) step {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	})
}

// shot keeps pictures of the page where CSPDESK_SHOTS asks for them.
func shot(name string) step {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		dir := os.Getenv("CSPDESK_SHOTS")
		if dir == "" {
			return nil
		}
		for _, color := range []string{"dark", "light"} {
			if _, err := scheme(color)(ctx, target); err != nil {
				return err
			}
			picture, err := chromedp.FullScreenshot(100)(ctx, target)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, name+"-"+color+".png"), picture, 0o600); err != nil {
				return err
			}
		}
		return nil
	})
}

// heading waits for a page with a heading that holds text.
func heading(text string) step {
	return chromedp.WaitVisible(`//h1[contains(., "` + text + `")]`)
}

// choose and press use the keyboard, as the pages must do without a mouse.
func choose(name, value string) step {
	field := chromedp.CSS(`input[name="` + name + `"][value="` + value + `"]`)
	return chromedp.Steps(chromedp.Focus(field), chromedp.KeyEvent(" "))
}

func press(text string) step {
	return chromedp.Steps(chromedp.Focus(`//button[normalize-space()="`+text+`"]`), chromedp.KeyEvent("\r"))
}

func follow(text string) step {
	return chromedp.Steps(chromedp.Focus(`//a[contains(., "`+text+`")]`), chromedp.KeyEvent("\r"))
}

func customers(t *testing.T, s *Server) []customerItem {
	t.Helper()
	var list collection[customerItem]
	read(t, s, "/v1/customers?size=500", &list)
	return list.Items
}

func TestBrowserAccepts(t *testing.T) {
	ctx := browser(t)
	s := open(t, Options{})
	incomplete := newWorld(usualSeed, usualCustomers).prospect(2)
	run(t, ctx,
		chromedp.Navigate(requestLink(t, s)), heading("Sign in"), shot("sign-in"),
		choose("tenant", incomplete.id), press("Sign in"),
		heading("Complete your billing profile"), shot("profile"),
		press("Save and continue"), chromedp.WaitVisible(chromedp.CSS(`[role=alert]`)), shot("profile-wrong"),
		chromedp.SendKeys(chromedp.CSS("#line1"), "Rue de l’Église 4"),
		chromedp.SendKeys(chromedp.CSS("#postalCode"), "75004"),
		chromedp.SendKeys(chromedp.CSS("#city"), "Paris\r"),
		heading("Request from Contoso Partner GmbH"), shot("review"),
		press("Accept"), chromedp.WaitVisible(chromedp.CSS(`[role=alert]`)), shot("review-wrong"),
		chromedp.Focus(chromedp.CSS("#authorize")), chromedp.KeyEvent(" \t \t\r"),
		heading("The request is accepted"), shot("accepted"),
	)
	all := customers(t, s)
	last := all[len(all)-1]
	if len(all) != usualCustomers+1 || last.ID != incomplete.id {
		t.Fatalf("%d customers, the last is %s", len(all), last.CompanyProfile.CompanyName)
	}
	var body customerBody
	read(t, s, "/v1/customers/"+last.ID, &body)
	if body.BillingProfile.DefaultAddress.AddressLine1 != "Rue de l’Église 4" {
		t.Errorf("billing profile: %+v", body.BillingProfile)
	}

	run(t, ctx,
		follow("Partner relationships"), heading("Partner relationships"), shot("partners"),
		press("Remove admin rights"), chromedp.WaitVisible(chromedp.CSS(`[role=status]`)), shot("partners-removed"),
		chromedp.Navigate(s.URL()), heading("Practice Partner Center"), shot("index"),
		chromedp.Navigate(s.URL()+pathSettings), heading("Partner relationships"), shot("partners-choose"),
	)
	if status, _, _ := fetch(t, s, "/v1/customers/"+last.ID+"/users"); status != 403 {
		t.Errorf("users after the rights were removed: %d", status)
	}
}

func TestBrowserDeclines(t *testing.T) {
	ctx := browser(t)
	s := open(t, Options{})
	run(t, ctx,
		chromedp.Navigate(requestLink(t, s)), heading("Sign in"), choose("tenant", prospectID(0)), press("Sign in"),
		heading("Request from"), press("Decline"), heading("The request is declined"), shot("declined"),
	)
	if n := len(customers(t, s)); n != usualCustomers {
		t.Errorf("%d customers after declining", n)
	}
}

func TestBrowserNewOrganizationWithOlderFragment(t *testing.T) {
	ctx := browser(t)
	s := open(t, Options{})
	link := strings.Replace(requestLink(t, s), invitationFragment, olderFragment, 1)
	run(t, ctx,
		chromedp.Navigate(link), heading("Sign in"), press("Sign in"),
		chromedp.WaitVisible(chromedp.CSS(`[role=alert]`)), choose("tenant", "new"), press("Sign in"),
		chromedp.WaitVisible(chromedp.CSS(`#name-wrong`)), shot("sign-in-wrong"),
		chromedp.SendKeys(chromedp.CSS("#name"), "A. Datum 株式会社"), chromedp.SendKeys(chromedp.CSS("#domain"), "adatum.example"),
		chromedp.SetValue(chromedp.CSS("#country"), "DE"), press("Sign in"),
		heading("Complete your billing profile"), shot("profile-new"),
	)
}

func TestBrowserRefusesWhoIsNotGlobalAdmin(t *testing.T) {
	ctx := browser(t)
	s := open(t, Options{})
	run(t, ctx,
		chromedp.Navigate(requestLink(t, s)), heading("Sign in"),
		choose("tenant", prospectID(0)), choose("role", roleUser), press("Sign in"),
		heading("Only a global admin can accept"), shot("problem-role"),
	)
	us := newWorld(usualSeed, usualCustomers).prospect(9).id
	run(t, ctx,
		follow("Change"), heading("Sign in"),
		choose("tenant", us), press("Sign in"), heading("cannot sell in your country"), shot("problem-market"),
	)
	if n := len(customers(t, s)); n != usualCustomers {
		t.Errorf("%d customers", n)
	}
}

func TestBrowserSaysWhatIsWrongWithALink(t *testing.T) {
	ctx := browser(t)
	s := open(t, Options{})
	link := requestLink(t, s)
	head, _, _ := strings.Cut(link, "#")
	home, query, _ := strings.Cut(head, "?")
	for _, c := range []struct{ name, link, want string }{
		{"cut-fragment", head, "The end of the link is missing"},
		{"other-fragment", head + "#/BillingAccounts", "The end of the link is missing"},
		{"escaped", strings.ReplaceAll(head, "&", "&amp;") + invitationFragment, "altered on its way"},
		{"cut-id", strings.Replace(link, "&msppId", "x&msppId", 1), "The partner in this link cannot be read"},
		{"behind", home + invitationFragment + "?" + query, "This link is not complete"},
	} {
		run(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(c.link), heading(c.want), shot("link-"+c.name))
	}
	run(t, ctx, chromedp.WaitVisible(`//p[@id="why"][contains(., "behind the # sign, where")]`))
}

// TestBrowserRendersLightAndDark reads the colors that the browser uses.
func TestBrowserRendersLightAndDark(t *testing.T) {
	ctx := browser(t)
	s := open(t, Options{})
	link := requestLink(t, s)
	var grounds, inks []string
	for _, color := range []string{"light", "dark"} {
		run(t, ctx, scheme(color), chromedp.EmulateViewport(360, 700), chromedp.Navigate(link), heading("Sign in"))
		read := func(expression string) string {
			value, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
			if err != nil {
				t.Fatal(err)
			}
			return value
		}
		grounds = append(grounds, read(`getComputedStyle(document.body).backgroundColor`))
		inks = append(inks, read(`getComputedStyle(document.body).color`))
		if wide := read(`String(document.documentElement.scrollWidth - innerWidth)`); wide != "0" {
			t.Errorf("%s: the page is %s px wider than a phone", color, wide)
		}
	}
	run(t, ctx, shot("narrow"))
	if grounds[0] == grounds[1] || inks[0] == inks[1] || grounds[0] == inks[0] {
		t.Errorf("grounds %v, inks %v", grounds, inks)
	}
}
