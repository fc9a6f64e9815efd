package bench

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Use is what a process has used, as Linux counts it.
type Use struct {
	Private  int64         // memory that belongs to no file, in bytes (RssAnon)
	CPU      time.Duration // of all its threads
	Switches int64         // times that its threads waited for something
}

var errNotLinux = errors.New("the use of a process is known on Linux only")

func useOf(pid int) (Use, error) {
	var u Use
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return u, errors.Join(errNotLinux, err)
	}
	u.Private = field(string(status), "RssAnon:") << 10
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	if err != nil {
		return u, err
	}
	for _, thread := range threads {
		// A thread may end meanwhile; it has used next to nothing.
		status, _ := os.ReadFile(filepath.Join(thread, "status"))
		u.Switches += field(string(status), "voluntary_ctxt_switches:")
		schedule, _ := os.ReadFile(filepath.Join(thread, "schedstat"))
		if first, _, ok := strings.Cut(string(schedule), " "); ok {
			ns, _ := strconv.ParseInt(first, 10, 64)
			u.CPU += time.Duration(ns)
		}
	}
	return u, nil
}

// field reads the number after a name at the start of a line.
func field(text, name string) int64 {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			n, _ := strconv.ParseInt(strings.Fields(rest + " 0")[0], 10, 64)
			return n
		}
	}
	return 0
}
