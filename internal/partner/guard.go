package partner

import (
	"fmt"
	"runtime"
	"strings"
)

// Guarded gives a function that does what f does, and gives CodeInternal where
// f panics: for work in a goroutine of its own, where a panic would end the
// program and leave the terminal as it is. The error says where it happened. The
// value of the panic is left out, as it may hold anything, also secrets.
func Guarded(f func() error) func() error {
	return func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = NewError(CodeInternal, "panic in "+panickedAt(), nil)
			}
		}()
		return f()
	}
}

// panickedAt names the place of the panic that is being recovered.
func panickedAt() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	for panicking := false; ; {
		frame, more := frames.Next()
		if panicking && !strings.HasPrefix(frame.Function, "runtime.") {
			return fmt.Sprintf("%s, line %d", frame.Function, frame.Line)
		}
		panicking = panicking || frame.Function == "runtime.gopanic"
		if !more {
			return "an unknown place"
		}
	}
}
