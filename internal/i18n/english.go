package i18n

// English is the reference: a field that another language leaves empty fails
// the tests.
var English = Strings{
	Language:      "en",
	Common:        commonEnglish,
	Keys:          keysEnglish,
	Errors:        errorsEnglish,
	Service:       byKey(serviceEnglish, signInServiceEnglish),
	App:           appEnglish,
	Palette:       paletteEnglish,
	Card:          cardEnglish,
	Settings:      settingsEnglish,
	Welcome:       welcomeEnglish,
	Entra:         entraEnglish,
	SignIn:        signInEnglish,
	Customers:     customersEnglish,
	Wizard:        wizardEnglish,
	Manage:        manageEnglish,
	Support:       supportEnglish,
	Removal:       removalEnglish,
	Pending:       pendingEnglish,
	Invitations:   invitationsEnglish,
	Subscriptions: subscriptionsEnglish,
	Buy:           buyEnglish,
	Account:       accountEnglish,
	Activity:      activityEnglish,
	Audit:         auditEnglish,
	Doctor:        doctorEnglish,
	SupportCLI:    supportCLIEnglish,
	CLI:           cliEnglish,
	Acceptance:    acceptanceEnglish,
}
