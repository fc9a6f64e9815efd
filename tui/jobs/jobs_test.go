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
	"cspdesk/tui/keys"
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
	again    bool
	kept     string // the file of passwords
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
		Resume: func(_ context.Context, _ string, again bool, passwords string) (Running, error) {
			w.resumed, w.again, w.kept = w.resumed+1, again, passwords
			return nil, errors.New("no")
		},
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
		if h.Press("r", "enter"); w.resumed != 0 {
			t.Error("enter resumes")
		}
		if h.Press("r", "y"); w.resumed != 1 || w.again {
			t.Errorf("resumed %d times, what failed too: %v", w.resumed, w.again)
		}
	})
}

// TestWhatFailedIsTriedAgain after a question that counts it, and only where
// trying again can help.
func TestWhatFailedIsTriedAgain(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		w := sample()
		d, _ := deps(w, text, false)
		h := tuitest.NewHost(t, New(d, "j"), 80, 21)
		h.Frame.Text = text
		h.Press("t")
		h.Frames("job-retry")
		if h.Press("enter"); w.resumed != 0 {
			t.Error("enter tries again")
		}
		if h.Press("t", "y"); w.resumed != 1 || !w.again {
			t.Errorf("resumed %d times, what failed too: %v", w.resumed, w.again)
		}
		w.rows[3].Code = partner.CodePasswordUnknown // who was added is there
		h.Send(screen.Changed{})
		if h.Press("t", "y"); w.resumed != 1 {
			t.Error("somebody who was added is added again")
		}
	})
}

// TestAnImportGoesOnWithAFileForPasswords that the screen asks for, and says what
// becomes of them without one.
func TestAnImportGoesOnWithAFileForPasswords(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		w := sample()
		w.job.Kind = partner.JobImport
		d, _ := deps(w, text, false)
		h := tuitest.NewHost(t, New(d, "j"), 80, 21)
		h.Frame.Text = text
		h.Press("r", "ctrl+s")
		h.Frames("job-resume-import")
		h.Press("esc", "p", "w", ".", "c", "s", "v", "ctrl+s")
		h.Frames("job-resume-import-file")
		if h.Press("y"); w.resumed != 1 || w.kept != "pw.csv" {
			t.Errorf("resumed %d times, passwords into %q", w.resumed, w.kept)
		}
	})
}

// TestAStopIsSaidInWords: it is no failure, and while it is under way nothing is
// offered that would ask for it again.
func TestAStopIsSaidInWords(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		w := sample()
		d, _ := deps(w, text, true)
		s := New(d, "j")
		s.running, s.job, s.all, s.read, s.stopping = w, w.job, w.rows, true, true
		s.choose()
		if _, offered := s.Keys().Find(keys.JobStop); offered {
			t.Error("a job that stops can be stopped again")
		}
		s.Update(sampled{progress: w.Progress(), ended: true, err: w.Result()})
		tuitest.Shot{Name: "job-stopped", Screen: s, Text: d.Text, Draw: s.View}.Compare(t)
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
	if !told("The results are in /tmp/job-6.csv") || len(store.Copied) != 1 || !told("Correlation id") && !told("User user0") || w.resumed != 1 || len(h.Wishes) != 3 {
		t.Errorf("copied %q, resumed %d times, told %v", store.Copied, w.resumed, h.Wishes)
	}
}

// TestAJobThatRunsIsSaidInTheList with how far it is, in every width.
func TestAJobThatRunsIsSaidInTheList(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		w := sample()
		w.job.State = partner.JobRunning
		d, _ := deps(w, text, true)
		h := tuitest.NewHost(t, NewList(d, partner.Customer{CompanyName: "Coho Vineyard"}), 60, 18)
		h.Frame.Text = text
		line := h.Lines()[2]
		if !strings.Contains(line, text.Licenses.JobRunning) || !strings.HasSuffix(strings.TrimSpace(line), fmt.Sprintf(text.Licenses.Progress, "5", "6")) {
			t.Errorf("the list says %q", line)
		}
	})
}
