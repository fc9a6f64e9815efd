// Package keys turns key presses into intents. A table of bindings belongs to
// each screen; handlers, the line at the bottom and the help page are all made
// from it, so they cannot drift apart.
package keys

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"
)

// Intent is what a person wants by pressing a key. Its words for people stand
// in i18n.Strings.Keys under the same name.
type Intent string

// Binding gives an intent its keys, named as tea.KeyMsg.String names them. The
// first key is the one that is shown.
type Binding struct {
	Intent Intent
	Keys   []string
	Short  bool   // shown in the line at the bottom
	Spare  int    // left out of that line where it is narrow: the highest first; 0 stays longest
	Off    bool   // not possible now; shown dimmed
	Why    string // the reason if Off, translated
}

// Table is the bindings of one context, in the order in which help shows them.
type Table []Binding

// Match gives the intent of a key press, or "" if the table has none for it or
// the binding is off. Text never matches, see Name.
func (t Table) Match(msg tea.KeyMsg) Intent {
	name := Name(msg)
	for _, b := range t {
		if !b.Off && slices.Contains(b.Keys, name) {
			return b.Intent
		}
	}
	return ""
}

// Blocked gives the binding of a key press that is off now, so that the reason
// can be said. A key that does one of several things, such as suspend and
// reactivate, is off only where all of them are.
func (t Table) Blocked(msg tea.KeyMsg) (off Binding, blocked bool) {
	name := Name(msg)
	for _, b := range t {
		switch {
		case !slices.Contains(b.Keys, name):
		case !b.Off:
			return b, false
		case !blocked:
			off, blocked = b, true
		}
	}
	return off, blocked
}

// Show gives the table with one binding in the line at the bottom, or out of it.
func (t Table) Show(intent Intent, show bool) Table {
	for i := range t {
		if t[i].Intent == intent {
			t[i].Short = show
		}
	}
	return t
}

// Set gives the table with one binding switched off for a reason.
func (t Table) Set(intent Intent, why string) Table {
	for i := range t {
		if t[i].Intent == intent {
			t[i].Off, t[i].Why = why != "", why
		}
	}
	return t
}

// Drop gives the table without some bindings.
func (t Table) Drop(intents ...Intent) Table {
	return slices.DeleteFunc(slices.Clone(t), func(b Binding) bool { return slices.Contains(intents, b.Intent) })
}
