package customers

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget/editor"
)

// Note is the screen on which the note about a customer is written. Going back
// stores it, so that nothing that was typed is lost; so does quitting.
type Note struct {
	screen.Mailbox
	d        Deps
	customer partner.Customer
	text     *editor.Editor // nil until the note was read
	stored   int            // version of the text that the store has
	fault    string
}

// NewNote makes the screen.
func NewNote(d Deps, c partner.Customer) *Note { return &Note{d: d, customer: c} }

type noteStored struct {
	version int
	err     error
}

// Init reads the note.
func (n *Note) Init() tea.Cmd { return n.d.readRecord(n.Box(), n.customer.ID, false) }

// Typing reports whether letters are text: as soon as the note was read.
func (n *Note) Typing() bool { return n.text != nil }

// Keys is the table of the screen.
func (n *Note) Keys() keys.Table { return keys.Noting() }

// Update handles a key or an answer.
func (n *Note) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		if n.Keys().Match(m) == keys.KeepNote {
			return n.leave()
		}
		if n.text != nil && n.text.Update(m) {
			n.fault = ""
		}
	case recordRead:
		if m.err != nil {
			n.fault = n.d.Text.Error(partner.CodeOf(m.err)).Text()
		} else if n.text == nil {
			n.text = editor.New(m.record.Customer.Note)
			n.stored = n.text.Version()
		}
	case noteStored:
		return n.noteStored(m)
	}
	return nil
}

// leave goes back, after the note is stored.
func (n *Note) leave() tea.Cmd {
	if !n.changed() {
		return n.Go(screen.Pop{})
	}
	if n.Asking("note") {
		return nil
	}
	store, version := n.storing(), n.text.Version()
	return n.Ask("note", func(ctx context.Context) tea.Msg { return noteStored{version, store(ctx)} })
}

func (n *Note) changed() bool { return n.text != nil && n.text.Version() != n.stored }

func (n *Note) storing() func(context.Context) error {
	extras, id, text := n.d.Extras, n.customer.ID, n.text.Text()
	return func(ctx context.Context) error { return extras.SetNote(ctx, id, text) }
}

func (n *Note) noteStored(m noteStored) tea.Cmd {
	if m.err != nil {
		n.fault = refusal(n.d.Text, m.err)
		return nil
	}
	n.stored = m.version
	n.Go(screen.Pop{})
	return tea.Batch(screen.Send(screen.Changed{}), screen.Send(screen.Notice{Text: n.d.Text.Count(n.d.Text.Marks.Kept, 1)}))
}

// Leave stores the note before the program ends.
func (n *Note) Leave() tea.Cmd {
	if !n.changed() {
		return nil
	}
	store := n.storing()
	return func() tea.Msg {
		if err := store(context.Background()); err != nil {
			return err
		}
		return nil
	}
}

// View draws the text.
func (n *Note) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text, f.Theme
	title := fmt.Sprintf(t.Marks.NoteOf, safetext.Line(first(n.customer.CompanyName, n.customer.Domain)))
	v := screen.View{Lines: []string{" " + th.Title.S(cell.Cut(title, f.Width-1)), " " + th.Dim.S(t.Marks.NoteHint), ""}}
	if n.fault != "" {
		v.Lines[1] = " " + th.Error.S(th.Glyphs.Cross+" "+safetext.Line(n.fault))
	}
	if n.text != nil && f.Height > len(v.Lines) {
		top := len(v.Lines)
		for _, line := range n.text.Layout(max(f.Width-2, 2), f.Height-top) {
			v.Lines = append(v.Lines, " "+line)
		}
		row, column := n.text.Cursor()
		v.Cursor = &screen.Cursor{Row: top + row, Column: column + 1}
	}
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	return v
}
