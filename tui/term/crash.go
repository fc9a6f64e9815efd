package term

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Crash is the error of Run after a panic. The terminal is restored.
type Crash struct {
	Report string // the file that tells where; "" if none was written
}

// Error gives a short English sentence.
func (c *Crash) Error() string { return "the program crashed" }

// writeReport keeps where a panic happened, for whoever repairs it: the kind of
// panic and the stack, without the values, which may be customers' data. It
// gives the path, "" if it cannot be written.
func writeReport(dir string, now time.Time, r any, stack []byte) string {
	if dir == "" {
		return ""
	}
	path := filepath.Join(dir, "crash-"+now.UTC().Format("20060102-150405.000")+".txt")
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }()
	kind := fmt.Sprintf("panic of type %T", r)
	if fault, ok := r.(runtime.Error); ok {
		kind = fault.Error()
	}
	if _, err := fmt.Fprintf(file, "%s\n%s %s/%s\n\n%s", kind, runtime.Version(), runtime.GOOS, runtime.GOARCH, stack); err != nil {
		return ""
	}
	return path
}

// Panicked asks for the report of a panic that the model has recovered in a
// command of its own; CommandCrashed comes back.
type Panicked struct {
	Value any
	Stack []byte
}

// guard makes a command that turns a panic into a CommandCrashed, also in the
// commands that it gives back.
func guard(report func(any, []byte) string, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				stack := debug.Stack()
				msg = CommandCrashed{Report: report(r, stack), Value: r, Stack: stack}
			}
		}()
		msg = cmd()
		guardList(report, msg)
		return msg
	}
}

// guardList guards the commands of a batch or a sequence. The type of the latter
// is not exported by Bubble Tea.
func guardList(report func(any, []byte) string, msg tea.Msg) {
	list := reflect.ValueOf(msg)
	if !list.IsValid() || list.Kind() != reflect.Slice || list.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return
	}
	for i := range list.Len() {
		cmd, _ := list.Index(i).Interface().(tea.Cmd)
		if cmd != nil {
			list.Index(i).Set(reflect.ValueOf(guard(report, cmd)))
		}
	}
}
