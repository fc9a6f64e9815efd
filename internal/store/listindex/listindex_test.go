package listindex_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/store/fold"
	"cspdesk/internal/store/listindex"
)

// contoso is a search, with a filter that most pass.
var contoso = listindex.Query{Words: []string{"contoso"}, Filter: []listindex.Condition{{In: listindex.ByName, Ranges: listindex.Exactly("tag 北京"), Not: true}}}

func customers(r *rand.Rand, n int) []customer {
	var all []customer
	for i := range n {
		all = append(all, someCustomer(r, int64(i+1)))
	}
	return all
}

// Every prefix of 1,000 random queries, typed and taken back, finds what a
// plain scan finds.
func TestSearchEqualsAPlainScan(t *testing.T) {
	for _, size := range []struct{ customers, queries int }{{1_000, 1_000}, {40_000, 10}} {
		r := rand.New(rand.NewPCG(1, uint64(size.customers)))
		all := customers(r, size.customers)
		searchEqualsAPlainScan(t, r, all, size.queries)
	}
}

// Terms of which most are in one row only are searched by two at once.
func TestSearchInManyTerms(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	all := customers(r, 40_000)
	for i := range all {
		for n := i * 7919; n > 0; n /= 20 {
			all[i].name += string([]rune("abcdefghijжäл京科技ab구שي")[n%20])
		}
		all[i].name = fold.Fold(all[i].name)
	}
	searchEqualsAPlainScan(t, r, all, 10)
}

// A term has a list of its rows, or a bitmap if they are many: in a row or in
// all, in its name, its domain or what else is searched, twice in a row.
func TestTermsOfFewAndOfManyRows(t *testing.T) {
	for _, n := range []int{1, 2, 31, 32, 33, 63, 64, 65, 127, 128, 129, 640} {
		all := customers(rand.New(rand.NewPCG(6, uint64(n))), n)
		for i := range all {
			c := &all[i]
			for every := 1; every <= n; every *= 2 {
				if i%every == 0 {
					part := []*string{&c.name, &c.domain, &c.more}[i/every%3]
					*part += strings.Repeat(fmt.Sprintf(" %sq", strings.Repeat("z", every%61+1)), 1+i%2)
				}
			}
		}
		x := open(t, build(t, all))
		for every := range 61 {
			for _, end := range []string{"", "q"} {
				checkWindow(t, x, nil, all, listindex.Query{Words: []string{strings.Repeat("z", every+1) + end}}, listindex.Place{}, 0, n)
			}
		}
	}
}

// A search for letters does not read the texts, so that it does not wait for
// their verification either.
func TestLettersAreNotLookedForInTexts(t *testing.T) {
	all := customers(rand.New(rand.NewPCG(7, 7)), 300)
	path := build(t, all)
	x := open(t, damage(t, path, func(c []byte) []byte {
		text := bytes.Index(c, []byte(".example\xff"))
		c[text] ^= 1
		return c
	}))
	for _, word := range []string{"c", "co", "contoso", "北", "北京"} {
		checkWindow(t, x, nil, all, listindex.Query{Words: []string{word}}, listindex.Place{}, 0, 10)
	}
	if _, _, err := x.Count(t.Context(), listindex.Query{Words: []string{"a_b"}}, nil); !errors.Is(err, listindex.ErrDamaged) {
		t.Errorf("a search in damaged texts gives %v", err)
	}
}

func searchEqualsAPlainScan(t *testing.T, r *rand.Rand, all []customer, queries int) {
	t.Helper()
	x := open(t, build(t, all))
	for range queries {
		query := []rune(someQuery(r, all))
		prefixes := make([]string, 0, 2*len(query))
		for n := range query {
			prefixes = append(prefixes, string(query[:n+1]))
		}
		for n := range min(len(query), 3) {
			prefixes = append(prefixes, string(query[:len(query)-1-n]))
		}
		for _, p := range prefixes {
			words := fold.Words(p)
			q := listindex.Query{Words: words}
			if r.IntN(4) == 0 {
				q.Filter = someFilter(r)
			}
			got, total, err := x.Count(t.Context(), q, nil)
			must(t, err)
			want := 0
			for i := range all {
				if all[i].has(words) && all[i].passes(q.Filter) {
					want++
				}
			}
			if got != want || total != len(all) {
				t.Fatalf("%+v finds %d of %d, want %d of %d", q, got, total, want, len(all))
			}
		}
		checkWindow(t, x, nil, all, listindex.Query{Words: fold.Words(string(query)), By: listindex.ByName}, listindex.Place{}, 0, 40)
	}
}

