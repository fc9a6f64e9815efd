package keys

import (
	"slices"
	"unicode/utf8"
)

// The intents that hold on every screen.
const (
	Quit        Intent = "quit"
	Help        Intent = "help"
	Suspend     Intent = "suspend"
	Repaint     Intent = "repaint"
	Customers   Intent = "tab-customers"
	Invitations Intent = "tab-invitations"
	Activity    Intent = "tab-activity"
	Changes     Intent = "tab-changes"
	Palette     Intent = "palette"
	Language    Intent = "language"

	CopyCorrelation Intent = "copy-correlation"
)

// The intents that many screens share. Their words are the same everywhere.
const (
	Up       Intent = "up"
	Down     Intent = "down"
	PageUp   Intent = "page-up"
	PageDown Intent = "page-down"
	HalfUp   Intent = "half-up"
	HalfDown Intent = "half-down"
	First    Intent = "first"
	Last     Intent = "last"
	Back     Intent = "back"
	Open     Intent = "open"
	Search   Intent = "search"
	Copy     Intent = "copy"
	Choose   Intent = "choose"
	Dismiss  Intent = "dismiss"
	Retry    Intent = "retry"
)

// Global is the table of the root. Bindings whose keys are letters do not hold
// while somebody types, and a screen's own binding of a key comes first.
func Global() Table { return slices.Clone(global) }

var global = Table{
	{Intent: Customers, Keys: []string{"1"}},
	{Intent: Invitations, Keys: []string{"2"}},
	{Intent: Activity, Keys: []string{"3"}},
	{Intent: Changes, Keys: []string{"4"}},
	{Intent: Help, Keys: []string{"?", "f1"}, Short: true},
	{Intent: Quit, Keys: []string{"q", "ctrl+c"}, Short: true, Spare: 1},
	{Intent: Palette, Keys: []string{":", "ctrl+p"}},
	{Intent: Language, Keys: []string{"L"}},
	{Intent: SignIn, Keys: []string{"S"}},
	{Intent: Profiles, Keys: []string{"P"}},
	{Intent: CopyCorrelation, Keys: []string{"alt+c"}},
	{Intent: Suspend, Keys: []string{"ctrl+z"}},
	{Intent: Repaint, Keys: []string{"ctrl+l"}},
}

// moving is the part of a table that moves through rows or lines.
func moving() Table {
	return Table{
		{Intent: Up, Keys: []string{"up", "k"}},
		{Intent: Down, Keys: []string{"down", "j"}},
		{Intent: PageUp, Keys: []string{"pgup"}},
		{Intent: PageDown, Keys: []string{"pgdown"}},
		{Intent: HalfUp, Keys: []string{"ctrl+u"}},
		{Intent: HalfDown, Keys: []string{"ctrl+d"}},
		{Intent: First, Keys: []string{"g", "home", "<"}},
		{Intent: Last, Keys: []string{"G", "end", ">"}},
	}
}

// stepping is the part of moving that holds while somebody types into one line.
func stepping() Table {
	return Table{
		{Intent: Up, Keys: []string{"up"}},
		{Intent: Down, Keys: []string{"down"}},
		{Intent: PageUp, Keys: []string{"pgup"}},
		{Intent: PageDown, Keys: []string{"pgdown"}},
	}
}

// Join puts tables one after another into a new one.
func Join(tables ...Table) Table { return slices.Concat(tables...) }

// Find gives the binding of an intent.
func (t Table) Find(intent Intent) (Binding, bool) {
	i := slices.IndexFunc(t, func(b Binding) bool { return b.Intent == intent })
	if i < 0 {
		return Binding{}, false
	}
	return t[i], true
}

// WhileTyping gives the table without the keys that are text in a field.
func (t Table) WhileTyping() Table {
	var letters Table
	for _, b := range t {
		for _, name := range b.Keys {
			if utf8.RuneCountInString(name) == 1 {
				letters = append(letters, Binding{Keys: []string{name}})
			}
		}
	}
	return t.Without(letters)
}

// Without gives the table without the keys that another table takes, and
// without the bindings that have no key left.
func (t Table) Without(other Table) Table {
	taken := make(map[string]bool)
	for _, b := range other {
		for _, name := range b.Keys {
			taken[name] = true
		}
	}
	var rest Table
	for _, b := range t {
		b.Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(name string) bool { return taken[name] })
		if len(b.Keys) > 0 {
			rest = append(rest, b)
		}
	}
	return rest
}
