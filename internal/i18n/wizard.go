package i18n

// Wizard are the sentences of the wizard area.
type Wizard struct{}

var wizardEnglish = Wizard{}
