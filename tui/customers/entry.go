package customers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Extras keeps what is known of customers here alone: the store.
type Extras interface {
	TagCounts(ctx context.Context) ([]partner.TagCount, error)
	SetTags(ctx context.Context, ids []partner.CustomerID, add, remove []string) (changed int, err error)
	SetNote(ctx context.Context, id partner.CustomerID, note string) error
	SetNickname(ctx context.Context, id partner.CustomerID, name string) error
	SetPinned(ctx context.Context, ids []partner.CustomerID, pinned bool) (changed int, err error)
}

// entry is the line at the bottom in which tags, a nickname or the name of a
// view are typed.
type entry struct {
	label, hint string
	field       widget.Field
	was         string // what stood there at first
	blank       string // what is taken while nothing is typed; shown there
	fault       string // why it was not kept
	tags        bool   // tags are typed, and suggested
	offers      offers
	keep        func(text string) tea.Cmd
}

// storing is a change of what is kept here that was not answered yet.
type storing struct {
	of     *entry // in which it was typed; nil if it was not
	change func(ctx context.Context) kept
}

// kept says what became of it.
type kept struct {
	text  string          // to tell
	views *[]partner.View // read again after a change of them; nil after any other
	err   error
}

func (e *entry) suggest() {
	if e.tags {
		e.offers.forTags(&e.field)
	}
}

// write opens the line. What was typed there before and left is there again.
func (s *Screen) write(e *entry) tea.Cmd {
	if left := s.undone; left != nil && left.label == e.label && left.was == e.was {
		left.keep, left.blank, left.fault = e.keep, e.blank, ""
		e = left
	}
	s.entry, s.undone = e, nil
	if !e.tags {
		return nil
	}
	e.offers.tags = s.filter.offers.tags
	e.suggest()
	return s.readTags()
}

func (s *Screen) keepEntry() tea.Cmd {
	of := s.entry
	if s.Asking("keep") && slices.ContainsFunc(s.stores, func(one storing) bool { return one.of == of }) {
		return nil
	}
	s.entry.fault = ""
	return s.entry.keep(strings.TrimSpace(s.entry.field.Value()))
}

func (s *Screen) leaveEntry() tea.Cmd {
	if s.entry.field.Value() != s.entry.was {
		s.undone = s.entry
	}
	s.entry = nil
	s.propose()
	return nil
}

func (s *Screen) completeEntry() tea.Cmd {
	if s.entry.offers.take(&s.entry.field) {
		s.entry.suggest()
	}
	return nil
}

func (s *Screen) typeEntry(msg tea.KeyMsg) tea.Cmd {
	changed, handled := s.entry.field.Update(msg)
	if changed {
		s.entry.fault = ""
	}
	if handled {
		s.entry.suggest()
	}
	return nil
}

// store changes what is kept of customers here.
func (s *Screen) store(change func(ctx context.Context) (text string, err error)) tea.Cmd {
	return s.keep(func(ctx context.Context) kept {
		text, err := change(ctx)
		return kept{text: text, err: err}
	})
}

// keep makes a change after those that were begun before it, and closes the line
// in which it was typed when it is made.
func (s *Screen) keep(change func(ctx context.Context) kept) tea.Cmd {
	if !s.Asking("keep") {
		s.stores = nil
	}
	s.stores = append(s.stores, storing{s.entry, change})
	if len(s.stores) > 1 {
		return nil
	}
	return s.keepNext()
}

func (s *Screen) keepNext() tea.Cmd {
	if len(s.stores) == 0 {
		return nil
	}
	change := s.stores[0].change
	return s.Ask("keep", func(ctx context.Context) tea.Msg { return change(context.WithoutCancel(ctx)) })
}

func (s *Screen) keptCame(m kept) tea.Cmd {
	of := s.stores[0].of
	s.stores = s.stores[1:]
	next := s.keepNext()
	if m.err != nil {
		said := refusal(s.text, m.err)
		if of != nil && s.entry == of {
			of.fault = said
			return next
		}
		return tea.Batch(next, screen.Send(screen.Notice{Level: screen.Failure, Text: said}))
	}
	if s.entry == of {
		s.entry = nil
	}
	if s.undone == of {
		s.undone = nil
	}
	s.propose()
	cmds := []tea.Cmd{next}
	if m.views != nil {
		s.views = *m.views
		s.Forget("views")
	} else {
		cmds = append(cmds, screen.Send(screen.Changed{}))
	}
	if m.text != "" {
		cmds = append(cmds, screen.Send(screen.Notice{Text: m.text}))
	}
	return tea.Batch(cmds...)
}

// refusal says why something was not kept: in the words of the rule that it
// breaks, if it is one.
func refusal(t *i18n.Strings, err error) string {
	if errors.Is(err, errViewsFull) {
		return t.Marks.ViewsFull
	}
	e, ok := errors.AsType[*partner.Error](err)
	if ok && e.Detail != "" && (e.Code == partner.CodeInvalidInput || e.Code == partner.CodeTooLong) {
		return t.Detail(e.Detail)
	}
	return t.Explain(err).Text()
}

