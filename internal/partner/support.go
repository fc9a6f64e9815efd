package partner

import (
	"strings"
	"time"
)

// The parts of a customer that are kept as blocks are, and that the record does
// not list.
const (
	BlockRequests Block = "requests"
	BlockContacts Block = "contacts"
)

// SupportContact is the partner to whom a customer is sent for help with one
// subscription (Partner Center, "Support contact").
type SupportContact struct {
	TenantID string `json:"tenantId"`
	MPNID    string `json:"mpnId"`
	Name     string `json:"name"`
}

// SupportProfile is how customers reach the partner for help.
type SupportProfile struct {
	Email     string `json:"email"`
	Telephone string `json:"telephone"`
	Website   string `json:"website"`
}

// Severity says how much a service request hurts. Values that are not known
// here are kept as they came.
type Severity string

// The severities ("Service request resources").
const (
	SeverityCritical Severity = "critical"
	SeverityModerate Severity = "moderate"
	SeverityMinimal  Severity = "minimal"
)

// Severities lists every severity that can be chosen, the gravest first.
func Severities() []Severity {
	return []Severity{SeverityCritical, SeverityModerate, SeverityMinimal}
}

// FirstAnswer is how long Microsoft takes at most to answer a request in English
// for the first time; 0 if that is not known ("Report problems on behalf of a
// customer").
func (s Severity) FirstAnswer() time.Duration {
	switch s {
	case SeverityCritical:
		return 2 * time.Hour
	case SeverityModerate:
		return 4 * time.Hour
	case SeverityMinimal:
		return 8 * time.Hour
	}
	return 0
}

// RequestStatus is how far a service request is. Values that are not known here
// are kept as they came.
type RequestStatus string

// The states of a service request.
const (
	RequestOpen      RequestStatus = "open"
	RequestClosed    RequestStatus = "closed"
	RequestAttention RequestStatus = "attention_needed"
)

// ServiceRequest is a question to Microsoft about a customer.
type ServiceRequest struct {
	ID           string        `json:"id"` // digits
	Title        string        `json:"title"`
	Description  string        `json:"description"`
	Severity     Severity      `json:"severity"`
	Status       RequestStatus `json:"status"`
	Topic        string        `json:"topic"`
	Product      string        `json:"product"`
	Organization string        `json:"organization"`
	Contact      string        `json:"contact"` // name and address of who asked
	Created      time.Time     `json:"created"`
	Modified     time.Time     `json:"modified"`
	Closed       time.Time     `json:"closed"`
	Notes        []RequestNote `json:"notes"` // the oldest first
}

// RequestNote is an entry of a service request.
type RequestNote struct {
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// SupportTopic is what a service request can be about.
type SupportTopic struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// NewRequest is a service request that is about to be opened for a customer.
type NewRequest struct {
	Customer     Customer
	Subscription Subscription // the zero value if it is about none in particular
	Severity     Severity
	Topic        SupportTopic // the zero value where the service names none
	Title        string
	Text         string
}

// The most that a request may hold, in runes. The service documents no limits;
// these keep a paste of a whole log out.
const (
	MaxRequestTitle = 250
	MaxRequestText  = 20_000
)

// Check says what is missing in a new request: CodeInvalidInput, or nil.
func (r NewRequest) Check() error {
	switch {
	case strings.TrimSpace(r.Title) == "":
		return NewError(CodeInvalidInput, "the request needs a title", nil)
	case strings.TrimSpace(r.Text) == "":
		return NewError(CodeInvalidInput, "the request needs a text", nil)
	case r.Severity.FirstAnswer() == 0:
		return NewError(CodeInvalidInput, "the request needs a severity: critical, moderate or minimal", nil)
	case len([]rune(r.Title)) > MaxRequestTitle || len([]rune(r.Text)) > MaxRequestText:
		return NewError(CodeTooLong, "the request is too long", nil)
	}
	return nil
}

// SupportPacket is everything that a portal's form or a person on the phone asks
// for when a service request is opened for a customer. The contact is the
// partner's own, never the customer's.
type SupportPacket struct {
	Partner  Profile
	Contact  SupportProfile
	Request  NewRequest
	AnswerBy time.Time // the promised first answer if it is opened now, in the person's zone
}

// Support is what is kept of a customer's service requests and support contacts.
type Support struct {
	Requests      []ServiceRequest
	RequestsState BlockState
	Contacts      map[string]SupportContact // by subscription id; one that the service would not name is missing
	ContactsState BlockState
}

// TakesSupportContact says why a subscription cannot be given a support contact:
// "" if it can. Only those bought by license outside the new commerce have one
// ("Update a support contact"), and not in the cloud operated by 21Vianet.
func (s Subscription) TakesSupportContact(cloud Cloud) SupportContactRefusal {
	switch {
	case cloud == CloudChina:
		return ContactRefusedCloud
	case s.NewCommerce():
		return ContactRefusedNewCommerce
	case !s.BySeat():
		return ContactRefusedUsage
	}
	return ""
}

// SupportContactRefusal is why there is no support contact.
type SupportContactRefusal string

// The refusals.
const (
	ContactRefusedNewCommerce SupportContactRefusal = "new-commerce"
	ContactRefusedUsage       SupportContactRefusal = "usage"
	ContactRefusedCloud       SupportContactRefusal = "cloud"
)

// The changes at Microsoft about support and about the relationship itself.
const (
	ActionContactSet    Action = "support-contact-set"
	ActionProfileSet    Action = "support-profile-set"
	ActionRequestOpened Action = "service-request-opened"
	ActionRequestNoted  Action = "service-request-noted"
	ActionRequestClosed Action = "service-request-closed"
	ActionRelationEnded Action = "relationship-removed"
	ActionRightsGivenUp Action = "admin-rights-given-up"
)
