package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
)

// noteHeard is how many columns of a note are read out in a menu.
const noteHeard = 80

// Marks keeps what customers are found by here alone: the store.
type Marks interface {
	TagCounts(ctx context.Context) ([]partner.TagCount, error)
	SetTags(ctx context.Context, ids []partner.CustomerID, add, remove []string) (changed int, err error)
	SetPinned(ctx context.Context, ids []partner.CustomerID, pinned bool) (changed int, err error)
}

// Notebook keeps what is written about customers here alone: the store.
type Notebook interface {
	SetNickname(ctx context.Context, id partner.CustomerID, name string) error
	SetNote(ctx context.Context, id partner.CustomerID, note string) error
}

// own changes what is kept of a customer on this computer alone.
func (s *desk) own(ctx context.Context, id partner.CustomerID) error {
	t, words := s.d.Text, s.d.Text.Lines.List
	for {
		rec, err := s.d.Customers.Record(ctx, id)
		if err != nil {
			return err
		}
		c := rec.Customer
		doing := func(label string, do func(context.Context, partner.Customer) error) entry {
			return entry{label: label, do: func(ctx context.Context) error { return unlessBack(do(ctx, c)) }}
		}
		is := func(name, value string) string { return name + t.Common.Colon + cmp.Or(line(value), t.Common.None) }
		pin := words.Pin
		if c.Pinned {
			pin = words.Unpin
		}
		err = s.choose(ctx, s.sentence(s.nameOf(c), words.Own), t.Lines.Back, t.Lines.Helps.Own, []entry{
			doing(is(t.Customers.Record.Tags, strings.Join(c.Tags, t.Common.And)), s.editTags),
			doing(is(t.Marks.Nickname, c.Nickname), s.editNickname),
			doing(pin, func(ctx context.Context, c partner.Customer) error {
				_, err := s.d.Marks.SetPinned(ctx, []partner.CustomerID{c.ID}, !c.Pinned)
				return s.kept(err)
			}),
			doing(is(t.Customers.Record.Note, cell.Cut(line(strings.Join(strings.Fields(c.Note), " ")), noteHeard)), s.editNote),
		})
		if err != nil {
			return unlessBack(err)
		}
	}
}

// kept says that something of one customer was stored, or gives why not.
func (s *desk) kept(err error) error {
	return s.done(err, s.d.Text.Count(s.d.Text.Marks.Kept, 1))
}

// broken says which rule of what is kept here alone a text breaks; "" for every
// other error.
func (s *desk) broken(err error) string {
	e, ok := errors.AsType[*partner.Error](err)
	if ok && (e.Code == partner.CodeInvalidInput || e.Code == partner.CodeTooLong) {
		return s.d.Text.Detail(e.Detail)
	}
	return ""
}

// rewrite asks for a text until it can be stored; what cannot is there to be
// corrected.
func (s *desk) rewrite(ctx context.Context, name, hint, was string, store func(ctx context.Context, text string) error) error {
	if hint != "" && was != "" { // otherwise the question says it
		s.say(s.sentence(hint))
	}
	for text := was; ; {
		answer, err := s.field(ctx, name, hint, text)
		if err != nil || answer == was {
			return err
		}
		err = store(context.WithoutCancel(ctx), answer)
		why := s.broken(err)
		if why == "" {
			return s.kept(err)
		}
		s.say(s.sentence(why))
		text = answer
	}
}

// editTags asks for the tags of a customer, as a list, or what to add and take
// away.
func (s *desk) editTags(ctx context.Context, c partner.Customer) error {
	t := s.d.Text.Marks
	used, err := s.d.Marks.TagCounts(ctx)
	if err != nil {
		return err
	}
	if len(used) > 0 {
		s.say(s.sentence(fmt.Sprintf(s.d.Text.Lines.List.TagsInUse, s.tags(used))))
	}
	return s.rewrite(ctx, fmt.Sprintf(t.TagsOf, s.nameOf(c)), t.TagsHint, strings.Join(c.Tags, " "), func(ctx context.Context, text string) error {
		add, remove := partner.TagChange(text, c.Tags, true)
		_, err := s.d.Marks.SetTags(ctx, []partner.CustomerID{c.ID}, add, remove)
		return err
	})
}

// tags lists tags with how many customers have them.
func (s *desk) tags(used []partner.TagCount) string {
	var all []string
	for _, tag := range used {
		all = append(all, line(tag.Tag)+" "+s.d.Text.Number(tag.Customers))
	}
	return strings.Join(all, s.d.Text.Common.Comma)
}

// editNickname asks for our own name of a customer.
func (s *desk) editNickname(ctx context.Context, c partner.Customer) error {
	t := s.d.Text.Marks
	return s.rewrite(ctx, fmt.Sprintf(t.NicknameOf, s.nameOf(c)), t.NicknameHint, c.Nickname, func(ctx context.Context, text string) error {
		return s.d.Notebook.SetNickname(ctx, c.ID, text)
	})
}

// editNote reads the note about a customer out and changes it. Lines are added, so
// that none is lost to a slip; the editor changes them.
func (s *desk) editNote(ctx context.Context, c partner.Customer) error {
	t, words, off := s.d.Text, s.d.Text.Lines.List, ""
	if c.Note == "" {
		off = words.NoNote
	} else {
		s.say("", c.Note)
	}
	return s.choose(ctx, fmt.Sprintf(t.Marks.NoteOf, s.nameOf(c)), t.Lines.Back, t.Lines.Helps.Own, []entry{
		{label: words.AddLine, do: func(ctx context.Context) error {
			return s.rewrite(ctx, words.NoteLine, "", "", func(ctx context.Context, added string) error {
				return s.d.Notebook.SetNote(ctx, c.ID, strings.TrimSpace(c.Note+"\n"+added))
			})
		}},
		{label: words.EditNote, do: func(ctx context.Context) error { return s.editNoteElsewhere(ctx, c) }},
		{label: words.DropNote, off: off, do: func(ctx context.Context) error {
			yes, err := s.sure(ctx, fmt.Sprintf(words.AskDropNote, s.nameOf(c)), t.Marks.Leave, words.DropNote)
			if err != nil || !yes {
				return err
			}
			return s.kept(s.d.Notebook.SetNote(context.WithoutCancel(ctx), c.ID, ""))
		}},
	})
}

// editNoteElsewhere lends the note to the person's editor, and again while what
// comes back cannot be stored.
func (s *desk) editNoteElsewhere(ctx context.Context, c partner.Customer) error {
	words, text := s.d.Text.Lines.List, c.Note
	for {
		edited, err := s.d.Outlet.Edit(ctx, text)
		if err != nil {
			return err
		}
		if strings.TrimSpace(edited) == c.Note {
			s.say(s.d.Text.Lines.NoChange)
			return nil
		}
		err = s.d.Notebook.SetNote(context.WithoutCancel(ctx), c.ID, edited)
		why := s.broken(err)
		if why == "" {
			return s.kept(err)
		}
		if _, err := s.pick(ctx, s.sentence(why), s.d.Text.App.LeaveAndLose, 0, []string{words.EditNote}); err != nil {
			return err
		}
		text = edited
	}
}
