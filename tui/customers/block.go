package customers

import (
	"fmt"
	"strconv"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// Block is one part of a customer's record that fills the screen.
type Block struct {
	screen.Mailbox
	d        Deps
	customer partner.Customer
	block    partner.Block
	record   record
	list     widget.List
	top      int // line of the view on which the items begin
	rows     blockRows
	made     blockKey // what rows were made for
}

// NewBlock makes the screen of one block of a customer's record.
func NewBlock(d Deps, c partner.Customer, b partner.Block) *Block {
	return &Block{d: d, customer: c, block: b, record: record{fetching: make(map[partner.Block]bool)}}
}

// blockRows are the items of the block, each with its notes below.
type blockRows struct {
	items []item
	lines []string
}

// Len is the number of items.
func (r blockRows) Len() int { return len(r.items) }

// ID is the place of the item: items have no identity that matters here.
func (r blockRows) ID(i int) string { return strconv.Itoa(i) }

// Height is the item and its notes.
func (r blockRows) Height(i int) int { return 1 + len(r.items[i].notes) }

// Stops is the item's own line.
func (r blockRows) Stops(int) []int { return nil }

type blockKey struct {
	width, version int
	block          partner.Block
	day            time.Time
	theme          *theme.Theme
}

// Init reads the record, and fetches what is old.
func (s *Block) Init() tea.Cmd { return s.d.readRecord(s.Box(), s.customer.ID, true) }

// Failed gives why the block is old or not shown.
func (s *Block) Failed() error {
	if f := s.failure(); f != nil {
		return f
	}
	return nil
}

// Typing is never true here.
func (s *Block) Typing() bool { return false }

// Keys is the table of the screen.
func (s *Block) Keys() keys.Table {
	return append(keys.CustomerBlock(), s.d.taskKeys()...).Set(keys.FetchBlock, s.d.RefreshOff)
}

// Update handles a key or an answer.
func (s *Block) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return s.d.readRecord(s.Box(), s.customer.ID, false)
	case recordRead:
		s.record.version++
		if s.record.failure = m.err; m.err == nil {
			s.record.Record, s.record.read, s.customer = m.record, true, m.record.Customer
		}
		var all []tea.Cmd
		for _, b := range m.stale {
			all = append(all, s.fetch(b))
		}
		return tea.Batch(all...)
	case blockFetched:
		delete(s.record.fetching, m.block)
		return s.d.readRecord(s.Box(), s.customer.ID, false)
	}
	return nil
}

func (s *Block) fetch(b partner.Block) tea.Cmd {
	if s.d.Fetcher == nil || s.record.fetching[b] {
		return nil
	}
	s.record.fetching[b] = true
	return s.d.fetch(s.Box(), s.customer.ID, b)
}

func (s *Block) key(msg tea.KeyMsg) tea.Cmd {
	intent := s.Keys().Match(msg)
	if opened := s.d.task(intent, s.customer, []partner.CustomerID{s.customer.ID}); opened != nil {
		return s.Go(screen.Push{Screen: opened})
	}
	switch intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.Up:
		s.list.Move(s.rows, -1)
	case keys.Down:
		s.list.Move(s.rows, 1)
	case keys.PageUp:
		s.list.Scroll(s.rows, -s.list.Page())
	case keys.PageDown:
		s.list.Scroll(s.rows, s.list.Page())
	case keys.HalfUp:
		s.list.Scroll(s.rows, -(s.list.Page()+1)/2)
	case keys.HalfDown:
		s.list.Scroll(s.rows, (s.list.Page()+1)/2)
	case keys.First:
		s.list.First(s.rows)
	case keys.Last:
		s.list.Last(s.rows)
	case keys.NextBlock:
		s.turn(1)
	case keys.PreviousBlock:
		s.turn(-1)
	case keys.FetchBlock:
		return s.fetch(s.block)
	case keys.Copy:
		return s.copyValue()
	}
	return nil
}

// turn goes to a neighbouring block of the same record.
func (s *Block) turn(way int) {
	blocks := partner.Blocks()
	for i, b := range blocks {
		if b == s.block {
			s.block = blocks[(i+way+len(blocks))%len(blocks)]
			s.list = widget.List{}
			return
		}
	}
}

func (s *Block) failure() *partner.Error {
	state := s.record.States[s.block]
	if state.Failure != nil && state.FailedAt.After(state.FetchedAt) {
		return state.Failure
	}
	return nil
}

func (s *Block) copyValue() tea.Cmd {
	words := s.d.Text.Customers.Copied
	if f := s.failure(); f != nil && f.CorrelationID != "" {
		return copyText(s.d.Text, s.d.Clipboard, words.Correlation, f.CorrelationID)
	}
	value := ""
	if i := s.list.Index(); i < len(s.rows.items) {
		value = s.rows.items[i].value
	}
	return copyText(s.d.Text, s.d.Clipboard, words.Value, value)
}

