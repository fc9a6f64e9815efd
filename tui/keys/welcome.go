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
	WelcomeSteps    Intent = "welcome-steps"
)

// Welcome is the table of the choice at the first start.
func Welcome() Table {
	return Table{
		{Intent: WelcomeChoose, Keys: []string{"enter", " "}, Short: true},
		{Intent: Down, Keys: []string{"down", "j", "tab"}, Short: true},
		{Intent: Up, Keys: []string{"up", "k", "shift+tab"}, Short: true},
	}
}

// WelcomeConnect is what the form of Connect has beside those of a form: the page
// that explains how to register the app, and WelcomeStepsPage is its table.
func WelcomeConnect() Table {
	return Table{{Intent: WelcomeSteps, Keys: []string{"f2"}, Short: true}}
}

// WelcomeStepsPage is the table of the page that explains how to register the
// app.
func WelcomeStepsPage() Table {
	return Table{
		{Intent: Back, Keys: []string{"esc"}, Short: true},
		{Intent: WelcomeSteps, Keys: []string{"f2"}},
		{Intent: Up, Keys: []string{"up", "k"}},
		{Intent: Down, Keys: []string{"down", "j"}},
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
