package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

// person is a process with somebody at a terminal who types an answer.
func person(t *testing.T, data, answer string) (p *process, out, errOut *bytes.Buffer) {
	t.Helper()
	in, keyboard, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); keyboard.Close() })
	if _, err := keyboard.WriteString(answer); err != nil {
		t.Fatal(err)
	}
	out, errOut = new(bytes.Buffer), new(bytes.Buffer)
	return &process{
		in: in, outFile: os.Stdout, out: out, errOut: errOut, now: time.Now, actor: "tester", inIsTTY: true, errIsTTY: true,
		getenv: func(name string) string { return map[string]string{"CSPDESK_DATA": data}[name] },
	}, out, errOut
}

func TestQuestions(t *testing.T) {
	cases := []struct {
		name, answer string
		code         int
		says         string
	}{
		{"yes", "y\n", exitDone, ""},
		{"yes with blanks, on Windows", " Y \r\n", exitDone, ""},
		{"no", "n\n", exitFailed, "cspdesk: Nothing was changed: Answer y, or use --yes."},
		{"anything else", "yes please\n", exitFailed, "Nothing was changed"},
		{"Enter", "\n", exitFailed, "Nothing was changed"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data := t.TempDir()
			p, _, errOut := person(t, data, "")
			add := []string{"profile", "add", "contoso", "--connection", "offline", "--cloud", "public",
				"--tenant", "3cf2ea65-a378-42ce-99b1-d8af3fdb67b7", "--company", "Contoso", "--country", "DE"}
			if code := execute(context.Background(), p, add); code != exitDone {
				t.Fatalf("adding: %d %s", code, errOut)
			}
			p, out, errOut := person(t, data, c.answer)
			if code := execute(context.Background(), p, []string{"profile", "remove", "contoso"}); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			if question := `Remove the profile "contoso" with its invitations and customers? [y/N] `; !strings.Contains(errOut.String(), question) {
				t.Errorf("asked %q", errOut)
			}
			if !strings.Contains(errOut.String(), c.says) {
				t.Errorf("said %q, want %q", errOut, c.says)
			}
			if removed := strings.Contains(out.String(), "removed"); removed != (c.code == exitDone) {
				t.Errorf("printed %q", out)
			}
		})
	}
}

// TestListsOnATerminal makes sure that a person reads headings and how much was
// left out, and that a pipe gets the rows alone.
func TestListsOnATerminal(t *testing.T) {
	data := t.TempDir()
	run := func(terminal bool, args ...string) (string, string) {
		p, out, errOut := person(t, data, "")
		p.outIsTTY, p.errIsTTY = terminal, terminal
		execute(context.Background(), p, append([]string{"--sandbox"}, args...))
		return out.String(), errOut.String()
	}
	run(false, "refresh")
	list := []string{"customers", "list", "--limit", "2", "--columns", "name,domain"}
	piped, quiet := run(false, list...)
	out, errOut := run(true, list...)
	head, rows, _ := strings.Cut(out, "\n")
	if strings.Join(strings.Fields(head), " ") != "Company Domain" || strings.Count(rows, "\n") != 2 {
		t.Errorf("a person reads %q", out)
	}
	if !strings.Contains(errOut, "2 of 30") && !strings.Contains(errOut, "2 of 31") {
		t.Errorf("what was left out: %q", errOut)
	}
	if strings.Count(piped, "\n") != 2 || strings.Contains(piped, "Company") || quiet != "" {
		t.Errorf("a pipe gets %q, %q", piped, quiet)
	}
	for _, c := range []struct{ headings, list string }{
		{"When Who What State About Detail", "activity list"}, {"ID Language Kind", "letters list"},
		{"Screen Keys Command What it does", "keys"}, {"Name Company Connection Cloud Country", "profile list"},
	} {
		args := strings.Fields(c.list)
		head, _, _ := strings.Cut(first(run(true, args...)), "\n")
		if strings.Join(strings.Fields(head), " ") != c.headings {
			t.Errorf("%s begins with %q", c.list, head)
		}
		if piped, _ := run(false, args...); strings.HasPrefix(piped, head) {
			t.Errorf("%s has headings in a pipe", c.list)
		}
	}
	if _, errOut := run(true, "invitations", "list", "--due"); !strings.Contains(errOut, "Nothing is due.") {
		t.Errorf("said %q", errOut)
	}
	to := []string{"invite", "--to", "admin@fabrikam.com"}
	if _, errOut := run(true, append(to, "--dry-run")...); !strings.Contains(errOut, "Nothing was stored.") {
		t.Errorf("said of a rehearsal %q", errOut)
	}
	if _, errOut := run(true, to...); !strings.Contains(errOut, "its mail has not left yet") {
		t.Errorf("said of a request that stays here %q", errOut)
	}
	var left invitationJSON
	if err := json.Unmarshal([]byte(first(run(false, "invite", "--to", "it@contoso.com", "--eml", t.TempDir()+"/mail.eml", "--json"))), &left); err != nil {
		t.Fatal(err)
	}
	if _, errOut := run(true, "invitations", "remind", left.ID); !strings.Contains(errOut, "Only shown: nothing was handed over, and nothing is recorded.") {
		t.Errorf("said of a reminder that is only shown %q", errOut)
	}
	if _, errOut := run(false, "invitations", "list", "--due"); errOut != "" {
		t.Errorf("said to a pipe %q", errOut)
	}
}

