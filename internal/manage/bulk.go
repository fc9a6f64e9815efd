package manage

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"cspdesk/internal/partner"
)

// JobWriter stores jobs and what became of their rows.
type JobWriter interface {
	CreateJob(ctx context.Context, job partner.Job, rows []partner.JobRow) error
	SaveJobRow(ctx context.Context, job string, row partner.JobRow) error
	SetJobState(ctx context.Context, job string, state partner.JobState) error
	// WaitAgain lets the rows that failed wait, but not those with a code.
	WaitAgain(ctx context.Context, job string, but partner.Code) error
}

// JobReader reads jobs.
type JobReader interface {
	Job(ctx context.Context, id string) (partner.Job, error)
	Jobs(ctx context.Context, id partner.CustomerID, limit int) ([]partner.Job, error)
	JobRows(ctx context.Context, job string, unfinished bool, after, limit int) ([]partner.JobRow, error)
}

// JobStore is the store, as far as it keeps jobs.
type JobStore interface {
	JobWriter
	JobReader
}

const (
	bulkWorkers  = 3                // rows at a time; a call is left for whatever is asked meanwhile
	bulkBatch    = 50               // rows that are read at a time
	throttleWait = 60 * time.Second // after the client gave up waiting for the service
	throttleMost = 5                // times in a row
	endMost      = 10 * time.Second // for what is read after the rows
)

// work does one row. What it did already it must find by reading, so that a row
// of an interrupted job can be done again.
type work struct {
	row func(ctx context.Context, job partner.Job, row partner.JobRow) (partner.RowState, error)
	end func(ctx context.Context) // after the rows, in whatever way they ended; nil for nothing
}

// Bulk does the same thing to many: row by row, with a result for each, so that
// it can be stopped and resumed, also after a kill.
type Bulk struct {
	core  *Service
	store JobStore
	lock  string // file that is held while a job runs; "" for none
	wait  func(ctx context.Context, d time.Duration) error

	mu      sync.Mutex
	running map[string]*BulkJob
}

// NewBulk makes the area around its core. The file is held while a job runs, so
// that one runs at a time for a data folder; "" for none. Wait may be nil: then
// it is a timer. Its error ends the job.
func NewBulk(core *Service, store JobStore, lockFile string, wait func(ctx context.Context, d time.Duration) error) *Bulk {
	if wait == nil {
		wait = pause
	}
	return &Bulk{core: core, store: store, lock: lockFile, wait: wait, running: map[string]*BulkJob{}}
}

// Running gives a job that this program runs now; nil if it does not.
func (b *Bulk) Running(id string) *BulkJob {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.running[id]
}

// Busy reports whether this program runs a job now.
func (b *Bulk) Busy() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.running) > 0
}

func (b *Bulk) note(id string, j *BulkJob) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.running[id] = j; j == nil {
		delete(b.running, id)
	}
}

// BulkProgress is how far a job is.
type BulkProgress struct {
	Counts       partner.JobCounts
	WaitingUntil time.Time // when the service is asked again; zero while not waiting
}

// BulkJob is a job that runs.
type BulkJob struct {
	ID      string
	cancel  context.CancelFunc
	done    chan struct{}
	traffic partner.Traffic
	counts  atomic.Pointer[partner.JobCounts]
	mu      sync.Mutex
	pausing atomic.Int64 // until when, in nanoseconds; 0 while not pausing
	err     error        // written before done is closed
}

// Progress gives a snapshot; it may be asked for as often as a screen is drawn.
func (j *BulkJob) Progress() BulkProgress {
	p := BulkProgress{Counts: *j.counts.Load(), WaitingUntil: j.traffic.WaitingUntil()}
	if until := j.pausing.Load(); until != 0 {
		p.WaitingUntil = time.Unix(0, until)
	}
	return p
}

// Done is closed when the job has ended, in whatever way.
func (j *BulkJob) Done() <-chan struct{} { return j.done }

// Result waits for the end and says why the job stopped before its last row; nil
// if it did not. A job that stopped can be resumed.
func (j *BulkJob) Result() error {
	<-j.done
	return j.err
}

// Cancel stops the job after the rows that are under way.
func (j *BulkJob) Cancel() { j.cancel() }

