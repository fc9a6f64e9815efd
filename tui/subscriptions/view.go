package subscriptions

import (
	"fmt"
	"strings"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// row is a subscription or a portal.
type row struct {
	sub    partner.Subscription
	addOn  bool
	portal partner.ManagedService
}

// rowsOf lists the subscriptions, each with its add-ons below it, then the
// portals.
func rowsOf(r partner.Record) []row {
	var rows []row
	for _, s := range r.Subscriptions {
		if _, below := s.Parent(r.Subscriptions); below {
			continue
		}
		rows = append(rows, row{sub: s})
		for _, child := range s.AddOns(r.Subscriptions) {
			rows = append(rows, row{sub: child, addOn: true})
		}
	}
	for _, p := range r.Services {
		if p.AdminURL != "" {
			rows = append(rows, row{portal: p})
		}
	}
	return rows
}

func nameOf(s partner.Subscription) string { return safetext.Line(s.Name()) }

// Len is the number of rows.
func (s *Screen) Len() int { return len(s.rows) }

// ID is the identity of a row.
func (s *Screen) ID(i int) string {
	if r := s.rows[i]; r.portal.AdminURL != "" {
		return "portal " + r.portal.ID + r.portal.AdminURL
	}
	return s.rows[i].sub.ID
}

// Height is one line, and those of the details if they are shown; the first
// portal has a heading.
func (s *Screen) Height(i int) int { return 1 + s.before(i) + len(s.details(i)) }

// Stops is the line of the row itself, below its heading.
func (s *Screen) Stops(i int) []int { return []int{s.before(i)} }

// before is the number of lines above a row that belong to it.
func (s *Screen) before(i int) int {
	if s.rows[i].portal.AdminURL != "" && (i == 0 || s.rows[i-1].portal.AdminURL == "") {
		return 2
	}
	return 0
}

// View draws the name, the state of the block, and the rows.
func (s *Screen) View(f screen.Frame) screen.View {
	if s.now = f.Now; s.width != f.Width { // the details wrap anew
		s.width = f.Width
		s.list.Sync(s, s.list.Index())
	}
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	lines := s.head(f)
	var cursor *screen.Cursor
	switch {
	case s.form != nil:
		body, c := s.formView(f, len(lines))
		lines = append(lines, body...)
		cursor = c
	default:
		s.top = len(lines) + 1 // below the headings
		lines = append(lines, s.body(f, max(f.Height-len(lines), 0))...)
	}
	lines = lines[:min(len(lines), f.Height)]
	if s.dialog != nil {
		lines = s.dialog.Over(lines, f.Theme, f.Width, f.Height)
		cursor = nil
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines, Cursor: cursor}
}

func (s *Screen) head(f screen.Frame) []string {
	th, t := f.Theme, f.Text
	lines := f.RecordHead(s.customer, partner.BlockServices)
	lines = append(lines, s.state(f)...)
	if s.pending > 0 {
		for _, line := range widget.Paragraph(th.Glyphs.Warning+" "+t.Count(t.Subscriptions.Pending, s.pending), 1, f.Width) {
			lines = append(lines, th.Warn.S(line))
		}
	}
	return append(lines, "")
}

func (s *Screen) blockFailure() *partner.Error {
	state := s.record.States[partner.BlockServices]
	if state.Failure != nil && state.FailedAt.After(state.FetchedAt) {
		return state.Failure
	}
	return nil
}

// state says how old the services are, or why they are not here.
func (s *Screen) state(f screen.Frame) []string {
	words, th := f.Text.Customers.Record, f.Theme
	at := s.record.States[partner.BlockServices].FetchedAt
	dim := func(text string) []string { return []string{" " + th.Dim.S(text)} }
	switch {
	case s.failure != nil:
		return widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Error(partner.CodeOf(s.failure)).Text(), 1, f.Width)
	case s.Asking(slotChange):
		return dim(f.Text.Subscriptions.Working)
	case s.Asking(slotFetch) && at.IsZero():
		return dim(f.Text.Subscriptions.Reading)
	case s.Asking(slotFetch):
		return dim(words.Refreshing)
	case s.blockFailure() != nil:
		return s.explain(f, s.blockFailure(), at)
	case !at.IsZero():
		return dim(fmt.Sprintf(words.Fetched, f.Text.Age(f.Now, at)))
	}
	return dim(words.NotFetched)
}

