package partner

import (
	"strings"
	"time"
)

// IntentState says how far a write to Microsoft came.
type IntentState string

// The states of an intent. Open and unclear ones wait for a person.
const (
	IntentOpen      IntentState = "open"      // stored, and no result yet: under way, or the program ended in between
	IntentUnclear   IntentState = "unclear"   // sent, and no answer came
	IntentDone      IntentState = "done"      // the service did it
	IntentFailed    IntentState = "failed"    // the service refused it, or it was never sent
	IntentDismissed IntentState = "dismissed" // a person put it aside without knowing
)

// Settled reports whether nobody needs to look at an intent in this state.
func (s IntentState) Settled() bool { return s != IntentOpen && s != IntentUnclear }

// Intent is a write to Microsoft. It is on the disk before the call is sent, so
// that a program that ends in between knows later what may have happened.
type Intent struct {
	ID            string // GUID, also the MS-RequestId of the call
	At            time.Time
	Actor         string // login name on this computer
	Action        Action
	Customer      CustomerID // "" if the write is about the partner's own account
	Subject       string     // company concerned, as text that stays readable
	Object        string     // what of the customer is written: the id of a subscription, a user's name ...; "" if the customer itself
	Detail        string     // what is to be changed, in few words or values; never a password
	State         IntentState
	ClosedAt      time.Time // zero while it is open
	Result        string    // what the service said, or what a person found
	CorrelationID string    // to quote to Microsoft; "" if none
}

// Line is what the activity record says of the intent in its present state.
func (in Intent) Line() Activity {
	outcomes := map[IntentState]Outcome{
		IntentDone: OutcomeDone, IntentFailed: OutcomeFailed, IntentUnclear: OutcomeUnclear, IntentDismissed: OutcomeDismissed,
	}
	parts := make([]string, 0, 3)
	for _, part := range []string{in.Object, in.Detail, in.Result} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return Activity{
		At: in.ClosedAt, Actor: in.Actor, Action: in.Action, Outcome: outcomes[in.State], Customer: in.Customer,
		Subject: in.Subject, Detail: strings.Join(parts, ": "), CorrelationID: in.CorrelationID,
	}
}
