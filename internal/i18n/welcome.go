package i18n

// Welcome are the sentences of the welcome area.
type Welcome struct{}

var welcomeEnglish = Welcome{}
