package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/listindex"
)

const (
	// indexFrom is from how many customers on an index is kept: fewer are
	// searched as fast without.
	indexFrom = 5_000
	// rebuildFrom is from how many changed customers on an index is built
	// anew, and overlayLimit up to how many it is used meanwhile.
	rebuildFrom  = 1_000
	overlayLimit = 8_000
	// verifyAfter is how long reading all of it waits for what is done first.
	verifyAfter = 300 * time.Millisecond
	// settled is how long the list must have been as it is to be worth a
	// build; a refresh that is under way would make it old at once.
	settled = 300 * time.Millisecond
	// retryAfter is how long a build that failed is not tried again.
	retryAfter = time.Minute
	// closeWaits is how long closing waits for a build to notice that it is
	// called off, which it does not while it sorts.
	closeWaits = 200 * time.Millisecond
	// indexLoads is how long a search, or counting, waits for an index that is
	// being loaded.
	indexLoads = 300 * time.Millisecond
	// firstFrame is how long loading leaves the processor to the first frame,
	// unless the frame needs an index: the list by name does not.
	firstFrame = 40 * time.Millisecond
)

// IndexStatus says what becomes of the index that makes the customer list
// answer at once. The list is right without it.
type IndexStatus struct {
	Ready       bool // there is one, and it is in use
	Building    bool
	Done, Total int   // customers, while it is being built
	Err         error // why the last build failed; nil if it did not
}

// listIndex is the index of a DB and what keeps it up.
type listIndex struct {
	from int // customers, see indexFrom

	start   sync.Once
	stop    context.CancelFunc
	ended   chan struct{}
	wake    chan struct{}
	hurry   chan struct{} // somebody waits for the first load
	current atomic.Pointer[listindex.Index]
	loading atomic.Pointer[chan struct{}] // closed when a load has ended
	status  atomic.Pointer[IndexStatus]

	lay sync.Mutex
	top overlay
}

// IndexStatus says how far the index of the customer list is.
func (db *DB) IndexStatus() IndexStatus {
	if s := db.index.status.Load(); s != nil {
		return *s
	}
	return IndexStatus{}
}

func (db *DB) indexPath() string { return db.path + ".idx" }

// wakeIndex has the index looked after in the background.
func (db *DB) wakeIndex() {
	l := &db.index
	l.start.Do(func() {
		var ctx context.Context
		ctx, l.stop = context.WithCancel(context.Background())
		loading := make(chan struct{})
		l.loading.Store(&loading)
		l.ended = make(chan struct{})
		go func() {
			defer close(l.ended)
			db.keepIndex(ctx)
		}()
	})
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// closeIndex ends what wakeIndex began.
func (db *DB) closeIndex() {
	l := &db.index
	l.start.Do(func() {}) // from now on nothing is begun
	if l.stop != nil {
		l.stop()
		select {
		case <-l.ended:
		case <-time.After(closeWaits):
		}
	}
	db.dropIndex(l.current.Load())
}

// dropIndex stops the use of an index.
func (db *DB) dropIndex(x *listindex.Index) {
	if x != nil && db.index.current.CompareAndSwap(x, nil) {
		x.Close()
	}
}

func (db *DB) setStatus(s IndexStatus) {
	s.Ready = db.index.current.Load() != nil
	db.index.status.Store(&s)
}

// keepIndex loads the index, and builds a new one when there is none or it is
// too old, each time that it is woken.
func (db *DB) keepIndex(ctx context.Context) {
	var failedAt time.Time
	select {
	case <-ctx.Done():
	case <-time.After(firstFrame):
	case <-db.index.hurry:
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-db.index.wake:
		}
		err := db.loadIndex(ctx)
		if loading := db.index.loading.Swap(nil); loading != nil {
			close(*loading)
			select {
			case <-ctx.Done():
			case <-time.After(verifyAfter):
			}
		}
		if err == nil {
			err = db.verifyIndex(ctx)
		}
		if err == nil && (failedAt.IsZero() || time.Since(failedAt) > retryAfter) {
			err = db.rebuildIndex(ctx)
		}
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			failedAt = time.Now()
			db.setStatus(IndexStatus{Err: err})
		}
	}
}

// loadIndex opens the file beside the database if it is one that is not open
// yet. One that is damaged, or was built from another database, is no error: it
// will be replaced.
func (db *DB) loadIndex(ctx context.Context) error {
	old := db.index.current.Load()
	if old != nil && old.Same(db.indexPath()) {
		return nil
	}
	x, err := listindex.Open(db.indexPath())
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, listindex.ErrDamaged) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	known, err := db.builtFromThis(ctx, x.Identity())
	if err != nil || !known {
		return errors.Join(err, x.Close())
	}
	db.index.current.Store(x)
	if old != nil {
		old.Close()
	}
	db.setStatus(IndexStatus{})
	return nil
}

// verifyIndex reads the index in use once, all of it, before it is needed.
func (db *DB) verifyIndex(ctx context.Context) error {
	x := db.index.current.Load()
	if x == nil {
		return nil
	}
	if err := x.Verify(ctx); err != nil {
		return db.indexFailed(ctx, x, err)
	}
	return nil
}

