package keys

import (
	"cmp"
	"slices"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/theme"
)

// Rebinding gives intents other keys than the tables do. An intent with no keys
// at all can be reached through the palette alone. Screens do not know of it:
// what is pressed is translated before they get it.
type Rebinding map[Intent][]string

// Apply gives the table as it is with the other keys.
func (r Rebinding) Apply(t Table) Table {
	if len(r) == 0 {
		return t
	}
	changed := slices.Clone(t)
	for i, b := range changed {
		if names, ok := r[b.Intent]; ok {
			changed[i].Keys = names
		}
	}
	return changed
}

// Translate turns a key press into the one that the tables themselves have for
// what is meant; the first of them count most. It reports false for a key that
// means nothing any more.
func (r Rebinding) Translate(msg tea.KeyMsg, tables ...Table) (tea.KeyMsg, bool) {
	name := Name(msg)
	if len(r) == 0 || name == "" {
		return msg, true
	}
	t := Join(tables...)
	for i, b := range r.Apply(t) {
		if !slices.Contains(b.Keys, name) {
			continue
		}
		own := t[i].Keys
		if slices.Contains(own, name) || len(own) == 0 {
			return msg, true
		}
		return Press(own[0])
	}
	for _, b := range t {
		if slices.Contains(b.Keys, name) {
			return msg, false
		}
	}
	return msg, true
}

// Names gives what people read of the other keys, by intent. One that has no key is
// run by its name.
func (r Rebinding) Names() map[string]string {
	if len(r) == 0 {
		return nil
	}
	prompt, _ := r.Apply(Global()).Find(Palette)
	names := make(map[string]string, len(r))
	for intent, own := range r {
		switch {
		case len(own) > 0:
			names[string(intent)] = Label(own[0], theme.Glyphs{})
		case len(prompt.Keys) > 0:
			names[string(intent)] = Label(prompt.Keys[0], theme.Glyphs{}) + string(intent)
		}
	}
	return names
}

// Fault is what is wrong with a key of a Rebinding.
type Fault int

// The faults.
const (
	UnknownIntent Fault = iota // no intent has that name
	UnknownKey                 // no key has that name
	TakenKey                   // another intent has the key on the same screen
	TextKey                    // the key is text where the intent is needed
	NoKey                      // the way out of a screen needs a key
)

// Conflict is a fault and where it is.
type Conflict struct {
	Fault   Fault
	Intent  Intent
	Key     string
	Other   Intent // with TakenKey
	Context string // with TakenKey and TextKey: a name of Contexts
}

// wayOut are the intents that must have a key.
var wayOut = []Intent{Back, Dismiss, Quit, Palette}

// Check finds what is wrong with a Rebinding, each fault once.
func (r Rebinding) Check() []Conflict {
	if len(r) == 0 {
		return nil
	}
	contexts := Contexts()
	known := make(map[Intent]bool)
	for _, c := range contexts {
		for _, b := range c.Table {
			known[b.Intent] = true
		}
	}
	var found []Conflict
	for intent, names := range r {
		if !known[intent] {
			found = append(found, Conflict{Fault: UnknownIntent, Intent: intent})
		}
		if len(names) == 0 && slices.Contains(wayOut, intent) {
			found = append(found, Conflict{Fault: NoKey, Intent: intent})
		}
		for _, name := range names {
			if _, ok := Press(name); !ok {
				found = append(found, Conflict{Fault: UnknownKey, Intent: intent, Key: name})
			}
		}
	}
	for _, c := range contexts {
		found = append(found, r.clashes(c)...)
	}
	seen := make(map[Conflict]bool)
	found = slices.DeleteFunc(found, func(c Conflict) bool {
		c.Context = ""
		again := seen[c]
		seen[c] = true
		return again
	})
	slices.SortFunc(found, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(a.Intent, b.Intent), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Other, b.Other))
	})
	return found
}

// clashes finds the keys of a context that, because of r, mean two things, or
// are text.
func (r Rebinding) clashes(c Context) []Conflict {
	var found []Conflict
	table := r.Apply(c.Table)
	for i, b := range table {
		if _, changed := r[b.Intent]; !changed {
			continue
		}
		if c.Typing && len(b.Keys) > 0 && !slices.ContainsFunc(b.Keys, longName) {
			found = append(found, Conflict{Fault: TextKey, Intent: b.Intent, Key: b.Keys[0], Context: c.Name})
		}
		for j, other := range table {
			if _, both := r[other.Intent]; i == j || other.Intent == b.Intent || both && j < i {
				continue // itself, or said already the other way round
			}
			for _, name := range b.Keys {
				if slices.Contains(other.Keys, name) {
					found = append(found, Conflict{Fault: TakenKey, Intent: b.Intent, Key: name, Other: other.Intent, Context: c.Name})
				}
			}
		}
	}
	return found
}

// longName reports whether a key is no text in a field.
func longName(name string) bool { return utf8.RuneCountInString(name) > 1 }
