package i18n

// Bulk are the sentences of many mails at once: requests from marked customers or
// from a file, and reminders.
type Bulk struct {
	Title map[string]string // by partner.JobKind
	Steps [3]string
	Begin string // while it is read and kept

	File, FileHint string // the form that asks for a file
	FileTitle      string
	FileColumns    string // %s the columns, %s the one that is needed

	Earlier                Plural            // %s rows; there is a batch that is not finished
	EarlierTell            map[string]string // by partner.JobKind: %[1]s when it was begun, %[2]s rows that wait
	RequestsAtStart        Plural            // %s mails that wait
	RemindersAtStart       Plural            // %s mails that wait
	GoOn, Anew             string
	WaitRequests           Plural            // %s mails that wait, on the invitations
	WaitReminders          Plural            // %s mails that wait, on the invitations
	NothingMarked          map[string]string // by partner.JobKind
	GiveUp, GiveUpTell     string
	GiveUpYes, GiveUpNo    string
	GivenUp                string
	KeptRequests           Plural // %s mails that wait
	KeptReminders          Plural // %s mails that wait
	NobodyLeft             string
	Without                Plural // %s rows that cannot leave
	WithoutTell            string
	WithoutYes, WithoutNo  string
	KeptSome               map[string]string // by partner.JobKind: %[1]s mails that are ready, %[2]s rows that need the person
	Saved, Saving, NotKept string

	Summary                      string            // %[1]s ready, %[2]s need the person, %[3]s left out
	FromFile                     string            // %s the file
	Company, Address, Mail, What string            // headings
	States                       map[string]string // by invite.VerdictState, short
	Means                        map[string]string // by invite.VerdictState: what it is and what helps; asked: %s an id
	First, Reminder              string            // short: which mail leaves
	FirstMeans                   string
	MendFile                     string
	Out, OutMeans, OutHanding    string            // the last in the third step
	Remarks                      map[string]string // by invite.BulkRemark
	Line                         string            // %d of a file
	AddressOf                    string            // %s who
	BadAddress                   string

	Letter       string // %[1]s number, %[2]s how many letters, %[3]s language, %[4]s mails in it
	LetterOne    string // %[1]s language, %[2]s mails in it
	Around       string // the words on the box
	LinkHere     string
	ClosingKept  string // of reminders
	Places       string // %[1]s, %[2]s and %[3]s the places of greeting, name and rights
	PlacesRemind string // %[1]s and %[2]s the places of greeting and name
	PlaceHeld    string
	NoLetters    string // every mail leaves in its own words
	Wrong        string // %s why a letter cannot be used
	Preview      string // %[1]s number, %[2]s how many
	LinkWhole    string
	LinkBroken   string // %s why

	HowLeave                string
	Ways                    map[string]string // by partner.Channel; file: %s the folder
	WayKeys                 map[string]string // by partner.Channel
	Folder                  string
	AskFiles                Plural // %s mails
	AskFilesTell            string // %s the folder
	FilesYes, FilesNo       string
	Counts                  [5]string // %s handed over, asked before, failed, unclear, waiting; see Strings.Counts
	Writing                 string
	Opened, Copied          string // %s who
	NextIs                  string // %s who
	LastOne                 string
	Stopped                 string // %s why
	Waits, Asked, Unclear   string // results, short
	UnclearMeans            string
	AskDecide               string // %s who
	DecideTell              string
	DecideNo                string
	DecideLeft, DecideAgain string
	AllOut                  Plural            // %s mails
	Results                 map[string]string // by partner.Channel, short
	GoOnRequests            string            // how to go on with what waits
	GoOnReminders           string
	SnoozeMany, SnoozedMany Plural // %s invitations
	NoneMarked              string

	WithdrawMany, WithdrawnMany       Plural // %s requests
	WithdrawManyBody, WithdrawManyYes string
}

