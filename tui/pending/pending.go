// Package pending is the screen of the changes at Microsoft that were sent and
// got no answer. What became of one is read, never sent again, and a person
// decides.
package pending

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Service knows the changes: manage.Service.
type Service interface {
	Open(ctx context.Context) ([]partner.Intent, error)
	Look(ctx context.Context, in partner.Intent) (manage.Finding, error)
	Resolve(ctx context.Context, id string, state partner.IntentState, found string) error
}

// Clipboard copies text and says by which route it went, as a key of
// i18n.Wizard.Routes.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Deps is what the screen works with.
type Deps struct {
	Text      *i18n.Strings
	Service   Service
	Clipboard Clipboard
	// Locked says, translated, why nothing may be changed; "" if it may. LookOff
	// why nothing can be read from Partner Center.
	Locked, LookOff string
}

const (
	slotRead   = "read"
	slotLook   = "look"
	slotChange = "change"
	slotCopy   = "copy"
)

// Screen is the list, with what was found about each.
type Screen struct {
	screen.Mailbox
	d       Deps
	open    []partner.Intent
	read    bool
	failure error
	found   map[string]manage.Finding
	list    widget.List
	frame   screen.Frame // that was drawn last
	dialog  *widget.Dialog
}

// New makes the screen.
func New(d Deps) *Screen { return &Screen{d: d, found: map[string]manage.Finding{}} }

type (
	openRead struct {
		open []partner.Intent
		err  error
	}
	looked struct {
		id    string
		found manage.Finding
		err   error
	}
	resolved struct{ err error }
	copied   struct{ sentence string }
)

// Init reads the list.
func (s *Screen) Init() tea.Cmd {
	service := s.d.Service
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		open, err := service.Open(ctx)
		return openRead{open, err}
	})
}

// Failed gives why the changes are not shown.
func (s *Screen) Failed() error { return s.failure }

// Typing is never true here.
func (s *Screen) Typing() bool { return false }

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	if s.dialog != nil {
		return widget.DialogKeys()
	}
	table := keys.PendingList().Set(keys.PendingLook, s.d.LookOff)
	off := s.d.Locked
	if len(s.open) == 0 {
		off = s.d.Text.Pending.Empty
		table = table.Set(keys.PendingLook, off).Set(keys.Copy, off)
	}
	return table.Set(keys.PendingDone, off).Set(keys.PendingFailed, off).Set(keys.PendingDismiss, off)
}

// Update handles a key or an answer.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return s.Init()
	case openRead:
		if s.failure = m.err; m.err == nil {
			s.open, s.read = m.open, true
			s.list.Sync(rows{s}, s.list.Index())
		}
	case looked:
		s.found[m.id] = m.found
		s.list.Sync(rows{s}, s.list.Index())
		if m.err != nil {
			return s.failed(m.err)
		}
	case resolved:
		if m.err != nil {
			return s.failed(m.err)
		}
		return tea.Batch(screen.Send(screen.Notice{Level: screen.Info, Text: s.d.Text.Pending.Resolved}), screen.Send(screen.Changed{}))
	case copied:
		return screen.Send(screen.Notice{Level: screen.Info, Text: m.sentence})
	case error:
		return s.failed(m)
	}
	return nil
}

func (s *Screen) failed(err error) tea.Cmd {
	return screen.Failed(s.d.Text, err)
}

func (s *Screen) selected() partner.Intent {
	if i := s.list.Index(); i < len(s.open) {
		return s.open[i]
	}
	return partner.Intent{}
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		chosen, done := s.dialog.Update(msg)
		if done {
			s.dialog = nil
		}
		if chosen.Do != nil {
			return chosen.Do()
		}
		return nil
	}
	in, t := s.selected(), s.d.Text.Pending
	switch intent := s.Keys().Match(msg); intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.PendingLook:
		service := s.d.Service
		return s.Ask(slotLook, func(ctx context.Context) tea.Msg {
			found, err := service.Look(ctx, in)
			return looked{in.ID, found, err}
		})
	case keys.PendingDone:
		s.ask(in, partner.IntentDone, t.AskDone)
	case keys.PendingFailed:
		s.ask(in, partner.IntentFailed, t.AskFailed)
	case keys.PendingDismiss:
		s.ask(in, partner.IntentDismissed, t.AskDismiss)
	case keys.Copy:
		return s.copy(in)
	default:
		s.list.Steer(rows{s}, intent)
	}
	return nil
}

