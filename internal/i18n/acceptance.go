package i18n

// Acceptance are the sentences of the web pages on which a customer of the
// practice Partner Center answers a request. A %s stands for a name.
type Acceptance struct {
	SiteName string // of the pages, in the title and the head
	Banner   string // on every page: nothing is real
	SkipLink string
	Footer   string

	Steps           []string // of the acceptance: sign in, profile, review, done
	StepsLabel      string
	IndexTitle      string
	IndexLead       string
	IndexInvitation string
	IndexInviteText string
	IndexSettings   string
	IndexSetText    string
	IndexAPI        string
	IndexAPIText    string
	IndexLatest     string
	IndexNobody     string

	LandingTitle    string
	LandingLead     string // %s: partner
	Continue        string
	FragmentTitle   string
	FragmentMissing string
	FragmentDo      string
	BehindHash      string

	SignInTitle    string
	SignInLead     string
	Organization   string
	OtherTitle     string
	OtherHint      string
	OtherChoice    string
	Name           string
	Domain         string
	DomainHint     string
	Country        string
	ChooseCountry  string
	RoleLegend     string
	RoleHint       string
	Roles          map[string]string // by role of the customer's administrator
	RoleNotes      map[string]string
	SignIn         string
	TagSigned      string
	TagIncomplete  string
	TagOutside     string
	TagCustomer    string
	SignedInAs     string // organization, role
	ChangeSignIn   string
	ErrorsTitle    string
	ErrorTenant    string
	ErrorRole      string
	ErrorName      string
	ErrorDomain    string
	ErrorTaken     string
	ErrorCountry   string
	ErrorRequired  string // %s: label of the field
	ErrorEmail     string
	ErrorLong      string // %s: label of the field
	ErrorAuthorize string
	ErrorAgreement string
	ErrorAnswer    string

	ProfileTitle string
	ProfileLead  string // %s: organization
	Company      string
	FirstName    string
	LastName     string
	Email        string
	Line1        string
	City         string
	PostalCode   string
	Phone        string
	Optional     string
	CountryFixed string
	Save         string

	ReviewTitle    string // %s: partner
	ReviewLead     string // partner, organization
	WhoAsks        string
	WhatAsked      string
	YourSide       string
	Partner        string
	PartnerTenant  string
	PartnerID      string
	Provider       string
	ProviderTenant string
	Kind           string
	KindReseller   string
	KindIndirect   string
	AdminRights    string
	RightsAsked    string
	RightsNotAsked string
	RightsTruth    string
	MeansTitle     string
	Means          []string
	Agreement      string
	AgreementOn    string
	AgreementOff   string
	MicrosoftID    string
	Authorize      string // %s: partner
	AuthorizeIn    string // partner, provider
	AgreementTick  string
	AgreementNote  string
	Accept         string
	Decline        string

	AcceptedTitle  string
	AcceptedLead   string // organization, partner
	AcceptedNext   string
	AcceptedRights string
	DeclinedTitle  string
	DeclinedLead   string // organization, partner
	DeclinedNext   string
	BackToDesk     string
	ToSettings     string
	ToIndex        string

	SettingsTitle   string
	SettingsLead    string
	SettingsOpen    string
	SettingsPartner string
	SettingsNone    string // %s: organization
	SettingsKind    string
	Delegated       string
	Granular        string
	Granted         string
	NotGranted      string
	RemoveRights    string
	RemoveText      string // %s: partner
	RemovedNote     string
	NoRights        string
	OnlyGlobal      string
	GrantRights     string
	GrantText       string // %s: partner
	GrantTruth      string
	GrantedNote     string
	Ended           string // %s: partner
	OtherPartners   string
	ProviderKind    string

	Problems map[string]AcceptanceProblem // by the kind of problem
}

// AcceptanceProblem is a page that says why a customer cannot go on: what is
// wrong, and what to do about it.
type AcceptanceProblem struct{ Title, Text, Do string }

