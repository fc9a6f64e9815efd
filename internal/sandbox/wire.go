package sandbox

// The shapes of the REST API's answers, from the resource pages of the Partner
// Center developer documentation. A pointer or omitempty marks what the
// service leaves out.

type attributes struct {
	Etag       string `json:"etag,omitempty"`
	ObjectType string `json:"objectType"`
}

type header struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type link struct {
	URI     string   `json:"uri"`
	Method  string   `json:"method"`
	Headers []header `json:"headers"`
}

func get(uri string, headers ...header) *link {
	return &link{URI: uri, Method: "GET", Headers: append([]header{}, headers...)}
}

type links struct {
	Self          *link `json:"self,omitempty"`
	Next          *link `json:"next,omitempty"`
	Previous      *link `json:"previous,omitempty"`
	AdminService  *link `json:"adminService,omitempty"`
	ServiceHealth *link `json:"serviceHealth,omitempty"`
	ServiceTicket *link `json:"serviceTicket,omitempty"`
	Offer         *link `json:"offer,omitempty"`
	Product       *link `json:"product,omitempty"`
	Sku           *link `json:"sku,omitempty"`
	Parent        *link `json:"parentSubscription,omitempty"`
}

type collection[T any] struct {
	TotalCount int        `json:"totalCount"`
	Items      []T        `json:"items"`
	Links      *links     `json:"links,omitempty"`
	Attributes attributes `json:"attributes"`
}

func collect[T any](items []T, l *links) collection[T] {
	return collection[T]{TotalCount: len(items), Items: items, Links: l, Attributes: attributes{ObjectType: "Collection"}}
}

type relationshipRequest struct {
	URL        string     `json:"url"`
	Attributes attributes `json:"attributes"`
}

type addressBody struct {
	Country      string `json:"country"`
	Region       string `json:"region,omitempty"`
	City         string `json:"city"`
	State        string `json:"state,omitempty"`
	AddressLine1 string `json:"addressLine1"`
	AddressLine2 string `json:"addressLine2,omitempty"`
	AddressLine3 string `json:"addressLine3,omitempty"`
	PostalCode   string `json:"postalCode"`
	FirstName    string `json:"firstName,omitempty"`
	MiddleName   string `json:"middleName,omitempty"`
	LastName     string `json:"lastName,omitempty"`
	PhoneNumber  string `json:"phoneNumber,omitempty"`
}

type companyProfile struct {
	TenantID    string       `json:"tenantId"`
	Domain      string       `json:"domain"`
	CompanyName string       `json:"companyName"`
	Address     *addressBody `json:"address,omitempty"`
	Email       string       `json:"email,omitempty"`
	Links       links        `json:"links"`
	Attributes  attributes   `json:"attributes"`
}

type billingProfile struct {
	ID             string      `json:"id"`
	FirstName      string      `json:"firstName"`
	LastName       string      `json:"lastName"`
	Email          string      `json:"email"`
	Culture        string      `json:"culture"`
	Language       string      `json:"language"`
	CompanyName    string      `json:"companyName"`
	DefaultAddress addressBody `json:"defaultAddress"`
	Links          links       `json:"links"`
	Attributes     attributes  `json:"attributes"`
}

// customerItem is a customer in a list: without billing data and rights.
type customerItem struct {
	ID                    string         `json:"id"`
	CompanyProfile        companyProfile `json:"companyProfile"`
	RelationshipToPartner string         `json:"relationshipToPartner"`
	Links                 links          `json:"links"`
	Attributes            attributes     `json:"attributes"`
}

type customerBody struct {
	ID                    string         `json:"id"`
	CommerceID            string         `json:"commerceId"`
	CompanyProfile        companyProfile `json:"companyProfile"`
	BillingProfile        billingProfile `json:"billingProfile"`
	RelationshipToPartner string         `json:"relationshipToPartner"`
	AllowDelegatedAccess  bool           `json:"allowDelegatedAccess"`
	CustomDomains         []string       `json:"customDomains,omitempty"`
	Links                 links          `json:"links"`
	Attributes            attributes     `json:"attributes"`
}

type organizationItem struct {
	Street            string   `json:"street"`
	CountryLetterCode string   `json:"countryLetterCode"`
	PostalCode        string   `json:"postalCode"`
	City              string   `json:"city"`
	State             *string  `json:"state"`
	DisplayName       string   `json:"displayName"`
	TechnicalMails    []string `json:"technicalNotificationMails"`
}

