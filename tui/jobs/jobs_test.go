package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// work is a store of one job, and the job itself.
type work struct {
	job      partner.Job
	rows     []partner.JobRow
	done     chan struct{}
	canceled bool
	resumed  int
}

func (w *work) Jobs(context.Context, partner.CustomerID) ([]partner.Job, error) {
	return []partner.Job{w.job}, nil
}
func (w *work) Job(context.Context, string) (partner.Job, error) { return w.job, nil }
func (w *work) Rows(context.Context, string, int, int) ([]partner.JobRow, error) {
	return w.rows, nil
}

func (w *work) Progress() manage.BulkProgress {
	return manage.BulkProgress{Counts: w.job.Counts, WaitingUntil: tuitest.Now.Add(time.Minute)}
}
func (w *work) Done() <-chan struct{} { return w.done }
func (w *work) Result() error         { return partner.NewError(partner.CodeCancelled, "", context.Canceled) }
func (w *work) Cancel()               { w.canceled = true; close(w.done) }

func sample() *work {
	w := &work{done: make(chan struct{}), job: partner.Job{
		ID: "j", Kind: partner.JobLicenses, Customer: tuitest.CustomerID(1), Subject: "Coho Vineyard", At: tuitest.Now, State: partner.JobStopped,
		Counts: partner.JobCounts{Total: 6, Waiting: 1, Done: 2, Unchanged: 1, Failed: 1, Unclear: 1},
	}}
	for i, state := range []partner.RowState{partner.RowDone, partner.RowDone, partner.RowUnchanged, partner.RowFailed, partner.RowUnclear, partner.RowWaiting} {
		w.rows = append(w.rows, partner.JobRow{N: i + 1, Name: fmt.Sprintf("user%d@cohovineyard.com", i), State: state})
	}
	w.rows[3].Code, w.rows[3].ServiceCode, w.rows[3].CorrelationID = partner.CodeService, "60012", "corr-1"
	w.rows[4].Code = partner.CodeUnclear
	return w
}

func deps(w *work, text *i18n.Strings, running bool) (Deps, *tuitest.Store) {
	store := tuitest.Sample()
	return Deps{
		Text: text, Source: w, Clipboard: store,
		Running: func(string) Running {
			if running {
				return w
			}
			return nil
		},
		Resume: func(context.Context, string) (Running, error) { w.resumed++; return nil, errors.New("no") },
		Export: func(_ context.Context, _ partner.Job, rows []partner.JobRow) (string, error) {
			return fmt.Sprint("/tmp/job-", len(rows), ".csv"), nil
		},
	}, store
}

func both(t *testing.T, test func(t *testing.T, text *i18n.Strings)) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		t.Run(text.Language, func(t *testing.T) { test(t, text) })
	}
}

func TestAJobAndItsRows(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		w := sample()
		d, store := deps(w, text, false)
		l := tuitest.NewHost(t, NewList(d, partner.Customer{CompanyName: "Coho Vineyard"}), 80, 21)
		l.Frame.Text = text
		l.Frames("list")
		if l.Press("enter"); len(l.Wishes) != 1 {
			t.Errorf("went %v", l.Wishes)
		}
		h := tuitest.NewHost(t, New(d, "j"), 80, 21)
		h.Frame.Text = text
		h.Frames("job")
		h.Press("f", "y")
		h.Frames("job-unfinished")
		if len(store.Copied) != 1 || store.Copied[0] != "corr-1" {
			t.Errorf("copied %q", store.Copied)
		}
		h.Press("ctrl+s")
		found := slices.ContainsFunc(h.Wishes, func(m tea.Msg) bool {
			n, ok := m.(screen.Notice)
			return ok && n.Text == fmt.Sprintf(text.Licenses.Exported, "/tmp/job-6.csv")
		})
		if !found {
			t.Errorf("nobody says where the results are: %v", h.Wishes)
		}
		w.job.Kind = partner.JobImport // whose passwords need a file
		h.Send(screen.Changed{})
		h.Press("r")
		h.Frames("job-resume-import")
		h.Press("enter")
		if w.resumed != 0 {
			t.Error("enter resumes")
		}
		if h.Press("r", "y"); w.resumed != 1 {
			t.Errorf("resumed %d times", w.resumed)
		}
	})
}

func TestAJobIsStoppedAfterAQuestion(t *testing.T) { both(t, stops) }

func stops(t *testing.T, text *i18n.Strings) {
	w := sample()
	w.job.State = partner.JobRunning
	d, _ := deps(w, text, true)
	s := New(d, "j")
	s.running = w
	s.job, s.all, s.read = w.job, w.rows, true
	s.choose()
	s.Update(sampled{progress: w.Progress()})
	tuitest.Shot{Name: "job-waiting", Screen: s, Text: d.Text, Draw: s.View}.Compare(t)
	for _, key := range []string{"c", "enter"} {
		s.Update(tuitest.Key(key))
	}
	if w.canceled {
		t.Fatal("enter stops the job")
	}
	for _, key := range []string{"c", "y", "y"} {
		s.Update(tuitest.Key(key))
	}
	if !w.canceled || !s.stopping {
		t.Error("the job goes on")
	}
	s.Update(sampled{progress: w.Progress(), ended: true, err: w.Result()})
	if s.running != nil || s.stopped == nil {
		t.Error("the end is not noticed")
	}
}

// TestCopyingLeavesAnExportAlone, and an export a job that goes on: all three can be
// asked for one after the other.
func TestCopyingLeavesAnExportAlone(t *testing.T) {
	w := sample()
	d, store := deps(w, i18n.English(), false)
	h := tuitest.NewHost(t, New(d, "j"), 80, 21)
	h.Hold("r", "y", "ctrl+s", "y")()
	told := func(text string) bool {
		return slices.ContainsFunc(h.Wishes, func(m tea.Msg) bool {
			n, ok := m.(screen.Notice)
			return ok && strings.Contains(n.Text, text)
		})
	}
	if !told("The results are in /tmp/job-6.csv") || len(store.Copied) != 1 || !told("Copied") || w.resumed != 1 || len(h.Wishes) != 3 {
		t.Errorf("copied %q, resumed %d times, told %v", store.Copied, w.resumed, h.Wishes)
	}
}
