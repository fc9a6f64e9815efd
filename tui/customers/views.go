package customers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

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

type (
	begun struct {
		views   []partner.View
		first   windowRead
		columns []partner.Column
		detail  bool  // is shown
		err     error // of the window
	}
	viewsRead struct {
		views []partner.View
		text  string // to tell
		err   error
	}
)

// beginWith reads the kept views and, in the order and with the filter of the last
// one shown, the first window.
func (s *Screen) beginWith(views Views) tea.Cmd {
	source := s.d.Source
	return s.Ask("window", func(ctx context.Context) tea.Msg {
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

func (s *Screen) begunCame(m begun) tea.Cmd {
	s.views, s.query, s.columns, s.detail.on = m.views, m.first.query, m.columns, m.detail
	s.filter.field.Set(s.query.Filter)
	if m.err != nil {
		s.failure = m.err
		return nil
	}
	return s.windowCame(m.first)
}

// remember keeps the order, the filter and the columns for the next start; what is searched
// at the moment is not part of it.
func (s *Screen) remember() tea.Cmd {
	if s.d.Views == nil || s.d.ExtrasOff != "" {
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

// Leave stores what remember has not stored yet.
func (s *Screen) Leave() tea.Cmd {
	if !s.Asking("remember") {
		return nil
	}
	store := s.remembering()
	return func() tea.Msg {
		if err := store(context.Background()); err != nil {
			return err
		}
		return nil
	}
}

func (s *Screen) viewsCame(m viewsRead) tea.Cmd {
	if m.err != nil {
		return s.keptCame(kept{err: m.err})
	}
	s.views, s.entry = m.views, nil
	s.propose()
	if m.text == "" {
		return nil
	}
	return screen.Send(screen.Notice{Text: m.text})
}

// changeViews changes what is kept and reads it again.
func (s *Screen) changeViews(text string, change func(ctx context.Context, v Views) error) tea.Cmd {
	views := s.d.Views
	return s.Ask("keep", func(ctx context.Context) tea.Msg {
		if err := change(ctx, views); err != nil {
			return viewsRead{err: err}
		}
		all, err := views.Views(ctx)
		return viewsRead{all, text, err}
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
	told := screen.Send(screen.Notice{Text: fmt.Sprintf(s.text.Marks.ViewShown, safetext.Line(v.Name))})
	return tea.Batch(s.load(s.here()), s.count(), s.remember(), told)
}

// keepView asks for a name and keeps how the list is shown, under the next free
// number or in the place of the view with that name.
func (s *Screen) keepView() tea.Cmd {
	t := s.text.Marks
	free := 1
	for _, taken := s.view(free); taken; _, taken = s.view(free) {
		free++
	}
	if free > partner.MostViews {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: t.ViewsFull})
	}
	query, columns, name := s.query, s.columns, safetext.Line(first(s.asked(), t.EveryCustomer))
	return s.write(&entry{
		label: fmt.Sprintf(t.ViewName, free), hint: t.ViewNameHint, was: name, field: widget.NewField(name, viewNameLimit),
		keep: func(text string) tea.Cmd {
			v := partner.View{Number: free, Name: first(text, name), Query: query, Columns: columns}
			for _, other := range s.views {
				if other.Number > 0 && strings.EqualFold(other.Name, v.Name) {
					v.Number = other.Number
				}
			}
			return s.changeViews(fmt.Sprintf(t.ViewKept, v.Name, fmt.Sprint("alt+", v.Number)), func(ctx context.Context, views Views) error { return views.SetView(ctx, v) })
		},
	})
}

// askView lists the views, and then asks what to do with one.
func (s *Screen) askView() tea.Cmd {
	t := s.text
	d := &widget.Dialog{Title: t.Marks.ViewsTitle}
	for number := 1; number <= partner.MostViews; number++ {
		if v, ok := s.view(number); ok {
			d.Options = append(d.Options, widget.Option{Label: s.viewLabel(v), Key: fmt.Sprint(number), Do: func() tea.Cmd { return s.askWith(v) }})
		}
	}
	if len(d.Options) == 0 {
		return screen.Send(screen.Notice{Text: t.Marks.NoViews})
	}
	d.Options = slices.Insert(d.Options, 0, widget.Option{Label: t.Marks.Leave})
	s.dialog = d
	return nil
}

// viewLabel says what a view shows.
func (s *Screen) viewLabel(v partner.View) string {
	t := s.text
	by := v.Query.Sort
	if by == "" {
		by = partner.SortName
	}
	what := first(strings.TrimSpace(v.Query.Search+" "+v.Query.Filter), t.Marks.EveryCustomer)
	order := fmt.Sprintf(t.Customers.SortedBy, t.Common.SortFields[string(by)])
	label := fmt.Sprintf(t.Marks.SearchedAndOrder, what, order)
	if v.Name != what {
		label = v.Name + t.Common.Colon + label
	}
	return label
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
		label: fmt.Sprintf(t.RenameView, v.Name), hint: s.viewLabel(v), was: v.Name, field: widget.NewField(v.Name, viewNameLimit),
		keep: func(text string) tea.Cmd {
			v.Name = first(text, v.Name)
			return s.changeViews(fmt.Sprintf(t.ViewKept, v.Name, fmt.Sprint("alt+", v.Number)), func(ctx context.Context, views Views) error { return views.SetView(ctx, v) })
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
				return s.changeViews("", func(ctx context.Context, views Views) error { return views.DeleteView(ctx, v.Number) })
			}},
		},
	}
	return nil
}
