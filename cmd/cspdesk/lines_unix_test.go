//go:build unix

package main

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// dialog is the line mode in a terminal: what it says is read as a screen reader
// would, from the last answer on.
type dialog struct {
	*desk
	from int // bytes that were said before the last answer
}

// startLines starts the line mode.
func startLines(t testing.TB, env []string, args ...string) *dialog {
	t.Helper()
	return &dialog{desk: startDesk(t, 200, 60, env, append([]string{"--accessible"}, args...)...)}
}

// hears waits for words that are said after the last answer, and gives everything
// that was.
func (d *dialog) hears(wanted string) string {
	d.t.Helper()
	deadline := time.After(patience)
	for {
		d.mu.Lock()
		said, changed := d.written.String()[d.from:], d.changed
		d.mu.Unlock()
		if strings.Contains(said, wanted) {
			return said
		}
		select {
		case <-changed:
		case <-d.done:
			d.t.Fatalf("the program ended before %q; it said:\n%s", wanted, said)
		case <-deadline:
			d.t.Fatalf("%q was not said, but:\n%s", wanted, said)
		}
	}
}

// answers waits for a question and answers it.
func (d *dialog) answers(question, answer string) {
	d.t.Helper()
	d.hears(question)
	d.mu.Lock()
	d.from = d.written.Len()
	d.mu.Unlock()
	d.press(answer + enter)
}

// TestCustomersInLines looks after a customer in the line mode, and reads at the
// service what came of it.
func TestCustomersInLines(t *testing.T) {
	t.Parallel()
	p := servePractice(t, "")
	d := startLines(t, p.env)
	d.answers("0. Quit\r\nNumber: ", "1")
	d.answers("or ? for help: ", "s cohovineyard")
	d.answers("1. Coho Vineyard", "1")
	d.answers("2. Users: add, change", "2")

	// A user is added, with a password that is said once, and gets a license.
	d.answers("13. Add a user", "13")
	d.answers("Display name", "Zoe Miller")
	d.answers("Sign-in name", "zoe")
	d.answers("Domain\r\n", "1")
	d.answers("Usage location", "")
	d.answers("First name", "Zoe")
	d.answers("Last name", "Miller")
	d.answers("first sign-in", "2")
	d.answers("2. Add the user\r\n0. Back\r\nNumber, or enter for 1: ", "2")
	said := regexp.MustCompile(`this one time: (\S{16})\r`).FindStringSubmatch(d.hears("0. Back"))
	if said == nil {
		t.Fatalf("no password: %s", d.hears("0. Back"))
	}
	d.answers("12. Search", "12")
	d.answers("Search for", "zoe miller")
	d.answers("1. Zoe Miller, zoe@cohovineyard.com", "1")
	d.answers("1. Change the licenses", "1")
	d.answers("2. not assigned: Exchange Online (Plan 1)", "2")
	d.answers("Number, or enter for 1: ", "2")
	d.hears("The licenses of zoe@cohovineyard.com were changed.")
	d.answers("2. assigned: Exchange Online (Plan 1)", "0")
	d.answers("2. Reset the password", "0")
	d.answers("3. Add a user", "0")

	// Seats, and right after them the renewal.
	d.answers("3. Services: change seats", "3")
	d.answers("2. Exchange Online (Plan 1)", "2")
	d.answers("4. Suspend it", "4")
	d.answers("Number, or enter for 1: ", "2")
	d.answers("is suspended.", "5")
	d.answers("Number, or enter for 1: ", "2")
	d.answers("is active again.", "0")
	d.answers("Which subscription?", "0")

	// A service request is opened.
	d.answers("5. Service requests", "5")
	d.answers("2. Open a new service request", "2")
	d.answers("Title", "Mail is late")
	d.answers("Severity", "1")
	d.answers("no subscription in particular", "1")
	d.answers("Topic", "1")
	d.answers("The text, in one line", "Since Monday, for all.")
	d.answers("Number, or enter for 1: ", "2")
	d.answers("The service request is open: ", "0")
	d.answers("5. Service requests", "0")
	d.answers("or ? for help: ", "0")

	d.answers("7. Sign-in and profiles", "7")
	d.answers("1. Hear who is signed in", "1")
	d.hears("sign-in: by CSPDESK_ACCESS_TOKEN")
	d.answers("2. Sign in with a code that is entered on another page (not possible now)", "0")
	d.answers("0. Quit\r\nNumber: ", "0")
	d.hears("Goodbye.")
	if code := d.ended(); code != exitDone {
		t.Errorf("exit code %d", code)
	}

	if written := d.written.String(); strings.Contains(written, "\x1b") || strings.Count(written, said[1]) != 1 {
		t.Errorf("%d escape sequences, the password said %d times", strings.Count(written, "\x1b"), strings.Count(written, said[1]))
	}
	lookForSecrets(t, said[1:], []string{strings.TrimPrefix(p.env[0], "HOME=")})
	var users struct {
		Items []struct {
			PrincipalName, UsageLocation string
			Licenses                     []struct{ Name string }
		}
	}
	p.json(&users, "users", "list", "cohovineyard.com", "--fetch", "--search", "zoe miller")
	if len(users.Items) != 1 || users.Items[0].UsageLocation != "PT" {
		t.Errorf("users %+v", users)
	}
	for action, want := range map[string]int{"user-added": 1, "licenses-changed": 1, "subscription-changed": 2, "service-request-opened": 1} {
		if done := p.activity(action); len(done) != want || done[0].Outcome != "done" {
			t.Errorf("%s: %+v", action, done)
		}
	}
}