// someQuery gives words, parts of words and parts of ids in any order.
func someQuery(r *rand.Rand, all []customer) string {
	var parts []string
	for range 1 + r.IntN(3) {
		c := all[r.IntN(len(all))]
		switch r.IntN(5) {
		case 0:
			parts = append(parts, words[r.IntN(len(words))])
		case 2:
			parts = append(parts, c.more)
		case 1:
			id := []rune(strings.ToLower(hexOf(c.id)))
			n := r.IntN(len(id))
			parts = append(parts, string(id[n:min(len(id), n+3+r.IntN(8))]))
		default:
			name := []rune(c.name)
			n := r.IntN(len(name))
			parts = append(parts, string(name[n:min(len(name), n+1+r.IntN(5))]))
		}
	}
	return strings.Join(parts, " ")
}

func hexOf(id string) string {
	var b strings.Builder
	for i := range len(id) {
		b.WriteByte("0123456789abcdef"[id[i]>>4])
		b.WriteByte("0123456789abcdef"[id[i]&15])
	}
	return b.String()
}

func somePlace(r *rand.Rand, all []customer, q listindex.Query) listindex.Place {
	at := listindex.Place{Kind: listindex.PlaceKind(r.IntN(5)), Percent: float64(r.IntN(101)), Num: int64(r.IntN(len(all) + 5))}
	if at.Kind == listindex.AtPercent && r.IntN(2) == 0 {
		at.Percent = []float64{0, 100}[r.IntN(2)]
	}
	c := all[r.IntN(len(all))]
	if at.Kind == listindex.AtValue {
		if q.By == listindex.ByName {
			at.Before = c.num * int64(min(r.IntN(8), 1))
		} else {
			value := []byte(c.value(q.By))
			at.Value = value[:r.IntN(len(value)+1)]
			if q.Down {
				at.Value = append(slices.Clone(at.Value), 0xff)
			}
		}
	}
	return at
}

// Windows at random places of random orders equal one ordered scan, while
// customers are added, changed and removed over the index.
func TestWindowsEqualAnOrderedScan(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(2, seed))
		all := customers(r, []int{1, 7, 64, 300, 1000, 2000}[seed])
		x := open(t, build(t, all))
		var over *listindex.Overlay
		for step := range 600 {
			if step%3 == 2 && step > 60 {
				all, over = change(r, x, all, over)
			}
			q := someListQuery(r, all)
			checkWindow(t, x, over, all, q, somePlace(r, all, q), r.IntN(30), r.IntN(30))
			matches, total, err := x.Count(t.Context(), q, over)
			must(t, err)
			if want := len(list(all, q)); matches != want || total != len(all) {
				t.Fatalf("%+v: counted %d of %d, want %d of %d", q, matches, total, want, len(all))
			}
			checkDomain(t, x, over, all, all[r.IntN(len(all))].domain+[]string{"", "x"}[r.IntN(8)/7])
		}
	}
}

func someListQuery(r *rand.Rand, all []customer) listindex.Query {
	q := listindex.Query{By: listindex.Field(r.IntN(6)) + listindex.ByName, Down: r.IntN(2) == 0}
	if r.IntN(3) > 0 {
		words := fold.Words(someQuery(r, all))
		q.Words = words[:min(len(words), 1)]
	}
	if r.IntN(2) == 0 {
		q.Filter = someFilter(r)
	}
	switch r.IntN(4) {
	case 0: // some stand on top
		q.Top = listindex.Exactly("tag "+words[r.IntN(8)], "standing vanished")[:1+r.IntN(2)]
	case 1: // nobody does
		q.Top = listindex.Exactly("no such label")
	}
	return q
}

