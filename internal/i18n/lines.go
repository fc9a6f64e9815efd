package i18n

// Lines are the sentences of the line mode for screen readers, beside those
// that it shares with the screens.
type Lines struct {
	On, Bye                     string
	NoProfile, Practice         string
	Menu, Quit, Back, Done      string
	Refresh, Help               string
	HelpText                    []string
	Number                      string
	NumberOr                    string // %d what enter chooses
	NoNumber                    string // %d the largest
	Off                         string // %s what cannot be done now
	Kept                        string // %s a field, %s its value
	Hint                        string // %s a field, %s what belongs there
	Period                      string // ends a sentence
	Problem                     string // %s what went wrong
	TooLong                     string // %d characters
	Due                         Plural // %s
	CustomersAsk, ActivityAsk   string
	CustomersHelp               []string
	ActivityHelp                string
	SearchFor, FilterBy         string
	ClearsAll, ClearHint        string
	EmptyHint                   string
	NotListed, AtEnd, AtStart   string
	FoundOf                     string // %s a number, %s of how many
	FromTo                      string // %s to %s
	ReadAgain                   string
	ReadAll                     Plural // lines
	Subscriptions, Products     Plural // of a customer; products with licenses
	Fetching                    string // %s parts of a record
	AllOf                       string // %s a part of a record, %s how many
	CanStop                     string
	Next, Previous              string
	GoOn, DeleteDraft           string
	ReadMail, HandOver          string
	NotHandedOver               string
	Remind, Withdraw, Again     string
	EndOfMail                   string
	RequestHelp                 string
	NotStored, DraftKept        string
	MailMenu, FinishMenu        string
	LeaveDraft, LeaveReminder   string
	ByMailApp, ByCopy, ByFile   string
	ChangeSubject, ChangeText   string
	ChangeAnswers, FinishOnly   string
	SayLink, PlayCustomer       string
	Portals, CopyAddress        string
	NoChange, TextTaken         string
	FlagMouse                   string
	FlagAccessible, EditorStops string // EditorStops: %s a path
	Manage                      LinesManage
	List                        LinesList
	Helps                       LinesHelp
	DraftAgain, NothingChanged  string
}

var linesEnglish = Lines{
	On:        "cspdesk, accessible line mode: plain lines, no full screen. Answer each question and press enter.",
	Bye:       "Goodbye. What you entered is stored.",
	NoProfile: "There is no profile yet. To work with your own partner account, quit and run: cspdesk profile add --help. To try everything out, use the built-in practice Partner Center.",
	Practice:  "Start practice",
	Menu:      "What would you like to do?", Quit: "Quit", Back: "Back", Done: "Done",
	Refresh: "Read all customers from Partner Center", Help: "Help",
	HelpText: []string{
		"The program says its choices with numbers. Type a number and press enter. 0 goes back, and quits from the first menu.",
		"Enter alone repeats the choices. Where a question names a number for enter, that is the answer that changes nothing, or what is chosen now.",
		"In a field, enter keeps what is there, - empties it, and 0 goes back to the question before.",
		"In the list of customers, type n for the next page, p for the page before, s and words to search, f and a filter such as country:de or agreement:missing, o to sort, w to keep this as a view, v to show a view, or the number of a customer to hear the whole record.",
		"A request is stored with each answer. If you stop, you find it as a draft under Invitations.",
		"Nothing is sent for you: you hand a mail over to your mail app, the clipboard or a file, and send it yourself.",
		"With a customer you also change users, licenses, services and the account, buy, ask Microsoft for help, keep tags and a note, and end the relationship. Nothing is changed at Microsoft without a question, and enter never says yes.",
		"ctrl+c ends the program at any time. Everything else that it can do is a command: cspdesk --help",
	},
	Number: "Number", NumberOr: "Number, or enter for %d", NoNumber: "Type a number from 0 to %d.",
	Off: "%s (not possible now)", Kept: "%s (enter keeps %s)", Hint: "%s, %s", Period: ".",
	Problem: "Problem: %s", TooLong: "That is too long: %d characters at most.",
	Due:          Plural{"%s due for a reminder", "%s due for a reminder"},
	CustomersAsk: "Number, n, p, s, f, o, v, w, 0, or ? for help",
	ActivityAsk:  "n for older lines, s to search, 0 to go back",
	CustomersHelp: []string{
		"A number opens that customer. n is the next page, p the page before. 0 goes back. Enter repeats the page.",
		"s and words search in name, domain, tags and id, as in: s fabrikam. s - shows all again.",
		"f and an expression filter, as in: f country:de agreement:missing. f - takes the filter away, f ? says what can be filtered by.",
		"o chooses the order. Filter and order are as you left them the next time.",
		"w and a name keeps search, filter and order as a view, as in: w my customers. v lists the views, v 1 shows one.",
	},
	ActivityHelp: "Type n, s, s with words, or 0.",
	SearchFor:    "Search for", FilterBy: "Filter", ClearsAll: "- shows all",
	ClearHint: "s - and f - show all again.", EmptyHint: "Choose 0 and then request a relationship, or read your customers from Partner Center.",
	NotListed: "That number is not on this page.", AtEnd: "That was the end.", AtStart: "This is the beginning.",
	FoundOf: "%s of %s", FromTo: "%s to %s",
	ReadAgain: "Read it again from Partner Center", Fetching: "Reading from Partner Center: %s.",
	AllOf: "%s, all %s", ReadAll: Plural{"Read everything, %s line", "Read everything, %s lines"},
	Subscriptions: Plural{"%s subscription", "%s subscriptions"}, Products: Plural{"licenses of %s product", "licenses of %s products"},
	CanStop: "ctrl+c ends the program; what was read is kept, and the next time goes on from there.",
	Next:    "Next page", Previous: "Page before",
	GoOn: "Go on with this draft", DeleteDraft: "Delete this draft",
	ReadMail: "Hear the mail", HandOver: "Hand the mail over", NotHandedOver: "The first mail has not left this program yet.",
	Remind: "Write a reminder", Withdraw: "Withdraw this request", Again: "Ask again, to put something right", EndOfMail: "End of the mail.",
	RequestHelp: "Enter keeps what is there, - empties a field, 0 goes back. Each answer is stored.",
	NotStored:   "Your answer could not be stored yet. It is kept here and tried again with the next one.",
	DraftKept:   "The draft is kept under Invitations.",
	MailMenu:    "What would you like to do with this mail?", FinishMenu: "The request is finished. What next?",
	LeaveDraft: "Leave it as a draft", LeaveReminder: "Leave the reminder",
	ByMailApp: "Open it in the mail app", ByCopy: "Copy it to the clipboard", ByFile: "Save it as a file",
	ChangeSubject: "Change the subject", ChangeText: "Change the text in your editor",
	ChangeAnswers: "Change your answers", FinishOnly: "Finish the request and hand the mail over later",
	Portals: "Portals: open one, or copy its address", CopyAddress: "Copy its address",
	SayLink: "Hear the link alone", PlayCustomer: "Practice: open the acceptance page in the browser and play the customer",
	NoChange: "The text is as it was.", TextTaken: "The new text was taken; the link in it is intact.",
	FlagMouse:      "clicks and the wheel of the mouse mean something; to select text, hold shift",
	FlagAccessible: "plain lines for screen readers instead of the full screen",
	EditorStops:    "What you wrote is kept in %s",
	Manage:         linesManageEnglish,
	List:           linesListEnglish,
	Helps:          linesHelpEnglish,
	DraftAgain:     "The request is a draft again, until you finish it or hand it over.",
	NothingChanged: "Nothing was changed.",
}
