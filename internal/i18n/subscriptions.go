package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// Fill puts values into the places %[1]s, %[2]s and so on of a sentence, any of
// which it may leave out.
func Fill(sentence string, values ...string) string {
	pairs := make([]string, 0, 2*len(values))
	for i, value := range values {
		pairs = append(pairs, "%["+strconv.Itoa(i+1)+"]s", value)
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// EditValue is the new value of an edit, for sentences that ask for it or say that
// it was made. A nickname comes as it is.
func (s *Strings) EditValue(e partner.SubscriptionEdit) string {
	switch {
	case e.Change == partner.ChangeSeats:
		return s.Count(s.Customers.Record.Seats, e.Seats)
	case e.Change == partner.ChangeNickname:
		return e.Nickname
	case e.AutoRenew:
		return s.Subscriptions.On
	}
	return s.Subscriptions.Off
}

// Consequence says what a change brings with it. Names come as they are.
func (s *Strings) Consequence(c partner.Consequence) string {
	return Fill(s.Subscriptions.Follow[c.Code], s.Count(s.Customers.Record.Seats, c.Seats), s.Date(c.At), strings.Join(c.Names, s.Common.And), s.Number(c.Held))
}

// Quantity says how much somebody has of a product, in the unit that the service
// names: seats in words, nothing for what is billed by use. The unit is as it came.
func (s *Strings) Quantity(n int, unit string) string {
	kind := strings.ToLower(unit)
	switch {
	case strings.HasPrefix(kind, "licen"), strings.HasPrefix(kind, "seat"):
		return s.Count(s.Customers.Record.Seats, n)
	case n <= 0, strings.HasPrefix(kind, "usage"):
		return ""
	case kind == "" || kind == "none":
		return s.Number(n)
	}
	return fmt.Sprintf(s.Customers.Record.Units, s.Number(n), unit)
}

// TermEnd says what happens at the end of a subscription's term, and when: "" for
// one that never ends, and for one that was over before its term on a day that the
// service does not tell. One that is suspended renews all the same.
func (s *Strings) TermEnd(sub partner.Subscription, now time.Time) string {
	words, end := s.Customers.Record, s.Date(sub.Ends)
	switch {
	case sub.Ends.IsZero() || sub.Ends.Year() >= 9999: // the service's way to say never
		return ""
	case strings.EqualFold(sub.Status, partner.SubscriptionDeleted), sub.Ended() && sub.Ends.After(now):
		return ""
	case sub.Ends.Before(now):
		return fmt.Sprintf(words.Ended, end)
	case sub.AutoRenew:
		return fmt.Sprintf(words.Renews, end)
	}
	return fmt.Sprintf(words.Ends, end)
}

// Subscriptions are the sentences of the screen that manages a customer's
// services, and of its commands.
type Subscriptions struct {
	Column    [4]string // name, seats, state, term
	Empty     string
	Portals   string
	NotOne    string // why a portal cannot be changed
	NotPortal string // why a subscription opens no portal
	NoPending string // why there is nothing to look at
	Reading   string
	Portal    map[string]string // by partner.PortalCheck; warnings before a portal opens
	PortalAsk string            // %s the name of the portal
	PortalNo  string
	PortalYes string
	Opened    string // %s the address
	Pending   Plural // %s changes without an answer
	Working   string

	Term         string // heads of the details
	Renewal      string
	SeatsNow     string
	Cancel       string
	Billing      string
	Bought       string
	Order        string
	SuspendedFor string
	ID           string

	Years, Months Plural // %s
	Cycles        map[string]string
	RenewsOn      string // %s a date
	EndsOn        string // %s a date
	NoEnd         string
	NextTerm      string
	AnyTime       string
	Fewest        string // %s seats
	FewestUntil   string // %s seats, %s a date
	FewestNow     string // %s seats
	CancelUntil   string // %s a date
	Computed      string // behind what was computed here
	Legacy        string

	SeatsLabel, SeatsHint, NameLabel, NameHint string
	NotANumber                                 string

	Ask      map[string]string // questions, by partner.SubscriptionChange; %[1]s the subscription, %[2]s the new value (Strings.EditValue)
	No       string
	Yes      map[string]string // by partner.SubscriptionChange
	Done     map[string]string // by partner.SubscriptionChange; %[1]s the subscription, %[2]s the new value
	UnderWay string            // %s the subscription
	On, Off  string            // of automatic renewal
	Follow   map[string]string // by partner.Consequence.Code (Strings.Consequence); %[1]s "5 seats", %[2]s a date, %[3]s names
	Conflict string
	Again    string

	Short, ListShort, ShowShort, SeatsShort, AutoRenewShort, NicknameShort, SuspendShort, ReactivateShort, CancelShort string // of the command line
	NotFound                                                                                                           string // %s an id or name
	Several                                                                                                            string // %s an id or name, %s ids
	SeveralFix                                                                                                         string
	RefusedFix                                                                                                         string // %s a command
	OnOff                                                                                                              string
}

var subscriptionsEnglish = Subscriptions{
	Column:  [4]string{"Subscription", "Seats", "State", "Term"},
	Empty:   "No subscriptions yet. {subscription-buy=b} buys one.",
	Portals: "Portals, for this customer",
	NotOne:  "A portal stands here, and no subscription. Choose a subscription above.", NotPortal: "Choose a portal below the subscriptions.",
	NoPending: "No change of this customer waits for an answer.",
	Reading:   "Reading the services ...",
	Portal: map[string]string{
		"ok":           "It opens in your browser, for this customer's tenant.",
		"other-tenant": "The address does not name this customer's tenant. Look which tenant the portal shows before you change anything there.",
		"unknown-host": "The address is not one of Microsoft's that are known here. Open it only if you expect it.",
		"bad":          "The address is not a safe https address, and is not opened.",
	},
	PortalAsk: "Open the portal %s?", PortalNo: "Do not open it", PortalYes: "Open it in the browser",
	Opened:  "Handed to your browser: %s",
	Pending: Plural{"%s change of this customer was sent and no answer came. Look at it before you change more.", "%s changes of this customer were sent and no answer came. Look at them before you change more."},
	Working: "Asking Partner Center ...",

	Term: "Term", Renewal: "Renewal", SeatsNow: "Seats", Cancel: "Canceling", Billing: "Billing", Bought: "Bought", Order: "Order",
	SuspendedFor: "Suspended", ID: "Subscription",

	Years: Plural{"%s year", "%s years"}, Months: Plural{"%s month", "%s months"},
	Cycles: map[string]string{
		"monthly": "billed monthly", "annual": "billed yearly", "triennial": "billed every three years", "biennial": "billed every two years",
		"one_time": "billed once", "none": "not billed by itself", "unknown": "billing not known",
	},
	RenewsOn: "renews itself on %s", EndsOn: "ends on %s", NoEnd: "without an end", NextTerm: "instructions for the next term are on file",
	AnyTime: "can go up and down any time", Fewest: "can go down to %s", FewestUntil: "can go down to %s until %s",
	FewestNow:   "can only go up now: the seven days in which seats can be given back have passed",
	CancelUntil: "possible until %s", Computed: "computed here; Partner Center decides",
	Legacy: "bought before new commerce: suspend it instead",

	SeatsLabel: "Seats", SeatsHint: "how many seats there are from now on", NameLabel: "Nickname",
	NameHint: "a name of your own for this subscription, also shown in Partner Center", NotANumber: "a whole number, please",

	Ask: map[string]string{
		"seats": "Change %[1]s to %[2]s?", "auto-renew": "Turn automatic renewal of %[1]s %[2]s?", "nickname": "Give %[1]s the nickname %[2]s?",
		"suspend": "Suspend %[1]s?", "reactivate": "Reactivate %[1]s?", "cancel": "Cancel %[1]s?",
	},
	No: "Leave it as it is",
	Yes: map[string]string{
		"seats": "Change the seats", "auto-renew": "Change the renewal", "nickname": "Change the nickname",
		"suspend": "Suspend it", "reactivate": "Reactivate it", "cancel": "Cancel the subscription",
	},
	Done: map[string]string{
		"seats": "%[1]s has %[2]s now", "auto-renew": "Automatic renewal of %[1]s is %[2]s now", "nickname": "%[1]s is called %[2]s now",
		"suspend": "%[1]s is suspended", "reactivate": "%[1]s is active again", "cancel": "%[1]s is canceled",
	},
	UnderWay: "Partner Center accepted the change of %s and is still making it. {fetch-block=r} reads again.",
	On:       "on", Off: "off",
	Follow: map[string]string{
		"more-seats":      "Charged for the rest of the term: %[1]s more.",
		"return-until":    "What is added can be given back until %[2]s, and after that only when the term renews.",
		"fewer-seats":     "Given back, and credited by Microsoft for the rest of the term: %[1]s.",
		"unassign":        "If more users hold a license than will fit (%[1]s), take theirs first; Microsoft does not choose whom.",
		"unassign-nobody": "Licenses in use, as last read: %[4]s. All of them still fit.",
		"unassign-held":   "Licenses in use, as last read: %[4]s, and only %[1]s will be left. Take the others back first; Microsoft does not choose whom.",
		"holders":         "Among those who hold one: %[3]s.",
		"renews":          "It renews itself on %[2]s, at the price of that day.",
		"ends":            "It ends on %[2]s. Its users cannot work with it after that.",
		"next-term":       "The instructions for the next term that are on file stay as they are.",
		"no-access":       "The users can no longer work with it.",
		"renewal-stays":   "Automatic renewal stays on: the term still renews on %[2]s.",
		"still-billed":    "Suspending does not stop the billing: the term is paid until %[2]s.",
		"removed-later":   "Microsoft removes a suspended subscription with its data after a while.",
		"add-ons":         "It carries add-ons that stop with it: %[3]s.",
		"access":          "The users can work with it again.",
		"billed":          "Billing goes on, or has gone on all the time.",
		"final":           "This cannot be undone: the users' data is deleted after a while.",
		"refund":          "Microsoft credits what was charged if it is canceled until %[2]s.",
		"computed-window": "Partner Center did not say until when this is possible. It may refuse.",
	},
	Conflict: "Somebody changed this subscription meanwhile. It is shown as it is now; nothing was sent.",
	Again:    "Look at it, then repeat your change if it is still right.",

	Short: "Subscriptions of a customer", ListShort: "List the subscriptions", ShowShort: "Show a subscription with what can be changed",
	SeatsShort: "Change the number of seats", AutoRenewShort: "Turn automatic renewal on or off", NicknameShort: "Give a subscription a name of your own",
	SuspendShort: "Suspend a subscription", ReactivateShort: "Reactivate a suspended subscription", CancelShort: "Cancel a subscription within its time for canceling",
	NotFound: "The customer has no subscription %s", Several: "Several subscriptions are called %s (%s)", SeveralFix: "Use the id of the subscription.",
	RefusedFix: "%s says what is possible.", OnOff: "say on or off",
}
