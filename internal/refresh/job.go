package refresh

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"cspdesk/internal/partner"
)

// How says how a pass is made.
type How struct {
	Full           bool // from the first page, also when an interrupted pass could go on
	AcceptVanished bool // mark customers as vanished however many they are: a person has looked at it
}

// Progress is how far a pass is.
type Progress struct {
	Customers    int // stored by this pass so far, those of an interrupted run included
	Expected     int // that the last complete pass found; 0 if there was none
	Added        int // of them, not known before
	Changed      int
	Requests     int // sent to the service, repeated ones included
	Retries      int
	Started      time.Time
	Rate         float64   // customers a second since Started, waiting included; 0 before the first page
	Resumed      bool      // goes on where an interrupted pass was
	WaitingUntil time.Time // when the service is asked again; zero while not waiting
}

// Left estimates how long the pass will still take, from its rate and from how
// many customers there were last time. ok is false if that says nothing: for a
// first pass, before the first page, and once there are more than expected.
func (p Progress) Left() (left time.Duration, ok bool) {
	if p.Rate <= 0 || p.Expected <= p.Customers {
		return 0, false
	}
	return time.Duration(float64(p.Expected-p.Customers) / p.Rate * float64(time.Second)), true
}

// Result is what a pass did. After a pass that did not end it holds what was
// stored until then.
type Result struct {
	Customers    int
	Added        int
	Changed      int
	Vanished     int // marked as vanished
	VanishedHeld int // absent from the list but not marked: suspiciously many
	Requests     int
	Retries      int
	Duration     time.Duration
	Matches      []partner.Proposal // open invitations that new customers may have accepted
}

// Job is one pass that was started.
type Job struct {
	now      func() time.Time
	started  time.Time
	cancel   context.CancelFunc
	done     chan struct{}
	traffic  partner.Traffic
	snapshot atomic.Pointer[snapshot]
	result   Result // these two are written before done is closed
	err      error
}

// snapshot is what a run has stored, and what was there before it.
type snapshot struct {
	Progress
	earlier int // customers that an interrupted run of the pass had stored
}

// Progress gives a snapshot. It costs next to nothing and may be asked for as
// often as a screen is drawn.
func (j *Job) Progress() Progress {
	at := j.snapshot.Load()
	p := at.Progress
	p.Requests, p.Retries, p.WaitingUntil = j.traffic.Requests(), j.traffic.Retries(), j.traffic.WaitingUntil()
	if elapsed := j.now().Sub(j.started).Seconds(); elapsed > 0 {
		p.Rate = float64(p.Customers-at.earlier) / elapsed
	}
	return p
}

// Done is closed when the pass has ended, in whatever way.
func (j *Job) Done() <-chan struct{} { return j.done }

// Result waits for the end of the pass and says how it ended. CodeCancelled
// means that it was stopped; it can be resumed.
func (j *Job) Result() (Result, error) {
	<-j.done
	return j.result, j.err
}

// Cancel stops the pass at once. What was stored stays, and the next pass goes
// on from there.
func (j *Job) Cancel() { j.cancel() }

// Start begins a pass over the customer list, or goes on with one that was
// interrupted unless full is set, and returns at once. The pass is stopped when
// ctx ends. While another pass runs for the same data folder, in this program
// or another, the error has CodeStoreBusy.
func (s *Service) Start(ctx context.Context, full bool) (*Job, error) {
	return s.StartHow(ctx, How{Full: full})
}

// StartHow is Start with all that can be said about a pass.
func (s *Service) StartHow(ctx context.Context, how How) (*Job, error) {
	unlock, err := s.lock()
	if err != nil {
		return nil, err
	}
	pass, err := s.keeper.BeginRefresh(ctx, how.Full)
	if err != nil {
		unlock()
		return nil, err
	}
	j := &Job{now: s.options.Now, started: s.options.Now(), done: make(chan struct{})}
	j.begin(pass)
	ctx, j.cancel = context.WithCancel(partner.WithBackground(partner.WithTraffic(ctx, &j.traffic)))
	s.running.Add(1)
	go func() {
		defer close(j.done)
		defer s.running.Add(-1)
		defer j.cancel()
		defer unlock()
		s.run(ctx, j, pass, how)
	}()
	return j, nil
}

// Running reports whether a pass is on its way.
func (s *Service) Running() bool { return s.running.Load() > 0 }

// begin shows the state of a pass of which this run has stored nothing yet.
func (j *Job) begin(pass partner.RefreshPass) {
	p := Progress{Customers: pass.Saved, Expected: pass.Expected, Started: j.started, Resumed: pass.Resumed}
	j.snapshot.Store(&snapshot{p, pass.Saved})
}

// add shows that more was stored.
func (j *Job) add(customers, added, changed int) {
	p := *j.snapshot.Load()
	p.Customers += customers
	p.Added += added
	p.Changed += changed
	j.snapshot.Store(&p)
}

// lock takes the lock of the data folder. The system frees it when the process
// ends, however that happens.
func (s *Service) lock() (unlock func(), err error) {
	if s.options.LockFile == "" {
		return func() {}, nil
	}
	file := flock.New(s.options.LockFile)
	ok, err := file.TryLock()
	if err != nil {
		return nil, partner.NewError(partner.CodeStorePath, s.options.LockFile, err)
	}
	if !ok {
		_ = file.Close() // it holds nothing
		return nil, partner.NewError(partner.CodeStoreBusy, "another refresh of this profile is under way", nil)
	}
	return func() { _ = file.Unlock() }, nil // closing the file frees the lock even where unlocking fails
}
