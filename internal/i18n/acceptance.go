package i18n

// Acceptance are the sentences of the acceptance area.
type Acceptance struct{}

var acceptanceEnglish = Acceptance{}
