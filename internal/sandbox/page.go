package sandbox

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
)

// A refresh asks for thousands of pages of customers that differ in three texts
// alone. To encode each customer field by field would take longer than all else
// that a page needs; so one customer is encoded as all are, and the texts of the
// others are put into that.

// moldPart is a piece of a customer in JSON and the text that follows it.
type moldPart struct {
	json string
	text func(*brief) string // nil after the last piece
}

var mold = sync.OnceValue(func() (parts []moldPart) {
	texts := map[string]func(*brief) string{
		"(id)":     func(b *brief) string { return b.id },
		"(name)":   func(b *brief) string { return b.name },
		"(domain)": func(b *brief) string { return b.domain },
	}
	sample, _ := json.Marshal(customerListItem(brief{id: "(id)", name: "(name)", domain: "(domain)"})) // texts and lists of them can be written
	rest := string(sample)
	for {
		first, which := len(rest), ""
		for name := range texts {
			if at := strings.Index(rest, name); at >= 0 && at < first {
				first, which = at, name
			}
		}
		parts = append(parts, moldPart{rest[:first], texts[which]})
		if which == "" {
			return parts
		}
		rest = rest[first+len(which):]
	}
})

// customerPage gives a page of customers as encoding/json would.
func customerPage(listed []brief, l *links) (json.RawMessage, error) {
	empty := collect[customerItem](nil, l)
	empty.TotalCount = len(listed)
	frame, err := json.Marshal(empty)
	if err != nil || len(listed) == 0 {
		return frame, err
	}
	const items = `"items":`
	head, tail, _ := bytes.Cut(frame, []byte(items+"null"))
	const usual = 600 // bytes of a customer
	page := make([]byte, 0, len(frame)+usual*len(listed))
	page = append(append(page, head...), items+"["...)
	for i := range listed {
		if i > 0 {
			page = append(page, ',')
		}
		for _, part := range mold() {
			page = append(page, part.json...)
			if part.text != nil {
				page = appendText(page, part.text(&listed[i]))
			}
		}
	}
	return append(append(page, ']'), tail...), nil
}

// appendText writes a text as it stands between the quotes of a JSON string.
func appendText(to []byte, text string) []byte {
	for i := range len(text) {
		switch b := text[i]; {
		case b < ' ', b > '~', b == '"', b == '\\', b == '<', b == '>', b == '&':
			quoted, _ := json.Marshal(text) // every text can be written
			return append(to, quoted[1:len(quoted)-1]...)
		}
	}
	return append(to, text...)
}
