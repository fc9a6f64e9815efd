package customers

import (
	"context"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
)

// record is what is shown of an expanded customer.
type record struct {
	partner.Record
	read     bool  // the store has answered
	failure  error // of reading the store
	fetching map[partner.Block]bool
	version  int // grows with each change, for the layout
	laid     layout
}

// states of a block of a record, for drawing.
func (r *record) loading(b partner.Block) bool {
	return !r.read && r.failure == nil || r.fetching[b]
}

type (
	recordRead struct {
		id     partner.CustomerID
		record partner.Record
		stale  []partner.Block // to fetch now
		err    error
	}
	blockFetched struct {
		id    partner.CustomerID
		block partner.Block
		err   error
	}
)

// readRecord reads a record from the store. With look it also says which parts
// are missing or old, so that they are fetched.
func (d Deps) readRecord(box *screen.Mailbox, id partner.CustomerID, look bool) tea.Cmd {
	return box.Ask("record "+string(id), func(ctx context.Context) tea.Msg {
		rec, err := d.Source.Record(ctx, id)
		m := recordRead{id: id, record: rec, err: err}
		if err == nil && look && d.Fetcher != nil {
			m.stale = stale(rec, d.Now())
		}
		return m
	})
}

// stale lists the blocks that were never fetched or are old.
func stale(rec partner.Record, now time.Time) []partner.Block {
	var blocks []partner.Block
	for _, b := range partner.Blocks() {
		if rec.States[b].Old(now, staleAfter) {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// fetch brings one block from the service into the store.
func (d Deps) fetch(box *screen.Mailbox, id partner.CustomerID, b partner.Block) tea.Cmd {
	return box.Ask("fetch "+string(b)+" "+string(id), func(ctx context.Context) tea.Msg {
		return blockFetched{id: id, block: b, err: d.Fetcher.FetchBlock(ctx, id, b)}
	})
}

func (s *Screen) recordCame(m recordRead) tea.Cmd {
	s.outdated(m.id)
	r, ok := s.open[m.id]
	if !ok {
		return nil
	}
	height := 0
	if s.list.ID() == string(m.id) && s.list.Index() < s.rows.Len() {
		height = s.rows.Height(s.list.Index())
	}
	r.version++
	if r.failure = m.err; m.err == nil {
		r.Record, r.read = m.record, true
	}
	var all []tea.Cmd
	for _, b := range m.stale {
		if !r.fetching[b] {
			r.fetching[b] = true
			all = append(all, s.d.fetch(s.Box(), m.id, b))
		}
	}
	s.list.Sync(s.rows, s.list.Index())
	if height > 0 && s.rows.Height(s.list.Index()) > height { // what came is not below the edge
		s.list.Reveal(s.rows)
	}
	return tea.Batch(all...)
}

// blockCame reads the record again, in which the block or its failure stands
// now. The lines stay as they are until then, so that the old age is not seen for
// a moment. The customer's own row may have changed with it.
func (s *Screen) blockCame(m blockFetched) tea.Cmd {
	s.outdated(m.id)
	r, ok := s.open[m.id]
	if !ok {
		return nil
	}
	delete(r.fetching, m.block)
	again := s.d.readRecord(s.Box(), m.id, false)
	if m.block == partner.BlockAccount {
		return tea.Batch(again, s.loadAgain())
	}
	return again
}

func (s *Screen) openRecord(id partner.CustomerID) tea.Cmd {
	if s.open[id] != nil {
		return nil
	}
	s.open[id] = &record{fetching: make(map[partner.Block]bool)}
	return s.d.readRecord(s.Box(), id, true)
}

// closeRecord forgets a record. A fetch that is under way goes on: what it
// brings is in the store when the record is opened again.
func (s *Screen) closeRecord(id partner.CustomerID) {
	delete(s.open, id)
	s.Forget("record " + string(id))
}

// expand opens the record under the cursor; on a part of an open one it shows
// that part alone.
func (s *Screen) expand() tea.Cmd {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	if s.open[c.ID] == nil {
		cmd := s.openRecord(c.ID)
		s.reveal()
		return cmd
	}
	if s.list.Stop() == 0 {
		return s.move(1)
	}
	return s.openBlock()
}

// toggle opens or closes the record on a customer's line, and shows a part of
// it alone on the others.
func (s *Screen) toggle() tea.Cmd {
	c, ok := s.selected()
	switch {
	case !ok:
		return nil
	case s.list.Stop() > 0:
		return s.openBlock()
	case s.open[c.ID] != nil:
		return s.collapse()
	}
	return s.expand()
}

func (s *Screen) openBlock() tea.Cmd {
	c, _ := s.selected()
	block := partner.Blocks()[min(s.list.Stop()-1, len(partner.Blocks())-1)]
	return s.Go(screen.Push{Screen: s.d.Part(c, block)})
}

func (s *Screen) collapse() tea.Cmd {
	c, ok := s.selected()
	if !ok || s.open[c.ID] == nil {
		return nil
	}
	s.list.SelectStop(s.rows, 0)
	s.closeRecord(c.ID)
	s.list.Sync(s.rows, s.list.Index())
	return nil
}

// expandAll opens the records of the customers on the screen.
func (s *Screen) expandAll() tea.Cmd {
	var all []tea.Cmd
	for _, slot := range slices.Clone(s.list.Visible(s.rows, s.list.Height())) {
		all = append(all, s.openRecord(s.window.Rows[slot.Row].ID))
	}
	s.list.Sync(s.rows, s.list.Index())
	return tea.Batch(all...)
}

func (s *Screen) collapseAll() tea.Cmd {
	s.list.SelectStop(s.rows, 0)
	for id := range s.open {
		s.closeRecord(id)
	}
	s.list.Sync(s.rows, s.list.Index())
	return nil
}

// reloadRecords reads the open records again after the store changed.
func (s *Screen) reloadRecords() tea.Cmd {
	var all []tea.Cmd
	for id := range s.open {
		all = append(all, s.d.readRecord(s.Box(), id, false))
	}
	return tea.Batch(all...)
}

// reveal shows as much of the record under the cursor as fits.
func (s *Screen) reveal() {
	s.list.Sync(s.rows, s.list.Index())
	s.list.Reveal(s.rows)
}