var bulkEnglish = Bulk{
	Title: map[string]string{"requests": "Many requests", "reminders": "Many reminders"},
	Steps: [3]string{"Check", "Text", "Hand over"},
	Begin: "Reading who is meant",

	File: "File", FileHint: "a CSV file with one customer a row", FileTitle: "Requests from a file",
	FileColumns: "Columns, in any order: %s. Only %s is needed. Nothing leaves before you have seen it.",

	Earlier: Plural{"Earlier mails wait: %s", "Earlier mails wait: %s"},
	EarlierTell: map[string]string{
		"requests":  "Requests that were begun on %[1]s are not finished: %[2]s are not handed over yet. What was handed over is not handed over again.",
		"reminders": "Reminders that were begun on %[1]s are not finished: %[2]s are not handed over yet. What was handed over is not handed over again.",
	},
	RequestsAtStart:  Plural{"%s request is not handed over yet: {tab-invitations=2}, then {requests-from-file=B}, goes on", "%s requests are not handed over yet: {tab-invitations=2}, then {requests-from-file=B}, goes on"},
	RemindersAtStart: Plural{"%s mail is not handed over yet: {tab-invitations=2}, then {invitations-marked=b}, goes on", "%s mails are not handed over yet: {tab-invitations=2}, then {invitations-marked=b}, goes on"},
	GoOn:             "Go on with those", Anew: "Begin anew, and give those up",
	NothingMarked: map[string]string{
		"requests":  "No mails wait. {request-marked=b} on the list of customers writes to the marked ones, {requests-from-file=B} here to those of a file.",
		"reminders": "No invitation is marked: {mark=space} marks those to remind.",
	},
	GiveUp: "Give these mails up?", GiveUpTell: "What was handed over stays so and is waited for. Who was not asked yet is not asked; your changes to the text are lost.",
	GiveUpYes: "Give them up", GiveUpNo: "Keep them", GivenUp: "Given up. What was handed over stays so.",
	KeptRequests:  Plural{"%s request waits; {requests-from-file=B} on the invitations goes on", "%s requests wait; {requests-from-file=B} on the invitations goes on"},
	KeptReminders: Plural{"%s mail waits; {invitations-marked=b} on the invitations goes on", "%s mails wait; {invitations-marked=b} on the invitations goes on"},
	NobodyLeft:    "No mail is ready: type the addresses that are missing, or take somebody in with {bulk-leave-out=space}.",
	Without:       Plural{"%s row is not ready. Go on without it?", "%s rows are not ready. Go on without them?"},
	WithoutTell:   "What is left out gets no mail. {bulk-leave-out=space} takes a row in again.",
	WithoutYes:    "Go on without", WithoutNo: "Look at what is wrong",
	KeptSome: map[string]string{
		"requests": "%[1]s ready, %[2]s to correct; {requests-from-file=B} on the invitations goes on", "reminders": "%[1]s ready, %[2]s to correct; {invitations-marked=b} on the invitations goes on",
	},
	Saved: "saved", Saving: "saving", NotKept: "not saved",

	Summary: "%[1]s ready, %[2]s to correct, %[3]s left out", FromFile: "from %s",
	Company: "Company", Address: "Address", Mail: "Mail in", What: "State",
	States: map[string]string{
		"ready": "ready", "no-address": "no address", "asked": "open request", "twice": "twice", "not-open": "not open", "reminded": "reminded", "wrong": "wrong",
	},
	Means: map[string]string{
		"ready":      "Ready.",
		"no-address": "No address is known: {bulk-address=enter} types one, {bulk-leave-out=space} leaves the row out.",
		"asked":      "This address has an open request already (%s) and gets no second one. Remind of it in the invitations.",
		"twice":      "A row above has the same address: one mail is enough.",
		"not-open":   "No acceptance is waited for: there is nothing to remind of.",
		"reminded":   "Reminded since this was begun: no second reminder leaves.",
		"wrong":      "This row cannot be used: ",
	},
	WaitRequests:  Plural{"%s request is not handed over yet; {requests-from-file=B} goes on", "%s requests are not handed over yet; {requests-from-file=B} goes on"},
	WaitReminders: Plural{"%s mail is not handed over yet; {invitations-marked=b} goes on", "%s mails are not handed over yet; {invitations-marked=b} goes on"},
	First:         "first mail", Reminder: "reminder",
	FirstMeans: "The first mail has not left yet: it leaves as it was written. A draft is finished by that.",
	MendFile:   "Correct it in the file and begin anew, or leave the row out with {bulk-leave-out=space}.",
	Out:        "left out", OutMeans: "Left out; {bulk-leave-out=space} takes it in.",
	OutHanding: "Left out; the first step takes it in.",
	Remarks: map[string]string{
		"rights-granted": "Admin rights are granted already: there is nothing to ask for.",
		"rights-unknown": "It is not known whether admin rights are granted: opening the record reads it.",
		"accepted":       "This address accepted a request before: there is nothing more to ask for.",
	},
	Line: "Line %d.", AddressOf: "Address of %s", BadAddress: "This is not one mail address, such as name@company.com.",

	Letter: "Letter %[1]s of %[2]s: %[3]s, for %[4]s", LetterOne: "%[1]s, for %[2]s",
	Around: "once for all; what is in braces is filled in for each", LinkHere: "the personal link stands here, on its own line",
	ClosingKept:  "below it, each mail ends as its first one did",
	Places:       "%[1]s greets the company, %[2]s is its name, %[3]s says what is true of admin rights.",
	PlacesRemind: "%[1]s greets the company, %[2]s is its name.",
	PlaceHeld:    "This place is filled in for each customer and stays.",
	NoLetters:    "None of these mails is a reminder: each leaves in the words that it has. {bulk-preview=ctrl+r} reads them.",
	Wrong:        "This letter cannot be used: %s.",
	Preview:      "Mail %[1]s of %[2]s", LinkWhole: "the link is whole", LinkBroken: "the link is not whole: %s",

	HowLeave: "How do the mails leave? Nothing is sent for you.",
	Ways: map[string]string{
		"file": "one .eml file each, into %s", "mail-app": "in the mail app, one after another", "clipboard": "copied, one after another",
	},
	WayKeys:  map[string]string{"file": "{bulk-files=w}", "mail-app": "{bulk-mail-app=o}", "clipboard": "{bulk-clipboard=c}"},
	Folder:   "Folder of the files",
	AskFiles: Plural{"Write %s mail as a file?", "Write %s mails as files?"}, AskFilesTell: "They go into %s. Each request is then stored as handed over; you send the mails.",
	FilesYes: "Write them", FilesNo: "Not yet",
	Counts:  [5]string{"%s handed over", "%s asked before", "%s failed", "%s unclear", "%s waiting"},
	Writing: "Writing", Opened: "Opened for %s.", Copied: "Copied for %s.", NextIs: "{bulk-go-on=enter} goes on: %s", LastOne: "That was the last one.",
	Stopped: "Stopped: %s", Waits: "waits", Asked: "asked before", Unclear: "unclear",
	UnclearMeans: "The program ended while this mail left, and nobody knows whether it did. Look in your mail app, then {bulk-decide=a} decides.",
	AskDecide:    "Did the mail to %s leave?", DecideTell: "The program ended while it was handed over. Look in your mail app first.",
	DecideNo: "Leave it open", DecideLeft: "It did: note it as handed over", DecideAgain: "It did not: hand it over again",
	AllOut:        Plural{"Done: %s mail is handed over.", "Done: %s mails are handed over."},
	Results:       map[string]string{"file": "saved", "mail-app": "opened", "clipboard": "copied"},
	GoOnRequests:  "What waits is kept: {requests-from-file=B} on the invitations goes on with it, also after a restart.",
	GoOnReminders: "What waits is kept: {invitations-marked=b} on the invitations goes on with it, also after a restart.",
	SnoozeMany:    Plural{"Put the reminder of %s invitation off?", "Put the reminders of %s invitations off?"},
	SnoozedMany:   Plural{"Noted for %s invitation.", "Noted for %s invitations."},
	NoneMarked:    "Of the marked ones none is waited for.",

	WithdrawMany:     Plural{"Withdraw %s request?", "Withdraw %s requests?"},
	WithdrawnMany:    Plural{"%s request withdrawn.", "%s requests withdrawn."},
	WithdrawManyBody: "Nobody waits for them then. The links themselves keep working; Microsoft offers no way to take them back.",
	WithdrawManyYes:  "Withdraw them",
}
