package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the command line as scripts of testdata/script, which read
// as its documentation. Beside testscript's own commands there are:
//
//	exits CODE PROGRAM ...     run a program that must end with an exit code
//	json PATH VALUE            the last standard output is one JSON document with this value; "items.length" counts
//	json PATH -> NAME          take a value of it into a variable
//	serve FLAGS ...            a practice Partner Center on a free port; sets CENTER, CENTER_TOKEN and CENTER_TENANT
//	live NAME                  a live profile for that center, with address and token in the environment
//	start NAME PROGRAM ...     run a program beside the script
//	end NAME SIGNAL CODE       send INT, TERM or none to it; it must end with an exit code
//	await PATH VALUE PROGRAM   run a program until its JSON says so
//	accept LINK DOMAIN         accept a request as the global admin of a company would
//	decline LINK DOMAIN        decline it
//	write FILE TEXT            write a file; TEXT knows the escapes of Go
//	bytes FILE TEXT            the file holds TEXT, escapes as above; "! bytes" is the opposite
//	patch FILE OFFSET HEX      overwrite bytes of a file
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Values[programsKey{}] = &programs{running: map[string]*program{}}
			for name, value := range map[string]string{
				"HOME": env.WorkDir + "/home", "CSPDESK_DATA": env.WorkDir + "/data", "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm",
				"ESC":    "\x1b",
				"GORACE": "atexit_sleep_ms=0", // the race detector lets each program sleep for a second at its end
			} {
				env.Setenv(name, value)
			}
			return os.Mkdir(filepath.Join(env.WorkDir, "home"), 0o700)
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "json": jsonSays, "serve": serveCenter, "live": liveProfile, "start": startProgram, "end": endProgram,
			"await": await, "accept": answer("accept"), "decline": answer("decline"), "write": writeFile, "bytes": holdsBytes, "patch": patch,
		},
	})
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ...")
	}
	if code := exitOf(ts.Exec(args[1], args[2:]...)); strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// exitOf is the exit code behind an error of os/exec, -1 for other errors.
func exitOf(err error) int {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	if err != nil {
		return -1
	}
	return 0
}

// lookUp finds a value in the only JSON document of a text.
func lookUp(text, path string) (string, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", fmt.Errorf("no JSON: %w\n%s", err, text)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("more than one JSON document:\n%s", text)
	}
	for key := range strings.SplitSeq(path, ".") {
		switch container := value.(type) {
		case map[string]any:
			found, ok := container[key]
			if !ok {
				return "", fmt.Errorf("no %q in %s", path, text)
			}
			value = found
		case []any:
			if key == "length" {
				return strconv.Itoa(len(container)), nil
			}
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(container) {
				return "", fmt.Errorf("no %q in %s", path, text)
			}
			value = container[i]
		default:
			return "", fmt.Errorf("no %q in %s", path, text)
		}
	}
	return fmt.Sprint(value), nil
}

func jsonSays(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 && (len(args) != 3 || args[1] != "->") {
		ts.Fatalf("usage: json PATH VALUE, json PATH -> NAME")
	}
	value, err := lookUp(ts.ReadFile("stdout"), args[0])
	ts.Check(err)
	if len(args) == 3 {
		ts.Setenv(args[2], value)
	} else if value != args[1] {
		ts.Fatalf("%s is %q, want %q", args[0], value, args[1])
	}
}

type programsKey struct{}

// programs run beside a script.
type programs struct{ running map[string]*program }

type program struct {
	cmd    *exec.Cmd
	errOut bytes.Buffer
	first  chan string // the first line of standard output

	mu   sync.Mutex
	out  bytes.Buffer
	read chan struct{} // closed when standard output has ended
}

func launch(ts *testscript.TestScript, name string, args ...string) *program {
	all := ts.Value(programsKey{}).(*programs)
	if all.running[name] != nil {
		ts.Fatalf("%s runs already", name)
	}
	path, err := lookPath(ts, args[0])
	ts.Check(err)
	p := &program{cmd: exec.Command(path, args[1:]...), first: make(chan string, 1), read: make(chan struct{})}
	p.cmd.Dir = ts.MkAbs(".")
	p.cmd.Env = environ(ts)
	p.cmd.Stderr = &p.errOut
	stdout, err := p.cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(p.cmd.Start())
	go func() {
		defer close(p.read)
		in := bufio.NewReader(io.TeeReader(stdout, &lockedWriter{&p.mu, &p.out}))
		line, _ := in.ReadString('\n')
		p.first <- line
		_, _ = io.Copy(io.Discard, in)
	}()
	all.running[name] = p
	ts.Defer(func() {
		if all.running[name] == p {
			_ = p.cmd.Process.Kill()
			<-p.read
			_ = p.cmd.Wait()
		}
	})
	return p
}

type lockedWriter struct {
	mu *sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// lookPath finds a program as the script would.
func lookPath(ts *testscript.TestScript, name string) (string, error) {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		for _, ending := range []string{"", ".exe"} {
			if info, err := os.Stat(filepath.Join(dir, name+ending)); err == nil && info.Mode().IsRegular() {
				return filepath.Join(dir, name+ending), nil
			}
		}
	}
	return "", fmt.Errorf("no program %s", name)
}

