package customers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Views keeps ways to look at the list: the store.
type Views interface {
	Views(ctx context.Context) ([]partner.View, error)
	SetView(ctx context.Context, v partner.View) error
	DeleteView(ctx context.Context, number int) error
}

// viewNameLimit is the longest name of a view, in characters.
const viewNameLimit = 60

var errViewsFull = errors.New("every number has a view")

type (
	begun struct {
		views   []partner.View
		first   windowRead
		columns []partner.Column
		detail  bool  // is shown
		err     error // of the window
	}
	viewsRead []partner.View
)

// beginWith reads the kept views and, in the order and with the filter of the last
// one shown, the first window.
func (s *Screen) beginWith(views Views) tea.Cmd {
	source := s.d.Source
	return s.Ask("begin", func(ctx context.Context) tea.Msg {
		m := begun{first: windowRead{place: partner.Place{Edge: partner.EdgeFirst}}}
		m.views, m.err = views.Views(ctx)
		if m.err != nil {
			return m
		}
		for _, v := range m.views {
			if v.Number == 0 {
				m.first.query, m.columns, m.detail = v.Query, v.Columns, v.Detail
			}
		}
		m.first.window, m.err = source.Customers(ctx, m.first.query, m.first.place, minSpan, minSpan)
		return m
	})
}

// begunCame shows the list as it was left. What keys have asked for in the
// meantime stays.
func (s *Screen) begunCame(m begun) tea.Cmd {
	asked := s.query
	s.views, s.query, s.columns, s.detail.on = m.views, m.first.query, m.columns, m.detail
	s.query.Search = asked.Search
	if asked.Sort != "" {
		s.query.Sort, s.query.Descending = asked.Sort, asked.Descending
	}
	if asked.Filter != "" || s.filter.open && s.filter.field.Value() != "" {
		s.query.Filter = asked.Filter
	} else {
		s.filter.field.Set(s.query.Filter)
	}
	switch {
	case s.query != m.first.query:
		return tea.Batch(s.reload(), s.remember())
	case s.Asking("window"): // for a newer look at the same
		return s.reload()
	case m.err != nil:
		s.failure, s.late = m.err, nil
		return nil
	}
	return s.windowCame(m.first)
}

// remember keeps the order, the filter and the columns for the next start; what is searched
// at the moment is not part of it.
func (s *Screen) remember() tea.Cmd {
	if s.d.Views == nil || s.d.ExtrasOff != "" || s.Asking("begin") {
		return nil
	}
	store := s.remembering()
	return s.Ask("remember", func(ctx context.Context) tea.Msg {
		if err := store(ctx); err != nil {
			return failed{err}
		}
		return nil
	})
}

func (s *Screen) remembering() func(context.Context) error {
	views, last := s.d.Views, partner.View{Query: s.query, Columns: s.columns, Detail: s.detail.on}
	last.Query.Search = ""
	return func(ctx context.Context) error { return views.SetView(ctx, last) }
}

// Leave stores what is not stored yet. It asks before it ends a refresh.
func (s *Screen) Leave() tea.Cmd {
	var late []func(ctx context.Context) error
	if s.Asking("keep") {
		for _, one := range s.stores {
			late = append(late, func(ctx context.Context) error { return one.change(ctx).err })
		}
	}
	if s.Asking("remember") {
		late = append(late, s.remembering())
	}
	t, running := s.text.Customers.Refresh, s.refresh.running()
	if len(late) == 0 && !running {
		return nil
	}
	read := s.text.Count(t.LeaveText, s.refresh.progress.Customers)
	return func() tea.Msg {
		for _, store := range late {
			if err := store(context.Background()); err != nil {
				return err
			}
		}
		if running {
			return screen.Unstored{Title: t.Leave, Text: read, Stay: t.LeaveStay, Leave: t.LeaveAndStop}
		}
		return nil
	}
}

// readViews reads the kept views again: another desk, or a command, may have
// changed them.
func (s *Screen) readViews() tea.Cmd {
	views := s.d.Views
	if views == nil || s.Asking("begin") {
		return nil
	}
	return s.Ask("views", func(ctx context.Context) tea.Msg {
		all, err := views.Views(ctx)
		if err != nil {
			return nil // those from before stay
		}
		return viewsRead(all)
	})
}

// changeViews changes what is kept and reads it again. The change gives what is
// told then.
func (s *Screen) changeViews(change func(ctx context.Context, v Views) (text string, err error)) tea.Cmd {
	views := s.d.Views
	return s.keep(func(ctx context.Context) kept {
		text, err := change(ctx, views)
		if err != nil {
			return kept{err: err}
		}
		all, err := views.Views(ctx)
		return kept{text: text, views: &all, err: err}
	})
}

