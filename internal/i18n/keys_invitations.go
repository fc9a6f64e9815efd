package i18n

var keysInvitationsEnglish = map[string]KeyText{
	"invitation-new":         {"request", "Request a reseller relationship"},
	"invitation-open":        {"open", "Go on with a draft, or show an invitation"},
	"invitation-remind":      {"remind", "Write a reminder: the same link with a new opening"},
	"invitation-match":       {"match", "Say which customer accepted"},
	"invitation-withdraw":    {"withdraw", "Stop waiting for an acceptance; the link itself keeps working"},
	"invitation-delete":      {"delete draft", "Delete a draft"},
	"invitation-snooze":      {"put off", "Put a reminder off for some days"},
	"invitation-hand-over":   {"hand over", "Hand the mail over, the first time or again"},
	"invitation-again":       {"ask again", "Ask again as a new request, filled in like this one, to put something right; this one stays"},
	"invitation-copy-link":   {"copy link", "Copy the personal link"},
	"invitation-filter":      {"filter", "Show the next state alone"},
	"invitation-filter-back": {"filter back", "Show the state before alone"},
	"invitation-pick":        {"this customer", "This customer accepted"},
}
