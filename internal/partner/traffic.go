package partner

import (
	"context"
	"sync/atomic"
	"time"
)

// Traffic counts the calls that one piece of work makes to the service, and
// says whether it is waiting before it may make one. It may be read while it is
// written. Everything may be called on a nil Traffic, which counts nothing.
type Traffic struct {
	requests, retries atomic.Int64
	waiting           atomic.Int64 // Unix nanoseconds; 0 while not waiting
}

type trafficKey struct{}

// WithTraffic gives a context whose calls to the service are counted in t.
func WithTraffic(ctx context.Context, t *Traffic) context.Context {
	return context.WithValue(ctx, trafficKey{}, t)
}

// TrafficOf gives the Traffic in which the calls of a context are counted; nil
// if they are not.
func TrafficOf(ctx context.Context) *Traffic {
	t, _ := ctx.Value(trafficKey{}).(*Traffic)
	return t
}

type backgroundKey struct{}

// WithBackground gives a context whose calls to the service stand back behind
// those that a person waits for.
func WithBackground(ctx context.Context) context.Context {
	return context.WithValue(ctx, backgroundKey{}, true)
}

// InBackground reports whether the calls of a context stand back.
func InBackground(ctx context.Context) bool { return ctx.Value(backgroundKey{}) != nil }

// Request counts a request that was sent, a repeated one included.
func (t *Traffic) Request() {
	if t != nil {
		t.requests.Add(1)
	}
}

// Retry counts a repetition that will be sent at the given time.
func (t *Traffic) Retry(until time.Time) {
	if t != nil {
		t.retries.Add(1)
		t.Wait(until)
	}
}

// Wait says that the next request is sent at the given time, and not before.
func (t *Traffic) Wait(until time.Time) {
	if t != nil {
		t.waiting.Store(until.UnixNano())
	}
}

// Resume says that the wait is over.
func (t *Traffic) Resume() {
	if t != nil {
		t.waiting.Store(0)
	}
}

// Requests gives the number of requests that were sent, repeated ones included.
func (t *Traffic) Requests() int {
	if t == nil {
		return 0
	}
	return int(t.requests.Load())
}

// Retries gives the number of repetitions.
func (t *Traffic) Retries() int {
	if t == nil {
		return 0
	}
	return int(t.retries.Load())
}

// WaitingUntil gives the time at which the next try follows; zero while none is
// waited for.
func (t *Traffic) WaitingUntil() time.Time {
	if t == nil {
		return time.Time{}
	}
	if at := t.waiting.Load(); at != 0 {
		return time.Unix(0, at).UTC()
	}
	return time.Time{}
}
