package i18n

// SignIn are the sentences of signing in: of its commands and of its screen.
type SignIn struct {
	// Commands.
	SignInShort, SignOutShort, StatusShort, EditShort string
	FlagDeviceCode, FlagBrowser, FlagTokenStore       string
	EnterCode                                         string // %s page, %s code, %s until when
	OpenPage                                          string // %s page
	SignedIn                                          string // %s account, %s company
	KeptIn                                            string // %s where
	NotKept, CannotKeep, NotKeptFix                   string // %s why
	Unasked                                           string // %s why
	SignedOut, Remains                                string // %s profile
	NotLive, NotLiveFix                               string // %s connection
	NoApp, NoAppFix                                   string
	FromEnvironment, FromEnvironmentFix               string
	OtherTenant, OtherTenantFix                       string // %s account, %s tenant of the token, %s company, %s tenant of the profile
	WhoUnknown                                        string // %s why
	OneWay                                            string
	BadAuthority                                      string
	FlagServeSignIn, FlagSignInFault                  string

	// Status.
	Stores                                   map[string]string // by partner.TokenStore
	NotNeeded                                string            // %s one of Sources
	Sources                                  map[string]string // "sign-in", "environment", "practice", "none"
	Account, Signed, Store, Expires, Address string
	SecondFactor, RolesFromYou               string
	RoleSources                              map[string]string // "directory", "sign-in", "profile"
	FlagRefreshRoles, RolesUnread            string            // %s why
	RolesHidden, RolesRefused                string            // %s permission; %s code, %s permission
	SignInNeeded                             string

	// Screen.
	Title, Starting, Waiting                string
	CodeSteps                               []string // %s page in the second
	Lives, LivesShort                       string   // %d minutes, %d seconds; %d seconds
	BrowserWaits, BrowserAddress            string
	Copied, Opened                          string // %s route
	Done, Failed, Again                     string
	PageDone, PageDoneNext, PageFailedNext  string // of the page on which the browser ends
	Profiles, Active, NoOthers, ProfileKind string

	// The form that connects.
	ConnectTitle, ConnectIntro                              string
	Tenant, TenantWhere, BadTenant                          string
	Client, ClientWhere, BadClient, CloudWhere, CloudClosed string
	Keep, KeepWhere, KindWhere                              string
	RegisterTitle                                           string
	RegisterSteps                                           []string
	Reading                                                 string
}

