// Package palette is the prompt where a command is found by its name. What can
// be run is made from the key tables of the screen below and of the root, so
// there is nothing here that has no key table, and the other way round. A typed
// word finds the commands of other screens, too, with the place where they hold.
package palette

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Chosen is the result of the screen: the command that shall be run.
type Chosen struct{ Intent keys.Intent }

// plain are the intents that move about: nobody looks for them by name.
var plain = []keys.Intent{
	keys.Palette, keys.Up, keys.Down, keys.PageUp, keys.PageDown, keys.HalfUp, keys.HalfDown, keys.First, keys.Last,
}

// Screen is the palette.
type Screen struct {
	screen.Mailbox
	commands []command
	text     *i18n.Strings
	found    []command // that fit what is typed, the best first
	field    widget.Field
	list     widget.List
	width    int // of the frame that was drawn last
}

type command struct {
	keys.Binding
	places string // where it holds, if that is not here
	long   string // what it does
	search string // what a typed word is looked for in
}

// rows are the commands that fit what is typed, the best first.
type rows struct{ *Screen }

// Len is the number of commands.
func (r rows) Len() int { return len(r.found) }

// ID is the name of the command.
func (r rows) ID(i int) string { return string(r.found[i].Intent) }

// Height is as many lines as it takes to say what the command does.
func (r rows) Height(i int) int { return len(r.says(r.found[i])) }

// Stops is the first line.
func (r rows) Stops(int) []int { return nil }

// New makes a palette of the table that holds on the screen below, and of the
// commands that hold elsewhere.
func New(text *i18n.Strings, table keys.Table, others []keys.Elsewhere) *Screen {
	s := &Screen{text: text, field: widget.Field{Limit: 60}}
	for _, b := range table {
		s.add(b, "")
	}
	for _, e := range others {
		s.add(e.Binding, text.Palette.Places(e.Places, text.Common.Comma))
	}
	s.look()
	return s
}

// add notes a command under the words that find it.
func (s *Screen) add(b keys.Binding, places string) {
	known := slices.ContainsFunc(s.commands, func(c command) bool { return c.Intent == b.Intent })
	if known || slices.Contains(plain, b.Intent) {
		return
	}
	words := s.text.Keys[string(b.Intent)]
	english := i18n.English().Keys[string(b.Intent)]
	s.commands = append(s.commands, command{
		Binding: b, places: places, long: words.Long,
		search: strings.ToLower(string(b.Intent) + " " + words.Short + " " + words.Long + " " + english.Long),
	})
}

// Init does nothing: everything is known.
func (s *Screen) Init() tea.Cmd { return nil }

// Typing is always true: letters are the name of a command.
func (s *Screen) Typing() bool { return true }

// Keys is the table of the palette.
func (s *Screen) Keys() keys.Table { return keys.PaletteList() }

// Update handles a key.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	switch s.Keys().Match(key) {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.Run:
		return s.run()
	case keys.Complete:
		s.field.Set(s.completed())
		s.look()
	case keys.Up:
		s.list.Move(rows{s}, -1)
	case keys.Down:
		s.list.Move(rows{s}, 1)
	case keys.PageUp:
		s.list.Scroll(rows{s}, -s.list.Page())
	case keys.PageDown:
		s.list.Scroll(rows{s}, s.list.Page())
	default:
		if changed, _ := s.field.Update(key); changed {
			s.look()
		}
	}
	return nil
}

// run leaves with the command under the cursor. One that is not possible now, or
// holds elsewhere, stays with its reason in sight.
func (s *Screen) run() tea.Cmd {
	i := s.list.Index()
	if i >= len(s.found) || s.found[i].off() {
		return nil
	}
	return s.Go(screen.Pop{Result: Chosen{Intent: s.found[i].Intent}})
}

// off reports whether a command cannot be run from here.
func (c command) off() bool { return c.Off || c.places != "" }