// TestAnEmptyListSaysSo: a person reads why a list is empty, once; a pipe gets
// nothing.
func TestAnEmptyListSaysSo(t *testing.T) {
	data := t.TempDir()
	run := func(terminal bool, args string) (string, string) {
		p, out, errOut := person(t, data, "")
		p.outIsTTY, p.errIsTTY = terminal, terminal
		execute(context.Background(), p, append([]string{"--sandbox"}, strings.Fields(args)...))
		return out.String(), errOut.String()
	}
	const none = "No customers are stored yet"
	if _, errOut := run(true, "customers list --search zzz"); strings.Count(errOut, "\n") != 1 || !strings.Contains(errOut, none) {
		t.Errorf("before the first refresh it says %q", errOut)
	}
	run(false, "refresh")
	for args, want := range map[string]string{
		"customers list --search zzz":                  "No customer fits \"zzz\".\n",
		"customers list --search zzz --filter tag:vip": "No customer fits the filter \"zzz tag:vip\".\n",
		"invitations list":                             "No invitations yet.\n",
		"invitations list --state accepted":            "No invitation matches accepted.\n",
		"invitations list --due":                       "Nothing is due.\n",
		"customers tags":                               "Nothing to list.\n",
		"pending list":                                 "No change waits for an answer.\n",
	} {
		if out, errOut := run(true, args); out != "" || errOut != want {
			t.Errorf("%s prints %q, %q", args, out, errOut)
		}
		if out, errOut := run(false, args); out+errOut != "" {
			t.Errorf("in a pipe %s prints %q, %q", args, out, errOut)
		}
	}
	if out, errOut := run(true, "renewals"); errOut != "" || out == "" {
		t.Errorf("renewals prints %q, %q", out, errOut)
	}
}

// TestAQuestionEndsAsOne: whoever mistypes a command is asked whether another one is
// meant.
func TestAQuestionEndsAsOne(t *testing.T) {
	for lang, want := range map[string]string{"en": "perhaps you mean list: see ", "zh-CN": "是否指 list？请参阅"} {
		p, _, errOut := person(t, t.TempDir(), "")
		if execute(context.Background(), p, []string{"--lang", lang, "customers", "lst"}); !strings.Contains(errOut.String(), want) {
			t.Errorf("%q", errOut)
		}
	}
}

// TestQuestionIsInterrupted makes sure that a question does not keep the
// program from ending.
func TestQuestionIsInterrupted(t *testing.T) {
	p, out, errOut := person(t, t.TempDir(), "")
	ctx, interrupt := context.WithCancel(context.Background())
	p.errOut = onWrite(func(text []byte) {
		errOut.Write(text)
		if bytes.Contains(text, []byte("[y/N]")) {
			interrupt()
		}
	})
	code := execute(ctx, p, []string{"--sandbox", "--json", "restore", "backup.db"})
	if code != exitInterrupted || !strings.Contains(out.String(), `"code": "cancelled"`) {
		t.Errorf("exit code %d, printed %q and %q", code, out, errOut)
	}
}

type onWrite func([]byte)

func (f onWrite) Write(text []byte) (int, error) { f(text); return len(text), nil }

func first(a, _ string) string { return a }
