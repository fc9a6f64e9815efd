// Package licenses is the screen of a customer's licenses: the products with
// their seats, and the change of licenses for one user or many.
package licenses

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Source reads records and users: the store.
type Source interface {
	Record(ctx context.Context, id partner.CustomerID) (partner.Record, error)
	User(ctx context.Context, id partner.CustomerID, userID string) (partner.User, error)
}

// Changer reads and changes licenses: manage.Licenses.
type Changer interface {
	Read(ctx context.Context, id partner.CustomerID, users []partner.User, told func(read int)) ([]partner.User, error)
	Change(ctx context.Context, c partner.Customer, user partner.User, a manage.Assignment) (manage.LicensesChanged, error)
	ReadSeats(ctx context.Context, id partner.CustomerID)
}

// Deps is what the screens work with.
type Deps struct {
	Text       *i18n.Strings
	Source     Source
	Changer    Changer
	Fetch      func(ctx context.Context, id partner.CustomerID) error // reads the seats into the store
	Off        string                                                 // why nothing can be changed, translated; "" if it can
	RefreshOff string                                                 // why nothing can be read, translated; "" if it can
	// Unfinished counts the jobs of a customer that run, or were stopped or interrupted.
	Unfinished func(ctx context.Context, id partner.CustomerID) (int, error)
	// Many begins a job for many users and gives its screen.
	Many func(ctx context.Context, c partner.Customer, users []partner.User, a manage.Assignment) (screen.Screen, error)
	// The screens that these lead to.
	Users    func(c partner.Customer) screen.Screen
	Services func(c partner.Customer) screen.Screen
	Jobs     func(c partner.Customer) screen.Screen
	// Turn makes the screen of the next part of the record, or of the one before.
	Turn func(c partner.Customer, way int) screen.Screen
}

const (
	slotRead  = "read"
	slotFetch = "fetch"
	slotWrite = "write"
	slotUsers = "users"
)

// Screen is the products of a customer with their seats.
type Screen struct {
	screen.Mailbox
	d          Deps
	text       *i18n.Strings
	customer   partner.Customer
	products   []partner.License
	state      partner.BlockState
	unfinished int
	read       bool
	refused    error
	open       map[string]bool
	width      int // of the last drawing: heights depend on it
	list       widget.List
	top        int // line of the view on which the rows begin
}

// New makes the screen.
func New(d Deps, c partner.Customer) *Screen {
	return &Screen{d: d, text: d.Text, customer: c, open: map[string]bool{}}
}

type (
	recordRead struct {
		record     partner.Record
		unfinished int
		err        error
	}
	fetched struct{ err error }
)

// Init shows what is stored, and reads the seats from Partner Center.
func (s *Screen) Init() tea.Cmd { return tea.Batch(s.load(), s.fetch()) }

// Failed gives why the products are old or not shown.
func (s *Screen) Failed() error { return s.refused }

// Typing is never true here.
func (s *Screen) Typing() bool { return false }

// Keys is the table of the screen.
func (s *Screen) Keys() keys.Table {
	return keys.LicenseList().Set(keys.FetchBlock, s.d.RefreshOff).Set(keys.LicenseUsers, s.d.Off)
}

func (s *Screen) load() tea.Cmd {
	d, id := s.d, s.customer.ID
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		record, err := d.Source.Record(ctx, id)
		if err != nil {
			return recordRead{err: err}
		}
		n, err := d.Unfinished(ctx, id)
		return recordRead{record, n, err}
	})
}

func (s *Screen) fetch() tea.Cmd {
	if s.d.RefreshOff != "" || s.Asking(slotFetch) {
		return nil
	}
	fetch, id := s.d.Fetch, s.customer.ID
	return s.Ask(slotFetch, func(ctx context.Context) tea.Msg { return fetched{fetch(ctx, id)} })
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return s.load()
	case recordRead:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		s.products, s.state, s.unfinished, s.read = m.record.Licenses, m.record.States[partner.BlockLicenses], m.unfinished, true
		s.list.Sync(s.rows(), s.list.Index())
	case fetched:
		s.refused = m.err
		return tea.Batch(s.load(), screen.Send(screen.Changed{}))
	case error:
		return failed(s.text, m)
	}
	return nil
}

func failed(text *i18n.Strings, err error) tea.Cmd {
	if why := text.Fault(err); why != "" {
		return screen.Send(screen.Notice{Level: screen.Failure, Text: safetext.Line(why), Correlation: partner.CorrelationOf(err)})
	}
	return screen.Failed(text, err)
}

// productRows makes a list of products, those that are open with their services.
type productRows struct {
	products []partner.License
	open     map[string]bool
}

func (r productRows) Len() int        { return len(r.products) }
func (r productRows) ID(i int) string { return r.products[i].SkuID }
func (productRows) Stops(int) []int   { return nil }

// Height is the product and its services.
func (r productRows) Height(i int) int {
	if r.open[r.products[i].SkuID] {
		return 1 + len(r.products[i].Plans)
	}
	return 1
}

// seatRows are products with their seats. What is suspended stands in a line of its
// own where the width has no room for it beside the product.
type seatRows struct {
	productRows
	text  *i18n.Strings
	width int
}

// Height counts that line, too.
func (r seatRows) Height(i int) int { return r.below(i) + r.productRows.Height(i) }

// below is the number of lines between a product and its services.
func (r seatRows) below(i int) int {
	name, stopped := safetext.Line(r.products[i].Name), r.suspended(i)
	if stopped != "" && cell.Width(name+r.text.Common.Comma+stopped) > columns(r.text, r.width, r.products)[0] {
		return 1
	}
	return 0
}

