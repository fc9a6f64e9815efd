package tui

import (
	"unicode/utf8"

	"cspdesk/internal/i18n"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/theme"
)

// short is a key with its word in the line at the bottom.
type short struct {
	text  string
	width int
}

// shorts draws the bindings of a table that belong into the line at the bottom.
// While somebody types, a letter is text and another key of the binding is
// named, or none.
func shorts(th *theme.Theme, t *i18n.Strings, table keys.Table, typing bool) []short {
	var all []short
	for _, b := range table {
		if !b.Short {
			continue
		}
		key := ""
		for _, name := range b.Keys {
			if !typing || utf8.RuneCountInString(name) > 1 {
				key = name
				break
			}
		}
		if key == "" {
			continue
		}
		label, word := keys.Label(key, th.Glyphs), t.Keys[string(b.Intent)].Short
		text := th.Key.S(label) + " " + word + "  "
		if b.Off {
			text = th.Off.S(label+" "+word) + "  "
		}
		all = append(all, short{text: text, width: cell.Width(label) + cell.Width(word) + 3})
	}
	return all
}