type contactBody struct {
	FirstName   string `json:"firstName"`
	LastName    string `json:"lastName"`
	Email       string `json:"email"`
	PhoneNumber string `json:"phoneNumber,omitempty"`
}

type organizationProfile struct {
	ID             string      `json:"id"`
	CompanyName    string      `json:"companyName"`
	DefaultAddress addressBody `json:"defaultAddress"`
	TenantID       string      `json:"tenantId"`
	Domain         string      `json:"domain"`
	Email          string      `json:"email"`
	Language       string      `json:"language"`
	Culture        string      `json:"culture"`
	Links          links       `json:"links"`
	Attributes     attributes  `json:"attributes"`
}

type mpnProfile struct {
	PartnerName string     `json:"partnerName"`
	MPNID       string     `json:"mpnId"`
	ProfileType string     `json:"profileType"`
	Links       links      `json:"links"`
	Attributes  attributes `json:"attributes"`
}

type legalProfile struct {
	CompanyName            string      `json:"companyName"`
	Address                addressBody `json:"address"`
	PrimaryContact         contactBody `json:"primaryContact"`
	CompanyApproverAddress addressBody `json:"companyApproverAddress"`
	CompanyApproverEmail   string      `json:"companyApproverEmail"`
	VettingStatus          string      `json:"vettingStatus"`
	VettingSubStatus       string      `json:"vettingSubStatus"`
	ProfileType            string      `json:"profileType"`
	Links                  links       `json:"links"`
	Attributes             attributes  `json:"attributes"`
}

type partnerRelationship struct {
	ID               string     `json:"id"`
	Name             string     `json:"name"`
	RelationshipType string     `json:"relationshipType"`
	State            string     `json:"state"`
	MPNID            string     `json:"mpnId"`
	Location         string     `json:"location"`
	Attributes       attributes `json:"attributes"`
}

type agreementItem struct {
	UserID         string      `json:"userId,omitempty"`
	PrimaryContact contactBody `json:"primaryContact"`
	TemplateID     string      `json:"templateId"`
	DateAgreed     string      `json:"dateAgreed"`
	Type           string      `json:"type"`
	AgreementLink  string      `json:"agreementLink"`
}

type signedStatus struct {
	IsSigned bool `json:"isSigned"`
}

type qualificationItem struct {
	Qualification      string `json:"qualification"`
	VettingStatus      string `json:"vettingStatus"`
	VettingCreatedDate string `json:"vettingCreatedDate,omitempty"`
}

type productType struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
}

type subscriptionBody struct {
	ID                           string              `json:"id"`
	OfferID                      string              `json:"offerId"`
	EntitlementID                string              `json:"entitlementId,omitempty"`
	OfferName                    string              `json:"offerName"`
	FriendlyName                 string              `json:"friendlyName"`
	ProductType                  *productType        `json:"productType,omitempty"`
	Quantity                     int                 `json:"quantity"`
	UnitType                     string              `json:"unitType"`
	ParentSubscriptionID         string              `json:"parentSubscriptionId,omitempty"`
	HasPurchasableAddons         bool                `json:"hasPurchasableAddons"`
	CreationDate                 string              `json:"creationDate"`
	EffectiveStartDate           string              `json:"effectiveStartDate"`
	CommitmentEndDate            string              `json:"commitmentEndDate"`
	CommitmentEndDateTime        string              `json:"commitmentEndDateTime,omitempty"`
	Status                       string              `json:"status"`
	AutoRenewEnabled             bool                `json:"autoRenewEnabled"`
	IsTrial                      bool                `json:"isTrial"`
	IsMicrosoftProduct           bool                `json:"isMicrosoftProduct"`
	AttentionNeeded              bool                `json:"attentionNeeded"`
	ActionTaken                  bool                `json:"actionTaken"`
	BillingType                  string              `json:"billingType"`
	BillingCycle                 string              `json:"billingCycle"`
	TermDuration                 string              `json:"termDuration"`
	RenewalTermDuration          string              `json:"renewalTermDuration"`
	Actions                      []string            `json:"actions"`
	SuspensionReasons            []string            `json:"suspensionReasons,omitempty"`
	PartnerID                    string              `json:"partnerId"`
	OrderID                      string              `json:"orderId"`
	PublisherName                string              `json:"publisherName"`
	ContractType                 string              `json:"contractType"`
	CancellationAllowedUntilDate string              `json:"cancellationAllowedUntilDate,omitempty"`
	BillingCycleEndDate          string              `json:"billingCycleEndDate,omitempty"`
	RefundOptions                []refundOption      `json:"refundOptions,omitempty"`
	RefundableQuantity           *refundableQuantity `json:"refundableQuantity,omitempty"`
	NextTerm                     *nextTermBody       `json:"scheduledNextTermInstructions,omitempty"`

	Links      links      `json:"links"`
	Attributes attributes `json:"attributes"`
}

