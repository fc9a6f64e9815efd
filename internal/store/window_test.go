package store_test

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
	"cspdesk/internal/store/fold"
)

// scan is what a window must be a part of: the whole list, filtered and ordered
// without SQL.
func scan(all []partner.Customer, q partner.ListQuery) []partner.Customer {
	var found []partner.Customer
	for _, c := range all {
		if finds(c, q.Search) && passes(c, q.Filter) {
			found = append(found, c)
		}
	}
	sortCustomers(found, q)
	return found
}

func finds(c partner.Customer, search string) bool {
	text := fold.Fold(strings.Join(append([]string{c.CompanyName, c.Domain, c.Nickname}, c.Tags...), "\n"))
	for _, word := range fold.Words(search) {
		digits := strings.ReplaceAll(word, "-", "")
		inID := len(digits) >= 4 && strings.Trim(digits, "0123456789abcdef") == "" &&
			strings.Contains(strings.ReplaceAll(string(c.ID), "-", ""), digits)
		if !strings.Contains(text, word) && !inID {
			return false
		}
	}
	return true
}

// passes reports whether a filter lets a customer through.
func passes(c partner.Customer, filter string) bool {
	for term := range strings.FieldsSeq(filter) {
		term, not := strings.CutPrefix(term, "!")
		key, values, _ := strings.Cut(term, ":")
		has := false
		for value := range strings.SplitSeq(values, ",") {
			has = has || hasValue(c, key, value)
		}
		if has == not {
			return false
		}
	}
	return true
}

func hasValue(c partner.Customer, key, value string) bool {
	is := func(stored string) bool {
		return strings.EqualFold(stored, value) || value == "unknown" && stored == ""
	}
	switch key {
	case "country", "market":
		return is(c.Country)
	case "relationship":
		known := strings.Contains("|reseller|advisor|none|unknown||", "|"+string(c.Relationship)+"|")
		return is(string(c.Relationship)) || value == "other" && !known
	case "admin":
		return is(string(c.AdminRights))
	case "agreement":
		return is(string(c.Agreement))
	case "standing":
		return is(string(c.Standing))
	case "tag":
		return slices.ContainsFunc(c.Tags, func(tag string) bool { return strings.EqualFold(tag, value) })
	case "since":
		from := start.Truncate(24 * time.Hour)
		if days, ok := strings.CutSuffix(value, "d"); ok {
			n, _ := strconv.Atoi(days)
			from = from.AddDate(0, 0, -n)
		} else {
			from, _ = time.Parse(time.DateOnly, value)
		}
		return !c.FirstSeen.IsZero() && !c.FirstSeen.Before(from)
	case "tagged":
		return len(c.Tags) > 0
	case "pinned":
		return c.Pinned
	case "noted":
		return c.Note != ""
	case "nickname":
		return c.Nickname != ""
	}
	panic(key)
}

// someFilter gives an expression of a few terms.
func someFilter(r *rand.Rand) string {
	all := strings.Fields("country:de,cn market:unknown country:jp relationship:reseller relationship:advisor,other relationship:other,none,unknown " +
		"admin:granted admin:unknown,removed agreement:accepted agreement:missing standing:listed standing:imported,vanished " +
		"tag:vip tag:小微,a_b since:0d since:3d since:8d since:2026-11-17 since:2400-01-01 tagged pinned noted nickname")
	var terms []string
	for range 1 + r.IntN(2) {
		terms = append(terms, []string{"", "", "!"}[r.IntN(3)]+all[r.IntN(len(all))])
	}
	return strings.Join(terms, " ")
}

var (
	letters = collate.New(language.Chinese, collate.Loose)
	accents = collate.New(language.Chinese, collate.IgnoreCase)
	keys    = map[string][]byte{}
)

func keyOf(name string) []byte {
	key, ok := keys[name]
	if !ok {
		by := accents
		if strings.IndexFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
			by = letters
		}
		key = slices.Clone(by.KeyFromString(&collate.Buffer{}, name))
		keys[name] = key
	}
	return key
}

// compareIDs puts ids that are no GUIDs first.
func compareIDs(a, b partner.CustomerID) int {
	if odd := len(a) != 36; odd != (len(b) != 36) {
		return map[bool]int{true: -1, false: 1}[odd]
	}
	return cmp.Compare(a, b)
}