// start stores a job and begins it.
func (b *Bulk) start(ctx context.Context, job partner.Job, rows []partner.JobRow, do work) (*BulkJob, error) {
	if b.core.options.ReadOnly {
		return nil, partner.NewError(partner.CodeReadOnly, "", nil)
	}
	unlock, err := b.hold()
	if err != nil {
		return nil, err
	}
	job.ID, job.At, job.Actor = b.core.options.NewID(), b.core.options.Now(), b.core.options.Actor
	if err := b.store.CreateJob(ctx, job, rows); err != nil {
		unlock()
		return nil, err
	}
	job.Counts = partner.JobCounts{Total: len(rows), Waiting: len(rows)}
	return b.run(ctx, job, do, unlock), nil
}

// resume goes on with a job that was stopped, or whose program ended; with again,
// what failed is tried once more. Who was added with a password that nobody knows
// is left alone: they exist.
func (b *Bulk) resume(ctx context.Context, job partner.Job, again bool, do work) (*BulkJob, error) {
	if b.core.options.ReadOnly {
		return nil, partner.NewError(partner.CodeReadOnly, "", nil)
	}
	unlock, err := b.hold()
	if err != nil {
		return nil, err
	}
	err = b.store.SetJobState(ctx, job.ID, partner.JobRunning)
	if err == nil && again {
		err = b.store.WaitAgain(ctx, job.ID, partner.CodePasswordUnknown)
	}
	if err == nil { // with the numbers of now
		job, err = b.store.Job(ctx, job.ID)
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return b.run(ctx, job, do, unlock), nil
}

// hold takes the lock. The system frees it when the process ends.
func (b *Bulk) hold() (unlock func(), err error) {
	if b.lock == "" {
		return func() {}, nil
	}
	file := flock.New(b.lock)
	ok, err := file.TryLock()
	if err != nil {
		return nil, partner.NewError(partner.CodeStorePath, b.lock, err)
	}
	if !ok {
		_ = file.Close() // it holds nothing
		return nil, partner.NewError(partner.CodeUnderWay, "", nil)
	}
	return func() { _ = file.Unlock() }, nil // closing the file frees the lock even where unlocking fails
}

func (b *Bulk) run(ctx context.Context, job partner.Job, do work, unlock func()) *BulkJob {
	j := &BulkJob{ID: job.ID, done: make(chan struct{})}
	j.counts.Store(&job.Counts)
	ctx, j.cancel = context.WithCancel(partner.WithTraffic(ctx, &j.traffic))
	b.note(job.ID, j)
	go func() {
		defer close(j.done)
		defer b.note(job.ID, nil)
		defer unlock()
		defer j.cancel()
		j.err = b.rows(ctx, j, job, do)
		if do.end != nil { // also after a stop: what was changed is changed
			after, cancel := context.WithTimeout(context.WithoutCancel(ctx), endMost)
			do.end(after)
			cancel()
		}
		state := partner.JobDone
		if j.err != nil {
			state = partner.JobStopped
		}
		if err := b.store.SetJobState(context.WithoutCancel(ctx), job.ID, state); j.err == nil {
			j.err = err
		}
	}()
	return j
}

// rows does the rows that are not finished, some at a time, until one says that
// going on makes no sense.
func (b *Bulk) rows(ctx context.Context, j *BulkJob, job partner.Job, do work) error {
	var (
		feed    = make(chan partner.JobRow)
		workers sync.WaitGroup
		stop    = make(chan struct{})
		once    sync.Once
		failure error
	)
	halt := func(err error) { once.Do(func() { failure = err; close(stop) }) }
	for range bulkWorkers {
		workers.Go(func() {
			for row := range feed {
				if err := partner.Guarded(func() error { return b.row(ctx, j, job, row, do) })(); err != nil {
					halt(err)
					return
				}
			}
		})
	}
	if err := partner.Guarded(func() error { return b.feed(ctx, job, feed, stop) })(); err != nil {
		halt(err)
	}
	close(feed)
	workers.Wait()
	return failure
}

// feed gives the rows to the workers, in their order, until none is left or a
// worker has stopped the job.
func (b *Bulk) feed(ctx context.Context, job partner.Job, feed chan<- partner.JobRow, stop <-chan struct{}) error {
	after := 0
	for {
		rows, err := b.store.JobRows(ctx, job.ID, true, after, bulkBatch)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			after = row.N
			select {
			case feed <- row:
			case <-stop:
				return nil
			case <-ctx.Done():
				return partner.NewError(partner.CodeCancelled, "", ctx.Err())
			}
		}
	}
}

