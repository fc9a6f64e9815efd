// Package term runs the program in a terminal: raw mode, its own painter instead
// of Bubble Tea's renderer, keys and pastes, hand-over to other programs,
// signals, clipboard. Screens know none of it; the root model implements Model.
package term

import (
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Model is the root of the program. All of its methods are called from one
// goroutine.
type Model interface {
	// Init gives the first command. A tea.WindowSizeMsg has been delivered to
	// Update before.
	Init() tea.Cmd
	// Update handles a message at a time. Nothing below reads a clock: the time
	// comes with the message. tea.Quit ends the program. A tea.KeyMsg holds one
	// key; several characters come in one message only as a paste, or from an
	// input method while Typing. Alt with a letter is never text.
	Update(msg tea.Msg, now time.Time) tea.Cmd
	// Frame draws. It is called when painting is due, not after each message.
	Frame() Frame
	// Typing reports whether letters are text now and not commands.
	Typing() bool
}

// Frame is what the screen shall show: lines from the top, with SGR sequences as
// the only control characters. What is missing is blank, what does not fit is
// cut.
type Frame struct {
	Lines  []string
	Cursor *Cursor // where text is typed; nil hides the terminal's cursor
	Title  string  // of the window; "" leaves the last
}

// Cursor is a cell, counted from 0 at the top left.
type Cursor struct{ Row, Column int }

// Options say where and how Run works. In and Out must be terminals; see
// NeedTerminal.
type Options struct {
	In        *os.File
	Out       *Output
	Getenv    func(string) string
	Now       func() time.Time
	Mouse     bool   // presses and the wheel are delivered as tea.MouseMsg
	ReportDir string // where the report of a crash is written; "" writes none
}

// Terminate is delivered when the program has to end soon: a signal, a closed
// window, the end of the input. The model stores what is not stored and quits;
// if it has not after 700 milliseconds, Run returns without it.
type Terminate struct{}

// Resumed is delivered after the program was suspended and is in front again.
type Resumed struct{}

// SuspendRefused is delivered instead of suspending where nothing would wake the
// program again: it leads its session, or its process group has no parent.
type SuspendRefused struct{}

// PasteCut is delivered after a paste of which only the first MaxPaste bytes
// were taken.
type PasteCut struct{ Bytes int }

// BurstDropped is delivered instead of many letters that came at once while
// letters are commands: most likely text that was pasted into a terminal that
// does not mark pastes.
type BurstDropped struct{ Characters int }

// CommandCrashed is delivered instead of the message of a command that panicked,
// and after Panicked.
type CommandCrashed struct {
	Report string // the file that tells where; "" if none was written
	Value  any    // of the panic
	Stack  []byte
}

// MaxPaste is the size in bytes up to which a paste is taken.
const MaxPaste = 1 << 20