var signInEnglish = SignIn{
	SignInShort: "Sign in to Partner Center", SignOutShort: "Remove the sign-in of a profile", StatusShort: "Show who is signed in, and where tokens are kept",
	EditShort:      "Change a profile",
	FlagDeviceCode: "with a code that is entered on another page (the usual way)", FlagBrowser: "with a browser on this computer",
	FlagTokenStore: "where tokens are kept: keyring, memory or file",
	EnterCode:      "Open %s and enter the code %s before %s.", OpenPage: "Sign in on this page: %s",
	SignedIn: "Signed in as %s for %s.", KeptIn: "Tokens are kept here: %s.",
	NotKept: "You are signed in, but the tokens cannot be kept (%s)", CannotKeep: "The tokens of a sign-in cannot be kept (%s)",
	Unasked:    "If the old place holds tokens of this profile, they stay there: %s.",
	NotKeptFix: "Sign in from the desk for one run, or choose a file: cspdesk profile edit NAME --token-store file.",
	SignedOut:  "The tokens of %s are removed.",
	Remains:    "Your customers and invitations stay on this computer. Your browser may still be signed in, and the app keeps the consent that it was given.",
	NotLive:    "This profile needs no sign-in: its connection is %s", NotLiveFix: "Choose a profile that is connected to Partner Center.",
	NoApp: "This profile names no app to sign in with, and there is no access token", NoAppFix: "Register one and name it with cspdesk profile edit NAME --client-id ID, or set CSPDESK_ACCESS_TOKEN.",
	FromEnvironment: "The access token comes from CSPDESK_ACCESS_TOKEN", FromEnvironmentFix: "Take it out of the environment to sign in.",
	OtherTenant: "%s is signed in for the tenant %s, but the profile is that of %s, %s", OtherTenantFix: "Sign in with an account of the profile's tenant. This account's tenant needs a profile of its own.",
	WhoUnknown:   "Partner Center did not say who you are: %s",
	OneWay:       "--device-code and --browser are two ways; choose one",
	BadAuthority: "CSPDESK_AUTHORITY_URL must be https:// and an address of this computer",

	FlagServeSignIn: "also serve a practice sign-in, over TLS", FlagSignInFault: "how the practice sign-in misbehaves, such as code=5s,slow-down=2",

	Stores: map[string]string{
		"keyring": "the keyring of the operating system", "memory": "memory, for this run only", "file": "a file in the profile's folder, readable by you alone",
	},
	Sources: map[string]string{
		"sign-in": "signed in", "environment": "by CSPDESK_ACCESS_TOKEN", "practice": "not needed for practice", "offline": "not needed offline", "none": "not signed in",
	},
	Account: "account", Signed: "sign-in", Store: "tokens", Expires: "good until", Address: "address", NotNeeded: "Signing in is %s.",
	SecondFactor: "second factor", RolesFromYou: "the sign-in does not say; others may be there",
	RoleSources:      map[string]string{"directory": "says the directory", "sign-in": "says the sign-in", "profile": "says the profile"},
	FlagRefreshRoles: "ask the directory for your roles again", RolesUnread: "The directory did not say your roles: %s",
	RolesHidden:  "the app may not read names in the directory; it needs %s of Microsoft Graph",
	RolesRefused: "the app may not ask the directory (%s); it needs %s of Microsoft Graph",
	SignInNeeded: "sign in with cspdesk sign-in, or press {sign-in=S} in the desk",

	Title: "Sign in to Partner Center", Starting: "Asking for a code", Waiting: "Waiting until you have signed in",
	CodeSteps: []string{"On any device, open this page:", "Enter this code:", "Sign in with the account that you use for Partner Center, with your second factor."},
	Lives:     "good for %d min %02d s", LivesShort: "good for %d s",
	BrowserWaits: "Sign in in the browser that opened. It comes back here by itself.", BrowserAddress: "If none opened, open this page on this computer:",
	Copied: "Copied: %s", Opened: "The page was opened in your browser",
	Done: "Signed in as %s", Failed: "You are not signed in", Again: "try again",
	PageDone: "You are signed in", PageDoneNext: "Go back to cspdesk. You can close this page.", PageFailedNext: "Go back to cspdesk: it says what you can do. You can close this page.",
	Profiles: "Profiles", Active: "in use", NoOthers: "There are no other profiles. More can be made with cspdesk profile add.", ProfileKind: "Connection",

	ConnectTitle: "Connect to Partner Center", ConnectIntro: "Your company's own app is used to sign in. Who you are is read from Partner Center afterwards.",
	Tenant: "Tenant", TenantWhere: "Your company's domain, such as contoso.com, or its tenant id (Microsoft ID).", BadTenant: "A domain such as contoso.com is needed, or a tenant id.",
	Client: "Client id", ClientWhere: "The Application (client) ID of the app, from its Overview.", BadClient: "A client id looks like 11111111-2222-3333-4444-555555555555.",
	CloudWhere: "The Microsoft cloud of your partner account.", CloudClosed: "The Germany cloud is closed: nobody can sign in there.",
	Keep: "Tokens", KeepWhere: "Where the tokens of the sign-in are kept. Without a keyring they live in memory until the program ends.",
	KindWhere:     "Direct bill partners and indirect providers buy from Microsoft; indirect resellers buy from a provider.",
	RegisterTitle: "How to register the app, once for your company:",
	RegisterSteps: []string{
		"Sign in to Partner Center in a browser once with an administrator.",
		"Entra admin center, App registrations, New registration: any name, this tenant only.",
		"Authentication, Add a platform, Mobile and desktop applications: http://localhost. Allow public client flows: Yes.",
		"API permissions, Add, APIs my organization uses, Microsoft Partner Center: Delegated, user_impersonation. Grant admin consent.",
		"Overview: copy the Application (client) ID.",
	},
	Reading: "Reading who you are",
}
