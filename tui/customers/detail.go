package customers

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
)

// detail is what stands beside or below the list: the record of the customer
// under the cursor as the store has it. Nothing is fetched for it.
type detail struct {
	on      bool
	asked   partner.CustomerID // who was read last, or is being read
	stale   bool               // the store may have changed since
	shown   partner.CustomerID // whose record it is; "" before the first
	record  partner.Record
	waiting []partner.Intent // changes of theirs that got no answer
	failure error            // of reading the store
	version int              // grows with each reading

	// What was scrolled to: a part, and so many lines into it. It stays when the
	// cursor goes to another customer, whose record then begins at the same part.
	part, offset int

	text   detailText
	place  detailPlace
	joined []joined
}

// detailRead brings the record of a customer.
type detailRead struct {
	id      partner.CustomerID
	record  partner.Record
	waiting []partner.Intent
	err     error
}

// toggleDetail shows the detail, or hides it.
func (s *Screen) toggleDetail() tea.Cmd {
	s.detail = detail{on: !s.detail.on}
	s.Forget("detail")
	return s.remember()
}

// follow reads the record of the customer under the cursor if the detail shows
// another one, or the store has changed. One question is under way at a time: a
// held key asks for the first customer and for the last, not for those between.
func (s *Screen) follow() tea.Cmd {
	d := &s.detail
	if !d.on || s.Asking("detail") || s.divide(s.size.Width, s.size.Height).detail == 0 {
		return nil
	}
	c, ok := s.selected()
	if !ok || c.ID == d.asked && !d.stale {
		return nil
	}
	d.asked, d.stale = c.ID, false
	source, waiting := s.d.Source, s.d.Waiting
	return s.Ask("detail", func(ctx context.Context) tea.Msg {
		m := detailRead{id: c.ID}
		m.record, m.err = source.Record(ctx, c.ID)
		if m.err == nil && waiting != nil {
			m.waiting, m.err = waiting(ctx)
			m.waiting = slices.DeleteFunc(m.waiting, func(in partner.Intent) bool { return in.Customer != c.ID })
		}
		return m
	})
}

// detailCame shows a record, unless the cursor has gone on: then the next
// question is about where it stands now.
func (s *Screen) detailCame(m detailRead) {
	d := &s.detail
	if c, ok := s.selected(); !ok || c.ID != m.id {
		d.asked = ""
		return
	}
	d.version++
	d.shown, d.record, d.waiting, d.failure = m.id, m.record, m.waiting, m.err
}

// outdated has the detail read again if it is about a customer.
func (s *Screen) outdated(id partner.CustomerID) {
	if s.detail.asked == id {
		s.detail.stale = true
	}
}

// turnDetail goes to the next part of the record in the detail, or to the one
// before; by a page where the part is longer than that.
func (s *Screen) turnDetail(way int) tea.Cmd {
	d := &s.detail
	if len(d.text.parts) == 0 { // nothing was drawn yet
		return nil
	}
	top, page := d.top(), max(d.room()-1, 1)
	if way > 0 {
		next := len(d.text.parts) - 1
		for next > 0 && d.text.parts[next-1].line > top {
			next--
		}
		line := d.text.parts[next].line
		if top < d.lowest() {
			line = min(line, top+page)
		}
		d.scrollTo(max(line, top))
		return nil
	}
	line := 0
	for _, p := range d.text.parts {
		if p.line < top {
			line = p.line
		}
	}
	d.scrollTo(max(line, top-page))
	return nil
}

func (s *Screen) scrollDetail(lines int) tea.Cmd {
	d := &s.detail
	d.scrollTo(min(d.top()+lines, d.lowest()))
	return nil
}

// scrollTo begins the text of the detail with a line.
func (d *detail) scrollTo(line int) {
	line = max(line, 0)
	for i, p := range d.text.parts {
		if p.line <= line {
			d.part, d.offset = i, line-p.line
		}
	}
}

// top is the first line of the text that is seen.
func (d *detail) top() int {
	parts := d.text.parts
	if len(parts) == 0 {
		return 0
	}
	i, end := min(d.part, len(parts)-1), len(d.text.lines)
	if i+1 < len(parts) {
		end = parts[i+1].line
	}
	line := parts[i].line
	return min(line+max(min(d.offset, end-line-1), 0), d.lowest())
}

// room is how many lines of the text are seen, lowest the first of them at the
// end of the text.
func (d *detail) room() int   { return max(d.place.height-len(d.text.head), 0) }
func (d *detail) lowest() int { return max(len(d.text.lines)-d.room(), 0) }

// failed gives why the first part that is seen is old or not shown, of those that
// tell what to quote of it.
func (d *detail) failed() error {
	if d.room() == 0 {
		return nil
	}
	for i, p := range d.text.parts {
		end := len(d.text.lines)
		if i+1 < len(d.text.parts) {
			end = d.text.parts[i+1].line
		}
		seen := end > d.top() && p.line < d.top()+d.room()
		if err := told(failureOf(d.record.States[p.block])); seen && partner.CorrelationOf(err) != "" {
			return err
		}
	}
	return nil
}

// pointed gives the part of the record that stands in a line of the detail.
func (d *detail) pointed(line int) (partner.Block, bool) {
	line += d.top() - len(d.text.head)
	var block partner.Block
	for _, p := range d.text.parts {
		if p.line <= line && line >= d.top() && line < len(d.text.lines) {
			block = p.block
		}
	}
	return block, block != ""
}
