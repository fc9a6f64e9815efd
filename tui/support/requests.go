package support

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// The slots of the questions that the screens ask.
const (
	slotRead   = "read"
	slotFetch  = "fetch"
	slotChange = "change"
	slotOutlet = "outlet"
	slotCopy   = "copy"
)

// List is the service requests of a customer, with one of them over it.
type List struct {
	screen.Mailbox
	d        Deps
	customer partner.Customer

	kept    partner.Support
	read    bool
	failure error
	list    widget.List
	top     int // line of the view on which the rows begin
	dialog  *widget.Dialog

	open   string // number of the request that fills the screen; "" for the list
	scroll widget.Scroll
	note   *composing            // while a note is written
	notes  map[string]*composing // notes that were begun, by request
	draft  *New                  // a new request that was begun
	newest string                // number of one that was opened and is not listed yet
}

// NewList makes the screen of a customer's service requests.
func NewList(d Deps, c partner.Customer) *List {
	return &List{d: d, customer: c, notes: map[string]*composing{}}
}

type (
	supportRead struct {
		kept   partner.Support
		record partner.Record
		err    error
	}
	fetched struct{ err error }
	changed struct {
		sentence string
		err      error
	}
	noted struct {
		to   string // the number of the request
		text string
		changed
	}
)

// Init reads what is kept, and fetches it anew.
func (s *List) Init() tea.Cmd { return tea.Batch(readSupport(s.Box(), s.d, s.customer.ID), s.fetch()) }

func readSupport(box *screen.Mailbox, d Deps, id partner.CustomerID) tea.Cmd {
	return box.Ask(slotRead, func(ctx context.Context) tea.Msg {
		kept, err := d.Source.Support(ctx, id)
		if err != nil {
			return supportRead{err: err}
		}
		record, err := d.Source.Record(ctx, id)
		return supportRead{kept: kept, record: record, err: err}
	})
}

func (s *List) fetch() tea.Cmd {
	requests, id := s.d.Requests, s.customer.ID
	return s.Ask(slotFetch, func(ctx context.Context) tea.Msg { return fetched{requests.FetchRequests(ctx, id)} })
}

// fetchOne reads the open request with its notes.
func (s *List) fetchOne() tea.Cmd {
	requests, id, number := s.d.Requests, s.customer.ID, s.open
	return s.Ask(slotFetch, func(ctx context.Context) tea.Msg {
		_, err := requests.FetchRequest(ctx, id, number)
		return fetched{err}
	})
}

// Failed gives why the requests are old or not shown.
func (s *List) Failed() error { return cmp.Or(s.failure, refusal(s.kept.RequestsState)) }

// Typing reports whether a note is written.
func (s *List) Typing() bool { return s.dialog == nil && s.note != nil }

// Leave asks before a note that was begun is lost.
func (s *List) Leave() tea.Cmd {
	for _, note := range s.notes {
		if note.begun() {
			return screen.Send(screen.Unstored{Title: s.d.Text.Support.Lose, Text: s.d.Text.Support.LoseNote})
		}
	}
	if s.draft != nil && s.draft.begun() {
		return screen.Send(screen.Unstored{Title: s.d.Text.Support.Lose, Text: s.d.Text.Support.LoseRequest})
	}
	return nil
}

// Keys is the table that holds now.
func (s *List) Keys() keys.Table {
	t := s.d.Text.Support
	off, _ := s.d.off(partner.DeedServiceRequests)
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.note != nil:
		return keys.Composing().Set(keys.FormSubmit, s.d.busy(s.Box()))
	case s.open != "":
		closing := cmp.Or(off, s.d.busy(s.Box()))
		if s.selected().Status == partner.RequestClosed {
			closing = t.ClosedAlready
		}
		return keys.ServiceRequest().Set(keys.RequestNote, off).Set(keys.RequestClose, closing)
	}
	table := keys.ServiceRequests()
	if len(s.kept.Requests) == 0 {
		why := t.Empty
		if s.kept.RequestsState.FetchedAt.IsZero() {
			why = t.Unread
		}
		table = table.Set(keys.Open, why).Set(keys.Copy, why)
	}
	return table
}

