package i18n

import (
	"fmt"
	"strings"

	"cspdesk/internal/partner"
)

// Changes are the sentences about what changed and about terms that end soon,
// on their screen and on the command line.
type Changes struct {
	Title            string
	When, What, Who  string            // headings
	Kinds            map[string]string // by partner.ChangeKind
	Unseen           Plural            // %s changes that nobody has looked at
	Lines            Plural            // %s
	Reading          string
	Empty, EmptyHint string
	NoneNew          string // of the command line
	Waiting          Plural // %s terms that want a decision
	SeenAll          string
	NothingNew       string // why nothing can be marked
	NothingHere      string // why nothing can be opened
	Gone             string // "after" of a subscription that is no longer there

	Renewals      string            // heading
	Ends, Product string            // headings
	Decisions     map[string]string // by partner.RenewalKind; %s a length
	NoTerm        string            // instead of a length
	NoRenewals    string
	Automatic     Plural // %s
	OnlyKnown     string // %[1]s of %[2]s customers
	NobodyKnown   string

	Short, FlagSince, FlagSeen           string // of the command line
	RenewalsShort, FlagWithin, BadWithin string
}

var changesEnglish = Changes{
	Title: "What changed about your customers", When: "When", What: "What changed", Who: "Customer",
	Kinds: map[string]string{
		"new": "New customer", "vanished": "No longer listed", "listed-again": "Listed again", "name": "Name changed",
		"admin-rights-granted": "Admin rights granted", "admin-rights-removed": "Admin rights removed",
		"agreement-accepted": "Agreement accepted", "seats": "Seats changed",
		"subscription-ended": "Subscription ended", "subscription-suspended": "Subscription suspended",
	},
	Unseen: Plural{"%s new", "%s new"}, Lines: Plural{"%s change", "%s changes"},
	Reading: "Reading what changed ...",
	Empty:   "Nothing has changed yet.",
	EmptyHint: "A refresh notes who is new, who is no longer listed and who has another name; opening a customer notes changed admin rights, agreements and subscriptions. " +
		"Lines are kept for 400 days.",
	NoneNew:    "Nothing has changed.",
	Waiting:    Plural{"%s term ends within 60 days and needs a decision: {changes-renewals=t} shows it", "%s terms end within 60 days and need a decision: {changes-renewals=t} shows them"},
	SeenAll:    "All changes are marked as seen",
	NothingNew: "No change is new.", NothingHere: "There is no customer to open here.",
	Gone: "gone",

	Renewals: "Terms that end within 60 days", Product: "Subscription", Ends: "Ends",
	Decisions: map[string]string{"ends": "does not renew", "renews": "renews by itself (%s)"}, NoTerm: "term not known",
	NoRenewals:  "No known term needs a decision.",
	Automatic:   Plural{"%s more renews by itself for less than a year", "%s more renew by themselves for less than a year"},
	OnlyKnown:   "Only customers whose services were read are known: %[1]s of %[2]s.",
	NobodyKnown: "No customer's services were read yet. Open a customer, and its terms are known here.",

	Short: "What changed about customers since the desk was left", FlagSince: "last, or only after this: 2026-01-31, 2026-01-31T08:00:00Z, 7d, 12h, yesterday",
	FlagSeen:      "mark what is printed as seen",
	RenewalsShort: "Terms of subscriptions that end soon and need a decision", FlagWithin: "how soon, in days: 60d",
	BadWithin: "1d to 3650d",
}

// Change says in one line what changed about a customer: the kind, and what is
// known beyond it. Names in it are as they came.
func (s *Strings) Change(c partner.Change) string {
	var more []string
	switch c.Kind {
	case partner.ChangedListedAgain:
		if c.Before == string(partner.StandingRemoved) {
			more = append(more, Word(s.Common.Standing, c.Before))
		}
	case partner.ChangedName:
		more = append(more, c.Before+" -> "+c.After)
	case partner.ChangedSeats: // numbers first, since what comes last may be cut off
		more = append(more, c.Before+" -> "+c.After, c.Subject)
	case partner.ChangedSuspended:
		more = append(more, c.Subject)
	case partner.ChangedSubscription:
		after := Word(s.Common.SubscriptionState, c.After)
		if c.After == "" {
			after = s.Changes.Gone
		}
		more = append(more, c.Subject, after)
	}
	kind := Word(s.Changes.Kinds, string(c.Kind))
	if len(more) == 0 {
		return kind
	}
	return kind + s.Common.Colon + strings.Join(more, s.Common.Comma)
}

// Renewal says in one line what a term that ends soon wants to have decided.
// The name of the subscription in it is as it came.
func (s *Strings) Renewal(r partner.Renewal) string {
	what := s.Changes.Decisions[string(r.Kind)]
	if r.Kind == partner.RenewalLong {
		what = fmt.Sprintf(what, s.TermLength(r.NextTerm()))
	}
	return what + s.Common.Colon + s.Number(r.Subscription.Quantity) + " x " + r.Subscription.Name()
}

// TermLength writes the length of a term such as P1Y.
func (s *Strings) TermLength(iso string) string {
	years, months, ok := partner.ParseTerm(iso)
	switch {
	case iso == "":
		return s.Changes.NoTerm
	case !ok:
		return iso
	case years > 0:
		return s.Count(s.Subscriptions.Years, years)
	}
	return s.Count(s.Subscriptions.Months, months)
}