func (db *DB) builtFromThis(ctx context.Context, id listindex.Identity) (known bool, err error) {
	err = db.reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM list_builds WHERE token = ? AND changes = ? AND highest = ?)",
		id.Token[:], id.Changes, id.Highest).Scan(&known)
	return known, err
}

// rebuildIndex builds an index if the one in use is missing or too old, the
// database may be written, and the list is at rest.
func (db *DB) rebuildIndex(ctx context.Context) error {
	if db.writer == nil || db.unswapped() != nil {
		return nil
	}
	worth, err := db.indexIsWorthIt(ctx)
	for err == nil && worth {
		var before, after listState
		if before, err = readState(ctx, db.reader); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(settled):
		}
		if after, err = readState(ctx, db.reader); err != nil {
			return err
		}
		if before == after {
			return db.buildIndex(ctx)
		}
		worth, err = db.indexIsWorthIt(ctx)
	}
	return err
}

// indexIsWorthIt reports whether an index should be built: there is none for a
// list that is long, by the highest number, or the one in use is too old.
func (db *DB) indexIsWorthIt(ctx context.Context) (bool, error) {
	x := db.index.current.Load()
	if x == nil {
		state, err := readState(ctx, db.reader)
		return state.highest >= int64(db.index.from), err
	}
	changed, err := changedSince(ctx, db.reader, listState{x.Identity().Changes, x.Identity().Highest}, rebuildFrom)
	return len(changed) >= rebuildFrom, err
}

// indexedWindow answers from the index. ok is false if there is none that can.
func (db *DB) indexedWindow(ctx context.Context, tx *sql.Tx, o order, place partner.Place, before, after int) (w partner.Window, ok bool, err error) {
	x, over, err := db.usableIndex(ctx, tx, o.column != "" || len(o.words)+len(o.filter) > 0)
	if x == nil {
		return w, false, err
	}
	at, err := o.indexPlace(ctx, tx, place)
	if err != nil {
		return w, false, err
	}
	found, err := x.Window(ctx, o.indexQuery(), over, at, before, after)
	if err != nil {
		return w, false, db.indexFailed(ctx, x, err)
	}
	w = partner.Window{Anchor: found.Anchor, AtStart: found.AtStart, AtEnd: found.AtEnd, Matches: found.Matches, Total: found.Total}
	if w.Rows, err = fetch(ctx, tx, found.Nums); errors.Is(err, errRowMissing) {
		return w, false, db.indexFailed(ctx, x, err)
	}
	return w, err == nil, err
}

func (db *DB) indexedCount(ctx context.Context, tx *sql.Tx, o order) (matches, total int, ok bool, err error) {
	state, err := readState(ctx, tx)
	if err != nil {
		return 0, 0, false, err
	}
	x, over, err := db.usableIndex(ctx, tx, state.highest >= int64(db.index.from))
	if x == nil {
		return 0, 0, false, err
	}
	if matches, total, err = x.Count(ctx, o.indexQuery(), over); err != nil {
		return 0, 0, false, db.indexFailed(ctx, x, err)
	}
	return matches, total, true, nil
}

// indexedDomain finds the customers with a folded domain.
func (db *DB) indexedDomain(ctx context.Context, tx *sql.Tx, domain string) (nums []int64, ok bool, err error) {
	state, err := readState(ctx, tx)
	if err != nil {
		return nil, false, err
	}
	x, over, err := db.usableIndex(ctx, tx, state.highest >= int64(db.index.from))
	if x == nil {
		return nil, false, err
	}
	if nums, err = x.WithDomain(ctx, domain, over); err != nil {
		return nil, false, db.indexFailed(ctx, x, err)
	}
	return nums, true, nil
}

// indexFailed stops the use of an index that cannot answer. The question is
// then asked without it, unless it was called off.
func (db *DB) indexFailed(ctx context.Context, x *listindex.Index, err error) error {
	if ctx.Err() != nil {
		return err
	}
	switch {
	case errors.Is(err, listindex.ErrDamaged), errors.Is(err, errRowMissing):
		db.dropIndex(x)
		os.Remove(db.indexPath())
		db.wakeIndex()
	case !errors.Is(err, listindex.ErrClosed): // closed by whoever put a newer one in its place
		return err
	}
	return nil
}

// usableIndex gives the index and what to lay over it, or no index. It may wait
// a moment for one that is being loaded.
func (db *DB) usableIndex(ctx context.Context, tx *sql.Tx, wait bool) (*listindex.Index, *listindex.Overlay, error) {
	if db.index.current.Load() == nil {
		db.wakeIndex()
	}
	if loading := db.index.loading.Load(); loading != nil && wait {
		select {
		case db.index.hurry <- struct{}{}:
		default:
		}
		select {
		case <-*loading:
		case <-time.After(indexLoads):
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		}
	}
	x := db.index.current.Load()
	if x == nil {
		return nil, nil, nil
	}
	over, changed, err := db.overlay(ctx, tx, x)
	if err != nil {
		return nil, nil, db.indexFailed(ctx, x, err)
	}
	if changed >= rebuildFrom {
		db.wakeIndex()
	}
	if changed > overlayLimit {
		return nil, nil, nil
	}
	return x, over, nil
}
