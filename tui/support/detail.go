package support

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
	"cspdesk/tui/widget/editor"
)

// composing is a note that is written.
type composing struct{ text *editor.Editor }

func (c *composing) begun() bool { return strings.TrimSpace(c.text.Text()) != "" }

func (s *List) startNote() {
	if s.notes[s.open] == nil {
		s.notes[s.open] = &composing{editor.New("")}
	}
	s.note = s.notes[s.open]
}

func (s *List) noteKey(msg tea.KeyMsg) tea.Cmd {
	t := s.d.Text.Support
	switch keys.Composing().Match(msg) {
	case keys.FormLeave:
		s.note = nil
		return nil
	case keys.FormSubmit:
		if !s.note.begun() {
			return screen.Send(screen.Notice{Level: screen.Warning, Text: t.NoteEmpty})
		}
		number, text, writer, c := s.open, s.note.text.Text(), s.d.Writer, s.customer
		said := fmt.Sprintf(t.Noted, number)
		s.dialog = ask(fmt.Sprintf(t.AddNote, number), []string{t.AddNoteBody}, t.AddNoteNo, t.AddNoteYes, func() tea.Cmd {
			return s.Ask(slotChange, func(ctx context.Context) tea.Msg {
				return noted{number, text, changed{said, writer.AddNote(context.WithoutCancel(ctx), c, number, text)}}
			})
		})
		return nil
	}
	s.note.text.Update(msg)
	return nil
}

func (s *List) viewNote(f screen.Frame) screen.View {
	t := f.Text.Support
	lines := []string{title(f, s.customer, fmt.Sprintf(t.NoteFor, safetext.Line(s.open))), ""}
	for _, line := range widget.Paragraph(t.NoteHint, 1, f.Width-1) {
		lines = append(lines, f.Theme.Dim.S(line))
	}
	lines = append(lines, "")
	v := screen.View{Lines: lines}
	drawEditor(&v, s.note.text, f, max(f.Height-len(lines), 1))
	return v
}

// drawEditor adds the lines of an editor that has the focus.
func drawEditor(v *screen.View, e *editor.Editor, f screen.Frame, height int) {
	top := len(v.Lines)
	for _, line := range e.Layout(max(f.Width-2, 2), height) {
		v.Lines = append(v.Lines, " "+line)
	}
	row, column := e.Cursor()
	v.Cursor = &screen.Cursor{Row: top + row, Column: column + 1}
}

func (s *List) viewOne(f screen.Frame) screen.View {
	t, th, r := f.Text.Support, f.Theme, s.selected()
	lines := []string{title(f, s.customer, fmt.Sprintf(t.Numbered, safetext.Line(r.ID)))}
	if s.Asking(slotFetch) {
		lines = append(lines, " "+th.Dim.S(t.Reading))
	} else {
		lines = append(lines, "")
	}
	text := s.text(f, r)
	lines = append(lines, s.scroll.Show(text, f.Width, max(f.Height-len(lines), 0))...)
	return screen.View{Lines: lines}
}

// text is all that is known about a request, wrapped.
func (s *List) text(f screen.Frame, r partner.ServiceRequest) []string {
	t, th := f.Text.Support, f.Theme
	var lines []string
	const label = 15
	add := func(name, value string) {
		if value == "" {
			return
		}
		for i, line := range cell.Wrap(safetext.Line(value), max(f.Width-label-3, 8)) {
			if i > 0 {
				name = ""
			}
			lines = append(lines, " "+th.Label.S(cell.Fit(name, label))+" "+line)
		}
	}
	at := func(when time.Time) string {
		if when.IsZero() {
			return ""
		}
		return f.Text.Moment(when.In(f.Now.Location()))
	}
	add(t.Subject, r.Title)
	add(t.State, widget.Named(t.Statuses, string(r.Status)))
	add(t.Severity, widget.Named(t.Severities, string(r.Severity)))
	add(t.Topic, r.Topic)
	add(t.Product, r.Product)
	add(t.Contact, r.Contact)
	add(t.Opened, at(r.Created))
	add(t.Modified, at(r.Modified))
	add(t.ClosedAt, at(r.Closed))
	if r.Description != "" {
		lines = append(lines, "")
		lines = append(lines, widget.Paragraph(r.Description, 1, f.Width-1)...)
	}
	for _, n := range r.Notes {
		lines = append(lines, "", " "+th.Heading.S(at(n.At)+"  "+safetext.Line(n.By)))
		lines = append(lines, widget.Paragraph(n.Text, 1, f.Width-1)...)
	}
	if len(r.Notes) == 0 {
		lines = append(lines, "", " "+th.Dim.S(t.NoNotes))
	}
	return lines
}

// copyOut copies a text and says where it went.
func copyOut(box *screen.Mailbox, d Deps, text string) tea.Cmd {
	if text == "" {
		return nil
	}
	outlet, words := d.Outlet, d.Text
	return box.Ask(slotCopy, func(ctx context.Context) tea.Msg {
		route, err := outlet.Copy(ctx, text)
		if err != nil {
			return err
		}
		return changedNothing{fmt.Sprintf(words.Support.Copied, widget.Named(words.Wizard.Routes, route))}
	})
}

// changedNothing is a sentence about something that changed nothing here.
type changedNothing struct{ sentence string }
