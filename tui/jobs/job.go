package jobs

import (
	"context"
	"fmt"
	"slices"
	"time"

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

// Screen is one job.
type Screen struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	id       string
	job      partner.Job
	all      []partner.JobRow
	shown    []partner.JobRow
	read     bool
	running  Running
	progress manage.BulkProgress
	samples  int
	stopping bool
	stopped  error // why it stopped
	unfinish bool  // rows that are done are left out
	list     widget.List
	dialog   *widget.Dialog
	form     *widget.Form // asks for the file of passwords before an import goes on; nil otherwise
	again    bool         // what failed is tried once more then
	width    int          // of the frame that was drawn last
	widest   int          // of the names of the rows, in cells
}

// New makes the screen of a job.
func New(d Deps, id string) *Screen { return &Screen{d: d, text: d.Text, id: id} }

type (
	jobRead struct {
		job  partner.Job
		rows []partner.JobRow
		err  error
	}
	sampled struct {
		progress manage.BulkProgress
		ended    bool
		err      error
	}
	resumed struct {
		running Running
		err     error
	}
	exported struct{ path string }
	copied   struct{ what, route string }
)

// Init reads the job, and follows it if it runs.
func (s *Screen) Init() tea.Cmd {
	s.running = s.d.Running(s.id)
	return tea.Batch(s.load(), s.sample())
}

// Failed gives why the work stopped.
func (s *Screen) Failed() error { return s.stopped }

// Typing reports whether letters are text now.
func (s *Screen) Typing() bool { return s.form != nil && s.dialog == nil && s.form.Typing() }

func (s *Screen) load() tea.Cmd {
	source, id := s.d.Source, s.id
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		job, err := source.Job(ctx, id)
		if err != nil {
			return jobRead{err: err}
		}
		rows, err := source.Rows(ctx, id, 0, mostRows)
		return jobRead{job, rows, err}
	})
}

// sample looks at a job that runs, ten times a second, and at its end.
func (s *Screen) sample() tea.Cmd {
	running := s.running
	if running == nil {
		return nil
	}
	return s.Ask(slotTick, func(ctx context.Context) tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-running.Done():
			return sampled{running.Progress(), true, running.Result()}
		case <-time.After(sampleEvery):
			return sampled{progress: running.Progress()}
		}
	})
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return s.load()
	case jobRead:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		s.job, s.all, s.read = m.job, m.rows, true
		for _, row := range m.rows {
			s.widest = max(s.widest, cell.Width(safetext.Line(row.Name)))
		}
		s.choose()
	case sampled:
		return s.sampledCame(m)
	case resumed:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		s.form, s.running, s.stopping, s.stopped = nil, m.running, false, nil
		return tea.Batch(s.sample(), s.load())
	case exported:
		return screen.Send(screen.Notice{Text: safetext.Line(fmt.Sprintf(s.text.Licenses.Exported, m.path))})
	case copied:
		return screen.Send(screen.Notice{Text: safetext.Line(fmt.Sprintf(s.text.Activity.Copied, m.what, i18n.Word(s.text.Wizard.Routes, m.route)))})
	case error:
		return failed(s.text, m)
	}
	return nil
}

func (s *Screen) sampledCame(m sampled) tea.Cmd {
	s.progress = m.progress
	if m.ended {
		s.running, s.stopped, s.stopping = nil, m.err, false
		return tea.Batch(s.load(), screen.Send(screen.Changed{}))
	}
	if s.samples++; s.samples%10 == 0 && !s.Asking(slotRead) {
		return tea.Batch(s.sample(), s.load())
	}
	return s.sample()
}

// choose picks the rows that are shown.
func (s *Screen) choose() {
	s.shown = s.all
	if s.unfinish {
		s.shown = slices.DeleteFunc(slices.Clone(s.all), func(r partner.JobRow) bool {
			return r.State == partner.RowDone || r.State == partner.RowUnchanged
		})
	}
	s.list.Sync(rows{s}, s.list.Index())
}

// rows makes a list of the rows of a job.
type rows struct{ *Screen }

func (r rows) Len() int        { return len(r.shown) }
func (r rows) ID(i int) string { return fmt.Sprint(r.shown[i].N) }
func (r rows) Stops(int) []int { return nil }

func (r rows) Height(i int) int {
	_, below := r.reason(r.shown[i])
	return 1 + len(below)
}

// columns are the widths of a row's name and state, and what is left for the
// reason.
func (s *Screen) columns() (name, state, reason int) {
	state = widget.Widest(s.text.Licenses.RowState)
	name = max((s.width-22)/2, min(s.widest, s.width-state-6), 8) // a reason that has no room then stands below
	return name, state, s.width - name - state - 5
}

