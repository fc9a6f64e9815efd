package i18n

// InvitationsCLI say on the command line what was done about a request: %[1]s is its
// id, %[2]s to whom it is.
type InvitationsCLI struct {
	Snoozed, NotSnoozed string // the first has %[3]s for the date
	Withdrawn           string
	Matched, Declined   string // %[3]s is the customer
}

var invitationsCLIEnglish = InvitationsCLI{
	Snoozed:    "The request %[1]s to %[2]s is not due for a reminder before %[3]s.",
	NotSnoozed: "The reminder of the request %[1]s to %[2]s is no longer put off.",
	Withdrawn:  "The request %[1]s to %[2]s is withdrawn. Its link keeps working; Microsoft offers no way to take it back.",
	Matched:    "The request %[1]s to %[2]s is accepted by %[3]s.",
	Declined:   "For the request %[1]s to %[2]s, %[3]s is not proposed any more.",
}
