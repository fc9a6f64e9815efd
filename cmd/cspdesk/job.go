package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

// jobJSON is what became of something that was done to many.
type jobJSON struct {
	Job       string       `json:"job"` // to go on with: --resume
	State     string       `json:"state"`
	Total     int          `json:"total"`
	Done      int          `json:"done"`
	Unchanged int          `json:"unchanged"`
	Failed    int          `json:"failed"`
	Unclear   int          `json:"unclear"`
	Waiting   int          `json:"waiting"`
	Rejected  int          `json:"rejected"` // rows of a file that never were of the job
	Items     []jobRowJSON `json:"items"`
	Passwords string       `json:"passwords,omitempty"` // file
	Error     *failure     `json:"error,omitempty"`
}

type jobRowJSON struct {
	User          string `json:"user"`
	State         string `json:"state"`
	Reason        string `json:"reason"`
	ServiceCode   string `json:"serviceCode"`
	CorrelationID string `json:"correlationId"`
}

func (a *app) toJobRow(row partner.JobRow) jobRowJSON {
	return jobRowJSON{row.Name, string(row.State), a.text.RowReason(row), row.ServiceCode, row.CorrelationID}
}

// jobTable is what became of the rows of a job, for a CSV file.
func jobTable(rows []jobRowJSON) [][]string {
	table := [][]string{{"user", "state", "reason", "serviceCode", "correlationId"}}
	for _, r := range rows {
		table = append(table, []string{r.User, r.State, r.Reason, r.ServiceCode, r.CorrelationID})
	}
	return table
}

// jobNoteEvery is how often progress is told.
const jobNoteEvery = 2 * time.Second

// jobOutput is how the result of a job is printed.
type jobOutput struct {
	asCSV     bool
	passwords string          // file; "" for none
	rejected  []importRowJSON // rows of the file that were left out
}

// follow waits for a job, tells how far it is, and prints what became of its
// rows. An interruption stops the job, which can be resumed.
func (a *app) follow(ctx context.Context, s *session, job *manage.BulkJob, o jobOutput) error {
	ticker := time.NewTicker(jobNoteEvery)
	defer ticker.Stop()
	for waiting := true; waiting; {
		select {
		case <-job.Done():
			waiting = false
		case <-ticker.C:
			n := job.Progress().Counts
			a.note(a.text.Licenses.CLI.ProgressNote, n.Total-n.Waiting, n.Total)
		}
	}
	stopped := job.Result()
	reading := context.WithoutCancel(ctx)
	stored, err := s.directory.bulk.Job(reading, job.ID)
	if err != nil {
		return err
	}
	rows, err := s.directory.bulk.Rows(reading, job.ID, 0, stored.Counts.Total)
	if err != nil {
		return err
	}
	return a.printJob(stored, rows, stopped, o)
}

func (a *app) printJob(job partner.Job, rows []partner.JobRow, stopped error, o jobOutput) error {
	n := job.Counts
	out := jobJSON{
		Job: job.ID, State: string(job.State), Total: n.Total, Done: n.Done, Unchanged: n.Unchanged, Failed: n.Failed,
		Unclear: n.Unclear, Waiting: n.Waiting, Rejected: len(o.rejected), Items: []jobRowJSON{}, Passwords: o.passwords,
	}
	var answer error
	if n.Failed+n.Unclear+len(o.rejected) > 0 {
		answer = errSaidNo
	}
	for _, row := range rows {
		out.Items = append(out.Items, a.toJobRow(row))
	}
	for _, row := range o.rejected {
		out.Items = append(out.Items, jobRowJSON{User: row.User, State: row.State, Reason: row.Reason})
	}
	if stopped != nil {
		f := describe(a.text, stopped)
		fix := a.text.Licenses.CLI.InterruptedFix
		if job.Kind == partner.JobImport {
			fix = a.text.Licenses.CLI.InterruptedImportFix
		}
		f.Hint = i18n.Join(f.Hint, i18n.Fill(fix, "", job.ID, cmp.Or(o.passwords, "FILE")))
		out.Error, answer = &f, reportedError{stopped}
		if job.Counts.Waiting == 0 {
			out.Error.Hint = ""
		}
	}
	printed := a.printJobRows(out, o.asCSV)
	if out.Error != nil {
		a.complain(*out.Error)
	}
	if printed != nil {
		return printed
	}
	return answer
}

func (a *app) printJobRows(out jobJSON, asCSV bool) error {
	if a.json {
		return writeJSON(a.out, out)
	}
	if asCSV {
		return a.printCSV(jobTable(out.Items))
	}
	t := a.text.Licenses
	rows := [][]string{}
	for _, r := range out.Items {
		rows = append(rows, []string{r.User, i18n.Word(t.RowState, r.State), r.Reason})
	}
	a.printList([]string{a.text.Users.Login, a.text.CLI.State, a.text.Activity.Detail}, rows)
	fmt.Fprintln(a.out, a.text.Counts(t.Counts[:], out.Done, out.Unchanged, out.Failed, out.Unclear))
	if out.Passwords != "" {
		fmt.Fprintln(a.out, a.safe(fmt.Sprintf(a.text.Users.ImportKept, out.Passwords)))
	}
	return nil
}

// passwordFile keeps the passwords of users who are added, in a file that only
// the person can read. Each is on the disk before the next user is added.
type passwordFile struct {
	mu   sync.Mutex
	file *os.File
}

// openPasswordFile makes the file anew; with more it goes on with one that is
// there. The zero path keeps nothing: nil.
func (a *app) openPasswordFile(path string, more bool) (*passwordFile, error) {
	if path == "" {
		return nil, nil
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if more {
		flags = os.O_WRONLY | os.O_CREATE | os.O_APPEND
	}
	file, err := os.OpenFile(path, flags, 0o600)
	if errors.Is(err, os.ErrExist) {
		t := a.text.Users.CLI
		return nil, said{partner.CodeFile, fmt.Sprintf(t.FileExists, path), t.FileExistsFix}
	}
	if err != nil {
		return nil, partner.NewError(partner.CodeFile, err.Error(), err)
	}
	p := &passwordFile{file: file}
	info, err := file.Stat()
	switch {
	case err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0: // Windows has no such bits
		err = os.ErrPermission
	case err == nil && info.Size() == 0:
		err = p.line("User name", "Temporary password")
	}
	if err != nil {
		_ = file.Close() // the other error says more
		return nil, partner.NewError(partner.CodeFile, path, err)
	}
	return p, nil
}

// keep gives what a job does with a password; nil if none are kept.
func (p *passwordFile) keep() manage.KeepPassword {
	if p == nil {
		return nil
	}
	return func(login string, password partner.Password) error { return p.line(login, password.Reveal()) }
}

func (p *passwordFile) close() {
	if p != nil {
		_ = p.file.Close() // every line is on the disk already
	}
}

func (p *passwordFile) line(login, password string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := writeCSV(p.file, []string{login, password}); err != nil {
		return err
	}
	return p.file.Sync()
}
