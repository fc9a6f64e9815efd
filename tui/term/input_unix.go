//go:build unix

package term

import (
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/muesli/cancelreader"
	"golang.org/x/sys/unix"
)

// errWoken ends waiting for input, so that Read looks whether it shall stop.
var errWoken = errors.New("woken")

// burstRest is how long after a burst its end may still come.
const burstRest = 30 * time.Millisecond

// input reads the terminal for Bubble Tea. It knows whether more keys are
// waiting, can be parked while another program has the terminal, and tells pastes
// and bursts apart from keys. Bubble Tea calls Read again only when the model has
// taken every key of the Read before.
type input struct {
	fd         int
	wake       int // descriptor of wakeReader
	wakeReader *os.File
	wakeWriter *os.File
	escapeWait time.Duration
	handle     func(token) // takes a paste or burst, in order with the keys
	arrived    func()      // keys have come
	idle       func()      // all keys are taken; Read is about to wait
	ended      func()      // the terminal is gone
	crashed    func(any, []byte)

	buf       []byte
	lost      int // bytes of an endless paste that were not kept
	lastBurst time.Time

	mu      sync.Mutex
	parking bool
	parked  chan struct{} // closed when Read has returned for good
	done    bool
}

func newInput(file *os.File, escapeWait time.Duration) (*input, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	return &input{fd: int(file.Fd()), wake: int(r.Fd()), wakeReader: r, wakeWriter: w, escapeWait: escapeWait, parked: make(chan struct{})}, nil
}

// reader is what Bubble Tea reads from.
func (in *input) reader() io.Reader { return in }

// Read gives the bytes of one or more keys, never a part of one. It fails with
// cancelreader.ErrCanceled when parked and at the end of the input.
func (in *input) Read(p []byte) (_ int, err error) {
	defer func() {
		if r := recover(); r != nil {
			in.crashed(r, debug.Stack())
			in.end()
			err = in.stop()
		}
	}()
	for {
		if in.stopping() {
			return 0, in.stop()
		}
		var next token
		if len(in.buf) > 0 {
			next = nextToken(in.buf, in.escapeWait)
		}
		if len(in.buf) == 0 || next.wait > 0 {
			arrived, err := in.fill(next.wait)
			if errors.Is(err, errWoken) {
				continue // late, if it was meant for the Read before
			}
			if err != nil {
				in.end()
				return 0, in.stop()
			}
			if arrived || len(in.buf) == 0 {
				continue
			}
		}
		if n := in.take(next, p); n > 0 {
			return n, nil
		}
	}
}

// take uses up a token and gives the bytes that it put into p.
func (in *input) take(t token, p []byte) int {
	defer func() { in.buf = in.buf[t.size:] }()
	if t.kind == burstText {
		in.lastBurst = time.Now()
	} else if t.kind == keyBytes && textAlone(in.buf[:t.size]) && time.Since(in.lastBurst) < burstRest {
		t.kind, t.text = burstText, in.buf[:t.size] // the end of a burst
	}
	switch t.kind {
	case keyBytes:
		return copy(p, in.buf[:t.size])
	case mouseEvent:
		in.handle(token{kind: t.kind, text: bytes.Clone(t.text)})
	case pastedText, burstText:
		in.handle(token{kind: t.kind, text: bytes.Clone(t.text), size: len(t.text) + in.lost})
		in.lost = 0
	}
	return 0
}

// fill waits for more input, wait long, or for ever if it is 0. It reports
// whether some came.
func (in *input) fill(wait time.Duration) (bool, error) {
	ready, err := in.ready(0)
	if err != nil {
		return false, err
	}
	if !ready {
		in.idle()
		runtime.Gosched() // the model takes the key on this processor, which the wait below would hold on to
		limit := wait
		if limit == 0 {
			limit = -1
		}
		if ready, err = in.ready(limit); err != nil || !ready {
			return false, err
		}
	}
	var chunk [4096]byte
	n, err := unix.Read(in.fd, chunk[:])
	switch {
	case errors.Is(err, unix.EINTR), errors.Is(err, unix.EAGAIN):
		return true, nil
	case err != nil:
		return false, err
	case n <= 0:
		return false, io.EOF
	}
	in.buf = append(in.buf, chunk[:n]...)
	in.arrived()
	if len(in.buf) > 4*MaxPaste && bytes.HasPrefix(in.buf, pasteStart) {
		middle := len(in.buf) - len(pasteEnd)
		in.lost += middle - 2*MaxPaste
		in.buf = append(in.buf[:2*MaxPaste], in.buf[middle:]...)
	}
	return true, nil
}

// ready waits until input is there; a negative limit waits for ever. It fails with
// errWoken when the program wants something else.
func (in *input) ready(limit time.Duration) (bool, error) {
	deadline := time.Now().Add(limit)
	for {
		var set unix.FdSet
		set.Zero()
		set.Set(in.fd)
		set.Set(in.wake)
		var timeout *unix.Timeval
		if limit >= 0 {
			tv := unix.NsecToTimeval(max(int64(time.Until(deadline)), 0))
			timeout = &tv
		}
		n, err := unix.Select(max(in.fd, in.wake)+1, &set, nil, nil, timeout)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return false, err
		case n > 0 && set.IsSet(in.wake):
			var b [8]byte
			_, _ = in.wakeReader.Read(b[:])
			return false, errWoken
		}
		return n > 0, nil
	}
}

func (in *input) stopping() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.parking || in.done
}

// stop makes Bubble Tea's read loop end without complaint.
func (in *input) stop() error {
	in.mu.Lock()
	defer in.mu.Unlock()
	select {
	case <-in.parked:
	default:
		close(in.parked)
	}
	return cancelreader.ErrCanceled
}

// end marks the input as over: the terminal hung up.
func (in *input) end() {
	in.mu.Lock()
	in.done = true
	in.mu.Unlock()
	in.ended()
}

// park makes Read return and waits until it has, so that another program can
// read the terminal. What was typed ahead stays here.
func (in *input) park() {
	in.mu.Lock()
	in.parking = true
	parked := in.parked
	in.mu.Unlock()
	_, _ = in.wakeWriter.Write([]byte{0})
	<-parked
}

// resume lets Bubble Tea read again after park.
func (in *input) resume() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.parking = false
	in.parked = make(chan struct{})
}

// close ends Read for good.
func (in *input) close() {
	in.mu.Lock()
	in.done = true
	in.mu.Unlock()
	_, _ = in.wakeWriter.Write([]byte{0})
}
