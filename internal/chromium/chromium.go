// Package chromium drives a real browser in tests. Where none is installed, the
// tests that need one are skipped; CSPDESK_REQUIRE_BROWSER=1 makes that a failure.
package chromium

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a test with a browser may take, on a machine that may be
// busy with much else. It only guards against hanging.
const patience = 5 * time.Minute

// Start starts a browser for one test, with an empty profile of its own and the
// flags that are given. It ends with the test.
func Start(t testing.TB, flags ...chromedp.ExecAllocatorOption) context.Context {
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
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.WSURLReadTimeout(patience),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
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
	ctx, cancelTime := context.WithTimeout(ctx, patience)
	t.Cleanup(cancelTime)
	return ctx
}

// Step is something that the person does, or waits for.
type Step = chromedp.Action[chromedp.Void]

// Do takes steps, one after another. The page is shown where one cannot be taken.
func Do(ctx context.Context, t testing.TB, steps ...Step) {
	t.Helper()
	for i, s := range steps {
		if err := chromedp.Do(ctx, s); err != nil {
			late, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
			defer cancel()
			page, pageErr := chromedp.Run(late, chromedp.OuterHTML("html"))
			t.Fatalf("step %d: %v, on the page (%v):\n%s", i, err, pageErr, page)
		}
	}
}

// Heading waits for a page with a heading that holds text.
func Heading(text string) Step {
	return chromedp.WaitVisible(`//h1[contains(., "` + text + `")]`)
}

// Choose and Press use the keyboard, as pages must do without a mouse.
func Choose(name, value string) Step {
	field := chromedp.CSS(`input[name="` + name + `"][value="` + value + `"]`)
	return chromedp.Steps(chromedp.Focus(field), chromedp.KeyEvent(" "))
}

// Press presses the button with a text.
func Press(text string) Step {
	return chromedp.Steps(chromedp.Focus(`//button[normalize-space()="`+text+`"]`), chromedp.KeyEvent("\r"))
}
