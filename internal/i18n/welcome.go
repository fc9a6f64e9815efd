package i18n

// Welcome are the sentences of the first start.
type Welcome struct {
	Title, Intro               string
	Practice, PracticeMeans    string
	Connect, ConnectMeans      string
	Offline, OfflineMeans      string
	FormTitle                  string
	Working                    string
	Company, Tenant, Country   string
	Kind, Cloud, MPN, Provider string
	Link                       string
	CompanyWhere, TenantWhere  string
	CountryWhere, KindWhere    string
	CloudWhere, MPNWhere       string
	ProviderWhere, LinkWhere   string
	NeedCompany, BadTenant     string
	NeedCountry                string
	WhichCountry               string // %s are names
	BadCountry, BadMPN         string
	BadProvider, NeedLink      string
	BadLink                    string // %s is why
	Candidates                 string // %s are names
	CloudClosed                string
	LinkOtherwise              string // %s is the cloud
}

var welcomeEnglish = Welcome{
	Title:    "Welcome to cspdesk",
	Intro:    "A desk for partners in Microsoft's Cloud Solution Provider program. How do you want to begin?",
	Practice: "Practice", PracticeMeans: "A built-in Partner Center on this computer, with sample customers. Nothing leaves this computer.",
	Connect: "Connect", ConnectMeans: "Sign in to Partner Center.",
	Offline: "Offline", OfflineMeans: "No sign-in: write invitations, import your customers from a file, keep your own notes.",
	FormTitle: "Your company, as customers and Partner Center know it",
	Working:   "One moment",
	Company:   "Company", Tenant: "Tenant id", Country: "Country", Kind: "You are", Cloud: "Cloud",
	MPN: "PartnerID", Provider: "Provider", Link: "Link",
	CompanyWhere:  "The name that customers read in the mail. Partner Center: Settings, Account settings, Organization profile, Legal info.",
	TenantWhere:   "The Microsoft ID of your company. Partner Center: Settings, Account settings, Tenants; or the Entra admin center, Overview.",
	CountryWhere:  "Where your partner account is registered; it decides your market. Type its name or its two-letter code.",
	KindWhere:     "Direct bill partners and indirect providers buy from Microsoft; indirect resellers buy from a provider.",
	CloudWhere:    "The Microsoft cloud of your partner account. Most partners are in the public cloud.",
	MPNWhere:      "Your location's PartnerID (formerly MPN ID), digits only. Partner Center: Settings, Account settings, Identifiers.",
	ProviderWhere: "Optional: the tenant id of the indirect provider that you usually work with. Partner Center: Indirect providers.",
	LinkWhere:     "Partner Center: Customers, Request a reseller relationship; copy the link from the draft there.",
	NeedCompany:   "The company's name is needed.",
	BadTenant:     "A tenant id looks like 11111111-2222-3333-4444-555555555555.",
	NeedCountry:   "The country is needed.",
	WhichCountry:  "Which one: %s?",
	BadCountry:    "This country is not known.",
	BadMPN:        "The PartnerID has digits only; an indirect reseller needs one.",
	BadProvider:   "A tenant id looks like 11111111-2222-3333-4444-555555555555. It may be left out.",
	NeedLink:      "The link from Partner Center is needed here.",
	BadLink:       "This link cannot be used: %s",
	Candidates:    "%s?",
	CloudClosed:   "The Germany cloud closed on 29 October 2021: it takes no new customers.",
	LinkOtherwise: "For the %s no shape of the link is documented, so it has to come from Partner Center.",
}
