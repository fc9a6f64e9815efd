package invite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// BulkRow is one mail of a batch: a new request, or one that there is already and
// that is reminded of, or finished and handed over.
type BulkRow struct {
	N          int                // from 1
	Line       int                // of the file that it comes from; 0 if it comes from none
	Customer   partner.CustomerID // whom it is about; "" if that is nobody of the list
	Request    Request            // what is asked; of a reminder To and Name alone
	Invitation string             // id: the one that is reminded of, or the one that was made
	Out        bool               // left out by the person, or at first: see Remark
	Remark     BulkRemark         // what to know of it, from where it comes
	Refused    string             // why its line of the file cannot be used; "" if it can
	Way        partner.Channel    // in which it left, or was about to

	State  partner.RowState // waiting, done, unchanged (asked before), failed, unclear (perhaps handed over)
	Code   partner.Code     // why it failed
	Detail string           // where it went, or why it failed; may come from outside
}

// Finished reports whether there is nothing left to do about a row.
func (r BulkRow) Finished() bool {
	return r.State == partner.RowDone || r.State == partner.RowUnchanged
}

// BulkRemark is what to know of a row before it is asked for.
type BulkRemark string

// The remarks.
const (
	RemarkRights   BulkRemark = "rights-granted" // the customer's admin rights are there: left out at first
	RemarkUnknown  BulkRemark = "rights-unknown" // nobody knows whether they are
	RemarkAccepted BulkRemark = "accepted"       // the address accepted such a request before: left out at first
)

// BulkBatch is many mails that are checked, worded and handed over together. It
// is kept until the last one is out or the person gives it up.
type BulkBatch struct {
	ID      string
	Kind    partner.JobKind
	From    string // file that it was read from; "" for marked ones
	At      time.Time
	Step    int                 // of the screen that it was left at, from 1
	Letters map[string]Template // as the person worded them, by language
	Folder  string              // in which files of it are; "" before the first
	Rows    []BulkRow
}

// BulkKeeper keeps batches: the store. ReviseJobRow gives CodeConflict if the row
// is not in the state that it was in.
type BulkKeeper interface {
	CreateJob(ctx context.Context, job partner.Job, rows []partner.JobRow) error
	ReviseJob(ctx context.Context, job string, spec []byte, state partner.JobState) error
	ReviseJobRow(ctx context.Context, job string, row partner.JobRow, was partner.RowState) error
}

// BulkReader reads batches: the store.
type BulkReader interface {
	Job(ctx context.Context, id string) (partner.Job, error)
	JobsOf(ctx context.Context, kind partner.JobKind, limit int) ([]partner.Job, error)
	JobRows(ctx context.Context, job string, unfinished bool, after, limit int) ([]partner.JobRow, error)
}

// Known lists the requests that there are: the store.
type Known interface {
	Invitations(ctx context.Context) ([]partner.Invitation, error)
}

// Bulk is the part of the service that asks and reminds many at once.
type Bulk struct {
	*Service
	keeper BulkKeeper
	reader BulkReader
	known  Known
}

// NewBulk gives a Bulk.
func NewBulk(s *Service, keeper BulkKeeper, reader BulkReader, known Known) *Bulk {
	return &Bulk{Service: s, keeper: keeper, reader: reader, known: known}
}

// bulkSpec is what is kept of a batch besides its rows.
type bulkSpec struct {
	From    string              `json:"from,omitempty"`
	Step    int                 `json:"step"`
	Letters map[string]Template `json:"letters,omitempty"`
	Folder  string              `json:"folder,omitempty"`
}

// bulkInput is what is kept of a row besides what became of it.
type bulkInput struct {
	Line     int                `json:"line,omitempty"`
	Customer partner.CustomerID `json:"customer,omitempty"`
	Request  Request            `json:"request"`
	Out      bool               `json:"out,omitempty"`
	Remark   BulkRemark         `json:"remark,omitempty"`
	Refused  string             `json:"refused,omitempty"`
	Way      partner.Channel    `json:"way,omitempty"`
}

func (b BulkBatch) spec() ([]byte, error) {
	return json.Marshal(bulkSpec{From: b.From, Step: b.Step, Letters: b.Letters, Folder: b.Folder})
}

func (r BulkRow) kept() (partner.JobRow, error) {
	input, err := json.Marshal(bulkInput{r.Line, r.Customer, r.Request, r.Out, r.Remark, r.Refused, r.Way})
	return partner.JobRow{N: r.N, Key: r.Invitation, Name: r.Request.Name, Input: input, State: r.State, Code: r.Code, Detail: r.Detail}, err
}

func bulkRow(kept partner.JobRow) (BulkRow, error) {
	var in bulkInput
	if err := json.Unmarshal(kept.Input, &in); err != nil {
		return BulkRow{}, partner.NewError(partner.CodeInternal, fmt.Sprintf("row %d cannot be read", kept.N), err)
	}
	return BulkRow{
		N: kept.N, Line: in.Line, Customer: in.Customer, Request: in.Request, Invitation: kept.Key, Out: in.Out, Remark: in.Remark,
		Refused: in.Refused, Way: in.Way, State: kept.State, Code: kept.Code, Detail: kept.Detail,
	}, nil
}

