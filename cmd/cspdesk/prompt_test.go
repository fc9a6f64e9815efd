package main

import (
	"bytes"
	"context"
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
