package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestSignInInLines signs in with a code, hears who is signed in, goes to another
// profile and back, and signs out, all in the line mode.
func TestSignInInLines(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := s.profile("--token-store", "file")
	cli(t, env, "profile", "add", "tailspin", "--connection", "offline", "--cloud", "public", "--tenant", s.Tenant, "--company", "Tailspin", "--country", "FR")
	d := startLines(t, env)
	d.answers("7. Sign-in and profiles", "7")
	d.answers("1. Hear who is signed in", "1")
	d.hears("Problem: ")
	d.answers("2. Sign in with a code", "2")
	code := regexp.MustCompile(`Code: (\S+)\r`).FindStringSubmatch(d.hears("Waiting until you have signed in."))
	if code == nil {
		t.Fatal("no code is said")
	}
	s.enter(code[1], anna, "accept")
	d.hears("Signed in as " + anna)

	// Everything is opened anew: now the customers can be read.
	d.answers("0. Quit\r\nNumber: ", "4")
	d.hears("30 customers read, 30 new.")
	d.answers("0. Quit\r\nNumber: ", "7")
	d.answers("1. Hear who is signed in", "1")
	d.hears("account: " + anna)
	d.answers("5. Work with another profile", "5")
	d.answers("2. tailspin, Tailspin, offline.", "2")
	d.hears("Tailspin, offline.")
	d.answers("4. Read all customers from Partner Center (not possible now)", "7")
	d.answers("5. Work with another profile", "5")
	d.answers("1. contoso", "1")
	d.hears("30 customers, ")
	d.answers("7. Sign-in and profiles", "7")
	d.answers("4. Sign out", "4")
	d.answers("Number, or enter for 1: ", "2")
	d.hears("The tokens of contoso are removed.")
	d.answers("0. Quit\r\nNumber: ", "0")
	if code := d.ended(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	if st := statusOf(t, env); st.SignedIn {
		t.Errorf("still signed in: %+v", st)
	}
	if strings.Contains(d.written.String(), "\x1b") {
		t.Error("escape sequences were written")
	}
}
