package i18n

// EntraPages are the sentences of the practice sign-in's web pages.
type EntraPages struct {
	Title, Note, Account, Code, Consent string
	Accept, Decline, Back               string
	Done, Declined, Refused             string
	NoAccount, NoCode                   string
}

var entraEnglish = EntraPages{
	Title:     "Practice sign-in",
	Note:      "This is not Microsoft Entra ID: it runs on this computer, and its accounts are made up.",
	Account:   "Who signs in",
	Code:      "Code",
	Consent:   "The app asks for access to Partner Center in your name.",
	Accept:    "Sign in",
	Decline:   "Cancel",
	Back:      "Back to the app",
	Done:      "You have signed in. You can close this page.",
	Declined:  "You have canceled. You can close this page.",
	Refused:   "The sign-in was refused.",
	NoAccount: "Choose an account.",
	NoCode:    "This code is not known, or it has expired or was used already.",
}
