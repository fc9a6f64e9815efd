package i18n

// CLI are the sentences of the command line.
type CLI struct {
	Marks     MarksCLI
	Config    ConfigCLI
	Letters   LettersCLI
	Many      ManyCLI
	KeysShort string

	KeysHeadings [4]string // screen, keys, command, what it does

	RootShort, RootLong                                                                                      string
	FlagConfig, FlagProfile, FlagData, FlagSandbox, FlagLang, FlagReadOnly, FlagLogFile, FlagDebug, FlagJSON string

	FlagHelp, HelpShort, CompletionShort, CompletionLong string
	Usage, Commands, Flags, GlobalFlags                  string // headings of help texts
	MoreHelp                                             string // holds {{.CommandPath}}
	CommandWord, FlagsWord                               string // placeholders
	Examples                                             string
	Groups                                               map[string]string // of the commands in the help
	CustomerMeans, SubscriptionMeans                     string            // %s the word behind a command

	SeeHelp           string // %s command
	UnknownCommand    string // %q word, %q command
	DidYouMean        string // %q word, %q command, %s suggestions
	OneTooMany        string // %q word, %q command
	UnknownFlag       string // %s flag
	FlagDidYouMean    string // %s flag, %s suggestions
	FlagNeedsValue    string // %s flag
	FlagValue         string // %s flag, %q value
	NotOneOf          string // %q what was given, %s what is possible
	SandboxAndProfile string // %q profile
	NeedsFlag         string // %s flag, or the name of a word behind the command
	NeedsTerminal     string
	EditorTerminal    string
	NothingDue        string
	NothingListed     string
	NothingStored     string
	NotLeft           string // %s the id of the request
	NotReminded       string
	Did               InvitationsCLI
	NoCustomers       string
	SomeOf            string // %d how many were printed, %d how many there are
	Created           string // the heading of a list
	LineNumber        string // %d
	CSVOrJSON         string
	NegativeLimit     string
	PrintOrJSON       string

	// What is wrong, and what to do about it.
	NoHome, NoHomeFix                     string
	NoProfile, NoProfileFix               string
	NoAddress, NoAddressFix               string // %s cloud
	OfflineProfile, OfflineFix            string
	NoDataYet, NoPracticeYet, ReadOnlyFix string // %q profile
	Declined, DeclinedFix                 string
	FileExists, FileExistsFix             string // %s path
	TextTooLong, TextTooLongFix           string // %s path
	ProfileExists, ProfileExistsFix       string // %q name
	PracticeDiffers                       string // %s flag, %s value
	SeveralCustomers, SeveralCustomersFix string // %s domain, %s ids
	SeveralNamed                          string // %s name, %s ids
	NotOpen, NotOpenFix                   string // %s id, %s state
	LinkBroken                            string // a finding follows
	LinkNotAlone, PutLink                 string // %s link

	Verdicts, LinkKinds                            map[string]string // by partner.Verdict and partner.TextVerdict; by partner.LinkKind
	Verdict, PartnerTenant, IndirectProvider, Host string
	Name, Tenant, Cloud, Kind, Connection, MPNID   string
	Roles, ID                                      string

	ProfileShort, ProfileAddShort, ProfileListShort, ProfileUseShort, ProfileShowShort, ProfileRemoveShort string
	ProfileRemoveQuestion, ProfileRemoved                                                                  string
	FlagTenant, FlagCompany, FlagCountry, FlagMPN, FlagProvider, FlagClientID, FlagLink, FlagYes           string

	LinkShort, LinkCheckShort, DraftShort, DraftCheckShort, FlagDraftLink string

	InviteShort, InviteLong, FlagTo, FlagName, FlagCustomerCountry, FlagMailLang, FlagAdminRights, FlagLike string
	FlagSubject, FlagBodyFile, FlagNote, FlagDryRun, FlagEML, FlagOpen, FlagCopy, FlagPrint                 string
	StoredAnyway                                                                                            string // %s id

	InvitationsShort, InvitationsListShort, InvitationsShowShort, InvitationsWithdrawShort        string
	InvitationsRemindShort, InvitationsMatchShort, InvitationsDeclineShort, FlagDue, FlagCustomer string

	CustomersShort, CustomersListShort, CustomersShowShort, CustomersImportShort string
	FlagFetch, FlagSearch, FlagDescending, FlagLimit, FlagCSV, FlagColumns       string
	Company, Domain, Relationship, AdminRights, Agreement, Country, State        string
	To, Subject, NotFetched, Imported, RejectedRow                               string
	Reading                                                                      Plural            // %s rows
	RejectedRows                                                                 map[string]string // by customerscsv.Reason

	RefreshShort, FlagFull, FlagAcceptVanished, MatchHint string
	Refreshing, VanishedHeld                              Plural // %s customers
	Refreshed                                             string // %[1]s customers

	ActivityShort, ActivityListShort, FlagSince                      string
	BackupShort, BackedUp, RestoreShort, RestoreQuestion, Restored   string // %s path, %q profile, %s path
	RestoredNew                                                      string
	VersionShort, ManShort                                           string
	SandboxShort, ServeShort, FlagAddr, FlagCustomers, FlagFault     string
	ServeRunning, ServeRunningFix                                    string // %s address
	DoctorShort                                                      string
	Doctor                                                           map[string]string // names of the checks
	NoTerminal, TerminalFix, LocaleFix, ClipboardOSC52, ClipboardFix string
	NoClipboard, MailFix, NotChecked, DatabaseOK, ClockFix           string
	ConnectionOK, ConnectionOffline, RolesUnknown, RolesFix          string
	RolesDenied, OtherTenant, OtherTenantFix                         string // %s tenant

	Complaint string // an error in one line: %s what, %s what to do
}

