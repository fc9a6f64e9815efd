package listindex_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/store/fold"
	"cspdesk/internal/store/listindex"
)

// customer is a row of the plain list that an index is compared with.
type customer struct {
	num          int64
	id           string // 16 bytes, or anything else
	hex          string // of id, if that is 16 bytes
	name, domain string // folded; the list is ordered by these names
	columns      [4]string
	more         string // folded
	labels       []string
}

// words in nine scripts, folded.
var words = func() (all []string) {
	for _, w := range strings.Fields("Contoso Fabrikam Adventure Works Northwind Traders Zürich Łódź Straße 北京 科技 上海华 有限公司 冒险家 " +
		"トヨタ 東京 ソフト 서울 컴퓨터 Контосо Ёлка شركة القاهرة Αθήνα Όμιλος חברה ירושלים हिन्दी कंपनी บริษัท กรุงเทพ 100% a_b [x]* GmbH Ltd. & 2026 cafe c0ffee face-0ff") {
		all = append(all, fold.Fold(w))
	}
	return all
}()

func someName(r *rand.Rand) string {
	name := words[r.IntN(len(words))]
	for range r.IntN(4) {
		name += []string{" ", " ", "", "-", "\n", "\t"}[r.IntN(6)] + words[r.IntN(len(words))]
	}
	return name
}

func someCustomer(r *rand.Rand, num int64) customer {
	c := customer{num: num, name: someName(r), domain: fmt.Sprintf("%s%d.example", fold.Fold(words[r.IntN(6)]), r.IntN(50))}
	if r.IntN(20) == 0 {
		c.domain = ""
	}
	id := make([]byte, 16)
	for i := range id {
		id[i] = byte(r.Uint32() >> 8)
	}
	c.id, c.hex = string(id), fmt.Sprintf("%X", id)
	if r.IntN(30) == 0 {
		c.id, c.hex = fmt.Sprintf("odd-%d", num), ""
		c.name += "\n" + c.id
	}
	c.columns = [4]string{
		[]string{"reseller", "reseller", "advisor", "none"}[r.IntN(4)], []string{"", "", "granted", "removed"}[r.IntN(4)],
		[]string{"", "accepted"}[r.IntN(2)], []string{"", "DE", "CN", "US", "Übersee"}[r.IntN(5)],
	}
	c.labels = []string{[]string{"standing listed", "standing listed", "standing vanished"}[r.IntN(3)]}
	if r.IntN(5) > 0 {
		c.labels = append(c.labels, fmt.Sprintf("seen %03d", r.IntN(9)*r.IntN(9)))
	}
	if r.IntN(3) == 0 {
		c.more = someName(r) + "\n" + words[r.IntN(len(words))]
		for _, tag := range words[:8] {
			if r.IntN(4) == 0 {
				c.labels = append(c.labels, "tag "+tag)
			}
		}
	}
	return c
}

func (c *customer) row() *listindex.Row {
	r := &listindex.Row{Num: c.num, ID: []byte(c.id), Name: []byte(c.name), Domain: []byte(c.domain), More: []byte(c.more), Labels: c.labels}
	for i, v := range c.columns {
		r.Columns[i] = []byte(v)
	}
	return r
}

func (c *customer) value(f listindex.Field) string {
	switch f {
	case listindex.ByName:
		return ""
	case listindex.ByDomain:
		return c.domain
	}
	return c.columns[f-listindex.ByRelationship]
}

func (c *customer) has(words []string) bool {
	for _, w := range words {
		digits, isID := listindex.IDDigits(w)
		inID := isID && strings.Contains(c.hex, digits)
		if !strings.Contains(c.name, w) && !strings.Contains(c.domain, w) && !strings.Contains(c.more, w) && !inID {
			return false
		}
	}
	return true
}

// passes reports whether a filter lets a customer through.
func (c *customer) passes(filter []listindex.Condition) bool {
	for _, condition := range filter {
		values := c.labels
		if condition.In != listindex.ByName {
			values = []string{c.value(condition.In)}
		}
		has := false
		for _, v := range values {
			for _, r := range condition.Ranges {
				has = has || v >= r.From && v <= r.To
			}
		}
		if has == condition.Not {
			return false
		}
	}
	return true
}

// someFilter gives conditions, most of which some rows meet.
func someFilter(r *rand.Rand) (filter []listindex.Condition) {
	for range r.IntN(4) {
		c := listindex.Condition{In: listindex.ByName, Not: r.IntN(3) == 0}
		switch r.IntN(6) {
		case 0:
			c.Ranges = listindex.Exactly("standing " + []string{"listed", "vanished", "imported"}[r.IntN(3)])
		case 1:
			c.Ranges = []listindex.Range{{From: fmt.Sprintf("seen %03d", r.IntN(90)-5), To: "seen 999"}}
		case 2:
			c.Ranges = listindex.Exactly("tag "+words[r.IntN(9)], "tag "+words[r.IntN(9)])
		default:
			c.In = listindex.ByRelationship + listindex.Field(r.IntN(4))
			c.Ranges = listindex.Exactly([]string{"", "reseller", "none", "granted", "accepted", "DE", "Übersee", "zzz"}[r.IntN(8)], []string{"advisor", "US"}[r.IntN(2)])
			if r.IntN(4) == 0 {
				c.Ranges = []listindex.Range{{From: "B", To: "ad"}, {From: "z", To: "a"}}
			}
		}
		filter = append(filter, c)
	}
	return filter
}

