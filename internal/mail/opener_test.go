package mail

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

// The test binary is the fake opener: TestMain behaves as one when this variable
// says how.
const fakeVariable = "CSPDESK_TEST_OPENER"

func TestMain(m *testing.M) {
	if how := os.Getenv(fakeVariable); how != "" {
		fakeOpener(how)
		return
	}
	os.Exit(m.Run())
}

func fakeOpener(how string) {
	fmt.Println("garbage on the screen")
	fmt.Fprintln(os.Stderr, "more garbage")
	record := os.Getenv("CSPDESK_TEST_RECORD")
	text := strconv.Itoa(len(os.Args)-1) + "\n" + strings.Join(os.Args[1:], "\n")
	if err := os.WriteFile(record+".part", []byte(text), 0o600); err != nil {
		os.Exit(9)
	}
	if err := os.Rename(record+".part", record); err != nil {
		os.Exit(9)
	}
	switch how {
	case "fail":
		os.Exit(3)
	case "hang":
		// until the test's folder is gone, some minutes at most
		for range 3000 {
			if _, err := os.Stat(filepath.Dir(record)); err != nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
}

// fake gives an opener whose programs are this test binary, and the file in
// which the arguments are recorded.
func fake(t *testing.T, how string, variables map[string]string) (*Opener, string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	record := filepath.Join(t.TempDir(), "argv")
	t.Setenv(fakeVariable, how)
	t.Setenv("CSPDESK_TEST_RECORD", record)
	return NewOpener(Environment{
		Getenv: func(name string) string {
			if value, ok := variables[name]; ok {
				return value
			}
			return map[string]string{"DISPLAY": ":0"}[name]
		},
		LookPath: func(name string) (string, error) {
			if strings.HasPrefix(name, "missing") {
				return "", &exec.Error{Name: name, Err: exec.ErrNotFound}
			}
			return self, nil
		},
		StartedAfter: 3 * time.Minute,
	}), record
}

func recordedArgs(t *testing.T, record string) []string {
	t.Helper()
	text, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	if lines[0] != strconv.Itoa(len(lines)-1) {
		t.Fatalf("%s arguments, lines %q", lines[0], lines)
	}
	return lines[1:]
}

func TestOpenGivesExactlyOneArgument(t *testing.T) {
	m := testMessage()
	m.Subject = "A & B; $(touch x) `id` %PATH% ^ | > < \" ' \\ ü"
	mailto, err := m.Mailto()
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{
		mailto, testLink, "https://admin.microsoft.com/?a=b&c=%20d;e|f`g$(h)#/i",
		"http://127.0.0.1:8080/x?y#z", "http://localhost:8080/", "http://[::1]:8080/",
	} {
		variables := map[string]string{MailerVariable: "fake", BrowserVariable: "fake"}
		o, record := fake(t, "print", variables)
		if err := o.Open(t.Context(), link); err != nil {
			t.Errorf("%s: %v", link, err)
			continue
		}
		if args := recordedArgs(t, record); len(args) != 1 || args[0] != link {
			t.Errorf("%s: got %q", link, args)
		}
		// the desktop's own opener gets the link as its last argument
		o, record = fake(t, "print", nil)
		if err := o.Open(t.Context(), link); err != nil {
			t.Errorf("%s: %v", link, err)
			continue
		}
		args := recordedArgs(t, record)
		if want := map[bool]int{true: 2, false: 1}[runtime.GOOS == "windows"]; len(args) != want || args[len(args)-1] != link {
			t.Errorf("%s: got %q", link, args)
		}
	}
}

func TestOpenersThatFail(t *testing.T) {
	mailto, err := testMessage().Mailto()
	if err != nil {
		t.Fatal(err)
	}
	o, _ := fake(t, "fail", nil)
	err = o.Open(t.Context(), mailto)
	if partner.CodeOf(err) != partner.CodeMailApp || !strings.Contains(err.Error(), "exit code 3") {
		t.Errorf("failing mail app: %v", err)
	}
	if err := o.Open(t.Context(), testLink); partner.CodeOf(err) != partner.CodeBrowser {
		t.Errorf("failing browser: %v", err)
	}
	o, _ = fake(t, "print", map[string]string{MailerVariable: "missing-mailer"})
	err = o.Open(t.Context(), mailto)
	if partner.CodeOf(err) != partner.CodeMailApp || !strings.Contains(err.Error(), "missing-mailer was not found") {
		t.Errorf("missing mail app: %v", err)
	}
	if name, ok := o.Available(); ok || !strings.Contains(name, "missing-mailer") {
		t.Errorf("Available: %q, %v", name, ok)
	}
	o = NewOpener(Environment{
		Getenv:   func(string) string { return "opener-that-cannot-start" },
		LookPath: func(string) (string, error) { return filepath.Join(t.TempDir(), "no", "program"), nil },
	})
	if err := o.Open(t.Context(), mailto); partner.CodeOf(err) != partner.CodeMailApp {
		t.Errorf("unstartable mail app: %v", err)
	}
}

func TestOpenerThatHangsCountsAsStarted(t *testing.T) {
	mailto, err := testMessage().Mailto()
	if err != nil {
		t.Fatal(err)
	}
	o, _ := fake(t, "hang", nil)
	o.env.StartedAfter = 50 * time.Millisecond
	begin := time.Now()
	if err := o.Open(t.Context(), mailto); err != nil {
		t.Error(err)
	}
	if waited := time.Since(begin); waited > 2*time.Minute {
		t.Errorf("the opener was waited for: %v", waited)
	}

	o, _ = fake(t, "hang", nil)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := o.Open(ctx, mailto); partner.CodeOf(err) != partner.CodeCancelled {
		t.Errorf("canceled: %v", err)
	}
}

// TestOpenerInTheCurrentFolderIsNotRun uses the real lookup with a PATH that
// leads to the current folder, where a program of that name lies.
func TestOpenerInTheCurrentFolderIsNotRun(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the desktop's opener has a full path here")
	}
	dir := t.TempDir()
	script := "#!/bin/sh\ntouch " + filepath.Join(dir, "ran") + "\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, path := range []string{".:", ".", "", ":/nonexistent"} {
		t.Setenv("PATH", path)
		o := NewOpener(Environment{Getenv: func(name string) string { return map[string]string{"DISPLAY": ":0"}[name] }})
		err := o.Open(t.Context(), testLink)
		if partner.CodeOf(err) != partner.CodeBrowser {
			t.Errorf("PATH=%q: %v", path, err)
		}
		if path != "" && !errors.Is(err, exec.ErrDot) {
			t.Errorf("PATH=%q: the reason is lost: %v", path, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "ran")); err == nil {
		t.Error("the program in the current folder was run")
	}
}

func TestNoDesktop(t *testing.T) {
	for _, c := range []struct {
		name      string
		variables map[string]string
		ok        bool
	}{
		{"desktop", map[string]string{"DISPLAY": ":0"}, true},
		{"wayland", map[string]string{"DISPLAY": "", "WAYLAND_DISPLAY": "wayland-0"}, true},
		{"no display", map[string]string{"DISPLAY": ""}, !needsDisplay},
		{"ssh", map[string]string{"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, false},
		{"ssh with a terminal", map[string]string{"SSH_TTY": "/dev/pts/1"}, false},
		{"ssh, own mailer", map[string]string{"SSH_TTY": "/dev/pts/1", MailerVariable: "mutt-url"}, true},
		{"no display, own mailer", map[string]string{"DISPLAY": "", MailerVariable: "mutt-url"}, true},
	} {
		o, record := fake(t, "print", c.variables)
		mailto, err := testMessage().Mailto()
		if err != nil {
			t.Fatal(err)
		}
		err = o.Open(t.Context(), mailto)
		if (err == nil) != c.ok || err != nil && partner.CodeOf(err) != partner.CodeMailApp {
			t.Errorf("%s: %v", c.name, err)
		}
		if name, ok := o.Available(); ok != c.ok || name == "" {
			t.Errorf("%s: Available: %q, %v", c.name, name, ok)
		}
		if _, statErr := os.Stat(record); (statErr == nil) != c.ok {
			t.Errorf("%s: a program was run: %v", c.name, statErr == nil)
		}
	}
}

func TestOtherLinksAreNotOpened(t *testing.T) {
	o, record := fake(t, "print", nil)
	for _, link := range []string{
		"", "-h", "--help", "file:///etc/passwd", "javascript:alert(1)", "ftp://x.example/", "ms-settings:x",
		"http://admin.microsoft.com/", "http://127.0.0.1.evil.example/", "http://localhost.evil.example/",
		"https://", "https:///x", "https://user@admin.microsoft.com/", "https://a b.example/", "https://a.example/\"x",
		"https://a.example/\nfile:///x", "https://ä.example/", " https://a.example/", "HTTPS//x", "/etc/passwd", "a@b.de",
		"mailto:a@b.de?bcc=c@d.de&body=x", "mailto:a@b.de?attach=/etc/passwd", "mailto:a@b.de", "mailto:a@b.de?body=a b",
	} {
		if err := o.Open(t.Context(), link); partner.CodeOf(err) != partner.CodeInvalidInput {
			t.Errorf("%q: %v", link, err)
		}
	}
	if _, err := os.Stat(record); err == nil {
		t.Error("a program was run")
	}
}
