package bulk

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// The slots of the screen's questions.
const (
	slotBegin = "begin"
	slotCheck = "check"
	slotSave  = "save"
	slotMail  = "mail"
	slotHand  = "hand-over"
	slotClose = "close"
)

// The steps.
const (
	stepCheck = 1
	stepText  = 2
	stepHand  = 3
)

// Screen is the three steps of one batch, or the form that asks for its file.
type Screen struct {
	screen.Mailbox
	d    Deps
	text *i18n.Strings
	kind partner.JobKind
	rows Rows         // who is meant; nil if that is asked for, or if only an earlier batch is gone on with
	from string       // file that they come from
	form *widget.Form // that asks for the file; nil if none is needed
	file *widget.Input

	batch    invite.BulkBatch
	round    *invite.BulkRound // nil before the batch is open
	verdicts []invite.BulkVerdict
	touched  bool              // something was changed that would be lost
	failure  error             // why it could not be begun
	earlier  *invite.BulkBatch // that is offered to go on with; its date is drawn in the zone of the frame
	step     int
	dialog   *widget.Dialog

	unsaved unsaved
	taken   unsaved     // by the write that is on its way
	list    widget.List // of the rows, in the first and the third step
	field   *widget.Field
	letters textStep
	hand    handStep
}

// New makes the screen for those whom rows finds. Where an earlier batch of the
// kind waits, that is offered first.
func New(d Deps, kind partner.JobKind, rows Rows) *Screen {
	return &Screen{d: d, text: d.Text, kind: kind, rows: rows, step: stepCheck, hand: handStep{folder: widget.NewField(d.Folder, 1024)}}
}

// FromFile makes the screen for requests from a file, which it asks for.
func FromFile(d Deps) *Screen {
	s := New(d, partner.JobRequests, nil)
	t := d.Text.Bulk
	s.file = widget.TextInput(t.File, t.FileHint, "", 1024)
	s.form = &widget.Form{Inputs: []*widget.Input{s.file}}
	return s
}

type (
	// offered brings an earlier batch that waits.
	offered struct{ batch invite.BulkBatch }
	// opened brings a batch with what a check says of it.
	opened struct {
		batch    invite.BulkBatch
		round    *invite.BulkRound
		verdicts []invite.BulkVerdict
		off      map[partner.Channel]error // by which mails cannot leave here
		err      error
	}
	checked struct{ verdicts []invite.BulkVerdict }
	closed  struct {
		text string
		err  error
	}
)

// Init looks for an earlier batch, or begins one.
func (s *Screen) Init() tea.Cmd { return s.begin(true) }

// begin opens a new batch, unless an earlier one waits and is to be offered.
func (s *Screen) begin(offer bool) tea.Cmd {
	d, kind, rows, from := s.d, s.kind, s.rows, s.from
	return s.Ask(slotBegin, func(ctx context.Context) tea.Msg {
		earlier, err := d.Service.Unfinished(ctx, kind)
		switch {
		case err != nil:
			return opened{err: err}
		case len(earlier) > 0 && offer:
			return offered{earlier[0]}
		case rows == nil:
			return opened{}
		}
		found, err := rows(ctx)
		if err != nil {
			return opened{err: err}
		}
		m := start(ctx, d, kind, from, found)
		if m.err == nil {
			m.err = giveUp(ctx, d, earlier)
		}
		return m
	})
}