// View draws the parts of the record by name, then the state of this one, then
// what it holds.
func (s *Block) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	s.make(f)
	lines := []string{s.title(f), s.blocks(f), ""}
	lines = append(lines, s.state(f)...)
	s.top = len(lines)
	for _, slot := range s.list.Visible(s.rows, max(f.Height-len(lines), 0)) {
		line := ""
		if slot.Line == 0 {
			line = "  " + s.rows.lines[slot.Row]
		} else {
			line = "      " + f.Theme.Dim.S(s.rows.items[slot.Row].notes[slot.Line-1])
		}
		if slot.Cursor {
			line = f.Theme.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines[:min(len(lines), f.Height)]}
}

// make lists the items anew when something changed that they depend on.
func (s *Block) make(f screen.Frame) {
	key := blockKey{width: f.Width, version: s.record.version, block: s.block, day: f.Now.Truncate(24 * time.Hour), theme: f.Theme}
	if s.made == key {
		return
	}
	s.made = key
	rec := s.record.Record
	if !s.record.read {
		rec.Customer = s.customer
	}
	s.rows.items = items(f.Text, &rec, s.block, f.Now)
	if s.block == partner.BlockAccount {
		s.rows.lines = nil
		for _, it := range s.rows.items {
			s.rows.lines = append(s.rows.lines, f.Theme.Label.S(cell.Fit(it.cells[0], 17))+" "+it.cells[1])
		}
	} else {
		s.rows.lines = table(f.Theme, s.rows.items, f.Width-2)
	}
	if s.block == partner.BlockServices {
		further := portals(f.Text, rec.Services)
		s.rows.items = append(s.rows.items, further...)
		s.rows.lines = append(s.rows.lines, table(f.Theme, further, f.Width-2)...)
	}
	s.list.Sync(s.rows, s.list.Index())
}

func (s *Block) title(f screen.Frame) string {
	name := safetext.Line(s.customer.CompanyName)
	if name == "" {
		name = f.Text.Customers.NoName
	}
	return " " + f.Theme.Title.S(cell.Cut(name, f.Width*2/3)) + "  " + f.Theme.Dim.S(safetext.Line(s.customer.Domain))
}

func (s *Block) blocks(f screen.Frame) string {
	line := ""
	for _, b := range partner.Blocks() {
		style := f.Theme.Tab
		name := " " + f.Text.Common.Blocks[string(b)] + " "
		if b == s.block {
			style = f.Theme.TabActive
			name = "[" + name[1:len(name)-1] + "]"
		}
		line += " " + style.S(name)
	}
	return line
}

// state says how old the block is, or why it is not here.
func (s *Block) state(f screen.Frame) []string {
	words, th := f.Text.Customers.Record, f.Theme
	state := s.record.States[s.block]
	var lines []string
	say := func(text string) { lines = append(lines, " "+th.Dim.S(text)) }
	switch {
	case s.record.failure != nil:
		text := f.Text.Error(partner.CodeOf(s.record.failure))
		return append(widget.Paragraph(th.Glyphs.Cross+" "+i18n.Join(text.What, text.Do), 1, f.Width), "")
	case s.record.loading(s.block) && state.FetchedAt.IsZero():
		say(words.Loading)
	case s.record.loading(s.block):
		say(words.Refreshing)
	case s.failure() != nil:
		lines = s.explain(f, state)
	case !state.FetchedAt.IsZero():
		say(fmt.Sprintf(words.Fetched, f.Text.Age(f.Now, state.FetchedAt)))
	case s.d.Fetcher == nil:
		say(words.NoConnection)
	default:
		say(words.NotFetched)
	}
	if missing := s.record.UsersTotal - len(s.record.Users); s.block == partner.BlockUsers && missing > 0 {
		say(f.Text.Count(words.MoreUsers, missing))
	}
	if len(s.rows.items) == 0 && !state.FetchedAt.IsZero() {
		say(empty(f.Text, s.block))
	}
	return append(lines, "")
}

// explain says what happened, what to do, and what to quote to Microsoft.
func (s *Block) explain(f screen.Frame, state partner.BlockState) []string {
	words, th, failure := f.Text.Customers.Record, f.Theme, s.failure()
	x := f.Text.Failed(f.Now, state)
	text := x.Text()
	if failure.Code != partner.CodeGranularRights { // which is normal, and no fault
		text = th.Glyphs.Cross + " " + text
	}
	lines := widget.Paragraph(text, 1, f.Width)
	if failure.Detail != "" {
		for _, line := range cell.Wrap(safetext.Line(failure.Detail), f.Width-1) {
			lines = append(lines, " "+th.Dim.S(line))
		}
	}
	if x.ServiceCode != "" {
		lines = append(lines, " "+th.Dim.S(fmt.Sprintf(words.Code, safetext.Line(x.ServiceCode))))
	}
	if failure.CorrelationID != "" {
		id := fmt.Sprintf(words.Correlation, safetext.Line(failure.CorrelationID))
		lines = append(lines, " "+id, " "+th.Dim.S(words.CopyHint))
	}
	if !state.FetchedAt.IsZero() {
		lines = append(lines, " "+th.Dim.S(fmt.Sprintf(words.Fetched, f.Text.Age(f.Now, state.FetchedAt))))
	}
	return lines
}
