package i18n

// Wizard are the sentences of the wizard area: a relationship request from the
// choice of rights to the finish screen, and a reminder of one.
type Wizard struct {
	Title, ReminderTitle string
	Steps                [3]string // names at the top

	DraftKept                      string
	Saved, Saving, NotSaved, Moved string // the state of what was typed
	OpenAlready                    string // %s address, %s number of the request
	Again                          string // %s number of the request that this one was filled in from

	Rights     WizardRights
	Mail       WizardMail
	Link       WizardLink
	Finish     WizardFinish
	Ask        WizardAsk
	HandedOver map[string]string // by partner.Channel; %s is the path or the route
	Routes     map[string]string // by how a copy went out
}

// WizardRights are the sentences of the first step.
type WizardRights struct {
	Question                                   string
	With, WithMeans                            string
	Granular                                   string
	Without, WithoutMeans                      string
	AlwaysAsked                                string // %s is the cloud
	Name, Email, Country                       string
	MailIn, AndIn, OneLanguage, Provider, Note string
	NameHint, EmailHint                        string
	CountryHint, ProviderHint                  string
	NoteHint, NoProvider                       string
	BadEmail, BadCountry                       string
	WhichCountry                               string // %s are names
	BadProvider                                string
	Candidates                                 string            // %s are the names of countries that may be meant
	Markets                                    map[string]string // by partner.MarketVerdict; %s is the region of the customer, then that of the partner
	MarketsHelp                                map[string]string // by partner.MarketVerdict: the way on
	Closed, Government                         string
	RoleUnsure, RoleDenied                     string
	Fetching                                   string
	CouldNot                                   string
	Retry, UseProfile, Paste                   string
	PasteLabel, PasteHelp                      string
	PasteBad                                   string
	Correlation                                string // %s is the id
}

// WizardMail are the sentences of the second step.
type WizardMail struct {
	To, Subject string
	Locked      string
	Meter       string // %s of %s characters
	FromProfile string
	TooLong     string
	Full        string // %s is the size
	NoSubject   string
	Copied      string // %s is what, %s the route
	TheLink     string
	Working     string
	NoFinish    string
	TakenBack   string
	From        string // %s company, %s tenant id
}

// WizardLink are the words of the line that reads the link.
type WizardLink struct {
	Name                      string
	YourTenant, OtherTenant   string // %s is the tenant id
	Asked, NotAsked, Unsaid   string
	NoProvider, Provider      string // %s is the tenant id
	NotAsChosen               string
	Cloud, Practice, Readable string // %s is the host
}

// WizardFinish are the sentences of the last step.
type WizardFinish struct {
	Stored, NotHandedOver string
	Kept                  string // of a mail that has left
	EarlierOpen           string // %s is the number of the request that this one puts right
	Before                string // %s is when and how
	Next                  string
	Steps                 [3]string // the second has %s for the portal
	ReminderSteps         string
	LinkFull              string
	TooLong               string
	Opened                string
	PlaysCustomer         string
}

// WizardAsk are the questions; enter is the safe answer to each.
type WizardAsk struct {
	Again        string // %s is when and how
	YesAgain, No string
	PutBack      string
	YesPutBack   string
	NoPutBack    string
	DropReminder string
	Unstored     string // when quitting with a reminder
	UnstoredTell string
	YesDrop      string
	NoDrop       string
}

