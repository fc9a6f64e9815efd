package i18n

// App are the sentences of the frame around every screen, and of the help page.
type App struct {
	TabCustomers, TabInvitations, TabActivity string
	TabChanges, TabDue                        string // TabDue has %s for a number

	Opening      string
	TooSmall     string // %d columns, %d rows
	Updated      string // %s an age
	NeverUpdated string
	Refreshing   string            // a refresh runs
	Unfinished   string            // the last refresh was interrupted
	Trouble      map[string]string // by partner.Code: in a word or two, why the service cannot be used
	ReadOnly     string
	PasteCut     string // %d kilobytes
	BurstDropped string

	NotStored    string // title of the question whether to lose text
	StayAndKeep  string
	LeaveAndLose string
	Lose         string // the question about a form, and about boxes, that were not sent
	LoseForm     string
	LoseBoxes    string

	CannotSuspend string
	Busy          string
	Crashed       string // %s what happened, %s the report's file

	HelpTitle string
	HelpHere  string
	HelpAll   string
	HelpNone  string // nothing found
	HelpCount string // %d of %d
	HelpOff   string // marks a key that is not possible now

	HelpElsewhere string // above the keys of other screens

	Correlation   string // %s the id to quote
	NoCorrelation string
}

var appEnglish = App{
	TabCustomers: "Customers", TabInvitations: "Invitations", TabActivity: "Activity", TabChanges: "Changes", TabDue: "%s due",

	Opening:      "Opening your desk ...",
	TooSmall:     "Please make the window larger: at least %d columns and %d rows.",
	Updated:      "updated %s",
	NeverUpdated: "never updated",
	Refreshing:   "refreshing",
	Unfinished:   "refresh not finished",
	Trouble: map[string]string{
		"unreachable": "no connection", "sign-in": "sign-in needed", "throttled": "throttled",
		"service": "service error", "bad-answer": "service error", "not-allowed": "not connected",
	},
	ReadOnly:     "read-only",
	PasteCut:     "Only the first %d kB of the pasted text were taken",
	BurstDropped: "Many letters came at once and were ignored, because letters are commands here",

	NotStored:    "Your text could not be stored",
	StayAndKeep:  "Stay here; nothing is lost",
	LeaveAndLose: "Leave, and lose what is not stored",
	Lose:         "Lose what you typed or ticked?",
	LoseForm:     "A form is filled in, but not sent yet.",
	LoseBoxes:    "Licenses are chosen, but not changed yet.",

	Busy:          "A change at Microsoft is on its way: switch when it has ended",
	CannotSuspend: "This terminal cannot be left for a while; open another one instead",

	Crashed: "%s. Report: %s",

	HelpTitle: "Keys",
	HelpHere:  "This screen",
	HelpAll:   "Everywhere",
	HelpNone:  "No key fits. {back=esc} clears the search.",
	HelpCount: "%d of %d",
	HelpOff:   "not now",

	HelpElsewhere: "On other screens",

	Correlation:   "correlation id %s",
	NoCorrelation: "No error with a correlation id was shown",
}