// giveUp closes batches in favor of a new one.
func giveUp(ctx context.Context, d Deps, earlier []invite.BulkBatch) error {
	for _, batch := range earlier {
		if err := d.Service.Close(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// start keeps a new batch and checks it.
func start(ctx context.Context, d Deps, kind partner.JobKind, from string, rows []invite.BulkRow) opened {
	ctx = context.WithoutCancel(ctx)
	batch, err := d.Service.Begin(ctx, kind, from, rows)
	if err != nil {
		return opened{err: err}
	}
	return open(ctx, d, batch)
}

func open(ctx context.Context, d Deps, batch invite.BulkBatch) opened {
	round, batch, err := d.Service.Round(ctx, batch)
	if err != nil {
		return opened{err: err}
	}
	m := opened{batch: batch, round: round, verdicts: round.Check(batch.Rows), off: make(map[partner.Channel]error)}
	for _, way := range []partner.Channel{partner.ChannelMailApp, partner.ChannelClipboard} {
		if err := d.Ready(way); err != nil {
			m.off[way] = err
		}
	}
	return m
}

func (s *Screen) load(id string) tea.Cmd {
	d := s.d
	return s.Ask(slotBegin, func(ctx context.Context) tea.Msg {
		batch, err := d.Service.Load(ctx, id)
		if err != nil {
			return opened{err: err}
		}
		return open(ctx, d, batch)
	})
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case offered:
		s.offer(m.batch)
	case opened:
		return s.openedCame(m)
	case checked:
		s.verdicts = m.verdicts
		return s.finishedIfOver()
	case saved:
		return s.savedCame(m)
	case mailMade:
		s.letters.came(m)
	case handed:
		return s.handedCame(m)
	case decided:
		return s.decidedCame(m)
	case closed:
		if m.err != nil {
			return s.failed(m.err)
		}
		s.Go(screen.Pop{})
		return tell(screen.Info, m.text)
	case notLeft:
		return tea.Batch(s.savedCame(m.saved), s.failed(m.err))
	case error:
		return s.failed(m)
	}
	return nil
}

// offer asks whether to go on with an earlier batch, which enter does.
func (s *Screen) offer(earlier invite.BulkBatch) {
	t := s.text.Bulk
	waits := earlier.Waiting()
	s.earlier = &earlier
	s.dialog = &widget.Dialog{
		Title:   s.text.Count(t.Earlier, waits),
		Options: []widget.Option{{Label: t.GoOn, Do: func() tea.Cmd { return s.load(earlier.ID) }}},
	}
	switch {
	case s.form != nil:
		s.dialog.Options = append(s.dialog.Options, widget.Option{Label: t.Anew, Key: "n", Do: func() tea.Cmd { return nil }})
	case s.rows != nil:
		s.dialog.Options = append(s.dialog.Options, widget.Option{Label: t.Anew, Key: "n", Do: func() tea.Cmd { return s.begin(false) }})
	}
}

// openedCame takes a batch, at the step at which it was left; if the program ended
// while a mail left, that is asked about first, whatever step was kept by then.
func (s *Screen) openedCame(m opened) tea.Cmd {
	switch {
	case m.err != nil && s.form != nil:
		x := s.text.Explain(m.err)
		s.file.Refused, s.rows = i18n.Join(i18n.Capital(x.Mistake()), x.Advice()), nil
		return nil
	case m.err != nil:
		s.failure = m.err
		return nil
	case m.round == nil && s.form != nil:
		return nil
	case m.round == nil:
		s.Go(screen.Pop{})
		return tell(screen.Warning, s.text.Bulk.NothingMarked[string(s.kind)])
	}
	s.batch, s.round, s.verdicts, s.form, s.hand.off = m.batch, m.round, m.verdicts, nil, m.off
	s.touched = s.batch.Step > stepCheck || len(s.batch.Letters) > 0 || slices.ContainsFunc(s.batch.Rows, invite.BulkRow.Finished)
	s.list.Sync(rows(s.batch.Rows), 0)
	if s.batch.Folder != "" {
		s.hand.folder.Set(s.batch.Folder)
	}
	unclear := slices.ContainsFunc(s.batch.Rows, func(r invite.BulkRow) bool { return r.State == partner.RowUnclear })
	switch {
	case unclear, s.batch.Step >= stepHand:
		s.enterHand()
		return s.finishedIfOver()
	case s.batch.Step == stepText:
		return s.enterText()
	}
	return nil
}

// rows makes a list of the rows of a batch.
type rows []invite.BulkRow

func (r rows) Len() int        { return len(r) }
func (r rows) ID(i int) string { return fmt.Sprint(r[i].N) }
func (rows) Height(int) int    { return 1 }
func (rows) Stops(int) []int   { return nil }

// Typing reports whether letters are text now.
func (s *Screen) Typing() bool {
	switch {
	case s.dialog != nil, s.failure != nil, s.beginning():
		return false
	case s.form != nil:
		return s.form.Typing()
	case s.field != nil:
		return true
	}
	return s.step == stepText && s.letters.writing()
}

// beginning reports whether a batch is begun or read. The form for a file can be
// written in while earlier batches are looked for.
func (s *Screen) beginning() bool {
	if s.form != nil {
		return s.rows != nil && s.Asking(slotBegin)
	}
	return s.round == nil
}

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.failure != nil, s.beginning():
		return keys.Table{{Intent: keys.BulkBack, Keys: []string{"esc"}, Short: true}}
	case s.form != nil:
		return s.form.Keys()
	case s.field != nil:
		return keys.BulkAddressing()
	case s.step == stepCheck:
		return s.checkKeys()
	case s.step == stepText:
		return s.textKeys()
	}
	return s.handKeys()
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.dialog != nil:
		return s.answer(msg)
	case s.failure != nil, s.beginning():
		if s.Keys().Match(msg) == keys.BulkBack {
			s.Forget(slotBegin)
			return s.Go(screen.Pop{})
		}
		return nil
	case s.form != nil:
		return s.formKey(msg)
	case s.field != nil:
		return s.fieldKey(msg)
	case s.step == stepCheck:
		return s.checkKey(msg)
	case s.step == stepText:
		return s.textKey(msg)
	}
	return s.handKey(msg)
}

// answer gives a key to the question that is open. Who does not answer whether to
// go on with an earlier batch goes back.
func (s *Screen) answer(msg tea.KeyMsg) tea.Cmd {
	chosen, done := s.dialog.Update(msg)
	if !done {
		return nil
	}
	s.dialog, s.earlier = nil, nil
	switch {
	case chosen.Do != nil:
		return chosen.Do()
	case s.round == nil:
		return s.Go(screen.Pop{})
	}
	return nil
}

// formKey gives a key to the form that asks for a file.
func (s *Screen) formKey(msg tea.KeyMsg) tea.Cmd {
	switch s.form.Update(msg) {
	case widget.FormLeft:
		return s.Go(screen.Pop{})
	case widget.FormSubmitted:
		read, path := s.d.Read, s.file.Value()
		if path == "" {
			return nil
		}
		s.rows, s.from = func(ctx context.Context) ([]invite.BulkRow, error) { return read(ctx, path) }, path
		return s.begin(false)
	}
	return nil
}

// who names a row for people.
func who(row invite.BulkRow) string {
	if row.Request.Name != "" {
		return row.Request.Name
	}
	return row.Request.To
}

func tell(level screen.Level, text string) tea.Cmd {
	if text == "" {
		return nil
	}
	return screen.Send(screen.Notice{Level: level, Text: safetext.Line(text)})
}

func (s *Screen) failed(err error) tea.Cmd {
	return screen.Send(screen.Notice{Level: screen.Failure, Text: safetext.Line(sentence(s.text, err)), Correlation: partner.CorrelationOf(err)})
}

// sentence is what people read of an error: what happened, its detail, what to do.
func sentence(t *i18n.Strings, err error) string {
	return t.Explain(err).Whole()
}
