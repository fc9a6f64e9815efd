package customers

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// sampledRows is how many customers show what the list will look like.
const sampledRows = 2

// Picker is the screen on which the columns of the list are chosen and put in
// order. It shows at once what the list will look like; going back leaves the
// list as it was.
type Picker struct {
	screen.Mailbox
	columns []pickable
	sample  []partner.Customer
	parts   func(screen.Frame) division // of the list
	list    widget.List
	top     int // line of the view on which the columns begin
	keep    func(chosen []partner.Column) tea.Cmd
}

type pickable struct {
	column partner.Column
	shown  bool
}

func newPicker(s *Screen) *Picker {
	from := min(max(s.list.Index(), 0), max(len(s.window.Rows)-sampledRows, 0))
	p := &Picker{
		sample: slices.Clone(s.window.Rows[from:min(from+sampledRows, len(s.window.Rows))]),
		parts:  func(f screen.Frame) division { return s.divide(f.Width, f.Height) },
		keep:   s.keepColumns,
	}
	p.choose(s.columns)
	p.list.First(p)
	return p
}

// choose lists the chosen columns, nil for the default ones, and behind them all
// others.
func (p *Picker) choose(chosen []partner.Column) {
	p.columns = p.columns[:0]
	if chosen == nil {
		chosen = partner.DefaultColumns()
	}
	for _, c := range chosen {
		p.columns = append(p.columns, pickable{c, true})
	}
	for _, c := range partner.Columns() {
		if !slices.Contains(chosen, c) {
			p.columns = append(p.columns, pickable{c, false})
		}
	}
}

// chosen is the choice as it stands.
func (p *Picker) chosen() (chosen []partner.Column) {
	for _, c := range p.columns {
		if c.shown {
			chosen = append(chosen, c.column)
		}
	}
	return partner.CleanColumns(chosen)
}

// Init does nothing.
func (p *Picker) Init() tea.Cmd { return nil }

// Typing is false: letters are keys.
func (p *Picker) Typing() bool { return false }

// Keys is the table of the screen.
func (p *Picker) Keys() keys.Table { return keys.ColumnList() }

// Update handles a key.
func (p *Picker) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.KeyMsg); ok {
		return p.key(m)
	}
	return nil
}

func (p *Picker) key(msg tea.KeyMsg) tea.Cmd {
	at := p.list.Index()
	switch intent := p.Keys().Match(msg); intent {
	case keys.ToggleColumn:
		if at > 0 { // the name is always there
			p.columns[at].shown = !p.columns[at].shown
		}
	case keys.ColumnUp:
		p.swap(at, at-1)
	case keys.ColumnDown:
		p.swap(at, at+1)
	case keys.DefaultColumns:
		p.choose(nil)
		p.list.Sync(p, 0)
	case keys.LeaveColumns:
		return p.Go(screen.Pop{})
	case keys.KeepColumns:
		return tea.Batch(p.Go(screen.Pop{}), p.keep(p.chosen()))
	default:
		p.list.Steer(p, intent)
	}
	return nil
}

// swap moves the column under the cursor, but not past the name.
func (p *Picker) swap(at, to int) {
	if at > 0 && to > 0 && to < len(p.columns) {
		p.columns[at], p.columns[to] = p.columns[to], p.columns[at]
		p.list.Move(p, to-at)
	}
}

// Point selects a column.
func (p *Picker) Point(line int) (press bool) {
	p.list.Point(p, line-p.top)
	return false // enter would go back
}

// Len is the number of columns.
func (p *Picker) Len() int { return len(p.columns) }

// ID is the identity of a column.
func (p *Picker) ID(i int) string { return string(p.columns[i].column) }

// Height is one line.
func (p *Picker) Height(int) int { return 1 }

// Stops is that line.
func (p *Picker) Stops(int) []int { return nil }

// View draws what the list will look like, and the columns.
func (p *Picker) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	th := f.Theme
	parts := p.parts(f)
	sp := newSpread(f.Text, p.chosen(), parts.list, parts.beside())
	lines := []string{" " + th.Title.S(f.Text.Columns.Title), "", sp.headings(f)}
	for i := range p.sample[:min(len(p.sample), sampledRows)] {
		lines = append(lines, sp.row(f, &p.sample[i], false, false))
	}
	lines = append(lines, "")
	p.top = len(lines)
	slots, below := p.list.Part(p, max(f.Height-p.top, 1))
	for _, slot := range slots {
		lines = append(lines, p.line(f, slot, sp))
	}
	if below > 0 {
		lines = append(lines, f.Below(below))
	}
	for i, line := range lines {
		lines[i] = cell.Fit(line, f.Width)
	}
	return screen.View{Lines: lines[:min(len(lines), f.Height)]}
}

// line draws a column: whether it is shown, and why not although it was chosen.
func (p *Picker) line(f screen.Frame, slot widget.Slot, sp *spread) string {
	t, th, c := f.Text.Columns, f.Theme, p.columns[slot.Row]
	mark, tell := " ", ""
	if c.shown {
		mark = th.Glyphs.Check
	}
	switch {
	case slot.Row == 0:
		tell = t.Always
	case c.shown && !sp.shows(c.column):
		tell = fmt.Sprintf(t.NoRoom, sp.width)
	}
	name := "  " + mark + " " + cell.Fit(heading(f.Text, c.column), headingWidth(f.Text))
	if slot.Cursor {
		name = th.Selected.Over(name)
	} else if tell != "" {
		name = th.Dim.Over(name)
	}
	return name + "  " + th.Dim.S(cell.Cut(tell, max(f.Width-cell.Width(name)-2, 0)))
}

func headingWidth(t *i18n.Strings) int {
	widest := 0
	for _, c := range partner.Columns() {
		widest = max(widest, cell.Width(heading(t, c)))
	}
	return widest
}

// chooseColumns opens the choice of the columns.
func (s *Screen) chooseColumns() tea.Cmd {
	return s.Go(screen.Push{Screen: newPicker(s)})
}

// keepColumns shows the list with other columns, from now on if that can be
// stored.
func (s *Screen) keepColumns(chosen []partner.Column) tea.Cmd {
	s.columns = chosen
	said := s.text.Columns.Kept
	if s.d.Views == nil || s.d.ExtrasOff != "" {
		said = s.text.Columns.Shown
	}
	return tea.Batch(s.remember(), screen.Send(screen.Notice{Text: said}))
}
