package i18n

var keysSignInEnglish = map[string]KeyText{
	"sign-in":         {"sign in", "Sign in to Partner Center with this profile"},
	"profiles":        {"profiles", "Choose another profile"},
	"sign-in-copy":    {"copy", "Copy the code, or the page of the browser"},
	"sign-in-open":    {"open page", "Open the page in a browser on this computer"},
	"sign-in-browser": {"browser", "Sign in with a browser on this computer, without a code"},
	"sign-in-code":    {"code", "Sign in with a code, on any device"},
	"profile-use":     {"use", "Use this profile"},
}
