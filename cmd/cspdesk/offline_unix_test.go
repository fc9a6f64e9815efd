//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// TestServiceComesBack: without the service every screen shows what is stored,
// says how old it is and why a refresh failed, and the first call that goes
// well brings the service back without a restart.
func TestServiceComesBack(t *testing.T) {
	env := environment(t.TempDir())
	address, token := serving(t, env)
	target, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	var away atomic.Bool
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }}
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Load() {
			panic(http.ErrAbortHandler) // the line is cut
		}
		proxy.ServeHTTP(w, r)
	}))
	defer gate.Close()
	env = append(env, "CSPDESK_API_URL="+gate.URL, "CSPDESK_ACCESS_TOKEN="+token)
	tenant := partnerTenant(t, address, token)
	cli(t, env, "profile", "add", "fabrikam", "--connection", "live", "--cloud", "public", "--tenant", tenant, "--company", "Fabrikam", "--country", "DE")
	cli(t, env, "refresh")

	away.Store(true)
	d := startDesk(t, 120, 30, env)
	d.expect("updated")
	d.expect("Adventure Works")
	d.press("r")
	d.expect("could not be reached")
	d.expect("Adventure Works")
	d.press("2")
	d.expect("No invitations yet.")
	d.press("3")
	d.expect("Refresh stopped")
	d.press("1")
	d.expect("not finished")
	d.expect("no connection")
	d.press(ctrlC)
	d.ended()
	d = startDesk(t, 120, 30, env) // what was in the way is known after a restart too
	d.expect("no connection, ")

	away.Store(false)
	d.press("r")
	d.until("the refresh", func(text string) bool { return strings.Contains(text, "customers read") })
	d.expect("updated just now")
	d.until("the header without trouble", func(text string) bool { return !strings.Contains(text, "no connection") })
	d.press(ctrlC)
	d.ended()
}

// serving starts a practice Partner Center in a process of its own.
func serving(t *testing.T, env []string) (address, token string) {
	t.Helper()
	cmd := exec.Command(theBinary(t), "sandbox", "serve", "--addr", "127.0.0.1:0", "--customers", "40")
	cmd.Env = env
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	var where struct{ URL, Token string }
	if err := json.NewDecoder(out).Decode(&where); err != nil {
		t.Fatal(err)
	}
	return where.URL, where.Token
}

// partnerTenant asks the service who its partner is.
func partnerTenant(t *testing.T, address, token string) string {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address+"/v1/profiles/organization", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var who struct{ TenantID string }
	decoder := json.NewDecoder(answer.Body)
	_, _ = answer.Body.Read(make([]byte, 3)) // the byte-order mark
	if err := decoder.Decode(&who); err != nil {
		t.Fatal(err)
	}
	return who.TenantID
}

// TestPracticeThatNothingMayWrite: read-only mode shows what is stored also where
// the practice Partner Center cannot keep its books, and says why it is away.
func TestPracticeThatNothingMayWrite(t *testing.T) {
	data, env := t.TempDir(), environment(t.TempDir())
	d := startDesk(t, 120, 30, env, "--data", data, "--sandbox")
	d.command("r", "30 customers read")
	d.press(ctrlC)
	d.ended()
	journal := filepath.Join(data, "practice-center", "journal")
	if err := errors.Join(os.Remove(journal), os.Mkdir(journal, 0o700)); err != nil { // which root cannot write either
		t.Fatal(err)
	}
	d = startDesk(t, 120, 30, env, "--data", data, "--sandbox", "--read-only")
	d.expect("Adventure Works")
	d.command("r", "read-only")
	d.press(ctrlC)
	d.ended()
	d = startDesk(t, 120, 30, env, "--data", data, "--sandbox")
	d.expect("The data folder cannot be used")
	d.expect("is a directory")
}