// Update handles a key or an answer.
func (s *List) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown:
		if s.draft != nil && s.draft.begun() {
			return tea.Batch(say(s.d.Text.Support.Kept), readSupport(s.Box(), s.d, s.customer.ID))
		}
		return readSupport(s.Box(), s.d, s.customer.ID)
	case screen.Changed:
		return readSupport(s.Box(), s.d, s.customer.ID)
	case supportRead:
		s.came(m)
	case fetched:
		return s.cameBack(m)
	case opened:
		s.newest, s.draft = m.number, nil // the next request begins afresh
	case changed:
		if m.err != nil {
			return s.d.failed(m.err)
		}
		return tea.Batch(say(m.sentence), screen.Send(screen.Changed{}))
	case noted:
		if note := s.notes[m.to]; m.err == nil && note != nil && note.text.Text() == m.text {
			delete(s.notes, m.to)
			if s.note == note {
				s.note = nil
			}
		}
		return s.Update(m.changed)
	case changedNothing:
		return say(m.sentence)
	case error:
		return s.d.failed(m)
	}
	return nil
}

func (s *List) came(m supportRead) {
	if s.failure = m.err; m.err != nil {
		return
	}
	s.read, s.kept, s.customer = true, m.kept, m.record.Customer
	s.list.Sync(requests(s.kept.Requests), s.list.Index())
	if s.newest != "" && s.list.Select(requests(s.kept.Requests), s.newest) {
		s.newest = ""
	}
}

// cameBack reads the store again; of one request alone it keeps no failure, so
// that is said.
func (s *List) cameBack(m fetched) tea.Cmd {
	again := readSupport(s.Box(), s.d, s.customer.ID)
	if m.err != nil && s.open != "" {
		return tea.Batch(again, s.d.failed(m.err))
	}
	return again
}

func (s *List) selected() partner.ServiceRequest {
	id := s.list.ID()
	if s.open != "" {
		id = s.open
	}
	if i := slices.IndexFunc(s.kept.Requests, func(r partner.ServiceRequest) bool { return r.ID == id }); i >= 0 {
		return s.kept.Requests[i]
	}
	return partner.ServiceRequest{}
}

func (s *List) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.dialog != nil:
		return answer(&s.dialog, msg)
	case s.note != nil:
		return s.noteKey(msg)
	}
	intent := s.Keys().Match(msg)
	if s.open != "" && s.scroll.Steer(intent) || s.open == "" && s.list.Steer(requests(s.kept.Requests), intent) {
		return nil
	}
	switch intent {
	case keys.Back:
		if s.open == "" {
			return s.Go(screen.Pop{})
		}
		s.open = ""
	case keys.Open:
		s.open, s.scroll = s.selected().ID, widget.Scroll{}
		return s.fetchOne()
	case keys.FetchBlock:
		if s.open != "" {
			return s.fetchOne()
		}
		return s.fetch()
	case keys.RequestNew:
		if s.draft == nil {
			s.draft = NewRequest(s.d, s.customer)
		}
		return s.Go(screen.Push{Screen: s.draft})
	case keys.RequestNote:
		s.startNote()
	case keys.RequestClose:
		s.askClose()
	case keys.SupportContacts:
		return s.Go(screen.Push{Screen: NewContacts(s.d, s.customer)})
	case keys.SupportProfile:
		return s.Go(screen.Push{Screen: NewProfile(s.d)})
	case keys.Copy:
		return copyOut(s.Box(), s.d, s.selected().ID)
	}
	return nil
}

