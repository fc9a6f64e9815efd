package store

import (
	"database/sql"
	"fmt"
	"math"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// nanos is a time as it is stored: nanoseconds since 1970 in UTC, NULL for the
// zero time.
func nanos(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: unixNanos(t), Valid: !t.IsZero()}
}

var earliest, latest = time.Unix(0, math.MinInt64), time.Unix(0, math.MaxInt64)

// unixNanos is a time that a person may have typed, as it is stored. Years that
// cannot be, those before 1678 and after 2261, count as the ends of the others.
func unixNanos(t time.Time) int64 {
	switch {
	case t.Before(earliest):
		return math.MinInt64
	case t.After(latest):
		return math.MaxInt64
	}
	return t.UnixNano()
}

func moment(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(0, n.Int64).UTC()
}

// packID gives a customer's id as it is stored: a GUID as its 16 bytes, which
// makes the indexes half as large, and anything else as its text.
func packID(id partner.CustomerID) any {
	text := strings.TrimSpace(string(id))
	if raw, ok := guidBytes(text); ok {
		return raw
	}
	return strings.ToLower(text)
}

// guidBytes gives the 16 bytes that a GUID of the form 8-4-4-4-12 stands for.
func guidBytes(text string) ([]byte, bool) {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return nil, false
	}
	raw := make([]byte, 16)
	at := 0
	for i := range raw {
		if at == 8 || at == 13 || at == 18 || at == 23 {
			at++
		}
		high, low := hexValue[text[at]], hexValue[text[at+1]]
		if high|low > 15 {
			return nil, false
		}
		raw[i] = high<<4 | low
		at += 2
	}
	return raw, true
}

// hexValue is what each hexadecimal digit stands for, and more than 15 for any
// other byte.
var hexValue = func() (value [256]byte) {
	for i := range value {
		value[i] = 0xff
	}
	for i := range byte(16) {
		value["0123456789abcdef"[i]], value["0123456789ABCDEF"[i]] = i, i
	}
	return value
}()

func unpackID(stored any) partner.CustomerID {
	switch v := stored.(type) {
	case []byte:
		if len(v) == 16 {
			return partner.CustomerID(fmt.Sprintf("%x-%x-%x-%x-%x", v[:4], v[4:6], v[6:8], v[8:10], v[10:]))
		}
		return partner.CustomerID(v)
	case string:
		return partner.CustomerID(v)
	}
	return ""
}
