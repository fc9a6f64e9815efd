package i18n

// Customers are the sentences of the customer list and of a record.
type Customers struct {
	Column     CustomerColumns
	Found      string // %s of %s, written with separators
	All        Plural // %s customers
	SortedBy   string // %s a sort field
	SortTitle  string
	Ascending  string // %s a sort field
	Descending string // %s a sort field
	SearchHint string
	Counting   string
	NoName     string // a customer without a company name
	NotListed  string // short; for a customer that vanished
	EndedShort string // short; for one whose relationship was ended
	// EndedRights is short, of the admin rights at such a customer.
	EndedRights string

	Empty, EmptyHint, EmptyRefresh, EmptyImport string
	NothingFound                                string // %s what was searched
	NothingFoundHint                            string
	Reading                                     string
	Preparing                                   string // %d per cent of the search index
	JumpTo                                      string // %s a sort field
	JumpHint, JumpWords                         string // what can be typed; the second has %s for the words of a column
	ReadFailedHint                              string
	RefreshOff                                  string // why an offline profile cannot refresh

	Refresh CustomersRefresh
	Match   CustomersMatch
	Record  CustomersRecord
	Copied  CustomersCopied
}

// CustomerColumns are the headings of the list.
type CustomerColumns struct{ Company, Domain, Relationship, AdminRights, Agreement, Country string }

// CustomersRefresh are the sentences about a refresh.
type CustomersRefresh struct {
	Running   Plural    // %s customers
	RunningOf string    // %s customers of %s
	Rate      string    // %s customers a second
	Left      string    // %s a time
	Times     [3]string // %d seconds; %d minutes, %d seconds; %d hours, %d minutes
	Starting  string
	Stopping  string
	Waiting   string // %s one of Times
	Hint      string // how to stop
	Done      Plural // %s customers
	Added     Plural // %s
	Changed   Plural // %s
	Vanished  Plural // %s
	Unchanged string
	Stopped   Plural // %s customers were read
	Failed    string // %s what, %s what to do
	HeldTitle Plural // %s customers
	Held      Plural // %s customers
	HeldKeep  string
	HeldMark  string
	AlreadyOn string

	Leave        string // title of the question whether to leave while a refresh runs
	LeaveText    Plural // %s customers were read
	LeaveStay    string
	LeaveAndStop string
	Missing      Plural // %s customers that were not in the answer and are not marked
}

// CustomersMatch are the sentences of the question whether a customer has
// accepted a request.
type CustomersMatch struct {
	Title    string
	Request  string // %s to whom, %s a date
	NoName   string // a request that names nobody
	One      string
	Many     Plural // %s
	Later    string
	None     string
	Yes      string // %s the customer
	Reasons  map[string]string
	Matched  string // %s the customer
	Declined string
}

// CustomersRecord are the sentences of an expanded record.
type CustomersRecord struct {
	Loading, Refreshing string
	NotFetched          string
	NoConnection        string
	Fetched             string // %s an age
	Failed              string // %s what happened
	OpenForMore         string
	NotRefreshed        string // %s what happened
	Granular            string
	Code                string // %s
	Correlation         string // %s
	CopyHint            string

	MicrosoftID     string
	Rights          string
	Agreement       string
	AgreementSigned string
	AgreementBy     string // %s a date
	AgreementAsk    string
	Address, Email  string
	Language        string
	Domains         string
	Qualifications  string
	Partners        string
	Note, Tags      string
	FirstSeen       string
	Standing        string
	Requests        string

	NoSubscriptions, NoLicenses, NoUsers string
	More                                 Plural // %s
	MoreUsers                            Plural // %s users that are not kept here
	Seats                                Plural // %s
	Units                                string // %s a number, %s a unit
	Renews, Ends, Ended                  string // %s a date
	InUse                                string // %s of %s
	Licenses                             Plural // %s licenses of a user
	Portals                              string
	AddOn                                string
	Trial                                string

	RightsRemoved     string // %s a date
	RightsRemovedTell string
	AgreementMissing  string
	Vanished          string
	RelationEnded     string
	RightsEnded       string // the admin rights, once the relationship has ended
	Imported          string
}

// CustomersCopied are the sentences about copies.
type CustomersCopied struct {
	ID, Domain, Correlation, Value string // %s what, %s where it went
	Card                           string // %s customer, %s where it went
	Nothing                        string
}

