//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"cspdesk/internal/bench"
)

// versions times "cspdesk --version" and a program that prints one line, in
// turn.
func (l *lab) versions() (ours, hello bench.Samples, err error) {
	for range 40 {
		took, err := l.time(l.program, "--version")
		if err != nil {
			return nil, nil, err
		}
		ours.Add(took)
		if took, err = l.time(l.hello); err != nil {
			return nil, nil, err
		}
		hello.Add(took)
	}
	return ours, hello, nil
}

// imports times the import of an export into a new profile, and the list index
// that a start builds after it.
func (l *lab) imports(f fixture) (imported, indexed time.Duration, err error) {
	dir, err := os.MkdirTemp(l.cache, "import-")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	if imported, err = l.importInto(dir, f.export); err == nil {
		indexed, err = l.indexes(dir, f.count)
	}
	return imported, indexed, err
}

// indexes starts the program on customers that have no list index and waits until
// it has built one in the background; at once where they are too few for one.
func (l *lab) indexes(data string, customers int) (time.Duration, error) {
	if customers < 5_000 {
		return 0, nil
	}
	s, err := bench.Start(l.deskProgram(data))
	if err != nil {
		return 0, err
	}
	defer s.Close()
	began := time.Now()
	for {
		_, err := os.Stat(filepath.Join(data, "profiles", "bench", "cspdesk.db.idx"))
		if err == nil || time.Since(began) > bench.Patience {
			return time.Since(began), err
		}
		select {
		case <-l.ctx.Done():
			return 0, l.ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// atRest watches the program while nobody does anything.
func (l *lab) atRest(f fixture) (use bench.Use, err error) {
	s, err := bench.Start(l.deskProgram(f.data))
	if err != nil {
		return use, err
	}
	defer s.Close()
	if err := s.Settle(2 * time.Second); err != nil {
		return use, err
	}
	before, err := s.Use()
	if err != nil {
		return use, err
	}
	select {
	case <-l.ctx.Done():
		return use, l.ctx.Err()
	case <-time.After(l.rest):
	}
	after, err := s.Use()
	return bench.Use{CPU: after.CPU - before.CPU, Switches: after.Switches - before.Switches}, err
}

// center is a practice Partner Center that runs in a process of its own, as the
// real one does.
type center struct {
	command *exec.Cmd
	dir     string
}

func (l *lab) startCenter(customers int) (*center, error) {
	dir, err := os.MkdirTemp(l.cache, "practice-")
	if err != nil {
		return nil, err
	}
	c := &center{dir: dir}
	serve := []string{l.program, "--data", dir, "sandbox", "serve", "--addr", "127.0.0.1:0", "--customers", strconv.Itoa(customers)}
	if nice, err := exec.LookPath("nice"); err == nil { // the real one takes no processor of ours
		serve = append([]string{nice, "-n", "10"}, serve...)
	}
	c.command = exec.CommandContext(l.ctx, serve[0], serve[1:]...)
	c.command.Env = l.environment()
	out, err := c.command.StdoutPipe()
	if err == nil {
		err = c.command.Start()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	lines := bufio.NewReader(out)
	if _, err := lines.ReadString('\n'); err != nil { // it says where it is when it can be reached
		c.stop()
		return nil, fmt.Errorf("sandbox serve: %w", err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return c, nil
}

func (c *center) stop() {
	_ = c.command.Process.Signal(syscall.SIGTERM)
	_ = c.command.Wait()
	os.RemoveAll(c.dir)
}

// refreshed is what a refresh costs.
type refreshed struct {
	first, again  time.Duration
	plain         time.Duration // sqlite3's import of the same rows into a plain table; 0 where it is not installed
	idle, during  bench.Samples // cursor keys
	private       float64       // MiB, the most that was seen during a refresh
	keysInRefresh int
}

// refreshes reads a list for the first time, again with nothing new, and once
// more while keys are pressed.
func (l *lab) refreshes() (r refreshed, err error) {
	c, err := l.startCenter(l.practice)
	if err != nil {
		return r, err
	}
	defer c.stop()
	if r.first, err = l.desk(c.dir, "--sandbox", "refresh"); err != nil {
		return r, err
	}
	if r.plain, err = l.plainImport(c.dir); err != nil {
		return r, err
	}
	if r.again, err = l.desk(c.dir, "--sandbox", "refresh"); err != nil {
		return r, err
	}
	p := l.deskProgram(c.dir)
	p.Command = append(p.Command, "--sandbox")
	p.First, p.Last = 4, bench.Height-8 // the cursor stays here, the progress does not come here
	s, err := bench.Start(p)
	if err != nil {
		return r, err
	}
	defer s.Close()
	if err := s.Settle(time.Second); err != nil {
		return r, err
	}
	h := &hand{s: s, to: &figures{}}
	for range 5 {
		h.upAndDown(&r.idle)
	}
	if _, err := s.PressIdle("r", 0); err != nil {
		return r, err
	}
	const running, over = "Refreshing", "nothing changed"
	err = s.Until("a refresh", func(screen *bench.Screen) bool {
		text := screen.Text()
		return strings.Contains(text, running) || strings.Contains(text, over)
	})
	if err != nil {
		return r, err
	}
	for h.err == nil && strings.Contains(s.Text(), running) {
		h.upAndDown(&r.during)
		h.look()
	}
	r.private, r.keysInRefresh = h.to.private, len(r.during)
	return r, h.err
}

func (h *hand) upAndDown(to *bench.Samples) {
	h.times(20, keyDown, quietKey, to, nil)
	h.times(20, keyUp, quietKey, to, nil)
}

// deskProgram is cspdesk on a data folder.
func (l *lab) deskProgram(data string) bench.Program {
	return bench.Program{Name: "cspdesk", Command: []string{l.program, "--data", data}, Env: l.environment(), Ready: bench.Filled}
}

// sqliteImport times the shell of SQLite with the same file: a table with a
// unique id, and an index on the name.
func (l *lab) sqliteImport(export string) (time.Duration, error) {
	dir, err := os.MkdirTemp(l.cache, "sqlite-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	return l.time("sqlite3", filepath.Join(dir, "customers.db"),
		"CREATE TABLE customers (id TEXT PRIMARY KEY, name TEXT, domain TEXT, relationship TEXT)",
		".import --csv --skip 1 "+export+" customers",
		"CREATE INDEX customers_by_name ON customers (name COLLATE NOCASE)")
}

// plainImport times sqlite3 with the customers of a practice profile.
func (l *lab) plainImport(data string) (time.Duration, error) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		return 0, nil
	}
	export, err := os.Create(filepath.Join(data, "export.csv"))
	if err != nil {
		return 0, err
	}
	list := exec.CommandContext(l.ctx, l.program, "--data", data, "--sandbox", "customers", "list", "--csv")
	list.Env, list.Stdout = l.environment(), export
	if err := errors.Join(list.Run(), export.Close()); err != nil {
		return 0, fmt.Errorf("customers list: %w", err)
	}
	return l.sqliteImport(export.Name())
}