// reason says why a row is not done, beside it or below.
func (s *Screen) reason(row partner.JobRow) (beside string, below []string) {
	_, _, room := s.columns()
	return widget.Beside(s.text.RowReason(row), room, 5, s.width)
}

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	if s.dialog != nil {
		return widget.DialogKeys()
	}
	if s.form != nil {
		return s.form.Keys()
	}
	table := keys.JobDetail()
	if s.running != nil {
		table = table.Drop(keys.JobResume).Drop(keys.JobRetry)
		if s.stopping {
			table = table.Drop(keys.JobStop)
		}
		return table
	}
	table = table.Drop(keys.JobStop)
	if s.job.Counts.Waiting+s.job.Counts.Unclear == 0 {
		table = table.Drop(keys.JobResume)
	}
	if s.retriable() == 0 {
		table = table.Drop(keys.JobRetry)
	}
	return table.Set(keys.JobResume, s.d.Off).Set(keys.JobRetry, s.d.Off)
}

// retriable counts the rows that failed and can be tried again: not the users who
// were added with a password that nobody knows.
func (s *Screen) retriable() (n int) {
	for _, row := range s.all {
		if row.State == partner.RowFailed && row.Code != partner.CodePasswordUnknown {
			n++
		}
	}
	return n
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		if option, done := s.dialog.Update(msg); done {
			s.dialog = nil
			if option.Do != nil {
				return option.Do()
			}
		}
		return nil
	}
	if s.form != nil {
		switch s.form.Update(msg) {
		case widget.FormLeft:
			s.form = nil
		case widget.FormSubmitted:
			s.askResume()
		}
		return nil
	}
	t := s.text.Licenses
	switch intent := s.Keys().Match(msg); intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.JobStop:
		s.dialog = widget.Ask(t.StopAsk, t.StopBody, t.StopNo, t.StopYes, func() tea.Cmd {
			if s.running != nil {
				s.stopping = true
				s.running.Cancel()
			}
			return nil
		})
	case keys.JobResume, keys.JobRetry:
		if s.again = intent == keys.JobRetry; s.job.Kind == partner.JobImport {
			s.form = &widget.Form{Inputs: []*widget.Input{widget.TextInput(s.text.Users.SaveAs, t.ResumeSave, "", 1024)}}
			return nil
		}
		s.askResume()
	case keys.JobFilter:
		s.unfinish = !s.unfinish
		s.choose()
	case keys.JobExport:
		export, job, all := s.d.Export, s.job, s.all
		return s.Ask(slotExport, func(ctx context.Context) tea.Msg {
			path, err := export(ctx, job, all)
			if err != nil {
				return err
			}
			return exported{path}
		})
	case keys.Copy:
		return s.copyID()
	default:
		s.list.Steer(rows{s}, intent)
	}
	return nil
}

// askResume asks before the job goes on.
func (s *Screen) askResume() {
	t := s.text.Licenses
	question := t.ResumeAsk
	if s.again {
		question = s.text.Count(t.RetryAsk, s.retriable())
	}
	s.dialog = widget.Ask(question, t.ResumeBody, t.ResumeNo, t.ResumeYes, s.resume)
	switch {
	case s.passwords() != "":
		s.dialog.Body = append(s.dialog.Body, fmt.Sprintf(s.text.Users.ImportBody, s.passwords()))
	case s.form != nil:
		s.dialog.Body = append(s.dialog.Body, t.ResumeLost)
	}
}

// passwords is the file that was named for them; "" for none.
func (s *Screen) passwords() string {
	if s.form == nil {
		return ""
	}
	return s.form.Inputs[0].Value()
}

func (s *Screen) resume() tea.Cmd {
	if s.running != nil || s.Asking(slotResume) {
		return nil
	}
	resume, id, again, passwords := s.d.Resume, s.id, s.again, s.passwords()
	return s.Ask(slotResume, func(ctx context.Context) tea.Msg {
		running, err := resume(context.WithoutCancel(ctx), id, again, passwords)
		return resumed{running, err}
	})
}

// copyID copies what Microsoft's support wants to know of a row, or its name.
func (s *Screen) copyID() tea.Cmd {
	i := s.list.Index()
	if i >= len(s.shown) {
		return nil
	}
	text, what := s.shown[i].CorrelationID, s.text.Activity.Correlation
	if text == "" {
		text, what = s.shown[i].Name, s.text.Licenses.Row
	}
	clipboard := s.d.Clipboard
	return s.Ask(slotCopy, func(ctx context.Context) tea.Msg {
		route, err := clipboard.Copy(ctx, text)
		if err != nil {
			return err
		}
		return copied{what + " " + text, route}
	})
}