func sortCustomers(list []partner.Customer, q partner.ListQuery) {
	names := func(a, b partner.Customer) int {
		return cmp.Or(bytes.Compare(keyOf(a.CompanyName), keyOf(b.CompanyName)), compareIDs(a.ID, b.ID))
	}
	slices.SortFunc(list, func(a, b partner.Customer) int {
		if q.Sort == "" || q.Sort == partner.SortName {
			if q.Descending {
				return names(b, a)
			}
			return names(a, b)
		}
		by := cmp.Compare(sortValue(a, q.Sort), sortValue(b, q.Sort))
		if q.Descending {
			by = -by
		}
		return cmp.Or(by, names(a, b))
	})
}

func sortValue(c partner.Customer, by partner.SortField) string {
	switch by {
	case partner.SortDomain:
		return fold.Fold(c.Domain)
	case partner.SortRelationship:
		return string(c.Relationship)
	case partner.SortAdminRights:
		return string(c.AdminRights)
	case partner.SortAgreement:
		return string(c.Agreement)
	}
	return c.Country
}

// listed is the list as windows show it: pinned customers first.
func listed(all []partner.Customer, q partner.ListQuery) []partner.Customer {
	list := scan(all, q)
	slices.SortStableFunc(list, func(a, b partner.Customer) int {
		if a.Pinned == b.Pinned {
			return 0
		}
		return map[bool]int{true: -1, false: 1}[a.Pinned]
	})
	return list
}

func idsOf(list []partner.Customer) []partner.CustomerID {
	ids := make([]partner.CustomerID, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	return ids
}

// everything reads the whole list without windows, so that the tests know what
// is stored.
func everything(t testing.TB, db *store.DB) []partner.Customer {
	t.Helper()
	var all []partner.Customer
	must(t, db.EachCustomer(t.Context(), partner.ListQuery{}, 0, func(c partner.Customer) error {
		all = append(all, c)
		return nil
	}))
	return all
}

// mixed fills a store with customers whose every column varies, some of them
// vanished, some from a file, some with ids that are no GUIDs.
func mixed(t testing.TB, db *store.DB, r *rand.Rand, n int) {
	t.Helper()
	list := sample(r, n)
	for i := range 5 {
		list[i].ID = partner.CustomerID(fmt.Sprintf("odd id %d", i))
	}
	mustRefresh(t, db, list, false)
	for _, c := range list[:n/4] {
		account := partner.Account{DelegatedAccess: r.IntN(2) == 0, AgreementSigned: r.IntN(2) == 0, Address: partner.Address{Country: "JP"}}
		must(t, db.SaveAccount(t.Context(), c.ID, account, start))
	}
	raw, err := sql.Open("sqlite", db.Path())
	must(t, err)
	defer raw.Close() // some were first seen as a day begins, or a moment before
	_, err = raw.Exec("UPDATE customers SET first_seen = CASE num % 9 WHEN 0 THEN NULL ELSE ?1 - (num * 7919 % 96) * 10800000000000 - num / 2 % 2 END WHERE num % 3 > 0",
		start.UnixNano())
	must(t, err)
	for range n / 20 {
		markSome(t, db, r, list)
	}
}

// markSome marks a few customers in one of the ways that there are.
func markSome(t testing.TB, db *store.DB, r *rand.Rand, all []partner.Customer) {
	t.Helper()
	var ids []partner.CustomerID
	for range 1 + r.IntN(5) {
		ids = append(ids, all[r.IntN(len(all))].ID)
	}
	tags := []string{"VIP", "vip", "小微", "a_b", "Zürich"}
	var err error
	switch r.IntN(4) {
	case 0:
		_, err = db.SetTags(t.Context(), ids, tags[r.IntN(5):][:1], tags[r.IntN(5):][:1])
	case 1:
		_, err = db.SetPinned(t.Context(), ids, r.IntN(3) > 0)
	case 2:
		err = db.SetNote(t.Context(), ids[0], []string{"", "a note"}[r.IntN(2)])
	default:
		err = db.SetNickname(t.Context(), ids[0], []string{"", "Bäckerei zzz", "面包店"}[r.IntN(3)])
	}
	must(t, err)
}

func randomQuery(r *rand.Rand) partner.ListQuery {
	q := partner.ListQuery{Sort: partner.SortFields()[r.IntN(6)], Descending: r.IntN(2) == 0}
	if r.IntN(3) == 0 {
		q.Search = []string{"a", "con", "科", "ト", "gmbh co", "%", "_", "'", "zzz", "o9", "xn--", "ｇｍｂｈ", "backerei", "vip", "包店 小"}[r.IntN(15)]
	}
	if r.IntN(2) == 0 {
		q.Filter = someFilter(r)
	}
	return q
}

func TestWindowsEqualOneOrderedScan(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	db := newDB(t)
	mixed(t, db, r, 400)
	all := everything(t, db)
	for step := range 500 {
		if step%50 == 49 {
			mustRefresh(t, db, sample(r, 5), false)
			all = everything(t, db)
		}
		q := randomQuery(r)
		before, after := r.IntN(30), r.IntN(30)
		place := partner.Place{Customer: all[r.IntN(len(all))].ID, Edge: partner.Edge([]int{0, 0, 0, 1, 2}[r.IntN(5)])}
		got, err := db.Customers(t.Context(), q, place, before, after)
		must(t, err)
		want := windowOf(all, q, place, before, after)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v at %+v, %d before, %d after: (-want +got)\n%s", q, place, before, after, diff)
		}
		matches, total, err := db.CountCustomers(t.Context(), q)
		must(t, err)
		if matches != len(scan(all, q)) || total != len(all) {
			t.Fatalf("%+v: counted %d of %d, want %d of %d", q, matches, total, len(scan(all, q)), len(all))
		}
	}
}