func checkDomain(t *testing.T, x *listindex.Index, over *listindex.Overlay, all []customer, domain string) {
	t.Helper()
	got, err := x.WithDomain(t.Context(), domain, over)
	must(t, err)
	var want []int64
	for i := range all {
		if all[i].domain == domain {
			want = append(want, all[i].num)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("%q is the domain of %v, want %v", domain, got, want)
	}
}

// change adds, changes and removes some customers at once.
func change(r *rand.Rand, x *listindex.Index, all []customer, over *listindex.Overlay) ([]customer, *listindex.Overlay) {
	var changed []customer
	var gone []int64
	all = slices.Clone(all)
	next := slices.MaxFunc(all, func(a, b customer) int { return int(a.num - b.num) }).num + 1
	for range 1 + r.IntN(5) {
		switch r.IntN(3) {
		case 0:
			c := someCustomer(r, next)
			next++
			all, changed = append(all, c), append(changed, c)
		case 1:
			i := r.IntN(len(all))
			c := someCustomer(r, all[i].num)
			all[i] = c
			changed = slices.DeleteFunc(changed, func(o customer) bool { return o.num == c.num })
			changed = append(changed, c)
		default:
			if len(all) < 2 {
				continue
			}
			i := r.IntN(len(all))
			gone = append(gone, all[i].num)
			changed = slices.DeleteFunc(changed, func(o customer) bool { return o.num == all[i].num })
			all = slices.Delete(all, i, i+1)
		}
	}
	over, err := x.Lay(context.Background(), over, changes(all, changed...), gone)
	if err != nil {
		panic(err)
	}
	return all, over
}

func TestAnEmptyListHasAnIndex(t *testing.T) {
	x := open(t, build(t, nil))
	for _, q := range []listindex.Query{{By: listindex.ByName}, {By: listindex.ByCountry, Down: true}, {Words: []string{"contoso"}, By: listindex.ByDomain}} {
		for kind := range 5 {
			checkWindow(t, x, nil, nil, q, listindex.Place{Kind: listindex.PlaceKind(kind), Num: 3}, 3, 3)
		}
	}
	one := someCustomer(rand.New(rand.NewPCG(1, 1)), 1)
	over, err := x.Lay(t.Context(), nil, changes([]customer{one}, one), nil)
	must(t, err)
	checkWindow(t, x, over, []customer{one}, listindex.Query{By: listindex.ByCountry, Down: true}, listindex.Place{Kind: listindex.AtCustomer, Num: 1}, 3, 3)
}

func TestASearchIsCalledOff(t *testing.T) {
	x := open(t, build(t, customers(rand.New(rand.NewPCG(1, 1)), 100)))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := x.Count(ctx, contoso, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a canceled count gives %v", err)
	}
	if n, _, err := x.Count(t.Context(), contoso, nil); err != nil || n == 0 {
		t.Errorf("the next one gives %d, %v", n, err)
	}
	must(t, x.Close())
	if _, _, err := x.Count(t.Context(), listindex.Query{}, nil); !errors.Is(err, listindex.ErrClosed) {
		t.Errorf("a closed index gives %v", err)
	}
}

// Whatever single bit is wrong, and wherever a file ends, it is not used.
func TestDamageIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	path := build(t, customers(r, 40))
	content, err := os.ReadFile(path)
	must(t, err)
	sections := 0
	for i := range 3_000 {
		at := r.IntN(len(content))
		other := damage(t, path, func(c []byte) []byte {
			if i%10 == 0 {
				return c[:at]
			}
			c[at] ^= 1 << r.IntN(8)
			return c
		})
		x, err := listindex.Open(other)
		if err == nil {
			if err = x.Verify(t.Context()); err != nil {
				x.Close()
			}
		}
		if err == nil {
			// Only the bytes between two sections may be anything.
			x.Close()
			sections++
			if content[at] != 0 {
				t.Fatalf("byte %d of %d may be changed", at, len(content))
			}
			continue
		}
		if !errors.Is(err, listindex.ErrDamaged) {
			t.Fatalf("byte %d: %v", at, err)
		}
		os.Remove(other)
	}
	if sections > 300 {
		t.Errorf("%d of 3000 changes were not noticed", sections)
	}
	if _, err := listindex.Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
}

// A file of an older program is not read, whole as it is.
func TestAnotherFormatIsRefused(t *testing.T) {
	path := build(t, customers(rand.New(rand.NewPCG(1, 1)), 5))
	for by, refused := range map[uint32]bool{0: false, 1: true} {
		x, err := listindex.Open(damage(t, path, func(c []byte) []byte {
			binary.NativeEndian.PutUint32(c[20:], binary.NativeEndian.Uint32(c[20:])-by) // the version
			binary.NativeEndian.PutUint32(c[4092:], crc32.Checksum(c[:4092], crc32.MakeTable(crc32.Castagnoli)))
			return c
		}))
		if refused != errors.Is(err, listindex.ErrDamaged) || !refused && err != nil {
			t.Errorf("%d versions older: %v", by, err)
		}
		if err == nil {
			x.Close()
		}
	}
}

// Parts are verified when they are first needed, whichever question comes first:
// it gets what it would get from a whole file, or ErrDamaged.
func TestDamageIsNeverRead(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	all := customers(r, 60)
	path := build(t, all)
	whole := open(t, path)
	refused := 0
	for seed := range uint64(1_500) {
		x, err := listindex.Open(damage(t, path, func(c []byte) []byte {
			c[4096+r.IntN(len(c)-4096)] ^= 1 << r.IntN(8)
			return c
		}))
		must(t, err)
		for ask := range uint64(4) {
			got, err := answer(rand.New(rand.NewPCG(seed, ask)), x, all)
			want, _ := answer(rand.New(rand.NewPCG(seed, ask)), whole, all)
			if errors.Is(err, listindex.ErrDamaged) {
				refused++
				break
			}
			must(t, err)
			if got != want {
				t.Fatalf("a damaged index answers\n%s\ninstead of\n%s", got, want)
			}
		}
		must(t, x.Close())
	}
	if refused < 300 {
		t.Errorf("only %d of 1500 damaged files were refused", refused)
	}
}

