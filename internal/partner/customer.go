package partner

import "time"

// CustomerID is a customer's Microsoft ID: the GUID of their Entra tenant, in
// lower case. It is the identity of a customer; names and domains may repeat.
type CustomerID string

// Relationship is the service's relationshipToPartner. Values that are not
// known here are kept as they came.
type Relationship string

// The relationships documented for a customer resource.
const (
	RelationshipReseller Relationship = "reseller"
	RelationshipAdvisor  Relationship = "advisor"
	RelationshipNone     Relationship = "none"
	RelationshipUnknown  Relationship = "unknown"
)

// AdminRights says what is known about delegated administration privileges.
// The customer list does not carry them: they are known after the record of
// the customer was fetched once.
type AdminRights string

// The states of admin rights.
const (
	AdminRightsUnknown      AdminRights = ""
	AdminRightsGranted      AdminRights = "granted"
	AdminRightsNotRequested AdminRights = "not-requested" // never seen granted
	AdminRightsRemoved      AdminRights = "removed"       // seen granted before, and gone now
)

// Agreement says whether the Microsoft Customer Agreement is on file, signed
// by the customer directly or attested by the partner.
type Agreement string

// The states of the agreement.
const (
	AgreementUnknown  Agreement = ""
	AgreementAccepted Agreement = "accepted"
	AgreementMissing  Agreement = "missing"
)

// Standing says whether a customer is in the partner's list.
type Standing string

// The standings of a stored customer. A stored customer is never deleted.
const (
	StandingListed   Standing = "listed"
	StandingVanished Standing = "vanished" // absent from the last complete refresh
	StandingImported Standing = "imported" // known from a file only
	StandingRemoved  Standing = "removed"  // the partner ended the relationship
)

// Customer is a row of the customer list.
type Customer struct {
	ID            CustomerID
	CompanyName   string
	Domain        string // primary domain
	Relationship  Relationship
	AdminRights   AdminRights
	AdminRightsAt time.Time // when AdminRights was last seen to change; zero if unknown
	Agreement     Agreement
	Country       string // ISO 3166-1 alpha-2, or "" while unknown
	Tags          []string
	Note          string
	Nickname      string // our own name for them, searched too; "" if none
	Pinned        bool
	Standing      Standing
	FirstSeen     time.Time
	RefreshedAt   time.Time // last time that the service (or a file) confirmed this row
}

// LostRights reports whether the admin rights went while the relationship goes on,
// so that we stay responsible for support without them.
func (c Customer) LostRights() bool {
	return c.AdminRights == AdminRightsRemoved && c.Standing != StandingRemoved
}

// Block names a part of a customer's record. Each is fetched, kept and failing
// on its own.
type Block string

// The blocks of a record, in the order in which they are shown.
const (
	BlockAccount  Block = "account"
	BlockServices Block = "services"
	BlockLicenses Block = "licenses"
	BlockUsers    Block = "users"
)

// Blocks lists the blocks of a record in the order in which they are shown.
func Blocks() []Block { return []Block{BlockAccount, BlockServices, BlockLicenses, BlockUsers} }

// BlockState is what is kept of one block: the last good copy and what went
// wrong since.
type BlockState struct {
	Block     Block
	FetchedAt time.Time // of the last good copy; zero if there is none
	FailedAt  time.Time // of the last failure after that copy; zero if there is none
	Failure   *Error    // of that failure; nil if there is none
}

// Old reports whether a block that is shown is to be read again: its last good
// copy is that old. A refusal for want of granular rights counts as an answer,
// because asking again at once gives the same; what failed for want of a sign-in is
// old at once, because there may be one now.
func (s BlockState) Old(now time.Time, age time.Duration) bool {
	last := s.FetchedAt
	if s.Failure != nil && s.FailedAt.After(last) {
		switch s.Failure.Code {
		case CodeSignIn:
			return true
		case CodeGranularRights:
			last = s.FailedAt
		}
	}
	return now.Sub(last) >= age
}

// Record is all that is kept of one customer. A block that was never fetched
// is empty and its state has a zero FetchedAt.
type Record struct {
	Customer      Customer
	States        map[Block]BlockState
	Account       Account
	Subscriptions []Subscription
	Services      []ManagedService
	Licenses      []License
	Users         []User
	UsersTotal    int // users known at the service; Users may hold fewer
	Invitations   []Invitation
}

// Account is the account block of a record.
type Account struct {
	TenantID           string          `json:"tenantId"`
	Domain             string          `json:"domain"`
	CompanyName        string          `json:"companyName"`
	Email              string          `json:"email"`
	Address            Address         `json:"address"`
	BillingCompany     string          `json:"billingCompany"` // the name on the bills, which is the one in the service's list of customers too
	BillingContact     string          `json:"billingContact"`
	BillingEmail       string          `json:"billingEmail"`
	BillingAddress     Address         `json:"billingAddress"`
	Culture            string          `json:"culture"`
	Language           string          `json:"language"`
	CustomDomains      []string        `json:"customDomains"`
	DelegatedAccess    bool            `json:"delegatedAccess"`
	AgreementSigned    bool            `json:"agreementSigned"`    // the customer signed directly
	AgreementAttested  time.Time       `json:"agreementAttested"`  // date of the partner's attestation; zero if none
	AgreementUnchecked bool            `json:"agreementUnchecked"` // the service would not say; both values above mean nothing
	Qualifications     []Qualification `json:"qualifications"`
	Partners           []OtherPartner  `json:"partners"` // partners that hold this customer too
}