var customersEnglish = Customers{
	Column: CustomerColumns{
		Company: "Company", Domain: "Domain", Relationship: "Relationship", AdminRights: "Admin rights",
		Agreement: "Agreement", Country: "Country",
	},
	Found:      "%s of %s",
	All:        Plural{"%s customer", "%s customers"},
	SortedBy:   "by %s",
	SortTitle:  "Sort by",
	Ascending:  "%s, first to last",
	Descending: "%s, last to first",
	SearchHint: "name, domain or Microsoft ID",
	Counting:   "counting",
	NoName:     "(no company name)",
	NotListed:  "not listed (!)",
	EndedShort: "ended", EndedRights: "none (ended)",

	Empty:            "No customers yet.",
	EmptyHint:        "{request-relationship=n} requests a relationship with the first one.",
	EmptyRefresh:     "{refresh=r} reads your customers from Partner Center.",
	EmptyImport:      "To read an export of Partner Center: cspdesk customers import FILE",
	NothingFound:     `No customer fits "%s".`,
	NothingFoundHint: "{clear-search=esc} clears the search.",
	Reading:          "Reading the customers ...",
	Preparing:        "preparing search %d %%",
	JumpTo:           "Jump by %s",
	JumpHint:         "first letters, or a percentage",
	JumpWords:        "%s, or a percentage",
	ReadFailedHint:   "{refresh=r} tries again.",
	RefreshOff:       "This profile works offline; import an export of Partner Center with: cspdesk customers import FILE",

	Refresh: CustomersRefresh{
		Running: Plural{"Refreshing %s customer", "Refreshing %s customers"}, RunningOf: "Refreshing %s of about %s customers",
		Rate: "%s/s", Left: "%s left", Times: [3]string{"%d s", "%d min %d s", "%d h %d min"},
		Starting: "Asking Partner Center for your customers",
		Stopping: "Stopping the refresh", Waiting: "Partner Center asks to wait: %s left", Hint: "{cancel-refresh=esc} cancels",
		Done:      Plural{"%s customer read", "%s customers read"},
		Added:     Plural{"%s new", "%s new"},
		Changed:   Plural{"%s changed", "%s changed"},
		Vanished:  Plural{"%s no longer in your list", "%s no longer in your list"},
		Unchanged: "nothing changed",
		Stopped:   Plural{"Refresh stopped. %s customer was read and is kept; {refresh=r} goes on", "Refresh stopped. %s customers were read and are kept; {refresh=r} goes on"},
		Failed:    "%s. %s",
		HeldTitle: Plural{"Is %s customer gone?", "Are %s customers gone?"},
		Held: Plural{
			"%s customer was missing from the answer. That is unusually many for your list, so nothing was marked.",
			"%s customers were missing from the answer. That is unusually many at once, so nothing was marked.",
		},
		HeldKeep:  "Keep them as they are",
		HeldMark:  "Read all customers again, and mark those that are missing",
		AlreadyOn: "A refresh is running already",

		Leave: "Stop the refresh?",
		LeaveText: Plural{
			"A refresh is running. %s customer was read and is kept; the next refresh goes on from there.",
			"A refresh is running. %s customers were read and are kept; the next refresh goes on from there.",
		},
		LeaveStay: "Stay here, and let it run", LeaveAndStop: "Stop it, and leave",
		Missing: Plural{"%s missing from the answer", "%s missing from the answer"},
	},
	Match: CustomersMatch{
		Title:   "Was your request accepted?",
		Request: "Your request to %s of %s is still open.",
		NoName:  "an address that was not noted",
		One:     "This customer is in your list:",
		Many:    Plural{"%s customer is in your list and may have accepted it:", "%s customers are in your list and may have accepted it:"},
		Later:   "Later; the request stays open and can be matched under Invitations",
		None:    "No, by none of these; do not ask about them again",
		Yes:     "Yes, by %s",
		Reasons: map[string]string{
			"domain": "the mail went to this domain", "name": "the name is the one you noted",
			"time": "new since your request, nothing else fits",
		},
		Matched: "Accepted by %s; the request is closed", Declined: "Noted; the request stays open",
	},
	Record: CustomersRecord{
		Loading: "reading ...", Refreshing: "reading again ...", NotFetched: "not read yet",
		NoConnection: "not known; this profile works offline",
		Fetched:      "read %s", Failed: "could not be read: %s", OpenForMore: "{toggle=enter} shows more",
		NotRefreshed: "could not be read again: %s",
		Granular:     "not shown: the customer has granted no granular rights for this",
		Code:         "code %s", Correlation: "correlation id %s", CopyHint: "{copy=y} copies the correlation id",

		MicrosoftID: "Microsoft ID", Rights: "Admin rights", Agreement: "Agreement",
		AgreementSigned: "accepted by the customer", AgreementBy: "attested by you on %s",
		AgreementAsk: "Partner Center did not say",
		Address:      "Address", Email: "Email", Language: "Language", Domains: "Domains",
		Qualifications: "Qualification", Partners: "Other partners", Note: "Note", Tags: "Tags",
		FirstSeen: "First seen", Standing: "State", Requests: "Your request",

		NoSubscriptions: "no subscriptions", NoLicenses: "no licenses", NoUsers: "no users",
		More:      Plural{"%s more, {toggle=enter} to open", "%s more, {toggle=enter} to open"},
		MoreUsers: Plural{"%s more user is in Partner Center", "%s more users are in Partner Center"},
		Seats:     Plural{"%s seat", "%s seats"}, Units: "%s %s",
		Renews: "renews %s", Ends: "ends %s", Ended: "ended %s",
		InUse:    "%s of %s in use",
		Licenses: Plural{"%s license", "%s licenses"},
		Portals:  "Portals", AddOn: "add-on", Trial: "trial",

		RightsRemoved:     "The customer removed the admin rights, or you gave them up; noticed on %s.",
		RightsRemovedTell: "You stay responsible for support; call Microsoft Support to open a request for this customer.",
		AgreementMissing:  "The Microsoft Customer Agreement is not accepted yet. Orders need it.",
		RightsEnded:       "none; the relationship ended",
		RelationEnded:     "You ended this relationship. What was known is kept; a new request brings it back.",
		Vanished:          "No longer in your list at Partner Center. What was known is kept.",
		Imported:          "From a file. Partner Center has not confirmed this customer here.",
	},
	Copied: CustomersCopied{
		Card: "Handover card of %s copied: %s",
		ID:   "Microsoft ID %s: %s", Domain: "Domain %s: %s", Correlation: "Correlation id %s: %s", Value: "%s: %s",
		Nothing: "There is nothing to copy here",
	},
}