// answer asks an index something.
func answer(r *rand.Rand, x *listindex.Index, all []customer) (string, error) {
	q := someListQuery(r, all)
	switch r.IntN(4) {
	case 0:
		matches, total, err := x.Count(context.Background(), q, nil)
		return fmt.Sprint(q, matches, total), err
	case 1:
		nums, err := x.WithDomain(context.Background(), all[r.IntN(len(all))].domain, nil)
		return fmt.Sprint(nums), err
	}
	w, err := x.Window(context.Background(), q, nil, somePlace(r, all, q), 5, 5)
	return fmt.Sprint(q, w), err
}

// A file that is cut while it is mapped faults where it is read. That must not
// end the program.
func TestAFileThatIsCutWhileInUse(t *testing.T) {
	path := build(t, customers(rand.New(rand.NewPCG(1, 1)), 5_000))
	x := open(t, path)
	must(t, os.Truncate(path, 0))
	if _, _, err := x.Count(t.Context(), contoso, nil); err != nil && !errors.Is(err, listindex.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	_, err := x.Window(t.Context(), listindex.Query{By: listindex.ByCountry}, nil, listindex.Place{}, 0, 10)
	if err != nil && !errors.Is(err, listindex.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// What was verified is not read again: the file is no longer there to be read.
func TestVerifyReadsNothingTwice(t *testing.T) {
	path := build(t, customers(rand.New(rand.NewPCG(1, 1)), 5_000))
	x := open(t, path)
	must(t, x.Verify(t.Context()))
	must(t, os.Truncate(path, 0))
	must(t, x.Verify(t.Context()))
}

func TestABuildThatFailsLeavesWhatWasThere(t *testing.T) {
	all := customers(rand.New(rand.NewPCG(1, 1)), 50)
	path := build(t, all)
	x := open(t, path)
	broken := errors.New("no more rows")
	for name, s := range map[string]listindex.Source{
		"error":    {Count: 1, Rows: func(func(*listindex.Row) error) error { return broken }},
		"too few":  {Count: 9, Rows: func(func(*listindex.Row) error) error { return nil }},
		"twice":    {Count: 2, Identity: listindex.Identity{Highest: 1}, Rows: twice},
		"too many": {Count: 1, Identity: listindex.Identity{Highest: 1}, Rows: twice},
		"sparse":   {Identity: listindex.Identity{Highest: 1 << 30}},
	} {
		if err := listindex.Build(t.Context(), path, s); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if !x.Same(path) {
		t.Error("the file was replaced")
	}
	must(t, listindex.Build(t.Context(), path, source(all[:10])))
	if x.Same(path) {
		t.Error("the file was not replaced")
	}
	checkWindow(t, x, nil, all, listindex.Query{By: listindex.ByDomain}, listindex.Place{Kind: listindex.AtLast}, 9, 0)
	if left, _ := filepath.Glob(path + "*"); len(left) != 1 {
		t.Errorf("there are %v", left)
	}
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

// A folder may have a name with characters that mean something in a pattern.
func TestWhatAKilledBuildLeftIsRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Contoso [EMEA")
	must(t, os.Mkdir(dir, 0o700))
	path := filepath.Join(dir, "list.idx")
	must(t, os.WriteFile(path+".new-0123456789ab", []byte("half"), 0o600))
	must(t, os.WriteFile(path+".lock", nil, 0o600))
	must(t, listindex.Build(t.Context(), path, source(customers(rand.New(rand.NewPCG(1, 1)), 5))))
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != 2 || entries[0].Name() != "list.idx" || entries[1].Name() != "list.idx.lock" {
		t.Errorf("there are %v", entries)
	}
}

func twice(add func(*listindex.Row) error) error {
	row := &listindex.Row{Num: 1, Name: []byte("contoso")}
	return errors.Join(add(row), add(row))
}

func FuzzOpen(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 3))
	content, err := os.ReadFile(build(f, customers(r, 20)))
	must(f, err)
	f.Add(content)
	f.Add(content[:4096])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "list.idx")
		must(t, os.WriteFile(path, content, 0o600))
		x, err := listindex.Open(path)
		if err != nil {
			return
		}
		defer x.Close()
		for _, by := range []listindex.Field{listindex.ByName, listindex.ByDomain, listindex.ByCountry} {
			x.Window(t.Context(), listindex.Query{Words: []string{"conto", "a_b"}, By: by}, nil, listindex.Place{}, 5, 5)
			x.Window(t.Context(), listindex.Query{Words: []string{"contoso"}, Filter: someFilter(rand.New(rand.NewPCG(4, 4))), By: by, Down: true}, nil, listindex.Place{Kind: listindex.AtLast}, 5, 5)
		}
	})
}