func (s *List) askClose() {
	t, r := s.d.Text.Support, s.selected()
	_, note := s.d.off(partner.DeedServiceRequests)
	writer, c := s.d.Writer, s.customer
	s.dialog = ask(fmt.Sprintf(t.Close, r.ID), []string{r.Title, note}, t.CloseNo, t.CloseYes, func() tea.Cmd {
		return change(s.Box(), fmt.Sprintf(t.Closed, r.ID), func(ctx context.Context) error { return writer.CloseRequest(ctx, c, r.ID) })
	})
}

// change changes something and says so when it is done. It is not given up when
// the screen closes: the record shows what became of it. While it is under way the
// keys of other changes are off, see busy.
func change(box *screen.Mailbox, sentence string, do func(context.Context) error) tea.Cmd {
	return box.Ask(slotChange, func(ctx context.Context) tea.Msg {
		return changed{sentence: sentence, err: do(context.WithoutCancel(ctx))}
	})
}

// requests makes a list of the service requests, one line each.
type requests []partner.ServiceRequest

func (r requests) Len() int        { return len(r) }
func (r requests) ID(i int) string { return r[i].ID }
func (requests) Height(int) int    { return 1 }
func (requests) Stops(int) []int   { return nil }

// View draws the list, one request, or the note that is written.
func (s *List) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	switch {
	case s.note != nil:
		return finish(f, s.viewNote(f), s.dialog)
	case s.open != "":
		return finish(f, s.viewOne(f), s.dialog)
	}
	t, th := f.Text.Support, f.Theme
	lines := []string{title(f, s.customer, t.Title)}
	lines = append(lines, rights(f, s.customer)...)
	if s.failure != nil {
		lines = append(lines, widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Explain(s.failure).Text(), 1, f.Width)...)
	}
	lines = append(lines, state(f, s.Asking(slotFetch), s.kept.RequestsState)...)
	lines = append(lines, "")
	switch {
	case len(s.kept.Requests) > 0:
		s.top = len(lines) + 1 // below the headings
		lines = append(lines, s.table(f, max(f.Height-len(lines)-1, 0))...)
	case s.read && !s.kept.RequestsState.FetchedAt.IsZero():
		lines = append(lines, " "+th.Title.S(t.Empty), " "+t.EmptyHint)
	}
	return finish(f, screen.View{Lines: lines}, s.dialog)
}

func (s *List) table(f screen.Frame, height int) []string {
	t, th := f.Text.Support, f.Theme
	widths := []int{16, 9, 12, 10, max(f.Width-3-16-9-12-10-8, 8)}
	if f.Width < 76 {
		widths = []int{16, 9, 12, 0, max(f.Width-3-16-9-12-6, 8)}
	}
	lines := []string{"   " + th.Dim.S(widget.Columns(widths, t.Number, t.Severity, t.State, t.Opened, t.Subject))}
	for _, slot := range s.list.Visible(requests(s.kept.Requests), height) {
		r := s.kept.Requests[slot.Row]
		opened := ""
		if !r.Created.IsZero() {
			opened = f.Text.Date(r.Created.In(f.Now.Location()))
		}
		line := "   " + widget.Columns(widths, safetext.Line(r.ID), widget.Named(t.Severities, string(r.Severity)),
			widget.Named(t.Statuses, string(r.Status)), opened, safetext.Line(r.Title))
		if r.Status == partner.RequestAttention {
			line = " " + th.Warn.S(th.Glyphs.Warning) + cell.Spaces(1) + line[3:]
		}
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

// rights says who is responsible while the customer's admin rights are missing.
func rights(f screen.Frame, c partner.Customer) []string {
	t := f.Text.Support
	text := ""
	switch {
	case c.LostRights():
		text = t.RightsRemoved
	case c.AdminRights == partner.AdminRightsNotRequested && c.Standing != partner.StandingRemoved:
		text = t.RightsNever
	default:
		return nil
	}
	lines := widget.Paragraph(i18n.Join(text, t.Phone), 3, f.Width)
	lines[0] = " " + f.Theme.Warn.S(f.Theme.Glyphs.Warning) + " " + lines[0][3:]
	return lines
}
