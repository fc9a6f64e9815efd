package partner

import (
	"encoding/json"
	"time"
)

// JobKind is what a job does with each of its rows.
type JobKind string

// The kinds of jobs.
const (
	JobLicenses JobKind = "licenses" // the same change of licenses for many users
	JobImport   JobKind = "import"   // users added from a file

	JobRequests  JobKind = "requests"  // relationships requested, one mail each
	JobReminders JobKind = "reminders" // mails of requests that there are: a first mail or a reminder each
)

// JobState is how far a job is. A running one that no program works on was
// interrupted, and can be resumed.
type JobState string

// The states of a job.
const (
	JobRunning JobState = "running"
	JobDone    JobState = "done"
	JobStopped JobState = "stopped" // by a person; it can be resumed
)

// Job is the same thing done to many, one after the other. It is kept with a
// result per row, so that it can be stopped, killed and resumed.
type Job struct {
	ID       string
	Kind     JobKind
	Customer CustomerID
	Subject  string // company concerned, as text that stays readable
	At       time.Time
	Actor    string
	Spec     json.RawMessage // what is done, as its kind writes it; never a password
	State    JobState
	EndedAt  time.Time // zero while it runs
	Counts   JobCounts
}

// JobCounts counts the rows of a job by their state.
type JobCounts struct{ Total, Waiting, Done, Unchanged, Failed, Unclear int }

// RowState is what became of a row of a job.
type RowState string

// The states of a row.
const (
	RowWaiting   RowState = "waiting"
	RowDone      RowState = "done"
	RowUnchanged RowState = "unchanged" // it was so already
	RowFailed    RowState = "failed"
	RowUnclear   RowState = "unclear" // sent, and nobody knows what became of it
)

// JobRow is one of the many.
type JobRow struct {
	N             int    // from 1, in the order in which the person gave them
	Key           string // identity, such as the id of a user
	Name          string // as people know it, such as the login of a user
	Input         json.RawMessage
	State         RowState
	Code          Code   // why it failed; "" if it did not
	ServiceCode   string // the service's error code; "" if none
	Detail        string // in few words; may come from outside, never a password
	CorrelationID string // to quote to Microsoft; "" if none
}

// CodePasswordUnknown marks the row of a user who was added just before the
// program ended: nobody has seen the password.
const CodePasswordUnknown Code = "password-unknown"
