package main

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

// pathSteps are the steps of the way to Partner Center, in their order.
var pathSteps = []string{stepName, stepTLS, stepAuthority, stepToken, stepMFA}

// stepsOf runs the check and gives the steps of the way by name.
func stepsOf(t *testing.T, env []string) map[string]doctorJSON {
	t.Helper()
	got := runs(t, env, nil, nil, "doctor", "--json")
	var all list[doctorJSON]
	if err := json.Unmarshal([]byte(got.out), &all); err != nil {
		t.Fatalf("%v in %+v", err, got)
	}
	steps, names := map[string]doctorJSON{}, []string(nil)
	for _, item := range all.Items {
		if slices.Contains(pathSteps, item.Name) {
			names = append(names, item.Name)
		}
		steps[item.Name] = item
	}
	if !slices.Equal(names, pathSteps) {
		t.Fatalf("the steps are %v", names)
	}
	return steps
}

// stopsAt checks that a step is the first that fails, in these words, and that
// those behind it were not taken. "" means that all are well.
func stopsAt(t *testing.T, steps map[string]doctorJSON, failing, detail, fix string) {
	t.Helper()
	at := slices.Index(pathSteps, failing)
	for i, name := range pathSteps {
		step := steps[name]
		switch {
		case at < 0 || i < at:
			if !step.OK || step.Detail == "" {
				t.Errorf("%s is not well: %+v", name, step)
			}
		case i == at:
			if step.OK || !strings.Contains(step.Detail, detail) || !strings.Contains(step.Fix, fix) {
				t.Errorf("%s is %+v, want %q and %q", name, step, detail, fix)
			}
		default:
			if step.OK || !strings.HasPrefix(step.Detail, "not checked, because") || step.Fix != steps[failing].Fix {
				t.Errorf("%s was taken: %+v", name, step)
			}
		}
	}
}

// TestDoctorBySignIn takes the way with a sign-in, over real TLS.
func TestDoctorBySignIn(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "interval=1s,token=4m")
	env := s.profile("--token-store", "file")
	stopsAt(t, stepsOf(t, env), stepToken, "Nobody is signed in", "sign-in")
	s.signIn(env, sven, "accept")
	stopsAt(t, stepsOf(t, env), stepToken, "A second factor is needed", "")
	if got := s.signIn(env, anna, "accept"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	steps := stepsOf(t, env)
	stopsAt(t, steps, "", "", "")
	if !steps[checkConnection].OK {
		t.Errorf("connection: %+v", steps[checkConnection])
	}
	stopsAt(t, stepsOf(t, append(env, "SSL_CERT_FILE=/dev/null")), stepAuthority, "", "")
	stopsAt(t, stepsOf(t, append(env, "CSPDESK_AUTHORITY_URL=https://127.0.0.1:1")), stepAuthority, "", "")
}

// madeToken is a token that says what the test wants; nobody checks who made it.
func madeToken(t *testing.T, tenant string, expires time.Time, methods ...string) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"tid": tenant, "exp": expires.Unix(), "amr": methods})
	if err != nil {
		t.Fatal(err)
	}
	return "e30." + base64.RawURLEncoding.EncodeToString(body) + ".e30"
}

// TestDoctorByToken: what a token of the environment says about itself.
func TestDoctorByToken(t *testing.T) {
	t.Parallel()
	s := serveSignIn(t, "")
	env := s.profile()
	soon := time.Now().Add(time.Hour)
	for _, c := range []struct {
		name, token, failing, detail, fix string
	}{
		{"expired", madeToken(t, s.Tenant, time.Now().Add(-time.Minute), "pwd", "mfa"), stepToken, "", "CSPDESK_ACCESS_TOKEN"},
		{"of another tenant", madeToken(t, "99999999-9999-4999-8999-999999999999", soon, "pwd", "mfa"), stepToken, "99999999-9999-4999-8999-999999999999", ""},
		{"without a second factor", madeToken(t, s.Tenant, soon, "pwd"), stepMFA, "", ""},
		{"good", madeToken(t, s.Tenant, soon, "pwd", "mfa"), "", "", ""},
		{"that cannot be read", "opaque", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			steps := stepsOf(t, append(slices.Clone(env), "CSPDESK_ACCESS_TOKEN="+c.token))
			stopsAt(t, steps, c.failing, c.detail, c.fix)
			for _, step := range steps {
				if strings.Contains(step.Detail+step.Fix, c.token) {
					t.Errorf("the token is shown: %+v", step)
				}
				if !step.OK && slices.Contains(pathSteps, step.Name) && step.Fix == "" {
					t.Errorf("nothing is said to do: %+v", step)
				}
			}
		})
	}
}
