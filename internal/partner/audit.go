package partner

import (
	"encoding/json"
	"time"
)

// AuditRecord is one record of the activity that the service keeps of the
// partner's account, for 90 days (Partner Center, "Get a record of Partner
// Center activity by user").
type AuditRecord struct {
	ID           string
	At           time.Time
	Actor        string     // who did it: a user's name, or the id of an app
	Operation    string     // as the service names it, such as "add_customer"
	Outcome      Outcome    // failed for what failed or was declined
	Resource     string     // kind of what it was done to
	Customer     CustomerID // "" if none
	CustomerName string
	Detail       string          // what else the service says, as a text
	Raw          json.RawMessage // the whole record, without passwords
}

// AuditDays is for how many days the service gives its records.
const AuditDays = 90

// AuditAcceptances are the operations that say that a customer accepted a
// relationship.
func AuditAcceptances() []string { return []string{"add_customer", "dap_admin_relationship_approved"} }

// Source is who wrote a line of the activity record.
type Source string

// The sources.
const (
	SourceHere      Source = ""          // this program
	SourceMicrosoft Source = "microsoft" // the service's own record
)
