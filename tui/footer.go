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

// footerState is what the line at the bottom depends on.
type footerState struct {
	table   keys.Table // of the screen, before other keys are put in
	typing  bool
	quoting bool // there is something to quote
	width   int
	theme   *theme.Theme
	text    *i18n.Strings
}

// same reports whether two states are alike. Tables are compared by where they
// are: screens make a new one when theirs changes.
func (s *footerState) same(o *footerState) bool {
	return len(s.table) == len(o.table) && (len(s.table) == 0 || &s.table[0] == &o.table[0]) &&
		s.typing == o.typing && s.quoting == o.quoting && s.width == o.width && s.theme == o.theme && s.text == o.text
}

// footer names the keys that matter now, the general ones last. Where it is
// narrow the spare ones are left out first, then the last ones, but never the
// way to the help page.
func (a *App) footer() string {
	now := a.footerNow()
	if a.bottom != "" && a.bottomOf.same(&now) {
		return a.bottom
	}
	var b strings.Builder
	b.WriteString(" ")
	for _, k := range a.footerKeys(now) {
		b.WriteString(k.text)
	}
	a.bottom, a.bottomOf = strings.TrimSuffix(b.String(), "  "), now
	return a.bottom
}

func (a *App) footerNow() footerState {
	now := footerState{width: a.width, theme: a.o.Theme, text: a.o.Text, quoting: a.dialog == nil && a.shownFailure() != ""}
	switch top := a.top(); {
	case a.dialog != nil:
		now.table = widget.DialogKeys()
	case a.failure != nil:
		now.table = failedKeys
	case top != nil:
		now.table, now.typing = top.Keys(), top.Typing()
	}
	return now
}

// footerKeys are the keys that the line at the bottom has room for, from the
// left.
func (a *App) footerKeys(now footerState) []short {
	table := a.o.Keys.Apply(now.table)
	everywhere := keys.Global().Show(keys.CopyCorrelation, now.quoting)
	general := shorts(now.theme, now.text, a.o.Keys.Apply(everywhere).Without(table), now.typing)
	shown := append(shorts(now.theme, now.text, table, now.typing), general...)
	width := 1 - 2 // no gap after the last
	for _, k := range shown {
		width += k.width
	}
	for width > now.width && len(shown) > 0 {
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
