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

	Asked           map[string]string // for what a request asks, as the record says it
	Edits           map[string]string // by partner.SubscriptionChange
	Until, Imported string            // %s a day; %[1]s added, %[2]s updated, %[3]s unchanged
	Bought          string            // %[1]s seats, %[2]s product, %[3]s cart
	Given, Taken    string            // %s a product, of licenses
	HasNow          string            // %s products, of a user
}

var activityEnglish = Activity{
	Title: "What was done", When: "When", Who: "Who", What: "What", About: "About",
	Lines:            Plural{"%s line", "%s lines"},
	SearchHint:       "who, what, about whom",
	Reading:          "Reading the record ...",
	Empty:            "Nothing was done yet.",
	EmptyHint:        "Requests, refreshes and imports are noted here, for as long as this profile is kept.",
	NothingFound:     `No line fits "%s".`,
	NothingFoundHint: "{clear-search=esc} clears the search.",
	OnlyHere:         "this program's lines",
	OnlyMicrosoft:    "Microsoft's lines",
	NoneOfMicrosoft:  "Nothing of Microsoft's record is here yet. It is read after a refresh.",

	Moment: "When", Actor: "Who", Customer: "Customer", Invitation: "Request", Subject: "About", Detail: "Detail",
	Correlation: "Correlation id", Source: "Source",

	Copied:  "%s: %s",
	Nothing: "This line has nothing to copy",

	Numbers: map[string]string{"customers": "customers", "added": "added", "changed": "changed", "vanished": "vanished", "absent but not marked": "absent but not marked"},
	Between: "; ",

	Asked: map[string]string{"admin rights asked for": "admin rights asked for", "relationship only": "relationship only"},
	Edits: map[string]string{"seats": "seats", "auto-renew": "auto-renew", "nickname": "nickname", "suspend": "suspend", "reactivate": "reactivate", "cancel": "cancel"},
	Until: "until %s", Imported: "%[1]s added, %[2]s updated, %[3]s unchanged", Bought: "%[1]s x %[2]s, cart %[3]s",
	Given: "assigned %s", Taken: "taken away %s", HasNow: "the user has %s now",
}
