package screen

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"
)

var lastAddress atomic.Uint64

// Mailbox gives a screen an address and numbers its questions, so that an
// answer to a closed screen or to an older question is dropped in one place:
// the root, which asks Accept. The zero value is ready to use. It is used from
// the UI goroutine alone.
type Mailbox struct {
	address   uint64
	questions map[string]question
	wish      tea.Msg
}

type question struct {
	number uint64
	cancel context.CancelFunc
}

// Answer carries what a question's work gave back to whoever asked.
type Answer struct {
	To     uint64
	Slot   string
	Number uint64
	Value  tea.Msg
}

// Box gives the mailbox itself.
func (m *Mailbox) Box() *Mailbox { return m }

// Address is unique among the screens of the program.
func (m *Mailbox) Address() uint64 {
	if m.address == 0 {
		m.address = lastAddress.Add(1)
	}
	return m.address
}

// Go wishes for another screen: a Push, Pop or Replace. The root does it as soon
// as the Update that wished returns, before the next key, so that keys that are
// typed ahead reach the screen that they were meant for. The command is nil.
func (m *Mailbox) Go(wish tea.Msg) tea.Cmd {
	m.wish = wish
	return nil
}

// Wish gives what Go wished for, once; nil if nothing.
func (m *Mailbox) Wish() tea.Msg {
	wish := m.wish
	m.wish = nil
	return wish
}

// Going reports whether Go was asked for a screen that is not shown yet.
func (m *Mailbox) Going() bool { return m.wish != nil }

// Ask gives a command that runs work and brings its value back as an Answer. A
// slot holds one question at a time: asking again cancels the context of the
// question before, and its answer is dropped.
func (m *Mailbox) Ask(slot string, work func(ctx context.Context) tea.Msg) tea.Cmd {
	m.Forget(slot)
	if m.questions == nil {
		m.questions = make(map[string]question)
	}
	ctx, cancel := context.WithCancel(context.Background())
	number := lastAddress.Add(1)
	m.questions[slot] = question{number: number, cancel: cancel}
	to := m.Address()
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = Answer{To: to, Slot: slot, Number: number, Value: &Panic{Value: r, Stack: debug.Stack()}}
			}
		}()
		return Answer{To: to, Slot: slot, Number: number, Value: work(ctx)}
	}
}

// Panic is the value of an Answer whose work panicked. The root reports it; the
// screen gets it as an error.
type Panic struct {
	Value any
	Stack []byte
}

// Error gives the value of the panic.
func (p *Panic) Error() string { return fmt.Sprint("panic: ", p.Value) }

// Expect opens a question whose answer somebody else brings, such as the
// editor that the terminal was lent to: the function that it gives puts a value
// into the Answer to send. The slot's question before it is forgotten.
func (m *Mailbox) Expect(slot string) func(value tea.Msg) Answer {
	m.Forget(slot)
	if m.questions == nil {
		m.questions = make(map[string]question)
	}
	number := lastAddress.Add(1)
	m.questions[slot] = question{number: number, cancel: func() {}}
	to := m.Address()
	return func(value tea.Msg) Answer {
		return Answer{To: to, Slot: slot, Number: number, Value: value}
	}
}

// Asking reports whether the answer of a slot has not come yet.
func (m *Mailbox) Asking(slot string) bool {
	_, waiting := m.questions[slot]
	return waiting
}

// Busy reports whether any question is open.
func (m *Mailbox) Busy() bool { return len(m.questions) > 0 }

// Forget cancels the question of a slot, if there is one.
func (m *Mailbox) Forget(slot string) {
	if q, ok := m.questions[slot]; ok {
		q.cancel()
		delete(m.questions, slot)
	}
}

// Accept reports whether an answer belongs to the newest question of its slot,
// and closes that question.
func (m *Mailbox) Accept(a Answer) bool {
	q, ok := m.questions[a.Slot]
	if a.To != m.Address() || !ok || q.number != a.Number {
		return false
	}
	q.cancel()
	delete(m.questions, a.Slot)
	return true
}

// Close cancels every question, so that no answer is accepted any more.
func (m *Mailbox) Close() {
	for slot := range m.questions {
		m.Forget(slot)
	}
}
