package tui

import (
	"strings"
	"unicode/utf8"

	"cspdesk/internal/i18n"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// short is a key with its word in the line at the bottom.
type short struct {
	key   string // its name
	text  string
	width int
	spare int
}

// footer names the keys that matter now, the general ones last. Where it is
// narrow the spare ones are left out first, then the last ones, but never the
// way to the help page.
func (a *App) footer() string {
	var b strings.Builder
	b.WriteString(" ")
	for _, k := range a.footerKeys() {
		b.WriteString(k.text)
	}
	return strings.TrimSuffix(b.String(), "  ")
}

// footerKeys are the keys that the line at the bottom has room for, from the
// left.
func (a *App) footerKeys() []short {
	table := keys.Table{}
	typing := false
	if top := a.top(); top != nil {
		table, typing = top.Keys(), top.Typing()
	}
	switch {
	case a.dialog != nil:
		table, typing = widget.DialogKeys(), false
	case a.failure != nil:
		table = failedKeys
	}
	table = a.o.Keys.Apply(table)
	everywhere := keys.Global().Show(keys.CopyCorrelation, a.dialog == nil && a.shownFailure() != "")
	general := shorts(a.o.Theme, a.o.Text, a.o.Keys.Apply(everywhere).Without(table), typing)
	shown := append(shorts(a.o.Theme, a.o.Text, table, typing), general...)
	width := 1 - 2 // no gap after the last
	for _, k := range shown {
		width += k.width
	}
	for width > a.width && len(shown) > 0 {
		least := -1
		for i, k := range shown {
			if k.spare != never && (least < 0 || k.spare >= shown[least].spare) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		width -= shown[least].width
		shown = append(shown[:least], shown[least+1:]...)
	}
	return shown
}

// never marks a key that is always shown.
const never = -1

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
		k := short{key: key, text: text, width: cell.Width(label) + cell.Width(word) + 3, spare: b.Spare}
		if b.Intent == keys.Help {
			k.spare = never
		}
		all = append(all, k)
	}
	return all
}