func (s *Screen) explain(f screen.Frame, failure *partner.Error, at time.Time) []string {
	lines := widget.Paragraph(f.Theme.Glyphs.Cross+" "+f.Text.Failed(f.Now, s.record.States[partner.BlockServices]).Text(), 1, f.Width)
	if failure.CorrelationID != "" {
		lines = append(lines, " "+f.Theme.Dim.S(fmt.Sprintf(f.Text.Customers.Record.Correlation, safetext.Line(failure.CorrelationID))))
	}
	if !at.IsZero() {
		lines = append(lines, " "+f.Theme.Dim.S(fmt.Sprintf(f.Text.Customers.Record.Fetched, f.Text.Age(f.Now, at))))
	}
	return lines
}

func (s *Screen) formView(f screen.Frame, top int) ([]string, *screen.Cursor) {
	var lines []string
	for _, r := range s.rows {
		if r.sub.ID != s.editor.id {
			continue
		}
		lines = append(lines, " "+f.Theme.Heading.S(cell.Cut(nameOf(r.sub), f.Width-1)))
		if s.editor.edit.Change == partner.ChangeSeats {
			lines = append(lines, widget.Paragraph(s.text.Count(s.text.Customers.Record.Seats, r.sub.Quantity)+s.text.Common.Comma+s.seatRule(r.sub), 1, f.Width)...)
		}
		lines = append(lines, "")
	}
	drawn, line, column := s.form.View(f.Theme, f.Width, max(f.Height-top-len(lines), 0))
	var cursor *screen.Cursor
	if column >= 0 {
		cursor = &screen.Cursor{Row: top + len(lines) + line, Column: column}
	}
	return append(lines, drawn...), cursor
}

