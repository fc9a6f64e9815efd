package partnercenter

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// text is a string that the service may also send as a number or a boolean:
// codes and enum values come both ways. Anything else is read as "".
type text string

// UnmarshalJSON never fails: a value of another type is read as "".
func (t *text) UnmarshalJSON(raw []byte) error {
	*t = ""
	switch {
	case len(raw) == 0 || bytes.Equal(raw, []byte("null")) || raw[0] == '{' || raw[0] == '[':
	case raw[0] == '"':
		var s string
		if json.Unmarshal(raw, &s) == nil {
			*t = text(s)
		}
	default:
		*t = text(raw)
	}
	return nil
}

// number is an integer that the service may also send as a string or with a
// fraction. Anything else is read as 0.
type number int

// UnmarshalJSON never fails: a value of another type is read as 0.
func (n *number) UnmarshalJSON(raw []byte) error {
	*n = 0
	f, err := strconv.ParseFloat(strings.Trim(string(raw), `" `), 64)
	if err == nil && math.Abs(f) <= math.MaxInt32 {
		*n = number(f)
	}
	return nil
}

// moment is a time as the service writes it.
type moment struct{ time.Time }

// UnmarshalJSON never fails: what is no time is read as the zero time.
func (m *moment) UnmarshalJSON(raw []byte) error {
	var s text
	err := s.UnmarshalJSON(raw)
	m.Time = parseTime(string(s))
	return err
}

// parseTime reads a time with a zone, without one (which means UTC), or a date
// alone, with any number of fractional digits. The year 1 stands for "none" and
// the year 9999 for "never ends": both give the zero time, as does anything
// that is no time.
func parseTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime, time.DateOnly} {
		t, err := time.Parse(layout, strings.TrimSpace(s))
		if err != nil {
			continue
		}
		if t = t.UTC(); t.Year() <= 1 || t.Year() >= 9999 {
			return time.Time{}
		}
		return t
	}
	return time.Time{}
}
