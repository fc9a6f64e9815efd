// Package golden holds what a test made against a file in testdata. All of them
// are written anew with one flag, -update, by the packages that import this one;
// so the list of those packages is never stale.
package golden

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const folder = "testdata"

var update = flag.Bool("update", false, "write the golden files anew")

var (
	mu       sync.Mutex
	compared = map[string]bool{}
)

// Compare fails the test if got differs from testdata/name, line by line. With
// -update it writes the file.
func Compare(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name))
	mu.Lock()
	compared[path] = true
	mu.Unlock()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with: make golden)", err)
	}
	lines := strings.Split(strings.ReplaceAll(string(want), "\r\n", "\n"), "\n")
	if diff := cmp.Diff(lines, strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-want +got); after a wanted change: make golden\n%s", path, diff)
	}
}

// Main runs the tests of a package whose testdata holds golden files alone, for
// its TestMain. A file that no test compared shows what the program does not
// show any more, and fails; with -update it is removed. What check tells, if it
// is not nil, fails too.
func Main(m *testing.M, check func() []string) {
	code := m.Run()
	if code == 0 && whole() {
		wrong := stale()
		if check != nil {
			wrong = append(wrong, check()...)
		}
		for _, w := range wrong {
			fmt.Fprintln(os.Stderr, w)
		}
		if len(wrong) > 0 {
			code = 1
		}
	}
	os.Exit(code)
}

// whole reports whether every test ran.
func whole() bool {
	return !slices.ContainsFunc([]string{"test.run", "test.skip", "test.list", "test.fuzz"}, func(name string) bool {
		f := flag.Lookup(name)
		return f != nil && f.Value.String() != ""
	})
}

func stale() (wrong []string) {
	var left []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !compared[path] && !strings.HasPrefix(path, filepath.Join(folder, "fuzz")) {
			left = append(left, path)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		wrong = append(wrong, err.Error())
	}
	for _, path := range left {
		if !*update {
			wrong = append(wrong, path+": no test compares it (make golden removes it)")
		} else if err := os.Remove(path); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	return wrong
}
