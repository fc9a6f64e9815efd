package partner

import (
	"slices"
	"strings"
	"time"
)

// InvitationState is where a relationship request stands. Partner Center keeps
// no list of pending requests, so this is the only record of them.
type InvitationState string

// The states of an invitation.
const (
	StateDraft      InvitationState = "draft"       // being written; may change in every way
	StateReady      InvitationState = "ready"       // finished and stored, not handed over yet
	StateHandedOver InvitationState = "handed-over" // given to the mail app, the clipboard or a file; never known to be sent
	StateAccepted   InvitationState = "accepted"    // matched to a customer by a person
	StateWithdrawn  InvitationState = "withdrawn"   // no longer waited for; the link itself keeps working
)

// InvitationStates lists the states in the order in which they follow.
func InvitationStates() []InvitationState {
	return []InvitationState{StateDraft, StateReady, StateHandedOver, StateAccepted, StateWithdrawn}
}

// Valid reports whether s is a state that this program knows.
func (s InvitationState) Valid() bool { return slices.Contains(InvitationStates(), s) }

// Open reports whether an acceptance is still waited for.
func (s InvitationState) Open() bool { return s == StateReady || s == StateHandedOver }

// Channel is a way in which a mail left this program.
type Channel string

// The channels.
const (
	ChannelMailApp   Channel = "mail-app"
	ChannelClipboard Channel = "clipboard"
	ChannelFile      Channel = "file"
	ChannelPrinted   Channel = "printed"
)

// HandOver is one time that a mail left this program.
type HandOver struct {
	Channel  Channel   `json:"channel"`
	Detail   string    `json:"detail"`   // path of a file, or route of a copy ("native", "osc52")
	Reminder bool      `json:"reminder"` // a reminder and not the first mail
	At       time.Time `json:"at"`
}

// Invitation is a relationship request: to whom, what is asked, the mail, and
// what became of it.
type Invitation struct {
	ID          string // short, unique in the profile, such as "inv-7f3k2m"
	State       InvitationState
	AdminRights bool   // asked for
	Name        string // company that is expected to accept; "" if not said
	To          string // mail address; "" if not said
	Country     string // ISO 3166-1 alpha-2; "" if not said
	MailLang    string // as MailLanguageTags reads it, such as "de" or "zh-CN,en"
	Provider    string // tenant id of the indirect provider in the link; "" if none
	Note        string // own note, never sent
	Draft       Draft
	Step        int          // wizard step that a draft was left at, from 1
	Revision    int          // grows with each stored change; 0 before the first
	Customer    CustomerID   // who accepted; "" until matched
	Declined    []CustomerID // who did not accept it, as a person said
	HandedOver  []HandOver
	CreatedBy   string // login name on this computer
	PartnerID   string // tenant id of the profile that asked
	CreatedAt   time.Time
	UpdatedAt   time.Time
	FinishedAt  time.Time // zero while a draft
	SnoozeUntil time.Time // not due before then; zero if it was not put off
	AcceptedAt  time.Time // zero until matched: when the customer accepted, as the service recorded it, or else when that was noticed here
}

// Has reports whether all words stand somewhere in the names, addresses and notes of
// an invitation. Case makes no difference; no words stand in every one.
func (i Invitation) Has(words string) bool {
	text := strings.ToLower(strings.Join([]string{i.Name, i.To, i.Note, i.ID, i.CreatedBy, i.Draft.Subject}, "\n"))
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(words)), func(w string) bool { return !strings.Contains(text, w) })
}

// Due reports whether an open invitation has waited for at least after since it
// last left this program, so that a reminder makes sense, and was not put off.
func (i Invitation) Due(now time.Time, after time.Duration) bool {
	at := i.DueAt(after)
	return i.State.Open() && !at.IsZero() && !now.Before(at)
}

// DueAt gives when an invitation is due: so long after it last left this program,
// or when it was put off to, if that is later; zero if it has not left.
func (i Invitation) DueAt(after time.Duration) time.Time {
	since := i.FinishedAt
	for _, h := range i.HandedOver {
		if h.At.After(since) {
			since = h.At
		}
	}
	if since.IsZero() {
		return since
	}
	if due := since.Add(after); due.After(i.SnoozeUntil) {
		return due
	}
	return i.SnoozeUntil
}
