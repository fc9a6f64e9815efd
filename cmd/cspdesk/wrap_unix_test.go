//go:build unix

package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"cspdesk/tui/cell"
)

// printed is what the program prints in a terminal of a width, line by line as it
// was written.
func printed(t *testing.T, width int, env []string, args ...string) []string {
	t.Helper()
	d := startDesk(t, width, 40, env, args...)
	d.ended()
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Split(strings.TrimRight(strings.ReplaceAll(d.written.String(), "\r\n", "\n"), "\n"), "\n")
}

// TestSentencesBreakAtWords: on a terminal no line is longer than the window, and
// no word is cut; what is one word stays one. In a pipe an error is one line.
func TestSentencesBreakAtWords(t *testing.T) {
	env := environment(t.TempDir())
	path := "/" + strings.Repeat("a", 120)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"doctor"}, "cspdesk profile add"},
		{[]string{"--sandbox", "relationship", "check", "nobody.example"}, "nobody.example"},
		{[]string{"--lang", "zh-CN", "doctor"}, "cspdesk"},
		{[]string{"customers", "list", "--help"}, "nickname, tags, domain or Microsoft ID"},
		{[]string{"keys"}, "Copy the mails, one after another"},
		{[]string{"--config", path, "doctor"}, path},
	} {
		lines := printed(t, 60, env, c.args...)
		for _, line := range lines {
			whole := strings.Contains(line, path) || strings.Contains(line, "  cspdesk ") || strings.Contains(line, "name,domain") || strings.Contains(line, "name|domain")
			if cell.Width(line) > 60 && !whole {
				t.Errorf("%q: %q is %d cells wide", c.args, line, cell.Width(line))
			}
		}
		if all := strings.Join(strings.Fields(strings.Join(lines, " ")), " "); !strings.Contains(all, c.want) {
			t.Errorf("%q: no %q in\n%s", c.args, c.want, strings.Join(lines, "\n"))
		}
	}
	piped := exec.Command(theBinary(t), "--sandbox", "relationship", "check", "nobody.example")
	piped.Env = env
	if said, err := piped.CombinedOutput(); err == nil || bytes.Count(said, []byte("\n")) != 1 {
		t.Errorf("a script reads %q", said)
	}
}
