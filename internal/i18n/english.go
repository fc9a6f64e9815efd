package i18n

// English is the reference: a field that another language leaves empty fails
// the tests.
var English = Strings{
	Language:    "en",
	Common:      commonEnglish,
	Keys:        keysEnglish,
	Errors:      errorsEnglish,
	Service:     byKey(serviceEnglish),
	App:         appEnglish,
	Welcome:     welcomeEnglish,
	Customers:   customersEnglish,
	Wizard:      wizardEnglish,
	Invitations: invitationsEnglish,
	Activity:    activityEnglish,
	Manage:      manageEnglish,
	CLI:         cliEnglish,
	Acceptance:  acceptanceEnglish,
}
