package sandbox

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"cspdesk/internal/chromium"
)

// These tests drive a real browser. CSPDESK_SHOTS names a folder for pictures of
// pages.

// scheme switches the color scheme that the page is told of.
func scheme(name string) chromium.Step {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	})
}

// shot keeps pictures of the page where CSPDESK_SHOTS asks for them.
func shot(name string) chromium.Step {
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

func follow(text string) chromium.Step {
	return chromedp.Steps(chromedp.Focus(`//a[contains(., "`+text+`")]`), chromedp.KeyEvent("\r"))
}

func customers(t *testing.T, s *Server) []customerItem {
	t.Helper()
	var list collection[customerItem]
	read(t, s, "/v1/customers?size=500", &list)
	return list.Items
}

func TestBrowserAccepts(t *testing.T) {
	ctx := chromium.Start(t)
	s := open(t, Options{})
	incomplete := newWorld(usualSeed, usualCustomers).prospect(2)
	chromium.Do(ctx, t,
		chromedp.Navigate(requestLink(t, s)), chromium.Heading("Sign in"), shot("sign-in"),
		chromium.Choose("tenant", incomplete.id), chromium.Press("Sign in"),
		chromium.Heading("Complete your billing profile"), shot("profile"),
		chromium.Press("Save and continue"), chromedp.WaitVisible(chromedp.CSS(`[role=alert]`)), shot("profile-wrong"),
		chromedp.SendKeys(chromedp.CSS("#line1"), "Rue de l’Église 4"),
		chromedp.SendKeys(chromedp.CSS("#postalCode"), "75004"),
		chromedp.SendKeys(chromedp.CSS("#city"), "Paris\r"),
		chromium.Heading("Request from Contoso Partner GmbH"), shot("review"),
		chromium.Press("Accept"), chromedp.WaitVisible(chromedp.CSS(`[role=alert]`)), shot("review-wrong"),
		chromedp.Focus(chromedp.CSS("#authorize")), chromedp.KeyEvent(" \t \t\r"),
		chromium.Heading("The request is accepted"), shot("accepted"),
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

	chromium.Do(ctx, t,
		follow("Partner relationships"), chromium.Heading("Partner relationships"), shot("partners"),
		chromium.Press("Remove admin rights"), chromedp.WaitVisible(chromedp.CSS(`[role=status]`)), shot("partners-removed"),
		chromedp.Navigate(s.URL()), chromium.Heading("Practice Partner Center"), shot("index"),
		chromedp.Navigate(s.URL()+pathSettings), chromium.Heading("Partner relationships"), shot("partners-choose"),
	)
	if status, _, _ := fetch(t, s, "/v1/customers/"+last.ID+"/users"); status != 403 {
		t.Errorf("users after the rights were removed: %d", status)
	}
}

func TestBrowserDeclines(t *testing.T) {
	ctx := chromium.Start(t)
	s := open(t, Options{})
	chromium.Do(ctx, t,
		chromedp.Navigate(requestLink(t, s)), chromium.Heading("Sign in"), chromium.Choose("tenant", prospectID(0)), chromium.Press("Sign in"),
		chromium.Heading("Request from"), chromium.Press("Decline"), chromium.Heading("The request is declined"), shot("declined"),
	)
	if n := len(customers(t, s)); n != usualCustomers {
		t.Errorf("%d customers after declining", n)
	}
}

func TestBrowserNewOrganizationWithOlderFragment(t *testing.T) {
	ctx := chromium.Start(t)
	s := open(t, Options{})
	link := strings.Replace(requestLink(t, s), invitationFragment, olderFragment, 1)
	chromium.Do(ctx, t,
		chromedp.Navigate(link), chromium.Heading("Sign in"), chromium.Press("Sign in"),
		chromedp.WaitVisible(chromedp.CSS(`[role=alert]`)), chromium.Choose("tenant", "new"), chromium.Press("Sign in"),
		chromedp.WaitVisible(chromedp.CSS(`#name-wrong`)), shot("sign-in-wrong"),
		chromedp.SendKeys(chromedp.CSS("#name"), "A. Datum 株式会社"), chromedp.SendKeys(chromedp.CSS("#domain"), "adatum.example"),
		chromedp.SetValue(chromedp.CSS("#country"), "DE"), chromium.Press("Sign in"),
		chromium.Heading("Complete your billing profile"), shot("profile-new"),
	)
}

func TestBrowserRefusesWhoIsNotGlobalAdmin(t *testing.T) {
	ctx := chromium.Start(t)
	s := open(t, Options{})
	chromium.Do(ctx, t,
		chromedp.Navigate(requestLink(t, s)), chromium.Heading("Sign in"),
		chromium.Choose("tenant", prospectID(0)), chromium.Choose("role", roleUser), chromium.Press("Sign in"),
		chromium.Heading("Only a global admin can accept"), shot("problem-role"),
	)
	us := newWorld(usualSeed, usualCustomers).prospect(9).id
	chromium.Do(ctx, t,
		follow("Change"), chromium.Heading("Sign in"),
		chromium.Choose("tenant", us), chromium.Press("Sign in"), chromium.Heading("cannot sell in your country"), shot("problem-market"),
	)
	if n := len(customers(t, s)); n != usualCustomers {
		t.Errorf("%d customers", n)
	}
}

func TestBrowserSaysWhatIsWrongWithALink(t *testing.T) {
	ctx := chromium.Start(t)
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
		chromium.Do(ctx, t, chromedp.Navigate("about:blank"), chromedp.Navigate(c.link), chromium.Heading(c.want), shot("link-"+c.name))
	}
	chromium.Do(ctx, t, chromedp.WaitVisible(`//p[@id="why"][contains(., "behind the # sign, where")]`))
}

// TestBrowserRendersLightAndDark reads the colors that the browser uses.
func TestBrowserRendersLightAndDark(t *testing.T) {
	ctx := chromium.Start(t)
	s := open(t, Options{})
	link := requestLink(t, s)
	var grounds, inks []string
	for _, color := range []string{"light", "dark"} {
		chromium.Do(ctx, t, scheme(color), chromedp.EmulateViewport(360, 700), chromedp.Navigate(link), chromium.Heading("Sign in"))
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
	chromium.Do(ctx, t, shot("narrow"))
	if grounds[0] == grounds[1] || inks[0] == inks[1] || grounds[0] == inks[0] {
		t.Errorf("grounds %v, inks %v", grounds, inks)
	}
}
