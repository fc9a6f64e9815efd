package i18n

// Invitations are the sentences of the list of relationship requests.
type Invitations struct {
	Reading, Empty, EmptyHint       string
	NothingFound, NothingFoundHint  string // the first has %s for the search
	SearchHint                      string
	All, Due                        string
	Count                           Plural
	Who, Rights, Mail, State, Age   string // headings
	HandedOver, By                  string
	WithRights, WithoutRights       string
	NoName                          string
	DueBadge                        string
	Reminded                        string
	Reminders                       Plural // %s of them
	DueOn                           string // %s is a date
	To, Subject, Country, Provider  string // of one invitation
	Note, Created, Finished, Link   string
	Accepted, AcceptedBy, ID        string // AcceptedBy has %s for the customer
	History, NotHanded, TheMail     string
	OnlyDraft, NotDraft, NotHandedB string // why an action is off
	NotLeft                         string
	NotOpen                         string
	Withdraw, WithdrawBody          string // %s is who
	WithdrawYes, WithdrawNo         string
	Delete, DeleteYes, DeleteNo     string // %s is who
	MatchTitle                      string // %s is who
	Match, MatchYes, MatchNo        string // %s is the customer
	MatchBody                       string
	NoCustomers                     string
	Withdrawn, Deleted, Matched     string // %s is who
	Copied                          string // %s is the route
	Snooze, SnoozeBody, SnoozeNo    string // %s is who
	SnoozeNone                      string
	SnoozeDays                      Plural // %s days
	Snoozed                         string // %s is who
	PutOff                          string // %s is a date
	PutOffUntil                     string // the same, as a sentence
	SnoozeShort, FlagDays, BadDays  string // of the command line
}

var invitationsEnglish = Invitations{
	Reading: "Reading your invitations",
	Empty:   "No invitations yet.", EmptyHint: "{invitation-new=n} requests a reseller relationship. Partner Center keeps no list of requests; this one is yours.",
	NothingFound: "No invitation matches %s.", NothingFoundHint: "{clear-search=esc} shows all again.",
	SearchHint: "search name, address or note", All: "all", Due: "due for a reminder",
	Count: Plural{"%s invitation", "%s invitations"},
	Who:   "For", Rights: "Rights", Mail: "Mail", State: "State", Age: "Since", HandedOver: "Handed over", By: "By",
	WithRights: "admin", WithoutRights: "none",
	NoName: "not named", DueBadge: "due", Reminded: "reminder", Reminders: Plural{"%s reminder", "%s reminders"}, DueOn: "due %s",
	To: "To", Subject: "Subject", Country: "Country", Provider: "Provider", Note: "Note",
	Created: "Begun", Finished: "Finished", Link: "Link", Accepted: "Accepted", AcceptedBy: "by customer %s", ID: "Id",
	History: "Handed over", NotHanded: "not yet", TheMail: "The mail",
	OnlyDraft:  "Only a draft can be deleted; {invitation-withdraw=w} withdraws a finished request.",
	NotDraft:   "A draft is not finished yet: {invitation-open=enter} goes on with it.",
	NotHandedB: "The first mail has not left this program yet: {invitation-hand-over=o} hands it over.",
	NotLeft:    "Its mail has not left yet and can still be changed: {invitation-hand-over=o}, then {wizard-back=esc}, leads back to it.",
	NotOpen:    "This invitation is not waited for any more.",
	Withdraw:   "Withdraw the request to %s?", WithdrawBody: "It is no longer waited for. The link itself keeps working; Microsoft offers no way to take it back.",
	WithdrawYes: "Withdraw it", WithdrawNo: "Keep waiting",
	Delete: "Delete the draft for %s?", DeleteYes: "Delete it", DeleteNo: "Keep it",
	MatchTitle: "Which customer accepted the request to %s?",
	Match:      "Record that %s accepted?", MatchBody: "The invitation then turns to \"accepted\". This cannot be changed later.",
	MatchYes: "Record it", MatchNo: "Not this one",
	NoCustomers: "No customer matches. Refresh your customers first, or search for something else.",
	Withdrawn:   "Withdrawn: %s.", Deleted: "Draft deleted: %s.", Matched: "Accepted: %s.",
	Copied: "Copied the link: %s.",
	Snooze: "Put the reminder to %s off?", SnoozeBody: "It is not marked as due until then. Nothing is sent, and the link keeps working.",
	SnoozeNo: "Leave it as it is", SnoozeNone: "No longer put off", SnoozeDays: Plural{"For %s day", "For %s days"},
	Snoozed: "Noted for the request to %s.", PutOff: "not due before %s", PutOffUntil: "Not due before %s.",
	SnoozeShort: "Put off that an invitation is due for a reminder", FlagDays: "for how many days; 0 takes it back", BadDays: "0 to 3650",
}
