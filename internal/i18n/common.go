package i18n

// Common are the words that many areas use: names of states, roles, clouds,
// units of time and the like.
type Common struct {
	Yes, No, Unknown, None string

	Relationships     map[string]string // by partner.Relationship
	AdminRights       map[string]string // by partner.AdminRights
	Agreement         map[string]string // by partner.Agreement
	Standing          map[string]string // by partner.Standing
	InvitationStates  map[string]string // by partner.InvitationState
	Channels          map[string]string // by partner.Channel
	Clouds            map[string]string // by partner.Cloud
	Portals           map[string]string // by partner.AcceptancePortal
	Roles             map[string]string // by partner.Role
	Kinds             map[string]string // by partner.Kind
	Connections       map[string]string // by partner.Connection
	SubscriptionState map[string]string // by status of the service; others are shown as they are
	UserState         map[string]string // by state of the service; others are shown as they are
	Blocks            map[string]string // by partner.Block
	SortFields        map[string]string // by partner.SortField
	Actions           map[string]string // by partner.Action
	Outcomes          map[string]string // by partner.Outcome
	MailLanguages     map[string]string // by tag of a letter; each in its own language

	JustNow    string
	MinutesAgo Plural
	HoursAgo   Plural
	DaysAgo    Plural

	Comma, Colon string // between short facts in a line, with their spaces
	And          string // between the names of a list, with its space

	FreeSpace string // advice where a disk is full

	Below Plural // %s lines follow below what is seen
}

var commonEnglish = Common{
	Yes: "yes", No: "no", Unknown: "unknown", None: "none",
	Relationships: map[string]string{
		"reseller": "Reseller", "advisor": "Advisor", "none": "None", "unknown": "Unknown",
		"syndication": "Syndication", "microsoft_support": "Microsoft Support",
	},
	AdminRights: map[string]string{
		"": "not known yet", "granted": "granted", "not-requested": "not requested", "removed": "removed",
	},
	Agreement: map[string]string{"": "not known yet", "accepted": "accepted", "missing": "missing"},
	Standing:  map[string]string{"listed": "in your list", "vanished": "no longer in your list", "imported": "from a file", "removed": "relationship ended"},
	InvitationStates: map[string]string{
		"draft": "draft", "ready": "ready", "handed-over": "handed over", "accepted": "accepted", "withdrawn": "withdrawn",
	},
	Channels: map[string]string{
		"mail-app": "mail app", "clipboard": "clipboard", "file": "file", "printed": "printed",
	},
	Clouds: map[string]string{
		"public": "Public cloud", "usgov": "US Government cloud", "germany": "Germany cloud (closed)", "china": "China cloud (21Vianet)",
	},
	Portals: map[string]string{
		"m365-admin-center":     "Microsoft 365 admin center",
		"office-admin-portal":   "Microsoft Office admin portal",
		"21vianet-admin-center": "admin center of Office 365 operated by 21Vianet",
	},
	Roles: map[string]string{
		"admin-agent": "Admin agent", "global-admin": "Global admin", "sales-agent": "Sales agent", "helpdesk-agent": "Helpdesk agent",
	},
	Kinds: map[string]string{
		"direct": "Direct bill partner", "indirect-provider": "Indirect provider", "indirect-reseller": "Indirect reseller",
	},
	Connections: map[string]string{"practice": "practice", "live": "live", "offline": "offline"},
	SubscriptionState: map[string]string{
		"active": "active", "suspended": "suspended", "pending": "pending", "expired": "expired",
		"disabled": "disabled", "deleted": "canceled", "none": "none",
	},
	UserState: map[string]string{"active": "active", "inactive": "deleted"},
	Blocks:    map[string]string{"account": "Account", "services": "Services", "licenses": "Licenses", "users": "Users"},
	SortFields: map[string]string{
		"name": "name", "domain": "domain", "relationship": "relationship",
		"adminRights": "admin rights", "agreement": "agreement", "country": "country",
	},
	Actions: map[string]string{
		"audit-refused":       "Microsoft's record refused",
		"support-contact-set": "Support contact named", "support-profile-set": "Support profile changed",
		"service-request-opened": "Service request opened", "service-request-noted": "Note added to request",
		"service-request-closed": "Service request closed", "relationship-removed": "Relationship ended",
		"admin-rights-given-up": "Admin rights given up",
		"invitation-finished":   "Request finished", "invitation-handed-over": "Mail handed over",
		"invitation-reminded": "Reminder handed over", "invitation-withdrawn": "Request withdrawn",
		"invitation-matched": "Request matched to customer", "invitation-snoozed": "Reminder put off", "match-declined": "Proposed customer declined", "refresh-finished": "Customers refreshed",
		"refresh-stopped": "Refresh stopped", "customers-imported": "Customers imported",
		"backup-restored":      "Backup restored",
		"subscription-changed": "Subscription changed", "bought": "Bought", "billing-changed": "Billing profile changed",
		"agreement-attested": "Agreement confirmed", "qualification-requested": "Qualification asked for",
		"user-added": "User added", "user-edited": "User changed", "password-reset": "Password reset",
		"user-deleted": "User deleted", "user-restored": "User restored", "role-added": "Role given", "role-removed": "Role taken away",
		"licenses-changed": "Licenses changed",
	},
	Outcomes: map[string]string{"done": "done", "failed": "failed", "unclear": "no answer", "dismissed": "put aside"},
	MailLanguages: map[string]string{
		"en": "English", "zh-CN": "简体中文", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "ja": "日本語",
		"ko": "한국어", "nl": "Nederlands", "pl": "Polski", "pt-BR": "Português (Brasil)",
	},
	JustNow:    "just now",
	MinutesAgo: Plural{"%d min ago", "%d min ago"},
	HoursAgo:   Plural{"%d hour ago", "%d hours ago"},
	DaysAgo:    Plural{"%d day ago", "%d days ago"},
	Comma:      ", ", Colon: ": ", And: ", ",
	FreeSpace: "Free some space and try again.",
	Below:     Plural{"%s more line below", "%s more lines below"},
}