// row does one row and stores what became of it. An error is a reason to stop:
// the row then waits as before.
func (b *Bulk) row(ctx context.Context, j *BulkJob, job partner.Job, row partner.JobRow, do work) error {
	was := row.State
	state, err := b.patiently(ctx, j, func() (partner.RowState, error) { return do.row(ctx, job, row) })
	if err != nil && stops(err) {
		return err
	}
	row.State, row.Code, row.ServiceCode, row.Detail, row.CorrelationID = state, "", "", "", ""
	if e, ok := errors.AsType[*partner.Error](err); ok {
		row.State = partner.RowFailed
		row.Code, row.ServiceCode, row.Detail, row.CorrelationID = e.Code, e.ServiceCode, e.Detail, e.CorrelationID
		if e.Code == partner.CodeUnclear || e.Code == partner.CodeUnresolved {
			row.State = partner.RowUnclear
		}
	} else if err != nil {
		row.State, row.Code = partner.RowFailed, partner.CodeInternal
	}
	if err := b.store.SaveJobRow(context.WithoutCancel(ctx), job.ID, row); err != nil {
		return err
	}
	j.count(was, row.State)
	return nil
}

// patiently does a row again after a while where the service throttles beyond
// what the client waits for: a call that was throttled did nothing.
func (b *Bulk) patiently(ctx context.Context, j *BulkJob, do func() (partner.RowState, error)) (state partner.RowState, err error) {
	for try := 0; ; try++ {
		state, err = do()
		if partner.CodeOf(err) != partner.CodeThrottled || try == throttleMost {
			return state, err
		}
		j.pausing.Store(b.core.options.Now().Add(throttleWait).UnixNano())
		waited := b.wait(ctx, throttleWait)
		j.pausing.Store(0)
		if waited != nil {
			return state, waited
		}
	}
}

// outOfSeats is the service's code for a product without free seats (Partner
// Center, "REST error codes").
const outOfSeats = "60012"

// OutOfSeats reports whether the service refused because no seat is free.
func OutOfSeats(err error) bool {
	e, ok := errors.AsType[*partner.Error](err)
	return ok && e.ServiceCode == outOfSeats
}

// stops reports whether what failed a row would fail every other one too.
func stops(err error) bool {
	switch partner.CodeOf(err) {
	case partner.CodeCancelled, partner.CodeSignIn, partner.CodeReadOnly, partner.CodeRole, partner.CodeThrottled, partner.CodeUnreachable,
		partner.CodeForbidden, partner.CodeGranularRights, partner.CodeFile, partner.CodeStoreBusy, partner.CodeStoreFull, partner.CodeStoreReadOnly,
		partner.CodeStoreDamaged, partner.CodeStorePath, partner.CodeInternal:
		return true
	}
	return OutOfSeats(err)
}

// count moves a row from one state to another.
func (j *BulkJob) count(from, to partner.RowState) {
	j.mu.Lock()
	defer j.mu.Unlock()
	c := *j.counts.Load()
	*place(&c, from)--
	*place(&c, to)++
	j.counts.Store(&c)
}

func place(c *partner.JobCounts, state partner.RowState) *int {
	switch state {
	case partner.RowDone:
		return &c.Done
	case partner.RowUnchanged:
		return &c.Unchanged
	case partner.RowFailed:
		return &c.Failed
	case partner.RowUnclear:
		return &c.Unclear
	}
	return &c.Waiting
}

// clear closes earlier writes about the same whose outcome was not known, as
// reading says. It gives the verdict on the last one; "" if there was none.
// Reading must tell: else CodeUnresolved.
func (b *Bulk) clear(ctx context.Context, action partner.Action, id partner.CustomerID, object string) (Verdict, error) {
	open, err := b.core.Open(ctx)
	if err != nil {
		return "", err
	}
	var verdict Verdict
	for _, in := range open {
		if targetOf(in) != (target{action, id, object}) {
			continue
		}
		finding, err := b.core.Look(ctx, in)
		if err != nil {
			return "", err
		}
		state := partner.IntentDone
		switch verdict = finding.Verdict; verdict {
		case VerdictUnknown:
			return verdict, &partner.Error{Code: partner.CodeUnresolved, Detail: in.ID, CorrelationID: in.CorrelationID}
		case VerdictNot:
			state = partner.IntentFailed
		}
		if err := b.core.Resolve(ctx, in.ID, state, finding.Found); err != nil {
			return "", err
		}
	}
	return verdict, nil
}
