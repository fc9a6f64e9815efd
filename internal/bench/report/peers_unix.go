//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"cspdesk/internal/bench"
)

// installTime is how long installing one program may take.
const installTime = time.Minute

// The programs that come from the Go proxy.
const (
	fzfModule = "github.com/junegunn/fzf@v0.65.2"
	gumModule = "github.com/charmbracelet/gum@v0.17.0"
)

// goProgram installs a program from the Go proxy into the cache folder.
func (l *lab) goProgram(module string) (string, error) {
	path, _, _ := strings.Cut(module, "@")
	binary := filepath.Join(l.cache, "peers", filepath.Base(path))
	if _, err := os.Stat(binary); err == nil {
		return binary, nil
	}
	l.say("installing %s", module)
	ctx, cancel := context.WithTimeout(l.ctx, 5*installTime) // it is compiled
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "install", module)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOBIN="+filepath.Dir(binary), "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go install %s: %w\n%s", module, err, out)
	}
	return binary, nil
}

// debianProgram finds a program, or installs its Debian package where that is
// allowed.
func (l *lab) debianProgram(name, pack string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	if os.Geteuid() != 0 {
		return "", fmt.Errorf("not installed; Debian's package is %s", pack)
	}
	l.say("installing %s", pack)
	ctx, cancel := context.WithTimeout(l.ctx, installTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, "apt-get", "install", "-y", "--no-install-recommends", pack)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	if out, err := cmd.CombinedOutput(); err != nil {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return "", fmt.Errorf("apt-get install %s: %w: %s", pack, err, lines[len(lines)-1])
	}
	return exec.LookPath(name)
}

// firstLine is what a program says about its version.
func (l *lab) firstLine(name string, args ...string) string {
	out, err := exec.CommandContext(l.ctx, name, args...).Output()
	if err != nil {
		return "unknown"
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return strings.Join(strings.Fields(line)[:min(2, len(strings.Fields(line)))], " ")
}

func (l *lab) fzfProgram(binary string, f fixture) bench.Program {
	return bench.Program{
		Name: "fzf", Command: []string{"sh", "-c", `exec "$0" -e <"$1"`, binary, f.names}, Env: l.environment(), Ready: bench.Filled,
	}
}

// deskBesideFzf is one round of cspdesk with fzf open on the same customers.
func (l *lab) deskBesideFzf(binary string, f fixture, to *figures) error {
	s, err := bench.Start(l.fzfProgram(binary, f))
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Settle(2 * quietLetter(f.count)); err != nil {
		return err
	}
	return l.useDesk(f, to, s)
}

// useFzf is one round of fzf on the names, in its fastest way of searching.
func (l *lab) useFzf(binary string, f fixture, to *figures) error {
	s, err := bench.Start(l.fzfProgram(binary, f))
	if err != nil {
		return err
	}
	defer s.Close()
	h := &hand{s: s, to: to}
	quiet := quietLetter(f.count)
	h.settle(2 * quiet)
	to.settled.Add(s.Settled())
	h.look()
	h.times(20, peerKeys[0], quietKey, nil, &to.moveBytes)
	h.write(typed, quiet, &to.letter)
	h.write(typedChinese, quiet, &to.chinese)
	h.look()
	return h.err
}

// other is a program that is measured only where it can be installed: its first
// frame, its cursor and its memory.
type other struct {
	name    string
	find    func() (string, error)
	command func(binary string, f fixture) []string
}

func (l *lab) others() []other {
	return []other{
		{"gum table", func() (string, error) { return l.goProgram(gumModule) }, func(binary string, f fixture) []string {
			return []string{"sh", "-c", `exec "$0" table --height 36 <"$1"`, binary, f.export}
		}},
		{"visidata", func() (string, error) { return l.debianProgram("vd", "visidata") }, func(binary string, f fixture) []string {
			return []string{binary, f.export}
		}},
		{"less", func() (string, error) { return l.debianProgram("less", "less") }, func(binary string, f fixture) []string {
			return []string{binary, "-S", f.export}
		}},
	}
}

func (l *lab) useOther(o other, binary string, f fixture, to *figures) error {
	s, err := bench.Start(bench.Program{Name: o.name, Command: o.command(binary, f), Env: l.environment(), Ready: bench.Filled})
	if err != nil {
		return err
	}
	defer s.Close()
	to.first.Add(s.FirstFrame)
	h := &hand{s: s, to: to}
	h.settle(2 * quietLetter(f.count))
	to.settled.Add(s.Settled())
	h.times(20, keyDown, 2*quietKey, &to.cursor, &to.moveBytes)
	h.look()
	return h.err
}

// compareOthers prints what the other programs need for the same list.
func (l *lab) compareOthers(f fixture, ours figures) {
	fmt.Println()
	row("beside others, "+fmt.Sprint(f.count)+" customers", "first frame", "settled", "cursor", "bytes of a move", "private MiB")
	rule(6)
	line := func(name string, to figures) {
		row(name, number(to.first.Median()), number(to.settled.Median()), number(to.cursor.Median()), number(to.moveBytes.Median()), number(to.private))
	}
	line("cspdesk", ours)
	for _, o := range l.others() {
		binary, err := o.find()
		var found figures
		for range min(l.rounds, 3) {
			if err == nil {
				l.say("%s with %d customers", o.name, f.count)
				err = l.useOther(o, binary, f, &found)
			}
		}
		if err != nil {
			why, _, _ := strings.Cut(err.Error(), "\n")
			row(o.name, "not measured: "+why, "", "", "", "")
			continue
		}
		line(o.name, found)
	}
}
