package partner

import "time"

// Action names what was done, in the activity record. The set may grow.
type Action string

// The actions that are recorded.
const (
	ActionInvitationFinished  Action = "invitation-finished"
	ActionInvitationHandedOut Action = "invitation-handed-over"
	ActionInvitationReminded  Action = "invitation-reminded"
	ActionInvitationWithdrawn Action = "invitation-withdrawn"
	ActionInvitationMatched   Action = "invitation-matched"
	ActionInvitationSnoozed   Action = "invitation-snoozed"
	ActionMatchDeclined       Action = "match-declined"
	ActionRefreshFinished     Action = "refresh-finished"
	ActionRefreshStopped      Action = "refresh-stopped"
	ActionCustomersImported   Action = "customers-imported"
	ActionBackupRestored      Action = "backup-restored"
	ActionAuditRefused        Action = "audit-refused" // Microsoft's own record is not for this role
)

// Outcome is how an action ended.
type Outcome string

// The outcomes.
const (
	OutcomeDone   Outcome = "done"
	OutcomeFailed Outcome = "failed"
	// Of a write to Microsoft alone: nobody knows yet, and nobody will.
	OutcomeUnclear   Outcome = "unclear"
	OutcomeDismissed Outcome = "dismissed"
)

// Activity is one line of the append-only record of what was done.
type Activity struct {
	Source        Source
	Seq           int64 // order of recording in its source; 0 before it is stored
	At            time.Time
	Actor         string // login name on this computer, or who the service says it was
	Action        Action // or the name of the service's operation
	Outcome       Outcome
	Customer      CustomerID // "" if none
	Invitation    string     // id, "" if none
	Subject       string     // company or address concerned, as text that stays readable
	Detail        string     // numbers, file or reason; never a mail body or a token
	CorrelationID string     // to quote to Microsoft; "" if none
}