var acceptanceEnglish = Acceptance{
	SiteName: "Practice Partner Center",
	Banner:   "Practice Partner Center: nothing leaves this computer. Not affiliated with Microsoft.",
	SkipLink: "Skip to the content",
	Footer:   "Part of cspdesk. All companies and people on these pages are invented.",

	Steps: []string{"Sign in", "Billing profile", "Review", "Done"}, StepsLabel: "Steps",
	IndexTitle:      "Practice Partner Center",
	IndexLead:       "A Partner Center to practice with. cspdesk is the partner's side; these pages are the customer's side.",
	IndexInvitation: "Answer a request",
	IndexInviteText: "Open the link of an invitation that you prepared in cspdesk, or this one of the practice partner, and answer it as a customer would.",
	IndexSettings:   "Settings > Partner relationships",
	IndexSetText:    "See as a customer which partners you work with, and remove their admin rights.",
	IndexAPI:        "REST API",
	IndexAPIText:    "cspdesk reads customers from the same address under /v1. Calls need the token of this practice center.",
	IndexLatest:     "Accepted here",
	IndexNobody:     "Nobody has accepted a request yet.",

	LandingTitle:    "You have a request from a partner",
	LandingLead:     "%s would like to become your Cloud Solution Provider. Sign in to read the request and to answer it.",
	Continue:        "Continue",
	FragmentTitle:   "The end of the link is missing",
	FragmentMissing: "An invitation ends with #/BillingAccounts/partner-invitation. This link was cut off or altered on its way.",
	FragmentDo:      "Copy the whole link from the mail, or ask your partner to send it again.",
	BehindHash:      "The parameters of this link stand behind the # sign, where the service cannot read them.",

	SignInTitle:   "Sign in",
	SignInLead:    "Choose who you are. This is practice: no password is asked for.",
	Organization:  "Organization",
	OtherTitle:    "Another organization",
	OtherHint:     "It is made for you, with an empty billing profile.",
	OtherChoice:   "A new organization",
	Name:          "Company name",
	Domain:        "Primary domain",
	DomainHint:    "For example adatum.example",
	Country:       "Country or region",
	ChooseCountry: "Choose a country or region",
	RoleLegend:    "Your role in the organization",
	RoleHint:      "Only a global admin can accept a request.",
	Roles: map[string]string{
		"global-admin": "Global admin", "billing-admin": "Billing admin", "user": "User",
	},
	RoleNotes: map[string]string{
		"global-admin": "may do everything in the organization", "billing-admin": "pays the bills", "user": "has no admin role",
	},
	SignIn:         "Sign in",
	TagSigned:      "agreement accepted",
	TagIncomplete:  "billing profile incomplete",
	TagOutside:     "outside the partner's market",
	TagCustomer:    "customer already",
	SignedInAs:     "Signed in for %s as %s",
	ChangeSignIn:   "Change",
	ErrorsTitle:    "Please correct this first",
	ErrorTenant:    "Choose an organization.",
	ErrorRole:      "Choose your role.",
	ErrorName:      "Enter the company name, up to 100 characters.",
	ErrorDomain:    "Enter a domain such as adatum.example.",
	ErrorTaken:     "This domain belongs to another organization.",
	ErrorCountry:   "Choose a country or region from the list.",
	ErrorRequired:  "Fill in: %s.",
	ErrorEmail:     "Enter one mail address, such as mia@adatum.example.",
	ErrorLong:      "This is too long or has characters that cannot be used: %s.",
	ErrorAuthorize: "Tick the authorization to accept, or decline the request.",
	ErrorAgreement: "Tick the Microsoft Customer Agreement to accept, or decline the request.",
	ErrorAnswer:    "Choose Accept or Decline.",

	ProfileTitle: "Complete your billing profile",
	ProfileLead:  "The request can be accepted once the billing profile of %s is complete.",
	Company:      "Company name",
	FirstName:    "First name of the contact",
	LastName:     "Last name of the contact",
	Email:        "Mail address of the contact",
	Line1:        "Street and number",
	City:         "City",
	PostalCode:   "Postal code",
	Phone:        "Phone",
	Optional:     "optional",
	CountryFixed: "The country of an organization cannot be changed.",
	Save:         "Save and continue",

	ReviewTitle:    "Request from %s",
	ReviewLead:     "%s asks for a reseller relationship with %s.",
	WhoAsks:        "Who asks",
	WhatAsked:      "What is asked for",
	YourSide:       "Your organization",
	Partner:        "Partner",
	PartnerTenant:  "Partner's Microsoft ID",
	PartnerID:      "PartnerID",
	Provider:       "Through the indirect provider",
	ProviderTenant: "Provider's Microsoft ID",
	Kind:           "Relationship",
	KindReseller:   "Reseller (Cloud Solution Provider)",
	KindIndirect:   "Indirect reseller (Cloud Solution Provider)",
	AdminRights:    "Delegated admin rights",
	RightsAsked:    "asked for in the link",
	RightsNotAsked: "not asked for",
	RightsTruth:    "Since 9 October 2023 delegated admin rights are no longer granted with an invitation. Accepting gives the partner no admin rights; granular rights take a request of their own.",
	MeansTitle:     "If you accept",
	Means: []string{
		"The partner may order and manage subscriptions for you and bills you for them.",
		"Your existing subscriptions and your relationships with other partners stay as they are.",
		"You can remove the partner's admin rights at any time under Settings > Partner relationships.",
	},
	Agreement:     "Microsoft Customer Agreement",
	AgreementOn:   "accepted",
	AgreementOff:  "not accepted yet",
	MicrosoftID:   "Microsoft ID",
	Authorize:     "I authorize %s to be the Cloud Solution Provider of my organization.",
	AuthorizeIn:   "I authorize %s, together with %s, to be the Cloud Solution Provider of my organization.",
	AgreementTick: "I have read the Microsoft Customer Agreement and accept it for my organization.",
	AgreementNote: "Your organization has not accepted it yet. Without it nothing can be bought. In practice no text is signed.",
	Accept:        "Accept",
	Decline:       "Decline",

	AcceptedTitle:  "The request is accepted",
	AcceptedLead:   "%s is now a customer of %s.",
	AcceptedNext:   "Go back to cspdesk and press r: the customer appears in the list.",
	AcceptedRights: "So that you can see users and licenses in cspdesk, this organization has also approved granular admin rights. With the real service that is a second request with a link of its own.",
	DeclinedTitle:  "The request is declined",
	DeclinedLead:   "%s has not become a customer of %s. Nothing was changed.",
	DeclinedNext:   "The link stays valid: whoever has changed their mind opens it again.",
	BackToDesk:     "What now",
	ToSettings:     "Partner relationships of this organization",
	ToIndex:        "Start page",

	SettingsTitle:   "Partner relationships",
	SettingsLead:    "Choose the organization whose settings you want to see.",
	SettingsOpen:    "Open the settings",
	SettingsPartner: "Your partners",
	SettingsNone:    "%s has no partner yet.",
	SettingsKind:    "Reseller",
	Delegated:       "Delegated admin rights",
	Granular:        "Granular admin rights",
	Granted:         "granted",
	NotGranted:      "not granted",
	RemoveRights:    "Remove admin rights",
	RemoveText:      "If you remove them, %s stays your reseller and can no longer see or manage your users and licenses.",
	RemovedNote:     "The admin rights are removed. Go back to cspdesk and refresh the record of this customer.",
	NoRights:        "This partner has no admin rights in your organization.",
	OnlyGlobal:      "Only a global admin can change admin rights.",
	GrantRights:     "Approve granular admin rights",
	GrantText:       "If you approve them, %s can see and manage your users and licenses.",
	GrantTruth:      "With the real service you approve a request of the partner, which comes with a link of its own. Delegated admin rights are not granted any more.",
	GrantedNote:     "The granular admin rights are approved. Go back to cspdesk and refresh the record of this customer.",
	Ended:           "%s is no longer your reseller. Granular admin rights stay until you remove them or they run out.",
	OtherPartners:   "Other partners",
	ProviderKind:    "Indirect provider",

	Problems: map[string]AcceptanceProblem{
		"empty":      {"This link is not complete", "It names no partner and no request. It was cut off on its way, or its parameters stand behind the # sign.", "Copy the whole link from the mail, from http to partner-invitation, or ask your partner to send it again."},
		"amp":        {"This link was altered on its way", "A mail or web program has written &amp; where the link has &.", "Ask your partner to send the link as plain text."},
		"missing":    {"This link is not complete", "It does not say who asks for what: invType, partnerId or msppId is missing or cannot be read.", "Copy the whole link from the mail, or ask your partner to send it again."},
		"double":     {"This link was altered", "One of its parameters stands in it twice, so that it is not clear which one is meant.", "Ask your partner to send it again."},
		"type":       {"This kind of request is not known", "The link asks for something other than a reseller relationship.", "Ask your partner what the link is for."},
		"partner":    {"The partner in this link cannot be read", "The partner's Microsoft ID was cut off or altered.", "Copy the whole link from the mail, or ask your partner to send it again."},
		"mspp":       {"This link was altered", "The PartnerID in it is not a number.", "Ask your partner to send it again."},
		"dap":        {"This link was altered", "It should say true or false about admin rights, and says something else.", "Ask your partner to send it again."},
		"provider":   {"The provider in this link cannot be read", "The Microsoft ID of the indirect provider was cut off or altered.", "Ask your partner to send it again."},
		"no-partner": {"This partner is not known", "No partner of the practice Partner Center has the Microsoft ID in this link.", "Check the link, or prepare a new one in cspdesk."},
		"no-provider": {
			"This provider is not known", "No indirect provider works with the partner under the Microsoft ID in this link.", "Ask your partner to send a link with the right provider.",
		},
		"no-tenant":   {"This organization is not known", "No organization here has that Microsoft ID.", "Sign in again and choose one from the list."},
		"role":        {"Only a global admin can accept", "You are signed in without that role. Accepting gives a partner a say in your organization, so it takes a global admin.", "Pass the link on to a global admin of your organization, or sign in as one."},
		"rights":      {"Only a global admin can change admin rights", "You are signed in without that role.", "Sign in as a global admin of your organization."},
		"customer":    {"You work with this partner already", "Your organization is a customer of this partner. There is nothing to accept. Admin rights are not restored by this link; they take a granular request.", "Look at your partner relationships. There you can approve granular admin rights again."},
		"other":       {"This partner cannot sell in your country", "Partners may only have customers in their own market, and your organization is in another one.", "Look for a partner in your own market."},
		"other-cloud": {"Your organization is in another cloud", "Customers in your country use a cloud that this partner does not sell.", "Look for a partner of that cloud."},
		"not-sold":    {"This is not sold in your country", "The Cloud Solution Provider program is not offered in the country of your organization.", "Ask your partner which other ways there are."},
		"unknown":     {"The country is not known", "The country of your organization is on no market's list.", "Ask your partner what can be done."},
		"csrf":        {"This page was open for too long", "The form does not belong to this browser session.", "Go back, load the page again and repeat your answer."},
		"origin":      {"This came from another site", "Answers are only taken from the pages of this practice Partner Center.", "Open the link of the request and answer there."},
		"host":        {"Wrong address", "The practice Partner Center answers on this computer only, under 127.0.0.1.", "Use the address that cspdesk shows."},
		"not-found":   {"There is no such page", "The practice Partner Center has no page at this address.", "Go to the start page."},
		"method":      {"That cannot be done here", "This address takes no such request.", "Go to the start page."},
		"form":        {"The form could not be read", "It is too large or damaged.", "Go back and send it again."},
		"save":        {"Your answer could not be saved", "The disk of this computer refused it. Nothing was changed.", "Check that there is space on the disk and try again."},
	},
}