// Address is a postal address as the service keeps it.
type Address struct {
	Country      string `json:"country"` // ISO 3166-1 alpha-2
	Region       string `json:"region"`
	City         string `json:"city"`
	State        string `json:"state"`
	AddressLine1 string `json:"addressLine1"`
	AddressLine2 string `json:"addressLine2"`
	PostalCode   string `json:"postalCode"`
	FirstName    string `json:"firstName"`
	LastName     string `json:"lastName"`
	PhoneNumber  string `json:"phoneNumber"`
}

// Qualification is a special qualification of a customer, such as Education.
type Qualification struct {
	Name    string `json:"name"`
	Vetting string `json:"vetting"`
}

// OtherPartner is a partner that the service names in a customer's or in our
// own relationships.
type OtherPartner struct {
	TenantID     string `json:"tenantId"`
	Name         string `json:"name"`
	Relationship string `json:"relationship"`
	State        string `json:"state"`
	MPNID        string `json:"mpnId"`
	Country      string `json:"country"`
}

// Subscription is a line of the services block. Enum values are kept as the
// service sent them.
type Subscription struct {
	ID           string    `json:"id"`
	OfferName    string    `json:"offerName"`
	Nickname     string    `json:"nickname"`
	ProductType  string    `json:"productType"`
	ParentID     string    `json:"parentId"` // of an add-on; "" otherwise
	Quantity     int       `json:"quantity"`
	UnitType     string    `json:"unitType"`
	Status       string    `json:"status"` // active, suspended, deleted, expired, disabled, pending ...
	BillingCycle string    `json:"billingCycle"`
	Term         string    `json:"term"` // ISO 8601 duration, "" if none
	AutoRenew    bool      `json:"autoRenew"`
	Trial        bool      `json:"trial"`
	Starts       time.Time `json:"starts"`
	Ends         time.Time `json:"ends"` // end of the commitment; zero if it never ends or is unknown

	OfferID         string            `json:"offerId"` // product:sku:availability in new commerce
	OrderID         string            `json:"orderId"`
	RenewalTerm     string            `json:"renewalTerm"`            // ISO 8601 duration, "" if none
	CancelUntil     time.Time         `json:"cancelUntil,omitzero"`   // zero if the service does not say
	RefundableKnown bool              `json:"refundableKnown"`        // the service said how many seats may be given back
	Refundable      []RefundableSeats `json:"refundable,omitempty"`   // those that may be given back
	SuspendedFor    []string          `json:"suspendedFor,omitempty"` // reasons, in the service's words
	NextTerm        bool              `json:"nextTermScheduled"`      // instructions for the next term are on file
	RefundUntil     time.Time         `json:"refundUntil,omitzero"`   // end of a full or partial refund; zero if the service does not say
}

// RefundableSeats are seats of a subscription that may be given back until a
// time.
type RefundableSeats struct {
	Seats int       `json:"seats"`
	Until time.Time `json:"until,omitzero"`
}

// ManagedService is a portal that opens in the customer's context.
type ManagedService struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Group     string `json:"group"`
	AdminURL  string `json:"adminUrl"`
	HealthURL string `json:"healthUrl"`
	TicketURL string `json:"ticketUrl"`
}

// License is a product with its seats.
type License struct {
	SkuID      string `json:"skuId"`
	Name       string `json:"name"`
	PartNumber string `json:"partNumber"`
	Total      int    `json:"total"`
	Consumed   int    `json:"consumed"`
	Available  int    `json:"available"`
	Suspended  int    `json:"suspended"`
	Warning    int    `json:"warning"`
	Status     string `json:"status"`

	Group string        `json:"group,omitempty"` // of licenses; a change concerns one group alone
	Plans []ServicePlan `json:"plans,omitempty"`
}

// User is a user of a customer.
type User struct {
	ID            string        `json:"id"`
	DisplayName   string        `json:"displayName"`
	FirstName     string        `json:"firstName"`
	LastName      string        `json:"lastName"`
	PrincipalName string        `json:"principalName"`
	State         string        `json:"state"` // active, inactive
	UsageLocation string        `json:"usageLocation"`
	DomainType    string        `json:"domainType"`
	LicensesKnown bool          `json:"licensesKnown"`
	Licenses      []UserLicense `json:"licenses"`
	DeletedAt     time.Time     `json:"deletedAt,omitzero"` // restorable for 30 days from then; zero if active
	SyncedAt      time.Time     `json:"syncedAt,omitzero"`  // last copied from the customer's own directory; zero if it lives in the cloud
}

// UserLicense is a license that a user holds.
type UserLicense struct {
	SkuID string   `json:"skuId"`
	Name  string   `json:"name"`
	Off   []string `json:"off,omitempty"` // ids of the service plans that are switched off
}
