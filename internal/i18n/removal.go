package i18n

import (
	"fmt"

	"cspdesk/internal/partner"
)

// Removal are the sentences about the end of a relationship.
type Removal struct {
	Title        string // %s company
	Working      string
	Checking     string
	NothingKeeps string
	Blocked      string
	EndedAlready string
	NoRights     string

	Keeps     Plural            // %s
	Kinds     map[string]string // by partner.BlockerKind
	Ways      map[string]string // by partner.BlockerKind: what to do about it
	Unchecked string            // %s kind
	Quantity  string            // %s; of what was bought outright
	Ends      string            // %s date
	Renews    string            // %s date

	Consequences    string
	Effects         []string
	RightsAlone     string
	RightsAloneTell string
	Granular        string

	Ask, AskBody, AskType, AskWrong string // Ask: %s company; AskType: %s domain
	Ended                           string // %s company
	Rights, RightsBody              string // %s company
	RightsNo, RightsYes, RightsGone string // RightsGone: %s company
}

var removalEnglish = Removal{
	Title:        "End the relationship with %s",
	Working:      "Asking Partner Center, and reading back what came of it ...",
	Checking:     "Looking for what keeps the relationship ...",
	NothingKeeps: "Nothing that is known keeps the relationship",
	Blocked:      "The relationship cannot end yet: what keeps it stands above",
	EndedAlready: "This relationship has ended already",
	NoRights:     "You have no delegated admin rights at this customer",

	Keeps: Plural{"%s thing keeps the relationship", "%s things keep the relationship"},
	Kinds: map[string]string{
		"subscription": "Active subscription", "pending": "Subscription in between", "reservation": "Azure reservation", "software": "Software",
	},
	Ways: map[string]string{
		"subscription": "{removal-services=enter} leads to the services: suspend or cancel it there. New commerce can be canceled within seven days; later, turn off its renewal and wait for the end of the term. Suspending does not end its bills.",
		"pending":      "Wait until its order is settled, then check again with r.",
		"reservation":  "It is canceled through Azure support: {removal-support=s} writes the request.",
		"software":     "It can be canceled within 30 days of the purchase, in Partner Center under the customer's order history.",
	},
	Unchecked: "Partner Center would not say whether there is any: %s. Only the removal itself will show it.",
	Quantity:  "quantity %s",
	Ends:      "ends %s", Renews: "renews %s",

	Consequences: "What follows",
	Effects: []string{
		"- The customer leaves your list in Partner Center, and you can buy nothing for them any more.",
		"- You are no longer their support contact, and delegated admin rights end.",
		"- Granular admin relationships are separate and stay: end each in Partner Center > Customers > Admin relationships, before this.",
		"- Azure roles that you hold stay until the customer deletes them.",
		"- Nobody is told: any notice that your contract asks for is yours to give.",
		"- The way back is a new request, and the customer's acceptance.",
		"- Here the record stays, with your notes and what was done, as an ended relationship.",
	},
	RightsAlone:     "Only the admin rights",
	RightsAloneTell: "{give-up-rights=A} gives up delegated admin rights; the relationship, the subscriptions and your responsibility for support stay. Granular rights are ended in Partner Center > Customers > Admin relationships; the customer can do it too, in the admin center under Settings > Partner relationships.",
	Granular:        "Granular rights are not touched by it.",

	Ask: "End the relationship with %s?", AskBody: "It cannot be undone from here: the customer would have to accept a new request.",
	AskType: "Type %s and press {typed-confirm=enter} to end it; {dismiss=esc} leaves it as it is.", AskWrong: "That is another text. Nothing was done.",
	Ended:  "The relationship with %s has ended",
	Rights: "Give up your admin rights at %s?", RightsBody: "You will no longer manage their users and licenses, and the customer gets no mail about it. Delegated rights cannot be asked for again; granular ones can.",
	RightsNo: "No, keep them", RightsYes: "Give them up", RightsGone: "Your admin rights at %s are given up",
}

// Held says how much there is of what keeps a relationship, in its own unit; "" for
// what is billed by use.
func (s *Strings) Held(b partner.Blocker) string {
	switch {
	case b.Quantity <= 0:
		return ""
	case b.Unit == "":
		return fmt.Sprintf(s.Removal.Quantity, s.Number(b.Quantity))
	}
	return s.Quantity(b.Quantity, b.Unit)
}