// Begin keeps a new batch. Errors: CodeInvalidInput for none or more than MaxRows
// rows, and those of the keeper.
func (b *Bulk) Begin(ctx context.Context, kind partner.JobKind, from string, rows []BulkRow) (BulkBatch, error) {
	if len(rows) == 0 || len(rows) > MaxRows {
		return BulkBatch{}, invalid(fmt.Sprintf("%d rows; at most %d go at once", len(rows), MaxRows))
	}
	batch := BulkBatch{ID: "bulk-" + strings.TrimPrefix(b.o.NewID(), "inv-"), Kind: kind, From: from, At: b.o.Now(), Step: 1, Rows: slices.Clone(rows)}
	spec, err := batch.spec()
	if err != nil {
		return batch, err
	}
	kept := make([]partner.JobRow, len(rows))
	for i := range batch.Rows {
		batch.Rows[i].N, batch.Rows[i].State = i+1, partner.RowWaiting
		if kept[i], err = batch.Rows[i].kept(); err != nil {
			return batch, err
		}
	}
	job := partner.Job{ID: batch.ID, Kind: kind, Subject: from, At: batch.At, Actor: b.o.Actor, Spec: spec}
	return batch, b.keeper.CreateJob(ctx, job, kept)
}

// Load reads a batch.
func (b *Bulk) Load(ctx context.Context, id string) (BulkBatch, error) {
	job, err := b.reader.Job(ctx, id)
	if err != nil {
		return BulkBatch{}, err
	}
	var spec bulkSpec
	if err := json.Unmarshal(job.Spec, &spec); err != nil {
		return BulkBatch{}, partner.NewError(partner.CodeInternal, "the batch "+id+" cannot be read", err)
	}
	batch := BulkBatch{ID: id, Kind: job.Kind, From: spec.From, At: job.At, Step: spec.Step, Letters: spec.Letters, Folder: spec.Folder}
	kept, err := b.reader.JobRows(ctx, id, false, 0, MaxRows)
	if err != nil {
		return batch, err
	}
	for _, row := range kept {
		read, err := bulkRow(row)
		if err != nil {
			return batch, err
		}
		batch.Rows = append(batch.Rows, read)
	}
	return batch, nil
}

// mostUnfinished is how many batches of a kind are looked at.
const mostUnfinished = 50

// Unfinished gives the batches of a kind that were neither done nor given up and
// in which a mail waits, the newest first. One whose other rows cannot leave, such
// as those of a person who was asked meanwhile, is over. Nothing is written.
func (b *Bulk) Unfinished(ctx context.Context, kind partner.JobKind) ([]BulkBatch, error) {
	jobs, err := b.reader.JobsOf(ctx, kind, mostUnfinished)
	if err != nil {
		return nil, err
	}
	var waiting []BulkBatch
	for _, job := range jobs {
		if job.State != partner.JobRunning {
			continue
		}
		batch, err := b.Load(ctx, job.ID)
		if err != nil {
			return nil, err
		}
		round, err := b.newRound(ctx, batch)
		if err != nil {
			return nil, err
		}
		if !Over(batch.Rows, round.Check(batch.Rows)) {
			waiting = append(waiting, batch)
		}
	}
	return waiting, nil
}

// Waiting counts the mails that have not left and are not left out.
func (b BulkBatch) Waiting() (n int) {
	for _, row := range b.Rows {
		if !row.Out && !row.Finished() {
			n++
		}
	}
	return n
}

// Over reports whether a batch is done: some of its mails have left, and of the
// other rows none can leave or has perhaps left.
func Over(rows []BulkRow, verdicts []BulkVerdict) bool {
	left := false
	for i, row := range rows {
		switch {
		case row.Finished():
			left = true
		case row.Out:
		case row.State == partner.RowUnclear, verdicts[i].State == VerdictReady:
			return false
		}
	}
	return left
}

// SaveText keeps the letters of a batch and the step that it is left at.
func (b *Bulk) SaveText(ctx context.Context, batch BulkBatch) error {
	return b.revise(ctx, batch, partner.JobRunning)
}

// Close ends a batch: nobody is asked about it any more. What was handed over
// stays so.
func (b *Bulk) Close(ctx context.Context, batch BulkBatch) error {
	state := partner.JobDone
	if slices.ContainsFunc(batch.Rows, func(r BulkRow) bool { return !r.Out && !r.Finished() }) {
		state = partner.JobStopped
	}
	return b.revise(ctx, batch, state)
}

func (b *Bulk) revise(ctx context.Context, batch BulkBatch, state partner.JobState) error {
	spec, err := batch.spec()
	if err != nil {
		return err
	}
	return b.keeper.ReviseJob(ctx, batch.ID, spec, state)
}

// SaveRow keeps a row as the person changed it. Errors: CodeConflict if another
// program has handed it over meanwhile.
func (b *Bulk) SaveRow(ctx context.Context, batch string, row BulkRow) error {
	return b.keep(ctx, batch, row, row.State)
}

func (b *Bulk) keep(ctx context.Context, batch string, row BulkRow, was partner.RowState) error {
	kept, err := row.kept()
	if err != nil {
		return err
	}
	return b.keeper.ReviseJobRow(ctx, batch, kept, was)
}
