package partnercenter

import (
	"bytes"
	"encoding/json"
	"reflect"
	"unicode/utf8"
)

// A refresh reads hundreds of pages of customers, nearly all of them plain:
// objects and strings, each name spelled as documented. Those are read here in
// one go. Whatever is not plain is left to readPage, which knows every quirk, so
// that both give the same customers.

// readCustomers is readPage for the list of customers.
func readCustomers(c *Client, body []byte, at cursor) (page[customerRow], error) {
	const worthIt = 4 << 10 // below, a refusal may hide in a success
	if len(body) > worthIt {
		p := plain{body: body}
		if p.page(); !p.odd {
			next, err := c.follow(p.links, at)
			return page[customerRow]{items: p.rows, total: len(p.rows), next: next}, err
		}
	}
	return readPage[customerRow](c, body, at)
}

// plain reads JSON from a place in body on. From the first thing on that is not
// plain, or not JSON, it is odd and reads nothing. The place is a number, which
// can be moved without telling the collector of garbage.
type plain struct {
	body  []byte
	at    int
	odd   bool
	rows  []customerRow
	links linkSet
}

// The most objects and lists in one another that are plain.
const plainDepth = 16

var (
	pageNames = namesOf(reflect.TypeFor[envelope[struct{}]]())
	rowNames  = namesOf(reflect.TypeFor[customerRow]())
)

// page reads the whole page.
func (p *plain) page() {
	listed := false
	p.object(pageNames, func(key []byte) {
		switch string(key) {
		case "items":
			p.odd = p.odd || listed
			listed = true
			p.list(p.row)
		case "links":
			var err error
			p.links, err = decode[linkSet](bytes.Clone(p.value(plainDepth)))
			p.odd = p.odd || err != nil
		default:
			p.value(plainDepth)
		}
	})
	p.next()
	p.odd = p.odd || !listed || p.at < len(p.body)
}

// row reads a customer.
func (p *plain) row() {
	p.rows = append(p.rows, customerRow{})
	r := &p.rows[len(p.rows)-1]
	p.object(rowNames, func(key []byte) {
		switch string(key) {
		case "id":
			r.ID = p.text()
		case "relationshipToPartner":
			r.Relationship = text(p.text())
		case "companyProfile":
			p.object(rowNames, func(key []byte) {
				switch string(key) {
				case "tenantId":
					r.Profile.TenantID = p.text()
				case "domain":
					r.Profile.Domain = p.text()
				case "companyName":
					r.Profile.CompanyName = p.text()
				default:
					p.value(plainDepth)
				}
			})
		default:
			p.value(plainDepth)
		}
	})
}

// object calls member with the name of each member, to read its value. A
// documented name that is spelled in another way is odd.
func (p *plain) object(documented *names, member func(key []byte)) {
	p.between('{', '}', func() {
		raw := p.quoted()
		p.take(':')
		if p.odd {
			return
		}
		key := raw[1 : len(raw)-1]
		if _, exact := documented.exact[string(key)]; !exact {
			_, _, p.odd = documented.find(key)
		}
		member(key)
	})
}

func (p *plain) list(item func()) { p.between('[', ']', item) }

// between calls item for each of the things between two brackets.
func (p *plain) between(first, last byte, item func()) {
	p.take(first)
	if !p.odd && p.next() == last {
		p.take(last)
		return
	}
	for !p.odd {
		item()
		if p.next() == last {
			p.take(last)
			return
		}
		p.take(',')
	}
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

// text reads a string.
func (p *plain) text() string {
	raw := p.quoted()
	if p.odd {
		return ""
	}
	if bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
		return string(raw[1 : len(raw)-1])
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
	end := stringEnd(p.body, p.at+1)
	if end < 0 {
		p.odd = true
		return nil
	}
	raw := p.body[p.at : end+1]
	p.at = end + 1
	for _, b := range raw {
		if b < ' ' || b == '\\' {
			p.odd = !json.Valid(raw)
			break
		}
	}
	return raw
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
