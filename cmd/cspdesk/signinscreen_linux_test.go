package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// codeOnScreen is the code as it stands on the screen, with spaces between its
// letters.
var codeOnScreen = regexp.MustCompile(`│ +((?:[A-Z0-9] ){8}[A-Z0-9]) +│`)

// readCode waits for the code.
func (d *desk) readCode() string {
	d.t.Helper()
	code := ""
	d.until("a code", func(text string) bool {
		if m := codeOnScreen.FindStringSubmatch(text); m != nil {
			code = strings.ReplaceAll(m[1], " ", "")
		}
		return code != ""
	})
	return code
}

// connectForm goes to the form of the way Connect and fills it.
func (d *desk) connectForm(store int) {
	d.t.Helper()
	d.expect("Practice")
	d.press(down, enter)
	d.expect("Connect to Partner Center")
	d.press(tab)
	d.write("contoso-partner.example")
	d.press(tab)
	d.write(theApp)
	d.press(tab, tab)
	for range store {
		d.press(right)
	}
	d.press(ctrlS)
}

// TestConnectOnFirstStart makes a profile of what the service says, without
// typing a tenant id or a company.
func TestConnectOnFirstStart(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := s.environment(t.TempDir())
	d := startDesk(t, 80, 24, env)
	d.connectForm(2) // a file
	code := d.readCode()
	d.until("how long it is good", regexp.MustCompile(`good for 1[0-4] min`).MatchString)
	d.expect(s.Authority + "/devicelogin")
	s.enter(code, anna, "accept")
	d.expect("No customers yet.")
	if strings.Contains(d.text(), code) || len(codeOnScreen.FindString(d.text())) > 0 {
		t.Error("the code is still on the screen")
	}
	d.expect("Contoso Partner GmbH")
	d.command("r", "30 customers read")
	d.press("q")
	if code := d.ended(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if faults := d.faults(); len(faults) > 0 {
		t.Errorf("what reached the terminal: %q", faults)
	}
	if st := statusOf(t, env); !st.SignedIn || st.Account != anna || st.Company != "Contoso Partner GmbH" || st.Tenant != s.Tenant || st.Profile != "contoso-partner-gmbh" {
		t.Errorf("%+v", st)
	}
	again := startDesk(t, 80, 24, env) // signs in silently
	again.expect("Adventure Works")
	again.command("r", "nothing changed")
}

// TestConnectRefused: the form stands where it was, with what was typed.
func TestConnectRefused(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := s.environment(t.TempDir())
	d := startDesk(t, 80, 24, env)
	d.connectForm(2)
	s.enter(d.readCode(), anna, "decline")
	d.expect("The sign-in was declined")
	d.press("r")
	s.enter(d.readCode(), "dora@contoso-partner.example", "accept")
	d.expect("Conditional Access")
	d.press(escape)
	d.expect("contoso-partner.example")
	if _, err := os.Stat(filepath.Join(strings.TrimPrefix(env[0], "HOME="), ".local/share/cspdesk/profiles")); err == nil {
		t.Error("a profile was made")
	}
}

// TestSignInFromTheDesk: the sign-in ends while the desk is open, and S brings it
// back, here with a browser.
func TestSignInFromTheDesk(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s,token=4m")
	env := s.profile("--token-store", "file")
	if got := s.signIn(env, anna, "accept"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	d := startDesk(t, 100, 30, env)
	d.expect("No customers yet.")
	s.revoke(anna)
	d.command("r", "The sign-in has ended")
	d.press("S")
	d.readCode()
	d.command("y", "sent to your terminal's clipboard")
	d.press("b")
	page := ""
	d.until("the page of the browser", func(text string) bool {
		_, rest, found := strings.Cut(text, "open this page on this computer:")
		if !found || !strings.Contains(rest, "Waiting until") {
			return false
		}
		rest, _, _ = strings.Cut(rest, "Waiting until")
		page = strings.Join(strings.Fields(rest), "")
		return strings.HasPrefix(page, s.Authority)
	})
	s.browse(page, anna, "accept")
	d.expect("Signed in as")
	d.until("the header without what is no longer so", func(text string) bool {
		return strings.Contains(text, "No customers yet.") && !strings.Contains(text, "sign-in needed")
	})
	d.command("r", "30 customers read")
}

// TestTokensInMemory: without a keyring, the desk works for one run.
func TestTokensInMemory(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := s.profile("--token-store", "memory")
	d := startDesk(t, 80, 24, env)
	d.expect("No customers yet.")
	d.command("r", "Nobody is signed in")
	d.press("S")
	s.enter(d.readCode(), anna, "accept")
	d.expect("No customers yet.")
	d.command("r", "30 customers read")
	if found := findFile(t, strings.TrimPrefix(env[0], "HOME="), "sign-in.tokens"); found != "" {
		t.Errorf("%s was written", found)
	}
}

// TestSwitchProfiles goes from one partner to another and back.
func TestSwitchProfiles(t *testing.T) {
	t.Parallel()
	env := environment(t.TempDir())
	for _, name := range []string{"adatum", "fabrikam"} {
		cli(t, env, "profile", "add", name, "--connection", "offline", "--cloud", "public", "--tenant", "11111111-aaaa-4aaa-8aaa-111111111111",
			"--company", "The "+name+" partner", "--country", "DE")
	}
	d := startDesk(t, 80, 24, env)
	d.expect("The adatum partner")
	d.press("P")
	d.expect("in use")
	d.press(down, enter)
	d.until("the other partner's desk", func(text string) bool {
		return strings.Contains(text, "The fabrikam partner") && strings.Contains(text, "1 Customers") && !strings.Contains(text, "adatum")
	})
	d.command("n", "Which rights do you ask for?")
	d.expect("fabrikam partner")
	if got := cli(t, env, "profile", "show"); !strings.Contains(got, "fabrikam") {
		t.Errorf("the choice was not kept: %s", got)
	}
	d.press(escape)
	d.expect("No customers yet.")
	d.command("S", "not needed offline")

	// One that was named at the start is changed for this run alone.
	named := startDesk(t, 80, 24, env, "--profile", "adatum")
	named.expect("The adatum partner")
	named.press("P")
	named.expect("in use")
	named.press(down, enter)
	named.expect("The fabrikam partner")
}

// TestCodesRunOut: a code that nobody entered in its time, and asked for too
// fast, is over; the next one, with another question that came too fast, does.
func TestCodesRunOut(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s,code=25s,slow-down=2")
	d := startDesk(t, 80, 24, s.profile("--token-store", "file"))
	d.expect("No customers yet.")
	d.press("S")
	first := d.readCode()
	d.expect("The code is no longer valid")
	d.press("r")
	second := ""
	d.until("another code", func(text string) bool {
		if m := codeOnScreen.FindStringSubmatch(text); m != nil {
			second = strings.ReplaceAll(m[1], " ", "")
		}
		return second != "" && second != first
	})
	s.enter(second, anna, "accept")
	d.expect("No customers yet.")
	d.command("r", "30 customers read")
}

// TestStrongerSignInFromTheDesk: who signed in with a password alone is asked for
// the second factor when the token must be renewed, and signs in again with it.
func TestStrongerSignInFromTheDesk(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s,token=4m") // so short that each token is renewed at once
	env := s.profile("--token-store", "file")
	d := startDesk(t, 80, 24, env)
	d.expect("No customers yet.")
	d.press("S")
	s.enter(d.readCode(), sven, "accept")
	d.expect("A second factor is needed")
	d.press("r")
	s.enter(d.readCode(), sven, "accept") // is asked for the second factor now
	d.expect("No customers yet.")
	d.command("r", "30 customers read")
	if st := statusOf(t, env); st.Account != sven || !st.MFA {
		t.Errorf("%+v", st)
	}
}

// TestForeignAccountInTheDesk: who belongs to another tenant is told which two,
// and is not signed in.
func TestForeignAccountInTheDesk(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := s.profile("--token-store", "file")
	chinese := startDesk(t, 60, 18, env, "--lang", "zh-CN")
	chinese.expect("1 客户")
	chinese.press("S")
	s.enter(chinese.readCode(), "bob@fabrikam.example", "accept")
	chinese.expect("登录的是租户 f0a1b2c3-0000-4000-8000-00000fab12ca")
	chinese.press(ctrlC)
	d := startDesk(t, 80, 24, env)
	d.expect("No customers yet.")
	d.press("S")
	s.enter(d.readCode(), "bob@fabrikam.example", "accept")
	d.expect("This account belongs to another tenant than the profile")
	for _, tenant := range []string{"f0a1b2c3-0000-4000-8000-00000fab12ca", s.Tenant} {
		d.expect(tenant)
	}
	d.press(escape)
	d.expect("No customers yet.")
	d.command("r", "Nobody is signed in")
	if st := statusOf(t, env); st.SignedIn {
		t.Errorf("%+v", st)
	}
}

// TestChallengedAgainInTheDesk: Partner Center asks for a token that brings more,
// and does not take the one that was renewed for it either: the person is needed.
func TestChallengedAgainInTheDesk(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s", "--fault", "step-up:count=2:path=/v1/customers$")
	env := s.profile("--token-store", "file")
	if got := s.signIn(env, anna, "accept"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	d := startDesk(t, 100, 24, env)
	d.expect("No customers yet.")
	d.command("r", "Partner Center asks for a stronger sign-in")
	d.press("S")
	s.enter(d.readCode(), anna, "accept")
	d.expect("No customers yet.")
	d.command("r", "30 customers read")
}
