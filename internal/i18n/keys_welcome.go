package i18n

var keysWelcomeEnglish = map[string]KeyText{
	"welcome-choose":   {"choose", "Begin this way"},
	"welcome-next":     {"next field", "Go to the next field"},
	"welcome-previous": {"field before", "Go to the field before"},
	"welcome-more":     {"next value", "Choose the next value"},
	"welcome-less":     {"value before", "Choose the value before"},
	"welcome-create":   {"create", "Create the profile and open the desk"},
	"welcome-steps":    {"register app", "Explain how to register the app that is used to sign in"},
	"welcome-back":     {"back", "Back to the choice; what you typed stays"},
}
