package bulk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// handStep is the state of the third step.
type handStep struct {
	folder  widget.Field
	way     partner.Channel // in which mails leave now; "" while that is chosen
	queue   []int           // rows whose mails leave in this pass, the next one first
	last    int             // row of the mail that left last, -1 before the first
	stopped string          // why a pass ended early

	off map[partner.Channel]error // by which mails cannot leave here, and why
}

// handed says what became of a row. It is on the disk already.
type handed struct {
	i    int
	row  invite.BulkRow
	err  error   // nothing was done: what was typed could not be kept, or the batch not be read
	took unsaved // what was typed
	// round and batch are those of a pass that begins with this mail.
	round *invite.BulkRound
	batch invite.BulkBatch
}

// begun keeps what was typed and, of files, the folder, so that a pass that is cut
// short is gone on with there; then it begins the round.
func begun(ctx context.Context, d Deps, id string, way partner.Channel, folder string, keep func(context.Context) error) (round *invite.BulkRound, batch invite.BulkBatch, err error) {
	if err = keep(ctx); err != nil {
		return nil, batch, err
	}
	if batch, err = d.Service.Load(ctx, id); err != nil {
		return nil, batch, err
	}
	if way == partner.ChannelFile {
		batch.Folder = d.Place(folder)
		if err = d.Service.SaveText(ctx, batch); err != nil {
			return nil, batch, err
		}
	}
	return d.Service.Round(ctx, batch)
}

// decided says what the person decided about an unclear row.
type decided struct {
	i   int
	row invite.BulkRow
	err error
}

func (s *Screen) enterHand() {
	s.step = stepHand
	s.hand.way, s.hand.queue, s.hand.last, s.hand.stopped = "", nil, -1, ""
}

// unclear reports whether the row under the cursor is one that nobody knows of.
func (s *Screen) unclear() bool {
	i := s.current()
	return i >= 0 && s.batch.Rows[i].State == partner.RowUnclear
}

// can reports whether a row's mail may leave in a pass. One that perhaps left
// waits for the person.
func (s *Screen) can(i int) bool {
	row := s.batch.Rows[i]
	return s.goes(i) && row.State != partner.RowUnclear
}

func (s *Screen) handKeys() keys.Table {
	switch {
	case s.hand.way == partner.ChannelFile:
		return keys.BulkWriting()
	case s.hand.way != "":
		return keys.BulkOneByOne()
	}
	table := keys.BulkWays()
	for way, intent := range map[partner.Channel]keys.Intent{partner.ChannelMailApp: keys.BulkMailApp, partner.ChannelClipboard: keys.BulkClipboard} {
		if err := s.hand.off[way]; err != nil {
			table = table.Set(intent, sentence(s.text, err)).Show(intent, false)
		}
	}
	if !s.unclear() {
		table = table.Drop(keys.BulkDecide)
	}
	if s.waiting() == 0 {
		table = table.Drop(keys.BulkGiveUp)
	}
	if s.countRows(s.can) == 0 {
		return table.Drop(keys.BulkFiles, keys.BulkMailApp, keys.BulkClipboard, keys.BulkFolder)
	}
	return table.Show(keys.BulkDone, false)
}

func (s *Screen) handKey(msg tea.KeyMsg) tea.Cmd {
	switch intent := s.handKeys().Match(msg); intent {
	case keys.BulkStop:
		s.hand.queue = nil
		if !s.Asking(slotHand) {
			s.endPass()
		}
	case keys.BulkGoOn:
		return s.next()
	case keys.BulkSkip:
		if !s.Asking(slotHand) && len(s.hand.queue) > 0 {
			s.hand.queue = s.hand.queue[1:]
			s.point()
		}
	case keys.BulkFiles:
		t := s.text.Bulk
		s.dialog = widget.Ask(s.text.Count(t.AskFiles, s.countRows(s.can)), fmt.Sprintf(t.AskFilesTell, s.hand.folder.Value()), t.FilesNo, t.FilesYes,
			func() tea.Cmd { return s.pass(partner.ChannelFile) })
	case keys.BulkMailApp:
		return s.pass(partner.ChannelMailApp)
	case keys.BulkClipboard:
		return s.pass(partner.ChannelClipboard)
	case keys.BulkFolder:
		field := widget.NewField(s.hand.folder.Value(), 1024)
		s.field = &field
	case keys.BulkDecide:
		s.askDecide()
	case keys.BulkGiveUp:
		return s.giveUp()
	case keys.BulkBack:
		if s.waiting() == 0 {
			return s.leave()
		}
		return s.goTo(stepText)
	case keys.BulkDone:
		return s.leave()
	default:
		s.list.Steer(rows(s.batch.Rows), intent)
	}
	return nil
}

// pass begins to hand mails over by a channel: all of them as files, the others
// one with each key.
func (s *Screen) pass(way partner.Channel) tea.Cmd {
	h := &s.hand
	h.way, h.last, h.stopped, h.queue = way, -1, "", nil
	for i := range s.batch.Rows {
		if s.can(i) {
			h.queue = append(h.queue, i)
		}
	}
	s.touched = true
	return s.next()
}