func byName(a, b customer) int {
	return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.id, b.id))
}

// list is what a query shows, by a plain scan and sort.
func list(all []customer, q listindex.Query) []customer {
	var found []customer
	for _, c := range all {
		if c.has(q.Words) && c.passes(q.Filter) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, inOrder(q))
	return found
}

func inOrder(q listindex.Query) func(a, b customer) int {
	top := []listindex.Condition{{In: listindex.ByName, Ranges: q.Top}}
	return func(a, b customer) int {
		if on := a.passes(top); on != b.passes(top) {
			return map[bool]int{true: -1, false: 1}[on]
		}
		value, name := strings.Compare(a.value(q.By), b.value(q.By)), byName(a, b)
		if q.Down && q.By == listindex.ByName {
			name = -name
		}
		if q.Down {
			value = -value
		}
		return cmp.Or(value, name)
	}
}

func build(t testing.TB, all []customer) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.idx")
	must(t, listindex.Build(t.Context(), path, source(all)))
	return path
}

func source(all []customer) listindex.Source {
	all = slices.SortedFunc(slices.Values(all), byName)
	s := listindex.Source{Count: len(all), Identity: listindex.Identity{Token: [16]byte{7}, Changes: 3}}
	for _, c := range all {
		s.Identity.Highest = max(s.Identity.Highest, c.num)
	}
	s.Rows = func(add func(*listindex.Row) error) error {
		for _, c := range all {
			if err := add(c.row()); err != nil {
				return err
			}
		}
		return nil
	}
	return s
}

func open(t testing.TB, path string) *listindex.Index {
	t.Helper()
	x, err := listindex.Open(path)
	must(t, err)
	t.Cleanup(func() { x.Close() })
	return x
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// changes gives customers as a store would tell an index about them.
func changes(all []customer, changed ...customer) []listindex.Change {
	sorted := slices.SortedFunc(slices.Values(all), byName)
	var told []listindex.Change
	for _, c := range changed {
		at, _ := slices.BinarySearchFunc(sorted, c, byName)
		change := listindex.Change{Row: *c.row(), NameKey: []byte(c.name), IDKey: []byte(c.id)}
		if at > 0 {
			change.Before = sorted[at-1].num
		}
		told = append(told, change)
	}
	return told
}

func checkWindow(t *testing.T, x *listindex.Index, over *listindex.Overlay, all []customer, q listindex.Query, at listindex.Place, before, after int) {
	t.Helper()
	got, err := x.Window(context.Background(), q, over, at, before, after)
	must(t, err)
	found := list(all, q)
	anchor := max(min(anchorOf(all, found, q, at), len(found)-1), 0)
	begin, end := max(anchor-before, 0), min(anchor+after+1, len(found))
	want := listindex.Window{Anchor: anchor - begin, AtStart: begin == 0, AtEnd: end == len(found), Matches: len(found), Total: len(all)}
	if len(found) == 0 {
		want.Anchor = -1
	}
	for _, c := range found[begin:end] {
		want.Nums = append(want.Nums, c.num)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("%+v at %+v, %d before, %d after:\n got %+v\nwant %+v", q, at, before, after, got, want)
	}
}

// anchorOf finds a place in a plain list.
func anchorOf(all, found []customer, q listindex.Query, at listindex.Place) int {
	behind := func(before func(c customer) bool) int {
		for i, c := range found {
			if !before(c) {
				return i
			}
		}
		return len(found)
	}
	top := []listindex.Condition{{In: listindex.ByName, Ranges: q.Top}}
	switch at.Kind {
	case listindex.AtLast:
		return len(found) - 1
	case listindex.AtPercent:
		return int(at.Percent/100*float64(len(found)-1) + 0.5)
	case listindex.AtCustomer:
		for _, c := range all {
			if c.num == at.Num {
				return behind(func(o customer) bool { return inOrder(q)(o, c) < 0 })
			}
		}
	case listindex.AtValue:
		if q.By == listindex.ByName {
			last := customer{}
			for _, c := range all {
				if c.num == at.Before {
					last = c
				}
			}
			return behind(func(o customer) bool {
				return o.passes(top) || at.Before > 0 && byName(o, last) <= 0 != q.Down || q.Down && at.Before == 0
			})
		}
		return behind(func(o customer) bool {
			c := bytes.Compare([]byte(o.value(q.By)), at.Value)
			return o.passes(top) || c < 0 && !q.Down || c > 0 && q.Down
		})
	}
	return 0
}

func damage(t testing.TB, path string, f func(content []byte) []byte) string {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	other := filepath.Join(t.TempDir(), "damaged.idx")
	must(t, os.WriteFile(other, f(content), 0o600))
	return other
}