// windowOf cuts a window out of the whole ordered list.
func windowOf(all []partner.Customer, q partner.ListQuery, place partner.Place, before, after int) partner.Window {
	list := listed(all, q)
	w := partner.Window{Anchor: -1, Matches: -1, Total: -1, AtStart: true, AtEnd: true}
	if len(list) == 0 {
		return w
	}
	at := 0
	switch place.Edge {
	case partner.EdgeLast:
		at = len(list) - 1
	case partner.EdgeNone:
		// The whole list with the place in it says which row follows.
		whole := listed(all, partner.ListQuery{Sort: q.Sort, Descending: q.Descending})
		left := map[partner.CustomerID]int{}
		for i, c := range list {
			left[c.ID] = i
		}
		at = len(list) - 1
		for _, c := range whole[slices.IndexFunc(whole, func(c partner.Customer) bool { return c.ID == place.Customer }):] {
			if i, ok := left[c.ID]; ok {
				at = i
				break
			}
		}
	}
	from, to := max(0, at-before), min(len(list), at+after+1)
	w.Rows, w.Anchor = list[from:to], at-from
	w.AtStart, w.AtEnd = from == 0, to == len(list)
	return w
}

func TestEachCustomerGivesTheSameOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	db := newDB(t)
	mixed(t, db, r, 200)
	all := everything(t, db)
	for range 100 {
		q := randomQuery(r)
		var got []partner.CustomerID
		must(t, db.EachCustomer(t.Context(), q, 50, func(c partner.Customer) error {
			got = append(got, c.ID)
			return nil
		}))
		want := scan(all, q)
		if diff := gocmp.Diff(idsOf(want[:min(50, len(want))]), append([]partner.CustomerID{}, got...)); diff != "" {
			t.Fatalf("%+v:\n%s", q, diff)
		}
	}
	stop := partner.NewError(partner.CodeCancelled, "enough", nil)
	if err := db.EachCustomer(t.Context(), partner.ListQuery{}, 0, func(partner.Customer) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the caller's error came back as %v", err)
	}
}

