package i18n

// LinesList are the sentences of the line mode about the list of customers: what
// narrows it, what is kept here alone, and what follows from it.
type LinesList struct {
	Searched, Filtered                    string // %s words
	FilterHelp                            string // %s an example
	FilterAnd                             string // %s values of the same kind, as examples
	Own, Pin, Unpin                       string
	TagsInUse                             string // %s tags
	AddLine, NoteLine, EditNote, DropNote string
	NoNote, AskDropNote                   string // AskDropNote: %s a customer
	Snooze, Match, ByState                string
	NewsAtStart                           Plural // %s
	ChangesAsk, ChangesHelp               string
	New, NotHeard                         string
	Terms                                 Plural // %s
}

var linesListEnglish = LinesList{
	Searched: "searched for %s", Filtered: "filtered by %s",
	FilterHelp: "A filter is made of words, and each of them must hold. A comma between values means or, an exclamation mark in front means not, as in: %s",
	FilterAnd:  "%s and so on",
	Own:        "Tags, nickname, pin and note", Pin: "Pin to the top of the list", Unpin: "Take the pin away",
	TagsInUse: "Tags in use: %s",
	AddLine:   "Add a line to the note", NoteLine: "The line", EditNote: "Change the note in your editor", DropNote: "Take the note away",
	NoNote: "There is no note.", AskDropNote: "Take the note about %s away?",
	Snooze: "Put the reminder off", Match: "Say which customer accepted", ByState: "By state",
	NewsAtStart: Plural{"%s change about your customers is new: choice 8 tells it.", "%s changes about your customers are new: choice 8 tells them."},
	ChangesAsk:  "Number, n for older ones, t for terms that end soon, 0 to go back",
	ChangesHelp: "Type the number of a change to hear that customer's record, n, t, or 0. What you heard counts as seen when you go back.",
	New:         "new", NotHeard: "That number was not said yet.",
	Terms: Plural{"%s term", "%s terms"},
}
