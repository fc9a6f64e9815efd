package sandbox

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"cspdesk/internal/partner"

	"github.com/gofrs/flock"
)

// Options say how a practice center is opened.
type Options struct {
	Dir       string           // folder of its own; made if it is not there
	Customers int              // customers from the start, up to MaxCustomers; 0: as last time, or 30
	Seed      uint64           // other seeds give other companies; 0: as last time, or the usual one
	Addr      string           // loopback host:port; "": as last time, else the usual port, else a free one
	Language  string           // of the pages, a BCP 47 tag; "" is English
	Faults    string           // see the package comment; "" for none
	Now       func() time.Time // nil: the computer's clock
}

// MaxCustomers is the largest number of customers from the start.
const MaxCustomers = 1_000_000

const (
	usualCustomers = 30
	usualSeed      = 20200617
	usualAddress   = "127.0.0.1:48365"
	// takeOver bounds the time in which a server that is just starting or
	// ending elsewhere may become reachable.
	takeOver = 10 * time.Second
)

// Server is a handle on the practice center of a folder. The first one to be
// opened serves it; later ones, also of other processes, use that server. All
// methods may be called from several goroutines.
type Server struct {
	options Options
	tokens  tokens

	mu     sync.Mutex
	url    string
	own    *running // nil where another process serves
	closed bool
}

// Open gives a handle on the practice center in o.Dir and starts its server if
// none runs there. Errors are *partner.Error: CodeInvalidInput for options that
// cannot be used, CodeStorePath for the folder, CodeUnreachable for the
// address.
func Open(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Dir == "" {
		return nil, partner.NewError(partner.CodeInvalidInput, "the practice center needs a folder", nil)
	}
	if o.Customers < 0 || o.Customers > MaxCustomers {
		return nil, partner.NewError(partner.CodeInvalidInput, "the number of customers must be from 1 to "+strconv.Itoa(MaxCustomers), nil)
	}
	if err := checkAddress(o.Addr); err != nil {
		return nil, err
	}
	if _, err := parseFaults(o.Faults); err != nil {
		return nil, partner.NewError(partner.CodeInvalidInput, err.Error(), nil)
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, partner.NewError(partner.CodeStorePath, "the folder of the practice center cannot be made", err)
	}
	s := &Server{options: o}
	ctx, cancel := context.WithTimeout(context.Background(), takeOver)
	defer cancel()
	if err := s.Ensure(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// checkAddress refuses addresses that other computers could reach.
func checkAddress(addr string) error {
	if addr == "" {
		return nil
	}
	host, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return partner.NewError(partner.CodeInvalidInput, "the address must be host:port, such as "+usualAddress, err)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return partner.NewError(partner.CodeInvalidInput, "the practice center listens on 127.0.0.1 or ::1 only", nil)
	}
	return nil
}

// Ensure makes sure that the center is served: where the process that served
// it has ended, this one takes over, on the same port if that is free. It
// returns when the server answers, or with ctx.
func (s *Server) Ensure(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return partner.NewError(partner.CodeUnreachable, "the practice center is closed", nil)
	}
	if s.own != nil {
		return nil
	}
	lock := flock.New(filepath.Join(s.options.Dir, "lock"), flock.SetPermissions(0o600))
	for {
		locked, err := lock.TryLock()
		if err != nil {
			return partner.NewError(partner.CodeStorePath, "the folder of the practice center cannot be locked", err)
		}
		if locked {
			return s.serve(lock)
		}
		if url, t, ok := findRunning(ctx, s.options.Dir); ok {
			s.url, s.tokens = url, t
			return nil
		}
		select {
		case <-ctx.Done():
			return partner.NewError(partner.CodeUnreachable, "another process holds the practice center and does not answer", ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// serve starts the server under the lock, or gives the lock back.
func (s *Server) serve(lock *flock.Flock) error {
	own, err := start(s.options, lock)
	if err != nil {
		_ = lock.Unlock() // the error of starting says more
		return err
	}
	s.own, s.url, s.tokens = own, own.url, own.tokens
	return nil
}

// URL gives the address of the server without a slash at the end, such as
// http://127.0.0.1:48365. REST calls are below /v1.
func (s *Server) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url
}

// Token gives the bearer token of an app with a signed-in user.
func (s *Server) Token() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens.User
}

// AppToken gives the bearer token of an app without a user, which several
// calls refuse.
func (s *Server) AppToken() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens.App
}

// Serving reports whether this handle serves the center itself, and not
// another process.
func (s *Server) Serving() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.own != nil
}

// Close ends the server if this handle runs it. Handles that use it elsewhere
// can take over with Ensure.
func (s *Server) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if s.own == nil {
		return nil
	}
	return s.own.stop()
}

// running is a server of this process.
type running struct {
	url     string
	tokens  tokens
	partner partnerAccount
	server  *http.Server
	ended   chan struct{} // closed when the port is free again
	journal *journal
	lock    *flock.Flock
}

func start(o Options, lock *flock.Flock) (*running, error) {
	kept, err := readSettings(o.Dir)
	if err != nil {
		return nil, err
	}
	if o.Customers > 0 {
		kept.Customers = o.Customers
	}
	if o.Seed > 0 {
		kept.Seed = o.Seed
	}
	t, err := keepTokens(o.Dir)
	if err != nil {
		return nil, err
	}
	t.others = &trust{}
	j, events, err := openJournal(filepath.Join(o.Dir, "journal"))
	if err != nil {
		return nil, partner.NewError(partner.CodeStorePath, "the journal of the practice center cannot be used", err)
	}
	listener, err := listen(o.Addr, kept.Address)
	if err != nil {
		_ = j.close() // the error of listening says more
		return nil, err
	}
	kept.Address = listener.Addr().String()
	r := &running{url: "http://" + kept.Address, tokens: t, journal: j, lock: lock, ended: make(chan struct{})}
	faults, err := parseFaults(o.Faults)
	if err == nil {
		err = writeSettings(o.Dir, kept)
	}
	if err != nil {
		return nil, errors.Join(err, listener.Close(), j.close())
	}
	world := newWorld(kept.Seed, kept.Customers)
	r.partner = world.partner()
	c := newCenter(world, j, events, o.Now)
	r.server = &http.Server{
		Handler:           newHandler(c, t, r.url, faults, o.Language),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	go func() {
		defer close(r.ended)
		_ = r.server.Serve(listener) // ends with stop; a broken listener shows in the next call
	}()
	return r, nil
}

// listen tries the address that was asked for, or else the one of last time
// and then any free port.
func listen(asked, kept string) (net.Listener, error) {
	if asked != "" {
		l, err := net.Listen("tcp", asked)
		if err != nil {
			return nil, partner.NewError(partner.CodeUnreachable, "the practice center cannot listen on "+asked, err)
		}
		return l, nil
	}
	if checkAddress(kept) != nil || kept == "" {
		kept = usualAddress
	}
	if l, err := net.Listen("tcp", kept); err == nil {
		return l, nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, partner.NewError(partner.CodeUnreachable, "the practice center found no free port", err)
	}
	return l, nil
}

// stop lets running answers finish for a moment and gives the folder free.
func (r *running) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if r.server.Shutdown(ctx) != nil {
		_ = r.server.Close() // it ends the connections in any case
	}
	<-r.ended
	return errors.Join(r.journal.close(), r.lock.Unlock())
}
