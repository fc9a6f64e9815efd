package keys

// The intents of the columns of the customer list.
const (
	ChooseColumns  Intent = "choose-columns"
	ToggleColumn   Intent = "toggle-column"
	ColumnUp       Intent = "column-up"
	ColumnDown     Intent = "column-down"
	KeepColumns    Intent = "keep-columns"
	LeaveColumns   Intent = "leave-columns"
	DefaultColumns Intent = "default-columns"
)

// ColumnList is the table while the columns of the customer list are chosen.
func ColumnList() Table {
	return Join(Table{
		{Intent: ToggleColumn, Keys: []string{" "}, Short: true},
		{Intent: ColumnUp, Keys: []string{"K", "shift+up"}, Short: true, Spare: 1},
		{Intent: ColumnDown, Keys: []string{"J", "shift+down"}, Short: true, Spare: 1},
		{Intent: KeepColumns, Keys: []string{"enter"}, Short: true},
		{Intent: LeaveColumns, Keys: []string{"esc"}, Short: true},
		{Intent: DefaultColumns, Keys: []string{"d"}, Short: true, Spare: 2},
	}, moving())
}
