package keys

// The intents of the first start.
const (
	WelcomeChoose   Intent = "welcome-choose"
	WelcomeNext     Intent = "welcome-next"
	WelcomePrevious Intent = "welcome-previous"
	WelcomeMore     Intent = "welcome-more"
	WelcomeLess     Intent = "welcome-less"
	WelcomeCreate   Intent = "welcome-create"
	WelcomeBack     Intent = "welcome-back"
)

// Welcome is the table of the choice at the first start.
func Welcome() Table {
	return Table{
		{Intent: WelcomeChoose, Keys: []string{"enter", " "}, Short: true},
		{Intent: Down, Keys: []string{"down", "j", "tab"}, Short: true},
		{Intent: Up, Keys: []string{"up", "k", "shift+tab"}, Short: true},
	}
}

// WelcomeForm is the table of the form for a profile without sign-in. While one
// of several values is chosen, values holds too.
func WelcomeForm(values bool) Table {
	table := Table{
		{Intent: WelcomeCreate, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: WelcomeNext, Keys: []string{"tab", "down", "enter"}, Short: true},
		{Intent: WelcomePrevious, Keys: []string{"shift+tab", "up"}},
		{Intent: WelcomeBack, Keys: []string{"esc"}, Short: true},
	}
	if values {
		table = append(table, Binding{Intent: WelcomeMore, Keys: []string{"right", " "}, Short: true},
			Binding{Intent: WelcomeLess, Keys: []string{"left"}})
	}
	return table
}
