//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestKilledBetweenIntentAndResult kills the program while its change is under
// way. The next start says that a change got no answer; reading tells what
// became of it, and a person closes it. Nothing is sent again.
func TestKilledBetweenIntentAndResult(t *testing.T) {
	home := t.TempDir()
	env := environment(home)
	env = center(t, env, "slow=10m:method=PATCH:path=/v1/servicerequests")
	cli(t, env, "refresh")

	note := exec.Command(theBinary(t), "service-requests", "note", "adventure-works.com", "615300000000001", "--text", "The headers", "--yes")
	note.Env, note.Dir = env, t.TempDir()
	if err := note.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = note.Process.Kill() })
	var open struct{ Items []intentJSON }
	for end := time.Now().Add(patience); len(open.Items) != 1; {
		if err := json.Unmarshal([]byte(cli(t, env, "pending", "list", "--json")), &open); err != nil {
			t.Fatal(err)
		}
		if time.Now().After(end) {
			t.Fatal("the change is not on the disk")
		}
	}
	if err := note.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = note.Wait()

	d := startDesk(t, 100, 30, env)
	d.expect("1 change got no answer")
	d.press("3")
	d.expect("1 change got no answer: u shows it")
	d.press("u")
	d.expect("Note added to request, Adventure Works GmbH, 615300000000001, The headers")
	d.press(enter)
	d.expect("It was not made")
	d.press("n")
	d.expect("Note that this change was not made?")
	d.press("y")
	d.expect("No change waits for an answer.")
	d.press(ctrlC)
	if left := cli(t, env, "pending", "list"); left != "" {
		t.Errorf("waiting is still %s", left)
	}
	if lines := cli(t, env, "activity", "list"); strings.Count(lines, "Note added to request") != 1 {
		t.Errorf("the record says\n%s", lines)
	}
}

// center starts a practice Partner Center with faults and gives the environment
// of a live profile for it.
func center(t *testing.T, env []string, faults string) []string {
	t.Helper()
	cmd := exec.Command(theBinary(t), "sandbox", "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir(), "--fault", faults)
	cmd.Env = env
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var at struct{ URL, Token string }
	if err := json.Unmarshal([]byte(line), &at); err != nil {
		t.Fatal(err)
	}
	env = append(env, "CSPDESK_API_URL="+at.URL, "CSPDESK_ACCESS_TOKEN="+at.Token)
	cli(t, env, "profile", "add", "contoso", "--connection", "live", "--cloud", "public", "--tenant", "3cf2ea65-a378-42ce-99b1-d8af3fdb67b7",
		"--company", "Contoso", "--country", "DE", "--role", "admin-agent")
	return env
}
