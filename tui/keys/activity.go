package keys

// The intents of the activity record.
const (
	Details Intent = "details" // show or hide what is known about a line
	Source  Intent = "source"  // show both sources, or one of them
)

// ActivityList is the table of the activity record. Esc clears a search if
// there is one.
func ActivityList(found bool) Table {
	table := Table{}
	if found {
		table = Table{{Intent: ClearSearch, Keys: []string{"esc"}, Short: true}}
	}
	return Join(table, Table{
		{Intent: Details, Keys: []string{"enter", "right", "left", "l", "h"}, Short: true},
		{Intent: Search, Keys: []string{"/"}, Short: true},
		{Intent: Copy, Keys: []string{"y"}, Short: true},
		{Intent: Source, Keys: []string{"s"}, Short: true, Spare: 1},
	}, moving())
}
