package partnercenter

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"sync"
)

// The service's names are documented as case-insensitive, and encoding/json
// matches them that way: the last of "id" and "ID" in an object wins. Here the
// documented spelling wins, and another one counts only where that is absent.

// names are the member names that a type documents.
type names struct {
	exact  map[string]int
	folded map[string]int // by name in lower case
}

var namesByType sync.Map // reflect.Type to *names

// decode reads JSON into a T. A member or an item of an unexpected type is left
// out; only what is not JSON, or not an object or a list as T is, fails. The
// body may be changed.
func decode[T any](body []byte) (T, error) {
	var value T
	return decodeInto(body, value)
}

// decodeInto is decode with the values that absent members keep.
func decodeInto[T any](body []byte, value T) (T, error) {
	t := reflect.TypeFor[T]()
	preferExact(body, namesOf(t))
	err := json.Unmarshal(body, &value)
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && begins(body, t) {
		err = nil
	}
	return value, err
}

// begins reports whether body holds a list where t is one, and else an object.
func begins(body []byte, t reflect.Type) bool {
	want := byte('{')
	if t.Kind() == reflect.Slice {
		want = '['
	}
	body = bytes.TrimLeft(body, " \t\r\n")
	return len(body) > 0 && body[0] == want
}

// namesOf collects the member names of a type and of all that it holds.
func namesOf(t reflect.Type) *names {
	if known, ok := namesByType.Load(t); ok {
		return known.(*names)
	}
	n := &names{exact: map[string]int{}, folded: map[string]int{}}
	n.add(t)
	namesByType.Store(t, n)
	return n
}

func (n *names) add(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		n.add(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			if name == "" {
				continue
			}
			if _, known := n.exact[name]; !known {
				n.folded[strings.ToLower(name)] = len(n.exact)
				n.exact[name] = len(n.exact)
			}
			n.add(t.Field(i).Type)
		}
	}
}

// find gives the number of the documented name that a key spells, exactly or
// in another case.
func (n *names) find(key []byte) (number int, exact, found bool) {
	if i, ok := n.exact[string(key)]; ok {
		return i, true, true
	}
	plain := key
	if bytes.IndexByte(key, '\\') >= 0 { // an escaped spelling such as "\u0049D"
		var s string
		if json.Unmarshal(append(append([]byte{'"'}, key...), '"'), &s) != nil {
			return 0, false, false
		}
		if i, ok := n.exact[s]; ok {
			return i, true, true
		}
		plain = []byte(s)
	}
	if i, ok := n.folded[string(bytes.ToLower(plain))]; ok {
		return i, false, true
	}
	for _, b := range plain {
		if b >= 0x80 { // letters that fold to ASCII, such as the Kelvin sign
			for name, i := range n.exact {
				if strings.EqualFold(name, string(plain)) {
					return i, false, true
				}
			}
			break
		}
	}
	return 0, false, false
}

// members is what was seen of one object.
type members struct {
	exact    [4]uint64 // set of the documented names that are spelled as documented
	variants []variant
}

type variant struct{ start, end, name int }

// preferExact blanks, in place, every key that spells a documented name in
// another case where the same object holds the documented spelling as well.
// What is not JSON may be changed in any way, but stays of the same length.
func preferExact(body []byte, n *names) {
	var open []members
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '{':
			if len(open) > 10_000 { // deeper than encoding/json reads
				return
			}
			open = append(open, members{})
		case '}':
			if len(open) == 0 {
				return
			}
			open[len(open)-1].blank(body)
			open = open[:len(open)-1]
		case '"':
			end := stringEnd(body, i+1)
			if end < 0 {
				return
			}
			if len(open) > 0 && isKey(body, end) {
				open[len(open)-1].see(n, body, i+1, end)
			}
			i = end
		}
	}
}

// see notes a key of the object.
func (m *members) see(n *names, body []byte, start, end int) {
	number, exact, found := n.find(body[start:end])
	switch {
	case !found || number >= 64*len(m.exact):
	case exact:
		m.exact[number/64] |= 1 << (number % 64)
	default:
		m.variants = append(m.variants, variant{start, end, number})
	}
}

// blank overwrites the variants whose documented spelling was seen too.
func (m *members) blank(body []byte) {
	for _, v := range m.variants {
		if m.exact[v.name/64]&(1<<(v.name%64)) != 0 {
			for i := v.start; i < v.end; i++ {
				body[i] = '!'
			}
		}
	}
}

// stringEnd gives the place of the quote that ends the string whose text
// begins at i; -1 if it does not end.
func stringEnd(body []byte, i int) int {
	for from := i; ; {
		next := bytes.IndexByte(body[from:], '"')
		if next < 0 {
			return -1
		}
		end := from + next
		slash := end // where the backslashes before the quote begin
		for slash > i && body[slash-1] == '\\' {
			slash--
		}
		if (end-slash)%2 == 0 {
			return end
		}
		from = end + 1
	}
}

// isKey reports whether the string that ends at end is the name of a member.
func isKey(body []byte, end int) bool {
	for i := end + 1; i < len(body); i++ {
		switch body[i] {
		case ' ', '\t', '\r', '\n':
		case ':':
			return true
		default:
			return false
		}
	}
	return false
}