func (s *Screen) view(number int) (partner.View, bool) {
	for _, v := range s.views {
		if v.Number == number && number > 0 {
			return v, true
		}
	}
	return partner.View{}, false
}

// showNumber shows the list as it was kept under a number.
func (s *Screen) showNumber(number int) tea.Cmd {
	v, ok := s.view(number)
	if !ok {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: fmt.Sprintf(s.text.Marks.NoView, number)})
	}
	return s.showView(v)
}

func (s *Screen) showView(v partner.View) tea.Cmd {
	s.query, s.columns, s.matches = v.Query, v.Columns, -1
	s.search.Set(v.Query.Search)
	s.filter.field.Set(v.Query.Filter)
	s.filter.fault = nil
	s.list.BeginWithRow() // also where only the columns are others
	told := screen.Send(screen.Notice{Text: fmt.Sprintf(s.text.Marks.ViewShown, safetext.Line(v.Name))})
	return tea.Batch(s.load(s.here()), s.count(), s.remember(), told)
}

// keepView asks for a name and keeps how the list is shown, under the next free
// number or in the place of the view with that name.
func (s *Screen) keepView() tea.Cmd {
	t := s.text.Marks
	free := partner.ViewNumber(s.views, "")
	if free == 0 {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: t.ViewsFull})
	}
	query, columns, name := s.query, s.columns, safetext.Line(first(s.asked(), t.EveryCustomer))
	return s.write(&entry{
		label: fmt.Sprintf(t.ViewName, free), hint: t.ViewNameHint, blank: name, field: widget.NewField("", viewNameLimit),
		keep: func(text string) tea.Cmd {
			return s.changeViews(func(ctx context.Context, views Views) (string, error) {
				now, err := views.Views(ctx) // not s.views: another desk may have kept one since
				if err != nil {
					return "", err
				}
				v := partner.View{Name: first(text, name), Query: query, Columns: columns}
				if v.Number = partner.ViewNumber(now, v.Name); v.Number == 0 {
					return "", errViewsFull
				}
				return viewKept(s.text, v), views.SetView(ctx, v)
			})
		},
	})
}

// viewKey is the key that shows the view of a number, in its list and elsewhere.
func viewKey(number int) string { return fmt.Sprint("alt+", number) }

func viewKept(t *i18n.Strings, v partner.View) string {
	return fmt.Sprintf(t.Marks.ViewKept, v.Name, viewKey(v.Number))
}

// askView lists the views, and then asks what to do with one.
func (s *Screen) askView() tea.Cmd {
	t := s.text
	d := &widget.Dialog{Title: t.Marks.ViewsTitle}
	for number := 1; number <= partner.MostViews; number++ {
		if v, ok := s.view(number); ok {
			d.Options = append(d.Options, widget.Option{Label: s.text.View(v), Key: viewKey(number), Do: func() tea.Cmd { return s.askWith(v) }})
		}
	}
	if len(d.Options) == 0 {
		return screen.Send(screen.Notice{Text: t.Marks.NoViews})
	}
	d.Options = slices.Insert(d.Options, 0, widget.Option{Label: t.Marks.Leave})
	s.dialog = d
	return nil
}

func (s *Screen) askWith(v partner.View) tea.Cmd {
	t := s.text.Marks
	s.dialog = &widget.Dialog{
		Title: fmt.Sprintf(t.ViewShown, v.Name),
		Options: []widget.Option{
			{Label: t.ShowView, Do: func() tea.Cmd { return s.showView(v) }},
			{Label: t.Rename, Do: func() tea.Cmd { return s.renameView(v) }},
			{Label: t.DeleteView, Do: func() tea.Cmd { return s.askDelete(v) }},
		},
	}
	return nil
}

func (s *Screen) renameView(v partner.View) tea.Cmd {
	t := s.text.Marks
	return s.write(&entry{
		label: fmt.Sprintf(t.RenameView, v.Name), hint: s.text.View(v), was: v.Name, field: widget.NewField(v.Name, viewNameLimit),
		keep: func(text string) tea.Cmd {
			v.Name = first(text, v.Name)
			return s.changeViews(func(ctx context.Context, views Views) (string, error) {
				return viewKept(s.text, v), views.SetView(ctx, v)
			})
		},
	})
}

func (s *Screen) askDelete(v partner.View) tea.Cmd {
	t := s.text.Marks
	s.dialog = &widget.Dialog{
		Title: fmt.Sprintf(t.AskDeleteView, v.Name), Body: []string{t.DeleteViewTell},
		Options: []widget.Option{
			{Label: t.Leave},
			{Label: t.DeleteView, Do: func() tea.Cmd {
				return s.changeViews(func(ctx context.Context, views Views) (string, error) { return "", views.DeleteView(ctx, v.Number) })
			}},
		},
	}
	return nil
}
