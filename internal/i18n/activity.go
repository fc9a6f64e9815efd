package i18n

// Activity are the sentences of the activity record.
type Activity struct {
	Title            string
	When, Who, What  string // headings
	About            string
	Lines            Plural // %s
	SearchHint       string
	Reading          string
	Empty, EmptyHint string
	NothingFound     string // %s what was searched
	NothingFoundHint string
	OnlyHere         string // said while only one source is shown
	OnlyMicrosoft    string
	NoneOfMicrosoft  string

	Moment, Actor, Customer, Invitation, Subject, Detail, Correlation, Source string // names in the details

	Copied  string // %s what, %s where it went
	Nothing string

	Numbers map[string]string // of a refresh, by their name in the record
	Between string            // two remarks in the record
}

var activityEnglish = Activity{
	Title: "What was done", When: "When", Who: "Who", What: "What", About: "About",
	Lines:            Plural{"%s line", "%s lines"},
	SearchHint:       "who, what, about whom",
	Reading:          "Reading the record ...",
	Empty:            "Nothing was done yet.",
	EmptyHint:        "Requests, refreshes and imports are noted here, for as long as this profile is kept.",
	NothingFound:     `No line fits "%s".`,
	NothingFoundHint: "esc clears the search.",
	OnlyHere:         "this program's lines",
	OnlyMicrosoft:    "Microsoft's lines",
	NoneOfMicrosoft:  "Nothing of Microsoft's record is here yet. It is read after a refresh.",

	Moment: "When", Actor: "Who", Customer: "Customer", Invitation: "Request", Subject: "About", Detail: "Detail",
	Correlation: "Correlation id", Source: "Source",

	Copied:  "%s: %s",
	Nothing: "This line has nothing to copy",

	Numbers: map[string]string{"customers": "customers", "added": "added", "changed": "changed", "vanished": "vanished", "absent but not marked": "absent but not marked"},
	Between: "; ",
}
