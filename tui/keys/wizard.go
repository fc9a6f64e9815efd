package keys

// The intents of the wizard.
const (
	WizardNext     Intent = "wizard-next"
	WizardPrevious Intent = "wizard-previous"
	WizardSelect   Intent = "wizard-select"
	WizardLess     Intent = "wizard-less"
	WizardMore     Intent = "wizard-more"
	WizardContinue Intent = "wizard-continue"
	WizardBack     Intent = "wizard-back"
	WizardCancel   Intent = "wizard-cancel"

	WizardRetry   Intent = "wizard-retry"
	WizardProfile Intent = "wizard-profile-link"
	WizardPaste   Intent = "wizard-paste-link"
	WizardTake    Intent = "wizard-take-link"

	WizardMail     Intent = "wizard-open-mail"
	WizardCopy     Intent = "wizard-copy-mail"
	WizardCopyLink Intent = "wizard-copy-link"
	WizardFile     Intent = "wizard-save-file"
	WizardEditor   Intent = "wizard-editor"
	WizardFinish   Intent = "wizard-finish"

	WizardDone     Intent = "wizard-done"
	WizardAnother  Intent = "wizard-another"
	WizardAgain    Intent = "wizard-again"
	WizardFullLink Intent = "wizard-full-link"
	WizardBrowser  Intent = "wizard-browser"
)

// WizardRights is the table of the first step.
func WizardRights() Table {
	return Table{
		{Intent: WizardContinue, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: WizardNext, Keys: []string{"tab", "down", "enter"}, Short: true},
		{Intent: WizardPrevious, Keys: []string{"shift+tab", "up"}},
		{Intent: WizardBack, Keys: []string{"esc"}, Short: true},
	}
}

// WizardChoice is what holds before WizardRights while the choice of rights has
// the focus.
func WizardChoice() Table {
	return Table{{Intent: WizardSelect, Keys: []string{"down", "up", " "}, Short: true}}
}

// WizardValues is what holds beside WizardRights while one of several values is
// chosen.
func WizardValues() Table {
	return Table{
		{Intent: WizardMore, Keys: []string{"right", " "}, Short: true},
		{Intent: WizardLess, Keys: []string{"left"}},
	}
}

// WizardTrouble is the table while no link could be had.
func WizardTrouble() Table {
	return Table{
		{Intent: WizardRetry, Keys: []string{"r", "enter"}, Short: true},
		{Intent: WizardProfile, Keys: []string{"l"}, Short: true},
		{Intent: WizardPaste, Keys: []string{"p"}, Short: true},
		{Intent: WizardBack, Keys: []string{"esc"}, Short: true},
	}
}

// WizardPasting is the table while a link is pasted.
func WizardPasting() Table {
	return Table{
		{Intent: WizardTake, Keys: []string{"enter", "ctrl+s"}, Short: true},
		{Intent: WizardBack, Keys: []string{"esc"}, Short: true},
	}
}

// WizardWaiting is the table while an answer is waited for.
func WizardWaiting() Table {
	return Table{{Intent: WizardCancel, Keys: []string{"esc"}, Short: true}}
}

// WizardLetter is the table of the second step.
func WizardLetter() Table {
	return Table{
		{Intent: WizardMail, Keys: []string{"ctrl+o"}, Short: true},
		{Intent: WizardCopy, Keys: []string{"ctrl+y"}, Short: true, Spare: 1},
		{Intent: WizardFile, Keys: []string{"ctrl+w"}, Short: true, Spare: 1},
		{Intent: WizardEditor, Keys: []string{"ctrl+e"}, Short: true, Spare: 2},
		{Intent: WizardFinish, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: WizardNext, Keys: []string{"tab"}, Short: true, Spare: 3},
		{Intent: WizardBack, Keys: []string{"esc"}, Short: true},
		{Intent: WizardPrevious, Keys: []string{"shift+tab"}},
		{Intent: WizardCopyLink, Keys: []string{"alt+y"}},
	}
}

// WizardLinkAlone is the table while the link stands alone.
func WizardLinkAlone() Table {
	return Table{
		{Intent: WizardBack, Keys: []string{"esc", "enter", "f"}, Short: true},
		{Intent: WizardCopyLink, Keys: []string{"y"}, Short: true},
	}
}

// WizardFinished is the table of the last step. The keys of the letter hold there,
// too. Once the mail has left there is no way back to it, and esc closes, too.
func WizardFinished() Table {
	return Table{
		{Intent: WizardDone, Keys: []string{"enter"}, Short: true},
		{Intent: WizardBack, Keys: []string{"esc"}, Short: true},
		{Intent: WizardAnother, Keys: []string{"n"}, Short: true, Spare: 1},
		{Intent: WizardAgain, Keys: []string{"N"}, Short: true, Spare: 2},
		{Intent: WizardCopyLink, Keys: []string{"y", "alt+y"}, Short: true},
		{Intent: WizardMail, Keys: []string{"o", "ctrl+o"}, Short: true},
		{Intent: WizardCopy, Keys: []string{"c", "ctrl+y"}, Short: true},
		{Intent: WizardFile, Keys: []string{"w", "ctrl+w"}, Short: true},
		{Intent: WizardFullLink, Keys: []string{"f"}, Short: true},
		{Intent: WizardBrowser, Keys: []string{"b"}, Short: true},
	}
}
