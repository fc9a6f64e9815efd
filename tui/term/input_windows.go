package term

import (
	"io"
	"os"
	"time"
)

// input leaves reading the console to Bubble Tea, which also reports changes of
// the window's size.
type input struct {
	file    *os.File
	handle  func(token)
	arrived func()
	idle    func()
	ended   func()
	crashed func(any, []byte)
}

func newInput(file *os.File, _ time.Duration) (*input, error) { return &input{file: file}, nil }

func (in *input) reader() io.Reader { return in.file }

func (in *input) park() {}

func (in *input) resume() {}

func (in *input) close() {}
