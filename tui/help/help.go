// Package help is the page that lists every key of a screen, made from the same
// tables that the screen handles its keys with, so that the two cannot differ. Its
// search finds the keys of other screens, too.
package help

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// Screen is the help page.
type Screen struct {
	screen.Mailbox
	here, all keys.Table
	others    []keys.Elsewhere
	text      *i18n.Strings
	search    widget.Field
	typing    bool
	scroll    widget.Scroll
}

// New makes a page of the keys of a screen, of those that hold everywhere, and of
// those that hold elsewhere.
func New(text *i18n.Strings, here, all keys.Table, others []keys.Elsewhere) *Screen {
	return &Screen{here: here, all: all, others: others, text: text, search: widget.Field{Limit: 60}}
}

// Init does nothing: everything is known.
func (s *Screen) Init() tea.Cmd { return nil }

// Typing reports whether the search field has the focus.
func (s *Screen) Typing() bool { return s.typing }

// Keys is the table of this page.
func (s *Screen) Keys() keys.Table { return keys.HelpPage(s.typing) }

// Update handles a key.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	switch s.Keys().Match(key) {
	case keys.Search:
		s.typing = true
		s.search.Select()
	case keys.Choose:
		s.typing = false
	case keys.Back:
		return s.back()
	case keys.Up:
		s.scroll.Move(-1)
	case keys.Down:
		s.scroll.Move(1)
	case keys.PageUp:
		s.scroll.Move(-s.scroll.Page())
	case keys.PageDown:
		s.scroll.Move(s.scroll.Page())
	case keys.HalfUp:
		s.scroll.Move(-s.scroll.Page() / 2)
	case keys.HalfDown:
		s.scroll.Move(s.scroll.Page() / 2)
	case keys.First:
		s.scroll.Top()
	case keys.Last:
		s.scroll.Bottom()
	default:
		if s.typing {
			s.search.Update(key)
			s.scroll.Top()
		}
	}
	return nil
}

// back clears a search first and closes the page then.
func (s *Screen) back() tea.Cmd {
	if s.typing || s.search.Value() != "" {
		s.typing = false
		s.search.Set("")
		return nil
	}
	return s.Go(screen.Pop{})
}

// View draws the page.
func (s *Screen) View(f screen.Frame) screen.View {
	lines, found, total := s.lines(f)
	var view screen.View
	view.Lines = append(view.Lines, s.head(f, found, total), "")
	if s.typing {
		_, column := s.search.View(max(f.Width/2, 1))
		view.Cursor = &screen.Cursor{Row: 0, Column: 3 + column}
	}
	room := f.Height - len(view.Lines)
	if len(lines) > room && room > 1 {
		room-- // to say that more follows
	}
	view.Lines = append(view.Lines, s.scroll.Show(lines, f.Width, room)...)
	if below := s.scroll.Below(); below > 0 && room > 0 {
		view.Lines = append(view.Lines, f.Below(below))
	}
	return view
}

func (s *Screen) head(f screen.Frame, found, total int) string {
	t, th := f.Text.App, f.Theme
	if !s.typing && s.search.Value() == "" {
		return " " + th.Title.S(t.HelpTitle)
	}
	value, _ := s.search.View(max(f.Width/2, 1))
	if s.typing {
		value = s.search.Paint(th, value)
	}
	count := fmt.Sprintf(t.HelpCount, found, total)
	return " " + th.Key.S("/") + " " + value + "  " + th.Dim.S(count)
}

// lines draws the bindings that fit the search, and counts them.
func (s *Screen) lines(f screen.Frame) (lines []string, found, total int) {
	t, th := f.Text, f.Theme
	wanted := strings.Fields(strings.ToLower(s.search.Value()))
	for _, part := range []struct {
		title string
		table keys.Table
	}{{t.App.HelpHere, s.here}, {t.App.HelpAll, s.all}} {
		var rows []string
		for _, b := range part.table {
			total++
			labels := names(b, th)
			word := t.Keys[string(b.Intent)].Long
			if !fits(wanted, strings.ToLower(labels+" "+word)) {
				continue
			}
			found++
			rows = append(rows, row(f, b, labels, word)...)
		}
		if len(rows) > 0 {
			lines = append(lines, " "+th.Heading.S(part.title))
			lines = append(append(lines, rows...), "")
		}
	}
	lines = append(lines, s.elsewhere(f, wanted)...)
	if len(lines) == 0 {
		return []string{" " + th.Dim.S(t.App.HelpNone)}, 0, total
	}
	return lines[:len(lines)-1], found, total
}

// elsewhere draws the bindings of other screens that fit a search, each with the
// places where it holds.
func (s *Screen) elsewhere(f screen.Frame, wanted []string) (lines []string) {
	t, th := f.Text, f.Theme
	for _, e := range s.others {
		labels, word := names(e.Binding, th), t.Keys[string(e.Intent)].Long
		if len(wanted) == 0 || !fits(wanted, strings.ToLower(labels+" "+word)) {
			continue
		}
		if len(lines) == 0 {
			lines = []string{" " + th.Heading.S(t.App.HelpElsewhere)}
		}
		word = t.Palette.Places(e.Places, t.Common.Comma) + t.Common.Colon + word
		lines = append(lines, columns(f, th.Off, labels, word, th.Off)...)
	}
	if len(lines) == 0 {
		return nil
	}
	return append(lines, "")
}

// names lists the keys of a binding; of many, as one for each digit, the first and
// the last.
func names(b keys.Binding, th *theme.Theme) string {
	const most = 6
	labels := make([]string, len(b.Keys))
	for i, name := range b.Keys {
		labels[i] = keys.Label(name, th.Glyphs)
	}
	if n := len(labels); n > most {
		return labels[0] + " - " + labels[n-1]
	}
	return strings.Join(labels, ", ")
}

// row draws one binding: its keys in a column of their own, then what it does.
func row(f screen.Frame, b keys.Binding, labels, word string) []string {
	style := f.Theme.Key
	if b.Off {
		style = f.Theme.Off
		off := f.Text.App.HelpOff
		if b.Why != "" {
			off += f.Text.Common.Colon + safetext.Line(b.Why)
		}
		word = i18n.Aside(word, off)
	}
	return columns(f, style, labels, word, f.Theme.Text)
}

// columns draws keys in one style and what they do, beside them, in another.
func columns(f screen.Frame, style theme.Paint, labels, word string, words theme.Paint) []string {
	const column = 20
	var rows []string
	long := cell.Width(labels) >= column // what it does begins below
	if long {
		for _, line := range cell.Wrap(labels, max(f.Width-4, 1)) {
			rows = append(rows, "   "+style.S(line))
		}
	}
	for i, line := range cell.Wrap(word, f.Width-column-3) {
		head := cell.Spaces(column + 3)
		if i == 0 && !long {
			head = "   " + style.S(cell.Fit(labels, column))
		}
		rows = append(rows, head+words.S(line))
	}
	return rows
}

func fits(words []string, text string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
