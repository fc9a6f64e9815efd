package customers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// filterLimit is the longest filter that can be typed, in characters.
const filterLimit = 300

// filtering is the line in which a filter is typed. While what stands there
// cannot be read, the list keeps the last filter that could be.
type filtering struct {
	field  widget.Field
	open   bool
	from   partner.Place        // where the cursor was when the line was opened
	fault  *partner.FilterError // of what is typed; nil if it can be read
	asked  bool                 // enter was pressed on it
	offers offers
}

// tagsRead are the tags that customers have.
type tagsRead []partner.TagCount

// readTags reads the tags that can be suggested. Without them the line works.
func (s *Screen) readTags() tea.Cmd {
	source := s.d.Extras
	if source == nil {
		return nil
	}
	return s.Ask("tags", func(ctx context.Context) tea.Msg {
		tags, err := source.TagCounts(ctx)
		if err != nil {
			return failed{err}
		}
		return tagsRead(tags)
	})
}

func (s *Screen) tagsCame(tags tagsRead) {
	s.filter.offers.tags = tags
	if s.filter.open {
		s.filter.offers.forFilter(&s.filter.field, s.d.Text)
	}
	if s.entry != nil {
		s.entry.offers.tags = tags
		s.entry.suggest()
	}
}

func (s *Screen) startFilter() tea.Cmd {
	s.filter.open, s.filter.asked, s.filter.from = true, false, s.here()
	s.filter.offers.forFilter(&s.filter.field, s.d.Text)
	return s.readTags()
}

// keepFilter goes to the list. What cannot be read stays open, with the reason.
func (s *Screen) keepFilter() tea.Cmd {
	if s.filter.fault != nil {
		s.filter.asked = true
		return nil
	}
	s.filter.open = false
	s.propose()
	return tea.Batch(s.filterBy(s.filter.text()), s.remember())
}

// clearFilter shows again whom the filter left out.
func (s *Screen) clearFilter() tea.Cmd {
	if !s.filter.open {
		s.filter.from = s.here()
	}
	s.filter.open, s.filter.fault = false, nil
	s.filter.field.Set("")
	s.propose()
	return tea.Batch(s.filterBy(""), s.remember())
}

func (s *Screen) typeFilter(msg tea.KeyMsg) tea.Cmd {
	changed, handled := s.filter.field.Update(msg)
	if !changed {
		if handled {
			s.filter.offers.forFilter(&s.filter.field, s.d.Text)
		}
		return nil
	}
	return s.filterTyped()
}

func (s *Screen) completeFilter() tea.Cmd {
	if !s.filter.offers.take(&s.filter.field) {
		return nil
	}
	return s.filterTyped()
}

// filterTyped lists whom the filter finds, with each key stroke. A tag of which
// only a part is typed can be read, but would find nobody.
func (s *Screen) filterTyped() tea.Cmd {
	s.filter.asked, s.filter.fault = false, nil
	s.filter.offers.forFilter(&s.filter.field, s.d.Text)
	if _, err := partner.ParseFilter(s.filter.field.Value()); err != nil {
		s.filter.fault, _ = errors.AsType[*partner.FilterError](err)
		return nil
	}
	if s.filter.offers.partOfTag(&s.filter.field) {
		return nil
	}
	return s.filterBy(s.filter.text())
}

// text is the filter that is typed, with one space between its words.
func (f *filtering) text() string { return strings.Join(strings.Fields(f.field.Value()), " ") }

// filterBy lists whom a filter finds, around the customer at whom the line was
// opened.
func (s *Screen) filterBy(text string) tea.Cmd {
	if text == s.query.Filter {
		return nil
	}
	s.query.Filter, s.matches = text, -1
	return tea.Batch(s.ask(windowRead{place: s.filter.from, land: true}), s.count())
}

// filterLines draws the line and what stands below it: what may be typed, or
// what is wrong. It gives the column of the cursor.
func (s *Screen) filterLines(f screen.Frame) (line string, below []string, column int) {
	th := f.Theme
	text, at := s.filter.field.View(max(f.Width-5, 1))
	line = " " + th.Key.S("f") + " " + th.Field.S(text)
	if s.filter.field.Value() == "" {
		line = " " + th.Key.S("f") + " " + th.Dim.S(cell.Fit(f.Text.FilterWords().Example(), max(f.Width-5, 1)))
	}
	if fault := s.filterFault(); fault != nil {
		below = widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Detail(fault.Sentence), 3, f.Width)
		for i := range below {
			below[i] = th.Error.S(below[i])
		}
		return line, below, 3 + at
	}
	return line, []string{"   " + s.filter.offers.line(f, max(f.Width-4, 0))}, 3 + at
}

// filterFault is what is wrong with the filter, once it is asked for or cannot
// become right by typing on.
func (s *Screen) filterFault() *partner.FilterError {
	fault := s.filter.fault
	if fault == nil || s.filter.asked {
		return fault
	}
	at := s.filter.field.Cursor()
	if len(s.filter.offers.all) > 0 && fault.From <= at && at <= fault.To {
		return nil
	}
	return fault
}

// nothingFits says that neither search nor filter find anybody.
func (s *Screen) nothingFits(f screen.Frame) []string {
	t := f.Text
	hint := t.Customers.NothingFoundHint
	if s.query.Filter != "" {
		hint = t.Marks.NothingFitsHint
	} else if _, err := partner.ParseFilter(s.query.Search); err == nil && strings.Contains(s.query.Search, ":") {
		hint = i18n.Join(t.Marks.FilterInstead, hint)
	}
	lines := append([]string{""}, widget.Paragraph(s.nobody(), 1, f.Width)...)
	lines = append(lines, s.unreadLines(f)...)
	return append(lines, " "+f.Theme.Dim.S(hint))
}

// nobody says why the list is empty.
func (s *Screen) nobody() string {
	switch {
	case s.query.Filter != "":
		return fmt.Sprintf(s.text.Marks.NothingFits, safetext.Line(s.asked()))
	case s.query.Search != "":
		return fmt.Sprintf(s.text.Customers.NothingFound, safetext.Line(s.query.Search))
	}
	return s.text.Customers.Empty
}

// asks reports whether not all customers are wanted.
func (s *Screen) asks() bool { return s.query.Search != "" || s.query.Filter != "" }

// asked is what is searched and filtered.
func (s *Screen) asked() string { return strings.TrimSpace(s.query.Search + " " + s.query.Filter) }
