package store

import (
	"database/sql"
	"encoding/hex"
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
	text := strings.ToLower(strings.TrimSpace(string(id)))
	if len(text) == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-' {
		if raw, err := hex.DecodeString(strings.ReplaceAll(text, "-", "")); err == nil && len(raw) == 16 {
			return raw
		}
	}
	return text
}

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
