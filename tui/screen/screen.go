// Package screen says what a screen is: what the root model asks of it, how it
// gets answers to its questions, and how it asks to go elsewhere.
package screen

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/theme"
)

// Screen is one room of the terminal. Update and View run on the one UI
// goroutine: they do no I/O and read no clock; every effect is a command that
// captures plain values. Implementations are pointers and embed Mailbox.
type Screen interface {
	// Init gives the first command when the screen comes onto the stack.
	Init() tea.Cmd
	// Update handles a key, an answer to a question of this screen (the value
	// alone, already unwrapped from Answer), or a message of this package.
	Update(msg tea.Msg) tea.Cmd
	// View draws into exactly the room that the frame gives.
	View(f Frame) View
	// Keys is the table of bindings that hold now.
	Keys() keys.Table
	// Typing reports whether a text field has the focus, so that letters are
	// text and not commands.
	Typing() bool
	// Box is the screen's mailbox; embedding Mailbox provides it.
	Box() *Mailbox
}

// Leaver is a screen that wants to be asked before the program quits or the
// screen is closed, such as one whose last key stroke is not stored yet. Leave
// gives a command that stores it; the program goes on when its message has
// come. A nil command means that nothing is left to do.
type Leaver interface{ Leave() tea.Cmd }

// Unstored is the error of a Leave that must not store what was typed, or that ends
// what is under way: the person is asked in these words whether to leave all the
// same.
type Unstored struct {
	Title, Text string
	Stay, Leave string // the answers; "" where text would be lost
}

// Error gives what is asked.
func (u Unstored) Error() string { return u.Title + ": " + u.Text }

// Frame is what a screen may know when it draws.
type Frame struct {
	Width, Height int       // cells that the screen may use
	Now           time.Time // of the last message; for ages
	Text          *i18n.Strings
	Theme         *theme.Theme
}

// Below is the line that says how many lines follow below what is seen.
func (f Frame) Below(lines int) string {
	return " " + f.Theme.Dim.S("... "+f.Text.Count(f.Text.Common.Below, lines))
}

// RecordHead names a customer, and the parts of the record with the one that is
// shown marked.
func (f Frame) RecordHead(c partner.Customer, shown partner.Block) []string {
	name := safetext.Line(c.CompanyName)
	if name == "" {
		name = f.Text.Customers.NoName
	}
	blocks := ""
	for _, b := range partner.Blocks() {
		style, word := f.Theme.Tab, " "+f.Text.Common.Blocks[string(b)]+" "
		if b == shown {
			style, word = f.Theme.TabActive, "["+word[1:len(word)-1]+"]"
		}
		blocks += " " + style.S(word)
	}
	return []string{" " + f.Theme.Title.S(cell.Cut(name, f.Width*2/3)) + "  " + f.Theme.Dim.S(safetext.Line(c.Domain)), blocks}
}

// View is what a screen draws: at most Height lines of at most Width cells,
// top first. The root pads what is missing and cuts what is too much.
type View struct {
	Lines  []string
	Cursor *Cursor // where text is typed; nil hides the hardware cursor
}

// Cursor is a cell, counted from 0 at the top left of the view.
type Cursor struct{ Row, Column int }

// Push asks the root to put a screen on top of the stack. It, Pop and Replace go
// through Mailbox.Go.
type Push struct{ Screen Screen }

// Pop asks the root to close the top screen. Result, if not nil, is delivered
// to the screen below as a message.
type Pop struct{ Result tea.Msg }

// Replace asks the root to put a screen in place of the top one.
type Replace struct{ Screen Screen }

// Tab asks the root to show a tab: 0 customers, 1 invitations, 2 activity, 3 changes.
type Tab struct{ Index int }

// Shown is delivered to a screen when it becomes visible again: after a Pop, or
// a change of tab. What it shows may have changed in the store meanwhile.
type Shown struct{}

// Resized is delivered to every screen when the room for its view is known or
// changes. A screen that asks for as much as it shows may take note of it.
type Resized struct{ Width, Height int }

// Changed is delivered to every screen after somebody changed the store, so
// that it reads again what it shows.
type Changed struct{}

// Level is how serious a notice is.
type Level int

// The levels of notices.
const (
	Info Level = iota
	Warning
	Failure
)

// Notice asks the root to show one line above the keys until the next key.
type Notice struct {
	Level Level
	Text  string // already translated; made safe by the root
	// Correlation is what to quote to Microsoft about the error that is told; ""
	// if nothing. The root shows it and copies it.
	Correlation string
}

// Failing is a screen that may show an error. Failed gives the one that it shows
// now, nil if none, so that the root can copy what to quote to Microsoft.
type Failing interface{ Failed() error }

// Pointed is a screen with rows that the mouse can point at.
type Pointed interface {
	// Point selects what stands in a line of the last view, counted from 0. Press
	// says that it was selected already, or need not be: enter follows then.
	Point(line int) (press bool)
}

// Selected is delivered to a Pointed screen after Point selected something else.
type Selected struct{}

// Divided is a screen with something beside its rows that the mouse can point at,
// too. Lines and columns are those of the last view, counted from 0; taken says
// that the cell belongs to that part.
type Divided interface {
	// PointAside presses what stands in a cell. It may wish for another screen.
	PointAside(line, column int) (taken bool)
	// WheelAside scrolls the part that the cell belongs to, down if lines is
	// positive.
	WheelAside(line, column, lines int) (taken bool)
}

// Headed is a screen whose headings the mouse can press.
type Headed interface {
	// PointHeading presses the heading in a cell of the last view, counted from 0;
	// taken says that there is one.
	PointHeading(line, column int) (cmd tea.Cmd, taken bool)
}

// Quit asks the root to end the program, after every Leaver has left.
type Quit struct{}

// Reopen asks the root to close every screen and to open the desk again,
// because another profile is in use now: the first one was made, or the person
// chose another.
type Reopen struct {
	// Use, if not nil, puts that profile in use. It is called when every Leaver has
	// left: whoever stays to keep a text stays with the profile, too. Its error
	// keeps the desk as it is.
	Use func(ctx context.Context) error
}

// Send makes a command of a message of this package.
func Send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Failed says on the status line what went wrong and what to do about it.
func Failed(text *i18n.Strings, err error) tea.Cmd {
	x := text.Explain(err)
	return Send(Notice{Level: Failure, Text: x.Whole(), Correlation: x.CorrelationID})
}