// suspended says how many seats of a product are; "" if none.
func (r seatRows) suspended(i int) string {
	if r.products[i].Suspended == 0 {
		return ""
	}
	return r.text.Licenses.Suspended + r.text.Common.Colon + r.text.Number(r.products[i].Suspended)
}

func (s *Screen) rows() seatRows { return seatRows{productRows{s.products, s.open}, s.text, s.width} }

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch intent := s.Keys().Match(msg); intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.NextBlock:
		return s.Go(screen.Replace{Screen: s.d.Turn(s.customer, 1)})
	case keys.PreviousBlock:
		return s.Go(screen.Replace{Screen: s.d.Turn(s.customer, -1)})
	case keys.FetchBlock:
		return s.fetch()
	case keys.LicenseOpen:
		if i := s.list.Index(); i < len(s.products) {
			id := s.products[i].SkuID
			s.open[id] = !s.open[id]
			s.list.Reveal(s.rows())
		}
	case keys.LicenseUsers:
		return s.Go(screen.Push{Screen: s.d.Users(s.customer)})
	case keys.LicenseBuy:
		return s.Go(screen.Push{Screen: s.d.Services(s.customer)})
	case keys.JobsOpen:
		return s.Go(screen.Push{Screen: s.d.Jobs(s.customer)})
	default:
		s.list.Steer(s.rows(), intent)
	}
	return nil
}

func heading(f screen.Frame, title string, c partner.Customer) string {
	name := c.CompanyName
	if name == "" {
		name = c.Domain
	}
	return " " + f.Theme.Title.S(cell.Cut(safetext.Line(title), max(f.Width*2/3, 1))) + "  " + f.Theme.Dim.S(safetext.Line(name))
}

// View draws the products.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	if s.width != f.Width { // what is suspended stands elsewhere
		s.width = f.Width
		s.list.Sync(s.rows(), s.list.Index())
	}
	t, th := f.Text.Licenses, f.Theme
	lines := append(f.RecordHead(s.customer, partner.BlockLicenses), " "+s.stateLine(f))
	if s.unfinished > 0 {
		lines = append(lines, " "+th.Warn.S(th.Glyphs.Warning+" "+f.Text.Count(t.Interrupted, s.unfinished)))
	}
	lines = append(lines, "")
	switch {
	case s.refused != nil && len(s.products) == 0:
		lines = append(lines, widget.Paragraph(f.Text.Explain(s.refused).Advice(), 1, f.Width)...)
	case len(s.products) == 0 && !s.state.FetchedAt.IsZero():
		lines = append(lines, " "+th.Title.S(t.Empty), " "+t.EmptyHint)
	case len(s.products) > 0:
		widths := columns(f.Text, f.Width, s.products)
		lines = append(lines, "   "+th.Dim.S(cells(widths, t.Product, t.All, t.Used, t.Free)))
		s.top = len(lines)
		for _, slot := range s.list.Visible(s.rows(), max(f.Height-len(lines), 0)) {
			lines = append(lines, s.line(f, slot, widths))
		}
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines[:min(len(lines), f.Height)]}
}

func (s *Screen) stateLine(f screen.Frame) string {
	t, th := f.Text.Licenses, f.Theme
	switch {
	case s.Asking(slotFetch):
		return th.Dim.S(t.Refreshing + " " + cell.Ellipsis)
	case s.refused != nil:
		return th.Warn.S(th.Glyphs.Warning + " " + safetext.Line(f.Text.Explain(s.refused).What))
	case !s.state.FetchedAt.IsZero():
		return th.Dim.S(fmt.Sprintf(f.Text.Customers.Record.Fetched, f.Text.Age(f.Now, s.state.FetchedAt)))
	case !s.read:
		return th.Dim.S(t.Reading + " " + cell.Ellipsis)
	}
	return th.Dim.S(s.d.RefreshOff)
}

// columns are the widths of product and seats.
func columns(text *i18n.Strings, width int, products []partner.License) []int {
	free := 9
	for _, p := range products {
		free = max(free, cell.Width(text.SeatsFree(p)))
	}
	return []int{max(width-3-2*11-2-free, 10), 9, 9, free}
}

// cells puts a product and the numbers or headings of its seats into columns, these
// at the right of theirs.
func cells(widths []int, product string, seats ...string) string {
	all := []string{product}
	for i, text := range seats {
		all = append(all, cell.Spaces(widths[i+1]-cell.Width(text))+text)
	}
	return widget.Columns(widths, all...)
}

func (s *Screen) line(f screen.Frame, slot widget.Slot, widths []int) string {
	rows, th, p := s.rows(), f.Theme, s.products[slot.Row]
	stopped, below := rows.suspended(slot.Row), rows.below(slot.Row)
	switch {
	case slot.Line > below:
		return "       " + th.Dim.S(safetext.Line(p.Plans[slot.Line-1-below].Name))
	case slot.Line > 0:
		return "     " + stopped
	}
	sign := th.Glyphs.Collapsed
	if s.open[p.SkuID] {
		sign = th.Glyphs.Expanded
	}
	name := safetext.Line(p.Name)
	if stopped != "" && below == 0 {
		name += f.Text.Common.Comma + stopped
	}
	line := " " + sign + " " + cells(widths, name, f.Text.Number(p.Total), f.Text.Number(p.Consumed), f.Text.SeatsFree(p))
	switch {
	case slot.Cursor:
		return th.Selected.Over(cell.Fit(line, f.Width))
	case p.Available <= 0:
		return th.Dim.S(line)
	}
	return line
}
