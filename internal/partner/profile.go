package partner

// Connection says what stands behind a profile.
type Connection string

// The connections a profile may have.
const (
	ConnectionPractice Connection = "practice" // the built-in Partner Center on this computer
	ConnectionLive     Connection = "live"     // Microsoft's Partner Center
	ConnectionOffline  Connection = "offline"  // no Partner Center: invitations, imported customers and own notes
)

// Valid reports whether c is a connection that this program knows.
func (c Connection) Valid() bool {
	return c == ConnectionPractice || c == ConnectionLive || c == ConnectionOffline
}

// Kind is the partner's place in the Cloud Solution Provider program.
type Kind string

// The kinds of partner.
const (
	KindDirect           Kind = "direct"
	KindIndirectProvider Kind = "indirect-provider"
	KindIndirectReseller Kind = "indirect-reseller"
)

// Kinds lists every kind in the order in which people choose one.
func Kinds() []Kind { return []Kind{KindDirect, KindIndirectProvider, KindIndirectReseller} }

// Valid reports whether k is a kind that this program knows.
func (k Kind) Valid() bool {
	return k == KindDirect || k == KindIndirectProvider || k == KindIndirectReseller
}

// TokenStore says where the tokens of a sign-in are kept.
type TokenStore string

// The places for tokens.
const (
	TokensInKeyring TokenStore = "keyring" // of the operating system
	TokensInMemory  TokenStore = "memory"  // for one run
	TokensInFile    TokenStore = "file"    // in the profile's folder, for its owner alone
)

// Valid reports whether s is a place that this program knows; "" is the keyring.
func (s TokenStore) Valid() bool {
	return s == "" || s == TokensInKeyring || s == TokensInMemory || s == TokensInFile
}

// RoleSource says where the roles of a profile come from.
type RoleSource string

// RolesFromDirectory are all the roles that the directory named when the person
// signed in.
const RolesFromDirectory RoleSource = "directory"

// Profile is one partner account: the tenant whose customers are looked after.
// It holds no secret.
type Profile struct {
	Name       string     // chosen by the person; also the name of the profile's folder
	Connection Connection //
	Cloud      Cloud      //
	TenantID   string     // Microsoft Entra tenant id, a GUID in lower case
	Company    string     // as customers should read it in the mail
	Country    string     // ISO 3166-1 alpha-2, upper case: decides the market
	Kind       Kind       //
	MPNID      string     // location PartnerID, digits; "" if unknown
	Provider   string     // indirect reseller: tenant id of the provider that is usual; "" if none
	Roles      []Role     // what the person may do in this tenant; empty if unknown
	RolesFrom  RoleSource // who said so; "" is the person
	ClientID   string     // app registration used to sign in; "" if none
	TokenStore TokenStore // where tokens are kept; "" is the keyring
	Signature  string     // closing lines of the mail; "" means the company name
	Link       string     // offline: request link pasted from Partner Center, for clouds without a documented shape; "" means it is built
}
