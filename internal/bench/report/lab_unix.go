//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"cspdesk/internal/bench"
)

// lab is where measuring takes place: the programs and the data.
type lab struct {
	ctx      context.Context
	cache    string
	program  string // cspdesk
	hello    string // the smallest program in Go
	sizes    []int
	practice int
	rounds   int
	rest     time.Duration
	fixtures []fixture // one for each size
}

// fixture is a number of customers in every form that is measured.
type fixture struct {
	count         int
	export, names string // files
	data          string // a data folder of cspdesk with an offline profile
}

func (l *lab) say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// prepare builds the programs and makes the data that are not there yet.
func (l *lab) prepare() error {
	if err := os.MkdirAll(filepath.Join(l.cache, "home"), 0o700); err != nil {
		return err
	}
	if l.program == "" {
		l.program = filepath.Join(l.cache, "cspdesk")
		if err := l.build(l.program, "./cmd/cspdesk"); err != nil {
			return err
		}
	}
	source := filepath.Join(l.cache, "hello.go")
	if err := os.WriteFile(source, []byte("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"), 0o600); err != nil {
		return err
	}
	l.hello = filepath.Join(l.cache, "hello")
	if err := l.build(l.hello, source); err != nil {
		return err
	}
	for _, n := range l.sizes {
		f, err := l.fixture(n)
		if err != nil {
			return err
		}
		l.fixtures = append(l.fixtures, f)
	}
	return nil
}

func (l *lab) build(to, what string) error {
	l.say("building %s", filepath.Base(to))
	cmd := exec.CommandContext(l.ctx, "go", "build", "-ldflags=-s -w", "-o", to, what)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", what, err, out)
	}
	return nil
}

// fixture makes n customers, once.
func (l *lab) fixture(n int) (fixture, error) {
	dir := filepath.Join(l.cache, strconv.Itoa(n))
	f := fixture{n, filepath.Join(dir, "customers.csv"), filepath.Join(dir, "names.txt"), filepath.Join(dir, "data")}
	if _, err := os.Stat(filepath.Join(dir, "complete")); err == nil {
		return f, nil
	}
	l.say("making %d customers in %s", n, dir)
	if err := os.RemoveAll(dir); err != nil {
		return f, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return f, err
	}
	if err := writeCustomers(f); err != nil {
		return f, err
	}
	if _, err := l.importInto(f.data, f.export); err != nil {
		return f, err
	}
	if _, err := l.indexes(f.data, n); err != nil {
		return f, err
	}
	return f, os.WriteFile(filepath.Join(dir, "complete"), nil, 0o600)
}

func writeCustomers(f fixture) error {
	export, err := os.Create(f.export)
	if err != nil {
		return err
	}
	defer export.Close()
	names, err := os.Create(f.names)
	if err != nil {
		return err
	}
	defer names.Close()
	return bench.WriteCustomers(export, names, f.count)
}

// importInto makes a profile in a data folder and imports an export into it. It
// gives the time of the import.
func (l *lab) importInto(data, export string) (time.Duration, error) {
	_, err := l.desk(data, "profile", "add", "bench", "--connection", "offline", "--cloud", "public",
		"--tenant", "11111111-1111-4111-8111-111111111111", "--company", "Contoso", "--country", "DE")
	if err != nil {
		return 0, err
	}
	return l.desk(data, "customers", "import", export)
}

// environment is a clean one.
func (l *lab) environment() []string {
	return []string{"HOME=" + filepath.Join(l.cache, "home"), "CSPDESK_CLIPBOARD=osc52", "TZ=UTC"}
}

// desk runs a command of cspdesk and gives its time.
func (l *lab) desk(data string, args ...string) (time.Duration, error) {
	return l.time(l.program, append([]string{"--data", data}, args...)...)
}

// time runs a program and gives its time.
func (l *lab) time(name string, args ...string) (time.Duration, error) {
	cmd := exec.CommandContext(l.ctx, name, args...)
	cmd.Env = append(l.environment(), "PATH="+os.Getenv("PATH"), "LANG=C.UTF-8")
	var said strings.Builder
	cmd.Stderr = &said
	started := time.Now()
	err := cmd.Run()
	took := time.Since(started)
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, said.String())
	}
	return took, nil
}

// rotated calls f for each of n things in each round, beginning with another one
// each time, so that none has always the better moment.
func (l *lab) rotated(n int, f func(i int) error) error {
	for round := range l.rounds {
		for i := range n {
			if err := l.ctx.Err(); err != nil {
				return err
			}
			if err := f((i + round) % n); err != nil {
				return err
			}
		}
	}
	return nil
}
