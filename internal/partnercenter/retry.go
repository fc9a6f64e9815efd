package partnercenter

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"cspdesk/internal/partner"
)

const (
	maxTries    = 4
	longestWait = 2 * time.Minute // a longer one is for the person to decide
)

// newIntervals gives the waits between tries where the service does not say
// how long to wait: about 0.5, 1 and 2 seconds, spread by half.
func newIntervals() backoff.BackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval = 500 * time.Millisecond
	b.Multiplier = 2
	b.MaxInterval = 8 * time.Second
	return b
}

// pauseBefore says how long to wait after the given try, and whether another
// one follows at all.
func pauseBefore(try int, f *failure, intervals backoff.BackOff) (time.Duration, bool) {
	if !f.again || try >= maxTries || f.after > longestWait {
		return 0, false
	}
	pause := intervals.NextBackOff()
	if f.after > 0 {
		pause = f.after
	}
	return pause, pause != backoff.Stop
}

// repeatable reports whether a read that was answered with this status may
// succeed when it is repeated (Partner Center, "API throttling guidance").
func repeatable(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	return status >= 500
}

// ofOneCustomer reports whether a path belongs to one customer: the service
// throttles such calls by customer, and others by partner.
func ofOneCustomer(path string) bool {
	rest, ok := strings.CutPrefix(path, customersPath+"/")
	id, _, _ := strings.Cut(rest, "/")
	return ok && partner.ValidGUID(id)
}

// refusedOutright reports whether a status says that nothing was done. After a
// 408 or a 5xx the service may have acted all the same, but for the 503 of a
// gateway that asks to come again later.
func refusedOutright(res *http.Response) bool {
	switch res.StatusCode {
	case http.StatusRequestTimeout:
		return false
	case http.StatusServiceUnavailable:
		return res.Header.Get("Retry-After") != ""
	}
	return res.StatusCode >= 400 && res.StatusCode <= 499
}

// retryAfter says how long the service asks to wait: Retry-After in seconds or
// as a date, or else the seconds in the gateway's sentence. A date is compared
// with the service's own clock where it sends that, so that a wrong clock here
// does not matter. 0 means that it does not say, or that the time has passed.
func retryAfter(h http.Header, said string, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		if m := tryAgainIn().FindStringSubmatch(said); m != nil {
			value = m[1]
		}
	}
	if seconds, err := strconv.ParseUint(value, 10, 32); err == nil {
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if theirs, err := http.ParseTime(h.Get("Date")); err == nil {
		now = theirs
	}
	return max(0, at.Sub(now))
}
