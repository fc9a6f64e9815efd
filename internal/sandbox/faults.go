package sandbox

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// fault is a way in which the service fails on purpose, and when.
type fault struct {
	kind   string // a key of faultKinds, or "status", "slow", "drip" or "code"
	status int
	slow   time.Duration
	code   string // of the service
	host   string // of redirect and next

	method     string        // only requests with this method; "" for all
	path       []string      // only requests whose path starts so, part by part; "*" is any part
	prefix     string        // what the part after those begins with
	whole      bool          // the path ends there
	every      int           // only each n-th request that fits; 1 for all
	after      int           // not the first n requests that fit
	count      int           // at most n times; 0 for no limit
	chance     int           // in percent, of those that are due
	dice       *rand.Rand    // for chance
	retryAfter string        // seconds, for the header; "" for none
	retryDate  bool          // the header is a date
	retryIn    time.Duration // from now to that date; may be negative
	skew       time.Duration // how far the clock of the service is ahead

	seen, done int
	first      any // duplicate: the first customer that was listed
}

// faults decides which request fails. It is safe for concurrent use.
type faults struct {
	mu   sync.Mutex
	list []*fault
}

// maxSlow bounds a delay, so that a mistyped one does not look like a hang.
const maxSlow = 10 * time.Minute

const knownKinds = "a status from 400 to 599, code=CODE, slow=TIME, drip=TIME, redirect=HOST, next=HOST, or one of "

// parseFaults reads faults, with commas between them, as the package comment
// lists them.
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
	f := &fault{every: 1, chance: 100}
	if err := f.setKind(strings.Cut(parts[0], "=")); err != nil {
		return nil, err
	}
	seed := 1
	for _, option := range parts[1:] {
		if err := f.set(option, &seed); err != nil {
			return nil, err
		}
	}
	f.dice = rand.New(rand.NewPCG(uint64(seed), 0)) //nolint:gosec // repeatable on purpose
	if f.kind == "code" && f.status == 0 {
		known, ok := documentedCodes[f.code]
		if !ok {
			return nil, fmt.Errorf("code %s is not documented; say with which status it comes, such as :status=400", f.code)
		}
		f.status = known.status
	}
	return f, nil
}

func (f *fault) setKind(kind, value string, hasValue bool) error {
	f.kind = kind
	switch kind {
	case "slow", "drip":
		wait, err := time.ParseDuration(value)
		if err != nil || wait <= 0 || wait > maxSlow {
			return fmt.Errorf("%s needs a duration up to %s, such as %s=2s", kind, maxSlow, kind)
		}
		f.slow = wait
		return nil
	case "code":
		if n, err := strconv.Atoi(value); err != nil || n <= 0 {
			return errors.New("code needs a number, such as code=900308")
		}
		f.code = value
		return nil
	case "redirect", "next":
		if value == "" || strings.ContainsAny(value, "/?#@ \\") {
			return fmt.Errorf("%s needs the name of a host, such as %s=www.contoso.com", kind, kind)
		}
		f.host = value
		return nil
	}
	if _, known := faultKinds[kind]; known {
		if hasValue {
			return fmt.Errorf("%s takes no value", kind)
		}
		return nil
	}
	status, err := strconv.Atoi(kind)
	if err != nil || status < 400 || status > 599 || hasValue {
		return errors.New("unknown; use " + knownKinds + strings.Join(kindNames(), ", "))
	}
	f.kind, f.status = "status", status
	return nil
}

// kindNames gives the kinds that take no value.
func kindNames() []string {
	names := make([]string, 0, len(faultKinds))
	for name := range faultKinds {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (f *fault) set(option string, seed *int) error {
	name, value, _ := strings.Cut(option, "=")
	switch name {
	case "path":
		if !strings.HasPrefix(value, "/") {
			return errors.New("path needs a path that starts with /")
		}
		value, f.whole = strings.CutSuffix(value, "$")
		parts := strings.Split(value, "/")
		f.path, f.prefix = parts[:len(parts)-1], parts[len(parts)-1]
		return nil
	case "method":
		if value == "" || strings.ToUpper(value) != value {
			return errors.New("method needs a method such as GET or PATCH")
		}
		f.method = value
		return nil
	case "retry-date", "skew":
		d, err := time.ParseDuration(value)
		if err != nil || d.Abs() > 10*365*24*time.Hour {
			return fmt.Errorf("%s needs a duration such as 30s or -1h", name)
		}
		if name == "skew" {
			f.skew = d
		} else {
			f.retryDate, f.retryIn = true, d
		}
		return nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 1_000_000 {
		return fmt.Errorf("option %q needs a number up to a million", name)
	}
	return f.setNumber(name, n, seed)
}

func (f *fault) setNumber(name string, n int, seed *int) error {
	switch {
	case name == "every" && n > 0:
		f.every = n
	case name == "count" && n > 0:
		f.count = n
	case name == "after":
		f.after = n
	case name == "chance" && n > 0 && n <= 100:
		f.chance = n
	case name == "seed":
		*seed = n
	case name == "status" && f.kind == "code" && n >= 200 && n <= 599:
		f.status = n
	case name == "retry-after":
		f.retryAfter = strconv.Itoa(n)
	default:
		return fmt.Errorf("unknown option %q; use path, method, every, after, count, chance, seed, retry-after, retry-date or skew, and with code status", name)
	}
	return nil
}

// fits reports whether a fault is about a request.
func (f *fault) fits(r *http.Request) bool {
	if f.method != "" && f.method != r.Method {
		return false
	}
	if f.path == nil {
		return true
	}
	parts := strings.Split(r.URL.Path, "/")
	last := len(f.path)
	if len(parts) <= last || f.whole && (len(parts) > last+1 || f.prefix != "*" && parts[last] != f.prefix) {
		return false
	}
	for i, want := range f.path {
		if want != "*" && want != parts[i] {
			return false
		}
	}
	return f.prefix == "*" || strings.HasPrefix(parts[last], f.prefix)
}

// hits counts a request in and gives the faults that strike it.
func (f *faults) hits(r *http.Request) []*fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []*fault
	for _, one := range f.list {
		if !one.fits(r) {
			continue
		}
		one.seen++
		due := one.seen > one.after && (one.seen-one.after)%one.every == 0
		if due && (one.count == 0 || one.done < one.count) && one.dice.IntN(100) < one.chance {
			one.done++
			all = append(all, one)
		}
	}
	return all
}