// ask asks before a change is put away.
func (s *Screen) ask(in partner.Intent, state partner.IntentState, title string) {
	t, service, found := s.d.Text.Pending, s.d.Service, s.found[in.ID]
	s.dialog = &widget.Dialog{Title: title, Body: []string{s.name(in), t.AskBody}, Options: []widget.Option{
		{Label: t.AskNo},
		{Label: t.AskYes, Key: "y", Do: func() tea.Cmd {
			return s.Ask(slotChange, func(ctx context.Context) tea.Msg {
				return resolved{service.Resolve(context.WithoutCancel(ctx), in.ID, state, found.Found)}
			})
		}},
	}}
}

func (s *Screen) copy(in partner.Intent) tea.Cmd {
	clipboard, words, value := s.d.Clipboard, s.d.Text, in.CorrelationID
	if value == "" {
		value = in.ID
	}
	return s.Ask(slotCopy, func(ctx context.Context) tea.Msg {
		route, err := clipboard.Copy(ctx, value)
		if err != nil {
			return err
		}
		return copied{fmt.Sprintf(words.Activity.Copied, value, widget.Named(words.Wizard.Routes, route))}
	})
}

// name is what was to be done, about whom.
func (s *Screen) name(in partner.Intent) string {
	text := i18n.Word(s.d.Text.Common.Actions, string(in.Action))
	for _, more := range []string{in.Subject, in.Object, s.d.Text.Meant(in.Action, in.Detail)} {
		if more != "" {
			text += s.d.Text.Common.Comma + more
		}
	}
	return text
}

// rows makes a list of the changes, each with what is known about it below.
type rows struct{ s *Screen }

func (r rows) Len() int        { return len(r.s.open) }
func (r rows) ID(i int) string { return r.s.open[i].ID }
func (rows) Stops(int) []int   { return nil }

func (r rows) Height(i int) (height int) {
	for _, part := range r.s.parts(r.s.open[i]) {
		height += len(part)
	}
	return height
}

// View draws the changes, each with what is known and what to do.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	s.frame = f
	t, th := f.Text.Pending, f.Theme
	lines := append([]string{" " + th.Title.S(t.Title)}, widget.Paragraph(t.Tell, 1, f.Width-1)...)
	lines = append(lines, "")
	switch {
	case s.failure != nil:
		lines = append(lines, widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Explain(s.failure).Text(), 1, f.Width)...)
	case s.read && len(s.open) == 0:
		lines = append(lines, " "+t.Empty)
	}
	for _, slot := range s.list.Visible(rows{s}, max(f.Height-len(lines), 0)) {
		line := s.line(f, s.open[slot.Row], slot.Line)
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	v := screen.View{Lines: lines[:min(len(lines), f.Height)]}
	if s.dialog != nil {
		v.Lines = s.dialog.Over(v.Lines, th, f.Width, f.Height)
	}
	return v
}

// parts are the lines about a change: what it was, when it was sent, and what
// became of it.
func (s *Screen) parts(in partner.Intent) [3][]string {
	text, f := s.d.Text, s.frame
	t := text.Pending
	now := f.Now
	sent := fmt.Sprintf(t.Sent, text.Moment(in.At.In(now.Location())), in.Actor)
	if in.Result != "" {
		sent += text.Common.Comma + text.Result(in.Result)
	}
	found, known := s.found[in.ID]
	next := t.Verdicts[string(found.Verdict)]
	switch {
	case s.Asking(slotLook) && in.ID == s.list.ID():
		next = t.Looking
	case !known:
		next = t.Next
	case found.Found != "":
		next += text.Common.Colon + text.FoundNow(in, found.Found)
	}
	width := f.Width - 1
	return [3][]string{widget.Paragraph(s.name(in), 3, width), widget.Paragraph(sent, 5, width), widget.Paragraph(next, 5, width)}
}

// line draws one line of a change.
func (s *Screen) line(f screen.Frame, in partner.Intent, n int) string {
	_, known := s.found[in.ID]
	for i, part := range s.parts(in) {
		switch {
		case n >= len(part):
			n -= len(part)
		case i == 1:
			return f.Theme.Dim.S(part[n])
		case i == 2 && known:
			return f.Theme.Notice.S(part[n])
		default:
			return part[n]
		}
	}
	return ""
}
