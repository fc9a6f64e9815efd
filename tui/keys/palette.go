package keys

// The intents of the palette.
const (
	Complete Intent = "complete"
	Run      Intent = "run-command"
)

// PaletteList is the table of the palette, where a command's name is typed.
func PaletteList() Table {
	return Join(Table{
		{Intent: Run, Keys: []string{"enter"}, Short: true},
		{Intent: Complete, Keys: []string{"tab"}, Short: true},
		{Intent: Back, Keys: []string{"esc"}, Short: true},
	}, stepping())
}
