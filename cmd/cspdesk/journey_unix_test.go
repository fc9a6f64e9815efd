//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// practice is a practice Partner Center in a process of its own, and the
// environment of a live profile for it: what a person changes with keys is read
// again here, from the service and by the command line.
type practice struct {
	t               testing.TB
	url, token, dir string
	env             []string
}

// servePractice starts one with faults, "" for none.
func servePractice(t testing.TB, faults string) *practice {
	t.Helper()
	p := &practice{t: t, dir: t.TempDir(), env: environment(t.TempDir())}
	cmd := exec.Command(theBinary(t), "sandbox", "serve", "--addr", "127.0.0.1:0", "--data", p.dir, "--fault", faults)
	cmd.Env = p.env
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
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var at struct{ URL, Token, Tenant string }
	if err := json.Unmarshal(line, &at); err != nil {
		t.Fatal(err)
	}
	p.url, p.token = at.URL, at.Token
	t.Cleanup(func() { lookForSecrets(t, []string{p.token}, []string{strings.TrimPrefix(p.env[0], "HOME=")}) })
	p.env = append(p.env, "CSPDESK_API_URL="+p.url, "CSPDESK_ACCESS_TOKEN="+p.token)
	cli(t, p.env, "profile", "add", "contoso", "--connection", "live", "--cloud", "public", "--tenant", at.Tenant,
		"--company", "Contoso", "--country", "DE", "--role", "admin-agent")
	cli(t, p.env, "refresh")
	return p
}

// call makes a call of the REST API and gives its answer.
func (p *practice) call(method, path string, body, answer any) int {
	p.t.Helper()
	sent, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	request, err := http.NewRequest(method, p.url+"/v1/"+path, bytes.NewReader(sent))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+p.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if answer != nil {
		if err := json.Unmarshal(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")), answer); err != nil {
			p.t.Fatalf("%s %s: %d %s", method, path, response.StatusCode, text)
		}
	}
	return response.StatusCode
}

// get reads a resource.
func (p *practice) get(path string, answer any) int {
	p.t.Helper()
	return p.call(http.MethodGet, path, nil, answer)
}

// customer gives the Microsoft ID of a customer by domain.
func (p *practice) customer(domain string) string {
	p.t.Helper()
	var all struct{ Items []customerJSON }
	p.json(&all, "customers", "list")
	for _, c := range all.Items {
		if c.Domain == domain {
			return c.ID
		}
	}
	p.t.Fatalf("no customer %s", domain)
	return ""
}

// json reads what a command prints with --json.
func (p *practice) json(answer any, args ...string) {
	p.t.Helper()
	if err := json.Unmarshal([]byte(cli(p.t, p.env, append(args, "--json")...)), answer); err != nil {
		p.t.Fatal(err)
	}
}

// activity is what is recorded about an action, the newest first.
func (p *practice) activity(action string) []activityJSON {
	p.t.Helper()
	var all struct{ Items []activityJSON }
	p.json(&all, "activity", "list")
	var found []activityJSON
	for _, a := range all.Items {
		if a.Action == action {
			found = append(found, a)
		}
	}
	return found
}

// journal is everything that was ever changed at the service.
func (p *practice) journal() string {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(p.dir, "practice-center", "journal"))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// desk starts the program for it.
func (p *practice) desk(args ...string) *desk {
	p.t.Helper()
	d := startDesk(p.t, 110, 40, p.env, args...)
	d.expect("customers · by name")
	return d
}

// The blocks of a record, in its order.
const (
	blockAccount = iota + 1
	blockServices
	blockLicenses
	blockUsers
)

// find searches for a customer, who then stands alone in the list.
func (d *desk) find(domain, company string) {
	d.t.Helper()
	d.search(domain, "1 of 30", "Adventure Works", "n request relationship")
	d.expect(company)
}

// search types into the search field of a list, waits for the count that is to
// be found and for a row that is not, and leaves the field. command is a key that
// the bottom line shows while letters are commands.
func (d *desk) search(text, count, gone, command string) {
	d.t.Helper()
	d.expect(command)
	d.press("/")
	d.until("the search field", func(text string) bool { return !strings.Contains(text, command) })
	d.write(text)
	d.until("what was searched for", func(text string) bool { return strings.Contains(text, count) && !strings.Contains(text, gone) })
	d.press(enter)
	d.expect(command)
}

// openBlock goes into a block of a customer's record, from a program that was
// just started.
func (d *desk) openBlock(domain, company string, block int, wanted string) {
	d.t.Helper()
	d.find(domain, company)
	d.command(right, "Account  ")
	d.until("the record", func(text string) bool {
		return strings.Contains(text, "Users ") && !strings.Contains(text, "reading")
	})
	for range block {
		d.press(down)
	}
	d.press(enter)
	d.expect(wanted)
}

// More keys: ctrlU empties a field, backTab goes to the field before.
const (
	ctrlU   = "\x15"
	backTab = "\x1b[Z"
)

// chosenYes is the line of a question's yes when the cursor is on it.
var chosenYes = regexp.MustCompile(`● [^\n]*\(y\)`)

// confirm goes down to the yes of the question on the screen, which begins at
// the safe answer, and waits for what comes of it.
func (d *desk) confirm(question, wanted string) {
	d.t.Helper()
	d.expect(question)
	d.press(down)
	d.until("the cursor on yes", chosenYes.MatchString)
	d.command(enter, wanted)
}

// fill replaces what stands in a field, and waits until it is drawn.
func (d *desk) fill(text string) {
	d.t.Helper()
	d.press(ctrlU)
	d.write(text)
	d.expect(text)
}