// entryLines draws the line and what stands below it.
func (s *Screen) entryLines(f screen.Frame) (line, below string, column int) {
	e, th := s.entry, f.Theme
	label := cell.Cut(safetext.Line(e.label), max(f.Width/2, 1))
	left := cell.Width(label) + 3
	text, at := e.field.View(max(f.Width-left-1, 1))
	shown := th.Field.S(text)
	if e.field.Value() == "" && e.blank != "" {
		shown = th.Dim.S(cell.Fit(safetext.Line(e.blank), max(f.Width-left-1, 1)))
	}
	line = " " + th.Title.S(label) + "  " + shown
	switch {
	case e.fault != "":
		below = th.Error.S(cell.Cut(th.Glyphs.Cross+" "+safetext.Line(e.fault), max(f.Width-1, 0)))
	case len(e.offers.all) > 0:
		hint := e.hint + "  "
		below = th.Dim.S(hint) + e.offers.line(f, max(f.Width-1-cell.Width(hint), 0))
	default:
		below = th.Dim.S(e.hint)
	}
	return line, " " + below, left + at
}

// name is what a customer is called in a question.
func (s *Screen) name(c partner.Customer) string {
	return safetext.Line(first(strings.TrimSpace(c.CompanyName), c.Domain, s.text.Customers.NoName))
}

// editTags asks for the tags of the marked customers, or of the one under the
// cursor.
func (s *Screen) editTags() tea.Cmd {
	ids := s.targets()
	t := s.text.Marks
	if len(ids) == 0 {
		return nil
	}
	e := &entry{tags: true, hint: t.TagsHintMany, label: s.text.Count(t.TagsOfMany, len(ids))}
	var has []string
	if c, ok := s.selected(); ok && len(ids) == 1 && c.ID == ids[0] {
		has, e.hint, e.label = c.Tags, t.TagsHint, fmt.Sprintf(t.TagsOf, s.name(c))
		e.was = strings.Join(has, " ")
	}
	if e.was != "" {
		e.was += " "
	}
	e.field = widget.NewField(e.was, partner.MaxTags*(partner.MaxTag+1))
	listed := len(has) > 0 || e.label != s.text.Count(t.TagsOfMany, len(ids))
	e.keep = func(text string) tea.Cmd {
		add, remove := partner.TagChange(text, has, listed)
		return s.changeTags(ids, add, remove)
	}
	return s.write(e)
}

// changeTags asks first where more than one customer is changed.
func (s *Screen) changeTags(ids []partner.CustomerID, add, remove []string) tea.Cmd {
	t, extras := s.text, s.d.Extras
	change := func() tea.Cmd {
		return s.store(func(ctx context.Context) (string, error) {
			changed, err := extras.SetTags(ctx, ids, add, remove)
			return t.Count(t.Marks.Kept, changed), err
		})
	}
	if len(ids) == 1 || len(add)+len(remove) == 0 {
		return change()
	}
	s.dialog = &widget.Dialog{
		Title: t.Count(t.Marks.AskTags, len(ids)),
		Options: []widget.Option{
			{Label: t.Marks.Leave}, {Label: t.Marks.ChangeTags, Key: "y", Do: change},
		},
	}
	for _, part := range []struct {
		pattern string
		tags    []string
	}{{t.Marks.AddTags, add}, {t.Marks.RemoveTags, remove}} {
		if len(part.tags) > 0 {
			s.dialog.Body = append(s.dialog.Body, fmt.Sprintf(part.pattern, strings.Join(part.tags, t.Common.Comma)))
		}
	}
	return nil
}

// editNickname asks for our own name of the customer under the cursor.
func (s *Screen) editNickname() tea.Cmd {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	t, extras := s.text, s.d.Extras
	return s.write(&entry{
		label: fmt.Sprintf(t.Marks.NicknameOf, s.name(c)), hint: t.Marks.NicknameHint, was: c.Nickname,
		field: widget.NewField(c.Nickname, partner.MaxNickname),
		keep: func(text string) tea.Cmd {
			return s.store(func(ctx context.Context) (string, error) {
				return t.Count(t.Marks.Kept, 1), extras.SetNickname(ctx, c.ID, text)
			})
		},
	})
}

// pin pins the customer under the cursor, or takes the pin away; with marks it
// asks which of the two.
func (s *Screen) pin() tea.Cmd {
	ids := s.targets()
	t, extras := s.text, s.d.Extras
	set := func(pinned bool) tea.Cmd {
		return s.store(func(ctx context.Context) (string, error) {
			changed, err := extras.SetPinned(ctx, ids, pinned)
			return t.Count(t.Marks.Kept, changed), err
		})
	}
	c, ok := s.selected()
	switch {
	case len(ids) == 0:
		return nil
	case ok && len(ids) == 1 && ids[0] == c.ID:
		return set(!c.Pinned)
	}
	s.dialog = &widget.Dialog{
		Title: t.Count(t.Marks.AskPin, len(ids)),
		Options: []widget.Option{
			{Label: t.Marks.Leave},
			{Label: t.Marks.Pin, Do: func() tea.Cmd { return set(true) }},
			{Label: t.Marks.Unpin, Do: func() tea.Cmd { return set(false) }},
		},
	}
	return nil
}

// writeNote opens the note about the customer under the cursor.
func (s *Screen) writeNote() tea.Cmd {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	return s.Go(screen.Push{Screen: NewNote(s.d, c)})
}

// keys is the table while the line is open.
func (e *entry) keys() keys.Table { return keys.Writing(e.tags) }
