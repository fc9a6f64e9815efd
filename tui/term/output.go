package term

import (
	"os"
	"sync"
)

// Output is the one way to the terminal: the painter and the clipboard share it,
// so that neither writes into a sequence of the other.
type Output struct {
	mu   sync.Mutex
	file *os.File
}

// NewOutput makes the Output of a terminal.
func NewOutput(file *os.File) *Output { return &Output{file: file} }

// Write writes all of b, undivided.
func (o *Output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.file.Write(b)
}