func TestSearchFindsEveryPartOfANameInNineScripts(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	db := newDB(t)
	mixed(t, db, r, 300)
	all := everything(t, db)
	for range 600 {
		c := all[r.IntN(len(all))]
		text := []string{c.CompanyName, c.Domain, string(c.ID), c.CompanyName + " " + c.Nickname}[r.IntN(4)]
		runes := []rune(text)
		from := r.IntN(len(runes))
		part := string(runes[from : from+1+r.IntN(len(runes)-from)])
		if text == string(c.ID) && len(part) < 8 {
			part = text[:8] // shorter parts of an id are not looked for
		}
		if r.IntN(3) == 0 {
			part = strings.ToUpper(part)
		}
		var got []partner.CustomerID
		must(t, db.EachCustomer(t.Context(), partner.ListQuery{Search: part}, 0, func(c partner.Customer) error {
			got = append(got, c.ID)
			return nil
		}))
		if !slices.Contains(got, c.ID) {
			t.Fatalf("%q does not find %q %q %q", part, c.CompanyName, c.Domain, c.ID)
		}
	}
}

func TestSearchTakesEveryCharacterLiterally(t *testing.T) {
	db := newDB(t)
	names := []string{`50% off`, `a_b`, `a\b`, `O'Neil`, `"Quoted"`, `[x]*?`, `C++ {{.}} %s`, `plain`, `x; DROP TABLE customers`, "北京科技有限公司"}
	var list []partner.Customer
	for i, name := range names {
		list = append(list, partner.Customer{ID: partner.CustomerID(fmt.Sprintf("00000000-0000-4000-8000-%012d", i)), CompanyName: name})
	}
	mustRefresh(t, db, list, false)
	for search, want := range map[string]string{
		"%": `50% off,C++ {{.}} %s`, "_": `a_b`, `\`: `a\b`, "'": `O'Neil`, `"`: `"Quoted"`, "*": `[x]*?`, "?": `[x]*?`,
		"[x]": `[x]*?`, "{{": `C++ {{.}} %s`, "%s": `C++ {{.}} %s`, "drop; x": "", "table DROP x;": `x; DROP TABLE customers`,
		"科": "北京科技有限公司", "科技": "北京科技有限公司", "公司 北京": "北京科技有限公司", "京北": "", "00000000-0000-4000-8000-000000000007": "plain",
	} {
		var got []string
		must(t, db.EachCustomer(t.Context(), partner.ListQuery{Search: search}, 0, func(c partner.Customer) error {
			got = append(got, c.CompanyName)
			return nil
		}))
		slices.Sort(got)
		if strings.Join(got, ",") != want {
			t.Errorf("%q finds %q, want %q", search, got, want)
		}
	}
}

func TestUnknownPlaceIsTheFirstRow(t *testing.T) {
	db := newDB(t)
	for _, n := range []int{0, 3} {
		mustRefresh(t, db, sample(rand.New(rand.NewPCG(1, 1)), n), false)
		w, err := db.Customers(t.Context(), partner.ListQuery{}, partner.Place{Customer: "nobody"}, 5, 5)
		must(t, err)
		if len(w.Rows) != n || w.Anchor != min(0, n-1) || !w.AtStart || !w.AtEnd {
			t.Errorf("%d customers: %+v", n, w)
		}
	}
}

func TestSearchEndsWhenItIsCalledOff(t *testing.T) {
	db := newDB(t)
	mustRefresh(t, db, sample(rand.New(rand.NewPCG(1, 1)), 60_000), false)
	q := partner.ListQuery{Search: "nobody has this name", Sort: partner.SortCountry}
	whole := time.Now()
	_, err := db.Customers(t.Context(), q, partner.Place{Edge: partner.EdgeFirst}, 0, 50)
	must(t, err)
	if time.Since(whole) < 5*time.Millisecond {
		t.Skip("this machine is too fast for the test to tell")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = db.Customers(ctx, q, partner.Place{Edge: partner.EdgeFirst}, 0, 50)
	wantCode(t, err, partner.CodeCancelled)
	called := 0
	for range 20 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		_, err := db.Customers(ctx, q, partner.Place{Edge: partner.EdgeFirst}, 0, 50)
		cancel()
		if err != nil {
			wantCode(t, err, partner.CodeCancelled)
			called++
		}
	}
	if called == 0 {
		t.Error("no query was called off")
	}
	_, err = db.Customers(t.Context(), q, partner.Place{Edge: partner.EdgeFirst}, 0, 50)
	must(t, err)
}
