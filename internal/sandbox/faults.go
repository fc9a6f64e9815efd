package sandbox

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// fault is a way in which the service fails on purpose.
type fault struct {
	kind       string // "status", "slow", "reset", "truncate", "html" or "empty"
	status     int
	slow       time.Duration
	path       string // only requests whose path starts so; "" for all
	every      int    // only each n-th request that fits; 1 for all
	after      int    // not the first n requests that fit
	count      int    // at most n times; 0 for no limit
	retryAfter string // seconds, for the header; "" for none

	seen, done int
}

// faults decides which request fails. It is safe for concurrent use.
type faults struct {
	mu   sync.Mutex
	list []*fault
}

// maxSlow bounds a delay, so that a mistyped one does not look like a hang.
const maxSlow = 10 * time.Minute

// parseFaults reads faults, with commas between them. Each is a status from 400
// to 599, slow=DURATION, reset, truncate, html or empty, and may be followed
// by options, each after a colon: path=PREFIX, every=N, after=N, count=N and
// retry-after=SECONDS.
func parseFaults(spec string) (*faults, error) {
	f := &faults{}
	if spec == "" {
		return f, nil
	}
	for one := range strings.SplitSeq(spec, ",") {
		parsed, err := parseFault(strings.TrimSpace(one))
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", one, err)
		}
		f.list = append(f.list, parsed)
	}
	return f, nil
}

func parseFault(text string) (*fault, error) {
	parts := strings.Split(text, ":")
	f := &fault{every: 1}
	kind, value, hasValue := strings.Cut(parts[0], "=")
	switch kind {
	case "slow":
		wait, err := time.ParseDuration(value)
		if err != nil || wait <= 0 || wait > maxSlow {
			return nil, fmt.Errorf("slow needs a duration up to %s, such as slow=2s", maxSlow)
		}
		f.kind, f.slow = kind, wait
	case "reset", "truncate", "html", "empty":
		if hasValue {
			return nil, fmt.Errorf("%s takes no value", kind)
		}
		f.kind = kind
	default:
		status, err := strconv.Atoi(parts[0])
		if err != nil || status < 400 || status > 599 {
			return nil, fmt.Errorf("unknown; use a status from 400 to 599, slow=DURATION, reset, truncate, html or empty")
		}
		f.kind, f.status = "status", status
	}
	for _, option := range parts[1:] {
		if err := f.set(option); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *fault) set(option string) error {
	name, value, _ := strings.Cut(option, "=")
	if name == "path" {
		if !strings.HasPrefix(value, "/") {
			return fmt.Errorf("path needs a path that starts with /")
		}
		f.path = value
		return nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 1_000_000 {
		return fmt.Errorf("option %q needs a number up to a million", name)
	}
	switch {
	case name == "every" && n > 0:
		f.every = n
	case name == "count" && n > 0:
		f.count = n
	case name == "after":
		f.after = n
	case name == "retry-after":
		f.retryAfter = strconv.Itoa(n)
	default:
		return fmt.Errorf("unknown option %q; use path, every, after, count or retry-after", option)
	}
	return nil
}

// hits counts a request in and gives the faults that strike it.
func (f *faults) hits(path string) []fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []fault
	for _, one := range f.list {
		if !strings.HasPrefix(path, one.path) {
			continue
		}
		one.seen++
		due := one.seen > one.after && (one.seen-one.after)%one.every == 0
		if due && (one.count == 0 || one.done < one.count) {
			one.done++
			all = append(all, *one)
		}
	}
	return all
}

// serve answers a request, or fails it as the faults want.
func (f *faults) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	for _, hit := range f.hits(r.URL.Path) {
		switch hit.kind {
		case "slow":
			select {
			case <-time.After(hit.slow):
			case <-r.Context().Done():
				return
			}
		case "status":
			hit.answer(w)
			return
		case "reset":
			panic(http.ErrAbortHandler)
		case "html":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusBadGateway)
			_, _ = io.WriteString(w, "<!doctype html><title>Proxy</title><p>The proxy could not reach the server.</p>")
			return
		case "empty":
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusOK)
			return
		case "truncate":
			next.ServeHTTP(&halfWriter{ResponseWriter: w}, r)
			panic(http.ErrAbortHandler)
		}
	}
	next.ServeHTTP(w, r)
}

// answer writes a status with the body that the service or its gateway has
// for it.
func (f fault) answer(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	if f.retryAfter != "" {
		w.Header().Set("Retry-After", f.retryAfter)
	}
	w.WriteHeader(f.status)
	if f.status == http.StatusTooManyRequests {
		seconds := f.retryAfter
		if seconds == "" {
			seconds = "57"
		}
		fmt.Fprintf(w, `{"statusCode":429,"message":"Rate limit is exceeded. Try again in %s seconds."}`, seconds)
		return
	}
	fmt.Fprintf(w, `{"code":%d,"description":"Fault of the practice Partner Center.","source":"PartnerFD"}`, 900000+f.status)
}

// halfWriter lets half of the first piece of an answer through.
type halfWriter struct{ http.ResponseWriter }

func (h *halfWriter) Write(b []byte) (int, error) {
	if _, err := h.ResponseWriter.Write(b[:len(b)/2]); err != nil {
		return 0, err
	}
	if flusher, ok := h.ResponseWriter.(http.Flusher); ok {
		flusher.Flush()
	}
	return len(b), nil
}
