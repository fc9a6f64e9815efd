package partnercenter

import (
	"context"
	"encoding/binary"
	"os"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"cspdesk/internal/partner"
)

// The rate that the service grants a partner tenant for customers and
// subscriptions, repeated requests included (Partner Center, "API throttling
// guidance"). Work in the background leaves a fifth to what a person waits for.
const (
	perMinute           = 500
	perMinuteBackground = 400
	minute              = time.Minute
)

// The lock of the file is held for a moment, unless the program that has it was
// stopped.
const (
	lockPatience = time.Second
	lockEvery    = 5 * time.Millisecond
)

// budget keeps the requests of the last minute, so that no more are sent than
// the tenant has. With a file, all programs that name the same file share it.
type budget struct {
	file string // "" for this client alone

	mu   sync.Mutex
	sent []int64   // Unix nanoseconds, oldest first
	hold time.Time // the service asked for quiet until then
}

// take notes a request that is sent now and gives zero, or says how long to
// wait before asking again.
func (b *budget) take(now time.Time, background bool) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if wait := b.hold.Sub(now); wait > 0 {
		return wait
	}
	defer b.load()()
	limit := perMinute
	if background {
		limit = perMinuteBackground
	}
	b.forget(now)
	if over := len(b.sent) - limit; over >= 0 {
		return time.Unix(0, b.sent[over]).Add(minute).Sub(now)
	}
	b.sent = append(b.sent, now.UnixNano())
	return 0
}

// quiet makes every request wait until a time that the service named.
func (b *budget) quiet(until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if until.After(b.hold) {
		b.hold = until
	}
}

// forget drops what was sent more than a minute ago, and what a clock that was
// set back since then says is still to come.
func (b *budget) forget(now time.Time) {
	oldest := now.Add(-minute).UnixNano()
	kept := b.sent[:0]
	for _, at := range b.sent {
		if at > oldest && at <= now.UnixNano() {
			kept = append(kept, at)
		}
	}
	b.sent = kept
}

// load reads what all programs have sent, under the lock of the file beside it,
// and gives what saves it and frees the lock. A file that cannot be used, or whose
// lock is not to be had, must not stop the work: the client's own count remains.
func (b *budget) load() (save func()) {
	if b.file == "" {
		return func() {}
	}
	lock := flock.New(b.file+".lock", flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	if locked, err := lock.TryLockContext(ctx, lockEvery); !locked || err != nil {
		_ = lock.Close() // it holds nothing
		return func() {}
	}
	raw, err := os.ReadFile(b.file)
	if err == nil && len(raw)%8 == 0 && len(raw) <= perMinute*8 {
		b.sent = b.sent[:0]
		for i := 0; i < len(raw); i += 8 {
			b.sent = append(b.sent, int64(binary.BigEndian.Uint64(raw[i:])))
		}
	}
	return func() {
		raw := make([]byte, 0, len(b.sent)*8)
		for _, at := range b.sent {
			raw = binary.BigEndian.AppendUint64(raw, uint64(at))
		}
		// Half a file after a crash does no harm: it only says what the last minute was like.
		_ = os.WriteFile(b.file, raw, 0o600)
		_ = lock.Unlock() // closing the file frees the lock even where unlocking fails
	}
}

// afford waits until the tenant's budget has room for one more request.
func (c *Client) afford(ctx context.Context) error {
	if c.budget == nil {
		return nil
	}
	traffic := partner.TrafficOf(ctx)
	defer traffic.Resume()
	for {
		now := c.options.Now()
		wait := c.budget.take(now, partner.InBackground(ctx))
		if wait <= 0 {
			return nil
		}
		traffic.Wait(now.Add(wait))
		if err := c.options.Wait(ctx, wait); err != nil {
			return err
		}
	}
}
