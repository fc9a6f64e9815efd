package keys

// HelpPage is the table of the help page.
func HelpPage(typing bool) Table {
	if typing {
		return Table{
			{Intent: Choose, Keys: []string{"enter"}},
			{Intent: Back, Keys: []string{"esc"}, Short: true},
		}
	}
	return Join(Table{
		{Intent: Search, Keys: []string{"/"}, Short: true},
		{Intent: Back, Keys: []string{"esc", "?", "f1", "q"}, Short: true},
	}, moving())
}