type refundOption struct {
	Type      string `json:"type"`
	ExpiresAt string `json:"expiresAt"`
}

type refundableQuantity struct {
	TotalQuantity int                `json:"totalQuantity"`
	Details       []refundableDetail `json:"details"`
}

type refundableDetail struct {
	Quantity     int    `json:"quantity"`
	AllowedUntil string `json:"allowedUntilDateTime"`
}

type nextTermBody struct {
	Product           nextTermProduct `json:"product"`
	Quantity          *int            `json:"quantity,omitempty"`
	CustomTermEndDate string          `json:"customTermEndDate,omitempty"`
}

type nextTermProduct struct {
	ProductID      string `json:"productId"`
	SkuID          string `json:"skuId"`
	AvailabilityID string `json:"availabilityId,omitempty"`
	BillingCycle   string `json:"billingCycle"`
	TermDuration   string `json:"termDuration"`
	PromotionID    string `json:"promotionId,omitempty"`
}

// product gives the product of the next term; nil for an unknown one.
func (n nextTermBody) product() *product {
	return productOf(n.Product.ProductID + ":" + n.Product.SkuID)
}

type userBody struct {
	ID                string     `json:"id"`
	UserPrincipalName string     `json:"userPrincipalName"`
	FirstName         string     `json:"firstName"`
	LastName          string     `json:"lastName"`
	DisplayName       string     `json:"displayName"`
	UsageLocation     string     `json:"usageLocation,omitempty"`
	UserDomainType    string     `json:"userDomainType"`
	State             string     `json:"state"`
	SoftDeletionTime  string     `json:"softDeletionTime,omitempty"`
	LastDirectorySync *string    `json:"lastDirectorySyncTime"`
	ImmutableID       string     `json:"immutableId,omitempty"`
	Links             links      `json:"links"`
	Attributes        attributes `json:"attributes"`

	PasswordProfile *passwordProfile `json:"passwordProfile,omitempty"` // in the answer to the call that set it
}

type passwordProfile struct {
	Password            string `json:"password"`
	ForceChangePassword bool   `json:"forceChangePassword"`
}

type productSku struct {
	ID             string `json:"id"`
	Name           string `json:"name"`
	SkuPartNumber  string `json:"skuPartNumber"`
	TargetType     string `json:"targetType"`
	LicenseGroupID string `json:"licenseGroupId"`
}

type servicePlan struct {
	ID               string `json:"id"`
	DisplayName      string `json:"displayName"`
	ServiceName      string `json:"serviceName"`
	CapabilityStatus string `json:"capabilityStatus"`
	TargetType       string `json:"targetType"`
}

type subscribedSku struct {
	AvailableUnits   int           `json:"availableUnits"`
	ActiveUnits      int           `json:"activeUnits"`
	ConsumedUnits    int           `json:"consumedUnits"`
	SuspendedUnits   int           `json:"suspendedUnits"`
	TotalUnits       int           `json:"totalUnits"`
	WarningUnits     int           `json:"warningUnits"`
	ProductSku       productSku    `json:"productSku"`
	ServicePlans     []servicePlan `json:"servicePlans"`
	CapabilityStatus string        `json:"capabilityStatus"`
	Attributes       attributes    `json:"attributes"`
}

type licenseItem struct {
	ServicePlans []servicePlan `json:"servicePlans"`
	ProductSku   productSku    `json:"productSku"`
	Attributes   attributes    `json:"attributes"`
}

type managedService struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	GroupName  string     `json:"groupName"`
	Links      links      `json:"links"`
	Attributes attributes `json:"attributes"`
}
