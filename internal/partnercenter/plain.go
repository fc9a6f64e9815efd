package partnercenter

import (
	"bytes"
	"encoding/json"
	"reflect"
	"unicode/utf8"
)

// A refresh reads hundreds of pages of customers, nearly all of them plain:
// objects and strings, each name spelled as documented. Those are read here in
// two goes, of which the first passes over the customers to the link that stands
// behind them, so that the next page can be asked for meanwhile. Whatever is not
// plain is left to readPage, which knows every quirk, so that both give the same.

// openCustomers gives the page that follows a page of customers, and what reads
// the customers.
func openCustomers(c *Client, body []byte, at cursor) (read func() ([]customerRow, error), next cursor, err error) {
	const worthIt = 4 << 10 // below, a refusal may hide in a success
	if len(body) > worthIt {
		p := plain{body: body, foreign: map[string]bool{}}
		if p.page(); !p.odd {
			next, err = c.follow(p.links, at)
			return func() ([]customerRow, error) { return p.customers(c, at) }, next, err
		}
	}
	whole, err := readPage[customerRow](c, body, at)
	return func() ([]customerRow, error) { return whole.items, nil }, whole.next, err
}

// plain reads JSON from a place in body on. From the first thing on that is not
// plain, or not JSON, it is odd and reads nothing. The place is a number, which
// can be moved without telling the collector of garbage.
type plain struct {
	body     []byte
	at       int
	odd      bool
	from, to int // where the items are
	rows     []customerRow
	links    linkSet
	foreign  map[string]bool // names of members that are no spelling of a documented one
}

// The most objects and lists in one another that are plain.
const plainDepth = 16

var plainNames = namesOf(reflect.TypeFor[envelope[customerRow]]())

// simple are the bytes that stand for themselves in a string.
var simple = func() (is [256]bool) {
	for b := range is {
		is[b] = b >= ' ' && b != '"' && b != '\\'
	}
	return is
}()

// page reads the page but for the items, which it only finds.
func (p *plain) page() {
	p.object(func(key []byte) bool {
		switch string(key) {
		case "items":
			p.odd = p.odd || p.to > 0
			p.from, p.to = p.pass()
		case "links":
			var err error
			p.links, err = decode[linkSet](bytes.Clone(p.value(plainDepth)))
			p.odd = p.odd || err != nil
		default:
			return false
		}
		return true
	})
	p.next()
	p.odd = p.odd || p.to == 0 || p.at < len(p.body)
}

// customers reads the items of a page whose rest was read.
func (p *plain) customers(c *Client, at cursor) ([]customerRow, error) {
	p.at, p.rows = p.from, make([]customerRow, 0, MaxPageSize)
	if p.list(p.row); !p.odd && p.at == p.to {
		return p.rows, nil
	}
	whole, err := readPage[customerRow](c, p.body, at)
	return whole.items, err
}

// row reads a customer.
func (p *plain) row() {
	p.rows = append(p.rows, customerRow{})
	r := &p.rows[len(p.rows)-1]
	p.object(func(key []byte) bool {
		switch string(key) {
		case "id":
			r.ID = p.text("")
		case "relationshipToPartner":
			r.Relationship = text(p.text(string(p.rows[0].Relationship)))
		case "companyProfile":
			p.object(func(key []byte) bool {
				switch string(key) {
				case "tenantId":
					r.Profile.TenantID = p.text(r.ID)
				case "domain":
					r.Profile.Domain = p.text("")
				case "companyName":
					r.Profile.CompanyName = p.text("")
				default:
					return false
				}
				return true
			})
		default:
			return false
		}
		return true
	})
}

// object calls member with the name of each member, to read its value, and passes
// over the values of those that it does not know. A documented name that is
// spelled in another way is odd.
func (p *plain) object(member func(key []byte) bool) {
	p.between('{', '}', func() {
		raw := p.quoted()
		p.take(':')
		if p.odd {
			return
		}
		key := raw[1 : len(raw)-1]
		if member(key) {
			return
		}
		if !p.foreign[string(key)] {
			if _, exact := plainNames.exact[string(key)]; !exact {
				_, _, p.odd = plainNames.find(key)
			}
			p.foreign[string(key)] = true
		}
		p.value(plainDepth)
	})
}

func (p *plain) list(item func()) { p.between('[', ']', item) }

// between calls item for each of the things between two brackets.
func (p *plain) between(first, last byte, item func()) {
	p.take(first)
	if !p.odd && p.next() == last {
		p.at++
		return
	}
	for !p.odd {
		item()
		if p.next() == last {
			p.at++
			return
		}
		p.take(',')
	}
}

// pass passes over a list without a look at what it holds, and gives its place.
// Of what is JSON it finds the end.
func (p *plain) pass() (from, to int) {
	p.odd = p.odd || p.next() != '['
	depth := 0
	for i := p.at; i < len(p.body) && !p.odd; i++ {
		switch p.body[i] {
		case '"':
			end := stringEnd(p.body, i+1)
			p.odd = end < 0
			i = end
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth == 0 {
				from, p.at = p.at, i+1
				return from, p.at
			}
		}
	}
	p.odd = true
	return 0, 0
}

// value passes over a value and gives it.
func (p *plain) value(depth int) []byte {
	from := p.at
	switch next := p.next(); {
	case depth == 0:
		p.odd = true
	case next == '{':
		p.between('{', '}', func() {
			p.quoted()
			p.take(':')
			p.value(depth - 1)
		})
	case next == '[':
		p.list(func() { p.value(depth - 1) })
	case next == '"':
		p.quoted()
	default: // a number or a word
		end := bytes.IndexAny(p.body[p.at:], ",}] \t\r\n")
		if end < 0 || !json.Valid(p.body[p.at:p.at+end]) {
			p.odd = true
			return nil
		}
		p.at += end
	}
	return p.body[from:p.at]
}

// text reads a string that is often the one that is given.
func (p *plain) text(often string) string {
	raw := p.quoted()
	if p.odd {
		return ""
	}
	if said := raw[1 : len(raw)-1]; bytes.IndexByte(said, '\\') < 0 {
		if string(said) == often {
			return often
		}
		if utf8.Valid(said) {
			return string(said)
		}
	}
	var s string
	p.odd = json.Unmarshal(raw, &s) != nil
	return s
}

// quoted gives a string as it stands there, with its quotes.
func (p *plain) quoted() []byte {
	if p.odd || p.next() != '"' {
		p.odd = true
		return nil
	}
	from, end := p.at, p.at+1
	for end < len(p.body) && simple[p.body[end]] {
		end++
	}
	if end == len(p.body) {
		p.odd = true
		return nil
	}
	if p.body[end] != '"' {
		end = stringEnd(p.body, from+1)
		if p.odd = end < 0 || !json.Valid(p.body[from:end+1]); p.odd {
			return nil
		}
	}
	p.at = end + 1
	return p.body[from:p.at]
}

// next gives the byte that follows, after spaces; 0 at the end.
func (p *plain) next() byte {
	for p.at < len(p.body) {
		switch b := p.body[p.at]; b {
		case ' ', '\t', '\r', '\n':
			p.at++
		default:
			return b
		}
	}
	return 0
}

func (p *plain) take(b byte) {
	if p.odd || p.next() != b {
		p.odd = true
		return
	}
	p.at++
}