var cliEnglish = CLI{
	Marks:     marksEnglish,
	RootShort: "A terminal desk for Microsoft Cloud Solution Provider partners",
	RootLong: "cspdesk requests reseller relationships from customers, keeps track of each request until it is accepted,\n" +
		"and shows the customers with their services, users and licenses. Without a command it opens the desk.\n\n" +
		"cspdesk is not affiliated with Microsoft.",
	Config:       configEnglish,
	Letters:      lettersEnglish,
	Many:         manyEnglish,
	KeysShort:    "List the keys of every screen",
	KeysHeadings: [4]string{"Screen", "Keys", "Command", "What it does"},
	FlagConfig:   "configuration file",
	FlagProfile:  "profile to use instead of the one in use",
	FlagData:     "folder of all profiles and their data",
	FlagSandbox:  "use the built-in practice Partner Center; nothing leaves this computer",
	FlagLang:     "language: en or zh-CN",
	FlagReadOnly: "change nothing",
	FlagLogFile:  "write a log to this file",
	FlagDebug:    "log in detail",
	FlagJSON:     "print one JSON document",

	FlagHelp:        "help for this command",
	HelpShort:       "Help about a command",
	CompletionShort: "Print completions for your shell",
	CompletionLong: "Prints a script that completes commands, flags and their values.\n\n" +
		"  bash        source <(cspdesk completion bash)\n" +
		"  zsh         cspdesk completion zsh > \"${fpath[1]}/_cspdesk\"\n" +
		"  fish        cspdesk completion fish > ~/.config/fish/completions/cspdesk.fish\n" +
		"  powershell  cspdesk completion powershell | Out-String | Invoke-Expression",
	Usage: "Usage", Commands: "Commands", Flags: "Flags", GlobalFlags: "Flags of every command",
	Examples: "Examples",
	Groups: map[string]string{
		"requests": "Request relationships", "customers": "Know your customers", "care": "Look after a customer",
		"connection": "Connect to Partner Center, or practice", "record": "Records and copies", "program": "The program itself",
	},
	CustomerMeans:     "%s is a Microsoft ID or a domain, or a company name that only one customer has; cspdesk customers list shows them.",
	SubscriptionMeans: "%s is an id, or a name or nickname that only one subscription of the customer has.",
	CommandWord:       "command", FlagsWord: "flags",
	MoreHelp: `"{{.CommandPath}} COMMAND --help" says more about a command.`,

	SeeHelp:           "see %s --help",
	UnknownCommand:    "%q is not a command of %q",
	DidYouMean:        "%q is not a command of %q; perhaps you mean %s",
	OneTooMany:        "%q is one word too many for %q",
	UnknownFlag:       "unknown flag: %s",
	FlagDidYouMean:    "unknown flag: %s; perhaps you mean %s",
	FlagNeedsValue:    "the flag %s needs a value",
	FlagValue:         "the flag %s cannot be %q",
	NotOneOf:          "%q is not possible; choose from %s",
	SandboxAndProfile: "--sandbox has a profile of its own and does not go with --profile %q",
	NeedsFlag:         "%s is missing",
	NeedsTerminal:     "the desk needs a terminal; commands such as cspdesk customers list work without one",
	EditorTerminal:    "the editor needs a terminal; CSPDESK_EDITOR can name one that works without",
	NothingDue:        "Nothing is due.",
	NothingListed:     "Nothing to list.",
	NoCustomers:       "No customers are stored yet: cspdesk refresh reads them from Partner Center, cspdesk customers import from a file.",
	NothingStored:     "Nothing was stored.",
	NotLeft:           "The request %s is stored; its mail has not left yet: --open, --copy, --eml or --print hand it over.",
	NotReminded:       "Only shown: nothing was handed over, and nothing is recorded. --open, --copy, --eml or --print hand it over.",
	Did:               invitationsCLIEnglish,
	SomeOf:            "%d of %d",
	Created:           "created",
	LineNumber:        "line %d: ",
	CSVOrJSON:         "--csv does not go with --json",
	NegativeLimit:     "--limit must not be negative",
	PrintOrJSON:       "--print and --json both want the standard output; choose one",

	NoHome: "There is no home folder for the data", NoHomeFix: "Set HOME, or name a folder with --data.",
	NoProfile: "There is no profile yet", NoProfileFix: "Start cspdesk, use cspdesk profile add, or try --sandbox.",
	NoAddress: "No address of Partner Center is known for this cloud: %s", NoAddressFix: "Set CSPDESK_API_URL.",
	OfflineProfile: "This profile is offline and has no Partner Center to ask", OfflineFix: "Bring the list up to date with cspdesk customers import FILE.",
	NoDataYet: "The profile %q has no data yet, and nothing may be changed", NoPracticeYet: "The practice profile does not exist yet, and nothing may be changed",
	ReadOnlyFix: "Start once without --read-only.",
	Declined:    "Nothing was changed", DeclinedFix: "Answer y, or use --yes.",
	FileExists: "The file %s exists already", FileExistsFix: "Choose another name.",
	TextTooLong: "%s is longer than any mail", TextTooLongFix: "Name the file of the mail.",
	ProfileExists: "A profile %q exists already", ProfileExistsFix: "Choose another name, or remove it first.",
	PracticeDiffers:  "%s must be left out or be %s, as the practice Partner Center has it",
	SeveralCustomers: "Several customers have the domain %s (%s)", SeveralCustomersFix: "Use the Microsoft ID.",
	SeveralNamed: "Several customers are called %s (%s)",
	NotOpen:      "The request %s is %s and cannot be reminded of", NotOpenFix: "Choose one that is handed over.",
	LinkBroken:   "The personal link is not in the text as it must be: ",
	LinkNotAlone: "The personal link does not stand alone on its line", PutLink: "Put this link on a line of its own: %s",

	Verdicts: map[string]string{"ok": "ok", "warn": "warn", "bad": "bad", "intact": "intact", "broken": "broken"},
	LinkKinds: map[string]string{
		"reseller": "reseller", "indirect-reseller": "indirect-reseller", "office": "office", "granular": "granular", "other": "other",
	},
	Verdict: "verdict", PartnerTenant: "partner tenant", IndirectProvider: "indirect provider", Host: "host",
	Name: "name", Tenant: "tenant", Cloud: "cloud", Kind: "kind", Connection: "connection", MPNID: "MPN ID",
	Roles: "roles", ID: "ID",

	ProfileShort:          "Partner accounts: one profile per tenant",
	ProfileAddShort:       "Add a profile; the first one becomes the one in use",
	ProfileListShort:      "List the profiles",
	ProfileUseShort:       "Make a profile the one in use",
	ProfileShowShort:      "Show a profile",
	ProfileRemoveShort:    "Take a profile out of the list; its folder is moved aside and kept",
	ProfileRemoveQuestion: "Remove the profile %q with its invitations and customers?",
	ProfileRemoved:        "Profile %s is removed. Its data is kept in %s",
	FlagTenant:            "Microsoft Entra tenant id of your company",
	FlagCompany:           "company name as customers should read it",
	FlagCountry:           "country of your company, two letters",
	FlagMPN:               "location PartnerID (MPN ID)",
	FlagProvider:          "tenant id of the indirect provider",
	FlagClientID:          "app registration to sign in with",
	FlagLink:              "request link from Partner Center, for clouds whose links cannot be built",
	FlagYes:               "answer yes",

	LinkShort:       "Read invitation links",
	LinkCheckShort:  "Say what a link asks for and what is odd about it",
	DraftShort:      "Check texts that hold an invitation link",
	DraftCheckShort: "Say whether the personal link in a text is intact",
	FlagDraftLink:   "the link that must be there (default: the profile's)",

	InviteShort: "Request a reseller relationship",
	InviteLong: "Prepares and stores one relationship request: the personal link of your company in a mail of its own.\n" +
		"Nothing is sent: hand the mail over with --open, --copy, --eml or --print, and send it yourself.",
	FlagTo:              "mail address of the customer",
	FlagLike:            "begin as this request did, to correct it: other flags say what differs; that one stays open until it is withdrawn",
	FlagName:            "company of the customer, so that the acceptance can be recognized",
	FlagCustomerCountry: "country of the customer: its name, or two letters",
	FlagMailLang:        "language of the mail, such as de, or two of them, such as zh-CN,en (default: by country)",
	FlagAdminRights:     "ask for delegated administration privileges (default: not in the public cloud, where an invitation no longer grants them)",
	FlagSubject:         "subject of the mail instead of ours",
	FlagBodyFile:        "text of the mail instead of ours, with the link in it; - reads standard input",
	FlagNote:            "own note, never sent",
	FlagDryRun:          "show the mail; store nothing and hand nothing over",
	FlagEML:             "save the mail as this file",
	FlagOpen:            "open the mail in the mail app",
	FlagCopy:            "copy the text of the mail",
	FlagPrint:           "print the mail as a message (RFC 5322)",
	StoredAnyway:        "The request itself is stored as %s.",

	InvitationsShort:         "The record of your requests",
	InvitationsListShort:     "List the requests",
	InvitationsShowShort:     "Show a request with its mail",
	InvitationsWithdrawShort: "Stop waiting for an acceptance; the link itself keeps working",
	InvitationsRemindShort:   "Hand over a reminder with the same link",
	InvitationsMatchShort:    "Say which customer accepted a request",
	InvitationsDeclineShort:  "Say that a customer did not accept a request, and is not to be proposed again",
	FlagDue:                  "only those that have waited long enough for a reminder",
	FlagCustomer:             "Microsoft ID, domain or whole company name of the customer",

	CustomersShort:       "Customers, from the local store",
	CustomersListShort:   "List customers",
	CustomersShowShort:   "Show the record of a customer, by Microsoft ID, domain or whole company name",
	CustomersImportShort: "Read a customers export of Partner Center",
	FlagFetch:            "ask Partner Center for all of the record first",
	FlagSearch:           "words to find in name, nickname, tags, domain or Microsoft ID",
	FlagDescending:       "last first",
	FlagLimit:            "at most this many (0 is all)",
	FlagCSV:              "print CSV",
	FlagColumns:          "order of the columns, for headings in other languages: id,name,domain,relationship,-",
	Company:              "company", Domain: "domain", Relationship: "relationship", AdminRights: "admin rights",
	Agreement: "agreement", Country: "country", State: "state", To: "to", Subject: "subject",
	NotFetched:  "not fetched yet; use --fetch, or open the record in the desk",
	Reading:     Plural{"%s row ...", "%s rows ..."},
	Imported:    "%d added, %d updated, %d unchanged, %d rejected",
	RejectedRow: "line %d: %s",
	RejectedRows: map[string]string{
		"id": "the Microsoft ID is not a GUID", "name": "the company name is missing", "too-long": "a cell is too long",
		"not-utf8": "the text is not UTF-8; save the file as CSV UTF-8", "quotes": "a quotation mark is missing or too many",
		"columns": "there are too few columns",
	},

	RefreshShort:       "Copy the customers of Partner Center into the local store",
	FlagFull:           "start over instead of resuming",
	FlagAcceptVanished: "mark customers as gone even if there are many of them",
	Refreshing:         Plural{"%s customer ...", "%s customers ..."},
	Refreshed:          "%[1]s: %[2]d new, %[3]d changed, %[4]d no longer in your list",
	VanishedHeld: Plural{
		"%s customer was missing from the answer. That is many for your list, so it was not marked; if it is right, use --accept-vanished",
		"%s customers were missing from the answer. That is many, so they were not marked; if it is right, use --accept-vanished",
	},
	MatchHint: "%s may have been accepted by %s: cspdesk invitations match %s --customer %s",

	ActivityShort:     "The record of what was done",
	ActivityListShort: "List what was done, newest first",
	FlagSince:         "only after this: 2026-01-31, 2026-01-31T08:00:00Z, 7d, 12h, yesterday",
	BackupShort:       "Save a consistent copy of the profile's database",
	BackedUp:          "Saved to %s",
	RestoreShort:      "Put a backup in place of the profile's database; the old one is kept",
	RestoreQuestion:   "Replace the data of the profile %q with the backup?",
	RestoredNew:       "Restored",
	Restored:          "Restored. The database before is kept as %s",
	VersionShort:      "Print the version",
	ManShort:          "Write manual pages into a folder",
	SandboxShort:      "The practice Partner Center",
	ServeShort:        "Run the practice Partner Center alone, until interrupted",
	FlagAddr:          "address to listen on; loopback only",
	FlagCustomers:     "how many customers it has",
	FlagFault:         "faults to practice with, such as 429:every=5 or slow=2s",
	ServeRunning:      "A practice Partner Center for this folder is running already at %s",
	ServeRunningFix:   "Use that one, or choose another folder with --data.",

	DoctorShort: "Check what cspdesk needs on this computer",
	Doctor: map[string]string{
		"terminal": "terminal", "locale": "locale", "clipboard": "clipboard", "mail app": "mail app", "clock": "clock",
		"profile": "profile", "database": "database", "roles": "roles", "connection": "connection",
	},
	NoTerminal:        "standard input or output is not a terminal that can show the desk",
	TerminalFix:       "start cspdesk in a terminal",
	LocaleFix:         "set LANG to a UTF-8 locale such as en_US.UTF-8",
	ClipboardOSC52:    "through the terminal (OSC 52); whether it arrives cannot be known",
	ClipboardFix:      "install xclip, xsel or wl-clipboard, or use a terminal that supports OSC 52",
	MailFix:           "set CSPDESK_MAILER to a program that takes a mailto link, or copy the mail or save it as a file",
	NoClipboard:       "none was found",
	NotChecked:        "not checked without a profile",
	DatabaseOK:        "intact",
	ClockFix:          "set the clock of this computer",
	ConnectionOK:      "answers as %s",
	ConnectionOffline: "offline, by choice",
	RolesUnknown:      "not known; Partner Center decides",
	RolesFix:          "ask an admin agent of your company, or say which roles you have with cspdesk profile add --role",
	RolesDenied:       "may not request relationships",
	OtherTenant:       "answers for the tenant %s and not for the profile's",
	OtherTenantFix:    "use the token of the profile's tenant, or another profile",

	Complaint: "cspdesk: %s: %s",
}