var wizardEnglish = Wizard{
	Title:         "Request a reseller relationship",
	ReminderTitle: "Remind of a relationship request",
	Steps:         [3]string{"Admin rights", "Email", "Finish"},
	DraftKept:     "Kept as a draft: {tab-invitations=2} shows it",
	Saved:         "saved", Saving: "saving", NotSaved: "not saved",
	OpenAlready: "A request to %s is open already (%s). A reminder may do: this one would be a second request.",

	Again: "A new request, filled in like %s, which stays as it is. Put right what is wrong.",

	Moved: "This draft was changed in another window. What you typed here is kept as a draft of its own.",

	Rights: wizardRightsEnglish,
	Mail: WizardMail{
		To: "To", Subject: "Subject",
		Locked:      "your personal link, kept as it is",
		Meter:       "for the mail app: %s of %s characters",
		FromProfile: "The link comes from your profile; Partner Center was not asked.",
		TooLong:     "too long, {wizard-copy-mail=ctrl+y} copies the mail and {wizard-save-file=ctrl+w} saves it as a file",
		Full:        "The text is full at %s; the rest was not taken.",
		NoSubject:   "The mail needs a subject.",
		Copied:      "Copied %s: %s.",
		TheLink:     "the link",
		Working:     "One moment",
		NoFinish:    "A reminder is finished by handing it over: {wizard-open-mail=ctrl+o}, {wizard-copy-mail=ctrl+y} or {wizard-save-file=ctrl+w}.",
		From:        "From %s, tenant %s",
	},
	Link: WizardLink{
		Name:       "link: ",
		YourTenant: "your tenant %s", OtherTenant: "another tenant: %s",
		Asked: "admin rights asked", NotAsked: "admin rights not asked", Unsaid: "admin rights not mentioned",
		NoProvider: "no indirect provider", Provider: "indirect provider %s",
		NotAsChosen: "differs from your choice",
		Cloud:       "opens at %s",
		Practice:    "opens the practice acceptance page on this computer", Readable: "This is no relationship link.",
	},
	Finish: WizardFinish{
		Stored:        "Saved in your invitations",
		NotHandedOver: "The mail has not left this program yet: {wizard-open-mail=o} opens your mail app, {wizard-copy-mail=c} copies the mail, {wizard-save-file=w} saves a file.",
		Kept:          "The mail stays as it was handed over. In your invitations, {invitation-remind=m} writes a reminder, and {wizard-again=N} a corrected request.",
		EarlierOpen:   "The earlier request (%s) is open: {invitation-withdraw=w} in the invitations withdraws it.",
		Before:        "Handed over %s",
		Next:          "What happens next",
		Steps: [3]string{
			"You send the mail. Nothing is sent for you.",
			"A global administrator of the customer opens the link in the %s, accepts your invitation and, if not done before, the Microsoft Customer Agreement.",
			"The customer appears in your list; this invitation then turns to \"accepted\".",
		},
		ReminderSteps: "You send the reminder. Nothing is sent for you.",
		LinkFull:      "The link alone, for selecting with the mouse. {wizard-back=esc} goes back.",
		TooLong:       "The mail is too long for mail apps: {wizard-copy-mail=c} copies it, {wizard-save-file=w} saves it as a file.",
		Opened:        "The acceptance page was opened in the browser. Accept there as the customer, then refresh your customers.",
		PlaysCustomer: "Practice: {wizard-browser=b} opens the acceptance page, where you play the customer.",
	},
	Ask: WizardAsk{
		Again:        "This mail was handed over before (%s). Hand it over again?",
		PutBack:      "The personal link is missing or damaged in the text that came back. Put the original link back?",
		Unstored:     "Leave this reminder?",
		UnstoredTell: "A reminder is kept only once it is handed over: {wizard-open-mail=ctrl+o}, {wizard-copy-mail=ctrl+y} or {wizard-save-file=ctrl+w}.",
		DropReminder: "This reminder is not stored until it is handed over. Close it?",
		YesAgain:     "Hand it over again", No: "Leave it as it is",
		YesPutBack: "Put the link back and take the new text", NoPutBack: "Keep your old text",
		YesDrop: "Close it", NoDrop: "Keep writing",
	},
	HandedOver: map[string]string{
		"mail-app":  "Draft opened in your mail app",
		"clipboard": "Copied: %s",
		"file":      "Saved to %s",
		"printed":   "Printed",
	},
	Routes: map[string]string{
		"native": "in the clipboard of this computer",
		"osc52":  "sent to your terminal's clipboard; whether it arrived cannot be known",
	},
}

var wizardRightsEnglish = WizardRights{
	Question:     "Which rights do you ask for?",
	With:         "Include delegated administration privileges for Microsoft Entra ID and Microsoft 365",
	WithMeans:    "Your admin agents would become administrators in the customer's tenant.",
	Granular:     "Since 9 October 2023 Microsoft no longer grants these with a reseller invitation; ask for granular rights in Partner Center afterwards.",
	Without:      "Relationship only",
	WithoutMeans: "Enough to sell, and to manage the Azure subscriptions that you provision yourself.",
	AlwaysAsked:  "Not possible: partners of the %s always ask for admin rights.",
	Name:         "For", Email: "Email", Country: "Country", MailIn: "Mail in", AndIn: "And in", OneLanguage: "no other language", Provider: "Provider", Note: "Note",
	NameHint:     "company, to recognize the acceptance (optional)",
	EmailHint:    "of a global administrator (optional)",
	CountryHint:  "name or two-letter code (optional)",
	ProviderHint: "tenant id of the indirect provider (optional)",
	NoteHint:     "for yourself, never sent (optional)",
	NoProvider:   "no indirect provider",
	BadEmail:     "This is not one mail address. One looks like name@company.com.",
	WhichCountry: "Which one: %s?",
	BadCountry:   "This country is not known. Type its name or its two-letter code.",
	BadProvider:  "A tenant id looks like 11111111-2222-3333-4444-555555555555.",
	Candidates:   "%s?",
	Markets: map[string]string{
		"same":        "same market as you: %s",
		"other":       "other market: %s, yours is %s",
		"not-sold":    "the program is not offered there",
		"unknown":     "market not known",
		"other-cloud": "customers there belong to another cloud",
		"closed":      "this cloud takes no new customers",
	},
	MarketsHelp: map[string]string{
		"other":       "A partner sells to customers of the same market. Where Microsoft allows an exception, go on: Partner Center decides.",
		"not-sold":    "Microsoft does not sell this program there at present. Partner Center will most likely refuse.",
		"other-cloud": "A partner of one cloud cannot have customers in another. Use the partner account of that cloud.",
		"closed":      "The Germany cloud closed on 29 October 2021. The link may still be shown to customers of old.",
	},
	Closed:     "The Germany cloud closed on 29 October 2021: it takes no new customers.",
	Government: "US Government customers buy through one partner. Microsoft's pages disagree whether an existing customer can accept a request.",
	RoleUnsure: "Your roles may not suffice: Microsoft names the admin agent and the sales agent. Partner Center decides.",
	RoleDenied: "Your roles do not allow this: ask for the admin agent or sales agent role in your company's tenant.",
	Fetching:   "Fetching the link from Partner Center",
	CouldNot:   "Your personal link could not be fetched",
	Retry:      "try again", UseProfile: "use the documented link of your profile", Paste: "paste a link from Partner Center",
	PasteLabel:  "Link",
	PasteHelp:   "In Partner Center: Customers, Request a reseller relationship; copy the link from the draft there.",
	PasteBad:    "This link cannot be used: %s",
	Correlation: "Correlation id %s",
}
