// Package jobs is the screen of what is done to many: how far it is, what became
// of each, and the way to stop it, to go on with it and to keep the results.
package jobs

import (
	"context"
	"fmt"
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

// Source reads jobs: manage.Bulk.
type Source interface {
	Jobs(ctx context.Context, id partner.CustomerID) ([]partner.Job, error)
	Job(ctx context.Context, id string) (partner.Job, error)
	Rows(ctx context.Context, id string, after, limit int) ([]partner.JobRow, error)
}

// Running is a job that runs. A *manage.BulkJob is one.
type Running interface {
	Progress() manage.BulkProgress
	Done() <-chan struct{}
	Result() error
	Cancel()
}

// Clipboard copies text and says by which route, as a key of
// i18n.Wizard.Routes.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Deps is what the screens work with.
type Deps struct {
	Text      *i18n.Strings
	Source    Source
	Clipboard Clipboard
	Off       string // why a job cannot be resumed, translated; "" if it can
	// Running gives the job of an id if this program runs it now.
	Running func(id string) Running
	// Resume goes on with a job; with again, what failed is tried once more.
	// Passwords of users who are added go into a file, with "" nowhere.
	Resume func(ctx context.Context, id string, again bool, passwords string) (Running, error)
	// Export writes the rows of a job into a file and gives its path.
	Export func(ctx context.Context, job partner.Job, rows []partner.JobRow) (path string, err error)
}

const (
	slotRead   = "read"
	slotTick   = "tick"
	slotResume = "resume"
	slotExport = "export"
	slotCopy   = "copy"

	sampleEvery = 100 * time.Millisecond
	mostRows    = 20_000 // of a job that are shown
)

// List is the jobs of a customer.
type List struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	customer partner.Customer
	all      []partner.Job
	read     bool
	list     widget.List
}

// NewList makes the list of a customer's jobs.
func NewList(d Deps, c partner.Customer) *List { return &List{d: d, text: d.Text, customer: c} }

type jobsRead struct {
	all []partner.Job
	err error
}

// Init reads the jobs.
func (s *List) Init() tea.Cmd {
	source, id := s.d.Source, s.customer.ID
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		all, err := source.Jobs(ctx, id)
		return jobsRead{all, err}
	})
}

// Typing is never true here.
func (s *List) Typing() bool { return false }

// Keys is the table of the list.
func (s *List) Keys() keys.Table { return keys.JobList() }

// jobRows makes a list of jobs.
type jobRows []partner.Job

func (r jobRows) Len() int        { return len(r) }
func (r jobRows) ID(i int) string { return r[i].ID }
func (jobRows) Height(int) int    { return 1 }
func (jobRows) Stops(int) []int   { return nil }

// Update handles a message.
func (s *List) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		switch intent := s.Keys().Match(m); intent {
		case keys.Back:
			return s.Go(screen.Pop{})
		case keys.JobOpen:
			if i := s.list.Index(); i < len(s.all) {
				return s.Go(screen.Push{Screen: New(s.d, s.all[i].ID)})
			}
		default:
			s.list.Steer(jobRows(s.all), intent)
		}
	case screen.Shown, screen.Changed:
		return s.Init()
	case jobsRead:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		s.all, s.read = m.all, true
		s.list.Sync(jobRows(s.all), 0)
	case error:
		return failed(s.text, m)
	}
	return nil
}

func failed(text *i18n.Strings, err error) tea.Cmd {
	return screen.Failed(text, err)
}

// View draws the jobs, the newest first.
func (s *List) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Licenses, f.Theme
	lines := []string{" " + th.Title.S(t.JobsTitle) + "  " + th.Dim.S(safetext.Line(s.customer.CompanyName)), ""}
	if s.read && len(s.all) == 0 {
		lines = append(lines, " "+t.NoJobs)
	}
	wide := max(widget.Widest(t.JobState), cell.Width(t.JobRunning))
	for _, slot := range s.list.Visible(jobRows(s.all), max(f.Height-len(lines), 0)) {
		j := s.all[slot.Row]
		state := stateOf(f, s.d, j)
		line := " " + cell.Fit(f.Text.Moment(j.At.In(f.Now.Location())), 17) + " " + cell.Fit(t.JobTitle[string(j.Kind)], 20) + " " + cell.Fit(state, wide) + " " +
			fmt.Sprintf(t.Progress, f.Text.Number(j.Counts.Total-j.Counts.Waiting), f.Text.Number(j.Counts.Total))
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines[:min(len(lines), f.Height)]}
}

// stateOf is the word for how far a job is: one that is marked as running and
// that this program does not run was interrupted.
func stateOf(f screen.Frame, d Deps, j partner.Job) string {
	if j.State == partner.JobRunning && d.Running(j.ID) != nil {
		return f.Text.Licenses.JobRunning
	}
	return f.Text.Licenses.JobState[string(j.State)]
}