// next hands the next mail over. What was typed is kept before the first one.
func (s *Screen) next() tea.Cmd {
	h := &s.hand
	if s.Asking(slotHand) {
		return nil
	}
	if len(h.queue) == 0 {
		s.endPass()
		return nil
	}
	i := h.queue[0]
	h.queue = h.queue[1:]
	first := h.last < 0
	d, way, batch, round := s.d, h.way, s.batch, s.round
	folder := h.folder.Value()
	keep, took := s.flush(), unsaved{}
	if first {
		took, s.unsaved = s.unsaved, unsaved{}
	}
	s.list.Select(rows(batch.Rows), rows(batch.Rows).ID(i))
	return s.Ask(slotHand, func(ctx context.Context) tea.Msg {
		ctx = context.WithoutCancel(ctx) // what has begun goes on
		m := handed{i: i, row: batch.Rows[i], took: took}
		if first {
			if m.round, m.batch, m.err = begun(ctx, d, batch.ID, way, folder, keep); m.err != nil {
				return m
			}
			round, folder, m.row = m.round, cmp.Or(m.batch.Folder, folder), m.batch.Rows[i]
		}
		m.row = round.HandOver(ctx, m.row, way, d.Give(way, folder))
		return m
	})
}

// ofRow are the errors that are about one mail; after any other the next mails
// would fail as well.
var ofRow = []partner.Code{partner.CodeInvalidInput, partner.CodeNotAllowed, partner.CodeTooLong, partner.CodeLinkBroken, partner.CodeConflict, partner.CodeNotFound}

func (s *Screen) handedCame(m handed) tea.Cmd {
	h := &s.hand
	if m.err != nil {
		s.unsaved.add(m.took)
		s.endPass()
		h.stopped = sentence(s.text, m.err)
		return s.failed(m.err)
	}
	if m.round != nil {
		s.round, s.batch.Rows = m.round, slices.Clone(m.batch.Rows)
		if s.batch.Folder = m.batch.Folder; s.batch.Folder != "" {
			h.folder.Set(s.batch.Folder)
		}
	}
	s.batch.Rows = slices.Clone(s.batch.Rows)
	s.batch.Rows[m.i] = m.row
	h.last = m.i
	changed := screen.Send(screen.Changed{})
	failed := m.row.State == partner.RowFailed || m.row.State == partner.RowUnclear
	switch {
	case failed && !slices.Contains(ofRow, m.row.Code):
		s.endPass()
		h.stopped = who(m.row) + s.text.Common.Colon + sentence(s.text, partner.NewError(m.row.Code, m.row.Detail, nil))
		return tea.Batch(changed, s.over())
	case len(h.queue) == 0:
		s.endPass()
		return tea.Batch(changed, s.over())
	case h.way == partner.ChannelFile:
		return s.next()
	}
	s.point()
	return changed
}

// over keeps that a batch is done when its last mail has left.
func (s *Screen) over() tea.Cmd {
	if s.waiting() > 0 {
		return s.recheck()
	}
	return tea.Batch(s.recheck(), s.done())
}

// finishedIfOver leaves out what cannot leave any more when mails are handed over
// and none of them is left, so that nobody waits for it.
func (s *Screen) finishedIfOver() tea.Cmd {
	if s.step != stepHand || s.hand.way != "" || s.waiting() == 0 || !invite.Over(s.batch.Rows, s.verdicts) {
		return nil
	}
	s.batch.Rows = slices.Clone(s.batch.Rows)
	for i := range s.batch.Rows {
		s.batch.Rows[i].Out = s.batch.Rows[i].Out || s.stuck(i)
	}
	return s.done()
}

// done keeps that the batch is over.
func (s *Screen) done() tea.Cmd {
	s.unsaved.text, s.taken = false, unsaved{}
	service, batch := s.d.Service, s.batch
	return s.Ask(slotSave, func(ctx context.Context) tea.Msg {
		return saved{err: service.Close(context.WithoutCancel(ctx), batch)}
	})
}

// endPass goes back to the choice of a way.
func (s *Screen) endPass() { s.hand.way, s.hand.queue = "", nil }

// point puts the cursor on the mail that leaves next; without one the pass is
// over.
func (s *Screen) point() {
	if len(s.hand.queue) == 0 {
		s.endPass()
		return
	}
	s.list.Select(rows(s.batch.Rows), rows(s.batch.Rows).ID(s.hand.queue[0]))
}

// askDecide asks whether a mail left of which nobody knows.
func (s *Screen) askDecide() {
	i, t := s.current(), s.text.Bulk
	decide := func(left bool) func() tea.Cmd {
		return func() tea.Cmd {
			round, row := s.round, s.batch.Rows[i]
			return s.Ask(slotHand, func(ctx context.Context) tea.Msg {
				row, err := round.Decide(context.WithoutCancel(ctx), row, left)
				return decided{i, row, err}
			})
		}
	}
	s.dialog = &widget.Dialog{Title: fmt.Sprintf(t.AskDecide, who(s.batch.Rows[i])), Body: []string{t.DecideTell}, Options: []widget.Option{
		{Label: t.DecideNo}, {Label: t.DecideLeft, Key: "y", Do: decide(true)}, {Label: t.DecideAgain, Key: "n", Do: decide(false)},
	}}
}

func (s *Screen) decidedCame(m decided) tea.Cmd {
	if m.err != nil {
		return s.failed(m.err)
	}
	s.batch.Rows = slices.Clone(s.batch.Rows)
	s.batch.Rows[m.i] = m.row
	return tea.Batch(screen.Send(screen.Changed{}), s.over())
}
