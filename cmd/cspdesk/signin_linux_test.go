package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

// These tests run on Linux, where SSL_CERT_FILE names the authorities that a
// program trusts: the real program meets the look-alike over real TLS.

const (
	theApp = "11111111-2222-3333-4444-555555555555"
	anna   = "anna@contoso-partner.example"
	sven   = "sven@contoso-partner.example"
)

// practiceSignInServer is a practice Partner Center with its sign-in, in a
// process of its own.
type practiceSignInServer struct {
	t                                     testing.TB
	URL, Token, Tenant, Authority, CAFile string
	ClientID                              string       // that the first line names for the profile
	person                                *http.Client // the person's browser
	homes                                 []string     // of the programs that met it
}

// serveSignIn starts one with faults of its sign-in and, in flags, of its center.
func serveSignIn(t testing.TB, faults string, flags ...string) *practiceSignInServer {
	t.Helper()
	cmd := exec.Command(theBinary(t), append([]string{"sandbox", "serve", "--addr", "127.0.0.1:0", "--sign-in", "--sign-in-fault", faults, "--data", t.TempDir()}, flags...)...)
	cmd.Env = environment(t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	s := &practiceSignInServer{t: t}
	if err := json.Unmarshal(line, s); err != nil {
		t.Fatal(err)
	}
	pem, err := os.ReadFile(s.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	t.Cleanup(transport.CloseIdleConnections)
	s.person = &http.Client{Transport: transport}
	t.Cleanup(func() { lookForSecrets(t, append(s.given(), s.Token), s.homes) })
	return s
}

// given is every token and code that was given out so far.
func (s *practiceSignInServer) given() []string {
	s.t.Helper()
	res, err := s.person.Get(s.Authority + "/practice/given")
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.Fields(string(text))
}

// environment is that of a program that meets this server instead of Microsoft.
// It logs as much as it can, and in the end none of the tokens and codes that were
// given out may be found in what it has written.
func (s *practiceSignInServer) environment(home string) []string {
	s.homes = append(s.homes, home)
	return environment(home, "CSPDESK_API_URL="+s.URL, "CSPDESK_AUTHORITY_URL="+s.Authority, "SSL_CERT_FILE="+s.CAFile, "CSPDESK_DEBUG=1")
}

// revoke ends every sign-in of a person.
func (s *practiceSignInServer) revoke(account string) {
	s.t.Helper()
	res, err := s.person.PostForm(s.Authority+"/practice/revoke", url.Values{"account": {account}})
	if err != nil {
		s.t.Fatal(err)
	}
	_ = res.Body.Close()
}

// profile makes a live profile and gives its environment.
func (s *practiceSignInServer) profile(more ...string) []string {
	s.t.Helper()
	env := s.environment(s.t.TempDir())
	cli(s.t, env, append([]string{"profile", "add", "contoso", "--connection", "live", "--cloud", "public", "--tenant", s.Tenant,
		"--company", "Contoso", "--country", "FR", "--client-id", s.ClientID}, more...)...)
	return env
}

func (s *practiceSignInServer) enter(code, account, answer string) {
	s.t.Helper()
	res, err := s.person.PostForm(s.Authority+"/devicelogin", url.Values{"code": {code}, "account": {account}, "answer": {answer}})
	if err != nil {
		s.t.Fatal(err)
	}
	_ = res.Body.Close()
}

// browse is the browser: it opens the page, signs in, and goes back to the app.
func (s *practiceSignInServer) browse(page, account, answer string) {
	s.t.Helper()
	read := func(res *http.Response, err error) string {
		if err != nil {
			s.t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			s.t.Fatal(err)
		}
		return string(body)
	}
	form := hiddenFields(read(s.person.Get(page)))
	form.Set("account", account)
	form.Set("answer", answer)
	back := read(s.person.PostForm(page, form))
	_, rest, _ := strings.Cut(back, `action="`)
	action, _, _ := strings.Cut(rest, `"`)
	read(s.person.PostForm(action, hiddenFields(back)))
}

func hiddenFields(page string) url.Values {
	form := url.Values{}
	unescape := strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&#43;", "+", "&amp;", "&")
	for _, rest := range strings.Split(page, `<input type="hidden" name="`)[1:] {
		name, rest, _ := strings.Cut(rest, `" value="`)
		value, _, _ := strings.Cut(rest, `"`)
		form.Set(name, unescape.Replace(value))
	}
	return form
}

// outcome is how a command ended.
type outcome struct {
	code        int
	out, errOut string
}

// runs gives how a command ends; when standard error shows what is asked for, the person
// does something with its first group.
func runs(t testing.TB, env []string, asks *regexp.Regexp, person func(string), args ...string) outcome {
	t.Helper()
	cmd := exec.Command(theBinary(t), args...)
	cmd.Env, cmd.Dir = env, t.TempDir()
	var out, said bytes.Buffer
	cmd.Stdout = &out
	errOut, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	guard := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer guard.Stop()
	lines := bufio.NewScanner(errOut)
	for lines.Scan() {
		said.WriteString(lines.Text() + "\n")
		if asks != nil {
			if m := asks.FindStringSubmatch(lines.Text()); m != nil {
				person(m[1])
			}
		}
	}
	err = cmd.Wait()
	code := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	hear(t, "the output of "+strings.Join(args, " "), append(out.Bytes(), said.Bytes()...))
	return outcome{code, out.String(), said.String()}
}

var (
	asksCode = regexp.MustCompile(`enter the code ([A-Z0-9]+) `)
	asksPage = regexp.MustCompile(`this page: (\S+)`)
)

func (s *practiceSignInServer) signIn(env []string, account, answer string, more ...string) outcome {
	s.t.Helper()
	return runs(s.t, env, asksCode, func(code string) { s.enter(code, account, answer) }, append([]string{"sign-in"}, more...)...)
}

func statusOf(t testing.TB, env []string) statusJSON {
	t.Helper()
	var st statusJSON
	if err := json.Unmarshal([]byte(cli2(t, env, "status", "--json")), &st); err != nil {
		t.Fatal(err)
	}
	return st
}

func TestSignInOnTheCommandLine(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := s.profile("--token-store", "file")
	if got := runs(t, env, nil, nil, "status"); got.code != exitSignIn || !strings.Contains(got.errOut, "Nobody is signed in") {
		t.Errorf("before: %+v", got)
	}
	if got := runs(t, env, nil, nil, "refresh"); got.code != exitSignIn {
		t.Errorf("a refresh without a sign-in: %+v", got)
	}
	if got := s.signIn(env, anna, "accept"); got.code != exitDone || !strings.Contains(got.out, "Signed in as "+anna+" for Contoso.") || !strings.Contains(got.out, "file") {
		t.Fatalf("sign-in: %+v", got)
	}
	st := statusOf(t, env)
	if !st.SignedIn || st.Source != "sign-in" || st.Account != anna || !st.MFA || !st.RolesKnown || st.TokenStore != "file" || st.BaseURL != s.URL || st.ExpiresAt == "" {
		t.Errorf("status: %+v", st)
	}
	var p profileJSON
	if err := json.Unmarshal([]byte(cli(t, env, "profile", "show", "--json")), &p); err != nil {
		t.Fatal(err)
	}
	if p.Country != "DE" || p.MPNID != "6301742" || p.Company != "Contoso" || !slices.Equal(p.Roles, []partner.Role{partner.RoleAdminAgent, partner.RoleGlobalAdmin}) {
		t.Errorf("what the service said did not fill the profile: %+v", p)
	}
	if got := cli(t, env, "refresh"); !strings.Contains(got, "30 customers") {
		t.Errorf("refresh: %s", got)
	}
	if got := cli(t, env, "sign-out"); !strings.Contains(got, "removed") || !strings.Contains(got, "stay on this computer") {
		t.Errorf("sign-out: %s", got)
	}
	if got := runs(t, env, nil, nil, "status", "--json"); got.code != exitSignIn {
		t.Errorf("after: %+v", got)
	}
}

// TestRolesOfTheDirectory: who says which role is always told, and what nobody
// knows for sure takes nothing away.
func TestRolesOfTheDirectory(t *testing.T) {
	t.Parallel()
	both := map[partner.Role]string{partner.RoleAdminAgent: "directory", partner.RoleGlobalAdmin: "directory"}
	for _, c := range []struct {
		fault, role string // of the directory, of the profile
		sources     map[partner.Role]string
		why, shown  string
	}{
		{"", "", both, "", "Admin agent (says the directory)"},
		{"", "sales-agent", both, "", "(says the directory)\n"},
		{",graph=no-consent", "", map[partner.Role]string{partner.RoleGlobalAdmin: "sign-in"}, "AADSTS65001", "others may be there"},
		{",graph=forbidden", "sales-agent", map[partner.Role]string{partner.RoleSalesAgent: "profile", partner.RoleGlobalAdmin: "sign-in"}, "Authorization_RequestDenied", "Sales agent (says the profile)"},
		{",graph=hidden", "admin-agent", map[partner.Role]string{partner.RoleAdminAgent: "profile", partner.RoleGlobalAdmin: "sign-in"}, "Directory.Read.All", "Admin agent (says the profile)"},
	} {
		s := serveSignIn(t, "interval=1s"+c.fault)
		more := []string{"--token-store", "file"}
		if c.role != "" {
			more = append(more, "--role", c.role)
		}
		env := s.profile(more...)
		got := s.signIn(env, anna, "accept", "--json")
		var first statusJSON
		if err := json.Unmarshal([]byte(got.out), &first); err != nil || got.code != exitDone || !strings.Contains(first.RolesWhy, c.why) || (c.why == "") != (first.RolesWhy == "") {
			t.Fatalf("%q: sign-in: %v: %+v", c.fault, err, got)
		}
		if st := statusOf(t, env); st.RolesKnown != (c.why == "") || st.RolesWhy != "" {
			t.Errorf("%q: status: %+v", c.fault, st)
		}
		if table := cli(t, env, "status"); !strings.Contains(table, c.shown) {
			t.Errorf("%q: %s", c.fault, table)
		}
		var again statusJSON
		if err := json.Unmarshal([]byte(cli(t, env, "status", "--refresh", "--json")), &again); err != nil || !strings.Contains(again.RolesWhy, c.why) {
			t.Errorf("%q: asked again: %v: %+v", c.fault, err, again)
		}
		if !maps.Equal(again.RoleSources, c.sources) {
			t.Errorf("%q: roles %v, want %v", c.fault, again.RoleSources, c.sources)
		}
		if c.fault != "" {
			continue
		}
		cli(t, env, "profile", "edit", "contoso", "--role", "helpdesk-agent")
		if st := statusOf(t, env); st.RolesKnown || st.RoleSources[partner.RoleHelpdeskAgent] != "profile" || st.RoleSources[partner.RoleAdminAgent] != "" {
			t.Errorf("what the person says is not taken: %+v", st)
		}
		cli(t, env, "sign-out")
		if got := runs(t, env, nil, nil, "status", "--refresh"); got.code != exitSignIn {
			t.Errorf("nobody is signed in: %+v", got)
		}
	}
}

func TestSignInByBrowser(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := s.profile("--token-store", "file")
	for _, c := range []struct {
		account, answer string
		code            int
		says            string
	}{
		{anna, "decline", exitSignIn, "The sign-in was declined"},
		{"helga@contoso-partner.example", "accept", exitSignIn, "no consent"},
		{"dora@contoso-partner.example", "accept", exitDone, ""},
	} {
		got := runs(t, env, asksPage, func(page string) { s.browse(page, c.account, c.answer) }, "sign-in", "--browser")
		if got.code != c.code || !strings.Contains(got.errOut, c.says) {
			t.Errorf("%s: %+v", c.account, got)
		}
	}
	if st := statusOf(t, env); st.Account != "dora@contoso-partner.example" {
		t.Errorf("%+v", st)
	}
}

func TestSignInRefused(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := s.profile("--token-store", "file")
	for _, c := range []struct{ account, answer, says string }{
		{anna, "decline", "The sign-in was declined"},
		{"helga@contoso-partner.example", "accept", "no consent"},
		{"dora@contoso-partner.example", "accept", "Conditional Access"},
		{"carl@tailspintoys.example", "accept", "no access to this tenant"},
		{"bob@fabrikam.example", "accept", "bob@fabrikam.example is signed in for the tenant f0a1b2c3-0000-4000-8000-00000fab12ca, but the profile is that of Contoso, " + s.Tenant},
	} {
		if got := s.signIn(env, c.account, c.answer); got.code != exitSignIn || !strings.Contains(got.errOut, c.says) {
			t.Errorf("%s: %+v", c.account, got)
		}
		if st := statusOf(t, env); st.SignedIn {
			t.Errorf("%s: signed in all the same: %+v", c.account, st)
		}
	}
	expired := serveSignIn(t, "interval=1s,code=1s,slow-down=1")
	if got := expired.signIn(expired.profile("--token-store", "file"), anna+"?", "accept"); got.code != exitSignIn || !strings.Contains(got.errOut, "no longer valid") {
		t.Errorf("expired: %+v", got)
	}
	got := runs(t, append(env, "CSPDESK_AUTHORITY_URL=https://login.example"), nil, nil, "sign-in")
	if got.code != exitUsage || !strings.Contains(got.errOut, "CSPDESK_AUTHORITY_URL") {
		t.Errorf("a foreign authority: %+v", got)
	}
	got = runs(t, append(env, "SSL_CERT_FILE="+os.DevNull), nil, nil, "sign-in")
	if got.code != exitFailed {
		t.Errorf("a certificate that nobody vouches for: %+v", got)
	}
}

// TestNoKeyringOnThisComputer checks that nothing is written in its stead.
func TestNoKeyringOnThisComputer(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s")
	env := append(s.profile(), "DBUS_SESSION_BUS_ADDRESS=unix:path="+filepath.Join(t.TempDir(), "none"))
	got := runs(t, env, nil, nil, "sign-in")
	if got.code != exitFailed || got.errOut != "cspdesk: The tokens of a sign-in cannot be kept (no keyring can be used on this computer): "+
		"Sign in from the desk for one run, or choose a file: cspdesk profile edit NAME --token-store file.\n" {
		t.Errorf("refused after the code, or in another program's words: %+v", got)
	}
	if st := statusOf(t, env); st.SignedIn || st.TokenStore != "memory" || st.StoreWhy == "" {
		t.Errorf("%+v", st)
	}
	got = runs(t, env, nil, nil, "profile", "edit", "contoso", "--token-store", "file", "--json")
	if got.code != exitDone || !strings.Contains(got.out, `"tokenStore": "file"`) || !strings.Contains(got.errOut, "they stay there: no keyring can be used on this computer") {
		t.Errorf("the advice of the refusal fails: %+v", got)
	}
}

// TestStepUpAndRevocation: a renewal may need the person.
func TestStepUpAndRevocation(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s,token=4m")
	env := s.profile("--token-store", "file")
	s.signIn(env, sven, "accept")
	if got := runs(t, env, nil, nil, "status"); got.code != exitSignIn || !strings.Contains(got.errOut, "A second factor is needed") {
		t.Errorf("without a second factor: %+v", got)
	}
	if got := s.signIn(env, anna, "accept"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	for range 3 { // each is a new start, and renews silently
		if st := statusOf(t, env); !st.SignedIn || st.Account != anna {
			t.Fatalf("%+v", st)
		}
	}
	s.revoke(anna)
	if got := runs(t, env, nil, nil, "refresh"); got.code != exitSignIn || !strings.Contains(got.errOut, "The sign-in has ended") {
		t.Errorf("revoked: %+v", got)
	}
}

// TestProgramsShareTheirTokens runs many at once while each must renew. The
// look-alike ends a sign-in of which an old refresh token is used.
func TestProgramsShareTheirTokens(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s,token=4m")
	env := s.profile("--token-store", "file")
	if got := s.signIn(env, anna, "accept"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			for range 4 {
				if got := runs(t, env, nil, nil, "status", "--json"); got.code != exitDone {
					t.Errorf("%+v", got)
				}
			}
		})
	}
	wait.Wait()
}

// TestTokensStandInOnePlace goes through the commands of a sign-in's life. What is
// looked for in the end, as in all these tests, is every token and code of it.
func TestTokensStandInOnePlace(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s,token=4m")
	env := s.profile("--token-store", "file")
	home := strings.TrimPrefix(env[0], "HOME=")
	s.signIn(env, anna, "accept")
	for _, args := range [][]string{
		{"status"}, {"status", "--json"}, {"refresh", "--json"}, {"doctor"}, {"activity", "list", "--json"}, {"profile", "show", "--json"},
		{"invite", "--to", "admin@fabrikam.com", "--dry-run", "--json"}, {"customers", "list"},
	} {
		runs(t, env, nil, nil, args...)
	}
	if info, err := os.Stat(findFile(t, home, "sign-in.tokens")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	s.revoke(anna)
	runs(t, env, nil, nil, "refresh", "--json")
	kinds := map[string]int{}
	for _, secret := range s.given() {
		switch {
		case strings.HasPrefix(secret, "practice-refresh-"):
			kinds["refresh token"]++
		case strings.Count(secret, ".") == 2:
			kinds["access or id token"]++
		default:
			kinds["code"]++
		}
	}
	if kinds["refresh token"] < 3 || kinds["access or id token"] < 6 || kinds["code"] < 1 {
		t.Errorf("only these were given out: %v", kinds)
	}
	if !strings.Contains(findText(t, home, "cspdesk.log"), "entra id") {
		t.Error("the log of a run with --debug does not tell of the sign-in")
	}
}

func findFile(t testing.TB, dir, name string) string {
	t.Helper()
	found := ""
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == name {
			found = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func findText(t testing.TB, dir, name string) string {
	t.Helper()
	path := findFile(t, dir, name)
	if path == "" {
		return ""
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
