package store

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/listindex"
)

// seenWithin is how exactly the first sight of a customer counts in a filter:
// days begin at a quarter of an hour everywhere.
const seenWithin = 15 * time.Minute

// lastSeen is behind every time that can be stored, in seenWithin.
const lastSeen = int64(math.MaxInt64)/int64(seenWithin) + 1

// condition is a term of a filter in what the store holds.
type condition struct {
	key    partner.FilterKey
	values []string // as they are stored
	since  int64    // with FilterSince, in seenWithin since 1970
	not    bool
}

// newFilter reads the filter of a query.
func newFilter(expr string, now func() time.Time) ([]condition, error) {
	terms, err := partner.ParseFilter(expr)
	if err != nil {
		return nil, err
	}
	var filter []condition
	for _, t := range terms {
		c := condition{key: t.Key, not: t.Not}
		values := t.Values
		if slices.Contains(values, partner.FilterOther) { // none of the known values that the term leaves out
			c.not = !c.not
			values = slices.DeleteFunc(t.Key.Values(), func(known string) bool { return slices.Contains(t.Values, known) })
		}
		for _, value := range values {
			c.values = append(c.values, value)
			if value == partner.FilterUnknown {
				c.values = append(c.values, "")
			}
		}
		if t.Key == partner.FilterSince {
			c.values, c.since = nil, seenAt(unixNanos(t.Since(now())))
		}
		filter = append(filter, c)
	}
	return filter, nil
}

// seenAt rounds a time down.
func seenAt(nanos int64) int64 {
	at := nanos / int64(seenWithin)
	if nanos%int64(seenWithin) < 0 {
		at--
	}
	return at
}

// The labels that customers have in the index, beside standings and tags.
const (
	labelTagged   = "tagged"
	labelPinned   = "pinned"
	labelNoted    = "noted"
	labelNickname = "nickname"
)

func standingLabel(standing string) string { return "standing " + standing }

func tagLabel(key string) string { return "tag " + key }

// seenLabel gives labels that are ordered as the times are.
func seenLabel(at int64) string { return fmt.Sprintf("seen %011d", at+1e10) }

// filterFields are the columns of the index that some keys look at.
var filterFields = map[partner.FilterKey]listindex.Field{
	partner.FilterCountry: listindex.ByCountry, partner.FilterRelationship: listindex.ByRelationship,
	partner.FilterAdmin: listindex.ByAdminRights, partner.FilterAgreement: listindex.ByAgreement,
}

// indexed gives the condition as the index knows it.
func (c condition) indexed() listindex.Condition {
	labels := func(of func(string) string) []listindex.Range {
		named := make([]string, len(c.values))
		for i, value := range c.values {
			named[i] = of(value)
		}
		return listindex.Exactly(named...)
	}
	in := listindex.Condition{In: listindex.ByName, Not: c.not}
	switch c.key {
	case partner.FilterStanding:
		in.Ranges = labels(standingLabel)
	case partner.FilterTag:
		in.Ranges = labels(tagLabel)
	case partner.FilterSince:
		in.Ranges = []listindex.Range{{From: seenLabel(c.since), To: seenLabel(lastSeen)}}
	case partner.FilterTagged:
		in.Ranges = listindex.Exactly(labelTagged)
	case partner.FilterPinned:
		in.Ranges = listindex.Exactly(labelPinned)
	case partner.FilterNoted:
		in.Ranges = listindex.Exactly(labelNoted)
	case partner.FilterNickname:
		in.Ranges = listindex.Exactly(labelNickname)
	default:
		in.In, in.Ranges = filterFields[c.key], listindex.Exactly(c.values...)
	}
	return in
}

// filterColumns are the columns that some keys look at.
var filterColumns = map[partner.FilterKey]string{
	partner.FilterCountry: "country", partner.FilterRelationship: "relationship", partner.FilterAdmin: "admin_rights",
	partner.FilterAgreement: "agreement", partner.FilterStanding: "standing",
}

// filterMarks say which customers have what others look at.
var filterMarks = map[partner.FilterKey]string{
	partner.FilterTagged: "tags <> '[]'", partner.FilterPinned: "pinned = 1", partner.FilterNoted: "note <> ''", partner.FilterNickname: "nickname <> ''",
}

// filtering restricts a query to what a filter lets through.
func (c *clause) filtering(filter []condition) {
	for _, f := range filter {
		not := ""
		if f.not {
			not = "NOT "
		}
		places := "(?" + strings.Repeat(", ?", max(len(f.values)-1, 0)) + ")"
		args := make([]any, len(f.values))
		for i, value := range f.values {
			args[i] = value
		}
		switch {
		case f.key == partner.FilterSince:
			c.and(not+"coalesce(first_seen >= ?, 0)", f.since*int64(seenWithin))
		case f.key == partner.FilterTag:
			c.and("num "+not+"IN (SELECT m.customer FROM marks m, json_each(m.tag_keys) j WHERE j.value IN "+places+")", args...)
		case filterMarks[f.key] != "":
			c.and("num " + not + "IN (SELECT customer FROM marks WHERE " + filterMarks[f.key] + ")")
		case len(args) == 0: // every value is let through
			c.and(not + "0")
		default:
			c.and(filterColumns[f.key]+" "+not+"IN "+places, args...)
		}
	}
}