// look finds the commands that have every typed word, those first whose name
// begins with what is typed. Those that hold elsewhere come last, and only where
// something is typed.
func (s *Screen) look() {
	typed := strings.ToLower(strings.TrimSpace(s.field.Value()))
	s.found = s.found[:0]
	for _, c := range s.commands {
		all := typed != "" || c.places == ""
		for _, word := range strings.Fields(typed) {
			all = all && strings.Contains(c.search, word)
		}
		if all {
			s.found = append(s.found, c)
		}
	}
	if typed != "" {
		slices.SortStableFunc(s.found, func(a, b command) int { return rank(a, typed) - rank(b, typed) })
	}
	s.list = widget.List{}
	s.list.Sync(rows{s}, 0)
}

func rank(c command, typed string) int {
	name := string(c.Intent)
	switch {
	case c.places != "":
		return 4
	case name == typed:
		return 0
	case strings.HasPrefix(name, typed):
		return 1
	case strings.Contains(name, typed):
		return 2
	}
	return 3
}

// completed is what is typed, made longer as far as all names agree that begin
// with it, or the name under the cursor where none does.
func (s *Screen) completed() string {
	typed := strings.ToLower(strings.TrimSpace(s.field.Value()))
	longest := ""
	for _, c := range s.found {
		name := string(c.Intent)
		switch {
		case !strings.HasPrefix(name, typed):
		case longest == "":
			longest = name
		default:
			longest = common(longest, name)
		}
	}
	if i := s.list.Index(); len(longest) <= len(typed) && i < len(s.found) {
		return string(s.found[i].Intent)
	}
	return longest
}

func common(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// View draws the prompt and what fits it.
func (s *Screen) View(f screen.Frame) screen.View {
	words, th := f.Text.Palette, f.Theme
	value, column := s.field.View(max(f.Width-4, 1))
	view := screen.View{
		Lines:  []string{" " + th.Key.S(":") + " " + value, ""},
		Cursor: &screen.Cursor{Row: 0, Column: 3 + column},
	}
	s.width = f.Width
	room := f.Height - len(view.Lines)
	if len(s.found) == 0 {
		view.Lines = append(view.Lines, " "+th.Dim.S(words.None))
		return view
	}
	slots, below := s.list.Part(rows{s}, max(room, 0))
	for _, slot := range slots {
		line := s.line(f, s.found[slot.Row], slot.Line)
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		view.Lines = append(view.Lines, line)
	}
	if below > 0 {
		view.Lines = append(view.Lines, f.Below(below))
	}
	return view
}

// The columns of a command: its key, and what stands between the three.
const (
	keyColumn = 12
	between   = 3
)

// nameColumn is as wide as the longest name, as far as there is room.
func (s *Screen) nameColumn() int {
	widest := 0
	for _, c := range s.found {
		widest = max(widest, cell.Width(string(c.Intent)))
	}
	return min(max(widest, 16), max((s.width-keyColumn)/2, 1))
}

// says tells what a command does and where, or why it is not possible now, in
// lines.
func (s *Screen) says(c command) []string {
	words := c.long
	switch {
	case c.places != "":
		words = c.places + s.text.Common.Colon + words
	case c.Off:
		if c.Why != "" {
			words = c.Why
		}
		words = s.text.App.HelpOff + s.text.Common.Colon + safetext.Line(words)
	}
	return cell.Wrap(words, max(s.width-s.nameColumn()-keyColumn-between-1, 12))
}

// line draws a line of a command: its name, its first key, and what it does.
func (s *Screen) line(f screen.Frame, c command, n int) string {
	th, name, label := f.Theme, "", ""
	style, says := th.Key, s.says(c)[n]
	if c.off() {
		style = th.Off
	}
	if c.places != "" {
		says = th.Off.S(says)
	}
	if n == 0 {
		name = string(c.Intent)
		if len(c.Keys) > 0 {
			label = keys.Label(c.Keys[0], th.Glyphs)
		}
	}
	line := " " + style.S(cell.Fit(name, s.nameColumn())) + " " + th.Dim.S(cell.Fit(label, keyColumn)) + " " + says
	return cell.Cut(line, f.Width)
}
