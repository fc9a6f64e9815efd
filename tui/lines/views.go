package lines

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"cspdesk/internal/partner"
)

// Views keeps ways to look at the list of customers: the store.
type Views interface {
	Views(ctx context.Context) ([]partner.View, error)
	SetView(ctx context.Context, v partner.View) error
	DeleteView(ctx context.Context, number int) error
}

// lastView is what the list showed last, in this mode or on the screen.
func (s *desk) lastView(ctx context.Context) (last partner.View, err error) {
	all, err := s.d.Views.Views(ctx)
	for _, v := range all {
		if v.Number == 0 {
			last = v
		}
	}
	return last, err
}

// remember keeps how the list is shown now for the next time, and leaves what the
// screen keeps besides as it is. What is searched at the moment is no part of it.
func (s *desk) remember(ctx context.Context, change func(last *partner.View)) error {
	if s.d.Locked != "" {
		return nil
	}
	last, err := s.lastView(ctx)
	if err != nil {
		return err
	}
	change(&last)
	last.Query.Search = ""
	return s.d.Views.SetView(context.WithoutCancel(ctx), last)
}

// keepView keeps how the list is shown, under the next free number or in the place
// of the view with the same name.
func (s *desk) keepView(ctx context.Context, l listing, name string) error {
	t := s.d.Text
	if s.d.Locked != "" {
		s.say(s.sentence(s.d.Locked))
		return nil
	}
	all, err := s.d.Views.Views(ctx)
	if err != nil {
		return err
	}
	free := partner.ViewNumber(all, "")
	if free == 0 {
		s.say(s.sentence(t.Marks.ViewsFull))
		return nil
	}
	last, err := s.lastView(ctx) // for the columns of the screen
	if err != nil {
		return err
	}
	usual := cmp.Or(strings.TrimSpace(l.q.Search+" "+l.q.Filter), t.Marks.EveryCustomer)
	if name == "" {
		s.say(s.sentence(t.Marks.ViewNameHint)) // the question says the name that enter keeps
		if name, err = s.field(ctx, fmt.Sprintf(t.Marks.ViewName, free), t.Marks.ViewNameHint, usual); err != nil {
			return err
		}
	}
	v := partner.View{Name: cmp.Or(name, usual), Query: l.q, Columns: last.Columns}
	v.Number = partner.ViewNumber(all, v.Name)
	return s.setView(ctx, v)
}

// setView stores a view and says what shows it.
func (s *desk) setView(ctx context.Context, v partner.View) error {
	return s.done(s.d.Views.SetView(context.WithoutCancel(ctx), v), fmt.Sprintf(s.d.Text.Marks.ViewKept, v.Name, viewKey(v)))
}

// viewKey is what shows a view when it is typed.
func viewKey(v partner.View) string { return fmt.Sprint("v ", v.Number) }

// views shows the list as it was kept under a number, or lists what is kept. silent
// says that the list of customers is as it was.
func (s *desk) views(ctx context.Context, l *listing, number string) (silent bool, err error) {
	t, shown := s.d.Text, false
	all, err := s.d.Views.Views(ctx)
	if err != nil {
		return true, err
	}
	var entries []entry
	for _, v := range all {
		if v.Number == 0 {
			continue
		}
		if strconv.Itoa(v.Number) == number {
			return false, s.showView(ctx, l, v)
		}
		label := viewKey(v) + t.Common.Colon + line(t.View(v))
		entries = append(entries, entry{label: label, do: func(ctx context.Context) error {
			shown, err = s.view(ctx, l, v)
			return unlessBack(err)
		}})
	}
	n, wrong := strconv.Atoi(number)
	switch {
	case number != "" && wrong == nil:
		s.say(s.sentence(fmt.Sprintf(t.Marks.NoView, n)))
	case len(entries) == 0:
		s.say(s.sentence(t.Marks.NoViews))
	default:
		err = s.choose(ctx, t.Marks.ViewsTitle, t.Lines.Back, t.Lines.Helps.Views, entries)
	}
	return !shown, err
}

// view shows, renames or deletes one view.
func (s *desk) view(ctx context.Context, l *listing, v partner.View) (shown bool, err error) {
	t := s.d.Text
	err = s.choose(ctx, line(fmt.Sprintf(t.Marks.ViewShown, v.Name)), t.Lines.Back, t.Lines.Helps.Views, []entry{
		{label: t.Marks.ShowView, do: func(ctx context.Context) error {
			shown = true
			return s.showView(ctx, l, v)
		}},
		{label: t.Marks.Rename, off: s.d.Locked, do: func(ctx context.Context) error {
			name, err := s.field(ctx, line(fmt.Sprintf(t.Marks.RenameView, v.Name)), "", v.Name)
			if err != nil || name == "" || name == v.Name {
				return err
			}
			v.Name = name
			return s.setView(ctx, v)
		}},
		{label: t.Marks.DeleteView, off: s.d.Locked, do: func(ctx context.Context) error {
			s.say(s.sentence(t.Marks.DeleteViewTell))
			yes, err := s.sure(ctx, line(fmt.Sprintf(t.Marks.AskDeleteView, v.Name)), t.Marks.Leave, t.Marks.DeleteView)
			if err != nil || !yes {
				return err
			}
			return s.d.Views.DeleteView(context.WithoutCancel(ctx), v.Number)
		}},
	})
	return shown, err
}

// showView shows the list as it was kept.
func (s *desk) showView(ctx context.Context, l *listing, v partner.View) error {
	next := *l
	next.q = v.Query
	if err := s.firstPage(ctx, &next); err != nil {
		return err
	}
	*l = next
	s.say(s.sentence(line(fmt.Sprintf(s.d.Text.Marks.ViewShown, v.Name))))
	return s.remember(ctx, func(last *partner.View) { last.Query, last.Columns = v.Query, v.Columns })
}
