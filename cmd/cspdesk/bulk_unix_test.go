//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// town is a Partner Center with a thousand users, from the documentation. It
// counts the changes of each user's licenses, throttles, and can be told to call
// for the death of the program in the middle of a change.
type town struct {
	mu      sync.Mutex
	holders map[string]bool
	changes map[string]int
	calls   int
	killAt  int    // after so many changes, once the service has acted
	kill    func() // ends the program
}

const townUsers = 1000

func (c *town) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	say := func(status int, body string) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
	if c.calls%200 == 0 {
		w.Header().Set("Retry-After", "1")
		say(http.StatusTooManyRequests, `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 1 seconds."}`)
		return
	}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	last := parts[len(parts)-1]
	switch {
	case last == "customers":
		say(200, `{"totalCount":1,"items":[{"id":"0c39d6d5-c70d-4c55-bc02-f620844f3fd1","companyProfile":{"domain":"fabrikam.com","companyName":"Fabrikam"},"relationshipToPartner":"reseller"}]}`)
	case last == "users":
		say(200, usersOfTown(r.URL.Query().Get("filter") != ""))
	case last == "subscribedskus":
		say(200, `{"items":[{"totalUnits":1000,"availableUnits":1000,"productSku":{"id":"s1","name":"Suite","licenseGroupId":"group1"},"capabilityStatus":"Enabled"}]}`)
	case last == "licenses" && c.holders[parts[len(parts)-2]]:
		say(200, `{"items":[{"productSku":{"id":"s1","name":"Suite"}}]}`)
	case last == "licenses":
		say(200, `{"items":[]}`)
	case last == "licenseupdates":
		user := parts[len(parts)-2]
		c.changes[user]++
		c.holders[user] = true
		if len(c.changes) == c.killAt {
			c.kill() // the service acted, and nobody hears of it
			c.killAt = 0
			panic(http.ErrAbortHandler)
		}
		say(201, `{"licenseWarnings":[]}`)
	default:
		say(404, `{"code":1000,"description":"no"}`)
	}
}

func usersOfTown(deleted bool) string {
	var all []string
	for i := range townUsers {
		all = append(all, fmt.Sprintf(`{"id":"u%d","userPrincipalName":"u%d@fabrikam.com","displayName":"User %d","state":"active","usageLocation":"CH"}`, i, i, i))
	}
	if deleted {
		all = nil
	}
	return `{"items":[` + strings.Join(all, ",") + `]}`
}

// TestAThousandLicenseChangesSurviveAKill gives a license to a thousand users
// with the real program, kills it in the middle of a change, and goes on.
func TestAThousandLicenseChangesSurviveAKill(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of writes to the disk")
	}
	center := &town{holders: map[string]bool{}, changes: map[string]int{}, killAt: 400}
	server := httptest.NewServer(center)
	defer server.Close()
	env := []string{
		"HOME=" + t.TempDir(), "CSPDESK_DATA=" + t.TempDir(), "LANG=C.UTF-8", "TZ=UTC",
		"CSPDESK_API_URL=" + server.URL, "CSPDESK_ACCESS_TOKEN=token",
	}
	cli(t, env, "profile", "add", "contoso", "--connection", "live", "--cloud", "public", "--tenant", "11111111-2222-3333-4444-555555555555",
		"--company", "Contoso", "--country", "DE", "--role", "admin-agent")
	cli(t, env, "refresh")
	first := exec.Command(theBinary(t), "licenses", "assign", "fabrikam.com", "Suite", "--all", "--yes", "--json")
	first.Env, first.Dir = env, t.TempDir()
	center.kill = func() { _ = first.Process.Signal(syscall.SIGKILL) }
	if err := first.Run(); err == nil {
		t.Fatal("the program was not killed")
	}
	var job jobJSON
	if err := json.Unmarshal([]byte(cli2(t, env, "licenses", "assign", "fabrikam.com", "--resume", "last", "--json")), &job); err != nil {
		t.Fatal(err)
	}
	if job.State != "done" || job.Total != townUsers || job.Done+job.Unchanged != townUsers {
		t.Errorf("at the end: %+v", job.Error)
	}
	center.mu.Lock()
	defer center.mu.Unlock()
	for user, n := range center.changes {
		if n != 1 {
			t.Errorf("%s was changed %d times", user, n)
		}
	}
	if len(center.changes) != townUsers {
		t.Errorf("%d users were changed", len(center.changes))
	}
}