func (s *Screen) body(f screen.Frame, height int) []string {
	th, t := f.Theme, f.Text.Subscriptions
	if len(s.rows) == 0 {
		if s.wasRead() {
			return widget.Paragraph(t.Empty, 1, f.Width)
		}
		return nil
	}
	widths := s.columns(f.Width)
	lines := []string{"   " + th.Dim.S(widget.Columns(widths[:], t.Column[0], t.Column[1], t.Column[2], t.Column[3]))}
	for _, slot := range s.list.Visible(s, max(height-1, 0)) {
		line := s.line(f, slot, widths)
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

func (s *Screen) line(f screen.Frame, slot widget.Slot, widths [4]int) string {
	r, th := s.rows[slot.Row], f.Theme
	above := s.before(slot.Row)
	switch {
	case slot.Line < above-1:
		return ""
	case slot.Line < above:
		return "   " + th.Heading.S(f.Text.Subscriptions.Portals)
	case slot.Line > above:
		return s.details(slot.Row)[slot.Line-above-1]
	case r.portal.AdminURL != "":
		name := safetext.Line(r.portal.Name)
		return "   " + cell.Fit(name, max(min(f.Width/3, 24), 1)) + "  " + th.Dim.S(safetext.Line(r.portal.AdminURL))
	}
	sign := th.Glyphs.Collapsed
	if s.open[r.sub.ID] {
		sign = th.Glyphs.Expanded
	}
	cells := s.cells(r)
	text := widget.Columns(widths[:], cells[:]...)
	if !strings.EqualFold(r.sub.Status, partner.SubscriptionActive) {
		text = th.Dim.S(text)
	}
	return " " + sign + " " + text
}

// cells are name, seats, state and term of a subscription.
func (s *Screen) cells(r row) [4]string {
	name := nameOf(r.sub)
	if r.addOn || r.sub.ParentID != "" {
		name += s.text.Common.Comma + s.text.Customers.Record.AddOn
	}
	if r.addOn {
		name = "  " + name
	}
	if r.sub.Trial {
		name += s.text.Common.Comma + s.text.Customers.Record.Trial
	}
	seats := ""
	if r.sub.BySeat() {
		seats = s.text.Number(r.sub.Quantity)
	}
	return [4]string{name, seats, widget.Named(s.text.Common.SubscriptionState, strings.ToLower(r.sub.Status)), s.text.TermEnd(r.sub, s.now)}
}

// details are the lines below a subscription whose details are shown.
func (s *Screen) details(i int) []string {
	sub := s.rows[i].sub
	if sub.ID == "" || !s.open[sub.ID] {
		return nil
	}
	t := s.text.Subscriptions
	var lines []string
	add := func(name, value string) {
		if value != "" {
			for _, part := range cell.Wrap(safetext.Line(value), max(s.width-labelWidth-7, 1)) {
				lines = append(lines, "     "+cell.Fit(name, labelWidth)+" "+part)
				name = ""
			}
		}
	}
	add(t.Term, s.length(sub.Term))
	add(t.Billing, widget.Named(t.Cycles, strings.ToLower(sub.BillingCycle)))
	add(t.Renewal, s.renewal(sub))
	if sub.BySeat() {
		add(t.SeatsNow, s.text.Number(sub.Quantity)+s.text.Common.Comma+s.seatRule(sub))
	}
	add(t.Cancel, s.cancelRule(sub))
	add(t.SuspendedFor, strings.Join(sub.SuspendedFor, s.text.Common.Comma))
	if !sub.Starts.IsZero() {
		add(t.Bought, s.text.Date(sub.Starts))
	}
	add(t.Order, sub.OrderID)
	add(t.ID, sub.ID)
	return lines
}

// labelWidth is the room for the names of the details.
const labelWidth = 13

// length is a term in words, or as the service wrote it.
func (s *Screen) length(iso string) string {
	years, months, ok := partner.ParseTerm(iso)
	switch {
	case !ok:
		return safetext.Line(iso)
	case years > 0:
		return s.text.Count(s.text.Subscriptions.Years, years)
	}
	return s.text.Count(s.text.Subscriptions.Months, months)
}

func (s *Screen) renewal(sub partner.Subscription) string {
	t := s.text.Subscriptions
	text := t.NoEnd
	switch {
	case sub.Ends.IsZero():
	case sub.AutoRenew:
		text = fmt.Sprintf(t.RenewsOn, s.text.Date(sub.Ends))
		if sub.RenewalTerm != "" && sub.RenewalTerm != sub.Term {
			text += s.text.Common.Comma + s.length(sub.RenewalTerm)
		}
	default:
		text = fmt.Sprintf(t.EndsOn, s.text.Date(sub.Ends))
	}
	if sub.NextTerm {
		text += s.text.Common.Comma + t.NextTerm
	}
	return text
}

// seatRule says how far the seats can go down now.
func (s *Screen) seatRule(sub partner.Subscription) string {
	t, r := s.text.Subscriptions, sub.Seats(s.now)
	rule := fmt.Sprintf(t.Fewest, s.text.Number(r.Fewest))
	switch {
	case !sub.NewCommerce():
		return t.AnyTime
	case r.Fewest >= sub.Quantity:
		return t.FewestNow
	case !r.Until.IsZero():
		rule = fmt.Sprintf(t.FewestUntil, s.text.Number(r.Fewest), s.text.Moment(r.Until.In(s.now.Location())))
	}
	if !r.Sure {
		rule += " (" + t.Computed + ")"
	}
	return rule
}

// cancelRule says until when a subscription can be canceled, or why not.
func (s *Screen) cancelRule(sub partner.Subscription) string {
	t := s.text.Subscriptions
	if why := sub.MayChange(partner.ChangeCancel, s.record.Subscriptions, s.now); why != "" {
		return s.text.Detail(string(why))
	}
	until, sure := sub.CancelBy()
	if until.IsZero() {
		return t.Computed
	}
	text := fmt.Sprintf(t.CancelUntil, s.text.Moment(until.In(s.now.Location())))
	if !sure {
		text += " (" + t.Computed + ")"
	}
	return text
}
