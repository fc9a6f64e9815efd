//go:build unix

package bench_test

import (
	"bufio"
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"cspdesk/internal/bench"
	"cspdesk/tui/term/vt"
)

// soakKeys are what a person may press, the frequent ones several times. Those
// that end or stop the program are left out.
var soakKeys = slices.Concat(
	slices.Repeat([]string{"\x1b[A", "\x1b[B", "\x1b[5~", "\x1b[6~", "\x1b[C", "\x1b[D"}, 6),
	slices.Repeat([]string{"\x1b", "/", "1", "r", "o", "\r"}, 3),
	strings.Split("g G = - ? 2 3 n y Y l h j k c o n t s o 上 海 é \t \x7f \x15 \x04 \x0c \x13 \x17 [ ] f", " "),
	[]string{strings.Repeat("\x1b[B", 50), "\x1b[200~contoso\x1b[201~", "\x1b[H", "\x1b[F", " "},
)

// TestSoak presses random keys for as long as CSPDESK_SOAK says, such as 10m,
// while the list is read again and again, in a program with the race detector.
func TestSoak(t *testing.T) {
	limit, err := time.ParseDuration(os.Getenv("CSPDESK_SOAK"))
	if err != nil {
		t.Skip("CSPDESK_SOAK does not say how long")
	}
	customers := os.Getenv("CSPDESK_SOAK_CUSTOMERS")
	if customers == "" {
		customers = "100000"
	}
	random := uint64(time.Now().UnixNano())
	if n, err := strconv.ParseUint(os.Getenv("CSPDESK_SOAK_SEED"), 10, 64); err == nil {
		random = n
	}
	t.Logf("CSPDESK_SOAK_SEED=%d", random)
	soak := newSoak(t)
	soak.serve(customers)
	soak.run("--sandbox", "refresh")
	soak.keys(rand.New(rand.NewPCG(random, 1)), limit)
	if reports, _ := filepath.Glob(filepath.Join(soak.dir, "race.*")); len(reports) > 0 {
		text, _ := os.ReadFile(reports[0])
		t.Errorf("%d reports of the race detector, the first:\n%s", len(reports), text)
	}
}

// whole hands on what it is given up to the last escape character, so that the
// strict terminal never sees the half of a character or of what it is joined to.
type whole struct {
	to      *vt.Terminal
	pending []byte
}

func (w *whole) Write(data []byte) (int, error) {
	w.pending = append(w.pending, data...)
	if end := bytes.LastIndexByte(w.pending, 0x1b); end > 0 {
		_, _ = w.to.Write(w.pending[:end])
		w.pending = append([]byte(nil), w.pending[end:]...)
	}
	return len(data), nil
}

type soak struct {
	t            *testing.T
	dir, program string
	env          []string
}

func newSoak(t *testing.T) *soak {
	s := &soak{t: t, dir: t.TempDir()}
	s.program = filepath.Join(s.dir, "cspdesk")
	build := exec.Command("go", "build", "-race", "-o", s.program, "cspdesk/cmd/cspdesk")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("a build with the race detector needs a C compiler: %v\n%s", err, out)
	}
	s.env = []string{
		"HOME=" + s.dir, "CSPDESK_DATA=" + filepath.Join(s.dir, "data"), "CSPDESK_CLIPBOARD=osc52", "CSPDESK_MAILER=true",
		"CSPDESK_BROWSER=true", "EDITOR=true", "VISUAL=true", "GORACE=log_path=" + filepath.Join(s.dir, "race"),
	}
	return s
}

func (s *soak) command(args ...string) *exec.Cmd {
	cmd := exec.Command(s.program, args...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8"}, s.env...)
	cmd.Dir = s.dir
	return cmd
}

func (s *soak) run(args ...string) {
	s.t.Helper()
	if out, err := s.command(args...).CombinedOutput(); err != nil {
		s.t.Fatalf("cspdesk %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// serve runs a practice Partner Center until the end of the test.
func (s *soak) serve(customers string) {
	s.t.Helper()
	cmd := s.command("sandbox", "serve", "--addr", "127.0.0.1:0", "--customers", customers)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		s.t.Fatalf("the practice center does not start: %v", err)
	}
}

// keys presses keys, and checks what reached the terminal and that the memory
// in use does not grow.
func (s *soak) keys(r *rand.Rand, limit time.Duration) {
	strict := vt.New(bench.Width, bench.Height)
	tap := &whole{to: strict}
	desk, err := bench.Start(bench.Program{
		Name: "cspdesk", Command: []string{s.program, "--sandbox"}, Env: s.env, Dir: s.dir, Tap: tap, Ready: bench.Filled,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	var memory []int64
	pressed := 0
	for end := time.Now().Add(limit); time.Now().Before(end); pressed++ {
		key := soakKeys[r.IntN(len(soakKeys))]
		if _, err := desk.PressIdle(key, time.Duration(r.IntN(15))*time.Millisecond); err != nil {
			s.t.Fatalf("after %d keys: %v", pressed, err)
		}
		if pressed%100 == 99 {
			memory = append(memory, s.home(desk))
		}
	}
	if err := desk.Settle(2 * time.Second); err != nil {
		s.t.Error(err)
	}
	desk.Close() // from here on nothing writes to the strict terminal
	_, _ = strict.Write(tap.pending)
	if faults := strict.Faults(); len(faults) > 0 {
		s.t.Errorf("%d faults on the terminal, such as %q", len(faults), faults[:min(len(faults), 5)])
	}
	s.t.Logf("%d keys; memory in MiB: %d", pressed, memory)
	if n := len(memory); limit >= 5*time.Minute { // the first minutes fill caches
		early, late := slices.Max(memory[n/4:n/2]), slices.Max(memory[3*n/4:])
		if late > early*13/10+16 {
			s.t.Errorf("the memory in use grows from %d to %d MiB", early, late)
		}
	}
}

// home goes back to the list, whatever was pressed before, asks for a refresh,
// and gives the memory in use in MiB.
func (s *soak) home(desk *bench.Session) int64 {
	s.t.Helper()
	listed := false
	for try := 0; !listed; try++ {
		if try == 200 {
			s.t.Fatalf("the list does not come back; the screen:\n%s", desk.Text())
		}
		// Pauses, because an escape and what follows it at once are one key. The y
		// is for the question whether what was typed may be lost.
		for _, key := range []string{"\x1b", "y", "1"} {
			if _, err := desk.PressIdle(key, 150*time.Millisecond); err != nil {
				s.t.Fatal(err)
			}
		}
		lines := strings.Split(desk.Text(), "\n")
		listed = strings.Contains(lines[3], "Company") && strings.Contains(lines[bench.Height-1], "r refresh")
	}
	if _, err := desk.PressIdle("r", 40*time.Millisecond); err != nil {
		s.t.Fatal(err)
	}
	use, err := desk.Use()
	if err != nil {
		s.t.Fatal(err)
	}
	return use.Private >> 20
}