// environ is the script's environment, as far as the program reads it.
func environ(ts *testscript.TestScript) []string {
	names := []string{"PATH", "HOME", "TMPDIR", "TMP", "LANG", "TZ", "TERM", "GORACE", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA",
		"CSPDESK_DATA", "CSPDESK_PROFILE", "CSPDESK_SANDBOX", "CSPDESK_API_URL", "CSPDESK_ACCESS_TOKEN"}
	var env []string
	for _, name := range names {
		if value := ts.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

func serveCenter(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs("center")
	p := launch(ts, "center", append([]string{"cspdesk", "sandbox", "serve", "--addr", "127.0.0.1:0", "--data", dir}, args...)...)
	var at struct{ URL, Token string }
	select {
	case line := <-p.first:
		if err := json.Unmarshal([]byte(line), &at); err != nil {
			<-p.read
			ts.Fatalf("the first line is %q: %s", line, p.errOut.String())
		}
	case <-time.After(patience):
		ts.Fatalf("the center does not start")
	}
	ts.Setenv("CENTER", at.URL)
	ts.Setenv("CENTER_TOKEN", at.Token)
	_ = ts.Exec("cspdesk", "--data", dir, "profile", "add", "teller", "--connection", "practice") // it may be there from the last time
	ts.Check(ts.Exec("cspdesk", "--data", dir, "--profile", "teller", "profile", "show", "--json"))
	tenant, err := lookUp(ts.ReadFile("stdout"), "tenant")
	ts.Check(err)
	ts.Setenv("CENTER_TENANT", tenant)
}

func liveProfile(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv("CSPDESK_API_URL", ts.Getenv("CENTER"))
	ts.Setenv("CSPDESK_ACCESS_TOKEN", ts.Getenv("CENTER_TOKEN"))
	ts.Check(ts.Exec("cspdesk", "profile", "add", args[0], "--connection", "live", "--cloud", "public",
		"--tenant", ts.Getenv("CENTER_TENANT"), "--company", "Contoso", "--country", "DE", "--role", "admin-agent"))
}

func startProgram(ts *testscript.TestScript, _ bool, args []string) { launch(ts, args[0], args[1:]...) }

func endProgram(ts *testscript.TestScript, _ bool, args []string) {
	all := ts.Value(programsKey{}).(*programs)
	p := all.running[args[0]]
	if p == nil {
		ts.Fatalf("%s does not run", args[0])
	}
	if args[1] != "none" {
		ts.Check(signalProgram(p.cmd.Process, args[1]))
	}
	select {
	case <-p.read:
	case <-time.After(patience):
		ts.Fatalf("%s does not end", args[0])
	}
	code := exitOf(p.cmd.Wait())
	delete(all.running, args[0])
	fmt.Fprint(ts.Stdout(), p.out.String())
	fmt.Fprint(ts.Stderr(), p.errOut.String())
	if strconv.Itoa(code) != args[2] {
		ts.Fatalf("%s ended with %d, want %s\n%s", args[0], code, args[2], p.errOut.String())
	}
}

func await(ts *testscript.TestScript, _ bool, args []string) {
	for deadline := time.Now().Add(patience); ; {
		var value string
		err := ts.Exec(args[2], args[3:]...)
		if err == nil {
			if value, err = lookUp(ts.ReadFile("stdout"), args[0]); err == nil && value == args[1] {
				return
			}
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s is %q, want %q (%v)", args[0], value, args[1], err)
		}
	}
}

// answer answers a request over the pages of the practice Partner Center.
func answer(how string) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) { ts.Check(answerAs(args[0], args[1], how)) }
}

func answerAs(link, domain, how string) error {
	address, err := url.Parse(link)
	if err != nil {
		return err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	pages := "http://" + address.Host + "/practice/"
	response, err := client.Get(pages + "sign-in?" + address.RawQuery)
	if err != nil {
		return err
	}
	page, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil {
		return err
	}
	before, _, found := strings.Cut(string(page), domain)
	csrf, tenants := fieldValues(string(page), "csrf"), fieldValues(before, "tenant")
	if len(csrf) == 0 || !found || len(tenants) == 0 {
		return fmt.Errorf("%s: %s is not on the page:\n%s", response.Status, domain, page)
	}
	form := url.Values{
		"csrf": csrf[:1], "invitation": {address.RawQuery}, "tenant": tenants[len(tenants)-1:],
		"role": {"global-admin"}, "answer": {how}, "authorize": {"yes"}, "agreement": {"yes"},
	}
	for _, step := range []string{"sign-in", "answer"} {
		response, err := client.PostForm(pages+step, form)
		if err != nil {
			return err
		}
		response.Body.Close()
		if response.StatusCode != http.StatusSeeOther {
			return fmt.Errorf("%s: %s", step, response.Status)
		}
	}
	return nil
}

// fieldValues are the values of the form fields of a name on a page.
func fieldValues(page, name string) []string {
	var values []string
	for _, rest := range strings.Split(page, `name="`+name+`" value="`)[1:] {
		value, _, _ := strings.Cut(rest, `"`)
		values = append(values, value)
	}
	return values
}

// unescape reads the escapes of a Go string.
func unescape(ts *testscript.TestScript, text string) string {
	out, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	ts.Check(err)
	return out
}

func writeFile(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(unescape(ts, args[1])), 0o600))
}

func holdsBytes(ts *testscript.TestScript, neg bool, args []string) {
	if text := ts.ReadFile(args[0]); strings.Contains(text, unescape(ts, args[1])) == neg {
		ts.Fatalf("%s: %q", args[0], text)
	}
}

func patch(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	text, err := os.ReadFile(path)
	ts.Check(err)
	offset, err := strconv.Atoi(args[1])
	ts.Check(err)
	change, err := hex.DecodeString(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(path, slices.Replace(text, offset, offset+len(change), change...), 0o600))
}
