//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestChildrenDoNotGetTheToken: the mail app, which is started as a browser is,
// and the editor get neither the variable nor its value, as an argument or
// otherwise.
func TestChildrenDoNotGetTheToken(t *testing.T) {
	t.Parallel()
	p := servePractice(t, "")
	got := filepath.Join(t.TempDir(), "got")
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n{ echo \"$0 $*\"; env; } >> "+got+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	env := append(p.env, "CSPDESK_MAILER="+program, "CSPDESK_EDITOR="+program)
	cli(t, env, "invite", "--to", "admin@fabrikam.com", "--country", "DE", "--open")
	cli(t, env, "letters", "edit", "de")
	text, err := os.ReadFile(got)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "HOME="); n != 2 || !strings.Contains(string(text), "mailto:") {
		t.Errorf("%d programs were started:\n%s", n, text)
	}
	if strings.Contains(string(text), automationVariable) || newSieve([]string{p.token}).find(text) != "" {
		t.Errorf("a child got the token:\n%s", text)
	}
}
